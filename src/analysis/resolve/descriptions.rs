//! By what somebody without a name may be told apart further down: the descriptions that stand there, and the words of
//! whatever is no name.
//!
//! Whoever types a description changes it with every letter, and the two who are described by it before and after are
//! asked about at every letter, too. What stands below does not change meanwhile. It is gone over once, and not with each
//! letter: a paragraph is a dozen places all over memory, and what they say, each thing once, is one short list.

use super::article::Article;
use crate::entities::described::Described;
use crate::entities::mention::Form;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// What an article says, from some block on, of those who have no name, each thing once.
#[derive(Debug)]
pub(in crate::analysis) struct Descriptions {
    /// The first block.
    pub(in crate::analysis) from: usize,
    described: FxHashSet<Arc<Described>>,
    /// Keys of the words of mentions but names: “it” and “some” may be somebody, too.
    words: FxHashSet<u64>,
}

impl Descriptions {
    /// What stands from a block on.
    pub(super) fn below(article: Article<'_>, from: usize) -> Self {
        let mut all = Descriptions { from, described: FxHashSet::default(), words: FxHashSet::default() };
        for block in from..article.facts.len() {
            let (facts, plain) = (&article.facts[block], article.plain(block));
            for (mention, ties) in facts.mentions.iter().zip(&facts.ties) {
                if !matches!(mention.form, Form::Name { .. }) {
                    all.words.insert(key(mention.span.of(plain)));
                }
                all.described.extend(ties.described.clone());
            }
        }
        all
    }

    /// The descriptions, in no order.
    pub(super) fn described(&self) -> impl Iterator<Item = &Described> {
        self.described.iter().map(|described| &**described)
    }

    /// Whether something that is no name may have these very words, whatever their blanks and capitals. Other words may have
    /// the same key.
    pub(super) fn may_have_words(&self, words: &str) -> bool {
        self.words.contains(&key(words))
    }
}

/// The same number for the same [`letters`].
fn key(words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if words.is_ascii() {
        let letters = words.bytes().filter(|byte| !matches!(byte, b'\t'..=b'\r' | b' '));
        letters.for_each(|byte| hasher.write_u32(byte.to_ascii_lowercase().into()));
    } else {
        letters(words).for_each(|letter| hasher.write_u32(letter.into()));
    }
    hasher.finish()
}

/// The letters of a text in lower case, without blanks, where a sigma at the end of a word is one like any other.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    let lower = text.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase);
    lower.map(|c| if c == 'ς' { 'σ' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_and_capitals_make_no_other_words() {
        assert_eq!(key("The port\n official"), key("the\tPort official"));
        assert_eq!(key("ΟΔΟΣ"), key("οδος"));
        assert_ne!(key("the port official"), key("the port officials"));
    }

    proptest! {
        #[test]
        fn ascii_has_the_key_of_its_letters(words in "[ -~\\t-\\r\\x1c-\\x1f]{0,12}") {
            let mut hasher = FxHasher::default();
            letters(&words).for_each(|letter| hasher.write_u32(letter.into()));
            prop_assert_eq!(key(&words), hasher.finish());
        }
    }
}
