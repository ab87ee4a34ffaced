//! What an edit leaves as it was.
//!
//! Most edits change one paragraph. The blocks above and below it have the same words as before, which two comparisons
//! of whole texts show; only blocks between are looked up by their words, for somebody may have moved a paragraph.

use super::facts::{Facts, Setting};
use super::{Analysis, Edited};
use crate::article::Block;
use crate::quotes::resume::Window;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// The facts of an earlier version of an article, as far as a later version can use them.
pub(super) struct Known<'a> {
    pub(super) old: &'a Analysis,
    /// How many blocks at the top have the same words and stand at the same place.
    top: usize,
    /// How many blocks at the end have the same words, none of them at the top.
    tail: usize,
    /// The other blocks of the earlier version by their words; made when it is first asked for.
    between: Option<FxHashMap<(&'a str, Setting), &'a Arc<Facts>>>,
}

impl<'a> Known<'a> {
    /// Compares two versions of an article, given the blocks of the later one and what was edited.
    pub(super) fn new(old: &'a Analysis, text: &str, blocks: &[Block], edit: Edited) -> Self {
        let shorter = old.blocks.len().min(blocks.len());
        let top = old.blocks.iter().zip(blocks).take_while(|(a, b)| a == b && a.span.end <= edit.start);
        let top = top.count();
        let moved = |a: &Block, b: &Block| {
            let from_end = |block: &Block, len: usize| len - block.span.start as usize;
            a.kind == b.kind
                && a.span.len() == b.span.len()
                && a.span.start >= edit.old_end
                && from_end(a, old.text.len()) == from_end(b, text.len())
        };
        let pairs = old.blocks.iter().rev().zip(blocks.iter().rev());
        let tail = pairs.take(shorter - top).take_while(|(a, b)| moved(a, b)).count();
        Known { old, top, tail, between: None }
    }

    /// The facts about the block at an index of `count` in the later version, if the earlier one has them.
    pub(super) fn facts(
        &mut self,
        index: usize,
        count: usize,
        words: &str,
        setting: Setting,
    ) -> Option<Arc<Facts>> {
        let same = if index < self.top {
            Some(index)
        } else {
            (count - index <= self.tail).then(|| self.old.blocks.len() - (count - index))
        };
        match same {
            Some(same) if self.old.settings[same] == setting => Some(Arc::clone(&self.old.facts[same])),
            Some(_) => None,
            None => self.between().get(&(words, setting)).map(|facts| Arc::clone(facts)),
        }
    }

    /// The part that may have changed, given the facts of the later version.
    pub(super) fn window(&self, facts: &[Arc<Facts>]) -> Window {
        let same = |(a, b): &(&Arc<Facts>, &Arc<Facts>)| Arc::ptr_eq(a, b);
        let old = &self.old.facts;
        let top = old.iter().zip(facts).take(self.top).take_while(same).count();
        let tail = old.iter().rev().zip(facts.iter().rev()).take(self.tail).take_while(same).count();
        Window { top, rest: facts.len() - tail, moved: facts.len() as isize - old.len() as isize }
    }

    fn between(&mut self) -> &FxHashMap<(&'a str, Setting), &'a Arc<Facts>> {
        let old = self.old;
        let range: Range<usize> = self.top..old.blocks.len() - self.tail;
        self.between.get_or_insert_with(|| {
            range.map(|i| ((old.blocks[i].span.of(&old.text), old.settings[i]), &old.facts[i])).collect()
        })
    }
}
