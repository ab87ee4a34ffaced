//! All uses of the same words, and what they say together.

use super::NameUse;
use super::words::{parts, suffix, without_nickname};
use crate::article::EntityKind;
use crate::english::classes::{FEMININE, MASCULINE};
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
    /// What they name; `None` if on the whole they say that they are no name.
    pub(super) kind: Option<EntityKind>,
    /// Whom they mean, once that is known.
    pub(super) character: Option<usize>,
}

impl Group {
    /// Whether it is written without a blank: `Ruiz`, `Okafor-Bello`.
    pub(super) fn is_one_word(&self) -> bool {
        !self.words.contains(' ')
    }

    /// How likely the words name a person, an organisation, a place: the mean over all places where they stand, in
    /// 255ths.
    pub(super) fn shares(&self, uses: &[NameUse]) -> [u32; 3] {
        let sum = |kind: usize| self.uses.iter().map(|i| u32::from(uses[*i].odds[kind])).sum::<u32>();
        [0, 1, 2].map(|kind| sum(kind) / self.uses.len().max(1) as u32)
    }

    /// What the uses say together that they name.
    fn kind_of(&self, uses: &[NameUse]) -> Option<EntityKind> {
        let shares = self.shares(uses);
        let best = (0..3).max_by_key(|k| (shares[*k], 2 - k)).unwrap_or(0);
        if shares.iter().sum::<u32>() < ENOUGH {
            return None;
        }
        Some([EntityKind::Person, EntityKind::Organisation, EntityKind::Place][best])
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

/// From how many 255ths on words count as a name.
pub(super) const ENOUGH: u32 = 140;

/// The uses by their words, in the order of the article.
pub(super) fn groups(uses: &[NameUse]) -> Vec<Group> {
    let mut index: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_parts: FxHashMap<(Vec<String>, Option<String>), usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (i, name) in uses.iter().enumerate() {
        let at = *index.entry(name.words).or_insert_with(|| {
            let (parts, suffix) = (parts(name.words), suffix(name.words));
            *by_parts.entry((parts.clone(), suffix.clone())).or_insert_with(|| {
                let words = without_nickname(name.words);
                groups.push(Group { parts, suffix, words, uses: vec![], kind: None, character: None });
                groups.len() - 1
            })
        });
        groups[at].uses.push(i);
    }
    for group in &mut groups {
        group.kind = group.kind_of(uses);
    }
    groups
}
