//! What stands between the braces of annotations and comments.

use super::{Completions, Item, ItemKind, Wish, for_snippet, names, plain};
use crate::analysis::{Analysis, Quotation};
use crate::article::{ANNOTATION_CLASSES, ANNOTATION_KEYS, EntityKind};
use crate::text::Span;
use jiff::civil::Date;

/// What each annotation says.
const HELP: [(&str, &str); 8] = [
    ("speaker", "who said it"),
    ("person", "whom the words mean"),
    ("organisation", "which organisation the words mean"),
    ("place", "which place the words mean"),
    ("event", "which event the words mean"),
    ("date", "the day meant"),
    ("scare", "held at arm’s length, not speech"),
    ("title", "the title of a work, not speech"),
];

/// Where the braces stand that the cursor is in.
struct Braces<'a> {
    text: &'a str,
    /// The byte of `{`.
    open: usize,
    /// The cursor.
    offset: usize,
}

/// What may be written in braces; `None` if the byte at `offset` is in none.
pub(super) fn completions(analysis: &Analysis, offset: usize, wish: &Wish) -> Option<Completions> {
    let text = analysis.text();
    let line = text[..offset].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let open = line + text[line..offset].rfind('{')?;
    let inner = &text[open + 1..offset];
    if inner.contains('}') || text[..open].ends_with('\\') {
        return None;
    }
    let braces = Braces { text, open, offset };
    if let Some(comment) = inner.strip_prefix('%') {
        return braces.comment(comment, wish);
    }
    let quotation = analysis.quotations.iter().find(|q| q.outer.end as usize == open);
    let is_behind_mark = text[..open].ends_with(['”', '"', '’', '\'', '»', '“']);
    let is_behind_bracket = text[..open].ends_with(']');
    if !is_behind_mark && !is_behind_bracket {
        return None;
    }
    match braces.value() {
        Some((key, start)) => braces.values(analysis, key, start, quotation),
        None => Some(braces.keys(is_behind_mark)),
    }
}

impl Braces<'_> {
    fn inner(&self) -> &str {
        &self.text[self.open + 1..self.offset]
    }

    /// What stands on the line behind the cursor.
    fn rest(&self) -> &str {
        self.text[self.offset..].split(['\n', '\r']).next().unwrap_or_default()
    }

    fn made(&self, items: Vec<Item>, start: usize, end: usize, is_incomplete: bool) -> Completions {
        let (typed, word) = (Span::from(start..self.offset), Span::from(start..end));
        Completions { items, typed, word, is_incomplete }
    }

    /// `{% ignore … %}`
    fn comment(&self, inner: &str, wish: &Wish) -> Option<Completions> {
        let typed = inner.trim_start().rsplit(char::is_whitespace).next().unwrap_or_default();
        let start = self.offset - typed.len();
        let before: Vec<&str> = inner[..inner.len() - typed.len()].split_whitespace().collect();
        let rest = self.rest();
        let end = self.offset + rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
        let items = match before[..] {
            [] => vec![plain(ItemKind::Key, "ignore", "leave a rule’s findings out in the block below")],
            ["ignore", ..] => {
                let rules = wish.rules.iter().filter(|(code, _)| !before.contains(code));
                rules.map(|(code, finds)| plain(ItemKind::Rule, *code, *finds)).collect()
            }
            _ => return None,
        };
        Some(self.made(items, start, end, false))
    }

    /// The key whose value the cursor is in, and where the value begins.
    fn value(&self) -> Option<(&str, usize)> {
        let inner = self.inner();
        let equals = inner.rfind('=')?;
        let value = &inner[equals + 1..];
        let mut marks = value.chars().filter(|c| matches!(c, '"' | '“' | '”'));
        let goes_on = match value.chars().next() {
            Some('"' | '“' | '”') => marks.nth(1).is_none(),
            _ => !value.contains(char::is_whitespace),
        };
        let key = inner[..equals].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        goes_on.then_some((key, self.open + 1 + equals + 1))
    }

    /// Names of annotations: of speech behind a mark, of words behind a bracket.
    fn keys(&self, is_behind_mark: bool) -> Completions {
        let typed = self.inner().rsplit(char::is_whitespace).next().unwrap_or_default();
        let rest = self.rest();
        let end = self.offset + rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'=').count();
        let items = HELP.iter().filter(|(word, _)| match *word {
            "speaker" | "scare" | "title" => is_behind_mark,
            _ => !is_behind_mark,
        });
        let item = |&(word, help): &(&str, &str)| {
            if ANNOTATION_CLASSES.contains(&word) {
                return plain(ItemKind::Key, format!(".{word}"), help);
            }
            debug_assert!(ANNOTATION_KEYS.contains(&word), "{word}");
            let snippet = match word {
                "date" => "date=${1}".to_owned(),
                _ => format!("{word}=\"${{1}}\""),
            };
            Item {
                insert: format!("{word}="),
                snippet: Some(snippet),
                ..plain(ItemKind::Key, format!("{word}="), help)
            }
        };
        self.made(items.map(item).collect(), self.offset - typed.len(), end, false)
    }

    fn values(
        &self,
        analysis: &Analysis,
        key: &str,
        start: usize,
        quotation: Option<&Quotation>,
    ) -> Option<Completions> {
        let open_mark = self.text[start..self.offset].chars().next().filter(|c| matches!(c, '"' | '“' | '”'));
        let start = start + open_mark.map_or(0, char::len_utf8);
        let typed = &self.text[start..self.offset];
        let at = self.open as u32;
        let named = |kinds: &[EntityKind]| names::full(analysis, at, quotation, kinds, typed);
        let (mut items, is_incomplete) = match key {
            "speaker" => {
                let (mut items, more) = named(&[EntityKind::Person, EntityKind::Organisation]);
                items.push(plain(ItemKind::Value, "anonymous", "a source who is deliberately not named"));
                (items, more)
            }
            "person" => named(&[EntityKind::Person]),
            "organisation" => named(&[EntityKind::Organisation]),
            "place" => named(&[EntityKind::Place]),
            "event" => named(&[EntityKind::Event]),
            "date" => (days(analysis, self.open), false),
            _ => return None,
        };
        let (close, end) = self.end_of_value(open_mark);
        // An editor that closes braces by itself has done so.
        let brace = if self.text[end..].starts_with('}') { "" } else { "}" };
        for item in &mut items {
            let value = match open_mark {
                Some(_) => format!("{}{close}", item.insert),
                None if item.insert.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                    item.insert.clone()
                }
                None => format!("\"{}\"", item.insert),
            };
            item.insert = value + brace;
            item.snippet = item.snippet.as_ref().map(|_| for_snippet(&item.insert));
        }
        Some(self.made(items, start, end, is_incomplete))
    }

    /// Which mark is still to be written, and where what is replaced ends, its mark included.
    fn end_of_value(&self, open_mark: Option<char>) -> (char, usize) {
        let close = if open_mark == Some('"') { '"' } else { '”' };
        let rest = self.rest();
        let end = match open_mark {
            Some(_) => rest.find([close, '}', '{']).unwrap_or(0),
            None => rest.find(|c: char| c.is_whitespace() || matches!(c, '}' | '{')).unwrap_or(0),
        };
        let mark = open_mark.filter(|_| rest[end..].starts_with(close)).map_or(0, |_| close.len_utf8());
        (close, self.offset + end + mark)
    }
}

/// The day that the words in brackets mean, as far as that is known, and the article’s own.
fn days(analysis: &Analysis, open: usize) -> Vec<Item> {
    let bracketed = |span: Span| {
        let end = span.end as usize;
        end <= open && analysis.text()[end..open].trim_end_matches(']').is_empty()
    };
    let meant = analysis.dates.iter().filter(|date| bracketed(date.span)).filter_map(|date| date.day);
    let meant = meant.map(|day| (day, "the day that the words mean"));
    let own = analysis.date().into_iter().map(|day| (day, "the article’s date"));
    let item = |(day, help): (Date, &str)| plain(ItemKind::Value, day.to_string(), help);
    let mut items: Vec<Item> = meant.chain(own).map(item).collect();
    items.dedup_by(|next, before| next.label == before.label);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_annotation_has_its_help() {
        let known: Vec<&str> = ANNOTATION_KEYS.into_iter().chain(ANNOTATION_CLASSES).collect();
        assert_eq!(HELP.map(|(word, _)| word).to_vec(), known);
    }
}
