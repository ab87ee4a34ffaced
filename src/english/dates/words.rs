//! What each word says about time, from `lists/time_words.txt`.

use super::when::{Part, Season, Unit};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing.
    Other,
    /// Thursday, 1 for Monday.
    Weekday(i8),
    /// Thursdays
    Weekdays(i8),
    /// Thu
    ShortWeekday(i8),
    /// August, 1 for January.
    Month(i8),
    /// Aug
    ShortMonth(i8),
    /// week
    Unit(Unit),
    /// weeks
    Units(Unit),
    /// seven
    Count(u16),
    /// a, one: counts only where the words around it say so
    One,
    /// several
    Few,
    /// a COUPLE of
    Couple,
    /// half
    Half,
    /// seventh
    Ordinal(u8),
    /// the SEVENTIES, by their first year
    Decade(i16),
    /// summer
    Season(Season),
    /// morning
    Part(Part),
    /// noon (12), midnight (24)
    Noon(i8),
    /// yesterday (-1)
    Day(i8),
    /// tonight
    Tonight,
    /// last
    Last,
    /// past
    Past,
    /// recent
    Recent,
    /// previous
    Previous,
    /// next
    Next,
    /// coming
    Coming,
    /// this
    This,
    /// that
    That,
    /// same
    Same,
    /// following
    Following,
    /// early
    Early,
    /// mid
    Mid,
    /// late
    Late,
    /// earlier, later
    Earlier,
    /// the BEGINNING of
    Beginning,
    /// the END of
    End,
    /// every
    Every,
    /// once, twice
    Times,
    /// daily
    Often(Unit),
    /// now
    Present,
    /// recently
    Lately,
    /// soon
    Soon,
    /// at the TIME
    Time,
    /// fiscal
    Fiscal,
    /// from Monday TO Thursday
    Through,
    /// will
    Will,
    /// scheduled: what is to come, whatever stands behind it
    Scheduled,
    /// about: what is to come if "to" or "for" stands behind it
    Bound,
    /// opens: in the present, what is to come
    Timetable,
}

impl Word {
    /// Whether no expression begins with it, though it says something of those beside it.
    pub(super) fn only_tells_of_others(self) -> bool {
        matches!(self, Word::Through | Word::Will | Word::Scheduled | Word::Bound | Word::Timetable)
    }
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../lists/time_words.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(mark), Some(forms)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        if let Some(word) = entry(kind, mark) {
            words.extend(forms.split(' ').map(|form| (form, word)));
        }
    }
    words
});

fn entry(kind: &str, mark: &str) -> Option<Word> {
    let number = || mark.parse::<i16>().ok();
    let small = || mark.parse::<i8>().ok();
    let unit = || Unit::from_mark(mark.chars().next()?);
    Some(match kind {
        "weekday" => Word::Weekday(small()?),
        "weekdays" => Word::Weekdays(small()?),
        "short-weekday" => Word::ShortWeekday(small()?),
        "month" => Word::Month(small()?),
        "short-month" => Word::ShortMonth(small()?),
        "unit" => Word::Unit(unit()?),
        "units" => Word::Units(unit()?),
        "count" => Word::Count(mark.parse().ok()?),
        "one" => Word::One,
        "few" => Word::Few,
        "couple" => Word::Couple,
        "half" => Word::Half,
        "ordinal" => Word::Ordinal(mark.parse().ok()?),
        "decade" => Word::Decade(number()?),
        "season" => Word::Season(Season::ALL[usize::try_from(small()? - 1).ok()?]),
        "part" => Word::Part(Part::ALL[usize::try_from(small()? - 1).ok()?]),
        "noon" => Word::Noon(small()?),
        "day" => Word::Day(small()?),
        "tonight" => Word::Tonight,
        "last" => Word::Last,
        "past" => Word::Past,
        "recent" => Word::Recent,
        "previous" => Word::Previous,
        "next" => Word::Next,
        "coming" => Word::Coming,
        "this" => Word::This,
        "that" => Word::That,
        "same" => Word::Same,
        "following" => Word::Following,
        "early" => Word::Early,
        "mid" => Word::Mid,
        "late" => Word::Late,
        "earlier" => Word::Earlier,
        "beginning" => Word::Beginning,
        "end" => Word::End,
        "every" => Word::Every,
        "times" => Word::Times,
        "often" => Word::Often(unit()?),
        "present" => Word::Present,
        "lately" => Word::Lately,
        "soon" => Word::Soon,
        "time" => Word::Time,
        "fiscal" => Word::Fiscal,
        "through" => Word::Through,
        "will" => Word::Will,
        "scheduled" => Word::Scheduled,
        "bound" => Word::Bound,
        "timetable" => Word::Timetable,
        _ => return None,
    })
}

/// What a word says about time, whatever its case; a full stop that belongs to it is left aside.
pub(super) fn word(text: &str) -> Word {
    const LONGEST: usize = 12;
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut key = [0u8; LONGEST + 2];
    if !(1..=LONGEST).contains(&text.len()) {
        return Word::Other;
    }
    let key = &mut key[..text.len()];
    key.copy_from_slice(text.as_bytes());
    key.make_ascii_lowercase();
    std::str::from_utf8(key).ok().and_then(|key| WORDS.get(key)).copied().unwrap_or(Word::Other)
}

/// How many `twenty-five` are, or `seven`; `None` for what is no number word.
pub(super) fn count(text: &str) -> Option<u16> {
    match word(text) {
        Word::Count(count) => Some(count),
        Word::Other => {
            let (tens, ones) = text.split_once('-')?;
            match (word(tens), word(ones)) {
                (Word::Count(tens @ 20..=90), Word::Count(ones @ 2..=9)) => Some(tens + ones),
                (Word::Count(tens @ 20..=90), Word::One) => Some(tens + 1),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The lines of a list without its comments.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static COUNTED: LazyLock<rustc_hash::FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../lists/counted.txt")).collect());

/// Whether a number before this noun counts it, and is no year.
pub(super) fn is_counted(noun: &str) -> bool {
    COUNTED.contains(noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::classes::TIME_WORD;
    use crate::english::lexicon::lookup;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in lines(include_str!("../lists/time_words.txt")) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            let kind = entry(cells[0], cells[1]);
            assert!(kind.is_some(), "{line}");
            for form in cells[2].split(' ') {
                assert_eq!(Some(word(form)), kind, "{form} stands in the list twice, or is too long");
                let known = [form.to_owned(), format!("{form}.")].map(|form| lookup(&form).any(TIME_WORD));
                assert_eq!(
                    known, [true; 2],
                    "whoever asks for the class of {form} is told that it is one of these"
                );
            }
        }
    }

    #[test]
    fn words_are_known_in_any_case_and_with_their_full_stop() {
        assert_eq!(word("THURSDAY"), Word::Weekday(4));
        assert_eq!(word("Sept."), Word::ShortMonth(9));
        assert_eq!(word("septembers"), Word::Other);
        assert_eq!(word("Sältäväöå"), Word::Other);
        assert_eq!(count("Twenty-five"), Some(25));
        assert_eq!(count("twenty-fifth"), None);
    }
}
