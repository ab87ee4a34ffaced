//! What one source says about settings, and what is wrong with it.

use super::catalogue::{Catalogue, RULES, SEVERITY, Setting};
use super::severity::Level;
use super::value::{Key, Kind, Node, Placed, Value};
use super::{json, patterns, toml};
use crate::article::closest;
use crate::text::{Lines, Span, sort_by_number};
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
                let message = format!("This is not TOML: {}.", broken.message.trim_end_matches('.'));
                layer.mistakes.push(Mistake { span: broken.span, message });
            }
            last = Some(line);
        }
        sort_by_number(&mut layer.mistakes, |mistake| mistake.span.shorter_first());
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
            [] => "not a setting".to_owned(),
            [RULES] => "not a rule".to_owned(),
            [RULES, code] => format!("not an option of {code}"),
            table => format!("not a setting of `{}`", table.join(".")),
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
                        self.mistake(
                            *span,
                            format!("`{item}` is not a pattern: {fault}"),
                            &of.kind.expected(),
                        );
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
            Err((span, what)) => self.mistake(span, what, &of.kind.expected()),
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
                return Err((value.span, format!("\"{word}\" is not a severity{meant}")));
            }
        },
        (Kind::Choice(words), Node::Text(word)) => match words.iter().find(|known| *known == word) {
            Some(word) => Value::Word(word),
            None => {
                let meant = closest(word, words.iter().copied());
                let meant = meant.map_or(String::new(), |m| format!("; did you mean \"{m}\"?"));
                return Err((value.span, format!("\"{word}\" is not a value of `{name}`{meant}")));
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
mod tests;
