//! The entities of the next version of an article, most of whose mentions are what they were.

use super::put_down::Stretch;
use super::renamed::Renamed;
use crate::analysis::Analysis;
use crate::analysis::edited::Edited;
use crate::analysis::facts::Facts;
use crate::analysis::model::*;
use crate::analysis::resolve::{Output, Pages};
use crate::entities::mention::Form;
use std::ops::Range;

/// Which mentions stand in place of which: ranges of the earlier list, and the ranges of the later one that replace them,
/// in order.
pub(super) struct Replaced(Vec<(Range<usize>, Range<usize>)>);

impl Replaced {
    /// The mentions on `pages` in place of those of the stretches.
    pub(super) fn of(stretches: &[Stretch], pages: &[Pages]) -> Self {
        let mut more = 0_i64;
        let replaced = |(stretch, pages): (&Stretch, &Pages)| {
            let was = stretch.mentions.clone();
            let start = (was.start as i64 + more) as usize;
            let now = start..start + pages.mentions.len();
            more += now.len() as i64 - was.len() as i64;
            (was, now)
        };
        Replaced(stretches.iter().zip(pages).map(replaced).collect())
    }

    /// The mentions of a list that are not replaced, where they are now.
    fn kept(&self, list: &[u32]) -> Vec<u32> {
        let mut kept = Vec::with_capacity(list.len() + 1);
        let (mut from, mut more) = (0, 0_i64);
        let mut keep = |part: &[u32], more: i64| {
            kept.extend(part.iter().map(|mention| mention.wrapping_add_signed(more as i32)));
        };
        for (was, now) in &self.0 {
            let before = |end: usize| list.partition_point(|mention| (*mention as usize) < end);
            keep(&list[from..before(was.start)], more);
            (from, more) = (before(was.end), now.end as i64 - was.end as i64);
        }
        keep(&list[from..], more);
        kept
    }

    fn were(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().flat_map(|(was, _)| was.clone())
    }

    fn are(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().flat_map(|(_, now)| now.clone())
    }
}

impl Analysis {
    /// The entities, where they are who they were, and some of their mentions are replaced by others of `mentions`;
    /// `block` is the edited one.
    pub(super) fn moved_entities(
        &self,
        output: Output<'_>,
        replaced: &Replaced,
        mentions: &[Mention],
        (edit, block): (Edited, usize),
    ) -> Vec<Entity> {
        let edited = self.blocks[block].span;
        let whom = |mention: &Mention| mention.entity;
        let same = |(was, now): &(Range<usize>, Range<usize>)| {
            let (were, are) = (&self.mentions[was.clone()], &mentions[now.clone()]);
            were.iter().map(whom).eq(are.iter().map(whom))
        };
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
        if !replaced.0.iter().all(same) {
            entities.iter_mut().for_each(|entity| entity.mentions = replaced.kept(&entity.mentions));
            hand_out(&mut entities, replaced, mentions);
        }
        entities
    }

    /// The entities, where they may be others than before, or have other names; the rest of their mentions means whom it
    /// meant.
    pub(super) fn renamed_entities(
        &self,
        output: Output<'_>,
        (people, changed): (&Renamed, &[usize]),
        replaced: &Replaced,
        (mentions, variants): (&[Mention], &[Variant]),
    ) -> Vec<Entity> {
        // A name with a slip is nobody's other name; where slips come and go, that is found out anew.
        if !variants.is_empty() || !self.variants.is_empty() {
            return output.entities(mentions, variants);
        }
        let mut entities = output.bare_entities();
        let mut known: Vec<Option<&Entity>> = vec![None; entities.len()];
        for (index, was) in self.entities.iter().enumerate() {
            let now = people.id(EntityId(index as u32)).0 as usize;
            if let Some(entity) = entities.get_mut(now) {
                entity.mentions = replaced.kept(&was.mentions);
                known[now] = Some(was).filter(|was| was.name == entity.name);
            }
        }
        hand_out(&mut entities, replaced, mentions);
        // Whoever is named where something changed may have other names now, unless it is by the name that they have.
        let in_both = [&self.facts[..], output.article.facts];
        let with_titles = changed.iter().any(|&block| in_both.iter().any(|facts| has_titles(&facts[block])));
        let named = |(mention, written, is): (&Mention, &str, EntityId)| {
            let by_name =
                |entity: &Entity| mention.how != How::Name || !with_titles && written == entity.name;
            (!entities.get(is.0 as usize).is_some_and(by_name)).then_some(is)
        };
        let were = replaced.were().map(|m| &self.mentions[m]);
        let were = were.filter_map(|m| Some((m, self.slice(m.span), people.id(m.entity?))));
        let are = replaced.are().map(|m| &mentions[m]);
        let are = are.filter_map(|m| Some((m, m.span.of(output.article.text), m.entity?)));
        for EntityId(id) in were.chain(are).filter_map(named) {
            if let Some(known) = known.get_mut(id as usize) {
                *known = None;
            }
        }
        let titled = if known.iter().all(Option::is_some) { vec![] } else { output.titled_names() };
        for (entity, known) in entities.iter_mut().zip(known) {
            match known {
                Some(known) => entity.aliases.clone_from(&known.aliases),
                None => output.add_names(entity, mentions, &titled),
            }
        }
        entities
    }
}

/// Whether a paragraph has a title in front of a name.
fn has_titles(facts: &Facts) -> bool {
    facts.mentions.iter().any(|mention| matches!(mention.form, Form::Name { titled: Some(_), .. }))
}

/// Gives the mentions that replace others to those whom they mean.
fn hand_out(entities: &mut [Entity], replaced: &Replaced, mentions: &[Mention]) {
    for index in replaced.are() {
        if let Some(entity) = mentions[index].entity.and_then(|id| entities.get_mut(id.0 as usize)) {
            let index = index as u32;
            let at = entity.mentions.partition_point(|mention| *mention < index);
            entity.mentions.insert(at, index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_replaced_moves_by_what_came_and_went_in_front_of_it() {
        let replaced = Replaced(vec![(2..4, 2..3), (6..6, 5..7)]);
        assert_eq!(replaced.kept(&[0, 2, 3, 5, 6, 9]), [0, 4, 7, 10], "one goes, and two come");
        assert_eq!(Replaced(vec![]).kept(&[1, 8]), [1, 8]);
    }
}
