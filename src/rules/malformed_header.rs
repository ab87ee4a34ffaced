use super::malformed_annotation::mended;
use super::{Diagnostic, Rule, RuleSettings, Severity, anew};
use crate::analysis::Analysis;

/// A header that is not as the format has it.
pub(super) static RULE: Rule = Rule {
    code: "malformed-header",
    severity: Severity::Warning,
    summary: "header lines and front matter that are not as the format has them",
    explanation: r#"
## What it finds
A date that is not in the calendar or not in ISO form, a key that does not exist, a value of the wrong kind, a key
given twice, YAML that cannot be read, and front matter whose closing `---` is missing.

## Why it matters
The date decides what “Thursday” and “last month” mean, and the people list decides who “Lee” is. A slip there is
felt in the whole article.

## Example
```article
---
date: 2024-02-30
auther: Ann Lee
---

The bridge reopened on Friday.
```

Write instead:

```article
---
date: 2024-03-01
author: Ann Lee
---

The bridge reopened on Friday.
```

## How to silence it
Write `{% ignore malformed-header %}` on a line below the header, or `# {% ignore malformed-header %}` inside
front matter.
"#,
    options: &[],
    check,
    again: anew,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let problems = analysis.header.problems.iter();
    found.extend(problems.map(|problem| mended(RULE.diagnostic(problem.span, problem.sentences()), problem)));
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{diagnostics, fixed};

    #[test]
    fn a_key_that_was_meant_is_a_fix() {
        let mended = "---\ntitle: Rain\n---\n\nRain fell.".to_owned();
        assert_eq!(
            fixed("malformed-header", "---\ntitel: Rain\n---\n\nRain fell."),
            [("Write `title`".to_owned(), mended)]
        );
        let mended = "date: 2024-03-01\nauthor: Ann Lee\n\nRain fell.".to_owned();
        assert_eq!(
            fixed("malformed-header", "date: 2024-03-01\nauthr: Ann Lee\n\nRain fell."),
            [("Write `author`".to_owned(), mended)]
        );
    }

    #[test]
    fn headers_that_are_right_are_left_alone() {
        assert_eq!(diagnostics("date 2024-03-01 Rain fell."), "");
        assert_eq!(diagnostics("---\ntitle: Rain\npeople: [Ann Lee]\n---\n\nRain fell."), "");
        assert_eq!(diagnostics("Title fights are won early."), "");
    }

    #[test]
    fn the_message_says_what_was_expected() {
        assert_eq!(
            diagnostics("date 2024-02-30 Rain fell."),
            "malformed-header @ \"2024-02-30\": `2024-02-30` is not a date of the calendar in ISO form. \
             Expected a date as in `2024-03-01`, or with a time as in `2024-03-01T10:30`."
        );
        assert_eq!(
            diagnostics("---\ntitle: Rain\n\nRain fell."),
            "malformed-header @ \"---\": This `---` begins a header that is never closed. \
             Expected a line `---` after the last key, before the article begins."
        );
    }

    #[test]
    fn it_can_be_silenced_inside_the_header() {
        assert_eq!(
            diagnostics("---\ntitel: Rain # {% ignore\n# {% ignore malformed-header %}\n---\n\nRain fell."),
            ""
        );
        assert_eq!(diagnostics("date 2024-02-30\n{% ignore malformed-header %}\n\nRain fell."), "");
    }
}
