//! Where names and verbs are called for in prose.

use super::Wish;
use crate::analysis::{Analysis, Quotation};
use crate::article::BlockKind;
use crate::english::classes::{CUE_A, CUE_B, FRAME_QUOTE, VERB_PAST, VERB_THIRD};
use crate::english::lexicon::lookup;
use crate::text::Span;

/// A place in prose where something is called for.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) takes_verb: bool,
    pub(super) takes_name: bool,
    /// Only what begins with what is typed.
    pub(super) must_match: bool,
    /// The quotation that has just ended asks something.
    pub(super) question: bool,
    /// The quotation that has just ended.
    pub(super) quotation: Option<&'a Quotation>,
    /// What is typed of the next word.
    pub(super) typed: Span,
    pub(super) word: Span,
}

impl Place<'_> {
    /// The letters that are typed of the next word.
    pub(super) fn typed<'t>(&self, analysis: &'t Analysis) -> &'t str {
        analysis.slice(self.typed)
    }
}

/// What is called for at the byte at `offset`, if anything is.
pub(super) fn of<'a>(analysis: &'a Analysis, offset: usize, wish: &Wish) -> Option<Place<'a>> {
    let text = analysis.text();
    // The block may end before the blank in front of the cursor.
    let block = analysis.blocks.iter().rfind(|block| block.span.start as usize <= offset)?;
    let before = &text[block.span.start as usize..offset];
    // Behind it there may be code.
    if offset > block.span.end as usize && !text[block.span.end as usize..offset].trim().is_empty() {
        return None;
    }
    if block.kind != BlockKind::Paragraph || before.contains("\n\n") || before.contains("\r\n\r\n") {
        return None;
    }
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '’' | '\'' | '-');
    let letters = before.chars().rev().take_while(|&c| is_part(c)).map(char::len_utf8).sum::<usize>();
    // A mark at the front is no part of the word.
    let typed = before[before.len() - letters..].trim_start_matches(['’', '\'', '-']);
    let behind = text[offset..].chars().take_while(|&c| is_part(c)).map(char::len_utf8).sum::<usize>();
    let start = offset - typed.len();
    let mut place = Place {
        takes_verb: false,
        takes_name: true,
        must_match: false,
        question: false,
        quotation: None,
        typed: Span::from(start..offset),
        word: Span::from(start..offset + behind),
    };
    let sentence = &before[..before.len() - typed.len()];
    let spaced = sentence.trim_end_matches([' ', '\n', '\r', '\t']);
    if spaced.len() == sentence.len() {
        return None;
    }
    let end = block.span.start as usize + spaced.len();
    if let Some(mark) = closing_mark(analysis, end) {
        place.quotation = quotation_at(analysis, end);
        let last = text[..end - mark].chars().next_back()?;
        place.question = last == '?';
        // Behind a full stop the writer's own sentence begins, which may be about anything.
        place.takes_verb = matches!(last, ',' | '?' | '!' | '—' | '–' | '-' | '…');
        place.must_match = !place.takes_verb;
        return (place.takes_verb || !typed.is_empty()).then_some(place);
    }
    if let Some(end) = before_verb(spaced).map(|len| block.span.start as usize + len)
        && closing_mark(analysis, end).is_some()
    {
        place.quotation = quotation_at(analysis, end);
        return Some(place);
    }
    if spaced.to_ascii_lowercase().ends_with("according to") {
        return Some(place);
    }
    place.must_match = true;
    let asked = wish.names_in_prose && typed.chars().count() >= 2 && typed.starts_with(char::is_uppercase);
    asked.then_some(place)
}

/// The length of the mark that closes speech, or what is held for a term, right before the byte at `end`.
fn closing_mark(analysis: &Analysis, end: usize) -> Option<usize> {
    let mark = analysis.text()[..end].chars().next_back()?;
    let ends = |outer: Span| outer.end as usize == end;
    let closes = analysis.quotations.iter().any(|q| ends(q.outer) && q.outer != q.span)
        || analysis.terms.iter().any(|term| ends(term.outer));
    (closes && matches!(mark, '”' | '"' | '’' | '\'' | '»' | '“')).then(|| mark.len_utf8())
}

fn quotation_at(analysis: &Analysis, end: usize) -> Option<&Quotation> {
    analysis.quotations.iter().find(|q| q.outer.end as usize == end)
}

/// The length of what stands before a reporting verb, of one word or two, at the end of the text.
fn before_verb(text: &str) -> Option<usize> {
    let mut start = text.len();
    for _ in 0..2 {
        let words = text[..start].trim_end();
        start = words
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + words[i..].chars().next().map_or(0, char::len_utf8));
        let classes = lookup(&text[start..]);
        let reports =
            classes.any(CUE_A | CUE_B) && classes.any(VERB_PAST | VERB_THIRD) && classes.any(FRAME_QUOTE);
        if reports && start < text.len() {
            return Some(text[..start].trim_end().len());
        }
    }
    None
}
