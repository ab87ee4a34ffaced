//! Which blocks are put down anew because others are: those that are told who speaks in them by one of these, and those
//! that share an utterance with one.
//!
//! Speech goes on from one paragraph to the next and no further, so that all of them are found by going up and down from
//! a block as long as each is told of the same words. Nothing else of the article is looked at.

use crate::article::{Block, BlockKind};
use crate::quotes::attribute::{Decision, Utterance, Verdict, decisions_in};
use std::collections::BTreeSet;

/// Adds to the `changed` blocks those that hang on them in one of two versions of an article, given the blocks of the
/// later one.
pub(super) fn add_hanging(changed: &mut BTreeSet<usize>, blocks: &[Block], versions: [&[Decision]; 2]) {
    let showing: Vec<usize> = changed.iter().copied().collect();
    for decisions in versions {
        for &block in &showing {
            let is_told = |other: usize| is_told_by(block, decisions_in(decisions, other));
            changed.extend(up(blocks, block).take_while(|other| is_told(*other)));
            changed.extend(down(blocks, block).take_while(|other| is_told(*other)));
        }
    }
    debug_assert!(versions.into_iter().flatten().all(|decision| {
        changed.contains(&decision.block) || !showing.iter().any(|block| is_told_by(*block, &[*decision]))
    }));
    for decisions in versions {
        add_sharing(changed, blocks, decisions);
    }
}

/// Adds the blocks that share an utterance with one of them.
fn add_sharing(changed: &mut BTreeSet<usize>, blocks: &[Block], decisions: &[Decision]) {
    let mut left: Vec<usize> = changed.iter().copied().collect();
    while let Some(block) = left.pop() {
        let here = decisions_in(decisions, block);
        let is_shared = |said: &Decision| here.iter().any(|decision| decision.utterance == said.utterance);
        for other in [up(blocks, block).next(), down(blocks, block).next()].into_iter().flatten() {
            if decisions_in(decisions, other).iter().any(is_shared) && changed.insert(other) {
                left.push(other);
            }
        }
    }
    debug_assert!({
        let is_in = |decision: &&Decision| changed.contains(&decision.block);
        let shared: BTreeSet<Utterance> =
            decisions.iter().filter(is_in).map(|decision| decision.utterance).collect();
        decisions.iter().all(|decision| is_in(&decision) || !shared.contains(&decision.utterance))
    });
}

/// Whether one of the decisions gives speech to words of a block.
fn is_told_by(block: usize, decisions: &[Decision]) -> bool {
    decisions.iter().any(|decision| match decision.verdict {
        Verdict::Said(said) => said.report.block == block,
        _ => false,
    })
}

/// The blocks above another, the nearest first, without comments.
fn up(blocks: &[Block], block: usize) -> impl Iterator<Item = usize> + '_ {
    (0..block).rev().filter(|block| blocks[*block].kind != BlockKind::Comment)
}

/// The blocks below another, the nearest first, without comments.
fn down(blocks: &[Block], block: usize) -> impl Iterator<Item = usize> + '_ {
    (block + 1..blocks.len()).filter(|block| blocks[*block].kind != BlockKind::Comment)
}
