//! Those whom one reading of an article knew, in the next.

use super::put_down::Stretch;
use crate::analysis::Analysis;
use crate::analysis::model::*;
use crate::analysis::resolve::Reading;

/// What another reading of an article makes of those whom the one before it knew.
pub(super) struct Renamed {
    /// For each entity of the earlier version its number now.
    ids: Vec<EntityId>,
    /// How many of the first have the number that they had.
    kept: usize,
    /// The blocks that mean somebody else, in order.
    pub(super) changed: Vec<usize>,
}

impl Renamed {
    /// Compares two readings of an article in which one block is `edited`.
    pub(super) fn of(then: &Reading, now: &Reading, edited: usize) -> Renamed {
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
    pub(super) fn keeps_above(&self, before: &Analysis, stretch: &Stretch) -> bool {
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

    /// Whether anybody has another number than before.
    pub(super) fn renumbers(&self) -> bool {
        self.kept < self.ids.len()
    }

    /// The number that somebody has now.
    pub(super) fn id(&self, id: EntityId) -> EntityId {
        self.ids.get(id.0 as usize).copied().unwrap_or(id)
    }
}
