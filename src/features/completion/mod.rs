//! What a writer may want to write next. Only where the words before the cursor call for it: in ordinary prose nothing
//! is offered, unless the house wants names there.

mod annotation;
mod header;
mod names;
mod place;
mod verbs;

pub(super) use header::in_header;

use super::hover::hover;
use super::under::{introduction, mentions_of, named};
use super::words::markdown;
use crate::analysis::{Analysis, EntityId, How};
use crate::article::{Declared, EntityKind};
use crate::text::Span;
use jiff::civil::Date;

/// The most that is offered at once.
const MOST: usize = 100;

/// What is offered at a place, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What may be written.
    pub items: Vec<Item>,
    /// What has been typed of it, in bytes; it ends at the cursor.
    pub typed: Span,
    /// The same with the rest of the word that the cursor is in.
    pub word: Span,
    /// Whether there is more than is offered, which more letters would show.
    pub is_incomplete: bool,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is shown.
    pub label: String,
    /// A role, or what the thing is for.
    pub detail: String,
    /// What is compared with what is typed.
    pub filter: String,
    /// What is written.
    pub insert: String,
    /// The same with places to fill in, in the syntax of snippets.
    pub snippet: Option<String>,
    /// What it is.
    pub kind: ItemKind,
    /// The full name, of which [`describe`] knows more.
    pub name: Option<String>,
}

/// What may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// The name of somebody or something.
    Name(EntityKind),
    /// A reporting verb.
    Verb,
    /// A key of the header, of an entry in it, or of an annotation.
    Key,
    /// A value that a key may have.
    Value,
    /// The code of a rule.
    Rule,
}

/// What the answer depends on besides the article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// The writer may have asked for it, rather than typed a blank or a mark.
    pub asked: bool,
    /// Offer names in ordinary prose, too, from two letters on.
    pub names_in_prose: bool,
    /// The day of writing.
    pub today: Option<Date>,
    /// The rules that may be ignored, each with what it finds.
    pub rules: &'a [(&'static str, &'static str)],
}

/// What may be written at the byte at `offset`; `None` where nothing is called for.
pub fn completions(analysis: &Analysis, offset: u32, wish: &Wish) -> Option<Completions> {
    let text = analysis.text();
    let offset = (0..=(offset as usize).min(text.len())).rfind(|&i| text.is_char_boundary(i))?;
    let mut found = header::completions(analysis, offset, wish)
        .or_else(|| annotation::completions(analysis, offset, wish))
        .or_else(|| prose(analysis, offset, wish))?;
    found.is_incomplete |= found.items.len() > MOST;
    found.items.truncate(MOST);
    (!found.items.is_empty()).then_some(found)
}

/// Names and verbs where a quotation has just ended, and names where somebody is about to be named.
fn prose(analysis: &Analysis, offset: usize, wish: &Wish) -> Option<Completions> {
    let place = place::of(analysis, offset, wish)?;
    let typed = place.typed(analysis);
    let capital = typed.starts_with(char::is_uppercase);
    let mut items = vec![];
    let mut is_incomplete = false;
    if place.takes_verb && !capital {
        items.extend(verbs::items(analysis, place.question));
    }
    if place.takes_name && (typed.is_empty() || capital) {
        let (names, more) = names::for_prose(analysis, offset as u32, place.quotation, typed);
        // Whoever is likely to have spoken, behind the likeliest verb.
        let at = items.len().min(1);
        items.splice(at..at, names);
        is_incomplete = more;
    }
    if place.must_match {
        let typed = typed.to_lowercase();
        items
            .retain(|item| item.filter.split([' ', '-']).any(|word| word.to_lowercase().starts_with(&typed)));
    }
    Some(Completions { items, typed: place.typed, word: place.word, is_incomplete })
}

/// What is known about a name that was offered, in Markdown: what the article says of it, or the newsroom's people list.
pub fn describe(analysis: &Analysis, kind: EntityKind, name: &str) -> Option<String> {
    if let Some(id) = named(analysis, Some(kind), name) {
        return about(analysis, id);
    }
    let entry = analysis.options().people.iter().find(|entry| entry.kind == kind && entry.name == name);
    entry.map(about_declared)
}

/// The card of a name in the article.
fn about(analysis: &Analysis, id: EntityId) -> Option<String> {
    let named =
        mentions_of(analysis, id).find(|mention| mention.how == How::Name).map(|mention| mention.span);
    let place = named.or_else(|| introduction(analysis, id));
    let card =
        place.and_then(|place| hover(analysis, place.start)).map(|found| found.card.markdown(|_| None));
    card.or_else(|| analysis.declared(analysis.entity(id)).map(about_declared))
}

fn about_declared(entry: &Declared) -> String {
    let title = entry.title.as_ref().map(|title| format!(", {}", markdown(title, false))).unwrap_or_default();
    let name = format!("**{}**{title}", markdown(&entry.name, false));
    let rest = [&entry.reference, &entry.note].into_iter().flatten().map(|words| markdown(words, true));
    std::iter::once(name).chain(rest).collect::<Vec<_>>().join("  \n")
}

/// An item that is written as it is shown.
fn plain(kind: ItemKind, label: impl Into<String>, detail: impl Into<String>) -> Item {
    let label = label.into();
    Item {
        filter: label.clone(),
        insert: label.clone(),
        label,
        detail: detail.into(),
        snippet: None,
        kind,
        name: None,
    }
}

/// Words in which nothing is a place of a snippet.
fn for_snippet(words: &str) -> String {
    words.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

#[cfg(test)]
mod tests;
