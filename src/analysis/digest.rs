//! What a block may hold, in a byte: rules that look for what is rare pass over blocks that have none of it, and need not
//! fetch the facts of thousands to learn that.

use super::facts::Facts;
use super::ties::Ties;
use crate::entities::described::Described;
use crate::quotes::marks::Family;
use memchr::{memchr_iter, memchr3};

/// What a block may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest(u8);

/// Whether a text has a curly quotation mark: one of four characters that differ in their last byte.
fn has_curly_marks(text: &str) -> bool {
    const MARKS: [char; 4] = ['“', '”', '‘', '’'];
    let mut buffer = [0; 4];
    let first = MARKS[0].encode_utf8(&mut buffer).as_bytes()[0];
    memchr_iter(first, text.as_bytes()).any(|at| text[at..].starts_with(MARKS))
}

fn is_of_a_place(ties: &Ties) -> bool {
    ties.described.as_deref().is_some_and(Described::is_of_a_place)
}

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
    /// A year.
    pub const YEAR: Digest = Digest(64);
    /// A description of a place: `the valley`.
    pub const PLACE_NOUN: Digest = Digest(128);

    pub(super) fn of(facts: &Facts, plain: &str) -> Digest {
        let stretches = &facts.marks.stretches;
        let single = |family: Family| family == Family::Single;
        let flags = [
            (Digest::MARKUP, !facts.inline.is_plain()),
            (Digest::NESTED, stretches.iter().any(|stretch| stretch.depth > 0)),
            (Digest::STRAIGHT, memchr3(b'"', b'\'', b'`', plain.as_bytes()).is_some()),
            (Digest::CURLY, has_curly_marks(plain)),
            (Digest::SINGLE, stretches.iter().any(|stretch| stretch.depth == 0 && single(stretch.family))),
            (Digest::LABEL, facts.label.is_some()),
            (Digest::YEAR, facts.dates.iter().any(|said| said.when.year().is_some())),
            (Digest::PLACE_NOUN, facts.ties.iter().any(is_of_a_place)),
        ];
        Digest(flags.into_iter().filter(|(_, holds)| *holds).fold(0, |all, (flag, _)| all | flag.0))
    }

    /// Whether it may hold any of this.
    pub const fn has(self, other: Digest) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::facts::Setting;

    fn read(text: &str) -> Digest {
        Digest::of(&Facts::of(text, Setting::default()), text)
    }

    #[test]
    fn marks_are_told_by_how_they_are_typed() {
        let (straight, curly) = (read("\"No,\" she said."), read("“No,” she said."));
        assert!(straight.has(Digest::STRAIGHT) && !straight.has(Digest::CURLY));
        assert!(curly.has(Digest::CURLY) && !curly.has(Digest::STRAIGHT));
        // A dash and a list's dot begin with the same byte as curly marks.
        assert_eq!(read("The ferry — the last one • sailed…"), Digest::default());
        assert!(read("the mayor’s ferry").has(Digest::CURLY));
    }
}
