//! Numbers by key, of which several may have the same: characters by surname, say.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::Hash;

/// A list of numbers for each key. All lists together take two allocations, and are copied as they lie.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Keyed<K: Eq + Hash> {
    /// Of each key the first of its entries, and the last.
    ends: FxHashMap<K, (u32, u32)>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    number: u32,
    /// The next with the same key; 0 where none follows, since the first of all follows nobody.
    next: u32,
}

impl<K: Eq + Hash> Default for Keyed<K> {
    fn default() -> Self {
        Keyed { ends: FxHashMap::default(), entries: vec![] }
    }
}

impl<K: Eq + Hash> Keyed<K> {
    /// Nothing yet, and room for so many entries.
    pub(super) fn with_room(entries: usize) -> Self {
        Keyed {
            ends: FxHashMap::with_capacity_and_hasher(entries, FxBuildHasher),
            entries: Vec::with_capacity(entries),
        }
    }

    /// Adds a number behind those that have the same key.
    pub(super) fn push(&mut self, key: K, number: usize) {
        let at = self.entries.len() as u32;
        let (_, last) = self.ends.entry(key).or_insert((at, at));
        if *last != at {
            self.entries[*last as usize].next = at;
            *last = at;
        }
        self.entries.push(Entry { number: number as u32, next: 0 });
    }

    /// The numbers of a key, in the order in which they were added.
    pub(super) fn get(&self, key: K) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.ends.get(&key).map(|(first, _)| &self.entries[*first as usize]);
        let next = |entry: &&Entry| (entry.next != 0).then(|| &self.entries[entry.next as usize]);
        std::iter::successors(first, next).map(|entry| entry.number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_key_come_in_the_order_in_which_they_were_added() {
        let mut keyed = Keyed::default();
        for (key, number) in [("ruiz", 7), ("park", 2), ("ruiz", 1), ("ruiz", 7)] {
            keyed.push(key, number);
        }
        let of = |key| keyed.get(key).collect::<Vec<_>>();
        assert_eq!((of("ruiz"), of("park"), of("ek")), (vec![7, 1, 7], vec![2], vec![]));
    }
}
