//! Byte offsets in the units of other programs.

/// What `start` and `end` count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as Python and SQL count.
    #[default]
    Chars,
    /// Bytes of UTF-8, as Rust and Go count.
    Bytes,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl Unit {
    /// The word for it on the command line and in the header line.
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Chars => "chars",
            Unit::Bytes => "bytes",
            Unit::Utf16 => "utf16",
        }
    }
}

/// Bytes between two entries of the table.
const STEP: usize = 32;

/// Converts byte offsets of one text. The text is read once, to make the table; each conversion then reads
/// less than 32 bytes.
pub struct Offsets<'a> {
    text: &'a [u8],
    unit: Unit,
    /// Units that begin before byte 0, `STEP`, 2 × `STEP`, …; empty where offsets are bytes in any case.
    table: Vec<u32>,
}

impl<'a> Offsets<'a> {
    /// Reads the text.
    pub fn new(text: &'a str, unit: Unit) -> Self {
        let text = text.as_bytes();
        let mut table = vec![];
        if unit != Unit::Bytes && !text.is_ascii() {
            let mut before = 0;
            for chunk in text.chunks(STEP) {
                table.push(before);
                before += count(chunk, unit);
            }
            // For the end of the text, where its length is a multiple of the step.
            table.push(before);
        }
        Offsets { text, unit, table }
    }

    /// The number of units that begin before the byte at `offset`.
    pub fn convert(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        match self.table.get(offset / STEP) {
            None => offset as u32,
            Some(before) => before + count(&self.text[offset / STEP * STEP..offset], self.unit),
        }
    }
}

/// The units whose characters begin in `bytes`.
fn count(bytes: &[u8], unit: Unit) -> u32 {
    let chars = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    // A character of four bytes is a surrogate pair.
    let pairs = if unit == Unit::Utf16 { bytes.iter().filter(|&&b| b >= 0xF0).count() } else { 0 };
    (chars + pairs) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_table_agrees_with_counting(text in "[a-z “é李😀\r\n]{0,400}") {
            let chars = Offsets::new(&text, Unit::Chars);
            let utf16 = Offsets::new(&text, Unit::Utf16);
            let bytes = Offsets::new(&text, Unit::Bytes);
            let ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
            for i in ends {
                prop_assert_eq!(chars.convert(i as u32) as usize, text[..i].chars().count());
                prop_assert_eq!(utf16.convert(i as u32) as usize, text[..i].encode_utf16().count());
                prop_assert_eq!(bytes.convert(i as u32) as usize, i);
            }
        }
    }

    #[test]
    fn what_is_beyond_the_end_is_the_end() {
        assert_eq!(Offsets::new("“A”", Unit::Chars).convert(99), 3);
    }
}
