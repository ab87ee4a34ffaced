//! Whose name a shorter name is.

use super::Name;
use super::keyed::Keyed;
use super::spelling::of_two_genders;
use super::word::{Word, is_surname_of};
use crate::english::lexicon::full_forms;
use crate::english::word_key;

/// The people of full name, by the words that others call them by.
#[derive(Debug, Default)]
pub(super) struct Bearers<'a> {
    /// The full names, and whose each is.
    names: Vec<(&'a Name, usize)>,
    /// These, by their parts.
    by_part: Keyed<(Part, u64)>,
    /// People, by the keys of their nicknames.
    by_nickname: Keyed<u64>,
}

/// What people are called by of their full names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    First,
    Last,
    /// The first of two surnames: `Quispe` in `Rosa Elena Quispe Mamani`.
    Inner,
}

impl<'a> Bearers<'a> {
    /// Nobody yet, and room for so many names.
    pub(super) fn with_room(names: usize) -> Self {
        Bearers {
            names: Vec::with_capacity(names),
            by_part: Keyed::with_room(2 * names),
            by_nickname: Keyed::default(),
        }
    }

    /// Takes in the nickname of somebody, by its key.
    pub(super) fn nicknamed(&mut self, nickname: u64, character: usize) {
        self.by_nickname.push(nickname, character);
    }

    /// Takes in a name of somebody.
    pub(super) fn add(&mut self, name: &'a Name, character: usize) {
        let [first, .., last] = name.parts() else { return };
        let at = self.names.len();
        self.by_part.push((Part::First, first.key()), at);
        // "Visser" is rather Kees Visser than Annelies de Bruijn-Visser.
        let part = if name.ends_in_two() { Part::Inner } else { Part::Last };
        self.by_part.push((part, last.key()), at);
        if let [_, .., inner, _] = name.parts()
            && inner.length() > 2
            && !inner.is_particle()
            && !inner.is_given()
        {
            self.by_part.push((Part::Inner, inner.key()), at);
        }
        self.names.push((name, character));
    }

    /// Adds to a list whose surname this is, or else whose nickname, given name or first of two surnames.
    pub(super) fn find(&self, name: &Name, found: &mut Vec<usize>) {
        let listed = found.len();
        let mut add = |character: usize| {
            if !found[listed..].contains(&character) {
                found.push(character);
            }
        };
        let mut nicknamed = self.by_nickname.get(name.key()).peekable();
        if nicknamed.peek().is_some() {
            return nicknamed.for_each(add);
        }
        match name.parts() {
            [word] => self.of_one(word).for_each(|at| add(self.names[at].1)),
            several => self.of_several(several, name.is_one_word()).for_each(|at| add(self.names[at].1)),
        }
    }

    /// The names of which one word is a part.
    fn of_one(&self, word: &Word) -> impl Iterator<Item = usize> {
        let has = |(part, word): (Part, u64)| self.by_part.get((part, word)).next().is_some();
        let whole = [Part::Last, Part::First, Part::Inner].into_iter().map(|part| (part, word.key()));
        let short = full_forms(word.text()).iter().map(|full| (Part::First, word_key(full)));
        let called = whole.chain(short).find(|called| has(*called));
        called.into_iter().flat_map(|called| self.by_part.get(called))
    }

    /// The names of which `van der Meer`, `Okafor-Bello` or `Marie-Ève` is a part. `one_word` says that it is written
    /// without a blank.
    fn of_several<'n>(&'n self, name: &'n [Word], one_word: bool) -> impl Iterator<Item = usize> + 'n {
        let borne_by = move |full: &[Word]| {
            let given = one_word && name.len() < full.len() && full.starts_with(name);
            given || is_surname_of(name, one_word, full)
        };
        let (first, last) = (name.first(), name.last());
        let ends = [(Part::Last, last), (Part::Inner, last), (Part::First, first)];
        let ends = ends.into_iter().filter_map(|(part, word)| Some((part, word?.key())));
        ends.flat_map(|end| self.by_part.get(end)).filter(move |at| borne_by(self.names[*at].0.parts()))
    }

    /// The surnames that one person alone bears, and who that is.
    pub(super) fn surnames(&self) -> Vec<(&'a Word, usize)> {
        let surname = |(at, (name, who)): (usize, &(&'a Name, usize))| {
            let last = name.parts().last()?;
            let mut bearers = self.by_part.get((Part::Last, last.key()));
            let listed = bearers.clone().next() == Some(at);
            (listed && bearers.all(|other| self.names[other].1 == *who)).then_some((last, *who))
        };
        self.names.iter().enumerate().filter_map(surname).collect()
    }
}

/// The surname of one person that a word is a letter away from, with the same first letter.
pub(super) fn one_slip_from<'s>(strange: &Word, surnames: &[(&'s Word, usize)]) -> Option<(&'s str, usize)> {
    let (word, first) = (strange.text(), strange.text().chars().next());
    let close = |name: &Word| {
        let a_letter = name.within(1, strange) && name != strange;
        name.text().chars().next() == first
            && name.text().len().abs_diff(word.len()) <= 2
            && (a_letter && !of_two_genders(name.text(), word) || name.alike(strange))
    };
    let mut near = surnames.iter().filter(|(name, _)| close(name));
    let (name, who) = near.next()?;
    near.next().is_none().then_some((name.text(), *who))
}
