//! All uses of the same words, and what they say together.

use super::odds::{Bearing, Sums};
use super::{Gloss, Name, NameUse, Uses};
use crate::article::EntityKind;
use crate::english::classes::{CITY, COUNTRY, FEMININE, MASCULINE, ORGANISATION, STATE};
use crate::text::sort_by_number;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// All uses of the same words.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// As they are first written.
    pub(super) name: &'a Name,
    /// The index of the first.
    pub(super) first: u32,
    /// Some use is the subject of reporting words.
    pub(super) reports: bool,
    /// How many uses more show a man than show a woman.
    men: i32,
    /// How likely they name what.
    pub(super) sums: Sums,
    /// What that comes to.
    pub(super) bearing: Bearing,
    /// What they name; `None` if on the whole they say that they are no name.
    pub(super) kind: Option<EntityKind>,
    /// Whom they mean, once that is known.
    pub(super) character: Option<usize>,
}

impl<'a> Group<'a> {
    fn new(name: &'a Name, first: usize) -> Self {
        Group {
            name,
            first: first as u32,
            reports: false,
            men: 0,
            sums: Sums::new(name.known().any(COUNTRY | STATE | CITY | ORGANISATION)),
            bearing: Bearing::default(),
            kind: None,
            character: None,
        }
    }

    #[inline]
    fn add(&mut self, name: &NameUse) {
        self.reports |= name.reports;
        self.men += i32::from(name.gender & MASCULINE != 0) - i32::from(name.gender & FEMININE != 0);
        self.sums.add(name.odds);
    }

    /// How many uses there are.
    pub(super) fn count(&self) -> u32 {
        self.sums.uses()
    }

    /// The gender that most uses show.
    pub(super) fn gender(&self) -> u64 {
        match self.men {
            1.. => MASCULINE,
            0 => 0,
            _ => FEMININE,
        }
    }

    /// Whether they are the name of a person.
    pub(super) fn is_person(&self) -> bool {
        self.kind == Some(EntityKind::Person)
    }
}

/// The uses of an article by their words.
pub(super) struct Groups<'a> {
    /// In the order of the article.
    pub(super) all: Vec<Group<'a>>,
    /// For each use, which group it is in.
    pub(super) of: Vec<u32>,
    /// The groups where somebody has a nickname, in order, and its key.
    pub(super) nicknames: Vec<(u32, u64)>,
    /// The uses that say the name before them again.
    pub(super) glosses: Vec<(usize, Gloss)>,
}

/// The uses by their words.
pub(super) fn groups<'a>(uses: Uses<'a>) -> Groups<'a> {
    let mut by_spelling: Vec<Option<u32>> = vec![None; uses.names.len()];
    let mut by_words: FxHashMap<(u64, Option<&str>), u32> =
        FxHashMap::with_capacity_and_hasher(uses.names.len(), FxBuildHasher);
    let mut groups: Vec<Group<'a>> = Vec::with_capacity(uses.names.len());
    let mut of = Vec::with_capacity(uses.all.len());
    let (mut nicknames, mut glosses) = (vec![], vec![]);
    for (i, used) in uses.all.iter().enumerate() {
        let at = *by_spelling[used.spelling as usize].get_or_insert_with(|| {
            let name = uses.names[used.spelling as usize];
            let at = *by_words.entry((name.key(), name.suffix())).or_insert_with(|| {
                groups.push(Group::new(name, i));
                groups.len() as u32 - 1
            });
            nicknames.extend(name.nickname().map(|nickname| (at, nickname)));
            at
        });
        groups[at as usize].add(used);
        of.push(at);
        if let Some(gloss) = used.gloss.filter(|_| i > 0) {
            glosses.push((i, gloss));
        }
    }
    for group in &mut groups {
        group.bearing = group.sums.bearing();
        group.kind = group.bearing.kind;
    }
    sort_by_number(&mut nicknames, |(at, _)| *at as u64);
    Groups { all: groups, of, nicknames, glosses }
}
