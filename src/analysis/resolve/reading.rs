//! What the reading of an article came to: who is who.

use super::everybody::Everybody;
use super::meanings::Meanings;
use super::reader::Mark;
use super::start::Start;
use crate::analysis::model::{Declaration, EntityId, Gender};
use crate::analysis::transcript::Transcript;
use crate::article::Declared;
use crate::few::Few;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Who is who in an article. Nothing in it is a place in the file, so it holds for the next version, too, if that
/// reads alike.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Reading {
    /// For each block, whom each of its mentions means.
    pub(in crate::analysis) meant: Meanings,
    /// Everybody and everything that may be meant.
    pub(in crate::analysis) cast: Everybody,
    /// The gender of each.
    pub(in crate::analysis) genders: Vec<Gender>,
    /// Speakers by annotation: a block and the index of the annotation there.
    pub(in crate::analysis) annotated: FxHashMap<(usize, usize), usize>,
    /// Speakers of block quotations, by block.
    pub(in crate::analysis) signed: FxHashMap<usize, usize>,
    /// Who takes turns in speaking.
    pub(in crate::analysis) transcript: Transcript,
    /// Who answers in a run of turns, by its first block, where that is shown.
    pub(in crate::analysis) answers: FxHashMap<usize, usize>,
    /// Names one slip away from another.
    pub(in crate::analysis) slips: Vec<Slipped>,
    /// The entity that a character is; `None` for one who is neither mentioned nor quoted.
    pub(in crate::analysis) ids: Vec<Option<EntityId>>,
    /// What was known before the article was read.
    pub(in crate::analysis) start: Start,
    /// The character that an entity is.
    pub(in crate::analysis) order: Vec<usize>,
    /// How far it need not be read again, while one types.
    pub(super) mark: Option<Arc<Mark>>,
}

impl Reading {
    /// A reading that begins there and has come to nothing yet.
    pub(super) fn from(start: Start) -> Reading {
        Reading {
            start,
            meant: Meanings::default(),
            cast: Everybody::default(),
            genders: vec![],
            annotated: FxHashMap::default(),
            signed: FxHashMap::default(),
            transcript: Transcript::default(),
            answers: FxHashMap::default(),
            slips: vec![],
            ids: vec![],
            order: vec![],
            mark: None,
        }
    }
}

/// Whom a mention means.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::analysis) struct Meant {
    pub(super) who: Option<u32>,
    pub(super) candidates: Few<(u32, f32)>,
    /// It is a pronoun, and nobody who fits was mentioned before.
    pub(super) orphan: bool,
}

impl Meant {
    /// Somebody alone, or nobody.
    pub(super) fn only(who: Option<usize>) -> Meant {
        Meant { who: who.map(|who| who as u32), ..Meant::default() }
    }

    /// One of two who fit, likeliest first, with their probabilities; `who` says which, if any.
    pub(super) fn one_of(who: Option<usize>, candidates: impl IntoIterator<Item = (usize, f32)>) -> Meant {
        let candidates = candidates.into_iter().map(|(who, odds)| (who as u32, odds)).collect();
        Meant { candidates, ..Meant::only(who) }
    }

    /// The same of a pronoun whom nobody fits who was mentioned before, if `orphan`.
    pub(super) fn where_orphan(self, orphan: bool) -> Meant {
        Meant { orphan, ..self }
    }

    /// The index of the character.
    pub(in crate::analysis) fn who(&self) -> Option<usize> {
        self.who.map(|who| who as usize)
    }

    /// The same under other numbers; `None` if somebody has none.
    pub(super) fn renumbered(&self, now: impl Fn(usize) -> Option<usize>) -> Option<Meant> {
        let mut meant = *self;
        let all = meant.who.iter_mut().chain(meant.candidates.iter_mut().map(|(who, _)| who));
        for who in all {
            *who = now(*who as usize)? as u32;
        }
        Some(meant)
    }

    /// Everybody who is or may be meant.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.who().into_iter().chain(self.candidates().map(|(who, _)| who))
    }

    /// The likeliest two who fit, where more than one does, with their probabilities.
    pub(in crate::analysis) fn candidates(&self) -> impl ExactSizeIterator<Item = (usize, f32)> + '_ {
        self.candidates.iter().map(|(who, odds)| (*who as usize, *odds))
    }
}

/// A mention: the index of its block, and its index there.
pub(in crate::analysis) type Named = (usize, usize);

/// A name one slip away from another.
#[derive(Debug)]
pub(in crate::analysis) struct Slipped {
    /// The name with the slip.
    pub(in crate::analysis) at: Named,
    /// Whom it means.
    pub(in crate::analysis) who: usize,
    /// The right spelling.
    pub(in crate::analysis) suggestion: String,
    /// A name with the right spelling.
    pub(in crate::analysis) example: Option<Named>,
}

impl Reading {
    /// The entity that a character is. Every character that is asked for is one, or else its number is none that an
    /// entity has.
    pub(in crate::analysis) fn id(&self, who: usize) -> EntityId {
        self.ids.get(who).copied().flatten().unwrap_or(EntityId(u32::MAX))
    }

    /// Where somebody is declared, and as what.
    pub(in crate::analysis) fn declared(&self, who: usize) -> Option<&(Declaration, Declared)> {
        self.start.declared.get(self.cast.character(who).declared? as usize)
    }

    /// The mention that gives somebody their role.
    pub(in crate::analysis) fn role(&self, who: usize) -> Option<Named> {
        self.start.roles.get(who).copied().flatten()
    }

    /// For each character its number in another reading, where that knows somebody of this name who is the same sort of
    /// thing.
    pub(in crate::analysis) fn known_in(&self, other: &Reading) -> Vec<Option<usize>> {
        let (these, those) = (&self.cast, &other.cast);
        let same = |who: usize, there: usize| {
            (these.kind(who), these.is_named(who)) == (those.kind(there), those.is_named(there))
                && these.name(who) == those.name(there)
        };
        // Most keep their number: a paragraph adds or takes away somebody at the end, if at all.
        let known = |who: usize| (who < those.len() && same(who, who)).then_some(who);
        let mut all: Vec<Option<usize>> = (0..these.len()).map(known).collect();
        if all.contains(&None) {
            let mut taken = vec![false; those.len()];
            all.iter().flatten().for_each(|who| taken[*who] = true);
            let mut free: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            for there in (0..those.len()).rev().filter(|there| !taken[*there]) {
                free.entry(those.name(there)).or_default().push(there);
            }
            for (who, known) in all.iter_mut().enumerate().filter(|(_, known)| known.is_none()) {
                *known = free.get_mut(these.name(who)).and_then(|free| {
                    let at = free.iter().rposition(|there| same(who, *there))?;
                    Some(free.remove(at))
                });
            }
        }
        all
    }
}
