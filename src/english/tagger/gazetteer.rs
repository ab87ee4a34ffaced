//! What lists know about names of places and organisations of one word and more, and clusters of words.

use super::table::{Table, fold, hash_of};
use fst::raw::{CompiledAddr, Fst};
use std::sync::LazyLock;

/// A country or a region of the world.
pub const COUNTRY: u8 = 1;
/// A state of the United States.
pub const STATE: u8 = 1 << 1;
/// A large city.
pub const CITY: u8 = 1 << 2;
/// A town of more than 15,000 people, which may also be a surname or an ordinary word.
pub const TOWN: u8 = 1 << 3;
/// A well-known organisation.
pub const ORGANISATION: u8 = 1 << 4;
/// A club, a company, a party, which may also be a town, a surname or an ordinary word.
pub const BODY: u8 = 1 << 5;

/// Made by `build.rs`; opening it reads its footer and copies nothing.
static NAMES: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    Fst::new(&include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.fst"))[..])
        .expect("build.rs writes a valid automaton")
});

static CLUSTERS: LazyLock<Table<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/clusters.bin"));
    Table::open(bytes).expect("build.rs writes a valid table").0
});

/// The cluster of a word, as it is written; 0 if it has none.
pub fn cluster(word: &str) -> u16 {
    CLUSTERS.get(fold(hash_of(word.as_bytes()))).map_or(0, |value| u16::from_le_bytes([value[0], value[1]]))
}

/// A walk through the names of the gazetteer, word by word.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    at: CompiledAddr,
    value: u64,
    words: u32,
}

impl Default for Walk {
    /// At the front of all names.
    fn default() -> Self {
        Walk { at: NAMES.root().addr(), value: 0, words: 0 }
    }
}

impl Walk {
    /// The walk behind a first word, and what that is as a whole; `None` if no name begins with it.
    pub fn from(first: &str) -> Option<(Walk, u8)> {
        let mut walk = Walk::default();
        let flags = walk.word(first)?;
        Some((walk, flags))
    }

    /// Goes on with a word; `None` if no name does, or else what the words so far are as a whole (0 for nothing yet).
    pub fn word(&mut self, word: &str) -> Option<u8> {
        if self.words > 0 {
            self.byte(b' ')?;
        }
        self.words += 1;
        if word.is_ascii() {
            word.bytes().try_for_each(|byte| self.byte(byte.to_ascii_lowercase()))?;
        } else {
            for c in word.chars().flat_map(char::to_lowercase) {
                let mut utf8 = [0; 4];
                let c = if c == '’' { '\'' } else { c };
                c.encode_utf8(&mut utf8).bytes().try_for_each(|byte| self.byte(byte))?;
            }
        }
        let node = NAMES.node(self.at);
        Some(if node.is_final() { (self.value + node.final_output().value()) as u8 } else { 0 })
    }

    fn byte(&mut self, byte: u8) -> Option<()> {
        let node = NAMES.node(self.at);
        let transition = node.transition(node.find_input(byte)?);
        self.value += transition.out.value();
        self.at = transition.addr;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_as_a_whole_whatever_their_case() {
        let mut walk = Walk::default();
        assert_eq!(walk.word("North"), Some(0));
        assert_eq!(walk.word("KOREA"), Some(COUNTRY));
        assert_eq!(walk.word("Korea"), None);
        assert_eq!(Walk::default().word("Ohio").map(|flags| flags & STATE), Some(STATE));
        assert_eq!(Walk::default().word("Xyzzyx"), None);
    }

    #[test]
    fn words_in_like_surroundings_share_a_cluster() {
        assert_eq!(cluster("London"), cluster("Paris"));
        assert_ne!(cluster("London"), cluster("Tuesday"));
        assert_eq!(cluster("xyzzyx"), 0);
    }
}
