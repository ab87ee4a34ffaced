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
    /// `Ruiz’s plan`
    Owner,
    /// Anything else.
    #[default]
    Other,
}

/// How many tokens an apposition between a subject and its verb may have.
const LONGEST_APPOSITION: usize = 25;

/// The case of each mention of a block whose tokens these are.
pub fn cases(text: &str, tokens: &[Token], mentions: &[Local]) -> Vec<Case> {
    let mut cases: Vec<Case> = mentions.iter().map(|mention| case(text, tokens, mention)).collect();
    // "Ruiz and Park met": the first is what the last is.
    for i in (1..mentions.len()).rev() {
        if cases[i] == Case::Subject && joined(text, &mentions[i - 1], &mentions[i]) {
            cases[i - 1] = Case::Subject;
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
    let first = tokens.partition_point(|t| t.span.start < start);
    let before = first.checked_sub(1).map(|i| &tokens[i]).filter(|t| t.kind == Kind::Word);
    if let Form::Pronoun(Pronoun::He | Pronoun::She) = mention.form
        && let Some(case) = of_pronoun(mention.span.of(text), tokens.get(behind))
    {
        return case;
    }
    let next = tokens.get(behind);
    match () {
        () if next.is_some_and(|t| t.kind == Kind::Clitic && is_possessive(t.of(text))) => Case::Owner,
        () if before.is_some_and(|t| t.is(PREPOSITION)) => Case::Preposition,
        () if before.is_some_and(|t| t.classes.verb() && !t.is(NOUN | AUXILIARY)) => Case::Object,
        () if is_subject(tokens, behind) => Case::Subject,
        () => Case::Other,
    }
}

/// The case that a pronoun's own form shows. `her` is an owner's where something owned follows.
fn of_pronoun(word: &str, next: Option<&Token>) -> Option<Case> {
    let owned = next.is_some_and(|t| {
        t.kind == Kind::Word
            && t.is(NOUN | ADJECTIVE | PERSON_NOUN)
            && !t.is(PREPOSITION | CONJUNCTION | DETERMINER)
    });
    match word.to_ascii_lowercase().as_str() {
        "he" | "she" => Some(Case::Subject),
        "his" | "hers" => Some(Case::Owner),
        "her" if owned => Some(Case::Owner),
        _ => None,
    }
}

/// Whether a verb follows at `i`: right there, behind adverbs, or behind what commas set off.
fn is_subject(tokens: &[Token], i: usize) -> bool {
    let verb = |i: usize| {
        let i = (i..).find(|j| !tokens.get(*j).is_some_and(|t| t.kind == Kind::Word && t.is(ADVERB)));
        i.and_then(|i| tokens.get(i)).is_some_and(|t| {
            t.kind == Kind::Word
                && t.is(AUXILIARY | VERB_PAST | VERB_THIRD)
                && (!t.is(NOUN) || t.classes.cue())
        })
    };
    if tokens.get(i).is_none_or(|t| t.kind != Kind::Comma) {
        return verb(i);
    }
    let ends = |t: &Token| matches!(t.kind, Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Mark);
    (i + 1..tokens.len().min(i + LONGEST_APPOSITION))
        .take_while(|j| !ends(&tokens[*j]))
        .any(|j| tokens[j].kind == Kind::Comma && verb(j + 1))
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
    }
}
