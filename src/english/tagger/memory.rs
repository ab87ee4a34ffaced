//! What the model says of words alone, kept for when they come again.
//!
//! Most signs of a token hang on one word: on its own, or on one of the two to either side. What they say for each label
//! adds up to a few whole numbers, which are the same wherever the word stands; news is made of few words again and
//! again. Sums of whole numbers do not hang on their order, so what is remembered is what the signs would say.

use super::features::{AROUND, Look, Looks, look};
use super::model::{LABELS, Model};
use crate::english::{Kind, Token};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

/// What the signs of a word say for each label, as each of the words around a token, which is the one in the middle.
pub(super) type Votes = [[i16; LABELS]; AROUND];

/// A word that was met.
struct Met {
    word: Box<str>,
    kind: Kind,
    classes: u64,
    look: Look,
    votes: Votes,
}

/// How many words are kept: a power of two. A word takes some 300 bytes.
const SLOTS: usize = 1 << 11;

thread_local! {
    /// The words that were met last with the model that comes with the program, each in its slot until another takes it.
    static MET: RefCell<Vec<Option<Box<Met>>>> = RefCell::new((0..SLOTS).map(|_| None).collect());
}

/// What is said where no word stands, because a sentence begins or ends.
static NOTHING: LazyLock<Votes> = LazyLock::new(|| votes(&Looks::alone(Look::default()), 0));

/// The looks of the tokens of a stretch and those around it, and what they say.
#[derive(Default)]
pub(super) struct Remembered {
    looks: Looks,
    votes: Vec<Votes>,
}

impl Remembered {
    /// Looks at the tokens of a stretch and those around it.
    pub(super) fn at(&mut self, text: &str, tokens: &[Token], stretch: Range<usize>) {
        self.votes.clear();
        let votes = &mut self.votes;
        MET.with_borrow_mut(|met| {
            self.looks.at_by(text, tokens, stretch, |i| {
                let known = meet(met, text, tokens, i);
                votes.push(known.votes);
                known.look.standing_at(text, tokens, i)
            });
        });
    }

    /// Adds up what the signs of a token say.
    pub(super) fn sum(&self, i: usize) -> [i32; LABELS] {
        let mut sum = [0; LABELS];
        self.looks.signs_together(i, |sign| Model::shipped().add(sign, &mut sum));
        for at in 0..AROUND {
            let votes = match self.looks.index_beside(i, at as isize - (AROUND / 2) as isize) {
                Some(index) => &self.votes[index][at],
                None => &NOTHING[at],
            };
            for (total, vote) in sum.iter_mut().zip(votes) {
                *total += i32::from(*vote);
            }
        }
        sum
    }
}

/// What is known of the token at `i`, which is read if it was not met lately.
fn meet<'m>(met: &'m mut [Option<Box<Met>>], text: &str, tokens: &[Token], i: usize) -> &'m Met {
    let token = &tokens[i];
    let word = token.of(text);
    let mut hasher = rustc_hash::FxHasher::default();
    word.hash(&mut hasher);
    let slot = &mut met[hasher.finish() as usize % SLOTS];
    let same = |met: &Met| *met.word == *word && met.kind == token.kind && met.classes == token.classes.0;
    if !slot.as_deref().is_some_and(same) {
        *slot = None;
    }
    slot.get_or_insert_with(|| {
        let look = look(text, tokens, i);
        let votes = votes(&Looks::of_one(look), AROUND / 2);
        Box::new(Met { word: word.into(), kind: token.kind, classes: token.classes.0, look, votes })
    })
}

/// What each of the words around a token says.
fn votes(looks: &Looks, i: usize) -> Votes {
    let mut votes = Votes::default();
    looks.signs_of_words(i, |at, sign| Model::shipped().add(sign, &mut votes[at]));
    votes
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
                    let mut all = [0; LABELS];
                    looks.signs(i, |sign| Model::shipped().add(sign, &mut all));
                    assert_eq!(remembered.sum(i), all, "{}", cut[i].of(text));
                }
            }
        }
        assert!(!Reading::of(text, &cut).names().is_empty());
    }
}
