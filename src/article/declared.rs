//! Lists of who and what an article is about, as front matter and people lists have them.

use super::header::unknown_word;
use super::yaml::{At, Broken, Node, at, is_entry, is_item, line_around, load, pieces};
use super::{EntityKind, Part, Problem};
use crate::article::lines::Line;
use crate::text::{Span, sort_by_number};
use serde_saphyr::Spanned;

/// Somebody or something that the header (or a people list) declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it is.
    pub kind: EntityKind,
    /// The full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// A title or role.
    pub title: Option<String>,
    /// `he`, `she`, `they`, …
    pub pronouns: Option<String>,
    /// A URL or `wikidata:Q42`.
    pub reference: Option<String>,
    /// A note for colleagues.
    pub note: Option<String>,
    /// The name in the file, in bytes.
    pub span: Span,
}

/// Reads a people list: a file of YAML with `people:`, `organisations:` and `places:` as in front matter, or with
/// nothing but a list of people. Never fails: a mistake costs the entry it is in. Spans are bytes of `text`.
pub fn people_list(text: &str) -> (Vec<Declared>, Vec<Problem>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::new(text, Part::PeopleList, start);
    reader.file(Span::from(start..text.len()));
    reader.refuse_twice();
    sort_by_number(&mut reader.problems, |problem| problem.span.start.into());
    (reader.declared, reader.problems)
}

/// Reads entries into `declared`, and what is wrong with them into `problems`.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    part: Part,
    /// The first byte of the YAML.
    start: usize,
    pub(super) declared: Vec<Declared>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, part: Part, start: usize) -> Self {
        Reader { text, part, start, declared: vec![], problems: vec![] }
    }

    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>, expected: impl Into<String>) {
        let (message, expected) = (message.into(), expected.into());
        self.problems.push(Problem { span, part: self.part, message, expected, mended: None });
    }

    /// A whole people list.
    fn file(&mut self, yaml: Span) {
        let broken = match load(self.text, yaml) {
            Ok(node) => return self.lists(&node, yaml),
            Err(broken) => broken,
        };
        let before = self.problems.len();
        if self.text[yaml.range()].lines().any(|line| line.starts_with("- ")) {
            self.items(EntityKind::Person, yaml, broken);
            return;
        }
        for entry in pieces(self.text, yaml, is_entry) {
            match load(self.text, entry) {
                Ok(node) => self.lists(&node, entry),
                Err(broken) => self.read_list(entry, broken),
            }
        }
        if self.problems.len() == before {
            self.broken(yaml, broken);
        }
    }

    fn lists(&mut self, node: &Node, yaml: Span) {
        match node {
            Node::Null => {}
            Node::List(_) => self.names(EntityKind::Person, &At { node, span: yaml }, yaml),
            Node::Map(entries) => {
                for (key, value) in entries {
                    let key = at(self.text, key, yaml);
                    let word = key.text(self.text).unwrap_or_default();
                    match list_kind(&word) {
                        Some(kind) => self.names(kind, &at(self.text, value, yaml), yaml),
                        None => {
                            let expected = format!("one of {}", LISTS.join(", "));
                            self.problem(key.span, unknown_word("list of names", &word, &LISTS), expected);
                        }
                    }
                }
            }
            Node::Text(_) | Node::Plain => {
                self.problem(
                    line_around(self.text, self.start, yaml.start as usize),
                    "this is no list",
                    EXPECTED_NAMES,
                );
            }
        }
    }

    /// Of entries with the same name the first one counts.
    fn refuse_twice(&mut self) {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut twice = vec![];
        self.declared.retain(|entry| {
            let first = seen.insert((entry.kind, entry.name.to_lowercase()));
            if !first {
                twice.push((entry.span, entry.name.clone()));
            }
            first
        });
        for (span, name) in twice {
            self.problem(span, format!("{name} is listed twice; the first entry counts"), "one entry a name");
        }
    }

    /// A top-level entry that is broken: if it is a list of names, its items are read apart.
    pub(super) fn read_list(&mut self, entry: Span, broken: Broken) {
        let words = entry.of(self.text);
        let Some(kind) = words.split_once(':').and_then(|(key, _)| list_kind(key)) else {
            return self.broken(entry, broken);
        };
        let first = Line::at(words, 0).next as u32;
        self.items(kind, Span::new(entry.start + first, entry.end), broken);
    }

    /// The items of a list, each read apart.
    fn items(&mut self, kind: EntityKind, list: Span, broken: Broken) {
        let items = pieces(self.text, list, is_item(list.of(self.text)));
        if items.is_empty() {
            return self.broken(list, broken);
        }
        for item in items {
            match load(self.text, item) {
                Ok(node) => self.names(kind, &At { node: &node, span: item }, item),
                Err(broken) => self.broken(item, broken),
            }
        }
    }

    pub(super) fn broken(&mut self, piece: Span, broken: Broken) {
        let at = broken.at.clamp(piece.start as usize, piece.end as usize);
        let line = line_around(self.text, self.start, at);
        let (of, example) = match self.part {
            Part::PeopleList => ("the list", "- name: Ann Lee"),
            Part::Header | Part::Annotation => ("the header", "title: Bridge reopens"),
        };
        let expected =
            format!("YAML as in `{example}`, with quotation marks around a value that holds `: ` or `#`");
        self.problem(line, format!("this line of {of} cannot be read: {}", broken.message), expected);
    }

    /// `people:` and its like.
    pub(super) fn names(&mut self, kind: EntityKind, list: &At, yaml: Span) {
        let items = match list.node {
            Node::Null => return,
            Node::List(items) => items,
            _ => {
                let message = format!("the {} are a list, one `- ` an entry", plural(kind));
                return self.problem(list.span, message, EXPECTED_NAMES);
            }
        };
        for item in items {
            let item = at(self.text, item, yaml);
            if let Some(declared) = self.entry(kind, &item, yaml) {
                self.declared.push(declared);
            }
        }
    }

    fn entry(&mut self, kind: EntityKind, item: &At, yaml: Span) -> Option<Declared> {
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
                if let Some(field) = item.field(self.text) {
                    (declared.name, declared.span) = (field.value, field.span);
                }
            }
        }
        if declared.name.trim().is_empty() {
            self.problem(item.span, "this entry has no name", EXPECTED_NAMES);
            return None;
        }
        Some(declared)
    }

    fn detail(&mut self, declared: &mut Declared, key: &Spanned<Node>, value: &Spanned<Node>, yaml: Span) {
        let key_at = at(self.text, key, yaml);
        let value = at(self.text, value, yaml);
        let key = key_at.text(self.text).unwrap_or_default();
        if !DETAILS.contains(&key.as_str()) {
            let expected = format!("one of {}", DETAILS.join(", "));
            return self.problem(key_at.span, unknown_word("key of an entry", &key, &DETAILS), expected);
        }
        if matches!(value.node, Node::Null) {
            return;
        }
        if key == "aliases" {
            return self.aliases(declared, &value, yaml);
        }
        let Some(field) = value.field(self.text) else {
            return self.problem(value.span, format!("`{key}` takes a single value"), EXPECTED_NAMES);
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
            match value.text(self.text) {
                Some(alias) => declared.aliases.push(alias),
                None => self.problem(value.span, "`aliases` takes a list of names", EXPECTED_ALIASES),
            }
            return;
        };
        for item in items {
            let item = at(self.text, item, yaml);
            match item.text(self.text) {
                Some(alias) => declared.aliases.push(alias),
                None => self.problem(item.span, "an alias is a name", EXPECTED_ALIASES),
            }
        }
    }
}

pub(super) const LISTS: [&str; 3] = ["people", "organisations", "places"];
const DETAILS: [&str; 6] = ["name", "aliases", "title", "pronouns", "ref", "note"];
const EXPECTED_NAMES: &str = "entries as in `- name: Ann Lee`, or `[Ann Lee, Bo Park]`";
const EXPECTED_ALIASES: &str = "names as in `aliases: [Annie Lee, A. Lee]`";

/// What the entries of a list are; American spelling is understood.
pub(super) fn list_kind(key: &str) -> Option<EntityKind> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the list says, one line an entry, and what is wrong with it.
    fn read(text: &str) -> String {
        let (declared, problems) = people_list(text);
        let entry = |d: &Declared| {
            assert_eq!(d.span.of(text), d.name);
            let details = [&d.title, &d.pronouns, &d.reference, &d.note].into_iter().flatten();
            let details: Vec<_> = details.map(String::as_str).collect();
            format!("{} {} {:?} {}", d.kind.word(), d.name, d.aliases, details.join("; "))
                .trim_end()
                .to_owned()
        };
        let mut lines: Vec<String> = declared.iter().map(entry).collect();
        lines.extend(problems.iter().map(|p| format!("{:?}: {}", p.span.of(text), p.message)));
        lines.join("\n")
    }

    const LISTS: &str = "\
# Who is in the news here
people:
  - name: Ann Lee
    aliases: [Annie]
    title: mayor
    pronouns: she
    ref: wikidata:Q42
    note: call her office first
  - Bo Park
organisations: [Brookford Council]
places:
  - Brookford
";

    #[test]
    fn the_fields_are_those_of_the_header() {
        insta::assert_snapshot!(read(LISTS), @r#"
        person Ann Lee ["Annie"] mayor; she; wikidata:Q42; call her office first
        person Bo Park []
        organisation Brookford Council []
        place Brookford []
        "#);
        assert_eq!(read(&LISTS.replace('\n', "\r\n")), read(LISTS));
        assert_eq!(read(&format!("\u{feff}{LISTS}")), read(LISTS));
        assert_eq!(read(&format!("---\n{LISTS}")), read(LISTS), "a document's beginning");
    }

    #[test]
    fn a_bare_list_is_of_people() {
        insta::assert_snapshot!(read("- Ann Lee\n- name: Bo Park\n  title: engineer\n"), @r"
        person Ann Lee []
        person Bo Park [] engineer
        ");
        assert_eq!(read(""), "");
        assert_eq!(read("# nobody yet\n"), "");
    }

    #[test]
    fn a_mistake_costs_its_entry() {
        insta::assert_snapshot!(read("people:\n- name: Ann Lee\n  alias: Annie\n- title: clerk\n- name: \"Bo Park\n- Cy Dole\n"), @r#"
        person Ann Lee []
        person Cy Dole []
        "alias": `alias` is not a key of an entry; did you mean `aliases`?
        "title: clerk": this entry has no name
        "- name: \"Bo Park": this line of the list cannot be read: unclosed quote
        "#);
        insta::assert_snapshot!(read("- Ann Lee\n- name: Bo: Park\n- Cy Dole\n"), @r#"
        person Ann Lee []
        person Cy Dole []
        "- name: Bo: Park": this line of the list cannot be read: mapping values are not allowed in this context
        "#);
    }

    #[test]
    fn what_is_no_list_says_so() {
        insta::assert_snapshot!(read("Ann Lee\n"), @r#""Ann Lee": this is no list"#);
        insta::assert_snapshot!(read("peple: [Ann Lee]\nplaces: Brookford\n"), @r#"
        "peple": `peple` is not a list of names; did you mean `people`?
        "Brookford": the places are a list, one `- ` an entry
        "#);
    }

    #[test]
    fn who_is_listed_twice_is_listed_once() {
        insta::assert_snapshot!(read("- Ann Lee\n- name: ann lee\n  title: mayor\n"), @r#"
        person Ann Lee []
        "ann lee": ann lee is listed twice; the first entry counts
        "#);
    }
}
