use super::fix::Printed;
use super::{Diagnostic, Fix, Rule, RuleSettings, Severity, anew, excerpt};
use crate::analysis::{Analysis, MarkFault};
use crate::english::classes::CUE_A;
use crate::english::lexicon::lookup;
use crate::text::{Edit, Span};

/// A quotation mark without its partner.
pub(super) static RULE: Rule = Rule {
    code: "unbalanced-quote",
    severity: Severity::Error,
    summary: "quotation marks that open or close nothing",
    explanation: r#"
## What it finds
An opening mark that is never closed, and a closing mark with nothing to close. It knows the convention for speech of
several paragraphs: each opens with a mark, only the last closes. It leaves apostrophes, feet and inches alone.

## Why it matters
Where a mark is missing, the reader cannot tell the speaker’s words from the paper’s, and neither can Onrecord.

## Example
```article
“The bridge stays shut, Mayor Ann Lee said on Monday.
```

Write instead:

```article
“The bridge stays shut,” Mayor Ann Lee said on Monday.
```

## How to silence it
Put a `\` before a mark that is no quotation mark, as in `12\"`. Or write `{% ignore unbalanced-quote %}` in the
paragraph, on a line alone above it, or for the whole article right below its header (without one, at the top of the
file).
"#,
    options: &[],
    check,
    again: anew,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    for mark in &analysis.unpaired {
        let message = match mark.fault {
            MarkFault::NeverClosed => {
                "This quotation mark is never closed. Add the closing mark where the quoted words end."
            }
            MarkFault::NeverOpened => {
                "This quotation mark closes nothing. Add the opening mark where the quoted words begin, or take it out."
            }
        };
        let fixes = match mark.fault {
            MarkFault::NeverClosed => closed(analysis, mark.span),
            MarkFault::NeverOpened => opened(analysis, mark.span),
        };
        let mut diagnostic = RULE.diagnostic(mark.span, message.to_owned());
        diagnostic.fixes = fixes.unwrap_or_default();
        found.push(diagnostic);
    }
}

/// Ways to close what `mark` opens: before the words that say who speaks, or where the paragraph ends.
fn closed(analysis: &Analysis, mark: Span) -> Option<Vec<Fix>> {
    let (printed, at) = place(analysis, mark)?;
    let closing = partner(analysis.slice(mark))?;
    let text = printed.text();
    let behind = &text[at.end as usize..];
    let next = behind.find(['“', '"', '„', '«']).unwrap_or(behind.len());
    let words = behind[..next].trim_end();
    let insert = |offset: usize| {
        let place = printed.in_file(Span::empty(at.end + offset as u32));
        vec![Edit::insert(place.end, closing)]
    };
    let mut fixes = vec![];
    if let Some(clause) = reporting_clause(words) {
        let said = excerpt(words[clause.range()].trim());
        let title = format!("Close the quotation before “{said}”");
        fixes.push(Fix::suggested(title, insert(clause.start as usize)));
    }
    if !words.trim().is_empty() {
        let end = if next < behind.len() { "before the next one" } else { "at the end of the paragraph" };
        fixes.push(Fix::suggested(format!("Close the quotation {end}"), insert(words.len())));
    }
    if let Some(first) = fixes.first_mut() {
        first.preferred = true;
    }
    fixes.push(Fix::suggested("Take the mark out", vec![Edit::delete(mark)]));
    Some(fixes)
}

/// Ways to open what `mark` closes: where its sentence begins, or its paragraph.
fn opened(analysis: &Analysis, mark: Span) -> Option<Vec<Fix>> {
    let (printed, at) = place(analysis, mark)?;
    let opening = partner_before(analysis.slice(mark))?;
    let text = printed.text();
    let before = &text[..at.start as usize];
    // The stop that the mark stands behind ends this sentence and not the one before.
    let inside = before.trim_end_matches(['.', '!', '?', ',', ' ']);
    let sentence = inside
        .rfind(['.', '!', '?', '”', '"'])
        .map_or(0, |i| i + inside[i..].chars().next().map_or(1, char::len_utf8));
    let sentence = sentence + (text[sentence..].len() - text[sentence..].trim_start().len());
    let insert = |offset: usize| {
        let len = text[offset..].chars().next().map_or(0, char::len_utf8);
        let first = printed.in_file(Span::from(offset..offset + len));
        vec![Edit::insert(first.start, opening)]
    };
    let mut fixes = vec![];
    if sentence < inside.len() {
        fixes.push(
            Fix::suggested("Open the quotation where the sentence begins", insert(sentence)).preferred(),
        );
    }
    if sentence > 0 {
        fixes.push(Fix::suggested("Open the quotation where the paragraph begins", insert(0)));
    }
    fixes.push(Fix::suggested("Take the mark out", vec![Edit::delete(mark)]));
    Some(fixes)
}

/// The paragraph of a mark, and the mark's place in what is printed of it.
fn place(analysis: &Analysis, mark: Span) -> Option<(Printed<'_>, Span)> {
    let printed = Printed::of(analysis, analysis.block_at(mark.start)?);
    let at = printed.in_print(mark);
    (at.of(printed.text()) == analysis.slice(mark)).then_some((printed, at))
}

/// The first words behind a comma or another stop that say that somebody said something: ` Mayor Ann Lee said`.
fn reporting_clause(words: &str) -> Option<Span> {
    const MOST_WORDS: usize = 7;
    let stops = words.match_indices([',', '!', '?', '.']);
    stops.map(|(at, stop)| at + stop.len()).find_map(|start| {
        let clause = words[start..].split([',', '.', '!', '?', ';', ':']).next().unwrap_or_default();
        let parts: Vec<&str> = clause.split_whitespace().collect();
        let short = clause.starts_with(' ') && parts.len() <= MOST_WORDS;
        let says = parts.iter().any(|word| lookup(word).any(CUE_A));
        (short && says).then(|| Span::from(start..start + clause.len()))
    })
}

/// The mark that closes what this one opens.
fn partner(opening: &str) -> Option<&'static str> {
    Some(match opening {
        "“" | "”" | "‟" => "”",
        "„" => "“",
        "\"" => "\"",
        "''" => "''",
        "‘" | "’" | "`" => "’",
        "'" => "'",
        "«" => "»",
        "‹" => "›",
        _ => return None,
    })
}

/// The mark that opens what this one closes.
fn partner_before(closing: &str) -> Option<&'static str> {
    Some(match closing {
        "”" | "“" => "“",
        "\"" => "\"",
        "''" => "''",
        "’" => "‘",
        "'" => "'",
        "»" => "«",
        "›" => "‹",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::analysis::{MarkFault, UnpairedMark};
    use crate::rules::fixture::{Sketch, fixed};

    #[test]
    fn a_quotation_is_closed_before_the_words_that_say_who_speaks() {
        let fixes =
            fixed("unbalanced-quote", "“The bridge stays shut, Mayor Ann Lee said on Monday. She left.");
        assert_eq!(
            fixes,
            [
                (
                    "Close the quotation before “Mayor Ann Lee said on Monday”".to_owned(),
                    "“The bridge stays shut,” Mayor Ann Lee said on Monday. She left.".to_owned()
                ),
                (
                    "Close the quotation at the end of the paragraph".to_owned(),
                    "“The bridge stays shut, Mayor Ann Lee said on Monday. She left.”".to_owned()
                ),
                (
                    "Take the mark out".to_owned(),
                    "The bridge stays shut, Mayor Ann Lee said on Monday. She left.".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_quotation_is_opened_where_its_sentence_begins() {
        let fixes =
            fixed("unbalanced-quote", "Rain fell. The [bridge]{place=Brookford} stays shut,” Ann Lee said.");
        assert_eq!(fixes[0].1, "Rain fell. “The [bridge]{place=Brookford} stays shut,” Ann Lee said.");
        assert_eq!(fixes[1].1, "“Rain fell. The [bridge]{place=Brookford} stays shut,” Ann Lee said.");
        assert_eq!(fixes[2].1, "Rain fell. The [bridge]{place=Brookford} stays shut, Ann Lee said.");
    }

    #[test]
    fn each_fault_has_its_remedy() {
        let mut sketch = Sketch::new("“It fell, Lee said.\n\nIt fell,” Lee said.");
        let (open, close) = (sketch.find("“"), sketch.find("”"));
        sketch.analysis.unpaired = vec![
            UnpairedMark { span: open, fault: MarkFault::NeverClosed },
            UnpairedMark { span: close, fault: MarkFault::NeverOpened },
        ];
        assert_eq!(
            sketch.diagnostics(),
            "unbalanced-quote @ \"“\": This quotation mark is never closed. Add the closing mark where the quoted words \
             end.\nunbalanced-quote @ \"”\": This quotation mark closes nothing. Add the opening mark where the quoted \
             words begin, or take it out."
        );
    }
}
