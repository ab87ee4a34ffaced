//! Whether it makes a difference to the readers of two versions that only one of them meets somebody.
//!
//! Whoever was mentioned long ago is not weighed any more, once two dozen others were mentioned since: from there on only
//! words that describe them, or that they are known by, may mean them.

use super::Reader;
use super::versions::{Below, may_be_called_by_members};
use crate::entities::abreast::Peers;
use crate::entities::described::Described;
use std::ops::Range;

impl Reader<'_> {
    /// The strangers of this version, if it is the earlier one.
    pub(super) fn strangers_gone(&self, below: &Below) -> Range<usize> {
        self.numbered(below.follow.strangers().gone())
    }

    /// The strangers of this version, if it is the later one.
    pub(super) fn new_strangers(&self, below: &Below) -> Range<usize> {
        self.numbered(below.follow.strangers().new_ones())
    }

    /// Numbers of those who are met.
    fn numbered(&self, met: Range<usize>) -> Range<usize> {
        let first = self.cast.met().start;
        first + met.start..first + met.end
    }

    /// Whether there may come a place from which on nobody weighs a stranger: there are so many others that these take their
    /// places, or no pronoun means any of the strangers anyhow.
    pub(super) fn strangers_may_leave(&self, now: &Reader, below: &Below, peers: &Peers) -> bool {
        peers.take_places() || self.strangers(now, below).all(|(reader, who)| reader.is_no_pronouns(who))
    }

    /// Those whom only one version meets, each with its reader.
    fn strangers<'r>(
        &'r self,
        now: &'r Reader<'_>,
        below: &Below,
    ) -> impl Iterator<Item = (&'r Reader<'r>, usize)> {
        let (gone, new): (&Reader<'r>, &Reader<'r>) = (self, now);
        let new_ones = now.new_strangers(below).map(move |who| (new, who));
        self.strangers_gone(below).map(move |who| (gone, who)).chain(new_ones)
    }

    /// Whether no pronoun means somebody without a name, even right behind a mention of theirs.
    fn is_no_pronouns(&self, who: usize) -> bool {
        self.discourse.players[who].is_thing() && !self.is_group(who)
    }

    /// Whether nothing from a block on means a stranger, once they are not weighed any more: no description suits them, and
    /// nothing but a name has the very words by which they are known.
    pub(super) fn strangers_are_never_met(&self, now: &Reader, block: usize, below: &Below) -> bool {
        let is_never_met = |(reader, who): (&Reader, usize)| {
            let name = reader.cast.name(who);
            let leaves = |described: &Described| !reader.gallery.may_mean(described, who);
            !below.gives_names
                && !may_be_called_by_members(name)
                && now.leaves_alone(block, below, &[name], &leaves)
        };
        self.strangers(now, below).all(is_never_met)
    }
}
