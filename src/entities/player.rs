//! A member of the cast as the reader of the article knows it so far.

use super::abreast::Abreast;
use super::case::Case;
use super::described::Played;
use super::discourse::Place;
use super::site::Site;
use super::standing::{Evidence, Form, Here, Last, Mentioned};
use crate::english::classes::{FEMININE, MASCULINE};
use crate::english::lexicon::people_of;
use std::sync::Arc;

/// A member of the cast as the reader of the article knows it so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Player {
    /// A person, and not an organisation or a place.
    pub person: bool,
    /// It has a name.
    pub named: bool,
    /// More than one.
    pub plural: bool,
    /// Their pronoun is declared to be "they".
    pub neutral: bool,
    /// How likely the name is a person's, in 255ths, where it rather is something else's.
    pub(super) odds: u8,
    /// [`MASCULINE`], [`FEMININE`], both or 0, as a declaration, a title or the given name of a full name says.
    sure: u64,
    /// The same, as a given name without a surname or a role says.
    given: u64,
    /// The same, as a surname says that is a given name as well.
    surname: u64,
    /// How often pronouns meant them: he, she.
    called: [u32; 2],
    /// Its roles, as the whole article gives them; for the unnamed, their description. They are learned once, and every
    /// copy shares them.
    pub(super) roles: Arc<[Arc<Played>]>,
    /// The name has more words than one.
    full: bool,
    /// The last name was a part of the full one.
    short: bool,
    /// The block of the first mention.
    pub(super) first: Option<u32>,
    /// The mentions in the last sentence that has any.
    pub(super) seen: Option<Seen>,
    /// The mentions in the last sentence before that.
    before: Option<Seen>,
    /// The sentence in which it was last a subject of the writer's.
    pub(super) subject: Option<u32>,
    /// The sentence of the last mention in quotation marks.
    quoted: Option<u32>,
    /// How often it was mentioned so far.
    pub(super) times: u32,
    /// The last two blocks in which it was mentioned, latest first, and how often.
    block_times: [(u32, u32); 2],
}
/// What the mentions of somebody in a sentence say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) sentence: u32,
    pub(super) block: u32,
    /// Mentions of anybody from the top to the last of these.
    pub(super) order: u32,
    pub(super) quoted: bool,
    /// Some of them is the subject of reporting words, or the first whom the writer mentions there.
    pub(super) subject: bool,
    leads: bool,
    /// The best part.
    pub(super) case: Case,
    /// Where the last of them stands.
    site: Site,
    mentioned: Mentioned,
    times: u32,
}

/// How high a part ranks in a sentence: lower is better.
fn rank(case: Case) -> usize {
    match case {
        Case::Subject => 0,
        Case::Object => 1,
        Case::Other => 2,
        Case::Preposition => 3,
        Case::Of | Case::Owner => 4,
        Case::Modifier | Case::Aside => 5,
    }
}

/// Whoever is mentioned more often than so is mentioned often, and that is all that counts.
const OFTEN: u32 = 32;

impl Seen {
    /// How it was, for whoever looks back from another sentence.
    fn manner(&self) -> (bool, bool, Case, Mentioned, u32) {
        const MANY: u32 = 3;
        (self.quoted, self.leads, self.case, self.mentioned, self.times.min(MANY))
    }
}

impl Player {
    /// Somebody not mentioned yet. `gender` is what the name or a declaration says.
    pub fn new(person: bool, gender: u64) -> Self {
        Player { sure: gender & (MASCULINE | FEMININE), person, named: true, full: true, ..Player::default() }
    }

    /// Somebody whose name is a single word, which says less of a gender: more if it is no surname.
    pub fn of_one_word(person: bool, gender: u64, surname: bool) -> Self {
        let gender = gender & (MASCULINE | FEMININE);
        let (given, surname) = if surname { (0, gender) } else { (gender, 0) };
        Player { given, surname, person, named: true, ..Player::default() }
    }

    /// Learns how likely the name is a person's, in 255ths.
    pub fn may_be_person(&mut self, odds: u8) {
        self.odds = odds;
    }

    /// Whether a pronoun may mean them: a person, or a name that may be a person's after all.
    pub(super) fn is_animate(&self) -> bool {
        const LEAST: u8 = 26;
        self.person || self.named && !self.full && self.odds >= LEAST
    }

    /// Whether no pronoun ever means them, or it, as long as this does not change.
    pub fn is_thing(&self) -> bool {
        !self.is_animate() && !self.neutral
    }

    /// Learns a role; one it has already says nothing new, and a dozen say all.
    pub fn plays(&mut self, role: &Arc<Played>) {
        const MOST: usize = 12;
        if self.roles.len() < MOST && !self.roles.iter().any(|known| known.whole == role.whole) {
            if self.given == 0 && role.shown != MASCULINE | FEMININE {
                self.given = role.shown;
            }
            self.roles = self.roles.iter().chain([role]).map(Arc::clone).collect();
        }
    }

    /// Learns what a title in front of the name or a description says, unless more is known.
    pub fn shown(&mut self, gender: u64) {
        if self.sure == 0 {
            self.sure = gender & (MASCULINE | FEMININE);
        }
    }

    /// Learns that a pronoun meant them.
    pub fn was_called(&mut self, gender: u64) {
        let called = &mut self.called[usize::from(gender == FEMININE)];
        *called = (*called + 1).min(OFTEN);
    }

    /// [`MASCULINE`], [`FEMININE`], both or 0: the best that is known.
    pub fn gender(&self) -> u64 {
        let called = match self.called {
            [he, she] if he > she => MASCULINE,
            [he, she] if she > he => FEMININE,
            _ => 0,
        };
        [self.sure, called, self.given, self.surname].into_iter().find(|g| *g != 0).unwrap_or(0)
    }

    /// Whether a pronoun or a description of this gender can mean them at all.
    pub fn may_be(&self, gender: u64) -> bool {
        gender == 0 || self.sure == 0 || self.sure & gender != 0
    }

    /// What speaks for and against this gender.
    pub(super) fn evidence(&self, gender: u64) -> Evidence {
        let [own, other] = if gender == FEMININE {
            [self.called[1], self.called[0]]
        } else {
            [self.called[0], self.called[1]]
        };
        let agrees = |known: u64| known & gender != 0;
        match () {
            () if self.sure != 0 => Evidence::Sure,
            () if own > other => Evidence::Called,
            () if other > own => Evidence::CalledOtherwise,
            () if self.given != 0 && agrees(self.given) => Evidence::Given,
            () if self.given != 0 => Evidence::GivenOtherwise,
            () if self.surname != 0 && agrees(self.surname) => Evidence::Surname,
            () if self.surname != 0 => Evidence::SurnameOtherwise,
            () => Evidence::Unknown,
        }
    }

    pub(super) fn form(&self) -> Form {
        match (self.named, self.full, self.short) {
            (false, ..) => Form::Unnamed,
            (_, true, false) => Form::Full,
            (_, true, true) => Form::PartOfFull,
            (_, false, _) => Form::Single,
        }
    }

    /// Notes a mention.
    pub(super) fn mention(&mut self, at: &Place) {
        self.times = (self.times + 1).min(OFTEN);
        self.first.get_or_insert(at.block);
        if at.mentioned == Mentioned::Name {
            self.short = at.single;
        }
        if self.block_times[0].0 != at.block || self.block_times[0].1 == 0 {
            self.block_times = [(at.block, 0), self.block_times[0]];
        }
        self.block_times[0].1 += 1;
        if at.quoted {
            self.quoted = Some(at.sentence);
        }
        // Somebody whom the writer has just named stays the writer's, though a quotation names them as well.
        let demoted = at.quoted && self.seen.is_some_and(|s| s.block == at.block && !s.quoted);
        if !demoted {
            self.see(at);
        }
        if at.site.case == Case::Subject && !at.quoted {
            self.subject = Some(at.sentence);
        }
    }

    fn see(&mut self, at: &Place) {
        let mut seen = Seen {
            sentence: at.sentence,
            block: at.block,
            order: at.order,
            quoted: at.quoted,
            subject: at.is_subject(),
            leads: at.leads,
            case: at.site.case,
            site: at.site,
            mentioned: at.mentioned,
            times: 1,
        };
        match self.seen {
            Some(same) if same.sentence == at.sentence && same.quoted == at.quoted => {
                seen.leads |= same.leads;
                seen.subject |= same.subject;
                seen.times += same.times;
                if rank(same.case) < rank(seen.case) {
                    seen.case = same.case;
                }
            }
            Some(earlier) if earlier.sentence != at.sentence => self.before = Some(earlier),
            _ => {}
        }
        self.seen = Some(seen);
    }

    /// The mentions in the sentence at a place, in front of it.
    pub(super) fn here(&self, at: &Place) -> Option<Here> {
        let seen = self.seen.filter(|s| s.sentence == at.sentence && (!s.quoted || at.quoted))?;
        Some(Here {
            case: seen.site.case,
            between: seen.site.until(&at.site),
            mentioned: seen.mentioned,
            leads: seen.leads,
            subject: seen.case == Case::Subject,
            opening: seen.site.opening,
        })
    }

    /// The mentions in the last sentence before that at a place.
    pub(super) fn last(&self, at: &Place) -> Option<Last> {
        let here = |s: &Seen| s.sentence == at.sentence && (!s.quoted || at.quoted);
        let seen = self.seen.filter(|s| !here(s)).or(self.before)?;
        Some(Last {
            sentences: at.sentence - seen.sentence,
            blocks: at.block - seen.block,
            case: seen.case,
            leads: seen.leads,
            mentioned: seen.mentioned,
            quoted: seen.quoted,
            times: seen.times,
        })
    }

    /// Sentences since they were last mentioned in quotation marks.
    pub(super) fn quoted(&self, at: &Place) -> Option<u32> {
        self.quoted.map(|sentence| at.sentence - sentence)
    }

    /// The last sentence that mentions them, and how high their part ranks there.
    pub(super) fn part(&self) -> Option<(u32, usize)> {
        self.seen.map(|seen| (seen.sentence, rank(seen.case)))
    }

    /// Whether the writer's own words were the last to mention them.
    pub(super) fn is_writers(&self) -> bool {
        self.seen.is_some_and(|seen| !seen.quoted)
    }

    /// How often they were mentioned in a block, and in the block before it.
    pub(super) fn times_in(&self, block: u32) -> [u32; 2] {
        let times = |block: u32| self.block_times.iter().find(|t| t.0 == block).map_or(0, |t| t.1);
        [times(block), block.checked_sub(1).map_or(0, times)]
    }

    /// Whether a later reader knows the same of somebody, as far as that will be asked: `self` is what the reader of an
    /// earlier version knows. Roles are another matter ([`has_same_roles`](Self::has_same_roles)).
    pub(super) fn is_alike(&self, now: &Player, at: &Abreast) -> bool {
        let top = |player: &Player| player.first.map(|block| block <= 1);
        let lately = |player: &Player| player.times_in(at.block)[0];
        let known = |p: &Player| (p.person, p.named, p.plural, p.neutral, p.odds, p.full, p.short);
        let gender = |p: &Player| (p.sure, p.given, p.surname, p.called);
        known(self) == known(now)
            && gender(self) == gender(now)
            && self.times == now.times
            && top(self) == top(now)
            && lately(self) == lately(now)
            && self.was_seen_alike(now, at)
            && at.as_long_ago(self.subject, now.subject, 3)
            && at.as_long_ago(self.quoted, now.quoted, 2)
    }

    /// Whether a later reader knows the same roles of somebody.
    pub(super) fn has_same_roles(&self, now: &Player) -> bool {
        self.roles == now.roles
    }

    fn was_seen_alike(&self, now: &Player, at: &Abreast) -> bool {
        let last = match (self.seen, now.seen) {
            (None, None) => true,
            (Some(a), Some(b)) => {
                at.same_sentence(a.sentence, b.sentence)
                    && at.same_order(a.order, b.order)
                    && a.block == b.block
                    && a.subject == b.subject
                    && a.manner() == b.manner()
            }
            _ => false,
        };
        let before = match (self.before, now.before) {
            (None, None) => true,
            (Some(a), Some(b)) => {
                at.as_long_ago(Some(a.sentence), Some(b.sentence), 6)
                    && at.same_block_ago(a.block, b.block, 3)
                    && a.manner() == b.manner()
            }
            _ => false,
        };
        last && before
    }
}

/// The nationalities in a role or a description, each in one spelling.
pub(super) fn nations(words: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut list = words.split_whitespace().peekable();
    let mut both = String::new();
    while let Some(word) = list.next() {
        let two = list.peek().and_then(|next| {
            both.clear();
            both.extend([word, " ", next]);
            people_of(&both)
        });
        if two.is_some() {
            list.next();
        }
        found.extend(two.or_else(|| people_of(word)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_outranks_what_pronouns_and_names_say() {
        let mut player = Player::of_one_word(true, MASCULINE, true);
        assert_eq!((player.gender(), player.evidence(FEMININE)), (MASCULINE, Evidence::SurnameOtherwise));
        player.was_called(FEMININE);
        assert_eq!((player.gender(), player.evidence(FEMININE)), (FEMININE, Evidence::Called));
        assert!(player.may_be(MASCULINE));
        player.shown(MASCULINE);
        assert_eq!(player.gender(), MASCULINE);
        assert!(!player.may_be(FEMININE));
    }

    #[test]
    fn a_role_may_show_a_gender() {
        let mut player = Player::new(true, 0);
        player.plays(&Arc::new(Played::of("actress")));
        assert_eq!(player.gender(), FEMININE);
        let mut relative = Player::new(true, 0);
        relative.plays(&Arc::new(Played::of("lawyer of an actress")));
        assert_eq!(relative.gender(), 0);
    }
}
