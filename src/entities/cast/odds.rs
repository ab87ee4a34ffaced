//! What the odds of all uses of a name come to.
//!
//! How likely a word names somebody changes with every letter that is typed beside it, and whom the article is about
//! seldom does: the cast hangs on a few limits alone, on whose sides the means lie.

use super::{Links, NameUse};
use crate::article::EntityKind;
use std::sync::Arc;

/// From how many 255ths on words count as a name.
const ENOUGH: u32 = 140;
/// From how many 255ths on words are rather a person or a place than short for an organisation.
const STRONG: u32 = 180;
/// How many more 255ths a single word counts as a person's name where somebody in the article bears it.
const BEARER: u32 = 60;
/// The same where no list knows the word as a place or an organisation.
const SOLE_BEARER: u32 = 130;

/// The odds of several uses of names: their sums, in 255ths, for a person, an organisation, a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    of: [u32; 3],
    uses: u32,
    /// A list knows the words as a place or an organisation.
    listed: bool,
}

/// On which side of the limits the means lie: all that the cast hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bearing {
    /// What the uses say together that they name; `None` if on the whole they say that they are no name.
    pub(super) kind: Option<EntityKind>,
    /// The words are rather something else than the name of somebody who bears it, unless they speak.
    pub(super) elsewhere: bool,
    /// They are rather a person.
    pub(super) person: bool,
    /// They are rather a place.
    pub(super) place: bool,
}

impl Sums {
    /// No uses yet.
    pub(super) fn new(listed: bool) -> Self {
        Sums { listed, ..Sums::default() }
    }

    /// Adds a use.
    #[inline]
    pub(super) fn add(&mut self, odds: [u8; 3]) {
        self.uses += 1;
        let [person, organisation, place] = &mut self.of;
        *person += u32::from(odds[0]);
        *organisation += u32::from(odds[1]);
        *place += u32::from(odds[2]);
    }

    /// How many uses there are.
    pub(super) fn uses(&self) -> u32 {
        self.uses
    }

    /// Adds the uses of another name of the same character.
    fn join(&mut self, other: &Sums) {
        self.uses += other.uses;
        self.of.iter_mut().zip(other.of).for_each(|(sum, odds)| *sum += odds);
    }

    /// The same where one of the uses has other odds.
    fn with(mut self, was: [u8; 3], is: [u8; 3]) -> Self {
        for (sum, (was, is)) in self.of.iter_mut().zip(was.into_iter().zip(is)) {
            *sum = *sum + u32::from(is) - u32::from(was);
        }
        self
    }

    pub(super) fn bearing(self) -> Bearing {
        let [person, organisation, place] = self.of.map(|sum| sum / self.uses.max(1));
        let all = person + organisation + place;
        let kind = match person.max(organisation).max(place) {
            best if best == person => EntityKind::Person,
            best if best == organisation => EntityKind::Organisation,
            _ => EntityKind::Place,
        };
        let bearer = person + if self.listed { BEARER } else { SOLE_BEARER };
        Bearing {
            kind: (all >= ENOUGH).then_some(kind),
            elsewhere: bearer < organisation.max(place) || bearer + organisation + place < ENOUGH,
            person: person >= STRONG,
            place: place >= STRONG,
        }
    }

    /// How likely the uses name a person: the mean, rounded down to one of the limits that anybody asks for.
    fn person(self) -> u8 {
        const LIMITS: [u8; 3] = [102, 51, 26];
        let mean = self.of[0] / self.uses.max(1);
        LIMITS.into_iter().find(|limit| mean >= u32::from(*limit)).unwrap_or(0)
    }
}

/// The odds of all names of an article, summed up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    groups: Vec<Sums>,
    /// For each use, its group.
    group_of: Arc<[u32]>,
    /// For each character, the sums of the uses that mean it alone.
    characters: Vec<Sums>,
}

impl Odds {
    pub(super) fn new(groups: Vec<Sums>, group_of: Arc<[u32]>, (uses, links): (&[NameUse], &Links)) -> Self {
        let lists = links.lists();
        let all = lists.iter().flatten().map(|who| who + 1).max().unwrap_or(0);
        let mut characters = vec![Sums::default(); all];
        if lists.len() == groups.len() {
            for (sums, link) in groups.iter().zip(lists.iter()) {
                if let [who] = *link {
                    characters[who].join(sums);
                }
            }
        } else {
            // Annotations say of some uses that they mean somebody else than the rest of their group.
            for (name, link) in uses.iter().zip(links.from(0)) {
                if let [who] = *link {
                    characters[who].add(name.odds);
                }
            }
        }
        Odds { groups, group_of, characters }
    }

    /// For each character that names mean, how likely these are a person's, in 255ths: the mean over all that mean it
    /// alone, rounded down to a limit.
    pub fn of_persons(&self) -> impl Iterator<Item = (usize, u8)> {
        let named = self.characters.iter().enumerate().filter(|(_, sums)| sums.uses > 0);
        named.map(|(who, sums)| (who, sums.person()))
    }

    /// Takes other odds for the use with the index `at`, which means the characters of `link`; whether nothing hangs
    /// on the difference.
    pub fn change(&mut self, at: usize, link: &[usize], was: [u8; 3], is: [u8; 3]) -> bool {
        let group = &mut self.groups[self.group_of[at] as usize];
        let other = group.with(was, is);
        let mut same = other.bearing() == group.bearing();
        *group = other;
        if let [who] = *link {
            let sums = &mut self.characters[who];
            let other = sums.with(was, is);
            same &= other.person() == sums.person();
            *sums = other;
        }
        same
    }
}
