use super::{Diagnostic, Rule, RuleSettings, Severity, Step, speakers};
use crate::analysis::{Analysis, Attribution, How, Quotation, QuotationKind, Speaker};
use memchr::memmem;

/// An attribution to words that stand for nobody.
pub(super) static RULE: Rule = Rule {
    code: "unresolved-speaker",
    severity: Severity::Information,
    summary: "attributions to “he” or “the official” with nobody for the words to stand for",
    explanation: r#"
## What it finds
A quotation whose speaker is a pronoun or a description such as “the official” that fits nobody the article has
introduced: neither a name nor “an official” stands above. Names are left alone, even those of somebody or something the article does not introduce (“Reuters”):
the reader knows who is meant, or [speaker-not-introduced](speaker-not-introduced.md) asks. Of what is reported without
marks, only pronouns and descriptions of somebody known (“the mayor”) count.

## Why it matters
The reader asks “who?”. Often the paragraph that introduced the speaker was cut or moved.

## Example
```article
The bridge fell on Monday.

“We knew in spring,” she said.
```

Write instead:

```article
The bridge fell on Monday. Mayor Ann Lee came at noon.

“We knew in spring,” she said.
```

## How to silence it
Say whom the words stand for: `[she]{person="Ann Lee"}`. Or write `{% ignore unresolved-speaker %}` in the paragraph,
on a line alone above it, or for the whole article right below its header (without one, at the top of the file).
"#,
    options: &[],
    check,
    again,
};

fn again(step: &Step<'_>, _: &RuleSettings) -> Option<Vec<Diagnostic>> {
    let holds = step.same_speakers && step.nothing_near("unresolved-speaker") && explains_the_same(step);
    holds.then(|| step.moved("unresolved-speaker"))
}

/// Whether what was edited explains the same speakers further down: each word that would explain one stands in an edited
/// paragraph in both versions or in neither.
fn explains_the_same(step: &Step<'_>) -> bool {
    let Step { before, now, patched, .. } = *step;
    let has = |analysis: &Analysis, block: usize, word: &str| {
        has_word(analysis.slice(analysis.blocks[block].span), word)
    };
    speakers::attributions(now, is_unresolved).all(|(_, quotation, attribution, span)| {
        let words = now.words(span);
        let Riddle::Unless(word) = riddle(quotation, attribution, &words) else { return true };
        patched.blocks.iter().all(|&block| {
            let place = now.blocks[block].span;
            let is_its_own = block == quotation.block as usize || place.overlaps(span);
            !is_its_own && (place.start > span.start || has(before, block, word) == has(now, block, word))
        })
    })
}

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    for (index, quotation, attribution, span) in speakers::attributions(analysis, is_unresolved) {
        let words = analysis.words(span);
        let before = &analysis.text()[..span.start as usize];
        let asks = match riddle(quotation, attribution, &words) {
            Riddle::No => false,
            Riddle::Yes => true,
            Riddle::Unless(word) => !has_word(before, word),
        };
        if !asks {
            continue;
        }
        let message = match attribution.how {
            _ if attribution.shown_by.is_none() => {
                "The article does not say who this speaker is. Name them.".to_owned()
            }
            How::Pronoun => format!(
                "“{words}” stands for nobody the article has named so far. Name the speaker, or write \
                 `[{words}]{{person=\"…\"}}`."
            ),
            _ => format!(
                "Nobody in the article is introduced as “{words}”. Name the speaker, or write \
                 `[{words}]{{person=\"…\"}}`."
            ),
        };
        let mut diagnostic = RULE.diagnostic(span, message);
        let likely = speakers::likely(analysis, index);
        let stand_for = attribution.shown_by.and_then(|words| speakers::stand_for(analysis, words, &likely));
        for fix in stand_for.into_iter().flatten().chain(speakers::anonymous(analysis, index)) {
            diagnostic = diagnostic.fix(fix);
        }
        if attribution.shown_by.is_some() {
            diagnostic = diagnostic.related(quotation.outer, "said of this quotation");
        }
        found.push(diagnostic);
    }
}

/// Nobody expects a name for the `Q:` of an interview.
fn is_unresolved(attribution: &Attribution) -> bool {
    attribution.speaker == Speaker::Unresolved && !attribution.is_labelled()
}

/// Whether words that show a speaker leave the reader to ask who that is.
enum Riddle<'w> {
    /// They are a name, or many.
    No,
    /// They stand for somebody who is not there.
    Yes,
    /// Unless this word stands above: where “a port official” does, the reader knows.
    Unless(&'w str),
}

/// Whether the words that attribute a quotation are of a kind that stands for somebody, such as “she” or “the official”.
fn riddle<'w>(quotation: &Quotation, attribution: &Attribution, words: &'w str) -> Riddle<'w> {
    let shown = attribution.shown_by.is_some();
    if !shown && quotation.kind == QuotationKind::Indirect {
        return Riddle::No;
    }
    if !shown || attribution.how == How::Pronoun {
        return Riddle::Yes;
    }
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let definite = matches!(first.as_str(), "the" | "this" | "that" | "his" | "her" | "their" | "its");
    // “the official”, and not “the Herald” nor “the Harbour Act of 1998”.
    let last = words.next_back().filter(|last| definite && !last.contains(char::is_uppercase));
    last.map_or(Riddle::No, Riddle::Unless)
}

/// Whether a text has a word, with the same capitals: letters and figures with none beside them.
fn has_word(text: &str, word: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let stands_alone = |at: usize| {
        is_edge(text[..at].chars().next_back()) && is_edge(text[at + word.len()..].chars().next())
    };
    word.chars().all(char::is_alphanumeric) && memmem::find_iter(text.as_bytes(), word).any(stands_alone)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{How, Speaker};
    use crate::rules::fixture::Sketch;

    #[test]
    fn a_pronoun_with_nobody_to_stand_for() {
        let mut sketch = Sketch::new("The bridge fell. “We knew,” she said.");
        sketch.quotation("“We knew,”", 0).said(Speaker::Unresolved, How::Pronoun, "she");
        assert_eq!(
            sketch.diagnostics(),
            "unresolved-speaker @ \"she\": “she” stands for nobody the article has named so far. Name the speaker, or \
             write `[she]{person=\"…\"}`.\n  \"“We knew,”\": said of this quotation"
        );
    }

    #[test]
    fn words_that_attribute_two_quotations_are_reported_once() {
        let mut sketch = Sketch::new("The bridge fell. “We knew,” the engineer said. “We all knew.”");
        sketch.quotation("“We knew,”", 0).said(Speaker::Unresolved, How::Description, "the engineer");
        sketch.quotation("“We all knew.”", 0).said(Speaker::Unresolved, How::Description, "the engineer");
        assert_eq!(sketch.diagnostics().matches("unresolved-speaker @").count(), 1);
        assert!(sketch.diagnostics().contains("Nobody in the article is introduced as “the engineer”."));
    }

    #[test]
    fn a_name_is_no_riddle() {
        for (words, riddle) in
            [("Reuters", false), ("the Herald", false), ("a Reuters", false), ("the old engineer", true)]
        {
            let mut sketch = Sketch::new(&format!("The bridge fell. “We knew,” {words} said."));
            sketch.quotation("“We knew,”", 0).said(Speaker::Unresolved, How::Description, words);
            assert_eq!(sketch.diagnostics().contains("unresolved-speaker"), riddle, "{words}");
        }
    }

    #[test]
    fn somebody_without_a_name_is_known() {
        let asks = |introduced: &str| {
            let mut sketch = Sketch::new(&format!("{introduced} “We knew,” the engineer said."));
            sketch.quotation("“We knew,”", 0).said(Speaker::Unresolved, How::Description, "the engineer");
            sketch.diagnostics().contains("unresolved-speaker")
        };
        assert!(asks("The bridge fell.") && asks("The engineers met."));
        assert!(!asks("An old engineer came."));
    }

    #[test]
    fn anonymous_by_annotation_is_no_riddle() {
        let mut sketch = Sketch::new("“We knew,” a clerk said.");
        sketch.quotation("“We knew,”", 0).said(Speaker::Anonymous, How::Annotation, "a clerk");
        assert!(!sketch.diagnostics().contains("unresolved-speaker"));
    }
}
