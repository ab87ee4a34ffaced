//! What a block may hold, in a byte: rules that look for what is rare pass over blocks that have none of it, and need not
//! fetch the facts of thousands to learn that.

use super::facts::Facts;
use crate::quotes::marks::Family;

/// What a block may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest(u8);

impl Digest {
    /// Annotations, comments, or what was meant to be some.
    pub const MARKUP: Digest = Digest(1);
    /// Quotation marks inside others.
    pub const NESTED: Digest = Digest(2);
    /// Straight marks, or what looks like them.
    pub const STRAIGHT: Digest = Digest(4);
    /// Curly marks, or what looks like them.
    pub const CURLY: Digest = Digest(8);
    /// Outermost single marks.
    pub const SINGLE: Digest = Digest(16);
    /// The label of a speaker at its head.
    pub const LABEL: Digest = Digest(32);

    pub(super) fn of(facts: &Facts, plain: &str) -> Digest {
        let stretches = &facts.marks.stretches;
        let single = |family: Family| family == Family::Single;
        let flags = [
            (Digest::MARKUP, !facts.inline.is_plain()),
            (Digest::NESTED, stretches.iter().any(|stretch| stretch.depth > 0)),
            (Digest::STRAIGHT, plain.contains(['"', '\'', '`'])),
            (Digest::CURLY, plain.contains(['“', '”', '‘', '’'])),
            (Digest::SINGLE, stretches.iter().any(|stretch| stretch.depth == 0 && single(stretch.family))),
            (Digest::LABEL, facts.label.is_some()),
        ];
        Digest(flags.into_iter().filter(|(_, holds)| *holds).fold(0, |all, (flag, _)| all | flag.0))
    }

    /// Whether it may hold any of this.
    pub const fn has(self, other: Digest) -> bool {
        self.0 & other.0 != 0
    }
}
