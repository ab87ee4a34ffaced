//! Speakers that signs show: labels and colons in front of a quotation, signatures behind it.

use super::{Found, Reader, Report};
use crate::english::classes::*;
use crate::english::phrase::Phrase;
use crate::english::{Kind, Token};
use crate::text::Span;

/// What a label or a signature is worth: nothing else can be meant.
const SIGN: u64 = CUE_A | FRAME_QUOTE;

/// How many tokens a name with its titles has at most, where it stands alone.
const LONGEST_NAME: usize = 7;

/// How many tokens may stand before the colon of a label: a name and what a parenthesis says of it.
const LONGEST_LABEL: usize = 14;

/// How many tokens a signature that stands alone has at most.
const LONGEST_SIGNATURE: usize = 16;

impl Reader<'_, '_> {
    /// `RUIZ: …` at the head of a paragraph, `Sen. Ana Ruiz (D): “…”` at the head of a sentence.
    pub(super) fn label(&mut self) {
        if let Some(subject) = self.name_on_a_line() {
            return self.add((subject.last, subject.last), subject, Found::Label, SIGN);
        }
        let s = self.sentence;
        let Some(colon) =
            (s.first..s.end.min(s.first + LONGEST_LABEL)).find(|j| self.kind(*j) == Some(Kind::Colon))
        else {
            return;
        };
        let subject = self.name_on_topic(colon).or_else(|| self.name_in_label(colon));
        if let Some(subject) = subject.filter(|_| self.is_label(colon)) {
            self.add((colon, colon), subject, Found::Label, SIGN);
        }
    }

    /// `From Ruiz’s letter: “…”`, `More from the report: “…”`
    fn source_before(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let from = if s.is_one_of(s.first, &["more", "this"]) { s.first + 1 } else { s.first };
        let phrase = s.phrase_from(from + 1).filter(|p| s.is_word(from, "from") && p.last + 1 == colon)?;
        let head = &s.tokens[phrase.head];
        let speaks = head.is_capital_word() && !head.is(COUNTRY | STATE | CITY)
            || head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN | CLAIM_NOUN);
        speaks.then_some(phrase)
    }

    /// A name on a line of its own, and a quotation on the next.
    fn name_on_a_line(&self) -> Option<Phrase> {
        let s = &self.sentence;
        let mut near = s.first + 1..s.end.min(s.first + LONGEST_NAME);
        let quoted = near.find(|j| self.kind(*j) == Some(Kind::Quoted))?;
        let phrase = s.phrase_before(quoted).filter(|_| self.line_ends(quoted - 1))?;
        (phrase.first == s.first && s.tokens[phrase.head].is_capital_word()).then_some(phrase)
    }

    /// `Ruiz on the Bridge: “…”`
    fn name_on_topic(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let on = (s.first + 1..colon).find(|j| s.is_word(*j, "on"))?;
        let phrase = s.phrase_before(on).filter(|p| p.first == s.first && s.first == 0)?;
        let head = &s.tokens[phrase.head];
        let named = head.is(FIRST_NAME | SURNAME | TITLE) || !head.is(NOUN);
        (head.is_capital_word() && named).then_some(phrase)
    }

    /// Nothing but a name (or `Herald report`), its titles and a parenthesis from the head of the sentence to the colon.
    fn name_in_label(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let parenthesis = (s.first..colon).find(|j| self.kind(*j) == Some(Kind::Open));
        if parenthesis.is_some() && self.kind(colon - 1) != Some(Kind::Close) {
            return None;
        }
        let end = parenthesis.unwrap_or(colon);
        let names = (s.first..end).all(|j| {
            let t = &s.tokens[j];
            t.is_capital_word() && (!t.classes().cue() || t.is(FIRST_NAME | SURNAME | TITLE))
                || t.kind == Kind::Word && !t.shape.capital() && t.is(PERSON_NOUN | DOCUMENT_NOUN)
        });
        if !names || end > s.first + LONGEST_NAME {
            return None;
        }
        s.phrase_before(end).filter(|p| p.first == s.first)
    }

    /// Whether the colon behind a name is that of a transcript, of a headline, or of a quotation.
    fn is_label(&self, colon: usize) -> bool {
        let s = &self.sentence;
        let quoted = |j| self.kind(j) == Some(Kind::Quoted);
        let heads_paragraph = s.first == 0;
        let name = (s.first..colon).take_while(|j| self.kind(*j) != Some(Kind::Open));
        let transcript = heads_paragraph && { name }.all(|j| s.tokens[j].shape.all_capitals());
        // `Ruiz: Bridge ‘Will Stand’`
        let headline = heads_paragraph && s.end == s.tokens.len() && (colon..s.end).any(quoted);
        transcript || headline || quoted(colon + 1)
    }

    /// A colon before a quotation, where no reporting word stands right before it.
    pub(super) fn colon(&mut self) {
        for colon in self.sentence.first..self.sentence.end {
            let taken = || self.earlier().any(|r| r.cue.1 == colon || r.cue.1 + 1 == colon);
            if !self.opens_quotation(colon) {
                continue;
            }
            let source = self.source_before(colon);
            if source.is_none() && taken() {
                continue;
            }
            if let Some(name) = source.or_else(|| self.name_before_colon(colon)) {
                self.add((colon, colon), name, Found::Label, SIGN);
                continue;
            }
            let subject = (self.earlier().find_map(|r| r.subject))
                .or_else(|| self.document_before(colon))
                .or_else(|| self.clause_subject(colon))
                .or_else(|| self.opening(colon));
            if let Some(subject) = subject {
                self.add((colon, colon), subject, Found::Colon, CUE_B | FRAME_QUOTE);
            }
        }
    }

    /// `Full statement as follows: …`, `Partial transcript: …`
    fn document_before(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let follows = colon >= s.first + 3 && s.is_word(colon - 2, "as") && s.is_word(colon - 1, "follows");
        let phrase = s.phrase_before(if follows { colon - 2 } else { colon })?;
        let document = s.tokens[phrase.head].is(DOCUMENT_NOUN | CLAIM_NOUN | EVENT_NOUN);
        (document && (follows || phrase.first == s.first)).then_some(phrase)
    }

    /// A colon right before a quotation, or before one that the next sentence or paragraph may bring.
    fn opens_quotation(&self, colon: usize) -> bool {
        self.kind(colon) == Some(Kind::Colon)
            && (self.kind(colon + 1) == Some(Kind::Quoted) || colon + 1 == self.sentence.end)
    }

    /// `Polls did predict it – Ana Ruiz: “…”`: a name between a dash (or the like) and the colon.
    fn name_before_colon(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let named = |p: &Phrase| s.tokens[p.head].is_capital_word() && p.last == p.head;
        let phrase = s.phrase_before(colon).filter(named)?;
        let opens = s
            .before(phrase.first)
            .is_none_or(|t| matches!(t.kind, Kind::Dash | Kind::Stop | Kind::Semicolon | Kind::Close));
        // "More from Ruiz: “…”", but not "A postcard from Paris: “…”"
        let near = phrase.first > s.first && phrase.first <= s.first + 3;
        let place = s.tokens[phrase.head].is(COUNTRY | STATE | CITY);
        let from = near && !place && s.is_word(phrase.first - 1, "from");
        (opens || from).then_some(phrase)
    }

    /// `“…” — Ana Ruiz, teacher`: a name stands behind a quotation, or alone in its sentence.
    pub(super) fn signatures(&mut self) {
        let s = self.sentence;
        let quoted: Vec<usize> = (s.first..s.end).filter(|i| self.kind(*i) == Some(Kind::Quoted)).collect();
        if quoted.is_empty() && s.end - s.first <= LONGEST_SIGNATURE {
            self.signature(s.first, true);
        }
        for q in quoted {
            self.signature(q + 1, self.line_ends(q));
        }
    }

    /// A signature that begins at `behind`, with a dash or else `alone` on its line.
    fn signature(&mut self, behind: usize, alone: bool) {
        let s = self.sentence;
        if self.leads_up_to(behind) {
            return;
        }
        let dash = self.kind(behind) == Some(Kind::Open) || s.get(behind).is_some_and(|t| is_dash(s.text, t));
        let name = if dash { behind + 1 } else { behind };
        let Some(subject) = self.signed_name(name, dash).filter(|_| dash || alone) else { return };
        if dash || !s.tokens[subject.first].is(DETERMINER) {
            let cue = if dash { behind } else { subject.first };
            let sign = Report::new(self.index, (cue, cue), subject, Found::Signature, SIGN);
            self.found.push(Report { group: subject.first, ..sign });
        }
    }

    /// Whether the writer leads up to the quotation in front of `behind`, so that nobody signs it: `His new book “The Long
    /// Bridge” (Harbour Press)`, `She shouted “Late!” — Russian for …`.
    fn leads_up_to(&self, behind: usize) -> bool {
        let s = &self.sentence;
        let Some(quoted) = behind.checked_sub(1).filter(|q| *q > s.first) else { return false };
        let says = (s.first..quoted).any(|j| self.is_finite(j));
        let word = matches!(self.kind(quoted - 1), Some(Kind::Word | Kind::Clitic));
        self.kind(s.first) != Some(Kind::Quoted) && (says || word)
    }

    /// The name at `i`, closed by a mark of punctuation. Behind a dash anything may follow it (`— Ana Ruiz,
    /// when she was asked in May`); without one no clause may.
    fn signed_name(&self, i: usize, dash: bool) -> Option<Phrase> {
        let s = &self.sentence;
        if !dash && (i..s.end).any(|j| self.is_finite(j)) {
            return None;
        }
        let name = s.phrase_from(i).filter(|p| s.tokens[p.head].is_capital_word())?;
        let closed = s.get(name.last + 1).is_none_or(|t| {
            let place = dash && t.kind == Kind::Word && t.is(PREPOSITION);
            place || matches!(t.kind, Kind::Comma | Kind::Stop | Kind::Close | Kind::Open | Kind::Quoted)
        });
        closed.then_some(name)
    }

    /// Whether a line of the file ends behind the token.
    fn line_ends(&self, i: usize) -> bool {
        let end = self.sentence.tokens[i].span.end;
        let next = self.token(i + 1).map_or(end, |t| t.span.start);
        Span::new(end, next).of(self.sentence.text).contains(['\n', '\r'])
    }
}

/// A dash, or a hyphen that stands for one.
pub fn is_dash(text: &str, token: &Token) -> bool {
    token.kind == Kind::Dash || token.kind == Kind::Symbol && token.of(text) == "-"
}
