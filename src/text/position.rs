//! Places as editors give them, a line and a column, and places as the house keeps them, a byte offset.
//!
//! A protocol line ends at `\n`, `\r\n` or `\r` and at nothing else, so the rope must be built with ropey's
//! `cr_lines` and without its `unicode_lines`. Nothing in here panics: a place outside the text is moved to
//! the nearest one inside, as the protocol asks.

use super::{Lines, Span};
use ropey::{Rope, RopeSlice};

/// So many bytes or units into a line they are counted; farther, a rope finds them faster.
const FAR: usize = 4096;

/// The unit in which columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// 16-bit units of UTF-16: what the protocol means where nothing was agreed.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How many units `text` takes.
    pub fn measure(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            // A character of four bytes takes two units.
            Encoding::Utf16 => sum(text, |b| u8::from(begins(b)) + u8::from(b >= 0xF0)),
            Encoding::Utf32 => sum(text, |b| u8::from(begins(b))),
        }
    }

    /// How many units a character takes.
    fn of(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// Whether a character begins with this byte.
#[inline]
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// The sum of what each byte counts, which is 2 at most. In steps small enough for a sum in one byte: that is done many bytes
/// at a time.
#[inline]
fn sum(text: &str, count: impl Fn(u8) -> u8) -> usize {
    let step = |bytes: &[u8]| usize::from(bytes.iter().map(|b| count(*b)).sum::<u8>());
    text.as_bytes().chunks(127).map(step).sum()
}

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// The line, from 0.
    pub line: u32,
    /// Units of an [`Encoding`] between the start of the line and the place.
    pub character: u32,
}

impl LineCol {
    /// The place `character` units into `line`, both from 0.
    pub const fn new(line: u32, character: u32) -> Self {
        LineCol { line, character }
    }
}

/// The byte offset of `at`, whose column counts units of `encoding`. Always on a character boundary.
///
/// A column behind the end of its line means the end of the line, before the line break; a line behind the
/// last means the end of the text; a column inside a character means the start of the character.
pub fn offset(rope: &Rope, encoding: Encoding, at: LineCol) -> usize {
    if at.line as usize >= rope.len_lines() {
        return rope.len_bytes();
    }
    if at.character as usize > FAR {
        return rope.char_to_byte(char_index(rope, encoding, at));
    }
    let start = rope.line_to_byte(at.line as usize);
    let (chunks, chunk_start, ..) = rope.chunks_at_byte(start);
    let (mut before, mut byte, mut left) = (start - chunk_start, start, at.character as usize);
    for chunk in chunks {
        let mut rest = &chunk[before..];
        loop {
            let plain = plain_bytes(rest, left);
            (byte, left, rest) = (byte + plain, left - plain, &rest[plain..]);
            let Some(c) = rest.chars().next() else { break };
            if matches!(c, '\n' | '\r') || encoding.of(c) > left {
                return byte;
            }
            (byte, left, rest) = (byte + c.len_utf8(), left - encoding.of(c), &rest[c.len_utf8()..]);
        }
        before = 0;
    }
    byte
}

/// With how many bytes, `most` at most, a text begins that take a unit each in any encoding, and end no line.
fn plain_bytes(text: &str, most: usize) -> usize {
    let bytes = &text.as_bytes()[..most.min(text.len())];
    let line = &bytes[..memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())];
    if line.is_ascii() { line.len() } else { line.iter().take_while(|b| b.is_ascii()).count() }
}

/// The line and column, in units of `encoding`, of the byte at `offset`.
///
/// An offset behind the end means the end of the text; inside a character, the start of the character; inside
/// a line break, the end of the line.
pub fn line_col(rope: &Rope, encoding: Encoding, offset: usize) -> LineCol {
    let offset = offset.min(rope.len_bytes());
    let line = rope.byte_to_line(offset);
    let start = rope.line_to_byte(line);
    let near = (offset - start <= FAR).then(|| units_between(rope, encoding, start, offset));
    match near.flatten() {
        Some(units) => {
            // Behind one that ends the line there is another line.
            let in_break = offset > start && rope.byte(offset - 1) == b'\r';
            LineCol { line: line as u32, character: (units - usize::from(in_break)) as u32 }
        }
        None => line_col_far(rope, encoding, offset),
    }
}

/// How many units stand between two bytes; `None` if the second is inside a character. A slice of the rope would go down its
/// tree twice more.
fn units_between(rope: &Rope, encoding: Encoding, start: usize, end: usize) -> Option<usize> {
    let (chunks, mut chunk_start, ..) = rope.chunks_at_byte(start);
    let (mut before, mut units) = (start - chunk_start, 0);
    for chunk in chunks {
        let chunk_end = chunk_start + chunk.len();
        if end <= chunk_end {
            return Some(units + encoding.measure(chunk.get(before..end - chunk_start)?));
        }
        units += encoding.measure(&chunk[before..]);
        (chunk_start, before) = (chunk_end, 0);
    }
    Some(units)
}

/// The same for a byte far into its line, or inside a character.
fn line_col_far(rope: &Rope, encoding: Encoding, offset: usize) -> LineCol {
    let at = rope.byte_to_char(offset);
    let line = rope.char_to_line(at);
    let start = rope.line_to_char(line);
    let at = at.min(line_end(rope, line));
    let column = match encoding {
        Encoding::Utf8 => rope.char_to_byte(at) - rope.char_to_byte(start),
        Encoding::Utf16 => rope.char_to_utf16_cu(at) - rope.char_to_utf16_cu(start),
        Encoding::Utf32 => at - start,
    };
    LineCol { line: line as u32, character: column as u32 }
}

/// The same of a text whose `lines` are known, for whoever asks for many places: a rope walks its tree several times for each.
pub fn line_col_in(text: &str, lines: &Lines, encoding: Encoding, offset: usize) -> LineCol {
    let at = text.floor_char_boundary(offset);
    let number = lines.line(at as u32);
    let line = lines.span(text, number);
    let before = Span::new(line.start, line.end.min(at as u32));
    LineCol { line: number - 1, character: encoding.measure(before.of(text)) as u32 }
}

/// Replaces the bytes from `start` to `end`, both of which must be on a character boundary, by `text`.
pub fn replace(rope: &mut Rope, start: usize, end: usize, text: &str) {
    let at = rope.byte_to_char(start);
    if start < end {
        rope.remove(at..rope.byte_to_char(end));
    }
    rope.insert(at, text);
}

/// The index, in characters, of a place: [`offset`] says which.
fn char_index(rope: &Rope, encoding: Encoding, at: LineCol) -> usize {
    let line = at.line as usize;
    if line >= rope.len_lines() {
        return rope.len_chars();
    }
    let (start, end) = (rope.line_to_char(line), line_end(rope, line));
    let column = at.character as usize;
    let wanted = match encoding {
        Encoding::Utf8 => {
            let byte = rope.char_to_byte(start).saturating_add(column);
            rope.byte_to_char(byte.min(rope.char_to_byte(end)))
        }
        Encoding::Utf16 => {
            let unit = rope.char_to_utf16_cu(start).saturating_add(column);
            rope.utf16_cu_to_char(unit.min(rope.char_to_utf16_cu(end)))
        }
        Encoding::Utf32 => start.saturating_add(column),
    };
    wanted.min(end)
}

/// The index, in characters, of the end of a line, before its line break.
fn line_end(rope: &Rope, line: usize) -> usize {
    rope.line_to_char(line) + len_without_break(rope.line(line))
}

/// The length of a line, in characters, without its line break.
fn len_without_break(line: RopeSlice) -> usize {
    let mut len = line.len_chars();
    if len > 0 && line.char(len - 1) == '\n' {
        len -= 1;
        if len > 0 && line.char(len - 1) == '\r' {
            len -= 1;
        }
    } else if len > 0 && line.char(len - 1) == '\r' {
        len -= 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// One ASCII letter, one of two bytes, one of three, one outside the first plane, one combining.
    const MIXED: &str = "aé“😀e\u{301}";

    #[test]
    fn a_column_counts_units_of_the_encoding() {
        let rope = Rope::from_str(MIXED);
        let column = |encoding| line_col(&rope, encoding, MIXED.find('e').unwrap()).character;
        assert_eq!(ALL.map(column), [1 + 2 + 3 + 4, 1 + 1 + 1 + 2, 4]);
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        let rope = Rope::from_str(MIXED);
        assert_eq!(offset(&rope, Encoding::Utf16, LineCol::new(0, 4)), 6, "between the surrogates");
        assert_eq!(offset(&rope, Encoding::Utf8, LineCol::new(0, 4)), 3, "in the middle of “");
        assert_eq!(line_col(&rope, Encoding::Utf16, 8), LineCol::new(0, 3));
    }

    #[test]
    fn lines_end_at_protocol_line_breaks_only() {
        let rope = Rope::from_str("a\nb\r\nc\rd\u{2028}e\u{85}f\u{b}g");
        assert_eq!(rope.len_lines(), 4);
        assert_eq!(offset(&rope, Encoding::Utf16, LineCol::new(3, 0)), 7);
    }

    #[test]
    fn places_outside_the_text_move_to_the_nearest_inside() {
        let rope = Rope::from_str("ab\r\ncd\n");
        for encoding in ALL {
            let at = |line, character| offset(&rope, encoding, LineCol::new(line, character));
            assert_eq!(at(0, 3), 2, "before the line break, not in it");
            assert_eq!(at(0, u32::MAX), 2);
            assert_eq!(at(2, 1), 7);
            assert_eq!(at(3, 0), 7);
            assert_eq!(at(u32::MAX, u32::MAX), 7);
            assert_eq!(line_col(&rope, encoding, 3), LineCol::new(0, 2), "inside \\r\\n");
            assert_eq!(line_col(&rope, encoding, usize::MAX), LineCol::new(2, 0));
        }
        assert_eq!(offset(&Rope::new(), Encoding::Utf16, LineCol::new(5, 5)), 0);
    }

    /// Replaces what stands between two places.
    fn replace_between(rope: &mut Rope, encoding: Encoding, a: LineCol, b: LineCol, text: &str) {
        let (a, b) = (offset(rope, encoding, a), offset(rope, encoding, b));
        replace(rope, a.min(b), a.max(b), text);
    }

    #[test]
    fn places_far_into_a_line_are_found() {
        let line = "aé“😀".repeat(FAR);
        let rope = Rope::from_str(&format!("One.\r\n{line}\r\nTwo."));
        for encoding in ALL {
            for characters in [FAR / 5, FAR, 3 * FAR + 2, 4 * FAR] {
                let before: String = line.chars().take(characters).collect();
                let at = LineCol::new(1, encoding.measure(&before) as u32);
                assert_eq!(offset(&rope, encoding, at), 6 + before.len());
                assert_eq!(line_col(&rope, encoding, 6 + before.len()), at);
            }
            let end = LineCol::new(1, encoding.measure(&line) as u32);
            assert_eq!(offset(&rope, encoding, LineCol::new(1, u32::MAX)), 6 + line.len());
            assert_eq!(line_col(&rope, encoding, 6 + line.len() + 1), end, "inside \\r\\n");
        }
    }

    #[test]
    fn line_breaks_may_be_made_and_broken_by_an_edit() {
        let mut rope = Rope::from_str("a\rb");
        replace_between(&mut rope, Encoding::Utf8, LineCol::new(1, 0), LineCol::new(1, 0), "\n");
        assert_eq!((rope.len_lines(), rope.to_string().as_str()), (2, "a\r\nb"));
        replace_between(&mut rope, Encoding::Utf8, LineCol::new(0, 1), LineCol::new(0, 1), "\r");
        assert_eq!((rope.len_lines(), rope.to_string().as_str()), (3, "a\r\r\nb"));
    }

    /// What the functions above mean, written without a rope and without care for time.
    mod naive {
        use super::*;

        pub(super) fn measure(encoding: Encoding, text: &str) -> usize {
            match encoding {
                Encoding::Utf8 => text.len(),
                Encoding::Utf16 => text.encode_utf16().count(),
                Encoding::Utf32 => text.chars().count(),
            }
        }

        /// The byte range of each line, without its break.
        pub(super) fn lines(text: &str) -> Vec<(usize, usize)> {
            let (bytes, mut lines, mut start, mut i) = (text.as_bytes(), vec![], 0, 0);
            while i < bytes.len() {
                let len = match (bytes[i], bytes.get(i + 1)) {
                    (b'\r', Some(b'\n')) => 2,
                    (b'\r' | b'\n', _) => 1,
                    _ => 0,
                };
                if len > 0 {
                    lines.push((start, i));
                    start = i + len;
                }
                i += len.max(1);
            }
            lines.push((start, text.len()));
            lines
        }

        pub(super) fn offset(text: &str, encoding: Encoding, at: LineCol) -> usize {
            let Some(&(start, end)) = lines(text).get(at.line as usize) else { return text.len() };
            let boundaries = (start..=end).filter(|&i| text.is_char_boundary(i));
            let column = |i: &usize| measure(encoding, &text[start..*i]) <= at.character as usize;
            boundaries.take_while(column).last().unwrap()
        }

        pub(super) fn line_col(text: &str, encoding: Encoding, offset: usize) -> LineCol {
            let offset = (0..=offset.min(text.len())).rfind(|&i| text.is_char_boundary(i)).unwrap();
            let lines = lines(text);
            let line = lines.iter().rposition(|&(start, _)| start <= offset).unwrap();
            let (start, end) = lines[line];
            LineCol::new(line as u32, measure(encoding, &text[start..offset.min(end)]) as u32)
        }

        pub(super) fn replace(text: &mut String, encoding: Encoding, a: LineCol, b: LineCol, new: &str) {
            let (a, b) = (offset(text, encoding, a), offset(text, encoding, b));
            text.replace_range(a.min(b)..a.max(b), new);
        }
    }

    /// Text with everything in it that has ever moved a column.
    const BITS: &[&str] =
        &["a", " ", "é", "“", "中文", "😀", "e\u{301}", "\n", "\r\n", "\r", "\u{2028}", "said she. "];

    fn text(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(BITS), pieces).prop_map(|bits| bits.concat())
    }

    fn place() -> impl Strategy<Value = LineCol> {
        let number =
            || prop_oneof![12 => 0..12u32, 6 => 0..500u32, 1 => Just(u32::MAX), 1 => Just(i32::MAX as u32)];
        (number(), number()).prop_map(|(line, character)| LineCol::new(line, character))
    }

    proptest! {
        #[test]
        fn both_directions_agree_with_the_naive_ones(text in text(0..60), places in proptest::collection::vec(place(), 20)) {
            let (rope, lines) = (Rope::from_str(&text), Lines::new(&text));
            for encoding in ALL {
                for i in 0..text.len() + 2 {
                    let at = line_col(&rope, encoding, i);
                    prop_assert_eq!(at, naive::line_col(&text, encoding, i));
                    prop_assert_eq!(at, line_col_in(&text, &lines, encoding, i));
                    let back = offset(&rope, encoding, at);
                    let in_break = text[..back].len() < i && text[back..].starts_with("\r\n");
                    prop_assert!(back == i || !text.is_char_boundary(i) || i > text.len() || in_break);
                }
                for &at in &places {
                    prop_assert_eq!(offset(&rope, encoding, at), naive::offset(&text, encoding, at));
                }
            }
        }

        #[test]
        fn edits_agree_with_the_naive_ones(
            start in text(0..2000),
            edits in proptest::collection::vec((place(), place(), text(0..6)), 1..40),
        ) {
            for encoding in ALL {
                let (mut rope, mut model) = (Rope::from_str(&start), start.clone());
                for (a, b, new) in &edits {
                    replace_between(&mut rope, encoding, *a, *b, new);
                    naive::replace(&mut model, encoding, *a, *b, new);
                    prop_assert_eq!(rope.len_lines(), naive::lines(&model).len());
                }
                prop_assert_eq!(rope, model);
            }
        }
    }
}
