//! Whom the mentions of an article mean, block by block.
//!
//! An article has a mention in every line, and for nearly all of them a number says it all: they are kept as numbers, side
//! by side, and the few of which there is more to say apart. They lie on pages of some blocks each. The next version of the
//! article shares the pages on which nothing has changed.

use super::reading::Meant;
use crate::few::Few;
use std::ops::Range;
use std::sync::Arc;

/// How many blocks a page has; only the last may have fewer.
const BLOCKS: usize = 64;

/// The number of nobody.
const NOBODY: u32 = u32::MAX;

/// Whom mentions mean, for each block from the first on. Cheap to share.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Meanings {
    pages: Vec<Arc<Page>>,
}

#[derive(Clone, Debug, Default)]
struct Page {
    /// For each block, how many mentions there are up to its end.
    ends: Vec<u32>,
    /// For each mention the character that it means, or [`NOBODY`].
    who: Vec<u32>,
    /// What else there is to say of few, by the index of the mention, in order.
    more: Vec<(u32, More)>,
    /// At least one more than the highest number of anybody who is or may be meant.
    known: u32,
}

/// What else is known of whom a mention means: see [`Meant`].
#[derive(Clone, Copy, Debug)]
struct More {
    candidates: Few<(u32, f32)>,
    orphan: bool,
}

impl Meanings {
    /// How many blocks have been read.
    pub(in crate::analysis) fn len(&self) -> usize {
        match self.pages.split_last() {
            Some((last, full)) => full.len() * BLOCKS + last.ends.len(),
            None => 0,
        }
    }

    /// Whom a mention of a block means.
    pub(in crate::analysis) fn of(&self, block: usize, mention: usize) -> Meant {
        self.get(block, mention).unwrap_or_default()
    }

    /// The same, if the block has so many mentions.
    pub(super) fn get(&self, block: usize, mention: usize) -> Option<Meant> {
        let (page, mentions) = self.place(block)?;
        let at = mentions.start + mention;
        (at < mentions.end).then(|| page.meant(at))
    }

    /// Whom the mentions of a block mean, in order.
    pub(in crate::analysis) fn block(&self, block: usize) -> impl ExactSizeIterator<Item = Meant> + '_ {
        let (page, mentions) = self.place(block).unwrap_or((&NO_PAGE, 0..0));
        mentions.map(|at| page.meant(at))
    }

    fn place(&self, block: usize) -> Option<(&Page, Range<usize>)> {
        let page = &**self.pages.get(block / BLOCKS)?;
        Some((page, page.mentions(block % BLOCKS)?))
    }

    /// Whom all mentions mean, nobody left out who is one of several; then everybody who may be meant.
    pub(super) fn everybody(&self) -> impl Iterator<Item = usize> + '_ {
        let who = self.pages.iter().flat_map(|page| &page.who).filter(|who| **who != NOBODY);
        let more = self.pages.iter().flat_map(|page| &page.more);
        let candidates = more.flat_map(|(_, more)| more.candidates.iter().map(|(who, _)| who));
        who.chain(candidates).map(|who| *who as usize)
    }

    /// Adds a block.
    pub(super) fn push(&mut self, block: impl Iterator<Item = Meant>) {
        self.unfinished().push(block);
    }

    /// The page that the next block is put on.
    fn unfinished(&mut self) -> &mut Page {
        if self.pages.last().is_none_or(|page| page.ends.len() == BLOCKS) {
            self.pages.push(Arc::default());
        }
        let last = self.pages.len() - 1;
        Arc::make_mut(&mut self.pages[last])
    }

    /// Adds blocks of another article, of which this has as many as stand in front of them; characters have other numbers
    /// here, and the first so many are `kept`. `None` if somebody has none: then some may have been added.
    pub(super) fn go_on_as(
        &mut self,
        other: &Meanings,
        blocks: Range<usize>,
        (kept, now): (usize, impl Fn(usize) -> Option<usize>),
    ) -> Option<()> {
        let mut block = blocks.start;
        while block < blocks.end {
            let page = other.pages.get(block / BLOCKS)?;
            let first = block - block % BLOCKS;
            let here = block - first..page.ends.len().min(blocks.end - first);
            if here.is_empty() {
                return None;
            }
            block = first + here.end;
            if here == (0..page.ends.len()) && page.known as usize <= kept {
                self.pages.push(Arc::clone(page));
            } else {
                self.unfinished().extend(page, here, (kept, &now))?;
            }
        }
        Some(())
    }

    /// Leaves out what stands behind the first so many blocks.
    pub(super) fn truncate(&mut self, blocks: usize) {
        self.pages.truncate(blocks.div_ceil(BLOCKS));
        if let Some(page) = self.pages.last_mut().filter(|_| !blocks.is_multiple_of(BLOCKS)) {
            Arc::make_mut(page).truncate(blocks % BLOCKS);
        }
    }

    /// The blocks in which other characters are meant than in `other`, an earlier version that has as many blocks. `now`
    /// has the numbers of its characters here, and says how many of the first have kept theirs.
    pub(in crate::analysis) fn differing_from(
        &self,
        other: &Meanings,
        (kept, now): (usize, &[Option<usize>]),
    ) -> Vec<usize> {
        let number = |who: usize| now.get(who).copied().flatten();
        let mut blocks = Vec::new();
        for (index, (was, is)) in other.pages.iter().zip(&self.pages).enumerate() {
            if was.known as usize <= kept && Arc::ptr_eq(was, is) {
                continue;
            }
            if was.is_under_numbers(is, number) {
                continue;
            }
            let differs = |block: &usize| match (was.mentions(*block), is.mentions(*block)) {
                (Some(were), Some(are)) => !was.part_is_under_numbers(were, (is, are), number),
                _ => true,
            };
            blocks.extend((0..is.ends.len()).filter(differs).map(|block| index * BLOCKS + block));
        }
        blocks
    }
}

static NO_PAGE: Page = Page { ends: Vec::new(), who: Vec::new(), more: Vec::new(), known: 0 };

impl Page {
    fn mentions(&self, block: usize) -> Option<Range<usize>> {
        let end = *self.ends.get(block)?;
        Some(self.start(block)..end as usize)
    }

    /// How many mentions stand in front of a block.
    fn start(&self, block: usize) -> usize {
        block.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    fn meant(&self, at: usize) -> Meant {
        let who = Some(self.who[at]).filter(|who| *who != NOBODY);
        let mut meant = Meant::only(who.map(|who| who as usize));
        if let Ok(more) = self.more.binary_search_by_key(&(at as u32), |(at, _)| *at) {
            let More { candidates, orphan } = self.more[more].1;
            (meant.candidates, meant.orphan) = (candidates, orphan);
        }
        meant
    }

    fn push(&mut self, block: impl Iterator<Item = Meant>) {
        for meant in block {
            self.known = meant.all().map(|who| who as u32 + 1).fold(self.known, u32::max);
            let Meant { who, candidates, orphan } = meant;
            if orphan || !candidates.is_empty() {
                self.more.push((self.who.len() as u32, More { candidates, orphan }));
            }
            self.who.push(who.unwrap_or(NOBODY));
        }
        self.ends.push(self.who.len() as u32);
    }

    fn truncate(&mut self, blocks: usize) {
        self.ends.truncate(blocks);
        let mentions = self.ends.last().copied().unwrap_or_default();
        self.who.truncate(mentions as usize);
        self.more.retain(|(at, _)| *at < mentions);
    }

    /// Adds blocks of another page, as [`Meanings::go_on_as`] does.
    fn extend(
        &mut self,
        other: &Page,
        blocks: Range<usize>,
        (kept, now): (usize, impl Fn(usize) -> Option<usize>),
    ) -> Option<()> {
        let mentions = other.start(blocks.start)..other.start(blocks.end);
        let (first, from) = (self.who.len(), mentions.start);
        let moved = |at: u32| at - from as u32 + first as u32;
        let more =
            [mentions.start, mentions.end].map(|at| other.more.partition_point(|m| (m.0 as usize) < at));
        let first_more = self.more.len();
        self.ends.extend(other.ends[blocks].iter().map(|end| moved(*end)));
        self.who.extend_from_slice(&other.who[mentions]);
        self.more.extend(other.more[more[0]..more[1]].iter().map(|(at, more)| (moved(*at), *more)));
        if other.known as usize <= kept {
            self.known = self.known.max(other.known);
            return Some(());
        }
        let candidates = self.more[first_more..].iter_mut().flat_map(|(_, more)| more.candidates.iter_mut());
        let numbers = self.who[first..].iter_mut().filter(|who| **who != NOBODY);
        for who in numbers.chain(candidates.map(|(who, _)| who)) {
            *who = now(*who as usize)? as u32;
            self.known = self.known.max(*who + 1);
        }
        Some(())
    }

    /// Whether a later page means the same, `now` having the numbers that characters have there.
    fn is_under_numbers(&self, later: &Page, now: impl Fn(usize) -> Option<usize>) -> bool {
        let all = 0..self.who.len();
        self.ends == later.ends && self.part_is_under_numbers(all.clone(), (later, all), now)
    }

    /// The same of some mentions, and some of a later page.
    fn part_is_under_numbers(
        &self,
        mentions: Range<usize>,
        (later, theirs): (&Page, Range<usize>),
        now: impl Fn(usize) -> Option<usize>,
    ) -> bool {
        let same_one = |(was, is): (&u32, &u32)| match *was {
            NOBODY => *is == NOBODY,
            was => now(was as usize) == Some(*is as usize),
        };
        let same_candidate = |(was, is): (&(u32, f32), &(u32, f32))| {
            was.1 == is.1 && now(was.0 as usize) == Some(is.0 as usize)
        };
        let same_more = |((at, was), (at_now, is)): (&(u32, More), &(u32, More))| {
            let (were, are) = (&was.candidates, &is.candidates);
            *at as usize - mentions.start == *at_now as usize - theirs.start
                && were.len() == are.len()
                && were.iter().zip(are).all(same_candidate)
        };
        let (were, are) = (self.more_of(&mentions), later.more_of(&theirs));
        mentions.len() == theirs.len()
            && self.who[mentions.clone()].iter().zip(&later.who[theirs.clone()]).all(same_one)
            && were.len() == are.len()
            && were.iter().zip(are).all(same_more)
    }

    /// What else there is to say of some mentions.
    fn more_of(&self, mentions: &Range<usize>) -> &[(u32, More)] {
        let before = |end: usize| self.more.partition_point(|(at, _)| (*at as usize) < end);
        &self.more[before(mentions.start)..before(mentions.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article in which each block has one mention more than it has in front of it, up to three; the first of a block may
    /// be one of two.
    fn article(blocks: usize) -> Meanings {
        let mut all = Meanings::default();
        for block in 0..blocks {
            let mention = |at: usize| match at {
                0 => Meant::one_of(None, [(block, 0.75), (block + 1, 0.25)]),
                1 => Meant::only(None),
                _ => Meant::only(Some(block)),
            };
            all.push((0..block % 4).map(mention));
        }
        all
    }

    fn whole(all: &Meanings) -> Vec<Vec<Vec<usize>>> {
        (0..all.len()).map(|block| all.block(block).map(|meant| meant.all().collect()).collect()).collect()
    }

    #[test]
    fn what_was_put_on_pages_is_read_from_them() {
        let all = article(200);
        assert_eq!(all.len(), 200);
        assert_eq!(all.block(130).map(|meant| meant.who()).collect::<Vec<_>>(), [None, None]);
        assert_eq!(all.of(131, 2).who(), Some(131));
        assert_eq!(all.of(131, 0).candidates().collect::<Vec<_>>(), [(131, 0.75), (132, 0.25)]);
        assert!(all.get(131, 3).is_none() && all.get(200, 0).is_none());
        let mut short = all.clone();
        short.truncate(130);
        assert_eq!(whole(&short), whole(&article(130)));
        short.truncate(128);
        assert_eq!(whole(&short), whole(&article(128)));
    }

    #[test]
    fn an_article_goes_on_as_another_wherever_pages_end() {
        let all = article(200);
        for (first, end) in [(0, 200), (0, 64), (3, 199), (64, 128), (100, 101), (199, 200)] {
            let mut same = article(first);
            same.go_on_as(&all, first..end, (usize::MAX, Some)).expect("nobody is gone");
            assert_eq!(whole(&same), whole(&article(end)), "{first}..{end}");
            let mut moved = article(first);
            moved.go_on_as(&all, first..end, (0, |who| Some(who + 7))).expect("nobody is gone");
            let mut there = whole(&all)[first..end].to_vec();
            there.iter_mut().flatten().flatten().for_each(|who| *who += 7);
            assert_eq!(whole(&moved)[first..], there, "{first}..{end}");
        }
        assert!(article(0).go_on_as(&all, 0..200, (0, |who| (who != 150).then_some(who))).is_none());
    }

    #[test]
    fn blocks_that_mean_somebody_else_are_found() {
        let then = article(200);
        let mut now = Meanings::default();
        for block in 0..200 {
            match block {
                70 => now.push([Meant::only(Some(3)), Meant::only(Some(70))].into_iter()),
                _ => now.push(then.block(block)),
            }
        }
        let same: Vec<_> = (0..=200).map(Some).collect();
        assert_eq!(now.differing_from(&then, (same.len(), &same)), [70]);
        assert_eq!(then.differing_from(&then, (same.len(), &same)), [0; 0]);
        let mut gone = same.clone();
        gone[131] = None;
        assert_eq!(then.differing_from(&then, (131, &gone)), [130, 131], "both may mean him");
    }
}
