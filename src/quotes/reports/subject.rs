//! The subject of a verb: what stands before it says where to look.

use super::{Found, Reader};
use crate::english::Kind;
use crate::english::classes::*;
use crate::english::phrase::Phrase;

impl Reader<'_, '_> {
    /// `described by Ruiz as`: who does what a participle says.
    pub(super) fn agent(&self, i: usize, last: usize, passive: bool) -> Option<Phrase> {
        let participle = self.is(i, VERB_PARTICIPLE | VERB_PAST) && !self.is(i, VERB_ING);
        let agent = self.phrase_behind_by(last).filter(|_| passive || participle)?;
        // Without "was", as in "said by phone", only somebody right behind the verb is its agent.
        let doer = passive || self.sentence.is_word(last + 1, "by") && self.can_speak(&agent);
        doer.then_some(agent)
    }

    /// `by Ruiz` behind the verb: right there, or behind what was said of it.
    fn phrase_behind_by(&self, last: usize) -> Option<Phrase> {
        let by = (last + 1..=last + 6).find(|j| self.sentence.is_word(*j, "by"))?;
        let clear =
            (last + 1..by).all(|j| !matches!(self.kind(j), Some(Kind::Comma | Kind::Stop | Kind::Semicolon)));
        // "responded by saying the bridge would stay"
        let clear = clear && !(self.is(by + 1, VERB_ING) && self.sentence.tokens[by + 1].classes().cue());
        let phrase = self.sentence.phrase_from(by + 1).filter(|_| clear)?;
        (!self.is(phrase.head, VERB_ING) || self.is(phrase.head, NOUN)).then_some(phrase)
    }

    pub(super) fn can_speak(&self, phrase: &Phrase) -> bool {
        let head = &self.sentence.tokens[phrase.head];
        head.shape.capital() || head.is(PERSON_NOUN | GROUP_NOUN | PRONOUN)
    }

    /// `was quoted as saying`, `was heard to say`: a passive whose subject speaks.
    pub(super) fn speaks_in_passive(&self, i: usize, last: usize) -> bool {
        self.sentence.is_one_of(i, &["quoted", "cited", "overheard", "heard"])
            || self.sentence.is_word(last, "saying")
    }

    /// The subject of the verb at `i` whose group begins at `group`.
    pub(super) fn subject(&self, i: usize, group: usize, last: usize, ing: bool) -> (Option<Phrase>, Found) {
        let s = &self.sentence;
        let Some(before) = s.before(group) else { return self.fronted(i, last, ing) };
        let at = group - 1;
        let or_elided = |phrase: Option<Phrase>, by| match phrase {
            Some(phrase) => (Some(phrase), by),
            None => self.elided(i),
        };
        match before.kind {
            Kind::Quoted if !ing => self.behind_quotation(group, last),
            Kind::Comma if !ing && at > s.first && self.kind(at - 1) == Some(Kind::Quoted) => {
                self.behind_quotation(group, last)
            }
            Kind::Quoted | Kind::Semicolon => self.elided(i),
            Kind::Comma if ing => self.elided(i),
            Kind::Comma if group == i && self.is_inverted(last) => (s.phrase_from(last + 1), Found::Inverted),
            Kind::Comma => or_elided(self.across_commas(at), Found::Apposition),
            Kind::Close => match self.before_parenthesis(at) {
                Some(phrase) => (Some(phrase), Found::Before),
                None => (None, Found::Nobody),
            },
            Kind::Dash => or_elided(self.across_dashes(at), Found::Apposition),
            Kind::Word if s.is_one_of(at, &["who", "which"]) => self.antecedent(at),
            Kind::Word if s.is_word(at, "that") && !ing => self.antecedent(at),
            Kind::Word if s.is_word(at, "to") && at > s.first && s.is_nominal(at - 1) => {
                or_elided(self.urged(at), Found::Before)
            }
            Kind::Word if before.is(CONJUNCTION | PREPOSITION) && !s.is_nominal(at) => self.elided(i),
            Kind::Word if ing && group == i && !self.is_speaker(at) => self.elided(i),
            _ => or_elided(self.right_before(group), Found::Before),
        }
    }

    /// `urged Ruiz to say`: whom the phrase before "to" names; nobody in `took to the radio to say`, `used a rally to say`.
    fn urged(&self, to: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let phrase = s.phrase_before(to)?;
        let led = s.before(phrase.first).is_some_and(|t| t.kind == Kind::Word && t.is(PREPOSITION));
        let for_somebody = s.is_one_of(phrase.first.wrapping_sub(1), &["for", "like", "with"]);
        (self.can_speak(&phrase) && (!led || for_somebody)).then_some(phrase)
    }

    /// The subject that stands right before a verb group: `Ruiz said`; `Ruiz, who runs the port said`; `Ruiz, head
    /// of the port said`.
    fn right_before(&self, group: usize) -> Option<Phrase> {
        let phrase = self.sentence.phrase_before(group).map(|p| self.without_place(p))?;
        let behind = self.behind_relative(phrase).or_else(|| self.behind_office(phrase));
        Some(behind.or_else(|| self.behind_participle(phrase)).unwrap_or(phrase))
    }

    /// `A letter obtained by the Herald warns`: the phrase belongs to a participle that tells of what stands before it.
    fn behind_participle(&self, phrase: Phrase) -> Option<Phrase> {
        const FARTHEST: usize = 6;
        let s = &self.sentence;
        let preposition =
            phrase.first.checked_sub(1).filter(|p| self.is(*p, PREPOSITION) && !self.is(*p, SUBORDINATOR))?;
        let plain =
            |j: &usize| self.kind(*j) == Some(Kind::Word) && !self.is(*j, AUXILIARY | CONJUNCTION | RELATIVE);
        let told = |j: &usize| {
            let t = &s.tokens[*j];
            t.is(VERB_PARTICIPLE) && !t.is(NOUN | ADJECTIVE) && !t.classes().cue() && !t.shape.capital()
        };
        let participle = (s.first + 1..preposition).rev().take(FARTHEST).take_while(plain).find(told)?;
        let told_of = s.phrase_before(participle).filter(|p| !s.governed(p.first))?;
        self.can_be_told_of(&told_of).then_some(told_of)
    }

    /// Somebody or something that may speak, with an article if it has no name.
    fn can_be_told_of(&self, phrase: &Phrase) -> bool {
        let head = &self.sentence.tokens[phrase.head];
        head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN | CLAIM_NOUN)
            && (self.is(phrase.first, DETERMINER) || head.is(PLURAL) || head.shape.capital())
    }

    /// `Ruiz, who runs the port said`: the phrase is the object of a relative clause that no comma closes.
    fn behind_relative(&self, phrase: Phrase) -> Option<Phrase> {
        let s = &self.sentence;
        let verb = phrase.first.checked_sub(1).filter(|v| self.is(*v, AUXILIARY | VERB_PAST | VERB_THIRD))?;
        let who = self.verb_group(verb).first.checked_sub(1).filter(|w| s.is_word(*w, "who"))?;
        let antecedent = self.antecedent(who).0?;
        // "Ruiz, the woman who runs the port said"
        Some(self.behind_office(antecedent).unwrap_or(antecedent))
    }

    /// `Ruiz, head of the port said`, `Ruiz, the head of the port said`: an office with no comma behind it tells of
    /// the name before the comma; with an article, only if the sentence begins with that name.
    fn behind_office(&self, phrase: Phrase) -> Option<Phrase> {
        let s = &self.sentence;
        let head = &s.tokens[phrase.head];
        let office = !head.shape.capital() && head.is(PERSON_NOUN | TITLE) && !head.is(PLURAL);
        let comma = phrase.first.checked_sub(1).filter(|c| office && self.kind(*c) == Some(Kind::Comma))?;
        let name = s.phrase_before(comma).filter(|p| s.tokens[p.head].is_capital_word())?;
        // "Ruiz, the lawyer said, lied": the comma behind the verb sets off who says it of Ruiz.
        let set_off =
            (phrase.last + 1..s.end).find(|j| matches!(self.kind(*j), Some(Kind::Comma | Kind::Quoted)));
        // "Ruiz, the lawyer said, “is late”"
        let goes_on = |i: usize| {
            let words = s.get(i).filter(|t| t.kind == Kind::Quoted).map(|t| t.of(s.text));
            words.is_some_and(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase))
        };
        let aside = set_off
            .is_some_and(|c| self.kind(c) == Some(Kind::Comma) && (self.is_finite(c + 1) || goes_on(c + 1)));
        let opens = s.before(name.first).is_none_or(|t| t.kind == Kind::Quoted) && !aside;
        let plain = phrase.first == phrase.head && !s.governed(name.first);
        (opens || plain).then_some(name)
    }

    /// A name or a noun for a person: `footage of Ruiz saying`.
    fn is_speaker(&self, i: usize) -> bool {
        let token = &self.sentence.tokens[i];
        self.sentence.is_nominal(i) && (token.shape.capital() || token.is(PERSON_NOUN | GROUP_NOUN))
    }

    /// A verb at the head of its sentence: `Said Ruiz: …`, or `Calling it “late”, Ruiz left.`
    fn fronted(&self, i: usize, last: usize, ing: bool) -> (Option<Phrase>, Found) {
        if !ing && let Some(phrase) = self.sentence.phrase_from(last + 1) {
            return (Some(phrase), Found::Inverted);
        }
        let comma = (i..self.sentence.end).find(|j| {
            self.kind(*j) == Some(Kind::Comma)
                || self.kind(*j) == Some(Kind::Quoted)
                    && self.sentence.tokens[*j].of(self.sentence.text).contains(",”")
        });
        match comma.and_then(|c| self.sentence.phrase_from(c + 1)) {
            Some(phrase) => (Some(phrase), Found::Elided),
            None => (None, Found::Nobody),
        }
    }

    /// `“…,” said Ruiz`; or a verb whose subject came earlier: `Ruiz called it “late” and said`.
    fn behind_quotation(&self, group: usize, last: usize) -> (Option<Phrase>, Found) {
        let inverted = self.sentence.phrase_from(last + 1).filter(|_| group + 1 >= last);
        match inverted {
            Some(phrase) => (Some(phrase), Found::Inverted),
            None => self.elided(group),
        }
    }

    /// `…, said Ana Ruiz, the mayor.`: somebody stands behind the verb and no other verb behind them.
    fn is_inverted(&self, last: usize) -> bool {
        let s = &self.sentence;
        let Some(phrase) = s.phrase_from(last + 1) else { return false };
        let head = &s.tokens[phrase.head];
        let person = head.is_capital_word() && !head.is(COUNTRY) || head.is(PERSON_NOUN | GROUP_NOUN);
        let closed = s.get(phrase.last + 1).is_none_or(|t| {
            matches!(t.kind, Kind::Comma | Kind::Stop | Kind::Colon | Kind::Open)
                || t.kind == Kind::Word && t.is(PREPOSITION) && !s.is_word(phrase.last + 1, "to")
        });
        // "Ruiz, the lawyer, ripped Ana Lee for": whoever stands behind is what the verb is about.
        let does = s.tokens[last].is(FRAME_OBJECT)
            || s.tokens[last].is(FRAME_NOUN) && !s.tokens[last].is(FRAME_THAT);
        person && closed && !does
    }

    /// `Ruiz, who said`, `a man who said`, `Ruiz (D), who said`
    fn antecedent(&self, who: usize) -> (Option<Phrase>, Found) {
        let s = &self.sentence;
        let comma = s.before(who).is_some_and(|t| t.kind == Kind::Comma);
        let end = if comma { who - 1 } else { who };
        let phrase = match s.before(end) {
            // "Ruiz, 30, of Dayton, Ohio, who said"
            _ if comma => self.before_who(end),
            Some(t) if t.kind == Kind::Close => self.before_parenthesis(end - 1),
            _ => s.phrase_before(end),
        };
        (phrase, if phrase.is_some() { Found::Relative } else { Found::Nobody })
    }
}
