//! Who may say a marked stretch, as far as its own sentence shows; and whether it is speech at all.

use super::frame::Frame;
use super::marks::{Marks, Stretch};
use super::reports::{Found, Report};
use crate::english::classes::*;
use crate::english::{Kind, Token};
use crate::text::Span;

/// A marked stretch of a paragraph, with all that the paragraph alone says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// The index of the stretch.
    pub stretch: usize,
    /// The index of the sentence in the frame.
    pub sentence: usize,
    /// Whole sentences, all in marks.
    pub direct: bool,
    /// Words in it.
    pub words: usize,
    /// Nothing else stands in its sentence.
    pub alone: bool,
    /// What it is if nobody says it.
    pub likeness: Likeness,
    /// Who may say it, likeliest first.
    pub candidates: Vec<Candidate>,
}

/// A report of the same sentence that may go with a stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The index of the report.
    pub report: usize,
    /// How well it fits; a stretch with a best score below [`THRESHOLD`] is not said by anybody here.
    pub score: f32,
    /// The pattern, as `annotate` names it.
    pub pattern: &'static str,
}

/// What a stretch looks like apart from speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// It is a work's title: the words around it say so.
    Title,
    /// It is spoken of as a word or a name: `the term`, `so-called`.
    Word,
    /// A few capitalised words: a title if nobody says them.
    MaybeTitle,
    /// A few words: scare quotes if nobody says them.
    MaybeScare,
    /// Speech.
    Speech,
}

/// The score from which a report and a stretch go together.
pub const THRESHOLD: f32 = 1.0;

/// Reads what a paragraph alone says about each of its outermost marked stretches.
pub fn speeches(text: &str, tokens: &[Token], marks: &Marks, frame: &Frame, reports: &[Report]) -> Vec<Speech> {
    (0..frame.tokens.len())
        .filter_map(|q| {
            let stretch = frame.stretch(q)?;
            let reader = Reader { text, frame, reports, q, sentence: frame.sentence_of(q) };
            Some(reader.speech(stretch, &marks.stretches[stretch], tokens))
        })
        .collect()
}

struct Reader<'a> {
    text: &'a str,
    frame: &'a Frame,
    reports: &'a [Report],
    /// The stretch, as a token of the frame.
    q: usize,
    sentence: usize,
}

impl Reader<'_> {
    fn speech(&self, index: usize, stretch: &Stretch, tokens: &[Token]) -> Speech {
        let first = tokens.partition_point(|t| t.span.start < stretch.inner.start);
        let end = tokens.partition_point(|t| t.span.start < stretch.inner.end);
        let inner = &tokens[first..end];
        let words = inner.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).count();
        let mut candidates: Vec<Candidate> = self
            .reports
            .iter()
            .enumerate()
            .filter(|(_, r)| r.sentence == self.sentence && r.subject.is_some())
            .map(|(i, r)| self.candidate(i, r))
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let range = &self.frame.sentences[self.sentence];
        Speech {
            stretch: index,
            sentence: self.sentence,
            direct: self.is_direct(stretch, inner),
            words,
            alone: range.clone().all(|i| i == self.q || !matches!(self.frame.tokens[i].kind, Kind::Word | Kind::Number | Kind::Quoted)),
            likeness: self.likeness(stretch, inner, words),
            candidates,
        }
    }

    fn token(&self, i: usize) -> Option<&Token> {
        self.frame.sentences[self.sentence].contains(&i).then(|| &self.frame.tokens[i])
    }

    fn word(&self, i: usize) -> &str {
        self.token(i).map_or("", |t| t.of(self.text))
    }

    fn is_one_of(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(i).eq_ignore_ascii_case(w))
    }

    /// Whole sentences: a capital first, and the writer's sentence stops for it.
    fn is_direct(&self, stretch: &Stretch, inner: &[Token]) -> bool {
        let capital = inner
            .iter()
            .find(|t| matches!(t.kind, Kind::Word | Kind::Number))
            .is_some_and(|t| t.shape.capital() || t.kind == Kind::Number);
        let before = self.q.checked_sub(1).and_then(|i| self.token(i));
        let stops = before.is_none_or(|t| {
            matches!(t.kind, Kind::Comma | Kind::Colon | Kind::Quoted | Kind::Dash | Kind::Ellipsis) || t.classes.cue()
        });
        let goes_on = before.is_some_and(|t| t.kind == Kind::Comma) && self.follows_same_utterance();
        stretch.continues || (capital || goes_on) && stops
    }

    /// `“A,” she said, “and b.”`: the second half begins in lower case.
    fn follows_same_utterance(&self) -> bool {
        self.frame.sentences[self.sentence].clone().take_while(|i| *i < self.q).any(|i| self.frame.tokens[i].kind == Kind::Quoted)
    }

    fn likeness(&self, stretch: &Stretch, inner: &[Token], words: usize) -> Likeness {
        let text = stretch.inner.of(self.text);
        let sentence_like = text.ends_with(['?', '!']) && words > 4 || inner.iter().any(|t| t.kind == Kind::Stop && t.span.end < stretch.inner.end);
        let content = inner.iter().filter(|t| t.kind == Kind::Word && !t.is(PREPOSITION | DETERMINER | CONJUNCTION | AUXILIARY));
        let (capital, all) = content.fold((0, 0), |(c, n), t| (c + usize::from(t.shape.capital()), n + 1));
        let headline = words <= 10 && all > 0 && capital == all && (all > 1 || inner.first().is_some_and(|t| t.shape.capital()));
        if sentence_like {
            return Likeness::Speech;
        }
        if headline && self.introduces_work() {
            return Likeness::Title;
        }
        if words <= 5 && self.introduces_word() {
            return Likeness::Word;
        }
        match words {
            _ if headline && words <= 8 && words > 1 => Likeness::MaybeTitle,
            ..=4 => Likeness::MaybeScare,
            _ => Likeness::Speech,
        }
    }

    /// `the film “…”`, `her book, “…”`
    fn introduces_work(&self) -> bool {
        (1..=3).any(|back| self.q.checked_sub(back).is_some_and(|i| self.token(i).is_some_and(|t| t.kind == Kind::Word && t.is(WORK_WORD))))
            || self.token(self.q + 1).is_some_and(|t| t.kind == Kind::Word && t.is(WORK_WORD))
    }

    /// `the word “…”`, `so-called “…”`, `dubbed “…”`
    fn introduces_word(&self) -> bool {
        let Some(i) = self.q.checked_sub(1) else { return false };
        self.is_one_of(i, &["word", "words", "term", "phrase", "so-called", "dubbed", "nicknamed", "hashtag", "slogan", "named", "titled", "entitled"])
            || self.is_one_of(i, &["as"]) && self.is_one_of(i.wrapping_sub(1), &["known"])
    }

    fn candidate(&self, index: usize, report: &Report) -> Candidate {
        let unit = self.unit(report);
        let mut score = grade(report);
        let pattern;
        if self.q < unit.0 {
            let (gap, conjunction) = self.between(self.q + 1, unit.0);
            let comma = self.token(unit.0 - 1).is_some_and(|t| t.kind == Kind::Comma);
            score += 3.0 - 0.25 * gap as f32 - if conjunction { 2.0 } else { 0.0 } + if comma && gap > 0 { 0.6 } else { 0.0 };
            pattern = match report.by {
                Found::Inverted => "quote-verb-subject",
                Found::AccordingTo => "quote-according-to",
                _ => "quote-subject-verb",
            };
        } else if self.q > report.cue.1 && self.q > unit.1 {
            let (gap, _) = self.between(unit.1 + 1, self.q);
            score += 2.6 - 0.07 * gap as f32 - 0.7 * self.rivals(report, unit.1) as f32;
            pattern = match report.by {
                Found::AccordingTo => "according-to-quote",
                Found::Possessor => "possessor-noun-quote",
                Found::Label => "label",
                Found::Colon => "colon",
                _ if gap == 0 => "subject-verb-quote",
                _ => "subject-verb-clause",
            };
        } else {
            score += 0.8;
            pattern = "inside-attribution";
        }
        if report.negated {
            score -= 0.6;
        }
        Candidate { report: index, score, pattern }
    }

    /// First and last token of the report: its words and its subject where that stands beside them.
    fn unit(&self, report: &Report) -> (usize, usize) {
        let (mut first, mut last) = (report.group, report.cue.1);
        if let Some(subject) = report.subject {
            match report.by {
                Found::Before | Found::Apposition | Found::Relative | Found::Possessor => first = first.min(subject.first),
                Found::Inverted | Found::AccordingTo | Found::Agent => last = last.max(subject.last),
                _ => {}
            }
        }
        (first, last)
    }

    /// Words between two tokens, and whether a conjunction parts them.
    fn between(&self, from: usize, to: usize) -> (usize, bool) {
        let words = (from..to).filter(|i| self.token(*i).is_some_and(|t| t.kind == Kind::Word && !self.is_one_of(*i, &["that"]))).count();
        let parts = (from..to).any(|i| self.is_one_of(i, &["and", "but", "while", "as", "because", "after", "before", "when", "although", "though"]));
        (words, parts)
    }

    /// Other reports between this one and the stretch.
    fn rivals(&self, report: &Report, last: usize) -> usize {
        self.reports.iter().filter(|r| r.sentence == self.sentence && r.cue.0 > last && r.cue.1 < self.q && r.cue != report.cue && r.by != Found::Possessor).count()
    }
}

/// How much a report's words are speech.
fn grade(report: &Report) -> f32 {
    let by_word = if report.classes.any(CUE_A) {
        1.2
    } else if report.classes.any(CUE_B) {
        0.6
    } else {
        -0.2
    };
    let quote = if report.classes.any(FRAME_QUOTE) { 0.2 } else { 0.0 };
    let shaky = match report.by {
        Found::Possessor => -0.8,
        Found::Colon => -0.3,
        _ => 0.0,
    };
    by_word + quote + shaky
}

/// The words of a report's cue.
pub fn cue_span(frame: &Frame, report: &Report) -> Span {
    Span::new(frame.tokens[report.cue.0].span.start, frame.tokens[report.cue.1].span.end)
}
