//! The article as it would be printed: what is reported on and exported, and where the file's words stand in it.

use crate::analysis::Analysis;
use crate::article::BlockKind;
use crate::text::Span;

/// The article without its header, its annotations, its comments and the marks of headings and block quotations.
/// Blocks stand an empty line apart, and lines end with `\n` alone, which no reader of text files counts twice.
pub(super) struct Clean {
    text: String,
    passages: Vec<Passage>,
}

/// A block of the article that is printed.
pub(super) struct Passage {
    /// Its index in [`Analysis::blocks`].
    pub(super) block: usize,
    /// Where it is, in bytes of the clean text.
    pub(super) span: Span,
    /// Each `\r` of the printed block that a `\n` follows, in bytes of the block as the analysis has it printed.
    dropped: Vec<u32>,
}

impl Clean {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let mut clean = Clean { text: String::with_capacity(analysis.text().len()), passages: vec![] };
        for (block, of) in analysis.blocks.iter().enumerate() {
            let printed = analysis.inline(block).plain(analysis.slice(of.span)).trim_end();
            if of.kind != BlockKind::Comment && !printed.is_empty() {
                clean.add(block, printed);
            }
        }
        if !clean.text.is_empty() {
            clean.text.push('\n');
        }
        clean
    }

    fn add(&mut self, block: usize, printed: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        let mut dropped = vec![];
        let mut characters = printed.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            match (c, characters.peek()) {
                ('\r', Some((_, '\n'))) => dropped.push(at as u32),
                ('\r', _) => self.text.push('\n'),
                _ => self.text.push(c),
            }
        }
        let span = Span::from(start..self.text.len());
        self.passages.push(Passage { block, span, dropped });
    }

    /// All of it, with a line's end at its own.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The words of a span of the clean text.
    pub(super) fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// What is printed, in order.
    pub(super) fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Where a span of the file stands; `None` for what is not printed, such as the header.
    pub(super) fn place(&self, analysis: &Analysis, span: Span) -> Option<Span> {
        let of = |passage: &Passage| analysis.blocks[passage.block].span;
        let next = self.passages.partition_point(|passage| of(passage).end < span.start);
        let passage = self.passages.get(next).filter(|passage| of(passage).start <= span.start)?;
        let at = |offset: u32| {
            let inline = analysis.inline(passage.block);
            let printed = inline.to_plain(offset.min(of(passage).end) - of(passage).start);
            let dropped = passage.dropped.partition_point(|&at| at < printed) as u32;
            (passage.span.start + printed - dropped).min(passage.span.end)
        };
        let (start, end) = (at(span.start), at(span.end));
        (start < end).then(|| Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use proptest::prelude::*;

    fn clean(text: &str) -> (Analysis, Clean) {
        let analysis = Analysis::new(text, Options::default());
        let clean = Clean::of(&analysis);
        (analysis, clean)
    }

    #[test]
    fn only_what_is_printed_is_left() {
        let text = "date: 2024-03-01\r\n\r\n# The bridge\r\n\r\n“It [fell]{date=2024-02-28},”{speaker=\"Ann Lee\"} \
                    she\r\nsaid.\r\n\r\n{% call her %}\r\n\r\n> It fell\r\n> at noon.\r\n> — Ann Lee\r\n";
        let (analysis, clean) = clean(text);
        assert_eq!(
            clean.text(),
            "The bridge\n\n“It fell,” she\nsaid.\n\nIt fell\nat noon.\n— Ann Lee\n",
            "{:?}",
            analysis.blocks
        );
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            let span = clean.place(&analysis, Span::from(start..start + words.len()));
            span.map(|span| clean.slice(span))
        };
        assert_eq!(place("she\r\nsaid"), Some("she\nsaid"));
        assert_eq!(place("said."), Some("said."));
        assert_eq!(place("fell]{date=2024-02-28},”"), Some("fell,”"));
        assert_eq!(place("2024-03-01"), None);
        assert_eq!(place("at noon"), Some("at noon"));
    }

    proptest! {
        #[test]
        fn quotations_are_printed_with_their_words(text in "([“”A-c .{}\\[\\]\n\r>#é]|“No,” she said|\r\n){0,40}") {
            let (analysis, clean) = clean(&text);
            for quotation in &analysis.quotations {
                let place = clean.place(&analysis, quotation.span);
                prop_assert!(place.is_some() || quotation.span.is_empty() || analysis.slice(quotation.span).trim().is_empty());
                if let Some(place) = place {
                    let letters = |words: &str| words.chars().filter(|c| c.is_alphabetic()).collect::<String>();
                    prop_assert_eq!(letters(clean.slice(place)), letters(analysis.slice(quotation.span)));
                }
            }
        }
    }
}
