//! Several people at once: “the firefighters”, “Ana Ruiz and Bo Park”, where “they” takes them up.
//!
//! A group is mentioned here only if it opens a sentence and acts there, and “they” or “their” follows in that sentence
//! or the next. Whether the words do mean it is decided article-wide; what tells against it is whatever else “they”
//! could be, which stands in between: [`rival`].

use super::{Description, Form, LONGEST_TITLE, Local, Noun, Paragraph, joined, longer_first, near};
use crate::english::classes::*;
use crate::english::names::NameKind;
use crate::english::phrase::Sentence;
use crate::english::{Kind, LONGEST_SENTENCE, Token};
use crate::text::Span;

/// Whether a token is “they” in one of its cases.
pub fn is_they(token: &Token, text: &str) -> bool {
    const FORMS: [&str; 5] = ["they", "them", "their", "theirs", "themselves"];
    token.kind == Kind::Word
        && token.is(PRONOUN)
        && (4..=10).contains(&token.span.len())
        && token.of(text).starts_with(['t', 'T'])
        && FORMS.iter().any(|form| token.of(text).eq_ignore_ascii_case(form))
}

/// Whether a token is a noun for several people or for a body of them: `firefighters`, `police`.
fn is_group(token: &Token) -> bool {
    token.kind == Kind::Word && (token.is(GROUP_NOUN) || token.is(PERSON_NOUN) && token.is(PLURAL))
}

/// What else “they” may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// People and bodies.
    People,
    /// Any plural.
    Several,
    /// Any plural, and anybody: “an official … their”.
    Anybody,
}

/// Whether one of these tokens is something else that “they” may mean. Two who are named together are for the caller to
/// look for.
pub fn rival(text: &str, tokens: &[Token], rival: Rival) -> bool {
    const TIMES: [&str; 8] = ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "times"];
    tokens.iter().any(|token| {
        let plural = token.is(PLURAL) && !token.is(VERB_THIRD & !NOUN | AUXILIARY);
        let counts = match rival {
            Rival::People => plural && is_group(token),
            Rival::Several => plural,
            Rival::Anybody => {
                plural || token.is(PERSON_NOUN | GROUP_NOUN | SUBJECT_PRONOUN) && !is_they(token, text)
            }
        };
        token.kind == Kind::Word && counts && !TIMES.contains(&token.of(text))
    })
}

/// Where the sentence of the token at `i` begins, or as far in front of it as a sentence may reach.
fn sentence_start(tokens: &[Token], i: usize) -> usize {
    let farthest = i.saturating_sub(LONGEST_SENTENCE);
    tokens[farthest..i].iter().rposition(Token::is_terminal).map_or(farthest, |stop| farthest + stop + 1)
}

/// Whether people other than those who open them stand in this sentence, in front of the token at `i`, or in the one
/// before: then “they” at `i` may be those.
pub fn rivalled(text: &str, tokens: &[Token], i: usize) -> bool {
    let start = sentence_start(tokens, i);
    let before = start.checked_sub(1).map_or(0, |stop| sentence_start(tokens, stop));
    let opens = |from: usize, to: usize| {
        let sentence = Sentence { text, tokens, first: from, end: to };
        (from..to)
            .filter(|at| rival(text, &tokens[*at..=*at], Rival::People))
            .any(|at| sentence.core_ending(at).is_none_or(|phrase| phrase.first != from))
    };
    opens(before, start) || opens(start, i)
}

impl Paragraph<'_> {
    /// The groups that “they” takes up.
    pub(super) fn groups(&self, found: &mut Vec<Local>) {
        for i in (0..self.frame.len()).filter(|i| is_they(&self.frame[*i], self.text)) {
            let start = sentence_start(self.frame, i);
            let before = || {
                let stop = start.checked_sub(1)?;
                self.opening(sentence_start(self.frame, stop), stop, found)
            };
            if let Some((span, description)) = self.opening(start, i, found).or_else(before) {
                self.take_up(span, description, found);
            }
        }
    }

    fn take_up(&self, span: Span, description: Description, found: &mut Vec<Local>) {
        if let Some(same) = found.iter_mut().find(|local| local.span == span) {
            if let Form::Description(same) = &mut same.form {
                same.taken_up = true;
            }
            return;
        }
        let crosses =
            |local: &Local| local.span.overlaps(span) && !span.covers(local.span) || local.span.covers(span);
        if !found.iter().any(crosses) {
            let form = Form::Description(description);
            found.push(Local { span, form, quoted: false, reports: false });
            longer_first(found);
        }
    }

    /// The group that opens the sentence from `start` and acts in front of `end`.
    fn opening(&self, start: usize, end: usize, found: &[Local]) -> Option<(Span, Description)> {
        self.opening_noun(start, end).or_else(|| self.opening_names(start, found))
    }

    /// `The firefighters reached`, `Residents of Bath complained`.
    fn opening_noun(&self, start: usize, end: usize) -> Option<(Span, Description)> {
        const LONGEST: usize = 5;
        let sentence = Sentence { text: self.text, tokens: self.frame, first: start, end };
        let acts = |t: &Token| {
            t.kind == Kind::Word && t.is(VERB_PAST | VERB_BASE | VERB_THIRD | AUXILIARY | PREPOSITION)
        };
        let head = (start..end.min(start + LONGEST)).find(|i| {
            is_group(&self.frame[*i])
                && (*i == start || !self.frame[*i].shape.capital())
                && !sentence.is_nominal(*i + 1)
                && sentence.get(*i + 1).is_some_and(acts)
        })?;
        let phrase = sentence.core_ending(head).filter(|phrase| phrase.first == start)?;
        let description = Description { taken_up: true, ..self.describe(&phrase) };
        // "His lawyers" are whose they are: nobody's name for them.
        let owned = self.frame[start].is(POSSESSIVE) || self.frame[start].kind == Kind::Clitic;
        (!owned).then(|| (phrase.span(self.frame), description))
    }

    /// `Ana Ruiz and Bo Park voted`.
    fn opening_names(&self, start: usize, found: &[Local]) -> Option<(Span, Description)> {
        let first = self.frame.get(start)?.span.start;
        let person = |local: &Local| match local.form {
            Form::Name { kind: NameKind::Person, titled, .. } => Some(titled.unwrap_or(local.span.start)),
            _ => None,
        };
        let here = Span::new(first, first + LONGEST_TITLE);
        let (one, _) = near(found, here).find(|(_, local)| person(local) == Some(first))?;
        let two = found[one + 1..].iter().find(|local| local.span.start > found[one].span.end)?;
        let behind = self.frame.partition_point(|t| t.span.start < two.span.end);
        let acts = self.frame.get(behind).is_some_and(|t| {
            t.kind == Kind::Comma || t.kind == Kind::Word && t.is(VERB_PAST | VERB_BASE | AUXILIARY)
        });
        let both = person(two).is_some() && joined(self.text, &found[one], two) && acts;
        let description = Description {
            head: two.span,
            plural: true,
            definite: true,
            gender: 0,
            noun: Noun::Person,
            taken_up: true,
        };
        both.then(|| (Span::new(found[one].span.start, two.span.end), description))
    }
}

#[cfg(test)]
mod tests {
    use crate::english::names::names;
    use crate::english::tokens;
    use crate::entities::mention::{Form, Paragraph, mentions};

    /// The groups that "they" takes up in a text.
    fn groups(text: &str) -> Vec<&str> {
        let cut = tokens(text);
        let names = names(text, &cut, false);
        let paragraph =
            Paragraph { text, tokens: &cut, frame: &cut, marked: &[], names: &names, subjects: &[] };
        let taken_up = |form: &Form| matches!(form, Form::Description(d) if d.taken_up);
        mentions(&paragraph).iter().filter(|m| taken_up(&m.form)).map(|m| m.span.of(text)).collect()
    }

    #[test]
    fn a_group_that_acts_is_taken_up() {
        assert_eq!(groups("The firefighters reached the pier. They were late."), ["The firefighters"]);
        assert_eq!(groups("Residents of Bath sold their boats."), ["Residents"]);
        assert_eq!(groups("Ana Ruiz and Maria Lopez met. They talked."), ["Ana Ruiz and Maria Lopez"]);
    }

    #[test]
    fn nobody_else_is() {
        assert!(groups("The firefighters reached the pier.").is_empty(), "nothing takes them up");
        assert!(groups("Ana Ruiz met Maria Lopez. They talked.").is_empty(), "they are not named together");
        assert!(groups("The mayor met the firefighters. They talked.").is_empty(), "they do not act");
    }
}
