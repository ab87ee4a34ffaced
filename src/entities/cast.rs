//! The cast of an article: which names are one and the same person, organisation or place.
//!
//! Names are grouped by their words; a full name makes a person known by surname and given name; a surname
//! alone goes to its person. A name one slip away from a better established one is that one, with a
//! [`Slip`] to show for it.

use crate::article::{Declared, EntityKind};
use crate::english::classes::{FEMININE, FIRST_NAME, MASCULINE};
use crate::english::lexicon::lookup;
use crate::english::names::NameKind;
use rustc_hash::FxHashMap;

/// A name as it stands somewhere in the article.
#[derive(Clone, Copy, Debug)]
pub struct NameUse<'a> {
    /// The words, without title or possessive.
    pub words: &'a str,
    /// What it seems to name, there.
    pub kind: NameKind,
    /// Whether that is certain.
    pub sure: bool,
    /// How likely it names a person, an organisation, a place, there: in 255ths.
    pub odds: [u8; 3],
    /// [`MASCULINE`], [`FEMININE`] or 0.
    pub gender: u64,
    /// It is the subject of reporting words.
    pub reports: bool,
    /// An annotation says which entity it is.
    pub annotated: Option<(EntityKind, &'a str)>,
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

/// The people of full name by the words at either end of their names.
#[derive(Debug, Default)]
struct Bearers {
    by_first: FxHashMap<String, Vec<usize>>,
    by_last: FxHashMap<String, Vec<usize>>,
}

impl Bearers {
    fn add(&mut self, name: &[String], character: usize) {
        let ends = [(&mut self.by_first, name.first()), (&mut self.by_last, name.last())];
        for (index, word) in ends {
            let Some(word) = word.filter(|_| name.len() > 1) else { continue };
            let known = index.entry(word.clone()).or_default();
            if !known.contains(&character) {
                known.push(character);
            }
        }
    }

    /// The surname of one person that a word is a letter away from, with the same first letter.
    fn one_slip_from(&self, word: &str) -> Option<(&str, usize)> {
        let close = |name: &&String| {
            name.chars().next() == word.chars().next()
                && name.len().abs_diff(word.len()) <= 2
                && strsim::damerau_levenshtein(name, word) == 1
        };
        let mut near = self.by_last.iter().filter(|(name, who)| who.len() == 1 && close(name));
        let (name, who) = near.next()?;
        near.next().is_none().then_some((name.as_str(), who[0]))
    }

    /// Whose surname this is, or else whose given name.
    fn of(&self, word: &str) -> Vec<usize> {
        self.by_last.get(word).or_else(|| self.by_first.get(word)).cloned().unwrap_or_default()
    }
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
    /// For each use, the characters it fits: none, one, or several of one surname.
    pub links: Vec<Vec<usize>>,
    /// Names one slip away from another.
    pub slips: Vec<Slip>,
}

/// All uses of the same words.
#[derive(Debug)]
struct Group {
    parts: Vec<String>,
    words: String,
    uses: Vec<usize>,
    kind: Option<EntityKind>,
    character: Option<usize>,
}

impl Cast {
    /// Brings the uses of names together; `declared` outranks what the uses show.
    pub fn of(declared: &[Declared], uses: &[NameUse]) -> Cast {
        let mut casting =
            Casting { uses, cast: Cast::default(), groups: groups(uses), bearers: Bearers::default() };
        casting.declare(declared);
        casting.full_names();
        casting.slips();
        casting.acronyms();
        casting.index_bearers();
        casting.surname_slips();
        casting.short_names();
        casting.link();
        casting.cast
    }
}

/// The words of a name in lower case, without full stops, suffixes and hyphens.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == '-' || c == '‑')
        .map(|w| w.to_lowercase().replace('.', "").replace('’', "'"))
        .filter(|w| !w.is_empty())
        .collect();
    while parts.len() > 1
        && matches!(parts.last().map(String::as_str), Some("jr" | "sr" | "ii" | "iii" | "iv"))
    {
        parts.pop();
    }
    parts
}

fn groups(uses: &[NameUse]) -> Vec<Group> {
    let mut index: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_parts: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (i, name) in uses.iter().enumerate() {
        let at = *index.entry(name.words).or_insert_with(|| {
            let parts = parts(name.words);
            *by_parts.entry(parts.clone()).or_insert_with(|| {
                groups.push(Group {
                    parts,
                    words: name.words.split_whitespace().collect::<Vec<_>>().join(" "),
                    uses: vec![],
                    kind: None,
                    character: None,
                });
                groups.len() - 1
            })
        });
        groups[at].uses.push(i);
    }
    for group in &mut groups {
        group.kind = kind_of(group, uses);
    }
    groups
}

/// What the uses of a name say together that it names; `None` if on the whole they say that it is no name.
fn kind_of(group: &Group, uses: &[NameUse]) -> Option<EntityKind> {
    let shares = shares(group, uses);
    let best = (0..3).max_by_key(|k| (shares[*k], 2 - k)).unwrap_or(0);
    if shares.iter().sum::<u32>() < ENOUGH {
        return None;
    }
    Some([EntityKind::Person, EntityKind::Organisation, EntityKind::Place][best])
}

/// How likely the words name a person, an organisation, a place: the mean over all places where they stand, in 255ths.
fn shares(group: &Group, uses: &[NameUse]) -> [u32; 3] {
    let sum = |kind: usize| group.uses.iter().map(|i| u32::from(uses[*i].odds[kind])).sum::<u32>();
    [0, 1, 2].map(|kind| sum(kind) / group.uses.len().max(1) as u32)
}

/// From how many 255ths on words count as a name.
const ENOUGH: u32 = 140;
/// How many more 255ths a single word counts as a person's name where somebody in the article bears it.
const BEARER: u32 = 60;

struct Casting<'a> {
    uses: &'a [NameUse<'a>],
    cast: Cast,
    groups: Vec<Group>,
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
            for group in self.groups.iter_mut().filter(|g| names.contains(&g.parts)) {
                group.character = Some(character);
                group.kind = Some(entry.kind);
            }
        }
    }

    fn add(&mut self, kind: EntityKind, name: String, gender: u64) -> usize {
        self.cast.characters.push(Character { kind, name, aliases: vec![], gender, declared: None });
        self.cast.characters.len() - 1
    }

    fn gender(&self, group: &Group) -> u64 {
        let all = group.uses.iter().map(|i| self.uses[*i].gender);
        let (m, f) = all
            .fold((0, 0), |(m, f), g| (m + u32::from(g & MASCULINE != 0), f + u32::from(g & FEMININE != 0)));
        match (m, f) {
            _ if m > f => MASCULINE,
            _ if f > m => FEMININE,
            _ => 0,
        }
    }

    /// Names of two words and more each make a character, unless they are another form of one.
    fn full_names(&mut self) {
        let mut order: Vec<usize> =
            (0..self.groups.len()).filter(|g| self.groups[*g].parts.len() > 1).collect();
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
                    let gender = self.gender(&self.groups[g]);
                    self.add(kind, self.groups[g].words.clone(), gender)
                });
                self.groups[g].character = Some(character);
            }
            alike.push(g);
        }
    }

    /// `John F. Marsh` and `John Marsh`, alike at both ends: the same, initials apart.
    fn same_person(&self, g: usize, other: usize) -> Option<usize> {
        let (mine, theirs) = (&self.groups[g].parts, &self.groups[other].parts);
        let character = self.groups[other].character?;
        let person = self.cast.characters[character].kind == EntityKind::Person;
        let initials = |p: &[String]| p[1..p.len() - 1].iter().all(|m| m.chars().count() == 1);
        (person && (mine == theirs || initials(mine) || initials(theirs))).then_some(character)
    }

    /// Full names of people that differ from a better established one in one letter of one word.
    fn slips(&mut self) {
        let near = self.near_names();
        for wrong in 0..self.groups.len() {
            let (character, suggestion, example) = if let Some(declared) = self.slip_of_declared(wrong) {
                (declared, self.cast.characters[declared].name.clone(), None)
            } else {
                let Some(right) = self.slip_of(wrong, &near).map(|r| &self.groups[r]) else { continue };
                let Some(character) = right.character else { continue };
                (character, right.words.clone(), right.uses.first().copied())
            };
            self.groups[wrong].character = Some(character);
            self.groups[wrong].kind = Some(EntityKind::Person);
            for at in self.groups[wrong].uses.clone() {
                self.cast.slips.push(Slip { at, character, suggestion: suggestion.clone(), example });
            }
        }
        self.cast.slips.sort_by_key(|s| s.at);
        self.forget_unused();
    }

    fn slip_of(&self, wrong: usize, near: &FxHashMap<String, Vec<usize>>) -> Option<usize> {
        let group = &self.groups[wrong];
        let person = |g: &Group| g.kind == Some(EntityKind::Person);
        let declared = |g: &Group| g.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        if group.parts.len() < 2 || group.uses.len() > 2 || !person(group) || declared(group) {
            return None;
        }
        let candidates = all_but_one(&group.parts).filter_map(|rest| near.get(&rest)).flatten().copied();
        let mut candidates: Vec<usize> = candidates.collect();
        candidates.sort_unstable();
        candidates.into_iter().find(|right| {
            let other = &self.groups[*right];
            let more = other.uses.len() > group.uses.len();
            // Named once each: the same given name with a surname one letter off is a slip, and the later one.
            let first =
                other.uses.len() == 1 && other.uses[0] < group.uses[0] && other.parts[0] == group.parts[0];
            let established = declared(other) || more || first;
            *right != wrong
                && person(other)
                && other.parts.len() == group.parts.len()
                && established
                && one_slip(&other.parts, &group.parts)
        })
    }

    /// The full names of people by all their words but one.
    fn near_names(&self) -> FxHashMap<String, Vec<usize>> {
        let mut near: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (g, group) in self.groups.iter().enumerate() {
            if group.parts.len() > 1 && group.kind == Some(EntityKind::Person) {
                all_but_one(&group.parts).for_each(|rest| near.entry(rest).or_default().push(g));
            }
        }
        near
    }

    /// The declared person whose name this one slips from, where nobody spells it right.
    fn slip_of_declared(&self, wrong: usize) -> Option<usize> {
        let group = &self.groups[wrong];
        let unknown = group.parts.len() > 1 && group.kind == Some(EntityKind::Person);
        let own = group.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        let suits = |c: &Character| {
            let name = parts(&c.name);
            c.declared.is_some()
                && c.kind == EntityKind::Person
                && name.len() == group.parts.len()
                && one_slip(&name, &group.parts)
        };
        self.cast.characters.iter().position(suits).filter(|_| unknown && !own)
    }

    /// Characters whose every use turned out to be a slip of another are dropped.
    fn forget_unused(&mut self) {
        let mut used: Vec<bool> = self.cast.characters.iter().map(|c| c.declared.is_some()).collect();
        self.groups.iter().filter_map(|g| g.character).for_each(|c| used[c] = true);
        let mut to = vec![usize::MAX; used.len()];
        let mut next = 0;
        for (c, keep) in used.iter().enumerate() {
            if *keep {
                to[c] = next;
                next += 1;
            }
        }
        let mut keep = used.iter();
        self.cast.characters.retain(|_| *keep.next().unwrap_or(&true));
        for group in &mut self.groups {
            group.character = group.character.map(|c| to[c]);
        }
        for slip in &mut self.cast.slips {
            slip.character = to[slip.character];
        }
    }

    /// `AP` is the Associated Press if that is named too.
    fn acronyms(&mut self) {
        let long: FxHashMap<String, usize> = (self.cast.characters.iter().enumerate().rev())
            .filter(|(_, c)| c.kind == EntityKind::Organisation)
            .map(|(index, c)| (initials(&c.name), index))
            .collect();
        for g in 0..self.groups.len() {
            let words = self.groups[g].words.replace('.', "");
            let capitals = words.len() >= 2 && words.chars().all(|c| c.is_ascii_uppercase());
            if !capitals || self.groups[g].character.is_some() {
                continue;
            }
            let long = long.get(&words).copied();
            if let Some(character) = long {
                self.groups[g].character = Some(character);
                self.groups[g].kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// Single words that are no known person's surname or given name are characters of their own.
    fn short_names(&mut self) {
        for g in 0..self.groups.len() {
            let group = &self.groups[g];
            if group.character.is_some() || group.parts.len() != 1 || !self.bearers(g).is_empty() {
                continue;
            }
            let Some(kind) = group.kind else { continue };
            let gender = self.gender(group);
            let character = self.add(kind, self.groups[g].words.clone(), gender);
            self.groups[g].character = Some(character);
        }
    }

    fn index_bearers(&mut self) {
        for group in self.groups.iter().filter(|g| g.kind == Some(EntityKind::Person)) {
            if let Some(character) = group.character {
                self.bearers.add(&group.parts, character);
            }
        }
        for (index, character) in self.cast.characters.iter().enumerate() {
            if character.kind == EntityKind::Person {
                self.bearers.add(&parts(&character.name), index);
            }
        }
    }

    /// Surnames alone, known to no list, that differ from a known person's surname in one letter.
    fn surname_slips(&mut self) {
        for g in 0..self.groups.len() {
            let group = &self.groups[g];
            let [word] = &group.parts[..] else { continue };
            let person = matches!(group.kind, None | Some(EntityKind::Person));
            let strange = lookup(word).0 == 0 && word.chars().count() >= 5;
            if group.character.is_some()
                || group.uses.len() > 2
                || !person
                || !strange
                || !self.bearers(g).is_empty()
            {
                continue;
            }
            let Some((surname, character)) = self.bearers.one_slip_from(word) else { continue };
            let name = &self.cast.characters[character].name;
            let written =
                name.split_whitespace().find(|w| parts(w) == [surname.to_owned()]).unwrap_or(name).to_owned();
            let example = (self.groups.iter().find(|o| o.character == Some(character)))
                .and_then(|o| o.uses.first().copied());
            self.groups[g].character = Some(character);
            self.groups[g].kind = Some(EntityKind::Person);
            for at in self.groups[g].uses.clone() {
                self.cast.slips.push(Slip { at, character, suggestion: written.clone(), example });
            }
        }
        self.cast.slips.sort_by_key(|s| s.at);
    }

    /// The people whose surname, or else given name, this single word is, unless the word rather is something else.
    fn bearers(&self, g: usize) -> Vec<usize> {
        let group = &self.groups[g];
        let [word] = &group.parts[..] else { return vec![] };
        let [person, organisation, place] = shares(group, self.uses);
        let person = person + BEARER;
        let elsewhere = person < organisation.max(place) || person + organisation + place < ENOUGH;
        if elsewhere { vec![] } else { self.bearers.of(word) }
    }

    fn link(&mut self) {
        let mut links = vec![vec![]; self.uses.len()];
        for g in 0..self.groups.len() {
            let who = match self.groups[g].character {
                Some(character) => vec![character],
                None => self.bearers(g),
            };
            for &i in &self.groups[g].uses {
                links[i] = who.clone();
            }
        }
        self.cast.links = links;
        for i in 0..self.uses.len() {
            if let Some((kind, name)) = self.uses[i].annotated {
                self.cast.links[i] = vec![self.annotated(kind, name)];
            }
        }
        let slips = std::mem::take(&mut self.cast.slips);
        self.cast.slips = slips.into_iter().filter(|s| self.uses[s.at].annotated.is_none()).collect();
    }

    /// The character an annotation names: a known one, or a new one.
    fn annotated(&mut self, kind: EntityKind, name: &str) -> usize {
        self.cast.find(kind, name).unwrap_or_else(|| self.add(kind, name.to_owned(), 0))
    }
}

impl Cast {
    /// The character of this kind and name (or alias), or the only one with that surname.
    pub fn find(&self, kind: EntityKind, name: &str) -> Option<usize> {
        let wanted = parts(name);
        let full = self.characters.iter().position(|c| {
            c.kind == kind && (parts(&c.name) == wanted || c.aliases.iter().any(|a| parts(a) == wanted))
        });
        full.or_else(|| {
            let mut by_surname = self.characters.iter().enumerate().filter(|(_, c)| {
                c.kind == kind && wanted.len() == 1 && parts(&c.name).last() == wanted.last()
            });
            by_surname.next().map(|c| c.0).filter(|_| by_surname.next().is_none())
        })
    }
}

/// The words of a name without one of them, for each of them; its place is marked.
fn all_but_one(parts: &[String]) -> impl Iterator<Item = String> {
    (0..parts.len()).map(move |left_out| {
        let word = |(i, part): (usize, &String)| if i == left_out { "*".to_owned() } else { part.clone() };
        parts.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    })
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// Whether two names of as many words differ by a letter or two in a single word, and are not two given names
/// of two different people.
pub(crate) fn one_slip(right: &[String], wrong: &[String]) -> bool {
    let mut different = right.iter().zip(wrong).enumerate().filter(|(_, (a, b))| a != b);
    let Some((at, (a, b))) = different.next() else { return false };
    if different.next().is_some() || a.chars().count().max(b.chars().count()) < 4 {
        return false;
    }
    let distance = strsim::damerau_levenshtein(a, b);
    let allowed = if a.chars().count() >= 8 { 2 } else { 1 };
    let both_given = at == 0 && right.len() == 2 && lookup(a).any(FIRST_NAME) && lookup(b).any(FIRST_NAME);
    distance <= allowed && !both_given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(words: &str) -> NameUse<'_> {
        NameUse {
            words,
            kind: NameKind::Person,
            sure: words.contains(' '),
            odds: [200, 0, 0],
            gender: 0,
            reports: false,
            annotated: None,
        }
    }

    fn cast(names: &[&str]) -> (Vec<String>, Cast) {
        let uses: Vec<NameUse> = names.iter().map(|n| person(n)).collect();
        let cast = Cast::of(&[], &uses);
        let who = cast
            .links
            .iter()
            .map(|l| l.iter().map(|c| cast.characters[*c].name.as_str()).collect::<Vec<_>>().join("/"))
            .collect();
        (who, cast)
    }

    /// A name that somewhere seems to be something, with the odds of a person, an organisation, a place.
    fn seems(words: &str, odds: [u8; 3]) -> NameUse<'_> {
        NameUse { odds, sure: false, ..person(words) }
    }

    #[test]
    fn all_places_where_a_name_stands_say_together_what_it_names() {
        let uses = [[20, 10, 200], [120, 10, 100], [20, 10, 210]].map(|odds| seems("Marlow", odds));
        let cast = Cast::of(&[], &uses);
        assert_eq!(cast.characters.iter().map(|c| c.kind).collect::<Vec<_>>(), [EntityKind::Place]);
        assert_eq!(cast.links, [[0], [0], [0]]);
    }

    #[test]
    fn capitals_that_are_a_name_nowhere_are_none_and_elsewhere_are_one() {
        let once = Cast::of(&[], &[seems("Harbour Lights", [20, 40, 10])]);
        assert!(once.characters.is_empty() && once.links[0].is_empty());
        let twice =
            Cast::of(&[], &[seems("Harbour Lights", [20, 40, 10]), seems("Harbour Lights", [0, 250, 0])]);
        assert_eq!(twice.links, [[0], [0]]);
    }

    #[test]
    fn a_word_is_its_bearer_unless_it_rather_is_a_town() {
        let uses = |odds| [person("Harriet Lincoln"), seems("Lincoln", odds)];
        let who = |odds| {
            let cast = Cast::of(&[], &uses(odds));
            cast.characters[cast.links[1][0]].name.clone()
        };
        assert_eq!(who([90, 5, 140]), "Harriet Lincoln");
        assert_eq!(who([10, 5, 240]), "Lincoln");
    }

    #[test]
    fn surnames_and_given_names_go_to_the_full_name_wherever_it_stands() {
        assert_eq!(cast(&["Ruiz", "Ana Ruiz", "Ana"]).0, ["Ana Ruiz", "Ana Ruiz", "Ana Ruiz"]);
        assert_eq!(cast(&["Bo Li Na", "Bo"]).0, ["Bo Li Na", "Bo Li Na"]);
    }

    #[test]
    fn initials_and_suffixes_make_no_new_person() {
        assert_eq!(cast(&["John F. Marsh Jr.", "John Marsh", "Marsh"]).0, ["John F. Marsh Jr."; 3]);
    }

    #[test]
    fn relatives_share_a_surname() {
        assert_eq!(cast(&["Ana Ruiz", "Pedro Ruiz", "Ruiz"]).0[2], "Ana Ruiz/Pedro Ruiz");
    }

    #[test]
    fn a_slip_is_the_better_established_name() {
        let (who, cast) = cast(&["Tam Jong Wu", "Tam Jon Wu", "Tam Jong Wu"]);
        assert_eq!(who, ["Tam Jong Wu"; 3]);
        assert_eq!(cast.slips.len(), 1);
        assert_eq!((cast.slips[0].at, cast.slips[0].suggestion.as_str()), (1, "Tam Jong Wu"));
    }

    #[test]
    fn a_surname_alone_may_slip_too() {
        let (who, cast) = cast(&["Margaret Lindqvist", "Lindqvist", "Lindqivst"]);
        assert_eq!(who, ["Margaret Lindqvist"; 3]);
        assert_eq!(
            cast.slips.iter().map(|s| (s.at, s.suggestion.as_str())).collect::<Vec<_>>(),
            [(2, "Lindqvist")]
        );
    }

    #[test]
    fn two_people_who_both_exist_are_no_slip() {
        assert!(cast(&["Mark Lee", "Mary Lee", "Mark Lee"]).1.slips.is_empty());
    }
}
