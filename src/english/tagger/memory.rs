//! What the model says of words alone, kept for when they come again.
//!
//! Most signs of a token hang on one word: on its own, on one of the two to either side, on one at an end of its run of
//! capitals or beside that. What they say for each label adds up to a few whole numbers, which are the same wherever the
//! word stands; news is made of few words again and again. Sums of whole numbers do not hang on their order, so what is
//! remembered is what the signs would say.

use super::features::{
    AROUND, LONGEST_WAY, Look, Looks, letters, look, place_in, sign_of_list, sign_of_listed, sign_of_place,
    sign_of_place_and_word, signs_of_first, signs_of_last, signs_of_left, signs_of_opening, signs_of_own,
    signs_of_right, signs_of_word,
};
use super::gazetteer::Walk;
use super::model::{Emission, Model, Votes};
use crate::english::{Kind, Token};
use std::cell::{Cell, OnceCell, RefCell};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

/// What a word may be to a token of which it says something: a number below [`PARTS`].
type Part = usize;
/// The token itself, as one of those around it.
const OWN: Part = AROUND / 2;
/// The token itself, within a sentence; the next one is at its beginning.
const WITHIN: Part = AROUND;
/// The token itself, if the gazetteer has no name there.
const UNLISTED: Part = AROUND + 2;
/// The first word of its run of capitals; the next one is the last.
const FIRST: Part = AROUND + 3;
const LAST: Part = FIRST + 1;
/// What stands to the left of the run; the next one is what stands to its right.
const LEFT: Part = AROUND + 5;
const RIGHT: Part = LEFT + 1;
const PARTS: usize = AROUND + 7;

/// A word that was met.
struct Met {
    word: Box<str>,
    kind: Kind,
    classes: u64,
    look: Look,
    /// Where the gazetteer goes on behind it, once it was the first word of what may be a name.
    listed: OnceCell<Option<(Walk, u8)>>,
    /// What it says as each part, once it was that.
    says: [Cell<Votes>; PARTS],
    /// The parts of which that is known, a bit each.
    known: Cell<u16>,
}

impl Met {
    fn new(word: &str, kind: Kind, classes: u64, look: Look) -> Self {
        let (says, known) = (Default::default(), Cell::new(0));
        Met { word: word.into(), kind, classes, look, listed: OnceCell::new(), says, known }
    }

    fn says(&self, part: Part) -> Votes {
        let bit = 1 << part;
        if self.known.get() & bit == 0 {
            self.says[part].set(self.read(part));
            self.known.set(self.known.get() | bit);
        }
        self.says[part].get()
    }

    /// What the signs of the word say as a part of a token.
    fn read(&self, part: Part) -> Votes {
        let mut tally = Model::shipped().tally();
        let mut sign = |sign| tally.add(sign);
        let look = &self.look;
        let letters = || letters(&self.word, self.kind);
        match part {
            OWN => {
                signs_of_word(Some(look), OWN, &mut sign);
                signs_of_own(look, &letters(), &mut sign);
            }
            0..AROUND => signs_of_word(Some(look), part, &mut sign),
            UNLISTED => sign(sign_of_listed(look, 0)),
            FIRST => signs_of_first(look, &mut sign),
            LAST => signs_of_last(look, &letters(), &mut sign),
            LEFT => signs_of_left(Some(look), &mut sign),
            RIGHT => signs_of_right(Some(look), &mut sign),
            _ => signs_of_opening(look, part > WITHIN, &mut sign),
        }
        tally.total()
    }
}

/// How many words are kept: a power of two. A word takes some 300 bytes.
const SLOTS: usize = 1 << 11;

thread_local! {
    /// The words that were met last with the model that comes with the program, each in its slot until another takes it.
    static MET: RefCell<Vec<Option<Rc<Met>>>> = RefCell::new(vec![None; SLOTS]);
}

/// What is said where no word stands, because a sentence begins or ends.
static NOTHING: LazyLock<[Votes; PARTS]> = LazyLock::new(|| {
    std::array::from_fn(|part| {
        let mut votes = Votes::default();
        let mut sign = |sign| Model::shipped().add(sign, &mut votes);
        match part {
            0..AROUND => signs_of_word(None, part, &mut sign),
            LEFT => signs_of_left(None, &mut sign),
            RIGHT => signs_of_right(None, &mut sign),
            _ => {}
        }
        votes
    })
});

/// What the gazetteer says, and the place in a run of capitals: few things, whatever the word.
static FEW: LazyLock<Few> = LazyLock::new(Few::new);

struct Few {
    /// For the token and its neighbours: by where in a name they are, and what that is.
    listed: Vec<[Votes; AROUND]>,
    /// By the steps to either end of the run.
    places: [[Votes; LONGEST_WAY[1] + 1]; LONGEST_WAY[0] + 1],
}

impl Few {
    /// How many bits tell what a name of the gazetteer is.
    const LISTED_BITS: u32 = 6;
    /// How many places in such a name are told apart.
    const PLACES: usize = 5;

    fn new() -> Self {
        let vote = |sign: u32| {
            let mut votes = Votes::default();
            Model::shipped().add(sign, &mut votes);
            votes
        };
        let of_list = |index: usize| {
            let (listed, place) = (index & ((1 << Self::LISTED_BITS) - 1), index >> Self::LISTED_BITS);
            std::array::from_fn(|at| match at {
                1..=3 => vote(sign_of_list(at, listed as u8, place as u8)),
                _ => Votes::default(),
            })
        };
        Few {
            listed: (0..Self::PLACES << Self::LISTED_BITS).map(of_list).collect(),
            places: std::array::from_fn(|from| std::array::from_fn(|to| vote(sign_of_place([from, to])))),
        }
    }

    /// What the gazetteer says of the word `at` of those around a token.
    fn of_list(&self, look: &Look, at: usize) -> Option<&Votes> {
        let index = usize::from(look.place) << Self::LISTED_BITS | usize::from(look.listed);
        self.listed.get(index).map(|votes| &votes[at])
    }
}

/// The looks of the tokens of a stretch and those around it, and what they say.
#[derive(Default)]
pub(super) struct Remembered {
    looks: Looks,
    met: Vec<Rc<Met>>,
    /// The run of capitals that was read last, and what its ends say.
    run: (Range<usize>, Votes),
}

impl Remembered {
    /// Looks at the tokens of a stretch and those around it.
    pub(super) fn at(&mut self, text: &str, tokens: &[Token], stretch: Range<usize>) {
        self.met.clear();
        self.run = Default::default();
        MET.with_borrow_mut(|slots| {
            self.looks.at_by(tokens, stretch.clone(), |i| {
                let known = meet(slots, text, tokens, i);
                let look = known.look.standing_at(text, tokens, i);
                self.met.push(known);
                look
            });
        });
        let (met, from) = (&self.met, self.looks.from());
        self.looks.list(text, tokens, stretch, |i| {
            let first = &met[i - from];
            *first.listed.get_or_init(|| Walk::from(&first.word))
        });
    }

    /// What the token comes to.
    pub(super) fn emission(&mut self, i: usize) -> Emission {
        Model::shipped().worth(&self.sum(i))
    }

    /// Adds up what the signs of a token say.
    fn sum(&mut self, i: usize) -> Votes {
        let (model, few) = (Model::shipped(), &*FEW);
        let Some(own) = self.looks.get(i).copied() else { return Votes::default() };
        let mut tally = model.tally();
        self.looks.signs_of_several(i, |sign| tally.add(sign));
        let mut sum = tally.total();
        for at in 0..AROUND {
            let index = self.looks.index_beside(i, at as isize - (AROUND / 2) as isize);
            sum.add(&self.says(index, at));
            if let Some(listed) = self.looks.around(i, at).and_then(|look| few.of_list(look, at)) {
                sum.add(listed);
            }
        }
        let index = self.looks.index_beside(i, 0);
        sum.add(&self.says(index, WITHIN + usize::from(own.starts)));
        match own.listed {
            0 => sum.add(&self.says(index, UNLISTED)),
            listed => model.add(sign_of_listed(&own, listed), &mut sum),
        }
        if own.capital {
            if !self.run.0.contains(&i) {
                let run = self.looks.run(i);
                self.run = (run.clone(), self.sum_of_run(&run));
            }
            let place = place_in(&self.run.0, i);
            sum.add(&self.run.1);
            sum.add(&few.places[place[0]][place[1]]);
            model.add(sign_of_place_and_word(place, &own), &mut sum);
        }
        sum
    }

    /// What the ends of a run of capitals say of each of its tokens.
    fn sum_of_run(&self, run: &Range<usize>) -> Votes {
        let mut tally = Model::shipped().tally();
        self.looks.signs_of_run(run, |sign| tally.add(sign));
        let mut sum = tally.total();
        let (first, last) = (run.start, run.end - 1);
        for (part, i, steps) in [(FIRST, first, 0), (LAST, last, 0), (LEFT, first, -1), (RIGHT, last, 1)] {
            sum.add(&self.says(self.looks.index_beside(i, steps), part));
        }
        sum
    }

    /// What a word says as a part of a token, given its index among the looks.
    fn says(&self, index: Option<usize>, part: Part) -> Votes {
        index.map_or_else(|| NOTHING[part], |index| self.met[index].says(part))
    }
}

/// What is known of the token at `i`, which is read if it was not met lately.
fn meet(slots: &mut [Option<Rc<Met>>], text: &str, tokens: &[Token], i: usize) -> Rc<Met> {
    let token = &tokens[i];
    let word = token.of(text);
    let mut hasher = rustc_hash::FxHasher::default();
    word.hash(&mut hasher);
    let slot = &mut slots[hasher.finish() as usize % SLOTS];
    if let Some(met) = slot
        && *met.word == *word
        && met.kind == token.kind
        && met.classes == token.classes().0
    {
        return Rc::clone(met);
    }
    let met = Rc::new(Met::new(word, token.kind, token.classes().0, look(text, tokens, i)));
    *slot = Some(Rc::clone(&met));
    met
}

#[cfg(test)]
mod tests {
    use super::super::{Reading, stretches};
    use super::*;
    use crate::english::tokens;

    #[test]
    fn what_is_remembered_is_what_the_signs_say() {
        let text = "Ana Ruiz, 54, of Port Ellen, said: “We met U.S. Sen. Bo O’Brien-Ek twice.” He did? IN MAY? No… \
                    The mayor of São Tomé, Zoë Vega (D-Ohio), left. Ruiz's NATO talks: Korea and Acme Tools Ltd. \
                    ‘Ana’ Ruiz said RUIZ did not. Marlow. Marlow University Marlow River \
                    Internationalisierungsbeauftragte Ana Ruiz";
        let cut = tokens(text);
        for _ in 0..2 {
            let mut remembered = Remembered::default();
            let mut looks = Looks::default();
            for stretch in stretches(text, &cut) {
                remembered.at(text, &cut, stretch.clone());
                looks.at(text, &cut, stretch.clone());
                for i in stretch {
                    let mut all = Votes::default();
                    looks.signs(i, |sign| Model::shipped().add(sign, &mut all));
                    assert_eq!(remembered.sum(i).of_labels(), all.of_labels(), "{}", cut[i].of(text));
                }
            }
        }
        assert!(!Reading::of(text, &cut).names().is_empty());
    }
}
