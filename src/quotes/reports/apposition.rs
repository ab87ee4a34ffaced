//! From a verb back over what is set off from its subject: by commas, dashes, parentheses.

use super::Reader;
use crate::english::Kind;
use crate::english::classes::*;
use crate::english::phrase::Phrase;

/// How many tokens before the verb an apposition may begin: what is longer is no apposition.
const LONGEST_APPOSITION: usize = 45;

impl Reader<'_, '_> {
    /// `Ruiz, the mayor of the town, said`: from the comma before the verb back to whom it is about.
    pub(super) fn across_commas(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        if let Some(name) = self.name_in_apposition(comma) {
            return Some(name);
        }
        let mut fallback = None;
        for j in (s.first..comma).rev().take(LONGEST_APPOSITION) {
            if s.tokens[j].kind != Kind::Comma {
                continue;
            }
            let Some(phrase) = s.phrase_before(j) else { continue };
            let head = &s.tokens[phrase.head];
            if !head.is_capital_word() && !head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN) {
                continue;
            }
            if self.opens_apposition(j + 1) && !s.governed(phrase.first) {
                return Some(self.outermost(phrase));
            }
            fallback.get_or_insert(phrase);
        }
        fallback.or_else(|| s.phrase_before(comma))
    }

    /// `The health minister, Ana Ruiz, said`: the name between the commas rather than the role before them.
    fn name_in_apposition(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let name = s
            .phrase_before(comma)
            .filter(|p| s.tokens[p.head].is(FIRST_NAME | SURNAME) || p.head > p.core)?;
        let capitals = (name.first..=name.last).all(|i| s.tokens[i].is_capital_word());
        let role = self.comma_before(name).filter(|_| capitals).and_then(|c| s.phrase_before(c))?;
        let head = &s.tokens[role.head];
        let describes =
            !head.shape.capital() && head.is(PERSON_NOUN | TITLE) && s.tokens[role.first].is(DETERMINER);
        let clitic = (role.first..role.head).any(|i| self.kind(i) == Some(Kind::Clitic));
        (describes || clitic && !head.shape.capital() && head.is(PERSON_NOUN | TITLE)).then_some(name)
    }

    /// `the mayor`, `who won in May`, `43`, `a teacher`, `D-Ohio`: it tells more about somebody.
    fn opens_apposition(&self, i: usize) -> bool {
        const OPENERS: [&str; 9] =
            ["who", "whose", "which", "whom", "himself", "herself", "now", "then", "formerly"];
        let s = &self.sentence;
        let party = |i| s.word(i).starts_with("R-") || s.word(i).starts_with("D-");
        self.is(i, DETERMINER | PERSON_NOUN | TITLE | ADJECTIVE | VERB_ING | VERB_PARTICIPLE)
            || s.is_one_of(i, &OPENERS)
            || self.kind(i) == Some(Kind::Number)
            || party(i)
    }

    /// `Ana Ruiz, a teacher from Dayton, Ohio, said`: from "a teacher" on to "Ana Ruiz".
    fn outermost(&self, phrase: Phrase) -> Phrase {
        let s = &self.sentence;
        let described = !s.tokens[phrase.first].shape.capital();
        self.comma_before(phrase)
            .filter(|_| described)
            .and_then(|comma| s.phrase_before(comma))
            .filter(|p| s.tokens[p.head].is_capital_word() && !s.governed(p.first))
            .unwrap_or(phrase)
    }

    /// `Ruiz of Dayton, Ohio said`: the phrase before the comma.
    pub(super) fn without_place(&self, phrase: Phrase) -> Phrase {
        let s = &self.sentence;
        let place = s.tokens[phrase.head].is(STATE | COUNTRY) && phrase.first + 3 > phrase.head;
        self.comma_before(phrase)
            .filter(|comma| place && s.tokens[comma - 1].shape.capital())
            .and_then(|comma| s.phrase_before(comma))
            .unwrap_or(phrase)
    }

    /// The comma right before a phrase, if something stands before that.
    fn comma_before(&self, phrase: Phrase) -> Option<usize> {
        let comma = phrase.first.checked_sub(1)?;
        (comma > self.sentence.first && self.kind(comma) == Some(Kind::Comma)).then_some(comma)
    }

    /// `Ruiz (R-Texas) said`
    pub(super) fn before_parenthesis(&self, close: usize) -> Option<Phrase> {
        let open = (self.sentence.first..close).rev().find(|j| self.kind(*j) == Some(Kind::Open))?;
        self.sentence.phrase_before(open)
    }

    /// `Ruiz — who won in May — said`
    pub(super) fn across_dashes(&self, dash: usize) -> Option<Phrase> {
        let open = (self.sentence.first..dash).rev().find(|j| self.kind(*j) == Some(Kind::Dash))?;
        self.sentence.phrase_before(open)
    }
}
