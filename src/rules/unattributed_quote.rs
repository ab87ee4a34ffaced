use super::understood::is_understood;
use super::{Diagnostic, Rule, RuleOption, RuleSettings, Severity, excerpt, speakers};
use crate::analysis::{Analysis, Quotation, QuotationKind, Speaker};
use crate::article::BlockKind;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// Speech that nobody is shown to have said.
pub(super) static RULE: Rule = Rule {
    code: "unattributed-quote",
    severity: Severity::Warning,
    summary: "speech in quotation marks that nobody is shown to have said",
    explanation: r#"
## What it finds
Words in quotation marks, or in a block quotation, without a speaker: nobody “said” them beside the marks, and no
speaker carries over from the sentence before. Quotations that one attribution would cover are reported once, at
the first. Headings are left alone: the article below them says whose words they are; so are crossheads and quotations
pulled out of the article, which stand in a paragraph of their own and once more where somebody says them. Titles,
nicknames and words held at arm’s length are not speech.

Nor is anything said where a reader would not ask who says it:

- of a headline, a label or the title of a work: in capitals, with a capital for each word, with a colon at its end
  (`“Related:”`), between two dashes, or alone in single marks where speech is in double ones;
- before a credit: `[AP]` at the end of the line, `by Cy Moss`, `(poster, 2015)`, `– @cymoss`, an address, or cited in
  parentheses (`(“…,” Bath Herald, May 2)`);
- after a colon whose sentence names somebody or says what is quoted (`the laugh line: “…”`), in the same paragraph or
  at the end of one above;
- in the sentence of what shows the words: `the ad targets “…”`, `a banner promises “…”`;
- before a sentence that begins with the words as words: `That slogan …`, `So says …`;
- as part of the writer’s phrase: `Lee’s “…” promise`, `between “…” and “…”`, `cries of “…”`;
- beside reporting words whose subject is unclear: `footage of Park saying “…”`, `“…,” Way said`;
- after the writer’s own question about somebody whom it names;
- while a mark in the same paragraph opens or closes nothing, which `unbalanced-quote` reports.

## Why it matters
A quotation that nobody owns is among the commonest and costliest causes of corrections in print. The reader will give
it to whoever was named last.

## Example
```article
Mayor Ann Lee and the engineer Bo Park met at the bridge on Monday.

The rain had stopped by noon. “We knew in spring that the bridge would fall.”
```

Write instead:

```article
Mayor Ann Lee and the engineer Bo Park met at the bridge on Monday.

The rain had stopped by noon. “We knew in spring that the bridge would fall,” Park said.
```

## How to silence it
If the speaker is clear but the words do not show it, say so after the closing mark: `{speaker="Bo Park"}`, or
`{speaker=anonymous}`. If it is not speech, write `{.scare}` or `{.title}` there. Or write
`{% ignore unattributed-quote %}` in the paragraph, on a line alone above it, or for the whole article right below its
header (without one, at the top of the file).
"#,
    options: &[MIN_WORDS],
    check,
    again: |step, _| {
        (step.same_quotations && step.nothing_near("unattributed-quote") && speakers::no_riddle_near(step))
            .then(|| step.moved("unattributed-quote"))
    },
};

const MIN_WORDS: RuleOption = RuleOption::number(
    "min_words",
    1,
    "The fewest words of speech that needs a speaker; what is shorter is left alone.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let min_words = settings.number(&MIN_WORDS) as usize;
    if analysis.quotations.iter().all(|quotation| quotation.attribution.is_some()) {
        return;
    }
    let attributed = analysis.quotations.iter().filter(|quotation| quotation.attribution.is_some());
    let mut settled: FxHashSet<u32> = attributed.map(|quotation| quotation.utterance).collect();
    for (i, quotation) in analysis.quotations.iter().enumerate() {
        let speech = is_speech(analysis, quotation) && !speakers::is_pulled(analysis, quotation);
        if speech
            && settled.insert(quotation.utterance)
            && !goes_on(analysis, i)
            && !is_understood(analysis, i)
        {
            let parts = std::iter::once(quotation.outer).chain(parts(analysis, i));
            let words: usize = parts.map(|part| analysis.words(part).split_whitespace().count()).sum();
            if words >= min_words {
                found.push(diagnostic(analysis, i));
            }
        }
    }
}

/// Whether nothing but blanks stands between a quotation and another that nobody says: one attribution would do for both.
fn goes_on(analysis: &Analysis, index: usize) -> bool {
    let quotation = &analysis.quotations[index];
    let before = index.checked_sub(1).map(|before| &analysis.quotations[before]);
    before.is_some_and(|before| {
        before.attribution.is_none()
            && before.block == quotation.block
            && before.outer.end <= quotation.outer.start
            && analysis.words(Span::new(before.outer.end, quotation.outer.start)).trim().is_empty()
    })
}

fn is_speech(analysis: &Analysis, quotation: &Quotation) -> bool {
    quotation.kind != QuotationKind::Indirect
        && !matches!(analysis.blocks[quotation.block as usize].kind, BlockKind::Heading(_))
}

fn diagnostic(analysis: &Analysis, index: usize) -> Diagnostic {
    let quotation = &analysis.quotations[index];
    let words = excerpt(analysis.words(quotation.span).trim_end_matches([',', '.']));
    let in_marks = analysis.blocks[quotation.block as usize].kind != BlockKind::Quotation;
    let message = if in_marks {
        format!(
            "Nobody is shown to have said “{words}”. Name the speaker beside it, or mark it `{{.scare}}` or `{{.title}}` \
             if it is not speech."
        )
    } else {
        format!(
            "Nobody is shown to have said “{words}”. End the block quotation with a line `> — ` and the name."
        )
    };
    let mut diagnostic = RULE.diagnostic(quotation.outer, message);
    for fix in speakers::fixes(analysis, index) {
        diagnostic = diagnostic.fix(fix);
    }
    for part in parts(analysis, index) {
        diagnostic = diagnostic.related(part, "the same speech goes on here");
    }
    if let Some((name, span)) = speaker_before(analysis, index) {
        diagnostic = diagnostic.related(span, format!("the last to speak before it is {name}"));
    }
    diagnostic
}

/// The quotations behind this one that belong to the same utterance.
fn parts(analysis: &Analysis, index: usize) -> impl Iterator<Item = Span> {
    let utterance = analysis.quotations[index].utterance;
    let behind = analysis.quotations[index + 1..].iter();
    behind.take_while(move |quotation| quotation.utterance == utterance).map(|quotation| quotation.outer)
}

/// Who is shown to speak last in the same block or the one above, and by which words.
fn speaker_before(analysis: &Analysis, index: usize) -> Option<(&str, Span)> {
    let (before, rest) = analysis.quotations.split_at(index);
    let near = before.iter().rev().take_while(|quotation| quotation.block + 1 >= rest[0].block);
    near.into_iter().find_map(|quotation| {
        let attribution = quotation.attribution.as_ref()?;
        let Speaker::Entity(speaker) = attribution.speaker else { return None };
        Some((analysis.entity(speaker).name.as_str(), attribution.shown_by.unwrap_or(quotation.outer)))
    })
}

#[cfg(test)]
mod tests {
    use crate::newsroom::Value;
    use crate::rules::fixture::{Sketch, diagnostics_with};

    const TEXT: &str = "Ann Lee came. “It fell,” Lee said.\n\n“It fell at noon,” and then, “It fell hard.”";

    #[test]
    fn one_diagnostic_for_an_utterance_with_the_speaker_before() {
        let mut sketch = Sketch::new(TEXT);
        let lee = sketch.person("Ann Lee", &["Ann Lee", "Lee said"]);
        sketch.quotation("“It fell,”", 0).said_by(lee, "Lee said");
        sketch.quotation("“It fell at noon,”", 1);
        sketch.quotation("“It fell hard.”", 1);
        assert_eq!(
            sketch.diagnostics(),
            "unattributed-quote @ \"“It fell at noon,”\": Nobody is shown to have said “It fell at noon”. Name the \
             speaker beside it, or mark it `{.scare}` or `{.title}` if it is not speech.\n  \
             \"“It fell hard.”\": the same speech goes on here\n  \
             \"Lee said\": the last to speak before it is Ann Lee"
        );
    }

    #[test]
    fn short_speech_can_be_left_alone() {
        let text = "Ann Lee and Bo Park met.\n\nThe rain had stopped. “We knew that it would fall.”";
        let flagged = |words| {
            let set = [("min_words", Value::Number(words))];
            !diagnostics_with("unattributed-quote", text, &set, "").is_empty()
        };
        assert!(flagged(1) && flagged(6) && !flagged(7));
    }

    #[test]
    fn a_crosshead_is_said_below_it() {
        let flagged = |crosshead: &str| {
            let text = format!(
                "Rain fell.\n\n{crosshead}\n\n“It was a fight from start to finish,” said Ann Lee, the mayor."
            );
            !diagnostics_with("unattributed-quote", &text, &[], "").is_empty()
        };
        assert!(!flagged("‘A fight from start to finish’") && !flagged("“A fight from start to finish.”"));
        assert!(flagged("“We knew that it would be a fight.”"), "nobody says that below");
        assert!(flagged("It was late. “It was a fight from start to finish.”"), "in a paragraph with others");
    }

    #[test]
    fn one_attribution_would_do_for_what_stands_side_by_side() {
        let text = "Rain fell on Bath.\n\n“We were not told.” \n“We knew it in spring.” \n“We are sorry.”";
        assert_eq!(crate::rules::fixture::flagged("unattributed-quote", text), ["“We were not told.”"]);
    }

    #[test]
    fn it_can_be_silenced() {
        let mut sketch = Sketch::new("Rain fell.\n\n{% ignore unattributed-quote %}\n\n“It fell.”");
        sketch.quotation("“It fell.”", 0);
        assert_eq!(sketch.diagnostics(), "");
    }
}
