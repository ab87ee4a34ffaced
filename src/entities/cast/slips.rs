//! Names that are one slip away from another: `Lindqivst`.

use super::bearers::one_slip_from;
use super::groups::Group;
use super::spelt::{Spelt, one_slip, spelt};
use super::words::{all_but_one, parts};
use super::{Casting, Character, Slip};
use crate::article::EntityKind;
use crate::english::classes::TIME_WORD;
use crate::english::lexicon::lookup;
use rustc_hash::FxHashMap;

impl Casting<'_> {
    /// Full names of people that differ from a better established one in one letter of one word.
    pub(super) fn slips(&mut self) {
        let names: Vec<Vec<Spelt>> = self.groups.iter().map(full_name).collect();
        let near = self.near_names(&names);
        let declared = self.declared_people();
        for wrong in 0..self.groups.len() {
            let declared = self.slip_of_declared(wrong, &names[wrong], &declared);
            let (character, suggestion, example) = if let Some(declared) = declared {
                (declared, self.cast.characters[declared].name.clone(), None)
            } else {
                let Some(right) = self.slip_of(wrong, &near, &names).map(|r| &self.groups[r]) else {
                    continue;
                };
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

    fn slip_of(
        &self,
        wrong: usize,
        near: &FxHashMap<String, Vec<usize>>,
        names: &[Vec<Spelt>],
    ) -> Option<usize> {
        let group = &self.groups[wrong];
        let person = |g: &Group| g.kind == Some(EntityKind::Person);
        let declared = |g: &Group| g.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        if group.parts.len() < 2 || group.uses.len() > 2 || !person(group) || declared(group) {
            return None;
        }
        let keys = all_but_one(&group.parts).chain([by_sound(&names[wrong])]);
        let candidates = keys.filter_map(|rest| near.get(&rest)).flatten().copied();
        let mut candidates: Vec<usize> = candidates.collect();
        candidates.sort_unstable();
        candidates.into_iter().find(|right| {
            let other = &self.groups[*right];
            let more = other.uses.len() > group.uses.len();
            // Named once each: the same given name with a surname one letter off is a slip, and the later one.
            let first =
                other.uses.len() == 1 && other.uses[0] < group.uses[0] && other.parts[0] == group.parts[0];
            let established = declared(other) || more || first;
            let genders = (group.gender(self.uses), other.gender(self.uses));
            *right != wrong
                && (genders.0 == 0 || genders.1 == 0 || genders.0 == genders.1)
                && (group.suffix.is_none() || group.suffix == other.suffix)
                && person(other)
                && other.parts.len() == group.parts.len()
                && established
                && one_slip(&names[*right], &names[wrong])
        })
    }

    /// The full names of people by all their words but one, and by what is left of them in any spelling.
    fn near_names(&self, names: &[Vec<Spelt>]) -> FxHashMap<String, Vec<usize>> {
        let mut near: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (g, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let keys = all_but_one(&self.groups[g].parts).chain([by_sound(name)]);
            keys.for_each(|key| near.entry(key).or_default().push(g));
        }
        near
    }

    /// The people who are declared, and the words of their names.
    fn declared_people(&self) -> Vec<(usize, Vec<Spelt>)> {
        let declared = |c: &Character| c.declared.is_some() && c.kind == EntityKind::Person;
        let people = self.cast.characters.iter().enumerate().filter(|(_, c)| declared(c));
        people.map(|(who, c)| (who, spelt(&parts(&c.name)))).collect()
    }

    /// The declared person whose name this one slips from, where nobody spells it right.
    fn slip_of_declared(
        &self,
        wrong: usize,
        name: &[Spelt],
        declared: &[(usize, Vec<Spelt>)],
    ) -> Option<usize> {
        let group = &self.groups[wrong];
        let unknown = name.len() > 1 && group.kind == Some(EntityKind::Person);
        let own = group.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        if !unknown || own {
            return None;
        }
        let slips_from =
            |(_, right): &&(usize, Vec<Spelt>)| right.len() == name.len() && one_slip(right, name);
        declared.iter().find(slips_from).map(|(who, _)| *who)
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

    /// Surnames alone, known to no list, that differ from a known person's surname in one letter.
    pub(super) fn surname_slips(&mut self) {
        let mut surnames = None;
        for g in 0..self.groups.len() {
            let group = &self.groups[g];
            let [word] = &group.parts[..] else { continue };
            let person = matches!(group.kind, None | Some(EntityKind::Person));
            let strange = !lookup(word).any(!TIME_WORD) && word.chars().count() >= 5;
            if group.character.is_some()
                || group.uses.len() > 2
                || !person
                || !strange
                || !self.bearers(g).is_empty()
            {
                continue;
            }
            let surnames = surnames.get_or_insert_with(|| self.bearers.surnames());
            let Some((surname, character)) = one_slip_from(word, surnames) else { continue };
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
}

/// The words of a full name of a person, ready to be compared; none of what is no such name.
fn full_name(group: &Group) -> Vec<Spelt> {
    let full = group.parts.len() > 1 && group.kind == Some(EntityKind::Person);
    if full { spelt(&group.parts) } else { vec![] }
}

/// What is left of a name in any spelling.
fn by_sound(name: &[Spelt]) -> String {
    name.iter().map(Spelt::skeleton).collect::<Vec<_>>().join("~")
}
