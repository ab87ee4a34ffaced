//! What a setting may be, and the tree that every source of settings becomes.

use super::severity::Level;
use crate::text::Span;
use std::borrow::Cow;
use std::fmt;

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    Number,
    /// A rule's severity, or `off`.
    Level,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of words or names.
    Names,
    /// A list of patterns of file names.
    Patterns,
    /// A list of paths.
    Paths,
}

impl Kind {
    /// What was expected, with an example.
    pub(super) fn expected(self) -> Cow<'static, str> {
        match self {
            Kind::Flag => "`true` or `false`".into(),
            Kind::Number => "a whole number as in `4`".into(),
            Kind::Level => one_of(&Level::ALL.map(Level::word)).into(),
            Kind::Choice(words) => one_of(words).into(),
            Kind::Names => "a list of names as in `[\"Ann Lee\", \"Bo Park\"]`".into(),
            Kind::Patterns => "a list of patterns as in `[\"*.article\", \"copy/**/*.txt\"]`".into(),
            Kind::Paths => "a list of paths as in `[\"people.yaml\"]`".into(),
        }
    }
}

/// `one of "a", "b"`
fn one_of(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("one of {}", words.join(", "))
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of [`Kind::Flag`].
    Flag(bool),
    /// Of [`Kind::Number`].
    Number(u32),
    /// Of [`Kind::Level`].
    Level(Level),
    /// Of [`Kind::Choice`].
    Word(&'static str),
    /// Of any list.
    Names(Vec<String>),
}

impl Value {
    /// The value as JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Value::Flag(flag) => (*flag).into(),
            Value::Number(number) => (*number).into(),
            Value::Level(level) => level.word().into(),
            Value::Word(word) => (*word).into(),
            Value::Names(names) => names.as_slice().into(),
        }
    }
}

/// As TOML writes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Level(level) => write!(f, "\"{}\"", level.word()),
            Value::Word(word) => write!(f, "\"{word}\""),
            Value::Names(names) => {
                let quoted: Vec<_> = names.iter().map(|name| quoted(name)).collect();
                write!(f, "[{}]", quoted.join(", "))
            }
        }
    }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A source of settings as a tree, whatever language it is written in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing is said: JSON's `null`.
    Nothing,
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Placed>),
    Table(Vec<(Key, Placed)>),
    /// What no setting takes: a date, a fraction.
    Other,
}

impl Node {
    /// What it is, for a message.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Node::Nothing => "nothing",
            Node::Flag(_) => "a truth value",
            Node::Number(_) => "a number",
            Node::Text(_) => "a string",
            Node::List(_) => "a list",
            Node::Table(_) => "a table",
            Node::Other => "a date or a fraction",
        }
    }
}

/// A node with its place, which is empty where the source is no file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) node: Node,
    pub(super) span: Span,
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_toml() {
        assert_eq!(Value::Flag(true).to_string(), "true");
        assert_eq!(Value::Level(Level::Off).to_string(), "\"off\"");
        assert_eq!(Value::Word("uk").to_string(), "\"uk\"");
        let names = Value::Names(vec!["Ann “A.” Lee".to_owned(), "a\\b\"c\n".to_owned()]);
        assert_eq!(names.to_string(), r#"["Ann “A.” Lee", "a\\b\"c\u000A"]"#);
    }
}
