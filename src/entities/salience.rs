//! What is counted for and against each person whom "he" or "she" may mean.
//!
//! The person is chosen by a sum of weights, one for each feature that holds, compared by softmax. The weights are
//! in `weights.txt` beside this file; `examples/train_pronouns.rs` made them and tells from what.

use super::case::Case;
use super::site::Bound;
use super::standing::{Ahead, Asked, Form, Here, Last, Mentioned, Spoken, Standing};
use crate::learned::families;

// A weight may happen to be close to a constant of mathematics.
#[allow(clippy::approx_constant)]
mod learned {
    include!(concat!(env!("OUT_DIR"), "/pronoun_weights.rs"));
}
use learned::WEIGHTS;

/// A feature: a line of `weights.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature(pub u16);

/// What the pronoun is.
const PARTS: [&str; 5] = ["reporter", "subject", "object", "owner", "first-owner"];
/// Whether it is the subject of reporting words, as in news.
const ASKED: [&str; 2] = ["reporter", "other"];
const BOUNDS: [&str; 9] =
    ["nothing", "and", "comma", "phrase", "verb", "commas", "coordinated", "subordinate", "break"];
const NEAR: [&str; 4] = ["0", "1", "2", "3+"];
const MARKS: [&str; 2] = ["outside", "inside"];
const RANKS: [&str; 3] = ["0", "1", "2+"];
const PLACES: [&str; 4] = ["here", "ahead", "last-sentence", "before"];
const OPENING: [&str; 2] = ["opening", "inside"];
const ORPHAN: [&str; 2] = ["orphan", "no-orphan"];

families! {
    /// In the same sentence, in front of the pronoun: the part they play.
    Here = "here" ["subject", "object", "preposition", "owner", "other", "modifier", "of", "aside"] x PARTS;
    /// The same: what stands between.
    HereBound = "here-bound" ["nothing", "and", "comma", "phrase", "verb", "commas", "coordinated", "subordinate", "break"] x PARTS;
    /// Both.
    HereCaseBound = "here-case-bound" ["subject", "object", "preposition", "owner", "other", "modifier", "of", "aside"] x BOUNDS x PARTS;
    /// In the same sentence: the part they play, and how many others who fit were mentioned since.
    HereCaseRank = "here-case-rank" ["subject", "object", "preposition", "owner", "other", "modifier", "of", "aside"] x RANKS x PARTS;
    /// In the same sentence: words in between.
    HereGap = "here-gap" ["0", "1", "2-3", "4-6", "7-12", "13-20", "21+"] x PARTS;
    /// In the same sentence: finite verbs in between.
    HereVerbs = "here-verbs" ["0", "1", "2", "3+"] x PARTS;
    /// In the same sentence: by which words.
    HereHow = "here-how" ["name", "description", "pronoun"] x PARTS;
    /// In the same sentence: they come first there, or are a subject there as well.
    HereFirst = "here-first" ["first", "first-subject", "other-subject", "neither"] x PARTS;
    /// In the same sentence: how many others who fit play a better part there.
    HereBetter = "here-better" ["0", "1", "2+"] x PARTS;
    /// They stand in the phrase that opens the sentence, and so does the pronoun.
    HereOpening = "here-opening" ["both", "they", "neither"] x PARTS;
    /// In the same sentence, behind the pronoun: the part they play.
    Ahead = "ahead" ["subject", "object", "preposition", "owner", "other", "modifier", "of", "aside"] x OPENING x PARTS;
    /// The same: what stands between.
    AheadBound = "ahead-bound" ["nothing", "and", "comma", "phrase", "verb", "commas", "coordinated", "subordinate", "break"] x OPENING;
    /// The same: prepositions in between, or none.
    AheadPhrase = "ahead-phrase" ["apart", "same"] x PARTS;
    /// The same: mentions in between of others who fit.
    AheadOthers = "ahead-others" ["0", "1", "2+"] x OPENING;
    /// The same: whether they were mentioned before.
    AheadKnown = "ahead-known" ["known", "new"] x OPENING;
    /// They stand in no sentence before, or only in this.
    New = "new" ["here", "ahead"] x PARTS;
    /// In a sentence before: sentences in between.
    Sentences = "sentences" ["0", "1", "2", "3", "4-5", "6+"] x ASKED;
    /// The same, where others stand in this sentence and they do not.
    SentencesAgainst = "sentences-against" ["0", "1", "2", "3", "4-5", "6+"] x PARTS;
    /// In a sentence before: the best part they play there.
    LastCase = "last-case" ["subject", "object", "preposition", "owner", "other", "modifier", "of", "aside"] x NEAR x PARTS;
    /// In a sentence before: they come first there.
    LastFirst = "last-first" ["first", "first-subject", "later"] x NEAR x PARTS;
    /// In a sentence before: by which words last.
    LastHow = "last-how" ["name", "description", "pronoun"] x NEAR;
    /// In a sentence before: how often.
    LastTimes = "last-times" ["1", "2", "3+"] x NEAR;
    /// In a sentence before: how many others who fit play a better part in it.
    LastBetter = "last-better" ["0", "1", "2+"] x NEAR x PARTS;
    /// Both first in their sentences.
    Leads = "leads" ["first", "first-subject", "later"] x NEAR x PARTS;
    /// Blocks in between.
    Blocks = "blocks" ["0", "1", "2", "3+"] x PARTS;
    /// They were the first in this block, in the block before.
    BlockLeader = "block-leader" ["this", "before", "both", "neither"] x PARTS;
    /// How often in this block.
    BlockTimes = "block-times" ["0", "1", "2", "3", "4+"] x ASKED;
    /// How often in the block before.
    BeforeTimes = "before-times" ["0", "1", "2", "3", "4+"] x ASKED;
    /// In quotation marks.
    Quoted = "quoted" ["same-block", "other-block", "no"] x MARKS;
    /// They are named in quotation marks: in this sentence, in the one before; or were before this.
    Named = "named-in-marks" ["0", "1", "2+", "no"] x MARKS x PARTS;
    /// Sentences since they were a subject.
    Subject = "subject" ["0", "1", "2", "3+", "never"] x ASKED;
    /// How often so far.
    Times = "times" ["1", "2", "3-4", "5-8", "9+"] x ASKED;
    /// Nobody more often.
    Topic = "topic" ["alone", "shared"] x ASKED;
    /// How they spoke last.
    Spoken = "spoken" ["no", "marked-here", "reported-here", "both-here", "marked-before", "reported-before", "both-before"] x PARTS;
    /// The same, with the sentences since they were a subject.
    SpokenSubject = "spoken-subject" ["no", "here", "before"] x NEAR x ASKED;
    /// Others who fit and were mentioned since.
    Rank = "rank" ["0", "1", "2", "3", "4+"] x PARTS;
    /// The same by sentences.
    RankSentences = "rank-sentences" ["0", "1", "2+"] x NEAR;
    /// What is known of their gender.
    Gender = "gender" ["sure", "called", "given-name", "surname", "unknown", "called-otherwise", "given-name-otherwise", "surname-otherwise"];
    /// Their name rather is something else's: how likely it is a person's.
    Odds = "odds" ["under-10%", "under-20%", "under-40%", "more"] x ASKED;
    /// How the article names them.
    Form = "form" ["full", "part-of-full", "single", "unnamed"] x ORPHAN;
    /// The same, with where they stand.
    FormPlace = "form-place" ["full", "part-of-full", "single", "unnamed"] x PLACES x PARTS;
    /// A pronoun like this meant them before.
    Chain = "chain" ["here", "last-sentence", "before", "otherwise"] x PARTS;
    /// They stand in the heading or the first paragraph.
    Top = "top" ["top", "later"] x ASKED;
}

/// The features that hold for a person at a pronoun.
#[derive(Debug, Default)]
struct Found(Vec<Feature>);

impl Found {
    /// Adds a feature of a family that nothing tells apart.
    fn plain(&mut self, family: Family, value: usize) {
        self.by(family, value, 0);
    }

    /// Adds a feature of a family, `side` being the place among what its values are told apart by.
    fn by(&mut self, family: Family, value: usize, side: usize) {
        let (start, len) = family.range();
        let value = side * family.values() + value.min(family.values() - 1);
        debug_assert!(value < len, "{family:?} has no {value}");
        self.0.push(Feature((start + value) as u16));
    }
}

/// The place of a number among buckets that begin at these bounds.
fn bucket(n: u32, bounds: &[u32]) -> usize {
    bounds.iter().take_while(|bound| n >= **bound).count()
}

/// All features that hold for a person at a pronoun.
pub fn features(asked: &Asked, who: &Standing) -> Vec<Feature> {
    let mut found = Found(Vec::with_capacity(48));
    if let Some(here) = &who.here {
        of_sentence(&mut found, asked, here);
        let rank = who.rank.unwrap_or(0).min(RANKS.len() - 1);
        found.by(Family::HereCaseRank, case(here.case), part(asked) * RANKS.len() + rank);
        found.by(Family::HereBetter, who.better.min(2), part(asked));
    }
    if let Some(ahead) = &who.ahead {
        of_name_ahead(&mut found, asked, who, ahead);
    }
    match &who.last {
        Some(last) => {
            of_last(&mut found, asked, who, last);
            if who.here.is_none() {
                found.by(
                    Family::LastBetter,
                    who.better.min(2),
                    part(asked) * NEAR.len() + last.sentences.min(3) as usize,
                );
            }
        }
        None => found.by(Family::New, usize::from(who.here.is_none()), part(asked)),
    }
    of_article(&mut found, asked, who);
    of_speech(&mut found, asked, who);
    of_person(&mut found, asked, who);
    found.0
}

/// The sum of the weights of what holds for a person.
pub fn score(asked: &Asked, who: &Standing) -> f32 {
    // A feature that the table does not know yet, as while the weights are trained, counts nothing.
    features(asked, who).iter().filter_map(|f| WEIGHTS.get(f.0 as usize)).sum()
}

fn part(asked: &Asked) -> usize {
    match asked.case {
        Case::Subject if asked.reports => 0,
        Case::Subject => 1,
        Case::Owner if asked.leads => 4,
        Case::Owner => 3,
        _ => 2,
    }
}

/// The place in [`ASKED`].
fn news(asked: &Asked) -> usize {
    usize::from(!asked.reports)
}

fn case(case: Case) -> usize {
    match case {
        Case::Subject => 0,
        Case::Object => 1,
        Case::Preposition => 2,
        Case::Owner => 3,
        Case::Other => 4,
        Case::Modifier => 5,
        Case::Of => 6,
        Case::Aside => 7,
    }
}

fn bound(bound: Bound) -> usize {
    match bound {
        Bound::Nothing => 0,
        Bound::And => 1,
        Bound::Comma => 2,
        Bound::Phrase => 3,
        Bound::Verb => 4,
        Bound::Commas => 5,
        Bound::Coordinated => 6,
        Bound::Subordinate => 7,
        Bound::Break => 8,
    }
}

fn how(mentioned: Mentioned) -> usize {
    match mentioned {
        Mentioned::Name => 0,
        Mentioned::Description => 1,
        Mentioned::Pronoun => 2,
    }
}

/// What speaks for somebody who stands in the same sentence, in front of the pronoun.
fn of_sentence(found: &mut Found, asked: &Asked, here: &Here) {
    let part = part(asked);
    let (case, bound) = (case(here.case), bound(here.between.bound()));
    found.by(Family::Here, case, part);
    found.by(Family::HereBound, bound, part);
    found.by(Family::HereCaseBound, case, part * BOUNDS.len() + bound);
    found.by(Family::HereGap, bucket(u32::from(here.between.words), &[1, 2, 4, 7, 13, 21]), part);
    found.by(Family::HereVerbs, here.between.verbs.min(3) as usize, part);
    found.by(Family::HereHow, how(here.mentioned), part);
    let first = match (here.leads, here.subject) {
        (true, false) => 0,
        (true, true) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    found.by(Family::HereFirst, first, part);
    let opening = match (here.opening, asked.opening) {
        (true, true) => 0,
        (true, false) => 1,
        (false, _) => 2,
    };
    found.by(Family::HereOpening, opening, part);
}

/// What speaks for somebody whose name stands in the same sentence behind the pronoun.
fn of_name_ahead(found: &mut Found, asked: &Asked, who: &Standing, ahead: &Ahead) {
    let opening = usize::from(!asked.opening);
    found.by(Family::Ahead, case(ahead.case), part(asked) * OPENING.len() + opening);
    found.by(Family::AheadBound, bound(ahead.between.bound()), opening);
    let between = &ahead.between;
    let same = [between.verbs, between.commas, between.prepositions, between.subordinators, between.breaks]
        == [0; 5];
    found.by(Family::AheadPhrase, usize::from(same), part(asked));
    found.by(Family::AheadOthers, ahead.others.min(2), opening);
    found.by(Family::AheadKnown, usize::from(who.last.is_none() && who.here.is_none()), opening);
}

/// What speaks for somebody who stands in a sentence before.
fn of_last(found: &mut Found, asked: &Asked, who: &Standing, last: &Last) {
    let part = part(asked);
    let near = last.sentences.min(3) as usize;
    let sentences = bucket(last.sentences, &[1, 2, 3, 4, 6]);
    found.by(Family::Sentences, sentences, news(asked));
    if who.here.is_none() && !asked.leads {
        found.by(Family::SentencesAgainst, sentences, part);
    }
    found.by(Family::LastCase, case(last.case), part * NEAR.len() + near);
    let first = match (last.leads, last.case) {
        (true, Case::Subject) => 1,
        (true, _) => 0,
        (false, _) => 2,
    };
    found.by(Family::LastFirst, first, part * NEAR.len() + near);
    if asked.leads {
        found.by(Family::Leads, first, part * NEAR.len() + near);
    }
    found.by(Family::LastHow, how(last.mentioned), near);
    found.by(Family::LastTimes, bucket(last.times, &[2, 3]), near);
    found.by(Family::Blocks, last.blocks.min(3) as usize, part);
    let quoted = if last.quoted { usize::from(last.blocks > 0) } else { 2 };
    found.by(Family::Quoted, quoted, usize::from(asked.quoted));
}

/// What speaks for somebody by all that the article said so far.
fn of_article(found: &mut Found, asked: &Asked, who: &Standing) {
    let (part, news) = (part(asked), news(asked));
    let leader = match who.leads_block {
        [true, false] => 0,
        [false, true] => 1,
        [true, true] => 2,
        [false, false] => 3,
    };
    found.by(Family::BlockLeader, leader, part);
    found.by(Family::BlockTimes, who.block_times[0].min(4) as usize, news);
    found.by(Family::BeforeTimes, who.block_times[1].min(4) as usize, news);
    found.by(Family::Subject, who.subject.map_or(4, |s| s.min(3) as usize), news);
    found.by(Family::Times, bucket(who.times, &[2, 3, 5, 9]), news);
    if let Some(shared) = who.topic {
        found.by(Family::Topic, usize::from(shared), news);
    }
    if let Some(rank) = who.rank {
        found.by(Family::Rank, rank.min(4), part);
        let near = if who.here.is_some() { 0 } else { who.last.as_ref().map_or(3, |l| l.sentences.min(3)) };
        found.by(Family::RankSentences, rank.min(2), near as usize);
    }
    found.by(Family::Top, usize::from(!who.top), news);
}

/// What speaks for somebody by who said what.
fn of_speech(found: &mut Found, asked: &Asked, who: &Standing) {
    let (spoken, lately) = match (who.spoken, who.spoke_here) {
        (Spoken::No, _) => (0, 0),
        (Spoken::Marked, true) => (1, 1),
        (Spoken::Reported, true) => (2, 1),
        (Spoken::Both, true) => (3, 1),
        (Spoken::Marked, false) => (4, 2),
        (Spoken::Reported, false) => (5, 2),
        (Spoken::Both, false) => (6, 2),
    };
    found.by(Family::Spoken, spoken, part(asked));
    let subject = who.subject.map_or(3, |s| s.min(3) as usize);
    found.by(Family::SpokenSubject, lately, news(asked) * NEAR.len() + subject);
    let marks = part(asked) * MARKS.len() + usize::from(asked.quoted);
    found.by(Family::Named, who.quoted.map_or(3, |s| s.min(2) as usize), marks);
}

/// What speaks for somebody by who they are.
fn of_person(found: &mut Found, asked: &Asked, who: &Standing) {
    found.plain(Family::Gender, who.gender as usize);
    if let Some(odds) = who.odds {
        found.by(Family::Odds, bucket(u32::from(odds), &[26, 51, 102]), news(asked));
    }
    let form = match who.form {
        Form::Full => 0,
        Form::PartOfFull => 1,
        Form::Single => 2,
        Form::Unnamed => 3,
    };
    found.by(Family::Form, form, usize::from(!asked.orphan));
    let place = match (&who.here, &who.ahead, &who.last) {
        (Some(_), ..) => 0,
        (_, Some(_), _) => 1,
        (.., Some(last)) if last.sentences <= 1 => 2,
        _ => 3,
    };
    found.by(Family::FormPlace, form, part(asked) * PLACES.len() + place);
    let chain = match who.called {
        Some(0) => 0,
        Some(1) => 1,
        Some(_) => 2,
        None => 3,
    };
    found.by(Family::Chain, chain, part(asked));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_stands_beside_the_name_of_its_feature() {
        let listed: Vec<&str> = include_str!("weights.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(listed, names());
        assert_eq!(listed.len(), WEIGHTS.len());
    }
}
