//! Titles and roles beside a name, in the article's words.

use crate::english::Kind;
use crate::english::classes::*;
use crate::english::lexicon::{body_noun, place_noun};
use crate::english::names::{Name, NameKind};
use crate::english::phrase::Sentence;
use crate::text::Span;

/// The role in front of a name: `North Korean supreme leader`, `Pentagon’s Deputy Press Secretary`.
pub fn role_before(tokens: &Sentence, name: &Name) -> Option<Span> {
    let first = name.first as usize;
    if tokens.before(first).is_some_and(|t| t.kind == Kind::Comma) {
        return introduced_before(tokens, first - 1);
    }
    let phrase = tokens.phrase_before(name.last as usize + 1)?;
    // "Mayor John Smith and Ana Jones": the first is somebody else, and "mayor" is his role. But "Secretary of Health and
    // Human Services".
    let other = |and: usize| {
        tokens.is_word(and, "and")
            && tokens.before(and).is_some_and(|t| {
                t.shape.capital() && (t.is(FIRST_NAME | SURNAME) || !t.is(NOUN | ADJECTIVE | PERSON_NOUN))
            })
    };
    let phrase = match (phrase.core..first).any(other) {
        true => tokens.core_ending(name.last as usize)?,
        false => phrase,
    };
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
        let phrase = tokens.core_ending(noun)?;
        // "Told broadcaster TRT", but not "to help fund Government spending".
        let to = phrase.core.checked_sub(1).is_some_and(|at| tokens.is_word(at, "to"));
        let told = !to
            && tokens.before(phrase.core).is_some_and(|t| t.is(VERB_PAST | PREPOSITION) && !t.is(VERB_BASE));
        if !told && !is_article(tokens, phrase.core) {
            return None;
        }
        let start = if is_article(tokens, phrase.core) { phrase.core + 1 } else { phrase.core };
        return (start <= noun)
            .then(|| Span::new(tokens.tokens[start].span.start, tokens.tokens[noun].span.end));
    }
    // "Turkey’s disaster agency, AFAD,"
    if let Some(noun) = first.checked_sub(2).filter(|noun| says(*noun))
        && tokens.tokens[first - 1].kind == Kind::Comma
    {
        let phrase = tokens.core_ending(noun)?;
        let owned = (phrase.first..noun).any(|i| tokens.tokens[i].kind == Kind::Clitic);
        let closed = tokens.get(name.last as usize + 1).is_none_or(|t| t.kind != Kind::Word);
        if (owned || is_article(tokens, phrase.first)) && closed {
            let start = if is_article(tokens, phrase.first) { phrase.first + 1 } else { phrase.first };
            return Some(Span::new(tokens.tokens[start].span.start, tokens.tokens[noun].span.end));
        }
    }
    let comma = name.last as usize + 1;
    if tokens.get(comma)?.kind != Kind::Comma || !tokens.is_one_of(comma + 1, &["a", "an", "the"]) {
        return None;
    }
    let phrase = tokens.phrase_from(comma + 1)?;
    (says(phrase.head) && phrase.head > comma + 1)
        .then(|| Span::new(tokens.tokens[comma + 2].span.start, tokens.tokens[phrase.last].span.end))
}

/// What a name names, and its odds in 255ths, by the words beside it: `the broadcaster RÚV`, `a spokesman for the firm,
/// Park Joon-ho,`; where they say nothing, by the name itself.
pub fn kind_beside(tokens: &Sentence, name: &Name) -> (NameKind, [u8; 3]) {
    const BODY: [u8; 3] = [10, 235, 5];
    const PERSON: [u8; 3] = [235, 10, 5];
    let (first, last) = (name.first as usize, name.last as usize);
    let listed = tokens.tokens[first].is(FIRST_NAME) && first < last;
    // "Galerie Perrin", but not somebody whose surname stands first.
    let word = &tokens.tokens[first];
    let body = name.kind == NameKind::Person
        && first < last
        && word.is(ORGANISATION_WORD)
        && !word.is(FIRST_NAME | SURNAME | TITLE | PERSON_NOUN);
    let partners = (first..last).any(|i| tokens.word(i) == "&");
    let settled = name.sure && name.kind != NameKind::Person || name.title < name.first;
    if !settled
        && name.kind != NameKind::Organisation
        && !listed
        && (partners || body || body_role(tokens, name).is_some())
    {
        return (NameKind::Organisation, BODY);
    }
    if !settled && name.kind != NameKind::Person && first < last && set_off_as_person(tokens, first, last) {
        return (NameKind::Person, PERSON);
    }
    (name.kind, name.odds)
}

/// `A spokesman for the firm, Park Joon-ho, said`: between commas behind a noun for a person, and no town or body.
fn set_off_as_person(tokens: &Sentence, first: usize, last: usize) -> bool {
    let comma = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Comma);
    let before = first.checked_sub(1).filter(|at| comma(*at) && comma(last + 1));
    let Some(phrase) = before.and_then(|at| tokens.phrase_before(at)) else { return false };
    let noun = tokens.word(phrase.last).to_lowercase();
    let head = &tokens.tokens[phrase.head];
    head.is(PERSON_NOUN | TITLE)
        && !head.is(PLURAL)
        && place_noun(&noun).is_none()
        && (phrase.last == phrase.head || body_noun(&noun).is_none())
        && !tokens.tokens[phrase.last].is(COUNTRY | STATE | CITY)
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
