//! Expressions of time, and the day each means once the article's date is known.

use super::calendar::{month, weekday};
use super::token::{Kind, Token};
use crate::text::Span;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, ToSpan};

/// An expression of time in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Its bytes.
    pub span: Span,
    /// What it says.
    pub when: When,
}

/// What an expression of time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day of the calendar, the year perhaps left out.
    Day {
        /// The year, if it is said.
        year: Option<i16>,
        /// 1 for January.
        month: i8,
        /// The day of the month.
        day: i8,
    },
    /// August 2023; August.
    Month {
        /// The year, if it is said.
        year: Option<i16>,
        /// 1 for January.
        month: i8,
    },
    /// 2015
    Year(i16),
    /// The 1990s, by their first year.
    Decade(i16),
    /// Thursday, 1 for Monday.
    Weekday {
        /// 1 for Monday.
        day: i8,
        /// Whether the one behind or the one ahead is meant.
        which: Which,
    },
    /// yesterday (-1), today (0), three days ago (-3)
    Days(i32),
    /// last week, three weeks ago
    Weeks(i32),
    /// last month
    Months(i32),
    /// last year
    Years(i32),
}

/// Which of the weekdays of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The nearest in the past, today included: news looks back.
    Past,
    /// The nearest to come, today excluded.
    Future,
}

/// Finds the expressions of time among the tokens of a block.
pub fn dates(text: &str, tokens: &[Token]) -> Vec<Expression> {
    let reader = Reader { text, tokens };
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match reader.at(i) {
            Some((end, when)) => {
                found.push(Expression {
                    span: Span::new(tokens[i].span.start, tokens[end - 1].span.end),
                    when,
                });
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.of(self.text))
    }

    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(i).eq_ignore_ascii_case(w))
    }

    /// The expression that begins at `i`: one past its last token, and what it says.
    fn at(&self, i: usize) -> Option<(usize, When)> {
        match self.tokens[i].kind {
            Kind::Number => self.number(i),
            Kind::Word => self.weekday(i).or_else(|| self.month(i)).or_else(|| self.relative(i)),
            _ => None,
        }
    }

    fn year_at(&self, i: usize) -> Option<i16> {
        let word = self.word(i);
        let year: i16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
        (1000..2200).contains(&year).then_some(year)
    }

    fn day_at(&self, i: usize) -> Option<i8> {
        let digits = self.word(i).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day: i8 = digits.parse().ok()?;
        let tail = &self.word(i)[digits.len()..];
        (matches!(tail, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
    }

    /// A comma and a year behind `i`, or a year.
    fn trailing_year(&self, i: usize) -> (usize, Option<i16>) {
        if let Some(year) = self.year_at(i) {
            return (i + 1, Some(year));
        }
        if self.word(i) == ","
            && let Some(year) = self.year_at(i + 1)
        {
            return (i + 2, Some(year));
        }
        (i, None)
    }

    fn number(&self, i: usize) -> Option<(usize, When)> {
        let word = self.word(i);
        if let Ok(day) = word.parse::<Date>() {
            return Some((i + 1, When::Day { year: Some(day.year()), month: day.month(), day: day.day() }));
        }
        if let Some(decade) = word.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
            return Some((i + 1, When::Decade(decade.parse().ok()?)));
        }
        if let (Some(day), Some(month)) = (self.day_at(i), month(self.word(i + 1))) {
            let (end, year) = self.trailing_year(i + 2);
            return Some((end, When::Day { year, month, day }));
        }
        if let Some(ago) = self.ago(i, word.parse().ok()?) {
            return Some(ago);
        }
        let year = self.year_at(i)?;
        let introduced = i > 0
            && self.is(
                i - 1,
                &[
                    "in", "since", "by", "until", "during", "from", "of", "before", "after", "early", "late",
                    "mid",
                ],
            );
        (introduced && (1500..2100).contains(&year)).then_some((i + 1, When::Year(year)))
    }

    /// `three days ago`
    fn ago(&self, i: usize, count: i32) -> Option<(usize, When)> {
        let unit = self.word(i + 1).to_ascii_lowercase();
        if !self.is(i + 2, &["ago", "earlier"]) || !(1..500).contains(&count) {
            return None;
        }
        let when = match unit.trim_end_matches('s') {
            "day" => When::Days(-count),
            "week" => When::Weeks(-count),
            "month" => When::Months(-count),
            "year" => When::Years(-count),
            "decade" => When::Years(-10 * count),
            _ => return None,
        };
        Some((i + 3, when))
    }

    fn weekday(&self, i: usize) -> Option<(usize, When)> {
        let day = weekday(self.word(i))?;
        let behind = if self.word(i + 1) == "," { i + 2 } else { i + 1 };
        if let Some(dated) =
            self.tokens.get(behind).and_then(|_| self.month(behind).or_else(|| self.day_month(behind)))
        {
            return Some(dated);
        }
        let which = if self.looks_ahead(i) { Which::Future } else { Which::Past };
        Some((i + 1, When::Weekday { day, which }))
    }

    fn day_month(&self, i: usize) -> Option<(usize, When)> {
        self.number(i).filter(|(_, when)| matches!(when, When::Day { .. }))
    }

    /// Whether the sentence speaks of what is to come: `will meet on Thursday`.
    fn looks_ahead(&self, i: usize) -> bool {
        if i > 0 && self.is(i - 1, &["next", "coming", "this"]) {
            return !self.is(i - 1, &["this"]) || self.future_verb(i);
        }
        self.future_verb(i)
    }

    fn future_verb(&self, i: usize) -> bool {
        for j in (i.saturating_sub(14)..i).rev() {
            if self.tokens[j].is_terminal() || self.tokens[j].kind == Kind::Mark {
                return false;
            }
            if self
                .is(j, &["will", "’ll", "'ll", "shall", "scheduled", "expected", "due", "plans", "upcoming"])
            {
                return true;
            }
            if self.is(j, &["said", "told", "announced", "added", "wrote", "was", "were", "had"]) {
                return false;
            }
        }
        false
    }

    fn month(&self, i: usize) -> Option<(usize, When)> {
        let month = month(self.word(i))?;
        let ambiguous = self.is(i, &["may", "march"]);
        if let Some(day) = self.day_at(i + 1) {
            let (end, year) = self.trailing_year(i + 2);
            return Some((end, When::Day { year, month, day }));
        }
        let (end, year) = self.trailing_year(i + 1);
        if year.is_some() {
            return Some((end, When::Month { year, month }));
        }
        let introduced = i > 0
            && self.is(
                i - 1,
                &["in", "since", "by", "until", "last", "next", "early", "late", "mid", "this", "of"],
            );
        (introduced || !ambiguous).then_some((i + 1, When::Month { year: None, month }))
    }

    fn relative(&self, i: usize) -> Option<(usize, When)> {
        let simple = match self.word(i).to_ascii_lowercase().as_str() {
            "today" | "tonight" => Some(0),
            "yesterday" => Some(-1),
            "tomorrow" => Some(1),
            _ => None,
        };
        if let Some(days) = simple {
            return Some((i + 1, When::Days(days)));
        }
        let by = match self.word(i).to_ascii_lowercase().as_str() {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            "a" | "an" | "one" => return self.ago(i, 1),
            word => return self.ago(i, number_word(word)?),
        };
        let when = match self.word(i + 1).to_ascii_lowercase().as_str() {
            "week" => When::Weeks(by),
            "month" => When::Months(by),
            "year" => When::Years(by),
            _ => {
                let day = weekday(self.word(i + 1))?;
                let which =
                    if by > 0 || by == 0 && self.future_verb(i) { Which::Future } else { Which::Past };
                When::Weekday { day, which }
            }
        };
        Some((i + 2, when))
    }
}

fn number_word(word: &str) -> Option<i32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.iter().position(|w| *w == word).map(|i| i as i32 + 1)
}

impl When {
    /// The value as ISO 8601 with the precision of the words, and its first day; `None` where the article's
    /// date would be needed and is not known, or where there is no such day.
    pub fn value(self, article: Option<Date>) -> Option<(String, Date)> {
        match self {
            When::Day { year, month, day } => {
                let date = Date::new(year.or_else(|| Some(near_year(article?, month)))?, month, day).ok()?;
                Some((date.to_string(), date))
            }
            When::Month { year, month } => {
                let date = Date::new(year.or_else(|| Some(near_year(article?, month)))?, month, 1).ok()?;
                Some((date.strftime("%Y-%m").to_string(), date))
            }
            When::Year(year) => Some((format!("{year:04}"), Date::new(year, 1, 1).ok()?)),
            When::Decade(year) => Some((format!("{:03}X", year / 10), Date::new(year, 1, 1).ok()?)),
            When::Weekday { day, which } => {
                let weekday = Weekday::from_monday_one_offset(day).ok()?;
                let article = article?;
                let date = match which {
                    Which::Past if article.weekday() == weekday => article,
                    Which::Past => article.nth_weekday(-1, weekday).ok()?,
                    Which::Future => article.nth_weekday(1, weekday).ok()?,
                };
                Some((date.to_string(), date))
            }
            When::Days(by) => from(article?, by.days(), "%Y-%m-%d"),
            When::Weeks(by) => from(article?, by.weeks(), "%G-W%V"),
            When::Months(by) => from(article?, by.months(), "%Y-%m"),
            When::Years(by) => from(article?, by.years(), "%Y"),
        }
    }
}

fn from(article: Date, by: Duration, format: &str) -> Option<(String, Date)> {
    let day = article.checked_add(by).ok()?;
    let first = match format {
        "%Y-%m" => day.first_of_month(),
        "%Y" => day.first_of_year(),
        "%G-W%V" => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?,
        _ => day,
    };
    Some((day.strftime(format).to_string(), first))
}

/// The year that puts a month nearest to the article's date: in January, "December" is last year's.
fn near_year(article: Date, month: i8) -> i16 {
    match month - article.month() {
        7.. => article.year() - 1,
        ..=-7 => article.year() + 1,
        _ => article.year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    fn read(text: &str) -> String {
        let article = Some(jiff::civil::date(2026, 11, 20));
        dates(text, &tokens(text))
            .iter()
            .map(|e| format!("{}={}", e.span.of(text), e.when.value(article).map_or("?".into(), |v| v.0)))
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn weekdays_look_back_unless_the_verb_looks_ahead() {
        // The article is of Friday, 20 November 2026.
        assert_eq!(read("She spoke on Thursday."), "Thursday=2026-11-19");
        assert_eq!(read("She spoke on Friday."), "Friday=2026-11-20");
        assert_eq!(read("They will meet on Monday."), "Monday=2026-11-23");
        assert_eq!(
            read("She spoke last Tuesday; next Tuesday they vote."),
            "last Tuesday=2026-11-17 | next Tuesday=2026-11-24"
        );
    }

    #[test]
    fn days_months_and_years() {
        assert_eq!(
            read("on Sept. 9, 2019, and 3 March 2020"),
            "Sept. 9, 2019=2019-09-09 | 3 March 2020=2020-03-03"
        );
        assert_eq!(
            read("Last month and in August, since 2015, in the 1990s"),
            "Last month=2026-10 | August=2026-08 | 2015=2015 | 1990s=199X"
        );
        assert_eq!(
            read("yesterday, two days ago and a year ago"),
            "yesterday=2026-11-19 | two days ago=2026-11-18 | a year ago=2025"
        );
        assert_eq!(read("Wednesday, Nov. 18, was cold"), "Wednesday, Nov. 18=2026-11-18");
    }

    #[test]
    fn words_that_only_look_like_dates() {
        assert_eq!(read("They may march. May said 1999 people came."), "");
        assert_eq!(read("30 February 2020"), "30 February 2020=?");
    }
}
