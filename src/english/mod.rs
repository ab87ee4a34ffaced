//! Floor 2: the language: tokens, sentences, names, reporting words, dates. It knows words, not articles.

pub mod calendar;
pub mod classes;
pub mod dates;
pub mod lexicon;
pub mod names;
pub mod phrase;
mod sentence;
mod token;

pub use sentence::sentences;
pub use token::{Kind, Shape, Token, is_mark, tokens};
