//! What one source says about settings, and what is wrong with it.

use super::catalogue::{Catalogue, RULES, SEVERITY, Setting};
use super::severity::Level;
use super::value::{Key, Kind, Node, Placed, Value};
use super::{json, patterns, toml};
use crate::article::closest;
use crate::text::{Lines, Span};
use std::path::Path;
use std::sync::Arc;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody has set it.
    Default,
    /// A line of a configuration file.
    File {
        /// The file.
        path: Arc<Path>,
        /// The line of the value, from 1.
        line: u32,
    },
    /// The editor's settings.
    Editor,
    /// The command line.
    CommandLine,
}

impl Origin {
    /// The origin in a few words: `default`, `onrecord.toml:7`. `shown` writes the path.
    pub fn words(&self, shown: impl Fn(&Path) -> String) -> String {
        match self {
            Origin::Default => "default".to_owned(),
            Origin::File { path, line } => format!("{}:{line}", shown(path)),
            Origin::Editor => "editor".to_owned(),
            Origin::CommandLine => "command line".to_owned(),
        }
    }
}

/// Something in a source of settings, or in a people list, that is not as it should be. It costs the value or the
/// entry that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in bytes of the file; empty where the source is no file.
    pub span: Span,
    /// What is wrong and what was expected, in one or two sentences.
    pub message: String,
}

/// What one source sets.
#[derive(Clone, Debug)]
pub struct Layer {
    source: Source,
    pub(super) values: Vec<Set>,
    /// What is wrong with it, in order.
    pub mistakes: Vec<Mistake>,
}

#[derive(Clone, Debug)]
enum Source {
    Default,
    File(Arc<Path>, Lines),
    Editor,
    CommandLine,
}

/// A value that a source sets.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// The setting, an index into the catalogue's.
    pub(super) setting: usize,
    pub(super) value: Value,
    /// The value's place.
    pub(super) span: Span,
    /// The places of a list's items.
    pub(super) items: Vec<Span>,
    /// The only value below that it takes the place of, if it does not of every one.
    pub(super) instead_of: Option<Value>,
}

impl Layer {
    /// What a configuration file says. Never fails: whatever cannot be read is a mistake.
    pub fn of_file(catalogue: &Catalogue, path: &Path, text: &str) -> Layer {
        let (root, broken) = toml::read(text);
        let lines = Lines::new(text);
        let mut layer = Layer::of_source(Source::File(path.into(), lines.clone()));
        Reader { catalogue, layer: &mut layer }.table(&mut vec![], &root);
        // What is read on a line that is no TOML, or is no TOML on the line behind, is most often the same mistake.
        let on = |span: Span| lines.line(span.start);
        layer.mistakes.retain(|mistake| !broken.iter().any(|broken| on(broken.span) == on(mistake.span)));
        let mut last: Option<u32> = None;
        for broken in broken {
            let line = on(broken.span);
            if last.is_none_or(|last| line > last + 1) {
                let message = format!("This is no TOML: {}.", broken.message.trim_end_matches('.'));
                layer.mistakes.push(Mistake { span: broken.span, message });
            }
            last = Some(line);
        }
        layer.mistakes.sort_by_key(|mistake| mistake.span);
        layer
    }

    /// What an editor's settings say; `null` stands for what is not set.
    ///
    /// Editors keep settings of their own plug-ins beside ours. A key at the top that no setting resembles is
    /// therefore left alone.
    pub fn of_editor(catalogue: &Catalogue, settings: &serde_json::Value) -> Layer {
        let mut layer = Layer::of_source(Source::Editor);
        Reader { catalogue, layer: &mut layer }.table(&mut vec![], &json::read(settings));
        layer
    }

    /// What the command line says: nothing yet.
    pub fn of_command_line() -> Layer {
        Layer::of_source(Source::CommandLine)
    }

    /// A default of its own for where no files are read: nobody is known.
    pub(super) fn without_people(catalogue: &Catalogue) -> Layer {
        let mut layer = Layer::of_source(Source::Default);
        layer.set(catalogue, &["people"], Value::Names(vec![]));
        layer
    }

    fn of_source(source: Source) -> Layer {
        Layer { source, values: vec![], mistakes: vec![] }
    }

    /// Sets the setting with this path, which must be in the catalogue and take such a value.
    pub fn set(&mut self, catalogue: &Catalogue, path: &[&str], value: Value) {
        if let Some(setting) = catalogue.find(path) {
            self.values.push(Set { setting, value, span: Span::empty(0), items: vec![], instead_of: None });
        }
    }

    /// Switches a rule that is off on again, with its default severity.
    pub fn switch_on(&mut self, catalogue: &Catalogue, code: &str) {
        if let Some(setting) = catalogue.find(&[RULES, code, SEVERITY]) {
            let value = catalogue.settings()[setting].default.clone();
            let instead_of = Some(Value::Level(Level::Off));
            self.values.push(Set { setting, value, span: Span::empty(0), items: vec![], instead_of });
        }
    }

    /// Sets a rule's severity.
    pub fn set_level(&mut self, catalogue: &Catalogue, code: &str, level: Level) {
        self.set(catalogue, &[RULES, code, SEVERITY], Value::Level(level));
    }

    /// Sets what `KEY=VALUE` says, a line of TOML; a word needs no quotation marks.
    pub fn assign(&mut self, catalogue: &Catalogue, assignment: &str) {
        let (mut root, mut broken) = toml::read(assignment);
        if !broken.is_empty()
            && let Some((key, word)) = assignment.split_once('=')
        {
            (root, broken) = toml::read(&format!("{key} = '{}'", word.trim()));
        }
        match broken.into_iter().next() {
            Some(broken) => {
                let message = format!("`{assignment}` is no `KEY=VALUE`: {}.", broken.message);
                self.mistakes.push(Mistake { span: Span::empty(0), message });
            }
            None => Reader { catalogue, layer: self }.table(&mut vec![], &root),
        }
    }

    /// Where a value of this layer comes from.
    pub(super) fn origin(&self, set: &Set) -> Origin {
        match &self.source {
            Source::File(path, lines) => {
                Origin::File { path: Arc::clone(path), line: lines.line(set.span.start) }
            }
            Source::Default => Origin::Default,
            Source::Editor => Origin::Editor,
            Source::CommandLine => Origin::CommandLine,
        }
    }
}

/// Walks the tree of a source.
struct Reader<'a> {
    catalogue: &'a Catalogue,
    layer: &'a mut Layer,
}

impl Reader<'_> {
    fn mistake(&mut self, span: Span, what: impl Into<String>, expected: &str) {
        let what = what.into();
        let stop = if what.ends_with('?') { "" } else { "." };
        self.layer.mistakes.push(Mistake { span, message: format!("{what}{stop} Expected {expected}.") });
    }

    /// The table with this path.
    fn table(&mut self, path: &mut Vec<String>, table: &Placed) {
        match &table.node {
            Node::Table(entries) => {
                for (key, value) in entries {
                    path.push(key.name.clone());
                    self.entry(path, key, value);
                    path.pop();
                }
            }
            Node::Nothing => {}
            other => {
                let what = match path.last() {
                    Some(name) => format!("`{name}` is {}", other.word()),
                    None => format!("the settings are {}", other.word()),
                };
                let path = borrowed(path);
                let or = if matches!(path[..], [RULES, _]) { "a severity as in \"off\", or " } else { "" };
                let keys = listed(&self.catalogue.keys(&path), "or");
                self.mistake(table.span, what, &format!("{or}a table with {keys}"));
            }
        }
    }

    fn entry(&mut self, path: &mut Vec<String>, key: &Key, value: &Placed) {
        let names = borrowed(path);
        if let Some(setting) = self.catalogue.find(&names) {
            return self.value(setting, value);
        }
        if self.catalogue.keys(&names).is_empty() {
            return self.unknown(path, key);
        }
        // `name-variant = "off"` is short for a table with nothing but a severity.
        let severity = self.catalogue.find(&[names.as_slice(), &[SEVERITY]].concat());
        match (severity, &value.node) {
            (Some(severity), Node::Text(_)) => self.value(severity, value),
            _ => self.table(path, value),
        }
    }

    fn unknown(&mut self, path: &[String], key: &Key) {
        let names = borrowed(path);
        let table = &names[..names.len() - 1];
        let known = self.catalogue.keys(table);
        let meant = closest(&key.name, known.iter().copied());
        if meant.is_none() && table.is_empty() && matches!(self.layer.source, Source::Editor) {
            return;
        }
        let what = match table {
            [] => "no setting".to_owned(),
            [RULES] => "no rule".to_owned(),
            [RULES, code] => format!("no option of {code}"),
            table => format!("no setting of `{}`", table.join(".")),
        };
        let expected = match table {
            [RULES] => "a code that `onrecord explain` lists".to_owned(),
            _ => listed(&known, "or"),
        };
        match meant {
            Some(meant) => {
                let message = format!("`{}` is {what}; did you mean `{meant}`?", key.name);
                self.layer.mistakes.push(Mistake { span: key.span, message });
            }
            None => self.mistake(key.span, format!("`{}` is {what}", key.name), &expected),
        }
    }

    fn value(&mut self, setting: usize, value: &Placed) {
        let of = &self.catalogue.settings()[setting];
        if value.node == Node::Nothing {
            return;
        }
        match read(of, value) {
            Ok((read, items)) => {
                for (item, span) in names_of(&read).iter().zip(&items) {
                    if of.kind == Kind::Patterns
                        && let Some(fault) = patterns::fault(item)
                    {
                        self.mistake(*span, format!("`{item}` is no pattern: {fault}"), of.kind.expected());
                    }
                }
                self.layer.values.push(Set {
                    setting,
                    value: read,
                    span: value.span,
                    items,
                    instead_of: None,
                });
            }
            Err((span, what)) => self.mistake(span, what, of.kind.expected()),
        }
    }
}

/// The value of a setting and the places of its items; or what is wrong with it, and where.
fn read(setting: &Setting, value: &Placed) -> Result<(Value, Vec<Span>), (Span, String)> {
    let name = setting.path.last().copied().unwrap_or_default();
    let wrong = || (value.span, format!("`{name}` is {}", value.node.word()));
    let read = match (setting.kind, &value.node) {
        (Kind::Flag, Node::Flag(flag)) => Value::Flag(*flag),
        (Kind::Number, Node::Number(number)) => {
            let number = u32::try_from(*number);
            Value::Number(number.map_err(|_| (value.span, format!("`{name}` is negative or too large")))?)
        }
        (Kind::Level, Node::Text(word)) => match Level::of_word(word) {
            Some(level) => Value::Level(level),
            None => {
                let words = Level::ALL.map(Level::word);
                let meant =
                    closest(word, words).map_or(String::new(), |m| format!("; did you mean \"{m}\"?"));
                return Err((value.span, format!("\"{word}\" is no severity{meant}")));
            }
        },
        (Kind::Names | Kind::Patterns | Kind::Paths, Node::List(items)) => {
            let mut names = vec![];
            for item in items {
                match &item.node {
                    Node::Text(text) => names.push(text.clone()),
                    other => return Err((item.span, format!("an item of `{name}` is {}", other.word()))),
                }
            }
            return Ok((Value::Names(names), items.iter().map(|item| item.span).collect()));
        }
        _ => return Err(wrong()),
    };
    Ok((read, vec![]))
}

fn names_of(value: &Value) -> &[String] {
    match value {
        Value::Names(names) => names,
        _ => &[],
    }
}

fn borrowed(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// `a, b or c`, each in backticks.
fn listed(words: &[&str], and: &str) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::tests::catalogue;
    use super::*;

    /// What a file sets, one line a setting with its line number, and what is wrong with it.
    fn read(text: &str) -> String {
        let catalogue = catalogue();
        let layer = Layer::of_file(&catalogue, Path::new("onrecord.toml"), text);
        show(&catalogue, &layer, |span| format!("{:?}: ", span.of(text)))
    }

    fn show(catalogue: &Catalogue, layer: &Layer, place: impl Fn(Span) -> String) -> String {
        let line = |set: &Set| match layer.origin(set) {
            Origin::File { line, .. } => line.to_string(),
            other => format!("{other:?}"),
        };
        let set = |set: &Set| {
            format!("{} = {}  # {}", catalogue.settings()[set.setting].name(), set.value, line(set))
        };
        let mut lines: Vec<_> = layer.values.iter().map(set).collect();
        lines.extend(layer.mistakes.iter().map(|m| format!("{}{}", place(m.span), m.message)));
        lines.join("\n")
    }

    fn read_json(json: &str) -> String {
        let catalogue = catalogue();
        let layer = Layer::of_editor(&catalogue, &serde_json::from_str(json).unwrap());
        show(&catalogue, &layer, |_| String::new())
    }

    const ALL: &str = "\
include = ['*.article', \"copy/*.txt\"]
exclude = []
line_is_paragraph = true
people = [
    \"people.yaml\",
]

[hints]
speakers = false

[rules]
unknown-speaker = \"off\"

[rules.name-variant]
severity = \"error\"
min_words = 1_0
accept = [\"Élan\"]
";

    #[test]
    fn a_file_that_is_right() {
        insta::assert_snapshot!(read(ALL), @r#"
        include = ["*.article", "copy/*.txt"]  # 1
        exclude = []  # 2
        line_is_paragraph = true  # 3
        people = ["people.yaml"]  # 4
        hints.speakers = false  # 9
        rules.unknown-speaker.severity = "off"  # 12
        rules.name-variant.severity = "error"  # 15
        rules.name-variant.min_words = 10  # 16
        rules.name-variant.accept = ["Élan"]  # 17
        "#);
        let rust = read(&ALL.replace('\n', "\r\n"));
        assert_eq!(rust, read(ALL), "line ends do not matter");
        assert_eq!(read(&format!("\u{feff}{ALL}")), read(ALL));
        assert_eq!(read(""), "");
    }

    #[test]
    fn unknown_keys_are_named_with_what_was_meant() {
        insta::assert_snapshot!(read("inclued = []\nweather = 1\nhints.speeker = true\n"), @r#"
        "inclued": `inclued` is no setting; did you mean `include`?
        "weather": `weather` is no setting. Expected `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints` or `rules`.
        "speeker": `speeker` is no setting of `hints`; did you mean `speakers`?
        "#);
        insta::assert_snapshot!(read("[rules]\nname-varient = 'off'\nweather = 'off'\n[rules.name-variant]\nmin_word = 2\n"), @r#"
        "name-varient": `name-varient` is no rule; did you mean `name-variant`?
        "weather": `weather` is no rule. Expected a code that `onrecord explain` lists.
        "min_word": `min_word` is no option of name-variant; did you mean `min_words`?
        "#);
    }

    #[test]
    fn wrong_types_say_what_was_expected() {
        insta::assert_snapshot!(read("include = '*.txt'\nline_is_paragraph = 'yes'\npeople = [1]\nexclude = 1979-05-27\nhints = true\n"), @r#"
        "'*.txt'": `include` is a string. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "'yes'": `line_is_paragraph` is a string. Expected `true` or `false`.
        "1": an item of `people` is a number. Expected a list of paths as in `["people.yaml"]`.
        "1979-05-27": `exclude` is a date or a fraction. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "true": `hints` is a truth value. Expected a table with `speakers`.
        "#);
        insta::assert_snapshot!(read("[rules]\nname-variant = 3\n[rules.unknown-speaker]\nseverity = true\n"), @r#"
        "3": `name-variant` is a number. Expected a severity as in "off", or a table with `severity`, `min_words` or `accept`.
        "true": `severity` is a truth value. Expected one of "off", "hint", "information", "warning", "error".
        "#);
        insta::assert_snapshot!(read("rules.name-variant.min_words = -1\n"), @r#""-1": `min_words` is negative or too large. Expected a whole number as in `4`."#);
        insta::assert_snapshot!(read("rules = 'off'\n"), @r#""'off'": `rules` is a string. Expected a table with `name-variant` or `unknown-speaker`."#);
    }

    #[test]
    fn a_severity_that_there_is_not() {
        insta::assert_snapshot!(read("[rules]\nname-variant = 'warn'\nunknown-speaker.severity = 'fatal'\n"), @r#"
        "'warn'": "warn" is no severity; did you mean "warning"? Expected one of "off", "hint", "information", "warning", "error".
        "'fatal'": "fatal" is no severity. Expected one of "off", "hint", "information", "warning", "error".
        "#);
    }

    #[test]
    fn patterns_are_looked_at() {
        insta::assert_snapshot!(read("include = ['*.article', '[a']\n"), @r#"
        include = ["*.article", "[a"]  # 1
        "'[a'": `[a` is no pattern: unclosed character class; missing ']'. Expected a list of patterns as in `["*.article", "copy/**/*.txt"]`.
        "#);
    }

    #[test]
    fn what_is_no_toml_costs_its_line() {
        insta::assert_snapshot!(read("include = ['*.txt'\nline_is_paragraph = true\n"), @r#""": This is no TOML: missing comma between array elements, expected `,`."#);
        insta::assert_snapshot!(read("include = \nline_is_paragraph = true\n"), @r#"
        line_is_paragraph = true  # 2
        "": This is no TOML: string values must be quoted, expected literal string.
        "#);
        insta::assert_snapshot!(read("line_is_paragraph = yes\nhints.speakers = false\n"), @r#"
        hints.speakers = false  # 2
        "yes": This is no TOML: string values must be quoted, expected literal string.
        "#);
        insta::assert_snapshot!(read("exclude = ['a']\nexclude = ['b']\n"), @r#"
        exclude = ["a"]  # 1
        "exclude": This is no TOML: duplicate key.
        "#);
    }

    #[test]
    fn an_editor_may_leave_out_what_it_likes_and_has_settings_of_its_own() {
        insta::assert_snapshot!(
            read_json(r#"{"rules": {"name-variant": "hint", "unknown-speaker": null}, "hints": null, "trace": {"server": "off"}}"#),
            @r#"rules.name-variant.severity = "hint"  # Editor"#
        );
        insta::assert_snapshot!(read_json(r#"{"hint": {}, "rules": {"name-varient": "off"}, "hints": {"speakers": 1.5}}"#), @r"
        `hint` is no setting; did you mean `hints`?
        `speakers` is a date or a fraction. Expected `true` or `false`.
        `name-varient` is no rule; did you mean `name-variant`?
        ");
        assert_eq!(read_json("null"), "");
        insta::assert_snapshot!(read_json("[]"), @"the settings are a list. Expected a table with `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints` or `rules`.");
    }

    #[test]
    fn an_assignment_is_a_line_of_toml() {
        let catalogue = catalogue();
        let mut layer = Layer::of_command_line();
        for assignment in [
            "line_is_paragraph=true",
            "rules.name-variant=off",
            "people=['a.yaml']",
            "rules.name-variant.min_words = 4",
            "nonsense",
            "weather=true",
        ] {
            layer.assign(&catalogue, assignment);
        }
        insta::assert_snapshot!(show(&catalogue, &layer, |_| String::new()), @r#"
        line_is_paragraph = true  # CommandLine
        rules.name-variant.severity = "off"  # CommandLine
        people = ["a.yaml"]  # CommandLine
        rules.name-variant.min_words = 4  # CommandLine
        `nonsense` is no `KEY=VALUE`: key with no value, expected `=`.
        `weather` is no setting. Expected `include`, `exclude`, `language_ids`, `line_is_paragraph`, `people`, `hints` or `rules`.
        "#);
    }
}
