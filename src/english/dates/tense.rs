//! Whether a clause is about what was or what is to come, as its verb says: "met on Thursday", "will meet on Thursday".
//!
//! There is no parser: the verb next before the words of time decides, or else the one next behind them.

use super::reader::Reader;
use super::when::Tense;
use super::words::Word;
use crate::english::classes::{
    ADJECTIVE, DETERMINER, NOUN, PLURAL, PRONOUN, VERB_BASE, VERB_ING, VERB_PARTICIPLE, VERB_PAST, VERB_THIRD,
};
use crate::english::token::Kind;

/// How many tokens are looked at to each side.
const REACH: usize = 25;

const BE_NOW: &[&str] = &["is", "are", "am", "'re", "’re", "'m", "’m", "isn't", "aren't", "isn’t", "aren’t"];
const MODALS: &[&str] = &["can", "may", "might", "must", "should"];
const PAST_AUXILIARIES: &[&str] =
    &["was", "were", "had", "did", "wasn't", "weren't", "didn't", "wasn’t", "weren’t", "didn’t"];

/// Where a verb stands, seen from the words of time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before them; with an infinitive between or not.
    Before { infinitive: bool },
    /// Behind them.
    Behind,
}

impl Reader<'_> {
    /// Where the clause around the tokens from `start` to `end` looks.
    pub(super) fn tense(&self, start: usize, end: usize) -> Tense {
        match self.by_preposition(start) {
            Tense::Unknown => self.tense_of_verb(start, end),
            tense => tense,
        }
    }

    /// The same, by the verb alone: "after the November vote" may be to come, where "after Thursday's vote" is not.
    pub(super) fn tense_of_verb(&self, start: usize, end: usize) -> Tense {
        match self.verb_before(start) {
            Tense::Unknown => self.verb_behind(end),
            tense => tense,
        }
    }

    /// What the words directly before say, whatever the verb: "ahead of Thursday's vote".
    fn by_preposition(&self, start: usize) -> Tense {
        let mut before = start;
        while self.follows(before, &["the", "a", "their", "his", "her", "its", "late", "early"]) {
            before -= 1;
        }
        let ahead = self.follows(before, &["upcoming", "coming", "starting", "beginning", "by"])
            || self.follows(before, &["of"]) && before > 1 && self.is(before - 2, &["ahead", "advance"])
            || self.follows(before, &["into"]) && before > 1 && self.is(before - 2, &["heading", "going"]);
        if ahead && !self.leads(before.saturating_sub(1)) {
            return Tense::Future;
        }
        let back = self.follows(before, &["after", "since", "following"])
            || self.follows(before, &["of"]) && before > 1 && self.is(before - 2, &["wake", "aftermath"]);
        if back { Tense::Past } else { Tense::Unknown }
    }

    fn verb_before(&self, start: usize) -> Tense {
        let mut infinitive = false;
        for j in (start.saturating_sub(REACH)..start).rev() {
            if self.is_bound(j) {
                break;
            }
            let ahead = match self.verb(j, Side::Before { infinitive }) {
                Some(tense) => tense,
                None if self.is_infinitive(j) => {
                    infinitive = true;
                    continue;
                }
                // "The hearing is Thursday", "is on Thursday"
                None if self.is_be(j) && j + 2 >= start => Tense::Future,
                None => continue,
            };
            return ahead;
        }
        if infinitive { Tense::Future } else { Tense::Unknown }
    }

    fn verb_behind(&self, end: usize) -> Tense {
        for j in end..self.count().min(end + REACH) {
            if self.is_bound(j) {
                break;
            }
            if let Some(tense) = self.verb(j, Side::Behind) {
                return tense;
            }
            if self.is_be(j) && self.is(j + 1, &["to"]) {
                return Tense::Future;
            }
        }
        Tense::Unknown
    }

    /// Where a clause ends for sure.
    fn is_bound(&self, j: usize) -> bool {
        self.token(j).is_none_or(|token| {
            token.is_terminal()
                || matches!(token.kind, Kind::Semicolon | Kind::Colon | Kind::Mark | Kind::Ellipsis)
        })
    }

    /// to MEET
    fn is_infinitive(&self, j: usize) -> bool {
        self.is(j, &["to"]) && self.is_any(j + 1, VERB_BASE)
    }

    /// Where the verb at `j` looks; `None` if it is none, or does not say.
    fn verb(&self, j: usize, side: Side) -> Option<Tense> {
        let token = self.token(j)?;
        let infinitive = side == Side::Before { infinitive: true };
        // "On Thursday he pledged to pay": that was on Thursday, where "pledged to pay on Thursday" is to come.
        if side == Side::Behind
            && self.word(j) == Word::Bound
            && token.is(VERB_PAST)
            && !(j > 0 && self.is_be(j - 1))
        {
            return Some(Tense::Past);
        }
        match self.word(j) {
            Word::Will => return Some(Tense::Future),
            Word::Scheduled | Word::Timetable => return Some(Tense::Future),
            Word::Bound if infinitive || self.is(j + 1, &["to", "for"]) => return Some(Tense::Future),
            _ => {}
        }
        if self.is_be(j) {
            return (infinitive && self.is(j + 1, &["to"])).then_some(Tense::Future);
        }
        if self.is(j, &["has", "have", "'ve", "’ve"]) {
            return self.perfect(j);
        }
        if token.kind != Kind::Word || token.shape.capital() && !self.leads(j) {
            return None;
        }
        if self.is(j, MODALS) {
            return Some(Tense::Future);
        }
        if self.is(j, PAST_AUXILIARIES) {
            return Some(Tense::Past);
        }
        if token.is(VERB_PAST | VERB_PARTICIPLE) {
            return self.past_form(j);
        }
        if token.is(VERB_ING) {
            let mut before = j;
            while before > 0
                && (self.text(before - 1).ends_with("ly") || self.is(before - 1, &["also", "now", "not"]))
            {
                before -= 1;
            }
            return (before > 0 && self.is_be(before - 1)).then_some(Tense::Future);
        }
        // "The fair opens Friday"; "says" and its like report; "the lives" are no verb.
        let third = token.is(VERB_THIRD)
            && !token.is(PLURAL)
            && !(j > 0 && self.is_any(j - 1, DETERMINER | ADJECTIVE));
        third.then(|| if token.classes().cue() { Tense::Past } else { Tense::Future })
    }

    /// is, are, and the ending of "he's", but not that of "Ruiz's".
    fn is_be(&self, j: usize) -> bool {
        let shortened = j > 0 && self.is(j, &["'s", "’s"]) && self.is_any(j - 1, PRONOUN);
        shortened || self.is(j, BE_NOW)
    }

    /// "has met" is past, "has to meet" is to come, and "has a seat" says neither.
    fn perfect(&self, j: usize) -> Option<Tense> {
        if self.is(j + 1, &["to"]) {
            return Some(Tense::Future);
        }
        let participle =
            |k: usize| self.token(k).is_some_and(|t| t.is(VERB_PARTICIPLE) && !t.shape.capital());
        (j + 1..j + 4).any(participle).then_some(Tense::Past)
    }

    /// "held": past, unless it is "will be held", or "will hit", which looks like the past.
    fn past_form(&self, j: usize) -> Option<Tense> {
        let before = j.saturating_sub(3)..j;
        let token = self.token(j)?;
        // "a contested convention in July"
        let attribute = token.is(VERB_PARTICIPLE)
            && j > 0
            && self.is_any(j - 1, DETERMINER)
            && !self.is_any(j - 1, PRONOUN)
            && self.is_any(j + 1, NOUN);
        if attribute || token.is(VERB_PARTICIPLE) && before.clone().any(|k| self.is(k, &["be"])) {
            return None;
        }
        let after_modal = |k: usize| {
            self.word(k) == Word::Will || self.is(k, &["to", "may", "might", "must", "can", "should"])
        };
        if token.is(VERB_BASE) && before.clone().any(after_modal) {
            return None;
        }
        Some(Tense::Past)
    }
}
