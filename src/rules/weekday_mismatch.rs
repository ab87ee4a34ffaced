use super::{Diagnostic, Fix, Rule, RuleSettings, Severity, anew};
use crate::analysis::{Analysis, Dated};
use crate::english::calendar::{month_name, weekday_name};
use crate::english::dates::{Fault, Source};
use crate::text::{Edit, Span};

/// A weekday that is not that date's, or a date that does not exist.
pub(super) static RULE: Rule = Rule {
    code: "weekday-mismatch",
    severity: Severity::Error,
    summary: "a weekday that is not that date’s, and dates that do not exist",
    explanation: r#"
## What it finds
A weekday beside a date on which that day did not fall (“Tuesday, Sept. 9, 2019” was a Monday), and a day that its month
does not have (“April 31”). Where the year is left out, it is the one nearest to the article’s date; without that date,
such a weekday is left alone.

## Why it matters
One of the two is wrong, and readers who come on the wrong day blame the paper.

## Example
```article
date: 2024-05-17

The hearing will be held on Tuesday, May 22, in Brookford.
```

Write instead:

```article
date: 2024-05-17

The hearing will be held on Wednesday, May 22, in Brookford.
```

## How to mend it
Look up which of the two is right. The fix that is offered writes the weekday of the date.

## How to silence it
If the date is of another year, say the year. Or write `{% ignore weekday-mismatch %}` in the paragraph, on a line
alone above it, or for the whole article right below its header (without one, at the top of the file).
"#,
    options: &[],
    check,
    again: anew,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    for date in &analysis.dates {
        match date.fault {
            Some(Fault::Weekday { span, said, right }) => {
                let fix = weekday_fix(analysis, span, right);
                found.push(wrong_weekday(analysis, date, said, right).fix(fix));
            }
            Some(Fault::NoSuchDay { month, day, last }) => {
                let most = if month == 2 && last == 29 { " at most" } else { "" };
                let message = format!(
                    "There is no {day} {name}: that month has {last} days{most}. Which day is meant?",
                    name = month_name(month)
                );
                found.push(RULE.diagnostic(date.span, message));
            }
            None => {}
        }
    }
}

fn wrong_weekday(analysis: &Analysis, date: &Dated, said: i8, right: i8) -> Diagnostic {
    let (said, right) = (weekday_name(said), weekday_name(right));
    let day = date.day.map(|day| day.strftime("%-d %B %Y").to_string()).unwrap_or_default();
    let year = match (date.source, analysis.date()) {
        (Source::Year | Source::Article, Some(article)) => {
            format!(" (the year nearest to the article’s date, {article})")
        }
        _ => String::new(),
    };
    let message = format!("{day}{year} is a {right}, not a {said}. Which of the two is wrong?");
    RULE.diagnostic(date.span, message)
}

/// The right weekday in place of the wrong one, as short and in the same case as that is written.
fn weekday_fix(analysis: &Analysis, word: Span, right: i8) -> Fix {
    let written = analysis.slice(word);
    let letters = written.trim_end_matches('.');
    let name = weekday_name(right);
    let name = match letters.len() {
        // "Tues." for "Thur.", and "Tue." for "Wed."
        ..=3 => &name[..3],
        4..=5 => &name[..if matches!(right, 2 | 4) { 4 } else { 3 }],
        _ => name,
    };
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    let mut text = if capitals { name.to_uppercase() } else { name.to_owned() };
    if letters.len() < written.len() {
        text.push('.');
    }
    Fix::suggested(format!("Change “{written}” to “{text}”"), vec![Edit::replace(word, text)]).preferred()
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{diagnostics_of, fixed, flagged};

    fn said(text: &str) -> String {
        diagnostics_of("weekday-mismatch", text)
    }

    #[test]
    fn the_right_weekday_is_told_and_offered() {
        let text = "The dam broke on Tuesday, Sept. 9, 2019.";
        assert_eq!(
            said(text),
            "weekday-mismatch @ \"Tuesday, Sept. 9, 2019\": 9 September 2019 is a Monday, not a Tuesday. Which of the two is \
             wrong?"
        );
        assert_eq!(
            fixed("weekday-mismatch", text),
            [(
                "Change “Tuesday” to “Monday”".to_owned(),
                "The dam broke on Monday, Sept. 9, 2019.".to_owned()
            )]
        );
        let short = fixed("weekday-mismatch", "The dam broke on Wed., Sept. 10, 2019.");
        assert_eq!(short[0].1, "The dam broke on Tue., Sept. 10, 2019.");
        let night = fixed("weekday-mismatch", "The dam broke late Wednesday night, Sept. 10, 2019.");
        assert_eq!(night[0].1, "The dam broke late Tuesday night, Sept. 10, 2019.");
    }

    #[test]
    fn a_year_left_out_is_the_nearest() {
        let text = "date: 2024-05-17\n\nThe hearing will be held on Tuesday, May 22.";
        assert_eq!(
            said(text),
            "weekday-mismatch @ \"Tuesday, May 22\": 22 May 2024 (the year nearest to the article’s date, 2024-05-17) is a \
             Wednesday, not a Tuesday. Which of the two is wrong?"
        );
        assert_eq!(said("The hearing will be held on Tuesday, May 22."), "", "nobody knows the year");
    }

    #[test]
    fn right_weekdays_are_left_alone() {
        let text = "date: 2024-05-17\n\nIt rained on Monday, Sept. 9, 2019, on Tuesday, 14 May and on Friday. \
                    In 2013 it was dry: on Sunday, Dec. 8, 2013, and on Wednesday the 15th.";
        assert_eq!(said(text), "");
        // The year of the story, and not of the article.
        assert_eq!(said("date: 2024-05-17\n\nIn 2014 it rained. On Monday, Dec. 8, the dam broke."), "");
    }

    #[test]
    fn days_that_no_month_has() {
        assert_eq!(
            said("The dam broke on April 31."),
            "weekday-mismatch @ \"April 31\": There is no 31 April: that month has 30 days. Which day is meant?"
        );
        assert_eq!(
            flagged("weekday-mismatch", "On 30 February 2020 and Feb. 29, 2019, it rained."),
            ["30 February 2020", "Feb. 29, 2019"]
        );
        assert_eq!(said("It rained on Feb. 29, 2020, and on Feb. 29."), "");
    }
}
