use super::Token;
use crate::text::{Span, common_head, common_tail};

/// What a text has in common with an earlier version of it: all but one stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    /// How many bytes both begin with.
    pub head: usize,
    /// How many bytes, behind these, both end with.
    pub tail: usize,
    /// How many bytes the earlier version has more; less than none if the text has grown.
    less: i64,
}

impl Common {
    /// Compares two versions of a text.
    pub fn of(then: &str, now: &str) -> Self {
        let (a, b) = (then.as_bytes(), now.as_bytes());
        let head = common_head(a, b);
        let tail = common_tail(&a[head..], &b[head..]);
        Common { head, tail, less: a.len() as i64 - b.len() as i64 }
    }

    /// Where a place of the tail was.
    pub fn then(self, at: usize) -> usize {
        (at as i64 + self.less) as usize
    }

    /// Where a stretch of the tail is now.
    pub fn now(self, span: Span) -> Span {
        let now = |at: u32| (i64::from(at) - self.less) as u32;
        Span::new(now(span.start), now(span.end))
    }

    /// How many of two versions' tokens, from the first on and from the last back, are the same in what is common.
    pub fn tokens(self, then: &[Token], now: &[Token], text: &str) -> (usize, usize) {
        let first = then.iter().zip(now).take_while(|(a, b)| a == b && a.span.end as usize <= self.head);
        let behind = text.len() - self.tail;
        let moved = |(a, b): &(&Token, &Token)| {
            a.span.start as usize >= self.then(behind) && a.moved(self.now(a.span)) == **b
        };
        let last = then.iter().rev().zip(now.iter().rev()).take_while(moved);
        (first.count(), last.count())
    }
}
