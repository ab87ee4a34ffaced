//! What the words of a name tell by themselves, wherever they stand and whatever else the article says.

use super::bodies::seat;
use super::word::{Word, key_of};
use super::words::{is_acronym, keys_of, nickname, parts, suffix, without_nickname};
use crate::english::lexicon::{Classes, Known, known};
use std::sync::Arc;

/// A name as it is written, and what its words tell. An article has few, and uses them often: each is looked at once.
#[derive(Debug)]
pub struct Name {
    /// As it stands in the text, where that is not on one line and without a nickname.
    written: Option<Box<str>>,
    /// On one line and without a nickname in marks: `Walter Harlan`.
    words: Arc<str>,
    parts: Box<[Word]>,
    key: u64,
    suffix: Option<&'static str>,
    nickname: Option<u64>,
    known: Known,
    seat: Option<u8>,
    acronym: bool,
}

impl Name {
    /// Looks at the words of a name.
    pub fn new(written: &str) -> Name {
        let words = without_nickname(written);
        let parts: Box<[Word]> = parts(written).into_iter().map(Word::new).collect();
        let key = key_of(parts.iter().map(Word::key));
        Name {
            written: (words != written).then(|| written.into()),
            key,
            suffix: suffix(written),
            nickname: nickname(written).map(key_of_parts),
            known: known(&words),
            seat: seat(key),
            acronym: is_acronym(&words),
            words: words.into(),
            parts,
        }
    }

    /// As it stands in the text.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.words)
    }

    /// The same on one line and without a nickname in marks: `Walter Harlan`.
    pub(super) fn words(&self) -> &Arc<str> {
        &self.words
    }

    /// Its words, as [`parts`] has them.
    pub(super) fn parts(&self) -> &[Word] {
        &self.parts
    }

    /// Whether it has a word that another name has, too.
    pub fn shares_word_with(&self, other: &Name) -> bool {
        self.parts.iter().any(|word| other.parts.iter().any(|other| other.key() == word.key()))
    }

    /// What tells these words from those of other names.
    pub(super) fn key(&self) -> u64 {
        self.key
    }

    /// `jr`, `iii`.
    pub(super) fn suffix(&self) -> Option<&'static str> {
        self.suffix
    }

    /// The key of a nickname in marks.
    pub(super) fn nickname(&self) -> Option<u64> {
        self.nickname
    }

    /// What the word lists know about the whole name.
    pub(super) fn known(&self) -> Classes {
        self.known.classes()
    }

    /// If it is a building that stands for who sits there, its number in the list of these.
    pub(super) fn seat(&self) -> Option<u8> {
        self.seat
    }

    /// `FTC`, `U.N.`
    pub(super) fn is_acronym(&self) -> bool {
        self.acronym
    }

    /// Whether it is written without a blank: `Ruiz`, `Okafor-Bello`.
    pub(super) fn is_one_word(&self) -> bool {
        !self.words.contains(' ')
    }

    /// Whether its last word has a hyphen: `Annelies de Bruijn-Visser`.
    pub(super) fn ends_in_two(&self) -> bool {
        self.words.rsplit(' ').next().is_some_and(|word| word.contains(['-', '‑']))
    }
}

/// What tells the words of a name from those of others.
pub(super) fn key_of_parts(name: &str) -> u64 {
    key_of(keys_of(name))
}
