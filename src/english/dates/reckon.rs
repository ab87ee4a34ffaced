//! From what expressions say to the days they mean: with the article's date, and the days mentioned before.

use super::named::holiday;
use super::when::{
    Base, Clock, Expression, Part, Recurring, SaidWeekday, Season, Set, Tense, Unit, Vague, When, Which, Zone,
};
use crate::text::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::fmt::Write;

/// What an expression means in its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// ISO 8601 with the precision of the words, or what TIMEX3 (TimeML 1.2.1) has where ISO has nothing; `None` where
    /// the article's date would be needed and is not known, or where there is no such day.
    pub value: Option<String>,
    /// Its first and its last day; `None` for what lies on no calendar.
    pub days: Option<(Date, Date)>,
    /// What it was counted from.
    pub source: Source,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// From which day an expression is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// None: the words say it all.
    #[default]
    Words,
    /// The article's date: yesterday, Thursday, last month.
    Article,
    /// The article's date, for the year alone: Sept. 9, in August.
    Year,
    /// The day that these words mention.
    Mention(Span),
}

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not that weekday.
    Weekday {
        /// The words that say the weekday.
        span: Span,
        /// What they say, 1 for Monday.
        said: i8,
        /// What it is.
        right: i8,
    },
    /// The month has no such day.
    NoSuchDay {
        /// 1 for January.
        month: i8,
        /// The day that the words say.
        day: i8,
        /// The last day that the month has, in the longest of its years if no year is said.
        last: i8,
    },
}

/// A stretch of the calendar.
#[derive(Clone, Debug)]
struct Stretch {
    value: String,
    days: (Date, Date),
    unit: Unit,
}

/// What comes of an expression before a time of the day is put to it.
enum Reading {
    /// A stretch of the calendar.
    Known(Stretch, Source, Option<Fault>),
    /// A value that lies on no calendar.
    Value(String),
    /// The article's date, or that of a mention, would be needed.
    Unknown(Unit, Source),
    /// There is no such day.
    Fault(Fault),
    /// A word that is counted from something that is not there: not a date after all.
    Nothing,
}

/// A day or more that is mentioned: its first and last day if they are known, where, and in which block.
#[derive(Clone, Copy, Debug)]
struct Mentioned {
    days: Option<(Date, Date)>,
    span: Span,
    block: usize,
}

/// Goes over the expressions of an article in the order of the text.
#[derive(Debug, Default)]
pub struct Reckoner {
    article: Option<Date>,
    /// What was mentioned last: a day; a month or less; anything.
    day: Option<Mentioned>,
    month: Option<Mentioned>,
    any: Option<Mentioned>,
    /// The years that the article has said so far, each once.
    years: Vec<i16>,
    block: usize,
}

impl Reckoner {
    /// For an article of this day.
    pub fn new(article: Option<Date>) -> Self {
        Reckoner { article, ..Reckoner::default() }
    }

    /// What the next expression means, which stands in this block at this place of the file; `None` if it means no time
    /// after all: "the next day" of no day.
    pub fn read(&mut self, block: usize, span: Span, expression: &Expression) -> Option<Reckoned> {
        self.block = block;
        if let When::Clock = expression.when {
            return Some(self.time_alone(expression.clock?));
        }
        let reckoned = match self.reading(&expression.when) {
            Reading::Known(stretch, source, fault) => {
                self.mention(stretch.unit, Some(stretch.days), span);
                let value = with_time(stretch.value, stretch.days.0, expression.part, expression.clock);
                Reckoned { value: Some(value), days: Some(stretch.days), source, fault }
            }
            Reading::Value(value) => {
                let value = with_part(value, expression.part);
                Reckoned { value: Some(value), days: None, source: Source::Words, fault: None }
            }
            Reading::Unknown(unit, source) => {
                self.mention(unit, None, span);
                Reckoned { value: None, days: None, source, fault: None }
            }
            Reading::Fault(fault) => {
                Reckoned { value: None, days: None, source: Source::Words, fault: Some(fault) }
            }
            Reading::Nothing => return None,
        };
        self.say_year(&expression.when);
        Some(reckoned)
    }

    /// Passes an expression of which it matters only which year it says.
    pub fn pass(&mut self, expression: &Expression) {
        if expression.when.year().is_some() && !matches!(self.reading(&expression.when), Reading::Nothing) {
            self.say_year(&expression.when);
        }
    }

    /// The years that were said so far, each once.
    pub fn years(&self) -> &[i16] {
        &self.years
    }

    fn say_year(&mut self, when: &When) {
        if let Some(year) = when.year().filter(|year| !self.years.contains(year)) {
            self.years.push(year);
        }
    }

    /// Notes a day that an annotation gives.
    pub fn annotated(&mut self, block: usize, span: Span, day: Date) {
        self.block = block;
        self.mention(Unit::Day, Some((day, day)), span);
    }

    fn mention(&mut self, unit: Unit, days: Option<(Date, Date)>, span: Span) {
        let mentioned = Some(Mentioned { days, span, block: self.block });
        if unit <= Unit::Day {
            self.day = mentioned;
        }
        if unit <= Unit::Month {
            self.month = mentioned;
        }
        self.any = mentioned;
    }

    /// The mention from which a unit can be counted: in this block or the one before.
    fn mentioned(&self, unit: Unit) -> Option<Mentioned> {
        let mentioned = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend | Unit::Week => self.day,
            Unit::Month => self.month,
            Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century => self.any,
        };
        mentioned.filter(|m| self.block - m.block.min(self.block) <= 1)
    }

    /// A time without its day: that of the day mentioned in the same paragraph, if there is one.
    fn time_alone(&self, clock: Clock) -> Reckoned {
        let mention = self.day.filter(|day| day.block == self.block);
        match mention.and_then(|m| Some((m.days?.0, m.span))) {
            Some((day, span)) => Reckoned {
                value: Some(with_time(day.to_string(), day, None, Some(clock))),
                days: Some((day, day)),
                source: Source::Mention(span),
                fault: None,
            },
            None => {
                Reckoned { value: Some(time(clock, None)), days: None, source: Source::Words, fault: None }
            }
        }
    }

    fn reading(&self, when: &When) -> Reading {
        let known = |stretch: Option<Stretch>, source| match stretch {
            Some(stretch) => Reading::Known(stretch, source, None),
            None => Reading::Nothing,
        };
        match *when {
            When::Recurring { what, which, weekday } => self.recurring(what, which, weekday),
            When::Numeric { year, .. } => Reading::Value(format!("{year:04}-XX-XX")),
            When::Year(year) => {
                known(Date::new(year, 1, 1).ok().and_then(|day| of_unit(Unit::Year, day)), Source::Words)
            }
            When::FiscalYear(year) => Reading::Value(format!("FY{year:04}")),
            When::Decade(year) => {
                known(Date::new(year, 1, 1).ok().and_then(|day| of_unit(Unit::Decade, day)), Source::Words)
            }
            When::Century(number) => {
                let first = Date::new((number - 1) * 100, 1, 1).ok();
                known(first.and_then(|day| of_unit(Unit::Century, day)), Source::Words)
            }
            When::Offset { unit, by, base } => self.offset(unit, by, base),
            When::Range(ref from, ref to) => self.range(from, to),
            When::Around(unit, ref day) => match self.reading(day) {
                Reading::Known(stretch, source, fault) => match of_unit(unit, stretch.days.0) {
                    Some(stretch) => Reading::Known(stretch, source, fault),
                    None => Reading::Nothing,
                },
                other => other,
            },
            When::Clock => Reading::Nothing,
            When::Duration(tenths, unit) => Reading::Value(length(tenths, unit)),
            When::Set(set) => set_value(set).map_or(Reading::Nothing, Reading::Value),
            When::Vague(vague) => Reading::Value(
                match vague {
                    Vague::Present => "PRESENT_REF",
                    Vague::Past => "PAST_REF",
                    Vague::Future => "FUTURE_REF",
                }
                .to_owned(),
            ),
        }
    }

    fn recurring(&self, what: Recurring, which: Which, weekday: Option<SaidWeekday>) -> Reading {
        let unit = unit_of(what);
        if let Some(fault) = no_such_day(what, which) {
            return Reading::Fault(fault);
        }
        let (days, source) = match which {
            Which::In(year) => (occurrence(what, year), Source::Words),
            Which::That | Which::Following => {
                let Some(mentioned) = self.any.filter(|m| self.block - m.block.min(self.block) <= 1) else {
                    return Reading::Nothing;
                };
                let source = Source::Mention(mentioned.span);
                let Some((first, last)) = mentioned.days else { return Reading::Unknown(unit, source) };
                let within = || choose(what, Which::Future, first).filter(|days| days.0 <= last);
                let days = match which {
                    Which::That => within().or_else(|| choose(what, Which::Nearest, first)),
                    _ => choose(what, Which::Next, last),
                };
                (days, source)
            }
            _ => {
                let source = match which {
                    Which::Past | Which::Future | Which::Nearest if is_yearly(what) => Source::Year,
                    _ => Source::Article,
                };
                let Some(article) = self.article else { return Reading::Unknown(unit, source) };
                let days = match which {
                    Which::OfYear(by) => occurrence(what, article.year() + i16::from(by)),
                    which => self.on_weekday(what, which, weekday, article),
                };
                (days, source)
            }
        };
        let Some(days) = days else { return Reading::Nothing };
        let right = days.0.weekday().to_monday_one_offset();
        let fault = weekday.filter(|said| said.day != right).map(|said| Fault::Weekday {
            span: said.span,
            said: said.day,
            right,
        });
        Reading::Known(Stretch { value: value_of(what, days.0), days, unit }, source, fault)
    }

    /// The time chosen of a date without its year. Where a weekday stands beside it that does not fit, the year may be
    /// another: the nearest, or one that the article has said.
    fn on_weekday(
        &self,
        what: Recurring,
        which: Which,
        weekday: Option<SaidWeekday>,
        article: Date,
    ) -> Option<(Date, Date)> {
        /// Further off, a year that is left out would not be understood.
        const FAR: i32 = 330;
        let chosen = choose(what, which, article);
        let Some(said) = weekday else { return chosen };
        let fits = |days: &(Date, Date)| days.0.weekday().to_monday_one_offset() == said.day;
        if chosen.as_ref().is_some_and(fits) {
            return chosen;
        }
        let nearest = choose(what, Which::Nearest, article);
        let others = [nearest, choose(what, Which::Past, article), choose(what, Which::Future, article)];
        let near = others.into_iter().flatten().filter(|days| distance(article, *days) <= FAR).find(fits);
        let said_year = || self.years.iter().filter_map(|year| occurrence(what, *year)).find(fits);
        near.or_else(said_year).or(nearest)
    }

    fn offset(&self, unit: Unit, by: i32, base: Base) -> Reading {
        let mentioned = match base {
            Base::Article => None,
            Base::Mention | Base::MentionOrArticle => self.mentioned(unit),
        };
        let (from, source) = match (mentioned, base) {
            (Some(mentioned), _) => (mentioned.days.map(|days| days.0), Source::Mention(mentioned.span)),
            (None, Base::Mention) => return Reading::Nothing,
            (None, _) => (self.article, Source::Article),
        };
        let Some(from) = from else { return Reading::Unknown(unit, source) };
        let moved = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return Reading::Nothing,
            Unit::Day => from.checked_add(by.days()),
            Unit::Weekend | Unit::Week => from.checked_add(by.weeks()),
            Unit::Month => from.checked_add(by.months()),
            Unit::Quarter => from.first_of_month().checked_add((by * 3).months()),
            Unit::Year => from.checked_add(by.years()),
            Unit::Decade => from.checked_add((by * 10).years()),
            Unit::Century => from.checked_add((by * 100).years()),
        };
        match moved.ok().and_then(|day| of_unit(unit, day)) {
            Some(stretch) => Reading::Known(stretch, source, None),
            None => Reading::Nothing,
        }
    }

    fn range(&self, from: &When, to: &When) -> Reading {
        let first = self.reading(from);
        match (first, self.reading(to)) {
            (Reading::Known(first, source, _), Reading::Known(last, ..)) => {
                // "Dec. 30-Jan. 2, 2016" begins in 2015.
                let first = match (from, first.days.0 > last.days.0) {
                    (&When::Recurring { what, .. }, true) => {
                        let days = occurrence(what, last.days.0.year() - 1);
                        days.map_or(first, |days| Stretch {
                            value: value_of(what, days.0),
                            days,
                            unit: Unit::Day,
                        })
                    }
                    _ => first,
                };
                let days = (first.days.0, last.days.1);
                Reading::Known(
                    Stretch { value: format!("{}/{}", first.value, last.value), days, unit: last.unit },
                    source,
                    None,
                )
            }
            (fault @ Reading::Fault(_), _) | (_, fault @ Reading::Fault(_)) => fault,
            (first, _) => first,
        }
    }
}

/// The day, week, month … that holds a day.
fn of_unit(unit: Unit, day: Date) -> Option<Stretch> {
    let monday = || day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok();
    let months =
        |first: Date, count: i32| Some((first, first.checked_add(count.months()).ok()?.yesterday().ok()?));
    let year = day.year();
    let years = |first: i16, count: i16| {
        Some((Date::new(first, 1, 1).ok()?, Date::new(first + count - 1, 12, 31).ok()?))
    };
    let (days, value) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => ((day, day), day.to_string()),
        Unit::Week => {
            let monday = monday()?;
            ((monday, monday.checked_add(6.days()).ok()?), day.strftime("%G-W%V").to_string())
        }
        Unit::Weekend => {
            let saturday = monday()?.checked_add(5.days()).ok()?;
            ((saturday, saturday.tomorrow().ok()?), day.strftime("%G-W%V-WE").to_string())
        }
        Unit::Month => (months(day.first_of_month(), 1)?, day.strftime("%Y-%m").to_string()),
        Unit::Quarter => {
            let quarter = (day.month() - 1) / 3;
            (months(Date::new(year, quarter * 3 + 1, 1).ok()?, 3)?, format!("{year:04}-Q{}", quarter + 1))
        }
        Unit::Year => (years(year, 1)?, format!("{year:04}")),
        Unit::Decade => (years(year - year % 10, 10)?, format!("{:03}", year / 10)),
        Unit::Century => (years(year - year % 100, 100)?, format!("{:02}", year / 100)),
    };
    Some(Stretch { value, days, unit })
}

/// Whether it comes once a year.
const fn is_yearly(what: Recurring) -> bool {
    !matches!(what, Recurring::Weekday(_) | Recurring::Weekend | Recurring::DayOfMonth(_))
}

const fn unit_of(what: Recurring) -> Unit {
    match what {
        Recurring::Weekday(_) | Recurring::DayOfMonth(_) | Recurring::Day { .. } | Recurring::Holiday(_) => {
            Unit::Day
        }
        Recurring::Weekend => Unit::Weekend,
        Recurring::Month(_) => Unit::Month,
        Recurring::Season(_) | Recurring::Quarter(_) | Recurring::Half(_) => Unit::Quarter,
    }
}

/// The value of what begins on a day.
fn value_of(what: Recurring, first: Date) -> String {
    let year = first.year();
    match what {
        Recurring::Weekend => first.strftime("%G-W%V-WE").to_string(),
        Recurring::Month(_) => first.strftime("%Y-%m").to_string(),
        Recurring::Season(season) => format!("{year:04}-{}", season_mark(season)),
        Recurring::Quarter(number) => format!("{year:04}-Q{number}"),
        Recurring::Half(number) => format!("{year:04}-H{number}"),
        Recurring::Weekday(_) | Recurring::DayOfMonth(_) | Recurring::Day { .. } | Recurring::Holiday(_) => {
            first.to_string()
        }
    }
}

const fn season_mark(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The first and last day of what comes once a year, in a year.
fn occurrence(what: Recurring, year: i16) -> Option<(Date, Date)> {
    let months = |month: i8, count: i32| {
        let first = Date::new(year, month, 1).ok()?;
        Some((first, first.checked_add(count.months()).ok()?.yesterday().ok()?))
    };
    match what {
        Recurring::Day { month, day } => Date::new(year, month, day).ok().map(|day| (day, day)),
        Recurring::Month(month) => months(month, 1),
        Recurring::Season(Season::Spring) => months(3, 3),
        Recurring::Season(Season::Summer) => months(6, 3),
        Recurring::Season(Season::Autumn) => months(9, 3),
        Recurring::Season(Season::Winter) => months(12, 3),
        Recurring::Quarter(number) => months(i8::try_from(number).ok()? * 3 - 2, 3),
        Recurring::Half(number) => months(i8::try_from(number).ok()? * 6 - 5, 6),
        Recurring::Holiday(index) => holiday(index, year).map(|day| (day, day)),
        Recurring::Weekday(_) | Recurring::Weekend | Recurring::DayOfMonth(_) => None,
    }
}

/// The times around a day that something comes, in order.
fn occurrences(what: Recurring, around: Date) -> Vec<(Date, Date)> {
    let weekly = |weekday: i8, length: i64| {
        let Ok(weekday) = Weekday::from_monday_one_offset(weekday) else { return vec![] };
        let last =
            if around.weekday() == weekday { Some(around) } else { around.nth_weekday(-1, weekday).ok() };
        let first = last.and_then(|day| day.checked_sub(1.week()).ok());
        let days = (0..4).filter_map(|week| first?.checked_add(week.weeks()).ok());
        days.filter_map(|day| Some((day, day.checked_add((length - 1).days()).ok()?))).collect()
    };
    match what {
        Recurring::Weekday(day) => weekly(day, 1),
        Recurring::Weekend => weekly(6, 2),
        Recurring::DayOfMonth(day) => {
            let month = |by: i32| around.first_of_month().checked_add(by.months()).ok();
            let days = (-2..=2).filter_map(month).filter_map(|m| Date::new(m.year(), m.month(), day).ok());
            days.map(|day| (day, day)).collect()
        }
        // Four years, since a day may be 29 February.
        _ => (-4..=4).filter_map(|by| occurrence(what, around.year() + by)).collect(),
    }
}

/// How many days lie between a day and a stretch, 0 inside.
fn distance(day: Date, (first, last): (Date, Date)) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if day < first {
        days(day, first)
    } else if day > last {
        days(last, day)
    } else {
        0
    }
}

/// Which of the times is meant, seen from a day.
fn choose(what: Recurring, which: Which, from: Date) -> Option<(Date, Date)> {
    let times = occurrences(what, from);
    let past = || times.iter().rev().find(|(first, _)| *first <= from).copied();
    let future = || times.iter().find(|(_, last)| *last >= from).copied();
    // News looks back: of two about as far, the one behind.
    let farness = |days: &&(Date, Date)| distance(from, **days) * if days.0 <= from { 3 } else { 4 };
    let nearest = || times.iter().min_by_key(farness).copied();
    // Whoever leaves the year out does not mean a day that is nearly a year off: in January, "Feb. 1" is the coming one,
    // whatever the verb says. But a day that comes once in four years cannot but be far.
    let far = match what {
        Recurring::Day { .. } => 183,
        _ => 270,
    };
    let likely = |days: &(Date, Date)| {
        days.0.year() == from.year() || distance(from, *days) <= far || distance(from, *days) > 366
    };
    match which {
        Which::Past => past().filter(likely).or_else(nearest),
        Which::Future => future().filter(likely).or_else(nearest),
        Which::Last => {
            // What ended just now is not called "last" but by its name: in September, "August" and "last August" are two.
            let gap = match what {
                Recurring::Month(_) => 27,
                Recurring::Season(_) => 60,
                _ => 0,
            };
            times.iter().rev().find(|days| days.1 < from && distance(from, **days) > gap).copied()
        }
        Which::Next => times.iter().find(|(first, _)| *first > from).copied(),
        Which::This(tense) => match what {
            Recurring::Weekday(_) | Recurring::DayOfMonth(_) => {
                if tense == Tense::Past {
                    past()
                } else {
                    future()
                }
            }
            Recurring::Weekend => {
                let over = tense == Tense::Past && from.weekday().to_monday_one_offset() <= 3;
                if over { past() } else { future() }
            }
            Recurring::Season(Season::Winter) => nearest(),
            _ => times.iter().find(|(first, _)| first.year() == from.year()).copied(),
        },
        Which::Nearest | Which::That | Which::Following => nearest(),
        Which::In(year) => occurrence(what, year),
        Which::OfYear(by) => occurrence(what, from.year() + i16::from(by)),
    }
}

/// 30 February, and 29 February of a year that has none.
fn no_such_day(what: Recurring, which: Which) -> Option<Fault> {
    let Recurring::Day { month, day } = what else { return None };
    // A year that has all days that some year has.
    const LEAP: i16 = 2000;
    let year = if let Which::In(year) = which { year } else { LEAP };
    let last = Date::new(year, month, 1).ok()?.days_in_month();
    (day > last).then_some(Fault::NoSuchDay { month, day, last })
}

/// P3Y, PT30M, PXD
fn length(tenths: Option<u32>, unit: Unit) -> String {
    let number = |by: u32| match tenths {
        None => "X".to_owned(),
        Some(tenths) if (tenths * by).is_multiple_of(10) => (tenths * by / 10).to_string(),
        Some(tenths) => format!("{}.{}", tenths * by / 10, tenths * by % 10),
    };
    match (unit, tenths) {
        (Unit::Second, _) => format!("PT{}S", number(1)),
        (Unit::Minute, _) => format!("PT{}M", number(1)),
        // Half an hour is 30 minutes.
        (Unit::Hour, Some(5)) => "PT30M".to_owned(),
        (Unit::Hour, _) => format!("PT{}H", number(1)),
        (Unit::Day, _) => format!("P{}D", number(1)),
        (Unit::Weekend, _) => format!("P{}WE", number(1)),
        (Unit::Week, _) => format!("P{}W", number(1)),
        (Unit::Month, _) => format!("P{}M", number(1)),
        (Unit::Quarter, _) => format!("P{}Q", number(1)),
        (Unit::Year, _) => format!("P{}Y", number(1)),
        (Unit::Decade, None) => "PXDE".to_owned(),
        (Unit::Decade, _) => format!("P{}Y", number(10)),
        (Unit::Century, None) => "PXCE".to_owned(),
        (Unit::Century, _) => format!("P{}Y", number(100)),
    }
}

fn set_value(set: Set) -> Option<String> {
    Some(match set {
        Set::Each(count, unit) => length(Some(u32::from(count) * 10), unit),
        Set::Part(part) => format!("XXXX-XX-XXT{}", part_mark(part)),
        Set::Recurring(Recurring::Weekday(day)) => format!("XXXX-WXX-{day}"),
        Set::Recurring(Recurring::Weekend) => "XXXX-WXX-WE".to_owned(),
        Set::Recurring(Recurring::Month(month)) => format!("XXXX-{month:02}"),
        Set::Recurring(Recurring::Season(season)) => format!("XXXX-{}", season_mark(season)),
        Set::Recurring(_) => return None,
    })
}

const fn part_mark(part: Part) -> &'static str {
    match part {
        Part::Morning => "MO",
        Part::Afternoon => "AF",
        Part::Evening => "EV",
        Part::Night => "NI",
    }
}

fn with_part(value: String, part: Option<Part>) -> String {
    match part {
        Some(part) => value + "T" + part_mark(part),
        None => value,
    }
}

/// A day's value with the time of the day.
fn with_time(value: String, day: Date, part: Option<Part>, clock: Option<Clock>) -> String {
    match clock {
        Some(clock) => value + &time(clock, Some(day)),
        None => with_part(value, part),
    }
}

/// `T15:00`, `T15:00Z`, `T15:00-05:00`
fn time(clock: Clock, day: Option<Date>) -> String {
    let mut text = format!("T{:02}:{:02}", clock.hour, clock.minute);
    let minutes = match clock.zone {
        Some(Zone::Fixed(minutes)) => Some(minutes),
        Some(Zone::American(hours)) => {
            day.and_then(is_american_summer).map(|summer| (i16::from(hours) + i16::from(summer)) * 60)
        }
        Some(Zone::Local) | None => None,
    };
    match minutes {
        None => {}
        Some(0) => text.push('Z'),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            let _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        }
    }
    text
}

/// Whether daylight saving time holds in the United States: from the second Sunday of March to the first of November,
/// by the Energy Policy Act of 2005, in force since 2007; earlier rules differ, and for them there is no answer.
fn is_american_summer(day: Date) -> Option<bool> {
    let year = day.year();
    let sunday = |month, nth| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, Weekday::Sunday).ok();
    (year >= 2007).then_some(())?;
    Some(sunday(3, 2)? <= day && day < sunday(11, 1)?)
}
