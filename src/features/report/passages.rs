//! The article as it is printed, with what the report tells about its words.

use crate::analysis::{Analysis, Dated, Quotation};
use crate::article::BlockKind;
use crate::features::clean::Clean;
use crate::features::outline::shown_span;
use crate::rules::Diagnostic;
use crate::text::Span;

/// A paragraph, a heading or a block quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// All of its words, in order.
    pub runs: Vec<Run>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// Prose.
    Paragraph,
    /// A heading.
    Heading,
    /// Speech without marks.
    Quotation,
}

/// Words of which the same is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// What they are part of, ascending.
    pub marks: Vec<Mark>,
}

/// What words are part of; the numbers are indices into the lists of a [`Report`](super::Report).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A quotation.
    Quotation(usize),
    /// The words that show who says this quotation.
    Evidence(usize),
    /// An expression of time.
    Date(usize),
    /// What a rule has found.
    Problem(usize),
}

pub(super) fn passages(
    analysis: &Analysis,
    clean: &Clean,
    shown: &[(usize, &Quotation)],
    dates: &[&Dated],
    problems: &[Diagnostic],
) -> Vec<Passage> {
    let mut marks: Vec<(Span, Mark)> = vec![];
    let mut mark = |span: Span, mark: Mark| marks.extend(clean.place(analysis, span).map(|at| (at, mark)));
    for (index, (_, quotation)) in shown.iter().enumerate() {
        mark(shown_span(analysis, quotation), Mark::Quotation(index));
        let attribution = quotation.attribution.as_ref();
        let evidence = attribution.into_iter().flat_map(|by| [by.shown_by, by.cue]).flatten();
        evidence.for_each(|span| mark(span, Mark::Evidence(index)));
    }
    for (index, date) in dates.iter().enumerate() {
        mark(date.span, Mark::Date(index));
    }
    for (index, problem) in problems.iter().enumerate() {
        mark(problem.span, Mark::Problem(index));
    }
    marks.sort_by_key(|(span, mark)| (span.start, *mark));
    let mut open: Vec<(Span, Mark)> = vec![];
    let mut ahead = marks.into_iter().peekable();
    let passage = |passage: &crate::features::clean::Passage| {
        let kind = match analysis.blocks[passage.block].kind {
            BlockKind::Heading(_) => PassageKind::Heading,
            BlockKind::Quotation => PassageKind::Quotation,
            BlockKind::Paragraph | BlockKind::Comment => PassageKind::Paragraph,
        };
        let mut runs = vec![];
        let mut at = passage.span.start;
        while at < passage.span.end {
            open.extend(std::iter::from_fn(|| ahead.next_if(|(span, _)| span.start <= at)));
            open.retain(|(span, _)| span.end > at);
            let begins = ahead.peek().map_or(u32::MAX, |(span, _)| span.start);
            let ends = open.iter().map(|(span, _)| span.end).min().unwrap_or(u32::MAX);
            let until = begins.min(ends).min(passage.span.end);
            let mut marks: Vec<Mark> = open.iter().map(|(_, mark)| *mark).collect();
            marks.sort_unstable();
            marks.dedup();
            runs.push(Run { text: clean.slice(Span::new(at, until)).to_owned(), marks });
            at = until;
        }
        Passage { kind, runs }
    };
    clean.passages().iter().map(passage).collect()
}
