//! Two readers, of an article and of its next version, at the end of the same paragraph behind the edit: whether they
//! go on alike, knowing of everybody the same as far as that is ever asked.
//!
//! What somebody asks of the past is how long ago something was, and only up to a point: whom a pronoun means does not
//! depend on whether she was last the subject four sentences ago or forty. So two readers may be alike though one of
//! them has read a sentence more.

use super::discourse::MEMORY;

/// How far a reader has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In sentences.
    pub sentence: u32,
    /// In mentions.
    pub order: u32,
}

/// Two readers, abreast of each other.
#[derive(Clone, Copy, Debug)]
pub struct Abreast {
    /// The block that both have read last.
    pub block: u32,
    /// Where the edited block begins, in both.
    pub edited: Count,
    /// Where the reader of the earlier version is.
    pub then: Count,
    /// Where that of the later one is.
    pub now: Count,
}

/// Sentences and mentions behind which nobody asks any more how long ago something was exactly: one more than the
/// farthest that [`Discourse`](super::discourse::Discourse) and [`Gallery`](super::gallery::Gallery) tell apart.
pub const LONG_AGO: Count = Count { sentence: 13, order: 21 };

impl Abreast {
    /// Whether a sentence of one is a sentence of the other.
    pub(super) fn same_sentence(&self, then: u32, now: u32) -> bool {
        self.same(then, now, |count| count.sentence)
    }

    /// Whether a mention of one is a mention of the other.
    pub(super) fn same_order(&self, then: u32, now: u32) -> bool {
        self.same(then, now, |count| count.order)
    }

    fn same(&self, then: u32, now: u32, of: fn(&Count) -> u32) -> bool {
        let start = of(&self.edited);
        match (then < start, now < start) {
            (true, true) => then == now,
            (false, false) => of(&self.then).wrapping_sub(then) == of(&self.now).wrapping_sub(now),
            _ => false,
        }
    }

    /// Whether two sentences are as long ago, all that are at least `most` being alike.
    pub(super) fn as_long_ago(&self, then: Option<u32>, now: Option<u32>, most: u32) -> bool {
        let ago = |at: Option<u32>, now: Count| at.map(|at| now.sentence.saturating_sub(at).min(most));
        ago(then, self.then) == ago(now, self.now)
    }

    /// Whether two blocks are as long ago.
    pub(super) fn same_block_ago(&self, then: u32, now: u32, most: u32) -> bool {
        let ago = |at: u32| self.block.saturating_sub(at).min(most);
        ago(then) == ago(now)
    }
}

/// Who of the earlier version is who in the later one, and who is of account.
#[derive(Clone, Debug)]
pub struct Peers {
    /// For each of the earlier version the number now, if they are there still, and whether they are of account.
    now: Vec<Option<(usize, bool)>>,
    /// For each of the later version whether they are of account.
    of_account: Vec<bool>,
    in_the_end: usize,
    /// Those of the earlier version who have no name, and are described by other words in the later one.
    described_otherwise: Vec<usize>,
}

impl Peers {
    /// `now` has for each of the earlier version the number in the later one, and `is_thing` and `are_things` say who is of
    /// no account in either: things that no pronoun means, and whoever nothing means any more. Whoever is so in both, or in
    /// the only one that has them, need not be alike; `None` if somebody of account has no peer. `in_the_end` says how many
    /// there are at the end of the article, in the version with more.
    pub fn of(
        now: impl Iterator<Item = Option<usize>>,
        is_thing: impl Fn(usize) -> bool,
        are_things: impl ExactSizeIterator<Item = bool>,
        in_the_end: usize,
    ) -> Option<Self> {
        let things: Vec<bool> = are_things.collect();
        let mut of_account = vec![false; things.len()];
        let mut has_peer = vec![false; things.len()];
        let mut peers = Vec::new();
        for (was, now) in now.enumerate() {
            let is_thing = is_thing(was);
            let Some(is) = now.filter(|is| *is < things.len()) else {
                if !is_thing {
                    return None;
                }
                peers.push(None);
                continue;
            };
            has_peer[is] = true;
            of_account[is] = !is_thing || !things[is];
            peers.push(Some((is, of_account[is])));
        }
        let alone = has_peer.iter().zip(&things).any(|(has_peer, thing)| !has_peer && !thing);
        let described_otherwise = Vec::new();
        (!alone).then_some(Peers { now: peers, of_account, in_the_end, described_otherwise })
    }

    /// The same where some have no name, and are described by other words in the later version: what they are is not
    /// compared then.
    pub fn where_described_otherwise(self, some: Vec<usize>) -> Self {
        Peers { described_otherwise: some, ..self }
    }

    /// Those of the earlier version who are described by other words in the later one.
    pub fn described_otherwise(&self) -> &[usize] {
        &self.described_otherwise
    }

    /// Whether there are more at the end of the article than are weighed, so that some take the places of others.
    pub fn take_places(&self) -> bool {
        self.in_the_end > MEMORY
    }

    /// The number now of somebody of account.
    pub(super) fn now(&self, who: usize) -> Option<usize> {
        self.now.get(who)?.filter(|(_, of_account)| *of_account).map(|(who, _)| who)
    }

    /// The number now of anybody.
    pub(super) fn anybody_now(&self, who: usize) -> Option<usize> {
        self.now.get(who)?.map(|(who, _)| who)
    }

    /// Whether somebody of the later version is of account.
    pub(super) fn is_of_account(&self, who: usize) -> bool {
        self.of_account.get(who).copied().unwrap_or(true)
    }

    /// Those of account, under both numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let paired = |(was, now): (usize, &Option<(usize, bool)>)| {
            now.filter(|(_, of_account)| *of_account).map(|(is, _)| (was, is))
        };
        self.now.iter().enumerate().filter_map(paired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_of_account_has_a_peer() {
        let peers = |now: &[Option<usize>], then: &[bool], later: &[bool]| {
            Peers::of(now.iter().copied(), |who| then[who], later.iter().copied(), 0)
        };
        let moved = peers(&[Some(1), None], &[false, true], &[true, false])
            .expect("the new and the old one are things");
        assert_eq!((moved.now(0), moved.now(1)), (Some(1), None));
        assert_eq!(moved.all().collect::<Vec<_>>(), [(0, 1)]);
        assert!(!moved.is_of_account(0) && moved.is_of_account(1));
        assert!(peers(&[None], &[false], &[]).is_none(), "somebody is gone");
        assert!(peers(&[], &[], &[false]).is_none(), "somebody is new");
        let turned = peers(&[Some(0)], &[true], &[false]).expect("both have peers");
        assert_eq!(turned.now(0), Some(0), "what is a thing in one version only is of account");
    }
}
