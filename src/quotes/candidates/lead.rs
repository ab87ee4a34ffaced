//! What ties a stretch to reporting words: their clause, what leads from them to it, how it hands over to them.

use super::Reader;
use crate::english::classes::*;
use crate::english::{Kind, Token, is_mark};
use crate::quotes::indirect::Clause;

/// The value of [`Family::Lead`](super::Family::Lead) of a stretch that stands inside the words.
pub(super) const INSIDE: usize = 20;

impl Reader<'_> {
    /// Whether the stretch stands in a reported clause for which this holds.
    pub(super) fn in_clause(&self, holds: impl Fn(&Clause) -> bool) -> bool {
        let stretch = self.paragraph.frame.tokens[self.q].span;
        self.paragraph.reported.iter().any(|c| c.span.overlaps(stretch) && holds(c))
    }

    /// What leads from reporting words to a stretch behind them, as a value of the family: `called Ruiz “late”`,
    /// `described her as “late”`, `said it was “late”`.
    pub(super) fn lead(&self, from: usize, to: usize) -> usize {
        let last = to.checked_sub(1).filter(|l| *l >= from);
        let Some((last, end)) = last.and_then(|l| Some((l, self.token(l)?))) else { return 0 };
        let ends = |classes| end.kind == Kind::Word && end.is(classes);
        let all = |end: usize| (from..end).all(|i| self.token(i).is_some_and(is_nominal));
        match () {
            () if self.is_one_of(last, &["as"]) && all(last) => 1,
            () if ends(DETERMINER) && all(to) => 2,
            () if all(to) => 3,
            () if ends(AUXILIARY) => 4,
            () if ends(PREPOSITION) => 5,
            () if ends(DETERMINER | ADJECTIVE | NOUN) => 6,
            () => 7,
        }
    }

    /// How a stretch in front of the words ends, and what stands behind them, as a value of the family: nothing but who
    /// says it stands behind `“Late!” Ruiz thundered.`
    pub(super) fn tag(&self, last: usize) -> usize {
        const FIRST: usize = 8;
        let quoted = self.paragraph.frame.tokens[self.q].of(self.paragraph.text);
        let end = match quoted.trim_end_matches(is_mark).chars().last() {
            Some(',') => 0,
            Some('?' | '!') => 1,
            _ => 2,
        };
        let behind = match self.token(last + 1) {
            None => 0,
            Some(t) if t.is_terminal() => 0,
            Some(t) if t.kind == Kind::Comma => 1,
            Some(t) if t.kind == Kind::Word && t.is(PREPOSITION | ADVERB | CONJUNCTION) => 2,
            _ => 3,
        };
        FIRST + end * 4 + behind
    }
}

/// A word of a noun phrase, as far as the word alone tells.
fn is_nominal(token: &Token) -> bool {
    let ties = PREPOSITION | CONJUNCTION | AUXILIARY | SUBORDINATOR;
    let verb = token.is(VERB_PAST | VERB_THIRD | VERB_ING) && !token.is(NOUN | ADJECTIVE);
    match token.kind {
        Kind::Word => !token.is(ties) && !verb,
        Kind::Number | Kind::Clitic => true,
        _ => false,
    }
}
