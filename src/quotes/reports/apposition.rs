//! From a verb back over what is set off from its subject: by commas, dashes, parentheses.

use super::Reader;
use crate::english::Kind;
use crate::english::classes::*;
use crate::english::lexicon::lookup;
use crate::english::phrase::Phrase;
use crate::text::Span;

/// How many tokens before the verb an apposition may begin: what is longer is no apposition.
const LONGEST_APPOSITION: usize = 45;

impl Reader<'_, '_> {
    /// `Ruiz, the mayor of the town, said`: from the comma before the verb back to whom it is about, over all that
    /// is told of them: `Ruiz (D), a teacher from Dayton, Ohio, who won in May, said`.
    pub(super) fn across_commas(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        if let Some(name) = self.name_in_apposition(comma) {
            return Some(name);
        }
        let (mut outermost, mut fallback) = (None, None);
        for j in (s.first..comma).rev().take(LONGEST_APPOSITION) {
            if s.tokens[j].kind != Kind::Comma {
                continue;
            }
            if !self.opens_apposition(j + 1) {
                // "…, Ana Ruiz, the mayor, said": what stands before her name is not told of.
                if outermost.is_some() {
                    break;
                }
                fallback = fallback.or_else(|| self.teller_before(j));
                continue;
            }
            let teller = self.teller_before(j);
            // "Calling Ruiz a liar, the mayor, a Democrat, said": further out only a name can be whom it is about.
            let named = |p: &Phrase| s.tokens[p.head].is_capital_word() && s.tokens[p.first].shape.capital();
            match teller.filter(|p| !s.governed(p.first) && (outermost.is_none() || named(p))) {
                Some(phrase) if outermost.is_none() || !s.tokens[phrase.first].is(DETERMINER) => {
                    outermost = Some(phrase);
                }
                _ => fallback = fallback.or(teller),
            }
        }
        // "After winning Ohio, Ana Ruiz (D), said": nothing is told of Ohio.
        let closed = s.before(comma).is_some_and(|t| t.kind == Kind::Close);
        let beside = || self.teller_before(comma).filter(|p| closed && !s.governed(p.first));
        // "Ruiz opened the bridge, called it late": what the earlier verb is about says nothing.
        let plain = || s.phrase_before(comma).filter(|p| !s.governed(p.first));
        outermost.or_else(beside).or(fallback).or_else(plain)
    }

    /// `Ruiz, 30, of Dayton, Ohio,`: whom `who` behind the comma stands for.
    pub(super) fn before_who(&self, comma: usize) -> Option<Phrase> {
        let earlier = (self.sentence.first..comma).rev().find(|j| self.kind(*j) == Some(Kind::Comma));
        match earlier.filter(|c| self.opens_apposition(c + 1)) {
            Some(_) => self.across_commas(comma),
            None => self.teller_before(comma).or_else(|| self.sentence.phrase_before(comma)),
        }
    }

    /// The phrase before a comma, or before a parenthesis that stands there, if it can be somebody.
    fn teller_before(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let phrase = match s.before(comma).map(|t| t.kind) {
            Some(Kind::Close) => self.before_parenthesis(comma - 1),
            _ => s.phrase_before(comma),
        }?;
        let head = &s.tokens[phrase.head];
        // "Later, the mayor": a capital that is due to the place alone.
        let opening = phrase.head == s.first && head.is(ADVERB | ADJECTIVE) && !head.is(FIRST_NAME | SURNAME);
        let speaks = head.is_capital_word() || head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN);
        (speaks && !opening).then_some(phrase)
    }

    /// `The health minister, Ana Ruiz, said`: the name between the commas rather than the role before them.
    fn name_in_apposition(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let name = s
            .phrase_before(comma)
            .filter(|p| s.tokens[p.head].is(FIRST_NAME | SURNAME) || p.head > p.core)
            .filter(|p| !self.is_state(p.first))?;
        let capitals = (name.first..=name.last).all(|i| s.tokens[i].is_capital_word());
        let role = self.comma_before(name).filter(|_| capitals).and_then(|c| s.phrase_before(c))?;
        // "the editor of the town’s newspaper, The Pier": the paper is called so, and not the editor.
        let nearest = &s.tokens[role.last];
        let persons = (name.first..=name.last).any(|i| self.is(i, FIRST_NAME));
        if role.last != role.head
            && nearest.is(GROUP_NOUN | DOCUMENT_NOUN)
            && !nearest.shape.capital()
            && !persons
        {
            return None;
        }
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
        // "Ruiz, during a visit to Bath, said"
        self.is(i, DETERMINER | PERSON_NOUN | TITLE | ADJECTIVE | VERB_ING | VERB_PARTICIPLE | PREPOSITION)
            || self.is_state(i)
            || s.phrase_from(i).is_some_and(|p| self.is_office(p.head))
            || s.is_one_of(i, &OPENERS)
            || self.kind(i) == Some(Kind::Number)
            || party(i)
    }

    /// The noun of `Ruiz’s campaign manager`
    fn is_office(&self, head: usize) -> bool {
        let head = &self.sentence.tokens[head];
        !head.shape.capital() && head.is(PERSON_NOUN | TITLE)
    }

    /// `Ohio`, `South Carolina`
    fn is_state(&self, i: usize) -> bool {
        let s = &self.sentence;
        let two = || Some(Span::new(s.get(i)?.span.start, s.get(i + 1)?.span.end));
        self.is(i, STATE) || two().is_some_and(|words| lookup(words.of(s.text)).any(STATE))
    }

    /// `Ruiz of Dayton, Ohio said`: the phrase before the comma.
    pub(super) fn without_place(&self, phrase: Phrase) -> Phrase {
        let s = &self.sentence;
        let place = s.tokens[phrase.head].is(STATE | COUNTRY) || self.is_state(phrase.first);
        let place = place && phrase.first + 3 > phrase.head;
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
