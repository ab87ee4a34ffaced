//! What a description says of whom it means.

use super::Analysis;
use crate::english::classes::{DETERMINER, POSSESSIVE, SUBJECT_PRONOUN};
use crate::english::lexicon::lookup;
use crate::entities::mention::{Form, Noun};

/// What a description says: “a senior official”, “aides”, “the mayor”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described<'a> {
    /// The word that says what it is: `official`.
    pub head: &'a str,
    /// The head is a noun for a person.
    pub person: bool,
    /// More than one.
    pub plural: bool,
    /// the, this, his: somebody known already.
    pub definite: bool,
    /// It begins with an article, a number or the like.
    pub determined: bool,
}

impl Analysis {
    /// What the mention with this index says as a description; `None` for names, pronouns and what has a pronoun for its
    /// head.
    pub fn described(&self, mention: usize) -> Option<Described<'_>> {
        let span = self.mentions.get(mention)?.span;
        let block = self.block_at(span.start)?;
        let (facts, start) = (&self.facts[block], self.blocks[block].span.start);
        let printed = facts.inline.plain(self.slice(self.blocks[block].span));
        let local =
            facts.mentions.iter().find(|local| facts.inline.to_source(local.span).shifted(start) == span)?;
        let Form::Description(description) = local.form else { return None };
        let head = description.head.of(printed);
        let first = local.span.of(printed).split_whitespace().next().unwrap_or_default();
        // “the two aides” is told from “two aides” by the words in front, which the mention may leave out.
        let before = printed.get(..local.span.start as usize).unwrap_or_default();
        let determined = lookup(first).any(DETERMINER) || first.starts_with(|c: char| c.is_ascii_digit());
        (!lookup(head).any(SUBJECT_PRONOUN)).then_some(Described {
            head,
            person: description.noun == Noun::Person,
            plural: description.plural,
            definite: description.definite && !(description.plural && counts(first) && !are_known(before)),
            determined,
        })
    }
}

/// Two, several, a dozen: a determiner that says how many and not which.
fn counts(word: &str) -> bool {
    lookup(word).any(DETERMINER) && !is_definite(word)
}

/// the, those, his: a determiner that says which.
fn is_definite(word: &str) -> bool {
    const WHICH: [&str; 6] = ["the", "this", "that", "these", "those", "both"];
    lookup(word).any(POSSESSIVE) || WHICH.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether the words in front of “two aides” say which two: `the`, `the other`, `all`, `the mayor’s`; but not `said that`.
fn are_known(before: &str) -> bool {
    const BETWEEN: [&str; 6] = ["other", "same", "last", "first", "next", "only"];
    let mut words = before.split_whitespace().rev();
    let last = words.by_ref().find(|word| !BETWEEN.contains(word)).unwrap_or_default();
    let owner = last.ends_with("’s") || last.ends_with("'s") || last.ends_with("s’");
    owner || last.eq_ignore_ascii_case("all") || !last.eq_ignore_ascii_case("that") && is_definite(last)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analysis, Options};

    #[test]
    fn the_words_say_how_many_and_whether_one_knows_them() {
        let text = "“It fell,” a senior official said. “It fell hard,” aides said. “No,” said the mayor. “No,” two \
                    lawmakers said. “No,” the two men said.";
        let analysis = Analysis::new(text, Options::default());
        let of = |words: &str| {
            let at = text.find(words).unwrap() as u32;
            let mention = analysis.mentions.iter().position(|mention| mention.span.start == at).unwrap();
            let described = analysis.described(mention).unwrap();
            (described.head, described.plural, described.definite, described.determined)
        };
        assert_eq!(of("a senior"), ("official", false, false, true));
        assert_eq!(of("aides"), ("aides", true, false, false));
        assert_eq!(of("the mayor"), ("mayor", false, true, true));
        assert_eq!(of("two lawmakers"), ("lawmakers", true, false, true));
        assert_eq!(of("two men"), ("men", true, true, true), "“the” stands in front");
    }
}
