//! Reports without a verb: nouns for speech with whose it is, and `according to`.

use super::{Found, Reader};
use crate::english::classes::*;
use crate::english::phrase::Phrase;
use crate::english::{Kind, is_possessive};

impl Reader<'_, '_> {
    /// `according to Ruiz`
    pub(super) fn according_to(&mut self, i: usize) -> Option<usize> {
        let subject = self.sentence.phrase_from(i + 2)?;
        self.add((i, i + 1), subject, Found::AccordingTo, CUE_A | FRAME_THAT | FRAME_QUOTE);
        Some(subject.last + 1)
    }

    /// `in the words of Ruiz`, `in Ruiz’s words`
    pub(super) fn in_words(&mut self, i: usize) -> Option<usize> {
        const CLASSES: u64 = CUE_A | FRAME_THAT | FRAME_QUOTE;
        let s = &self.sentence;
        if !s.is_one_of(i, &["words", "phrase"]) {
            return None;
        }
        if s.is_word(i + 1, "of") && s.is_word(i.checked_sub(1)?, "the") && s.is_word(i.checked_sub(2)?, "in")
        {
            let subject = s.phrase_from(i + 2)?;
            self.add((i - 2, i + 1), subject, Found::AccordingTo, CLASSES);
            return Some(subject.last + 1);
        }
        let owner = self.owner(i)?;
        let subject = match self.kind(owner) {
            Some(Kind::Clitic) => s.phrase_before(owner)?,
            _ => Phrase { first: owner, last: owner, head: owner, core: owner },
        };
        let led = s.is_word(subject.first.checked_sub(1)?, "in");
        led.then(|| self.add((i, i), subject, Found::AccordingTo, CLASSES));
        led.then_some(i + 1)
    }

    /// `Ruiz’s claim that`, `his warning of`, `a statement by Ruiz`.
    pub(super) fn noun(&mut self, i: usize) {
        let Some(subject) = self.possessor(i) else { return };
        let kind = self.sentence.tokens[i].classes().0 & (CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN);
        self.add((i, i), subject, Found::Possessor, CUE_C | kind);
    }

    /// Whose the noun at `i` is.
    fn possessor(&self, i: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let speaks = |p: &Phrase| {
            let head = &s.tokens[p.head];
            let place = s.is_word(i + 1, "from") && head.is(COUNTRY | STATE | CITY);
            head.is_capital_word() && !place || head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN)
        };
        if s.is_one_of(i + 1, &["by", "from"])
            && let Some(author) = s.phrase_from(i + 2).filter(speaks)
        {
            return Some(author);
        }
        let owner = self.owner(i)?;
        match self.kind(owner) {
            Some(Kind::Clitic) => s.phrase_before(owner),
            _ => Some(Phrase { first: owner, last: owner, head: owner, core: owner }),
        }
    }

    /// `’s` or `his` in front of the noun at `i`, over what describes it: `Ruiz’s long-awaited claim`.
    fn owner(&self, i: usize) -> Option<usize> {
        const MOST_WORDS: usize = 3;
        let s = &self.sentence;
        let small = PREPOSITION | DETERMINER | CONJUNCTION | AUXILIARY | PRONOUN;
        let owns = |j: usize| {
            self.kind(j) == Some(Kind::Clitic) && is_possessive(s.word(j)) || self.is(j, POSSESSIVE)
        };
        let describes = |j: usize| {
            // "Ruiz’s disputed claim", but not "Ruiz’s lawyer denied claims".
            let beside = j.checked_sub(1).is_some_and(&owns);
            let finite = self.is_finite(j) && !self.is(j, ADJECTIVE) && !beside;
            let somebody = self.is(j, PERSON_NOUN | GROUP_NOUN) && !self.is(j, ADJECTIVE);
            !somebody
                && self.kind(j) == Some(Kind::Word)
                && !s.tokens[j].shape.capital()
                && !self.is(j, small)
                && !finite
        };
        let mut at = i;
        for _ in 0..=MOST_WORDS {
            at = at.checked_sub(1).filter(|j| s.get(*j).is_some())?;
            if owns(at) {
                return Some(at);
            }
            if !describes(at) {
                return None;
            }
        }
        None
    }
}
