use super::{Diagnostic, Rule, RuleOption, RuleSettings, Severity, Step, excerpt};
use crate::analysis::{Analysis, Attribution, EntityId, How, Quotation, QuotationKind, Speaker};
use crate::article::{BlockKind, EntityKind};
use crate::english::wording;
use crate::text::Span;
use rustc_hash::FxHashMap;

/// The same words quoted twice.
pub(super) static RULE: Rule = Rule {
    code: "repeated-quote",
    severity: Severity::Information,
    summary: "the same words quoted twice; a warning where two people are shown to have said them",
    explanation: r#"
## What it finds
A quotation whose words stand in another quotation of the article, too, all of them and in the same order. Where names
beside the two say that different people spoke, it is a warning. Headlines may repeat what the article quotes, and so may short phrases:
`min_words` says how short.

## Why it matters
Paragraphs that were moved are often left behind at their old place, and a quotation with two speakers is wrong at one of
them.

## Example
```article
“We knew in spring that the bridge would fall,” said Ann Lee, the mayor.

Bo Hansen, the engineer, came at noon. “We knew in spring that the bridge would fall,” Hansen said.
```

Write instead:

```article
“We knew in spring that the bridge would fall,” said Ann Lee, the mayor.

Bo Hansen, the engineer, came at noon. “Nobody asked me before June,” Hansen said.
```

## How to silence it
Take one of the two out. Or write `{% ignore repeated-quote %}` in the paragraph, on a line alone above it, or for the
whole article right below its header (without one, at the top of the file).
"#,
    options: &[MIN_WORDS],
    check,
    again,
};

const MIN_WORDS: RuleOption = RuleOption::number(
    "min_words",
    7,
    "The fewest words that count as the same quotation, and not as a phrase.",
);

fn check(analysis: &Analysis, settings: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let fewest = (settings.number(&MIN_WORDS) as usize).max(1);
    let all =
        (0..analysis.quotations.len()).filter(|index| is_speech(analysis, &analysis.quotations[*index]));
    let spoken: Vec<Spoken> =
        all.map(|index| Spoken::of(analysis, index)).filter(|spoken| spoken.words.len() >= fewest).collect();
    let starts = Starts::of(&spoken, fewest);
    let mut first = FxHashMap::default();
    for (i, whole) in spoken.iter().enumerate() {
        for start in whole.words.windows(fewest) {
            for &j in starts.with(start) {
                let (one, other) = (&spoken[i.min(j)], &spoken[i.max(j)]);
                if i != j && repeats(analysis, one, other) {
                    let earliest = first.entry(i.max(j)).or_insert(i.min(j));
                    *earliest = i.min(j).min(*earliest);
                }
            }
        }
    }
    for (again, first) in first {
        found.push(diagnostic(analysis, spoken[first].quotation, spoken[again].quotation));
    }
}

/// What is repeated in the next version: what was, except that quotations of the edited paragraphs are compared with all
/// others anew. Most lack a word of the other, and their gists tell that.
fn again(step: &Step<'_>, settings: &RuleSettings) -> Option<Vec<Diagnostic>> {
    if step.same_quotations {
        return Some(step.moved(RULE.code));
    }
    let (now, gists) = (step.now, step.now.gists());
    let fewest = (settings.number(&MIN_WORDS) as usize).max(1);
    let spoken = |index: usize| Some(Spoken::of(now, index)).filter(|spoken| spoken.words.len() >= fewest);
    let first_before = |again: usize| {
        let later = spoken(again)?;
        let alike = |other: &usize| may_hold(gists[*other], gists[again]);
        let repeated = |other: &usize| spoken(*other).is_some_and(|earlier| repeats(now, &earlier, &later));
        (0..again).filter(alike).filter(|other| is_speech(now, &now.quotations[*other])).find(repeated)
    };
    // Whose first telling may have changed: those edited, those who repeat one of them, and those who did.
    let put_down = step.patched.blocks.iter().flat_map(|block| now.quotations_in(*block));
    let mut open: Vec<usize> = put_down.filter(|index| is_edited(step, *index)).collect();
    let was_open = |diagnostic: &Diagnostic| {
        let place =
            |span: Span| step.before.block_at(span.start).is_some_and(|b| step.patched.blocks.contains(&b));
        place(diagnostic.span) || diagnostic.related.iter().any(|related| place(related.span))
    };
    let index_of = |span: Span| now.quotations.iter().position(|quotation| quotation.outer == span);
    let mut found = vec![];
    for diagnostic in step.found.iter().filter(|diagnostic| diagnostic.code == RULE.code) {
        let moved = diagnostic.moved(step.patched.edit);
        match was_open(diagnostic) {
            true => open.extend(index_of(moved.span)),
            false => found.push((index_of(moved.span)?, moved)),
        }
    }
    for index in open.clone() {
        let edited = spoken(index).filter(|_| is_speech(now, &now.quotations[index]));
        let Some(edited) = edited else { continue };
        let later = (index + 1..now.quotations.len())
            .filter(|other| may_hold(gists[*other], gists[index]) && is_speech(now, &now.quotations[*other]));
        open.extend(later.filter(|other| spoken(*other).is_some_and(|later| repeats(now, &edited, &later))));
    }
    open.sort_unstable();
    open.dedup();
    found.retain(|(again, _)| open.binary_search(again).is_err());
    for again in open.into_iter().filter(|again| is_speech(now, &now.quotations[*again])) {
        if let Some(first) = first_before(again) {
            found.push((again, diagnostic(now, &now.quotations[first], &now.quotations[again])));
        }
    }
    Some(found.into_iter().map(|(_, diagnostic)| diagnostic).collect())
}

/// Whether a quotation of the blocks that are put down anew is not word for word one that there was, by the same speaker.
fn is_edited(step: &Step<'_>, index: usize) -> bool {
    let (now, edit) = (&step.now.quotations[index], step.patched.edit);
    let is_it = |was: &&Quotation| {
        let untouched = edit.old_end <= was.outer.start || was.outer.end <= edit.start;
        untouched && edit.moved_span(was.outer) == now.outer && edit.moved_span(was.span) == now.span
    };
    let there = &step.before.quotations[step.before.quotations_in(now.block as usize)];
    let Some(was) = there.iter().find(is_it) else { return true };
    let name = |analysis: &Analysis, quotation: &Quotation| {
        speaker(analysis, quotation).map(|who| analysis.entity(who).name.clone())
    };
    let first = |analysis: &Analysis, quotation: &Quotation| {
        analysis.quotations.get(quotation.utterance as usize).map(|first| first.outer)
    };
    let same_utterance = first(step.before, was).map(|outer| edit.moved_span(outer)) == first(step.now, now);
    was.kind != now.kind || !same_utterance || name(step.before, was) != name(step.now, now)
}

/// Whether a quotation, of which `one` is the gist, may hold another or be held by it.
fn may_hold(one: u64, other: u64) -> bool {
    one != 0 && (one & !other == 0 || other & !one == 0)
}

/// Whether one of two quotations holds the other, and not because whoever says it quotes somebody.
fn repeats(analysis: &Analysis, one: &Spoken, other: &Spoken) -> bool {
    let holds = |whole: &Spoken, part: &Spoken| {
        let passed_on = || whole.words.len() > part.words.len() && has_nested(analysis, whole.quotation);
        (0..=whole.words.len().saturating_sub(part.words.len()))
            .any(|at| holds(&whole.words[at..], &part.words))
            && !passed_on()
    };
    one.quotation.utterance != other.quotation.utterance && (holds(one, other) || holds(other, one))
}

/// Quotations by the words they begin with.
struct Starts {
    by_words: FxHashMap<u64, Vec<usize>>,
    /// A bit for each of them, at its lowest digits: most words begin no quotation, and this tells it of most of those.
    some: Vec<bool>,
}

impl Starts {
    fn of(spoken: &[Spoken], fewest: usize) -> Self {
        const BITS_EACH: usize = 32;
        let bits = (BITS_EACH * spoken.len()).next_power_of_two().min(1 << 16);
        let mut starts = Starts { by_words: FxHashMap::default(), some: vec![false; bits] };
        for (i, spoken) in spoken.iter().enumerate() {
            let key = together(&spoken.words[..fewest]);
            starts.some[key as usize & (bits - 1)] = true;
            starts.by_words.entry(key).or_default().push(i);
        }
        starts
    }

    fn with(&self, words: &[u64]) -> &[usize] {
        let key = together(words);
        let perhaps =
            self.some[key as usize & (self.some.len() - 1)].then(|| self.by_words.get(&key)).flatten();
        perhaps.map_or(&[], Vec::as_slice)
    }
}

/// A number for some words in this order.
fn together(words: &[u64]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    words.iter().fold(0, |all: u64, word| (all.rotate_left(23) ^ word).wrapping_mul(ODD)).rotate_left(20)
}

struct Spoken<'a> {
    quotation: &'a Quotation,
    words: Vec<u64>,
}

impl<'a> Spoken<'a> {
    fn of(analysis: &'a Analysis, index: usize) -> Self {
        let quotation = &analysis.quotations[index];
        Spoken { quotation, words: wording(analysis.slice(quotation.span)).collect() }
    }
}

/// Speech that somebody chose to quote: a transcript has what was said, and an article may well take words from it.
fn is_speech(analysis: &Analysis, quotation: &Quotation) -> bool {
    let labelled = quotation.attribution.as_ref().is_some_and(Attribution::is_labelled);
    quotation.kind != QuotationKind::Indirect
        && !labelled
        && !matches!(analysis.blocks[quotation.block as usize].kind, BlockKind::Heading(_))
}

/// Whether `words` begin with those of a quotation. What begins alike and differs does so towards the end, so that is
/// compared first.
fn holds(words: &[u64], quoted: &[u64]) -> bool {
    let last = quoted.len().checked_sub(1);
    last.is_some_and(|last| words.get(last) == Some(&quoted[last])) && words.starts_with(quoted)
}

/// Whether somebody else is quoted in a quotation.
fn has_nested(analysis: &Analysis, quotation: &Quotation) -> bool {
    analysis.nested.iter().any(|nested| quotation.span.covers(nested.quotation.outer))
}

fn diagnostic(analysis: &Analysis, first: &Quotation, again: &Quotation) -> Diagnostic {
    let words = excerpt(analysis.words(again.span).trim_end_matches([',', '.']));
    let mut diagnostic = match (speaker(analysis, first), speaker(analysis, again)) {
        (Some(one), Some(other)) if one != other => {
            let (one, other) = (&analysis.entity(one).name, &analysis.entity(other).name);
            let message = format!("“{words}” is quoted twice, as said by {one} and by {other}. Who said it?");
            let mut diagnostic = RULE.diagnostic(again.outer, message);
            diagnostic.severity = Severity::Warning;
            diagnostic
        }
        _ => RULE.diagnostic(again.outer, format!("“{words}” is quoted twice.")),
    };
    diagnostic = diagnostic.related(first.outer, "quoted here before");
    diagnostic
}

/// Who speaks, where a name beside the words says so: nothing less is certain enough to speak of two.
fn speaker(analysis: &Analysis, quotation: &Quotation) -> Option<EntityId> {
    let attribution = quotation.attribution.as_ref()?;
    let Speaker::Entity(id) = attribution.speaker else { return None };
    let entity = analysis.entity(id);
    let certain =
        matches!(attribution.how, How::Name | How::Annotation) && attribution.confidence >= SURE_ENOUGH;
    let person =
        entity.kind == EntityKind::Person && entity.named && entity.name.contains(char::is_whitespace);
    (certain && person && attribution.alternatives.is_empty()).then_some(id)
}

/// From here on an attribution is right more than nine times in ten (docs/accuracy.md).
const SURE_ENOUGH: f32 = 0.9;

#[cfg(test)]
mod tests {
    use crate::analysis::{Analysis, Options};
    use crate::newsroom::Value;
    use crate::rules::fixture::{Sketch, diagnostics_of, diagnostics_with};

    const CODE: &str = "repeated-quote";
    const TEXT: &str = "Ann Lee came. “We knew in spring that it would fall,” Lee said. Bo Park left. “We knew in \
                        spring that it’d fall. We knew in spring that it would fall,” Park said.";

    fn sketch(second_speaker: usize) -> Sketch {
        let mut sketch = Sketch::new(TEXT);
        let people = [sketch.person("Ann Lee", &["Ann Lee"]), sketch.person("Bo Park", &["Bo Park"])];
        sketch.quotation("“We knew in spring that it would fall,”", 0).said_by(people[0], "Lee said");
        let second = "“We knew in spring that it’d fall. We knew in spring that it would fall,”";
        sketch.quotation(second, 1).said_by(people[second_speaker], "Park said");
        sketch
    }

    #[test]
    fn the_same_words_by_two_people_are_a_warning() {
        let sketch = sketch(1);
        assert_eq!(
            sketch.diagnostics(),
            "repeated-quote @ \"“We knew in spring that it’d fall. We knew in spring that it would fall,”\": “We knew in \
             spring that it’d fall. We knew …” is quoted twice, as said by Ann Lee and by Bo Park. Who said it?\n  \"“We knew \
             in spring that it would fall,”\": quoted here before"
        );
        assert_eq!(sketch.severities(), ["warning"]);
    }

    #[test]
    fn two_people_are_told_apart_on_a_page_by_surname_and_by_full_name() {
        let (_, example) = super::RULE.explanation.split_once("```article\n").expect("the bad example");
        let example = example.split("```").next().unwrap_or_default();
        let far_apart = "Ann Lee, the mayor, opened the meeting. “We knew in spring that the bridge would fall,” Ann Lee \
                         said.\n\nThe council voted nine to four to close it.\n\nFishermen said that nobody had asked \
                         them.\n\n“We knew in spring that the bridge would fall,” said Bo Hansen, an engineer at the port.";
        for text in [example, far_apart] {
            let found = crate::rules::check(&Analysis::new(text, Options::default()));
            let found: Vec<_> = found.iter().map(|d| (d.code, d.severity)).collect();
            assert_eq!(found, [(CODE, crate::rules::Severity::Warning)], "{text}");
        }
    }

    #[test]
    fn the_same_words_by_one_person_are_for_information() {
        let sketch = sketch(0);
        assert!(sketch.diagnostics().contains("is quoted twice.\n"), "{}", sketch.diagnostics());
        assert_eq!(sketch.severities(), ["information"]);
    }

    #[test]
    fn phrases_and_headlines_may_come_back() {
        let text = "# “The bridge will hold for a hundred years”\n\n“The bridge will hold for a hundred years,” said Ann \
                    Lee, the mayor. “It will hold,” Lee said.\n\nBo Park, the engineer, left. “It will hold,” Park said.";
        assert_eq!(diagnostics_of(CODE, text), "");
        let fewer = [("min_words", Value::Number(3))];
        assert!(diagnostics_with(CODE, text, &fewer, "").contains("“It will hold” is quoted twice."));
    }
}
