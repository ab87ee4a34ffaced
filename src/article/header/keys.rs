//! The keys of a header, where they stand.

use super::{Header, HeaderStyle, KEYS};
use crate::text::{Lines, Span};

/// The keys of front matter that are no simple keys: lists of names, and what an entry of one says.
const OF_LISTS: [&str; 8] =
    ["people", "organisations", "places", "name", "aliases", "pronouns", "ref", "note"];

impl Header {
    /// The key that holds the byte at `offset` or ends there, with its place in the file.
    pub fn key_at<'a>(&self, text: &'a str, offset: u32) -> Option<(Span, &'a str)> {
        self.keys(text).into_iter().find(|(span, _)| span.touches(offset))
    }

    /// All keys of the header with their places in the file, in order. `text` must be the file.
    pub fn keys<'a>(&self, text: &'a str) -> Vec<(Span, &'a str)> {
        if self.style == HeaderStyle::Absent {
            return vec![];
        }
        let lines = Lines::new(&text[..self.span.end as usize]);
        let first = lines.line(self.span.start);
        let last = lines.line(self.span.end);
        (first..=last)
            .flat_map(|number| self.keys_of(text, lines.span(&text[..self.span.end as usize], number)))
            .collect()
    }

    /// The keys of one line: the word that begins it, and in `- {name: …, note: …}` those behind it.
    fn keys_of<'a>(&self, text: &'a str, line: Span) -> Vec<(Span, &'a str)> {
        let words = line.of(text);
        let yaml = self.style == HeaderStyle::Yaml;
        let mut keys = vec![];
        let mut at = words.len() - words.trim_start_matches([' ', '\t', '-', '{']).len();
        loop {
            let rest = &words[at..];
            let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (key, behind) = rest.split_at(len);
            let known = KEYS.contains(&key) || yaml && OF_LISTS.contains(&key);
            if known && (behind.starts_with(':') || !yaml && behind.starts_with([' ', '\t'])) {
                keys.push((Span::from(at..at + len).shifted(line.start), key));
            }
            // Only a list in braces has more on the line.
            let Some(comma) = rest.find(", ").filter(|_| yaml && words.contains('{')) else { return keys };
            at += comma + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Layout, split};

    fn keys(text: &str) -> Vec<&str> {
        let (header, _) = split(text, Layout::default());
        let keys = header.keys(text);
        assert!(keys.iter().all(|(span, key)| span.of(text) == *key));
        keys.into_iter().map(|(_, key)| key).collect()
    }

    #[test]
    fn keys_of_both_spellings() {
        assert_eq!(keys(" date 2024-03-01\ntitle: The source of it\n\nsource: no header"), ["date", "title"]);
        let yaml =
            "---\ntitle: a\npeople:\n  - name: Bo Ek\n    note: b\n  - {name: Al Roe, ref: c}\n---\nnote: d";
        assert_eq!(keys(yaml), ["title", "people", "name", "note", "name", "ref"]);
        assert!(keys("It rained.").is_empty());
    }
}
