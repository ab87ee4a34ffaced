//! The cast of an article: which names are one and the same person, organisation or place.
//!
//! Names are grouped by their words; a full name makes a person known by surname and given name; a surname
//! alone goes to its person. A name one slip away from a better established one is that one, with a
//! [`Slip`] to show for it.

mod bearers;
mod bodies;
mod groups;
mod keyed;
mod links;
mod name;
mod odds;
mod slips;
mod spelling;
mod word;
mod words;

use crate::article::{Declared, EntityKind};
use crate::english::classes::{COUNTRY, FEMININE, MASCULINE, STATE};
use crate::english::names::NameKind;
use bearers::Bearers;
use groups::{Group, Groups, groups};
use keyed::Keyed;
pub use links::Links;
use links::Lists;
pub use name::Name;
use name::key_of_parts;
pub use odds::Odds;
use std::sync::Arc;
use word::{Word, is_surname_of, key_of};
use words::keys_of;
pub(crate) use words::parts;

/// A name as it stands somewhere in the article.
#[derive(Clone, Copy, Debug)]
pub struct NameUse {
    /// Which words these are, without title or possessive: a number that all uses of the same have, and no others.
    pub spelling: u32,
    /// What it seems to name, there.
    pub kind: NameKind,
    /// How likely it names a person, an organisation, a place, there: in 255ths.
    pub odds: [u8; 3],
    /// [`MASCULINE`], [`FEMININE`] or 0.
    pub gender: u64,
    /// It is the subject of reporting words.
    pub reports: bool,
    /// It says the name before it again.
    pub gloss: Option<Gloss>,
}

/// All uses of names in an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uses<'a> {
    /// In the order of the text.
    pub all: &'a [NameUse],
    /// The names, by the number of their spelling.
    pub names: &'a [&'a Name],
    /// The uses of which an annotation says which entity they are, by their indices, in order.
    pub annotated: &'a [(usize, (EntityKind, &'a str))],
}

/// How a name says the name before it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gloss {
    /// `National Safety Committee (NSC)`, `…, or NSC,`
    Acronym,
    /// `Marcos da Silva, known to all as Juba,`
    KnownAs,
}

/// Somebody or something with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Character {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name.
    pub name: Arc<str>,
    /// Given names or declared names besides `name`.
    pub aliases: Vec<String>,
    /// [`MASCULINE`], [`FEMININE`], both or 0.
    pub gender: u64,
    /// The index in the declared entities.
    pub declared: Option<u32>,
}

/// A name one slip away from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The use with the slip.
    pub at: usize,
    /// Whom it means.
    pub character: usize,
    /// The right spelling.
    pub suggestion: String,
    /// A use with the right spelling.
    pub example: Option<usize>,
}

/// The characters of an article, and who each use of a name means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// In no particular order.
    pub characters: Vec<Character>,
    /// For each use, the characters it fits.
    pub links: Links,
    /// Names one slip away from another.
    pub slips: Vec<Slip>,
    /// The characters by the keys of their names and aliases, and of the last words of their names.
    index: Keyed<(By, u64)>,
    /// For each character, the keys of these two.
    keys: Vec<Keys>,
}

/// What a character is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum By {
    /// A name or an alias.
    Name,
    /// The last word of a name.
    Surname,
}

/// The keys of a name and of its last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Keys {
    name: u64,
    surname: Option<u64>,
}

impl Keys {
    fn of(name: &str) -> Self {
        let mut surname = None;
        let words = keys_of(name).inspect(|word| surname = Some(*word));
        Keys { name: key_of(words), surname }
    }

    fn of_name(name: &Name) -> Self {
        Keys { surname: name.parts().last().map(Word::key), name: name.key() }
    }
}

impl Cast {
    /// Brings the uses of names together; `declared` outranks what the uses show. Also what their odds come to.
    pub fn of(declared: &[Declared], uses: Uses) -> (Cast, Odds) {
        let declared_names: Vec<Name> = declared.iter().map(|entry| Name::new(&entry.name)).collect();
        let Groups { all: groups, of: group_of, nicknames, glosses } = groups(uses);
        let mut casting = Casting {
            uses,
            cast: Cast::default(),
            names: Vec::with_capacity(groups.len()),
            group_of,
            nicknames,
            glosses,
            bearers: Bearers::with_room(groups.len()),
            borne: Lists::with_room(groups.len()),
            groups,
        };
        casting.declare(declared, &declared_names);
        casting.full_names();
        casting.slips();
        casting.index_bearers();
        casting.acronyms();
        casting.known_as();
        casting.seats();
        casting.short_bodies();
        casting.surname_slips();
        casting.short_names();
        casting.index();
        casting.link()
    }
}

struct Casting<'a> {
    uses: Uses<'a>,
    cast: Cast,
    /// For each character, its name.
    names: Vec<&'a Name>,
    groups: Vec<Group<'a>>,
    /// For each use, its group.
    group_of: Vec<u32>,
    /// The groups where somebody has a nickname, and its key.
    nicknames: Vec<(u32, u64)>,
    /// The uses that say the name before them again.
    glosses: Vec<(usize, Gloss)>,
    bearers: Bearers<'a>,
    /// For each group that is nobody's full name, the people whose surname, or else given name, its words are, unless they
    /// rather are something else.
    borne: Lists,
}

impl<'a> Casting<'a> {
    fn declare(&mut self, declared: &[Declared], names: &'a [Name]) {
        for (i, (entry, name)) in declared.iter().zip(names).enumerate() {
            let gender = match entry.pronouns.as_deref().map(|p| p.split(['/', ' ']).next().unwrap_or(p)) {
                Some("he") => MASCULINE,
                Some("she") => FEMININE,
                _ => 0,
            };
            let character = self.add(entry.kind, name, gender);
            self.cast.characters[character].name = entry.name.as_str().into();
            self.cast.characters[character].declared = Some(i as u32);
            self.cast.characters[character].aliases = entry.aliases.clone();
            let keys: Vec<u64> =
                entry.aliases.iter().map(|alias| key_of_parts(alias)).chain([name.key()]).collect();
            let alike = |g: &Group| keys.contains(&g.name.key()) && !differ(g.name, name);
            for group in self.groups.iter_mut().filter(|g| alike(g)) {
                group.character = Some(character);
                group.kind = Some(entry.kind);
            }
        }
    }

    fn add(&mut self, kind: EntityKind, name: &'a Name, gender: u64) -> usize {
        let words = Arc::clone(name.words());
        self.cast.characters.push(Character { kind, name: words, aliases: vec![], gender, declared: None });
        self.names.push(name);
        self.names.len() - 1
    }

    /// Names of two words and more each make a character, unless they are another form of one, or a part of one.
    fn full_names(&mut self) {
        let short = self.parts_of_full_names();
        let full = |g: &usize| self.groups[*g].name.parts().len() > 1 && !short[*g];
        let mut order: Vec<usize> = (0..self.groups.len()).filter(full).collect();
        order.sort_unstable_by_key(|g| (std::cmp::Reverse(self.groups[*g].count()), *g));
        let mut by_ends = Keyed::with_room(order.len());
        for g in order {
            let Group { name, kind, character, .. } = self.groups[g];
            let [first, .., last] = name.parts() else { continue };
            let ends = (first.key(), last.key());
            if character.is_none() {
                let Some(kind) = kind else { continue };
                let same = by_ends
                    .get(ends)
                    .filter(|_| kind == EntityKind::Person)
                    .find_map(|other| self.same_person(g, other));
                let character = same.unwrap_or_else(|| {
                    let gender = self.groups[g].gender();
                    self.add(kind, name, gender)
                });
                self.groups[g].character = Some(character);
            }
            by_ends.push(ends, g);
        }
    }

    /// For each group, whether it is a part of a full name that the article has: `van der Meer`, `Okafor-Bello`, and
    /// `Red Kettle` of `Red Kettle Foods`.
    fn parts_of_full_names(&self) -> Vec<bool> {
        let mut people = Keyed::default();
        for (g, group) in self.groups.iter().enumerate().filter(|(_, group)| group.is_person()) {
            // A part of two words is one of a name of three.
            if let [first, _, .., last] = group.name.parts() {
                people.push(last.key(), g);
                people.push(first.key(), g);
            }
        }
        let bodies = self.bodies();
        let is_short = |group: &Group| {
            let name = group.name.parts();
            let [first, .., last] = name else { return false };
            if group.character.is_some() || group.name.suffix().is_some() {
                return false;
            }
            let one_word = group.name.is_one_word();
            let part_of = |other: usize| {
                let full = self.groups[other].name.parts();
                let given = one_word && name.len() < full.len();
                is_surname_of(name, one_word, full) || given && full.starts_with(name)
            };
            people.get(last.key()).chain(people.get(first.key())).any(part_of)
                || bodies.short_for(&self.groups, group).is_some()
        };
        self.groups.iter().map(is_short).collect()
    }

    /// `John F. Marsh` and `John Marsh`, alike at both ends: the same, initials apart.
    fn same_person(&self, g: usize, other: usize) -> Option<usize> {
        let (mine, theirs) = (self.groups[g].name, self.groups[other].name);
        let character = self.groups[other].character?;
        let person = self.cast.characters[character].kind == EntityKind::Person;
        if differ(mine, theirs) {
            return None;
        }
        let initials = |name: &Name| match name.parts() {
            [_, between @ .., _] => between.iter().all(|word| word.length() == 1),
            _ => true,
        };
        let same = mine.parts() == theirs.parts() || initials(mine) || initials(theirs);
        (person && same).then_some(character)
    }

    /// Single words that are no known person's surname or given name are characters of their own.
    fn short_names(&mut self) {
        for g in 0..self.groups.len() {
            let Group { name, kind, character, .. } = self.groups[g];
            if character.is_some() || self.is_borne(g) {
                continue;
            }
            let Some(kind) = kind else { continue };
            let gender = self.groups[g].gender();
            let character = self.add(kind, name, gender);
            self.groups[g].character = Some(character);
        }
    }

    fn index_bearers(&mut self) {
        let mut named = vec![false; self.cast.characters.len()];
        let mut nicknames = self.nicknames.iter().peekable();
        for (g, group) in self.groups.iter().enumerate() {
            let bearer = group.character.filter(|_| group.is_person());
            if let Some(character) = bearer {
                self.bearers.add(group.name, character);
                named[character] |= *group.name.words() == self.cast.characters[character].name;
            }
            while let Some((_, nickname)) = nicknames.next_if(|(at, _)| *at as usize == g) {
                bearer.into_iter().for_each(|character| self.bearers.nicknamed(*nickname, character));
            }
        }
        for (index, character) in self.cast.characters.iter().enumerate() {
            if character.kind == EntityKind::Person && !named[index] {
                self.bearers.add(self.names[index], index);
            }
        }
        for group in &self.groups {
            let free = group.character.is_none() && may_be_borne(group);
            self.borne.push_with(|found| {
                if free {
                    self.bearers.find(group.name, found);
                }
            });
        }
    }

    /// Whether the words of a group that is nobody's full name are the surname, or else given name, of somebody.
    fn is_borne(&self, g: usize) -> bool {
        !self.borne[g].is_empty()
    }

    /// Makes all characters known by their names.
    fn index(&mut self) {
        let Cast { characters, index, keys, .. } = &mut self.cast;
        *index = Keyed::with_room(2 * characters.len());
        *keys = self.names.iter().map(|name| Keys::of_name(name)).collect();
        for (who, (character, keys)) in characters.iter().zip(keys).enumerate() {
            enter(index, who, *keys, &character.aliases);
        }
    }

    /// Links the uses to whom they mean. Also what their odds come to.
    fn link(mut self) -> (Cast, Odds) {
        let mut lists = Lists::with_room(self.groups.len());
        for (g, group) in self.groups.iter().enumerate() {
            match group.character {
                Some(character) => lists.push([character]),
                None => lists.push(self.borne[g].iter().copied()),
            }
        }
        let group_of: Arc<[u32]> = std::mem::take(&mut self.group_of).into();
        self.cast.links = Links::new(lists, Arc::clone(&group_of));
        for (at, (kind, name)) in self.uses.annotated {
            let who = self.annotated(*kind, name);
            self.cast.links.set(*at, who);
        }
        let annotated =
            |slip: &Slip| self.uses.annotated.binary_search_by_key(&slip.at, |(at, _)| *at).is_ok();
        self.cast.slips.retain(|slip| !annotated(slip));
        let sums = self.groups.iter().map(|group| group.sums).collect();
        let odds = Odds::new(sums, group_of, (self.uses.all, &self.cast.links));
        (self.cast, odds)
    }

    /// The character an annotation names: a known one, or a new one.
    fn annotated(&mut self, kind: EntityKind, name: &str) -> usize {
        let new = Character { kind, name: name.into(), aliases: vec![], gender: 0, declared: None };
        self.cast.find(kind, name).unwrap_or_else(|| self.cast.add(new))
    }
}

impl Cast {
    /// The character of this kind and name (or alias), or the only one with that surname.
    pub fn find(&self, kind: EntityKind, name: &str) -> Option<usize> {
        sought(name, |by, key| self.bearers(by, key).filter(|who| self.characters[*who].kind == kind))
    }

    /// Those who bear a name, or a surname, with this key, in order.
    pub(crate) fn bearers(&self, by: By, key: u64) -> impl Iterator<Item = usize> {
        self.index.get((by, key))
    }

    /// For each character its number in another cast, where that has one that is the same in all but its number.
    pub fn known_in(&self, other: &Cast) -> Vec<Option<usize>> {
        let same = |who: usize, is: usize| self.characters[who] == other.characters[is];
        let here = |who: usize| (who < other.characters.len() && same(who, who)).then_some(who);
        let named = |who: usize| other.index.get((By::Name, self.keys[who].name)).find(|is| same(who, *is));
        (0..self.characters.len()).map(|who| here(who).or_else(|| named(who))).collect()
    }

    /// Whether none but this character goes by one of its names or by its surname, here and in another cast.
    pub fn is_alone(&self, who: usize, other: &Cast) -> bool {
        let is_shared = |by: By, key: u64| {
            self.index.get((by, key)).any(|other| other != who) || other.index.get((by, key)).next().is_some()
        };
        let Keys { name, surname } = self.keys[who];
        let mut aliases = self.characters[who].aliases.iter().map(|alias| key_of_parts(alias));
        !surname.is_some_and(|surname| is_shared(By::Surname, surname))
            && !is_shared(By::Name, name)
            && !aliases.any(|alias| is_shared(By::Name, alias))
    }

    /// Adds a character.
    pub fn add(&mut self, character: Character) -> usize {
        let (who, keys) = (self.characters.len(), Keys::of(&character.name));
        enter(&mut self.index, who, keys, &character.aliases);
        self.keys.push(keys);
        self.characters.push(character);
        who
    }
}

/// Whom a name means that is looked up: the first of those who go by it, or the only one with that surname. `bearers` are
/// those who have a name, or a surname, with a key.
pub(crate) fn sought<I: Iterator<Item = usize>>(name: &str, bearers: impl Fn(By, u64) -> I) -> Option<usize> {
    let Keys { name, surname } = Keys::of(name);
    bearers(By::Name, name).next().or_else(|| {
        let alone = surname.filter(|surname| name == key_of([*surname].into_iter()))?;
        let mut bearers = bearers(By::Surname, alone);
        bearers.next().filter(|_| bearers.next().is_none())
    })
}

/// Makes a character known by its names.
fn enter(index: &mut Keyed<(By, u64)>, who: usize, keys: Keys, aliases: &[String]) {
    index.push((By::Name, keys.name), who);
    for alias in aliases.iter().map(|alias| key_of_parts(alias)) {
        index.push((By::Name, alias), who);
    }
    if let Some(surname) = keys.surname {
        index.push((By::Surname, surname), who);
    }
}

/// Whether the words of a group may be somebody's surname or given name, and are not rather something else. Whoever says
/// something is rather their bearer than a town: but "Jordan said" may be the country.
fn may_be_borne(group: &Group) -> bool {
    !group.bearing.elsewhere || group.reports && !group.name.known().any(COUNTRY | STATE)
}

/// Whether two names, as [`parts`] has them, differ by a letter or two in a single word, or in how they are spelt, and
/// are not those of two different people.
pub(crate) fn one_slip(right: &[String], wrong: &[String]) -> bool {
    let words = |name: &[String]| name.iter().cloned().map(Word::new).collect::<Vec<_>>();
    word::one_slip(&words(right), &words(wrong))
}

/// Whether both have a suffix, and not the same: `Jr.` is not `Sr.`
fn differ(one: &Name, other: &Name) -> bool {
    one.suffix().is_some() && other.suffix().is_some() && one.suffix() != other.suffix()
}

#[cfg(test)]
mod tests;
