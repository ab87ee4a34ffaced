//! Quotations inside quotations, in the terms of the model.

use super::output::{Output, Pages, UNCLEAR, how_of};
use crate::analysis::model::*;
use crate::analysis::nested::{By, Nested, Said, Source};
use crate::entities::mention::Form;

impl Output<'_> {
    /// What is quoted inside the quotations of a block, which are on the pages by now, from the index `first` on. Words
    /// in marks that are no speech quote nobody.
    pub(super) fn nested_quotations(&self, block: usize, pages: &mut Pages, first: usize) {
        let facts = &self.article.facts[block];
        let mut utterance = 0;
        for (index, nested) in facts.nested.iter().enumerate() {
            let before = index.checked_sub(1).map(|i| &facts.nested[i]);
            let same = |b: &Nested| (b.outer, b.utterance) == (nested.outer, nested.utterance);
            if !before.is_some_and(same) {
                utterance = pages.next_nested();
            }
            let outer = self.article.place(block, facts.marks.stretches[nested.outer].outer);
            let here = &pages.quotations[first..];
            let Some(within) = here.iter().position(|quotation| quotation.outer == outer) else { continue };
            let quotation = self.nested(block, nested, here[within].attribution.as_ref(), utterance);
            pages.put_nested(first + within, quotation);
        }
    }

    pub(super) fn nested(
        &self,
        block: usize,
        nested: &Nested,
        outer: Option<&Attribution>,
        utterance: u32,
    ) -> Quotation {
        let stretch = self.article.facts[block].marks.stretches[nested.stretch];
        let attribution = match &nested.source {
            Source::Nobody => None,
            Source::Annotated(index) => Some(self.annotated_speaker(block, *index)),
            Source::Said(said) => Some(self.passed_on(block, said, outer)),
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
        self.reading.meant.of(block, index).who().filter(|_| !guessed)
    }

    /// The attribution by words of a quotation, of which `outer` is the attribution.
    fn passed_on(&self, block: usize, said: &Said, outer: Option<&Attribution>) -> Attribution {
        let (speaker, known) = match said.by {
            By::Mention(index) => match self.told_by(block, index as usize) {
                Some(who) => (Speaker::Entity(self.reading.id(who)), 1.0),
                None => (Speaker::Unresolved, UNCLEAR),
            },
            By::Outer => outer.map_or((Speaker::Unresolved, UNCLEAR), |a| (a.speaker, a.confidence)),
            By::Other => (Speaker::Unresolved, UNCLEAR),
        };
        let alternatives =
            outer.filter(|_| said.by == By::Outer).map_or(Default::default(), |a| a.alternatives);
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
