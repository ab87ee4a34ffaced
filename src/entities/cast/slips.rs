//! Names that are one slip away from another: `Lindqivst`.

use super::bearers::one_slip_from;
use super::groups::Group;
use super::keyed::Keyed;
use super::word::{Word, key_of, one_slip};
use super::words::parts;
use super::{Casting, Name, Slip};
use crate::article::EntityKind;
use crate::english::classes::TIME_WORD;
use crate::text::sort_by_number;

impl<'a> Casting<'a> {
    /// Full names of people that differ from a better established one in one letter of one word.
    pub(super) fn slips(&mut self) {
        let near = self.near_names();
        let declared = self.declared_people();
        for wrong in 0..self.groups.len() {
            let (character, suggestion, example) =
                if let Some(declared) = self.slip_of_declared(wrong, &declared) {
                    (declared, self.cast.characters[declared].name.to_string(), None)
                } else {
                    let Some(right) = self.slip_of(wrong, &near).map(|right| &self.groups[right]) else {
                        continue;
                    };
                    let Some(character) = right.character else { continue };
                    (character, right.name.words().to_string(), Some(right.first as usize))
                };
            self.is_slip(wrong, character, &suggestion, example);
        }
        sort_by_number(&mut self.cast.slips, |slip| slip.at as u64);
        self.forget_unused();
    }

    /// Lets all uses of a name be slips of another.
    fn is_slip(&mut self, wrong: usize, character: usize, suggestion: &str, example: Option<usize>) {
        self.groups[wrong].character = Some(character);
        self.groups[wrong].kind = Some(EntityKind::Person);
        let slip = |at| Slip { at, character, suggestion: suggestion.to_owned(), example };
        let (first, count) = (self.groups[wrong].first as usize, self.groups[wrong].count() as usize);
        let uses = self.group_of.iter().enumerate().skip(first);
        let uses = uses.filter(|(_, group)| **group as usize == wrong).take(count);
        self.cast.slips.extend(uses.map(|(at, _)| slip(at)));
    }

    fn slip_of(&self, wrong: usize, near: &Keyed<u64>) -> Option<usize> {
        let group = &self.groups[wrong];
        let declared = |g: &Group| g.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        let name = group.name.parts();
        if name.len() < 2 || group.count() > 2 || !group.is_person() || declared(group) {
            return None;
        }
        let established = |right: &usize| {
            let other = &self.groups[*right];
            // Named once each: the same given name with a surname one letter off is a slip, and the later one.
            let first = other.count() == 1 && other.first < group.first && other.name.parts()[0] == name[0];
            let genders = (group.gender(), other.gender());
            *right != wrong
                && (genders.0 == 0 || genders.1 == 0 || genders.0 == genders.1)
                && (group.name.suffix().is_none() || group.name.suffix() == other.name.suffix())
                && other.is_person()
                && other.name.parts().len() == name.len()
                && (declared(other) || other.count() > group.count() || first)
                && one_slip(other.name.parts(), name)
        };
        near_keys(name).flat_map(|key| near.get(key)).filter(established).min()
    }

    /// The full names of people by all their words but one, and by what is left of them in any spelling.
    fn near_names(&self) -> Keyed<u64> {
        let full_names =
            self.groups.iter().enumerate().filter(|(_, g)| g.is_person() && g.name.parts().len() > 1);
        let keys = full_names.clone().map(|(_, group)| group.name.parts().len() + 1).sum();
        let mut near = Keyed::with_room(keys);
        for (g, group) in full_names {
            near_keys(group.name.parts()).for_each(|key| near.push(key, g));
        }
        near
    }

    /// The people who are declared, and their names.
    fn declared_people(&self) -> Vec<(usize, &'a Name)> {
        let names = self.cast.characters.iter().zip(&self.names).enumerate();
        let people = names.filter(|(_, (c, _))| c.declared.is_some() && c.kind == EntityKind::Person);
        people.map(|(who, (_, name))| (who, *name)).collect()
    }

    /// The declared person whose name this one slips from, where nobody spells it right.
    fn slip_of_declared(&self, wrong: usize, declared: &[(usize, &Name)]) -> Option<usize> {
        let group = &self.groups[wrong];
        let name = group.name.parts();
        let own = group.character.is_some_and(|c| self.cast.characters[c].declared.is_some());
        if name.len() < 2 || !group.is_person() || own {
            return None;
        }
        let slips_from = |right: &Name| right.parts().len() == name.len() && one_slip(right.parts(), name);
        declared.iter().find(|(_, right)| slips_from(right)).map(|(who, _)| *who)
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
        let mut keep = used.iter();
        self.names.retain(|_| *keep.next().unwrap_or(&true));
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
            let [word] = group.name.parts() else { continue };
            let person = matches!(group.kind, None | Some(EntityKind::Person));
            let strange = !word.known().any(!TIME_WORD) && word.length() >= 5;
            if group.character.is_some() || group.count() > 2 || !person || !strange || self.is_borne(g) {
                continue;
            }
            let surnames = surnames.get_or_insert_with(|| self.bearers.surnames());
            let Some((surname, character)) = one_slip_from(word, surnames) else { continue };
            let name = &self.cast.characters[character].name;
            let written = name.split_whitespace().find(|w| parts(w) == [surname]).unwrap_or(name).to_owned();
            let right = self.groups.iter().find(|other| other.character == Some(character));
            self.is_slip(g, character, &written, right.map(|right| right.first as usize));
        }
        sort_by_number(&mut self.cast.slips, |slip| slip.at as u64);
    }
}

/// The keys under which a name is found that is one slip away: of all its words but one, for each of them, and of what
/// is left of it in any spelling.
fn near_keys(name: &[Word]) -> impl Iterator<Item = u64> {
    let all_but = |left_out: usize| {
        key_of(name.iter().enumerate().map(move |(i, word)| if i == left_out { 0 } else { word.key() }))
    };
    let by_sound = key_of(name.iter().map(Word::skeleton));
    (0..name.len()).map(all_but).chain([by_sound])
}
