use super::fix::Printed;
use super::{Diagnostic, Rule, RuleSettings, Severity, Step};
use crate::analysis::{Analysis, Entity, EntityId, How, Mention};
use crate::article::EntityKind;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;
use std::sync::LazyLock;

/// Two titles for one person that nobody bears at once.
pub(super) static RULE: Rule = Rule {
    code: "inconsistent-title",
    severity: Severity::Information,
    summary: "two titles for one person that nobody bears at once, as “Sen.” and “Rep.”",
    explanation: r#"
## What it finds
A title in front of a name that contradicts the one in front of the same person’s name before: “Sen.” and “Rep.”, “Capt.”
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
Write `{% ignore inconsistent-title %}` in the paragraph, on a line alone above it, or for the whole article right
below its header (without one, at the top of the file).
"#,
    options: &[],
    check,
    again,
};

fn check(analysis: &Analysis, _: &RuleSettings, found: &mut Vec<Diagnostic>) {
    let bearers = bearers(analysis);
    let is_shared = |entity: &Entity| bearers[&surname(entity)] > 1;
    found.extend(people(analysis).filter_map(|entity| disagreement(analysis, entity, is_shared)));
}

/// How many people bear each surname.
fn bearers(analysis: &Analysis) -> FxHashMap<String, usize> {
    let mut bearers = FxHashMap::default();
    for entity in people(analysis) {
        *bearers.entry(surname(entity)).or_default() += 1;
    }
    bearers
}

/// The people who have a name, in order.
fn people(analysis: &Analysis) -> impl Iterator<Item = &Entity> + Clone {
    analysis.entities.iter().filter(|entity| is_named(entity))
}

fn is_named(entity: &Entity) -> bool {
    entity.kind == EntityKind::Person && entity.named
}

fn surname(entity: &Entity) -> String {
    last_word(&entity.name).to_lowercase()
}

fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or_default()
}

fn again(step: &Step<'_>, _: &RuleSettings) -> Option<Vec<Diagnostic>> {
    if still(step) { Some(step.moved(RULE.code)) } else { again_for_some(step) }
}

/// Looks again at those who are named in the edited paragraphs, and at whoever shares a surname with somebody who is new
/// there or gone: of all others the same stands where it stood.
fn again_for_some(step: &Step<'_>) -> Option<Vec<Diagnostic>> {
    let (before, now) = (step.before, step.now);
    let people = Persons::of(step)?;
    let edited = |analysis: &Analysis, span: Span| {
        analysis.block_at(span.start).is_none_or(|block| step.patched.blocks.binary_search(&block).is_ok())
    };
    let (mut open, mut titled) = (FxHashSet::default(), FxHashSet::default());
    for &block in &step.patched.blocks {
        let were = before.mentions_in(block).iter().filter_map(|mention| people.now(mention.entity?));
        open.extend(were.chain(now.mentions_in(block).iter().filter_map(|mention| mention.entity)));
        // Titles that agreed before do so now, unless the edited paragraphs have one.
        let may_have_title =
            |m: &&Mention| m.how == How::Name && !begins_behind_a_small_word(now.text(), m.span);
        let names = now.mentions_in(block).iter().filter(may_have_title);
        let with_title = names.filter(|m| title_before(now, m.span).is_some());
        titled.extend(with_title.filter_map(|mention| mention.entity));
    }
    let mut known: FxHashMap<EntityId, Diagnostic> = FxHashMap::default();
    for diagnostic in step.found.iter().filter(|diagnostic| diagnostic.code == RULE.code) {
        // The name stands behind its title.
        let at = before.mentions.partition_point(|mention| mention.span.start < diagnostic.span.end);
        let bearer = before.mentions[at..].iter().find(|mention| mention.how == How::Name)?;
        let Some(who) = people.now(bearer.entity?) else { continue };
        if edited(before, diagnostic.span) || diagnostic.related.iter().any(|r| edited(before, r.span)) {
            open.insert(who);
        }
        known.insert(who, diagnostic.moved(step.patched.edit));
    }
    let namesakes: FxHashSet<EntityId> = people.namesakes_of_others(step).collect();
    let bearers = LazyCell::new(|| bearers(now));
    let is_shared = |entity: &Entity| bearers[&surname(entity)] > 1;
    open.retain(|who| known.remove(who).is_some() || titled.contains(who) || namesakes.contains(who));
    open.extend(&namesakes);
    let looked_at = open.into_iter().map(|who| now.entity(who)).filter(|entity| is_named(entity));
    let found: Vec<Diagnostic> =
        looked_at.filter_map(|entity| disagreement(now, entity, is_shared)).collect();
    known.retain(|who, _| !namesakes.contains(who));
    Some(found.into_iter().chain(known.into_values()).collect())
}

/// Who is who in two versions of an article.
enum Persons {
    /// All have the number that they had.
    Same,
    /// Some may be new or gone.
    Renumbered(Renumbered),
}

/// The people of two versions whose names are in both.
struct Renumbered {
    /// For each entity of the earlier version its number now, if it is such a person.
    now: Vec<Option<EntityId>>,
    /// For each of the later version whether it is.
    known: Vec<bool>,
}

impl Persons {
    /// `None` if two people have one name, which does not tell them apart.
    fn of(step: &Step<'_>) -> Option<Persons> {
        if step.patched.same_people {
            return Some(Persons::Same);
        }
        let named = |(_, entity): &(usize, &Entity)| is_named(entity);
        let mut ids: FxHashMap<&str, EntityId> = FxHashMap::default();
        for (id, entity) in step.now.entities.iter().enumerate().filter(named) {
            if ids.insert(&entity.name, EntityId(id as u32)).is_some() {
                return None;
            }
        }
        let mut now = vec![None; step.before.entities.len()];
        let mut known = vec![false; step.now.entities.len()];
        for (was, entity) in step.before.entities.iter().enumerate().filter(named) {
            // Most keep their number.
            let there = step.now.entities.get(was).filter(|there| is_named(there));
            let kept = there.filter(|there| there.name == entity.name).map(|_| EntityId(was as u32));
            now[was] = kept.or_else(|| ids.get(&*entity.name).copied());
            if now[was].is_some_and(|now| std::mem::replace(&mut known[now.0 as usize], true)) {
                return None;
            }
        }
        Some(Persons::Renumbered(Renumbered { now, known }))
    }

    /// The number that somebody has now.
    fn now(&self, was: EntityId) -> Option<EntityId> {
        match self {
            Persons::Same => Some(was),
            Persons::Renumbered(Renumbered { now, .. }) => now[was.0 as usize],
        }
    }

    /// All people now whose surname is that of somebody who came or went: it may be shared since then, or no more.
    fn namesakes_of_others<'a>(&self, step: &Step<'a>) -> impl Iterator<Item = EntityId> + use<'a> {
        let mut others: Vec<String> = vec![];
        if let Persons::Renumbered(Renumbered { now, known }) = self {
            let gone = step.before.entities.iter().zip(now).filter(|(_, now)| now.is_none());
            let new = step.now.entities.iter().zip(known).filter(|(_, known)| !**known);
            let others_of_both = gone.map(|(entity, _)| entity).chain(new.map(|(entity, _)| entity));
            others = others_of_both.filter(|entity| is_named(entity)).map(surname).collect();
        }
        let entities = step.now.entities.iter().enumerate();
        let shares = move |entity: &Entity| {
            let first = || last_word(&entity.name).chars().flat_map(char::to_lowercase).next();
            is_named(entity)
                && others.iter().any(|other| other.chars().next() == first())
                && others.contains(&surname(entity))
        };
        entities.filter(move |(_, entity)| shares(entity)).map(|(id, _)| EntityId(id as u32))
    }
}

/// Neither the words that were edited and may be titles nor what stands right before and behind them has changed.
fn still(&Step { before, now, patched, .. }: &Step<'_>) -> bool {
    let edit = patched.edit;
    let there = around(before.text(), Span::new(edit.start, edit.old_end));
    let here = around(now.text(), Span::new(edit.start, edit.new_end));
    patched.same_people && capitals(there).eq(capitals(here))
}

/// A stretch of a text with two words on both sides: one that the stretch may be part of, and one more, since the word in front
/// of a title may put that in the past, and the title stands in front of a name.
fn around(text: &str, edited: Span) -> &str {
    const WORDS: usize = 2;
    let (mut start, mut end) = (edited.start as usize, edited.end as usize);
    for _ in 0..WORDS {
        let above = text[..start].trim_end();
        start = above.len() - above.rsplit(char::is_whitespace).next().map_or(0, str::len);
        let below = text[end..].trim_start();
        end = text.len() - below.len() + below.split(char::is_whitespace).next().map_or(0, str::len);
    }
    &text[start..end]
}

/// The words of a text that begin with a capital, each with the one before it.
fn capitals(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let before = std::iter::once(None).chain(text.split_whitespace().map(Some));
    before.zip(text.split_whitespace()).filter(|(_, word)| word.starts_with(char::is_uppercase))
}

/// For each spelling of a title, in lower case, the set of titles that it is in, of which nobody bears two, and its number
/// there.
static TITLES: LazyLock<FxHashMap<String, (usize, usize)>> = LazyLock::new(|| {
    let lines = include_str!("titles.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut titles = FxHashMap::default();
    for (set, line) in lines.enumerate() {
        for (title, spellings) in line.split('|').enumerate() {
            for spelling in spellings.split('/') {
                titles.entry(spelling.trim().to_lowercase()).or_insert((set, title));
            }
        }
    }
    titles
});

/// A title as it stands in front of a name.
struct Borne<'a> {
    /// In bytes of the file.
    span: Span,
    words: &'a str,
    set: usize,
    title: usize,
}

/// The first place where a title contradicts an earlier one; `is_shared` says whether others bear somebody's surname.
fn disagreement(
    analysis: &Analysis,
    entity: &Entity,
    is_shared: impl Fn(&Entity) -> bool,
) -> Option<Diagnostic> {
    let mut borne: Vec<Borne> = vec![];
    let given = entity.name.split_once(char::is_whitespace).map(|(given, _)| given);
    for &mention in &entity.mentions {
        let mention = &analysis.mentions[mention as usize];
        let quoted = || {
            let around = analysis.marked_quotation_around(mention.span);
            around.is_some_and(|quotation| quotation.span.covers(mention.span))
        };
        if mention.how != How::Name || begins_behind_a_small_word(analysis.text(), mention.span) {
            continue;
        }
        let Some(title) = title_before(analysis, mention.span) else { continue };
        let full = || given.is_some_and(|given| analysis.words(mention.span).contains(given));
        if quoted() || !full() && is_shared(entity) {
            continue;
        }
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

/// Whether a word in small letters stands in front of a name, as in front of most, so that no title does.
fn begins_behind_a_small_word(text: &str, name: Span) -> bool {
    let before = &text.as_bytes()[..name.start as usize];
    let Some((b' ', before)) = before.split_last() else { return false };
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
    word > 0 && before[..before.len() - word].last() == Some(&b' ')
}

/// The longest title that ends right before a name.
fn title_before<'a>(analysis: &'a Analysis, name: Span) -> Option<Borne<'a>> {
    const MOST_WORDS: usize = 3;
    let block = analysis.block_at(name.start)?;
    let printed = Printed::of(analysis, block);
    let before = printed.text()[..printed.in_print(name).start as usize].trim_end();
    // Few names have a title in front of them: its last word begins with a capital.
    if !before.rsplit(char::is_whitespace).next().is_some_and(|word| word.starts_with(char::is_uppercase)) {
        return None;
    }
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
        if !words.starts_with(char::is_uppercase) {
            return None;
        }
        let &(set, title) = TITLES.get(&words.to_lowercase())?;
        let was = before[..start].trim_end().rsplit([' ', '\n', '-']).next().unwrap_or_default();
        let past = PAST.iter().any(|past| was.eq_ignore_ascii_case(past)) || before[..start].ends_with('-');
        let span = printed.in_file(Span::from(start..before.len()));
        (!past).then_some(Borne { span, words, set, title })
    })
}

/// What says that a title was borne, or will be, at another time.
const PAST: [&str; 9] =
    ["former", "then", "ex", "late", "retired", "outgoing", "incoming", "future", "acting"];

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{Sketch, found_while_typing};

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

    /// Somebody of the same name comes into the article and leaves it, letter by letter, and has a title.
    #[test]
    fn people_come_and_go_while_somebody_types() {
        let rain = "Rain fell on the harbour.\n\n".repeat(5);
        let text = format!(
            "Capt. Mara Quill waited.\n\n{rain}On Monday▮ the ferry left.\n\n{rain}“It is late,” Sgt. Quill said.\n\n\
             {rain}Sen. Ivo Stern came.\n\n{rain}Rep. Ivo Stern left."
        );
        for words in [" Otto Quill came, and", " Rep. Mara Quill and Gov. Otto Stern came, and"] {
            assert!(found_while_typing("inconsistent-title", &text, words) > 0);
        }
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
