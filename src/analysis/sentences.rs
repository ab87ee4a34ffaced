//! The sentences around a place.

use super::Analysis;
use crate::english::{Token, sentences, tokens};
use crate::text::Span;

impl Analysis {
    /// The sentences of a block around the byte at `offset` of the file, in bytes of the file: the writer's own, in which
    /// a quotation counts as one word, and inside a quotation that of the speaker.
    pub fn sentences_at(&self, block: usize, offset: u32) -> Vec<Span> {
        let (facts, base) = (&self.facts[block], self.blocks[block].span.start);
        let text = facts.inline.plain(self.blocks[block].span.of(&self.text));
        let in_file = |plain: Span| facts.inline.to_source(plain).shifted(base);
        let frame = &facts.frame;
        let mut spans: Vec<Span> = frame
            .sentences
            .iter()
            .filter_map(|range| whole(&frame.tokens[range.clone()]))
            .map(in_file)
            .collect();
        // Inside marks, the words are read as if they stood alone.
        let plain_offset = facts.inline.to_plain(offset.saturating_sub(base));
        let stretches = facts.marks.stretches.iter().filter(|stretch| stretch.outer.touches(plain_offset));
        for stretch in stretches {
            let words = stretch.inner.of(text);
            let all = tokens(words);
            let inside = sentences(words, &all).into_iter().filter_map(|range| whole(&all[range]));
            spans.extend(inside.map(|span| in_file(span.shifted(stretch.inner.start))));
        }
        spans.retain(|span| span.touches(offset));
        spans
    }
}

/// From the first token to the last.
fn whole(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span.hull(tokens.last()?.span))
}
