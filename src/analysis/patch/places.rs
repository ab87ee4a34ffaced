//! Moving places and indices with an edit.
//!
//! Half of all that is known of an article stands behind an edit in its middle. It is copied as it lies, and then each
//! place in it is moved without a question asked but whether it is behind the edited paragraph.

use super::Edited;
use crate::article::Block;
use crate::text::Span;
use std::ops::Range;

/// How places move that are outside the edited paragraph: those behind it by as much as it grew, and those in front of it
/// not at all.
#[derive(Clone, Copy)]
pub(super) struct Moves {
    edit: Edited,
    /// The end of the paragraph in the earlier version.
    end: u32,
    /// How much longer it is now, modulo 2³².
    by: u32,
}

impl Moves {
    /// The moves that an edit makes, of which the paragraph was at `paragraph` before it.
    pub(super) fn of(edit: Edited, paragraph: Span) -> Moves {
        Moves { edit, end: paragraph.end, by: edit.new_end.wrapping_sub(edit.old_end) }
    }

    #[inline]
    fn place(self, at: u32) -> u32 {
        at.wrapping_add(if at > self.end { self.by } else { 0 })
    }

    /// Where a stretch is now that is outside the paragraph.
    #[inline]
    pub(super) fn span(self, span: Span) -> Span {
        let moved = Span { start: self.place(span.start), end: self.place(span.end) };
        debug_assert_eq!(moved, self.edit.moved_span(span), "{span:?} is not outside the paragraph");
        moved
    }

    /// The blocks of the later version: the edited one is at `span` now.
    pub(super) fn blocks(self, blocks: &[Block], edited: usize, span: Span) -> Vec<Block> {
        let mut blocks = blocks.to_vec();
        blocks[edited].span = span;
        for block in &mut blocks[edited + 1..] {
            block.span = self.span(block.span);
            block.attribution = block.attribution.map(|name| self.span(name));
        }
        blocks
    }
}

/// How the indices of a list move where some of it is replaced by more or less.
#[derive(Default)]
pub(super) struct Shifts {
    /// The end of each range that is replaced, in order, and by how much all behind it moves.
    behind: Vec<(usize, i64)>,
}

impl Shifts {
    /// The next range has so many instead.
    pub(super) fn add(&mut self, range: &Range<usize>, now: usize) {
        let before = self.behind.last().map_or(0, |(_, more)| *more);
        self.behind.push((range.end, before + now as i64 - range.len() as i64));
    }

    /// Where what was at an index is now.
    #[inline]
    pub(super) fn now(&self, index: u32) -> u32 {
        let more = match self.behind.last() {
            Some((end, more)) if *end <= index as usize => *more,
            _ => self.among(index),
        };
        (i64::from(index) + more) as u32
    }

    /// By how much an index moves that is not behind all ranges.
    fn among(&self, index: u32) -> i64 {
        let passed = self.behind.partition_point(|(end, _)| *end <= index as usize);
        passed.checked_sub(1).map_or(0, |last| self.behind[last].1)
    }
}

/// The range of a list that lies in a stretch of the article; `place` says of each whether it is behind the beginning
/// and behind the end of that.
pub(super) fn parts<T>(list: &[T], place: impl Fn(&T) -> (bool, bool)) -> Range<usize> {
    list.partition_point(|of| !place(of).0)..list.partition_point(|of| !place(of).1)
}

/// A list with ranges of it replaced, and the rest moved, but for the first so many, which stay as they are.
pub(super) fn replaced<T: Copy>(
    list: &[T],
    with: impl Iterator<Item = (Range<usize>, Vec<T>)>,
    still: usize,
    moves: impl Fn(&mut T),
) -> Vec<T> {
    let mut all = Vec::with_capacity(list.len() + 8);
    let keep = |all: &mut Vec<T>, range: Range<usize>| {
        let behind = still.clamp(range.start, range.end);
        let first = all.len() + behind - range.start;
        all.extend_from_slice(&list[range]);
        all[first..].iter_mut().for_each(&moves);
    };
    let mut from = 0;
    for (range, now) in with {
        keep(&mut all, from..range.start);
        all.extend(now);
        from = range.end;
    }
    keep(&mut all, from..list.len());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_behind_the_paragraph_moves_and_what_is_in_front_of_it_stays() {
        let shorter = Moves::of(Edited { start: 14, old_end: 17, new_end: 14 }, Span::new(10, 20));
        assert_eq!(shorter.span(Span::new(2, 8)), Span::new(2, 8));
        assert_eq!(shorter.span(Span::new(22, 30)), Span::new(19, 27));
    }

    #[test]
    fn indices_move_by_what_came_and_went_in_front_of_them() {
        let mut shifts = Shifts::default();
        shifts.add(&(2..4), 1);
        shifts.add(&(6..6), 3);
        assert_eq!([0, 1, 4, 5, 6, 9].map(|index| shifts.now(index)), [0, 1, 3, 4, 8, 11]);
        assert_eq!(Shifts::default().now(7), 7);
    }

    #[test]
    fn ranges_are_replaced_and_the_first_stay() {
        let with = [(1..2, vec![]), (3..3, vec![100, 101])];
        assert_eq!(replaced(&[1, 2, 3, 4, 5], with.into_iter(), 1, |n| *n += 10), [1, 13, 100, 101, 14, 15]);
    }
}
