use super::Span;

/// Where the lines of a text begin, for places as people say them: line 12, column 5.
///
/// A line ends at `\n`, `\r\n` or `\r`, as in the protocol and in [`crate::article`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The first byte of each line, ascending; the first is 0.
    starts: Vec<u32>,
}

/// A place as people say it. Both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in characters (code points).
    pub column: u32,
}

impl Lines {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&i| bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n'));
        Lines { starts: std::iter::once(0).chain(ends.map(|i| i as u32 + 1)).collect() }
    }

    /// The number, from 1, of the line that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The line and column of the byte at `offset`. `text` must be the text the lines were found in.
    pub fn place(&self, text: &str, offset: u32) -> Place {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1] as usize;
        let before = &text.as_bytes()[start..(offset as usize).clamp(start, text.len())];
        Place { line, column: count_chars(before) + 1 }
    }

    /// The bytes of line `number`, counted from 1, without its end. `text` must be the text the lines were
    /// found in, and have that line.
    pub fn span(&self, text: &str, number: u32) -> Span {
        let start = self.starts[number as usize - 1];
        let end = self.starts.get(number as usize).map_or(text.len(), |&next| next as usize);
        Span::new(start, start + text[start as usize..end].trim_end_matches(['\n', '\r']).len() as u32)
    }
}

/// The characters that begin in `bytes`, which are of UTF-8.
fn count_chars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, column: u32) -> Place {
        Place { line, column }
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "one\ntwo\r\nthree\rfour";
        let lines = Lines::new(text);
        assert_eq!(lines.place(text, 0), place(1, 1));
        assert_eq!(lines.place(text, 4), place(2, 1));
        assert_eq!(lines.place(text, 9), place(3, 1));
        assert_eq!(lines.place(text, 15), place(4, 1));
        assert_eq!(lines.span(text, 2).of(text), "two");
        assert_eq!(lines.span(text, 4).of(text), "four");
    }

    #[test]
    fn columns_are_characters() {
        let text = "“Oui”, dit 李";
        assert_eq!(Lines::new(text).place(text, text.find('李').unwrap() as u32), place(1, 12));
        assert_eq!(Lines::new(text).place(text, text.len() as u32), place(1, 13));
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(Lines::new("").place("", 0), place(1, 1));
        assert!(Lines::new("").span("", 1).is_empty());
    }
}
