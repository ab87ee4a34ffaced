//! The outline: what is quoted, by speaker or by section.

mod sections;
mod speakers;

pub use sections::outline_by_section;
pub use speakers::outline_by_speaker as outline;
pub(super) use speakers::{Folder, folders};

use super::words::{name, one_line, speaker};
use crate::analysis::{Analysis, EntityId, Quotation, Speaker};
use crate::article::BlockKind;
use crate::text::Span;
use std::borrow::Cow;

/// The most characters of a quotation's opening words, without the ellipsis.
const OPENING: usize = 60;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// A speaker, the opening words of a quotation, or a group's name.
    pub name: String,
    /// "3 quotations", or the words that show the speaker.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in bytes.
    pub span: Span,
    /// The words to select, inside `span`.
    pub selection: Span,
    /// Entries below it.
    pub children: Vec<Symbol>,
}

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// Somebody who is quoted.
    Speaker,
    /// An organisation, a document or a place that is quoted.
    Organisation,
    /// Quotations by unnamed sources, or by nobody.
    Group,
    /// A quotation.
    Quotation,
    /// A heading with what is below it.
    Section,
}

/// Whom an entry at the top stands for, in the order of kinds in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heading {
    Entity(EntityId),
    Unnamed,
    Unresolved,
    Unattributed,
}

/// Below which entry a quotation belongs.
pub(super) fn heading(analysis: &Analysis, quotation: &Quotation) -> Heading {
    match quotation.attribution.as_ref().map(|a| &a.speaker) {
        None => Heading::Unattributed,
        Some(Speaker::Entity(id)) if analysis.entity(*id).named => Heading::Entity(*id),
        Some(Speaker::Entity(_) | Speaker::Anonymous) => Heading::Unnamed,
        Some(Speaker::Unresolved | Speaker::Ambiguous) => Heading::Unresolved,
    }
}

fn quotation_symbol(analysis: &Analysis, quotation: &Quotation) -> Symbol {
    let shown_by = quotation.attribution.as_ref().and_then(|a| a.shown_by);
    Symbol {
        name: opening(&shown_words(analysis, quotation)),
        detail: shown_by
            .map_or_else(|| by_annotation(analysis, quotation), |words| one_line(&analysis.words(words))),
        kind: SymbolKind::Quotation,
        span: quotation.outer,
        selection: quotation.span,
        children: vec![],
    }
}

/// The name that an annotation gives, where no words of the article do.
fn by_annotation(analysis: &Analysis, quotation: &Quotation) -> String {
    match (speaker(quotation), &quotation.attribution) {
        (Some(id), _) => name(analysis, id),
        (None, Some(_)) => "anonymous".to_owned(),
        (None, None) => String::new(),
    }
}

/// A quotation with its marks; of a block quotation, whose marks are no part of the speech, the words alone.
pub(super) fn shown_words<'a>(analysis: &'a Analysis, quotation: &Quotation) -> Cow<'a, str> {
    analysis.words(shown_span(analysis, quotation))
}

/// Where these stand.
pub(super) fn shown_span(analysis: &Analysis, quotation: &Quotation) -> Span {
    let block = &analysis.blocks[quotation.block as usize];
    if block.kind == BlockKind::Quotation { quotation.span } else { quotation.outer }
}

/// The opening words of a quotation with its marks, cut between words.
pub(super) fn opening(outer: &str) -> String {
    let line = one_line(outer);
    if line.chars().count() <= OPENING + 2 {
        return line;
    }
    let end = line.char_indices().nth(OPENING).map_or(line.len(), |(i, _)| i);
    let words = line[..end].rfind(' ').map_or(&line[..end], |space| &line[..space]);
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mark = line.chars().next_back().filter(|c| "”’\"'»“‘".contains(*c));
    format!("{words}…{}", mark.map_or_else(String::new, String::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_words_are_cut_between_words_and_keep_their_marks() {
        insta::assert_snapshot!(opening("“It opens.”"), @"“It opens.”");
        let long =
            "“The crane has stood idle since the spring, and nobody\nhas told us when it will move again.”";
        insta::assert_snapshot!(opening(long), @"“The crane has stood idle since the spring, and nobody has…”");
        insta::assert_snapshot!(opening(&"x".repeat(90)), @"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…");
    }
}
