use super::{Diagnostic, Rule, RuleSettings, Severity, speakers};
use crate::analysis::{Analysis, Attribution, EntityId, How, Speaker};
use rustc_hash::FxHashSet;

/// An attribution that fits two people.
pub(super) static RULE: Rule = Rule {
    code: "ambiguous-speaker",
    severity: Severity::Hint,
    summary: "attributions that fit two people, as “he said” does with two men in play",
    explanation: r#"
## What it finds
A quotation whose speaker is a pronoun that fits two people of the article about as well. Where one of them has just
spoken, under their own name and in the same paragraph or the one before, readers take it that they go on, and nothing
is said.

## Why it matters
The reader cannot know which of them spoke, and half of the readers will think it was the other. Often the sense tells,
though, which no program reads; so it is a hint, which `onrecord check --min-severity hint` shows.

## Example
```article
Mr Bo Park, the engineer, met Mr Cy Dole, the harbour master, on Monday.

“We knew in spring,” he said.
```

Write instead:

```article
Mr Bo Park, the engineer, met Mr Cy Dole, the harbour master, on Monday.

“We knew in spring,” Park said.
```

## How to silence it
Say whom the words stand for: `[he]{person="Bo Park"}`. Or write `{% ignore ambiguous-speaker %}` in the paragraph, on
a line alone above it, or for the whole article right below its header (without one, at the top of the file).
"#,
    options: &[],
    check,
    again: |step, _| {
        (step.same_speakers && step.nothing_near("ambiguous-speaker"))
            .then(|| step.moved("ambiguous-speaker"))
    },
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let ambiguous = |attribution: &Attribution| match attribution.speaker {
        Speaker::Ambiguous => true,
        Speaker::Entity(_) if attribution.alternatives.is_empty() => false,
        _ => candidates(analysis, attribution).len() > 1,
    };
    for (index, _, attribution, span) in speakers::attributions(analysis, ambiguous) {
        let candidates = candidates(analysis, attribution);
        if goes_on(analysis, index, &candidates) {
            continue;
        }
        let who = names(analysis, &candidates);
        let message = match attribution.shown_by {
            Some(words) => {
                let words = analysis.words(words);
                let annotation = format!("`[{words}]{{person=\"…\"}}`");
                format!("“{words}” can be {who}. Name the speaker, or write {annotation}.")
            }
            None => format!("The speaker can be {who}. Name the speaker."),
        };
        let mut diagnostic = RULE.diagnostic(span, message);
        let fixes = attribution.shown_by.and_then(|words| speakers::stand_for(analysis, words, &candidates));
        for fix in fixes.into_iter().flatten() {
            diagnostic = diagnostic.fix(fix);
        }
        for id in candidates {
            let entity = analysis.entity(id);
            if let Some(&first) = entity.mentions.first() {
                let span = analysis.mentions[first as usize].span;
                diagnostic = diagnostic.related(span, format!("{} is first named here", entity.name));
            }
        }
        found.push(diagnostic);
    }
}

/// Whether one of the candidates spoke last, under their own name, in the same paragraph or the one before.
fn goes_on(analysis: &Analysis, index: usize, candidates: &[EntityId]) -> bool {
    let (before, rest) = analysis.quotations.split_at(index);
    let is_pronoun = |attribution: &Attribution| attribution.how == How::Pronoun;
    let near = before.iter().rev().take_while(|quotation| quotation.block + 1 >= rest[0].block);
    let last =
        near.filter_map(|quotation| quotation.attribution.as_ref()).find(|last| last.shown_by.is_some());
    rest[0].attribution.as_ref().is_some_and(is_pronoun)
        && last.is_some_and(|last| {
            last.how == How::Name
                && matches!(last.speaker, Speaker::Entity(speaker) if candidates.contains(&speaker))
        })
}

/// Everybody the attribution fits, likeliest first.
fn candidates(analysis: &Analysis, attribution: &Attribution) -> Vec<EntityId> {
    let likeliest = match attribution.speaker {
        Speaker::Entity(id) => Some(id),
        _ => None,
    };
    let by_quotation = attribution.alternatives.iter().map(|alternative| alternative.entity);
    let mut candidates: Vec<EntityId> = likeliest.into_iter().chain(by_quotation).collect();
    if candidates.is_empty() {
        let words = attribution.shown_by;
        let from = words.map_or(0, |words| analysis.mentions.partition_point(|m| m.span.start < words.start));
        let here =
            analysis.mentions[from..].iter().take_while(|m| words.is_some_and(|w| m.span.start == w.start));
        let mention = { here }.find(|mention| Some(mention.span) == words);
        candidates.extend(mention.into_iter().flat_map(|mention| mention.candidates.iter().copied()));
    }
    let mut seen = FxHashSet::default();
    candidates.retain(|id| seen.insert(*id));
    candidates
}

/// `Bo Park or Cy Dole`
fn names(analysis: &Analysis, candidates: &[EntityId]) -> String {
    let names: Vec<&str> = candidates.iter().map(|id| analysis.entity(*id).name.as_str()).collect();
    match names.as_slice() {
        [] => "more than one person".to_owned(),
        [only] => format!("{only} or somebody else"),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Alternative, How, Speaker};
    use crate::rules::fixture::Sketch;

    const TEXT: &str = "Bo Park met Cy Dole. “We knew,” he said.";

    #[test]
    fn a_pronoun_that_fits_two() {
        let mut sketch = Sketch::new(TEXT);
        let park = sketch.person("Bo Park", &["Bo Park"]);
        let dole = sketch.person("Cy Dole", &["Cy Dole"]);
        let mut said = sketch.quotation("“We knew,”", 0);
        said.said(Speaker::Ambiguous, How::Pronoun, "he");
        let alternatives =
            [(park, 0.5), (dole, 0.4)].map(|(entity, confidence)| Alternative { entity, confidence });
        said.quotation.attribution.as_mut().unwrap().alternatives = alternatives.into_iter().collect();
        assert_eq!(
            sketch.diagnostics(),
            "ambiguous-speaker @ \"he\": “he” can be Bo Park or Cy Dole. Name the speaker, or write \
             `[he]{person=\"…\"}`.\n  \"Bo Park\": Bo Park is first named here\n  \"Cy Dole\": Cy Dole is first named here"
        );
    }

    #[test]
    fn whoever_spoke_just_before_goes_on() {
        let text =
            |between| format!("Bo Park met Cy Dole. “It fell,” Park said.{between}“We knew,” he said.");
        for (between, asks) in [(" ", false), ("\n\n", false), ("\n\nRain fell.\n\n", true)] {
            let mut sketch = Sketch::new(&text(between));
            let park = sketch.person("Bo Park", &["Bo Park"]);
            let dole = sketch.person("Cy Dole", &["Cy Dole"]);
            sketch.quotation("“It fell,”", 0).said_by(park, "Park said");
            let mut said = sketch.quotation("“We knew,”", 1);
            said.said(Speaker::Ambiguous, How::Pronoun, "he");
            let alternatives =
                [(park, 0.5), (dole, 0.4)].map(|(entity, confidence)| Alternative { entity, confidence });
            said.quotation.attribution.as_mut().unwrap().alternatives = alternatives.into_iter().collect();
            assert_eq!(sketch.diagnostics().contains("ambiguous-speaker"), asks, "{between:?}");
        }
    }

    #[test]
    fn a_pronoun_that_fits_one() {
        let mut sketch = Sketch::new(TEXT);
        let park = sketch.person("Bo Park", &["Bo Park"]);
        sketch.quotation("“We knew,”", 0).said_by(park, "he");
        assert_eq!(sketch.diagnostics(), "");
    }
}
