//! The header spelt as YAML front matter.
//!
//! The YAML becomes a tree that keeps the place of every value, and the tree is walked: a wrong value costs
//! itself and nothing else. Where the YAML itself is broken, its top-level entries (and then the items of a
//! list) are read apart, so that the broken one is the only one lost.

use super::{Declared, Field, Header, HeaderDate, HeaderStyle, KEYS, day, unknown_word};
use crate::article::EntityKind;
use crate::article::lines::{Line, all_ignored_rules};
use crate::text::Span;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

pub(super) enum Found {
    /// Front matter, and where the body begins.
    Closed(Header, usize),
    /// A `---` that begins front matter and no `---` that ends it: text, and a header that says so.
    Unclosed(Header),
    Nothing,
}

pub(super) fn parse(text: &str, start: usize) -> Found {
    let open = Line::at(text, start);
    if open.of(text).trim_end() != "---" {
        return Found::Nothing;
    }
    let fence = Span::from(start..open.end);
    match find_close(text, open.next) {
        Close::At(close) => {
            let mut header = Header { style: HeaderStyle::Yaml, span: fence, ..Header::default() };
            header.span.end = close.end as u32;
            Reader { text, header: &mut header }.read(Span::from(open.next..close.start));
            header.problems.sort_by_key(|problem| problem.span.start);
            Found::Closed(header, close.next)
        }
        Close::Missing => {
            let mut header = Header { span: Span::empty(start as u32), ..Header::default() };
            let expected = "a line `---` behind the last key, before the article begins";
            header.problem(fence, "this `---` begins a header that is never closed", expected);
            Found::Unclosed(header)
        }
        Close::NotFrontMatter => Found::Nothing,
    }
}

enum Close {
    At(Line),
    Missing,
    NotFrontMatter,
}

/// The line that closes front matter. The search ends at the first line of prose behind a blank line, so that
/// a forgotten `---` does not make a header of the article; and `---` above prose is a rule, not front matter.
fn find_close(text: &str, mut at: usize) -> Close {
    let mut keys = false;
    let mut after_blank = true;
    while at < text.len() {
        let line = Line::at(text, at);
        at = line.next;
        let words = line.of(text);
        match words.trim_end() {
            "---" | "..." => return Close::At(line),
            "" => after_blank = true,
            _ if is_yaml_line(words) => (keys, after_blank) = (true, false),
            _ if after_blank => break,
            _ => {}
        }
    }
    if keys { Close::Missing } else { Close::NotFrontMatter }
}

/// `key:`, `- item`, a comment, or a line that continues one.
fn is_yaml_line(line: &str) -> bool {
    let key = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let rest = &line[key..];
    key > 0 && (rest == ":" || rest.starts_with(": "))
        || line.starts_with([' ', '\t', '#', '-', ']', '}', '{'])
}

/// YAML, whatever it says.
enum Node {
    Null,
    Text(String),
    /// A number or a truth value: for a header, its text is in the file.
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
struct Broken {
    message: String,
    at: usize,
}

/// A value with its place.
struct At<'a> {
    node: &'a Node,
    /// In bytes of the file.
    span: Span,
}

struct Reader<'a> {
    text: &'a str,
    header: &'a mut Header,
}

impl<'a> Reader<'a> {
    fn read(&mut self, yaml: Span) {
        self.ignores(yaml);
        let broken = match self.load(yaml) {
            Ok(node) => return self.top(&node, yaml),
            Err(broken) => broken,
        };
        let before = self.header.problems.len();
        for entry in pieces(self.text, yaml, is_entry) {
            match self.load(entry) {
                Ok(node) => self.top(&node, entry),
                Err(broken) => self.read_list(entry, broken),
            }
        }
        if self.header.problems.len() == before {
            self.broken(yaml, broken);
        }
    }

    /// A top-level entry that is broken: if it is a list of names, its items are read apart.
    fn read_list(&mut self, entry: Span, broken: Broken) {
        let words = entry.of(self.text);
        let Some(kind) = words.split_once(':').and_then(|(key, _)| list_kind(key)) else {
            return self.broken(entry, broken);
        };
        let first = Line::at(words, 0).next as u32;
        let items =
            pieces(self.text, Span::new(entry.start + first, entry.end), is_item(&words[first as usize..]));
        if items.is_empty() {
            return self.broken(entry, broken);
        }
        for item in items {
            match self.load(item) {
                Ok(node) => self.names(kind, &At { node: &node, span: item }, item),
                Err(broken) => self.broken(item, broken),
            }
        }
    }

    fn broken(&mut self, piece: Span, broken: Broken) {
        let at = broken.at.clamp(piece.start as usize, piece.end as usize);
        let line = self.line_around(at);
        let expected =
            "YAML as in `title: Bridge reopens`, with quotation marks around a value that holds `: ` or `#`";
        self.header.problem(
            line,
            format!("this line of the header cannot be read: {}", broken.message),
            expected,
        );
    }

    /// The words of the line that holds the byte at `at`, or of the last line of words above it.
    fn line_around(&self, at: usize) -> Span {
        let above = self.text.floor_char_boundary(at);
        let start = self.text[..above].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let line = Line::at(self.text, start);
        if line.is_blank(self.text) && start > self.header.span.start as usize {
            return self.line_around(self.text[..start].trim_end().len());
        }
        let words = line.of(self.text);
        let start = start + (words.len() - words.trim_start().len());
        Span::from(start..start + words.trim().len())
    }

    /// `# {% ignore RULE %}`: a comment of both languages.
    fn ignores(&mut self, yaml: Span) {
        for line in yaml.of(self.text).split(['\n', '\r']).filter(|line| line.trim_start().starts_with('#')) {
            self.header.ignored_rules.extend(all_ignored_rules(line));
        }
    }

    fn load(&self, yaml: Span) -> Result<Node, Broken> {
        // Nobody nests a header; somebody may try what happens to the stack if they do.
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! { max_depth: 24 },
            duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
            with_snippet: false,
        };
        let words = yaml.of(self.text);
        if words.trim().is_empty() {
            return Ok(Node::Null);
        }
        let base = yaml.start as usize;
        let spanned: Spanned<Node> =
            serde_saphyr::from_str_with_options(words, options).map_err(|error| {
                let at = error.location().and_then(|location| location.span().byte_offset()).unwrap_or(0);
                let message = error.to_string();
                // The line it names is one of the piece and not of the file.
                let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
                Broken { message, at: base + at as usize }
            })?;
        Ok(spanned.value)
    }

    /// The place of a value, in bytes of the file; `yaml` is what was loaded.
    fn place(&self, value: &Spanned<Node>, yaml: Span) -> Span {
        let place = value.referenced.span();
        let (Some(start), Some(len)) = (place.byte_offset(), place.byte_len()) else { return yaml };
        let start = self.text.floor_char_boundary((u64::from(yaml.start) + start) as usize);
        let end = self.text.floor_char_boundary(((start as u64) + len).min(u64::from(yaml.end)) as usize);
        let start = start.min(end);
        // Of a list or a map the loader knows the beginning only.
        let whole = matches!(value.value, Node::List(_) | Node::Map(_));
        let end = if whole { Line::at(self.text, start).end } else { end };
        Span::from(start..start + self.text[start..end].trim_end().len())
    }

    fn top(&mut self, node: &Node, yaml: Span) {
        match node {
            Node::Null => {}
            Node::Map(entries) => {
                for (key, value) in entries {
                    self.entry(key, value, yaml);
                }
            }
            _ => self.header.problem(
                self.line_around(yaml.start as usize),
                "the header holds no keys",
                EXPECTED_ENTRY,
            ),
        }
    }

    fn entry(&mut self, key: &Spanned<Node>, value: &Spanned<Node>, yaml: Span) {
        let key_span = self.place(key, yaml);
        let value = At { node: &value.value, span: self.place(value, yaml) };
        let key = self.text_of(&At { node: &key.value, span: key_span }).unwrap_or_default();
        if let Some(kind) = list_kind(&key) {
            return self.names(kind, &value, yaml);
        }
        if !KEYS.contains(&key.as_str()) {
            let known = [KEYS.as_slice(), &LISTS].concat();
            let expected = format!("one of {}", known.join(", "));
            return self.header.problem(key_span, unknown_word("header key", &key, &known), expected);
        }
        if matches!(value.node, Node::Null) {
            return;
        }
        let Some(field) = self.field(&value) else {
            return self.header.problem(
                value.span,
                format!("`{key}` takes a single value"),
                example_of(&key),
            );
        };
        if key == "date" {
            match day(field.value.trim()) {
                Some(_) if self.header.date.is_some() => self.header.twice(key_span, &key),
                Some(day) => self.header.date = Some(HeaderDate { span: field.span, day }),
                None => self.header.date_problem(field.span, &field.value),
            }
        } else if self.header.has_field(&key) {
            self.header.twice(key_span, &key);
        } else {
            self.header.set_field(&key, field);
        }
    }

    /// `people:` and its like.
    fn names(&mut self, kind: EntityKind, list: &At, yaml: Span) {
        let items = match list.node {
            Node::Null => return,
            Node::List(items) => items,
            _ => {
                let message = format!("the {} are a list, one `- ` an entry", plural(kind));
                return self.header.problem(list.span, message, EXPECTED_NAMES);
            }
        };
        for item in items {
            let at = At { node: &item.value, span: self.place(item, yaml) };
            if let Some(declared) = self.declared(kind, &at, yaml) {
                self.header.declared.push(declared);
            }
        }
    }

    fn declared(&mut self, kind: EntityKind, item: &At, yaml: Span) -> Option<Declared> {
        let mut declared = Declared {
            kind,
            name: String::new(),
            aliases: vec![],
            title: None,
            pronouns: None,
            reference: None,
            note: None,
            span: item.span,
        };
        match item.node {
            Node::Map(entries) => {
                for (key, value) in entries {
                    self.detail(&mut declared, key, value, yaml);
                }
            }
            _ => {
                if let Some(field) = self.field(item) {
                    (declared.name, declared.span) = (field.value, field.span);
                }
            }
        }
        if declared.name.trim().is_empty() {
            self.header.problem(item.span, "this entry has no name", EXPECTED_NAMES);
            return None;
        }
        Some(declared)
    }

    fn detail(&mut self, declared: &mut Declared, key: &Spanned<Node>, value: &Spanned<Node>, yaml: Span) {
        let key_span = self.place(key, yaml);
        let value = At { node: &value.value, span: self.place(value, yaml) };
        let key = self.text_of(&At { node: &key.value, span: key_span }).unwrap_or_default();
        if !DETAILS.contains(&key.as_str()) {
            let expected = format!("one of {}", DETAILS.join(", "));
            return self.header.problem(key_span, unknown_word("key of an entry", &key, &DETAILS), expected);
        }
        if matches!(value.node, Node::Null) {
            return;
        }
        if key == "aliases" {
            return self.aliases(declared, &value, yaml);
        }
        let Some(field) = self.field(&value) else {
            return self.header.problem(value.span, format!("`{key}` takes a single value"), EXPECTED_NAMES);
        };
        match key.as_str() {
            "name" => (declared.name, declared.span) = (field.value, field.span),
            "title" => declared.title = Some(field.value),
            "pronouns" => declared.pronouns = Some(field.value),
            "ref" => declared.reference = Some(field.value),
            _ => declared.note = Some(field.value),
        }
    }

    fn aliases(&mut self, declared: &mut Declared, value: &At, yaml: Span) {
        let Node::List(items) = value.node else {
            match self.text_of(value) {
                Some(alias) => declared.aliases.push(alias),
                None => self.header.problem(value.span, "`aliases` takes a list of names", EXPECTED_ALIASES),
            }
            return;
        };
        for item in items {
            let at = At { node: &item.value, span: self.place(item, yaml) };
            match self.text_of(&at) {
                Some(alias) => declared.aliases.push(alias),
                None => self.header.problem(at.span, "an alias is a name", EXPECTED_ALIASES),
            }
        }
    }

    /// The text of a single value; `None` for lists, maps and nothing.
    fn text_of(&self, value: &At) -> Option<String> {
        match value.node {
            Node::Text(text) => Some(text.clone()),
            Node::Plain => Some(value.span.of(self.text).to_owned()),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        }
    }

    /// A single value with its place, without the quotation marks around it.
    fn field(&self, value: &At) -> Option<Field> {
        let text = self.text_of(value)?;
        let words = value.span.of(self.text);
        let quoted = words.len() > 1 && words.starts_with(['"', '\'']) && words.ends_with(&words[..1]);
        let span = if quoted { Span::new(value.span.start + 1, value.span.end - 1) } else { value.span };
        Some(Field { span, value: text })
    }
}

const LISTS: [&str; 3] = ["people", "organisations", "places"];
const DETAILS: [&str; 6] = ["name", "aliases", "title", "pronouns", "ref", "note"];
const EXPECTED_ENTRY: &str = "a key and a value, as in `title: Bridge reopens`";
const EXPECTED_NAMES: &str = "entries as in `- name: Ann Lee`, or `[Ann Lee, Bo Park]`";
const EXPECTED_ALIASES: &str = "names as in `aliases: [Annie Lee, A. Lee]`";

fn example_of(key: &str) -> &'static str {
    match key {
        "date" => super::EXPECTED_DATE,
        "author" => "a name as in `author: Ann Lee`",
        _ => EXPECTED_ENTRY,
    }
}

/// What the entries of a list are; American spelling is understood.
fn list_kind(key: &str) -> Option<EntityKind> {
    match key {
        "people" => Some(EntityKind::Person),
        "organisations" | "organizations" => Some(EntityKind::Organisation),
        "places" => Some(EntityKind::Place),
        _ => None,
    }
}

fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "people",
        EntityKind::Organisation => "organisations",
        EntityKind::Place => "places",
        EntityKind::Event => "events",
    }
}

/// Cuts `yaml` before every line that `begins` a piece; what stands above the first is left out.
fn pieces(text: &str, yaml: Span, begins: impl Fn(&str) -> bool) -> Vec<Span> {
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
fn is_entry(line: &str) -> bool {
    !line.is_empty() && !line.starts_with([' ', '\t', '-', '#', ']', '}'])
}

/// An item of the list in `yaml` begins with a `-` at the margin of the first item.
fn is_item(yaml: &str) -> impl Fn(&str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_dash = |line: &str| line.trim_start().starts_with("- ") || line.trim() == "-";
    let margin = yaml.split(['\n', '\r']).find(|line| is_dash(line)).map(indent);
    move |line| is_dash(line) && Some(indent(line)) == margin
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::HeaderStyle;

    /// What the header says, one line a fact, and the body behind `|`.
    fn read(text: &str) -> String {
        let (header, body) = parse(text, 0);
        let mut facts = vec![];
        if let Some(date) = &header.date {
            facts.push(format!("date {}", date.day));
        }
        for (key, field) in [("title", &header.title), ("author", &header.author), ("place", &header.place)] {
            if let Some(field) = field {
                assert_eq!(field.span.of(text), field.value);
                facts.push(format!("{key} {}", field.value));
            }
        }
        for declared in &header.declared {
            assert_eq!(declared.span.of(text), declared.name);
            let details = [&declared.title, &declared.pronouns, &declared.reference, &declared.note];
            let details: Vec<_> = details.into_iter().flatten().map(String::as_str).collect();
            let (kind, name) = (declared.kind.word(), &declared.name);
            facts.push(
                format!("{kind} {name} {:?} {}", declared.aliases, details.join("; ")).trim_end().to_owned(),
            );
        }
        facts.extend(header.problems.iter().map(|p| format!("{:?}: {}", p.span.of(text), p.message)));
        facts.push(format!("| {}", text[body..].trim()).trim_end().to_owned());
        facts.join("\n")
    }

    #[test]
    fn front_matter_declares_people() {
        let text = "\
---
title: \"Bridge shuts: at last\"
date: 2024-03-01
people:
  - name: Ann Lee
    aliases: [Annie, 'A. Lee']
    title: mayor
    pronouns: she
    ref: wikidata:Q42
    note: call her office first
  - Bo Park
places: [Brookford, Élan]
---
It shut.";
        assert_eq!(
            read(text),
            "date 2024-03-01\ntitle Bridge shuts: at last\n\
             person Ann Lee [\"Annie\", \"A. Lee\"] mayor; she; wikidata:Q42; call her office first\n\
             person Bo Park []\nplace Brookford []\nplace Élan []\n| It shut."
        );
        assert_eq!(read(&text.replace('\n', "\r\n")), read(text), "line ends do not matter");
        assert_eq!(read(&text.replace('\n', "\r")), read(text), "line ends do not matter");
    }

    #[test]
    fn a_wrong_value_costs_itself_only() {
        assert_eq!(
            read("---\ndate: 2024-13-01\ntitel: A\nauthor: [Ann, Bo]\nplace: Brookford\n---\n\nIt shut."),
            "place Brookford\n\"2024-13-01\": `2024-13-01` is not a date of the calendar in ISO form\n\
             \"titel\": `titel` is no header key; did you mean `title`?\n\
             \"[Ann, Bo]\": `author` takes a single value\n| It shut."
        );
        assert_eq!(
            read(
                "---\npeople:\n- name: Ann Lee\n  alias: Annie\n- title: clerk\n- name: Bo Park\n---\nIt shut."
            ),
            "person Ann Lee []\nperson Bo Park []\n\
             \"alias\": `alias` is no key of an entry; did you mean `aliases`?\n\
             \"title: clerk\": this entry has no name\n| It shut."
        );
        assert_eq!(
            read("---\npeople: Ann Lee\n---\n"),
            "\"Ann Lee\": the people are a list, one `- ` an entry\n|"
        );
        assert_eq!(
            read("---\ntitle: 2024\nauthor: No\nplace:\n---\n"),
            "title 2024\nauthor No\n|",
            "a header holds text"
        );
        assert_eq!(
            read("---\ntitle: A\ntitle: B\n---\n"),
            "title A\n\"title\": `title` is given twice; the first one counts\n|"
        );
    }

    #[test]
    fn broken_yaml_costs_one_entry() {
        let read = read(
            "---\ndate: 2024-03-01\ntitle: Bridge: shut: again\npeople:\n  - name: Ann Lee\n  - name: \"Bo Park\n  - name: Cy Dole\n---\nIt shut.",
        );
        let lines: Vec<_> = read.lines().collect();
        assert_eq!(lines[0], "date 2024-03-01");
        assert!(read.contains("person Ann Lee []") && read.contains("person Cy Dole []"), "{read}");
        assert!(
            read.contains("\"title: Bridge: shut: again\": this line of the header cannot be read"),
            "{read}"
        );
        assert!(!read.contains("at line"), "a place of its own: {read}");
        assert!(read.contains("- name: \\\"Bo Park\": this line of the header cannot be read"), "{read}");
    }

    #[test]
    fn a_header_never_closed_is_text() {
        let text = "---\ntitle: Bridge shuts\n\nIt shut.\n\n---\n\nThe end.";
        assert_eq!(read(text), format!("\"---\": this `---` begins a header that is never closed\n| {text}"));
        assert_eq!(parse(text, 0).0.style, HeaderStyle::Absent);
        let rule = "---\n\nIt shut.\n\n---\n\nThe end.";
        assert_eq!(read(rule), format!("| {rule}"), "a rule across the page");
    }

    #[test]
    fn comments_in_the_header_speak_of_the_file() {
        let (header, _) = parse("---\n# {% ignore name-variant %}\ntitle: A\n---\n", 0);
        assert_eq!(header.ignored_rules, ["name-variant"]);
    }

    #[test]
    fn nesting_does_not_end_the_stack() {
        let deep = format!("---\ntitle: {}\nplace: Brookford\n---\n", "[".repeat(100_000));
        assert!(read(&deep).contains("place Brookford"));
    }
}
