//! The names of an article by number, each once, with what its words tell: so that nobody need look at words to learn
//! which uses of names are alike, and nobody looks at a name's words twice.

use crate::entities::cast::Name;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// All names, each once, by number: few for many uses. Those that are gone stay for a while.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    /// Those of the whole article, when it was looked at.
    first: Arc<First>,
    /// Those that came since, with their hashes. Versions share them, too.
    since: Vec<(u64, Arc<Name>)>,
}

/// The names of a whole article.
#[derive(Debug, Default)]
pub(super) struct First {
    names: Vec<Name>,
    /// Their numbers, by their hashes.
    numbers: FxHashMap<u64, u32>,
}

impl First {
    /// The number of a name; a new one if it has none.
    pub(super) fn number(&mut self, written: &str) -> u32 {
        let hash = hash_of(written);
        self.find(hash, written).unwrap_or_else(|| {
            let number = self.names.len() as u32;
            self.names.push(Name::new(written));
            self.numbers.entry(hash).or_insert(number);
            number
        })
    }

    fn find(&self, hash: u64, written: &str) -> Option<u32> {
        let number = *self.numbers.get(&hash)?;
        (self.names[number as usize].written() == written).then_some(number)
    }
}

impl Spellings {
    /// Those of a whole article.
    pub(super) fn of(first: First) -> Self {
        Spellings { first: Arc::new(first), since: vec![] }
    }

    /// All, by number.
    pub(super) fn all(&self) -> impl Iterator<Item = &Name> {
        self.first.names.iter().chain(self.since.iter().map(|(_, name)| &**name))
    }

    /// Whether most of them may be of names that are gone.
    pub(super) fn are_stale(&self) -> bool {
        const FEW: usize = 32;
        self.since.len() > self.first.names.len() + FEW
    }

    /// The number of a name; a new one if it has none.
    pub(super) fn number(&mut self, written: &str) -> u32 {
        let hash = hash_of(written);
        self.first.find(hash, written).unwrap_or_else(|| {
            let is = |(of, name): &(u64, Arc<Name>)| *of == hash && name.written() == written;
            let at = self.since.iter().position(is).unwrap_or_else(|| {
                self.since.push((hash, Arc::new(Name::new(written))));
                self.since.len() - 1
            });
            (self.first.names.len() + at) as u32
        })
    }
}

fn hash_of(written: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(written.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_number() {
        let mut first = First::default();
        assert_eq!(["Ruiz", "Ana Ruiz", "Ruiz"].map(|written| first.number(written)), [0, 1, 0]);
        let mut now = Spellings::of(first);
        assert_eq!(["Ana Ruiz", "Park", "Ruiz", "Park"].map(|written| now.number(written)), [1, 2, 0, 2]);
        assert_eq!(now.all().map(Name::written).collect::<Vec<_>>(), ["Ruiz", "Ana Ruiz", "Park"]);
        assert!(!now.are_stale());
    }
}
