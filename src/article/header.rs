use super::{EntityKind, Problem};
use crate::text::Span;
use jiff::civil::Date;

/// What stands above the article: header lines or YAML front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The header in the file, in bytes; empty at the first byte where there is none. Where the body runs on
    /// behind the date, it ends with the date.
    pub span: Span,
    /// How it is spelt.
    pub style: HeaderStyle,
    /// `date`.
    pub date: Option<HeaderDate>,
    /// `title`.
    pub title: Option<Field>,
    /// `author`.
    pub author: Option<Field>,
    /// `source`.
    pub source: Option<Field>,
    /// `url`.
    pub url: Option<Field>,
    /// `place`.
    pub place: Option<Field>,
    /// `language`.
    pub language: Option<Field>,
    /// `people:`, `organisations:` and `places:` of the front matter, in order.
    pub declared: Vec<Declared>,
    /// Rules that an `{% ignore … %}` in the header area suppresses in the whole file.
    pub ignored_rules: Vec<String>,
    /// What is malformed in it, in order; spans are of the file.
    pub problems: Vec<Problem>,
}

/// How a header is spelt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderStyle {
    /// There is none.
    #[default]
    Absent,
    /// `key value` lines.
    Lines,
    /// YAML between `---` lines.
    Yaml,
}

/// The article's date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderDate {
    /// The value in the file, in bytes.
    pub span: Span,
    /// The day.
    pub day: Date,
}

/// A header key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The value in the file, in bytes.
    pub span: Span,
    /// The value.
    pub value: String,
}

/// Somebody or something that the header (or a people list) declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it is.
    pub kind: EntityKind,
    /// The full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// A title or role.
    pub title: Option<String>,
    /// `he`, `she`, `they`, …
    pub pronouns: Option<String>,
    /// A URL or `wikidata:Q42`.
    pub reference: Option<String>,
    /// A note for colleagues.
    pub note: Option<String>,
    /// The name in the file, in bytes.
    pub span: Span,
}
