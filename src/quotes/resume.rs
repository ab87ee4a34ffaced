//! Deciding for the next version of an article what its edit leaves open, and keeping the rest.
//!
//! What a paragraph leaves behind for the next is little (`Exit`). Where an edit is over and a paragraph is entered
//! with the same left behind as in the version before, whatever was decided from there on still holds; its places only
//! move.

use super::attribute::{Answer, Attribution, Before, Decision, ReportId, Verdict};
use std::sync::Arc;

/// What was decided in a version of an article.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// In the order of the text.
    pub decisions: Vec<Decision>,
    /// How each block left things.
    exits: Vec<Exit>,
}

/// How things stood behind a block.
#[derive(Clone, Debug)]
pub(super) struct Exit {
    /// How many decisions there were.
    decisions: usize,
    /// How many numbers were given to utterances.
    utterances: u32,
    /// The first decision that the block made or changed.
    reached: usize,
    before: Option<Arc<Before>>,
    previous: Option<usize>,
}

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

    fn verdict_now(&self, verdict: &Verdict) -> Verdict {
        match verdict {
            Verdict::Said(said) => {
                let mut said = *said;
                said.report = self.report_now(said.report);
                Verdict::Said(said)
            }
            other => other.clone(),
        }
    }

    fn answer_now(&self, answer: &Answer) -> Answer {
        let said = answer.said.map(|(report, pattern, tie)| (self.report_now(report), pattern, tie));
        Answer { said, features: answer.features.clone() }
    }
}

/// An earlier version of an article, for whoever decides the next.
#[derive(Debug)]
pub struct Earlier<'a> {
    decided: &'a Decided,
    window: Window,
    /// For each block, the first decision that it or any behind it made or changed.
    lowest: Vec<usize>,
}

impl<'a> Earlier<'a> {
    /// What was decided, and which part of it may have changed.
    pub fn new(decided: &'a Decided, window: Window) -> Self {
        let mut lowest = vec![usize::MAX; decided.exits.len() + 1];
        for (block, exit) in decided.exits.iter().enumerate().rev() {
            lowest[block] = lowest[block + 1].min(exit.reached);
        }
        Earlier { decided, window, lowest }
    }
}

impl Decided {
    /// How many decisions there were before a block.
    fn first(&self, block: usize) -> usize {
        block.checked_sub(1).map_or(0, |before| self.exits[before].decisions)
    }
}

impl Attribution {
    /// Notes how a block left things; called once for each block, whatever its kind. `first` is how many decisions
    /// there were when it was entered.
    pub fn leave_block(&mut self, first: usize) {
        let exit = Exit {
            decisions: self.decisions.len(),
            utterances: self.utterances,
            reached: first.min(self.reached),
            before: self.before.clone(),
            previous: self.previous,
        };
        self.reached = usize::MAX;
        self.exits.push(exit);
    }

    /// Stands where an earlier version stood before its change; says which block to go on with.
    pub fn resume(earlier: &Earlier) -> (Attribution, usize) {
        let (decided, top) = (earlier.decided, earlier.window.top);
        // Later blocks may have changed what earlier ones decided; those are decided again.
        let untouched = |block: &usize| earlier.lowest[*block] >= decided.first(*block);
        let at = (0..=top.min(decided.exits.len())).rev().find(untouched).unwrap_or(0);
        let mut attribution = Attribution::default();
        if let Some(exit) = at.checked_sub(1).map(|before| &decided.exits[before]) {
            attribution.decisions = decided.decisions[..exit.decisions].to_vec();
            attribution.exits = decided.exits[..at].to_vec();
            attribution.utterances = exit.utterances;
            attribution.before = exit.before.clone();
            attribution.previous = exit.previous;
        }
        (attribution, at)
    }

    /// Takes over all that the earlier version decided from `block` on, if that is entered as it was then; whether it
    /// is.
    pub fn take_rest(&mut self, earlier: &Earlier, block: usize) -> bool {
        let (decided, window) = (earlier.decided, earlier.window);
        if block < window.rest {
            return false;
        }
        let then = block.wrapping_add_signed(-window.moved);
        let Some(entry) = then.checked_sub(1).map(|before| &decided.exits[before]) else { return false };
        if earlier.lowest[then] < entry.decisions || !self.stands_as(earlier, entry) {
            return false;
        }
        let (decisions, utterances) = (self.decisions.len(), self.utterances);
        let more_decisions = |count: usize| count - entry.decisions + decisions;
        let more_utterances = |count: u32| count - entry.utterances + utterances;
        self.decisions.extend(decided.decisions[entry.decisions..].iter().map(|decision| Decision {
            block: window.now(decision.block),
            verdict: window.verdict_now(&decision.verdict),
            utterance: more_utterances(decision.utterance),
            ..*decision
        }));
        let still = window.moved == 0 && decisions == entry.decisions;
        self.exits.extend(decided.exits[then..].iter().map(|exit| Exit {
            decisions: more_decisions(exit.decisions),
            utterances: more_utterances(exit.utterances),
            reached: more_decisions(exit.reached),
            before: exit.before.as_ref().map(|before| match still {
                true => Arc::clone(before),
                false => Arc::new(before_now(before, &window, more_decisions)),
            }),
            previous: exit.previous.map(|block| window.now(block)),
        }));
        self.utterances = self.exits.last().map_or(utterances, |exit| exit.utterances);
        true
    }

    /// Whether things stand as they stood at an exit of the earlier version, for whoever comes next.
    fn stands_as(&self, earlier: &Earlier, then: &Exit) -> bool {
        let window = earlier.window;
        let same_before = match (self.before.as_deref(), then.before.as_deref()) {
            (None, None) => true,
            // Whoever goes on with an open quotation asks who speaks in it: that is not compared here.
            (Some(now), Some(then)) if now.runs_on.is_none() && then.runs_on.is_none() => {
                *now == before_now(then, &window, |decisions| decisions)
            }
            _ => false,
        };
        let previous = then.previous.map(|block| window.now(block));
        // A signature asks what was decided last.
        let last_now = self.decisions.last().filter(|d| Some(d.block) == self.previous);
        let last_then = then.decisions.checked_sub(1).map(|i| &earlier.decided.decisions[i]);
        let last_then = last_then.filter(|d| Some(d.block) == then.previous);
        let same_last =
            last_now.map(|d| &d.verdict) == last_then.map(|d| window.verdict_now(&d.verdict)).as_ref();
        same_before && self.previous == previous && same_last
    }

    /// What the next version can use.
    pub fn decided(&mut self) -> Decided {
        Decided { decisions: std::mem::take(&mut self.decisions), exits: std::mem::take(&mut self.exits) }
    }
}

fn before_now(before: &Before, window: &Window, decisions: impl Fn(usize) -> usize) -> Before {
    Before {
        introduces: before.introduces.iter().map(|answer| window.answer_now(answer)).collect(),
        spoke: before.spoke.map(|(report, at_end)| (window.report_now(report), at_end)),
        runs_on: before.runs_on.map(decisions),
        ..*before
    }
}
