//! The weights, and the best chain of labels.

use super::features::Looks;
use super::table::{Bucket, Table};
use crate::english::names::NameKind;
use crate::exponential::exp;
use std::ops::Range;
use std::sync::LazyLock;

/// The label of a token, by number: 0 outside of names; then the first word and the other words of a person's name, of
/// an organisation's, of a place's.
pub type Label = u8;
/// How many labels there are.
pub const LABELS: usize = 7;
/// What the signs of one token say for each label.
pub type Emission = [f32; LABELS];

const OUTSIDE: usize = 0;

/// What signs say for each label, added up; the last number is of no meaning, and makes eight of them, which are added
/// at once. A token has some hundred signs of 127 at most each, so that no sum is too large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Votes([i16; LABELS + 1]);

impl Votes {
    /// Adds what others say.
    #[inline]
    pub(super) fn add(&mut self, other: &Votes) {
        for (total, vote) in self.0.iter_mut().zip(&other.0) {
            *total = total.wrapping_add(*vote);
        }
    }

    /// The sum for each label.
    #[cfg(test)]
    pub(super) fn of_labels(&self) -> &[i16] {
        &self.0[..LABELS]
    }
}

/// How many signs are looked up at once.
const AT_ONCE: usize = 12;

/// What several signs say. They are looked up some at a time: the processor waits for memory once for all of these.
pub(super) struct Tally<'m> {
    model: &'m Model<'m>,
    held: [u32; AT_ONCE],
    count: usize,
    sum: Votes,
}

impl Tally<'_> {
    /// Adds what a sign says.
    #[inline]
    pub(super) fn add(&mut self, sign: u32) {
        self.held[self.count] = sign;
        self.count += 1;
        if self.count == AT_ONCE {
            self.look_up();
        }
    }

    /// The sum.
    #[inline]
    pub(super) fn total(mut self) -> Votes {
        self.look_up();
        self.sum
    }

    fn look_up(&mut self) {
        let signs = &self.held[..self.count];
        let mut buckets = [Bucket::default(); AT_ONCE];
        for (bucket, sign) in buckets.iter_mut().zip(signs) {
            *bucket = self.model.signs.bucket(*sign);
        }
        for (bucket, sign) in buckets.iter().zip(signs) {
            self.model.add_in(bucket, *sign, &mut self.sum);
        }
        self.count = 0;
    }
}

/// Learned weights.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    signs: Table<'a>,
    /// What one unit of a sign's weight is worth.
    unit: f32,
    steps: [[f32; LABELS]; LABELS],
}

static SHIPPED: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::open(include_bytes!("weights.bin")).expect("weights.bin is as train_names wrote it")
});

/// Whether a label may stand behind another: the inside of a name only behind the same name.
pub const fn is_allowed(before: usize, label: usize) -> bool {
    label == OUTSIDE || label % 2 == 1 || before == label || before + 1 == label
}

impl<'a> Model<'a> {
    /// Reads a model: a [`Table`] of signs with a byte for each label, then the worth of a byte and the weight
    /// of a step from each label to each, as little-endian floats. `None` if the bytes are something else.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let (signs, rest) = Table::open(bytes)?;
        let mut floats = rest.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let unit = floats.next()?;
        let mut steps = [[0.0; LABELS]; LABELS];
        for step in steps.iter_mut().flatten() {
            *step = floats.next()?;
        }
        Some(Model { signs, unit, steps })
    }

    /// The model that comes with the program.
    pub fn shipped() -> &'static Model<'static> {
        &SHIPPED
    }

    /// What the signs of a token come to.
    pub fn emission(&self, looks: &Looks, i: usize) -> Emission {
        let mut tally = self.tally();
        looks.signs(i, |sign| tally.add(sign));
        self.worth(&tally.total())
    }

    /// What a sum of weights is worth.
    pub(super) fn worth(&self, sum: &Votes) -> Emission {
        std::array::from_fn(|label| f32::from(sum.0[label]) * self.unit)
    }

    /// Adds what a sign says.
    #[inline]
    pub(super) fn add(&self, sign: u32, sum: &mut Votes) {
        self.add_in(&self.signs.bucket(sign), sign, sum);
    }

    #[inline]
    fn add_in(&self, bucket: &Bucket, sign: u32, sum: &mut Votes) {
        // Behind the weights stand others, so that eight can be read where seven are meant.
        if let Some(weights) = bucket.get_on(sign).and_then(|weights| weights.first_chunk()) {
            sum.add(&Votes(weights.map(|weight| i16::from(weight as i8))));
        }
    }

    /// Begins to add up what several signs say.
    pub(super) fn tally(&self) -> Tally<'_> {
        Tally { model: self, held: [0; AT_ONCE], count: 0, sum: Votes::default() }
    }

    /// The labels with the highest sum (Viterbi), for a chain that stands outside of names on both sides.
    pub fn decode(&self, chain: &[Emission], labels: &mut Vec<Label>) {
        viterbi(&self.steps, chain, labels);
    }

    /// How likely these tokens together are the name of a person, an organisation, a place; the rest to one is that
    /// they name nothing.
    pub fn odds(&self, name: &[Emission]) -> [f32; 3] {
        let sum = |first: usize, inside: usize| {
            let label = |at: usize| if at == 0 { first } else { inside };
            let emitted: f32 = name.iter().enumerate().map(|(at, emission)| emission[label(at)]).sum();
            let within: f32 = (1..name.len()).map(|at| self.steps[label(at - 1)][label(at)]).sum();
            emitted + within + self.steps[OUTSIDE][first] + self.steps[label(name.len() - 1)][OUTSIDE]
        };
        let sums = [sum(OUTSIDE, OUTSIDE), sum(1, 2), sum(3, 4), sum(5, 6)];
        let best = sums.iter().copied().fold(f32::MIN, f32::max);
        let shares = sums.map(|s| exp(s - best));
        let all: f32 = shares.iter().sum();
        [shares[1] / all, shares[2] / all, shares[3] / all]
    }
}

/// The labels with the highest sum of emissions and steps.
pub(super) fn viterbi(steps: &[[f32; LABELS]; LABELS], chain: &[Emission], labels: &mut Vec<Label>) {
    const LONGEST: usize = 64;
    labels.clear();
    for part in chain.chunks(LONGEST) {
        let mut from = [[0u8; LABELS]; LONGEST];
        let mut best = [f32::MIN; LABELS];
        best[OUTSIDE] = 0.0;
        for (emission, from) in part.iter().zip(&mut from) {
            let mut next = [f32::MIN; LABELS];
            for label in 0..LABELS {
                // As `is_allowed` has it. What cannot be reached has the least sum, and is no better for any weight.
                let befores =
                    if label == OUTSIDE || label % 2 == 1 { 0..LABELS } else { label - 1..label + 1 };
                for before in befores {
                    let sum = best[before] + steps[before][label] + emission[label];
                    if sum > next[label] {
                        (next[label], from[label]) = (sum, before as u8);
                    }
                }
            }
            best = next;
        }
        let ends = |label: &usize| best[*label] + steps[*label][OUTSIDE];
        let last = (0..LABELS).max_by(|a, b| ends(a).total_cmp(&ends(b)).then(b.cmp(a))).unwrap_or(OUTSIDE);
        let base = labels.len();
        labels.resize(base + part.len(), 0);
        let mut label = last as u8;
        for at in (0..part.len()).rev() {
            labels[base + at] = label;
            label = from[at][label as usize];
        }
    }
}

/// Calls `found` with every name that the labels spell.
pub(super) fn spans(labels: &[Label], mut found: impl FnMut(Range<usize>, NameKind)) {
    let mut i = 0;
    while i < labels.len() {
        let label = labels[i];
        if label == 0 {
            i += 1;
            continue;
        }
        let inside = label + label % 2;
        let end = i + 1 + labels[i + 1..].iter().take_while(|l| **l == inside).count();
        let kind = [NameKind::Person, NameKind::Organisation, NameKind::Place][(inside as usize / 2) - 1];
        found(i..end, kind);
        i = end;
    }
}
