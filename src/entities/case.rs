//! Where a mention stands in its sentence: subject, object, owner, behind a preposition.

use super::mention::{Form, Local, Pronoun, joined};
use crate::english::classes::*;
use crate::english::{Kind, Token, is_possessive};

/// The part a mention plays in its sentence, as far as the words beside it tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `Ruiz said`; `Ruiz, the mayor, said`
    Subject,
    /// `met Ruiz`
    Object,
    /// `with Ruiz`
    Preposition,
    /// `the daughter of Ruiz`
    Of,
    /// `Ruiz’s plan`
    Owner,
    /// `a Ruiz supporter`
    Modifier,
    /// `the mayor (Ruiz)`
    Aside,
    /// Anything else.
    #[default]
    Other,
}

/// How many tokens an apposition between a subject and its verb may have.
const LONGEST_APPOSITION: usize = 25;

/// How many tokens `of Bath` may have.
const LONGEST_PHRASE: usize = 8;

/// The case of each mention of a block whose tokens these are.
pub fn cases(text: &str, tokens: &[Token], mentions: &[Local]) -> Vec<Case> {
    let mut cases: Vec<Case> = mentions.iter().map(|mention| case(text, tokens, mention)).collect();
    // "Ruiz and Park met": the first is what the last is.
    for i in (1..mentions.len()).rev() {
        if cases[i] == Case::Subject && joined(text, &mentions[i - 1], &mentions[i]) {
            cases[i - 1] = Case::Subject;
        }
    }
    // "met Ruiz and Park", "with Ruiz and Park": the second is what the first is.
    for i in 1..mentions.len() {
        if cases[i] == Case::Other
            && matches!(cases[i - 1], Case::Object | Case::Preposition | Case::Of)
            && joined(text, &mentions[i - 1], &mentions[i])
        {
            cases[i] = cases[i - 1];
        }
    }
    cases
}

fn case(text: &str, tokens: &[Token], mention: &Local) -> Case {
    let behind = tokens.partition_point(|t| t.span.start < mention.span.end);
    let start = match mention.form {
        Form::Name { titled: Some(start), .. } => start.min(mention.span.start),
        _ => mention.span.start,
    };
    let first = phrase_start(tokens, tokens.partition_point(|t| t.span.start < start));
    let before = first.checked_sub(1).map(|i| &tokens[i]).filter(|t| t.kind == Kind::Word);
    if let Form::Pronoun(Pronoun::He | Pronoun::She) = mention.form
        && let Some(case) = of_pronoun(mention.span.of(text), tokens.get(behind))
    {
        return case;
    }
    let next = tokens.get(behind);
    let in_front = first.checked_sub(1).map(|i| tokens[i].kind);
    match () {
        () if next.is_some_and(|t| t.kind == Kind::Clitic && is_possessive(t.of(text))) => Case::Owner,
        // "said Ruiz": the verb in front of it has it for a subject.
        () if mention.reports => Case::Subject,
        () if in_front == Some(Kind::Open) && next.is_some_and(|t| t.kind == Kind::Close) => Case::Aside,
        () if modifies(tokens, first, behind) => Case::Modifier,
        () if before.is_some_and(|t| t.of(text).eq_ignore_ascii_case("of")) => Case::Of,
        () if before.is_some_and(|t| t.is(PREPOSITION) && !t.is(SUBORDINATOR)) => Case::Preposition,
        () if first.checked_sub(1).is_some_and(|i| governs(tokens, i)) => Case::Object,
        () if is_subject(tokens, behind) => Case::Subject,
        () if before.is_some_and(|t| t.is(PREPOSITION)) => Case::Preposition,
        () if opens(tokens, first) && next.is_some_and(|t| t.kind == Kind::Word) => Case::Subject,
        () => Case::Other,
    }
}

/// Whether the token at `i` is a verb with an object behind it.
fn governs(tokens: &[Token], i: usize) -> bool {
    let t = &tokens[i];
    t.kind == Kind::Word && t.classes().verb() && !t.is(AUXILIARY) && (!t.is(NOUN) || is_third(tokens, i))
}

/// `shows`, `defeats`: whether a word that may be a plural is a verb, by what stands on both sides of it.
fn is_third(tokens: &[Token], i: usize) -> bool {
    let someone = |t: &Token| t.kind == Kind::Word && (t.shape.capital() || t.is(PRONOUN));
    let subject = i
        .checked_sub(1)
        .is_some_and(|p| someone(&tokens[p]) || tokens[p].kind == Kind::Word && tokens[p].is(ADVERB));
    let object = tokens
        .get(i + 1)
        .is_some_and(|t| someone(t) || t.kind == Kind::Word && t.is(DETERMINER | PREPOSITION | ADVERB));
    tokens[i].is(VERB_THIRD) && subject && object
}

/// Whether a sentence or a clause begins with the token at `i`.
fn opens(tokens: &[Token], i: usize) -> bool {
    i.checked_sub(1).map(|p| &tokens[p]).is_none_or(|t| {
        t.is_terminal()
            || t.kind == Kind::Semicolon
            || t.kind == Kind::Word && t.is(SUBORDINATOR) && !t.is(PREPOSITION)
    })
}

/// Where the phrase begins whose name begins at `i`: `the manager Ruiz`.
fn phrase_start(tokens: &[Token], i: usize) -> usize {
    const LONGEST: usize = 5;
    let describes = |t: &Token| {
        t.kind == Kind::Word
            && !t.shape.capital()
            && t.is(NOUN | ADJECTIVE | DEMONYM)
            && !t.is(PREPOSITION | CONJUNCTION | AUXILIARY | VERB_PAST | VERB_THIRD)
    };
    let mut start = i;
    while start > 0 && i - start < LONGEST && describes(&tokens[start - 1]) {
        start -= 1;
    }
    match start.checked_sub(1).map(|d| &tokens[d]) {
        Some(t) if t.kind == Kind::Word && t.is(DETERMINER) && (start < i || !t.is(POSSESSIVE)) => start - 1,
        _ => start,
    }
}

/// Whether the name from `first` to `behind` describes the noun behind it: `a Ruiz supporter`, `Ruiz supporters`.
fn modifies(tokens: &[Token], first: usize, behind: usize) -> bool {
    let Some(next) = tokens.get(behind).filter(|t| t.kind == Kind::Word && !t.shape.capital()) else {
        return false;
    };
    let noun = next.is(NOUN | PERSON_NOUN) && !next.is(PREPOSITION | CONJUNCTION | AUXILIARY | ADVERB);
    let determined =
        first.checked_sub(1).is_some_and(|d| tokens[d].kind == Kind::Word && tokens[d].is(DETERMINER));
    noun && (determined || !next.classes().verb())
}

/// The case that a pronoun's own form shows. `her` is an owner's unless what follows cannot be owned.
fn of_pronoun(word: &str, next: Option<&Token>) -> Option<Case> {
    let small = PREPOSITION | CONJUNCTION | DETERMINER | PRONOUN | AUXILIARY | ADVERB;
    let owned = next.is_some_and(|t| match t.kind {
        Kind::Word => {
            t.is(NOUN | ADJECTIVE | PERSON_NOUN) && !t.is(PREPOSITION | CONJUNCTION | DETERMINER)
                || !t.is(small)
        }
        Kind::Number | Kind::Quoted | Kind::Mark => true,
        _ => false,
    });
    match word.to_ascii_lowercase().as_str() {
        "he" | "she" => Some(Case::Subject),
        "his" | "hers" => Some(Case::Owner),
        "her" if owned => Some(Case::Owner),
        _ => None,
    }
}

/// Whether a verb follows at `i`: right there, behind adverbs, behind what commas or brackets set off, or behind
/// `of Bath`.
fn is_subject(tokens: &[Token], i: usize) -> bool {
    let kind = |i: usize| tokens.get(i).map(|t| t.kind);
    let word = |i: usize, classes: u64| tokens.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(classes));
    let verb = |i: usize| {
        let i = (i..).find(|j| !word(*j, ADVERB)).unwrap_or(i);
        word(i, AUXILIARY | VERB_PAST | VERB_THIRD)
            && (!word(i, NOUN) || tokens[i].classes().cue() || is_third(tokens, i))
    };
    match kind(i) {
        Some(Kind::Comma) => {
            let ends = |t: &Token| matches!(t.kind, Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Mark);
            (i + 1..tokens.len().min(i + LONGEST_APPOSITION))
                .take_while(|j| !ends(&tokens[*j]))
                .any(|j| tokens[j].kind == Kind::Comma && verb(j + 1))
        }
        Some(Kind::Open) => {
            let close =
                (i + 1..tokens.len().min(i + LONGEST_APPOSITION)).find(|j| kind(*j) == Some(Kind::Close));
            close.is_some_and(|close| verb(close + 1))
        }
        Some(Kind::Word) if word(i, PREPOSITION) && !word(i, SUBORDINATOR) => {
            let inside = |j: &usize| {
                word(*j, DETERMINER | NOUN | ADJECTIVE | PREPOSITION) && !verb(*j)
                    || tokens.get(*j).is_some_and(Token::is_capital_word)
            };
            let end = (i + 1..i + LONGEST_PHRASE).find(|j| !inside(j));
            end.is_some_and(verb)
        }
        _ => verb(i),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::names::names;
    use crate::english::tokens;
    use crate::entities::mention::{Paragraph, mentions};

    /// The names, pronouns and descriptions of a text with their cases.
    fn read(text: &str) -> Vec<String> {
        let cut = tokens(text);
        let names = names(text, &cut, false);
        let mentions = mentions(&Paragraph {
            text,
            tokens: &cut,
            frame: &cut,
            marked: &[],
            names: &names,
            subjects: &[],
        });
        let cases = cases(text, &cut, &mentions);
        mentions.iter().zip(cases).map(|(m, case)| format!("{} {case:?}", m.span.of(text))).collect()
    }

    #[test]
    fn the_words_beside_a_mention_tell_its_case() {
        assert_eq!(read("Ana Ruiz and Bo Park met."), ["Ana Ruiz Subject", "Bo Park Subject"]);
        assert_eq!(read("Ana Ruiz met Bo Park."), ["Ana Ruiz Subject", "Bo Park Object"]);
        assert_eq!(
            read("Ana Ruiz, who lives in Bath, also spoke with Bo Park."),
            ["Ana Ruiz Subject", "Bath Preposition", "Bo Park Preposition"]
        );
        assert_eq!(read("Ana Ruiz’s plan pleased her."), ["Ana Ruiz Owner", "her Object"]);
        assert_eq!(
            read("He kept his word to her sister."),
            ["He Subject", "his Owner", "her sister Preposition", "her Owner"]
        );
        assert_eq!(read("He met her after her 2007 win."), ["He Subject", "her Object", "her Owner"]);
    }

    #[test]
    fn what_stands_behind_a_subject_hides_no_verb() {
        assert_eq!(read("Ana Ruiz of Bath met Bo Park.")[0], "Ana Ruiz Subject");
        assert_eq!(read("Ana Ruiz (once a teacher) met Bo Park.")[0], "Ana Ruiz Subject");
        assert_eq!(read("Ana Ruiz shows Bo Park the door."), ["Ana Ruiz Subject", "Bo Park Object"]);
    }

    #[test]
    fn a_name_may_hang_on_a_noun() {
        assert_eq!(read("They met a Ruiz supporter."), ["Ruiz Modifier"]);
        assert_eq!(read("They met the daughter of Ana Ruiz.")[1], "Ana Ruiz Of");
        assert_eq!(read("They met people (Ana Ruiz) there."), ["Ana Ruiz Aside"]);
        assert_eq!(read("They met engineer Ana Ruiz and Bo Park."), ["Ana Ruiz Object", "Bo Park Object"]);
    }
}
