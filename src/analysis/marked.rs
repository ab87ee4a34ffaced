//! Quotation marks as the file has them, for rules about typography.

use super::Analysis;
pub use crate::quotes::marks::Family;
use crate::quotes::marks::Stretch;
use crate::text::Span;

/// A stretch between quotation marks, speech or not, in bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The index of its block.
    pub block: usize,
    /// The mark it begins with; `None` where the speech comes from the paragraph before and no mark repeats that.
    pub opening: Option<Span>,
    /// The mark it ends with; `None` where the speech goes on in the paragraph behind, or the mark is missing.
    pub closing: Option<Span>,
    /// The words between the marks.
    pub inner: Span,
    /// The same with the marks.
    pub outer: Span,
    /// How many other stretches it stands in.
    pub depth: u8,
    /// Which marks.
    pub family: Family,
}

impl Analysis {
    /// All stretches between quotation marks, in the order of the text, an outer one before those inside it.
    pub fn marked(&self) -> impl Iterator<Item = Marked> {
        (0..self.blocks.len()).flat_map(|block| self.marked_in(block))
    }

    /// Those of the block with this index.
    pub fn marked_in(&self, block: usize) -> impl Iterator<Item = Marked> {
        self.facts[block].marks.stretches.iter().map(move |stretch| self.marked_stretch(block, stretch))
    }

    fn marked_stretch(&self, block: usize, stretch: &Stretch) -> Marked {
        let facts = &self.facts[block];
        let place = |span: Span| facts.inline.to_source(span).shifted(self.blocks[block].span.start);
        let printed = facts.inline.plain(self.slice(self.blocks[block].span));
        // Between mark and words there may be a blank.
        let head = Span::new(stretch.outer.start, stretch.inner.start);
        let tail = Span::new(stretch.inner.end, stretch.outer.end);
        let mark = |around: Span| {
            let words = around.of(printed);
            let lead = (words.len() - words.trim_start().len()) as u32;
            let mark = words.trim();
            let start = around.start + lead;
            (!mark.is_empty()).then(|| place(Span::new(start, start + mark.len() as u32)))
        };
        Marked {
            block,
            opening: mark(head),
            closing: mark(tail),
            inner: place(stretch.inner),
            outer: place(stretch.outer),
            depth: stretch.depth,
            family: stretch.family,
        }
    }

    /// Marks in the block with this index that open or close nothing, in bytes of the file, and those that are
    /// no quotation marks but part of a word or a measure are left out.
    pub fn unpaired_in(&self, block: usize) -> impl Iterator<Item = Span> {
        let marks = &self.facts[block].marks;
        let spans = marks.never_closed.iter().chain(&marks.never_opened);
        let start = self.blocks[block].span.start;
        spans.map(move |span| self.facts[block].inline.to_source(*span).shifted(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;

    #[test]
    fn marks_are_where_the_file_has_them() {
        let text =
            "Ann Lee said: “[It]{person=\"Bo Park\"} was ‘late’{.scare}.”\n\nShe left. “ No one,” she said.";
        let analysis = Analysis::new(text, Options::default());
        let shown = |marked: Marked| {
            let mark = |span: Option<Span>| span.map_or("", |span| analysis.slice(span));
            format!(
                "{} {}{}…{}",
                marked.depth,
                mark(marked.opening),
                analysis.slice(marked.inner),
                mark(marked.closing)
            )
        };
        let marked: Vec<_> = analysis.marked().map(shown).collect();
        assert_eq!(marked, ["0 “It]{person=\"Bo Park\"} was ‘late’{.scare}.…”", "1 ‘late…’", "0 “No one,…”"]);
    }

    #[test]
    fn speech_of_several_paragraphs_has_marks_of_its_own_in_each() {
        let text = "Ann Lee said: “It fell.\n\n“It fell at noon.”";
        let analysis = Analysis::new(text, Options::default());
        let marked: Vec<_> = analysis.marked().collect();
        assert_eq!(marked.len(), 2);
        assert!(marked[0].closing.is_none() && marked[1].closing.is_some());
    }
}
