use super::{Diagnostic, Fix, Rule, RuleOption, RuleSettings, Severity, Step};
use crate::analysis::{Analysis, Declaration, Variant};
use crate::english::classes::DETERMINER;
use crate::english::lexicon::lookup;
use crate::english::with_single_blanks;
use crate::text::{Edit, Span};

/// A name one slip away from another.
pub(super) static RULE: Rule = Rule {
    code: "name-variant",
    severity: Severity::Warning,
    summary: "names one slip away from a name in the article or the people list",
    explanation: r#"
## What it finds
A name that differs from another in the article, or in the header’s people list, by a letter left out, added, changed
or swapped, or that is another spelling of it: `Sergey` for `Sergei`, `Ibanez` for `Ibáñez`. The spelling that is
declared, or else the commoner one, is taken for the right one. `Kowalski` and `Kowalska` are two people, and the
`Kowalskis` are a family.

## Why it matters
A misspelt name is a correction the next day, and the person’s quotations fall apart in two.

## Example
```article
Mayor Margaret Lindqvist closed the bridge on Monday. Margaret Lindqvist was the first to cross it in 1998.

“It was a good bridge,” Margaret Lindqivst said.
```

Write instead:

```article
Mayor Margaret Lindqvist closed the bridge on Monday. Margaret Lindqvist was the first to cross it in 1998.

“It was a good bridge,” Margaret Lindqvist said.
```

## How to silence it
If they are two people, list both under `people:` in the header; if both spellings are right, list one under the
other’s `aliases`. If a name is right in all articles, list it under `accept`. Or write `{% ignore name-variant %}` in
the paragraph, on a line alone above it, or for the whole article right below its header (without one, at the top of
the file).
"#,
    options: &[ACCEPT],
    check,
    again: |step, _| still(step).then(|| step.moved("name-variant")),
};

const ACCEPT: RuleOption =
    RuleOption::names("accept", "Names that are right, though they are one slip away from another.");

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let accepted = settings.names(&ACCEPT);
    let written = |variant: &Variant| with_single_blanks(&analysis.words(variant.span)).into_owned();
    let slips: Vec<Slip> =
        analysis.variants.iter().map(|variant| Slip { variant, written: written(variant) }).collect();
    for slip in &slips {
        let accepted = accepted.iter().any(|name| name.to_lowercase() == slip.written.to_lowercase());
        if !accepted && !slip.is_family(analysis) {
            found.push(diagnostic(analysis, slip, &slips));
        }
    }
}

/// Whether the same names have slips where they stood, and no paragraph was edited that has one, or has an example for one,
/// or stands right above one: the word in front of a name may tell that it is a family's.
fn still(&Step { before, now, patched, .. }: &Step<'_>) -> bool {
    let place = |span: Span| patched.edit.moved_span(span);
    let same = |(was, is): (&Variant, &Variant)| {
        place(was.span) == is.span
            && was.entity == is.entity
            && was.suggestion == is.suggestion
            && was.example.map(place) == is.example
    };
    let is_edited = |block: usize| patched.blocks.binary_search(&block).is_ok();
    let is_near = |place: Span| {
        let block = now.block_at(place.start);
        block.is_none_or(|block| is_edited(block) || block.checked_sub(1).is_some_and(is_edited))
    };
    let is_far = |variant: &Variant| !is_near(variant.span) && !variant.example.is_some_and(is_near);
    patched.same_people
        && before.variants.len() == now.variants.len()
        && before.variants.iter().zip(&now.variants).all(same)
        && now.variants.iter().all(is_far)
}

/// A name one slip away from another, and how it is written.
struct Slip<'a> {
    variant: &'a Variant,
    written: String,
}

impl Slip<'_> {
    /// Whether it is the plural of the name that it resembles: “the Lindqvists”, “both Lindqvists”, “three Lindqvists”.
    fn is_family(&self, analysis: &Analysis) -> bool {
        let ending = self.written.strip_prefix(self.variant.suggestion.as_str());
        if !matches!(ending, Some("s" | "es")) {
            return false;
        }
        let before = &analysis.text()[..self.variant.span.start as usize];
        let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let of_one = ["a", "an", "this", "that", "each", "every", "another"];
        lookup(word).any(DETERMINER) && !of_one.iter().any(|one| word.eq_ignore_ascii_case(one))
    }
}

fn diagnostic(analysis: &Analysis, slip: &Slip, slips: &[Slip]) -> Diagnostic {
    let Slip { variant, written } = slip;
    let right = &variant.suggestion;
    let entity = analysis.entity(variant.entity);
    let whole = if *right == entity.name { String::new() } else { format!(" ({})", entity.name) };
    let list = match entity.declared {
        Some(Declaration::List(index)) if variant.example.is_none() => {
            let path = &analysis.options().people.place(index).0.path;
            path.file_name().map_or(String::new(), |name| format!(" in {}", name.display()))
        }
        _ => String::new(),
    };
    let message =
        format!("“{written}” is one slip away from “{right}”{whole}{list}. Is it the same name misspelt?");
    let mut diagnostic = RULE.diagnostic(variant.span, message).about(written);
    for fix in fixes(analysis, slip, slips) {
        diagnostic = diagnostic.fix(fix);
    }
    match (variant.example, entity.declared) {
        (Some(example), _) => {
            diagnostic.related(example, format!("spelt “{}” here", analysis.words(example)))
        }
        (None, Some(Declaration::Header(index))) => {
            let declared = analysis.header.declared[index as usize].span;
            diagnostic.related(declared, "spelt so in the people list")
        }
        (None, Some(Declaration::List(_)) | None) => diagnostic,
    }
}

/// The right spelling here; and everywhere, if the same slip stands in several places.
fn fixes(analysis: &Analysis, slip: &Slip, slips: &[Slip]) -> Vec<Fix> {
    let variant = slip.variant;
    let right = |variant: &Variant| Edit::replace(variant.span, variant.suggestion.clone());
    // What has markup in the middle of the name is for people to mend.
    let plain = |variant: &Variant| !analysis.slice(variant.span).contains(['{', '[', '\\']);
    let same = |other: &&Slip| {
        other.variant.suggestion == variant.suggestion
            && other.written == slip.written
            && plain(other.variant)
    };
    let places = slips.iter().filter(same).count();
    let mut fixes = vec![];
    if plain(variant) {
        fixes.push(
            Fix::suggested(format!("Write “{}”", variant.suggestion), vec![right(variant)]).preferred(),
        );
    }
    if places > 1 {
        let all = slips.iter().filter(same).map(|other| right(other.variant)).collect();
        fixes.push(Fix::suggested(format!("Write “{}” in all {places} places", variant.suggestion), all));
    }
    fixes
}

#[cfg(test)]
mod tests {
    use crate::analysis::Variant;
    use crate::newsroom::Value;
    use crate::rules::fixture::{Sketch, diagnostics_with, fixed, found_while_typing};

    #[test]
    fn the_slip_is_mended_here_or_everywhere() {
        let text = "---\npeople: [Margaret Lindqvist]\n---\n\nMayor Margaret Lindqivst closed the bridge.\n\n\
                    “It was a good bridge,” Margaret Lindqivst’s son said.";
        let all = text.replace("Lindqivst", "Lindqvist");
        assert_eq!(
            fixed("name-variant", text),
            [
                ("Write “Margaret Lindqvist”".to_owned(), text.replacen("Lindqivst", "Lindqvist", 1)),
                ("Write “Margaret Lindqvist” in all 2 places".to_owned(), all),
            ]
        );
    }

    #[test]
    fn the_newsrooms_list_has_the_right_spelling() {
        let text = "Mayor Margaret Lindqivst closed the bridge on Monday.";
        let list = "- Margaret Lindqvist\n";
        assert_eq!(diagnostics_with("name-variant", text, &[], ""), "");
        assert_eq!(
            diagnostics_with("name-variant", text, &[], list),
            "name-variant @ \"Margaret Lindqivst\": “Margaret Lindqivst” is one slip away from “Margaret Lindqvist” in \
             people.yaml. Is it the same name misspelt?"
        );
        let accept = [("accept", Value::Names(vec!["margaret lindqivst".to_owned()]))];
        assert_eq!(diagnostics_with("name-variant", text, &accept, list), "");
    }

    #[test]
    fn a_family_is_no_misspelt_name() {
        let flagged = |words: &str| {
            let mut sketch = Sketch::new(&format!("Margaret Lindqvist came. {words} left."));
            let entity = sketch.person("Margaret Lindqvist", &["Margaret Lindqvist"]);
            let (span, example) = (sketch.find("Lindqvists"), Some(sketch.find("Lindqvist")));
            let suggestion = "Lindqvist".to_owned();
            sketch.analysis.variants = vec![Variant { span, entity, suggestion, example }];
            sketch.diagnostics().contains("name-variant")
        };
        assert!(!flagged("The Lindqvists") && !flagged("Some Lindqvists") && !flagged("The\nLindqvists"));
        assert!(flagged("Lindqvists bridge") && flagged("A Lindqvists"), "an apostrophe is missing");
    }

    #[test]
    fn the_right_spelling_is_shown_where_it_stands() {
        let mut sketch = Sketch::new("Margaret Lindqvist came. Lindqivst left.");
        let entity = sketch.person("Margaret Lindqvist", &["Margaret Lindqvist"]);
        let (span, example) = (sketch.find("Lindqivst"), Some(sketch.find("Lindqvist")));
        sketch.analysis.variants =
            vec![Variant { span, entity, suggestion: "Lindqvist".to_owned(), example }];
        assert_eq!(
            sketch.diagnostics(),
            "name-variant @ \"Lindqivst\": “Lindqivst” is one slip away from “Lindqvist” (Margaret Lindqvist). Is it the \
             same name misspelt?\n  \"Lindqvist\": spelt “Lindqvist” here"
        );
    }

    #[test]
    fn a_slip_is_told_while_somebody_types_elsewhere_and_beside_it() {
        let rain = "Rain fell on the harbour.\n\n".repeat(5);
        let slip = "Mayor Margaret Lindqvist came.\n\n";
        let far = format!("{slip}{rain}On Monday▮ it rained.\n\n{rain}Margaret Lindqivst left.");
        assert!(found_while_typing("name-variant", &far, " it snowed, and") > 0);
        // The word in front of the name, at the end of the paragraph above it, makes a family of it and a slip again.
        let near =
            format!("{slip}{rain}It rained in Bath all day.\nIt was late for▮\n\nLindqvists left.\n\n{rain}");
        found_while_typing("name-variant", &near, " the");
    }
}
