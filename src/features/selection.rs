//! Growing selections: word, sentence, quotation, paragraph, section, article.

use crate::analysis::Analysis;
use crate::article::BlockKind;
use crate::text::{Span, sort_by_number};

/// What a selection at `offset` grows through, in bytes, the innermost first; each holds the one before and is longer.
///
/// The word and the name, the sentence (of the quotation, then the writer's own), the words between the marks and with
/// them, the paragraph, the section, the article.
pub fn selection(analysis: &Analysis, offset: u32) -> Vec<Span> {
    let text = analysis.text();
    let offset = offset.min(text.len() as u32);
    let mut around = vec![Span::new(0, text.len() as u32)];
    if let Some(block) = analysis.block_at(offset) {
        around.push(analysis.blocks[block].span);
        around.extend(section(analysis, block));
        around.extend(analysis.sentences_at(block, offset));
        around.extend(word_at(text, offset));
    } else if analysis.header.span.touches(offset) {
        around.push(analysis.header.span);
        around.extend(line_at(text, offset));
        around.extend(word_at(text, offset));
    }
    let mentions = analysis.mentions.iter().map(|m| m.span);
    let dates = analysis.dates.iter().map(|d| d.span);
    let nested = analysis.nested.iter().map(|n| &n.quotation);
    let quotations = analysis.quotations.iter().chain(nested).flat_map(|q| [q.span, q.outer]);
    let terms = analysis.terms.iter().flat_map(|t| [t.span, t.outer]);
    around.extend(mentions.chain(dates).chain(quotations).chain(terms).filter(|span| span.touches(offset)));
    around.retain(|span| span.touches(offset));
    // What only ends at the cursor gives way to what begins there.
    sort_by_number(&mut around, |span| u64::from(span.len()) << 1 | u64::from(!span.contains(offset)));
    let mut chain: Vec<Span> = vec![];
    for span in around.into_iter().filter(|span| !span.is_empty()) {
        if chain.last().is_none_or(|inner| span.covers(*inner) && span != *inner) {
            chain.push(span);
        }
    }
    chain
}

/// The heading above a block, and all down to the next one of its level.
fn section(analysis: &Analysis, block: usize) -> Vec<Span> {
    let level = |i: usize| match analysis.blocks[i].kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let mut sections = vec![];
    let mut inner = u8::MAX;
    for above in (0..=block).rev() {
        let Some(own) = level(above).filter(|&own| own < inner) else { continue };
        inner = own;
        let next = (above + 1..analysis.blocks.len()).find(|&i| level(i).is_some_and(|other| other <= own));
        let last = next.unwrap_or(analysis.blocks.len()) - 1;
        if last >= block {
            sections.push(analysis.blocks[above].span.hull(analysis.blocks[last].span));
        }
    }
    sections
}

/// Letters and digits around a byte, with what joins them: `don’t`, `vice-president`.
fn word_at(text: &str, offset: u32) -> Option<Span> {
    let at = offset as usize;
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-');
    let before = text.get(..at)?;
    let behind = &text[at..];
    let start = before.char_indices().rev().take_while(|(_, c)| joins(*c)).last().map_or(at, |(i, _)| i);
    let end = behind.char_indices().find(|(_, c)| !joins(*c)).map_or(text.len(), |(i, _)| at + i);
    let word = &text[start..end];
    let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = end - inner.len();
    let inner = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
    (!inner.is_empty()).then(|| Span::from(start..start + inner.len()))
}

fn line_at(text: &str, offset: u32) -> Option<Span> {
    let at = offset as usize;
    let start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
    Some(Span::from(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use proptest::prelude::*;

    /// What the selection at `$0` grows through, one a line, without the article.
    fn grown(article: &str) -> String {
        let at = article.find("$0").unwrap() as u32;
        let analysis = Analysis::new(article.replacen("$0", "", 1), Options::default());
        let mut chain = selection(&analysis, at);
        assert_eq!(chain.pop(), Some(Span::new(0, analysis.text().len() as u32)));
        chain.into_iter().map(|span| analysis.slice(span).replace('\n', "⏎") + "\n").collect()
    }

    #[test]
    fn from_the_word_to_the_section() {
        insta::assert_snapshot!(grown("Rain fell.\n\n# One\n\nIt was late. “It fell. It fe$0ll hard,” said Ana Ruiz.\n\nMore."), @r"
        fell
        It fell hard,
        It fell. It fell hard,
        “It fell. It fell hard,”
        “It fell. It fell hard,” said Ana Ruiz.
        It was late. “It fell. It fell hard,” said Ana Ruiz.
        # One⏎⏎It was late. “It fell. It fell hard,” said Ana Ruiz.⏎⏎More.
        ");
    }

    #[test]
    fn a_name_comes_between_the_word_and_the_sentence() {
        insta::assert_snapshot!(grown("Rain fell.\n\nIt fell. Then Ana Ru$0iz came. Rain."), @r"
        Ruiz
        Ana Ruiz
        Then Ana Ruiz came.
        It fell. Then Ana Ruiz came. Rain.
        ");
    }

    #[test]
    fn the_header_has_lines() {
        insta::assert_snapshot!(grown("date: 2024-03-04\ntitle: The br$0idge\n\nRain."), @r"
        bridge
        title: The bridge
        date: 2024-03-04⏎title: The bridge
        ");
    }

    proptest! {
        #[test]
        fn each_holds_the_one_before(pieces in prop::collection::vec(prop::sample::select(vec![
            "Ann Lee", "“It fell,”", " said ", "he", ". ", "\n\n", "\n", "# ", "> ", "[he]{person=\"Bo\"}", "”", "“", "é", "don’t",
        ]), 0..20), at in 0u32..200) {
            let analysis = Analysis::new(pieces.concat(), Options::default());
            let mut at = at.min(analysis.text().len() as u32);
            while !analysis.text().is_char_boundary(at as usize) {
                at -= 1;
            }
            let chain = selection(&analysis, at);
            prop_assert!(chain.iter().all(|span| span.touches(at)));
            prop_assert!(chain.windows(2).all(|pair| pair[1].covers(pair[0]) && pair[1] != pair[0]));
        }
    }
}
