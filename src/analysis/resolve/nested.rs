//! Quotations inside quotations, in the terms of the model.

use super::super::nested::{By, Nested, Said, Source};
use super::output::{UNCLEAR, how_of};
use super::*;

impl Resolver<'_> {
    /// What is quoted inside the quotations, which stand in their order by now. Words in marks that are no speech
    /// quote nobody.
    pub(super) fn nested_quotations(&mut self) {
        let mut utterance = self.resolved.quotations.iter().map(|q| q.utterance).max().unwrap_or(0);
        let article = self.article;
        for (block, facts) in article.facts.iter().enumerate() {
            for (index, nested) in facts.nested.iter().enumerate() {
                let before = index.checked_sub(1).map(|i| &facts.nested[i]);
                let same = |b: &Nested| (b.outer, b.utterance) == (nested.outer, nested.utterance);
                if !before.is_some_and(same) {
                    utterance += 1;
                }
                let outer = article.place(block, facts.marks.stretches[nested.outer].outer);
                let Some(within) = self.quotation_at(outer) else { continue };
                let quotation = self.nested(block, nested, within, utterance);
                self.resolved.nested.push(NestedQuotation { quotation, within: within as u32 });
            }
        }
    }

    /// The index of the quotation with these marks.
    fn quotation_at(&self, outer: Span) -> Option<usize> {
        let quotations = &self.resolved.quotations;
        let index = quotations.partition_point(|q| q.outer.start < outer.start);
        quotations.get(index).is_some_and(|q| q.outer == outer).then_some(index)
    }

    fn nested(&mut self, block: usize, nested: &Nested, within: usize, utterance: u32) -> Quotation {
        let stretch = self.article.facts[block].marks.stretches[nested.stretch];
        let attribution = match &nested.source {
            Source::Nobody => None,
            Source::Annotated(index) => Some(self.annotated_speaker(block, *index)),
            Source::Said(said) => Some(self.passed_on(block, said, within)),
        };
        Quotation {
            span: self.article.place(block, stretch.inner),
            outer: self.article.place(block, stretch.outer),
            kind: if nested.direct { QuotationKind::Direct } else { QuotationKind::Mixed },
            utterance,
            block: block as u32,
            depth: 1,
            attribution,
        }
    }

    /// Whom a speaker names as somebody who said something. Whom they mean by "he" may be likely, but is not said.
    fn told_by(&self, block: usize, index: usize) -> Option<usize> {
        let local = &self.article.facts[block].mentions[index];
        let guessed =
            matches!(local.form, Form::Pronoun(_)) && self.article.annotation_of(block, local).is_none();
        self.meant[block][index].who.filter(|_| !guessed)
    }

    /// The attribution by words of the quotation `within`.
    fn passed_on(&self, block: usize, said: &Said, within: usize) -> Attribution {
        let outer = self.resolved.quotations[within].attribution.as_ref();
        let (speaker, known) = match said.by {
            By::Mention(index) => match self.told_by(block, index as usize) {
                Some(who) => (Speaker::Entity(EntityId(who as u32)), 1.0),
                None => (Speaker::Unresolved, UNCLEAR),
            },
            By::Outer => outer.map_or((Speaker::Unresolved, UNCLEAR), |a| (a.speaker.clone(), a.confidence)),
            By::Other => (Speaker::Unresolved, UNCLEAR),
        };
        let alternatives = outer.filter(|_| said.by == By::Outer).map_or(vec![], |a| a.alternatives.clone());
        Attribution {
            speaker,
            shown_by: Some(self.article.place(block, said.shown_by)),
            how: if said.continued { How::Continued } else { how_of(&said.form) },
            cue: Some(self.article.place(block, said.cue)),
            confidence: said.confidence * known,
            evidence: said.pattern,
            alternatives,
        }
    }
}
