//! `onrecord.toml` as a tree. A line that is no TOML costs itself: the crate goes on behind it.

use super::value::{Key, Node, Placed};
use crate::text::{Span, sort_by_number};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something that is no TOML: where, and what is wrong with it.
pub(super) struct Broken {
    pub(super) span: Span,
    pub(super) message: String,
}

/// Reads TOML; what cannot be read is left out, and listed.
pub(super) fn read(text: &str) -> (Placed, Vec<Broken>) {
    // The crate reads a byte order mark, but then counts from behind it.
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (table, errors) = DeTable::parse_recoverable(&text[mark..]);
    let base = mark as u32;
    let broken = errors.into_iter().map(|error| {
        let span = error.span().map_or(Span::empty(0), Span::from).shifted(base);
        Broken { span: within(text, span), message: error.message().to_owned() }
    });
    let root = Placed { node: self::table(table.get_ref(), base), span: Span::from(0..text.len()) };
    (root, broken.collect())
}

/// A span on boundaries of characters, whatever the crate says, and not of nothing if that can be helped.
fn within(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let end = text.ceil_char_boundary((span.end as usize).clamp(start, text.len()));
    Span::from(start..end)
}

fn table(table: &DeTable, base: u32) -> Node {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let span = Span::from(key.span()).shifted(base);
            (Key { name: key.get_ref().to_string(), span }, placed(value, base))
        })
        .collect();
    sort_by_number(&mut entries, |(key, _)| key.span.shorter_first());
    Node::Table(entries)
}

fn placed(value: &Spanned<DeValue>, base: u32) -> Placed {
    let node = match value.get_ref() {
        DeValue::Boolean(flag) => Node::Flag(*flag),
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or(Node::Other, Node::Number)
        }
        DeValue::Array(items) => Node::List(items.iter().map(|item| placed(item, base)).collect()),
        DeValue::Table(entries) => table(entries, base),
        DeValue::Float(_) | DeValue::Datetime(_) => Node::Other,
    };
    Placed { node, span: Span::from(value.span()).shifted(base) }
}
