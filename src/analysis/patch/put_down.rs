//! What is known of the next version of an article: some blocks put down anew, and the rest moved.

use super::entities::Replaced;
use super::places::{Moves, Shifts, parts, replaced};
use super::renamed::Renamed;
use super::{Edited, Patched};
use crate::analysis::digest::Digest;
use crate::analysis::model::*;
use crate::analysis::resolve::{Article, Output, Pages};
use crate::analysis::{Analysis, dates, gist_of};
use crate::article::BlockKind;
use std::mem::take;
use std::ops::Range;
use std::sync::Arc;

/// What is known of an article.
pub(super) struct Put {
    pub(super) quotations: Vec<Quotation>,
    pub(super) gists: Vec<u64>,
    pub(super) nested: Vec<NestedQuotation>,
    pub(super) terms: Vec<Term>,
    pub(super) mentions: Vec<Mention>,
    pub(super) entities: Vec<Entity>,
    pub(super) variants: Vec<Variant>,
    pub(super) unpaired: Vec<UnpairedMark>,
    pub(super) dates: Vec<Dated>,
    pub(super) patched: Patched,
}

/// Blocks that follow on each other, and the indices of what stands in them.
pub(super) struct Stretch {
    pub(super) blocks: Range<usize>,
    pub(super) quotations: Range<usize>,
    pub(super) nested: Range<usize>,
    pub(super) terms: Range<usize>,
    pub(super) mentions: Range<usize>,
}

impl Analysis {
    /// What is known of the article, with the `changed` blocks put down anew and the rest moved. `people` are those of
    /// a new reading, if there is one; `block` is the edited one.
    pub(super) fn put_down(
        &self,
        output: Output<'_>,
        changed: Vec<usize>,
        people: Option<&Renamed>,
        (edit, block): (Edited, usize),
    ) -> Put {
        let stretches = self.stretches(&changed);
        let (mut leaves, more, more_nested) = written(output, &stretches);
        let gists =
            |pages: &Pages| pages.quotations.iter().map(|q| gist_of(output.article.text, q)).collect();
        let gists: Vec<Vec<u64>> = leaves.iter().map(gists).collect();
        let replaced_mentions = Replaced::of(&stretches, &leaves);

        let moves = Moves::of(edit, self.blocks[block].span);
        let renumbered = people.filter(|people| people.renumbers());
        let quotation = |q: &mut Quotation| {
            q.moves(|place| moves.span(place));
            if let Some(people) = renumbered {
                q.renumber(|id| people.id(id));
            }
        };
        // What stands above the first block that is put down anew, and so above the edit, is as it was, unless somebody
        // there has another number now: whatever is told by words further down who speaks in it is put down anew, too.
        let first =
            stretches.first().filter(|first| people.is_none_or(|people| people.keeps_above(self, first)));
        let still = |of: fn(&Stretch) -> &Range<usize>| first.map_or(0, |stretch| of(stretch).start);
        let ranges = |of: fn(&Stretch) -> &Range<usize>| stretches.iter().map(of).cloned();

        let mentions = replaced(
            &self.mentions,
            ranges(|s| &s.mentions).zip(leaves.iter_mut().map(|pages| take(&mut pages.mentions))),
            still(|s| &s.mentions),
            |m| {
                m.span = moves.span(m.span);
                if let Some(people) = renumbered {
                    m.entity = m.entity.map(|id| people.id(id));
                    m.candidates.iter_mut().for_each(|candidate| *candidate = people.id(*candidate));
                }
            },
        );
        let quotations = replaced(
            &self.quotations,
            ranges(|s| &s.quotations).zip(leaves.iter_mut().map(|pages| take(&mut pages.quotations))),
            still(|s| &s.quotations),
            |q| {
                quotation(q);
                q.utterance = more.now(q.utterance);
            },
        );
        let nested = replaced(
            &self.nested,
            ranges(|s| &s.nested).zip(leaves.iter_mut().map(|pages| take(&mut pages.nested))),
            still(|s| &s.nested),
            |n| {
                quotation(&mut n.quotation);
                n.quotation.utterance = more_nested.now(n.quotation.utterance);
                n.within = more.now(n.within);
            },
        );
        let terms = replaced(
            &self.terms,
            ranges(|s| &s.terms).zip(leaves.iter_mut().map(|pages| take(&mut pages.terms))),
            still(|s| &s.terms),
            |term| term.moves(|place| moves.span(place)),
        );
        let variants = output.variants();
        let entities = match people {
            None => self.moved_entities(output, &replaced_mentions, &mentions, (edit, block)),
            Some(people) => {
                let people = (people, &changed[..]);
                self.renamed_entities(output, people, &replaced_mentions, (&mentions, &variants))
            }
        };
        Put {
            entities,
            gists: replaced(&self.gists, ranges(|s| &s.quotations).zip(gists), usize::MAX, |_| ()),
            quotations,
            nested,
            terms,
            mentions,
            variants,
            unpaired: self.moved_unpaired(output.article, moves, block),
            dates: self.moved_dates(output.article, moves, block),
            patched: Patched {
                before: Arc::clone(&self.identity),
                edit,
                blocks: changed,
                same_people: people.is_none(),
            },
        }
    }

    /// Blocks in stretches, with what stands in each.
    fn stretches(&self, changed: &[usize]) -> Vec<Stretch> {
        let stretch = |blocks: &[usize]| {
            let (first, last) = (blocks[0], blocks[blocks.len() - 1]);
            let (start, end) = (self.blocks[first].span.start, self.blocks[last].span.end);
            let is_in = |at: u32| (at >= start, at >= end);
            let quotations =
                parts(&self.quotations, |q| (q.block as usize >= first, q.block as usize > last));
            let within = |n: &NestedQuotation| n.within as usize;
            Stretch {
                blocks: first..last + 1,
                nested: parts(&self.nested, |n| (within(n) >= quotations.start, within(n) >= quotations.end)),
                quotations,
                terms: parts(&self.terms, |term| is_in(term.outer.start)),
                mentions: parts(&self.mentions, |mention| is_in(mention.span.start)),
            }
        };
        changed.chunk_by(|a, b| a + 1 == *b).map(stretch).collect()
    }

    fn moved_unpaired(&self, article: Article<'_>, moves: Moves, block: usize) -> Vec<UnpairedMark> {
        // What the block before leaves open may be gone on with in this one.
        let first = (0..block).rev().find(|b| self.blocks[*b].kind != BlockKind::Comment).unwrap_or(block);
        let (from, to) = (self.blocks[first].span.start, self.blocks[block].span.end);
        let was = parts(&self.unpaired, |mark| (mark.span.start >= from, mark.span.start >= to));
        let mark = |mark: &mut UnpairedMark| mark.span = moves.span(mark.span);
        replaced(&self.unpaired, std::iter::once((was, article.unpaired(first..block + 1))), 0, mark)
    }

    /// Expressions of time, which are reckoned from each other: if the paragraph has none, then or now, they only move.
    fn moved_dates(&self, article: Article<'_>, moves: Moves, block: usize) -> Vec<Dated> {
        let Article { blocks, facts, .. } = article;
        let has_none = self.facts[block].dates.is_empty() && facts[block].dates.is_empty();
        let (some, now) = if has_none {
            (block..block + 1, vec![])
        } else if let Some(some) = dates::reach(facts, block, &self.facts[block]) {
            let years = self.blocks_with(Digest::YEAR);
            (some.clone(), dates::dates_of(blocks, facts, (some, years), self.date()))
        } else {
            return dates::dates(blocks, facts, self.date());
        };
        let (start, end) = (self.blocks[some.start].span.start, self.blocks[some.end - 1].span.end);
        let was = parts(&self.dates, |dated| (dated.span.start >= start, dated.span.start >= end));
        let still = was.start;
        let dated = |dated: &mut Dated| dated.moves(|place| moves.span(place));
        replaced(&self.dates, std::iter::once((was, now)), still, dated)
    }
}

/// What the blocks of some stretches say, and how the indices of quotations, and of those inside quotations, move with that.
fn written(output: Output<'_>, stretches: &[Stretch]) -> (Vec<Pages>, Shifts, Shifts) {
    let mut leaves: Vec<Pages> = vec![];
    let (mut more, mut more_nested) = (Shifts::default(), Shifts::default());
    for stretch in stretches {
        let first = more.now(stretch.quotations.start as u32);
        let first_nested = more_nested.now(stretch.nested.start as u32);
        let mut pages = Pages::behind(first as usize, first_nested as usize, leaves.last_mut());
        stretch.blocks.clone().for_each(|block| output.block(block, &mut pages));
        more.add(&stretch.quotations, pages.quotations.len());
        more_nested.add(&stretch.nested, pages.nested.len());
        leaves.push(pages);
    }
    (leaves, more, more_nested)
}
