//! Days and months of the calendar, with or without their year.

use super::reader::{Found, Reader};
use super::repeated::on_weekdays;
use super::when::{Recurring, SaidWeekday, Tense, When, Which};
use super::words::Word;
use crate::english::classes::{PREPOSITION, VERB_PAST};
use crate::english::token::Kind;
use jiff::civil::Date;

/// Words behind which "May" and "March" are months.
const BEFORE_MONTH: &[&str] = &[
    "in", "since", "until", "till", "last", "next", "this", "early", "late", "mid", "during", "through",
    "every", "each", "late-", "for",
];

impl Reader<'_> {
    /// The day of a month at `i`: `9`, `9th`.
    pub(super) fn day_at(&self, i: usize) -> Option<i8> {
        if self.kind(i) != Some(Kind::Number) {
            return None;
        }
        day_of(self.text(i))
    }

    /// `9 September`, with a weekday or not: the days in the number, if it has two.
    fn days_at(&self, i: usize) -> Option<(i8, Option<i8>)> {
        let text = self.text(i);
        if let Some(day) = self.day_at(i) {
            return Some((day, None));
        }
        let (first, last) = text.split_once(['-', '–'])?;
        let days = (day_of(first)?, day_of(last)?);
        (self.kind(i) == Some(Kind::Number) && days.0 < days.1).then_some((days.0, Some(days.1)))
    }

    /// The month at `i`, with or without its full stop, and one past it. A short form without a full stop is a month
    /// only beside a number, which the caller sees to.
    pub(super) fn month_at(&self, i: usize) -> Option<(i8, usize)> {
        match self.word(i) {
            Word::Month(month) if self.capital(i) => Some((month, i + 1)),
            Word::ShortMonth(month) if self.capital(i) => {
                Some((month, if self.text(i).ends_with('.') { i + 1 } else { self.past_stop(i) }))
            }
            _ => None,
        }
    }

    /// A year at `i`, after a comma or not, or "of last year"; one past it.
    pub(super) fn which_year(&self, i: usize) -> Option<(Which, usize)> {
        if let Some(year) = self.plain_year(i) {
            return Some((Which::In(year), i + 1));
        }
        if self.kind(i) == Some(Kind::Comma)
            && let Some(year) = self.plain_year(i + 1)
        {
            return Some((Which::In(year), i + 2));
        }
        if !self.is(i, &["of", "in"]) {
            return None;
        }
        if let Some(year) = self.plain_year(i + 1).filter(|_| self.is(i, &["of"])) {
            return Some((Which::In(year), i + 2));
        }
        if self.is(i, &["of"]) && self.is(i + 1, &["the"]) && self.is(i + 2, &["year"]) {
            return Some((Which::OfYear(0), i + 3));
        }
        let by = match self.word(i + 1) {
            Word::Last => -1,
            Word::This => 0,
            Word::Next => 1,
            _ => return None,
        };
        self.is(i + 2, &["year"]).then_some((Which::OfYear(by), i + 3))
    }

    /// Four digits that can be the year of a date.
    fn plain_year(&self, i: usize) -> Option<i16> {
        let text = self.text(i);
        let year: i16 = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
        (1000..2200).contains(&year).then_some(year)
    }

    /// `2019-09-09`, `9/9/2019`, `09.09.2019`
    pub(super) fn written_date(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        if text.len() == 10
            && let Ok(date) = text.parse::<Date>()
        {
            let when = day(date.month(), date.day(), Which::In(date.year()));
            return Some(Found::new(i, i + 1, when));
        }
        let separator = ['/', '.'].into_iter().find(|s| text.matches(*s).count() == 2)?;
        let mut parts = text.split(separator);
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        if first.len() > 2 || second.len() > 2 || year.len() != 4 {
            return None;
        }
        let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
        let year_fits = (1000..2200).contains(&year);
        let fits = |day: i8, month: i8| (1..=31).contains(&day) && (1..=12).contains(&month);
        let when = match (fits(second, first), fits(first, second)) {
            _ if !year_fits => return None,
            (true, true) if first != second => When::Numeric { year, first, second },
            (true, _) => day(first, second, Which::In(year)),
            (false, true) => day(second, first, Which::In(year)),
            (false, false) => return None,
        };
        Some(Found::new(i, i + 1, when))
    }

    /// `9 September 2019`, `the 9th of September`, `9-12 September`
    pub(super) fn day_month(&self, i: usize) -> Option<Found> {
        let (first, last) = self.days_at(i)?;
        let of =
            usize::from(self.is(i + 1, &["of"]) && self.text(i).ends_with(|c: char| c.is_ascii_alphabetic()));
        let (month, end) = self.month_at(i + 1 + of)?;
        // "in 20 May elections" and "the 9 March" walkers are rarer than "20 May" and "9 March".
        let (which, end) = self.year_behind(i, end);
        let when = |date| day(month, date, which);
        let when = match last {
            Some(last) => When::Range(Box::new(when(first)), Box::new(when(last))),
            None => when(first),
        };
        Some(Found::new(i, end, when))
    }

    /// The year behind a date that begins at `start`, or the one that the clause asks for.
    fn year_behind(&self, start: usize, end: usize) -> (Which, usize) {
        self.which_year(end).unwrap_or_else(|| (self.nearest(start, end), end))
    }

    /// Which one is meant if no year is said: the nearest, unless the clause is about the past or the future.
    pub(super) fn nearest(&self, start: usize, end: usize) -> Which {
        let adverbial = self.follows_preposition(start) && !self.follows(start, &["of", "for", "to"]);
        match self.tense_of_verb(start, end) {
            Tense::Past if adverbial => Which::Past,
            Tense::Future => Which::Future,
            _ => Which::Nearest,
        }
    }

    pub(super) fn month(&self, i: usize) -> Option<Found> {
        let (month, behind) = self.month_at(i)?;
        if let Some(found) = self.month_day(i, month, behind) {
            return Some(found);
        }
        let short = matches!(self.word(i), Word::ShortMonth(_));
        if let Some((which, end)) = self.which_year(behind) {
            // "Jan. 2016", and not "Jan Smith"; "May of last year".
            return Some(Found::new(i, end, recurring(Recurring::Month(month), which)));
        }
        if short && !self.text(behind - 1).ends_with('.') || !self.is_month(i, month) {
            return None;
        }
        Some(Found::new(i, behind, recurring(Recurring::Month(month), self.nearest(i, behind))))
    }

    /// `Sept. 9, 2019`, `June 3-7`, `June 3 to July 5`, `July Fourth`
    fn month_day(&self, i: usize, month: i8, behind: usize) -> Option<Found> {
        if let Some(found) = self.glued_range(i, month, behind) {
            return Some(found);
        }
        let (first, last) = match self.word(behind) {
            Word::Ordinal(day) if self.capital(behind) => (day as i8, None),
            _ => self.days_at(behind)?,
        };
        if self.kind(behind) == Some(Kind::Number) && self.counts(behind) {
            return None;
        }
        let date = |date, which| day(month, date, which);
        let range = |from, to| When::Range(Box::new(from), Box::new(to));
        let end = behind + 1;
        if let Some(last) = last {
            let (which, end) = self.year_behind(i, end);
            return Some(Found::new(i, end, range(date(first, which), date(last, which))));
        }
        let joined = self.kind(end) == Some(Kind::Dash) || self.is(end, &["to", "through", "and"]);
        if joined && let Some((to, to_end)) = self.month_at(end + 1).filter(|_| !self.is(end, &["and"])) {
            // Sept. 28-Oct. 3, 2019
            if let Some(to_day) = self.day_at(to_end) {
                let (which, end) = self.year_behind(i, to_end + 1);
                return Some(Found::new(i, end, range(date(first, which), day(to, to_day, which))));
            }
        }
        if joined && let Some(last) = self.day_at(end + 1) {
            // June 3 to 7; June 3 and 4, but not "June 3 and 12 people"
            let next = !self.is(end, &["and"]) || last == first + 1;
            if next && last > first && !self.counts(end + 1) && !self.lower(end + 2) {
                let (which, end) = self.year_behind(i, end + 2);
                return Some(Found::new(i, end, range(date(first, which), date(last, which))));
            }
        }
        let (which, end) = self.year_behind(i, end);
        Some(Found::new(i, end, date(first, which)))
    }

    /// `Sept. 28-Oct. 3, 2019`, which has the first day and the second month in one word.
    fn glued_range(&self, i: usize, month: i8, behind: usize) -> Option<Found> {
        let (first, second) = self.text(behind).split_once('-')?;
        let first = day_of(first)?;
        let (Word::Month(to) | Word::ShortMonth(to)) = super::words::word(second) else { return None };
        let at = if self.text(behind).ends_with('.') { behind + 1 } else { self.past_stop(behind) };
        let last = self.day_at(at)?;
        let (which, end) = self.year_behind(i, at + 1);
        let when = When::Range(Box::new(day(month, first, which)), Box::new(day(to, last, which)));
        Some(Found::new(i, end, when))
    }

    /// Whether the number at `i` counts what stands behind it: "In May 12 people".
    fn counts(&self, i: usize) -> bool {
        super::words::is_counted(self.text(i + 1))
    }

    /// Whether a month that stands alone is one, and neither a verb nor a name.
    fn is_month(&self, i: usize, month: i8) -> bool {
        let month_beside = |j: usize| self.month_at(j).is_some_and(|(other, _)| other != month);
        let listed = i > 1
            && (self.follows(i, &["and", "or", "to", ",", "through"])
                || self.kind(i - 1) == Some(Kind::Dash))
            && month_beside(i - 2)
            || (self.is(i + 1, &["and", "or", "to", ",", "through"]) || self.kind(i + 1) == Some(Kind::Dash))
                && month_beside(i + 2);
        // "from March", where "from May" may be somebody.
        let from = month == 3 && self.follows(i, &["from", "into", "by", "over"]) && !self.capital(i + 1);
        let introduced = self.follows(i, BEFORE_MONTH)
            || listed
            || from
            || self.follows(i, &["of"]) && self.part_of_month(i);
        if introduced {
            // "told Theresa May in", "this May said"
            return !(month == 5 && self.follows(i, &["for"]));
        }
        match month {
            // They may; the march.
            5 => false,
            3 => self.follows_determiner(i) && self.lower(i + 1) && !self.is_any(i + 1, PREPOSITION),
            // April Jones, June said
            4 | 6 | 8 => {
                let surname =
                    self.capital(i + 1) && !self.follows_determiner(i) && !self.follows_preposition(i);
                let speaks = self.token(i + 1).is_some_and(|t| t.classes().cue() && t.is(VERB_PAST));
                let first =
                    i > 0 && self.capital(i - 1) && !self.leads(i - 1) && !self.follows_preposition(i);
                !surname && !first && (!speaks || self.follows_preposition(i))
            }
            _ => true,
        }
    }

    /// the end OF May
    fn part_of_month(&self, i: usize) -> bool {
        i > 1
            && self.is(
                i - 2,
                &[
                    "end",
                    "beginning",
                    "start",
                    "middle",
                    "rest",
                    "most",
                    "half",
                    "close",
                    "month",
                    "first",
                    "last",
                    "course",
                ],
            )
    }

    pub(super) fn follows_preposition(&self, i: usize) -> bool {
        i > 0 && self.is_any(i - 1, PREPOSITION)
    }

    pub(super) fn follows_determiner(&self, i: usize) -> bool {
        self.follows(
            i,
            &[
                "the", "a", "an", "this", "that", "his", "her", "their", "its", "our", "my", "your", "'s",
                "’s",
            ],
        ) || i > 0 && self.kind(i - 1) == Some(Kind::Clitic)
    }

    pub(super) fn weekday(&self, i: usize) -> Option<Found> {
        let (weekday, end) = match self.word(i) {
            Word::Weekday(day) if self.capital(i) => (day, i + 1),
            Word::ShortWeekday(day) if self.capital(i) => {
                let end = if self.text(i).ends_with('.') { i + 1 } else { self.past_stop(i) };
                (day, end)
            }
            _ => return None,
        };
        if self.is_day_name(i) {
            return None;
        }
        let said = SaidWeekday { day: weekday, span: self.token(i)?.span };
        if let Some(found) = self.dated_weekday(i, end, said) {
            return Some(found);
        }
        let short = matches!(self.word(i), Word::ShortWeekday(_));
        if short && !self.short_weekday(i, end) {
            return None;
        }
        if let Word::Part(part) = self.word(end)
            && self.lower(end)
            && self.text(end).ends_with('s')
        {
            // Monday nights
            return Some(on_weekdays(i, end + 1, weekday).part(Some(part)));
        }
        let which = self.which_of_month(i, end);
        let (part, end) = self.part_behind(end);
        Some(Found::new(i, end, recurring(Recurring::Weekday(weekday), which)).part(part))
    }

    /// `Sun.` and `Sat.` are more often something else: they need their full stop, and "on" or a time beside them.
    fn short_weekday(&self, i: usize, end: usize) -> bool {
        let stop = self.text(end - 1).ends_with('.');
        let clear = matches!(self.text(i).trim_end_matches('.'), "Tues" | "Thurs" | "Thur" | "Weds");
        stop && (clear || self.follows(i, &["on", "every", "last", "next", "until"]))
            || self.clock(end).is_some()
    }

    /// `Tuesday, Sept. 9, 2019`, `Tuesday 9 September`, `Tuesday the 9th`, and with a part of the day between.
    fn dated_weekday(&self, i: usize, end: usize, said: SaidWeekday) -> Option<Found> {
        let (part, end) = self.part_behind(end);
        let next = self.past_comma(end);
        let (the, next) = if self.is(next, &["the"]) { (true, next + 1) } else { (false, next) };
        let dated = match self.word(next) {
            Word::Month(_) | Word::ShortMonth(_) if !the => {
                self.month_at(next).and_then(|(month, behind)| self.month_day(next, month, behind))
            }
            _ if self.kind(next) == Some(Kind::Number) => self.day_month(next).or_else(|| {
                let date = self.day_at(next).filter(|_| the)?;
                let which = self.which_of_month(i, next + 1);
                Some(Found::new(next, next + 1, recurring(Recurring::DayOfMonth(date), which)))
            }),
            _ => None,
        }?;
        let When::Recurring { what, which, .. } = dated.when else { return None };
        // The clause may be about the past or the future before the weekday.
        let which = match which {
            Which::Past | Which::Future | Which::Nearest => self.nearest(i, dated.end),
            which => which,
        };
        Some(Found::new(i, dated.end, When::Recurring { what, which, weekday: Some(said) }).part(part))
    }

    /// `on the 14th`: the one behind unless the verb looks ahead.
    pub(super) fn which_of_month(&self, start: usize, end: usize) -> Which {
        match self.tense(start, end) {
            Tense::Future => Which::Future,
            Tense::Past | Tense::Unknown => Which::Past,
        }
    }
}

/// `9`, `9th`
fn day_of(text: &str) -> Option<i8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day: i8 = (1..=2).contains(&digits.len()).then(|| digits.parse().ok()).flatten()?;
    let fits = matches!(&text[digits.len()..], "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day);
    fits.then_some(day)
}

pub(super) fn day(month: i8, day: i8, which: Which) -> When {
    recurring(Recurring::Day { month, day }, which)
}

pub(super) fn recurring(what: Recurring, which: Which) -> When {
    When::Recurring { what, which, weekday: None }
}
