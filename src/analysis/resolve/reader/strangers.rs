//! Whether it makes no difference to two readers of two versions whom only one of these meets.
//!
//! Whoever was mentioned long ago is not weighed any more, once two dozen others were mentioned since: from there on only
//! words that describe them, or that they are known by, may mean them.

use super::Reader;
use super::versions::Below;
use crate::entities::described::Described;
use crate::entities::discourse::MEMORY;
use std::ops::Range;

impl Reader<'_> {
    /// Those whom this version alone meets, the earlier of two.
    pub(super) fn gone(&self, below: &Below) -> Range<usize> {
        self.numbered(below.follow.strangers().gone())
    }

    /// The same, the later of two.
    pub(super) fn new_ones(&self, below: &Below) -> Range<usize> {
        self.numbered(below.follow.strangers().new_ones())
    }

    /// Numbers of those who are met.
    fn numbered(&self, met: Range<usize>) -> Range<usize> {
        let first = self.cast.met().start;
        first + met.start..first + met.end
    }

    /// Whether it may come to make no difference whom only one of the versions meets: there are so many others that these take
    /// their places among those who are weighed, or they are nobody whom a pronoun may mean.
    pub(super) fn strangers_may_leave(&self, now: &Reader, below: &Below) -> bool {
        below.known_in_the_end > MEMORY
            || self.strangers(now, below).all(|(reader, who)| reader.is_no_pronouns(who))
    }

    /// Those whom only one of the versions meets, each with the reader of that.
    fn strangers<'r>(
        &'r self,
        now: &'r Reader<'_>,
        below: &Below,
    ) -> impl Iterator<Item = (&'r Reader<'r>, usize)> {
        let (gone, new): (&Reader<'r>, &Reader<'r>) = (self, now);
        let new_ones = now.new_ones(below).map(move |who| (new, who));
        self.gone(below).map(move |who| (gone, who)).chain(new_ones)
    }

    /// Whether no pronoun means somebody without a name, were they mentioned just now.
    fn is_no_pronouns(&self, who: usize) -> bool {
        self.discourse.players[who].is_thing() && !self.is_group(who)
    }

    /// Whether nothing from a block on means somebody whom only one of the versions meets, once they are not weighed any
    /// more: no description suits them, and nothing but a name has the very words by which they are known.
    pub(super) fn strangers_are_never_met(&self, now: &Reader, block: usize, below: &Below) -> bool {
        let is_never_met = |(reader, who): (&Reader, usize)| {
            let name = reader.cast.name(who);
            // A group may be called by the names of its members: “Ana Ruiz and Bo Park”.
            let by_members = name.contains(" and ");
            let suits_nobody = |described: &Described| !reader.gallery.may_mean(described, who);
            !by_members && now.leaves_alone(block, below, &[name], &suits_nobody)
        };
        !below.gives_names && self.strangers(now, below).all(is_never_met)
    }
}
