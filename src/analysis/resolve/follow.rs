//! Who is who in two versions of an article, where one paragraph names others than before: for what stands above it, and
//! for what stands below where that goes on as before.
//!
//! Whoever types a name changes it with every letter, and with it the cast. That makes no difference to a paragraph further
//! up if its names mean who they meant, of whom as much is known beforehand, and nobody else goes by their names: whoever
//! is not mentioned yet is never meant. So what these paragraphs mean is noted and not weighed again, under the numbers
//! that the characters have now. Those without a name are numbered as they are met, which is another matter
//! ([`Strangers`]).

use super::meanings::Meanings;
use super::reading::{Meant, Reading};
use super::start::Start;
use super::strangers::Strangers;
use crate::article::EntityKind;
use crate::entities::cast::{Cast, Character, Name};
use std::ops::Range;

/// The characters of an earlier version of an article, and the numbers that they have now.
pub(super) struct Follow {
    /// For each that had a name at the top, its number now.
    now: Vec<Option<usize>>,
    /// How many have a name at the top now.
    named: usize,
    /// The person whose name is being typed, who has a number now under another name.
    renamed: Option<usize>,
    /// Those without a name whom only one of the versions meets.
    strangers: Strangers,
}

impl Follow {
    /// Compares what is known at the top of two versions of an article; `None` if some of the blocks above
    /// the `edited` ones may read otherwise than they did.
    pub(super) fn of(then: &Start, now: &Start, edited: Range<usize>) -> Option<Follow> {
        let above = |block: usize| block < edited.start;
        if [then, now].iter().any(|start| start.annotated().is_some_and(above)) {
            return None;
        }
        let same = then.cast.known_in(&now.cast);
        let alike = |(was, is): (usize, usize)| {
            then.players[was] == now.players[is] && then.gallery.has_same(was, &now.gallery, is)
        };
        let now_of = |(was, is): (usize, &Option<usize>)| is.filter(|is| alike((was, *is)));
        let numbers: Vec<Option<usize>> = same.iter().enumerate().map(now_of).collect();
        // The members of a group are listed by their numbers: those who were known must stand in the same order.
        if !numbers.iter().flatten().is_sorted() {
            return None;
        }
        let mut follow = Follow {
            now: numbers,
            named: now.cast.characters.len(),
            renamed: None,
            strangers: Strangers::default(),
        };
        // Whoever is new, gone or known otherwise must share no name with anybody, since some are looked up by name; but
        // no words in the text of the article have a place looked up. (Those below a block quotation have: see
        // `Again::may_go_on`.)
        let never_found = |who: usize, cast: &Cast, other: &Cast| {
            cast.characters[who].kind == EntityKind::Place || cast.is_alone(who, other)
        };
        if !follow.gone().all(|who| never_found(who, &then.cast, &now.cast))
            || !follow.new_ones().all(|who| never_found(who, &now.cast, &then.cast))
        {
            return None;
        }
        let names = then.names_before(edited.start);
        if now.names_before(edited.start) != names || !follow.mean_the_same((then, 0..names), (now, 0..names))
        {
            return None;
        }
        if let Some((was, is)) = follow.being_typed(then, now, edited) {
            follow.now[was] = Some(is);
            follow.renamed = Some(was);
        }
        Some(follow)
    }

    /// The only person who is gone and the only one who is new, if these are one and the same whose name is being typed:
    /// nothing that is known beforehand tells them apart but the letters of the name, their place in the order of numbers
    /// is the same, and no name outside the `edited` blocks has a word of either, by which somebody might be looked up.
    fn being_typed(&self, then: &Start, now: &Start, edited: Range<usize>) -> Option<(usize, usize)> {
        let (was, is) = (only(self.gone())?, only(self.new_ones())?);
        let (before, after) = (&then.cast.characters[was], &now.cast.characters[is]);
        let is_plain = |character: &Character| {
            character.kind == EntityKind::Person
                && character.aliases.is_empty()
                && character.declared.is_none()
        };
        let number_of = |who: usize| if who == was { Some(is) } else { self.now[who] };
        let in_order = (0..self.now.len()).filter_map(number_of).is_sorted();
        let alike = is_plain(before)
            && is_plain(after)
            && before.gender == after.gender
            && then.players[was] == now.players[is]
            && then.gallery.has_same_but_for_names(was, &now.gallery, is);
        let own = [before, after].map(|character| Name::new(&character.name));
        let shares_word = |name: &Name| own.iter().any(|own| own.shares_word_with(name));
        (alike && in_order && !now.names_outside(edited).any(shares_word)).then_some((was, is))
    }

    /// The person whose name is being typed, under the number in the earlier version.
    pub(super) fn renamed(&self) -> Option<usize> {
        self.renamed
    }

    /// Where a reading goes on as itself.
    pub(super) fn itself(start: &Start) -> Follow {
        let named = start.cast.characters.len();
        Follow { now: (0..named).map(Some).collect(), named, renamed: None, strangers: Strangers::default() }
    }

    /// The same where only one of the versions meets some who have no name.
    pub(super) fn with_strangers(self, strangers: Strangers) -> Follow {
        Follow { strangers, ..self }
    }

    /// Those without a name whom only one of the versions meets.
    pub(super) fn strangers(&self) -> &Strangers {
        &self.strangers
    }

    /// For each that had a name at the top, its number now.
    pub(super) fn named(&self) -> &[Option<usize>] {
        &self.now
    }

    /// Those of the earlier version who are gone, or known otherwise now, but for the one whose name is being typed.
    pub(super) fn gone(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.now.len()).filter(|who| self.now[*who].is_none())
    }

    /// Those with a name of the later version who are new, or were known otherwise, but for that one.
    pub(super) fn new_ones(&self) -> impl Iterator<Item = usize> {
        let mut known = vec![false; self.named];
        self.now.iter().flatten().for_each(|who| known[*who] = true);
        (0..self.named).filter(move |who| !known[*who])
    }

    /// Whether the names from a block on mean whom they meant.
    pub(super) fn has_same_names(&self, then: &Start, now: &Start, block: usize) -> bool {
        let names = |start: &Start| start.names_before(block)..start.links.from(0).len();
        self.mean_the_same((then, names(then)), (now, names(now)))
    }

    /// Whether names of both versions mean the same.
    fn mean_the_same(
        &self,
        (then, were): (&Start, Range<usize>),
        (now, are): (&Start, Range<usize>),
    ) -> bool {
        then.links.mean_the_same(were, (&now.links, are), |was, is| {
            was.len() == is.len() && was.iter().zip(is).all(|(was, is)| self.now[*was] == Some(*is))
        })
    }

    /// The number that a character has now, if it is there. Those who have no name are numbered behind those who have
    /// one, as they come: whoever is met behind a stranger has another number.
    pub(super) fn now(&self, who: usize) -> Option<usize> {
        match self.now.get(who) {
            Some(now) => *now,
            None => Some(self.strangers.now(who - self.now.len())? + self.named),
        }
    }

    /// Whom the mentions of a block mean, given whom they meant in the earlier version; `None` if one of those is gone.
    pub(super) fn meant(&self, earlier: &Reading, block: usize) -> Option<Vec<Meant>> {
        earlier.meant.block(block).map(|meant| meant.renumbered(|who| self.now(who))).collect()
    }

    /// The same for many blocks, added to what `meant` has already. `None` if somebody is gone: then some may have been added.
    pub(super) fn go_on(&self, meant: &mut Meanings, earlier: &Reading, blocks: Range<usize>) -> Option<()> {
        let kept = self.now.iter().enumerate().take_while(|(was, now)| **now == Some(*was)).count();
        let all = kept == self.now.len() && kept == self.named;
        let kept = if all { kept.saturating_add(self.strangers.kept()) } else { kept };
        meant.go_on_as(&earlier.meant, blocks, (kept, |who| self.now(who)))
    }
}

/// The one of these, if there is but one.
fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let one = all.next()?;
    all.next().is_none().then_some(one)
}
