//! A card: the few lines that a hover or a tooltip shows, in Markdown or in plain text.

use super::words::{markdown, one_line};
use crate::text::Span;
use std::path::PathBuf;

/// A line break inside a paragraph: CommonMark reads the two blanks as one, and Neovim, which shows a card's
/// source, does not show them.
pub(super) const BREAK: &str = "  \n";

/// What is shown about something: lines without empty ones between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    lines: Vec<Line>,
}

/// Somewhere a card leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the article, in bytes.
    Article(Span),
    /// A line, counted from 1, of another file: a people list.
    File {
        /// The file.
        path: PathBuf,
        /// The line.
        line: u32,
    },
    /// A page of the web.
    Web(String),
}

/// A line in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words of ours, without anything that Markdown would read as markup.
    Text(String),
    /// Words of the article or of a people list.
    Words(String),
    /// The same, in bold.
    Strong(String),
    /// Something to write as it stands.
    Code(String),
    /// Words of ours or of others, and where they lead.
    Link(String, Place),
}

impl Card {
    /// A card of these lines; those that say nothing are left out.
    pub(super) fn of(lines: impl IntoIterator<Item = Line>) -> Self {
        Card { lines: lines.into_iter().filter(|line| !line.pieces.is_empty()).collect() }
    }

    /// This card with another below it.
    pub(super) fn and(mut self, other: Card) -> Self {
        self.lines.extend(other.lines);
        self
    }

    /// A card of one line.
    pub(super) fn line(line: Line) -> Self {
        Card::of([line])
    }

    /// The card in Markdown. `link` makes an address of a place, where the editor can follow one.
    pub fn markdown(&self, link: impl Fn(&Place) -> Option<String>) -> String {
        let lines = self.lines.iter().map(|line| line.markdown(&link));
        lines.collect::<Vec<_>>().join(BREAK)
    }

    /// The card without any markup.
    pub fn plain(&self) -> String {
        self.lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n")
    }
}

impl Line {
    fn with(mut self, piece: Piece) -> Self {
        self.pieces.push(piece);
        self
    }

    pub(super) fn text(self, ours: impl Into<String>) -> Self {
        self.with(Piece::Text(ours.into()))
    }

    pub(super) fn words(self, theirs: &str) -> Self {
        self.with(Piece::Words(one_line(theirs)))
    }

    pub(super) fn strong(self, theirs: &str) -> Self {
        self.with(Piece::Strong(one_line(theirs)))
    }

    pub(super) fn code(self, written: &str) -> Self {
        self.with(Piece::Code(written.to_owned()))
    }

    pub(super) fn link(self, words: &str, to: Place) -> Self {
        self.with(Piece::Link(one_line(words), to))
    }

    /// “words”
    pub(super) fn quoted(self, theirs: &str) -> Self {
        self.text("“").words(theirs).text("”")
    }

    /// Everything of `other` behind it.
    pub(super) fn then(mut self, other: Line) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The lines as one, with `between` between them.
    pub(super) fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
        let mut joined = Line::default();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if !joined.is_empty() {
                joined = joined.text(between);
            }
            joined = joined.then(line);
        }
        joined
    }

    fn markdown(&self, link: &impl Fn(&Place) -> Option<String>) -> String {
        let mut line = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(ours) => line.push_str(ours),
                Piece::Words(words) => line.push_str(&markdown(words, line.is_empty())),
                Piece::Strong(words) => line.push_str(&format!("**{}**", markdown(words, false))),
                Piece::Code(written) => line.push_str(&format!("`{written}`")),
                Piece::Link(words, place) => match link(place) {
                    Some(address) => {
                        // A bracket that closes would end the address.
                        let address = address.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
                        line.push_str(&format!("[{}]({address})", markdown(words, false)));
                    }
                    None => line.push_str(&markdown(words, line.is_empty())),
                },
            }
        }
        line
    }

    fn plain(&self) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Text(words)
            | Piece::Words(words)
            | Piece::Strong(words)
            | Piece::Code(words)
            | Piece::Link(words, _) => words.as_str(),
        });
        words.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let first = Line::default().strong("Ana *Ruiz*").text(", ").words("mayor\nof [Brook]");
        let place = Place::Web("https://example.org/a_(b)".to_owned());
        let second =
            Line::default().text("see ").link("her page", place).text(" or ").code("date: 2024-03-01");
        Card::of([first, Line::default(), second])
    }

    #[test]
    fn markdown_has_links_and_no_empty_lines() {
        let markdown = card().markdown(|place| match place {
            Place::Web(address) => Some(address.clone()),
            _ => None,
        });
        assert_eq!(
            markdown,
            "**Ana \\*Ruiz\\***, mayor of \\[Brook\\]  \nsee [her page](https://example.org/a_%28b%29) or `date: 2024-03-01`"
        );
        assert!(card().markdown(|_| None).contains("see her page or"));
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(card().plain(), "Ana *Ruiz*, mayor of [Brook]\nsee her page or date: 2024-03-01");
    }

    #[test]
    fn a_line_that_begins_with_the_articles_words_is_no_list() {
        let card = Card::line(Line::default().words("- one"));
        assert_eq!(card.markdown(|_| None), "\\- one");
    }
}
