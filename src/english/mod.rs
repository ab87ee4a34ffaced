//! Floor 2: the language: tokens, sentences, names, reporting words, dates. It knows words, not articles.

pub mod calendar;
pub mod classes {
    //! What the word lists know about a word: one bit each.
    include!("classes.rs");
}
mod common;
pub mod dates;
pub mod lexicon;
pub mod names;
pub mod phrase;
mod sentence;
pub mod tagger;
mod token;
#[allow(unreachable_pub, reason = "build.rs includes the same file")]
mod word_table {
    //! A table from words to numbers, read in place.
    include!("word_table.rs");

    #[cfg(test)]
    mod tests {
        use super::*;

        fn hash(word: &str) -> u64 {
            WordHash::of(word.as_bytes()).hash
        }

        #[test]
        fn what_was_written_is_read_and_nothing_else() {
            let words =
                ["", "a", "of", "the", "said", "mayor", "harbour", "harbours", "spokeswoman", "according to"];
            let bytes = write(words.iter().enumerate().map(|(value, word)| (*word, value as u16)));
            let table = WordTable::open(&bytes).expect("a table");
            for (value, word) in words.iter().enumerate() {
                assert_eq!(table.get(hash(word)), Some(value as u16), "{word}");
                assert_eq!(table.get(hash(&word.to_uppercase())), Some(value as u16), "{word}, shouted");
                assert_eq!(table.get(hash(&format!("{word}s!"))), None, "{word}s!");
            }
            assert!((0..bytes.len()).all(|end| WordTable::open(&bytes[..end]).is_none()));
        }

        #[test]
        fn only_letters_have_a_lower_case() {
            let all: Vec<u8> = (0..=255).collect();
            for letters in all.chunks(8) {
                let lower: Vec<u8> = letters.iter().map(u8::to_ascii_lowercase).collect();
                let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
                assert_eq!(in_lower_case(number(letters)), number(&lower), "{letters:?}");
            }
            assert!(WordHash::of(b"Ruiz").is_ascii && !WordHash::of("Zoë".as_bytes()).is_ascii);
        }
    }
}
mod wording;

pub use common::Common;
pub(crate) use sentence::LONGEST as LONGEST_SENTENCE;
pub use sentence::sentences;
pub use token::{Kind, Shape, Token, is_mark, is_possessive, tokens, tokens_again};
pub(crate) use wording::with_single_blanks;
pub use wording::{gist, word_key, wording};
