//! What an edit is: the one stretch in which two versions of a text differ.

use crate::text::{Span, common_head, common_tail};

/// What differs between two versions of a text: one stretch, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Where it begins, in both.
    pub start: u32,
    /// Where it ends in the earlier version.
    pub old_end: u32,
    /// Where it ends in the later version.
    pub new_end: u32,
}

impl Edited {
    /// What differs between two texts; an empty stretch if nothing does.
    pub(super) fn between(old: &str, new: &str) -> Edited {
        let all = Edited { start: 0, old_end: old.len() as u32, new_end: new.len() as u32 };
        all.narrowed(old, new)
    }

    /// The same for two texts that differ in this stretch and nowhere else, if at all: nothing is compared but that, and what
    /// stands beside it. Where a word stands twice in a row, either may have been put in, and the last of them is meant.
    pub(super) fn narrowed(self, old: &str, new: &str) -> Edited {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let from = self.start as usize;
        let mut start = from + common_head(&a[from..], &b[from..]);
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let most = a.len().min(b.len()) - start;
        let known = (a.len() - self.old_end as usize).min(most);
        let mut tail = known + common_tail(&a[start..a.len() - known], &b[start..b.len() - known]);
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        let (start, old_end, new_end) = (start as u32, (old.len() - tail) as u32, (new.len() - tail) as u32);
        Edited { start, old_end, new_end }
    }

    /// Whether it can be what differs between two texts, as far as their lengths tell.
    pub(super) fn fits(self, old: &str, new: &str) -> bool {
        let Edited { start, old_end, new_end } = self;
        let behind = |text: &str, end: u32| text.len().checked_sub(end as usize);
        start <= old_end.min(new_end)
            && behind(old, old_end).is_some()
            && behind(old, old_end) == behind(new, new_end)
    }

    /// What two edits come to, of which the `next` was made in what this one left.
    pub fn then(self, next: Edited) -> Edited {
        let end = self.new_end.max(next.old_end);
        Edited {
            start: self.start.min(next.start),
            old_end: end - self.new_end + self.old_end,
            new_end: end - next.old_end + next.new_end,
        }
    }

    /// Whether a stretch of the earlier version is as it was: the edit is none of it.
    pub fn leaves(self, span: Span) -> bool {
        self.old_end <= span.start || span.end <= self.start
    }

    /// Where a place of the earlier version is in the later one. What is inserted at the place itself stands in front
    /// of what begins there.
    #[inline]
    pub fn moved(self, at: u32) -> u32 {
        if at < self.old_end { at } else { at - self.old_end + self.new_end }
    }

    /// Where a stretch of the earlier version is in the later one. It may hold the edit, but must not begin or end
    /// inside it.
    #[inline]
    pub fn moved_span(self, span: Span) -> Span {
        let end = if span.end <= self.start { span.end } else { self.moved(span.end) };
        let start = if span.is_empty() { end } else { self.moved(span.start) };
        Span::new(start.min(end), end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edited(old: &str, new: &str) -> Edited {
        Edited::between(old, new)
    }

    #[test]
    fn an_edit_never_cuts_a_character() {
        let edit = edited("say “no” now", "say ”no” now");
        assert_eq!((edit.start, edit.old_end, edit.new_end), (4, 7, 7));
        assert_eq!(edited("aa", "aaa"), Edited { start: 2, old_end: 2, new_end: 3 });
        assert_eq!(edited("same", "same"), Edited { start: 4, old_end: 4, new_end: 4 });
    }

    /// Whatever is said about where an edit lies, as long as it is true, it is found to be the same.
    fn is_found_within(edit: Edited, old: &str, new: &str) -> Result<(), TestCaseError> {
        prop_assert!(edit.fits(old, new));
        prop_assert_eq!(edit.narrowed(old, new), Edited::between(old, new), "{:?} to {:?}", old, new);
        Ok(())
    }

    /// Where a text is replaced by another, in bytes; places are on characters, wherever they are asked for.
    fn replaced_at(text: &str, (from, len): (usize, usize), by: &str) -> (Edited, String) {
        let start = text.floor_char_boundary(from % (text.len() + 1));
        let end = text.floor_char_boundary((start + len).min(text.len())).max(start);
        let new = format!("{}{by}{}", &text[..start], &text[end..]);
        (Edited { start: start as u32, old_end: end as u32, new_end: (start + by.len()) as u32 }, new)
    }

    proptest! {
        #[test]
        fn an_edit_is_the_same_whether_it_is_known_where_it_lies(
            text in "[a“”é]{0,40}", places in prop::collection::vec((0_usize..200, 0_usize..9), 1..4), by in "[a“”é]{0,5}",
        ) {
            let mut now = text.clone();
            let mut all: Option<Edited> = None;
            for place in places {
                let (edit, next) = replaced_at(&now, place, &by);
                is_found_within(edit, &now, &next)?;
                all = Some(all.map_or(edit, |all| all.then(edit)));
                now = next;
            }
            is_found_within(all.expect("there is one at least"), &text, &now)?;
        }
    }

    #[test]
    fn an_edit_that_is_not_of_these_texts_is_told_by_their_lengths() {
        let edit = |start, old_end, new_end| Edited { start, old_end, new_end };
        assert!(edit(1, 1, 2).fits("aa", "aaa"));
        for wrong in [edit(1, 1, 1), edit(2, 1, 2), edit(1, 3, 4), edit(0, 0, 9)] {
            assert!(!wrong.fits("aa", "aaa"), "{wrong:?}");
        }
    }

    #[test]
    fn what_stands_behind_an_edit_moves_and_what_holds_it_grows() {
        let edit = edited("Ann came.", "Ann Lee came.");
        assert_eq!(edit.moved_span(Span::new(0, 3)), Span::new(0, 3), "in front");
        assert_eq!(edit.moved_span(Span::new(4, 8)), Span::new(8, 12), "behind");
        assert_eq!(edit.moved_span(Span::new(0, 9)), Span::new(0, 13), "around");
    }
}
