//! HTML tags with attributes, as they come with copy from the web: `<a href="…">`. Their marks are no quotation marks.

use super::is_quotation_mark;

/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 1000;

/// Where the marks in tags are, in bytes of the block, ascending.
pub(super) fn marks(block: &str) -> impl Iterator<Item = u32> {
    let tags = block.match_indices('<').filter_map(|(at, _)| Some((at, tag(&block[at..])?)));
    tags.flat_map(|(at, tag)| {
        let marks = tag.char_indices().filter(|&(_, c)| is_quotation_mark(c));
        marks.map(move |(local, _)| (at + local) as u32)
    })
}

/// The tag at the start of `text`, if it has an attribute with a value in marks.
fn tag(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix('<')?.trim_start_matches(is_name);
    let mut valued = false;
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    loop {
        let next = rest.trim_start();
        if let Some(behind) = next.strip_prefix("/>").or_else(|| next.strip_prefix('>')) {
            let len = text.len() - behind.len();
            return (valued && len <= LONGEST).then_some(&text[..len]);
        }
        let name = next.trim_start_matches(is_name);
        if next.len() == rest.len() || name.len() == next.len() {
            return None;
        }
        rest = match name.strip_prefix('=') {
            None => name,
            Some(value) => {
                let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                valued = true;
                value[1..].split_once(mark)?.1
            }
        };
    }
}

/// Whether a letter may stand in the name of a tag or an attribute.
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_attributes() {
        for text in [r#"<a href="x">"#, "<img src='x' alt=\"It's\" hidden/>", "<t a=\"1\"\n  b=\"\" >"] {
            assert_eq!(tag(&format!("{text} and \"more\"")), Some(text));
        }
    }

    #[test]
    fn what_is_no_tag() {
        for text in ["<b>", "< 5 \"", "<he said \"no\">", "<a href=\"x", "<a href=“x”>", "<a=\"x\">", "</a>"]
        {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
