//! Times of the day, and parts of it, with the day they belong to.

use super::reader::{Found, Reader};
use super::when::{Clock, Part, When, Zone};
use super::words::Word;
use crate::english::token::Kind;

impl Reader<'_> {
    /// A time of the day at `i`, and one past it: `3 p.m. EST`, `0400 GMT`, `15:30`, `noon`.
    pub(super) fn clock(&self, i: usize) -> Option<(Clock, usize)> {
        if let Word::Noon(hour) = self.word(i) {
            let name = self.capital(i) && !self.leads(i) || self.follows(i, &["high"]);
            return (!name).then_some((Clock { hour, minute: 0, zone: None }, i + 1));
        }
        if self.kind(i)? != Kind::Number || i > 0 && self.kind(i - 1) == Some(Kind::Symbol) {
            return None;
        }
        let text = self.text(i);
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (hour, minute) = hour_and_minute(digits)?;
        let glued = afternoon(&text[digits.len()..]);
        let (behind, end) = match glued {
            Some(_) => (glued, i + 1),
            None if text.len() > digits.len() => return None,
            None => match afternoon(self.text(i + 1)) {
                Some(behind) => (Some(behind), i + 2),
                None => (None, i + 1),
            },
        };
        if let Some(behind) = behind {
            let hour = match (hour, behind) {
                (12, false) => 0,
                (1..=11, true) => hour + 12,
                (1..=12, _) => hour,
                // 15:30 p.m.
                _ => return None,
            };
            let (zone, end) = self.zone(end);
            return Some((Clock { hour, minute, zone }, end));
        }
        if self.is(end, &["o'clock", "o’clock"]) && digits.len() <= 2 {
            return Some((Clock { hour, minute, zone: None }, end + 1));
        }
        let (zone, zoned) = self.zone(end);
        let clear = zone.is_some() || self.is(end, &["hours", "hrs"]);
        let colon = digits.contains(':') && digits.len() >= 4;
        let at =
            self.follows(i, &["at", "by", "until", "from", "around", "about", "before", "after", "since"]);
        let four = digits.len() == 4 && !digits.contains(['.', ':']);
        if clear && (four || colon) || colon && at {
            let end = if zone.is_some() { zoned } else { end + usize::from(clear) };
            return Some((Clock { hour, minute, zone }, end));
        }
        None
    }

    /// The zone of a clock at `i`, and one past it.
    fn zone(&self, i: usize) -> (Option<Zone>, usize) {
        let fixed = |minutes| Some(Zone::Fixed(minutes));
        let zone = match self.text(i).trim_end_matches('.') {
            "GMT" | "UTC" | "Z" => fixed(0),
            "BST" | "CET" => fixed(60),
            "CEST" | "EET" => fixed(120),
            "EEST" | "MSK" => fixed(180),
            "JST" | "KST" => fixed(540),
            "AEST" => fixed(600),
            "AEDT" => fixed(660),
            "EDT" => fixed(-240),
            "EST" | "CDT" => fixed(-300),
            "CST" | "MDT" => fixed(-360),
            "MST" | "PDT" => fixed(-420),
            "PST" => fixed(-480),
            "ET" | "Eastern" => Some(Zone::American(-5)),
            "CT" | "Central" => Some(Zone::American(-6)),
            "MT" | "Mountain" => Some(Zone::American(-7)),
            "PT" | "Pacific" => Some(Zone::American(-8)),
            "local" if self.is(i + 1, &["time"]) => Some(Zone::Local),
            _ => None,
        };
        // Eastern Standard Time, EST time
        let mut end = i + usize::from(zone.is_some());
        while end > i && self.is(end, &["time", "standard", "daylight"]) {
            end += 1;
        }
        (zone, end)
    }

    /// A clock with the day behind it: `3 p.m. on Tuesday`, `noon Tuesday`; else the clock alone.
    pub(super) fn clock_and_day(&self, i: usize, (clock, end): (Clock, usize)) -> Found {
        let mut next = self.past_comma(end);
        next += usize::from(self.is(next, &["on"]));
        next += usize::from(self.is(next, &["the"]));
        let day = self.token(next).and_then(|_| self.plain(next));
        match day.filter(|day| day.is_day() && day.start == next) {
            Some(day) => Found { start: i, clock: Some(in_part(clock, day.part)), part: None, ..day },
            None => Found { clock: Some(clock), ..Found::new(i, end, When::Clock) },
        }
    }

    /// A day with the clock behind it: `Tuesday at 3 p.m.`; else the day alone.
    pub(super) fn day_and_clock(&self, day: Found) -> Found {
        let mut next = self.past_comma(day.end);
        let at = self.is(next, &["at"]);
        next += usize::from(at);
        next += usize::from(self.is(next, &["about", "around", "exactly", "precisely"]));
        match self.token(next).and_then(|_| self.clock(next)) {
            Some((clock, end)) => Found { end, clock: Some(in_part(clock, day.part)), part: None, ..day },
            None => day,
        }
    }

    /// The part of the day at `i`, and one past it: Thursday NIGHT.
    pub(super) fn part_behind(&self, i: usize) -> (Option<Part>, usize) {
        match self.word(i) {
            Word::Part(part) if self.lower(i) && !self.text(i).ends_with('s') => (Some(part), i + 1),
            _ => (None, i),
        }
    }

    /// `the morning of Sept. 9`
    pub(super) fn part_of(&self, i: usize) -> Option<Found> {
        let Word::Part(part) = self.word(i) else { return None };
        if !self.is(i + 1, &["of"]) {
            return None;
        }
        let next = i + 2 + usize::from(self.is(i + 2, &["the"]));
        self.token(next)?;
        let day = self.plain(next)?;
        (day.is_day() && day.start == next && day.part.is_none()).then_some(Found {
            start: i,
            part: Some(part),
            ..day
        })
    }
}

/// `10`, `10:30`, `10.30`, `0400`
fn hour_and_minute(digits: &str) -> Option<(i8, i8)> {
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.') {
        return None;
    }
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute.parse().ok()?),
        Some(_) => return None,
        None if digits.len() == 4 => (&digits[..2], digits[2..].parse().ok()?),
        None => (digits, 0),
    };
    let hour: i8 = (1..=2).contains(&hour.len()).then(|| hour.parse().ok()).flatten()?;
    ((0..=24).contains(&hour) && (0..=59).contains(&minute)).then_some((hour, minute))
}

/// Whether letters behind a number say the second half of the day: "p.m."; `None` for other letters.
fn afternoon(letters: &str) -> Option<bool> {
    match letters.to_ascii_lowercase().as_str() {
        "a.m." | "am" | "a.m" => Some(false),
        "p.m." | "pm" | "p.m" => Some(true),
        _ => None,
    }
}

/// "7 o'clock" on Tuesday evening is 19:00; what says its half of the day by itself is left as it is.
fn in_part(clock: Clock, part: Option<Part>) -> Clock {
    match part {
        Some(Part::Afternoon | Part::Evening | Part::Night) if (1..=11).contains(&clock.hour) => {
            Clock { hour: clock.hour + 12, ..clock }
        }
        _ => clock,
    }
}
