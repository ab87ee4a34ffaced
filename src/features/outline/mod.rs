//! The outline: what is quoted, by speaker or by section.

mod sections;
mod speakers;

pub use sections::outline_by_section;
pub use speakers::outline_by_speaker as outline;
pub(super) use speakers::{Folder, folders};

use super::words::{name, one_line, speaker, words_of_lines};
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
    let (mut line, mut length) = (String::with_capacity(2 * OPENING), 0);
    let mut words = words_of_lines(outer);
    while length <= OPENING + 2 {
        let Some(word) = words.next() else { return line };
        let blank = usize::from(!line.is_empty());
        line.extend([" "].into_iter().take(blank).chain([word]));
        length += blank + word.chars().count();
    }
    let end = line.char_indices().nth(OPENING).map_or(line.len(), |(i, _)| i);
    let opening = line[..end].rfind(' ').map_or(&line[..end], |space| &line[..space]);
    let opening = opening.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = match outer.trim_end().chars().next_back() {
        // The mark of a block quotation's empty line is no word.
        Some('>') => words.last().unwrap_or(&line).chars().next_back(),
        last => last,
    };
    let mark = last.filter(|c| "”’\"'»“‘".contains(*c));
    format!("{opening}…{}", mark.map_or_else(String::new, String::from))
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
        let block = "“The crane has stood idle since the spring,\n> and nobody has told us when it will move again.”\n>";
        insta::assert_snapshot!(opening(block), @"“The crane has stood idle since the spring, and nobody has…”");
        insta::assert_snapshot!(opening(&"x".repeat(90)), @"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…");
    }
}
