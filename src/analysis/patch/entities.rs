//! The entities of the next version of an article, most of whose mentions are what they were.

use super::put_down::Stretch;
use super::renamed::Renamed;
use crate::analysis::Analysis;
use crate::analysis::edited::Edited;
use crate::analysis::model::*;
use crate::analysis::resolve::{Article, Output, Pages};
use crate::entities::mention::Form;
use crate::text::Span;
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
        let names = NamesThere { before: self, people, changed, replaced, mentions, now: output.article };
        for EntityId(id) in names.may_have_others(&entities) {
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

/// The names of two versions in the blocks that are put down anew.
struct NamesThere<'a> {
    before: &'a Analysis,
    people: &'a Renamed,
    changed: &'a [usize],
    replaced: &'a Replaced,
    mentions: &'a [Mention],
    now: Article<'a>,
}

impl<'a> NamesThere<'a> {
    /// Those of the later entities who may have other names now: whoever is named there, unless the same names stand there
    /// in the same order, or it is by the name that they have.
    fn may_have_others(&self, entities: &[Entity]) -> Vec<EntityId> {
        let same_titles = self.have_same_titles();
        let is_known = |(written, is): &(&str, Option<EntityId>)| {
            let entity = is.and_then(|is| entities.get(is.0 as usize));
            same_titles && entity.is_some_and(|entity| *written == entity.name)
        };
        let mut others = vec![];
        for (was, now) in &self.replaced.0 {
            if !(same_titles && self.were(was).eq(self.are(now))) {
                let named = self.were(was).chain(self.are(now)).filter(|named| !is_known(named));
                others.extend(named.filter_map(|(_, is)| is));
            }
        }
        others
    }

    /// The names of a range of the earlier mentions, and who they are now.
    fn were(&self, was: &Range<usize>) -> impl Iterator<Item = (&'a str, Option<EntityId>)> {
        let (before, people) = (self.before, self.people);
        let names = before.mentions[was.clone()].iter().filter(|mention| mention.how == How::Name);
        names.map(|mention| (before.slice(mention.span), mention.entity.map(|id| people.id(id))))
    }

    /// The names of a range of the later mentions, and who they are.
    fn are(&self, now: &Range<usize>) -> impl Iterator<Item = (&'a str, Option<EntityId>)> {
        let text = self.now.text;
        let names = self.mentions[now.clone()].iter().filter(|mention| mention.how == How::Name);
        names.map(|mention| (mention.span.of(text), mention.entity))
    }

    /// Whether the same titles stand in front of the same names. Where there are titles, it is not looked at which name
    /// means somebody but only if all do.
    fn have_same_titles(&self) -> bool {
        let before = self.before.article();
        let in_both = |block: usize| [titled_names(before, block), titled_names(self.now, block)];
        let all = || self.changed.iter().flat_map(|block| in_both(*block)).flatten();
        if !all().any(|(_, title)| title.is_some()) {
            return true;
        }
        let meant: usize =
            self.replaced.0.iter().map(|(was, now)| self.were(was).count() + self.are(now).count()).sum();
        let same = |block: &usize| titled_names(before, *block).eq(titled_names(self.now, *block));
        self.changed.iter().all(same) && all().count() == meant
    }
}

/// The names of a block, each with a title in front of it if there is one.
fn titled_names<'a>(article: Article<'a>, block: usize) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
    let plain = article.plain(block);
    article.facts[block].mentions.iter().filter_map(move |mention| match mention.form {
        Form::Name { titled, .. } => {
            let with_title = titled.map(|start| Span::new(start, mention.span.end).of(plain));
            Some((mention.span.of(plain), with_title))
        }
        _ => None,
    })
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
