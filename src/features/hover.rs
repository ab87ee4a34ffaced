use crate::analysis::Analysis;
use crate::text::Span;

/// A card about the thing under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words it is about, in bytes.
    pub span: Span,
    /// The card, in Markdown.
    pub markdown: String,
}

/// The card for the byte at `offset`, if something is known there.
pub fn hover(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let _ = (analysis, offset);
    None
}
