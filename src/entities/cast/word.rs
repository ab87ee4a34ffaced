//! A word of a name, ready to be compared with many others: an article may name a thousand people of one given name.

use super::spelling::{of_two_genders, skeleton};
use crate::english::classes::{FIRST_NAME, NAME_PARTICLE};
use crate::english::lexicon::{Classes, Known, known};
use crate::english::word_key;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A word of a name, with what tells at a glance that it is not another one, or not another one with a slip.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As [`parts`](super::parts) has it.
    text: Box<str>,
    /// Its [`word_key`]: words are the same if they have the same key.
    key: u64,
    /// The key of what is left of it in any spelling.
    skeleton: u64,
    /// Which letters it has, as a set of 64 bits.
    letters: u64,
    /// How many letters it has.
    length: u32,
    known: Known,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Word {
    /// A word of those that [`parts`](super::parts) makes of a name.
    pub(super) fn new(text: String) -> Self {
        let bit = |letter: char| 1_u64 << (u32::from(letter) % 64);
        Word {
            key: word_key(&text),
            skeleton: word_key(&skeleton(&text)),
            letters: text.chars().fold(0, |letters, letter| letters | bit(letter)),
            length: text.chars().count() as u32,
            known: known(&text),
            text: text.into_boxed_str(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What tells it from all other words.
    pub(super) fn key(&self) -> u64 {
        self.key
    }

    /// What tells it from all words that are no other spellings of it.
    pub(super) fn skeleton(&self) -> u64 {
        self.skeleton
    }

    /// How many letters it has.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// What the word lists know about it.
    pub(super) fn known(&self) -> Classes {
        self.known.classes()
    }

    /// `al`, `van`, `ó`.
    pub(super) fn is_particle(&self) -> bool {
        self.known().any(NAME_PARTICLE)
    }

    /// Whether it is a given name.
    pub(super) fn is_given(&self) -> bool {
        self.known().any(FIRST_NAME)
    }

    /// Whether the two are spellings of one name, and not the same.
    pub(super) fn alike(&self, other: &Word) -> bool {
        self != other && self.skeleton == other.skeleton
    }

    /// Whether so many letters left out, put in, changed or swapped with their neighbour, and no more, make one of the
    /// other (Damerau–Levenshtein).
    pub(super) fn within(&self, slips: usize, other: &Word) -> bool {
        // A slip adds a letter, takes one away, or does both.
        let letters = (self.letters ^ other.letters).count_ones() as usize;
        letters <= 2 * slips
            && self.length().abs_diff(other.length()) <= slips
            && strsim::damerau_levenshtein(&self.text, &other.text) <= slips
    }
}

/// What tells these words, by their keys, from all others in another order or number.
pub(super) fn key_of(words: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = FxHasher::default();
    words.for_each(|word| hasher.write_u64(word));
    hasher.finish()
}

/// Whether a shorter name may be what is left of a longer one without given names: `van der Meer`, `Okafor-Bello`,
/// `Tello Rivas`, but not `Ann Lee` of `Mary Ann Lee`.
pub(super) fn is_surname_of(short: &[Word], one_word: bool, full: &[Word]) -> bool {
    let Some(first) = short.first() else { return false };
    let surname = one_word || first.is_particle() || !first.is_given();
    surname && short.len() < full.len() && full.ends_with(short)
}

/// Whether two names of as many words differ by a letter or two in a single word, or in how they are spelt, and are
/// not two given names of two different people, or the surnames of husband and wife.
pub(super) fn one_slip(right: &[Word], wrong: &[Word]) -> bool {
    let mut different = right.iter().zip(wrong).enumerate().filter(|(_, (a, b))| a != b);
    if different.clone().next().is_some() && different.clone().all(|(_, (a, b))| a.alike(b)) {
        return true;
    }
    let Some((at, (a, b))) = different.next() else { return false };
    if different.next().is_some() || a.length.max(b.length) < 4 || of_two_genders(&a.text, &b.text) {
        return false;
    }
    let both_given = || at == 0 && right.len() == 2 && a.is_given() && b.is_given();
    a.within(if a.length >= 8 { 2 } else { 1 }, b) && !both_given()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::cast::parts;

    fn words(name: &str) -> Vec<Word> {
        parts(name).into_iter().map(Word::new).collect()
    }

    fn slips(right: &str, wrong: &str) -> bool {
        one_slip(&words(right), &words(wrong))
    }

    #[test]
    fn a_letter_left_out_put_in_changed_or_swapped_is_a_slip() {
        for wrong in ["Ana Mendze", "Ana Mendz", "Ana Mendeez", "Ana Mendes"] {
            assert!(slips("Ana Mendez", wrong), "{wrong}");
        }
        assert!(slips("Ana Lindqvist", "Ana Lindkvisst"), "two letters of a long word");
        assert!(!slips("Ana Mendez", "Ana Mentes"), "two letters of a short one");
        assert!(slips("Sergei Yevtushenko", "Sergey Evtushenko"), "both words in other spellings");
    }

    #[test]
    fn two_people_are_no_slip() {
        assert!(!slips("Mark Ruiz", "Mary Ruiz"), "two given names");
        assert!(!slips("Ana Petrov", "Ana Petrova"), "husband and wife");
        assert!(!slips("Bo Li", "Bo Lu"), "too short to tell");
        assert!(!slips("Ana Ruiz", "Ana Ruiz"), "the same");
    }

    #[test]
    fn what_the_letters_rule_out_is_indeed_far_away() {
        let words =
            ["lindqvist", "lindqivst", "okafor", "ofakor", "maryam", "mariam", "ñuñez", "nunez", "li"];
        let word = |text: &str| Word::new(text.to_owned());
        for (a, b) in words.iter().flat_map(|a| words.map(|b| (*a, b))) {
            for slips in 1..=2 {
                let near = strsim::damerau_levenshtein(a, b) <= slips;
                assert_eq!(word(a).within(slips, &word(b)), near, "{a} and {b}, {slips}");
            }
        }
    }

    #[test]
    fn surnames_of_several_words_are_left_without_given_names() {
        let short =
            |short: &str, full: &str| is_surname_of(&words(short), !short.contains(' '), &words(full));
        assert!(short("van der Meer", "Pieter van der Meer"));
        assert!(short("Al-Masri", "Hisham al-Masri"));
        assert!(short("Okafor-Bello", "Ngozi Okafor-Bello"));
        assert!(!short("Mary Lee", "Ann Mary Lee"), "another woman");
        assert!(!short("Ann Lee", "Ann Lee"), "the same");
    }
}
