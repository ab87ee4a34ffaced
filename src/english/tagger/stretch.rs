//! Where names may be: runs of words with capitals, with the small words between them.

use super::features::{is_capital, starts};
use crate::english::classes::{
    AUXILIARY, CONJUNCTION, DETERMINER, FIRST_NAME, NAME_PARTICLE, PREPOSITION, PRONOUN, SURNAME,
};
use crate::english::{Kind, Token};
use std::ops::Range;

/// The most tokens between two capitals of one name: `Ministry of the Interior`.
const LONGEST_GAP: usize = 3;

/// The stretches of tokens that hold all names, in order. What lies outside is no part of a name.
pub fn stretches<'a>(text: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = (at..tokens.len()).find(|i| may_be_named(text, tokens, *i))?;
        let mut end = first + 1;
        while let Some(next) = next_capital(text, tokens, end) {
            end = next + 1;
        }
        at = end;
        // "7 Days", "Channel 4"
        let number = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Number);
        let start = if first > 0 && number(first - 1) { first - 1 } else { first };
        if number(end) {
            end += 1;
        }
        Some(start..end)
    })
}

/// Whether a token has a capital for another reason than that a sentence begins.
fn may_be_named(text: &str, tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    if !is_capital(text, token) {
        return false;
    }
    let small = token.is(DETERMINER | PREPOSITION | CONJUNCTION | PRONOUN | AUXILIARY)
        && !token.is(FIRST_NAME | SURNAME)
        && !token.shape.all_capitals();
    !(small && starts(tokens, i))
}

/// The next capital behind the tokens before `end` that may belong to the same name.
fn next_capital(text: &str, tokens: &[Token], end: usize) -> Option<usize> {
    for i in end..(end + LONGEST_GAP + 1).min(tokens.len()) {
        if starts(tokens, i) {
            return None;
        }
        if is_capital(text, &tokens[i]) {
            return Some(i);
        }
        if !joins(text, &tokens[i]) {
            return None;
        }
    }
    None
}

/// Whether a token without a capital may stand inside a name.
fn joins(text: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Word => {
            let word = token.of(text);
            word.len() <= 3 || token.is(NAME_PARTICLE) || word == "from" || word == "with"
        }
        Kind::Number | Kind::Clitic => true,
        Kind::Dash | Kind::Symbol => token.span.len() <= 3,
        Kind::Mark => token.span.len() == 1 || token.of(text) == "’",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    fn read(text: &str) -> Vec<&str> {
        let cut = tokens(text);
        let words =
            |s: Range<usize>| &text[cut[s.start].span.start as usize..cut[s.end - 1].span.end as usize];
        stretches(text, &cut).map(words).collect()
    }

    #[test]
    fn small_words_between_capitals_belong_to_a_stretch() {
        assert_eq!(read("They left the Bank of the North at noon."), ["Bank of the North"]);
        assert_eq!(read("He met Ludwig van der Berg."), ["Ludwig van der Berg"]);
    }

    #[test]
    fn a_comma_or_a_new_sentence_ends_a_stretch() {
        assert_eq!(read("We saw Ana, Bo. Cy left."), ["Ana", "Bo", "Cy"]);
    }

    #[test]
    fn a_small_word_is_no_name_for_beginning_a_sentence() {
        assert!(read("The house fell. In spring it rose.").is_empty());
    }
}
