//! Floor 2: the annotated article format (header, blocks, inline annotations).
//!
//! Parsing never fails: whatever is malformed is text, plus one [`Problem`].

mod block;
mod declared;
mod header;
mod heading;
mod inline;
mod lines;
mod markdown;
mod yaml;

pub(crate) use block::is_one_paragraph;
pub use block::{Block, BlockKind, Layout, split};
pub use declared::{Declared, people_list};
pub use header::{Field, Header, HeaderDate, HeaderStyle, KEYS as HEADER_KEYS};
pub(crate) use heading::is_byline;
pub use inline::{
    ANNOTATION_CLASSES, ANNOTATION_KEYS, Annotation, AnnotationKind, Comment, Inline, SpeakerName,
    parse_inline, parse_markdown,
};

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
    /// Where, in bytes; of the file, but of the block for an annotation's.
    pub span: Span,
    /// Which part of the format it is about.
    pub part: Part,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What was expected, with an example.
    pub expected: String,
    /// What to write in the place of the span, where that is clear.
    pub mended: Option<String>,
}

impl Problem {
    /// The problem in two sentences: what is wrong, and what was expected.
    pub fn sentences(&self) -> String {
        let mut first = self.message.chars();
        let capital = first.next().into_iter().flat_map(char::to_uppercase);
        let message: String = capital.chain(first).collect();
        let stop = if message.ends_with('?') { "" } else { "." };
        format!("{message}{stop} Expected {}.", self.expected)
    }
}

/// A part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Header lines or YAML front matter.
    Header,
    /// An inline annotation or a comment.
    Annotation,
    /// A people list, a file of its own.
    PeopleList,
}

/// The one of `known` that is a slip or two away from `word`, as in `speeker` for `speaker`.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let most_slips = (length / 3).min(3);
    known
        .into_iter()
        .map(|candidate| (candidate, candidate.to_lowercase()))
        .map(|(candidate, lower)| {
            let cut_short = length > 2 && lower.starts_with(&word);
            (candidate, if cut_short { 1 } else { strsim::damerau_levenshtein(&word, &lower) })
        })
        .filter(|(_, slips)| *slips <= most_slips)
        .min_by_key(|(_, slips)| *slips)
        .map(|(candidate, _)| candidate)
}
