//! Who may have said a quotation, and how to write that down.

use super::understood::REACH;
use super::{Fix, Step};
use crate::analysis::{
    Analysis, Attribution, Entity, EntityId, How, Marked, Quotation, QuotationKind, Speaker,
};
use crate::article::{BlockKind, EntityKind};
use crate::text::{Edit, Span};

/// The most people who are proposed.
const MOST: usize = 4;

/// Who may have said the quotation with this index, likeliest first: those whom the analysis weighs, who spoke last,
/// who is named nearest before it, and who speaks next. Not everybody in the article: a menu is for the eye.
pub(crate) fn likely(analysis: &Analysis, index: usize) -> Vec<EntityId> {
    let quotation = &analysis.quotations[index];
    let mut likely: Vec<EntityId> = vec![];
    likely.extend(quotation.attribution.iter().flat_map(weighed));
    let near = |other: &&Quotation| other.block.abs_diff(quotation.block) <= 1;
    let before = analysis.quotations[..index].iter().rev().take_while(near);
    likely.extend(before.filter_map(speaker).take(1));
    let blocks = quotation.block.saturating_sub(2)..=quotation.block;
    let here = blocks.flat_map(|block| analysis.mentions_in(block as usize));
    let mut people: Vec<(u32, EntityId)> = here
        .filter(|mention| analysis.marked_quotation_around(mention.span).is_none())
        .filter_map(|mention| Some((mention.span, mention.entity?)))
        .filter(|(_, id)| analysis.entity(*id).kind == EntityKind::Person && analysis.entity(*id).named)
        .map(|(span, id)| (distance(quotation.outer, span), id))
        .collect();
    people.sort_unstable();
    likely.extend(people.into_iter().map(|(_, id)| id));
    let behind = analysis.quotations[index + 1..].iter().take_while(near);
    likely.extend(behind.filter_map(speaker).take(1));
    let mut seen = rustc_hash::FxHashSet::default();
    likely.retain(|id| may_speak(analysis.entity(*id)) && seen.insert(*id));
    likely.truncate(MOST);
    likely
}

fn weighed(attribution: &Attribution) -> impl Iterator<Item = EntityId> {
    let speaker = match attribution.speaker {
        Speaker::Entity(id) => Some(id),
        _ => None,
    };
    speaker.into_iter().chain(attribution.alternatives.iter().map(|alternative| alternative.entity))
}

fn speaker(quotation: &Quotation) -> Option<EntityId> {
    weighed(quotation.attribution.as_ref()?).next()
}

/// How far words are from a quotation, in bytes; what stands behind it in its paragraph is as far again.
fn distance(quotation: Span, words: Span) -> u32 {
    if words.end <= quotation.start {
        quotation.start - words.end
    } else {
        2 * words.start.saturating_sub(quotation.end)
    }
}

/// A person or a body with a name, and one that can be written down. “A senior official” is nobody's name.
fn may_speak(entity: &Entity) -> bool {
    let speaks = matches!(entity.kind, EntityKind::Person | EntityKind::Organisation);
    speaks && entity.named && writable(&entity.name)
}

/// Whether a name can stand in an annotation as it is.
fn writable(name: &str) -> bool {
    !name.is_empty() && !name.contains(['"', '“', '”', '{', '}', '\\', '\n', '\r'])
}

/// The attributions that are `wanted`, each pair of words once, however many quotations it is about: with the index of the
/// first of these, and with the words to report, which are the quotation itself where none show the speaker.
pub(super) fn attributions<'a>(
    analysis: &'a Analysis,
    wanted: impl Fn(&Attribution) -> bool + 'a,
) -> impl Iterator<Item = (usize, &'a Quotation, &'a Attribution, Span)> {
    let mut seen = rustc_hash::FxHashSet::default();
    analysis.quotations.iter().enumerate().filter_map(move |(index, quotation)| {
        let attribution = quotation.attribution.as_ref().filter(|attribution| wanted(attribution))?;
        let span = attribution.shown_by.unwrap_or(quotation.outer);
        seen.insert(span).then_some((index, quotation, attribution, span))
    })
}

/// Whether a quotation has a paragraph for itself and is said elsewhere, by somebody who is shown to say it: a crosshead, or
/// a quotation pulled out of the article to be set in large type.
pub(super) fn is_pulled(analysis: &Analysis, quotation: &Quotation) -> bool {
    let alone = analysis.printed(quotation.block as usize).trim().trim_end_matches('.');
    if quotation.attribution.is_some() || alone != analysis.words(quotation.outer) {
        return false;
    }
    let words = bare_words(&analysis.words(quotation.span));
    let said = analysis.quotations.iter().filter(|other| other.attribution.is_some());
    let mut longer = said.filter(|other| other.span.len() >= quotation.span.len() / 2);
    words.len() > 2 && longer.any(|other| bare_words(&analysis.words(other.span)).contains(words.trim()))
}

/// Whether all quotations outside the edited paragraphs that are pulled out of the article were so before: the same words
/// are said in those paragraphs, or nothing is said by nobody.
pub(super) fn same_are_pulled(step: &Step<'_>) -> bool {
    let edit = step.patched.edit;
    let same = |(was, now): (&Quotation, &Quotation)| {
        edit.leaves(was.span)
            && edit.moved_span(was.span) == now.span
            && was.attribution.is_some() == now.attribution.is_some()
    };
    let same_in = |&block: &usize| {
        let was = &step.before.quotations[step.before.quotations_in(block)];
        let now = &step.now.quotations[step.now.quotations_in(block)];
        was.len() == now.len() && was.iter().zip(now).all(same)
    };
    step.patched.blocks.iter().all(same_in) || step.now.quotations.iter().all(|q| q.attribution.is_some())
}

/// The words without capitals and what stands between them, each with a blank around it.
fn bare_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + &word.to_lowercase() + " ")
}

/// Whether an edit leaves alone all paragraphs with speech that nobody is shown to have said, be it flagged or not, and what
/// may introduce or explain that: the paragraphs above, and the next.
pub(super) fn no_riddle_near(step: &Step<'_>) -> bool {
    let blocks = &step.patched.blocks;
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return true };
    let near = first.saturating_sub(1)..(last + 1 + REACH).min(step.now.blocks.len());
    let mut quotations = near.flat_map(|block| step.now.quotations_in(block));
    quotations.all(|index| step.now.quotations[index].attribution.is_some())
}

/// All that can be said about speech that nobody is shown to have said.
pub(super) fn fixes(analysis: &Analysis, index: usize) -> Vec<Fix> {
    let names = likely(analysis, index).into_iter().map(|id| analysis.entity(id).name.clone());
    let Some(place) = Place::of(analysis, index) else { return vec![] };
    let mut fixes: Vec<Fix> =
        names.map(|name| place.annotated(format!("Attribute to {name}"), &named(&name), &name)).collect();
    fixes.push(place.annotated("Attribute to somebody else: fill in the name", &named("NAME"), "NAME"));
    fixes.extend(anonymous(analysis, index));
    if let Place::Mark(at) = place {
        let not_speech = [("words held at arm’s length", "{.scare}"), ("the title of a work", "{.title}")];
        fixes.extend(not_speech.map(|(what, braces)| {
            Fix::suggested(format!("Not speech: mark as {what}"), vec![Edit::insert(at, braces)])
        }));
    }
    fixes
}

/// What else can be said about any quotation: nothing about one that an annotation speaks of already, or that is
/// reported without marks.
pub(crate) fn all_fixes(analysis: &Analysis, index: usize) -> Vec<Fix> {
    let quotation = &analysis.quotations[index];
    let attribution = quotation.attribution.as_ref();
    let annotated = attribution.is_some_and(|attribution| attribution.how == How::Annotation);
    if annotated || quotation.kind == QuotationKind::Indirect {
        return vec![];
    }
    fixes(analysis, index)
}

/// Says that the source of the quotation with this index is not to be named.
pub(super) fn anonymous(analysis: &Analysis, index: usize) -> Option<Fix> {
    match Place::of(analysis, index)? {
        Place::Mark(at) => {
            let edits = vec![Edit::insert(at, "{speaker=anonymous}")];
            Some(Fix::suggested("Attribute to a source that stays unnamed", edits))
        }
        Place::Block { .. } => None,
    }
}

/// Says for whom `words`, a pronoun or a description, stand.
pub(super) fn stand_for(analysis: &Analysis, words: Span, people: &[EntityId]) -> Option<Vec<Fix>> {
    let written = analysis.slice(words);
    if written.contains(['[', ']', '{', '}', '\\']) || written.is_empty() {
        return None;
    }
    let named = people.iter().map(|id| analysis.entity(*id)).filter(|entity| entity.named);
    let names = named.map(|entity| &entity.name).filter(|name| writable(name));
    let fix = |name: &String| {
        let edits =
            vec![Edit::insert(words.start, "["), Edit::insert(words.end, format!("]{{person=\"{name}\"}}"))];
        Fix::suggested(format!("“{written}” is {name}"), edits)
    };
    Some(names.map(fix).collect())
}

fn named(name: &str) -> String {
    format!("{{speaker=\"{name}\"}}")
}

/// Where a quotation takes an annotation.
#[derive(Clone, Copy)]
enum Place {
    /// Behind the closing mark, a byte of the file.
    Mark(u32),
    /// In a line of its own behind a block quotation, which ends at this byte.
    Block { end: u32, newline: &'static str },
}

impl Place {
    /// The first place that the utterance of the quotation with this index has, and that has no braces yet.
    fn of(analysis: &Analysis, index: usize) -> Option<Place> {
        let quotation = &analysis.quotations[index];
        let utterance = quotation.utterance;
        let parts = analysis.quotations.iter().filter(|other| other.utterance == utterance);
        let closing = |part: &Quotation| {
            let marked =
                analysis.marked_in(part.block as usize).find(|marked: &Marked| marked.outer == part.outer)?;
            marked.closing.map(|mark| mark.end)
        };
        let free = |at: &u32| !analysis.text()[*at as usize..].starts_with('{');
        if analysis.blocks[quotation.block as usize].kind == BlockKind::Quotation {
            let newline = if analysis.text().contains("\r\n") { "\r\n" } else { "\n" };
            let end = analysis.blocks[quotation.block as usize].span.end;
            let end = end.min(analysis.text().trim_end().len() as u32);
            return Some(Place::Block { end, newline });
        }
        parts.filter_map(closing).find(free).map(Place::Mark)
    }

    fn annotated(self, title: impl Into<String>, braces: &str, name: &str) -> Fix {
        let edit = match self {
            Place::Mark(at) => Edit::insert(at, braces),
            Place::Block { end, newline } => Edit::insert(end, format!("{newline}> — {name}")),
        };
        Fix::suggested(title, vec![edit])
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::fixed;

    #[test]
    fn speech_of_nobody_is_given_to_whoever_stands_near() {
        let text = "Captain Mara Quill and the pilot Otto Brandt waited.\n\nThe quay was empty. “We are not told anything.”";
        let fixes = fixed("unattributed-quote", text);
        let titles: Vec<&str> = fixes.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Attribute to Otto Brandt",
                "Attribute to Mara Quill",
                "Attribute to somebody else: fill in the name",
                "Attribute to a source that stays unnamed",
                "Not speech: mark as words held at arm’s length",
                "Not speech: mark as the title of a work",
            ]
        );
        assert_eq!(fixes[0].1, format!("{text}{{speaker=\"Otto Brandt\"}}"));
        assert_eq!(fixes[3].1, format!("{text}{{speaker=anonymous}}"));
        assert_eq!(fixes[4].1, format!("{text}{{.scare}}"));
        for (_, mended) in &fixes {
            assert_eq!(fixed("unattributed-quote", mended), [], "{mended}");
        }
    }

    #[test]
    fn a_block_quotation_is_signed() {
        let text =
            "Mara Quill, the captain, waited. It rained.\n\n> There was never a plan.\n\nThe ferry left.";
        let fixes = fixed("unattributed-quote", text);
        assert_eq!(fixes[0].0, "Attribute to Mara Quill");
        assert_eq!(fixes[0].1, text.replace("plan.", "plan.\n> — Mara Quill"));
        assert_eq!(fixed("unattributed-quote", &fixes[0].1), []);
    }

    #[test]
    fn a_pronoun_is_said_to_be_one_of_two() {
        let text = "Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master.\n\n“The ferry is late,” he said.";
        let fixes = fixed("ambiguous-speaker", text);
        let mut titles: Vec<&str> = fixes.iter().map(|(title, _)| title.as_str()).collect();
        titles.sort_unstable();
        assert_eq!(titles, ["“he” is Ivo Stern", "“he” is Otto Brandt"]);
        for (title, mended) in &fixes {
            let name = title.trim_start_matches("“he” is ");
            assert_eq!(*mended, text.replace("he said", &format!("[he]{{person=\"{name}\"}} said")));
            assert_eq!(fixed("ambiguous-speaker", mended), []);
        }
    }

    #[test]
    fn a_pronoun_of_nobody_may_stay_so() {
        let fixes = fixed("unresolved-speaker", "The ferry was late. “It often is,” she said.");
        let mended = "The ferry was late. “It often is,”{speaker=anonymous} she said.".to_owned();
        assert_eq!(fixes, [("Attribute to a source that stays unnamed".to_owned(), mended)]);
    }
}
