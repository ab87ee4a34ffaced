//! The words of an article's names, by number: so that nobody need compare words to learn which uses of names are alike.

use rustc_hash::FxHashMap;

/// The words of all names, each once, by number: few for many uses. Those of names that are gone stay for a while.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    /// One after the other.
    words: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// How many were in use when the whole article was looked at.
    fresh: usize,
}

impl Spellings {
    /// Those of a whole article.
    pub(super) fn of(all: &[&str]) -> Self {
        Spellings { fresh: all.len(), ..Spellings::default().with(all) }
    }

    /// All, by number.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.words[start as usize..*end as usize])
    }

    /// Whether most of them may be of names that are gone.
    pub(super) fn are_stale(&self) -> bool {
        const FEW: usize = 256;
        self.ends.len() > 2 * self.fresh + FEW
    }

    /// The same and new ones.
    pub(super) fn with(&self, new: &[&str]) -> Spellings {
        let mut all = self.clone();
        for words in new {
            all.words.push_str(words);
            all.ends.push(all.words.len() as u32);
        }
        all
    }
}

/// Somebody who looks up spellings, and adds new ones.
pub(super) struct Spelt<'k, 't> {
    numbers: FxHashMap<&'k str, u32>,
    /// Those that had no number, in order.
    pub(super) new: Vec<&'t str>,
}

impl<'k, 't: 'k> Spelt<'k, 't> {
    /// Nothing is new yet.
    pub(super) fn new(known: &'k Spellings) -> Self {
        Spelt { numbers: known.all().zip(0..).collect(), new: vec![] }
    }

    /// The number of a spelling; a new one if it has none.
    pub(super) fn number(&mut self, words: &'t str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(words).or_insert_with(|| {
            self.new.push(words);
            next
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_number() {
        let known = Spellings::of(&["Ruiz", "Ana Ruiz"]);
        let mut spelt = Spelt::new(&known);
        assert_eq!(["Ana Ruiz", "Park", "Ruiz", "Park"].map(|words| spelt.number(words)), [1, 2, 0, 2]);
        let now = known.with(&spelt.new);
        assert_eq!(now.all().collect::<Vec<_>>(), ["Ruiz", "Ana Ruiz", "Park"]);
        assert!(!now.are_stale());
    }
}
