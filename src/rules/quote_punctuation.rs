use super::fix::Printed;
use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity, anew};
use crate::analysis::{Analysis, Family, Marked, QuotationKind};
use crate::text::{Edit, Span};

/// A comma or a full stop on the wrong side of a closing mark, by the style of the house.
pub(super) static RULE: Rule = Rule {
    code: "quote-punctuation",
    severity: Severity::Hint,
    summary: "commas and full stops on the side of the closing mark where the house does not put them; off until \
              `style` is set",
    explanation: r#"
## What it finds
Nothing until the house says which style is its own.

- `style = "us"`: a comma or a full stop right after a closing mark. American English puts them inside, whatever they
  belong to.
- `style = "uk"`: a comma or a full stop inside the marks of words that are only part of the writer’s sentence. British
  English leaves outside what does not belong to the words quoted. Whole sentences of a speaker keep what is
  inside.

Single letters, feet and inches (`6’2”,`) and what ends in a question mark, an exclamation mark or an ellipsis are left
alone. Behind another number, which may be one of inches, the fix is only suggested.

## Why it matters
It is the difference that readers on either side of the Atlantic see first.

## Example
With `style = "us"`:

```article
Ann Lee, the mayor, called the bridge “a disgrace”.
```

Write instead:

```article
Ann Lee, the mayor, called the bridge “a disgrace.”
```

## How to silence it
Write `{% ignore quote-punctuation %}` in the paragraph, on a line alone above it, or for the whole article right
below its header (without one, at the top of the file).
"#,
    options: &[STYLE],
    check,
    again: anew,
};

const STYLE: RuleOption = RuleOption::choice(
    "style",
    &["off", "us", "uk"],
    "Where commas and full stops go: \"us\" inside the closing mark, \"uk\" outside unless they are the speaker’s, \"off\" \
     wherever they are.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let misplaced = match settings.word(&STYLE) {
        "us" => behind,
        "uk" => inside,
        _ => return,
    };
    for block in 0..analysis.blocks.len() {
        let printed = Printed::of(analysis, block);
        let stretches: Vec<Marked> = analysis.marked_in(block).collect();
        for marked in &stretches {
            let Some(closing) = marked.closing.filter(|_| marked.family != Family::Guillemet) else {
                continue;
            };
            found.extend(misplaced(analysis, printed, marked, closing));
        }
    }
}

/// A comma or a full stop alone at `at`, in bytes of the printed text: no part of an ellipsis.
fn point(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at..];
    let alone = !rest[1..].starts_with(['.', ',']) && !text[..at].ends_with(['.', ',']);
    alone.then(|| Span::from(at..at + 1))
}

/// `“so”,`: the point goes before the mark, and before all marks that close together with it.
fn behind(analysis: &Analysis, printed: Printed, marked: &Marked, closing: Span) -> Option<Diagnostic> {
    let text = printed.text();
    let mark = printed.in_print(closing);
    let at = mark.end as usize;
    if !text[at..].starts_with([',', '.']) {
        return None;
    }
    let point = point(text, at)?;
    let closers = ['”', '’', '"', '\''];
    let words = text[..mark.start as usize].trim_end_matches(closers);
    let letter = printed.in_print(marked.inner).of(text).chars().count() < 2;
    if letter || !words.ends_with(char::is_alphanumeric) || ends_with_feet(words) {
        return None;
    }
    let name = name(point.of(text));
    let target = printed.in_file(Span::from(words.len()..words.len() + 1)).start;
    let message = format!("This {name} stands after the closing mark. American style puts it inside.");
    let edits = vec![Edit::insert(target, point.of(text)), Edit::delete(printed.in_file(point))];
    let span = closing.hull(printed.in_file(point));
    // Markup between them belongs to the quotation and is no part of what is wrong.
    let span = if analysis.slice(span).contains(['{', '[']) { printed.in_file(point) } else { span };
    let title = format!("Move the {name} inside");
    // 12″ typed with the mark at hand.
    let fix = if may_be_inches(words) { Fix::suggested(title, edits) } else { Fix::safe(title, edits) };
    Some(RULE.diagnostic(span, message).fix(fix))
}

/// Whether these words end with a number behind one of feet, as `6’2` does: a mark behind it means inches.
fn ends_with_feet(words: &str) -> bool {
    let feet = without_number(words).trim_end().trim_end_matches(['’', '\'', '′', '‘']);
    feet.len() < without_number(words).trim_end().len() && feet.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether these words end with a number of inches, as far as one can tell; a year is none.
fn may_be_inches(words: &str) -> bool {
    (1..=3).contains(&(words.len() - without_number(words).len()))
}

fn without_number(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'))
}

/// `“so,”` where the words are part of the writer's sentence: the point goes behind the mark.
fn inside(analysis: &Analysis, printed: Printed, marked: &Marked, closing: Span) -> Option<Diagnostic> {
    let quotation = analysis.quotations.iter().find(|quotation| quotation.outer == marked.outer);
    let term = analysis.terms.iter().any(|term| term.outer == marked.outer);
    let part = term || quotation.is_some_and(|quotation| quotation.kind == QuotationKind::Mixed);
    let text = printed.text();
    let mark = printed.in_print(closing);
    let before = (mark.start as usize).checked_sub(1)?;
    if !part || !text.is_char_boundary(before) || !text[before..].starts_with([',', '.']) {
        return None;
    }
    let point = point(text, before)?;
    if !text[..before].ends_with(char::is_alphanumeric) || is_the_speakers(text, printed, marked) {
        return None;
    }
    let name = name(point.of(text));
    let message =
        format!("This {name} is not part of the words quoted. British style puts it after the closing mark.");
    let edits = vec![
        Edit::delete(printed.in_file(point)),
        Edit::insert(behind_markup(analysis, marked), point.of(text)),
    ];
    let span = printed.in_file(point).hull(closing);
    Some(RULE.diagnostic(span, message).fix(Fix::safe(format!("Move the {name} outside"), edits)))
}

/// Whether the point at the end belongs to the words quoted: they are a whole sentence, or their last one is, or they go on
/// from the paragraph before.
fn is_the_speakers(text: &str, printed: Printed, marked: &Marked) -> bool {
    let words = printed.in_print(marked.inner);
    let stop = words.of(text).ends_with('.');
    let Some(opening) = marked.opening else { return stop };
    let in_parenthesis = text[..printed.in_print(opening).start as usize].ends_with('(');
    let words = words.of(text);
    let whole = words.starts_with(char::is_uppercase) && words.contains(' ') && (stop || in_parenthesis);
    whole || stop && begins_another_sentence(words)
}

/// Whether a sentence ends among these words and the next one begins, as far as a capital tells.
fn begins_another_sentence(words: &str) -> bool {
    let ends = words.match_indices(['.', '!', '?', '…']).map(|(at, end)| &words[at + end.len()..]);
    let mut behind = ends.map(|rest| rest.trim_start_matches(['”', '’', '"', '\'', ')']));
    behind.any(|rest| rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase))
}

/// Behind the closing mark and the braces that belong to it.
fn behind_markup(analysis: &Analysis, marked: &Marked) -> u32 {
    let start = analysis.blocks[marked.block].span.start;
    let annotations = analysis.inline(marked.block).annotations.iter();
    let braces = annotations.map(|annotation| annotation.braces.shifted(start));
    braces
        .filter(|braces| braces.start == marked.outer.end)
        .map(|braces| braces.end)
        .next()
        .unwrap_or(marked.outer.end)
}

fn name(point: &str) -> &'static str {
    if point == "," { "comma" } else { "full stop" }
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, fixed_with};

    const CODE: &str = "quote-punctuation";

    fn mended(style: &'static str, text: &str) -> String {
        let fixes = fixed_with(CODE, text, &[("style", Value::Word(style))]);
        fixes.into_iter().next().map_or("right".to_owned(), |(_, mended)| mended)
    }

    #[test]
    fn it_is_off_until_the_house_has_a_style() {
        assert_eq!(diagnostics_of(CODE, "Ann Lee called it “a disgrace”. Bo Park called it “a shame.”"), "");
    }

    #[test]
    fn american_style_puts_them_inside() {
        let us = |text| mended("us", text);
        assert_eq!(us("Ann Lee called it “a disgrace”."), "Ann Lee called it “a disgrace.”");
        assert_eq!(us("It is “a disgrace”, said Ann Lee."), "It is “a disgrace,” said Ann Lee.");
        assert_eq!(us("The “smart”{.scare}, new lamps."), "The “smart,”{.scare} new lamps.");
        assert_eq!(us("\"He said 'no'\", said Ann Lee."), "\"He said 'no,'\" said Ann Lee.");
        for right in [
            "“A disgrace,” said Ann Lee.",
            "Was it “a disgrace”?",
            "Was it ‘a disgrace’; no.",
            "Plan “B”, it is.",
        ] {
            assert_eq!(us(right), "right", "{right}");
        }
        assert_eq!(us("“Is it?”, said Ann Lee."), "right", "two marks would meet");
        assert_eq!(us("“It fell”...said Ann Lee."), "right", "an ellipsis");
        for right in
            ["The “harbour giant”{.scare} is 6’2”, and tired.", "“He is 6’2”, or 6' 3”,” said Ann Lee."]
        {
            assert_eq!(us(right), "right", "{right}");
        }
    }

    #[test]
    fn british_style_leaves_the_writers_own_outside() {
        let uk = |text| mended("uk", text);
        assert_eq!(uk("Ann Lee called the bridge “a disgrace.”"), "Ann Lee called the bridge “a disgrace”.");
        assert_eq!(uk("The “smart,”{.scare} new lamps went on."), "The “smart”{.scare}, new lamps went on.");
        for right in [
            "“It is a disgrace,” said Ann Lee.",
            "Ann Lee said: “It is a disgrace.”",
            "Ann Lee called it “a disgrace”.",
            "Two were late (“I missed the ferry,” said Ann Lee, the mayor).",
            "Ann Lee said the bridge was “a disgrace to us all. It will have to go.”",
            "“It is late.\n\n“it is very late indeed.”",
        ] {
            assert_eq!(uk(right), "right", "{right}");
        }
    }

    #[test]
    fn the_message_says_which_style() {
        let us = [("style", Value::Word("us"))];
        assert_eq!(
            diagnostics_with(CODE, "Ann Lee called it “a disgrace”.", &us, ""),
            "quote-punctuation @ \"”.\": This full stop stands after the closing mark. American style puts it inside."
        );
        let silenced = "Ann Lee called it “a disgrace”. {% ignore quote-punctuation %}";
        assert_eq!(diagnostics_with(CODE, silenced, &us, ""), "");
    }
}
