//! The next version of an article after an edit inside one paragraph.
//!
//! Somebody who types changes the words of one paragraph, and seldom whom it names or who speaks in it. Then all else
//! that is known still holds, and only moves: the paragraph is read anew, what is put down about it and the few that
//! hang on it replaces what was, and the rest is copied. Where the paragraph does name somebody else, who is who is found
//! out anew, and what is put down anew are the paragraphs for which that makes a difference, which are few as well.
//! Whatever is not that simple is declined, and the article is brought together from its facts. So this is a matter of
//! speed alone: what it gives is what the long way would give.

mod entities;
mod hanging;
mod places;
mod put_down;
mod renamed;

use super::alike::{Seen, reads_alike};
use super::digest::Digest;
use super::edited::Edited;
use super::facts::{Facts, Setting};
use super::resolve::{self, Again, Article, Output, SameNames, Trace, Version};
use super::{Analysis, Options, Remains, next_prose};
use crate::article::BlockKind;
use crate::quotes::attribute::{Decision, Verdict};
use crate::quotes::resume::Window;
use crate::text::{SharedText, Span};
use hanging::add_hanging;
use places::{Moves, parts};
use put_down::Put;
use renamed::Renamed;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::mem::take;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The most blocks that are put down anew. An edit that touches more is a matter for the long way.
const MOST_BLOCKS: usize = 256;

/// How an analysis was got from the one before it.
#[derive(Clone, Debug)]
pub struct Patched {
    /// Stands for the analysis before.
    pub(super) before: Arc<()>,
    /// What was edited.
    pub edit: Edited,
    /// The blocks about which anything but their place and the numbers of entities may differ, in order. There are as
    /// many blocks as before.
    pub blocks: Vec<usize>,
    /// Whether the entities are the same, with the same names, roles and numbers.
    pub same_people: bool,
}

/// A block that was read for nothing: the long way can use it.
pub(super) struct Spare {
    pub(super) span: Span,
    pub(super) setting: Setting,
    pub(super) facts: Arc<Facts>,
}

impl Analysis {
    /// The analysis of the next version of the text, if the edit is that simple.
    pub(super) fn patched(
        &self,
        text: &SharedText,
        options: &Options,
        edit: Edited,
        remains: Remains,
    ) -> Result<Analysis, Option<Spare>> {
        if self.options != *options {
            return Err(None);
        }
        let (block, span) = self.paragraph_around(edit, text).ok_or(None)?;
        let setting = self.settings[block];
        let facts = Facts::again(span.of(text), setting);
        let declined = |facts: Arc<Facts>| Err(Some(Spare { span, setting, facts }));
        if !self.is_as_simple(block, &facts) {
            return declined(facts);
        }
        let mut digests = self.digests.clone();
        digests[block] = Digest::of(&facts, span.of(text));
        let mut all = remains.like(&self.facts);
        all[block] = Arc::clone(&facts);
        let blocks = Moves::of(edit, self.blocks[block].span).blocks(&self.blocks, block, span);
        let article =
            Article { text, header: &self.header, people: &options.people, blocks: &blocks, facts: &all };
        // A transcript is a matter of several paragraphs, and of the article's people.
        let labels = [&self.digests, &digests].into_iter().flatten().any(|digest| digest.has(Digest::LABEL));
        if labels && !(self.trace.reading.transcript.is_empty() && article.transcript().is_empty()) {
            return declined(facts);
        }
        let window = Window { top: block, rest: block + 1, moved: 0 };
        let before = self.article();
        let was = &self.trace.decisions;
        let then = Version { article: before, decisions: was };
        let (decisions, decided) = resolve::decide(article, Some((then, window)));
        let decided = decided.start.min(block)..decided.end.max(block + 1);
        let (old, versions) = (&self.trace.reading, (Seen::of(before, block), Seen::of(article, block)));
        let names = old.start.same_names(&self.trace.odds, block, versions);
        let alike = |names: &SameNames| {
            let same = speaks_alike((was, &self.facts), (&decisions, &all), decided.clone())
                && reads_alike(before, article, block);
            same.then(|| Arc::clone(&names.odds))
        };
        let mut touched = self.trace.touched.clone();
        if let Err(at) = touched.binary_search(&block) {
            touched.insert(at, block);
        }
        // What stands below holds as long as the edits are above it, and serves if it leaves out nothing below what is decided.
        let serves = block + 1..=decided.end;
        let mut descriptions = self.trace.descriptions.clone().filter(|below| serves.contains(&below.from));
        let (reading, odds, people) = match names.as_ref().and_then(alike) {
            Some(odds) => (Arc::clone(old), odds, None),
            None => {
                let again = Again {
                    then,
                    earlier: old,
                    now: Version { article, decisions: &decisions },
                    edited: decided.clone(),
                    asks_for_places: digests[decided.end..].iter().any(|d| d.has(Digest::PLACE_NOUN)),
                    descriptions: descriptions.map(OnceCell::from).unwrap_or_default(),
                };
                let reading = match names {
                    None => again.with_other_names(&take(&mut touched)),
                    Some(names) => again.with_same_names(names),
                };
                descriptions = again.descriptions.into_inner();
                let people = Renamed::of(old, &reading, block);
                let odds = Arc::clone(&reading.start.odds);
                (Arc::new(reading), odds, Some(people))
            }
        };
        let mut changed: BTreeSet<usize> = decided.collect();
        changed.extend(people.iter().flat_map(|people| &people.changed));
        if changed.len() <= MOST_BLOCKS {
            add_hanging(&mut changed, &blocks, [was, &decisions]);
        }
        if changed.len() > MOST_BLOCKS {
            return declined(facts);
        }
        let changed = Vec::from_iter(changed);
        let output = Output { article, decisions: &decisions, reading: &reading, touched: &touched };
        let put = self.put_down(output, changed, people.as_ref(), (edit, block));
        let Put { quotations, gists, nested, terms, mentions, entities, variants, unpaired, dates, patched } =
            put;
        let trace = Trace { decisions, reading, odds, touched, descriptions };
        Ok(Analysis {
            text: text.clone(),
            options: options.clone(),
            settings: self.settings.clone(),
            digests,
            header: self.header.clone(),
            identity: Arc::default(),
            lines: OnceLock::new(),
            patched: Some(patched),
            facts: all,
            blocks,
            quotations,
            gists,
            nested,
            terms,
            entities,
            mentions,
            dates,
            unpaired,
            variants,
            trace,
        })
    }

    /// The paragraph in which an edit lies, if it is one still, with its span in the later text. The first block is
    /// left out: what stands there may be a header.
    fn paragraph_around(&self, edit: Edited, text: &str) -> Option<(usize, Span)> {
        let block = self.block_at(edit.start).filter(|block| *block > 0)?;
        let was = &self.blocks[block];
        if was.kind != BlockKind::Paragraph || edit.old_end > was.span.end {
            return None;
        }
        let around = Span::new(was.span.start, was.span.end - edit.old_end + edit.new_end);
        let words = around.of(text).trim_end();
        let span = Span::new(around.start, around.start + words.len() as u32);
        let last = next_prose(&self.blocks, block).is_none();
        let one = crate::article::is_one_paragraph(words, self.options.layout, last)
            && crate::article::is_one_paragraph(was.span.of(&self.text), self.options.layout, last);
        one.then_some((block, span))
    }

    /// Whether a block is free of markup, before and now, and leaves the same quotation open as before.
    fn is_as_simple(&self, block: usize, now: &Facts) -> bool {
        let was = &self.facts[block];
        let open = |facts: &Facts| facts.marks.open.map(|(family, _)| family);
        was.inline.is_plain()
            && now.inline.is_plain()
            && open(was) == open(now)
            && was.marks.went_on == now.marks.went_on
    }
}

/// Whether the same stretches are given to the same words in these blocks, as far as that matters for who is who.
fn speaks_alike(
    (was, facts_then): (&[Decision], &[Arc<Facts>]),
    (now, facts_now): (&[Decision], &[Arc<Facts>]),
    blocks: Range<usize>,
) -> bool {
    let of = |all: &[Decision]| parts(all, |d| (d.block >= blocks.start, d.block >= blocks.end));
    let (then, later) = (&was[of(was)], &now[of(now)]);
    let same = |(a, b): (&Decision, &Decision)| {
        let place = |d: &Decision, facts: &[Arc<Facts>]| {
            let speech = &facts[d.block].speeches[d.speech];
            (d.block, d.speech, speech.sentence, speech.stretch)
        };
        let speaker = |d: &Decision, facts: &[Arc<Facts>]| match d.verdict {
            Verdict::Said(said) => {
                Some((said.report.block, facts[said.report.block].subjects[said.report.report]))
            }
            _ => None,
        };
        let free = |d: &Decision| !matches!(d.verdict, Verdict::Annotated(_));
        place(a, facts_then) == place(b, facts_now)
            && speaker(a, facts_then) == speaker(b, facts_now)
            && (a == b || free(a) && free(b))
    };
    was.len() == now.len() && then.len() == later.len() && then.iter().zip(later).all(same)
}
