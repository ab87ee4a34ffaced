//! Lines and comments: the two things that the header, the blocks and the annotations all have to see alike.

use memchr::{memchr_iter, memchr2, memmem};

/// One line of the file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte before the line end.
    pub(super) end: usize,
    /// First byte of the next line; the length of the text for the last line.
    pub(super) next: usize,
}

impl Line {
    /// The line that begins at `start`. A line ends at LF, CRLF or a lone CR.
    pub(super) fn at(text: &str, start: usize) -> Line {
        let bytes = text.as_bytes();
        match memchr2(b'\n', b'\r', &bytes[start..]) {
            None => Line { start, end: bytes.len(), next: bytes.len() },
            Some(i) => {
                let end = start + i;
                let crlf = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
                Line { start, end, next: end + 1 + usize::from(crlf) }
            }
        }
    }

    /// The line without its line end.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether it holds nothing but blanks.
    pub(super) fn is_blank(self, text: &str) -> bool {
        self.of(text).trim_start().is_empty()
    }
}

/// The next `{%` at or behind `from` that no `\` makes literal, in bytes.
pub(super) fn next_comment(text: &str, mut from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let open = from + memmem::find(&bytes[from..], b"{%")?;
        if open == 0 || bytes[open - 1] != b'\\' {
            return Some(open);
        }
        from = open + 2;
    }
}

/// One past the `%}` that closes the comment opened at `open`.
///
/// Comments do not nest, and a `{%` that meets another `{%` first was forgotten: were it to reach for the next
/// comment's end, it would swallow the paragraphs between without a word. This bound also keeps the splitter
/// linear, for no byte is looked at from two openings.
pub(super) fn comment_end(text: &str, open: usize) -> Option<usize> {
    let inside = open + 2;
    let bytes = &text.as_bytes()[inside..];
    for i in memchr_iter(b'%', bytes) {
        if bytes.get(i + 1) == Some(&b'}') {
            return Some(inside + i + 2);
        }
        let opens = i > 0 && bytes[i - 1] == b'{' && !(i > 1 && bytes[i - 2] == b'\\');
        if opens {
            return None;
        }
    }
    None
}

/// The rules that a comment (with its braces) suppresses: `{% ignore RULE RULE %}`; `None` for a comment
/// that is no `ignore`.
pub(super) fn ignored_rules(comment: &str) -> Option<Vec<String>> {
    let inner = comment.strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let rules = inner.strip_prefix("ignore")?;
    if !rules.is_empty() && !rules.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let separator = |c: char| c.is_whitespace() || c == ',' || c == ':';
    Some(rules.split(separator).filter(|rule| !rule.is_empty()).map(str::to_owned).collect())
}

/// Whether `text` is nothing but comments and blanks, with at least one comment.
pub(super) fn only_comments(text: &str) -> bool {
    let mut rest = text.trim_start();
    if !rest.starts_with("{%") {
        return false;
    }
    while rest.starts_with("{%") {
        let Some(end) = comment_end(rest, 0) else { return false };
        rest = rest[end..].trim_start();
    }
    rest.is_empty()
}

/// The rules suppressed by all the comments in `text`.
pub(super) fn all_ignored_rules(text: &str) -> Vec<String> {
    let mut rules = vec![];
    let mut from = 0;
    while let Some(open) = next_comment(text, from) {
        match comment_end(text, open) {
            Some(end) => {
                rules.extend(ignored_rules(&text[open..end]).unwrap_or_default());
                from = end;
            }
            None => from = open + 2,
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_at_lf_crlf_or_cr() {
        let text = "a\nb\r\nc\rd";
        let mut lines = vec![];
        let mut at = 0;
        while at < text.len() {
            let line = Line::at(text, at);
            lines.push(line.of(text));
            at = line.next;
        }
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_comment_ends_at_its_own_brace_and_not_at_the_next_comments() {
        assert_eq!(comment_end("{% a %} b", 0), Some(7));
        assert_eq!(comment_end("{%}", 0), None);
        assert_eq!(comment_end("{%%}", 0), Some(4));
        assert_eq!(comment_end("{% forgotten … {% b %}", 0), None);
        assert_eq!(comment_end(r"{% says \{% %}", 0), Some(14));
    }

    #[test]
    fn ignore_names_rules() {
        assert_eq!(ignored_rules("{% ignore name-variant %}"), Some(vec!["name-variant".to_owned()]));
        assert_eq!(ignored_rules("{%ignore a, b%}").map(|r| r.len()), Some(2));
        assert_eq!(ignored_rules("{% ignored by the desk %}"), None);
        assert_eq!(ignored_rules("{% call her back %}"), None);
    }
}
