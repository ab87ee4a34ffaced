//! What is known about an article in the formats of other programs; `docs/export.md` tells what is where.
//!
//! An export is a stream: what [`opening`] gives, then a [`piece`] for each article with [`between`] before all but the
//! first, then [`closing`]. Pieces know nothing of each other, so they may be made beside each other. In brat's format an
//! article is two files, [`brat::Standoff`].

pub mod brat;
mod table;
mod tei;
mod web_annotation;

use super::clean::Clean;
use crate::analysis::Analysis;
use crate::text::{Offsets, Span, Unit};

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The article as it would be printed.
    Text,
    /// An object for each quotation, a line each.
    JsonLines,
    /// A row for each quotation.
    Csv,
    /// Two files for each article: its text, and annotations that count its characters.
    Brat,
    /// Text Encoding Initiative, P5.
    Tei,
    /// W3C Web Annotation, as JSON-LD.
    WebAnnotation,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 6] =
        [Format::Text, Format::JsonLines, Format::Csv, Format::Brat, Format::Tei, Format::WebAnnotation];

    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Brat => "brat",
            Format::Tei => "tei",
            Format::WebAnnotation => "web-annotation",
        }
    }

    /// The format that is called so.
    pub fn of_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.word() == word)
    }

    /// How the name of a file in this format ends; of brat's two, that of the annotations.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Brat => "ann",
            Format::Tei => "xml",
            Format::WebAnnotation => "jsonld",
        }
    }
}

/// An article on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// The path of its file, or whatever it goes by.
    pub name: &'a str,
    /// Which of several in one stream it is, from 1; `None` if it is alone.
    pub number: Option<usize>,
    /// What is known about it.
    pub analysis: &'a Analysis,
}

/// What stands before the first article.
pub fn opening(format: Format, several: bool) -> String {
    match format {
        Format::Text | Format::JsonLines | Format::Brat => String::new(),
        Format::Csv => table::csv_heading(),
        Format::Tei => tei::opening(several),
        Format::WebAnnotation => web_annotation::OPENING.to_owned(),
    }
}

/// What stands between two pieces that are not empty.
pub fn between(format: Format) -> &'static str {
    match format {
        // As pages stand in a text file.
        Format::Text => "\u{c}\n",
        Format::WebAnnotation => ",\n",
        Format::JsonLines | Format::Csv | Format::Brat | Format::Tei => "",
    }
}

/// What stands behind the last article.
pub fn closing(format: Format, several: bool) -> &'static str {
    match format {
        Format::Tei => tei::closing(several),
        Format::WebAnnotation => web_annotation::CLOSING,
        Format::Text | Format::JsonLines | Format::Csv | Format::Brat => "",
    }
}

/// An article; empty if the format has nothing to say about it. In brat's format, its annotations.
pub fn piece(format: Format, article: Article) -> String {
    match format {
        Format::Text => Clean::of(article.analysis).text().to_owned(),
        Format::JsonLines => table::json_lines(article),
        Format::Csv => table::csv(article),
        Format::Brat => brat::Standoff::of(article.analysis).annotations,
        Format::Tei => tei::article(article),
        Format::WebAnnotation => web_annotation::annotations(article),
    }
}

/// All of an export of one article.
pub fn alone(format: Format, name: &str, analysis: &Analysis) -> String {
    let article = Article { name, number: None, analysis };
    opening(format, false) + &piece(format, article) + closing(format, false)
}

/// Places in the file as it stands, in code points.
struct Places<'a>(Offsets<'a>);

impl<'a> Places<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        Places(Offsets::new(analysis.text(), Unit::Chars))
    }

    fn range(&self, span: Span) -> (u32, u32) {
        (self.0.convert(span.start), self.0.convert(span.end))
    }
}

#[cfg(test)]
mod tests;
