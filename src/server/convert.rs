//! Byte spans to the client's positions and back.

use super::documents::line_col;
use crate::text::Span;
use crate::text::position::{self, Encoding};
use ropey::Rope;
use tower_lsp::ls_types::{Position, Range};

/// The places of one text, in the client's unit. Each conversion takes time logarithmic in the text.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    rope: &'a Rope,
    encoding: Encoding,
}

impl<'a> Places<'a> {
    pub(crate) fn of(rope: &'a Rope, encoding: Encoding) -> Self {
        Places { rope, encoding }
    }

    /// The position of the byte at `offset`.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let at = position::line_col(self.rope, self.encoding, offset as usize);
        Position { line: at.line, character: at.character }
    }

    /// The range of a span.
    pub(crate) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte at a position.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        position::offset(self.rope, self.encoding, line_col(position)) as u32
    }

    /// The span of a range, whichever end comes first.
    pub(crate) fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        Span::new(a.min(b), a.max(b))
    }
}
