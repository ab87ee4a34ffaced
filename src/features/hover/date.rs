//! The card of a date: the day meant, and how far it is from the article's.

use super::{Card, Line};
use crate::analysis::{Analysis, Dated};
use crate::english::dates::Source;
use crate::features::dates::{self, spelt_out};
use jiff::civil::Date;

/// What the words mean, as one would write it and as `annotate` does; what is wrong with them, or else from which day
/// they were counted, or how far a day is from the article's.
pub(in crate::features) fn card(analysis: &Analysis, date: &Dated) -> Card {
    let mut lines = vec![];
    if let (Some(value), Some(spelt)) = (&date.value, spelt_out(date)) {
        let line = Line::default().strong(&spelt);
        lines.push(if *spelt == **value { line } else { line.text(" · ").code(value) });
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
            let led_on = matches!(date.source, Source::Mention(_));
            let distance = if led_on { None } else { distance() };
            lines.extend(distance.or_else(|| dates::counted_from(analysis, date)));
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
    use crate::analysis::{Analysis, Options};
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

    /// The card of the cursor's words in an article of Friday 15 September 2023, as the engine reads it.
    fn read(sentence: &str) -> String {
        let text = format!("date: 2023-09-15\n\n{sentence}");
        let at = text.find("$0").expect("a cursor") as u32;
        let analysis = Analysis::new(text.replacen("$0", "", 1), Options::default());
        match crate::features::hover(&analysis, at) {
            Some(hover) => format!(
                "[{}]\n{}",
                analysis.slice(hover.span),
                hover.card.markdown(|_| None).replace("  \n", "⏎\n")
            ),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn cards_of_what_is_no_plain_day() {
        insta::assert_snapshot!(read("It fell Thurs$0day night."), @r"
        [Thursday night]
        **Thursday 14 September 2023, night** · `2023-09-14TNI`⏎
        counted from the article’s date, Friday 15 September 2023
        ");
        insta::assert_snapshot!(read("It fell last we$0ek."), @r"
        [last week]
        **the week of 4 to 10 September 2023** · `2023-W36`⏎
        counted from the article’s date, Friday 15 September 2023
        ");
        insta::assert_snapshot!(read("It fell on Sept. 3, 2001. The next $0day it was cleared."), @r"
        [next day]
        **Tuesday 4 September 2001** · `2001-09-04`⏎
        counted from “Sept. 3, 2001”
        ");
        insta::assert_snapshot!(read("It fell on Tues$0day, Sept. 14."), @r"
        [Tuesday, Sept. 14]
        **Thursday 14 September 2023** · `2023-09-14`⏎
        a Thursday, not a Tuesday
        ");
        insta::assert_snapshot!(read("It fell on Feb. 3$00."), @r"
        [Feb. 30]
        February has 29 days
        ");
        insta::assert_snapshot!(read("It fell in late Aug$0ust."), @r"
        [late August]
        **late August 2023** · `2023-08`⏎
        the year by the article’s date, Friday 15 September 2023
        ");
        insta::assert_snapshot!(read("It stood for three y$0ears."), @r"
        [three years]
        **3 years** · `P3Y`
        ");
        insta::assert_snapshot!(read("It is n$0ow shut."), @"nothing");
    }
}
