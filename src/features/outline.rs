use crate::analysis::Analysis;
use crate::text::Span;

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
}

/// Speakers with their quotations; the anonymous and the unattributed as groups at the end.
pub fn outline(analysis: &Analysis) -> Vec<Symbol> {
    let _ = analysis;
    vec![]
}
