//! YAML with the place of every value, for front matter and people lists.
//!
//! YAML becomes a tree, and the tree is walked: a wrong value costs itself and nothing else. Where the YAML itself
//! is broken, it is cut into [`pieces`] that are read apart, so that the broken one is the only one lost.

use super::Field;
use super::lines::Line;
use crate::text::Span;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// YAML, whatever it says.
pub(super) enum Node {
    Null,
    Text(String),
    /// A number or a truth value: what counts here is how it is written, and that is in the file.
    Plain,
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<Node>, Spanned<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("any YAML")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = vec![];
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = vec![];
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}

/// What is wrong with YAML that cannot be read at all, and the byte of the file where.
pub(super) struct Broken {
    pub(super) message: String,
    pub(super) at: usize,
}

/// A value with its place.
pub(super) struct At<'a> {
    pub(super) node: &'a Node,
    /// In bytes of the file.
    pub(super) span: Span,
}

impl At<'_> {
    /// The text of a single value; `None` for lists, maps and nothing. `text` is the file.
    pub(super) fn text(&self, text: &str) -> Option<String> {
        match self.node {
            Node::Text(words) => Some(words.clone()),
            Node::Plain => Some(self.span.of(text).to_owned()),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        }
    }

    /// A single value with its place, without the quotation marks around it.
    pub(super) fn field(&self, text: &str) -> Option<Field> {
        let value = self.text(text)?;
        let words = self.span.of(text);
        let quoted = words.len() > 1 && words.starts_with(['"', '\'']) && words.ends_with(&words[..1]);
        let span = if quoted { Span::new(self.span.start + 1, self.span.end - 1) } else { self.span };
        Some(Field { span, value })
    }
}

/// Reads the stretch `yaml` of the file `text`.
pub(super) fn load(text: &str, yaml: Span) -> Result<Node, Broken> {
    // Nobody nests a header; somebody may try what happens to the stack if they do.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 24 },
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    };
    let words = yaml.of(text);
    if words.trim().is_empty() {
        return Ok(Node::Null);
    }
    let base = yaml.start as usize;
    let spanned: Spanned<Node> = serde_saphyr::from_str_with_options(words, options).map_err(|error| {
        let at = error.location().and_then(|location| location.span().byte_offset()).unwrap_or(0);
        let message = error.to_string();
        // The line it names is one of the piece and not of the file.
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Broken { message, at: base + at as usize }
    })?;
    Ok(spanned.value)
}

/// A value with its place in the file `text`; `yaml` is what was loaded.
pub(super) fn at<'n>(text: &str, value: &'n Spanned<Node>, yaml: Span) -> At<'n> {
    At { node: &value.value, span: place(text, value, yaml) }
}

fn place(text: &str, value: &Spanned<Node>, yaml: Span) -> Span {
    let place = value.referenced.span();
    let (Some(start), Some(len)) = (place.byte_offset(), place.byte_len()) else { return yaml };
    let start = text.floor_char_boundary((u64::from(yaml.start) + start) as usize);
    let end = text.floor_char_boundary(((start as u64) + len).min(u64::from(yaml.end)) as usize);
    let start = start.min(end);
    // Of a list or a map the loader knows the beginning only.
    let whole = matches!(value.value, Node::List(_) | Node::Map(_));
    let end = if whole { Line::at(text, start).end } else { end };
    Span::from(start..start + text[start..end].trim_end().len())
}

/// The words of the line that holds the byte at `at`, or of the last line of words above it that is not before
/// `first`.
pub(super) fn line_around(text: &str, first: usize, at: usize) -> Span {
    let above = text.floor_char_boundary(at);
    let start = text[..above].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let line = Line::at(text, start);
    if line.is_blank(text) && start > first {
        return line_around(text, first, text[..start].trim_end().len());
    }
    let words = line.of(text);
    let start = start + (words.len() - words.trim_start().len());
    Span::from(start..start + words.trim().len())
}

/// Cuts `yaml` before every line that `begins` a piece; what stands above the first is left out.
pub(super) fn pieces(text: &str, yaml: Span, begins: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut pieces: Vec<Span> = vec![];
    let mut at = yaml.start as usize;
    while at < yaml.end as usize {
        let line = Line::at(text, at);
        let end = line.next.min(yaml.end as usize) as u32;
        if begins(line.of(text)) {
            pieces.push(Span::new(at as u32, end));
        } else if let Some(last) = pieces.last_mut() {
            last.end = end;
        }
        at = line.next;
    }
    pieces
}

/// A top-level entry begins at the margin.
pub(super) fn is_entry(line: &str) -> bool {
    !line.is_empty() && !line.starts_with([' ', '\t', '-', '#', ']', '}'])
}

/// An item of the list in `yaml` begins with a `-` at the margin of the first item.
pub(super) fn is_item(yaml: &str) -> impl Fn(&str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_dash = |line: &str| line.trim_start().starts_with("- ") || line.trim() == "-";
    let margin = yaml.split(['\n', '\r']).find(|line| is_dash(line)).map(indent);
    move |line| is_dash(line) && Some(indent(line)) == margin
}
