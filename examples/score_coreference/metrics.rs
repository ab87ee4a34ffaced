//! How alike two partitions of mentions are: MUC, B³, CEAF and their mean, the CoNLL score.
//!
//! A partition is a list of entities, an entity a list of mentions, a mention a number; the same number on both sides
//! is the same mention. The definitions for predicted mentions are those of Pradhan et al. 2014, “Scoring Coreference
//! Partitions of Predicted Mentions: A Reference Implementation” (ACL, P14-2006): a mention that only one side has
//! counts as an error of that side, and nothing is added or thrown away.

use super::assignment::greatest_sum;
use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

/// The mentions of one entity.
pub(crate) type Entity = Vec<u32>;

/// What was found of what there is (recall), and what is right of what was found (precision), as sums, so that
/// documents can be added up before anything is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Score {
    pub(crate) recalled: f64,
    pub(crate) gold: f64,
    pub(crate) right: f64,
    pub(crate) found: f64,
}

impl Score {
    pub(crate) fn recall(&self) -> f64 {
        share(self.recalled, self.gold)
    }

    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        share(2.0 * self.recall() * self.precision(), self.recall() + self.precision())
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.recalled += other.recalled;
        self.gold += other.gold;
        self.right += other.right;
        self.found += other.found;
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// All measures of one document, or of several added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    /// Mentions found, whoever they are given to.
    pub(crate) mentions: Score,
    pub(crate) muc: Score,
    pub(crate) b_cubed: Score,
    /// By the mentions that two entities share (φ₃).
    pub(crate) ceaf_mentions: Score,
    /// By the share of mentions that two entities share (φ₄).
    pub(crate) ceaf_entities: Score,
}

impl Scores {
    /// How alike `found` is to `gold`. A mention that stands in two entities counts in the first.
    pub(crate) fn of(gold: &[Entity], found: &[Entity]) -> Self {
        let (gold, found) = (distinct(gold), distinct(found));
        Scores {
            mentions: mentions(&gold, &found),
            muc: muc(&gold, &found),
            b_cubed: b_cubed(&gold, &found),
            ceaf_mentions: ceaf(&gold, &found, |_, _, shared| shared),
            ceaf_entities: ceaf(&gold, &found, |gold, found, shared| 2.0 * shared / (gold + found)),
        }
    }

    /// The mean F1 of MUC, B³ and CEAF by entities, by which the CoNLL shared tasks of 2011 and 2012 ranked.
    pub(crate) fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_entities.f1()) / 3.0
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.muc += other.muc;
        self.b_cubed += other.b_cubed;
        self.ceaf_mentions += other.ceaf_mentions;
        self.ceaf_entities += other.ceaf_entities;
    }
}

/// Each mention once, and no entity without mentions.
fn distinct(entities: &[Entity]) -> Vec<Entity> {
    let mut seen = HashSet::new();
    let once = entities.iter().map(|e| e.iter().copied().filter(|m| seen.insert(*m)).collect::<Entity>());
    once.filter(|e| !e.is_empty()).collect()
}

/// For each mention, the index of its entity.
fn index(entities: &[Entity]) -> HashMap<u32, usize> {
    entities.iter().enumerate().flat_map(|(i, e)| e.iter().map(move |m| (*m, i))).collect()
}

fn count(entities: &[Entity]) -> f64 {
    entities.iter().map(|e| e.len() as f64).sum()
}

fn mentions(gold: &[Entity], found: &[Entity]) -> Score {
    let of = index(found);
    let shared = gold.iter().flatten().filter(|m| of.contains_key(m)).count() as f64;
    Score { recalled: shared, gold: count(gold), right: shared, found: count(found) }
}

/// Vilain et al. 1995: links that need not be added.
fn muc(gold: &[Entity], found: &[Entity]) -> Score {
    let (recalled, all) = links_kept(gold, found);
    let (right, made) = links_kept(found, gold);
    Score { recalled, gold: all, right, found: made }
}

/// Of the links that hold the entities of one side together, how many the other side has, and how many there are.
fn links_kept(entities: &[Entity], other: &[Entity]) -> (f64, f64) {
    let of = index(other);
    let mut kept = 0.0;
    let mut all = 0.0;
    for entity in entities {
        let parts: HashSet<usize> = entity.iter().filter_map(|m| of.get(m).copied()).collect();
        let alone = entity.iter().filter(|m| !of.contains_key(m)).count();
        kept += (entity.len() - parts.len() - alone) as f64;
        all += (entity.len() - 1) as f64;
    }
    (kept, all)
}

/// Bagga and Baldwin 1998: mention by mention, how much of its entity is shared.
fn b_cubed(gold: &[Entity], found: &[Entity]) -> Score {
    Score {
        recalled: shared_by_mention(gold, found),
        gold: count(gold),
        right: shared_by_mention(found, gold),
        found: count(found),
    }
}

fn shared_by_mention(entities: &[Entity], other: &[Entity]) -> f64 {
    let of = index(other);
    let mut sum = 0.0;
    for entity in entities {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for part in entity.iter().filter_map(|m| of.get(m)) {
            *shared.entry(*part).or_default() += 1.0;
        }
        sum += shared.values().map(|n| n * n / entity.len() as f64).sum::<f64>();
    }
    sum
}

/// Luo 2005: each entity of one side with at most one of the other, so that they are most alike in all. `alike` is
/// given the sizes of both and how many mentions they share.
fn ceaf(gold: &[Entity], found: &[Entity], alike: impl Fn(f64, f64, f64) -> f64) -> Score {
    let shared = |a: &Entity, b: &Entity| a.iter().filter(|m| b.contains(m)).count() as f64;
    let likeness = |a: &Entity, b: &Entity| alike(a.len() as f64, b.len() as f64, shared(a, b));
    let weights: Vec<Vec<f64>> =
        gold.iter().map(|g| found.iter().map(|f| likeness(g, f)).collect()).collect();
    let best = greatest_sum(&weights);
    let with_itself = |entities: &[Entity]| entities.iter().map(|e| likeness(e, e)).sum();
    Score { recalled: best, gold: with_itself(gold), right: best, found: with_itself(found) }
}

/// The worked examples of those who defined the measures.
#[cfg(test)]
mod tests {
    use super::*;

    /// `ab cde`: two entities, a letter a mention.
    fn entities(letters: &str) -> Vec<Entity> {
        letters.split_whitespace().map(|word| word.chars().map(|c| c as u32).collect()).collect()
    }

    fn scores(gold: &str, found: &str) -> Scores {
        Scores::of(&entities(gold), &entities(found))
    }

    #[track_caller]
    fn is(score: Score, recall: f64, precision: f64) {
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            close(score.recall(), recall) && close(score.precision(), precision),
            "recall {} and precision {}, for {recall} and {precision}",
            score.recall(),
            score.precision()
        );
    }

    /// Pradhan et al. 2014, section 4 and figure 1: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    #[test]
    fn the_example_of_the_reference_implementation() {
        let scores = scores("abc defg", "ab cd fghi");
        is(scores.muc, 2.0 / 5.0, 2.0 / 5.0);
        is(scores.b_cubed, 35.0 / 12.0 / 7.0, 4.0 / 8.0);
        is(scores.ceaf_mentions, 4.0 / 7.0, 4.0 / 8.0);
        is(scores.ceaf_entities, 1.3 / 2.0, 1.3 / 3.0);
        let printed = [scores.muc, scores.b_cubed, scores.ceaf_mentions, scores.ceaf_entities]
            .map(|s| format!("{:.2} {:.2} {:.2}", s.recall(), s.precision(), s.f1()));
        assert_eq!(printed, ["0.40 0.40 0.40", "0.42 0.50 0.45", "0.57 0.50 0.53", "0.65 0.43 0.52"]);
    }

    /// Vilain et al. 1995, by way of test cases F to L of the reference scorer, whose `TestCases.README` gives them.
    #[test]
    fn the_examples_of_muc() {
        is(scores("ABCD", "AB CD").muc, 2.0 / 3.0, 2.0 / 2.0);
        is(scores("AB CD", "ABCD").muc, 2.0 / 2.0, 2.0 / 3.0);
        is(scores("ABCD", "ABCD").muc, 1.0, 1.0);
        is(scores("ABC", "AC").muc, 1.0 / 2.0, 1.0);
        is(scores("BCDEGHJ", "ABC DEF GHI").muc, 3.0 / 6.0, 3.0 / 6.0);
        is(scores("ABC DEFG", "AB CD FGH").muc, 2.0 / 5.0, 2.0 / 4.0);
    }

    /// Bagga and Baldwin 1998, figures 1 and 2 (test cases D and E of the reference scorer).
    #[test]
    fn the_examples_of_b_cubed() {
        let small = scores("12345 67 89ABC", "12345 6789ABC");
        is(small.b_cubed, 12.0 / 12.0, 16.0 / 21.0);
        is(small.muc, 9.0 / 9.0, 9.0 / 10.0);
        let big = scores("12345 67 89ABC", "1234589ABC 67");
        is(big.b_cubed, 1.0, 7.0 / 12.0);
        is(big.muc, 9.0 / 9.0, 9.0 / 10.0);
    }

    /// Luo 2005, table 1: the key of Bagga and Baldwin against four responses; CEAF by φ₃ and φ₄.
    #[test]
    fn the_examples_of_ceaf() {
        let key = "12345 67 89ABC";
        let f1 = |found| {
            let scores = scores(key, found);
            format!("{:.3} {:.3}", scores.ceaf_mentions.f1(), scores.ceaf_entities.f1())
        };
        assert_eq!(f1("12345 6789ABC"), "0.833 0.733");
        assert_eq!(f1("1234589ABC 67"), "0.583 0.667");
        assert_eq!(f1("123456789ABC"), "0.417 0.294");
        assert_eq!(f1("1 2 3 4 5 6 7 8 9 A B C"), "0.250 0.178");
    }

    /// Test cases of the reference scorer: mentions that one side lacks, has too many or twice.
    #[test]
    fn the_examples_of_the_reference_scorer() {
        let case = |found| scores("a bc def", found);
        let perfect = case("a bc def");
        for score in [perfect.muc, perfect.b_cubed, perfect.ceaf_mentions, perfect.ceaf_entities] {
            is(score, 1.0, 1.0);
        }
        let missing = case("a de");
        is(missing.b_cubed, 7.0 / 18.0, 1.0);
        is(missing.muc, 1.0 / 3.0, 1.0);
        is(missing.ceaf_mentions, 3.0 / 6.0, 1.0);
        is(missing.ceaf_entities, 1.8 / 3.0, 1.8 / 2.0);
        let spurious = case("a bcx defy z");
        is(spurious.b_cubed, 1.0, 55.0 / 108.0);
        is(spurious.muc, 1.0, 3.0 / 5.0);
        is(spurious.ceaf_mentions, 1.0, 6.0 / 9.0);
        let alike = 1.0 + 4.0 / 5.0 + 6.0 / 7.0;
        is(spurious.ceaf_entities, alike / 3.0, alike / 4.0);
        let overlapping = case("a bcxB dy z");
        is(overlapping.b_cubed, 5.0 / 9.0, 5.0 / 16.0);
        is(overlapping.muc, 1.0 / 3.0, 1.0 / 4.0);
        is(overlapping.ceaf_mentions, 4.0 / 6.0, 4.0 / 8.0);
        let alike = 1.0 + 4.0 / 6.0 + 2.0 / 5.0;
        is(overlapping.ceaf_entities, alike / 3.0, alike / 4.0);
        // A-4, and the same with `b` twice in one entity and in two.
        for found in ["a bcx dy z", "a bcxb dy z", "a bcx dy bz"] {
            let both = case(found);
            is(both.b_cubed, 5.0 / 9.0, 17.0 / 42.0);
            is(both.muc, 1.0 / 3.0, 1.0 / 3.0);
            is(both.ceaf_mentions, 4.0 / 6.0, 4.0 / 7.0);
            is(both.ceaf_entities, 2.2 / 3.0, 2.2 / 4.0);
        }
        is(case("a b c d e f").b_cubed, 3.0 / 6.0, 1.0);
        is(case("a b c d e f").muc, 0.0, 0.0);
        is(case("abcdef").b_cubed, 1.0, 7.0 / 18.0);
        is(case("a x y c d e z").b_cubed, 13.0 / 36.0, 4.0 / 7.0);
        is(case("axycdez").b_cubed, 17.0 / 36.0, 6.0 / 49.0);
        is(case("axycdez").muc, 1.0 / 3.0, 1.0 / 6.0);
    }

    #[test]
    fn documents_are_added_up_before_anything_is_divided() {
        let mut both = scores("ab", "ab");
        both += scores("abcd", "ab cd");
        is(both.muc, 3.0 / 4.0, 3.0 / 3.0);
        is(both.mentions, 1.0, 1.0);
        is(Scores::of(&[], &[]).b_cubed, 0.0, 0.0);
    }
}
