//! What was edited of late, so that nobody need compare two versions of a text from one end to the other.

use super::typing::Edit;
use crate::analysis::Edited;
use std::collections::VecDeque;

/// So many versions are remembered. An analyst who takes longer over a text than somebody types that many keys does not
/// mind comparing.
const MOST: usize = 32;

/// What was edited in each of the last revisions of a text, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edits(VecDeque<Edited>);

impl Edits {
    /// The next revision has come of these edits, in their order.
    pub(crate) fn note(&mut self, steps: &[Edit]) {
        let edited = |step: &Edit| Edited {
            start: step.start as u32,
            old_end: (step.start + step.removed) as u32,
            new_end: (step.start + step.inserted.len()) as u32,
        };
        match steps.iter().map(edited).reduce(Edited::then) {
            Some(edited) => {
                self.0.truncate(MOST - 1);
                self.0.push_front(edited);
            }
            None => self.forget(),
        }
    }

    /// The next revision is another text, or of other terms.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }

    /// Within which stretch the newest revision differs from the one so many before it, if that is remembered.
    pub(crate) fn of_last(&self, revisions: u64) -> Option<Edited> {
        let revisions = usize::try_from(revisions).ok().filter(|revisions| *revisions <= self.0.len())?;
        self.0.range(..revisions).rev().copied().reduce(Edited::then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(edits: &mut Edits, start: usize, inserted: &str) {
        edits.note(&[Edit { start, removed: 0, inserted }]);
    }

    #[test]
    fn edits_of_several_revisions_are_one_stretch() {
        let mut edits = Edits::default();
        typed(&mut edits, 10, "a");
        typed(&mut edits, 11, "bé");
        assert_eq!(edits.of_last(1), Some(Edited { start: 11, old_end: 11, new_end: 14 }));
        assert_eq!(edits.of_last(2), Some(Edited { start: 10, old_end: 10, new_end: 14 }));
        assert_eq!(edits.of_last(3), None, "nobody knows what was before");
        typed(&mut edits, 2, "c");
        assert_eq!(
            edits.of_last(3),
            Some(Edited { start: 2, old_end: 10, new_end: 15 }),
            "and what lies between"
        );
    }

    #[test]
    fn what_is_long_ago_is_forgotten() {
        let mut edits = Edits::default();
        (0..100).for_each(|at| typed(&mut edits, at, "a"));
        assert!(edits.of_last(MOST as u64).is_some());
        assert_eq!(edits.of_last(MOST as u64 + 1), None);
        edits.forget();
        assert_eq!(edits.of_last(1), None);
        assert_eq!(edits.of_last(0), None, "the same revision");
    }
}
