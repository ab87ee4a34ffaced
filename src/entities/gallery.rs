//! What is known of everybody and everything in the cast that a description may go by, besides a person's role: of a
//! company its name, of a place what sort it is, of people their age and whose daughter they are.
//!
//! Who of those whom a description suits is meant is decided by how present they are: who was mentioned last, most often,
//! and first in a sentence.

use super::abreast::{Abreast, Peers};
use super::described::{Described, Played, words_of};
use crate::article::EntityKind;
use crate::english::classes::{COUNTRY, ORGANISATION, STATE};
use crate::english::lexicon::{Classes, body_noun, kin_noun, lookup, place_noun};
use crate::english::word_key;
use rustc_hash::FxHashMap;

/// Somebody or something that descriptions may mean.
#[derive(Clone, Debug, PartialEq)]
struct Portrait {
    kind: EntityKind,
    /// It has a name, and not only a description.
    named: bool,
    /// [`MASCULINE`](crate::english::classes::MASCULINE), `FEMININE`, both or 0.
    gender: u64,
    /// The words of its names, as [`word_key`] has them; for an organisation those of its roles, too.
    words: Vec<u64>,
    /// Those that are nouns for a court or a ministry, and so tell what it is.
    bodies: Vec<u64>,
    /// Those that are nouns for a place.
    places: Vec<u64>,
    /// The words of a person's roles.
    roles: Vec<u64>,
    /// What the lists know of the whole name.
    name: Classes,
    age: Option<u16>,
    seen: Option<Seen>,
    times: u32,
}

/// Where something was last mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Sentences from the top of the article.
    pub sentence: u32,
    /// Mentions from the top.
    pub order: u32,
    /// First in its sentence, or the subject of reporting words.
    pub leads: bool,
}

/// That somebody is somebody's brother.
#[derive(Clone, Debug, PartialEq)]
struct Kin {
    of: usize,
    noun: String,
    who: usize,
}

/// The portraits of the cast, by character.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    portraits: Vec<Portrait>,
    /// Who are people, organisations and places among them: an article may name thousands of one sort.
    people: Vec<usize>,
    organisations: Vec<usize>,
    places: Vec<usize>,
    /// People by the words of their roles.
    by_role: FxHashMap<u64, Vec<usize>>,
    kin: Vec<Kin>,
}

/// How sure a noun is to stand for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suits {
    /// Its name tells nothing, and the noun says little.
    Perhaps,
    /// Its name or its role has the noun, or a word for the same.
    ByName,
}

impl Gallery {
    /// Hangs up the next character.
    pub fn add<'a>(
        &mut self,
        (kind, named): (EntityKind, bool),
        gender: u64,
        name: &'a str,
        aliases: impl Iterator<Item = &'a str>,
    ) {
        let mut portrait = Portrait {
            kind,
            named,
            gender,
            words: vec![],
            bodies: vec![],
            places: vec![],
            roles: vec![],
            name: lookup(name),
            age: None,
            seen: None,
            times: 0,
        };
        std::iter::once(name).chain(aliases).flat_map(words_of).for_each(|word| portrait.has_name(word));
        self.hang(portrait);
    }

    fn hang(&mut self, portrait: Portrait) {
        let sort = match portrait.kind {
            EntityKind::Person => Some(&mut self.people),
            EntityKind::Organisation => Some(&mut self.organisations),
            EntityKind::Place => Some(&mut self.places),
            EntityKind::Event => None,
        };
        if let Some(sort) = sort {
            sort.push(self.portraits.len());
        }
        self.portraits.push(portrait);
    }

    /// Goes on as another gallery, whose characters have other numbers, `now`; the first so many of them hang here. `None`
    /// if somebody who counts has no number.
    pub fn go_on_as(
        &mut self,
        other: &Gallery,
        named: usize,
        now: impl Fn(usize) -> Option<usize>,
    ) -> Option<()> {
        let (beforehand, added) = other.portraits.split_at_checked(named)?;
        for (who, portrait) in beforehand.iter().enumerate() {
            if let Some(portrait_now) = now(who).and_then(|who| self.portraits.get_mut(who)) {
                portrait_now.clone_from(portrait);
            }
        }
        added.iter().cloned().for_each(|portrait| self.hang(portrait));
        let kin = other
            .kin
            .iter()
            .map(|kin| Some(Kin { of: now(kin.of)?, who: now(kin.who)?, noun: kin.noun.clone() }));
        self.kin = kin.collect::<Option<_>>()?;
        Some(())
    }

    /// Learns what an organisation is called besides its name: `a family firm`.
    pub fn is_called(&mut self, who: usize, role: &str) {
        words_of(role).for_each(|word| self.portraits[who].has_name(word));
    }

    /// Learns what somebody is: `former curator`.
    pub fn plays(&mut self, who: usize, role: &Played) {
        for word in &role.own {
            let roles = &mut self.portraits[who].roles;
            if !roles.contains(word) {
                roles.push(*word);
                self.by_role.entry(*word).or_default().push(who);
            }
        }
    }

    /// Who `the curator` is, if one person alone is so called, however long ago.
    pub fn only_one(&self, described: &Described, gender: u64) -> Option<usize> {
        let others = described.between.as_ref()?;
        let is = |p: &Portrait| {
            p.seen.is_some()
                && (gender == 0 || p.gender == 0 || p.gender & gender != 0)
                && others.iter().all(|word| p.roles.contains(&word.key) || word.past)
        };
        let so_called = std::iter::once(&described.head).chain(described.stands_for);
        let so_called = so_called.filter_map(|role| self.by_role.get(role));
        let mut suiting = so_called.flatten().filter(|who| {
            let portrait = &self.portraits[**who];
            portrait.kind == EntityKind::Person && is(portrait)
        });
        let who = *suiting.next()?;
        suiting.all(|other| *other == who).then_some(who)
    }

    /// Learns somebody's age.
    pub fn is_aged(&mut self, who: usize, age: u16) {
        self.portraits[who].age.get_or_insert(age);
    }

    /// Learns that somebody is somebody's: `who` is the `noun` of `of`.
    pub fn is_kin(&mut self, who: usize, noun: &str, of: usize) {
        let kin = Kin { of, noun: noun.to_lowercase(), who };
        if who != of && !self.kin.contains(&kin) {
            self.kin.push(kin);
        }
    }

    /// Notes a mention.
    pub fn mention(&mut self, who: usize, gender: u64, seen: Seen) {
        let portrait = &mut self.portraits[who];
        portrait.times = (portrait.times + 1).min(OFTEN);
        // "The company, Acme Tools, said": the sentence begins with it, though it is named behind that.
        let led = portrait.seen.is_some_and(|earlier| earlier.sentence == seen.sentence && earlier.leads);
        portrait.seen = Some(Seen { leads: seen.leads || led, ..seen });
        if portrait.gender == 0 {
            portrait.gender = gender;
        }
    }

    /// Which organisation `the company` is, and how sure it is to be one. `The chip designer` is none whom nobody called
    /// so.
    pub fn body(&self, described: &Described, sentence: u32) -> Option<(usize, Suits)> {
        if described.body.is_none() || described.between.is_none() {
            return None;
        }
        let suits = |portrait: &Portrait| portrait.suits_body(described);
        let best = |wanted: Suits| {
            self.most_present(&self.organisations, sentence, |p| suits(p) == Some(wanted))
                .map(|who| (who, wanted))
        };
        let named =
            self.most_present(&self.organisations, sentence, |p| p.named && suits(p) == Some(Suits::ByName));
        named.map(|who| (who, Suits::ByName)).or_else(|| best(Suits::ByName)).or_else(|| best(Suits::Perhaps))
    }

    /// Which organisation `it` is that says something: whichever the sentence, or the one before it, began with last; or
    /// the place that the sentence began with (`Moscow said it would answer`).
    pub fn acting_body(&self, sentence: u32) -> Option<usize> {
        let acting = |of: &[usize], ago: u32| {
            let seen =
                of.iter().filter_map(|who| Some((*who, &self.portraits[*who], self.portraits[*who].seen?)));
            let near = seen.filter(|(_, p, seen)| {
                p.named && seen.leads && sentence.saturating_sub(seen.sentence) <= ago
            });
            near.map(|(who, _, seen)| (seen.order, who)).max()
        };
        acting(&self.organisations, 1).max(acting(&self.places, 0)).map(|(_, who)| who)
    }

    /// Which place `the country` is.
    pub fn place(&self, described: &Described, sentence: u32) -> Option<usize> {
        let (noun, sort) = (described.head, described.place?);
        let suits = |portrait: &Portrait| {
            let (known, has) = (portrait.name, portrait.words.contains(&noun));
            match sort {
                "country" => known.any(COUNTRY),
                "state" => known.any(STATE) || has,
                // A name that tells that it is a valley is no town.
                "town" => !known.any(COUNTRY | STATE) && portrait.places.iter().all(|place| *place == noun),
                _ => has,
            }
        };
        self.most_present(&self.places, sentence, suits)
    }

    /// Who `the 54-year-old` is: whoever is of that age, or else somebody whose age is not given.
    pub fn of_age(&self, age: u16, gender: u64, sentence: u32) -> Option<usize> {
        let person = |p: &Portrait| gender == 0 || p.gender == 0 || p.gender & gender != 0;
        let known = self.most_present(&self.people, sentence, |p| person(p) && p.age == Some(age));
        known.or_else(|| self.most_present(&self.people, sentence, |p| person(p) && p.age.is_none()))
    }

    /// Who somebody's brother is, as the article has said, from either end.
    pub fn kin_of(&self, of: usize, noun: &str) -> Option<usize> {
        let noun = noun.to_lowercase();
        let said = self.kin.iter().rev().find(|k| k.of == of && k.noun == noun).map(|k| k.who);
        said.or_else(|| {
            let gender = lookup(&noun).0 & GENDERS;
            let suits = |who: usize| {
                let known = self.portraits[who].gender;
                gender == 0 || known == 0 || known & gender != 0
            };
            let returns = |k: &&Kin| kin_noun(&k.noun).is_some_and(|mut nouns| nouns.any(|n| n == noun));
            self.kin.iter().rev().filter(|k| k.who == of && suits(k.of)).find(returns).map(|k| k.of)
        })
    }

    /// Who of these is most present where a sentence is read.
    fn most_present(&self, of: &[usize], sentence: u32, suits: impl Fn(&Portrait) -> bool) -> Option<usize> {
        let portraits = of.iter().map(|who| (*who, &self.portraits[*who]));
        let present = portraits.filter_map(|(who, p)| Some((who, p, p.seen?)));
        let suiting = present.filter(|(_, p, _)| suits(p));
        let weighed = suiting.map(|(who, p, seen)| (who, p.presence(seen, sentence), seen.order));
        weighed.max_by(|a, b| a.1.total_cmp(&b.1).then(a.2.cmp(&b.2))).map(|(who, ..)| who)
    }

    /// Whether a description suits something without a name, as a body, as well as it suits a later reader's.
    pub fn suits_alike(&self, described: &Described, who: usize, (now, is): (&Gallery, usize)) -> bool {
        self.portraits[who].suits_body(described) == now.portraits[is].suits_body(described)
    }

    /// Whether something may be looked for as a place.
    pub fn is_of_places(&self, who: usize) -> bool {
        self.portraits[who].kind == EntityKind::Place
    }

    /// Whether as much is known of somebody as another gallery knows of `their` one.
    pub fn has_same(&self, who: usize, other: &Gallery, their: usize) -> bool {
        self.portraits[who] == other.portraits[their]
    }

    /// Whether a later reader knows the same, as far as that will be asked: `self` is what the reader of an earlier version
    /// knows. Names and roles are known beforehand, and are not compared.
    /// `peers` says who there is who here, and who is of account.
    pub fn is_alike(&self, now: &Gallery, at: &Abreast, peers: &Peers) -> bool {
        let seen = |a: Option<Seen>, b: Option<Seen>| match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => {
                a.leads == b.leads
                    && at.same_sentence(a.sentence, b.sentence)
                    && at.same_order(a.order, b.order)
            }
            _ => false,
        };
        let alike = |(was, is): (usize, usize)| {
            let (a, b) = (&self.portraits[was], &now.portraits[is]);
            (a.kind, a.named, a.gender, a.times) == (b.kind, b.named, b.gender, b.times)
                && seen(a.seen, b.seen)
        };
        let same_kin = |(a, b): (&Kin, &Kin)| {
            let is_now = |was: usize, is: usize| peers.now(was) == Some(is);
            a.noun == b.noun && is_now(a.of, b.of) && is_now(a.who, b.who)
        };
        self.kin.len() == now.kin.len()
            && self.kin.iter().zip(&now.kin).all(same_kin)
            && peers.all().all(alike)
    }
}

/// Whoever is mentioned so often cannot be more present for that.
const OFTEN: u32 = 6;

const GENDERS: u64 = crate::english::classes::MASCULINE | crate::english::classes::FEMININE;

impl Portrait {
    fn presence(&self, seen: Seen, sentence: u32) -> f32 {
        let ago = sentence.saturating_sub(seen.sentence).min(12) as f32;
        -0.5 * ago + if seen.leads { 0.9 } else { 0.0 } + 0.15 * self.times as f32
    }

    /// Whether a description of a body suits it, and how sure that is.
    fn suits_body(&self, described: &Described) -> Option<Suits> {
        let (noun, others) = (described.body.as_ref()?, described.between.as_ref()?);
        let has = |word: &u64| self.words.contains(word);
        if !others.iter().all(|word| has(&word.key) || word.demonym) {
            return None;
        }
        if has(&described.head) {
            return Some(Suits::ByName);
        }
        if noun.any && self.bodies.iter().any(|body| !noun.words.contains(body)) {
            return None;
        }
        // "GOP" and "NATO" are no firms.
        let any_name = noun.any && !self.name.any(ORGANISATION);
        match noun.words.iter().any(has) {
            true => Some(Suits::ByName),
            false => (any_name && self.named).then_some(Suits::Perhaps),
        }
    }

    /// Learns a word of its names.
    fn has_name(&mut self, word: &str) {
        let key = word_key(word);
        if self.words.contains(&key) {
            return;
        }
        self.words.push(key);
        let word = word.to_lowercase();
        if body_noun(&word).is_some_and(|mut words| words.all(|w| w != "*")) {
            self.bodies.push(key);
        }
        if place_noun(&word).is_some() {
            self.places.push(key);
        }
    }
}

/// The age that stands behind a name, `, 54,`, or in front of it, `54-year-old`, in years.
pub fn age_beside(text: &str, name: crate::text::Span) -> Option<u16> {
    let behind = &text[name.end as usize..];
    let age = behind.strip_prefix(", ").and_then(|rest| {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let ends = rest[digits..].starts_with([',', '.', ';', ')']);
        rest[..digits].parse().ok().filter(|_| ends)
    });
    let before = text[..name.start as usize].split_whitespace().next_back();
    age.or_else(|| before.and_then(age_in)).filter(|age| (1..=115).contains(age))
}

/// The age that words give: `54-year-old`.
pub fn age_in(words: &str) -> Option<u16> {
    let at = words.find("-year-old")?;
    let digits = words[..at].trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn gallery(cast: &[(EntityKind, &str)]) -> Gallery {
        let mut gallery = Gallery::default();
        for (order, (kind, name)) in cast.iter().enumerate() {
            gallery.add((*kind, true), 0, name, std::iter::empty());
            let seen = Seen { sentence: order as u32, order: order as u32, leads: true };
            gallery.mention(order, 0, seen);
        }
        gallery
    }

    #[test]
    fn a_body_is_known_by_its_name() {
        use EntityKind::Organisation;
        let gallery = gallery(&[
            (Organisation, "Ministry of Energy"),
            (Organisation, "Cobre Andino"),
            (Organisation, "Supreme Court"),
        ]);
        assert_eq!(gallery.body(&Described::of_words("the ministry"), 3), Some((0, Suits::ByName)));
        assert_eq!(
            gallery.body(&Described::of_words("the company"), 3),
            Some((1, Suits::Perhaps)),
            "a court is none"
        );
        assert_eq!(gallery.body(&Described::of_words("the court"), 3), Some((2, Suits::ByName)));
        assert_eq!(gallery.body(&Described::of_words("the university"), 3), None);
        assert_eq!(gallery.body(&Described::of_words("the bridge"), 3), None);
    }

    #[test]
    fn a_body_is_known_by_what_the_article_calls_it() {
        let mut gallery = gallery(&[(EntityKind::Organisation, "Skua"), (EntityKind::Organisation, "Ek")]);
        gallery.is_called(0, "family-owned gallery");
        assert_eq!(gallery.body(&Described::of_words("the gallery"), 2), Some((0, Suits::ByName)));
    }

    #[test]
    fn a_place_is_of_its_sort() {
        use EntityKind::Place;
        let gallery =
            gallery(&[(Place, "Peru"), (Place, "Ohio"), (Place, "Quilcata"), (Place, "Mosel Valley")]);
        assert_eq!(gallery.place(&Described::of_words("the country"), 4), Some(0));
        assert_eq!(gallery.place(&Described::of_words("the state"), 4), Some(1));
        assert_eq!(gallery.place(&Described::of_words("the village"), 4), Some(2));
        assert_eq!(gallery.place(&Described::of_words("the valley"), 4), Some(3));
        assert_eq!(gallery.place(&Described::of_words("the island"), 4), None);
    }

    #[test]
    fn it_is_whoever_the_sentence_began_with() {
        use EntityKind::{Organisation, Person, Place};
        let gallery = gallery(&[(Organisation, "Skua"), (Place, "Moscow"), (Person, "Ann Lee")]);
        assert_eq!(gallery.acting_body(1), Some(1), "places act in their own sentence");
        assert_eq!(
            gallery.acting_body(2),
            None,
            "neither stands in this sentence, and the one before has no body"
        );
    }

    #[test]
    fn an_age_is_somebodys() {
        let mut gallery = gallery(&[(EntityKind::Person, "Ann Lee"), (EntityKind::Person, "Bo Park")]);
        gallery.is_aged(0, 54);
        assert_eq!(gallery.of_age(54, 0, 2), Some(0));
        assert_eq!(gallery.of_age(61, 0, 2), Some(1), "whose age is not given");
        let text = "Ann Lee, 54, met 9-year-old Bo Park, 17 of them";
        assert_eq!(age_beside(text, Span::new(0, 7)), Some(54));
        assert_eq!(age_beside(text, Span::new(28, 35)), Some(9));
    }

    #[test]
    fn somebody_alone_is_so_called() {
        let mut gallery = gallery(&[(EntityKind::Person, "Ann Lee"), (EntityKind::Person, "Bo Park")]);
        gallery.plays(0, &Played::of("Justice"));
        assert_eq!(gallery.only_one(&Described::of_words("the judge"), 0), Some(0));
        assert_eq!(gallery.only_one(&Described::of_words("the French judge"), 0), None);
        gallery.plays(1, &Played::of("judge of the high court"));
        assert_eq!(gallery.only_one(&Described::of_words("the judge"), 0), None, "two are");
        assert_eq!(gallery.only_one(&Described::of_words("the court"), 0), None);
    }

    #[test]
    fn families_are_known_from_either_end() {
        let mut gallery = gallery(&[(EntityKind::Person, "Ann Lee"), (EntityKind::Person, "Bo Lee")]);
        gallery.is_kin(1, "husband", 0);
        assert_eq!(gallery.kin_of(0, "husband"), Some(1));
        assert_eq!(gallery.kin_of(1, "wife"), Some(0));
        assert_eq!(gallery.kin_of(1, "sister"), None);
    }
}
