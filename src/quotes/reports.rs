//! Where a sentence says that somebody says something: reporting words and their subjects.
//!
//! A [`Report`] knows nothing of quotations; `candidates` brings the two together.

mod apposition;
mod bare;
mod elided;
mod noun;
mod sign;
mod subject;
#[cfg(test)]
mod tests;
mod verb;

pub use sign::is_dash;

use super::frame::Frame;
use crate::english::classes::*;
use crate::english::lexicon::{Classes, lookup};
use crate::english::phrase::{Phrase, Sentence};
use crate::english::{Common, Kind, Token};
use crate::text::Span;
use std::ops::Range;

/// Reporting words with the phrase that is their subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The index of the sentence in the frame.
    pub sentence: usize,
    /// First and last token of the reporting words.
    pub cue: (usize, usize),
    /// The first token of the verb group (`went on to urge`).
    pub group: usize,
    /// Who reports.
    pub subject: Option<Phrase>,
    /// How the subject was found.
    pub by: Found,
    /// What the word lists know about the reporting words.
    pub classes: Classes,
    /// `did not say`, `declined to say`
    pub negated: bool,
}

impl Report {
    /// The same report where its sentence is now: which that is, and where its first token is that was `then`.
    fn moved(&self, sentence: usize, (then, now): (usize, usize)) -> Self {
        let moved = |at: usize| at - then + now;
        let phrase = |p: Phrase| Phrase {
            first: moved(p.first),
            last: moved(p.last),
            head: moved(p.head),
            core: moved(p.core),
        };
        Self {
            sentence,
            cue: (moved(self.cue.0), moved(self.cue.1)),
            group: moved(self.group),
            subject: self.subject.map(phrase),
            ..self.clone()
        }
    }

    /// A report of somebody whose reporting words have no verb group around them.
    fn new(sentence: usize, cue: (usize, usize), subject: Phrase, by: Found, classes: u64) -> Self {
        let (subject, classes) = (Some(subject), Classes(classes));
        Self { sentence, cue, group: cue.0, subject, by, classes, negated: false }
    }
}

/// Where the subject of reporting words stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// Right before the verb: `Ruiz said`.
    Before,
    /// Before a phrase set off by commas: `Ruiz, the mayor, said`.
    Apposition,
    /// `Ruiz, who said`
    Relative,
    /// It is the subject of an earlier verb: `Ruiz nodded and said`, `…, saying`.
    Elided,
    /// Right behind the verb: `said Ruiz`.
    Inverted,
    /// `described by Ruiz as`
    Agent,
    /// `Ruiz’s claim that`
    Possessor,
    /// `according to Ruiz`
    AccordingTo,
    /// `RUIZ: …`
    Label,
    /// A colon opens the quotation: `Ruiz was blunt: “…”`.
    Colon,
    /// A name behind the quotation, with nothing but a dash between: `“…” — Ana Ruiz, teacher`.
    Signature,
    /// Of a verb that reports nothing by itself: `Ruiz shook her head. “…”`.
    Bare,
    /// Nobody: `it was reported`.
    Nobody,
}

/// Finds the reports in all sentences of a frame, in order.
pub fn reports(text: &str, frame: &Frame) -> Vec<Report> {
    reports_but(text, frame, |_, _, _| false)
}

/// An earlier version of a frame and what it reports.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// What the two versions' texts have in common.
    pub common: Common,
    /// The frame as it was.
    pub frame: &'a Frame,
    /// Its reports.
    pub reports: &'a [Report],
}

/// The same, given an earlier version: sentences that are as they were, with those words beside them that are looked at,
/// are not read again.
pub fn reports_again(text: &str, frame: &Frame, earlier: Earlier) -> Vec<Report> {
    /// More than is ever looked at beyond a sentence.
    const BESIDE: usize = 8;
    let (then, now) = (&earlier.frame.tokens, &frame.tokens);
    if has_speech(earlier.frame) != has_speech(frame) {
        return reports(text, frame);
    }
    let (same, rest) = earlier.common.tokens(then, now, text);
    reports_but(text, frame, |index, range, found| {
        let was = match () {
            () if range.end + BESIDE <= same => range.clone(),
            () if range.start >= now.len() - rest + BESIDE => {
                range.start + then.len() - now.len()..range.end + then.len() - now.len()
            }
            () => return false,
        };
        let sentence = earlier.frame.sentence_of(was.start);
        if earlier.frame.sentences.get(sentence) != Some(&was) {
            return false;
        }
        let reports = &earlier.reports[of_sentence(earlier.reports, sentence)];
        found.extend(reports.iter().map(|report| report.moved(index, (was.start, range.start))));
        true
    })
}

fn has_speech(frame: &Frame) -> bool {
    frame.quoted().next().is_some()
}

/// Finds the reports, but for the sentences of which `known` has written them down.
fn reports_but(
    text: &str,
    frame: &Frame,
    known: impl Fn(usize, &Range<usize>, &mut Vec<Report>) -> bool,
) -> Vec<Report> {
    let mut found = Vec::new();
    let speech = has_speech(frame);
    for (index, range) in frame.sentences.iter().enumerate() {
        if known(index, range, &mut found) {
            continue;
        }
        let sentence = Sentence { text, tokens: &frame.tokens, first: range.start, end: range.end };
        let mut reader = Reader { sentence, index, found: &mut found };
        reader.read();
        if speech {
            reader.bare();
        }
    }
    found
}

/// Which of a paragraph's reports, which stand in the order of its sentences, are those of one sentence.
pub fn of_sentence(reports: &[Report], sentence: usize) -> Range<usize> {
    let first = reports.partition_point(|report| report.sentence < sentence);
    let count = reports[first..].iter().take_while(|report| report.sentence == sentence).count();
    first..first + count
}

/// Walks over a sentence and writes down its reports.
struct Reader<'a, 'f> {
    sentence: Sentence<'a>,
    index: usize,
    found: &'f mut Vec<Report>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        self.label();
        let mut i = self.sentence.first;
        while i < self.sentence.end {
            i = self.at(i).unwrap_or(i + 1);
        }
        self.colon();
        self.signatures();
    }

    fn token(&self, i: usize) -> Option<&Token> {
        self.sentence.get(i)
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|t| t.kind)
    }

    fn is(&self, i: usize, classes: u64) -> bool {
        self.token(i).is_some_and(|t| t.kind == Kind::Word && t.is(classes))
    }

    fn add(&mut self, cue: (usize, usize), subject: Phrase, by: Found, classes: u64) {
        self.found.push(Report::new(self.index, cue, subject, by, classes));
    }

    /// The reports of this sentence so far, the last one first.
    fn earlier(&self) -> impl Iterator<Item = &Report> {
        self.found.iter().rev().take_while(|r| r.sentence == self.index)
    }

    /// Reads a report whose reporting words begin at `i`; returns one past them.
    fn at(&mut self, i: usize) -> Option<usize> {
        let token = *self.token(i)?;
        if token.kind != Kind::Word {
            return None;
        }
        if self.sentence.is_word(i, "according") && self.sentence.is_word(i + 1, "to") {
            return self.according_to(i);
        }
        if let Some(next) = self.in_words(i) {
            return Some(next);
        }
        let (last, classes) = self.cue_at(i)?;
        if classes.cue() && self.is_verb(i, last, classes) {
            self.verb(i, last, classes);
            return Some(last + 1);
        }
        if token.is(CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN) {
            self.noun(i);
        }
        None
    }

    /// The reporting words at `i`, the longest that the lists know: the last of them, and their classes.
    fn cue_at(&self, i: usize) -> Option<(usize, Classes)> {
        let token = self.token(i)?;
        if !token.is(CUE_PHRASE) {
            return Some((i, token.classes()));
        }
        let several = (i + 1..=i + 3).rev().find_map(|last| {
            let plain = |j| self.token(j).is_some_and(|t| t.kind == Kind::Word && t.shape.spaced());
            if !(i + 1..=last).all(plain) {
                return None;
            }
            let span = Span::new(token.span.start, self.sentence.tokens[last].span.end);
            let classes = lookup(span.of(self.sentence.text));
            classes.cue().then_some((last, classes))
        });
        Some(several.unwrap_or((i, token.classes())))
    }

    /// The report of a verb with all its parts.
    fn verb(&mut self, i: usize, last: usize, classes: Classes) {
        let group = self.verb_group(i);
        let (subject, by) = match self.agent(i, last, group.passive) {
            Some(agent) => (Some(agent), Found::Agent),
            None if group.passive && !self.speaks_in_passive(i, last) => (None, Found::Nobody),
            None => self.subject(i, group.first, last, self.is(i, VERB_ING)),
        };
        self.found.push(Report {
            sentence: self.index,
            cue: (i, last),
            group: group.first,
            subject,
            by,
            classes,
            negated: group.negated,
        });
    }
}
