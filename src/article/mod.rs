//! Floor 2: the annotated article format (header, blocks, inline annotations).
//!
//! Parsing never fails: whatever is malformed is text, plus one [`Problem`].

mod block;
mod header;
mod inline;

pub use block::{Block, BlockKind, Layout, split};
pub use header::{Declared, Field, Header, HeaderDate, HeaderStyle};
pub use inline::{Annotation, AnnotationKind, Comment, Inline, SpeakerName, parse_inline};

use crate::text::Span;

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, or a role that one holds.
    Person,
    /// A company, a party, a ministry, a newspaper.
    Organisation,
    /// A country, a town, a river.
    Place,
    /// A war, a summit, a storm.
    Event,
}

impl EntityKind {
    /// The word for it, as annotations and `annotate` spell it.
    pub const fn word(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
            EntityKind::Event => "event",
        }
    }
}

/// Markup that is not as the format has it; the markup itself is read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes; of the file for a header's problem, of the block for an annotation's.
    pub span: Span,
    /// Which part of the format it is about.
    pub part: Part,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What was expected, with an example.
    pub expected: String,
}

/// A part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Header lines or YAML front matter.
    Header,
    /// An inline annotation or a comment.
    Annotation,
}
