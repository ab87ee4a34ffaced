//! What the words of a description say of whomever they mean, and what a role says of whoever plays it: taken from the
//! words once for each paragraph, and compared as numbers with all whom they may mean.

use super::gallery::age_in;
use super::mention::Description;
use super::player::nations;
use crate::english::classes::{DEMONYM, FEMININE, GENERAL_PERSON, MASCULINE, NOUN, PERSON_NOUN, TITLE};
use crate::english::lexicon::{body_noun, general_nouns, lookup, place_noun, roles_of};
use crate::english::word_key;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words of a description, such as `the former French minister`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Described {
    /// Its noun, as a [`word_key`].
    pub(super) head: u64,
    /// The roles for which that may stand.
    pub(super) stands_for: &'static [u64],
    /// The noun is an office.
    pub(super) title: bool,
    /// The countries whose people it speaks of.
    pub(super) nations: Vec<&'static str>,
    /// Its words besides the article and the noun.
    pub(super) others: Vec<u64>,
    /// The words between "the" and the noun; `None` if it does not begin with that, "this" or "that".
    pub(super) between: Option<Vec<Between>>,
    /// What its noun tells of a body's name.
    pub(super) body: Option<&'static BodyNoun>,
    /// Which sort of place its noun is.
    pub(super) place: Option<&'static str>,
    /// `the two senators`: how many of whom.
    pub counted: Option<Counted>,
    /// `the 54-year-old`, in years.
    pub age: Option<u16>,
    /// It has nothing but an article and a noun that says little, such as "man".
    pub is_general: bool,
}

/// How many play a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Two or more.
    pub many: u8,
    /// The role of one, as a [`word_key`].
    pub role: u64,
}

impl Counted {
    /// What `the two senators` counts; the article may stand in front of the words.
    fn of(before: &str, words: &str, noun: &str) -> Option<Self> {
        const COUNTS: [(&str, u8); 4] = [("two", 2), ("three", 3), ("four", 4), ("five", 5)];
        let mut all = words.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("the"));
        let the = words.split_whitespace().chain(before.split_whitespace().next_back());
        let first = all.next()?.to_lowercase();
        let (_, many) = COUNTS.iter().find(|(word, _)| *word == first)?;
        let one = singular(noun)?;
        let bare = all.next().is_some_and(|word| word.eq_ignore_ascii_case(noun)) && all.next().is_none();
        let the = { the }.any(|word| word.eq_ignore_ascii_case("the"));
        (bare && the).then(|| Counted { many: *many, role: word_key(&one) })
    }
}

/// `deputies`, `coaches`, `firemen`, `pilots`: the noun for one of them, in lower case; `None` for what ends as no plural
/// does.
fn singular(noun: &str) -> Option<String> {
    if let Some(stem) = noun.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        // “rookies” are no rookys.
        let one = format!("{stem}ie");
        return Some(if lookup(&one).any(PERSON_NOUN | NOUN) { one } else { format!("{stem}y") });
    }
    let one = noun
        .strip_suffix("es")
        .filter(|one| ["x", "z", "ss", "ch", "sh"].iter().any(|end| one.ends_with(end)));
    one.or_else(|| noun.strip_suffix('s')).map(str::to_owned)
}

/// A word between "the" and the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Between {
    pub(super) key: u64,
    /// It speaks of a country's people.
    pub(super) demonym: bool,
    /// "former", "then", "late": it says nothing about which.
    pub(super) past: bool,
}

/// What a noun for a body tells of the names that it may stand for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct BodyNoun {
    /// Words of such names.
    pub(super) words: Vec<u64>,
    /// Any name will do that tells nothing of what it names.
    pub(super) any: bool,
}

/// What a general noun stands for.
struct General {
    stands_for: Box<[u64]>,
    body: Option<BodyNoun>,
}

/// What each of the general nouns stands for, found once and not for each description that has it.
static GENERAL: LazyLock<FxHashMap<&'static str, General>> = LazyLock::new(|| {
    let general = |noun: &'static str| {
        let body = body_noun(noun).map(|words| BodyNoun {
            any: words.clone().any(|word| word == "*"),
            words: words.map(word_key).collect(),
        });
        (noun, General { stands_for: roles_of(noun).map(word_key).collect(), body })
    };
    general_nouns().map(general).collect()
});

#[cfg(test)]
impl Described {
    /// `the …`, its last word being its noun, for tests.
    pub(super) fn of_words(words: &str) -> Self {
        use super::mention::Noun;
        use crate::text::Span;
        let head = Span::from(words.rfind(' ').map_or(0, |at| at + 1)..words.len());
        let description = Description {
            head,
            plural: false,
            definite: true,
            gender: 0,
            noun: Noun::Person,
            taken_up: false,
        };
        Described::of(words, Span::from(0..words.len()), description)
    }
}

impl Described {
    /// Takes the words of a description apart, given its paragraph's plain text.
    pub fn of(plain: &str, span: crate::text::Span, description: Description) -> Self {
        let (words, head) = (span.of(plain), description.head.of(plain));
        let bare = without_article(words);
        let noun = head.to_lowercase();
        let general = GENERAL.get(noun.as_str());
        let others = bare.split_whitespace().filter(|word| !word.eq_ignore_ascii_case(&noun));
        let mut all = words.split_whitespace();
        let the =
            all.next().is_some_and(|w| ["the", "this", "that"].iter().any(|t| w.eq_ignore_ascii_case(t)));
        let between = all.take_while(|word| *word != head).map(Between::of);
        Described {
            head: word_key(&noun),
            stands_for: general.map_or(&[], |general| &general.stands_for),
            title: lookup(&noun).any(TITLE),
            nations: nations(bare),
            others: others.map(word_key).collect(),
            between: (the && !description.plural && description.definite).then(|| between.collect()),
            body: general.and_then(|general| general.body.as_ref()),
            place: place_noun(&noun),
            counted: match description.plural {
                true => Counted::of(&plain[..span.start as usize], words, &noun),
                false => None,
            },
            age: age_in(words),
            is_general: bare.eq_ignore_ascii_case(head) && lookup(head).any(GENERAL_PERSON),
        }
    }

    /// Whether its noun is one for a body.
    pub fn is_body(&self) -> bool {
        self.body.is_some()
    }

    /// Whether it begins with "the", "this" or "that".
    pub fn begins_with_the(&self) -> bool {
        self.between.is_some()
    }

    /// Whether it may mean a place: `the valley`.
    pub fn is_of_a_place(&self) -> bool {
        self.place.is_some()
    }

    /// Whether it is "the", "this" or "that" and a noun.
    pub fn is_bare(&self) -> bool {
        self.between.as_ref().is_some_and(Vec::is_empty)
    }
}

impl Between {
    fn of(word: &str) -> Self {
        Between {
            key: word_key(word),
            demonym: lookup(word).any(DEMONYM),
            past: ["former", "then", "late"].iter().any(|past| word.to_lowercase() == *past),
        }
    }
}

/// `the US official` without "the".
pub fn without_article(words: &str) -> &str {
    match words.split_once(' ') {
        Some((first, rest))
            if ["the", "this", "that", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a)) =>
        {
            rest
        }
        _ => words,
    }
}

/// A title or a role in somebody's name: `former director of the museum`.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// All of it.
    pub(super) whole: u64,
    /// Its words.
    pub(super) parts: Vec<u64>,
    /// Those that say what its player is, and not of what.
    pub(super) own: Vec<u64>,
    /// The countries that it speaks of.
    pub(super) nations: Vec<&'static str>,
    /// The genders that its own words show.
    pub(super) shown: u64,
}

impl Played {
    /// Takes a role apart.
    pub fn of(role: &str) -> Self {
        let words = role.to_lowercase();
        let before = words.split_whitespace().take_while(|w| !matches!(*w, "of" | "for" | "to" | "with"));
        // "Director of the museum": what stands behind "of" is something else.
        let own = words.split([',', ';']).next().unwrap_or_default();
        let own = own.split(" of ").next().unwrap_or_default();
        Played {
            whole: word_key(&words),
            parts: words_of(&words).map(word_key).collect(),
            own: words_of(own).map(word_key).collect(),
            nations: nations(&words),
            shown: before.fold(0, |all, word| all | lookup(word).0 & (MASCULINE | FEMININE)),
        }
    }

    pub(super) fn has(&self, word: u64) -> bool {
        self.parts.contains(&word)
    }
}

/// The words of a name.
pub(super) fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_for_one_is_told_from_that_for_several() {
        let ones =
            ["deputies", "coaches", "witnesses", "firemen", "pilots", "judges", "rookies"].map(singular);
        let ones: Vec<&str> = ones.iter().flatten().map(String::as_str).collect();
        assert_eq!(ones, ["deputy", "coach", "witness", "fireman", "pilot", "judge", "rookie"]);
        assert_eq!(singular("people"), None);
    }
}
