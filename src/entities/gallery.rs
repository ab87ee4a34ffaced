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
use std::sync::Arc;

/// Somebody or something that descriptions may mean, as it is known beforehand.
#[derive(Clone, Debug, PartialEq)]
struct Portrait {
    kind: EntityKind,
    /// It has a name, and not only a description.
    named: bool,
    /// What its names tell. Found once for those of one name, in however many versions of the article.
    names: Arc<Names>,
    /// The words of an organisation's roles that are none of its names'.
    called: Vec<Word>,
    /// The words of a person's roles.
    roles: Vec<u64>,
}

/// What the names of somebody or something tell.
#[derive(Debug, PartialEq)]
struct Names {
    /// Their words, each once.
    words: Vec<Word>,
    /// What the lists know of the whole name.
    whole: Classes,
}

/// A word of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Word {
    /// As [`word_key`] has it.
    key: u64,
    /// It is a noun for a court or a ministry, and so tells what it is.
    body: bool,
    /// It is a noun for a place.
    place: bool,
}

impl Word {
    /// A word of which this is the [`word_key`].
    fn of(key: u64, word: &str) -> Word {
        let word = word.to_lowercase();
        let body = body_noun(&word).is_some_and(|mut words| words.all(|w| w != "*"));
        Word { key, body, place: place_noun(&word).is_some() }
    }
}

/// What an article shows of somebody while it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Shown {
    /// [`MASCULINE`](crate::english::classes::MASCULINE), `FEMININE`, both or 0.
    gender: u64,
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

/// The portraits of the cast, by character. Cheap to copy, so that several may go on from where one is: copies share the
/// portraits.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    /// Those of whoever is known before the article is read.
    known: Arc<Hall>,
    /// Those of whoever is met since then.
    met: Arc<Hall>,
    /// What is known of each besides.
    shown: Vec<Shown>,
    kin: Vec<Kin>,
}

/// Portraits, which know each other by their places.
#[derive(Clone, Debug, Default)]
struct Hall {
    portraits: Vec<Portrait>,
    /// Who are people, organisations and places among them: an article may name thousands of one sort.
    people: Vec<usize>,
    organisations: Vec<usize>,
    places: Vec<usize>,
    /// People by the words of their roles.
    by_role: FxHashMap<u64, Vec<usize>>,
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
    /// Hangs up the next character, if it is known before the article is read.
    pub fn add<'a>(
        &mut self,
        (kind, named): (EntityKind, bool),
        gender: u64,
        name: &'a str,
        aliases: impl Iterator<Item = &'a str>,
    ) {
        Arc::make_mut(&mut self.known).hang(Portrait::of((kind, named), name, aliases));
        self.shown.push(Shown { gender, ..Shown::default() });
    }

    /// The same for a character of the same sort, names and aliases as one of an earlier gallery, who need not be looked at
    /// again.
    pub fn add_like(&mut self, gender: u64, (earlier, their): (&Gallery, usize)) {
        let Portrait { kind, named, names, .. } = &earlier.known.portraits[their];
        let names = Arc::clone(names);
        let portrait = Portrait { kind: *kind, named: *named, names, called: vec![], roles: vec![] };
        Arc::make_mut(&mut self.known).hang(portrait);
        self.shown.push(Shown { gender, ..Shown::default() });
    }

    /// Hangs up somebody who is met in the article, and is called so.
    pub fn meet(&mut self, (kind, named): (EntityKind, bool), gender: u64, name: &str) {
        Arc::make_mut(&mut self.met).hang(Portrait::of((kind, named), name, std::iter::empty()));
        self.shown.push(Shown { gender, ..Shown::default() });
    }

    fn portrait(&self, who: usize) -> &Portrait {
        match who.checked_sub(self.known.portraits.len()) {
            None => &self.known.portraits[who],
            Some(met) => &self.met.portraits[met],
        }
    }

    /// Those of a sort.
    fn all(&self, sort: fn(&Hall) -> &[usize]) -> impl Iterator<Item = Sitter<'_>> {
        let first = self.known.portraits.len();
        let known = sort(&self.known).iter().map(|who| (*who, &self.known.portraits[*who]));
        let met = sort(&self.met).iter().map(move |who| (first + who, &self.met.portraits[*who]));
        known.chain(met).map(|(who, portrait)| Sitter { who, portrait, shown: &self.shown[who] })
    }

    /// Goes on as another gallery, whose characters have other numbers, `now`; the first so many of them are known here.
    /// `None` if somebody who counts has no number.
    pub fn go_on_as(
        &mut self,
        other: &Gallery,
        named: usize,
        now: impl Fn(usize) -> Option<usize>,
    ) -> Option<()> {
        let (beforehand, since) = other.shown.split_at_checked(named)?;
        for (who, shown) in beforehand.iter().enumerate() {
            if let Some(shown_now) = now(who).and_then(|who| self.shown.get_mut(who)) {
                *shown_now = *shown;
            }
        }
        self.shown.extend_from_slice(since);
        self.met = Arc::clone(&other.met);
        let kin = other
            .kin
            .iter()
            .map(|kin| Some(Kin { of: now(kin.of)?, who: now(kin.who)?, noun: kin.noun.clone() }));
        self.kin = kin.collect::<Option<_>>()?;
        Some(())
    }

    /// Learns what an organisation is called besides its name: `a family firm`.
    pub fn is_called(&mut self, who: usize, role: &str) {
        let portrait = &mut Arc::make_mut(&mut self.known).portraits[who];
        for word in words_of(role) {
            let key = word_key(word);
            if !portrait.has(key) {
                portrait.called.push(Word::of(key, word));
            }
        }
    }

    /// Learns what somebody is: `former curator`.
    pub fn plays(&mut self, who: usize, role: &Played) {
        let known = Arc::make_mut(&mut self.known);
        for word in &role.own {
            let roles = &mut known.portraits[who].roles;
            if !roles.contains(word) {
                roles.push(*word);
                known.by_role.entry(*word).or_default().push(who);
            }
        }
    }

    /// Who `the curator` is, if one person alone is so called, however long ago.
    pub fn only_one(&self, described: &Described, gender: u64) -> Option<usize> {
        let others = described.between.as_ref()?;
        let is = |who: usize| {
            let (portrait, shown) = (self.portrait(who), &self.shown[who]);
            portrait.kind == EntityKind::Person
                && shown.seen.is_some()
                && shown.may_be(gender)
                && others.iter().all(|word| portrait.roles.contains(&word.key) || word.past)
        };
        let so_called = std::iter::once(&described.head).chain(described.stands_for);
        let so_called = so_called.filter_map(|role| self.known.by_role.get(role));
        let mut suiting = so_called.flatten().filter(|who| is(**who));
        let who = *suiting.next()?;
        suiting.all(|other| *other == who).then_some(who)
    }

    /// Learns somebody's age.
    pub fn is_aged(&mut self, who: usize, age: u16) {
        self.shown[who].age.get_or_insert(age);
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
        let shown = &mut self.shown[who];
        shown.times = (shown.times + 1).min(OFTEN);
        // "The company, Acme Tools, said": the sentence begins with it, though it is named behind that.
        let led = shown.seen.is_some_and(|earlier| earlier.sentence == seen.sentence && earlier.leads);
        shown.seen = Some(Seen { leads: seen.leads || led, ..seen });
        if shown.gender == 0 {
            shown.gender = gender;
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
            self.most_present(Hall::organisations, sentence, |of| suits(of.portrait) == Some(wanted))
                .map(|who| (who, wanted))
        };
        let by_name = |of: &Sitter| of.portrait.named && suits(of.portrait) == Some(Suits::ByName);
        let named = self.most_present(Hall::organisations, sentence, by_name);
        named.map(|who| (who, Suits::ByName)).or_else(|| best(Suits::ByName)).or_else(|| best(Suits::Perhaps))
    }

    /// Which organisation `it` is that says something: whichever the sentence, or the one before it, began with last; or
    /// the place that the sentence began with (`Moscow said it would answer`).
    pub fn acting_body(&self, sentence: u32) -> Option<usize> {
        let acting = |sort: fn(&Hall) -> &[usize], ago: u32| {
            let named = self.all(sort).filter(|of| of.portrait.named);
            let seen = named.filter_map(|of| Some((of.who, of.shown.seen?)));
            let near = seen.filter(|(_, seen)| seen.leads && sentence.saturating_sub(seen.sentence) <= ago);
            near.map(|(who, seen)| (seen.order, who)).max()
        };
        acting(Hall::organisations, 1).max(acting(Hall::places, 0)).map(|(_, who)| who)
    }

    /// Which place `the country` is.
    pub fn place(&self, described: &Described, sentence: u32) -> Option<usize> {
        let (noun, sort) = (described.head, described.place?);
        let suits = |of: &Sitter| {
            let portrait = of.portrait;
            let (known, has) = (portrait.names.whole, portrait.has(noun));
            match sort {
                "country" => known.any(COUNTRY),
                "state" => known.any(STATE) || has,
                // A name that tells that it is a valley is no town.
                "town" => {
                    let other = |word: &Word| word.place && word.key != noun;
                    !known.any(COUNTRY | STATE) && !portrait.words().any(other)
                }
                _ => has,
            }
        };
        self.most_present(Hall::places, sentence, suits)
    }

    /// Who `the 54-year-old` is: whoever is of that age, or else somebody whose age is not given.
    pub fn of_age(&self, age: u16, gender: u64, sentence: u32) -> Option<usize> {
        let aged = |age: Option<u16>| {
            self.most_present(Hall::people, sentence, |of| of.shown.may_be(gender) && of.shown.age == age)
        };
        aged(Some(age)).or_else(|| aged(None))
    }

    /// Who somebody's brother is, as the article has said, from either end.
    pub fn kin_of(&self, of: usize, noun: &str) -> Option<usize> {
        let noun = noun.to_lowercase();
        let said = self.kin.iter().rev().find(|k| k.of == of && k.noun == noun).map(|k| k.who);
        said.or_else(|| {
            let gender = lookup(&noun).0 & GENDERS;
            let suits = |k: &&Kin| k.who == of && self.shown[k.of].may_be(gender);
            let returns = |k: &&Kin| kin_noun(&k.noun).is_some_and(|mut nouns| nouns.any(|n| n == noun));
            self.kin.iter().rev().filter(suits).find(returns).map(|k| k.of)
        })
    }

    /// Who of a sort is most present where a sentence is read.
    fn most_present(
        &self,
        sort: fn(&Hall) -> &[usize],
        sentence: u32,
        suits: impl Fn(&Sitter) -> bool,
    ) -> Option<usize> {
        let present = self.all(sort).filter_map(|of| Some((of, of.shown.seen?)));
        let suiting = present.filter(|(of, _)| suits(of));
        let weighed = suiting.map(|(of, seen)| (of.who, of.shown.presence(seen, sentence), seen.order));
        weighed.max_by(|a, b| a.1.total_cmp(&b.1).then(a.2.cmp(&b.2))).map(|(who, ..)| who)
    }

    /// Whether a description suits something without a name, as a body, as well as it suits a later reader's.
    pub fn suits_alike(&self, described: &Described, who: usize, (now, is): (&Gallery, usize)) -> bool {
        self.portrait(who).suits_body(described) == now.portrait(is).suits_body(described)
    }

    /// Whether a description may mean somebody without a name by what they are, or by their age, however long ago they were
    /// mentioned.
    pub fn may_mean(&self, described: &Described, who: usize) -> bool {
        let portrait = self.portrait(who);
        match portrait.kind {
            EntityKind::Organisation => portrait.suits_body(described).is_some(),
            EntityKind::Person => described.age.is_some(),
            // Nobody without a name is one.
            EntityKind::Place | EntityKind::Event => true,
        }
    }

    /// Whether as much is known of somebody as another gallery knows of `their` one.
    pub fn has_same(&self, who: usize, other: &Gallery, their: usize) -> bool {
        self.has_same_but_for_names(who, other, their)
            && self.portrait(who).names == other.portrait(their).names
    }

    /// The same, whatever the names of the two.
    pub fn has_same_but_for_names(&self, who: usize, other: &Gallery, their: usize) -> bool {
        let besides = |portrait: &Portrait| (portrait.kind, portrait.named);
        let (one, two) = (self.portrait(who), other.portrait(their));
        self.shown[who] == other.shown[their]
            && besides(one) == besides(two)
            && (&one.called, &one.roles) == (&two.called, &two.roles)
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
            let (a, b) = (&self.shown[was], &now.shown[is]);
            let sort = |portrait: &Portrait| (portrait.kind, portrait.named);
            (a.gender, a.times) == (b.gender, b.times)
                && seen(a.seen, b.seen)
                && sort(self.portrait(was)) == sort(now.portrait(is))
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

/// Somebody in the gallery, and what is known of them.
#[derive(Clone, Copy)]
struct Sitter<'g> {
    who: usize,
    portrait: &'g Portrait,
    shown: &'g Shown,
}

impl Hall {
    fn people(&self) -> &[usize] {
        &self.people
    }

    fn organisations(&self) -> &[usize] {
        &self.organisations
    }

    fn places(&self) -> &[usize] {
        &self.places
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
}

impl Shown {
    /// Whether somebody of this gender may be meant, 0 being any.
    fn may_be(&self, gender: u64) -> bool {
        gender == 0 || self.gender == 0 || self.gender & gender != 0
    }

    fn presence(&self, seen: Seen, sentence: u32) -> f32 {
        let ago = sentence.saturating_sub(seen.sentence).min(12) as f32;
        -0.5 * ago + if seen.leads { 0.9 } else { 0.0 } + 0.15 * self.times as f32
    }
}

impl Portrait {
    fn of<'a>(
        (kind, named): (EntityKind, bool),
        name: &'a str,
        aliases: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut words: Vec<Word> = vec![];
        for word in std::iter::once(name).chain(aliases).flat_map(words_of) {
            let key = word_key(word);
            if !words.iter().any(|own| own.key == key) {
                words.push(Word::of(key, word));
            }
        }
        let names = Arc::new(Names { words, whole: lookup(name) });
        Portrait { kind, named, names, called: vec![], roles: vec![] }
    }

    /// The words of its names and roles.
    fn words(&self) -> impl Iterator<Item = &Word> {
        self.names.words.iter().chain(&self.called)
    }

    /// Whether a description of a body suits it, and how sure that is.
    fn suits_body(&self, described: &Described) -> Option<Suits> {
        let (noun, others) = (described.body.as_ref()?, described.between.as_ref()?);
        if !others.iter().all(|word| self.has(word.key) || word.demonym) {
            return None;
        }
        if self.has(described.head) {
            return Some(Suits::ByName);
        }
        if noun.any && self.words().any(|word| word.body && !noun.words.contains(&word.key)) {
            return None;
        }
        // "GOP" and "NATO" are no firms.
        let any_name = noun.any && !self.names.whole.any(ORGANISATION);
        match noun.words.iter().any(|word| self.has(*word)) {
            true => Some(Suits::ByName),
            false => (any_name && self.named).then_some(Suits::Perhaps),
        }
    }

    /// Whether a word is one of its names'.
    fn has(&self, word: u64) -> bool {
        self.words().any(|own| own.key == word)
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
    // Asked of the word in front of each name; most have no hyphen, and a string is looked for with more ado.
    let hyphen = words.find('-')?;
    let at = hyphen + words[hyphen..].find("-year-old")?;
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
    fn whoever_is_taken_over_has_the_same_names_and_none_of_what_was_learned() {
        let mut earlier = gallery(&[(EntityKind::Organisation, "Cobre Andino")]);
        let mut later = Gallery::default();
        later.add_like(0, (&earlier, 0));
        later.mention(0, 0, Seen { sentence: 0, order: 0, leads: true });
        assert!(later.has_same(0, &earlier, 0));
        earlier.is_called(0, "mining bank");
        let bank = Described::of_words("the bank");
        assert_eq!(earlier.body(&bank, 1), Some((0, Suits::ByName)));
        let mut taken_over_again = Gallery::default();
        taken_over_again.add_like(0, (&earlier, 0));
        taken_over_again.mention(0, 0, Seen { sentence: 0, order: 0, leads: true });
        assert!(taken_over_again.has_same(0, &later, 0));
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
