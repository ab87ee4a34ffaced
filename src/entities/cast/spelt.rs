//! Names ready to be compared with many others: an article may name a thousand people of one given name.

use super::spelling::{of_two_genders, skeleton};
use crate::english::classes::FIRST_NAME;
use crate::english::lexicon::lookup;

/// A word of a name in lower case, with what tells at a glance that it is not another one with a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelt {
    word: String,
    /// What is left of it in any spelling.
    skeleton: String,
    /// How many letters it has.
    length: usize,
    /// Which letters it has, as a set of 64 bits.
    letters: u64,
}

impl Spelt {
    pub(super) fn new(word: &str) -> Self {
        let bit = |letter: char| 1_u64 << (u32::from(letter) % 64);
        Spelt {
            skeleton: skeleton(word),
            length: word.chars().count(),
            letters: word.chars().fold(0, |letters, letter| letters | bit(letter)),
            word: word.to_owned(),
        }
    }

    pub(super) fn word(&self) -> &str {
        &self.word
    }

    pub(super) fn skeleton(&self) -> &str {
        &self.skeleton
    }

    /// Whether the two are spellings of one name, and not the same.
    pub(super) fn alike(&self, other: &Spelt) -> bool {
        self.word != other.word && self.skeleton == other.skeleton
    }

    /// Whether so many letters left out, put in, changed or swapped with their neighbour, and no more, make one of the
    /// other (Damerau–Levenshtein).
    pub(super) fn within(&self, slips: usize, other: &Spelt) -> bool {
        // A slip adds a letter, takes one away, or does both.
        let letters = (self.letters ^ other.letters).count_ones() as usize;
        letters <= 2 * slips
            && self.length.abs_diff(other.length) <= slips
            && strsim::damerau_levenshtein(&self.word, &other.word) <= slips
    }
}

/// The words of a name, ready to be compared.
pub(super) fn spelt(parts: &[String]) -> Vec<Spelt> {
    parts.iter().map(|word| Spelt::new(word)).collect()
}

/// Whether two names of as many words differ by a letter or two in a single word, or in how they are spelt, and are
/// not two given names of two different people, or the surnames of husband and wife.
pub(super) fn one_slip(right: &[Spelt], wrong: &[Spelt]) -> bool {
    let mut different = right.iter().zip(wrong).enumerate().filter(|(_, (a, b))| a.word != b.word);
    if different.clone().next().is_some() && different.clone().all(|(_, (a, b))| a.alike(b)) {
        return true;
    }
    let Some((at, (a, b))) = different.next() else { return false };
    if different.next().is_some() || a.length.max(b.length) < 4 || of_two_genders(&a.word, &b.word) {
        return false;
    }
    let given = |word: &Spelt| lookup(&word.word).any(FIRST_NAME);
    let both_given = || at == 0 && right.len() == 2 && given(a) && given(b);
    a.within(if a.length >= 8 { 2 } else { 1 }, b) && !both_given()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(right: &str, wrong: &str) -> bool {
        let spelt = |name: &str| spelt(&crate::entities::cast::parts(name));
        one_slip(&spelt(right), &spelt(wrong))
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
        for (a, b) in words.iter().flat_map(|a| words.map(|b| (*a, b))) {
            for slips in 1..=2 {
                let near = strsim::damerau_levenshtein(a, b) <= slips;
                assert_eq!(Spelt::new(a).within(slips, &Spelt::new(b)), near, "{a} and {b}, {slips}");
            }
        }
    }
}
