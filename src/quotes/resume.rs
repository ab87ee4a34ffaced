//! Deciding for the next version of an article what its edit leaves open, and keeping the rest.
//!
//! What a paragraph leaves behind for the next is little (`Before`), and follows from its words and what was decided in
//! it: nothing of it is kept. Where an edit is over and a paragraph is entered with the same left behind as in the version
//! before, whatever was decided from there on still holds.

use super::attribute::{
    Answer, Attribution, Before, Decision, Passage, ReportId, Utterance, Verdict, decisions_in,
};

/// The part of an article that an edit may have changed: `top` blocks before it are as they were, and so are all
/// behind it, whose indices have moved by `moved`.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How many blocks at the top are as they were.
    pub top: usize,
    /// The first block behind the change.
    pub rest: usize,
    /// How many more blocks there are now.
    pub moved: isize,
}

impl Window {
    /// The index that a block of the earlier version has now.
    fn now(&self, block: usize) -> usize {
        if block < self.top { block } else { block.wrapping_add_signed(self.moved) }
    }

    fn report_now(&self, report: ReportId) -> ReportId {
        ReportId { block: self.now(report.block), ..report }
    }

    fn verdict_now(&self, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::Said(mut said) => {
                said.report = self.report_now(said.report);
                Verdict::Said(said)
            }
            other => other,
        }
    }

    fn decision_now(&self, decision: &Decision) -> Decision {
        let utterance =
            Utterance { block: self.now(decision.utterance.block as usize) as u32, ..decision.utterance };
        let (block, verdict) = (self.now(decision.block), self.verdict_now(decision.verdict));
        Decision { block, verdict, utterance, ..*decision }
    }

    fn before_now(&self, before: &Before) -> Before {
        let answer = |answer: &Answer| {
            let said = answer.said.map(|(report, pattern, tie)| (self.report_now(report), pattern, tie));
            Answer { said, features: answer.features.clone() }
        };
        Before {
            introduces: before.introduces.iter().map(answer).collect(),
            spoke: before.spoke.map(|(report, at_end)| (self.report_now(report), at_end)),
            ..*before
        }
    }
}

/// An earlier version of an article, for whoever decides the next.
pub struct Earlier<'a> {
    /// What was decided in it, in the order of the text.
    pub decisions: &'a [Decision],
    /// How many blocks it had.
    pub blocks: usize,
    /// What each of its blocks was.
    pub passage: &'a dyn Fn(usize) -> Passage<'a>,
    /// Which part of it may have changed.
    pub window: Window,
}

impl Earlier<'_> {
    /// What was decided in front of a block.
    fn above(&self, block: usize) -> &[Decision] {
        &self.decisions[..self.decisions.partition_point(|decision| decision.block < block)]
    }

    /// The block that stands in front of another, comments left aside, and what it was.
    fn previous(&self, block: usize) -> Option<(usize, Passage<'_>)> {
        let mut passages = (0..block).rev().map(|block| (block, (self.passage)(block)));
        passages.find(|(_, passage)| !matches!(passage, Passage::Comment))
    }

    /// Whether a block, or one behind it, gave anything above it to its own words. That is speech which goes on to there, over
    /// paragraph after paragraph, or is signed in the next one: in either case it has the last stretch of the paragraph in
    /// front of the block, so that nothing further up need be looked at.
    fn is_reached_from(&self, block: usize) -> bool {
        let Some((previous, _)) = self.previous(block) else { return false };
        decisions_in(self.decisions, previous).iter().any(|decision| match decision.verdict {
            Verdict::Said(said) => said.report.block >= block,
            _ => false,
        })
    }

    /// How things stood in front of a block, and which paragraph left them so.
    fn left_before(&self, block: usize) -> Option<(usize, Before)> {
        match self.previous(block)? {
            (previous, Passage::Paragraph(paragraph)) => {
                Some((previous, Before::of(previous, &paragraph, self.above(block))))
            }
            _ => None,
        }
    }
}

impl Attribution {
    /// Stands where an earlier version stood before its change; says which block to go on with.
    pub fn resume(earlier: &Earlier) -> (Attribution, usize) {
        // Later blocks may have changed what earlier ones decided; those are decided again.
        let untouched = |block: &usize| !earlier.is_reached_from(*block);
        let at = (0..=earlier.window.top.min(earlier.blocks)).rev().find(untouched).unwrap_or(0);
        let mut attribution = Attribution::default();
        attribution.decisions.reserve(earlier.decisions.len() + 8);
        attribution.decisions.extend_from_slice(earlier.above(at));
        (attribution.previous, attribution.before) = earlier.left_before(at).unzip();
        (attribution, at)
    }

    /// Takes over all that the earlier version decided from `block` on, if that is entered as it was then; whether it
    /// is.
    pub fn take_rest(&mut self, earlier: &Earlier, block: usize) -> bool {
        let window = earlier.window;
        if block < window.rest {
            return false;
        }
        let then = block.wrapping_add_signed(-window.moved);
        if then == 0 || earlier.is_reached_from(then) || !self.stands_as(earlier, then) {
            return false;
        }
        let rest = &earlier.decisions[earlier.above(then).len()..];
        match window.moved {
            0 => self.decisions.extend_from_slice(rest),
            _ => self.decisions.extend(rest.iter().map(|decision| window.decision_now(decision))),
        }
        true
    }

    /// Whether things stand as they stood before a block of the earlier version, for whoever comes next.
    fn stands_as(&self, earlier: &Earlier, then: usize) -> bool {
        let window = earlier.window;
        let (previous, before) = earlier.left_before(then).unzip();
        let same_before = match (&self.before, &before) {
            (None, None) => true,
            // Whoever goes on with an open quotation asks who speaks in it: that is not compared here.
            (Some(now), Some(then)) if now.runs_on.is_none() && then.runs_on.is_none() => {
                *now == window.before_now(then)
            }
            _ => false,
        };
        // A signature asks what was decided last.
        let last_now = self.decisions.last().filter(|d| Some(d.block) == self.previous);
        let last_then = earlier.above(then).last().filter(|d| Some(d.block) == previous);
        same_before
            && self.previous == previous.map(|block| window.now(block))
            && last_now.map(|d| d.verdict) == last_then.map(|d| window.verdict_now(d.verdict))
    }
}
