//! An editor's settings as a tree.

use super::value::{Key, Node, Placed};
use crate::text::Span;
use serde_json::Value;

/// Reads JSON, which has no places that a writer could be shown.
pub(super) fn read(json: &Value) -> Placed {
    let node = match json {
        Value::Null => Node::Nothing,
        Value::Bool(flag) => Node::Flag(*flag),
        Value::Number(number) => number.as_i64().map_or(Node::Other, Node::Number),
        Value::String(text) => Node::Text(text.clone()),
        Value::Array(items) => Node::List(items.iter().map(read).collect()),
        Value::Object(entries) => Node::Table(
            entries
                .iter()
                .map(|(name, value)| (Key { name: name.clone(), span: Span::empty(0) }, read(value)))
                .collect(),
        ),
    };
    Placed { node, span: Span::empty(0) }
}
