//! Somebody who is added to a list of people.

use super::header::{first_line_end, newline, top};
use super::{Change, HouseFile, Question};
use crate::analysis::Analysis;
use crate::article::{Declared, EntityKind, HEADER_KEYS, HeaderStyle, people_list};
use crate::rules::Diagnostic;
use crate::text::{Edit, Span};

/// The lists that take the person whom a diagnostic is about.
pub(super) fn additions(question: &Question, diagnostic: &Diagnostic) -> Vec<(String, Change)> {
    let Some(name) = &diagnostic.about else { return vec![] };
    let mut additions = vec![];
    if let Some(edit) = in_header(question.analysis, name) {
        additions.push((format!("Add {name} to the article’s people"), Change::Article(vec![edit])));
    }
    if let Some((file, edit)) = question.people.and_then(|file| Some((file, in_list(file, name)?))) {
        additions.push((format!("Add {name} to {}", file.name()), Change::File(file.clone(), vec![edit])));
    }
    additions
}

/// A new entry in the header's `people:`. Header lines cannot hold one, and become front matter.
fn in_header(analysis: &Analysis, name: &str) -> Option<Edit> {
    let text = analysis.text();
    let line = newline(text);
    match analysis.header.style {
        HeaderStyle::Lines => from_lines(analysis, name),
        HeaderStyle::Absent => Some(Edit::insert(
            top(analysis),
            format!("---{line}people:{line}  - {}{line}---{line}{line}", scalar(name)),
        )),
        HeaderStyle::Yaml => match first_person(&analysis.header.declared) {
            Some(first) => before_entry(text, first, name),
            None if has_key(analysis.slice(analysis.header.span)) => None,
            None => Some(Edit::insert(
                first_line_end(analysis),
                format!("people:{line}  - {}{line}", scalar(name)),
            )),
        },
    }
}

/// Front matter that says what the header lines say, with somebody in `people:`. What is malformed among the lines would
/// be lost, so it has to be mended first.
fn from_lines(analysis: &Analysis, name: &str) -> Option<Edit> {
    let (header, line) = (&analysis.header, newline(analysis.text()));
    if !header.problems.is_empty() {
        return None;
    }
    let fields = HEADER_KEYS.iter().filter_map(|key| header.field(key).map(|field| (*key, field)));
    let fields = fields.map(|(key, field)| (field.span, format!("{key}: {}{line}", scalar(&field.value))));
    let date =
        header.date.iter().map(|date| (date.span, format!("date: {}{line}", analysis.slice(date.span))));
    let mut lines: Vec<(Span, String)> = fields.chain(date).collect();
    lines.sort_unstable();
    let lines: String = lines.into_iter().map(|(_, line)| line).collect();
    let matter = format!("---{line}{lines}people:{line}  - {}{line}---", scalar(name));
    // The article may run on behind the date.
    let rest = &analysis.text()[header.span.end as usize..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let runs_on = !rest[blanks..].is_empty() && !rest[blanks..].starts_with(['\n', '\r']);
    let span = Span::new(top(analysis), header.span.end + blanks as u32);
    Some(Edit::replace(span, if runs_on { format!("{matter}{line}{line}") } else { matter }))
}

/// A new entry in a people list.
fn in_list(file: &HouseFile, name: &str) -> Option<Edit> {
    let Some(text) = &file.text else { return Some(Edit::insert(0, format!("- {}\n", scalar(name)))) };
    let line = newline(text);
    let (declared, _) = people_list(text);
    match first_person(&declared) {
        Some(first) => before_entry(text, first, name),
        None if text.trim().is_empty() => {
            Some(Edit::insert(text.len() as u32, format!("- {}{line}", scalar(name))))
        }
        None if has_key(text) => None,
        None => {
            let gap = if text.ends_with('\n') { "" } else { line };
            Some(Edit::insert(text.len() as u32, format!("{gap}people:{line}  - {}{line}", scalar(name))))
        }
    }
}

fn first_person(declared: &[Declared]) -> Option<&Declared> {
    declared.iter().filter(|entry| entry.kind == EntityKind::Person).min_by_key(|entry| entry.span)
}

/// Whether there is a `people:` already, though nobody is in it.
fn has_key(yaml: &str) -> bool {
    yaml.lines().any(|line| line.starts_with("people"))
}

/// An entry in front of another, written as that one is: an item of its own line, or one in brackets.
fn before_entry(text: &str, first: &Declared, name: &str) -> Option<Edit> {
    let at = first.span.start as usize;
    let line_start = text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = &text[line_start..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    if line[indent.len()..].starts_with("- ") {
        let entry = format!("{indent}- {}{}", scalar(name), newline(text));
        return Some(Edit::insert(line_start as u32, entry));
    }
    let before = text[..at].trim_end_matches(['"', '\'']);
    let bracket = before.trim_end().ends_with('[');
    bracket.then(|| Edit::insert(before.len() as u32, format!("{}, ", scalar(name))))
}

/// A name as YAML has it, in quotation marks where it needs them.
fn scalar(name: &str) -> String {
    let plain = name.starts_with(char::is_alphabetic)
        && !name.contains([
            ':', '#', '[', ']', '{', '}', ',', '"', '\'', '\\', '&', '*', '!', '|', '>', '%', '@', '`',
        ]);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::text::apply;

    fn header(text: &str) -> String {
        let analysis = Analysis::new(text, Options::default());
        let Some(edit) = in_header(&analysis, "Bea Hallowell") else { return "no".to_owned() };
        let changed = apply(text, [&edit]);
        let analysis = Analysis::new(changed.as_str(), Options::default());
        assert!(analysis.header.declared.iter().any(|entry| entry.name == "Bea Hallowell"), "{changed}");
        assert_eq!(analysis.header.problems, [], "{changed}");
        changed
    }

    #[test]
    fn the_header_takes_a_person() {
        assert_eq!(header("Rain fell."), "---\npeople:\n  - Bea Hallowell\n---\n\nRain fell.");
        assert_eq!(
            header("---\ntitle: Rain\n---\n\nRain fell."),
            "---\npeople:\n  - Bea Hallowell\ntitle: Rain\n---\n\nRain fell."
        );
        assert_eq!(
            header("---\npeople:\n  - name: Ann Lee\n    title: mayor\n---\n\nRain fell."),
            "---\npeople:\n  - Bea Hallowell\n  - name: Ann Lee\n    title: mayor\n---\n\nRain fell."
        );
        assert_eq!(
            header("---\npeople: [\"Ann Lee\"]\n---\n\nRain fell."),
            "---\npeople: [Bea Hallowell, \"Ann Lee\"]\n---\n\nRain fell."
        );
    }

    #[test]
    fn header_lines_become_front_matter() {
        assert_eq!(
            header("date 2024-03-01\n\nRain fell."),
            "---\ndate: 2024-03-01\npeople:\n  - Bea Hallowell\n---\n\nRain fell."
        );
        assert_eq!(
            header(
                "title: Rain: a report\nurl: https://echo.example/rain\n date: 2024-03-01T10:30\n{% ignore name-variant %}\n\nRain fell."
            ),
            "---\ntitle: \"Rain: a report\"\nurl: \"https://echo.example/rain\"\ndate: 2024-03-01T10:30\npeople:\n  - Bea Hallowell\n---\n{% ignore name-variant %}\n\nRain fell."
        );
        assert_eq!(
            header(" date 2024-03-01 Rain fell."),
            "---\ndate: 2024-03-01\npeople:\n  - Bea Hallowell\n---\n\nRain fell.",
            "as in archives"
        );
        assert_eq!(
            header("date: 2024-03-01\ntilte: Rain\n\nRain fell."),
            "no",
            "what is a slip may be a key"
        );
    }

    fn list(text: Option<&str>) -> String {
        let file = HouseFile { path: "people.yaml".into(), text: text.map(Into::into) };
        let edit = in_list(&file, "Bea Hallowell").expect("the list takes it");
        let changed = apply(text.unwrap_or_default(), [&edit]);
        let (declared, problems) = people_list(&changed);
        assert!(
            problems.is_empty() && declared.iter().any(|entry| entry.name == "Bea Hallowell"),
            "{changed}"
        );
        changed
    }

    #[test]
    fn a_people_list_takes_a_person() {
        assert_eq!(list(None), "- Bea Hallowell\n");
        assert_eq!(list(Some("# Ours.\n- Ann Lee\n")), "# Ours.\n- Bea Hallowell\n- Ann Lee\n");
        assert_eq!(
            list(Some("organisations:\n- Brookford Council\npeople:\n- name: Ann Lee\n")),
            "organisations:\n- Brookford Council\npeople:\n- Bea Hallowell\n- name: Ann Lee\n"
        );
        assert_eq!(list(Some("places: [Brookford]")), "places: [Brookford]\npeople:\n  - Bea Hallowell\n");
    }

    #[test]
    fn a_name_is_quoted_where_yaml_needs_it() {
        assert_eq!(scalar("Ann O’Hara"), "Ann O’Hara");
        assert_eq!(scalar("Ann \"Annie\" Lee"), "\"Ann \\\"Annie\\\" Lee\"");
    }
}
