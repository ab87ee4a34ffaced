//! Byte spans to the client's positions and back.

use super::documents::{Snapshot, line_col};
use crate::text::position::{self, Encoding};
use crate::text::{Lines, Span};
use ropey::Rope;
use tower_lsp::ls_types::{Position, Range};

/// The places of one text, in the client's unit.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    rope: &'a Rope,
    /// The text and where its lines begin, for whoever has many places.
    lines: Option<(&'a str, &'a Lines)>,
    encoding: Encoding,
}

impl<'a> Places<'a> {
    /// For a few places: each conversion takes time logarithmic in the text.
    pub(crate) fn of(rope: &'a Rope, encoding: Encoding) -> Self {
        Places { rope, lines: None, encoding }
    }

    /// For places all over an article. Its lines are found first, unless somebody has asked for them before; then a place
    /// costs a twentieth.
    pub(crate) fn many(snapshot: &'a Snapshot, encoding: Encoding) -> Self {
        let lines = Some((snapshot.analysis.text(), snapshot.analysis.lines()));
        Places { rope: &snapshot.text.rope, lines, encoding }
    }

    /// The position of the byte at `offset`.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let at = match self.lines {
            Some((text, lines)) => position::line_col_in(text, lines, self.encoding, offset as usize),
            None => position::line_col(self.rope, self.encoding, offset as usize),
        };
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
