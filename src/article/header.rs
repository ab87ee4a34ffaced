use super::{Declared, Part, Problem};
use crate::text::Span;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

mod front_matter;
mod header_lines;
mod keys;

/// What stands above the article: header lines or YAML front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The header in the file, in bytes; empty at the first byte where there is none. Where the body runs on
    /// behind the date, it ends with the date.
    pub span: Span,
    /// How it is spelt.
    pub style: HeaderStyle,
    /// `date`.
    pub date: Option<HeaderDate>,
    /// `title`.
    pub title: Option<Field>,
    /// `author`.
    pub author: Option<Field>,
    /// `source`.
    pub source: Option<Field>,
    /// `url`.
    pub url: Option<Field>,
    /// `place`.
    pub place: Option<Field>,
    /// `language`.
    pub language: Option<Field>,
    /// `people:`, `organisations:` and `places:` of the front matter, in order.
    pub declared: Vec<Declared>,
    /// Rules that an `{% ignore … %}` in the header area suppresses in the whole file.
    pub ignored_rules: Vec<String>,
    /// What is malformed in it, in order; spans are of the file.
    pub problems: Vec<Problem>,
}

/// How a header is spelt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderStyle {
    /// There is none.
    #[default]
    Absent,
    /// `key value` lines.
    Lines,
    /// YAML between `---` lines.
    Yaml,
}

/// The article's date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderDate {
    /// The value in the file, in bytes.
    pub span: Span,
    /// The day.
    pub day: Date,
}

/// A header key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The value in the file, in bytes.
    pub span: Span,
    /// The value.
    pub value: String,
}

impl Header {
    /// Sets one of the simple keys; `key` must be one of [`KEYS`] other than `date`.
    fn set_field(&mut self, key: &str, field: Field) {
        let slot = match key {
            "title" => &mut self.title,
            "author" => &mut self.author,
            "source" => &mut self.source,
            "url" => &mut self.url,
            "place" => &mut self.place,
            _ => &mut self.language,
        };
        *slot = Some(field);
    }

    /// One of the simple keys, which `date` is not.
    pub fn field(&self, key: &str) -> Option<&Field> {
        let field = match key {
            "title" => &self.title,
            "author" => &self.author,
            "source" => &self.source,
            "url" => &self.url,
            "place" => &self.place,
            "language" => &self.language,
            _ => &None,
        };
        field.as_ref()
    }

    fn problem(&mut self, span: Span, message: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem {
            span,
            part: Part::Header,
            message: message.into(),
            expected: expected.into(),
            mended: None,
        });
    }

    /// A key that is none, with what may have been meant.
    fn unknown_key(&mut self, span: Span, key: &str, known: &[&'static str], expected: String) {
        self.problem(span, unknown_word("header key", key, known), expected);
        if let Some(problem) = self.problems.last_mut() {
            problem.mended = crate::article::closest(key, known.iter().copied()).map(str::to_owned);
        }
    }

    fn date_problem(&mut self, span: Span, written: &str) {
        self.problem(span, format!("`{written}` is not a date of the calendar in ISO form"), EXPECTED_DATE);
    }

    fn twice(&mut self, span: Span, key: &str) {
        self.problem(span, format!("`{key}` is given twice; the first one counts"), format!("one `{key}`"));
    }
}

/// The keys of both spellings.
pub const KEYS: [&str; 7] = ["date", "title", "author", "source", "url", "place", "language"];

const EXPECTED_DATE: &str = "a date as in `2024-03-01`, or with a time as in `2024-03-01T10:30`";

/// Reads the header at `start` (a byte); also says where the body begins, which is `start` if there is none.
pub(super) fn parse(text: &str, start: usize) -> (Header, usize) {
    match front_matter::parse(text, start) {
        front_matter::Found::Closed(header, body) => (header, body),
        front_matter::Found::Unclosed(header) => (header, start),
        front_matter::Found::Nothing => header_lines::parse(text, start)
            .unwrap_or_else(|| (Header { span: Span::empty(start as u32), ..Header::default() }, start)),
    }
}

/// The day of an ISO 8601 date or date-time; the day is the one written, whatever the offset.
pub(super) fn day(written: &str) -> Option<Date> {
    let Some((date, time)) = written.split_once(['T', 't', ' ']) else { return written.parse().ok() };
    let day = date.parse().ok()?;
    let joined = format!("{date}T{}", time.trim_start());
    let timed = joined.parse::<DateTime>().is_ok() || joined.parse::<Timestamp>().is_ok();
    timed.then_some(day)
}

/// `word` and, if it is one slip away from one of `known`, what was meant.
pub(in crate::article) fn unknown_word(what: &str, word: &str, known: &[&'static str]) -> String {
    match crate::article::closest(word, known.iter().copied()) {
        Some(meant) => format!("`{word}` is not a {what}; did you mean `{meant}`?"),
        None => format!("`{word}` is not a {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYS, parse};

    /// What a header of either spelling says, one line a fact, and the body behind `|`.
    pub(super) fn read(text: &str) -> String {
        let (header, body) = parse(text, 0);
        let mut facts: Vec<String> = header.date.iter().map(|date| format!("date {}", date.day)).collect();
        for (key, field) in KEYS.iter().filter_map(|key| Some((key, header.field(key)?))) {
            assert_eq!(field.span.of(text), field.value);
            facts.push(format!("{key} {}", field.value));
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
}
