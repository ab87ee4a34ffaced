//! What is counted for and against each answer to "who says this?", and how much each thing counts.
//!
//! An answer (a report of the same sentence, an earlier speaker who goes on, nobody) is a sum of weights of the
//! features it has; the answers to one question are compared by softmax, whose outcome is the confidence. The
//! weights are in `weights.txt` beside this file, one feature a line with its name; `examples/train_speakers.rs`
//! made them and tells from what.

use super::candidates::Likeness;
use super::reports::Found;
use crate::english::classes::*;
use crate::english::lexicon::Classes;
use crate::learned::families;

// A weight may happen to be close to a constant of mathematics.
#[allow(clippy::approx_constant)]
mod learned {
    include!(concat!(env!("OUT_DIR"), "/speaker_weights.rs"));
}
use learned::WEIGHTS;

/// A feature: a line of `weights.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(pub u16);

/// The features of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features(Vec<Feature>);

impl Features {
    /// Adds one of a family of features.
    pub fn add(&mut self, family: Family, value: usize) {
        let (start, len) = family.range();
        self.0.push(Feature((start + value.min(len - 1)) as u16));
    }

    /// Adds one of a family of features if it holds.
    pub fn add_if(&mut self, holds: bool, family: Family, value: usize) {
        if holds {
            self.add(family, value);
        }
    }

    /// Gives back the room that the list was made with and has not filled.
    pub fn fit(&mut self) {
        self.0.shrink_to_fit();
    }

    /// All features, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = Feature> + '_ {
        self.0.iter().copied()
    }

    /// The sum of their weights.
    pub fn score(&self) -> f32 {
        self.0.iter().map(|f| WEIGHTS[f.0 as usize]).sum()
    }
}

/// Where a stretch stands to the reporting words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The words stand behind it: `“…,” Ruiz said`.
    Behind,
    /// The words stand in front of it: `Ruiz said “…”`.
    Front,
    /// It stands inside them: `Ruiz, “the boss”, said`.
    Inside,
}

const SIDES: [&str; 3] = ["behind", "front", "inside"];
const CLAUSES: [&str; 2] = ["outside", "inside"];

families! {
    /// How the subject was found.
    How = "found" ["before", "apposition", "relative", "elided", "inverted", "agent", "possessor", "according-to", "label", "colon", "bare", "nobody", "signature"] x SIDES;
    /// How much the reporting words are speech.
    Grade = "grade" ["a", "b", "c", "none"] x SIDES;
    /// Words between the stretch and the reporting words.
    Gap = "gap" ["0", "1", "2", "3-4", "5-7", "8-12", "13+"] x SIDES;
    /// The frames of the verb.
    Frame = "frame" ["quote", "that", "object", "infinitive", "as", "noun", "whether", "belief"] x SIDES;
    /// Other reports between the stretch and these words.
    Rivals = "rivals" ["0", "1", "2", "3+"] x SIDES;
    /// Reports of the sentence in front of these words on the same side.
    Earlier = "earlier-reports" ["0", "1", "2", "3+"] x SIDES;
    /// The words form part of another report's clause.
    Nested = "nested" ["in-clause", "main"] x SIDES;
    /// What stands right beside the stretch on the side of the reporting words.
    Beside = "beside" ["comma", "colon", "that", "conjunction", "dash", "verb", "other-word", "cue", "semicolon", "nothing"] x SIDES;
    /// A conjunction stands between.
    Between = "between" ["conjunction", "comma", "quotation", "subordinator", "verb", "dash"] x SIDES;
    /// What the subject is.
    Subject = "subject" ["person", "organisation", "place", "name", "he-she", "they", "it", "i-we", "who", "person-noun", "people", "body", "document", "other", "bodies"];
    /// The subject hangs on a preposition or a verb.
    Governed = "governed" ["governed", "free"];
    /// The verb.
    Verb = "verb" ["negated", "ing", "base", "past", "present", "no-verb"] x SIDES;
    /// The stretch: whole sentences or part of one.
    Kind = "stretch" ["direct", "mixed"] x SIDES;
    /// Words in the stretch.
    Words = "words" ["1", "2", "3-4", "5-8", "9+"] x SIDES;
    /// The grade together with the distance.
    GradeGap = "grade-gap" ["a-0", "a-1", "a-2", "a-3", "a-4", "a-5", "a-6", "b-0", "b-1", "b-2", "b-3", "b-4", "b-5", "b-6", "c-0", "c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "none-0", "none-1", "none-2", "none-3", "none-4", "none-5", "none-6"] x SIDES;
    /// The grade together with the subject.
    GradeSubject = "grade-subject" ["a-person", "a-body", "a-pronoun", "a-description", "a-other", "b-person", "b-body", "b-pronoun", "b-description", "b-other", "c-person", "c-body", "c-pronoun", "c-description", "c-other", "none-person", "none-body", "none-pronoun", "none-description", "none-other"];
    /// The grade together with the length of the stretch.
    GradeWords = "grade-words" ["a-1", "a-2", "a-3-4", "a-5-8", "a-9+", "b-1", "b-2", "b-3-4", "b-5-8", "b-9+", "c-1", "c-2", "c-3-4", "c-5-8", "c-9+", "none-1", "none-2", "none-3-4", "none-5-8", "none-9+"] x SIDES;
    /// How the subject was found together with what stands beside the stretch.
    HowBeside = "found-beside" ["before-adjacent", "before-apart", "apposition-adjacent", "apposition-apart", "relative-adjacent", "relative-apart", "elided-adjacent", "elided-apart", "inverted-adjacent", "inverted-apart"] x SIDES;
    /// The reporting words stand right beside another stretch.
    Serves = "serves" ["another-in-front", "another-behind"] x SIDES;
    /// The stretch stands in the clause that these words report.
    Clause = "clause" ["outside", "inside"] x SIDES;
    /// What leads from the reporting words to the stretch; where it stands in front of them, how it ends and what follows
    /// them.
    Lead = "lead" ["nothing", "as", "determiner", "noun", "auxiliary", "preposition", "described", "other", "comma-end", "comma-comma", "comma-preposition", "comma-other", "question-end", "question-comma", "question-preposition", "question-other", "no-comma-end", "no-comma-comma", "no-comma-preposition", "no-comma-other", "inside"];
    /// Words of another sentence: the grade.
    TiedGrade = "tied-grade" ["a", "b", "c", "none"];
    /// Words of another sentence: which of its reports.
    TiedPlace = "tied-place" ["only", "first", "middle", "last"];
    /// Words of another sentence: their subject.
    TiedSubject = "tied-subject" ["person", "organisation", "place", "name", "he-she", "they", "it", "i-we", "who", "person-noun", "people", "body", "document", "other", "bodies"];
    /// Words of another sentence: how the subject was found.
    TiedHow = "tied-found" ["before", "apposition", "relative", "elided", "inverted", "agent", "possessor", "according-to", "label", "colon", "bare", "nobody", "signature"];
    /// A tie to what was decided before: by how far back it is.
    GoesOn = "goes-on" ["direct-next-sentence", "direct-later", "mixed-next-sentence", "mixed-later", "direct-same-sentence", "mixed-same-sentence"];
    /// The same together with the length of the stretch.
    GoesOnWords = "goes-on-words" ["direct-1", "direct-2", "direct-3-4", "direct-5-8", "direct-9+", "mixed-1", "mixed-2", "mixed-3-4", "mixed-5-8", "mixed-9+"];
    /// The same, where the sentence has words of its own.
    GoesOnAgainst = "goes-on-against" ["no-report", "bare-only", "report"];
    /// The sentence before, without speech, says who speaks.
    Introduced = "introduced" ["report-direct", "report-mixed", "bare-direct", "bare-mixed", "colon", "pronoun-subject"];
    /// The sentence behind, without speech, says who spoke.
    Followed = "followed" ["report-direct", "report-mixed", "bare-direct", "bare-mixed"];
    /// The paragraph before says who speaks.
    Before = "paragraph-before" ["introduces", "introduces-by-colon", "spoke", "spoke-in-last-sentence", "ends-with-report-bare"];
    /// More about the paragraph before.
    BeforeWith = "paragraph-before-with" ["alone-in-paragraph", "followed-by-own-words", "heading-before", "spoke-alone"];
    /// A quotation that is a paragraph of its own: how the paragraph before ends.
    Alone = "alone" ["behind-attribution", "behind-speech", "behind-narrative"];
    /// Nobody says it: what it looks like.
    NobodyLikeness = "nobody-likeness" ["title", "word", "maybe-title", "maybe-scare", "speech"];
    /// Nobody says it: how long it is.
    NobodyWords = "nobody-words" ["1", "2", "3-4", "5-8", "9+"];
    /// Nobody says it: whether it is whole sentences.
    NobodyKind = "nobody-stretch" ["direct", "mixed", "direct-alone", "mixed-alone"];
    /// Nobody says it: what stands beside it.
    NobodyBeside = "nobody-beside" ["article", "noun-behind", "comma-inside", "stop-inside", "work-word", "naming-word", "preposition", "capital-first", "lower-first", "end-of-sentence", "list", "cue-before", "like-or-as", "verb-before", "all-capitalised", "question", "first-person", "single-marks"];
    /// Nobody says it: the word in front of it, where all its words have capitals and where not.
    NobodyBefore = "nobody-before" ["capitals-first", "capitals-comma", "capitals-mark", "capitals-of", "capitals-preposition", "capitals-determiner", "capitals-possessive", "capitals-cue", "capitals-verb", "capitals-name", "capitals-noun", "capitals-conjunction", "capitals-other", "first", "comma", "mark", "of", "preposition", "determiner", "possessive", "cue", "verb", "name", "noun", "conjunction", "other"];
    /// Nobody says it: what else the sentence offers.
    NobodyAgainst = "nobody-against" ["no-report", "bare-only", "report", "spoke-before", "heading"];
    /// Nobody says it: its length, and whether it stands in a reported clause.
    NobodyClauseWords = "nobody-clause-words" ["1", "2", "3-4", "5-8", "9+"] x CLAUSES;
    /// Nobody says it: what it looks like, and whether it stands in a reported clause.
    NobodyClause = "nobody-clause" ["title", "word", "maybe-title", "maybe-scare", "speech"] x CLAUSES;
}

/// The value of a family that is told by side.
pub fn on(side: Side, value: usize, family: Family) -> usize {
    let values = family.values();
    side as usize * values + value.min(values - 1)
}

/// The bucket of a number of words in a stretch.
pub fn words_bucket(words: usize) -> usize {
    match words {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        5..=8 => 3,
        _ => 4,
    }
}

/// The bucket of a distance in words.
pub fn gap_bucket(gap: usize) -> usize {
    match gap {
        0..=2 => gap,
        3 | 4 => 3,
        5..=7 => 4,
        8..=12 => 5,
        _ => 6,
    }
}

/// The place of how a subject was found among the values of [`Family::How`].
pub fn how_value(found: Found) -> usize {
    match found {
        Found::Before => 0,
        Found::Apposition => 1,
        Found::Relative => 2,
        Found::Elided => 3,
        Found::Inverted => 4,
        Found::Agent => 5,
        Found::Possessor => 6,
        Found::AccordingTo => 7,
        Found::Label => 8,
        Found::Colon => 9,
        Found::Bare => 10,
        Found::Nobody => 11,
        Found::Signature => 12,
    }
}

/// The place of a grade among the values of [`Family::Grade`].
pub fn grade_value(classes: Classes) -> usize {
    match classes {
        c if c.any(CUE_A) => 0,
        c if c.any(CUE_B) => 1,
        c if c.any(CUE_C) => 2,
        _ => 3,
    }
}

/// The frames of a verb as values of [`Family::Frame`].
pub fn frame_values(classes: Classes) -> impl Iterator<Item = usize> {
    const FRAMES: [u64; 8] = [
        FRAME_QUOTE,
        FRAME_THAT,
        FRAME_OBJECT,
        FRAME_INFINITIVE,
        FRAME_AS,
        FRAME_NOUN,
        FRAME_WHETHER,
        FRAME_BELIEF,
    ];
    FRAMES.into_iter().enumerate().filter(move |(_, f)| classes.any(*f)).map(|(i, _)| i)
}

/// The place of a subject among the coarse kinds of [`Family::GradeSubject`].
pub fn coarse_subject(subject: usize) -> usize {
    match subject {
        0 | 3 => 0,
        1 | 2 | 11 | 14 => 1,
        4..=8 => 2,
        9 | 10 | 12 => 3,
        _ => 4,
    }
}

/// The place of a likeness among the values of [`Family::NobodyLikeness`].
pub fn likeness_value(likeness: Likeness) -> usize {
    match likeness {
        Likeness::Title => 0,
        Likeness::Word => 1,
        Likeness::MaybeTitle => 2,
        Likeness::MaybeScare => 3,
        Likeness::Speech => 4,
    }
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
