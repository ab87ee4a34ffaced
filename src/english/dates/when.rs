//! What an expression of time says, before it is known which day the article is of.

use crate::text::Span;

/// An expression of time in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Its bytes. "the" before it is left out: in "the 1990s" it is `1990s`.
    pub span: Span,
    /// What it says.
    pub when: When,
    /// Thursday NIGHT
    pub part: Option<Part>,
    /// Thursday AT 3 P.M.
    pub clock: Option<Clock>,
    /// EARLY 2019
    pub modifier: Option<Modifier>,
}

impl Expression {
    /// The same expression where its words stand now, as `place` has it.
    pub(super) fn placed(&self, place: impl Fn(Span) -> Span) -> Expression {
        let mut placed = self.clone();
        placed.span = place(placed.span);
        placed.when.place(&place);
        placed
    }
}

/// What an expression of time says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Something that comes again and again, and which time is meant: Thursday, 9 September 2019, last summer.
    Recurring {
        /// What comes again.
        what: Recurring,
        /// Which of the times.
        which: Which,
        /// The weekday that the words give beside a date.
        weekday: Option<SaidWeekday>,
    },
    /// 03/04/2019: two numbers of which either may be the month.
    Numeric {
        /// The year.
        year: i16,
        /// The first number.
        first: i8,
        /// The second number.
        second: i8,
    },
    /// 2015
    Year(i16),
    /// fiscal 2015
    FiscalYear(i16),
    /// The 1990s, by their first year.
    Decade(i16),
    /// The 19th century.
    Century(i16),
    /// So many days, weeks or years from a day: yesterday, last week, a month earlier.
    Offset {
        /// Of what there are `by`; the outcome is one of these.
        unit: Unit,
        /// How many, negative for the past.
        by: i32,
        /// From which day.
        base: Base,
    },
    /// June 3-7
    Range(Box<When>, Box<When>),
    /// The week, or the weekend, of that day.
    Around(Unit, Box<When>),
    /// A time of a day that is not said.
    Clock,
    /// How long: three years, in tenths of the unit; `None` for "several".
    Duration(Option<u32>, Unit),
    /// How often.
    Set(Set),
    /// now, recently, soon
    Vague(Vague),
}

impl When {
    /// Puts the words that it remembers where `place` has them.
    fn place(&mut self, place: &impl Fn(Span) -> Span) {
        match self {
            When::Recurring { weekday: Some(weekday), .. } => weekday.span = place(weekday.span),
            When::Range(from, to) => {
                from.place(place);
                to.place(place);
            }
            When::Around(_, day) => day.place(place),
            When::Recurring { weekday: None, .. }
            | When::Numeric { .. }
            | When::Year(_)
            | When::FiscalYear(_)
            | When::Decade(_)
            | When::Century(_)
            | When::Offset { .. }
            | When::Clock
            | When::Duration(..)
            | When::Set(_)
            | When::Vague(_) => {}
        }
    }

    /// The year that it says: 2015, 9 September 2015.
    pub fn year(&self) -> Option<i16> {
        match *self {
            When::Year(year) | When::Recurring { which: Which::In(year), .. } => Some(year),
            _ => None,
        }
    }
}

/// A weekday given beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidWeekday {
    /// 1 for Monday.
    pub day: i8,
    /// The word.
    pub span: Span,
}

/// What comes every week, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurring {
    /// 1 for Monday.
    Weekday(i8),
    /// Saturday and Sunday.
    Weekend,
    /// the 14th
    DayOfMonth(i8),
    /// 9 September
    Day {
        /// 1 for January.
        month: i8,
        /// The day of the month; it may be one that the month does not have.
        day: i8,
    },
    /// 1 for January.
    Month(i8),
    /// As in the northern hemisphere.
    Season(Season),
    /// 1 to 4
    Quarter(u8),
    /// 1 or 2
    Half(u8),
    /// An index into the table of holidays.
    Holiday(u8),
}

/// Which one of what comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// That of a year which is said.
    In(i16),
    /// That of a year counted from the article's: "of last year" is -1.
    OfYear(i8),
    /// The nearest to the article's day.
    Nearest,
    /// The last that has begun by the article's day: news looks back.
    Past,
    /// The first that is not over by the article's day.
    Future,
    /// The last that was over when the article was written.
    Last,
    /// The first to begin behind the article's day.
    Next,
    /// The one of the present year or week; looking back or ahead as the verb does.
    This(Tense),
    /// The one nearest to the day mentioned last: that Tuesday.
    That,
    /// The first behind the day mentioned last: the following Tuesday.
    Following,
}

/// Where the clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Back.
    Past,
    /// Ahead.
    Future,
    /// Its verb does not say.
    Unknown,
}

/// The day from which is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The article's.
    Article,
    /// The one mentioned last, or else the article's: "a year earlier".
    MentionOrArticle,
    /// The one mentioned last: "the next day".
    Mention,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 60 to a minute.
    Second,
    /// 60 to an hour.
    Minute,
    /// 24 to a day.
    Hour,
    /// From midnight to midnight.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// From Monday to Sunday, as ISO 8601 has it.
    Week,
    /// Of the calendar.
    Month,
    /// Three months of a year, from January.
    Quarter,
    /// From January to December.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
    /// A hundred years; the 21st is 2000 to 2099, as people use the word.
    Century,
}

impl Unit {
    /// The unit with this letter in `lists/time_words.txt`.
    pub(super) const fn from_mark(mark: char) -> Option<Unit> {
        Some(match mark {
            'S' => Unit::Second,
            'm' => Unit::Minute,
            'h' => Unit::Hour,
            'D' => Unit::Day,
            'K' => Unit::Weekend,
            'W' => Unit::Week,
            'M' => Unit::Month,
            'Q' => Unit::Quarter,
            'Y' => Unit::Year,
            'E' => Unit::Decade,
            'C' => Unit::Century,
            _ => return None,
        })
    }
}

/// Seasons of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February; it has the year in which it begins.
    Winter,
}

impl Season {
    pub(super) const ALL: [Season; 4] = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];
}

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// MO
    Morning,
    /// AF
    Afternoon,
    /// EV
    Evening,
    /// NI
    Night,
}

impl Part {
    pub(super) const ALL: [Part; 4] = [Part::Morning, Part::Afternoon, Part::Evening, Part::Night];
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24; 24 is the midnight that ends the day, as newspapers count.
    pub hour: i8,
    /// 0 to 59
    pub minute: i8,
    /// Where the clock hangs.
    pub zone: Option<Zone>,
}

/// The zone of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Ahead of Greenwich by so many minutes.
    Fixed(i16),
    /// American time, standard or daylight as the day has it, by the standard's hours ahead of Greenwich.
    American(i8),
    /// Wherever the news is.
    Local,
}

/// Which part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// early 2019, the beginning of 2019
    Start,
    /// mid-2019
    Mid,
    /// late 2019, the end of 2019
    End,
}

impl Modifier {
    /// As TIMEX3 has it.
    pub const fn word(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
        }
    }
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// every day, every two weeks
    Each(u16, Unit),
    /// every Tuesday, Mondays
    Recurring(Recurring),
    /// every morning
    Part(Part),
}

/// No day, but a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// now
    Present,
    /// recently
    Past,
    /// soon
    Future,
}
