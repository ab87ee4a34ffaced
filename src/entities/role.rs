//! Titles and roles beside a name, in the article's words.

use crate::english::Kind;
use crate::english::classes::*;
use crate::english::lexicon::body_noun;
use crate::english::names::Name;
use crate::english::phrase::Sentence;
use crate::text::Span;

/// The role in front of a name: `North Korean supreme leader`, `Pentagon’s Deputy Press Secretary`.
pub fn role_before(tokens: &Sentence, name: &Name) -> Option<Span> {
    let first = name.first as usize;
    if tokens.before(first).is_some_and(|t| t.kind == Kind::Comma) {
        return introduced_before(tokens, first - 1);
    }
    let phrase = tokens.phrase_before(name.last as usize + 1)?;
    let start = (phrase.core..first)
        .find(|j| !is_article(tokens, *j) && tokens.get(*j).is_some_and(|t| t.kind != Kind::Clitic))?;
    let says = (start..first).any(|j| is_role_word(tokens, j));
    says.then(|| Span::new(tokens.tokens[start].span.start, tokens.tokens[first - 1].span.end))
}

/// The role behind a name: `Ruiz, the mayor of the town,`; `Ruiz, 54, a teacher`.
pub fn role_after(tokens: &Sentence, name: &Name) -> Option<Span> {
    let mut at = name.last as usize + 1;
    if tokens.get(at)?.kind != Kind::Comma {
        return None;
    }
    at += 1;
    if tokens.get(at)?.kind == Kind::Number && tokens.get(at + 1)?.kind == Kind::Comma {
        at += 2;
    }
    let phrase = tokens.phrase_from(at)?;
    if !(phrase.first..=phrase.head).any(|j| is_role_word(tokens, j)) || is_name_list(tokens, phrase.head) {
        return None;
    }
    let start = if is_article(tokens, phrase.first) { phrase.first + 1 } else { phrase.first };
    (start <= phrase.last)
        .then(|| Span::new(tokens.tokens[start].span.start, tokens.tokens[phrase.last].span.end))
}

/// What an organisation is: `the broadcaster RÚV`, `Skua Air, an airline in the far north,`.
pub fn body_role(tokens: &Sentence, name: &Name) -> Option<Span> {
    let says = |i: usize| {
        tokens.get(i).is_some_and(|t| t.kind == Kind::Word && !t.shape.capital() && !t.is(PLURAL))
            && body_noun(tokens.word(i)).is_some()
    };
    let first = name.first as usize;
    if let Some(noun) = first.checked_sub(1).filter(|noun| says(*noun)) {
        let phrase = tokens.phrase_before(noun + 1)?;
        let start = if is_article(tokens, phrase.core) { phrase.core + 1 } else { phrase.core };
        return (start <= noun)
            .then(|| Span::new(tokens.tokens[start].span.start, tokens.tokens[noun].span.end));
    }
    let comma = name.last as usize + 1;
    if tokens.get(comma)?.kind != Kind::Comma || !tokens.is_one_of(comma + 1, &["a", "an", "the"]) {
        return None;
    }
    let phrase = tokens.phrase_from(comma + 1)?;
    (says(phrase.head) && phrase.head > comma + 1)
        .then(|| Span::new(tokens.tokens[comma + 2].span.start, tokens.tokens[phrase.last].span.end))
}

/// `The mayor of the town, Ana Ruiz, said`: the phrase before the comma.
fn introduced_before(tokens: &Sentence, comma: usize) -> Option<Span> {
    let phrase = tokens.phrase_before(comma)?;
    let owned = (phrase.first..phrase.head).any(|i| tokens.tokens[i].kind == Kind::Clitic);
    let determined = tokens.get(phrase.first)?.is(DETERMINER) || owned;
    if !determined || !tokens.get(phrase.head)?.is(PERSON_NOUN | TITLE) || tokens.get(phrase.head)?.is(PLURAL)
    {
        return None;
    }
    let start = if is_article(tokens, phrase.first) { phrase.first + 1 } else { phrase.first };
    Some(Span::new(tokens.tokens[start].span.start, tokens.tokens[phrase.last].span.end))
}

fn is_article(tokens: &Sentence, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(DETERMINER))
}

/// Words that say what somebody is; `Mr.` does not.
fn is_role_word(tokens: &Sentence, i: usize) -> bool {
    const HONORIFICS: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"];
    let honorific = HONORIFICS.iter().any(|h| tokens.word(i).trim_end_matches('.').eq_ignore_ascii_case(h));
    tokens.get(i).is_some_and(|t| {
        t.kind == Kind::Word
            && !honorific
            && (t.is(TITLE)
                || t.is(PERSON_NOUN) && !t.is(FIRST_NAME | SURNAME)
                || t.is(PERSON_NOUN) && !t.shape.capital())
    })
}

/// `Ruiz, Lee and Okafor`: what follows the comma is the next name and no role.
fn is_name_list(tokens: &Sentence, head: usize) -> bool {
    tokens
        .get(head)
        .is_some_and(|t| t.shape.capital() && t.is(FIRST_NAME | SURNAME) && !t.is(TITLE | PERSON_NOUN))
}
