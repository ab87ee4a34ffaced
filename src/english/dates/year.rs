//! Years, decades and centuries, and the numbers that are none of them.

use super::reader::{Found, Reader};
use super::when::{Base, Modifier, Unit, When};
use super::words::{Word, is_counted};
use crate::english::classes::{ADJECTIVE, NOUN, PLURAL, PREPOSITION};
use crate::english::token::Kind;

/// Words before a number that make it something else than a year: Section 2015.
const NUMBERED: &[&str] = &[
    "section",
    "sections",
    "room",
    "flight",
    "page",
    "pages",
    "chapter",
    "article",
    "resolution",
    "route",
    "highway",
    "suite",
    "number",
    "no",
    "nos",
    "no.",
    "nos.",
    "channel",
    "apartment",
    "unit",
    "model",
    "bill",
    "case",
    "law",
    "rule",
    "title",
    "proposition",
    "form",
    "windows",
    "interstate",
    "asteroid",
    "about",
    "nearly",
    "roughly",
    "some",
    "over",
    "approximately",
    "almost",
    "than",
    "least",
    "most",
    "another",
    "additional",
    "extra",
    "only",
    "just",
    "win",
    "won",
    "lost",
    "exactly",
];

/// Words behind which four digits are a year whatever follows.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "until", "till", "during", "early", "late", "mid", "circa", "year", "summer", "spring",
    "fall", "autumn", "winter",
];

impl Reader<'_> {
    /// `2015`, `2012-15`, `’08`
    pub(super) fn year(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        if let Some((from, to)) = years(text) {
            let range = When::Range(Box::new(When::Year(from)), Box::new(When::Year(to)));
            return (!self.is_numbered(i)).then(|| Found::new(i, i + 1, range));
        }
        // 2015-09: the range is tried first, since newspapers print seasons and school years so.
        if let Some((year, month)) = text.split_once('-').filter(|(y, m)| y.len() == 4 && m.len() == 2) {
            let (year, month) = (year.parse().ok()?, month.parse().ok()?);
            let month = super::when::Recurring::Month(month);
            let fits = matches!(month, super::when::Recurring::Month(1..=12)) && (1900..2100).contains(&year);
            return fits
                .then(|| Found::new(i, i + 1, super::day::recurring(month, super::when::Which::In(year))));
        }
        let year: i16 = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
        self.is_year(i, year).then(|| Found::new(i, i + 1, When::Year(year)))
    }

    fn is_year(&self, i: usize, year: i16) -> bool {
        let sold = i > 0 && self.kind(i - 1) == Some(Kind::Symbol) && !self.is(i - 1, &["/", "*"]);
        if sold || self.is_numbered(i) || self.is_street(i) {
            return false;
        }
        let noun = self.text(i + 1);
        if is_counted(noun) || self.kind(i + 1) == Some(Kind::Symbol) && noun != "/" {
            return false;
        }
        let modern = (1900..=2060).contains(&year);
        if self.follows(i, BEFORE_YEAR) {
            let plural = self.token(i + 1).is_some_and(|t| t.is(PLURAL) && !t.shape.capital());
            return (1000..=2100).contains(&year) && (modern && year % 100 != 0 || year == 2000 || !plural);
        }
        if self.follows_preposition(i) || self.follows(i, &["and", "or", "through"]) {
            return (1500..=2100).contains(&year) && (modern || !self.is_any(i + 1, NOUN));
        }
        // The 1828 race
        let old = (1600..1900).contains(&year) && year % 100 != 0 && self.follows_determiner(i);
        if old && self.token(i + 1).is_some_and(|t| t.is(NOUN | ADJECTIVE) && !t.is(PLURAL)) {
            return true;
        }
        // The 2016 campaign; Clinton 2016; (2016); 2016 was a good year.
        modern && year % 1000 != 0 || year == 2000 && self.follows_determiner(i)
    }

    fn is_numbered(&self, i: usize) -> bool {
        // "No. 2015"
        let behind_stop = i > 1 && self.kind(i - 1) == Some(Kind::Stop) && self.is(i - 2, &["no", "nos"]);
        behind_stop || self.follows(i, NUMBERED)
    }

    /// 2001 Main Street
    fn is_street(&self, i: usize) -> bool {
        const STREETS: &[&str] =
            &["street", "st.", "avenue", "ave.", "road", "rd.", "drive", "boulevard", "blvd.", "lane"];
        self.capital(i + 1) && (i + 2..i + 4).any(|j| self.capital(j) && self.is(j, STREETS))
    }

    /// `1990s`, `the 1990’s`, `the ’90s`, `’08`
    pub(super) fn decade(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        if let Some(first) = text.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
            return Some(Found::new(i, i + 1, When::Decade(first.parse().ok()?)));
        }
        if text.len() == 4
            && text.ends_with('0')
            && self.is(i + 1, &["'s", "’s"])
            && self.introduces_decade(i)
        {
            return Some(Found::new(i, i + 2, When::Decade(text.parse().ok()?)));
        }
        // "the 90s" and "the 1980s and 90s", but not "in her 90s", "her 30s and 40s" or degrees.
        let short = text.strip_suffix('s').filter(|d| d.len() == 2 && d.ends_with('0'))?;
        let listed = self.follows(i, &["and", "or"]) && i > 1 && self.text(i - 2).len() == 5;
        (listed
            || self.follows(i, &["the"])
            || self.follows(i, &["early", "late", "mid"]) && i > 1 && self.is(i - 2, &["the"]))
        .then_some(())?;
        (!self.is_weather(i)).then_some(())?;
        Some(Found::new(i, i + 1, When::Decade(decade_of(short.parse().ok()?))))
    }

    fn introduces_decade(&self, i: usize) -> bool {
        self.follows(i, &["the", "early", "late", "mid", "early-", "and", "or"])
    }

    /// temperatures in the 60s
    fn is_weather(&self, i: usize) -> bool {
        const WEATHER: &[&str] =
            &["temperatures", "temperature", "degrees", "highs", "lows", "upper", "lower", "mercury"];
        (i.saturating_sub(12)..self.count().min(i + 4)).any(|j| self.is(j, WEATHER))
    }

    /// `’90s` and `’08`: an apostrophe with the number at its heels.
    pub(super) fn short_year(&self, i: usize) -> Option<Found> {
        if !matches!(self.text(i), "'" | "’" | "‘") || self.token(i + 1)?.shape.spaced() {
            return None;
        }
        let text = self.text(i + 1);
        if let Some(decade) = text.strip_suffix('s').filter(|d| d.len() == 2 && d.ends_with('0')) {
            return Some(Found::new(i, i + 2, When::Decade(decade_of(decade.parse().ok()?))));
        }
        let year: i16 = (text.len() == 2).then(|| text.parse().ok()).flatten()?;
        let introduced =
            self.follows(i, BEFORE_YEAR) || self.follows(i, &["of", "the", "by", "from", "to", "and"]);
        let year = if year < 50 { 2000 + year } else { 1900 + year };
        introduced.then(|| Found::new(i, i + 2, When::Year(year)))
    }

    /// The SEVENTIES, but not "in her seventies".
    pub(super) fn decade_word(&self, i: usize, first: i16) -> Option<Found> {
        let the = self.follows(i, &["the"])
            || self.follows(i, &["early", "late", "mid", "roaring", "swinging"])
                && i > 1
                && self.is(i - 2, &["the"]);
        (the && !self.is_weather(i)).then(|| Found::new(i, i + 1, When::Decade(first)))
    }

    /// `19th century`, `third quarter`, `the 14th`
    pub(super) fn ordinal(&self, i: usize) -> Option<Found> {
        let number = match self.word(i) {
            Word::Ordinal(number) => number,
            _ => ordinal(self.text(i))?,
        };
        match self.word(i + 1) {
            // 21st Century Fox
            Word::Unit(Unit::Century) if number >= 1 && !(self.capital(i + 1) && self.capital(i + 2)) => {
                let before_christ = self.is(i + 2, &["bc", "b.c.", "bce", "b.c"]);
                (!before_christ).then(|| Found::new(i, i + 2, When::Century(i16::from(number))))
            }
            Word::Unit(Unit::Quarter) => self.quarter(i, number, i + 2),
            Word::Half => self.half(i, number),
            _ => self.of_month(i),
        }
    }

    /// `on the 14th`, where nothing is counted.
    fn of_month(&self, i: usize) -> Option<Found> {
        if self.kind(i) != Some(Kind::Number) || !self.follows(i, &["the"]) || i < 2 {
            return None;
        }
        let introduced =
            self.is(i - 2, &["on", "until", "by", "since", "before", "after", "from", "to", "through"]);
        let next = self.token(i + 1);
        let free = next.is_none_or(|t| t.kind != Kind::Word || t.is(PREPOSITION) && !self.is(i + 1, &["of"]));
        let day = self.day_at(i)?;
        let which = self.which_of_month(i, i + 1);
        (introduced && free).then(|| {
            Found::new(i, i + 1, super::day::recurring(super::when::Recurring::DayOfMonth(day), which))
        })
    }

    /// `early 2019`, `mid-June` as two words, `the end of the year`, `late last month`, `late on Thursday`
    pub(super) fn modified(&self, i: usize) -> Option<Found> {
        let (modifier, of) = match self.word(i) {
            Word::Early => (Modifier::Start, false),
            Word::Mid => (Modifier::Mid, self.is(i, &["middle"])),
            Word::Late => (Modifier::End, false),
            Word::Beginning => (Modifier::Start, true),
            Word::End => (Modifier::End, true),
            _ => return None,
        };
        let mut next = i + 1;
        if of {
            if !self.is(next, &["of"]) {
                return None;
            }
            next += 1;
            if self.is(next, &["the"]) {
                next += 1;
                if let Some(found) = self.of_this(i, next) {
                    return Some(Found { modifier: Some(modifier), ..found });
                }
            }
        } else if self.is(next, &["the"])
            && matches!(self.word(next + 1), Word::Next | Word::Following | Word::Same)
        {
            // early the next day
            next += 1;
        } else if self.is(next, &["in", "on"]) {
            next += 1 + usize::from(self.is(next + 1, &["the"]));
        }
        let found = self.timed(next)?;
        let reckoned =
            !matches!(found.when, When::Duration(..) | When::Set(_) | When::Vague(_) | When::Clock);
        (reckoned && found.start == next && found.clock.is_none() && found.modifier.is_none())
            .then_some(Found { start: i, modifier: Some(modifier), ..found })
    }

    /// the end of the YEAR
    fn of_this(&self, start: usize, i: usize) -> Option<Found> {
        let Word::Unit(
            unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century),
        ) = self.word(i)
        else {
            return None;
        };
        Some(Found::new(start, i + 1, When::Offset { unit, by: 0, base: Base::Article }))
    }
}

/// `2012-15`, `2012–2015`: both years, where the first comes before the second.
fn years(text: &str) -> Option<(i16, i16)> {
    let (from, to) = text.split_once(['-', '–', '/'])?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if from.len() != 4 || !digits(from) || !digits(to) {
        return None;
    }
    let first: i16 = from.parse().ok()?;
    let last: i16 = match to.len() {
        4 => to.parse().ok()?,
        2 => first - first % 100 + to.parse::<i16>().ok()?,
        1 => first - first % 10 + to.parse::<i16>().ok()?,
        _ => return None,
    };
    ((1500..2100).contains(&first) && first < last && last < 2150 && last - first < 300)
        .then_some((first, last))
}

/// 90: 1990, 20: 2020
fn decade_of(tens: i16) -> i16 {
    if tens < 20 { 2000 + tens } else { 1900 + tens }
}

/// `19th`
pub(super) fn ordinal(text: &str) -> Option<u8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number = (1..=2).contains(&digits.len()).then(|| digits.parse().ok()).flatten()?;
    matches!(&text[digits.len()..], "st" | "nd" | "rd" | "th").then_some(number)
}
