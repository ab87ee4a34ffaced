use crate::analysis::Analysis;
use crate::text::Span;

/// A few words shown between the article's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it stands, in bytes: in front of the byte at this offset.
    pub at: u32,
    /// What it says: a speaker's name.
    pub label: String,
    /// More, in Markdown.
    pub tooltip: String,
}

/// The hints whose place lies in `range`, in order.
pub fn hints(analysis: &Analysis, range: Span) -> Vec<Hint> {
    let _ = (analysis, range);
    vec![]
}
