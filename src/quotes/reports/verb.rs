//! Whether a word is a verb here, and which words go with it.

use super::Reader;
use crate::english::calendar::is_calendar_word;
use crate::english::classes::*;
use crate::english::lexicon::Classes;
use crate::english::{Kind, Token};

/// A verb with its auxiliaries, adverbs and chained verbs: `has also`, `declined to`.
#[derive(Clone, Copy)]
pub(super) struct VerbGroup {
    /// Its first token.
    pub(super) first: usize,
    pub(super) negated: bool,
    pub(super) passive: bool,
}

impl Reader<'_, '_> {
    /// Whether the reporting words from `i` to `last` are used as a verb here, and as one that somebody does.
    pub(super) fn is_verb(&self, i: usize, last: usize, classes: Classes) -> bool {
        if self.is_capital_inside(i) {
            return false;
        }
        let Some(before) = self.sentence.before(i) else {
            // At the head of a sentence a base form is an imperative: "Claim your seat".
            return !classes.any(VERB_BASE) || classes.any(VERB_PAST);
        };
        if before.kind == Kind::Clitic {
            // "he’s said", but not "the mayor’s claims".
            let form = classes.any(VERB_PARTICIPLE | VERB_ING);
            return form && i >= 2 && self.sentence.is_subject_pronoun(i - 2);
        }
        if self.is_determined(i) || classes.any(VERB_PARTICIPLE | VERB_PAST) && self.is_governed(i) {
            return false;
        }
        let noun = self.is(i, NOUN) && last == i;
        if classes.any(VERB_PAST) {
            return !(noun && before.is(ADJECTIVE) && !before.is(NOUN | ADVERB | PERSON_NOUN));
        }
        if classes.any(VERB_ING) {
            return !noun
                || matches!(before.kind, Kind::Comma | Kind::Quoted)
                || before.is(AUXILIARY | PREPOSITION | CONJUNCTION | ADVERB);
        }
        if classes.any(VERB_THIRD) {
            return !noun || self.third_person(i);
        }
        (noun || !self.is(i, NOUN)) && self.base_form(i)
    }

    /// A capital that is not due to the place in the sentence: the word is part of a name.
    fn is_capital_inside(&self, i: usize) -> bool {
        let opens = i == self.sentence.first || matches!(self.kind(i - 1), Some(Kind::Quoted | Kind::Comma));
        self.sentence.tokens[i].shape.capital() && !opens && !self.is_headline()
    }

    /// `Mayor Says Bridge Will Stay`: every word that says something has a capital, so capitals name nobody.
    fn is_headline(&self) -> bool {
        const FEWEST: usize = 4;
        const LONGEST: usize = 40;
        let small = PREPOSITION | DETERMINER | CONJUNCTION | AUXILIARY | PRONOUN | ADVERB;
        let tokens = &self.sentence.tokens[self.sentence.first..self.sentence.end];
        if tokens.len() > LONGEST {
            return false;
        }
        let mut saying = tokens.iter().filter(|t| t.kind == Kind::Word && !t.is(small));
        let verb = |t: &Token| t.shape.capital() && !t.shape.all_capitals() && t.classes().verb();
        saying.clone().all(|t| t.shape.capital())
            && saying.clone().count() >= FEWEST
            && saying.any(|t| verb(t) && !t.is(FIRST_NAME | SURNAME))
    }

    /// `the claims`, `a so-called plan`; but `that claims` and `some claim` may be clauses.
    fn is_determined(&self, i: usize) -> bool {
        const SUBJECTS_TOO: [&str; 10] =
            ["that", "this", "some", "many", "most", "both", "all", "another", "few", "several"];
        self.is(i - 1, DETERMINER)
            && !self.sentence.is_one_of(i - 1, &SUBJECTS_TOO)
            && self.sentence.the_two(i - 1).is_none()
    }

    /// `of stated aims`; but `as stated` and `since said` may be clauses.
    fn is_governed(&self, i: usize) -> bool {
        const CONJUNCTIONS_TOO: [&str; 6] = ["after", "before", "since", "as", "than", "like"];
        self.is(i - 1, PREPOSITION) && !self.sentence.is_one_of(i - 1, &CONJUNCTIONS_TOO)
    }

    /// `she claims`, `who claims`, `Ruiz claims`, but not `police reports` or `their claims`.
    fn third_person(&self, i: usize) -> bool {
        let mut j = i;
        while j > self.sentence.first && self.is(j - 1, ADVERB) {
            j -= 1;
        }
        let Some(before) = self.sentence.before(j) else { return false };
        match before.kind {
            Kind::Word if before.is(PRONOUN) => true,
            Kind::Word if before.shape.capital() => {
                !self.is(i + 1, PREPOSITION)
                    || self.sentence.is_word(i + 1, "to")
                        && (self.is(i + 2, VERB_BASE) || self.kind(i + 2) == Some(Kind::Quoted))
            }
            Kind::Word if self.sentence.is_word(j - 1, "another") || self.ends_behind_quotation(i) => true,
            Kind::Word if before.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN) && !before.is(PLURAL) => {
                self.sentence.is_word(i + 1, "that")
                    || matches!(self.kind(i + 1), Some(Kind::Quoted | Kind::Colon))
                    || self.is(i + 1, DETERMINER | PRONOUN)
            }
            Kind::Quoted => true,
            Kind::Comma => self.kind(i + 1) == Some(Kind::Word),
            _ => false,
        }
    }

    /// `“…,” the notice states.`: nothing but a verb can end the sentence here.
    fn ends_behind_quotation(&self, i: usize) -> bool {
        let s = &self.sentence;
        let ends =
            self.kind(s.first) == Some(Kind::Quoted) && s.get(i + 1).is_none_or(|t| t.kind == Kind::Stop);
        ends && !(s.first + 1..i).any(|j| self.is_finite(j) || self.kind(j) == Some(Kind::Comma))
    }

    /// A base form is a verb behind "to", an auxiliary or a plural subject.
    fn base_form(&self, i: usize) -> bool {
        const SUBJECTS: [&str; 8] = ["they", "we", "i", "you", "who", "others", "many", "some"];
        let s = &self.sentence;
        let mut j = i;
        while j > s.first && (self.is(j - 1, ADVERB) || s.is_one_of(j - 1, &["not", "never", "n’t"])) {
            j -= 1;
        }
        let Some(before) = s.before(j) else { return false };
        // "people close to the mayor"
        if self.is(i, ADJECTIVE) && s.is_word(i + 1, "to") && !s.is_word(j - 1, "to") && !before.is(AUXILIARY)
        {
            return false;
        }
        match before.kind {
            Kind::Word if s.is_word(j - 1, "to") || before.is(AUXILIARY) => true,
            Kind::Word if s.is_one_of(j - 1, &SUBJECTS) => true,
            Kind::Word if before.is(PLURAL) && before.is(NOUN | PERSON_NOUN | GROUP_NOUN) => {
                !self.is(i, NOUN) || self.is(j - 1, PERSON_NOUN)
            }
            Kind::Word if before.shape.capital() => !self.is(i, NOUN),
            Kind::Quoted | Kind::Comma => !self.is(i, NOUN),
            Kind::Clitic => true,
            _ => false,
        }
    }

    /// `was`, `shook`, `shakes`: a finite verb, as far as the word alone tells.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        self.is(i, AUXILIARY | VERB_PAST | VERB_THIRD)
            && !self.sentence.tokens[i].shape.capital()
            && (self.is(i, AUXILIARY) || !self.is(i, NOUN))
    }

    /// The verb group that ends at `i`.
    pub(super) fn verb_group(&self, i: usize) -> VerbGroup {
        let s = &self.sentence;
        let (mut first, mut negated, mut be) = (i, false, false);
        while first > s.first {
            let j = first - 1;
            if self.negates(j) {
                negated = true;
                first = j;
            } else if s.is_one_of(j, &["is", "was", "were", "are", "been", "being", "be", "am"]) {
                be = true;
                first = j;
            } else if let Some(time) = self.time_before(first) {
                first = time;
            } else if self.joins_verb(j) {
                first = j;
            } else if s.is_word(j, "to") && j > s.first && self.chains(j - 1) {
                negated |= s.is_one_of(j - 1, &["declined", "refused", "failed", "declines", "refuses"]);
                // "asked to be quoted": whoever asks is quoted.
                be = false;
                first = self.chain_start(j - 1);
            } else {
                break;
            }
        }
        let passive = be && self.is(i, VERB_PARTICIPLE | VERB_PAST) && !self.is(i, VERB_ING);
        VerbGroup { first, negated, passive }
    }

    fn negates(&self, j: usize) -> bool {
        let word = self.sentence.word(j);
        self.sentence.is_one_of(j, &["not", "never"])
            || word.ends_with("n’t")
            || word.ends_with("n't")
            || word.ends_with("n‘t")
    }

    /// Auxiliaries, adverbs and the like between a subject and its verb: `has also`, `’d never`, `himself once`.
    fn joins_verb(&self, j: usize) -> bool {
        const CLITICS: [&str; 10] = ["’d", "'d", "’ve", "'ve", "’ll", "'ll", "’re", "'re", "’m", "'m"];
        let s = &self.sentence;
        // "West said": a capital makes it a name.
        let opens = j == s.first || self.is_lower_word(j);
        let listed = opens && self.is(j, ADVERB) && !self.is(j, PREPOSITION | CONJUNCTION | DETERMINER);
        let by_ending = s.word(j).ends_with("ly") && self.is_lower_word(j) && !self.is(j, NOT_ADVERB);
        let auxiliary = self.is(j, AUXILIARY) && !s.is_subject_pronoun(j);
        let clitic = self.kind(j) == Some(Kind::Clitic) && s.is_one_of(j, &CLITICS);
        auxiliary || listed || by_ending || clitic || self.is(j, VERB_INSERTION)
    }

    /// A word without a capital: `quickly`, but not `Ms. Billy`.
    fn is_lower_word(&self, j: usize) -> bool {
        self.kind(j) == Some(Kind::Word) && !self.sentence.tokens[j].shape.capital()
    }

    /// `Ruiz on Tuesday said`, `Ruiz last week said`: where the words of time before the token begin.
    fn time_before(&self, i: usize) -> Option<usize> {
        let s = &self.sentence;
        let last = i.checked_sub(1).filter(|l| *l > s.first)?;
        let start = match is_calendar_word(s.word(last)) {
            true => last,
            false if s.is_word(last, "ago") => self.span_of_time(last)?,
            false => last.checked_sub(1).filter(|w| self.is(last, TIME_UNIT) && self.says_which(*w))?,
        };
        let led = start > s.first && s.is_one_of(start - 1, &["on", "late", "early", "earlier", "later"]);
        Some(if led { start - 1 } else { start })
    }

    /// `two weeks ago`, `less than two weeks ago`: where the words before "ago" begin.
    fn span_of_time(&self, ago: usize) -> Option<usize> {
        let s = &self.sentence;
        let unit = ago.checked_sub(1).filter(|u| self.is(*u, TIME_UNIT | PLURAL))?;
        let count = unit.checked_sub(1).filter(|c| *c > s.first)?;
        let counts = self.kind(count) == Some(Kind::Number) || self.is(count, DETERMINER | ADJECTIVE | NOUN);
        let than =
            |c: usize| c >= s.first + 2 && s.is_word(c - 1, "than") && s.is_one_of(c - 2, &["less", "more"]);
        counts.then(|| if than(count) { count - 2 } else { count })
    }

    /// `Monday night`, `last week`: which of the nights, which of the weeks.
    fn says_which(&self, i: usize) -> bool {
        let s = &self.sentence;
        is_calendar_word(s.word(i)) || s.is_one_of(i, &["last", "this", "that", "next", "earlier", "same"])
    }

    /// Whether "to" behind the token continues a verb: `went on to`, `was quick to`, `refused to`.
    fn chains(&self, j: usize) -> bool {
        let t = &self.sentence.tokens[j];
        t.kind == Kind::Word
            && (t.classes().verb() && !t.shape.capital()
                || t.is(ADJECTIVE | AUXILIARY)
                || self.sentence.is_one_of(j, &["on", "going"]))
    }

    /// From `on` back to `went`.
    fn chain_start(&self, j: usize) -> usize {
        let particle = self.sentence.is_one_of(j, &["on", "ahead"]) && j > self.sentence.first;
        if particle && self.sentence.tokens[j - 1].classes().verb() { j - 1 } else { j }
    }
}
