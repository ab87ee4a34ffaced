//! Short names of organisations: acronyms, `Hansol` for `Hansol Heavy Industries`, and `the Pentagon`.

use super::groups::Group;
use super::name::key_of_parts;
use super::word::Word;
use super::words::initials;
use super::{Casting, Character, Gloss};
use crate::article::EntityKind;
use crate::english::classes::*;
use crate::english::lexicon::{lookup, seats};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// The organisations of several words: the indices of their groups, those together that begin with the same word.
///
/// "Ponts Boréal" and "Ponts Boréal Inc." both begin as "Ponts" does: the longest stands for both.
pub(super) struct Bodies(Vec<usize>);

impl Bodies {
    fn of(groups: &[Group]) -> Bodies {
        let of_several = |g: &usize| {
            let group = &groups[*g];
            group.name.parts().len() > 1 && group.kind == Some(EntityKind::Organisation)
        };
        let mut bodies: Vec<usize> = (0..groups.len()).filter(of_several).collect();
        let words = |g: usize| groups[g].name.parts();
        bodies.sort_unstable_by_key(|g| (words(*g)[0].key(), Reverse(words(*g).len()), *g));
        let mut longest: Vec<usize> = Vec::with_capacity(bodies.len());
        for alike in bodies.chunk_by(|a, b| words(*a)[0] == words(*b)[0]) {
            let from = longest.len();
            for &g in alike {
                if !longest[from..].iter().any(|full| words(*full).starts_with(words(g))) {
                    longest.push(g);
                }
            }
        }
        Bodies(longest)
    }

    /// Those that begin with a word.
    fn by_first(&self, groups: &[Group], word: &Word) -> &[usize] {
        let first = |g: &usize| groups[*g].name.parts()[0].key();
        let from = self.0.partition_point(|g| first(g) < word.key());
        let count = self.0[from..].partition_point(|g| first(g) == word.key());
        &self.0[from..from + count]
    }

    /// The group of the organisation whose name these words are the beginning of, or what tells it from others, if there
    /// is one and they are nothing else.
    pub(super) fn short_for(&self, groups: &[Group], group: &Group) -> Option<usize> {
        if self.0.is_empty() || is_something_else(group) {
            return None;
        }
        let own = group.name.parts();
        let is_body = group.kind == Some(EntityKind::Organisation);
        let begins = |full: &&usize| {
            let rest = groups[**full].name.parts().strip_prefix(own).unwrap_or_default();
            let joined = rest.first().is_some_and(|word| matches!(word.text(), "and" | "of" | "for" | "&"));
            !rest.is_empty() && !joined && (is_body || suits(group, rest))
        };
        let has = |full: usize, word: &Word| {
            let full = groups[full].name.parts();
            let mut rest = full.iter().filter(|other| *other != word);
            rest.clone().count() + 1 == full.len() && (is_body || rest.all(is_of_bodies))
        };
        match (self.by_first(groups, own.first()?), own) {
            ([], [word]) => only(self.0.iter().filter(|full| has(**full, word))),
            (alike, _) => only(alike.iter().filter(begins)),
        }
    }
}

/// Whether a name that the tagger took for something else may be left of an organisation's without these words: `Sao Vàng`
/// without `Energy`, but not `Walt Disney` without `Company`.
fn suits(group: &Group, rest: &[Word]) -> bool {
    let given = group.name.parts().first().is_some_and(Word::is_given);
    group.name.is_one_word() || group.is_person() && !given && rest.iter().all(is_of_bodies)
}

/// `energy`, `inc`
fn is_of_bodies(word: &Word) -> bool {
    word.known().any(ORGANISATION_WORD) || lookup(&format!("{}.", word.text())).any(ORGANISATION_WORD)
}

/// Whether words are known for something that is no short name: "Boston" is not the Globe, "Bank" no bank, and "Lee"
/// somebody.
fn is_something_else(group: &Group) -> bool {
    let known = group.name.known();
    group.kind.is_none()
        || known.any(COUNTRY | STATE | CITY | DEMONYM | ORGANISATION)
        || group.name.is_one_word()
            && known.any(ORGANISATION_WORD | GROUP_NOUN | PLACE_WORD | TITLE | NOUN | ADJECTIVE | FIRST_NAME)
        || group.bearing.person && group.name.is_one_word()
        || group.bearing.place
}

fn only<'a>(mut found: impl Iterator<Item = &'a usize>) -> Option<usize> {
    let one = found.next()?;
    found.next().is_none().then_some(*one)
}

/// Buildings that stand for who sits there, and these bodies, by the keys of their names.
static SEATS: LazyLock<Vec<(u64, Vec<u64>)>> = LazyLock::new(|| {
    seats().map(|(seat, bodies)| (key_of_parts(seat), bodies.map(key_of_parts).collect())).collect()
});

/// The number of a seat in the list, by the key of its name.
pub(super) fn seat(name: u64) -> Option<u8> {
    SEATS.iter().position(|(seat, _)| *seat == name).map(|at| at as u8)
}

impl Casting<'_> {
    /// The organisations whose names have several words.
    pub(super) fn bodies(&self) -> Bodies {
        Bodies::of(&self.groups)
    }

    /// Names that are the beginning of one organisation's, and nobody's.
    pub(super) fn short_bodies(&mut self) {
        let bodies = self.bodies();
        for g in 0..self.groups.len() {
            if self.groups[g].character.is_some() || self.is_borne(g) {
                continue;
            }
            if let Some(full) = bodies.short_for(&self.groups, &self.groups[g]) {
                self.groups[g].character = self.groups[full].character;
                self.groups[g].kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// `AP` is the Associated Press if that is named too, or whatever it stands behind in parentheses.
    pub(super) fn acronyms(&mut self) {
        for at in self.said_again(Gloss::Acronym) {
            let (one, two) = (self.group_of[at - 1] as usize, self.group_of[at] as usize);
            let is_acronym = |g: usize| self.groups[g].name.is_acronym();
            let (long, short) = if is_acronym(one) { (two, one) } else { (one, two) };
            if is_acronym(short) && !is_acronym(long) {
                self.stands_for(short, long);
            }
        }
        let mut by_initials = None;
        for group in
            self.groups.iter_mut().filter(|group| group.name.is_acronym() && group.character.is_none())
        {
            let by_initials = by_initials.get_or_insert_with(|| initials_of_bodies(&self.cast.characters));
            if let Some(character) = by_initials.get(&group.name.words().replace('.', "")) {
                group.character = Some(*character);
                group.kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// Whoever is known as Juba is Juba.
    pub(super) fn known_as(&mut self) {
        for at in self.said_again(Gloss::KnownAs) {
            let (full, name) = (&self.groups[self.group_of[at - 1] as usize], self.group_of[at] as usize);
            let free = self.groups[name].character.is_none() && self.groups[name].name.is_one_word();
            if full.is_person()
                && free
                && let Some(character) = full.character
            {
                self.groups[name].character = Some(character);
                self.groups[name].kind = Some(EntityKind::Person);
            }
        }
    }

    /// Gives an acronym to the organisation whose name it is short for.
    fn stands_for(&mut self, short: usize, long: usize) {
        let organisation = self.groups[long].kind == Some(EntityKind::Organisation);
        if let (Some(character), true, None) =
            (self.groups[long].character, organisation, self.groups[short].character)
        {
            self.groups[short].character = Some(character);
            self.groups[short].kind = Some(EntityKind::Organisation);
        }
    }

    /// The uses that say the name before them again in some manner.
    fn said_again(&self, how: Gloss) -> Vec<usize> {
        self.glosses.iter().filter(|(_, gloss)| *gloss == how).map(|(at, _)| *at).collect()
    }

    /// `The Pentagon` is the Defense Department, if the article names both.
    pub(super) fn seats(&mut self) {
        let seat = |(g, group): (usize, &Group)| Some((group.name.seat()?, g));
        let mut seats: Vec<(u8, usize)> = self.groups.iter().enumerate().filter_map(seat).collect();
        if seats.is_empty() {
            return;
        }
        // "The Met" may be Scotland Yard, so these are asked in the order of the list.
        seats.sort_unstable();
        let named: FxHashMap<u64, usize> =
            self.groups.iter().enumerate().map(|(g, group)| (group.name.key(), g)).collect();
        for (number, seat) in seats {
            let (_, bodies) = &SEATS[usize::from(number)];
            let body = bodies.iter().filter_map(|body| named.get(body)).find_map(|body| {
                let character = self.groups[*body].character?;
                (self.cast.characters[character].kind == EntityKind::Organisation).then_some(character)
            });
            if let Some(character) = body.filter(|_| self.groups[seat].character.is_none()) {
                self.groups[seat].character = Some(character);
                self.groups[seat].kind = Some(EntityKind::Organisation);
            }
        }
    }
}

/// The organisations by the capitals that their words begin with; of two that have the same, the first.
fn initials_of_bodies(characters: &[Character]) -> FxHashMap<String, usize> {
    let bodies = characters.iter().enumerate().filter(|(_, c)| c.kind == EntityKind::Organisation);
    bodies.rev().map(|(index, c)| (initials(&c.name), index)).collect()
}
