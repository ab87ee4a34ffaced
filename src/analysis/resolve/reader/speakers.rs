//! Speakers who are named by an annotation or beneath a block quotation. Whoever is named nowhere else is met there.

use super::Reader;
use crate::analysis::facts::Facts;
use crate::analysis::nested::Source;
use crate::analysis::resolve::reading::{Named, Reading};
use crate::article::{AnnotationKind, BlockKind, EntityKind, SpeakerName};
use crate::quotes::attribute::{Decision, Verdict};
use crate::text::Span;
use std::sync::Arc;

impl Reader<'_> {
    /// Whom annotations and the last lines of block quotations name as speakers. Whoever is named nowhere else is met
    /// here.
    pub(super) fn meet_speakers(&mut self, reading: &mut Reading) {
        let decisions = self.decisions.iter();
        let by_annotation = decisions.filter_map(|decision| match decision.verdict {
            Verdict::Annotated(index) => Some((decision.block, index)),
            _ => None,
        });
        let by_annotation: Vec<_> = by_annotation.collect();
        for place in by_annotation {
            self.meet_annotated(place, reading);
        }
        for (index, block) in self.article.blocks.iter().enumerate() {
            if let Some(signature) = block.attribution.filter(|_| block.kind == BlockKind::Quotation) {
                let who = self.signed_by(index, signature);
                reading.signed.insert(index, who);
            }
        }
        if self.start.annotated().is_some() {
            for place in annotated_inside(self.decisions, self.article.facts) {
                self.meet_annotated(place, reading);
            }
        }
    }

    fn meet_annotated(&mut self, (block, index): Named, reading: &mut Reading) {
        let annotation = &self.article.facts[block].inline.annotations[index];
        if let AnnotationKind::Speaker(SpeakerName::Name(name)) = &annotation.kind {
            let who = self.find_speaker(name);
            reading.annotated.insert((block, index), who);
        }
    }

    /// The person, or else the organisation or place, of that name; or a new person.
    fn find_speaker(&mut self, name: &str) -> usize {
        let known = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place]
            .iter()
            .find_map(|kind| self.cast.find(*kind, name));
        known.unwrap_or_else(|| self.find_or_add(EntityKind::Person, name))
    }

    /// Whom the last line of a block quotation names: by annotation, by name, or by description.
    fn signed_by(&mut self, block: usize, signature: Span) -> usize {
        let facts = &self.article.facts[block];
        let start = self.article.blocks[block].span.start;
        let plain = |offset: u32| facts.inline.to_plain(offset - start);
        let place = Span::new(plain(signature.start), plain(signature.end).max(plain(signature.start)));
        let named = facts.inline.annotations.iter().find_map(|a| match &a.kind {
            AnnotationKind::Entity(kind, name) if a.target.overlaps(place) => Some((*kind, name.clone())),
            _ => None,
        });
        let words = place.of(self.article.plain(block)).trim().to_owned();
        match named {
            Some((kind, name)) => self.find_or_add(kind, &name),
            None if words.starts_with(char::is_lowercase) => self.unnamed(&words, None),
            None => self.find_speaker(&words),
        }
    }
}

/// The annotations that say who speaks inside a quotation: blocks, and indices there.
pub(super) fn annotated_inside(decisions: &[Decision], facts: &[Arc<Facts>]) -> Vec<Named> {
    let speech = decisions.iter().filter(|decision| {
        matches!(decision.verdict, Verdict::Nobody | Verdict::Annotated(_) | Verdict::Said(_))
    });
    let inside = speech.flat_map(|decision| {
        let facts = &facts[decision.block];
        let outer = facts.speeches[decision.speech].stretch;
        facts.nested.iter().filter(move |nested| nested.outer == outer).map(|nested| (decision.block, nested))
    });
    inside
        .filter_map(|(block, nested)| match nested.source {
            Source::Annotated(index) => Some((block, index)),
            Source::Nobody | Source::Said(_) => None,
        })
        .collect()
}
