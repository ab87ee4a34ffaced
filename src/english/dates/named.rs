//! Days that have names: holidays, which are days, and "Super Tuesday" and the Sunday Times, which are not.

use super::day::recurring;
use super::reader::{Found, Reader};
use super::when::{Recurring, Tense, When, Which};
use super::words::lines;
use crate::english::classes::PREPOSITION;
use crate::english::token::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a holiday is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth such weekday (1 for Monday) of a month, -1 for the last.
    Nth(i8, i8, i8),
    /// Western Easter Sunday.
    Easter,
}

/// A holiday.
struct Holiday {
    name: &'static str,
    rule: Rule,
    /// Moved by so many days.
    shift: i32,
}

static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let list = lines(include_str!("../lists/holidays.txt"));
    list.filter_map(|line| {
        let (name, rule) = line.split_once('\t')?;
        let mut cells = rule.split(' ').peekable();
        let kind = cells.next()?;
        let mut number = || cells.next_if(|c| !c.starts_with('+'))?.parse::<i8>().ok();
        let rule = match kind {
            "fixed" => Rule::Fixed(number()?, number()?),
            "nth" => Rule::Nth(number()?, number()?, number()?),
            "easter" => Rule::Easter,
            _ => return None,
        };
        let shift = cells.next().map_or(Some(0), |shift| shift.parse().ok())?;
        Some(Holiday { name, rule, shift })
    })
    .collect()
});

/// The longest first word of a name, in bytes.
const LONGEST: usize = 16;

/// Names by their first word in lower case: the words behind it, and what they are.
struct Names {
    by_first: FxHashMap<String, Vec<(Vec<String>, u8)>>,
    /// For each letter with which a first word begins, the letters that come next, a bit each.
    beginnings: [u32; 26],
}

impl Names {
    fn new(names: impl Iterator<Item = &'static str>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, u8)>> = FxHashMap::default();
        let mut beginnings = [0; 26];
        for (index, name) in names.enumerate() {
            let mut words = name.split(' ').map(|word| bare(word).to_lowercase());
            let first = words.next().unwrap_or_default();
            debug_assert!(first.len() <= LONGEST && first.is_ascii(), "{name}");
            match letters(&first) {
                Some((one, two)) => beginnings[one] |= 1 << two,
                None => beginnings = [u32::MAX; 26],
            }
            by_first.entry(first).or_default().push((words.collect(), index as u8));
        }
        Names { by_first, beginnings }
    }

    /// The longest name that begins at `i`: which it is, and one past it.
    fn at(&self, reader: &Reader, i: usize) -> Option<(u8, usize)> {
        // Most capitals begin no such name, as their first two letters tell.
        if letters(reader.text(i)).is_some_and(|(one, two)| self.beginnings[one] & 1 << two == 0) {
            return None;
        }
        let first = bare(reader.text(i));
        if first.len() > LONGEST || !first.is_ascii() {
            return None;
        }
        let mut key = [0u8; LONGEST];
        let key = &mut key[..first.len()];
        key.copy_from_slice(first.as_bytes());
        key.make_ascii_lowercase();
        let names = self.by_first.get(std::str::from_utf8(key).ok()?)?;
        let matches = names.iter().filter_map(|(rest, index)| {
            let mut at = past_possessive(reader, i + 1);
            for (k, word) in rest.iter().enumerate() {
                if !reader.capital(at) && word != "of" && word != "on"
                    || !bare(reader.text(at)).eq_ignore_ascii_case(word)
                {
                    return None;
                }
                at = if k + 1 < rest.len() { past_possessive(reader, at + 1) } else { at + 1 };
            }
            let end = if rest.is_empty() { i + 1 } else { at };
            Some((*index, end))
        });
        matches.max_by_key(|(_, end)| *end)
    }
}

static BY_NAME: LazyLock<Names> = LazyLock::new(|| Names::new(HOLIDAYS.iter().map(|h| h.name)));
static NO_DAYS: LazyLock<Names> = LazyLock::new(|| Names::new(lines(include_str!("../lists/day_names.txt"))));

/// The first two letters of a word, 0 for A; `None` if they are not of ASCII.
fn letters(word: &str) -> Option<(usize, usize)> {
    let place =
        |letter: u8| Some(usize::from((letter | 0x20).wrapping_sub(b'a'))).filter(|place| *place < 26);
    let (one, two) = (word.as_bytes().first()?, word.as_bytes().get(1)?);
    Some((place(*one)?, place(*two)?))
}

/// A word without its possessive or its full stop.
fn bare(word: &str) -> &str {
    let word = word.trim_end_matches('.');
    ["'s", "’s", "'", "’"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// Past the possessive's ending at `i`, if there is one: New Year ’S Day, Presidents ’ Day.
fn past_possessive(reader: &Reader, i: usize) -> usize {
    let ending = reader.is(i, &["'s", "’s", "'", "’"]);
    if ending && !reader.token(i).is_some_and(|token| token.shape.spaced()) { i + 1 } else { i }
}

impl Reader<'_> {
    /// `Christmas Eve`, `Thanksgiving 2015`
    pub(super) fn holiday(&self, i: usize) -> Option<Found> {
        if !self.capital(i) {
            return None;
        }
        let (index, end) = BY_NAME.at(self, i)?;
        let what = Recurring::Holiday(index);
        if let Some((which, end)) = self.which_year(end) {
            return Some(Found::new(i, end, recurring(what, which)));
        }
        // "on Christmas", but neither "a Christmas tree" nor "Easter Island".
        let one_word = end == i + 1;
        let adverbial = self.follows_preposition(i) && !self.lower_noun(end) && !self.capital(end);
        if one_word && !adverbial {
            return None;
        }
        let (part, behind) = self.part_behind(end);
        let when = recurring(what, self.nearest_holiday(i, behind));
        Some(Found::new(i, behind, when).part(part))
    }

    fn lower_noun(&self, i: usize) -> bool {
        let token = self.token(i);
        token.is_some_and(|t| {
            t.kind == Kind::Word && t.is(crate::english::classes::NOUN) && !t.is(PREPOSITION)
        })
    }

    fn nearest_holiday(&self, start: usize, end: usize) -> Which {
        match self.tense(start, end) {
            Tense::Past => Which::Past,
            Tense::Future => Which::Future,
            Tense::Unknown => Which::Nearest,
        }
    }

    /// Whether the weekday at `i` belongs to a name that is no day: Super TUESDAY, the SUNDAY Times.
    pub(super) fn is_day_name(&self, i: usize) -> bool {
        let from = i.saturating_sub(3);
        (from..=i).any(|j| {
            self.capital(j)
                && (NO_DAYS.at(self, j).is_some_and(|(_, end)| end > i)
                    || j < i && BY_NAME.at(self, j).is_some_and(|(_, end)| end > i))
        })
    }

    /// The holiday of `last Christmas`, whatever stands around it.
    pub(super) fn holiday_at(&self, i: usize) -> Option<(When, usize)> {
        if !self.capital(i) {
            return None;
        }
        let (index, end) = BY_NAME.at(self, i)?;
        Some((recurring(Recurring::Holiday(index), Which::Last), end))
    }
}

/// The day of a holiday in a year.
pub(super) fn holiday(index: u8, year: i16) -> Option<Date> {
    let holiday = HOLIDAYS.get(usize::from(index))?;
    let day = match holiday.rule {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok()?,
        Rule::Nth(month, weekday, nth) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
        }
        Rule::Easter => easter(year)?,
    };
    day.checked_add(holiday.shift.days()).ok()
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus gives (Astronomical Algorithms,
/// 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_day() {
        let lines: Vec<&str> = lines(include_str!("../lists/holidays.txt")).collect();
        assert_eq!(HOLIDAYS.len(), lines.len());
        for (index, line) in lines.iter().enumerate() {
            assert!((1950..2050).all(|year| holiday(index as u8, year).is_some()), "{line}");
        }
    }

    /// Days that almanacs give.
    #[test]
    fn holidays_are_where_the_almanac_has_them() {
        let day = |name: &str, year| {
            let index = HOLIDAYS.iter().position(|h| h.name == name).unwrap();
            holiday(index as u8, year).unwrap().to_string()
        };
        let easters =
            [1961, 1991, 2000, 2008, 2011, 2016, 2019, 2024, 2025, 2038].map(|year| day("Easter", year));
        assert_eq!(
            easters,
            [
                "1961-04-02",
                "1991-03-31",
                "2000-04-23",
                "2008-03-23",
                "2011-04-24",
                "2016-03-27",
                "2019-04-21",
                "2024-03-31",
                "2025-04-20",
                "2038-04-25"
            ]
        );
        assert_eq!(day("Good Friday", 2019), "2019-04-19");
        assert_eq!(day("Thanksgiving", 2015), "2015-11-26");
        assert_eq!(day("Black Friday", 2024), "2024-11-29");
        assert_eq!(day("Election Day", 2016), "2016-11-08");
        assert_eq!(day("Memorial Day", 2016), "2016-05-30");
        assert_eq!(day("Labor Day", 2025), "2025-09-01");
        assert_eq!(day("Ash Wednesday", 2024), "2024-02-14");
    }
}
