//! What happens again and again, what is now, and words with a hyphen.

use super::day::recurring;
use super::reader::{Found, Reader};
use super::when::{Modifier, Recurring, Set, Unit, Vague, When};
use super::words::{self, Word};

impl Reader<'_> {
    /// `every Tuesday`, `each year`, `every two weeks`
    pub(super) fn every(&self, i: usize) -> Option<Found> {
        let mut j = i + 1;
        j += usize::from(self.is(j, &["single"]));
        let set = |end, set| Some(Found::new(i, end, When::Set(set)));
        match self.word(j) {
            Word::Unit(unit) if self.lower(j) => set(j + 1, Set::Each(1, unit)),
            Word::Weekday(day) if self.capital(j) => {
                let (part, end) = self.part_behind(j + 1);
                Some(Found::new(i, end, When::Set(Set::Recurring(Recurring::Weekday(day)))).part(part))
            }
            Word::Month(month) if self.capital(j) => set(j + 1, Set::Recurring(Recurring::Month(month))),
            Word::Season(season) => set(j + 1, Set::Recurring(Recurring::Season(season))),
            Word::Part(part) => set(j + 1, Set::Part(part)),
            Word::Other if self.is(j, &["other"]) => match self.word(j + 1) {
                Word::Unit(unit) => set(j + 2, Set::Each(2, unit)),
                _ => None,
            },
            _ => {
                let count = words::count(self.text(j))
                    .or_else(|| self.text(j).parse().ok().filter(|n| (1..1000).contains(n)))?;
                match self.word(j + 1) {
                    Word::Units(unit) => set(j + 2, Set::Each(count, unit)),
                    _ => None,
                }
            }
        }
    }

    /// `once a month`
    pub(super) fn times(&self, i: usize) -> Option<Found> {
        self.times_a(i, i)
    }

    /// `Mondays`, `Monday nights` begins with another word and is read with the weekday.
    pub(super) fn weekdays(&self, i: usize, day: i8) -> Option<Found> {
        if !self.capital(i) {
            return None;
        }
        let part = match self.word(i + 1) {
            Word::Part(part) if self.lower(i + 1) => Some(part),
            _ => None,
        };
        let end = i + 1 + usize::from(part.is_some());
        Some(Found::new(i, end, When::Set(Set::Recurring(Recurring::Weekday(day)))).part(part))
    }

    /// `daily`, `now`, `recently`, `soon`, `at the time`
    pub(super) fn adverb(&self, i: usize) -> Option<Found> {
        if self.capital(i) && !self.leads(i) {
            return None;
        }
        let one = |when| Some(Found::new(i, i + 1, when));
        match self.word(i) {
            Word::Often(unit) => one(When::Set(Set::Each(1, unit))),
            Word::Present => one(When::Vague(Vague::Present)),
            Word::Lately => one(When::Vague(Vague::Past)),
            Word::Soon => {
                let other = self.follows(i, &["as", "too", "so", "very"])
                    || self.is(i + 1, &["as", "after", "before"]);
                if other { None } else { one(When::Vague(Vague::Future)) }
            }
            Word::Time => {
                let at = self.follows(i, &["the", "that"])
                    && i > 1
                    && self.is(i - 2, &["at"])
                    && !self.is(i + 1, &["of"]);
                at.then(|| Found::new(i - 2, i + 1, When::Vague(Vague::Past)))
            }
            _ => None,
        }
    }

    /// Words with a hyphen (`mid-June`, `19th-century`, `third-quarter`, `three-year`), and `Q3`.
    pub(super) fn hyphened(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        let Some((first, last)) = text.split_once('-') else { return self.short_quarter(i) };
        match (words::word(first), words::word(last)) {
            (Word::Mid | Word::Early | Word::Late, _) => self.hyphened_modifier(i, first, last),
            (Word::Ordinal(number), Word::Unit(Unit::Quarter)) => self.quarter(i, number, i + 1),
            (ordinal, Word::Unit(Unit::Century)) => {
                let number = match ordinal {
                    Word::Ordinal(number) => number,
                    _ => super::year::ordinal(first)?,
                };
                (number > 0).then(|| Found::new(i, i + 1, When::Century(number.into())))
            }
            _ if words::count(text).is_some() => self.quantity(i),
            _ => self.hyphened_length(i),
        }
    }

    /// `mid-June`, `mid-2015`, `late-1990s`, `mid-19th century`
    fn hyphened_modifier(&self, i: usize, modifier: &str, rest: &str) -> Option<Found> {
        let modifier = match words::word(modifier) {
            Word::Early => Modifier::Start,
            Word::Mid => Modifier::Mid,
            _ => Modifier::End,
        };
        let found = |end, when| Some(Found { modifier: Some(modifier), ..Found::new(i, end, when) });
        if let Word::Month(month) = words::word(rest)
            && rest.starts_with(|c: char| c.is_ascii_uppercase())
        {
            let (which, end) = self.which_year(i + 1).unwrap_or_else(|| (self.nearest(i, i + 1), i + 1));
            return found(end, recurring(Recurring::Month(month), which));
        }
        if let (Some(number), Word::Unit(Unit::Century)) = (super::year::ordinal(rest), self.word(i + 1)) {
            return (number > 0).then(|| found(i + 2, When::Century(number.into()))).flatten();
        }
        if let Some(decade) = rest.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
            return found(i + 1, When::Decade(decade.parse().ok()?));
        }
        let year: i16 = (rest.len() == 4).then(|| rest.parse().ok()).flatten()?;
        (1000..2200).contains(&year).then(|| found(i + 1, When::Year(year))).flatten()
    }
}

/// The set of Monday nights, for the reader of weekdays.
pub(super) fn on_weekdays(start: usize, end: usize, day: i8) -> Found {
    Found::new(start, end, When::Set(Set::Recurring(Recurring::Weekday(day))))
}
