//! The word lists, as one table that is read in place.

use super::classes::*;
use super::word_table::{WordHash, WordTable};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::sync::LazyLock;

/// What the word lists know about a word or a phrase: a set of the bits in [`classes`](super::classes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u64);

impl Classes {
    /// Whether the word is in any of these classes.
    pub const fn any(self, classes: u64) -> bool {
        self.0 & classes != 0
    }

    /// Whether the word is in all of these classes.
    pub const fn all(self, classes: u64) -> bool {
        self.0 & classes == classes
    }

    /// Whether some form of the word is a verb.
    pub const fn verb(self) -> bool {
        self.any(VERB_BASE | VERB_PAST | VERB_PARTICIPLE | VERB_ING | VERB_THIRD)
    }

    /// Whether it can be a reporting verb of any grade.
    pub const fn cue(self) -> bool {
        self.any(CUE_A | CUE_B | CUE_C)
    }
}

/// The same as a number that takes the room of one: which of the few sets that some word of the lists has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u16);

impl Known {
    /// The classes.
    #[inline]
    pub fn classes(self) -> Classes {
        Classes(SETS[usize::from(self.0)])
    }
}

static SETS: [u64; include!(concat!(env!("OUT_DIR"), "/sets_len.rs"))] =
    include!(concat!(env!("OUT_DIR"), "/sets.rs"));

/// The table that `build.rs` made; opening it copies nothing.
static WORDS: LazyLock<WordTable<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
    WordTable::open(bytes).expect("build.rs writes a valid table")
});

/// Longest key that is looked up, in bytes; the lists hold none longer.
const LONGEST: usize = 48;

/// Looks up a word or a phrase (single blanks between its words), whatever its case.
pub fn lookup(word: &str) -> Classes {
    known(word).classes()
}

/// Looks up a word or a phrase for somebody who keeps what is known of it.
pub fn known(word: &str) -> Known {
    if word.len() > LONGEST {
        return Known::default();
    }
    let read = WordHash::of(word.as_bytes());
    if read.is_ascii { known_by(read.hash) } else { look_up_spelt(word) }
}

/// The same of a word with letters outside of ASCII, whose lower case and apostrophes are not to be had letter by letter.
#[cold]
fn look_up_spelt(word: &str) -> Known {
    let mut key = [0u8; LONGEST];
    lower_into(word, &mut key).map_or(Known::default(), |len| known_by(WordHash::of(&key[..len]).hash))
}

fn known_by(hash: u64) -> Known {
    RECENT.with(|recent| {
        let place = &recent[hash as usize % RECENTLY];
        let (last, known) = place.get();
        if last == hash {
            return known;
        }
        let known = WORDS.get(hash).map_or(Known::default(), Known);
        place.set((hash, known));
        known
    })
}

/// How many words a thread keeps at hand, in 4 KiB.
const RECENTLY: usize = 256;

thread_local! {
    /// What was looked up lately, by the lowest eight bits of its hash. With each key, the phrases of a paragraph are looked up
    /// again: here they stand together, whereas in the table each lies on a page of its own.
    static RECENT: [Cell<(u64, Known)>; RECENTLY] = const { [const { Cell::new((0, Known(0))) }; RECENTLY] };
}

/// The reporting words and phrases that are in all of these classes, in the order of the alphabet.
pub fn reporting_words(classes: u64) -> impl Iterator<Item = &'static str> {
    let all = include_str!(concat!(env!("OUT_DIR"), "/reporting.txt")).lines();
    all.filter(move |word| lookup(word).all(classes))
}

/// Writes `word` in lower case to `key` without allocating; `None` if it does not fit.
fn lower_into(word: &str, key: &mut [u8; LONGEST]) -> Option<usize> {
    let mut len = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let c = if matches!(c, '’' | '‘') { '\'' } else { c };
        let room = key.get_mut(len..len + c.len_utf8())?;
        c.encode_utf8(room);
        len += c.len_utf8();
    }
    Some(len)
}

/// The countries' names and what belongs to each, by name and by each of the words: the first of these words,
/// which so is one spelling for a country and its people. Made when the first nationality is met.
static PEOPLES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut peoples = FxHashMap::default();
    for line in include_str!("lists/countries.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((country, words)) = line.split_once('\t') else { continue };
        let Some(people) = words.split(';').next().filter(|word| !word.is_empty()) else { continue };
        for word in words.split(';').chain([country]) {
            peoples.entry(word.to_lowercase().replace('.', "")).or_insert(people);
        }
    }
    peoples
});

/// One spelling for a country and its people, from any word for either: `French` for `France’s`.
pub fn people_of(word: &str) -> Option<&'static str> {
    /// Longer than the longest key, and a possessive's ending with it, in bytes.
    const ROOM: usize = 64;
    let mut key = [0u8; ROOM];
    let mut len = 0;
    if word.is_ascii() {
        for letter in word.bytes().filter(|letter| *letter != b'.') {
            *key.get_mut(len)? = letter.to_ascii_lowercase();
            len += 1;
        }
    } else {
        for c in word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase) {
            let room = key.get_mut(len..len + c.len_utf8())?;
            len += c.encode_utf8(room).len();
        }
    }
    let word = std::str::from_utf8(&key[..len]).ok()?;
    let word = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    PEOPLES.get(word).copied()
}

/// The role words that a general noun for a person may stand for: `secretary`, `minister` … for `official`.
/// `general` is in lower case.
pub fn roles_of(general: &str) -> impl Iterator<Item = &'static str> + use<> {
    HYPERNYMS.get(general).into_iter().flat_map(|roles| roles.split(' '))
}

/// The general nouns that stand for roles, and the nouns for organisations, each of which [`roles_of`] and [`body_noun`]
/// know.
pub fn general_nouns() -> impl Iterator<Item = &'static str> {
    HYPERNYMS.keys().chain(BODIES.keys()).copied()
}

/// A list of a noun and words that belong to it, by noun.
fn table(list: &'static str) -> FxHashMap<&'static str, &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

static HYPERNYMS: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("lists/hypernyms.txt")));
static BODIES: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("lists/body_nouns.txt")));
static PLACES: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("lists/place_nouns.txt")));
static KIN: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| table(include_str!("lists/kin_nouns.txt")));

/// A noun for an organisation, in lower case: words in the names that it may stand for, `*` being any name that tells
/// nothing of what it names.
pub fn body_noun(noun: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
    BODIES.get(noun).map(|words| words.split(' '))
}

/// A noun for a place, in lower case: `country`, `state`, `town`, or `name` for what is called so.
pub fn place_noun(noun: &str) -> Option<&'static str> {
    PLACES.get(noun).copied()
}

/// What somebody is to another, in lower case: what the other one is in return, `wife` for `husband`.
pub fn kin_noun(noun: &str) -> Option<impl Iterator<Item = &'static str>> {
    KIN.get(noun).map(|nouns| nouns.split(' ').filter(|noun| !noun.is_empty()))
}

static SHORT_NAMES: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let rows = table(include_str!("lists/short_names.txt")).into_iter();
    rows.map(|(short, full)| {
        (short.to_lowercase(), full.to_lowercase().split(' ').map(str::to_owned).collect())
    })
    .collect()
});

/// The given names that a name, in lower case, is short for: `raymond` for `ray`.
pub fn full_forms(short: &str) -> &'static [String] {
    SHORT_NAMES.get(short).map_or(&[], Vec::as_slice)
}

/// Buildings that stand for who sits there, each with the names of that body: `Pentagon`, `Defense Department`.
pub fn seats() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    include_str!("lists/seats.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(seat, bodies)| (seat, bodies.split(';')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_at_hand_is_what_the_table_says() {
        let in_table = |word: &str| {
            let hash = WordHash::of(word.as_bytes()).hash;
            WORDS.get(hash).map_or(Known::default(), Known)
        };
        let words: Vec<&str> = include_str!(concat!(env!("OUT_DIR"), "/reporting.txt")).lines().collect();
        assert!(words.len() > RECENTLY, "they take each other's places");
        for word in words.iter().chain(&words) {
            assert_eq!(known(word), in_table(word), "{word}");
            assert_eq!(known(word), in_table(word), "{word}, which was looked up last");
        }
        assert_eq!(WORDS.get(0), None, "an empty place must answer as the table does");
    }

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        assert!(lookup("said").all(VERB_PAST | CUE_A));
        assert!(lookup("Emphasised").all(VERB_PAST | FRAME_THAT));
        assert!(lookup("tells").all(VERB_THIRD | FRAME_OBJECT));
        assert!(lookup("pointed out").cue());
    }

    #[test]
    fn phrases_are_found_from_their_first_word() {
        assert!(lookup("north").any(PHRASE));
        assert!(lookup("North Korea").any(COUNTRY));
        assert!(lookup("North Korean").any(DEMONYM));
    }

    #[test]
    fn an_apostrophe_is_one_however_it_is_written() {
        assert_ne!(lookup("don't"), Classes::default());
        assert_eq!(lookup("don’t"), lookup("don't"));
        assert_eq!(lookup("don‘t"), lookup("don't"));
    }

    #[test]
    fn unknown_and_overlong_words_have_no_class() {
        assert_eq!(lookup("xyzzyx"), Classes::default());
        assert_eq!(lookup(&"long".repeat(40)), Classes::default());
    }

    #[test]
    fn reporting_words_are_known_with_their_forms() {
        let past: Vec<&str> = reporting_words(CUE_A | VERB_PAST).collect();
        assert!(past.contains(&"said") && past.contains(&"told") && !past.contains(&"says"), "{past:?}");
        assert!(past.is_sorted());
    }

    #[test]
    fn a_country_and_its_people_are_one_and_neighbours_are_two() {
        assert_eq!(people_of("France’s"), people_of("French"));
        assert_eq!(people_of("US"), people_of("American"));
        assert_eq!(people_of("U.S."), people_of("Americans"));
        assert_ne!(people_of("Austrian"), people_of("Australian"));
        assert_ne!(people_of("Niger"), people_of("Nigeria"));
        assert_eq!(people_of("bridge"), None);
    }

    #[test]
    fn a_general_noun_stands_for_roles() {
        assert!(roles_of("official").any(|role| role == "secretary"));
        assert_eq!(roles_of("bridge").count(), 0);
    }
}
