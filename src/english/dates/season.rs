//! Seasons, quarters and halves of years, and fiscal years.

use super::day::recurring;
use super::reader::{Found, Reader};
use super::when::{Recurring, Tense, Unit, When, Which};
use super::words::Word;
use crate::english::token::Kind;

impl Reader<'_> {
    /// `the summer of 2015`, `spring 2020`, `in the spring`
    pub(super) fn season(&self, i: usize) -> Option<Found> {
        let Word::Season(season) = self.word(i) else { return None };
        let what = Recurring::Season(season);
        if let Some((which, end)) = self.which_year(i + 1) {
            return Some(Found::new(i, end, recurring(what, which)));
        }
        // "the fall of the wall", the Arab Spring, a spring in the hills
        let the = self.follows(i, &["the"]);
        let preposition =
            &["in", "since", "over", "during", "until", "by", "for", "through", "throughout", "into"];
        let introduced = if the {
            i > 1 && self.is(i - 2, preposition)
        } else {
            self.follows(i, &["in", "since", "during", "until", "by"])
        };
        let free = !self.is(i + 1, &["of"]) && self.kind(i + 1) != Some(Kind::Number);
        (introduced && free && self.lower(i))
            .then(|| Found::new(i, i + 1, recurring(what, self.nearest_in_time(i, i + 1))))
    }

    /// The nearest of what is long: the one behind or ahead as the verb says.
    fn nearest_in_time(&self, start: usize, end: usize) -> Which {
        match self.tense(start, end) {
            Tense::Past => Which::Past,
            Tense::Future => Which::Future,
            Tense::Unknown => Which::Nearest,
        }
    }

    /// `fourth quarter of 2018`, `fourth-quarter 2018`: the ordinal is at `i`, `end` is one past "quarter".
    pub(super) fn quarter(&self, i: usize, number: u8, end: usize) -> Option<Found> {
        let what = Recurring::Quarter((1..=4).contains(&number).then_some(number)?);
        if let Some((which, end)) = self.which_year(end) {
            return Some(Found::new(i, end, recurring(what, which)));
        }
        (!self.is_sport()).then(|| Found::new(i, end, recurring(what, self.nearest_in_time(i, end))))
    }

    /// `first half of 2019`; without its year it is a part of anything.
    pub(super) fn half(&self, i: usize, number: u8) -> Option<Found> {
        let what = Recurring::Half((1..=2).contains(&number).then_some(number)?);
        let (which, end) = self.which_year(i + 2)?;
        Some(Found::new(i, end, recurring(what, which)))
    }

    /// Whether a quarter may be a quarter of a game.
    fn is_sport(&self) -> bool {
        const SPORT: &[&str] = &[
            "touchdown",
            "touchdowns",
            "quarterback",
            "halftime",
            "yards",
            "rebounds",
            "playoff",
            "playoffs",
            "game",
            "coach",
            "kickoff",
        ];
        (0..self.count()).any(|j| self.is(j, SPORT))
    }

    /// `Q3 2021`, `Q3`, `FY2017`, `FY 2017`
    pub(super) fn short_quarter(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        if let Some(year) = text.strip_prefix("FY") {
            let (year, end) = if year.is_empty() { (self.text(i + 1), i + 2) } else { (year, i + 1) };
            return Some(Found::new(i, end, When::FiscalYear(full_year(year)?)));
        }
        let number = match text {
            "Q1" => 1,
            "Q2" => 2,
            "Q3" => 3,
            "Q4" => 4,
            _ => return None,
        };
        self.quarter(i, number, i + 1)
    }

    /// `fiscal 2017`, `fiscal year 2017`
    pub(super) fn fiscal(&self, i: usize) -> Option<Found> {
        let year = if self.word(i + 1) == Word::Unit(Unit::Year) { i + 2 } else { i + 1 };
        Some(Found::new(i, year + 1, When::FiscalYear(full_year(self.text(year))?)))
    }
}

/// `2017`, `17`
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    match text.len() {
        4 if (1900..2100).contains(&year) => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}
