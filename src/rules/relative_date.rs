use super::{Diagnostic, Rule, RuleSettings, Severity, anew, excerpt};
use crate::analysis::Analysis;
use crate::english::dates::Source;
use crate::text::Span;

/// Words such as "today" in an article without a date.
pub(super) static RULE: Rule = Rule {
    code: "relative-date",
    severity: Severity::Hint,
    summary: "“today”, “last month” and the like in an article without a date",
    explanation: r#"
## What it finds
Words that count from the article’s day, in an article that does not say which day that is. There is one diagnostic an
article, on the first such words; it leads to the others. One line at the top settles them all.

## Why it matters
“Thursday” is clear on the day it is printed and to nobody afterwards. Once the date is known, Onrecord shows the day
after each such word, and checks weekdays that stand beside a date.

## Example
```article
The bridge will open on Thursday. Work began last month.
```

Write instead:

```article
date: 2024-05-17

The bridge will open on Thursday. Work began last month.
```

## How to silence it
Give the day of the words with an annotation, `[Thursday]{date=2024-05-23}`. Or write `{% ignore relative-date %}`
right below the header (without one, at the top of the file).
"#,
    options: &[],
    check,
    again: anew,
};

/// The most places that the diagnostic leads to.
const MOST_RELATED: usize = 10;

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    if analysis.date().is_some() {
        return;
    }
    // Words that lead on from others are as clear as those; "in August" is clear to whoever reads the paper that year, so
    // that it alone is no reason to ask.
    let open = |source| {
        let without_value = analysis.dates.iter().filter(|date| date.value.is_none() && date.fault.is_none());
        without_value.filter(move |date| date.source == source).map(|date| date.span)
    };
    let mut counted = open(Source::Article);
    let Some(first) = counted.next() else { return };
    let mut others: Vec<Span> = counted.chain(open(Source::Year)).collect();
    others.sort_unstable();
    let words = |span: Span| excerpt(&analysis.words(span));
    let message = format!(
        "“{}” counts from the article’s date, which is not given. Write `date: 2024-05-17`, with the article’s day, at the \
         top.",
        words(first)
    );
    let diagnostic = RULE.diagnostic(first, message);
    found.push(
        others.into_iter().take(MOST_RELATED).fold(diagnostic, |diagnostic, span| {
            diagnostic.related(span, format!("so does “{}”", words(span)))
        }),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{diagnostics_of, flagged};

    fn said(text: &str) -> String {
        diagnostics_of("relative-date", text)
    }

    #[test]
    fn the_first_is_flagged_and_leads_to_the_others() {
        assert_eq!(
            said("The dam broke last month. The army came today.\n\nIt leaves on Sept. 9."),
            "relative-date @ \"last month\": “last month” counts from the article’s date, which is not given. Write \
             `date: 2024-05-17`, with the article’s day, at the top.\n  \
             \"today\": so does “today”\n  \"Sept. 9\": so does “Sept. 9”"
        );
    }

    #[test]
    fn many_are_one_diagnostic() {
        let text = "It rained today. ".repeat(30);
        assert_eq!(flagged("relative-date", &text), ["today"]);
        assert_eq!(said(&text).lines().count(), 11);
    }

    #[test]
    fn what_needs_no_date() {
        assert_eq!(said("date: 2024-05-17\n\nThe dam broke last month."), "");
        assert_eq!(
            said("The dam broke on Sept. 9, 2019. The next day, in the 1990s and since 2015, it rained."),
            ""
        );
        assert_eq!(said("It rained for three years, every Tuesday, and now."), "");
        assert_eq!(said("It rained on [Thursday]{date=2024-05-16}."), "");
        assert_eq!(said("It rained on Feb. 30."), "", "no date would help");
        assert_eq!(said("It rained on Sept. 9 and in August."), "", "only the year is open");
    }
}
