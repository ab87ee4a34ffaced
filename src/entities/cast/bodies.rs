//! Short names of organisations: acronyms, `Hansol` for `Hansol Heavy Industries`, and `the Pentagon`.

use super::groups::Group;
use super::words::{initials, is_acronym, parts};
use super::{Casting, Gloss, NameUse};
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
    /// The group of the organisation that these words are the beginning of, if there is one and they are nothing else.
    pub(super) fn short_for(&self, group: &Group, uses: &[NameUse]) -> Option<usize> {
        let known = lookup(&group.words);
        let [person, _, place] = group.shares(uses);
        // "Boston" is not the Globe, "Bank" no bank, and "Lee" somebody.
        let something_else = known.any(COUNTRY | STATE | CITY | DEMONYM | ORGANISATION)
            || group.is_one_word() && known.any(ORGANISATION_WORD | GROUP_NOUN | PLACE_WORD | TITLE)
            || group.is_one_word() && lookup(&group.words.to_lowercase()).any(NOUN | ADJECTIVE | FIRST_NAME)
            || person >= STRONG
            || place >= STRONG
            || group.kind != Some(EntityKind::Organisation) && !group.is_one_word();
        if something_else || group.kind.is_none() {
            return None;
        }
        let Some(alike) = self.by_first.get(group.parts.first()?) else {
            let [word] = &group.parts[..] else { return None };
            let inside = |full: &&(Vec<String>, usize)| full.0.contains(word);
            let mut inside = self.by_first.values().flatten().filter(inside);
            let (_, only) = inside.next().filter(|_| group.kind == Some(EntityKind::Organisation))?;
            return inside.next().is_none().then_some(*only);
        };
        let longer = |full: &&(Vec<String>, usize)| {
            full.0.len() > group.parts.len() && full.0.starts_with(&group.parts)
        };
        let mut longer = alike.iter().filter(longer);
        let (_, only) = longer.next()?;
        longer.next().is_none().then_some(*only)
    }
}

/// From how many 255ths on a word alone is a person's or a place's name, though an organisation begins with it.
const STRONG: u32 = 180;

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
            if let Some(full) = bodies.short_for(&self.groups[g], self.uses) {
                self.groups[g].character = self.groups[full].character;
                self.groups[g].kind = Some(EntityKind::Organisation);
            }
        }
    }

    /// `AP` is the Associated Press if that is named too, or whatever it stands behind in parentheses.
    pub(super) fn acronyms(&mut self) {
        let group_of = self.group_of_uses();
        for at in 1..self.uses.len() {
            if self.uses[at].gloss != Some(Gloss::Acronym) {
                continue;
            }
            let (one, two) = (group_of[at - 1], group_of[at]);
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
        let group_of = self.group_of_uses();
        for at in 1..self.uses.len() {
            let (full, name) = (&self.groups[group_of[at - 1]], group_of[at]);
            let person = full.kind == Some(EntityKind::Person);
            let free = self.groups[name].character.is_none() && self.groups[name].is_one_word();
            if self.uses[at].gloss == Some(Gloss::KnownAs)
                && person
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

    fn group_of_uses(&self) -> Vec<usize> {
        let mut of = vec![0; self.uses.len()];
        for (g, group) in self.groups.iter().enumerate() {
            group.uses.iter().for_each(|at| of[*at] = g);
        }
        of
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
