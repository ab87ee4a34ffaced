//! How a card or a hint tells which day, month or stretch of time words mean.

use super::card::Line;
use super::words::one_line;
use crate::analysis::{Analysis, Dated, TimeKind};
use crate::english::calendar::{month_name, weekday_name};
use crate::english::dates::{Fault, Modifier, Source};
use jiff::civil::Date;

/// What an expression of time means, as one would write it: "Thursday 14 September 2023", "early September 2023", "the
/// fourth quarter of 2018", "3 years". `None` where the article's date would be needed, where there is no such day, and
/// for "now" and its like, of which there is nothing to tell.
pub fn spelt_out(date: &Dated) -> Option<String> {
    let value = date.value.as_deref()?;
    if value.ends_with("_REF") {
        return None;
    }
    let plain = match date.kind {
        TimeKind::Duration => length(value)?,
        TimeKind::Set => set(value)?,
        TimeKind::Date | TimeKind::Time => stretch(value)?,
    };
    Some(match date.modifier {
        None => plain,
        Some(Modifier::Start) => format!("early {}", without_article(&plain)),
        Some(Modifier::Mid) => format!("mid-{}", without_article(&plain)),
        Some(Modifier::End) => format!("late {}", without_article(&plain)),
    })
}

/// From which day an expression was counted: "counted from the article’s date, Friday 15 September 2023"; `None` where
/// the words say it all.
pub(super) fn counted_from(analysis: &Analysis, date: &Dated) -> Option<Line> {
    date.value.as_ref()?;
    let line = Line::default();
    match date.source {
        Source::Words => None,
        Source::Article => {
            Some(line.text(format!("counted from the article’s date, {}", long_date(analysis.date()?))))
        }
        Source::Year => {
            Some(line.text(format!("the year by the article’s date, {}", long_date(analysis.date()?))))
        }
        Source::Mention(span) => {
            Some(line.text("counted from “").words(&one_line(&analysis.words(span))).text("”"))
        }
    }
}

/// What is wrong with a date: "a Monday, not a Tuesday", "April has 30 days".
pub fn fault(fault: Fault) -> String {
    match fault {
        Fault::Weekday { said, right, .. } => {
            format!("a {}, not a {}", weekday_name(right), weekday_name(said))
        }
        Fault::NoSuchDay { month, last, .. } => format!("{} has {last} days", month_name(month)),
    }
}

/// "Thursday 14 September 2023".
pub(super) fn long_date(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").unwrap_or(words)
}

/// A value that lies on the calendar.
fn stretch(value: &str) -> Option<String> {
    if let Some((from, to)) = value.split_once('/') {
        return Some(format!("{} to {}", stretch(from)?, stretch(to)?));
    }
    // A fiscal year has letters where others have none.
    if let Some(year) = value.strip_prefix("FY") {
        return Some(format!("fiscal {year}"));
    }
    if let Some((day, time)) = value.split_once('T') {
        let time = time_of_day(time)?;
        return Some(if day.is_empty() { time } else { format!("{}, {time}", stretch(day)?) });
    }
    if let Ok(day) = value.parse::<Date>() {
        return Some(long_date(day));
    }
    if let Some(year) = value.strip_suffix("-XX-XX") {
        return Some(format!("a day of {year}; which number is the month is open"));
    }
    match value.split_once('-') {
        None => year_or_more(value),
        Some((year, rest)) => part_of_year(year, rest),
    }
}

fn year_or_more(value: &str) -> Option<String> {
    let number: i16 = value.parse().ok()?;
    Some(match value.len() {
        2 => format!("the {}{} century", number + 1, ordinal_ending(number + 1)),
        3 => format!("the {value}0s"),
        _ => value.to_owned(),
    })
}

fn ordinal_ending(number: i16) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// A month, a season, a quarter, a half, a week or a weekend.
fn part_of_year(year: &str, rest: &str) -> Option<String> {
    let number: i16 = year.parse().ok()?;
    Some(match rest {
        "SP" => format!("spring {year}"),
        "SU" => format!("summer {year}"),
        "FA" => format!("autumn {year}"),
        "WI" => format!("winter {year}–{:02}", (number + 1) % 100),
        "Q1" => format!("the first quarter of {year}"),
        "Q2" => format!("the second quarter of {year}"),
        "Q3" => format!("the third quarter of {year}"),
        "Q4" => format!("the fourth quarter of {year}"),
        "H1" => format!("the first half of {year}"),
        "H2" => format!("the second half of {year}"),
        _ if rest.starts_with('W') => return week(number, rest),
        _ => Date::new(number, rest.parse().ok()?, 1).ok()?.strftime("%B %Y").to_string(),
    })
}

/// `W36`, `W36-WE`
fn week(year: i16, rest: &str) -> Option<String> {
    let number: i8 = rest.get(1..3)?.parse().ok()?;
    let day = |weekday| Some(jiff::civil::ISOWeekDate::new(year, number, weekday).ok()?.date());
    let (words, first, last) = match rest.ends_with("-WE") {
        true => ("the weekend of", day(jiff::civil::Weekday::Saturday)?, day(jiff::civil::Weekday::Sunday)?),
        false => ("the week of", day(jiff::civil::Weekday::Monday)?, day(jiff::civil::Weekday::Sunday)?),
    };
    Some(format!("{words} {}", from_to(first, last)))
}

/// "4 to 10 September 2023", "28 August to 3 September 2023".
pub(super) fn from_to(first: Date, last: Date) -> String {
    let format = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        (false, _) => "%-d %B %Y",
    };
    format!("{} to {}", first.strftime(format), last.strftime("%-d %B %Y"))
}

/// `NI`, `15:00-05:00`
fn time_of_day(time: &str) -> Option<String> {
    Some(match time {
        "MO" => "morning".to_owned(),
        "AF" => "afternoon".to_owned(),
        "EV" => "evening".to_owned(),
        "NI" => "night".to_owned(),
        _ => {
            let (clock, zone) = time.split_at_checked(5)?;
            match zone {
                "" => clock.to_owned(),
                "Z" => format!("{clock} GMT"),
                zone => format!("{clock} (GMT{})", zone.replace('-', "−")),
            }
        }
    })
}

/// `P3Y`, `PT30M`, `PXDE`
fn length(value: &str) -> Option<String> {
    let (time, rest) = match value.strip_prefix("PT") {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('P')?),
    };
    let letters = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'X')?;
    let (number, unit) = rest.split_at(letters);
    let unit = match (unit, time) {
        ("S", true) => "second",
        ("M", true) => "minute",
        ("H", true) => "hour",
        ("D", false) => "day",
        ("WE", false) => "weekend",
        ("W", false) => "week",
        ("M", false) => "month",
        ("Q", false) => "quarter",
        ("Y", false) => "year",
        ("DE", false) => "decade",
        ("CE", false) => return Some("centuries".to_owned()),
        _ => return None,
    };
    Some(match number {
        "X" => format!("some {unit}s"),
        "1" => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    })
}

/// `XXXX-WXX-2`, `P2W`
fn set(value: &str) -> Option<String> {
    if value.starts_with('P') {
        let length = length(value)?;
        return Some(format!("every {}", length.strip_prefix("1 ").unwrap_or(&length)));
    }
    let (day, part) = value.split_once('T').map_or((value, None), |(day, part)| (day, Some(part)));
    let part = match part {
        Some(part) => format!(" {}", time_of_day(part)?),
        None => String::new(),
    };
    let rest = day.strip_prefix("XXXX-")?;
    let what = match rest {
        "XX-XX" => return Some(format!("every{part}")),
        "WXX-WE" => "weekend".to_owned(),
        "SP" => "spring".to_owned(),
        "SU" => "summer".to_owned(),
        "FA" => "autumn".to_owned(),
        "WI" => "winter".to_owned(),
        _ => match rest.strip_prefix("WXX-") {
            Some(day) => weekday_name(day.parse().ok()?).to_owned(),
            None => month_name(rest.parse().ok()?).to_owned(),
        },
    };
    Some(format!("every {what}{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::TimeValue;

    fn spelt(value: &str, kind: TimeKind, modifier: Option<Modifier>) -> String {
        let date = Dated { value: TimeValue::from(value).ok(), kind, modifier, ..Dated::default() };
        spelt_out(&date).unwrap_or_else(|| "nothing".to_owned())
    }

    #[test]
    fn stretches_of_the_calendar() {
        let said = |value| spelt(value, TimeKind::Date, None);
        assert_eq!(said("2019-09-09"), "Monday 9 September 2019");
        assert_eq!(said("2019-09"), "September 2019");
        assert_eq!(said("2019"), "2019");
        assert_eq!(said("199"), "the 1990s");
        assert_eq!(said("18"), "the 19th century");
        assert_eq!(said("20"), "the 21st century");
        assert_eq!(said("2019-W36"), "the week of 2 to 8 September 2019");
        assert_eq!(said("2019-W01"), "the week of 31 December 2018 to 6 January 2019");
        assert_eq!(said("2019-W36-WE"), "the weekend of 7 to 8 September 2019");
        assert_eq!(said("2015-SU"), "summer 2015");
        assert_eq!(said("1999-WI"), "winter 1999–00");
        assert_eq!(said("2018-Q4"), "the fourth quarter of 2018");
        assert_eq!(said("2019-H1"), "the first half of 2019");
        assert_eq!(said("FY2017"), "fiscal 2017");
        assert_eq!(said("2019-06-03/2019-06-07"), "Monday 3 June 2019 to Friday 7 June 2019");
        assert_eq!(said("2012/2015"), "2012 to 2015");
        assert_eq!(said("2019-XX-XX"), "a day of 2019; which number is the month is open");
        assert_eq!(said("PAST_REF"), "nothing");
    }

    #[test]
    fn parts_of_them() {
        assert_eq!(spelt("2019-09", TimeKind::Date, Some(Modifier::Start)), "early September 2019");
        assert_eq!(spelt("199", TimeKind::Date, Some(Modifier::End)), "late 1990s");
        assert_eq!(spelt("2019-06", TimeKind::Date, Some(Modifier::Mid)), "mid-June 2019");
    }

    #[test]
    fn times_lengths_and_sets() {
        let time = |value| spelt(value, TimeKind::Time, None);
        assert_eq!(time("2019-09-09TNI"), "Monday 9 September 2019, night");
        assert_eq!(time("2019-09-09T15:00"), "Monday 9 September 2019, 15:00");
        assert_eq!(time("T15:00-05:00"), "15:00 (GMT−05:00)");
        assert_eq!(time("T04:00Z"), "04:00 GMT");
        let length = |value| spelt(value, TimeKind::Duration, None);
        assert_eq!(length("P3Y"), "3 years");
        assert_eq!(length("P1W"), "1 week");
        assert_eq!(length("P2.5Y"), "2.5 years");
        assert_eq!(length("PXDE"), "some decades");
        assert_eq!(length("PT30M"), "30 minutes");
        let set = |value| spelt(value, TimeKind::Set, None);
        assert_eq!(set("XXXX-WXX-2"), "every Tuesday");
        assert_eq!(set("XXXX-WXX-1TNI"), "every Monday night");
        assert_eq!(set("XXXX-XX-XXTMO"), "every morning");
        assert_eq!(set("P1Y"), "every year");
        assert_eq!(set("P2W"), "every 2 weeks");
        assert_eq!(set("XXXX-10"), "every October");
    }
}
