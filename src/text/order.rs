//! Lists put in order.

use super::Span;

/// Puts items in the order of a number; equal ones stay as they stood.
///
/// For lists that are short or rarely made. The compiler writes a sort out for each kind of item and of key, 7 KB at a
/// time, and a server keeps in memory what lies near to what it runs; with one kind of key all share one sort.
pub fn sort_by_number<T>(items: &mut [T], number: impl FnMut(&T) -> u64) {
    items.sort_by_cached_key(number);
}

impl Span {
    /// By start, and of those that start together the shorter first, which is how spans compare: for [`sort_by_number`].
    pub const fn shorter_first(self) -> u64 {
        (self.start as u64) << 32 | self.end as u64
    }

    /// By start, and of those that start together the longer first, as elements nest. As a number, for [`sort_by_number`] and
    /// any other sort.
    pub const fn longer_first(self) -> u64 {
        (self.start as u64) << 32 | !self.end as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, sort_by_number};

    const INNER: Span = Span::new(3, 5);
    const OUTER: Span = Span::new(3, u32::MAX);
    const FIRST: Span = Span::new(2, 9);

    #[test]
    fn numbers_of_spans_order_them_as_they_compare() {
        let mut spans = [OUTER, INNER, FIRST];
        sort_by_number(&mut spans, |span| span.shorter_first());
        assert_eq!(spans, [FIRST, INNER, OUTER]);
        assert!(spans.is_sorted());
    }

    #[test]
    fn what_is_around_comes_before_what_is_inside() {
        let mut spans = [INNER, OUTER, FIRST];
        sort_by_number(&mut spans, |span| span.longer_first());
        assert_eq!(spans, [FIRST, OUTER, INNER]);
    }

    #[test]
    fn equal_ones_stay_as_they_stood() {
        let mut words = ["pear", "fig", "plum", "date", "kiwi"];
        sort_by_number(&mut words, |word| word.len() as u64);
        assert_eq!(words, ["fig", "pear", "plum", "date", "kiwi"]);
    }
}
