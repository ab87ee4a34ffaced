//! Those without a name whom only one of two versions of an article meets.
//!
//! Somebody is met as soon as words describe them, so with every other letter of a description that one types there is one
//! more or one less; or a person in place of a body, where “the port office” becomes “the port officer”. Whoever is met
//! further down has another number then.

use super::everybody::Everybody;
use std::ops::Range;

/// Those whom only one of two versions meets. They are counted from the first who is met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Strangers {
    /// The first of them, in either version.
    first: usize,
    /// How many the earlier version alone meets.
    gone: usize,
    /// How many the later one does.
    new: usize,
}

impl Strangers {
    /// Compares whom two versions have met: where they differ first, whoever is more than in the other one, or is something
    /// else there.
    pub(super) fn of(then: &Everybody, now: &Everybody) -> Strangers {
        let (were, are) = (then.met().len(), now.met().len());
        let same = |(was, is): &(usize, usize)| then.name(*was) == now.name(*is);
        let first = then.met().zip(now.met()).take_while(same).count();
        let (who, there) = (then.met().start + first, now.met().start + first);
        let others = were == are && first < were && !then.is_same_but_for_words(who, (now, there));
        let more = |these: usize, those: usize| these.saturating_sub(those) + usize::from(others);
        Strangers { first, gone: more(were, are), new: more(are, were) }
    }

    /// Whether there are any.
    pub(super) fn are_there(&self) -> bool {
        self.gone + self.new > 0
    }

    /// Those of the earlier version.
    pub(super) fn gone(&self) -> Range<usize> {
        self.first..self.first + self.gone
    }

    /// Those of the later one.
    pub(super) fn new_ones(&self) -> Range<usize> {
        self.first..self.first + self.new
    }

    /// What number somebody whom the earlier version meets has in the later one.
    pub(super) fn now(&self, met: usize) -> Option<usize> {
        match met.checked_sub(self.first) {
            None => Some(met),
            Some(behind) => behind.checked_sub(self.gone).map(|behind| self.first + self.new + behind),
        }
    }

    /// How many of the first keep their numbers.
    pub(super) fn kept(&self) -> usize {
        if self.are_there() { self.first } else { usize::MAX }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::EntityKind::{self, Organisation, Person};
    use crate::entities::cast::Character;

    fn met(all: &[(EntityKind, &str)]) -> Everybody {
        let mut everybody = Everybody::default();
        for (kind, name) in all {
            let character =
                Character { kind: *kind, name: (*name).into(), aliases: vec![], gender: 0, declared: None };
            everybody.meet(character, false);
        }
        everybody
    }

    fn numbers(then: &Everybody, now: &Everybody) -> Vec<Option<usize>> {
        let strangers = Strangers::of(then, now);
        then.met().map(|who| strangers.now(who)).collect()
    }

    #[test]
    fn whoever_is_met_behind_a_stranger_has_another_number() {
        let (clerk, aide, firm) = ((Person, "a clerk"), (Person, "an aide"), (Organisation, "a firm"));
        let (without, with) = (met(&[clerk, firm]), met(&[clerk, aide, firm]));
        assert_eq!(numbers(&without, &with), [Some(0), Some(2)]);
        assert_eq!(numbers(&with, &without), [Some(0), None, Some(1)]);
        assert_eq!(numbers(&with, &with), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn a_person_in_place_of_a_body_is_a_stranger_and_one_of_other_words_is_none() {
        let office = met(&[(Organisation, "the port offic"), (Person, "a clerk")]);
        let officer = met(&[(Person, "the port officer"), (Person, "a clerk")]);
        assert_eq!(numbers(&office, &officer), [None, Some(1)]);
        let longer = met(&[(Organisation, "the port office"), (Person, "a clerk")]);
        assert_eq!(numbers(&office, &longer), [Some(0), Some(1)]);
    }
}
