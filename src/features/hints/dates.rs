//! Which day "Thursday" is, which month "last month".

use super::{Hint, HintDetails, HintKind, around, is_annotated};
use crate::analysis::{Analysis, Dated, TimeKind};
use crate::english::dates::Source;
use crate::features::dates;
use crate::features::hover::date_card;
use crate::text::Span;
use jiff::civil::Date;

/// A day or a month behind words that do not say it themselves. There is none where the year stands in the words, and
/// none behind an annotation, nor behind "today".
pub(super) fn hints(analysis: &Analysis, range: Span) -> Vec<Hint> {
    let first = analysis.dates.partition_point(|d| d.span.end < range.start);
    let near = analysis.dates[first..].iter().take_while(|d| d.span.start <= range.end);
    near.filter(|d| range.touches(d.span.end)).filter_map(|d| hint(analysis, d)).collect()
}

fn hint(analysis: &Analysis, date: &Dated) -> Option<Hint> {
    let words = &*analysis.words(date.span);
    let has_year = words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    if has_year || is_annotated(analysis, date.span.end) {
        return None;
    }
    let base = analysis.date();
    if base.is_some_and(|base| date.value.as_deref() == Some(base.to_string().as_str())) {
        return None;
    }
    let label = label(words, date, base)?;
    Some(Hint { at: date.span.end, kind: HintKind::Date, label })
}

/// What the words leave out: "14 September" behind "Thursday", "Wednesday 13 September" behind "yesterday", "August"
/// behind "last month", "4 to 10 September" behind "last week"; with the year where it is not the article's.
fn label(words: &str, date: &Dated, base: Option<Date>) -> Option<String> {
    let value = date.value.as_deref()?;
    let is_base_year = |date: Date| base.is_some_and(|base| base.year() == date.year());
    let year = |date: Date| if is_base_year(date) { "" } else { " %Y" };
    let value = match date.kind {
        TimeKind::Duration | TimeKind::Set => return None,
        TimeKind::Date => value,
        // "at 3 p.m." has its day in the same paragraph.
        TimeKind::Time if matches!(date.source, Source::Mention(_)) => return None,
        TimeKind::Time => value.split('T').next().unwrap_or_default(),
    };
    if let Ok(day) = value.parse::<Date>() {
        let weekday = day.strftime("%A").to_string().to_lowercase();
        let (says_weekday, says_day) = {
            let lower = words.to_lowercase();
            let month = day.strftime("%b").to_string().to_lowercase();
            (lower.contains(&weekday[..3]), lower.contains(&month) && lower.contains(char::is_numeric))
        };
        let format = match (says_weekday, says_day) {
            (_, true) => return None,
            (true, false) => "%-d %B",
            (false, false) => "%A %-d %B",
        };
        return Some(day.strftime(&(format.to_owned() + year(day))).to_string());
    }
    if let Ok(first) = format!("{value}-01").parse::<Date>() {
        let named = words.to_lowercase().contains(&first.strftime("%b").to_string().to_lowercase());
        let format = if named { year(first).trim_start().to_owned() } else { "%B".to_owned() + year(first) };
        return (!format.is_empty()).then(|| first.strftime(&format).to_string());
    }
    let is_year = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
    if is_year {
        return Some(value.to_owned());
    }
    let (first, last) = (date.day?, date.last?);
    if value.contains("-W") && !value.ends_with("-WI") {
        let days = dates::from_to(first, last);
        let year = format!(" {}", last.year());
        return Some(if is_base_year(last) {
            days.strip_suffix(&year).unwrap_or(&days).to_owned()
        } else {
            days
        });
    }
    // "last summer" names the season, "last quarter" does not say which.
    if value.contains("-Q") && words.split_whitespace().count() == 2 && words.ends_with("quarter") {
        return dates::spelt_out(date);
    }
    (value.contains('-') && !value.contains('/') && !is_base_year(first)).then(|| first.year().to_string())
}

/// The date's card, the article's date, and `[Thursday]{date=2023-09-14}` where a day is meant.
pub(super) fn details(analysis: &Analysis, at: u32) -> Option<HintDetails> {
    let date = analysis.dates.iter().find(|d| d.span.end == at)?;
    let day = date.value.as_ref().filter(|value| value.parse::<Date>().is_ok());
    Some(HintDetails {
        tooltip: date_card(analysis, date),
        place: analysis.header.date.as_ref().map(|date| date.span),
        annotation: around(analysis, date.span, day.map(|day| format!("{{date={day}}}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ALL, annotated, shown};
    use super::*;
    use crate::features::fixture::Builder;

    fn article() -> Builder {
        let text = "date: 2023-09-15\n\nIt opened on Thursday. The crane came yesterday, the rail last month. \
                    In December it falls, on Sept. 20, 2023, today or next week.";
        Builder::new(text)
            .date("Thursday", Some("2023-09-14"))
            .date("yesterday", Some("2023-09-14"))
            .date("last month", Some("2023-08"))
            .date("December", Some("2022-12"))
            .date("Sept. 20, 2023", Some("2023-09-20"))
            .date("today", Some("2023-09-15"))
            .date("next week", None)
    }

    #[test]
    fn the_day_stands_behind_words_that_do_not_say_it() {
        insta::assert_snapshot!(shown(article(), ALL), @r"
        date: 2023-09-15

        It opened on Thursday«14 September». The crane came yesterday«Thursday 14 September», the rail last month«August». In December«2022» it falls, on Sept. 20, 2023, today or next week.
        ");
    }

    #[test]
    fn a_day_can_be_written_as_an_annotation() {
        insta::assert_snapshot!(annotated(article(), HintKind::Date), @r"
        date: 2023-09-15

        It opened on [Thursday]{date=2023-09-14}. The crane came [yesterday]{date=2023-09-14}, the rail last month. In December it falls, on Sept. 20, 2023, today or next week.
        ");
    }

    #[test]
    fn weeks_nights_and_seasons_as_the_engine_reads_them() {
        let text = "date: 2023-09-15\n\nIt fell Thursday night, and last week, and last summer. It fell over the weekend. It \
                    fell last year, in the 1990s, for three years, every Tuesday, now, and on Aug. 3. Sales fell last \
                    quarter. On Monday at 3 p.m. it rained; by 5 p.m. it was dry.";
        let analysis = Analysis::new(text, crate::analysis::Options::default());
        let mut text = text.to_owned();
        for hint in hints(&analysis, Span::new(0, text.len() as u32)).iter().rev() {
            text.insert_str(hint.at as usize, &format!("«{}»", hint.label));
        }
        insta::assert_snapshot!(text, @r"
        date: 2023-09-15

        It fell Thursday night«14 September», and last week«4 to 10 September», and last summer«2022». It fell over the weekend«9 to 10 September». It fell last year«2022», in the 1990s, for three years, every Tuesday, now, and on Aug. 3. Sales fell last quarter«the second quarter of 2023». On Monday at 3 p.m.«11 September» it rained; by 5 p.m. it was dry.
        ");
    }
}
