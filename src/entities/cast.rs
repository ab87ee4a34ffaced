//! The cast of an article: which names are one and the same person, organisation or place.
//!
//! Names are grouped by their words; a full name makes a person known by surname and given name; a surname
//! alone goes to its person. A name one slip away from a better established one is that one, with a
//! [`Slip`] to show for it.

mod bearers;
mod bodies;
mod groups;
mod links;
mod odds;
mod slips;
mod spelling;
mod spelt;
mod words;

use crate::article::{Declared, EntityKind};
use crate::english::classes::{COUNTRY, FEMININE, MASCULINE, STATE};
use crate::english::lexicon::lookup;
use crate::english::names::NameKind;
use bearers::Bearers;
use groups::{Group, groups};
pub use links::Links;
pub use odds::Odds;
use rustc_hash::FxHashMap;
pub(crate) use words::parts;
use words::{is_surname_of, suffix};

/// A name as it stands somewhere in the article.
#[derive(Clone, Copy, Debug)]
pub struct NameUse<'a> {
    /// The words, without title or possessive.
    pub words: &'a str,
    /// A number that all uses of the same words have, and no others.
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
    /// An annotation says which entity it is.
    pub annotated: Option<(EntityKind, &'a str)>,
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
    pub name: String,
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
    /// The characters by their names and aliases, and by the last word of their names, as [`parts`] has them.
    by_name: FxHashMap<String, Vec<usize>>,
    by_surname: FxHashMap<String, Vec<usize>>,
}

impl Cast {
    /// Brings the uses of names together; `declared` outranks what the uses show. Also what their odds come to.
    pub fn of(declared: &[Declared], uses: &[NameUse]) -> (Cast, Odds) {
        let (groups, group_of) = groups(uses);
        let mut casting =
            Casting { uses, cast: Cast::default(), groups, group_of, bearers: Bearers::default() };
        casting.declare(declared);
        casting.full_names();
        casting.slips();
        casting.index_bearers();
        casting.acronyms();
        casting.known_as();
        casting.seats();
        casting.short_bodies();
        casting.surname_slips();
        casting.short_names();
        for who in 0..casting.cast.characters.len() {
            casting.cast.index(who);
        }
        casting.link();
        let sums = casting.groups.iter().map(|group| group.sums).collect();
        let odds = Odds::new(sums, casting.group_of, (uses, &casting.cast.links));
        (casting.cast, odds)
    }
}

struct Casting<'a> {
    uses: &'a [NameUse<'a>],
    cast: Cast,
    groups: Vec<Group>,
    /// For each use, its group.
    group_of: Vec<u32>,
    bearers: Bearers,
}

impl Casting<'_> {
    fn declare(&mut self, declared: &[Declared]) {
        for (i, entry) in declared.iter().enumerate() {
            let gender = match entry.pronouns.as_deref().map(|p| p.split(['/', ' ']).next().unwrap_or(p)) {
                Some("he") => MASCULINE,
                Some("she") => FEMININE,
                _ => 0,
            };
            let character = self.add(entry.kind, entry.name.clone(), gender);
            self.cast.characters[character].declared = Some(i as u32);
            self.cast.characters[character].aliases = entry.aliases.clone();
            let names: Vec<Vec<String>> =
                std::iter::once(&entry.name).chain(&entry.aliases).map(|n| parts(n)).collect();
            let own = suffix(&entry.name);
            let alike = |g: &Group| names.contains(&g.parts) && !differ(g.suffix.as_ref(), own.as_ref());
            for group in self.groups.iter_mut().filter(|g| alike(g)) {
                group.character = Some(character);
                group.kind = Some(entry.kind);
            }
        }
    }

    fn add(&mut self, kind: EntityKind, name: String, gender: u64) -> usize {
        self.cast.characters.push(Character { kind, name, aliases: vec![], gender, declared: None });
        self.cast.characters.len() - 1
    }

    /// Names of two words and more each make a character, unless they are another form of one, or a part of one.
    fn full_names(&mut self) {
        let short = self.parts_of_full_names();
        let mut order: Vec<usize> =
            (0..self.groups.len()).filter(|g| self.groups[*g].parts.len() > 1 && !short[*g]).collect();
        order.sort_by_key(|g| (std::cmp::Reverse(self.groups[*g].uses.len()), *g));
        let mut by_ends: FxHashMap<(String, String), Vec<usize>> = FxHashMap::default();
        for g in order {
            let group = &self.groups[g];
            let ends = (group.parts[0].clone(), group.parts[group.parts.len() - 1].clone());
            let alike = by_ends.entry(ends).or_default();
            if group.character.is_none() {
                let Some(kind) = group.kind else { continue };
                let same = alike
                    .iter()
                    .copied()
                    .filter(|_| kind == EntityKind::Person)
                    .find_map(|o| self.same_person(g, o));
                let character = same.unwrap_or_else(|| {
                    let gender = self.groups[g].gender(self.uses);
                    self.add(kind, self.groups[g].words.clone(), gender)
                });
                self.groups[g].character = Some(character);
            }
            alike.push(g);
        }
    }

    /// For each group, whether it is a part of a full name that the article has: `van der Meer`, `Okafor-Bello`, and
    /// `Red Kettle` of `Red Kettle Foods`.
    fn parts_of_full_names(&self) -> Vec<bool> {
        let mut people: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (g, group) in self.groups.iter().enumerate() {
            if let [first, .., last] = &group.parts[..]
                && group.kind == Some(EntityKind::Person)
            {
                people.entry(last).or_default().push(g);
                people.entry(first).or_default().push(g);
            }
        }
        let bodies = self.bodies();
        let is_short = |group: &Group| {
            let [first, .., last] = &group.parts[..] else { return false };
            if group.character.is_some() || group.suffix.is_some() {
                return false;
            }
            let part_of = |other: &usize| {
                let full = &self.groups[*other].parts;
                let given = group.is_one_word() && group.parts.len() < full.len();
                is_surname_of(&group.parts, group.is_one_word(), full)
                    || given && full.starts_with(&group.parts)
            };
            let named = [last, first].into_iter().filter_map(|word| people.get(word.as_str()));
            named.flatten().any(part_of) || bodies.short_for(group).is_some()
        };
        self.groups.iter().map(is_short).collect()
    }

    /// `John F. Marsh` and `John Marsh`, alike at both ends: the same, initials apart.
    fn same_person(&self, g: usize, other: usize) -> Option<usize> {
        let (mine, theirs) = (&self.groups[g].parts, &self.groups[other].parts);
        let character = self.groups[other].character?;
        let person = self.cast.characters[character].kind == EntityKind::Person;
        if differ(self.groups[g].suffix.as_ref(), self.groups[other].suffix.as_ref()) {
            return None;
        }
        let initials = |p: &[String]| p[1..p.len() - 1].iter().all(|m| m.chars().count() == 1);
        (person && (mine == theirs || initials(mine) || initials(theirs))).then_some(character)
    }

    /// Single words that are no known person's surname or given name are characters of their own.
    fn short_names(&mut self) {
        for g in 0..self.groups.len() {
            let group = &self.groups[g];
            if group.character.is_some() || !self.bearers(g).is_empty() {
                continue;
            }
            let Some(kind) = group.kind else { continue };
            let gender = group.gender(self.uses);
            let character = self.add(kind, self.groups[g].words.clone(), gender);
            self.groups[g].character = Some(character);
        }
    }

    fn index_bearers(&mut self) {
        let mut named = vec![false; self.cast.characters.len()];
        for group in self.groups.iter().filter(|g| g.kind == Some(EntityKind::Person)) {
            let Some(character) = group.character else { continue };
            self.bearers.add(&group.words, &group.parts, character);
            named[character] |= group.words == self.cast.characters[character].name;
            for at in &group.spellings {
                self.bearers.nicknamed(self.uses[*at].words, character);
            }
        }
        for (index, character) in self.cast.characters.iter().enumerate() {
            if character.kind == EntityKind::Person && !named[index] {
                self.bearers.add(&character.name, &parts(&character.name), index);
            }
        }
    }

    /// The people whose surname, or else given name, these words are, unless they rather are something else.
    fn bearers(&self, g: usize) -> Vec<usize> {
        let group = &self.groups[g];
        // Whoever says something is rather their bearer than a town: but "Jordan said" may be the country.
        let speaks =
            group.uses.iter().any(|at| self.uses[*at].reports) && !lookup(&group.words).any(COUNTRY | STATE);
        if group.bearing.elsewhere && !speaks {
            vec![]
        } else {
            self.bearers.of(&group.parts, group.is_one_word())
        }
    }

    fn link(&mut self) {
        let who = |g: usize| match self.groups[g].character {
            Some(character) => vec![character],
            None => self.bearers(g),
        };
        let lists = (0..self.groups.len()).map(who).collect();
        self.cast.links = Links::new(lists, self.group_of.clone());
        for i in 0..self.uses.len() {
            if let Some((kind, name)) = self.uses[i].annotated {
                let who = self.annotated(kind, name);
                self.cast.links.set(i, who);
            }
        }
        let slips = std::mem::take(&mut self.cast.slips);
        self.cast.slips = slips.into_iter().filter(|s| self.uses[s.at].annotated.is_none()).collect();
    }

    /// The character an annotation names: a known one, or a new one.
    fn annotated(&mut self, kind: EntityKind, name: &str) -> usize {
        let new = Character { kind, name: name.to_owned(), aliases: vec![], gender: 0, declared: None };
        self.cast.find(kind, name).unwrap_or_else(|| self.cast.add(new))
    }
}

impl Cast {
    /// The character of this kind and name (or alias), or the only one with that surname.
    pub fn find(&self, kind: EntityKind, name: &str) -> Option<usize> {
        let wanted = parts(name);
        let of_kind = |all: &[usize]| {
            let all = all.iter().copied();
            all.filter(|who| self.characters[*who].kind == kind).collect::<Vec<usize>>()
        };
        let full = of_kind(self.of_name(&wanted));
        full.first().copied().or_else(|| match &wanted[..] {
            [surname] => match of_kind(self.of_surname(surname))[..] {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        })
    }

    /// Those who go by a name, given as [`parts`] has it.
    pub(crate) fn of_name(&self, parts: &[String]) -> &[usize] {
        self.by_name.get(&parts.join(" ")).map_or(&[], Vec::as_slice)
    }

    /// Those who have a surname.
    pub(crate) fn of_surname(&self, surname: &str) -> &[usize] {
        self.by_surname.get(surname).map_or(&[], Vec::as_slice)
    }

    /// For each character its number in another cast, where that has one that is the same in all but its number.
    pub fn known_in(&self, other: &Cast) -> Vec<Option<usize>> {
        let same = |who: usize, is: usize| self.characters[who] == other.characters[is];
        let here = |who: usize| (who < other.characters.len() && same(who, who)).then_some(who);
        let named = |who: usize| {
            let there = other.by_name.get(&parts(&self.characters[who].name).join(" "));
            there.into_iter().flatten().copied().find(|is| same(who, *is))
        };
        (0..self.characters.len()).map(|who| here(who).or_else(|| named(who))).collect()
    }

    /// Whether none but this character goes by one of its names or by its surname, here and in another cast.
    pub fn is_alone(&self, who: usize, other: &Cast) -> bool {
        let Character { name, aliases, .. } = &self.characters[who];
        let is_shared = |index: fn(&Cast) -> &FxHashMap<String, Vec<usize>>, key: &str| {
            index(self).get(key).is_some_and(|all| all.iter().any(|other| *other != who))
                || index(other).contains_key(key)
        };
        let mut names = std::iter::once(name).chain(aliases).map(|name| parts(name));
        let surname = parts(name).pop().unwrap_or_default();
        !is_shared(|cast| &cast.by_surname, &surname)
            && !names.any(|name| is_shared(|cast| &cast.by_name, &name.join(" ")))
    }

    /// Adds a character.
    pub fn add(&mut self, character: Character) -> usize {
        self.characters.push(character);
        self.index(self.characters.len() - 1);
        self.characters.len() - 1
    }

    fn index(&mut self, who: usize) {
        let Character { name, aliases, .. } = &self.characters[who];
        let mut surname = None;
        for known in std::iter::once(name).chain(aliases) {
            let mut words = parts(known);
            let bearers = self.by_name.entry(words.join(" ")).or_default();
            if bearers.last() != Some(&who) {
                bearers.push(who);
            }
            surname = surname.or(Some(words.pop()));
        }
        if let Some(surname) = surname.flatten() {
            self.by_surname.entry(surname).or_default().push(who);
        }
    }
}

/// Whether two names, as [`parts`] has them, differ by a letter or two in a single word, or in how they are spelt, and
/// are not those of two different people.
pub(crate) fn one_slip(right: &[String], wrong: &[String]) -> bool {
    spelt::one_slip(&spelt::spelt(right), &spelt::spelt(wrong))
}

/// Whether both have a suffix, and not the same: `Jr.` is not `Sr.`
fn differ(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_some() && other.is_some() && one != other
}

#[cfg(test)]
mod tests;
