//! What stands between the braces: `key=value` and `.class`, as in Pandoc.

use super::{AnnotationKind, SpeakerName};
use crate::article::{EntityKind, closest};
use crate::text::Span;

/// What is wrong with braces; a [`Problem`](crate::article::Problem) in the making.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) expected: String,
    /// What to write in the place of the span, where that is clear.
    pub(super) mended: Option<String>,
}

impl Fault {
    pub(super) fn new(span: Span, message: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault { span, message: message.into(), expected: expected.into(), mended: None }
    }

    fn mended(self, mended: Option<String>) -> Fault {
        Fault { mended, ..self }
    }
}

/// Braces, read.
pub(super) struct Read {
    /// What they say and where they end (a byte of the block), or what is wrong.
    pub(super) result: Result<(Vec<AnnotationKind>, usize), Fault>,
    /// They begin like attributes: `{word=` or `{.word`.
    pub(super) shaped: bool,
    /// They begin with an attribute that exists.
    pub(super) known: bool,
}

/// Reads the braces that open at `open` (a byte of `block`).
pub(super) fn read(block: &str, open: usize) -> Read {
    let inner = block[open + 1..].trim_start();
    let class = inner.strip_prefix('.');
    let word = class.unwrap_or(inner);
    let word = &word[..word.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let behind = &inner[usize::from(class.is_some()) + word.len()..];
    let shaped = !word.is_empty() && (class.is_some() || behind.starts_with('='));
    let known = if class.is_some() { CLASSES.contains(&word) } else { KEYS.contains(&word) };
    let mut cursor = Cursor { block, open, at: open + 1 };
    Read { result: cursor.attributes(), shaped, known: shaped && known }
}

/// What stands before `=` in an annotation.
pub const KEYS: [&str; 6] = ["speaker", "person", "organisation", "place", "event", "date"];
/// What stands behind a full stop in an annotation.
pub const CLASSES: [&str; 2] = ["scare", "title"];
const EXPECTED_ATTRIBUTE: &str = "one of speaker, person, organisation, place, event, date, .scare and .title, as in `{speaker=\"Ann Lee\"}`";
const EXPECTED_DATE: &str = "a day of the calendar as in `{date=2024-03-01}`";

struct Cursor<'a> {
    block: &'a str,
    open: usize,
    at: usize,
}

/// `{speaker="Ann Lee"}` for `{speaker=Ann Lee}`.
fn in_marks(braces: &str) -> Option<String> {
    let (key, name) = braces.strip_prefix('{')?.strip_suffix('}')?.split_once('=')?;
    let (key, name) = (key.trim(), name.trim());
    let plain = !name.contains(['=', '"', '\'', '“', '”', '\\', '{']) && KEYS.contains(&key);
    plain.then(|| format!("{{{key}=\"{name}\"}}"))
}

/// A value and whether it was in quotation marks.
struct Value {
    text: String,
    quoted: bool,
}

impl<'a> Cursor<'a> {
    fn attributes(&mut self) -> Result<(Vec<AnnotationKind>, usize), Fault> {
        let mut kinds = vec![];
        loop {
            self.skip_blanks();
            match self.peek() {
                Some('}') => break,
                Some('.') => kinds.push(self.class()?),
                Some(_) => kinds.push(self.pair()?),
                None => return Err(self.unclosed()),
            }
        }
        self.at += 1;
        if kinds.is_empty() {
            return Err(Fault::new(self.so_far(), "these braces say nothing", EXPECTED_ATTRIBUTE));
        }
        Ok((kinds, self.at))
    }

    fn class(&mut self) -> Result<AnnotationKind, Fault> {
        let start = self.at;
        self.at += 1;
        let word = self.word();
        match word {
            "scare" => Ok(AnnotationKind::Scare),
            "title" => Ok(AnnotationKind::Title),
            "" => Err(self.no_value(start, word)),
            _ => Err(self.unknown(start, word, &CLASSES)),
        }
    }

    fn pair(&mut self) -> Result<AnnotationKind, Fault> {
        let start = self.at;
        let key = self.word();
        if key.is_empty() || self.peek() != Some('=') {
            return Err(self.no_value(start, key));
        }
        // American spelling is understood.
        if key != "organization" && !KEYS.contains(&key) {
            return Err(self.unknown(start, key, &KEYS));
        }
        self.at += 1;
        let value = self.value(key)?;
        let span = Span::from(start..self.at);
        if value.text.is_empty() {
            return Err(Fault::new(span, format!("`{key}` is empty"), example_of(key)));
        }
        kind(key, value, span)
    }

    /// A word that is no `key=value`: often the second word of a name without quotation marks.
    fn no_value(&mut self, start: usize, key: &str) -> Fault {
        if key.is_empty() {
            let end = self.block[start..].chars().next().map_or(start, |c| start + c.len_utf8());
            return Fault::new(
                Span::from(self.open..end),
                "these braces are not an annotation",
                EXPECTED_ATTRIBUTE,
            );
        }
        let span = Span::from(start..self.at);
        let before = &self.block[self.open + 1..start];
        if KEYS.contains(&key) {
            Fault::new(span, format!("`{key}` has no value"), example_of(key))
        } else if before.contains('=') && !before.contains(['"', '“']) {
            let end = self.block[self.at..].find(['}', '{', '\n', '\r']).map_or(self.at, |i| self.at + i);
            let braces = self.first_line(end + usize::from(self.block[end..].starts_with('}')));
            Fault::new(
                braces,
                "a name of several words needs quotation marks",
                "them, as in `{speaker=\"Ann Lee\"}`",
            )
            .mended(in_marks(braces.of(self.block)))
        } else {
            Fault::new(span, format!("`{key}` is not an annotation"), EXPECTED_ATTRIBUTE)
        }
    }

    fn unknown(&self, start: usize, word: &str, known: &[&'static str]) -> Fault {
        let all = known.iter().copied().chain(CLASSES).chain(KEYS);
        let meant = closest(word, all);
        let class = self.block[start..].starts_with('.');
        // `.speaker` and `title=` lack more than a letter.
        let mended = meant.filter(|meant| CLASSES.contains(meant) == class);
        let mended = mended.map(|meant| format!("{}{meant}", if class { "." } else { "" }));
        let message = match meant {
            Some(meant) if CLASSES.contains(&meant) => {
                format!("`{word}` is not an annotation; did you mean `.{meant}`?")
            }
            Some(meant) => format!("`{word}` is not an annotation; did you mean `{meant}=`?"),
            None => format!("`{word}` is not an annotation"),
        };
        Fault::new(Span::from(start..self.at), message, EXPECTED_ATTRIBUTE).mended(mended)
    }

    /// A value: in straight or (for editors that curl as one types) curly double marks, or one word.
    fn value(&mut self, key: &str) -> Result<Value, Fault> {
        let close = match self.peek() {
            Some('"') => '"',
            Some('“' | '”') => '”',
            _ => return Ok(self.bare_value()),
        };
        self.at += self.peek().map_or(0, char::len_utf8);
        let mut text = String::new();
        // A name holds no brace, so that a mark that was forgotten costs one annotation and not the block.
        while let Some(c) = self.peek().filter(|c| !matches!(c, '{' | '}')) {
            self.at += c.len_utf8();
            match c {
                '\\' => {
                    let escaped = self.peek().unwrap_or('\\');
                    self.at += self.peek().map_or(0, char::len_utf8);
                    text.push(escaped);
                }
                _ if c == close => {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    return Ok(Value { text, quoted: true });
                }
                _ => text.push(c),
            }
        }
        let end = self.at + usize::from(self.peek() == Some('}'));
        let message = format!("the value of `{key}` has no closing quotation mark");
        Err(Fault::new(self.first_line(end), message, example_of(key)))
    }

    fn bare_value(&mut self) -> Value {
        let rest = &self.block[self.at..];
        let len =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '"')).unwrap_or(rest.len());
        self.at += len;
        Value { text: rest[..len].to_owned(), quoted: false }
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.block[self.at..];
        let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
        self.at += len;
        &rest[..len]
    }

    fn unclosed(&self) -> Fault {
        let expected = "`}` at its end, as in `{speaker=\"Ann Lee\"}`";
        Fault::new(self.first_line(self.at), "this annotation is never closed", expected)
    }

    fn so_far(&self) -> Span {
        Span::from(self.open..self.at)
    }

    /// The braces up to `end`, but not beyond their first line: what is unclosed may run far.
    fn first_line(&self, end: usize) -> Span {
        let words = &self.block[self.open..end];
        let words = words.split(['\n', '\r']).next().unwrap_or(words).trim_end();
        Span::from(self.open..self.open + words.len())
    }

    fn peek(&self) -> Option<char> {
        self.block[self.at..].chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = &self.block[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }
}

fn kind(key: &str, value: Value, span: Span) -> Result<AnnotationKind, Fault> {
    let entity = |kind, name| Ok(AnnotationKind::Entity(kind, name));
    match key {
        // In quotation marks it is a name: there is a group that calls itself so.
        "speaker" if !value.quoted && value.text.eq_ignore_ascii_case("anonymous") => {
            Ok(AnnotationKind::Speaker(SpeakerName::Anonymous))
        }
        "speaker" => Ok(AnnotationKind::Speaker(SpeakerName::Name(value.text))),
        "person" => entity(EntityKind::Person, value.text),
        "place" => entity(EntityKind::Place, value.text),
        "event" => entity(EntityKind::Event, value.text),
        "date" => match value.text.parse() {
            Ok(day) => Ok(AnnotationKind::Date(day)),
            Err(_) => Err(Fault::new(span, format!("`{}` is not a date", value.text), EXPECTED_DATE)),
        },
        _ => entity(EntityKind::Organisation, value.text),
    }
}

fn example_of(key: &str) -> String {
    match key {
        "date" => EXPECTED_DATE.to_owned(),
        "speaker" => "a name as in `{speaker=\"Ann Lee\"}`, or `{speaker=anonymous}`".to_owned(),
        "organisation" => "a name as in `{organisation=\"Brookford Council\"}`".to_owned(),
        "place" => "a name as in `{place=\"Brookford\"}`".to_owned(),
        "event" => "a name as in `{event=\"Brookford Fair\"}`".to_owned(),
        _ => format!("a name as in `{{{key}=\"Ann Lee\"}}`"),
    }
}
