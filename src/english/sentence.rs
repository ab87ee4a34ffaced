use super::classes::{ABBREVIATION_MID, AUXILIARY, CUE_A, CUE_B, DETERMINER, PRONOUN, TITLE};
use super::token::{Kind, Token};
use std::ops::Range;

/// The longest stretch, in tokens, that is read as one sentence. News has none of a fifth of it; lists and tables without
/// any full stop may go on for ever, and what looks back and forth in a sentence must not cost more with each word.
pub(crate) const LONGEST: usize = 500;

/// Cuts a block into sentences: ranges of `tokens`.
///
/// The tokens are those of the writer's own sentence: a stretch in quotation marks is one token of kind
/// [`Kind::Quoted`], so that a full stop inside marks ends the writer's sentence only where the sentence
/// behind it begins anew (`“No.” The mayor left.`, but `“No?” asked the mayor.`).
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        if ends_at(text, tokens, i) || i + 1 - start == LONGEST {
            ranges.push(start..i + 1);
            start = i + 1;
        }
    }
    if start < tokens.len() {
        ranges.push(start..tokens.len());
    }
    ranges
}

/// Whether the sentence ends with the token at `i`.
fn ends_at(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else { return true };
    let token = &tokens[i];
    if matches!(next.kind, Kind::Close | Kind::Mark) && !next.shape.spaced() {
        return false;
    }
    match token.kind {
        Kind::Stop => begins(next),
        Kind::Exclamation | Kind::Ellipsis => begins(next) && next.shape.spaced(),
        Kind::Close | Kind::Mark => i > 0 && tokens[i - 1].is_terminal() && begins(next),
        Kind::Quoted => ends_with_quoted(text, tokens, i),
        Kind::Word if token.shape.abbreviated() => {
            begins(next) && next.shape.spaced() && abbreviation_ends(token, next)
        }
        _ => false,
    }
}

/// Whether a sentence may begin with this token.
fn begins(token: &Token) -> bool {
    match token.kind {
        Kind::Word => token.shape.capital(),
        Kind::Number | Kind::Quoted | Kind::Open | Kind::Mark | Kind::Dash | Kind::Ellipsis => true,
        _ => false,
    }
}

/// `U.S. The` ends a sentence, `U.S. Senate` does not: only where a word follows that begins sentences.
fn abbreviation_ends(token: &Token, next: &Token) -> bool {
    let starter = next.kind == Kind::Word && next.is(DETERMINER | PRONOUN) || next.kind == Kind::Quoted;
    !token.is(ABBREVIATION_MID) && starter
}

/// A marked stretch ends the writer's sentence if its last words do and what follows is no attribution.
fn ends_with_quoted(text: &str, tokens: &[Token], i: usize) -> bool {
    let inner = tokens[i].of(text).trim_end_matches(super::token::is_mark).trim_end();
    let next = &tokens[i + 1];
    if !begins(next) || next.kind == Kind::Dash {
        return false;
    }
    match inner.chars().next_back() {
        Some('.' | '…') => true,
        Some('?' | '!') => !attribution_follows(tokens, i + 1),
        _ => false,
    }
}

/// Whether `Smith asked` or `the mayor said` or `asked Smith` follows within a few words.
fn attribution_follows(tokens: &[Token], from: usize) -> bool {
    for token in tokens[from..].iter().take(9) {
        match token.kind {
            Kind::Word if token.is(CUE_A | CUE_B) && !token.is(DETERMINER | AUXILIARY | TITLE) => {
                return true;
            }
            Kind::Word | Kind::Clitic | Kind::Number | Kind::Comma => {}
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    /// The first words of each sentence but the first.
    fn cuts(text: &str) -> Vec<&str> {
        let cut = tokens(text);
        sentences(text, &cut).iter().skip(1).map(|s| cut[s.start].of(text)).collect()
    }

    #[test]
    fn a_full_stop_ends_a_sentence_before_a_capital() {
        assert_eq!(cuts("It fell. Nobody saw it! Why? we ask."), ["Nobody", "Why"]);
        assert_eq!(cuts("It cost 3.5 million. In 2020 it cost less."), ["In"]);
    }

    #[test]
    fn what_never_stops_is_read_in_parts() {
        let list = "the bridge and ".repeat(LONGEST);
        let cut = tokens(&list);
        let lengths: Vec<usize> = sentences(&list, &cut).iter().map(ExactSizeIterator::len).collect();
        assert_eq!(lengths, [LONGEST; 3]);
    }

    #[test]
    fn titles_never_end_a_sentence_and_other_abbreviations_only_before_a_function_word() {
        assert!(cuts("They met Mr. Ruiz and Gen. Park.").is_empty());
        assert_eq!(cuts("He works for Acme Inc. The firm is old."), ["The"]);
        assert!(cuts("The U.S. Senate met.").is_empty());
    }
}
