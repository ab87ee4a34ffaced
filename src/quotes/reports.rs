//! Where a sentence says that somebody says something: reporting words and their subjects.
//!
//! A [`Report`] knows nothing of quotations; `candidates` brings the two together.

use super::frame::Frame;
use crate::english::calendar::is_calendar_word;
use crate::english::classes::*;
use crate::english::lexicon::{Classes, lookup};
use crate::english::phrase::{Phrase, Sentence};
use crate::english::{Kind, Token};
use crate::text::Span;

/// Reporting words with the phrase that is their subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The index of the sentence in the frame.
    pub sentence: usize,
    /// First and last token of the reporting words.
    pub cue: (usize, usize),
    /// The first token of the verb group (`went on to urge`).
    pub group: usize,
    /// Who reports.
    pub subject: Option<Phrase>,
    /// How the subject was found.
    pub by: Found,
    /// What the word lists know about the reporting words.
    pub classes: Classes,
    /// `did not say`, `declined to say`
    pub negated: bool,
}

/// Where the subject of reporting words stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// Right before the verb: `Ruiz said`.
    Before,
    /// Before a phrase set off by commas: `Ruiz, the mayor, said`.
    Apposition,
    /// `Ruiz, who said`
    Relative,
    /// It is the subject of an earlier verb: `Ruiz nodded and said`, `…, saying`.
    Elided,
    /// Right behind the verb: `said Ruiz`.
    Inverted,
    /// `described by Ruiz as`
    Agent,
    /// `Ruiz’s claim that`
    Possessor,
    /// `according to Ruiz`
    AccordingTo,
    /// `RUIZ: …`
    Label,
    /// A colon opens the quotation: `Ruiz was blunt: “…”`.
    Colon,
    /// A name behind the quotation, with nothing but a dash between: `“…” — Ana Ruiz, teacher`.
    Signature,
    /// Of a verb that reports nothing by itself: `Ruiz shook her head. “…”`.
    Bare,
    /// Nobody: `it was reported`.
    Nobody,
}

/// Finds the reports in all sentences of a frame, in order.
pub fn reports(text: &str, frame: &Frame) -> Vec<Report> {
    let mut found = Vec::new();
    let speech = frame.tokens.iter().any(|t| t.kind == Kind::Quoted);
    for (index, range) in frame.sentences.iter().enumerate() {
        let sentence = Sentence { text, tokens: &frame.tokens, first: range.start, end: range.end };
        let mut reader = Reader { sentence, index, found: &mut found };
        reader.read();
        if speech {
            reader.bare();
        }
    }
    found
}

struct Reader<'a, 'f> {
    sentence: Sentence<'a>,
    index: usize,
    found: &'f mut Vec<Report>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        self.label();
        let mut i = self.sentence.first;
        while i < self.sentence.end {
            i = self.at(i).unwrap_or(i + 1);
        }
        self.colon();
        self.signatures();
    }

    fn token(&self, i: usize) -> Option<&Token> {
        self.sentence.get(i)
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|t| t.kind)
    }

    fn is(&self, i: usize, classes: u64) -> bool {
        self.token(i).is_some_and(|t| t.kind == Kind::Word && t.is(classes))
    }

    fn push(&mut self, report: Report) {
        self.found.push(report);
    }

    /// Reads a report whose reporting words begin at `i`; returns one past them.
    fn at(&mut self, i: usize) -> Option<usize> {
        let token = *self.token(i)?;
        if token.kind != Kind::Word {
            return None;
        }
        if self.sentence.is_word(i, "according") && self.sentence.is_word(i + 1, "to") {
            return self.according_to(i);
        }
        let (last, classes) = self.cue_at(i)?;
        if classes.cue() && self.is_verb(i, last, classes) {
            self.verb(i, last, classes);
            return Some(last + 1);
        }
        if token.is(CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN) {
            self.noun(i);
        }
        None
    }

    /// The reporting words at `i`, the longest that the lists know, and their classes.
    fn cue_at(&self, i: usize) -> Option<(usize, Classes)> {
        let token = self.token(i)?;
        if token.is(PHRASE) {
            for last in (i + 1..=i + 3).rev() {
                let plain = (i + 1..=last)
                    .all(|j| self.token(j).is_some_and(|t| t.kind == Kind::Word && t.shape.spaced()));
                if !plain {
                    continue;
                }
                let words =
                    Span::new(token.span.start, self.sentence.tokens[last].span.end).of(self.sentence.text);
                let classes = lookup(words);
                if classes.cue() {
                    return Some((last, classes));
                }
            }
        }
        Some((i, token.classes))
    }

    /// `according to Ruiz`
    fn according_to(&mut self, i: usize) -> Option<usize> {
        let subject = self.sentence.phrase_from(i + 2)?;
        let classes = Classes(CUE_A | FRAME_THAT | FRAME_QUOTE);
        self.push(Report {
            sentence: self.index,
            cue: (i, i + 1),
            group: i,
            subject: Some(subject),
            by: Found::AccordingTo,
            classes,
            negated: false,
        });
        Some(subject.last + 1)
    }

    /// Whether the word is used as a verb here, and as one that somebody does.
    fn is_verb(&self, i: usize, last: usize, classes: Classes) -> bool {
        let token = &self.sentence.tokens[i];
        if token.shape.capital()
            && i > self.sentence.first
            && self.kind(i - 1) != Some(Kind::Quoted)
            && self.kind(i - 1) != Some(Kind::Comma)
        {
            return false;
        }
        let Some(before) = self.sentence.before(i) else {
            return !classes.any(VERB_BASE) || classes.any(VERB_PAST);
        };
        if before.kind == Kind::Clitic {
            // "he’s said", but not "the mayor’s claims".
            return classes.any(VERB_PARTICIPLE | VERB_ING)
                && i >= 2
                && self.sentence.is_subject_pronoun(i - 2);
        }
        if before.kind == Kind::Word
            && before.is(DETERMINER)
            && !self.sentence.is_one_of(
                i - 1,
                &["that", "this", "some", "many", "most", "both", "all", "others", "few", "several"],
            )
        {
            return false;
        }
        let noun = token.is(NOUN) && last == i;
        let finite = classes.any(VERB_PAST) && !noun || !token.is(NOUN);
        if classes.any(VERB_PARTICIPLE | VERB_PAST)
            && before.is(PREPOSITION)
            && before.kind == Kind::Word
            && !self.sentence.is_one_of(i - 1, &["after", "before", "since", "as", "than", "like"])
        {
            return false;
        }
        if classes.any(VERB_PAST) {
            return !(before.is(ADJECTIVE) && !before.is(NOUN | ADVERB | PERSON_NOUN) && noun);
        }
        if classes.any(VERB_ING) {
            return !noun
                || matches!(before.kind, Kind::Comma | Kind::Quoted)
                || before.is(AUXILIARY | PREPOSITION | CONJUNCTION | ADVERB);
        }
        if classes.any(VERB_THIRD) {
            return !noun || self.third_person(i);
        }
        finite && self.base_form(i) || noun && self.base_form(i)
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
                    || self.sentence.is_word(i + 1, "to") && self.is(i + 2, VERB_BASE)
            }
            Kind::Word if before.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN) && !before.is(PLURAL) => {
                self.sentence.is_word(i + 1, "that")
                    || self.kind(i + 1) == Some(Kind::Quoted)
                    || self.is(i + 1, DETERMINER)
            }
            Kind::Quoted => true,
            Kind::Comma => self.kind(i + 1) == Some(Kind::Word),
            _ => false,
        }
    }

    /// A base form is a verb behind "to", an auxiliary or a plural subject.
    fn base_form(&self, i: usize) -> bool {
        let mut j = i;
        while j > self.sentence.first
            && (self.is(j - 1, ADVERB) || self.sentence.is_one_of(j - 1, &["not", "never", "n’t"]))
        {
            j -= 1;
        }
        let Some(before) = self.sentence.before(j) else { return false };
        match before.kind {
            Kind::Word if self.sentence.is_word(j - 1, "to") || before.is(AUXILIARY) => true,
            Kind::Word
                if self
                    .sentence
                    .is_one_of(j - 1, &["they", "we", "i", "you", "who", "others", "many", "some"]) =>
            {
                true
            }
            Kind::Word if before.is(PLURAL) && before.is(NOUN | PERSON_NOUN | GROUP_NOUN) => {
                !self.is(i, NOUN) || self.is(j - 1, PERSON_NOUN)
            }
            Kind::Word if before.shape.capital() && !self.is(i, NOUN) => true,
            Kind::Quoted | Kind::Comma => !self.is(i, NOUN),
            Kind::Clitic => true,
            _ => false,
        }
    }

    fn verb(&mut self, i: usize, last: usize, classes: Classes) {
        let (group, negated, passive) = self.verb_group(i);
        let ing = self.sentence.tokens[i].is(VERB_ING);
        let (subject, by) = match self.agent(last).filter(|_| passive || ing_less(&self.sentence.tokens[i])) {
            Some(agent) if passive || self.by_follows(last) && self.speaks(&agent) => {
                (Some(agent), Found::Agent)
            }
            _ if passive && !self.speaks_in_passive(i, last) => (None, Found::Nobody),
            _ => self.subject(i, group, last, ing),
        };
        self.push(Report { sentence: self.index, cue: (i, last), group, subject, by, classes, negated });
    }

    /// Whether the phrase is one that can speak.
    fn speaks(&self, phrase: &Phrase) -> bool {
        let head = &self.sentence.tokens[phrase.head];
        head.shape.capital() || head.is(PERSON_NOUN | GROUP_NOUN | PRONOUN)
    }

    fn by_follows(&self, last: usize) -> bool {
        self.sentence.is_word(last + 1, "by")
    }

    /// `was quoted as saying`, `was heard to say`: a passive whose subject speaks.
    fn speaks_in_passive(&self, i: usize, last: usize) -> bool {
        self.sentence.is_one_of(i, &["quoted", "cited", "overheard", "heard"])
            || self.sentence.is_one_of(last, &["saying"])
    }

    /// The first token of the verb group that ends at `i`, whether it is negated, and whether it is passive.
    fn verb_group(&self, i: usize) -> (usize, bool, bool) {
        let s = &self.sentence;
        let (mut first, mut negated, mut be) = (i, false, false);
        while first > s.first {
            let j = first - 1;
            if s.is_one_of(j, &["not", "never"]) || s.word(j).ends_with("n’t") || s.word(j).ends_with("n't")
            {
                negated = true;
                first = j;
            } else if s.is_one_of(j, &["is", "was", "were", "are", "been", "being", "be", "am"]) {
                be = true;
                first = j;
            } else if self.joins_verb(j) {
                first = j;
            } else if let Some(time) = self.time_before(first) {
                first = time;
            } else if s.is_word(j, "to") && j > s.first && self.chains(j - 1) {
                negated |= s.is_one_of(j - 1, &["declined", "refused", "failed", "declines", "refuses"]);
                be = false;
                first = self.chain_start(j - 1);
            } else {
                break;
            }
        }
        let passive = be && self.is(i, VERB_PARTICIPLE | VERB_PAST) && !self.is(i, VERB_ING);
        (first, negated, passive)
    }

    /// Auxiliaries, adverbs and the like between a subject and its verb: `has also`, `’d never`, `himself once`.
    fn joins_verb(&self, j: usize) -> bool {
        const BETWEEN: [&str; 10] =
            ["himself", "herself", "themselves", "itself", "once", "then", "now", "still", "yet", "so"];
        const CLITICS: [&str; 10] = ["’d", "'d", "’ve", "'ve", "’ll", "'ll", "’re", "'re", "’m", "'m"];
        let s = &self.sentence;
        let listed = self.is(j, ADVERB) && !self.is(j, PREPOSITION | CONJUNCTION | DETERMINER);
        let by_ending =
            s.word(j).ends_with("ly") && self.kind(j) == Some(Kind::Word) && !self.is(j, NOT_ADVERB);
        let auxiliary = self.is(j, AUXILIARY) && !s.is_subject_pronoun(j);
        let clitic = self.kind(j) == Some(Kind::Clitic) && s.is_one_of(j, &CLITICS);
        auxiliary || listed || by_ending || clitic || s.is_one_of(j, &BETWEEN)
    }

    /// `Ruiz on Tuesday said`, `Ruiz last week said`: where the words of time before the token begin.
    fn time_before(&self, i: usize) -> Option<usize> {
        let s = &self.sentence;
        let last = i.checked_sub(1).filter(|l| *l > s.first)?;
        let unit = s.is_one_of(
            last,
            &["week", "month", "year", "night", "morning", "afternoon", "evening", "weekend", "day"],
        );
        let start = if is_calendar_word(s.word(last)) {
            last
        } else if unit
            && (is_calendar_word(s.word(last - 1))
                || s.is_one_of(last - 1, &["last", "this", "that", "next", "earlier", "same"]))
        {
            last - 1
        } else {
            return None;
        };
        let led = start > s.first && s.is_one_of(start - 1, &["on", "late", "early", "earlier", "later"]);
        Some(if led { start - 1 } else { start })
    }

    /// Whether "to" behind the token continues a verb: `went on to`, `was quick to`, `refused to`.
    fn chains(&self, j: usize) -> bool {
        let t = &self.sentence.tokens[j];
        t.kind == Kind::Word
            && (t.classes.verb() && !t.shape.capital()
                || t.is(ADJECTIVE | AUXILIARY)
                || self.sentence.is_one_of(j, &["on", "going"]))
    }

    fn chain_start(&self, j: usize) -> usize {
        if self.sentence.is_one_of(j, &["on", "ahead"])
            && j > self.sentence.first
            && self.sentence.tokens[j - 1].classes.verb()
        {
            j - 1
        } else {
            j
        }
    }

    /// `by Ruiz` behind the verb: right there, or behind what was said of it.
    fn agent(&self, last: usize) -> Option<Phrase> {
        let by = (last + 1..=last + 6).find(|j| self.sentence.is_word(*j, "by"))?;
        let clear =
            (last + 1..by).all(|j| !matches!(self.kind(j), Some(Kind::Comma | Kind::Stop | Kind::Semicolon)));
        let phrase = self.sentence.phrase_from(by + 1).filter(|_| clear)?;
        (!self.is(phrase.head, VERB_ING) || self.is(phrase.head, NOUN)).then_some(phrase)
    }

    /// The subject of the verb at `i` whose group begins at `group`.
    fn subject(&self, i: usize, group: usize, last: usize, ing: bool) -> (Option<Phrase>, Found) {
        let s = &self.sentence;
        let Some(before) = s.before(group) else { return self.fronted(i, last, ing) };
        let at = group - 1;
        match before.kind {
            Kind::Quoted if !ing => self.behind_quotation(group, last),
            Kind::Comma if !ing && at > s.first && self.kind(at - 1) == Some(Kind::Quoted) => {
                self.behind_quotation(group, last)
            }
            Kind::Quoted | Kind::Semicolon => self.elided(i),
            Kind::Comma if ing => self.elided(i),
            Kind::Comma if group == i && self.inverted_here(last) => {
                (s.phrase_from(last + 1), Found::Inverted)
            }
            Kind::Comma => {
                self.across_commas(at).map_or_else(|| self.elided(i), |p| (Some(p), Found::Apposition))
            }
            Kind::Close => self.across_parenthesis(at),
            Kind::Dash => {
                self.across_dashes(at).map_or_else(|| self.elided(i), |p| (Some(p), Found::Apposition))
            }
            Kind::Word if s.is_one_of(at, &["who", "which"]) => self.antecedent(at),
            Kind::Word if s.is_word(at, "that") && !ing => self.antecedent(at),
            Kind::Word if s.is_word(at, "to") && at > s.first && s.is_nominal(at - 1) => {
                match s.phrase_before(at) {
                    Some(phrase) => (Some(phrase), Found::Before),
                    None => self.elided(i),
                }
            }
            Kind::Word if before.is(CONJUNCTION | PREPOSITION) && !s.is_nominal(at) => self.elided(i),
            Kind::Word if ing && group == i && !self.speaker_at(at) => self.elided(i),
            _ => match s.phrase_before(group) {
                Some(phrase) => (Some(self.without_place(phrase)), Found::Before),
                None => self.elided(i),
            },
        }
    }

    /// A name or a noun for a person: `footage of Ruiz saying`.
    fn speaker_at(&self, i: usize) -> bool {
        let token = &self.sentence.tokens[i];
        self.sentence.is_nominal(i) && (token.shape.capital() || token.is(PERSON_NOUN | GROUP_NOUN))
    }

    /// `Ruiz of Dayton, Ohio said`: the phrase before the comma.
    fn without_place(&self, phrase: Phrase) -> Phrase {
        let s = &self.sentence;
        let place = s.tokens[phrase.head].is(STATE | COUNTRY) && phrase.first + 3 > phrase.head;
        let comma = phrase
            .first
            .checked_sub(1)
            .filter(|c| place && *c > s.first && self.kind(*c) == Some(Kind::Comma));
        let before = comma.filter(|c| s.tokens[c - 1].shape.capital()).and_then(|c| s.phrase_before(c));
        before.unwrap_or(phrase)
    }

    /// A verb at the head of its sentence: `Said Ruiz: …`, or `Calling it “late”, Ruiz left.`
    fn fronted(&self, i: usize, last: usize, ing: bool) -> (Option<Phrase>, Found) {
        if !ing && let Some(phrase) = self.sentence.phrase_from(last + 1) {
            return (Some(phrase), Found::Inverted);
        }
        let comma = (i..self.sentence.end).find(|j| {
            self.kind(*j) == Some(Kind::Comma)
                || self.kind(*j) == Some(Kind::Quoted)
                    && self.sentence.tokens[*j].of(self.sentence.text).contains(",”")
        });
        match comma.and_then(|c| self.sentence.phrase_from(c + 1)) {
            Some(phrase) => (Some(phrase), Found::Elided),
            None => (None, Found::Nobody),
        }
    }

    /// `“…,” said Ruiz`; or a verb whose subject came earlier: `Ruiz called it “late” and said`.
    fn behind_quotation(&self, group: usize, last: usize) -> (Option<Phrase>, Found) {
        let inverted = self.sentence.phrase_from(last + 1).filter(|_| group == last || group + 1 >= last);
        match inverted {
            Some(phrase) => (Some(phrase), Found::Inverted),
            None => self.elided(group),
        }
    }

    /// `…, said Ana Ruiz, the mayor.`: somebody stands behind the verb and no other verb behind them.
    fn inverted_here(&self, last: usize) -> bool {
        let s = &self.sentence;
        let Some(phrase) = s.phrase_from(last + 1) else { return false };
        let head = &s.tokens[phrase.head];
        let person = head.is_capital_word() && !head.is(COUNTRY) || head.is(PERSON_NOUN | GROUP_NOUN);
        let closed = s.get(phrase.last + 1).is_none_or(|t| {
            matches!(t.kind, Kind::Comma | Kind::Stop | Kind::Colon | Kind::Open)
                || t.kind == Kind::Word && t.is(PREPOSITION) && !s.is_word(phrase.last + 1, "to")
        });
        person && closed && !s.tokens[last].is(FRAME_OBJECT)
    }

    /// The subject of an earlier verb of the sentence.
    fn elided(&self, i: usize) -> (Option<Phrase>, Found) {
        let earlier = self.found.iter().rev().take_while(|r| r.sentence == self.index);
        let same = earlier
            .filter(|r| r.by != Found::Possessor)
            .find_map(|r| r.subject)
            .filter(|p| !self.subordinate(p.first));
        match same.or_else(|| self.clause_subject(i)) {
            Some(phrase) => (Some(phrase), Found::Elided),
            None => (None, Found::Nobody),
        }
    }

    /// The subject of the nearest verb before `i`; one of a main clause rather than of `after they left`.
    fn clause_subject(&self, i: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let mut fallback = None;
        for j in (s.first..i).rev() {
            let token = &s.tokens[j];
            let finite = token.kind == Kind::Word
                && !token.shape.capital()
                && (token.is(AUXILIARY) || token.is(VERB_PAST | VERB_THIRD) && !token.is(NOUN));
            if !finite || self.is(j.wrapping_sub(1), DETERMINER) {
                continue;
            }
            let (group, ..) = self.verb_group(j);
            let Some(at) = group.checked_sub(1).filter(|at| *at >= s.first) else { continue };
            let phrase = match s.tokens[at].kind {
                Kind::Comma => self.across_commas(at),
                Kind::Close => self.across_parenthesis(at).0,
                _ if s.is_one_of(at, &["who", "which", "that"]) => continue,
                _ => s.phrase_before(group),
            };
            let Some(phrase) = phrase.filter(|p| !s.governed(p.first)) else { continue };
            if !self.subordinate(phrase.first) {
                return Some(phrase);
            }
            fallback.get_or_insert(phrase);
        }
        fallback
    }

    /// Whether the clause that begins with the phrase at `first` hangs on another one.
    fn subordinate(&self, first: usize) -> bool {
        first > self.sentence.first
            && self.sentence.is_one_of(
                first - 1,
                &[
                    "after", "because", "when", "while", "if", "as", "since", "that", "than", "whether",
                    "before", "although", "though", "until", "where", "which", "how", "why", "what",
                ],
            )
    }

    /// `Ruiz, the mayor of the town, said`: from the comma before the verb back to whom it is about.
    fn across_commas(&self, comma: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let mut fallback = None;
        for j in (s.first..comma).rev().take(45) {
            if s.tokens[j].kind != Kind::Comma {
                continue;
            }
            let Some(phrase) = s.phrase_before(j) else { continue };
            let opens = self.is(j + 1, DETERMINER)
                || s.is_one_of(
                    j + 1,
                    &["who", "whose", "which", "whom", "himself", "herself", "now", "then", "formerly", "R-"],
                )
                || self.kind(j + 1) == Some(Kind::Number)
                || self.is(j + 1, PERSON_NOUN | TITLE | ADJECTIVE | VERB_ING | VERB_PARTICIPLE)
                || s.word(j + 1).starts_with("R-")
                || s.word(j + 1).starts_with("D-");
            let head = &s.tokens[phrase.head];
            let person = head.is_capital_word() || head.is(PERSON_NOUN | GROUP_NOUN | DOCUMENT_NOUN);
            if opens && person && !s.governed(phrase.first) {
                return Some(self.outermost(phrase));
            }
            if person {
                fallback.get_or_insert(phrase);
            }
        }
        fallback.or_else(|| s.phrase_before(comma))
    }

    /// `Ana Ruiz, a teacher from Dayton, Ohio, said`: from "a teacher" on to "Ana Ruiz".
    fn outermost(&self, phrase: Phrase) -> Phrase {
        let s = &self.sentence;
        let described = !s.tokens[phrase.first].shape.capital();
        let comma = phrase
            .first
            .checked_sub(1)
            .filter(|c| described && *c > s.first && self.kind(*c) == Some(Kind::Comma));
        let named = comma
            .and_then(|c| s.phrase_before(c))
            .filter(|p| s.tokens[p.head].is_capital_word() && !s.governed(p.first));
        named.unwrap_or(phrase)
    }

    /// `Ruiz (R-Texas) said`
    fn across_parenthesis(&self, close: usize) -> (Option<Phrase>, Found) {
        let open = (self.sentence.first..close).rev().find(|j| self.kind(*j) == Some(Kind::Open));
        match open.and_then(|o| self.sentence.phrase_before(o)) {
            Some(phrase) => (Some(phrase), Found::Before),
            None => (None, Found::Nobody),
        }
    }

    /// `Ruiz — who won in May — said`
    fn across_dashes(&self, dash: usize) -> Option<Phrase> {
        let open = (self.sentence.first..dash).rev().find(|j| self.kind(*j) == Some(Kind::Dash))?;
        self.sentence.phrase_before(open)
    }

    /// `Ruiz, who said`, `a man who said`
    fn antecedent(&self, who: usize) -> (Option<Phrase>, Found) {
        let end = match self.sentence.before(who) {
            Some(t) if t.kind == Kind::Comma => who - 1,
            _ => who,
        };
        let (mut end, mut phrase) = (end, None);
        if self.sentence.before(end).is_some_and(|t| t.kind == Kind::Close) {
            phrase = self.across_parenthesis(end - 1).0;
            end = 0;
        }
        let phrase = phrase.or_else(|| if end > 0 { self.sentence.phrase_before(end) } else { None });
        (phrase, if phrase.is_some() { Found::Relative } else { Found::Nobody })
    }

    /// `Ruiz’s claim that`, `his warning of`, `a statement by Ruiz`, `in an interview with Ruiz`.
    fn noun(&mut self, i: usize) {
        let s = self.sentence;
        let possessor = match s.before(i) {
            Some(t) if t.kind == Kind::Clitic && matches!(t.of(s.text), "’s" | "'s" | "’" | "'") => {
                s.phrase_before(i - 1)
            }
            Some(_) if s.is_one_of(i - 1, &["his", "her", "their", "its", "my", "our"]) => {
                Some(Phrase { first: i - 1, last: i - 1, head: i - 1, core: i - 1 })
            }
            _ if s.is_one_of(i + 1, &["by", "from"]) => s.phrase_from(i + 2),
            _ => None,
        };
        let Some(subject) = possessor else { return };
        let classes =
            Classes(CUE_C | (self.sentence.tokens[i].classes.0 & (CLAIM_NOUN | DOCUMENT_NOUN | EVENT_NOUN)));
        self.push(Report {
            sentence: self.index,
            cue: (i, i),
            group: i,
            subject: Some(subject),
            by: Found::Possessor,
            classes,
            negated: false,
        });
    }

    /// `RUIZ: …` at the head of a paragraph, `Sen. Ana Ruiz (D): “…”` at the head of a sentence.
    fn label(&mut self) {
        let s = self.sentence;
        if let Some(quoted) =
            (s.first + 1..s.end.min(s.first + 7)).find(|j| self.kind(*j) == Some(Kind::Quoted))
            && self.line_ends(quoted - 1)
            && let Some(subject) =
                s.phrase_before(quoted).filter(|p| p.first == s.first && s.tokens[p.head].is_capital_word())
        {
            let classes = Classes(CUE_A | FRAME_QUOTE);
            let at = subject.last;
            return self.push(Report {
                sentence: self.index,
                cue: (at, at),
                group: at,
                subject: Some(subject),
                by: Found::Label,
                classes,
                negated: false,
            });
        }
        let Some(colon) = (s.first..s.end.min(s.first + 14)).find(|j| self.kind(*j) == Some(Kind::Colon))
        else {
            return;
        };
        let open = (s.first..colon).find(|j| self.kind(*j) == Some(Kind::Open)).unwrap_or(colon);
        let closed = open == colon || self.kind(colon - 1) == Some(Kind::Close);
        let names = (s.first..open).all(|j| {
            let t = &s.tokens[j];
            t.is_capital_word() && (!t.classes.cue() || t.is(FIRST_NAME | SURNAME | TITLE))
                || t.kind == Kind::Word && !t.shape.capital() && t.is(PERSON_NOUN)
        });
        if open == s.first || open > s.first + 7 || !names || !closed {
            return;
        }
        let Some(subject) = s.phrase_before(open).filter(|p| p.first == s.first) else { return };
        let capitals = (s.first..open).all(|j| s.tokens[j].shape.all_capitals());
        let heads_paragraph = s.first == 0;
        // A headline: `Ruiz: Bridge ‘Will Stand’`.
        let headline = heads_paragraph
            && s.end == s.tokens.len()
            && (colon..s.end).any(|j| self.kind(j) == Some(Kind::Quoted));
        let transcript = heads_paragraph && capitals;
        if !transcript && !headline && self.kind(colon + 1) != Some(Kind::Quoted) {
            return;
        }
        let classes = Classes(CUE_A | FRAME_QUOTE);
        self.push(Report {
            sentence: self.index,
            cue: (colon, colon),
            group: colon,
            subject: Some(subject),
            by: Found::Label,
            classes,
            negated: false,
        });
    }

    /// The subjects of other verbs, where there is speech to give to somebody: one report for each subject.
    fn bare(&mut self) {
        let from = self.found.iter().rposition(|r| r.sentence != self.index).map_or(0, |i| i + 1);
        for i in self.sentence.first..self.sentence.end {
            let token = &self.sentence.tokens[i];
            let finite = token.kind == Kind::Word
                && !token.shape.capital()
                && (token.is(AUXILIARY) || token.is(VERB_PAST | VERB_THIRD) && !token.is(NOUN));
            if !finite || self.found[from..].iter().any(|r| (r.group..=r.cue.1).contains(&i)) {
                continue;
            }
            let (group, ..) = self.verb_group(i);
            let (Some(subject), by) = self.subject(i, group, i, false) else { continue };
            let known = self.found[from..].iter().any(|r| r.subject.is_some_and(|s| s.head == subject.head));
            if known || matches!(by, Found::Elided | Found::Inverted) {
                continue;
            }
            let classes = Classes(token.classes.0 & (VERB_PAST | VERB_THIRD | AUXILIARY));
            self.push(Report {
                sentence: self.index,
                cue: (i, i),
                group,
                subject: Some(subject),
                by: Found::Bare,
                classes,
                negated: false,
            });
        }
    }

    /// `“…” — Ana Ruiz, teacher`: what follows a quotation, or stands alone behind it, is a name and no clause.
    fn signatures(&mut self) {
        let s = self.sentence;
        let quoted: Vec<usize> = (s.first..s.end).filter(|i| self.kind(*i) == Some(Kind::Quoted)).collect();
        if quoted.is_empty() {
            self.signature(None);
        }
        for q in quoted {
            self.signature(Some(q));
        }
    }

    fn signature(&mut self, quoted: Option<usize>) {
        let s = self.sentence;
        let behind = quoted.map_or(s.first, |q| q + 1);
        let dash = matches!(self.kind(behind), Some(Kind::Dash | Kind::Open))
            || self.kind(behind) == Some(Kind::Symbol) && s.is_word(behind, "-");
        let name = if dash { behind + 1 } else { behind };
        let opens = quoted.is_some_and(|q| self.line_ends(q));
        if quoted.is_none() && s.end - s.first > 16 || !dash && quoted.is_some() && !opens {
            return;
        }
        // Behind a dash and a name anything may follow: `— Ana Ruiz, when she was asked in May`.
        let clause = !dash
            && (name..s.end).any(|i| {
                let t = &s.tokens[i];
                t.kind == Kind::Word
                    && !t.shape.capital()
                    && (t.is(AUXILIARY) || t.is(VERB_PAST | VERB_THIRD) && !t.is(NOUN))
            });
        let Some(subject) = s.phrase_from(name).filter(|p| !clause && s.tokens[p.head].is_capital_word())
        else {
            return;
        };
        let closed = s.get(subject.last + 1).is_none_or(|t| {
            let place = dash && t.kind == Kind::Word && t.is(PREPOSITION);
            place || matches!(t.kind, Kind::Comma | Kind::Stop | Kind::Close | Kind::Open | Kind::Quoted)
        });
        let speaker = !s.tokens[subject.first].is(DETERMINER) || dash;
        if closed && speaker {
            let classes = Classes(CUE_A | FRAME_QUOTE);
            let cue = if dash { (behind, behind) } else { (subject.first, subject.first) };
            self.push(Report {
                sentence: self.index,
                cue,
                group: subject.first,
                subject: Some(subject),
                by: Found::Signature,
                classes,
                negated: false,
            });
        }
    }

    /// Whether a line of the file ends behind the token.
    fn line_ends(&self, i: usize) -> bool {
        let next = self.token(i + 1).map_or(self.sentence.tokens[i].span.end, |t| t.span.start);
        Span::new(self.sentence.tokens[i].span.end, next).of(self.sentence.text).contains(['\n', '\r'])
    }

    /// A colon before a quotation, where no reporting word stands right before it.
    fn colon(&mut self) {
        let s = self.sentence;
        for colon in s.first..s.end {
            let opens = self.kind(colon) == Some(Kind::Colon)
                && (self.kind(colon + 1) == Some(Kind::Quoted) || colon + 1 == s.end);
            let taken = self
                .found
                .iter()
                .any(|r| r.sentence == self.index && (r.cue.1 == colon || r.cue.1 + 1 == colon));
            if !opens || taken {
                continue;
            }
            if let Some(name) = self.name_before_colon(colon) {
                let classes = Classes(CUE_A | FRAME_QUOTE);
                self.push(Report {
                    sentence: self.index,
                    cue: (colon, colon),
                    group: colon,
                    subject: Some(name),
                    by: Found::Label,
                    classes,
                    negated: false,
                });
                continue;
            }
            let earlier = self.found.iter().rev().take_while(|r| r.sentence == self.index);
            let subject = { earlier }.find_map(|r| r.subject).or_else(|| self.clause_subject(colon));
            let Some(subject) = subject else { continue };
            let classes = Classes(CUE_B | FRAME_QUOTE);
            self.push(Report {
                sentence: self.index,
                cue: (colon, colon),
                group: colon,
                subject: Some(subject),
                by: Found::Colon,
                classes,
                negated: false,
            });
        }
    }
}

impl Reader<'_, '_> {
    /// `Polls did predict it – Ana Ruiz: “…”`: a name between a dash (or the like) and the colon.
    fn name_before_colon(&self, colon: usize) -> Option<Phrase> {
        let s = &self.sentence;
        let phrase = s.phrase_before(colon).filter(|p| s.tokens[p.head].is_capital_word())?;
        let opens = s
            .before(phrase.first)
            .is_none_or(|t| matches!(t.kind, Kind::Dash | Kind::Stop | Kind::Semicolon | Kind::Close));
        opens.then_some(phrase)
    }
}

/// Whether the verb can be a participle with an agent: `described by`.
fn ing_less(token: &Token) -> bool {
    token.is(VERB_PARTICIPLE | VERB_PAST) && !token.is(VERB_ING)
}
