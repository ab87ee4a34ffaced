use super::fix::Printed;
use super::{Diagnostic, Rule, RuleSettings, Severity};
use crate::analysis::{Analysis, Entity, How};
use crate::article::EntityKind;
use crate::text::Span;

/// Two titles for one person that nobody bears at once.
pub(super) static RULE: Rule = Rule {
    code: "inconsistent-title",
    severity: Severity::Information,
    summary: "two titles for one person that nobody bears at once, as “Sen.” and “Rep.”",
    explanation: r#"
## What it finds
A title in front of a name that contradicts the one in front of the same person's name before: “Sen.” and “Rep.”, “Capt.”
and “Sgt.” What somebody used to be (“former”, “then”) and what is said inside quotation marks does not count, nor does a
bare surname that two people of the article bear.

## Why it matters
One of the two is wrong, and it is the kind of mistake that its victims remember.

## Example
```article
Capt. Mara Quill waited at the quay on Monday.

“The ferry is late,” Sgt. Mara Quill said.
```

Write instead:

```article
Capt. Mara Quill waited at the quay on Monday.

“The ferry is late,” Capt. Mara Quill said.
```

## How to silence it
Write `{% ignore inconsistent-title %}` in the paragraph, on a line alone above it, or at the top of the file for the
whole article.
"#,
    options: &[],
    check,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let sets = sets();
    for entity in &analysis.entities {
        if entity.kind == EntityKind::Person && entity.named {
            found.extend(disagreement(analysis, entity, &sets));
        }
    }
}

/// A set of titles, each with its spellings in lower case, of which nobody bears two.
type Set = Vec<Vec<String>>;

fn sets() -> Vec<Set> {
    let lines = include_str!("titles.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let spellings = |title: &str| title.split('/').map(|title| title.trim().to_lowercase()).collect();
    lines.map(|line| line.split('|').map(spellings).collect()).collect()
}

/// A title as it stands in front of a name.
struct Borne<'a> {
    /// In bytes of the file.
    span: Span,
    words: &'a str,
    set: usize,
    title: usize,
}

/// The first place where a title contradicts an earlier one.
fn disagreement(analysis: &Analysis, entity: &Entity, sets: &[Set]) -> Option<Diagnostic> {
    let mut borne: Vec<Borne> = vec![];
    let surname = |entity: &Entity| entity.name.split_whitespace().next_back().map(str::to_lowercase);
    let namesakes = analysis.entities.iter().filter(|other| surname(other) == surname(entity));
    let shared = namesakes.count() > 1;
    let given = entity.name.split_once(char::is_whitespace).map(|(given, _)| given);
    for &mention in &entity.mentions {
        let mention = &analysis.mentions[mention as usize];
        let quoted = || analysis.quotations.iter().any(|q| q.outer != q.span && q.span.covers(mention.span));
        let full = given.is_some_and(|given| analysis.slice(mention.span).contains(given));
        let named = mention.how == How::Name && (full || !shared);
        let title = named.then(|| title_before(analysis, mention.span, sets)).flatten();
        let Some(title) = title.filter(|_| !quoted()) else { continue };
        if let Some(other) = borne.iter().find(|other| other.set == title.set && other.title != title.title) {
            let (name, first, again) = (&entity.name, other.words, title.words);
            let message = format!("{name} is “{first}” above and “{again}” here. Which is right?");
            let diagnostic = RULE.diagnostic(title.span, message);
            return Some(diagnostic.related(other.span, format!("“{first}” here")));
        }
        borne.push(title);
    }
    None
}

/// The longest title that ends right before a name.
fn title_before<'a>(analysis: &'a Analysis, name: Span, sets: &[Set]) -> Option<Borne<'a>> {
    const MOST_WORDS: usize = 3;
    let block = analysis.block_at(name.start)?;
    let printed = Printed::of(analysis, block);
    let before = printed.text()[..printed.in_print(name).start as usize].trim_end();
    let mut starts: Vec<usize> = vec![];
    let mut at = before.len();
    while starts.len() < MOST_WORDS && at > 0 {
        let word = before[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        at = before[..at].trim_end().len() - word.len();
        starts.push(at);
    }
    // "Lt. Gov." is no "Gov.": the longest one counts.
    starts.iter().rev().find_map(|&start| {
        let words = &before[start..];
        let lower = words.to_lowercase();
        let (set, title) = sets.iter().enumerate().find_map(|(set, titles)| {
            Some((set, titles.iter().position(|spellings| spellings.contains(&lower))?))
        })?;
        let was = before[..start].trim_end().rsplit([' ', '\n', '-']).next().unwrap_or_default();
        let past = PAST.iter().any(|past| was.eq_ignore_ascii_case(past)) || before[..start].ends_with('-');
        let span = printed.in_file(Span::from(start..before.len()));
        (!past && words.starts_with(char::is_uppercase)).then_some(Borne { span, words, set, title })
    })
}

/// What says that a title was borne, or will be, at another time.
const PAST: [&str; 9] =
    ["former", "then", "ex", "late", "retired", "outgoing", "incoming", "future", "acting"];

#[cfg(test)]
mod tests {
    use crate::rules::fixture::Sketch;

    fn said(text: &str, mentions: &[&str]) -> String {
        let mut sketch = Sketch::new(text);
        sketch.person("Mara Quill", mentions);
        sketch.diagnostics()
    }

    #[test]
    fn titles_that_disagree() {
        assert_eq!(
            said("Sen. Mara Quill came. It rained. Rep. Quill left.", &["Mara Quill", "Quill left"]),
            "inconsistent-title @ \"Rep.\": Mara Quill is “Sen.” above and “Rep.” here. Which is right?\n  \"Sen.\": \
             “Sen.” here"
        );
    }

    #[test]
    fn a_surname_that_two_bear_contradicts_nothing() {
        let mut sketch = Sketch::new("Sen. Mara Quill met Otto Quill. Rep. Quill left.");
        sketch.person("Mara Quill", &["Mara Quill", "Quill left"]);
        sketch.person("Otto Quill", &["Otto Quill"]);
        assert_eq!(sketch.diagnostics(), "");
    }

    #[test]
    fn titles_that_agree() {
        for text in [
            "Sen. Mara Quill came. Senator Quill left.",
            "Sen. Mara Quill came. Then-Rep. Quill left.",
            "Sen. Mara Quill came. The former Gov. Quill left.",
            "Lt. Gov. Mara Quill came. Ms. Quill left.",
            "Sen. Mara Quill came. Mr. Quill left.",
            "Capt. Mara Quill came. “Sgt. Quill left,” he said.",
        ] {
            assert_eq!(said(text, &["Mara Quill", "Quill left"]), "", "{text}");
        }
    }
}
