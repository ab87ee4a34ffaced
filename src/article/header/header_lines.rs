//! The header spelt as `key value` lines.
//!
//! Prose begins with the same words ("Title fights are…", "Place your bets"), so a run of lines at the top is
//! a header only if at least one of them can be nothing else: `date` with digits behind it, a key in small
//! letters with a colon, `url` with an address, or two keys with a colon whatever their letters. Beside such
//! a line, `key value` without a colon counts too, and a key nobody knows is a slip and not prose.

use super::{Field, Header, HeaderDate, HeaderStyle, KEYS, day};
use crate::article::lines::{Line, all_ignored_rules, only_comments};
use crate::text::Span;

/// One `key value` line; spans are bytes of the file.
struct KeyLine<'a> {
    key: &'a str,
    key_span: Span,
    colon: bool,
    value: Span,
}

pub(super) fn parse(text: &str, start: usize) -> Option<(Header, usize)> {
    let mut header = Header { style: HeaderStyle::Lines, ..Header::default() };
    let mut found: Vec<KeyLine> = vec![];
    let mut body = start;
    let mut at = start;
    while at < text.len() {
        let line = Line::at(text, at);
        at = line.next;
        if found.is_empty() && line.is_blank(text) {
            continue;
        }
        if only_comments(line.of(text)) {
            continue;
        }
        let Some(key_line) = key_line(text, line) else { break };
        let date = (key_line.key == "date").then(|| DateValue::read(text, key_line.value));
        found.push(key_line);
        body = line.next;
        if let Some(rest) = date.and_then(|date| date.body) {
            body = rest;
            break;
        }
    }
    if !is_header(text, &found) {
        return None;
    }
    header.span = Span::empty(found[0].key_span.start);
    for line in found {
        header.take(text, line);
    }
    // What stands below the last key is for the splitter, which knows comments of several lines.
    header.ignored_rules = all_ignored_rules(&text[start..header.span.end as usize]);
    Some((header, body))
}

fn is_header(text: &str, lines: &[KeyLine]) -> bool {
    let known = |line: &&KeyLine| KEYS.contains(&line.key.to_ascii_lowercase().as_str());
    let certain = |line: &KeyLine| match line.key {
        "date" if line.value.of(text).starts_with(|c: char| c.is_ascii_digit()) => true,
        "url" if line.value.of(text).contains("://") => true,
        key if key.eq_ignore_ascii_case("date") => {
            line.colon && (key == "date" || day(line.value.of(text)).is_some())
        }
        key => line.colon && key.starts_with(|c: char| c.is_ascii_lowercase()),
    };
    lines.iter().filter(known).any(certain)
        || lines.iter().filter(known).filter(|line| line.colon).count() > 1
}

/// The line if it has the shape of a header line.
fn key_line(text: &str, line: Line) -> Option<KeyLine<'_>> {
    let words = line.of(text);
    let key_start = words.len() - words.trim_start().len();
    let key_len = words[key_start..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let key = &words[key_start..key_start + key_len];
    let rest = &words[key_start + key_len..];
    let colon = rest.starts_with(':');
    let value = rest[usize::from(colon)..].trim();
    let small = key.bytes().all(|b| b.is_ascii_lowercase());
    let known = KEYS.contains(&key.to_ascii_lowercase().as_str());
    let spaced = rest[usize::from(colon)..].is_empty() || rest[usize::from(colon)..].starts_with([' ', '\t']);
    let shaped = if colon {
        known || small && spaced && !key.is_empty()
    } else {
        known && small && spaced && !value.is_empty()
    };
    let value_start = line.end - rest.len() + usize::from(colon);
    let value_start =
        value_start + (text[value_start..line.end].len() - text[value_start..line.end].trim_start().len());
    shaped.then(|| KeyLine {
        key,
        key_span: Span::from(line.start + key_start..line.start + key_start + key_len),
        colon,
        value: Span::from(value_start..value_start + value.len()),
    })
}

impl Header {
    fn take(&mut self, text: &str, line: KeyLine) {
        let key = line.key.to_ascii_lowercase();
        self.span.end = line.value.end.max(line.key_span.end + u32::from(line.colon));
        if !KEYS.contains(&key.as_str()) {
            let expected = format!("one of {}, as in `title: Bridge reopens`", KEYS.join(", "));
            return self.unknown_key(line.key_span, line.key, &KEYS, expected);
        }
        if line.value.is_empty() {
            return;
        }
        if key == "date" {
            return self.take_date(text, line);
        }
        if self.field(&key).is_some() {
            return self.twice(line.key_span, &key);
        }
        self.set_field(&key, Field { span: line.value, value: line.value.of(text).to_owned() });
    }

    fn take_date(&mut self, text: &str, line: KeyLine) {
        let value = DateValue::read(text, line.value);
        self.span.end = value.span.end;
        match day(value.span.of(text)) {
            Some(_) if self.date.is_some() => self.twice(line.key_span, "date"),
            Some(day) => self.date = Some(HeaderDate { span: value.span, day }),
            None => self.date_problem(value.span, value.span.of(text)),
        }
    }
}

/// What stands behind `date`: the date, and the body if it runs on in the same line.
struct DateValue {
    span: Span,
    /// First byte of the body.
    body: Option<usize>,
}

impl DateValue {
    fn read(text: &str, value: Span) -> DateValue {
        let words = value.of(text);
        let mut len = words.find(char::is_whitespace).unwrap_or(words.len());
        if !has_date_shape(&words[..len]) {
            return DateValue { span: value, body: None };
        }
        let rest = words[len..].trim_start();
        let time = rest.split_whitespace().next().unwrap_or("");
        if has_time_shape(time) {
            len = words.len() - rest.len() + time.len();
        }
        let rest = words[len..].trim_start();
        let span = Span::from(value.start as usize..value.start as usize + len);
        DateValue { span, body: (!rest.is_empty()).then(|| value.end as usize - rest.len()) }
    }
}

/// `2024-03-01…`, whether or not there is such a day.
fn has_date_shape(token: &str) -> bool {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && token.as_bytes().get(4) == Some(&b'-') || day(token).is_some()
}

/// `10:30`, `10:30:00Z`
fn has_time_shape(token: &str) -> bool {
    let bytes = token.as_bytes();
    bytes.len() >= 5
        && bytes[2] == b':'
        && [0, 1, 3, 4].iter().all(|&i| bytes[i].is_ascii_digit())
        && bytes[5..].iter().all(|b| b.is_ascii_digit() || b":.Zz+-".contains(b))
}

#[cfg(test)]
mod tests {
    use super::HeaderStyle;
    use crate::article::header::parse;
    use crate::article::header::tests::read;

    #[test]
    fn the_body_may_follow_the_date() {
        assert_eq!(read(" date 2024-03-01 The bridge shut."), "date 2024-03-01\n| The bridge shut.");
        assert_eq!(read("date: 2024-03-01 10:30 The bridge shut."), "date 2024-03-01\n| The bridge shut.");
        let (header, _) = parse(" date 2024-03-01 The bridge shut.", 0);
        assert_eq!(header.span.of(" date 2024-03-01 The bridge shut."), "date 2024-03-01");
    }

    #[test]
    fn keys_come_with_and_without_a_colon() {
        assert_eq!(
            read("title Bridge shuts\nauthor: Ann Lee\nplace Brookford\ndate 2024-03-01T10:30Z\n\nIt shut."),
            "date 2024-03-01\ntitle Bridge shuts\nauthor Ann Lee\nplace Brookford\n| It shut."
        );
        assert_eq!(
            read("\n\nTitle: Bridge shuts\nDate: 2024-03-01\nIt shut."),
            "date 2024-03-01\ntitle Bridge shuts\n| It shut."
        );
        assert_eq!(read("url https://echo.example/1\nIt shut."), "url https://echo.example/1\n| It shut.");
    }

    #[test]
    fn prose_that_begins_with_a_key_is_prose() {
        for text in [
            "Title fights are won early.",
            "title fights are won early.",
            "Place your bets: the race is on.",
            "Date night is back.",
            "Date: the one word he fears.",
            "Source: the council.\n\nIt shut.",
            "author Ann Lee said so.\nIt shut.",
            "source code is text.\n\nplace names too.",
        ] {
            assert_eq!(parse(text, 0).0.style, HeaderStyle::Absent, "{text}");
            assert_eq!(read(text), format!("| {text}"));
        }
    }

    #[test]
    fn a_date_that_is_none_is_a_problem() {
        assert_eq!(
            read("date 2024-02-30 It shut."),
            "\"2024-02-30\": `2024-02-30` is not a date of the calendar in ISO form\n| It shut."
        );
        assert_eq!(
            read("date: yesterday\n\nIt shut."),
            "\"yesterday\": `yesterday` is not a date of the calendar in ISO form\n| It shut."
        );
        assert_eq!(
            read("date 1 March 2024\n\nIt shut."),
            "\"1 March 2024\": `1 March 2024` is not a date of the calendar in ISO form\n| It shut."
        );
    }

    #[test]
    fn a_key_that_is_none_is_a_problem() {
        assert_eq!(
            read("date: 2024-03-01\nauther: Ann Lee\n\nIt shut."),
            "date 2024-03-01\n\"auther\": `auther` is not a header key; did you mean `author`?\n| It shut."
        );
        assert_eq!(
            read("title: A\ntitle: B\n\nIt shut."),
            "title A\n\"title\": `title` is given twice; the first one counts\n| It shut."
        );
    }
}
