//! Short names of organisations: acronyms, `Hansol` for `Hansol Heavy Industries`, and `the Pentagon`.

use super::groups::Group;
use super::words::{initials, is_acronym, parts};
use super::{Casting, Gloss};
use crate::article::EntityKind;
use crate::english::classes::*;
use crate::english::lexicon::{lookup, seats};
use rustc_hash::FxHashMap;

/// The organisations of several words, by their first.
pub(super) struct Bodies {
    /// Words and index of the group of each; `None` where two that are not the same begin alike.
    by_first: FxHashMap<String, Vec<(Vec<String>, usize)>>,
}

impl Bodies {
    /// The group of the organisation whose name these words are the beginning of, or what tells it from others, if there
    /// is one and they are nothing else.
    pub(super) fn short_for(&self, group: &Group) -> Option<usize> {
        if is_something_else(group) {
            return None;
        }
        let own = &group.parts;
        let begins = |full: &&(Vec<String>, usize)| {
            let rest = full.0.strip_prefix(&own[..]).unwrap_or_default();
            let joined = rest.first().is_some_and(|word| matches!(&word[..], "and" | "of" | "for" | "&"));
            !rest.is_empty()
                && !joined
                && (group.kind == Some(EntityKind::Organisation) || suits(group, rest))
        };
        let inside = |full: &&(Vec<String>, usize)| {
            let [word] = &own[..] else { return false };
            let rest: Vec<String> = full.0.iter().filter(|w| *w != word).cloned().collect();
            rest.len() + 1 == full.0.len()
                && (group.kind == Some(EntityKind::Organisation) || rest.iter().all(|w| is_of_bodies(w)))
        };
        match self.by_first.get(own.first()?) {
            Some(alike) => only(alike.iter().filter(begins)),
            None => only(self.by_first.values().flatten().filter(inside)),
        }
    }
}

/// Whether a name that the tagger took for something else may be left of an organisation's without these words: `Sao Vàng`
/// without `Energy`, but not `Walt Disney` without `Company`.
fn suits(group: &Group, rest: &[String]) -> bool {
    let given = group.parts.first().is_some_and(|first| lookup(first).any(FIRST_NAME));
    let person = group.kind == Some(EntityKind::Person);
    group.is_one_word() || person && !given && rest.iter().all(|word| is_of_bodies(word))
}

/// `energy`, `inc`
fn is_of_bodies(word: &str) -> bool {
    lookup(word).any(ORGANISATION_WORD) || lookup(&format!("{word}.")).any(ORGANISATION_WORD)
}

/// Whether words are known for something that is no short name: "Boston" is not the Globe, "Bank" no bank, and "Lee"
/// somebody.
fn is_something_else(group: &Group) -> bool {
    let known = lookup(&group.words);
    let ordinary = || {
        known.any(ORGANISATION_WORD | GROUP_NOUN | PLACE_WORD | TITLE)
            || lookup(&group.words.to_lowercase()).any(NOUN | ADJECTIVE | FIRST_NAME)
    };
    group.kind.is_none()
        || known.any(COUNTRY | STATE | CITY | DEMONYM | ORGANISATION)
        || group.is_one_word() && ordinary()
        || group.bearing.person && group.is_one_word()
        || group.bearing.place
}

fn only<'a>(mut found: impl Iterator<Item = &'a (Vec<String>, usize)>) -> Option<usize> {
    let (_, one) = found.next()?;
    found.next().is_none().then_some(*one)
}

impl Casting<'_> {
    /// The organisations whose names have several words.
    pub(super) fn bodies(&self) -> Bodies {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, usize)>> = FxHashMap::default();
        for (g, group) in self.groups.iter().enumerate() {
            if let [first, _, ..] = &group.parts[..]
                && group.kind == Some(EntityKind::Organisation)
            {
                by_first.entry(first.clone()).or_default().push((group.parts.clone(), g));
            }
        }
        // "Ponts Boréal" and "Ponts Boréal Inc." both begin as "Ponts" does: the longest stands for both.
        for alike in by_first.values_mut() {
            alike.sort_by_key(|(words, g)| (std::cmp::Reverse(words.len()), *g));
            let mut longest: Vec<(Vec<String>, usize)> = vec![];
            for (words, g) in alike.drain(..) {
                if !longest.iter().any(|(full, _)| full.starts_with(&words)) {
                    longest.push((words, g));
                }
            }
            *alike = longest;
        }
        Bodies { by_first }
    }

    /// Names that are the beginning of one organisation's, and nobody's.
    pub(super) fn short_bodies(&mut self) {
        let bodies = self.bodies();
        for g in 0..self.groups.len() {
            if self.groups[g].character.is_some() || !self.bearers(g).is_empty() {
                continue;
            }
            if let Some(full) = bodies.short_for(&self.groups[g]) {
                self.groups[g].character = self.groups[full].character;
                self.groups[g].kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// `AP` is the Associated Press if that is named too, or whatever it stands behind in parentheses.
    pub(super) fn acronyms(&mut self) {
        for at in self.said_again(Gloss::Acronym) {
            let (one, two) = (self.group_of[at - 1] as usize, self.group_of[at] as usize);
            let (long, short) = if is_acronym(&self.groups[one].words) { (two, one) } else { (one, two) };
            if is_acronym(&self.groups[short].words) && !is_acronym(&self.groups[long].words) {
                self.stands_for(short, long);
            }
        }
        let long: FxHashMap<String, usize> = (self.cast.characters.iter().enumerate().rev())
            .filter(|(_, c)| c.kind == EntityKind::Organisation)
            .map(|(index, c)| (initials(&c.name), index))
            .collect();
        for group in &mut self.groups {
            if !is_acronym(&group.words) || group.character.is_some() {
                continue;
            }
            if let Some(character) = long.get(&group.words.replace('.', "")) {
                group.character = Some(*character);
                group.kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// Whoever is known as Juba is Juba.
    pub(super) fn known_as(&mut self) {
        for at in self.said_again(Gloss::KnownAs) {
            let (full, name) = (&self.groups[self.group_of[at - 1] as usize], self.group_of[at] as usize);
            let person = full.kind == Some(EntityKind::Person);
            let free = self.groups[name].character.is_none() && self.groups[name].is_one_word();
            if person
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

    /// The uses that say the name before them again.
    fn said_again(&self, how: Gloss) -> Vec<usize> {
        (1..self.uses.len()).filter(|at| self.uses[*at].gloss == Some(how)).collect()
    }

    /// `The Pentagon` is the Defense Department, if the article names both.
    pub(super) fn seats(&mut self) {
        let named: FxHashMap<String, usize> =
            self.groups.iter().enumerate().map(|(g, group)| (group.parts.join(" "), g)).collect();
        for (seat, bodies) in seats() {
            let Some(&seat) = named.get(&parts(seat).join(" ")) else { continue };
            let body = bodies.filter_map(|body| named.get(&parts(body).join(" "))).find_map(|body| {
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
