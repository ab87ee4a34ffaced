//! The card of a date: the day meant, and how far it is from the article's.

use super::{Card, Line};
use crate::analysis::{Analysis, Dated};
use crate::features::dates::{self, spelt_out};
use jiff::civil::Date;

/// What the words mean, as one would write it and as `annotate` does; what is wrong with them, or else from which day
/// they were counted, or how far a day is from the article's.
pub(in crate::features) fn card(analysis: &Analysis, date: &Dated) -> Card {
    let mut lines = vec![];
    if let (Some(value), Some(spelt)) = (&date.value, spelt_out(date)) {
        let line = Line::default().strong(&spelt);
        lines.push(if spelt == *value { line } else { line.text(" · ").code(value) });
    }
    match (&date.value, date.fault) {
        (_, Some(fault)) => lines.push(Line::default().text(dates::fault(fault))),
        (None, None) => lines.push(
            Line::default()
                .text("needs the article’s date: add ")
                .code("date: 2023-09-15")
                .text(" (with the day of this article) at the top"),
        ),
        (Some(value), None) => {
            let day = value.parse::<Date>().ok();
            let distance = || Some(Line::default().text(distance(day?, analysis.date()?)?));
            lines.extend(distance().or_else(|| dates::counted_from(analysis, date)));
        }
    }
    Card::of(lines)
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
