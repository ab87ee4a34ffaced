//! The article as resolution sees it: the facts of its blocks, and how to get from them to the file.

use crate::analysis::facts::Facts;
use crate::analysis::model::{MarkFault, UnpairedMark};
use crate::analysis::next_prose;
use crate::analysis::transcript::Transcript;
use crate::article::{AnnotationKind, Block, EntityKind, Header};
use crate::entities::mention::{Local, annotated};
use crate::entities::people::People;
use crate::quotes::attribute::ReportId;
use crate::text::{Span, sort_by_number};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// An article whose paragraphs have been read.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Article<'a> {
    pub(in crate::analysis) text: &'a str,
    pub(in crate::analysis) header: &'a Header,
    pub(in crate::analysis) people: &'a People,
    pub(in crate::analysis) blocks: &'a [Block],
    pub(in crate::analysis) facts: &'a [Arc<Facts>],
}

impl<'a> Article<'a> {
    /// Where a span of a block's plain text is in the file.
    pub(in crate::analysis) fn place(&self, block: usize, span: Span) -> Span {
        self.facts[block].inline.to_source(span).shifted(self.blocks[block].span.start)
    }

    /// The words of a span of the file as they are printed, without annotations and markup; of what is not printed, as
    /// they stand.
    pub(in crate::analysis) fn words(&self, span: Span) -> Cow<'a, str> {
        let file = span.of(self.text);
        let from = self.blocks.partition_point(|block| block.span.end <= span.start);
        let within = self.blocks[from..].iter().take_while(|block| block.span.start < span.end).count();
        if self.facts[from..from + within].iter().all(|facts| facts.inline.is_as_printed()) {
            return file.into();
        }
        let mut words = String::with_capacity(file.len());
        for (block, facts) in self.blocks[from..].iter().zip(&self.facts[from..]).take(within) {
            let plain = facts.inline.plain(block.span.of(self.text));
            let local = |at: u32| {
                facts.inline.to_plain(at.clamp(block.span.start, block.span.end) - block.span.start)
            };
            words.push_str(if words.is_empty() { "" } else { "\n" });
            words.push_str(Span::new(local(span.start), local(span.end)).of(plain));
        }
        if words.trim().is_empty() { file.into() } else { words.into() }
    }

    pub(in crate::analysis) fn plain(&self, block: usize) -> &'a str {
        self.facts[block].inline.plain(self.blocks[block].span.of(self.text))
    }

    /// Who takes turns in speaking, where it is a transcript.
    pub(in crate::analysis) fn transcript(&self) -> Transcript {
        Transcript::of(self.blocks, self.facts, |block| self.plain(block))
    }

    /// The entity that an annotation gives to a mention.
    #[inline]
    pub(in crate::analysis) fn annotation_of(
        &self,
        block: usize,
        mention: &Local,
    ) -> Option<(EntityKind, &'a str)> {
        let facts = &self.facts[block];
        if facts.inline.annotations.is_empty() {
            return None;
        }
        facts.inline.annotations.iter().find_map(|annotation| match &annotation.kind {
            AnnotationKind::Entity(kind, name) if annotation.target.overlaps(mention.span) => {
                let index = annotated(self.plain(block), annotation.target, &facts.mentions)?;
                (facts.mentions[index].span == mention.span).then_some((*kind, name.as_str()))
            }
            _ => None,
        })
    }

    /// The mention that is the subject of reporting words, as an index in its block.
    pub(in crate::analysis) fn subject(&self, report: ReportId) -> Option<usize> {
        self.facts[report.block].subjects[report.report].map(|index| index as usize)
    }

    /// Quotation marks that open or close nothing, in these blocks, in order.
    pub(in crate::analysis) fn unpaired(&self, blocks: Range<usize>) -> Vec<UnpairedMark> {
        let mut unpaired = Vec::new();
        for block in blocks {
            let marks = &self.facts[block].marks;
            let mut push =
                |span: Span, fault| unpaired.push(UnpairedMark { span: self.place(block, span), fault });
            marks.never_closed.iter().for_each(|m| push(*m, MarkFault::NeverClosed));
            marks.never_opened.iter().for_each(|m| push(*m, MarkFault::NeverOpened));
            if let Some((_, mark)) = marks.open.filter(|_| !self.goes_on(block)) {
                push(mark, MarkFault::NeverClosed);
            }
        }
        sort_by_number(&mut unpaired, |u| u.span.shorter_first());
        unpaired
    }

    /// Whether the quotation that is open at the end of a block goes on in the next.
    fn goes_on(&self, block: usize) -> bool {
        next_prose(self.blocks, block).is_some_and(|next| self.facts[next].marks.went_on)
    }
}
