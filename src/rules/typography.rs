//! Quotation marks and apostrophes by how they are set, and how to set them otherwise.

use super::fix::Printed;
use crate::analysis::{Analysis, Digest, Family};
use crate::article::BlockKind;
use crate::text::{Edit, Span, sort_by_number};

/// How a mark is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// " and '
    Straight,
    /// “ ” ‘ ’
    Curly,
}

impl Style {
    /// The word for it in messages and settings.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Style::Straight => "straight",
            Style::Curly => "curly",
        }
    }

    /// How this mark is set; `None` for marks of other traditions, which are neither.
    pub(super) fn of(mark: &str) -> Option<Style> {
        match mark.chars().next()? {
            '"' | '\'' | '`' => Some(Style::Straight),
            '“' | '”' | '‘' | '’' => Some(Style::Curly),
            _ => None,
        }
    }

    /// The mark of a family in this style. Guillemets are not English, and stay what they are.
    pub(super) fn mark(self, family: Family, role: Role) -> Option<&'static str> {
        Some(match (self, family, role) {
            (Style::Straight, _, Role::Apostrophe) => "'",
            (Style::Curly, _, Role::Apostrophe) => "’",
            (Style::Straight, Family::Double, _) => "\"",
            (Style::Straight, Family::Single, _) => "'",
            (Style::Curly, Family::Double, Role::Opening) => "“",
            (Style::Curly, Family::Double, Role::Closing) => "”",
            (Style::Curly, Family::Single, Role::Opening) => "‘",
            (Style::Curly, Family::Single, Role::Closing) => "’",
            (_, Family::Guillemet | Family::SingleGuillemet, _) => return None,
        })
    }
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opening,
    Closing,
    Apostrophe,
}

/// A quotation mark or an apostrophe that is straight or curly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Where, in bytes of the file.
    pub(super) span: Span,
    pub(super) style: Style,
    pub(super) family: Family,
    pub(super) role: Role,
}

/// All marks of the article whose part is clear, in the order of the text. Marks without a partner are left out, and so
/// are feet and inches and what a `\` makes literal.
pub(super) fn glyphs(analysis: &Analysis) -> Vec<Glyph> {
    let blocks = analysis.blocks_with(Digest::STRAIGHT).chain(analysis.blocks_with(Digest::CURLY));
    let mut blocks: Vec<usize> = blocks.collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks.into_iter().flat_map(|block| glyphs_in(analysis, block)).collect()
}

/// Those of the block with this index.
pub(super) fn glyphs_in(analysis: &Analysis, block: usize) -> Vec<Glyph> {
    let mut all = vec![];
    if analysis.blocks[block].kind == BlockKind::Comment {
        return all;
    }
    for marked in analysis.marked_in(block) {
        let ends = [(marked.opening, Role::Opening), (marked.closing, Role::Closing)];
        for (span, role) in ends.into_iter().filter_map(|(span, role)| Some((span?, role))) {
            let style = Style::of(analysis.slice(span));
            all.extend(style.map(|style| Glyph { span, style, family: marked.family, role }));
        }
    }
    let mut taken: Vec<Span> = all.iter().map(|glyph: &Glyph| glyph.span).collect();
    taken.extend(analysis.unpaired_in(block));
    taken.sort_unstable();
    all.extend(apostrophes(analysis, block, &taken));
    sort_by_number(&mut all, |glyph| glyph.span.shorter_first());
    all
}

/// Marks between or beside letters that are no quotation marks; `taken` are the places of those, in order.
fn apostrophes<'a>(
    analysis: &'a Analysis,
    block: usize,
    taken: &'a [Span],
) -> impl Iterator<Item = Glyph> + 'a {
    let printed = Printed::of(analysis, block);
    let text = printed.text();
    let literal = &analysis.inline(block).literal;
    // Both begin with a byte that few others begin with.
    let likely = memchr::memchr2_iter(b'\'', "’".as_bytes()[0], text.as_bytes());
    likely.filter_map(move |at| {
        let mark = ["'", "’"].into_iter().find(|mark| text[at..].starts_with(mark))?;
        let beside = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        // ’90s is an apostrophe, 6'2 is not.
        let decade = before.is_none_or(char::is_whitespace) && after.is_some_and(|c| c.is_ascii_digit());
        if !(beside(before) || beside(after) || decade) || literal.contains(&(at as u32)) {
            return None;
        }
        let span = printed.in_file(Span::from(at..at + mark.len()));
        let known = taken.partition_point(|other| other.end <= span.start);
        if taken.get(known).is_some_and(|other| other.overlaps(span)) {
            return None;
        }
        Some(Glyph { span, style: Style::of(mark)?, family: Family::Single, role: Role::Apostrophe })
    })
}

/// Sets all marks in a style.
pub(super) fn set_all(glyphs: &[Glyph], style: Style) -> Vec<Edit> {
    let others = glyphs.iter().filter(|glyph| glyph.style != style);
    others
        .filter_map(|glyph| Some(Edit::replace(glyph.span, style.mark(glyph.family, glyph.role)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::text::apply;

    fn set(text: &str, style: Style) -> String {
        let analysis = Analysis::new(text, Options::default());
        apply(text, &set_all(&glyphs(&analysis), style))
    }

    #[test]
    fn all_marks_become_curly_and_annotations_stay() {
        assert_eq!(
            set(
                "# Lee: 'It's over'\n\n\"It's 'late',\"{speaker=\"Ann Lee\"} the [sailors']{person=\"O'Hara\"} union said in '98.",
                Style::Curly
            ),
            "# Lee: ‘It’s over’\n\n“It’s ‘late’,”{speaker=\"Ann Lee\"} the [sailors’]{person=\"O'Hara\"} union said in ’98."
        );
        assert_eq!(set("''It fell,'' Ann Lee said.", Style::Curly), "“It fell,” Ann Lee said.");
    }

    #[test]
    fn all_marks_become_straight() {
        assert_eq!(set("“It’s ‘late’,” Ann Lee said.", Style::Straight), "\"It's 'late',\" Ann Lee said.");
        assert_eq!(set("«No», Ann Lee said.", Style::Straight), "«No», Ann Lee said.");
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in ["He is 6'2\" tall.", "The plank was 12\\\" wide."] {
            assert_eq!(set(text, Style::Curly), text);
            assert_eq!(set(text, Style::Straight), text);
        }
    }

    #[test]
    fn comments_and_the_header_stay() {
        let text = "---\ntitle: \"Rain\"\n---\n\n{% it's \"odd\" %}\n\nRain fell.";
        assert_eq!(set(text, Style::Curly), text);
    }
}
