//! Numbers of days, weeks and years: how long, and how long ago.

use super::reader::{Found, Reader};
use super::when::{Base, Set, Tense, Unit, Vague, When};
use super::words::{self, Word};
use crate::english::token::Kind;

/// So many of a unit.
#[derive(Clone, Copy)]
struct Amount {
    /// In tenths; `None` for "several".
    tenths: Option<u32>,
    unit: Unit,
    /// One past the unit.
    end: usize,
    /// Said by "a" alone, which as often says "per".
    article: bool,
}

impl Reader<'_> {
    /// `two days ago`, `a week earlier`, `three years`, `in two weeks`
    pub(super) fn quantity(&self, i: usize) -> Option<Found> {
        if i > 0 && self.kind(i - 1) == Some(Kind::Symbol) {
            return None;
        }
        if let Some(found) = self.times_a(i, i) {
            return Some(found);
        }
        let amount = self.amount(i)?;
        let end = amount.end;
        if self.is(end, &["old", "older", "younger"]) || self.is(end, &["of"]) && self.is(end + 1, &["age"]) {
            return None;
        }
        self.counted_from(i, amount).or_else(|| self.how_long(i, amount))
    }

    /// From which day the amount leads to another.
    fn counted_from(&self, i: usize, amount: Amount) -> Option<Found> {
        let end = amount.end;
        let whole = amount.days_or_more();
        let found = |end, sign: i32, base, vague| {
            let when = whole.map_or(When::Vague(vague), |(count, unit)| When::Offset {
                unit,
                by: sign * count,
                base,
            });
            Some(Found::new(i, end, when))
        };
        if self.is(end, &["ago"]) {
            return found(end + 1, -1, Base::Article, Vague::Past);
        }
        if self.is(end, &["from"]) && (self.is(end + 1, &["now"]) || self.word(end + 1) == Word::Day(0)) {
            return found(end + 2, 1, Base::Article, Vague::Future);
        }
        // "in two weeks' time", "in a year's time"
        let owner = matches!(self.text(end), "'" | "’" | "'s" | "’s");
        if owner && self.is(end + 1, &["time"]) && self.follows(i, &["in"]) {
            return found(end + 2, 1, Base::Article, Vague::Future);
        }
        whole?;
        if self.is(end, &["earlier"]) && !self.is(end + 1, &["than"]) {
            return found(end + 1, -1, Base::MentionOrArticle, Vague::Past);
        }
        if self.is(end, &["later"]) && !self.is(end + 1, &["than"]) {
            return found(end + 1, 1, Base::Mention, Vague::Future);
        }
        if let Some(by) = self.before_or_after(end) {
            return found(end + 1, by, Base::Mention, Vague::Past);
        }
        let first_time = i > 1 && self.is(i - 2, &["time", "once"]);
        if self.follows(i, &["in"]) && !first_time && !amount.article && self.tense(i, end) == Tense::Future {
            return found(end, 1, Base::Article, Vague::Future);
        }
        None
    }

    fn how_long(&self, i: usize, amount: Amount) -> Option<Found> {
        const LONG: &[&str] = &[
            "for", "in", "over", "within", "about", "than", "nearly", "almost", "least", "after", "took",
            "takes", "take", "lasted", "lasts", "last", "spent", "spend", "another", "under", "roughly",
            "every",
        ];
        if matches!(amount.unit, Unit::Quarter | Unit::Weekend) {
            return None;
        }
        if amount.article && !self.follows(i, LONG)
            || amount.tenths == Some(10) && self.is(i, &["one"]) && amount.unit == Unit::Day
        {
            return None;
        }
        Some(Found::new(i, amount.end, When::Duration(amount.tenths, amount.unit)))
    }

    /// The amount that begins at `i`.
    fn amount(&self, i: usize) -> Option<Amount> {
        let (tenths, mut at, article) = self.number_of(i)?;
        while self.is(
            at,
            &["more", "full", "straight", "consecutive", "long", "whole", "additional", "short", "other"],
        ) {
            at += 1;
        }
        let (unit, plural) = match self.word(at) {
            Word::Unit(unit) => (unit, false),
            Word::Units(unit) => (unit, true),
            _ => return None,
        };
        if !self.lower(at) || plural && tenths == Some(10) || !plural && tenths.is_none_or(|t| t > 10) {
            return None;
        }
        let mut amount = Amount { tenths, unit, end: at + 1, article };
        // a year and a half
        if !plural && self.is(at + 1, &["and"]) && self.is(at + 2, &["a"]) && self.word(at + 3) == Word::Half
        {
            amount = Amount { tenths: tenths.map(|t| t + 5), end: at + 4, article: false, ..amount };
        }
        Some(amount)
    }

    /// How many, in tenths; the token behind; and whether that is said by "a" alone.
    fn number_of(&self, i: usize) -> Option<(Option<u32>, usize, bool)> {
        let exact = |count: u32, end| Some((Some(count), end, false));
        let number = match self.word(i) {
            Word::One if self.word(i + 1) == Word::Few => return Some((None, i + 2, false)),
            Word::One if self.word(i + 1) == Word::Couple => {
                return Some((None, i + 2 + usize::from(self.is(i + 2, &["of"])), false));
            }
            Word::One if self.is(i + 1, &["dozen"]) => return exact(120, i + 2),
            Word::One if self.is(i + 1, &["half"]) => return exact(5, i + 2),
            Word::One => return Some((Some(10), i + 1, !self.is(i, &["one"]))),
            Word::Half if matches!(self.word(i + 1), Word::One) && !self.is(i + 1, &["one"]) => {
                return exact(5, i + 2);
            }
            Word::Few => return Some((None, i + 1, false)),
            Word::Couple => return Some((None, i + 1 + usize::from(self.is(i + 1, &["of"])), false)),
            Word::Count(count) => u32::from(count) * 10,
            _ if self.kind(i) == Some(Kind::Number) => tenths(self.text(i))?,
            _ => u32::from(words::count(self.text(i))?) * 10,
        };
        // two and a half years
        if self.is(i + 1, &["and"]) && self.is(i + 2, &["a"]) && self.word(i + 3) == Word::Half {
            return exact(number + 5, i + 4);
        }
        exact(number, i + 1)
    }

    /// `the last two years`, `the next few days`: the token at `i` is "last" or its like.
    pub(super) fn spell(&self, i: usize) -> Option<Found> {
        if !matches!(
            self.word(i),
            Word::Last | Word::Past | Word::Next | Word::Coming | Word::Previous | Word::Following
        ) {
            return None;
        }
        if !matches!(self.word(i + 1), Word::Few | Word::Couple | Word::Count(_) | Word::Other) {
            return None;
        }
        let amount = self.amount(i + 1)?;
        Some(Found::new(i, amount.end, When::Duration(amount.tenths, amount.unit)))
    }

    /// `three-year`, `18-month`: how long something is that is named behind it.
    pub(super) fn hyphened_length(&self, i: usize) -> Option<Found> {
        let (number, unit) = self.text(i).rsplit_once('-')?;
        let Word::Unit(unit) = words::word(unit) else { return None };
        let tenths = match words::word(number) {
            Word::One if number.eq_ignore_ascii_case("one") => 10,
            _ => words::count(number).map(|count| u32::from(count) * 10).or_else(|| tenths(number))?,
        };
        let length = !matches!(unit, Unit::Quarter | Unit::Weekend) && !self.is(i + 1, &["old"]);
        length.then(|| Found::new(i, i + 1, When::Duration(Some(tenths), unit)))
    }

    /// `three times a week`, `twice a month`: how many times is said at `i`, and the expression begins at `start`.
    pub(super) fn times_a(&self, start: usize, i: usize) -> Option<Found> {
        let at = match self.word(i) {
            Word::Times => i + 1,
            _ if self.is(i + 1, &["times"]) => i + 2,
            _ => return None,
        };
        let Word::Unit(unit) = self.word(at + 1) else { return None };
        let per = self.is(at, &["a", "an", "per", "every", "each"]);
        per.then(|| Found::new(start, at + 2, When::Set(Set::Each(1, unit))))
    }
}

impl Amount {
    /// The amount in whole units of a day and more: a year and a half is 18 months. `None` for "several", and for hours.
    fn days_or_more(self) -> Option<(i32, Unit)> {
        let tenths = i32::try_from(self.tenths?).ok()?;
        let (tenths, unit) = match self.unit {
            Unit::Year if tenths % 10 != 0 => (tenths * 12, Unit::Month),
            unit => (tenths, unit),
        };
        (unit >= Unit::Day && unit != Unit::Weekend && (1..5000).contains(&(tenths / 10)))
            .then_some((tenths / 10, unit))
    }
}

/// `12`, `1,200`, `2.5`, in tenths.
fn tenths(text: &str) -> Option<u32> {
    let plain = text.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, "0"));
    let digits = |s: &str| !s.is_empty() && s.len() <= 6 && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    Some(whole.parse::<u32>().ok()? * 10 + u32::from(part.as_bytes()[0] - b'0'))
}
