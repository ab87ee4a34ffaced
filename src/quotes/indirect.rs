//! Reported clauses: what somebody is said to have said, outside quotation marks.

use super::frame::Frame;
use super::reports::{Found, Report, of_sentence};
use crate::english::classes::*;
use crate::english::phrase::Sentence;
use crate::english::{Kind, Token};
use crate::text::Span;

/// What a report reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The words, in bytes of the paragraph's plain text.
    pub span: Span,
    /// The index of the report that reports them.
    pub report: usize,
}

/// The reported clauses of a paragraph, with the marked stretches that stand in them.
pub fn reported(text: &str, frame: &Frame, reports: &[Report]) -> Vec<Clause> {
    let clause = |(report, r): (usize, &Report)| {
        let next = &reports[report + 1..of_sentence(reports, r.sentence).end];
        let span = clause_of(text, frame, r, next)?;
        Some(Clause { span, report })
    };
    reports.iter().enumerate().filter_map(clause).collect()
}

/// Reported clauses, cut where marked stretches stand in them; `marked` are the outermost ones. Where two reports
/// claim words, they are the first one's, so none stands in another's.
pub fn outside_marks(text: &str, reported: &[Clause], marked: &[Span]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    for clause in reported {
        for span in outside(text, clause.span, marked) {
            if !found.iter().any(|c| c.span.overlaps(span)) {
                found.push(Clause { span, ..*clause });
            }
        }
    }
    found
}

/// The parts of a clause outside marked stretches, without punctuation at their ends.
fn outside(text: &str, clause: Span, marked: &[Span]) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = clause.start;
    for stretch in marked.iter().filter(|m| m.overlaps(clause)) {
        pieces.push((start, stretch.start.max(start)));
        start = stretch.end.max(start);
    }
    pieces.push((start, clause.end.max(start)));
    pieces
        .into_iter()
        .filter_map(|(start, end)| {
            let words = &text[start as usize..end as usize];
            let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
            (lead < words.len() && words[lead..].contains(' '))
                .then(|| Span::new(start + lead as u32, start + words.len() as u32))
        })
        .collect()
}

/// The reported clause of a report; marked stretches inside it are not cut out.
fn clause_of(text: &str, frame: &Frame, report: &Report, next: &[Report]) -> Option<Span> {
    let takes_clause = report.classes.any(FRAME_THAT | FRAME_INFINITIVE | FRAME_WHETHER)
        && report.classes.any(CUE_A | CUE_B);
    let claim = report.by == Found::Possessor && report.classes.any(CLAIM_NOUN);
    if report.subject.is_none()
        || !(takes_clause || claim)
        || matches!(report.by, Found::Label | Found::Colon)
    {
        return None;
    }
    let range = &frame.sentences[report.sentence];
    let sentence = Sentence { text, tokens: &frame.tokens, first: range.start, end: range.end };
    let reader = Reader { s: sentence, report, next };
    reader.behind().or_else(|| reader.before())
}

struct Reader<'a> {
    s: Sentence<'a>,
    report: &'a Report,
    /// Those behind it in its sentence.
    next: &'a [Report],
}

impl Reader<'_> {
    fn kind(&self, i: usize) -> Option<Kind> {
        self.s.get(i).map(|t| t.kind)
    }

    fn span(&self, first: usize, end: usize) -> Option<Span> {
        let words = (first..end)
            .filter(|i| matches!(self.kind(*i), Some(Kind::Word | Kind::Number | Kind::Quoted)))
            .count();
        if words < 2
            || !(first..end).any(|i| {
                self.s.tokens[i].classes().verb()
                    || self.s.tokens[i].is(AUXILIARY)
                    || self.kind(i) == Some(Kind::Quoted)
            })
        {
            return None;
        }
        let last = (first..end).rev().find(|i| !self.ends_clause(*i))?;
        Some(Span::new(self.s.tokens[first].span.start, self.s.tokens[last].span.end))
    }

    fn ends_clause(&self, i: usize) -> bool {
        self.s.tokens[i].is_terminal()
            || matches!(self.kind(i), Some(Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Colon))
    }

    /// The clause behind the verb: `said that the plan would fail`, `According to Ruiz, the plan would fail`.
    fn behind(&self) -> Option<Span> {
        let report = self.report;
        let mut first = match report.by {
            Found::AccordingTo | Found::Inverted | Found::Agent => report.subject?.last + 1,
            _ => report.cue.1 + 1,
        };
        if report.by == Found::AccordingTo {
            let fronted = report.cue.0 <= self.s.first + 1;
            return if fronted { self.span(self.next_word(first), self.clause_end(first + 1)) } else { None };
        }
        first = self.past_addressee(first);
        // "asked for comment"
        if self.s.is_one_of(first, &["for", "about"]) {
            return None;
        }
        let that = (first..(first + 8).min(self.s.end))
            .find(|i| self.s.is_one_of(*i, &["that", "whether", "if", "why", "how"]));
        let clear = |that: usize| {
            (first..that).all(|i| {
                self.kind(i) != Some(Kind::Quoted) && !self.s.tokens[i].is(VERB_PAST | VERB_THIRD | AUXILIARY)
            })
        };
        if let Some(that) = that.filter(|t| clear(*t)) {
            return self.span(that, self.clause_end(that));
        }
        // "Ruiz’s claim that", but not "a statement from the ministry said".
        if matches!(report.by, Found::Inverted | Found::Possessor)
            || self
                .kind(first)
                .is_none_or(|k| !matches!(k, Kind::Word | Kind::Quoted | Kind::Number | Kind::Colon))
        {
            return None;
        }
        self.span(self.next_word(first), self.clause_end(first))
    }

    fn next_word(&self, from: usize) -> usize {
        (from..self.s.end)
            .find(|i| !matches!(self.kind(*i), Some(Kind::Comma | Kind::Colon | Kind::Dash)))
            .unwrap_or(from)
    }

    /// `told REPORTERS that`, `said IN A STATEMENT that`, `said ON TUESDAY`
    fn past_addressee(&self, first: usize) -> usize {
        let mut at = first;
        if self.report.classes.any(FRAME_OBJECT)
            && let Some(phrase) = self.s.phrase_from(at)
            && !self.starts_clause(phrase.last + 1)
        {
            at = phrase.last + 1;
        }
        while self.s.is_one_of(at, &["in", "on", "at", "during", "to", "of", "by"])
            && !self.s.get(at + 1).is_some_and(|t: &Token| t.is(VERB_BASE) && self.s.is_word(at, "to"))
        {
            let end = self.s.phrase_from(at + 1).map_or(at + 2, |p| p.last + 1);
            if end >= self.s.end {
                break;
            }
            at = end;
        }
        while self.s.get(at).is_some_and(|t| {
            crate::english::calendar::is_calendar_word(t.of(self.s.text))
                || t.is(ADVERB) && !t.is(DETERMINER | PREPOSITION)
        }) {
            at += 1;
        }
        at
    }

    /// Whether a finite verb follows: the phrase before it is the clause's own subject.
    fn starts_clause(&self, i: usize) -> bool {
        self.s.get(i).is_some_and(|t| {
            t.kind == Kind::Word
                && (t.is(AUXILIARY) || t.is(VERB_PAST | VERB_THIRD) && !t.is(NOUN | PREPOSITION))
        })
    }

    /// The clause in front: `The plan would fail, Ruiz said`.
    fn before(&self) -> Option<Span> {
        let report = self.report;
        let unit = match report.by {
            Found::Before | Found::Apposition => report.subject?.first,
            _ => report.group,
        };
        let comma =
            unit.checked_sub(1).filter(|c| *c > self.s.first && self.kind(*c) == Some(Kind::Comma))?;
        let first = (self.s.first..comma).find(|i| {
            !self.s.is_one_of(*i, &["but", "and", "still", "yet"]) && self.kind(*i) != Some(Kind::Comma)
        })?;
        // "Asked for comment, Ruiz said no."
        let asked =
            self.s.tokens[first].is(VERB_PARTICIPLE | VERB_ING) && self.s.tokens[first].classes().cue();
        if asked { None } else { self.span(first, comma) }
    }

    /// Where the clause that begins at `from` ends: with its sentence, or where the writer takes over again.
    fn clause_end(&self, from: usize) -> usize {
        // "Ruiz, who said it was late, left": the comma closes what is told of Ruiz.
        let aside = self.report.by == Found::Relative
            && (self.report.group.checked_sub(2)).is_some_and(|i| self.kind(i) == Some(Kind::Comma));
        // "Asked whether she would go, Ruiz said no": the main clause begins behind the comma.
        let aside = aside || self.report.by == Found::Elided && self.report.group == self.s.first;
        (from + 1..self.s.end)
            .find(|i| {
                if aside && self.kind(*i) == Some(Kind::Comma) {
                    return true;
                }
                let comma = matches!(self.kind(*i), Some(Kind::Comma | Kind::Dash));
                let writer = self.s.is_word(*i + 1, "according")
                    || self.s.get(*i + 1).is_some_and(|t| t.is(VERB_ING) && t.classes().cue() && !t.is(NOUN));
                self.kind(*i) == Some(Kind::Semicolon) || comma && writer || self.says_more(*i)
            })
            .unwrap_or(self.s.end)
    }

    /// `said it was late AND WARNED that it would fall`: at `i` the same speaker is said to say something else.
    fn says_more(&self, i: usize) -> bool {
        let mine = self.report;
        let said = |other: &&Report| {
            other.by == Found::Elided
                && other.subject == mine.subject
                && other.group > mine.cue.1
                && other.classes.any(FRAME_THAT)
                && (other.classes.any(CUE_A) || self.s.is_word(other.cue.1 + 1, "that"))
                && (i + 1..=i + 2).contains(&other.group)
        };
        self.s.is_one_of(i, &["and", "but"]) && self.next.iter().any(|other| said(&other))
    }
}
