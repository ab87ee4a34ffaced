//! What can be folded: the header, sections, comments, long quotations, and the quoted run of one speaker.

use super::outline::{Heading, heading, opening, shown_words};
use super::words::{is_shown, name, one_line, quotations};
use crate::analysis::{Analysis, Quotation};
use crate::article::{BlockKind, HeaderStyle};
use crate::text::{Span, sort_by_number};

/// Lines that can be folded into the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// All that is folded, in bytes.
    pub span: Span,
    /// The first line, counted from 0, which stays.
    pub first_line: u32,
    /// The last line, which is below the first.
    pub last_line: u32,
    /// What it is.
    pub kind: FoldKind,
    /// What stands for it when it is folded.
    pub collapsed: String,
}

/// What is folded, the most wanted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoldKind {
    /// What stands above the article.
    Header,
    /// A heading and what is below it.
    Section,
    /// What one speaker is quoted with, one quotation after the other.
    Run,
    /// A quotation over several lines.
    Quotation,
    /// A comment.
    Comment,
}

/// The folds, by first line. Of two one is inside the other or they share no line, and no two begin on the same line;
/// of more than `most` the least wanted are left out.
pub fn folds(analysis: &Analysis, most: usize) -> Vec<Fold> {
    let mut all = vec![];
    header(analysis, &mut all);
    sections(analysis, &mut all);
    runs(analysis, &mut all);
    blocks(analysis, &mut all);
    let lines = analysis.lines();
    let folds = all.into_iter().filter_map(|(kind, span, collapsed)| {
        let (first_line, last_line) = (lines.line(span.start) - 1, lines.line(span.end) - 1);
        (first_line < last_line).then_some(Fold { span, first_line, last_line, kind, collapsed })
    });
    let mut folds: Vec<Fold> = folds.collect();
    sort_by_number(&mut folds, |fold| fold.kind as u64);
    sort_by_number(&mut folds, |fold| Span::new(fold.first_line, fold.last_line).longer_first());
    let mut folds = nested(folds);
    sort_by_number(&mut folds, |fold| (fold.kind as u64) << 32 | u64::from(fold.first_line));
    folds.truncate(most);
    sort_by_number(&mut folds, |fold| fold.first_line.into());
    folds
}

type Found = (FoldKind, Span, String);

fn header(analysis: &Analysis, all: &mut Vec<Found>) {
    let header = &analysis.header;
    if header.style != HeaderStyle::Absent {
        let title = header.title.as_ref().map(|title| one_line(&title.value));
        all.push((FoldKind::Header, header.span, title.unwrap_or_else(|| "header".to_owned())));
    }
}

/// A heading with all below it, up to the next one of its level or above.
fn sections(analysis: &Analysis, all: &mut Vec<Found>) {
    let level = |kind| match kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    for (i, block) in analysis.blocks.iter().enumerate() {
        let Some(own) = level(block.kind) else { continue };
        let behind = &analysis.blocks[i + 1..];
        let ends = behind.iter().position(|b| level(b.kind).is_some_and(|other| other <= own));
        let below = &behind[..ends.unwrap_or(behind.len())];
        if let Some(last) = below.last() {
            let words = one_line(analysis.printed(i));
            all.push((FoldKind::Section, block.span.hull(last.span), words));
        }
    }
}

/// Quotations of one speaker with nobody else's between them, from the paragraph of the first to the last.
fn runs(analysis: &Analysis, all: &mut Vec<Found>) {
    let shown: Vec<&Quotation> = analysis.quotations.iter().filter(|q| is_shown(q)).collect();
    for run in shown.chunk_by(|a, b| heading(analysis, a) == heading(analysis, b)) {
        let (Heading::Entity(id), [first, .., last]) = (heading(analysis, run[0]), run) else { continue };
        let span = analysis.blocks[first.block as usize].span.hull(last.outer);
        all.push((FoldKind::Run, span, format!("{}: {}", name(analysis, id), quotations(run.len()))));
    }
}

/// Quotations and comments.
fn blocks(analysis: &Analysis, all: &mut Vec<Found>) {
    for quotation in analysis.quotations.iter().filter(|q| is_shown(q)) {
        all.push((FoldKind::Quotation, quotation.outer, opening(&shown_words(analysis, quotation))));
    }
    let comments = analysis.blocks.iter().filter(|block| block.kind == BlockKind::Comment);
    all.extend(comments.map(|block| (FoldKind::Comment, block.span, "comment".to_owned())));
}

/// Sorted folds of which none crosses another, and none begins where another does: a fold ends above the line on which
/// one begins that goes further.
fn nested(folds: Vec<Fold>) -> Vec<Fold> {
    let mut kept: Vec<Fold> = vec![];
    for fold in folds {
        if kept.last().is_some_and(|last| last.first_line == fold.first_line) {
            continue;
        }
        for open in kept.iter_mut().rev() {
            if open.last_line >= fold.first_line && open.last_line < fold.last_line {
                open.last_line = fold.first_line - 1;
            }
        }
        kept.retain(|fold| fold.first_line < fold.last_line);
        kept.push(fold);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{How, Options};
    use crate::features::fixture::Builder;
    use std::fmt::Write;

    fn drawn(analysis: &Analysis, most: usize) -> String {
        let mut text = String::new();
        for Fold { first_line, last_line, kind, collapsed, .. } in folds(analysis, most) {
            writeln!(text, "{}–{} {kind:?}: {collapsed}", first_line + 1, last_line + 1).unwrap();
        }
        text
    }

    const SECTIONS: &str = "date: 2024-03-04\ntitle: The bridge\n\n# One\n\nRain fell.\n\n## Two\n\nIt fell.\n\n\
        # Three\n\n> It fell\n> hard.\n\n{% check\nthis %}\n";

    #[test]
    fn headers_sections_and_quotations_fold() {
        let analysis = Analysis::new(SECTIONS, Options::default());
        insta::assert_snapshot!(drawn(&analysis, usize::MAX), @r"
        1–2 Header: The bridge
        4–10 Section: One
        8–10 Section: Two
        12–18 Section: Three
        14–15 Quotation: It fell hard.
        17–18 Comment: comment
        ");
        insta::assert_snapshot!(drawn(&analysis, 2), @r"
        1–2 Header: The bridge
        4–10 Section: One
        ");
    }

    #[test]
    fn a_speakers_run_ends_above_the_line_where_the_next_begins() {
        let text =
            "“One,” said Ana Ruiz.\n\n“Two,” she said.\n\n“Three,” she said. “Four,” said Bo Ek.\n\n“Five.”";
        let (analysis, _) = Builder::new(text)
            .person("Ana Ruiz")
            .person("Bo Ek")
            .quote("“One,”")
            .by("Ana Ruiz", "Ana Ruiz", How::Name)
            .quote("“Two,”")
            .by("Ana Ruiz", "she", How::Pronoun)
            .quote("“Three,”")
            .by("Ana Ruiz", "“Three,” |she| said", How::Pronoun)
            .quote("“Four,”")
            .by("Bo Ek", "Bo Ek", How::Name)
            .quote("“Five.”")
            .by("Bo Ek", "Bo Ek", How::Continued)
            .build();
        insta::assert_snapshot!(drawn(&analysis, 9), @r"
        1–4 Run: Ana Ruiz: 3 quotations
        5–7 Run: Bo Ek: 2 quotations
        ");
    }
}
