//! A verb without a subject of its own: it has that of an earlier verb.

use super::{Found, Reader};
use crate::english::Kind;
use crate::english::classes::*;
use crate::english::phrase::Phrase;

impl Reader<'_, '_> {
    /// The subject of an earlier verb of the sentence.
    pub(super) fn elided(&self, i: usize) -> (Option<Phrase>, Found) {
        let same = self
            .earlier()
            .filter(|r| r.by != Found::Possessor)
            .find_map(|r| r.subject)
            .filter(|p| !self.is_subordinate(p.first));
        match same.or_else(|| self.clause_subject(i)).or_else(|| self.opening(i)) {
            Some(phrase) => (Some(phrase), Found::Elided),
            None => (None, Found::Nobody),
        }
    }

    /// What the sentence opens with, if that can be somebody: `The mayor left no doubt, saying`.
    pub(super) fn opening(&self, i: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let led = self.is(s.first, CONJUNCTION | ADVERB) || s.is_word(s.first, "as");
        let first = if led { s.first + 1 } else { s.first };
        let phrase = s.phrase_from(first).filter(|p| p.last < i && !self.is(first, PREPOSITION))?;
        let speaks = |j: usize| {
            let t = &s.tokens[j];
            t.is_capital_word() || t.is(PERSON_NOUN | GROUP_NOUN) || s.is_subject_pronoun(j)
        };
        let head = (phrase.core..=phrase.head).rev().find(|j| speaks(*j))?;
        Some(if head == phrase.head { phrase } else { Phrase { last: head, head, ..phrase } })
    }

    /// The subject of the nearest verb before `i`; one of a main clause rather than of `after they left`.
    pub(super) fn clause_subject(&self, i: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let mut fallback = None;
        for j in (s.first..i).rev() {
            if !self.is_finite(j) || self.is(j.wrapping_sub(1), DETERMINER) {
                continue;
            }
            let own = |p: &Phrase| !s.governed(p.first) || self.is_subordinate(p.first);
            let Some(phrase) = self.plain_subject(j).filter(own) else { continue };
            if !self.is_subordinate(phrase.first) {
                // "Her comments came a day after the minister met Ruiz and agreed to": what is no speaker agrees to nothing.
                let nearer = fallback.filter(|near| !self.can_speak(&phrase) && self.can_speak(near));
                return Some(nearer.unwrap_or(phrase));
            }
            fallback.get_or_insert(phrase);
        }
        fallback
    }

    /// The subject that stands in front of the verb at `j`, if it has one of its own.
    fn plain_subject(&self, j: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let group = self.verb_group(j).first;
        let at = group.checked_sub(1).filter(|at| *at >= s.first)?;
        match s.tokens[at].kind {
            Kind::Comma => self.across_commas(at),
            Kind::Close => self.before_parenthesis(at),
            _ if s.is_one_of(at, &["who", "which", "that"]) => None,
            _ => s.phrase_before(group),
        }
    }

    /// Whether the clause that begins with the phrase at `first` hangs on another one.
    fn is_subordinate(&self, first: usize) -> bool {
        first > self.sentence.first && self.is(first - 1, SUBORDINATOR)
    }
}
