//! The header spelt as YAML front matter.
//!
//! A wrong value costs itself and nothing else. Where the YAML itself is broken, its top-level entries (and then the
//! items of a list) are read apart, so that the broken one is the only one lost.

use super::{Header, HeaderDate, HeaderStyle, KEYS, day};
use crate::article::Part;
use crate::article::declared::{self, LISTS, list_kind};
use crate::article::lines::{Line, all_ignored_rules};
use crate::article::yaml::{Node, at, is_entry, line_around, load, pieces};
use crate::text::{Span, sort_by_number};
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
            let mut names = declared::Reader::new(text, Part::Header, start);
            Reader { text, header: &mut header, names: &mut names }.read(Span::from(open.next..close.start));
            header.declared = names.declared;
            header.problems.append(&mut names.problems);
            sort_by_number(&mut header.problems, |problem| problem.span.start.into());
            Found::Closed(header, close.next)
        }
        Close::Missing => {
            let mut header = Header { span: Span::empty(start as u32), ..Header::default() };
            let expected = "a line `---` after the last key, before the article begins";
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

struct Reader<'a, 'h> {
    text: &'a str,
    header: &'h mut Header,
    names: &'h mut declared::Reader<'a>,
}

impl Reader<'_, '_> {
    fn read(&mut self, yaml: Span) {
        self.ignores(yaml);
        let broken = match load(self.text, yaml) {
            Ok(node) => return self.top(&node, yaml),
            Err(broken) => broken,
        };
        let problems = |reader: &Self| reader.header.problems.len() + reader.names.problems.len();
        let before = problems(self);
        for entry in pieces(self.text, yaml, is_entry) {
            match load(self.text, entry) {
                Ok(node) => self.top(&node, entry),
                Err(broken) => self.names.read_list(entry, broken),
            }
        }
        if problems(self) == before {
            self.names.broken(yaml, broken);
        }
    }

    /// `# {% ignore RULE %}`: a comment of both languages.
    fn ignores(&mut self, yaml: Span) {
        for line in yaml.of(self.text).split(['\n', '\r']).filter(|line| line.trim_start().starts_with('#')) {
            self.header.ignored_rules.extend(all_ignored_rules(line));
        }
    }

    fn top(&mut self, node: &Node, yaml: Span) {
        match node {
            Node::Null => {}
            Node::Map(entries) => {
                for (key, value) in entries {
                    self.entry(key, value, yaml);
                }
            }
            _ => {
                let line = line_around(self.text, self.header.span.start as usize, yaml.start as usize);
                self.header.problem(line, "the header holds no keys", EXPECTED_ENTRY);
            }
        }
    }

    fn entry(&mut self, key: &Spanned<Node>, value: &Spanned<Node>, yaml: Span) {
        let key = at(self.text, key, yaml);
        let (key_span, key) = (key.span, key.text(self.text).unwrap_or_default());
        let value = at(self.text, value, yaml);
        if let Some(kind) = list_kind(&key) {
            return self.names.names(kind, &value, yaml);
        }
        if !KEYS.contains(&key.as_str()) {
            let known = [KEYS.as_slice(), &LISTS].concat();
            let expected = format!("one of {}", known.join(", "));
            return self.header.unknown_key(key_span, &key, &known, expected);
        }
        if matches!(value.node, Node::Null) {
            return;
        }
        let Some(field) = value.field(self.text) else {
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
        } else if self.header.field(&key).is_some() {
            self.header.twice(key_span, &key);
        } else {
            self.header.set_field(&key, field);
        }
    }
}

const EXPECTED_ENTRY: &str = "a key and a value, as in `title: Bridge reopens`";

fn example_of(key: &str) -> &'static str {
    match key {
        "date" => super::EXPECTED_DATE,
        "author" => "a name as in `author: Ann Lee`",
        _ => EXPECTED_ENTRY,
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderStyle;
    use crate::article::header::parse;
    use crate::article::header::tests::read;

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
             \"titel\": `titel` is not a header key; did you mean `title`?\n\
             \"[Ann, Bo]\": `author` takes a single value\n| It shut."
        );
        assert_eq!(
            read(
                "---\npeople:\n- name: Ann Lee\n  alias: Annie\n- title: clerk\n- name: Bo Park\n---\nIt shut."
            ),
            "person Ann Lee []\nperson Bo Park []\n\
             \"alias\": `alias` is not a key of an entry; did you mean `aliases`?\n\
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
