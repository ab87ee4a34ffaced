//! Keys of the header, and values that they may have.

use super::{Completions, Item, ItemKind, Wish, names, plain};
use crate::analysis::{Analysis, Declaration};
use crate::article::{EntityKind, HEADER_KEYS};
use crate::text::Span;

/// What each key is for.
const HELP: [(&str, &str); 7] = [
    ("date", "the day that “today” means"),
    ("title", "the headline"),
    ("author", "who writes"),
    ("source", "the agency or the newspaper"),
    ("url", "where it is published"),
    ("place", "the dateline"),
    ("language", "en, en-GB, en-US"),
];

/// The lists of the front matter.
const LISTS: [(&str, &str); 3] = [
    ("people", "who is in the article, with titles and other names"),
    ("organisations", "companies, parties, ministries"),
    ("places", "towns, rivers, countries"),
];

/// The keys of an entry in such a list.
const FIELDS: [(&str, &str); 6] = [
    ("name", "the full name"),
    ("aliases", "other names, as in `[Annie, A. Lee]`"),
    ("title", "a title or role"),
    ("pronouns", "he, she or they"),
    ("ref", "a URL or an entry of Wikidata, as in `wikidata:Q42`"),
    ("note", "for colleagues"),
];

/// Which header the cursor is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Lines,
    Yaml,
}

/// What may be written in the header; `None` if the byte at `offset` is not in it.
pub(super) fn completions(analysis: &Analysis, offset: usize, wish: &Wish) -> Option<Completions> {
    let text = analysis.text();
    let above = &text[..offset];
    let style = style(above)?;
    let start = above.rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let line = above[start..].trim_start_matches('\u{feff}');
    let indented = line.starts_with([' ', '\t', '-']) && style == Style::Yaml;
    let content = line.trim_start_matches([' ', '\t', '-']);
    let at = offset - content.len();
    let rest = text[offset..].split(['\n', '\r']).next().unwrap_or_default();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let made = |items: Vec<Item>, start: usize, end: usize| {
        let typed = &text[start..offset];
        let fits = |item: &Item| item.filter.to_lowercase().starts_with(&typed.to_lowercase());
        let items = items.into_iter().filter(fits).collect();
        let (typed, word) = (Span::from(start..offset), Span::from(start..end));
        Some(Completions { items, typed, word, is_incomplete: false })
    };
    if content.bytes().all(|b| b.is_ascii_lowercase()) {
        // In front matter there is nothing else; a line at the top may be the article’s first.
        let called_for = style == Style::Yaml || !content.is_empty() || wish.asked;
        let keys = if indented { fields() } else { keys(analysis, style) };
        return called_for.then(|| made(keys, at, offset + letters)).flatten();
    }
    let (key, behind) = content.split_at(content.find(|c: char| !c.is_ascii_alphabetic())?);
    let value = behind.strip_prefix(':').unwrap_or(behind).trim_start();
    let is_separated = behind.len() > value.len() && (style == Style::Lines || behind.starts_with(':'));
    // A line at the top that is none of the header is the article’s first.
    if !is_separated || (style == Style::Lines && !HEADER_KEYS.contains(&key)) {
        return None;
    }
    made(values(analysis, key, indented, wish), offset - value.len(), offset + rest.trim_end().len())
}

/// Whether the end of this text, which begins the article, is in the header.
pub(in crate::features) fn in_header(above: &str) -> bool {
    let line = above.rsplit(['\n', '\r']).next().unwrap_or_default();
    let key = line.trim_start().split([' ', ':']).next().unwrap_or_default();
    match style(above) {
        Some(Style::Yaml) => true,
        Some(Style::Lines) => HEADER_KEYS.contains(&key),
        None => false,
    }
}

/// The header that goes on at the end of this text, which begins the article.
fn style(above: &str) -> Option<Style> {
    let above = above.trim_start_matches('\u{feff}');
    let mut lines: Vec<&str> = above.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    lines.pop();
    let is_fence = |line: &&&str| line.trim_end() == "---";
    if lines.first().as_ref().is_some_and(is_fence) {
        let open = lines[1..].iter().all(|line| !matches!(line.trim_end(), "---" | "..."));
        return open.then_some(Style::Yaml);
    }
    let is_header = |line: &str| {
        let key = line.trim_start().split([' ', ':']).next().unwrap_or_default();
        HEADER_KEYS.contains(&key)
    };
    let mut lines = lines.iter().skip_while(|line| line.trim().is_empty());
    lines.all(|line| is_header(line)).then_some(Style::Lines)
}

/// The keys that are not given yet.
fn keys(analysis: &Analysis, style: Style) -> Vec<Item> {
    let header = &analysis.header;
    let given = |key: &str| match key {
        "date" => header.date.is_some(),
        "title" => header.title.is_some(),
        "author" => header.author.is_some(),
        "source" => header.source.is_some(),
        "url" => header.url.is_some(),
        "place" => header.place.is_some(),
        "language" => header.language.is_some(),
        _ => false,
    };
    let separator = if style == Style::Yaml { ": " } else { " " };
    let key = |(key, help): &(&str, &str)| Item {
        insert: format!("{key}{separator}"),
        ..plain(ItemKind::Key, *key, *help)
    };
    let mut items: Vec<Item> = HELP.iter().filter(|(word, _)| !given(word)).map(key).collect();
    if style == Style::Yaml {
        items.extend(LISTS.iter().map(|(list, help)| Item {
            insert: format!("{list}:\n  - name: "),
            snippet: Some(format!("{list}:\n  - name: ${{1}}")),
            ..plain(ItemKind::Key, *list, *help)
        }));
    }
    items
}

fn fields() -> Vec<Item> {
    let field = |(key, help): &(&str, &str)| {
        let item = Item { insert: format!("{key}: "), ..plain(ItemKind::Key, *key, *help) };
        match *key {
            "aliases" => Item { snippet: Some("aliases: [${1}]".to_owned()), ..item },
            _ => item,
        }
    };
    FIELDS.iter().map(field).collect()
}

fn values(analysis: &Analysis, key: &str, in_entry: bool, wish: &Wish) -> Vec<Item> {
    let value = |value: &str, help: &str| plain(ItemKind::Value, value, help);
    match (key, in_entry) {
        ("date", false) => {
            let today = wish.today.into_iter().map(|day| (day, "today"));
            let yesterday = wish.today.and_then(|day| day.yesterday().ok()).map(|day| (day, "yesterday"));
            today.chain(yesterday).map(|(day, help)| value(&day.to_string(), help)).collect()
        }
        ("language", false) => {
            [("en", "English"), ("en-GB", "British English"), ("en-US", "American English")]
                .map(|(code, help)| value(code, help))
                .into()
        }
        ("place", false) => names::full(analysis, 0, None, &[EntityKind::Place], "").0,
        ("pronouns", true) => ["he", "she", "they"].map(|word| value(word, "pronouns")).into(),
        // Those of the article who are not declared yet.
        ("name", true) => {
            let declared = |name: &str| {
                let entity = analysis.entities.iter().find(|e| e.name == name);
                entity.is_some_and(|e| matches!(e.declared, Some(Declaration::Header(_))))
            };
            let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
            let (mut items, _) = names::full(analysis, 0, None, &kinds, "");
            items.retain(|item| !item.name.as_deref().is_some_and(declared));
            items
        }
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_help() {
        assert_eq!(HELP.map(|(key, _)| key), HEADER_KEYS);
    }
}
