//! The next version of an article after an edit inside one paragraph that matters to that paragraph alone.
//!
//! Somebody who types changes the words of one paragraph, and seldom whom it names or who speaks in it. Then all else
//! that is known still holds, and only moves: the paragraph is read anew, what is put down about it and the few that
//! hang on it replaces what was, and the rest is copied. Whatever is not that simple is declined, and the article is
//! brought together from its facts. So this is a matter of speed alone: what it gives is what the long way would give.

use super::alike::reads_alike;
use super::digest::Digest;
use super::facts::{Facts, Setting};
use super::model::*;
use super::resolve::{self, Article, Output, Pages, Trace};
use super::reuse::{common_head, common_tail};
use super::transcript::Transcript;
use super::{Analysis, Options, gist_of, next_prose};
use crate::article::{Block, BlockKind};
use crate::quotes::attribute::{Decision, Verdict};
use crate::quotes::resume::{Earlier, Window};
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// The most blocks that are put down anew. A quotation that goes on over more is a matter for the long way.
const MOST_BLOCKS: usize = 64;

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
    fn between(old: &str, new: &str) -> Edited {
        let mut start = common_head(old.as_bytes(), new.as_bytes());
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let mut tail = common_tail(&old.as_bytes()[start..], &new.as_bytes()[start..]);
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        let (start, old_end, new_end) = (start as u32, (old.len() - tail) as u32, (new.len() - tail) as u32);
        Edited { start, old_end, new_end }
    }

    /// Where a place of the earlier version is in the later one. What is inserted at the place itself stands in front
    /// of what begins there.
    pub fn moved(self, at: u32) -> u32 {
        if at < self.old_end { at } else { at - self.old_end + self.new_end }
    }

    /// Where a stretch of the earlier version is in the later one. It may hold the edit, but must not begin or end
    /// inside it.
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
    /// The blocks about which anything but their place may differ. There are as many blocks as before.
    pub blocks: Range<usize>,
}

/// A block that was read for nothing: the long way can use it.
pub(super) struct Spare {
    pub(super) span: Span,
    pub(super) setting: Setting,
    pub(super) facts: Arc<Facts>,
}

impl Analysis {
    /// The analysis of the next version of the text, if the edit is that simple.
    pub(super) fn patched(&self, text: &Arc<str>, options: &Options) -> Result<Analysis, Option<Spare>> {
        if self.options != *options {
            return Err(None);
        }
        let edit = Edited::between(&self.text, text);
        let (block, span) = self.paragraph_around(edit, text).ok_or(None)?;
        let setting = self.settings[block];
        let facts = Arc::new(Facts::of(span.of(text), setting));
        let declined = |facts: Arc<Facts>| Err(Some(Spare { span, setting, facts }));
        if !self.is_as_simple(block, &facts) {
            return declined(facts);
        }
        let mut digests = self.digests.clone();
        digests[block] = Digest::of(&facts, span.of(text));
        let mut all = self.facts.clone();
        all[block] = Arc::clone(&facts);
        let blocks = moved_blocks(&self.blocks, block, span, edit);
        let article =
            Article { text, header: &self.header, people: &options.people, blocks: &blocks, facts: &all };
        // A transcript is a matter of several paragraphs: one that stays as it was may only be passed by.
        let labels = [&self.digests, &digests].into_iter().flatten().any(|digest| digest.has(Digest::LABEL));
        let transcript = &self.trace.reading.transcript;
        if labels && (transcript.turn(block).is_some() || article.transcript() != *transcript) {
            return declined(facts);
        }
        let window = Window { top: block, rest: block + 1, moved: 0 };
        let earlier = Earlier::new(&self.trace.decided, window);
        let (mut attribution, decided) = resolve::decide(article, Some(&earlier));
        let was = &self.trace.decided.decisions;
        let changed = decided.start.min(block)..decided.end.max(block + 1);
        let alike = speaks_alike((was, &self.facts), (&attribution.decisions, &all), changed.clone())
            && reads_alike(self.article(), article, block);
        let hull = alike.then(|| hull(changed, (block, transcript), [was, &attribution.decisions])).flatten();
        let Some(hull) = hull else { return declined(facts) };
        let reading = Arc::clone(&self.trace.reading);
        let output = Output { article, decisions: &attribution.decisions, reading: &reading };
        let put = self.put_down(output, hull, edit, block);
        let Put { quotations, gists, nested, terms, mentions, entities, variants, unpaired, dates, patched } =
            put;
        let trace = Trace { decided: attribution.decided(), reading };
        Ok(Analysis {
            text: Arc::clone(text),
            options: options.clone(),
            settings: self.settings.clone(),
            digests,
            header: self.header.clone(),
            identity: Arc::default(),
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

    /// What is known of the article, with `hull` put down anew and the rest moved.
    fn put_down(&self, output: Output<'_>, hull: Range<usize>, edit: Edited, block: usize) -> Put {
        let span = |span: Span| edit.moved_span(span);
        let is_in = |at: u32| {
            let (first, last) = (self.blocks[hull.start].span, self.blocks[hull.end - 1].span);
            (at >= first.start, at >= last.end)
        };
        let quotations =
            parts(&self.quotations, |q| (q.block as usize >= hull.start, q.block as usize >= hull.end));
        let within = |n: &NestedQuotation| n.within as usize;
        let nested = parts(&self.nested, |n| (within(n) >= quotations.start, within(n) >= quotations.end));
        let terms = parts(&self.terms, |term| is_in(term.outer.start));
        let mentions = parts(&self.mentions, |mention| is_in(mention.span.start));

        let mut pages = Pages::behind(quotations.start, nested.start);
        hull.clone().for_each(|block| output.block(block, &mut pages));
        let more = |now: usize, was: &Range<usize>| now as i64 - was.len() as i64;
        let more_quotations = more(pages.quotations.len(), &quotations);
        let more_nested = more(pages.nested.len(), &nested);
        let later = |number: u32, from: usize, more: i64| match (number as usize) < from {
            true => number,
            false => (i64::from(number) + more) as u32,
        };
        let quotation = |q: &Quotation| Quotation {
            utterance: later(q.utterance, quotations.end, more_quotations),
            ..q.moved(edit)
        };
        let inside = |n: &NestedQuotation| NestedQuotation {
            within: later(n.within, quotations.end, more_quotations),
            quotation: Quotation {
                utterance: later(n.quotation.utterance, nested.end, more_nested),
                ..n.quotation.moved(edit)
            },
        };
        let term = |t: &Term| t.moved(edit);
        let mention = |m: &Mention| Mention { span: span(m.span), candidates: m.candidates.clone(), ..*m };
        let entities =
            self.moved_entities(output, (&mentions, &pages.mentions), edit, self.blocks[block].span);
        let gists =
            pages.quotations.iter().map(|quotation| gist_of(output.article.text, quotation)).collect();
        Put {
            entities,
            gists: replaced(&self.gists, quotations.clone(), gists, |gist| *gist),
            quotations: replaced(&self.quotations, quotations.clone(), pages.quotations, quotation),
            nested: replaced(&self.nested, nested.clone(), pages.nested, inside),
            terms: replaced(&self.terms, terms, pages.terms, term),
            mentions: replaced(&self.mentions, mentions, pages.mentions, mention),
            variants: output.variants(),
            unpaired: self.moved_unpaired(output.article, edit, block),
            dates: self.moved_dates(output.article, edit, block),
            patched: Patched { before: Arc::clone(&self.identity), edit, blocks: hull },
        }
    }

    /// The entities, where `now` stands in place of the mentions `was`.
    fn moved_entities(
        &self,
        output: Output<'_>,
        (was, now): (&Range<usize>, &[Mention]),
        edit: Edited,
        edited: Span,
    ) -> Vec<Entity> {
        let whom = |mention: &Mention| mention.entity;
        let same = self.mentions[was.clone()].iter().map(whom).eq(now.iter().map(whom));
        let mut entities: Vec<Entity> = self.entities.clone();
        for (index, entity) in entities.iter_mut().enumerate() {
            if let Some(Role { span: Some(span), .. }) = &mut entity.role {
                // In the edited paragraph a role may be as near to the edit as can be.
                match edited.overlaps(*span) {
                    true => entity.role = output.role(index),
                    false => *span = edit.moved_span(*span),
                }
            }
        }
        if !same {
            let more = now.len() as i64 - was.len() as i64;
            for entity in &mut entities {
                let from = entity.mentions.partition_point(|m| (*m as usize) < was.start);
                let to = entity.mentions.partition_point(|m| (*m as usize) < was.end);
                let behind: Vec<u32> =
                    entity.mentions[to..].iter().map(|m| (i64::from(*m) + more) as u32).collect();
                entity.mentions.truncate(from);
                entity.mentions.extend(behind);
            }
            for (index, mention) in now.iter().enumerate().rev() {
                if let Some(entity) = mention.entity.and_then(|id| entities.get_mut(id.0 as usize)) {
                    let index = (was.start + index) as u32;
                    let at = entity.mentions.partition_point(|m| *m < index);
                    entity.mentions.insert(at, index);
                }
            }
        }
        entities
    }

    fn moved_unpaired(&self, article: Article<'_>, edit: Edited, block: usize) -> Vec<UnpairedMark> {
        // What the block before leaves open may be gone on with in this one.
        let first = (0..block).rev().find(|b| self.blocks[*b].kind != BlockKind::Comment).unwrap_or(block);
        let (from, to) = (self.blocks[first].span.start, self.blocks[block].span.end);
        let was = parts(&self.unpaired, |mark| (mark.span.start >= from, mark.span.start >= to));
        let mark = |mark: &UnpairedMark| UnpairedMark { span: edit.moved_span(mark.span), ..*mark };
        replaced(&self.unpaired, was, article.unpaired(first..block + 1), mark)
    }

    /// Expressions of time, which are reckoned from each other: if the paragraph has none, then or now, they only move.
    fn moved_dates(&self, article: Article<'_>, edit: Edited, block: usize) -> Vec<Dated> {
        if !self.facts[block].dates.is_empty() || !article.facts[block].dates.is_empty() {
            return super::dates::dates(article.blocks, article.facts, self.date());
        }
        let date = |dated: &Dated| dated.moved(|span| edit.moved_span(span));
        self.dates.iter().map(date).collect()
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

/// The range of a list that lies in a stretch of the article; `place` says of each whether it is behind the beginning
/// and behind the end of that.
fn parts<T>(list: &[T], place: impl Fn(&T) -> (bool, bool)) -> Range<usize> {
    list.partition_point(|of| !place(of).0)..list.partition_point(|of| !place(of).1)
}

/// A list with a range of it replaced, and the rest moved.
fn replaced<T>(list: &[T], range: Range<usize>, with: Vec<T>, moved: impl Fn(&T) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(list.len() - range.len() + with.len());
    all.extend(list[..range.start].iter().map(&moved));
    all.extend(with);
    all.extend(list[range.end..].iter().map(&moved));
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

/// The blocks to be put down anew: those where something is decided otherwise, those whose speakers the edited block
/// shows, those that share an utterance with any of these, and no part of a turn in a transcript without the others.
fn hull(
    changed: Range<usize>,
    (edited, transcript): (usize, &Transcript),
    versions: [&[Decision]; 2],
) -> Option<Range<usize>> {
    let mut hull = changed;
    let shown =
        |decision: &Decision| matches!(decision.verdict, Verdict::Said(said) if said.report.block == edited);
    for decision in versions.into_iter().flatten().filter(|decision| shown(decision)) {
        hull = hull.start.min(decision.block)..hull.end.max(decision.block + 1);
    }
    loop {
        let mut wider = transcript.whole_turns(hull.clone());
        for decisions in versions {
            let here = parts(decisions, |d| (d.block >= hull.start, d.block >= hull.end));
            let numbers = decisions[here].iter().map(|decision| decision.utterance);
            let Some((first, last)) = numbers.clone().min().zip(numbers.max()) else { continue };
            let shared = decisions.iter().filter(|d| (first..=last).contains(&d.utterance));
            for decision in shared {
                wider = wider.start.min(decision.block)..wider.end.max(decision.block + 1);
            }
        }
        if wider.len() > MOST_BLOCKS {
            return None;
        }
        if wider == hull {
            return Some(hull);
        }
        hull = wider;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn what_stands_behind_an_edit_moves_and_what_holds_it_grows() {
        let edit = edited("Ann came.", "Ann Lee came.");
        assert_eq!(edit.moved_span(Span::new(0, 3)), Span::new(0, 3), "in front");
        assert_eq!(edit.moved_span(Span::new(4, 8)), Span::new(8, 12), "behind");
        assert_eq!(edit.moved_span(Span::new(0, 9)), Span::new(0, 13), "around");
    }
}
