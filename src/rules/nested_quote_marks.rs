use super::typography::{Role, Style};
use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity, anew};
use crate::analysis::{Analysis, Digest, Family, Marked};
use crate::article::BlockKind;
use crate::text::{Edit, Span};

/// Marks that do not alternate, or outer marks that the house does not use.
pub(super) static RULE: Rule = Rule {
    code: "nested-quote-marks",
    severity: Severity::Hint,
    summary: "double marks inside double marks, and outer marks that are not the house’s",
    explanation: r#"
## What it finds
A quotation inside a quotation in the same marks as the one around it. Curly marks inside straight ones can be told apart;
they are left to `mixed-quote-marks`. With `outer` set, words in marks that stand in
no others and whose marks are not those of the house; headlines are left alone.

## Why it matters
Where inner and outer marks are the same, the reader cannot see which of two speakers a closing mark is about.

## Example
```article
Ann Lee, the mayor, said: “The engineer told me “the bridge will hold” and went home.”
```

Write instead:

```article
Ann Lee, the mayor, said: “The engineer told me ‘the bridge will hold’ and went home.”
```

## How to silence it
The fix changes the marks. Or write `{% ignore nested-quote-marks %}` in the paragraph, on a line alone above it, or
for the whole article right below its header (without one, at the top of the file).
"#,
    options: &[OUTER],
    check,
    again: anew,
};

const OUTER: RuleOption = RuleOption::choice(
    "outer",
    &["either", "double", "single"],
    "Which marks stand outside: \"double\" as in American and most newspapers’ English, \"single\" as in much British \
     English, or \"either\".",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let wanted = match settings.word(&OUTER) {
        "double" => Some(Family::Double),
        "single" => Some(Family::Single),
        _ => None,
    };
    let all = (0..analysis.blocks.len()).filter(|_| wanted.is_some());
    let nested = analysis.blocks_with(Digest::NESTED).filter(|_| wanted.is_none());
    for block in all.chain(nested) {
        let marked: Vec<Marked> = analysis.marked_in(block).collect();
        let heading = matches!(analysis.blocks[block].kind, BlockKind::Heading(_));
        for (i, inner) in marked.iter().enumerate() {
            if inner.depth == 0 {
                found.extend(outer(analysis, &marked[i..], wanted.filter(|_| !heading)));
                continue;
            }
            let around = marked[..i].iter().rev().find(|outer| outer.depth + 1 == inner.depth);
            if let Some(outer) = around.filter(|outer| outer.outer.covers(inner.outer)) {
                found.extend(inside(analysis, outer, inner));
            }
        }
    }
}

/// A stretch in the same marks as the one around it.
fn inside(analysis: &Analysis, outer: &Marked, inner: &Marked) -> Option<Diagnostic> {
    let (other, kind) = match inner.family {
        Family::Double => (Family::Single, "double"),
        Family::Single => (Family::Double, "single"),
        Family::Guillemet | Family::SingleGuillemet => return None,
    };
    // What is not closed is another rule's.
    let (true, Some(_), Some(_)) = (outer.family == inner.family, inner.opening, inner.closing) else {
        return None;
    };
    let style = |mark: Option<Span>| mark.and_then(|mark| Style::of(analysis.slice(mark)));
    if outer.opening.is_some() && style(outer.opening) != style(inner.opening) {
        return None;
    }
    // Two marks side by side are one too many, and no quotation.
    if outer.opening.is_some_and(|mark| mark.end == inner.outer.start) {
        return None;
    }
    let opposite = if kind == "double" { "single" } else { "double" };
    let message = format!("These {kind} marks stand inside {kind} marks. Use {opposite} ones inside.");
    let diagnostic = RULE.diagnostic(inner.outer, message);
    let diagnostic =
        diagnostic.related(outer.opening.unwrap_or(outer.outer), "the marks around them open here");
    let (title, edits) = (format!("Use {opposite} marks inside"), changed(analysis, inner, other));
    // Where the outer one is not closed, it is not sure what stands inside what.
    let sure = outer.closing.is_some();
    Some(diagnostic.fix(if sure {
        Fix::safe(title, edits)
    } else {
        Fix::suggested(title, edits).preferred()
    }))
}

/// A stretch that stands in no other, the first of `marked`, where the house wants other marks.
fn outer(analysis: &Analysis, marked: &[Marked], wanted: Option<Family>) -> Option<Diagnostic> {
    let (outer, wanted) = (&marked[0], wanted?);
    let other = |family: Family| if family == Family::Double { Family::Single } else { Family::Double };
    if !matches!(outer.family, Family::Double | Family::Single) || outer.family == wanted {
        return None;
    }
    let word = |family: Family| if family == Family::Double { "double" } else { "single" };
    let message =
        format!("These words are in {} marks; the house uses {} ones.", word(outer.family), word(wanted));
    // What stands inside turns with them.
    let within = marked[1..].iter().take_while(|inner| inner.depth > 0);
    let within = within.filter(|inner| matches!(inner.family, Family::Double | Family::Single));
    let mut edits = changed(analysis, outer, wanted);
    within.for_each(|inner| edits.extend(changed(analysis, inner, other(inner.family))));
    let span = outer.opening.or(outer.closing)?;
    Some(RULE.diagnostic(span, message).fix(Fix::safe(format!("Use {} marks", word(wanted)), edits)))
}

/// Gives a stretch the marks of another family, in the style that they are set in.
fn changed(analysis: &Analysis, marked: &Marked, family: Family) -> Vec<Edit> {
    let ends = [(marked.opening, Role::Opening), (marked.closing, Role::Closing)];
    let edits = ends.into_iter().filter_map(|(span, role)| {
        let style = Style::of(analysis.slice(span?))?;
        Some(Edit::replace(span?, style.mark(family, role)?))
    });
    edits.collect()
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, fixed, fixed_with};

    const CODE: &str = "nested-quote-marks";

    #[test]
    fn marks_that_alternate() {
        for text in [
            "“He said ‘it will hold’ and left,” said Ann Lee.",
            "\"He said 'it will hold' and left,\" said Ann Lee.",
            "‘He said “it will hold” and left,’ said Ann Lee.",
            "# ‘It will hold’\n\n“It will hold,” said Ann Lee.",
            "\"Lee spoke at noon. “It will hold,” she said. Then she left,\" wrote the Herald.",
        ] {
            assert_eq!(diagnostics_of(CODE, text), "");
        }
    }

    #[test]
    fn double_inside_double() {
        let text = "Ann Lee said: “He told me “it will hold”{speaker=\"Bo\"} and left.”";
        assert_eq!(
            diagnostics_of(CODE, text),
            "nested-quote-marks @ \"“it will hold”\": These double marks stand inside double marks. Use single ones \
             inside.\n  \"“\": the marks around them open here"
        );
        let mended = "Ann Lee said: “He told me ‘it will hold’{speaker=\"Bo\"} and left.”";
        assert_eq!(fixed(CODE, text), [("Use single marks inside".to_owned(), mended.to_owned())]);
    }

    #[test]
    fn the_marks_of_the_house() {
        let (double, single) = ([("outer", Value::Word("double"))], [("outer", Value::Word("single"))]);
        let text = "‘He said “it will hold” and left,’ said Ann Lee.";
        assert_eq!(
            diagnostics_with(CODE, text, &double, ""),
            "nested-quote-marks @ \"‘\": These words are in single marks; the house uses double ones."
        );
        let turned = "“He said ‘it will hold’ and left,” said Ann Lee.";
        assert_eq!(fixed_with(CODE, text, &double), [("Use double marks".to_owned(), turned.to_owned())]);
        assert_eq!(fixed_with(CODE, turned, &single), [("Use single marks".to_owned(), text.to_owned())]);
        assert_eq!(diagnostics_with(CODE, "# ‘It holds’\n\nThe sailors’ bridge fell.", &double, ""), "");
    }

    #[test]
    fn it_can_be_silenced() {
        let text = "{% ignore nested-quote-marks %}\nAnn Lee said: “He told me “it will hold” and left.”";
        assert_eq!(diagnostics_of(CODE, text), "");
    }
}
