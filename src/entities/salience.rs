//! What is counted for and against each person whom "he" or "she" may mean.
//!
//! The person is chosen by a sum of weights, one for each feature that holds, compared by softmax. The weights are
//! in `weights.txt` beside this file; `examples/train_pronouns.rs` made them and tells from what.

use super::case::Case;

// A weight may happen to be close to a constant of mathematics.
#[allow(clippy::approx_constant)]
mod learned {
    include!(concat!(env!("OUT_DIR"), "/pronoun_weights.rs"));
}
use learned::WEIGHTS;

/// How somebody was last mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// By name or description. (The names that the training data give to pronouns came from a program that seldom
    /// understood descriptions, so what it says of them would mislead.)
    Words,
    /// By a pronoun.
    Pronoun,
}

/// How somebody has spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Nothing so far, or not last.
    No,
    /// The last quotation in marks is theirs.
    Marked,
    /// The last reporting words are theirs, with or without marks.
    Reported,
    /// Both.
    Both,
}

/// What is known of a person at a pronoun. Distances are counted from their last mention.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Sentences in between: 0 in the same.
    pub sentences: u32,
    /// Blocks in between: 0 in the same.
    pub blocks: u32,
    /// Where they stood in that sentence.
    pub case: Case,
    /// They were the first whom that sentence mentioned.
    pub leads: bool,
    /// How they were mentioned.
    pub mentioned: Mentioned,
    /// That was inside quotation marks.
    pub quoted: bool,
    /// Sentences since they were last a subject of the writer's; `None` if they never were.
    pub subject: Option<u32>,
    /// Mentions so far.
    pub times: u32,
    /// Nobody was mentioned more often.
    pub topic: bool,
    /// How they spoke last.
    pub spoken: Spoken,
    /// That was in the pronoun's block; of both, the quotation in marks counts.
    pub spoke_here: bool,
    /// Others who fit and were mentioned since.
    pub rank: usize,
    /// Their gender is known, and agrees.
    pub agrees: bool,
    /// They have a name.
    pub named: bool,
}

impl Standing {
    /// 0 they did not speak last, 1 they did, in this block, 2 they did, in an earlier one.
    fn spoke_lately(&self) -> usize {
        match (self.spoken, self.spoke_here) {
            (Spoken::No, _) => 0,
            (_, true) => 1,
            (_, false) => 2,
        }
    }
}

/// What is known of the pronoun.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Where it stands in its sentence.
    pub case: Case,
    /// It is the subject of reporting words.
    pub reports: bool,
    /// Nobody stands before it in its sentence.
    pub leads: bool,
}

/// A feature: a line of `weights.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature(pub u16);

const FAMILIES: [(&str, &[&str]); 15] = [
    ("sentences", &["0", "1", "2", "3", "4-5", "6+"]),
    ("blocks", &["0", "1", "2", "3+"]),
    (
        "case",
        &[
            "subject-0",
            "object-0",
            "preposition-0",
            "owner-0",
            "other-0",
            "subject-1",
            "object-1",
            "preposition-1",
            "owner-1",
            "other-1",
            "subject-2+",
            "object-2+",
            "preposition-2+",
            "owner-2+",
            "other-2+",
        ],
    ),
    ("leads", &["first-0", "later-0", "first-1", "later-1", "first-2+", "later-2+"]),
    ("mentioned", &["words-0", "pronoun-0", "words-1+", "pronoun-1+"]),
    ("quoted", &["same-block", "other-block", "no"]),
    ("subject", &["0", "1", "2", "3+", "never"]),
    ("times", &["1", "2", "3-4", "5-8", "9+", "topic"]),
    (
        "spoken",
        &[
            "no",
            "marked-here",
            "reported-here",
            "both-here",
            "marked-before",
            "reported-before",
            "both-before",
            "no-asked-to-report",
            "marked-here-asked-to-report",
            "reported-here-asked-to-report",
            "both-here-asked-to-report",
            "marked-before-asked-to-report",
            "reported-before-asked-to-report",
            "both-before-asked-to-report",
        ],
    ),
    ("rank", &["0", "1", "2", "3", "4+"]),
    ("who", &["agrees", "unknown-gender", "unnamed"]),
    (
        "parallel",
        &[
            "subject-subject",
            "subject-object",
            "subject-owner",
            "object-subject",
            "object-object",
            "object-owner",
            "owner-subject",
            "owner-object",
            "owner-owner",
            "subject-subject-0",
            "subject-object-0",
            "subject-owner-0",
            "object-subject-0",
            "object-object-0",
            "object-owner-0",
            "owner-subject-0",
            "owner-object-0",
            "owner-owner-0",
            "leads-leads",
            "leads-later",
        ],
    ),
    (
        "spoken-subject",
        &[
            "no-0",
            "no-1",
            "no-2",
            "no-3+",
            "no-never",
            "here-0",
            "here-1",
            "here-2",
            "here-3+",
            "here-never",
            "before-0",
            "before-1",
            "before-2",
            "before-3+",
            "before-never",
        ],
    ),
    ("rank-sentences", &["0-0", "0-1", "0-2+", "1-0", "1-1", "1-2+", "2+-0", "2+-1", "2+-2+"]),
    (
        "asked-blocks",
        &[
            "subject-0-0",
            "subject-0-1+",
            "subject-1+-0",
            "subject-1+-1+",
            "other-0-0",
            "other-0-1+",
            "other-1+-0",
            "other-1+-1+",
        ],
    ),
];

/// All features that hold for a person at a pronoun.
pub fn features(asked: Asked, who: Standing) -> impl Iterator<Item = Feature> {
    let near = who.sentences.min(2) as usize;
    let case = match who.case {
        Case::Subject => 0,
        Case::Object => 1,
        Case::Preposition => 2,
        Case::Owner => 3,
        Case::Other => 4,
    };
    let coarse = |case: Case| match case {
        Case::Subject => 0,
        Case::Object | Case::Preposition | Case::Other => 1,
        Case::Owner => 2,
    };
    let bucket = |n: u32, bounds: &[u32]| bounds.iter().take_while(|b| n >= **b).count();
    let spoken = match (who.spoken, who.spoke_here) {
        (Spoken::No, _) => 0,
        (Spoken::Marked, here) => {
            if here {
                1
            } else {
                4
            }
        }
        (Spoken::Reported, here) => {
            if here {
                2
            } else {
                5
            }
        }
        (Spoken::Both, here) => {
            if here {
                3
            } else {
                6
            }
        }
    };
    let mentioned = usize::from(who.mentioned == Mentioned::Pronoun);
    let parallel = 3 * coarse(asked.case) + coarse(who.case);
    let found = [
        Some((0, bucket(who.sentences, &[1, 2, 3, 4, 6]))),
        Some((1, who.blocks.min(3) as usize)),
        Some((2, 5 * near + case)),
        Some((3, 2 * near + usize::from(!who.leads))),
        Some((4, 2 * near.min(1) + mentioned)),
        Some((5, if who.quoted { usize::from(who.blocks > 0) } else { 2 })),
        Some((6, who.subject.map_or(4, |s| s.min(3) as usize))),
        Some((7, bucket(who.times, &[2, 3, 5, 9]))),
        who.topic.then_some((7, 5)),
        Some((8, spoken + if asked.reports { 7 } else { 0 })),
        Some((9, who.rank.min(4))),
        Some((10, usize::from(!who.agrees))),
        (!who.named).then_some((10, 2)),
        Some((11, parallel + if near == 0 { 9 } else { 0 })),
        (asked.leads && near == 1).then_some((11, if who.leads { 18 } else { 19 })),
        Some((12, 5 * who.spoke_lately() + who.subject.map_or(4, |s| s.min(3) as usize))),
        Some((13, 3 * who.rank.min(2) + near)),
        Some((14, {
            let other = usize::from(asked.case != Case::Subject);
            4 * other + 2 * usize::from(who.blocks > 0) + usize::from(who.sentences > 0)
        })),
    ];
    found.into_iter().flatten().map(|(family, value)| Feature((start(family) + value) as u16))
}

/// The sum of the weights of what holds for a person.
pub fn score(asked: Asked, who: Standing) -> f32 {
    features(asked, who).map(|f| WEIGHTS[f.0 as usize]).sum()
}

/// The first feature of a family.
const fn start(family: usize) -> usize {
    let (mut at, mut i) = (0, 0);
    while i < family {
        at += FAMILIES[i].1.len();
        i += 1;
    }
    at
}

/// The names of all features in the order of their weights.
pub fn names() -> Vec<String> {
    let all =
        FAMILIES.iter().flat_map(|(family, values)| values.iter().map(move |v| format!("{family}={v}")));
    all.collect()
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
