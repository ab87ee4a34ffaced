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

use super::alike::{Seen, reads_alike};
use super::dates;
use super::digest::Digest;
use super::facts::{Facts, Setting};
use super::model::*;
use super::resolve::{self, Again, Article, Output, Pages, Reading, SameNames, Trace, Version};
use super::{Analysis, Options, Remains, gist_of, next_prose};
use crate::article::{Block, BlockKind};
use crate::quotes::attribute::{Decision, Verdict};
use crate::quotes::resume::Window;
use crate::text::{SharedText, Span, common_head, common_tail};
use entities::Replaced;
use hanging::add_hanging;
use std::collections::BTreeSet;
use std::mem::take;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The most blocks that are put down anew. An edit that touches more is a matter for the long way.
const MOST_BLOCKS: usize = 256;

/// What differs between two versions of a text: one stretch, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Where it begins, in both.
    pub start: u32,
    /// Where it ends in the earlier version.
    pub old_end: u32,
    /// Where it ends in the later version.
    pub new_end: u32,
}

impl Edited {
    /// What differs between two texts; an empty stretch if nothing does.
    pub(super) fn between(old: &str, new: &str) -> Edited {
        let all = Edited { start: 0, old_end: old.len() as u32, new_end: new.len() as u32 };
        all.narrowed(old, new)
    }

    /// The same for two texts that differ in this stretch and nowhere else, if at all: nothing is compared but that, and what
    /// stands beside it. Where a word stands twice in a row, either may have been put in, and the last of them is meant.
    pub(super) fn narrowed(self, old: &str, new: &str) -> Edited {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let from = self.start as usize;
        let mut start = from + common_head(&a[from..], &b[from..]);
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let most = a.len().min(b.len()) - start;
        let known = (a.len() - self.old_end as usize).min(most);
        let mut tail = known + common_tail(&a[start..a.len() - known], &b[start..b.len() - known]);
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        let (start, old_end, new_end) = (start as u32, (old.len() - tail) as u32, (new.len() - tail) as u32);
        Edited { start, old_end, new_end }
    }

    /// Whether it can be what differs between two texts, as far as their lengths tell.
    pub(super) fn fits(self, old: &str, new: &str) -> bool {
        let Edited { start, old_end, new_end } = self;
        let behind = |text: &str, end: u32| text.len().checked_sub(end as usize);
        start <= old_end.min(new_end)
            && behind(old, old_end).is_some()
            && behind(old, old_end) == behind(new, new_end)
    }

    /// What two edits come to, of which the `next` was made in what this one left.
    pub fn then(self, next: Edited) -> Edited {
        let end = self.new_end.max(next.old_end);
        Edited {
            start: self.start.min(next.start),
            old_end: end - self.new_end + self.old_end,
            new_end: end - next.old_end + next.new_end,
        }
    }

    /// Whether a stretch of the earlier version is as it was: the edit is none of it.
    pub fn leaves(self, span: Span) -> bool {
        self.old_end <= span.start || span.end <= self.start
    }

    /// Where a place of the earlier version is in the later one. What is inserted at the place itself stands in front
    /// of what begins there.
    #[inline]
    pub fn moved(self, at: u32) -> u32 {
        if at < self.old_end { at } else { at - self.old_end + self.new_end }
    }

    /// Where a stretch of the earlier version is in the later one. It may hold the edit, but must not begin or end
    /// inside it.
    #[inline]
    pub fn moved_span(self, span: Span) -> Span {
        let end = if span.end <= self.start { span.end } else { self.moved(span.end) };
        let start = if span.is_empty() { end } else { self.moved(span.start) };
        Span::new(start.min(end), end)
    }
}

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
        let blocks = moved_blocks(&self.blocks, block, span, edit);
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
        let (reading, odds, people) = match names.as_ref().and_then(alike) {
            Some(odds) => (Arc::clone(old), odds, None),
            None => {
                let again = Again {
                    then,
                    earlier: old,
                    now: Version { article, decisions: &decisions },
                    edited: decided.clone(),
                    asks_for_places: digests[decided.end..].iter().any(|d| d.has(Digest::PLACE_NOUN)),
                };
                let reading = match names {
                    None => again.with_other_names(&take(&mut touched)),
                    Some(names) => again.with_same_names(names),
                };
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
        let output =
            Output { article, decisions: &decisions, reading: &reading, touched: &touched };
        let put = self.put_down(output, changed, people.as_ref(), (edit, block));
        let Put { quotations, gists, nested, terms, mentions, entities, variants, unpaired, dates, patched } =
            put;
        let trace = Trace { decisions, reading, odds, touched };
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

    /// What is known of the article, with the `changed` blocks put down anew and the rest moved. `people` are those of
    /// a new reading, if there is one; `block` is the edited one.
    fn put_down(
        &self,
        output: Output<'_>,
        changed: Vec<usize>,
        people: Option<&Renamed>,
        (edit, block): (Edited, usize),
    ) -> Put {
        let id = |id: EntityId| people.map_or(id, |people| people.id(id));
        let stretches = self.stretches(&changed);
        let mut leaves: Vec<Pages> = vec![];
        let (mut more, mut more_nested) = (Shifts::default(), Shifts::default());
        for stretch in &stretches {
            let first = more.now(stretch.quotations.start as u32);
            let first_nested = more_nested.now(stretch.nested.start as u32);
            let mut pages = Pages::behind(first as usize, first_nested as usize, leaves.last_mut());
            stretch.blocks.clone().for_each(|block| output.block(block, &mut pages));
            more.add(&stretch.quotations, pages.quotations.len());
            more_nested.add(&stretch.nested, pages.nested.len());
            leaves.push(pages);
        }
        let quotation = |q: &mut Quotation| {
            q.moves(edit, id);
            q.utterance = more.now(q.utterance);
        };
        let inside = |n: &mut NestedQuotation| {
            n.quotation.moves(edit, id);
            n.quotation.utterance = more_nested.now(n.quotation.utterance);
            n.within = more.now(n.within);
        };
        let term = |t: &mut Term| t.moves(edit);
        let mention = |m: &mut Mention| {
            m.span = edit.moved_span(m.span);
            if people.is_some() {
                m.entity = m.entity.map(id);
                m.candidates.iter_mut().for_each(|candidate| *candidate = id(*candidate));
            }
        };
        let ranges = |of: fn(&Stretch) -> &Range<usize>| stretches.iter().map(of).cloned();
        // What stands above the first block that is put down anew, and so above the edit, is as it was, unless somebody
        // there has another number now: no paragraph is told who speaks in it by one further down than the next.
        let first =
            stretches.first().filter(|first| people.is_none_or(|people| people.keeps_above(self, first)));
        let still = |of: fn(&Stretch) -> &Range<usize>| first.map_or(0, |stretch| of(stretch).start);
        let gists =
            |pages: &Pages| pages.quotations.iter().map(|q| gist_of(output.article.text, q)).collect();
        let gists: Vec<Vec<u64>> = leaves.iter().map(gists).collect();
        let replaced_mentions = Replaced::of(&stretches, &leaves);
        let mentions = replaced(
            &self.mentions,
            ranges(|s| &s.mentions).zip(leaves.iter_mut().map(|pages| take(&mut pages.mentions))),
            still(|s| &s.mentions),
            mention,
        );
        let variants = output.variants();
        Put {
            entities: match people {
                None => self.moved_entities(output, &replaced_mentions, &mentions, (edit, block)),
                Some(people) => self.renamed_entities(
                    output,
                    (people, &changed),
                    &replaced_mentions,
                    (&mentions, &variants),
                ),
            },
            gists: replaced(&self.gists, ranges(|s| &s.quotations).zip(gists), usize::MAX, |_| ()),
            quotations: replaced(
                &self.quotations,
                ranges(|s| &s.quotations).zip(leaves.iter_mut().map(|pages| take(&mut pages.quotations))),
                still(|s| &s.quotations),
                quotation,
            ),
            nested: replaced(
                &self.nested,
                ranges(|s| &s.nested).zip(leaves.iter_mut().map(|pages| take(&mut pages.nested))),
                still(|s| &s.nested),
                inside,
            ),
            terms: replaced(
                &self.terms,
                ranges(|s| &s.terms).zip(leaves.iter_mut().map(|pages| take(&mut pages.terms))),
                still(|s| &s.terms),
                term,
            ),
            mentions,
            variants,
            unpaired: self.moved_unpaired(output.article, edit, block),
            dates: self.moved_dates(output.article, edit, block),
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

    fn moved_unpaired(&self, article: Article<'_>, edit: Edited, block: usize) -> Vec<UnpairedMark> {
        // What the block before leaves open may be gone on with in this one.
        let first = (0..block).rev().find(|b| self.blocks[*b].kind != BlockKind::Comment).unwrap_or(block);
        let (from, to) = (self.blocks[first].span.start, self.blocks[block].span.end);
        let was = parts(&self.unpaired, |mark| (mark.span.start >= from, mark.span.start >= to));
        let mark = |mark: &mut UnpairedMark| mark.span = edit.moved_span(mark.span);
        replaced(&self.unpaired, std::iter::once((was, article.unpaired(first..block + 1))), 0, mark)
    }

    /// Expressions of time, which are reckoned from each other: if the paragraph has none, then or now, they only move.
    fn moved_dates(&self, article: Article<'_>, edit: Edited, block: usize) -> Vec<Dated> {
        let moved = |dated: &Dated| dated.moved(|span| edit.moved_span(span));
        if self.facts[block].dates.is_empty() && article.facts[block].dates.is_empty() {
            return self.dates.iter().map(moved).collect();
        }
        let Article { blocks, facts, .. } = article;
        let Some(some) = dates::reach(facts, block, &self.facts[block]) else {
            return dates::dates(blocks, facts, self.date());
        };
        let (start, end) = (self.blocks[some.start].span.start, self.blocks[some.end - 1].span.end);
        let was = parts(&self.dates, |dated| (dated.span.start >= start, dated.span.start >= end));
        let now = dates::dates_of(blocks, facts, (some, self.blocks_with(Digest::YEAR)), self.date());
        let (above, below) = (&self.dates[..was.start], &self.dates[was.end..]);
        above.iter().cloned().chain(now).chain(below.iter().map(moved)).collect()
    }
}

/// What is known of an article.
struct Put {
    quotations: Vec<Quotation>,
    gists: Vec<u64>,
    nested: Vec<NestedQuotation>,
    terms: Vec<Term>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    variants: Vec<Variant>,
    unpaired: Vec<UnpairedMark>,
    dates: Vec<Dated>,
    patched: Patched,
}

/// Blocks that follow on each other, and the indices of what stands in them.
struct Stretch {
    blocks: Range<usize>,
    quotations: Range<usize>,
    nested: Range<usize>,
    terms: Range<usize>,
    mentions: Range<usize>,
}

/// How the indices of a list move where some of it is replaced by more or less.
#[derive(Default)]
struct Shifts {
    /// The end of each range that is replaced, in order, and by how much all behind it moves.
    behind: Vec<(usize, i64)>,
}

impl Shifts {
    /// The next range has so many instead.
    fn add(&mut self, range: &Range<usize>, now: usize) {
        let before = self.behind.last().map_or(0, |(_, more)| *more);
        self.behind.push((range.end, before + now as i64 - range.len() as i64));
    }

    /// Where what was at an index is now.
    fn now(&self, index: u32) -> u32 {
        let passed = self.behind.partition_point(|(end, _)| *end <= index as usize);
        let more = passed.checked_sub(1).map_or(0, |last| self.behind[last].1);
        (i64::from(index) + more) as u32
    }
}

/// What another reading of an article makes of those whom the one before it knew.
struct Renamed {
    /// For each entity of the earlier version its number now.
    ids: Vec<EntityId>,
    /// How many of the first have the number that they had.
    kept: usize,
    /// The blocks that mean somebody else, in order.
    changed: Vec<usize>,
}

impl Renamed {
    /// Compares two readings of an article in which one block is `edited`.
    fn of(then: &Reading, now: &Reading, edited: usize) -> Renamed {
        let known = then.known_in(now);
        let kept = known.iter().enumerate().take_while(|(who, known)| **known == Some(*who)).count();
        let mut changed = now.meant.differing_from(&then.meant, (kept, &known));
        changed.retain(|block| *block != edited);
        let mut differ = |block: usize, was: Option<&usize>, is: usize| {
            if was.and_then(|was| known[*was]) != Some(is) {
                changed.push(block);
            }
        };
        now.annotated.iter().for_each(|(place, who)| differ(place.0, then.annotated.get(place), *who));
        now.signed.iter().for_each(|(block, who)| differ(*block, then.signed.get(block), *who));
        changed.sort_unstable();
        changed.dedup();
        let nobody = EntityId(u32::MAX);
        let id = |who: &usize| known[*who].map_or(nobody, |who| now.id(who));
        let ids: Vec<EntityId> = then.order.iter().map(id).collect();
        let kept = ids.iter().enumerate().take_while(|(was, id)| id.0 as usize == *was).count();
        Renamed { ids, kept, changed }
    }

    /// Whether everybody in front of a stretch of the earlier version has the number that they had.
    fn keeps_above(&self, before: &Analysis, stretch: &Stretch) -> bool {
        let is_kept = |id: &EntityId| (id.0 as usize) < self.kept;
        let speaks = |q: &Quotation| {
            q.attribution.as_ref().is_none_or(|attribution| {
                let speaker = match &attribution.speaker {
                    Speaker::Entity(who) => is_kept(who),
                    Speaker::Anonymous | Speaker::Unresolved | Speaker::Ambiguous => true,
                };
                speaker && attribution.alternatives.iter().all(|other| is_kept(&other.entity))
            })
        };
        let mut mentions = before.mentions[..stretch.mentions.start].iter();
        mentions.all(|m| m.entity.as_ref().is_none_or(is_kept) && m.candidates.iter().all(is_kept))
            && before.quotations[..stretch.quotations.start].iter().all(speaks)
            && before.nested[..stretch.nested.start].iter().all(|nested| speaks(&nested.quotation))
    }

    fn id(&self, id: EntityId) -> EntityId {
        self.ids.get(id.0 as usize).copied().unwrap_or(id)
    }
}

/// The range of a list that lies in a stretch of the article; `place` says of each whether it is behind the beginning
/// and behind the end of that.
fn parts<T>(list: &[T], place: impl Fn(&T) -> (bool, bool)) -> Range<usize> {
    list.partition_point(|of| !place(of).0)..list.partition_point(|of| !place(of).1)
}

/// A list with ranges of it replaced, and the rest moved, but for the first so many, which stay as they are.
fn replaced<T: Copy>(
    list: &[T],
    with: impl Iterator<Item = (Range<usize>, Vec<T>)>,
    still: usize,
    moves: impl Fn(&mut T),
) -> Vec<T> {
    let mut all = Vec::with_capacity(list.len() + 8);
    let keep = |all: &mut Vec<T>, range: Range<usize>| {
        let behind = still.clamp(range.start, range.end);
        let first = all.len() + behind - range.start;
        all.extend_from_slice(&list[range]);
        all[first..].iter_mut().for_each(&moves);
    };
    let mut from = 0;
    for (range, now) in with {
        keep(&mut all, from..range.start);
        all.extend(now);
        from = range.end;
    }
    keep(&mut all, from..list.len());
    all
}

fn moved_blocks(blocks: &[Block], edited: usize, span: Span, edit: Edited) -> Vec<Block> {
    let moved = |(index, block): (usize, &Block)| match index.cmp(&edited) {
        std::cmp::Ordering::Less => block.clone(),
        std::cmp::Ordering::Equal => Block { span, ..block.clone() },
        std::cmp::Ordering::Greater => Block {
            kind: block.kind,
            span: edit.moved_span(block.span),
            attribution: block.attribution.map(|name| edit.moved_span(name)),
        },
    };
    blocks.iter().enumerate().map(moved).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edited(old: &str, new: &str) -> Edited {
        Edited::between(old, new)
    }

    #[test]
    fn an_edit_never_cuts_a_character() {
        let edit = edited("say “no” now", "say ”no” now");
        assert_eq!((edit.start, edit.old_end, edit.new_end), (4, 7, 7));
        assert_eq!(edited("aa", "aaa"), Edited { start: 2, old_end: 2, new_end: 3 });
        assert_eq!(edited("same", "same"), Edited { start: 4, old_end: 4, new_end: 4 });
    }

    /// Whatever is said about where an edit lies, as long as it is true, it is found to be the same.
    fn is_found_within(edit: Edited, old: &str, new: &str) -> Result<(), TestCaseError> {
        prop_assert!(edit.fits(old, new));
        prop_assert_eq!(edit.narrowed(old, new), Edited::between(old, new), "{:?} to {:?}", old, new);
        Ok(())
    }

    /// Where a text is replaced by another, in bytes; places are on characters, wherever they are asked for.
    fn replaced_at(text: &str, (from, len): (usize, usize), by: &str) -> (Edited, String) {
        let start = text.floor_char_boundary(from % (text.len() + 1));
        let end = text.floor_char_boundary((start + len).min(text.len())).max(start);
        let new = format!("{}{by}{}", &text[..start], &text[end..]);
        (Edited { start: start as u32, old_end: end as u32, new_end: (start + by.len()) as u32 }, new)
    }

    proptest! {
        #[test]
        fn an_edit_is_the_same_whether_it_is_known_where_it_lies(
            text in "[a“”é]{0,40}", places in prop::collection::vec((0_usize..200, 0_usize..9), 1..4), by in "[a“”é]{0,5}",
        ) {
            let mut now = text.clone();
            let mut all: Option<Edited> = None;
            for place in places {
                let (edit, next) = replaced_at(&now, place, &by);
                is_found_within(edit, &now, &next)?;
                all = Some(all.map_or(edit, |all| all.then(edit)));
                now = next;
            }
            is_found_within(all.expect("there is one at least"), &text, &now)?;
        }
    }

    #[test]
    fn an_edit_that_is_not_of_these_texts_is_told_by_their_lengths() {
        let edit = |start, old_end, new_end| Edited { start, old_end, new_end };
        assert!(edit(1, 1, 2).fits("aa", "aaa"));
        for wrong in [edit(1, 1, 1), edit(2, 1, 2), edit(1, 3, 4), edit(0, 0, 9)] {
            assert!(!wrong.fits("aa", "aaa"), "{wrong:?}");
        }
    }

    #[test]
    fn what_stands_behind_an_edit_moves_and_what_holds_it_grows() {
        let edit = edited("Ann came.", "Ann Lee came.");
        assert_eq!(edit.moved_span(Span::new(0, 3)), Span::new(0, 3), "in front");
        assert_eq!(edit.moved_span(Span::new(4, 8)), Span::new(8, 12), "behind");
        assert_eq!(edit.moved_span(Span::new(0, 9)), Span::new(0, 13), "around");
    }
}
