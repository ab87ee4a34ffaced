//! The words of the calendar.

/// Monday to Sunday, with the short forms that newspapers print.
pub const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tue", "tues"],
    &["wednesday", "wed", "weds"],
    &["thursday", "thu", "thur", "thurs"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

/// January to December, with the short forms that newspapers print.
pub const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Which weekday a capitalised word is, 1 for Monday; "Sun" and the like need their full stop.
pub fn weekday(word: &str) -> Option<i8> {
    position(&WEEKDAYS, word)
}

/// Which month a capitalised word is, 1 for January.
pub fn month(word: &str) -> Option<i8> {
    position(&MONTHS, word)
}

fn position(table: &[&[&str]], word: &str) -> Option<i8> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (stem, dotted) = match word.strip_suffix('.') {
        Some(stem) => (stem, true),
        None => (word, false),
    };
    let found = table.iter().position(|names| {
        names.iter().enumerate().any(|(i, name)| (i == 0 || dotted) && stem.eq_ignore_ascii_case(name))
    })?;
    Some(found as i8 + 1)
}

/// Whether a capital belongs to the calendar and not to a name; "May" and "March" may be either.
pub fn is_calendar_word(word: &str) -> bool {
    // Asked of each capital several times, of which few are of the calendar: three letters tell.
    let [first, second, third, ..] = word.as_bytes() else { return false };
    let three = [first.to_ascii_lowercase(), second.to_ascii_lowercase(), third.to_ascii_lowercase()];
    if !matches!(
        &three,
        b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
            | b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"oct"
            | b"nov"
            | b"dec"
    ) {
        return false;
    }
    weekday(word).is_some() || month(word).is_some_and(|m| m != 5)
}

/// The name of a weekday, 1 for Monday.
pub fn weekday_name(day: i8) -> &'static str {
    name_of(day, &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
}

/// The name of a month, 1 for January.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    name_of(month, &NAMES)
}

fn name_of(number: i8, names: &[&'static str]) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_need_their_full_stop() {
        assert_eq!(month("Sept."), Some(9));
        assert_eq!(month("Mar"), None);
        assert_eq!(weekday("Sun"), None);
        assert_eq!(weekday("Thursday"), Some(4));
        assert_eq!(month("may"), None);
    }
}
