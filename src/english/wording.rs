//! Wording: what was said, whatever the marks and capitals it is printed with.

use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::hash::Hasher;

/// The words of a text in any case, without what stands between them, each as a hash of 64 bits: they are compared far
/// more often than they are made. Straight and curly apostrophes are the same.
pub fn wording(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.map(|word| word.trim_matches(['\'', '’'])).filter(|word| !word.is_empty()).map(word_key)
}

/// Words with a single blank between each two, however lines are wrapped: as the lexicon has its phrases.
pub(crate) fn with_single_blanks(words: &str) -> Cow<'_, str> {
    let wrapped = words.contains(|c: char| c.is_whitespace() && c != ' ') || words.contains("  ");
    match wrapped {
        true => Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(words),
    }
}

/// Which words there are among some, as a set of 64 bits: what lacks one of another's bits lacks one of its words.
pub fn gist(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0, |all, word| all | 1 << (word >> 58))
}

/// A word as a hash of 64 bits, the same in any case.
pub fn word_key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        word.bytes().for_each(|letter| hasher.write_u32(letter.to_ascii_lowercase().into()));
    } else {
        let letters = word.chars().flat_map(char::to_lowercase);
        letters
            .for_each(|letter| hasher.write_u32(if letter == '’' { '\''.into() } else { letter.into() }));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_printed_in_many_ways() {
        let said: Vec<u64> = wording("We knew — it’d fall.").collect();
        assert_eq!(said.len(), 4);
        assert!(wording("“WE ‘knew’ it'd, fall!”").eq(said.iter().copied()));
        assert!(!wording("We knew it would fall").eq(said.iter().copied()));
    }

    #[test]
    fn whoever_says_more_has_the_gist_of_what_is_in_it() {
        let all = gist(wording("We knew in spring that it would fall."));
        let part = gist(wording("it would fall"));
        assert_eq!(part & !all, 0);
        assert_ne!(gist(wording("ships burn at sea")) & !all, 0);
    }
}
