use super::{Diagnostic, Rule, RuleSettings, Severity};
use crate::analysis::{Analysis, MarkFault};

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
Where a mark is missing, the reader cannot tell the speaker's words from the paper's, and neither can Onrecord.

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
paragraph, on a line alone above it, or at the top of the file for the whole article.
"#,
    options: &[],
    check,
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
        found.push(RULE.diagnostic(mark.span, message.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{MarkFault, UnpairedMark};
    use crate::rules::fixture::Sketch;

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
