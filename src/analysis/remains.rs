//! What is left of an analysis that nobody needs any more, of which the next version but one is made.
//!
//! Somebody who types in the middle of an article leaves all above as it is. The lists of the version before hold that, and
//! would be copied; those of the one before that hold it, too, and are there to be gone on with.

use super::facts::Facts;
use super::model::{Dated, Mention, Quotation};
use crate::quotes::attribute::Decision;
use std::sync::Arc;

/// What is left of an analysis that nobody needs any more. The next version but one has nearly all of its facts, and to
/// list them anew costs raising and lowering each one's count of users, all over memory; and it begins with the same
/// quotations, mentions and dates.
#[derive(Debug, Default)]
pub struct Remains {
    /// Stands for the analysis.
    pub(super) of: Option<Arc<()>>,
    pub(super) facts: Vec<Arc<Facts>>,
    pub(super) lists: Lists,
}

/// The long lists of an analysis.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) decisions: Vec<Decision>,
    pub(super) quotations: Vec<Quotation>,
    pub(super) mentions: Vec<Mention>,
    pub(super) dates: Vec<Dated>,
}

/// How many of the first of each list are what they were in the version before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Still {
    pub(super) decisions: usize,
    pub(super) quotations: usize,
    pub(super) mentions: usize,
    pub(super) dates: usize,
}

impl Remains {
    /// A list of these facts, made of the one that is left, and the beginnings of the others: `still` says how much of the
    /// analysis before, which is called `then`, the one behind it has.
    pub(super) fn begun(
        self,
        facts: &[Arc<Facts>],
        then: &Arc<()>,
        still: Still,
    ) -> (Vec<Arc<Facts>>, Lists) {
        let is_before = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, then));
        let still = if is_before { still } else { Still::default() };
        let Lists { mut decisions, mut quotations, mut mentions, mut dates } = self.lists;
        decisions.truncate(still.decisions);
        quotations.truncate(still.quotations);
        mentions.truncate(still.mentions);
        dates.truncate(still.dates);
        (like(self.facts, facts), Lists { decisions, quotations, mentions, dates })
    }
}

/// The same list as another, made of an old one.
fn like(mut old: Vec<Arc<Facts>>, others: &[Arc<Facts>]) -> Vec<Arc<Facts>> {
    if old.len() != others.len() {
        return others.to_vec();
    }
    for (facts, other) in old.iter_mut().zip(others) {
        if !Arc::ptr_eq(facts, other) {
            facts.clone_from(other);
        }
    }
    old
}
