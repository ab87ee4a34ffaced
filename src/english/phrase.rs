//! Noun phrases around a verb: "the mayor of the town", "Deputy Mayor Ana Ruiz", "a spokesman for the ministry".
//!
//! There is no full grammar here. A phrase is grown from its edge next to a verb, word by word, by what the
//! word lists know; that is enough to find who speaks, and costs a few look-ups a verb.

use super::calendar::is_calendar_word;
use super::classes::*;
use super::token::{Kind, Token, is_possessive};
use crate::text::Span;

/// A noun phrase as indices of tokens, all inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// The last token of its core, before any "of …" or "for …": the word that says what it is.
    pub head: usize,
    /// The first token of the core.
    pub core: usize,
}

impl Phrase {
    /// Its bytes.
    pub fn span(&self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.first].span.start, tokens[self.last].span.end)
    }

    /// The bytes of its core: without "of the town".
    pub fn core_span(&self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.core].span.start, tokens[self.head].span.end)
    }
}

/// A sentence to read phrases in.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// The block's text.
    pub text: &'a str,
    /// The tokens of the block; marked stretches are one token each.
    pub tokens: &'a [Token],
    /// First token of the sentence.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

impl<'a> Sentence<'a> {
    /// The token at `i`, if it belongs to the sentence.
    #[inline]
    pub fn get(&self, i: usize) -> Option<&'a Token> {
        (self.first <= i && i < self.end).then(|| &self.tokens[i])
    }

    /// The token before `i`.
    pub fn before(&self, i: usize) -> Option<&'a Token> {
        i.checked_sub(1).and_then(|i| self.get(i))
    }

    /// The words of a token, as written.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens[i].of(self.text)
    }

    /// Whether the token at `i` is this word, whatever its case.
    #[inline]
    pub fn is_word(&self, i: usize, word: &str) -> bool {
        self.get(i).is_some_and(|t| t.is_written(self.text, word))
    }

    /// Whether the token at `i` is one of these words.
    #[inline]
    pub fn is_one_of(&self, i: usize, words: &[&str]) -> bool {
        self.get(i).is_some_and(|t| words.iter().any(|word| t.is_written(self.text, word)))
    }

    /// A capital that says something: not only that of the sentence's first word.
    fn names(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        if !token.is_capital_word() || is_calendar_word(token.of(self.text)) {
            return false;
        }
        !self.is_function_word(i)
    }

    fn is_function_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| {
            t.is(DETERMINER | PREPOSITION | CONJUNCTION | PRONOUN | AUXILIARY)
                && !(t.shape.capital() && i > self.first && t.is(FIRST_NAME | SURNAME | TITLE))
                && !(t.shape.all_capitals() && t.is(COUNTRY | ORGANISATION | STATE))
        })
    }

    /// Whether a phrase can end with the token at `i`.
    pub fn is_nominal(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        match token.kind {
            Kind::Word if self.names(i) => true,
            Kind::Word if is_calendar_word(token.of(self.text)) => false,
            Kind::Word if token.is(DETERMINER | PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN) => {
                self.is_subject_pronoun(i)
            }
            Kind::Word if token.is(NOUN | PERSON_NOUN | GROUP_NOUN) => true,
            Kind::Word if token.classes().verb() || token.is(ADVERB | ADJECTIVE) => {
                token.of(self.text).contains('-') && token.is(ADJECTIVE)
            }
            Kind::Word => !token.of(self.text).ends_with("ly"),
            _ => false,
        }
    }

    /// he, she, they, others, some …
    pub fn is_subject_pronoun(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(SUBJECT_PRONOUN))
    }

    /// Whether the token may stand inside a phrase, left of its last word.
    fn is_inner(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        match token.kind {
            Kind::Number => true,
            Kind::Clitic => is_possessive(token.of(self.text)),
            Kind::Word if self.names(i) => true,
            // "the Nov. 8 election", "a Wednesday editorial"
            Kind::Word if is_calendar_word(token.of(self.text)) => {
                let named = |d| self.determines(d) && self.is_one_of(d, &["the", "a", "an"]);
                i.checked_sub(1).is_some_and(named)
            }
            Kind::Word if self.is_particle(i) && self.names(i + 1) && !token.is(DETERMINER) => true,
            Kind::Word if token.is(PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | DETERMINER) => false,
            // "said council member Ana Ruiz": the verb is no part of the role.
            Kind::Word if token.classes().all(VERB_PAST | CUE_A) => self.determined(i),
            Kind::Word if token.is(NOUN | ADJECTIVE | DEMONYM) => true,
            Kind::Word if token.classes().verb() => self.determined(i),
            Kind::Word if token.is(ADVERB) => self.determined(i),
            Kind::Word => true,
            _ => false,
        }
    }

    /// Whether a determiner stands close by on the left: `the newly elected …`.
    fn determined(&self, i: usize) -> bool {
        (1..=3)
            .filter_map(|back| i.checked_sub(back))
            .any(|j| self.get(j).is_some_and(|t| t.is(DETERMINER) && t.kind == Kind::Word))
    }

    /// The phrase whose last token is the one at `last`, without what it hangs on: `the town` in `the mayor of the town`.
    pub fn core_ending(&self, last: usize) -> Option<Phrase> {
        self.base_before(last)
    }

    /// The phrase whose last token is the one before `i`.
    pub fn phrase_before(&self, i: usize) -> Option<Phrase> {
        let last = i.checked_sub(1)?;
        let base = self.base_before(last)?;
        Some(self.with_partner(self.with_prepositions(base)))
    }

    /// `Ana Ruiz and Bo Park said`: takes in the first of two subjects; it becomes the head.
    fn with_partner(&self, phrase: Phrase) -> Phrase {
        let partner = || {
            let and = phrase.first.checked_sub(1).filter(|a| self.is_word(*a, "and"))?;
            let left = self.with_prepositions(self.base_before(and.checked_sub(1)?)?);
            let head = &self.tokens[left.head];
            let office = |i: usize| self.tokens[i].is(TITLE | PERSON_NOUN) && !self.tokens[i].is(FIRST_NAME);
            let named = self.names(left.head) == self.names(phrase.head)
                || self.belongs(phrase.first)
                || office(left.head) && office(phrase.head);
            let speaks = self.names(left.head)
                || head.is(PERSON_NOUN | GROUP_NOUN)
                || self.is_subject_pronoun(left.head) && self.belongs(phrase.first);
            let opens = self.before(left.first).is_none_or(|t| {
                matches!(t.kind, Kind::Quoted | Kind::Comma | Kind::Colon | Kind::Dash)
                    || t.kind == Kind::Word && t.is(CONJUNCTION | PERSON_NOUN)
            });
            (named && speaks && opens).then_some(left)
        };
        match partner() {
            Some(left) => Phrase { last: phrase.last, ..left },
            None => phrase,
        }
    }

    /// `Ruiz and her aides`, `Ruiz and other mayors`: the second subject is told by the first.
    fn belongs(&self, first: usize) -> bool {
        self.is_possessive(first) || self.is_one_of(first, &["other", "several", "two"])
    }

    /// his, her, their …
    fn is_possessive(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(POSSESSIVE))
    }

    /// A phrase without "of …": grown to the left from its last token.
    fn base_before(&self, last: usize) -> Option<Phrase> {
        if let Some(the) = self.the_two(last) {
            return Some(Phrase { first: the, last, head: last, core: the });
        }
        if !self.is_nominal(last) {
            return None;
        }
        let mut first = last;
        if !self.is_subject_pronoun(last) || self.names(last) {
            while first > self.first && self.joins(first - 1, first) {
                first -= 1;
            }
            if first > self.first && self.determines(first - 1) {
                first -= 1;
            } else if let Some(start) = self.across_adjectives(first) {
                first = start;
            }
        }
        Some(Phrase { first, last, head: last, core: first })
    }

    /// `the two` wrote, `the three` said: the article before a number that stands for people.
    pub fn the_two(&self, number: usize) -> Option<usize> {
        let counts =
            self.get(number).is_some_and(|t| t.kind == Kind::Word && t.is(DETERMINER) && !t.shape.capital());
        let verb = self
            .get(number + 1)
            .is_some_and(|t| t.kind == Kind::Word && (t.classes().cue() || t.is(AUXILIARY)));
        number.checked_sub(1).filter(|the| counts && verb && self.is_word(*the, "the"))
    }

    /// `the tired, grey-haired` mayor: the determiner in front of two adjectives with a comma between them.
    fn across_adjectives(&self, first: usize) -> Option<usize> {
        let comma = first.checked_sub(1).filter(|c| self.get(*c).is_some_and(|t| t.kind == Kind::Comma))?;
        let adjective = comma.checked_sub(1).filter(|a| {
            self.get(*a).is_some_and(|t| {
                t.kind == Kind::Word && !t.shape.capital() && t.is(ADJECTIVE | VERB_PARTICIPLE | VERB_ING)
            })
        })?;
        let lower = !self.tokens[first].shape.capital();
        adjective.checked_sub(1).filter(|d| lower && self.determines(*d))
    }

    fn determines(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| {
            t.kind == Kind::Word && t.is(DETERMINER) && !self.is_one_of(i, &["that", "what", "which"])
        })
    }

    /// Whether the token at `left` belongs to the phrase that begins at `right` so far.
    fn joins(&self, left: usize, right: usize) -> bool {
        if self.tokens[right].kind == Kind::Clitic {
            return self.is_nominal(left);
        }
        if !self.is_inner(left) {
            return false;
        }
        let (token, name) = (&self.tokens[left], self.names(right));
        if !name || self.names(left) || token.kind != Kind::Word || self.is_particle(left) {
            return true;
        }
        // "spokesman Ruiz", but not "reporters Ruiz" or "the same day Ruiz".
        let describes =
            token.is(PERSON_NOUN | GROUP_NOUN | TITLE | DEMONYM) || token.of(self.text).contains('-');
        let adjective = token.is(ADJECTIVE) && !token.is(NOUN);
        (describes && (!token.is(PLURAL) || self.determined(left))) || adjective && self.determined(left)
    }

    /// Takes in what stands before "of …", "for …" on the left: `the mayor of the town`.
    fn with_prepositions(&self, base: Phrase) -> Phrase {
        let mut phrase = base;
        for _ in 0..3 {
            // "the columns after they came out"
            let Some(left) = self.carrier(phrase.first).filter(|_| !self.is_subject_pronoun(phrase.head))
            else {
                break;
            };
            phrase = Phrase { first: left.first, last: phrase.last, head: left.head, core: left.core };
        }
        phrase
    }

    /// What the phrase at `first` is told of: `the mayor` in front of `of the town`, `most` of `the voters`, `a
    /// source` familiar with `the plan`, `an aide` inside `the ministry`.
    fn carrier(&self, first: usize) -> Option<Phrase> {
        let preposition = first.checked_sub(1)?;
        let end = preposition.checked_sub(1)?;
        if self.attaches(preposition) {
            if let Some(left) = self.base_before(end).filter(|left| self.may_carry(preposition, left)) {
                return Some(left);
            }
            // "half of the voters", "six in 10 voters"
            let number = self.get(first).is_some_and(|t| t.kind == Kind::Number);
            let tied = self.is_word(preposition, "of") || number && self.is_word(preposition, "in");
            if tied && self.is_quantity(end) {
                return Some(Phrase { first: end, last: end, head: end, core: end });
            }
        }
        // "after", "before" may open a clause: "The mayor left after the governor said no."
        let ties = |t: &Token| {
            t.kind == Kind::Word
                && t.is(PREPOSITION)
                && !t.is(SUBORDINATOR)
                && !self.is_word(preposition, "as")
        };
        self.get(preposition).filter(|t| ties(t))?;
        // "familiar with", "close to", "standing behind"
        let told = |i: usize| {
            self.get(i).is_some_and(|t| {
                t.kind == Kind::Word && !t.shape.capital() && t.is(ADJECTIVE | VERB_ING | VERB_PARTICIPLE)
            })
        };
        let last = if told(end) && !self.tokens[end].is(PERSON_NOUN) { end.checked_sub(1)? } else { end };
        self.base_before(last).filter(|left| self.opens_clause(left))
    }

    /// half, most, hundreds: what stands before "of" and counts.
    fn is_quantity(&self, i: usize) -> bool {
        self.get(i)
            .is_some_and(|t| t.kind == Kind::Number || t.kind == Kind::Word && t.is(DETERMINER | PRONOUN))
    }

    /// A person or a body at the head of a clause: whatever hangs on it, it is what the verb is about.
    fn opens_clause(&self, phrase: &Phrase) -> bool {
        let head = &self.tokens[phrase.head];
        let opens = phrase.head == self.first && (head.is(GROUP_NOUN) || !head.is(FIRST_NAME | SURNAME));
        let plain = !self.names(phrase.head) || opens;
        let person = head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN) && plain;
        // "the pitch on the website": behind a quotation whatever has an article.
        let thing = || {
            let quoted = self.before(phrase.first).is_some_and(|t| t.kind == Kind::Quoted);
            quoted && self.determines(phrase.first) && head.is(NOUN) && !head.is(TIME_UNIT)
        };
        (person || self.is_subject_pronoun(phrase.head) || thing())
            && self.before(phrase.first).is_none_or(|t| match t.kind {
                Kind::Word => t.is(CONJUNCTION | SUBORDINATOR),
                kind => {
                    matches!(kind, Kind::Quoted | Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::Dash)
                }
            })
    }

    fn attaches(&self, i: usize) -> bool {
        self.is_one_of(i, &["of", "for", "at", "in", "with", "from", "on", "to", "under", "against"])
    }

    /// Whether `left` can be said to be "of" or "in" something here.
    fn may_carry(&self, preposition: usize, left: &Phrase) -> bool {
        let head = &self.tokens[left.head];
        if self.is_word(preposition, "of") {
            return true;
        }
        let speaks = head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN | EVENT_NOUN) || self.names(left.head);
        let determined = self.tokens[left.first].is(DETERMINER) || head.is(PLURAL) || self.names(left.head);
        // "half of the voters in the town"
        let free = !self.governed(left.first) || self.is_one_of(left.first.wrapping_sub(1), &["of"]);
        speaks && determined && free || self.hangs_on_person(left.first)
    }

    /// `Ana Ruiz in a call` with reporters: a preposition ties the phrase at `first` to somebody who may speak.
    fn hangs_on_person(&self, first: usize) -> bool {
        let person = || {
            let preposition = first.checked_sub(1).filter(|p| self.attaches(*p))?;
            let person = self.base_before(preposition.checked_sub(1)?)?;
            let speaks = self.names(person.head) || self.tokens[person.head].is(PERSON_NOUN);
            (speaks && !self.governed(person.first)).then_some(person)
        };
        person().is_some()
    }

    /// Whether a verb or a preposition stands right before the token: the phrase is no subject.
    pub fn governed(&self, first: usize) -> bool {
        self.before(first)
            .is_some_and(|t| t.kind == Kind::Word && (t.is(PREPOSITION) || t.classes().verb() && !t.is(NOUN)))
    }

    /// The phrase that begins with the token at `i`.
    pub fn phrase_from(&self, i: usize) -> Option<Phrase> {
        let base = self.base_from(i)?;
        if let Some(near) = self.near_to(&base) {
            return Some(near);
        }
        let mut last = base.last;
        for _ in 0..2 {
            let preposition = last + 1;
            let head = &self.tokens[base.head];
            let carries = self.is_word(preposition, "of")
                || self.attaches(preposition)
                    && head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN)
                    && !self.names(base.head);
            let next = if carries { self.base_from(preposition + 1) } else { None };
            let Some(next) = next else { break };
            last = next.last;
        }
        Some(Phrase { last, ..base })
    }

    /// `people close to the mayor`, `a source familiar with the plan`: an adjective ties somebody to what they know of.
    fn near_to(&self, base: &Phrase) -> Option<Phrase> {
        let adjective = [base.last, base.last + 1].into_iter().find(|a| {
            self.is_one_of(a + 1, &["to", "with"])
                && self.get(*a).is_some_and(|t| t.kind == Kind::Word && t.is(ADJECTIVE) && !t.is(PERSON_NOUN))
        })?;
        let head = adjective.checked_sub(1).filter(|h| *h >= base.first)?;
        let somebody = &self.tokens[head];
        let known = self.base_from(adjective + 2).filter(|_| somebody.is(PERSON_NOUN | GROUP_NOUN))?;
        (!self.names(head)).then_some(Phrase { last: known.last, head, ..*base })
    }

    fn base_from(&self, i: usize) -> Option<Phrase> {
        let token = self.get(i)?;
        if self.is_subject_pronoun(i) && !self.is_inner(i + 1) {
            return Some(Phrase { first: i, last: i, head: i, core: i });
        }
        let mut at = if token.is(DETERMINER) && token.kind == Kind::Word { i + 1 } else { i };
        let mut head = None;
        let mut named = false;
        while self.get(at).is_some() {
            let particle = named && self.is_particle(at) && self.names(at + 1);
            let capital = self.names(at);
            let lower = !capital && !particle && self.tokens[at].kind != Kind::Clitic;
            if named && lower && !self.role_follows(at) && !self.noun_follows(i, at) {
                break;
            }
            let belongs = self.is_inner(at) || particle || at > i && self.is_nominal(at);
            if !belongs {
                break;
            }
            if self.is_nominal(at) {
                head = Some(at);
            }
            named = capital || particle || named && self.tokens[at].kind != Kind::Clitic;
            at += 1;
        }
        head.map(|head| Phrase { first: i, last: head, head, core: i })
    }

    /// `a Pentagon readout`: "a" in front of a name means that a noun stands behind it.
    fn noun_follows(&self, first: usize, at: usize) -> bool {
        const OPENERS: [&str; 5] = ["a", "an", "another", "one", "every"];
        let name = (first + 1..at).all(|j| self.names(j));
        (self.is_possessive(first) || self.is_one_of(first, &OPENERS))
            && name
            && self.is_nominal(at)
            && !self.names(at)
    }

    /// `Democratic pollster Ruiz`, `a Clinton campaign aide`, `Post bureau chief Ana Ruiz`, `Navy 1st Lt. Ana Ruiz`:
    /// the capital in front belongs to a role.
    fn role_follows(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let lower = |j: &usize| self.is_inner(*j) && !self.names(*j) && self.tokens[*j].kind == Kind::Word;
        let run = (at..at + LONGEST).take_while(lower);
        let named = self.names(at + run.clone().count());
        let number =
            self.tokens[at].kind == Kind::Number && self.names(at + 1) && self.tokens[at + 1].is(TITLE);
        number || { run }.any(|j| {
            let t = &self.tokens[j];
            t.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN) && (named || !t.is(WEAK_PERSON))
        })
    }

    /// de, van, bin: inside names.
    pub fn is_particle(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word && t.is(NAME_PARTICLE)) || self.is_word(i, "le")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::tokens;

    /// The phrase before the bar, as `core | phrase`.
    fn before(text: &str) -> String {
        let (left, right) = text.split_once(" | ").unwrap();
        read(&format!("{left} {right}"), |s| s.phrase_before(tokens(left).len()))
    }

    /// The phrase behind the bar.
    fn behind(text: &str) -> String {
        let (left, right) = text.split_once("| ").unwrap();
        read(&format!("{left}{right}"), |s| s.phrase_from(tokens(left).len()))
    }

    fn read(text: &str, find: impl Fn(&Sentence) -> Option<Phrase>) -> String {
        let cut = tokens(text);
        let found = find(&Sentence { text, tokens: &cut, first: 0, end: cut.len() });
        found.map_or(String::new(), |p| format!("{} ({})", p.span(&cut).of(text), cut[p.head].of(text)))
    }

    #[test]
    fn a_phrase_grows_to_the_left_up_to_its_determiner() {
        assert_eq!(before("On Monday the mayor | said"), "the mayor (mayor)");
        assert_eq!(before("Deputy Mayor Ana Ruiz | said"), "Deputy Mayor Ana Ruiz (Ruiz)");
        assert_eq!(before("But she | said"), "she (she)");
        assert_eq!(before("But | said"), "");
    }

    #[test]
    fn what_stands_before_of_is_the_head() {
        assert_eq!(before("The mayor of the town | said"), "The mayor of the town (mayor)");
        assert_eq!(before("A spokesman for the ministry | said"), "A spokesman for the ministry (spokesman)");
        assert_eq!(behind("said | the mayor of the town on"), "the mayor of the town (mayor)");
    }

    #[test]
    fn of_two_subjects_the_first_is_the_head() {
        assert_eq!(before("Ana Ruiz and Bo Park | said"), "Ana Ruiz and Bo Park (Ruiz)");
    }

    #[test]
    fn a_name_ends_where_its_capitals_do() {
        assert_eq!(behind("said | Ana Ruiz yesterday"), "Ana Ruiz (Ruiz)");
        assert_eq!(behind("said | Bo van Park."), "Bo van Park (Park)");
        assert_eq!(behind("said | he was"), "he (he)");
    }
}
