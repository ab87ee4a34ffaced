//! Whose name a shorter name is.

use super::spelling::of_two_genders;
use super::spelt::Spelt;
use super::words::{is_particle, is_surname_of, nickname, parts};
use crate::english::classes::FIRST_NAME;
use crate::english::lexicon::{full_forms, lookup};
use rustc_hash::FxHashMap;

/// The people of full name, by the words that others call them by.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    by_first: FxHashMap<String, Vec<usize>>,
    by_last: FxHashMap<String, Vec<usize>>,
    /// The first of two surnames: `Quispe` in `Rosa Elena Quispe Mamani`.
    by_inner: FxHashMap<String, Vec<usize>>,
    by_nickname: FxHashMap<String, Vec<usize>>,
    /// The words of the full names of each.
    names: FxHashMap<usize, Vec<Vec<String>>>,
}

impl Bearers {
    /// Takes in the nickname of somebody, if the name has one in marks.
    pub(super) fn nicknamed(&mut self, written: &str, character: usize) {
        if let Some(nickname) = nickname(written) {
            put(&mut self.by_nickname, &parts(nickname).join(" "), character);
        }
    }

    /// Takes in a name of somebody, as written and in parts.
    pub(super) fn add(&mut self, written: &str, name: &[String], character: usize) {
        let [first, .., last] = name else { return };
        put(&mut self.by_first, first, character);
        // "Visser" is rather Kees Visser than Annelies de Bruijn-Visser.
        let hyphen = written.split_whitespace().next_back().is_some_and(|word| word.contains(['-', '‑']));
        put(if hyphen { &mut self.by_inner } else { &mut self.by_last }, last, character);
        if let [_, .., inner, _] = name
            && inner.chars().count() > 2
            && !is_particle(inner)
            && !lookup(inner).any(FIRST_NAME)
        {
            put(&mut self.by_inner, inner, character);
        }
        self.names.entry(character).or_default().push(name.to_vec());
    }

    /// Whose surname this is, or else whose nickname, given name or first of two surnames. `one_word` says that it is
    /// written without a blank.
    pub(super) fn of(&self, name: &[String], one_word: bool) -> Vec<usize> {
        if let Some(nicknamed) = self.by_nickname.get(&name.join(" ")) {
            return nicknamed.clone();
        }
        let [word] = name else { return self.of_several(name, one_word) };
        let last = self.by_last.get(word);
        let found = last.or_else(|| self.by_first.get(word)).or_else(|| self.by_inner.get(word));
        let found = found.or_else(|| full_forms(word).iter().find_map(|full| self.by_first.get(full)));
        found.cloned().unwrap_or_default()
    }

    /// Whose name `van der Meer`, `Okafor-Bello` or `Marie-Ève` is a part of.
    fn of_several(&self, name: &[String], one_word: bool) -> Vec<usize> {
        let [first, .., last] = name else { return vec![] };
        let borne_by = |full: &Vec<String>| {
            let given = one_word && name.len() < full.len() && full.starts_with(name);
            given || is_surname_of(name, one_word, full)
        };
        let ends = [self.by_last.get(last), self.by_inner.get(last), self.by_first.get(first)];
        let alike = ends.into_iter().flatten().flatten();
        let mut found: Vec<usize> = vec![];
        for character in alike.filter(|c| self.names[c].iter().any(borne_by)) {
            if !found.contains(character) {
                found.push(*character);
            }
        }
        found
    }

    /// The surnames that one person alone bears, and who that is.
    pub(super) fn surnames(&self) -> Vec<(Spelt, usize)> {
        let of_one = self.by_last.iter().filter(|(_, who)| who.len() == 1);
        of_one.map(|(name, who)| (Spelt::new(name), who[0])).collect()
    }
}

/// The surname of one person that a word is a letter away from, with the same first letter.
pub(super) fn one_slip_from<'s>(word: &str, surnames: &'s [(Spelt, usize)]) -> Option<(&'s str, usize)> {
    let strange = Spelt::new(word);
    let close = |name: &Spelt| {
        let a_letter = name.within(1, &strange) && name.word() != word;
        name.word().chars().next() == word.chars().next()
            && name.word().len().abs_diff(word.len()) <= 2
            && (a_letter && !of_two_genders(name.word(), word) || name.alike(&strange))
    };
    let mut near = surnames.iter().filter(|(name, _)| close(name));
    let (name, who) = near.next()?;
    near.next().is_none().then_some((name.word(), *who))
}

fn put(index: &mut FxHashMap<String, Vec<usize>>, word: &str, character: usize) {
    let known = index.entry(word.to_owned()).or_default();
    if !known.contains(&character) {
        known.push(character);
    }
}
