//! Reports without a verb: nouns for speech with whose it is, and `according to`.

use super::{Found, Reader};
use crate::english::Kind;
use crate::english::classes::*;
use crate::english::phrase::Phrase;

impl Reader<'_, '_> {
    /// `according to Ruiz`
    pub(super) fn according_to(&mut self, i: usize) -> Option<usize> {
        let subject = self.sentence.phrase_from(i + 2)?;
        self.add((i, i + 1), subject, Found::AccordingTo, CUE_A | FRAME_THAT | FRAME_QUOTE);
        Some(subject.last + 1)
    }

    /// `Ruiz’s claim that`, `his warning of`, `a statement by Ruiz`.
    pub(super) fn noun(&mut self, i: usize) {
        let Some(subject) = self.possessor(i) else { return };
        let kind = self.sentence.tokens[i].classes.0 & (CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN);
        self.add((i, i), subject, Found::Possessor, CUE_C | kind);
    }

    /// Whose the noun at `i` is.
    fn possessor(&self, i: usize) -> Option<Phrase> {
        let s = &self.sentence;
        match s.before(i) {
            Some(t) if t.kind == Kind::Clitic && matches!(t.of(s.text), "’s" | "'s" | "’" | "'") => {
                s.phrase_before(i - 1)
            }
            Some(_) if s.is_one_of(i - 1, &["his", "her", "their", "its", "my", "our"]) => {
                Some(Phrase { first: i - 1, last: i - 1, head: i - 1, core: i - 1 })
            }
            _ if s.is_one_of(i + 1, &["by", "from"]) => s.phrase_from(i + 2),
            _ => None,
        }
    }
}
