use super::{Diagnostic, Fix, RULES, Rule, RuleSettings, Severity, anew};
use crate::analysis::{Analysis, Digest};
use crate::article::{Comment, Problem, closest};
use crate::text::{Edit, Span};

/// An annotation or a comment that is not as the format has it.
pub(super) static RULE: Rule = Rule {
    code: "malformed-annotation",
    severity: Severity::Warning,
    summary: "annotations and comments that are not as the format has them",
    explanation: r#"
## What it finds
Braces that plainly try to be an annotation and are none: an attribute that does not exist, a name without its
quotation marks, a brace or a comment that is never closed, a date that is not in the calendar, an `ignore` for a
rule that does not exist. Braces and square brackets in ordinary prose are text and are left alone.

## Why it matters
What cannot be read is printed: the reader would see the braces. And whatever the annotation was meant to say, it
does not say.

## Example
```article
“The bridge stays shut.”{speeker="Ann Lee"}
```

Write instead:

```article
“The bridge stays shut,” said Ann Lee, the mayor. “We will mend it.”{speaker="Ann Lee"}
```

## How to silence it
Put a `\` before the brace or bracket to make it plain text. Or write `{% ignore malformed-annotation %}` in the
paragraph, on a line alone above it, or for the whole article right below its header (without one, at the top of the
file).
"#,
    options: &[],
    check,
    again: anew,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    for block in analysis.blocks_with(Digest::MARKUP) {
        let (block, inline) = (&analysis.blocks[block], analysis.inline(block));
        for problem in &inline.problems {
            let span = problem.span.shifted(block.span.start);
            found.push(mended(RULE.diagnostic(span, problem.sentences()), problem));
        }
        for comment in &inline.comments {
            found.extend(unknown_rules(analysis, comment, block.span));
        }
    }
}

/// The diagnostic with what to write instead, where that is clear.
pub(super) fn mended(diagnostic: Diagnostic, problem: &Problem) -> Diagnostic {
    let Some(text) = &problem.mended else { return diagnostic };
    let edits = vec![Edit::replace(diagnostic.span, text.clone())];
    diagnostic.fix(Fix::suggested(format!("Write `{text}`"), edits).preferred())
}

/// An `{% ignore … %}` of a rule that does not exist ignores nothing, and nobody would notice.
fn unknown_rules(analysis: &Analysis, comment: &Comment, block: Span) -> impl Iterator<Item = Diagnostic> {
    let unknown = comment.ignored_rules.iter().filter(|code| super::rule(code).is_none());
    unknown.map(move |code| {
        let meant = closest(code, RULES.iter().map(|rule| rule.code));
        let remedy = match meant {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "`onrecord explain` lists the rules.".to_owned(),
        };
        let message = format!("There is no rule `{code}`, so this comment ignores nothing. {remedy}");
        let span = comment.span.shifted(block.start);
        let diagnostic = RULE.diagnostic(span, message);
        let Some((meant, at)) = meant.zip(analysis.slice(span).find(code.as_str())) else {
            return diagnostic;
        };
        let written = Span::from(at..at + code.len()).shifted(span.start);
        let edits = vec![Edit::replace(written, meant)];
        diagnostic.fix(Fix::suggested(format!("Write `{meant}`"), edits).preferred())
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{diagnostics, diagnostics_of, fixed};

    #[test]
    fn what_was_meant_is_a_fix() {
        for (wrong, right) in [
            ("“No.”{speeker=\"Bo\"}", "“No.”{speaker=\"Bo\"}"),
            ("“No.”{.scary}", "“No.”{.scare}"),
            ("“No.”{speaker=Bo Park}", "“No.”{speaker=\"Bo Park\"}"),
            ("It rained. {% ignore name-varient %}", "It rained. {% ignore name-variant %}"),
        ] {
            let mended: Vec<String> =
                fixed("malformed-annotation", wrong).into_iter().map(|(_, text)| text).collect();
            assert_eq!(mended, [right]);
        }
        assert_eq!(fixed("malformed-annotation", "“No.”{speaker=}"), []);
    }

    #[test]
    fn annotations_that_are_right_are_left_alone() {
        let text =
            "Ann Lee spoke to [him]{person=\"Bo Park\"}, Bo Park, of “smart”{.scare} lamps. {% check %}";
        assert_eq!(diagnostics(text), "");
    }

    #[test]
    fn prose_with_brackets_and_braces_is_left_alone() {
        assert_eq!(diagnostics("The sign read [sic] and {sic}, and [so] on."), "");
    }

    #[test]
    fn the_message_says_what_was_expected() {
        assert_eq!(
            diagnostics_of("malformed-annotation", "Rain fell.\n\nOn [Friday]{date=2024-02-30} it stopped."),
            "malformed-annotation @ \"date=2024-02-30\": `2024-02-30` is not a date. \
             Expected a day of the calendar as in `{date=2024-03-01}`."
        );
        assert_eq!(
            diagnostics("It fell on [the bridge]{palce=Brookford}."),
            "malformed-annotation @ \"palce\": `palce` is not an annotation; did you mean `place=`? Expected one of \
             speaker, person, organisation, place, event, date, .scare and .title, as in `{speaker=\"Ann Lee\"}`."
        );
    }

    #[test]
    fn an_ignore_must_name_a_rule() {
        assert_eq!(
            diagnostics("Rain fell. {% ignore name-varient %}"),
            "malformed-annotation @ \"{% ignore name-varient %}\": There is no rule `name-varient`, so this comment \
             ignores nothing. Did you mean `name-variant`?"
        );
        assert!(diagnostics("Rain fell. {% ignore %}").contains("This `ignore` names no rule"));
    }
}
