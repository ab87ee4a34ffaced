//! All uses of the same words, and what they say together.

use super::NameUse;
use super::odds::{Bearing, Sums};
use super::words::{parts, suffix, without_nickname};
use crate::article::EntityKind;
use crate::english::classes::{CITY, COUNTRY, FEMININE, MASCULINE, ORGANISATION, STATE};
use crate::english::lexicon::lookup;
use rustc_hash::FxHashMap;

/// All uses of the same words.
#[derive(Debug)]
pub(super) struct Group {
    /// The words, as [`parts`] has them.
    pub(super) parts: Vec<String>,
    /// `jr`, `iii`.
    pub(super) suffix: Option<String>,
    /// As they are first written, on one line.
    pub(super) words: String,
    /// Indices of the uses.
    pub(super) uses: Vec<usize>,
    /// Of these, the first of each spelling: `Walter Harlan`, `Walter “Buck” Harlan`.
    pub(super) spellings: Vec<usize>,
    /// How likely they name what.
    pub(super) sums: Sums,
    /// What that comes to.
    pub(super) bearing: Bearing,
    /// What they name; `None` if on the whole they say that they are no name.
    pub(super) kind: Option<EntityKind>,
    /// Whom they mean, once that is known.
    pub(super) character: Option<usize>,
}

impl Group {
    fn new(words: String, parts: Vec<String>, suffix: Option<String>) -> Self {
        Group {
            sums: Sums::new(lookup(&words).any(COUNTRY | STATE | CITY | ORGANISATION)),
            bearing: Bearing::default(),
            kind: None,
            character: None,
            uses: vec![],
            spellings: vec![],
            words,
            parts,
            suffix,
        }
    }

    /// Whether it is written without a blank: `Ruiz`, `Okafor-Bello`.
    pub(super) fn is_one_word(&self) -> bool {
        !self.words.contains(' ')
    }

    /// The gender that most uses show.
    pub(super) fn gender(&self, uses: &[NameUse]) -> u64 {
        let all = self.uses.iter().map(|i| uses[*i].gender);
        let (m, f) = all
            .fold((0, 0), |(m, f), g| (m + u32::from(g & MASCULINE != 0), f + u32::from(g & FEMININE != 0)));
        match (m, f) {
            _ if m > f => MASCULINE,
            _ if f > m => FEMININE,
            _ => 0,
        }
    }
}

/// The uses by their words, in the order of the article; and for each use, which group it is in.
pub(super) fn groups(uses: &[NameUse]) -> (Vec<Group>, Vec<u32>) {
    let spellings = uses.iter().map(|name| name.spelling as usize + 1).max().unwrap_or(0);
    let mut index: Vec<Option<u32>> = vec![None; spellings];
    let mut by_parts: FxHashMap<(Vec<String>, Option<String>), usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = Vec::with_capacity(uses.len());
    for (i, name) in uses.iter().enumerate() {
        let at = *index[name.spelling as usize].get_or_insert_with(|| {
            let (parts, suffix) = (parts(name.words), suffix(name.words));
            let at = *by_parts.entry((parts.clone(), suffix.clone())).or_insert_with(|| {
                groups.push(Group::new(without_nickname(name.words), parts, suffix));
                groups.len() - 1
            });
            groups[at].spellings.push(i);
            at as u32
        });
        let group = &mut groups[at as usize];
        group.uses.push(i);
        group.sums.add(name.odds);
        group_of.push(at);
    }
    for group in &mut groups {
        group.bearing = group.sums.bearing();
        group.kind = group.bearing.kind;
    }
    (groups, group_of)
}
