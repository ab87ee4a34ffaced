use super::{Diagnostic, Rule, RuleOption, RuleSettings, Severity, Step, excerpt};
use crate::analysis::{Analysis, Attribution, How, QuotationKind, Speaker};
use crate::english::classes::GENERAL_PERSON;
use crate::english::lexicon::lookup;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// A source without a name.
pub(super) static RULE: Rule = Rule {
    code: "anonymous-source",
    severity: Severity::Hint,
    summary: "words given to a source who is not named, as to “a senior official”",
    explanation: r#"
## What it finds
Speech of somebody whom the article describes and never names: “a senior official”, “two people familiar with the
talks”, “aides”; and what is marked `{speaker=anonymous}`. Of many at once (“voters”, “critics”), and of what is reported
without quotation marks, only officials, aides, lawmakers and the like count. Each source is shown once for
each place that names it, with how many of the article’s quotations have no name behind them.

## Why it matters
A house that lets sources stay unnamed wants to know how often, and an editor wants to know who they are. `onrecord check
--min-severity hint --select anonymous-source` lists them.

## Example
```article
“The bridge was never safe,” a senior official said.
```

Write instead:

```article
“The bridge was never safe,” said Ann Lee, the mayor.
```

## How to silence it
It is a hint and fails no run. If the source is to stay unnamed, write `{% ignore anonymous-source %}` in the
paragraph, on a line alone above it, or for the whole article right below its header (without one, at the top of the
file). `reported = false` leaves alone what stands without marks.
"#,
    options: &[REPORTED],
    check,
    again: |step, _| {
        (step.same_speakers && step.nothing_near("anonymous-source") && !determiner_edited(step))
            .then(|| step.moved("anonymous-source"))
    },
};

const REPORTED: RuleOption = RuleOption::flag(
    "reported",
    true,
    "Count what such a source is reported to have said without quotation marks, too.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let reported = settings.flag(&REPORTED);
    let mut shown = FxHashSet::default();
    let first = found.len();
    let (mut unnamed, mut all) = (0, 0);
    let mut counted = vec![false; analysis.quotations.len()];
    for quotation in &analysis.quotations {
        let marked = quotation.kind != QuotationKind::Indirect;
        let source = quotation
            .attribution
            .as_ref()
            .is_some_and(|attribution| is_unnamed(analysis, attribution, marked));
        let counted = counted.get_mut(quotation.utterance as usize);
        if marked && counted.is_none_or(|counted| !std::mem::replace(counted, true)) {
            all += 1;
            unnamed += usize::from(source);
        }
        let words = quotation.attribution.as_ref().and_then(|attribution| attribution.shown_by);
        let span = words.unwrap_or(quotation.outer);
        if source && (marked || reported) && shown.insert(span) {
            let what = match words {
                Some(words) => format!(
                    "“{}” is a source without a name",
                    excerpt(analysis.words(words).trim_end_matches(" who"))
                ),
                None => "This source has no name".to_owned(),
            };
            found.push(RULE.diagnostic(span, what).related(quotation.outer, "what the source says"));
        }
    }
    let share = match (unnamed, all) {
        (0, _) => ".".to_owned(),
        (1, 1) => "; it is the article’s only quotation.".to_owned(),
        (1, _) => format!("; 1 of the article’s {all} quotations has none behind it."),
        _ => format!("; {unnamed} of the article’s {all} quotations have none behind them."),
    };
    found[first..].iter_mut().for_each(|diagnostic| diagnostic.message += &share);
}

/// Whether the word in front of a description may have been edited, which tells “the two aides” from “two aides”.
fn determiner_edited(step: &Step<'_>) -> bool {
    /// “the other two aides”, “the last few words”: how many words may stand in between.
    const FARTHEST: usize = 4;
    let edited = step.patched.edit.new_end;
    let mentions = step.patched.blocks.iter().flat_map(|&block| step.now.mentions_in(block));
    let mut described =
        mentions.filter(|mention| mention.how == How::Description && mention.span.start >= edited);
    described.any(|mention| {
        let between = step.now.slice(Span::new(edited, mention.span.start));
        between.split_whitespace().count() < FARTHEST
    })
}

/// Whether the words are those of somebody whom the article never names. What stands without marks counts only if a
/// source in the narrow sense says it.
fn is_unnamed(analysis: &Analysis, attribution: &Attribution, marked: bool) -> bool {
    let entity = match attribution.speaker {
        Speaker::Anonymous => return true,
        Speaker::Entity(id) => analysis.entity(id),
        Speaker::Unresolved | Speaker::Ambiguous => return false,
    };
    if entity.named || entity.declared.is_some() {
        return false;
    }
    // It is the words that introduce the source that tell, not "the official" further down.
    let mut mentions = entity.mentions.iter();
    let introduced = mentions.find_map(|&mention| {
        let by_pronoun = analysis.mentions[mention as usize].how == How::Pronoun;
        (!by_pronoun).then(|| analysis.described(mention as usize))
    });
    let introduced = introduced.flatten();
    let Some(described) = introduced else { return false };
    let head = lookup(described.head);
    let general = head.any(GENERAL_PERSON) || is_general_plural(described.head);
    described.person
        && !described.definite
        && (marked || general)
        && (general || described.determined && !described.plural)
}

/// officials, sources: the list has the singular.
fn is_general_plural(word: &str) -> bool {
    word.strip_suffix(['s', 'S']).is_some_and(|singular| lookup(singular).any(GENERAL_PERSON))
        || word.eq_ignore_ascii_case("people")
        || word.eq_ignore_ascii_case("person")
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::newsroom::Value;
    use crate::rules::fixture::{diagnostics_of, diagnostics_with, flagged};
    use crate::rules::{check_with, recheck};

    const CODE: &str = "anonymous-source";

    #[test]
    fn a_source_without_a_name() {
        assert_eq!(
            diagnostics_of(
                CODE,
                "“The bridge was never safe,” a senior official said. “We all knew,” said Ann Lee, the mayor."
            ),
            "anonymous-source @ \"a senior official\": “a senior official” is a source without a name; 1 of the \
             article’s 2 quotations has none behind it.\n  \"“The bridge was never safe,”\": what the source says"
        );
        assert_eq!(
            flagged(CODE, "“The bridge was never safe,”{speaker=anonymous} and that was all."),
            ["“The bridge was never safe,”"]
        );
    }

    #[test]
    fn sources_that_are_counted() {
        for source in ["two people close to the mayor", "three senior officials", "several aides"] {
            assert_eq!(flagged(CODE, &format!("“The bridge was never safe,” {source} said.")), [source]);
        }
        let known = [
            "the two officials",
            "those three aides",
            "the other two officials",
            "all three officials",
            "the mayor’s two aides",
        ];
        for source in known {
            assert!(
                flagged(CODE, &format!("“The bridge was never safe,” {source} said.")).is_empty(),
                "{source}"
            );
        }
    }

    #[test]
    fn what_tells_them_apart_may_be_edited() {
        let text = "Rain fell.\n\n“The bridge was never safe,” the seven officials said.";
        let analysis = Analysis::new(text, crate::analysis::Options::default());
        let settings = crate::newsroom::Settings::default();
        let found = check_with(&analysis, &settings);
        let update = analysis.update(text.replace("the seven", "seven"));
        let again = recheck(&analysis, &found, &update, &settings);
        assert_eq!(again, check_with(&update, &settings));
        assert!(again.iter().any(|diagnostic| diagnostic.code == CODE));
    }

    #[test]
    fn people_with_names() {
        assert!(
            flagged(CODE, "“It was never safe,” said Ann Lee, the mayor. “We knew,” the mayor said.")
                .is_empty()
        );
        assert!(flagged(CODE, "“It was never safe,” the Brookford Council said.").is_empty());
    }

    #[test]
    fn reports_without_marks() {
        let text = "Officials said the bridge was never safe. Critics said it was ugly.";
        assert_eq!(flagged(CODE, text), ["Officials"]);
        assert_eq!(diagnostics_with(CODE, text, &[("reported", Value::Flag(false))], ""), "");
    }

    #[test]
    fn it_can_be_silenced() {
        let text = "{% ignore anonymous-source %}\n“The bridge was never safe,” a senior official said.";
        assert!(flagged(CODE, text).is_empty());
    }
}
