//! Floor 2: the language: tokens, sentences, names, reporting words, dates. It knows words, not articles.

pub mod calendar;
pub mod classes {
    //! What the word lists know about a word: one bit each.
    include!("classes.rs");
}
pub mod dates;
pub mod lexicon;
pub mod names;
pub mod phrase;
mod sentence;
pub mod tagger;
mod token;
mod wording;

pub(crate) use sentence::LONGEST as LONGEST_SENTENCE;
pub use sentence::sentences;
pub use token::{Kind, Shape, Token, is_mark, is_possessive, tokens};
pub(crate) use wording::with_single_blanks;
pub use wording::{gist, word_key, wording};
