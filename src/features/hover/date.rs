//! The card of a date: the day meant, and how far it is from the article's.

use super::{Card, Line};
use crate::analysis::{Analysis, Dated};
use jiff::civil::Date;

/// The day, month or year meant, as one would write it and in ISO 8601; of a day, too, how far it is from the article's.
pub(in crate::features) fn card(analysis: &Analysis, date: &Dated) -> Card {
    let Some(value) = &date.value else {
        return Card::line(
            Line::default()
                .text("needs the article’s date: add ")
                .code("date: 2023-09-15")
                .text(" (with the day of this article) at the top"),
        );
    };
    let spelt = spelt_out(value);
    let mut line = Line::default().strong(&spelt);
    if spelt != *value {
        line = line.text(" · ").code(value);
    }
    let distance =
        value.parse::<Date>().ok().zip(analysis.date()).and_then(|(day, base)| distance(day, base));
    Card::of([line, distance.map_or_else(Line::default, |words| Line::default().text(words))])
}

/// A day, a month or a year of ISO 8601 as one would write it; anything else as it is.
fn spelt_out(value: &str) -> String {
    let month = || format!("{value}-01").parse::<Date>().map(|first| first.strftime("%B %Y").to_string());
    value.parse::<Date>().map(long_date).or_else(|_| month()).unwrap_or_else(|_| value.to_owned())
}

/// "Thursday 14 September 2023".
pub(super) fn long_date(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// "the day before the article’s date".
fn distance(day: Date, base: Date) -> Option<String> {
    let days = base.until(day).ok()?.get_days();
    Some(match days {
        0 => "the article’s date".to_owned(),
        -1 => "the day before the article’s date".to_owned(),
        1 => "the day after the article’s date".to_owned(),
        ..0 => format!("{} days before the article’s date", -days),
        _ => format!("{days} days after the article’s date"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::card;
    use crate::features::fixture::Builder;

    #[test]
    fn dates_are_spelt_out() {
        let date = |value| card(Builder::new("It opened on Thurs$0day.").date("Thursday", value));
        insta::assert_snapshot!(date(Some("2023-09-14")), @r"
        [Thursday]
        **Thursday 14 September 2023** · `2023-09-14`
        ");
        insta::assert_snapshot!(date(Some("2023-08")), @r"
        [Thursday]
        **August 2023** · `2023-08`
        ");
        insta::assert_snapshot!(date(Some("2015")), @r"
        [Thursday]
        **2015**
        ");
        insta::assert_snapshot!(date(None), @r"
        [Thursday]
        needs the article’s date: add `date: 2023-09-15` (with the day of this article) at the top
        ");
    }

    #[test]
    fn a_day_is_told_from_the_articles() {
        let date = |value| {
            card(Builder::new("date: 2023-09-15\n\nIt opened on Thurs$0day.").date("Thursday", Some(value)))
        };
        insta::assert_snapshot!(date("2023-09-14"), @r"
        [Thursday]
        **Thursday 14 September 2023** · `2023-09-14`⏎
        the day before the article’s date
        ");
        insta::assert_snapshot!(date("2023-10-05"), @r"
        [Thursday]
        **Thursday 5 October 2023** · `2023-10-05`⏎
        20 days after the article’s date
        ");
        insta::assert_snapshot!(date("2023-08"), @r"
        [Thursday]
        **August 2023** · `2023-08`
        ");
    }
}
