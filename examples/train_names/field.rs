//! The learner: a conditional random field over a first-order chain (Lafferty, McCallum and Pereira 2001), by AdaGrad
//! (Duchi, Hazan and Singer 2011), one stretch at a time; the weights are the means over the second half of the passes.

use crate::corpus::{self, SOURCES, Sentence};
use onrecord::english::tagger::features::Looks;
use onrecord::english::tagger::{Emission, LABELS, Label, is_allowed, stretches, table};
use onrecord::english::{Token, tokens};
use onrecord::text::Span;
use std::collections::{BTreeMap, HashMap};

/// Passes over the stretches.
const PASSES: usize = 12;
/// Step size of AdaGrad.
const STEP: f32 = 0.02;
/// What every weight loses in a pass, as a share: the penalty on large weights.
const DECAY: f32 = 0.08;
/// A sign that is seen fewer times is not learned.
const SELDOM: u32 = 4;
/// The seed of the order of the stretches.
const SEED: u64 = 20_190_909;

type Row = [f32; LABELS];
type Steps = [Row; LABELS];
/// Logarithms of sums, one for each label; `f64::NEG_INFINITY` for what cannot be.
type Sums = [f64; LABELS];

/// A stretch whose labels are known.
struct Example {
    /// The signs of all tokens by number, one after the other.
    signs: Vec<u32>,
    /// Where the signs of each token end.
    ends: Vec<usize>,
    labels: Vec<usize>,
    weight: f32,
}

/// What was learned: weights by sign, and by pair of labels.
pub(crate) struct Learned {
    signs: BTreeMap<u32, Row>,
    steps: Steps,
}

/// Learns from sentences.
pub(crate) fn train(sentences: &[&Sentence]) -> Learned {
    let headlines = corpus::headlines(sentences);
    let sentences: Vec<&Sentence> = sentences.iter().copied().chain(&headlines).collect();
    let (known, examples) = examples(&sentences);
    let mut weights = Weights::new(known.len());
    let (mut sums, mut taken) = (Weights::new(known.len()), 0.0);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    for pass in 0..PASSES {
        shuffle(&mut order, &mut random);
        order.iter().for_each(|index| weights.learn(&examples[*index]));
        weights.signs.iter_mut().flatten().for_each(|weight| *weight *= 1.0 - DECAY);
        if pass * 2 >= PASSES {
            taken += 1.0;
            sums.signs.iter_mut().flatten().zip(weights.signs.iter().flatten()).for_each(|(s, w)| *s += w);
            sums.steps.iter_mut().flatten().zip(weights.steps.iter().flatten()).for_each(|(s, w)| *s += w);
        }
    }
    let mean = |row: Row| row.map(|weight| weight / taken);
    let signs = known.iter().map(|(sign, number)| (*sign, mean(sums.signs[*number as usize]))).collect();
    Learned { signs, steps: sums.steps.map(mean) }
}

/// The numbers of the signs that are learned, and the stretches to learn from.
fn examples(sentences: &[&Sentence]) -> (HashMap<u32, u32>, Vec<Example>) {
    let mut examples = Vec::new();
    let mut looks = Looks::default();
    for sentence in sentences {
        let cut = tokens(&sentence.text);
        let labels = labels(&cut, &sentence.names);
        for stretch in stretches(&sentence.text, &cut) {
            looks.at(&sentence.text, &cut, stretch.clone());
            let weight = SOURCES[sentence.source].weight;
            let labels = begun(&labels[stretch.clone()]);
            let mut example = Example { signs: vec![], ends: vec![], labels, weight };
            for i in stretch {
                looks.signs(i, |sign| example.signs.push(sign));
                example.ends.push(example.signs.len());
            }
            examples.push(example);
        }
    }
    let mut seen: HashMap<u32, u32> = HashMap::new();
    examples.iter().flat_map(|e| &e.signs).for_each(|sign| *seen.entry(*sign).or_default() += 1);
    let mut kept: Vec<u32> = seen.iter().filter(|(_, n)| **n >= SELDOM).map(|(sign, _)| *sign).collect();
    kept.sort_unstable();
    let known: HashMap<u32, u32> = kept.into_iter().zip(0..).collect();
    eprintln!("{} stretches; {} of {} signs are learned", examples.len(), known.len(), seen.len());
    for example in &mut examples {
        number(example, &known);
    }
    (known, examples)
}

/// Puts numbers in the place of signs and leaves out what is not learned.
fn number(example: &mut Example, known: &HashMap<u32, u32>) {
    let all = std::mem::take(&mut example.signs);
    let mut from = 0;
    for end in &mut example.ends {
        example.signs.extend(all[from..*end].iter().filter_map(|sign| known.get(sign)));
        from = std::mem::replace(end, example.signs.len());
    }
}

/// The labels of tokens; a token has a name's label if more than half of it is in the name.
fn labels(tokens: &[Token], names: &[(Span, Label)]) -> Vec<Label> {
    let mut labels = vec![0; tokens.len()];
    for (name, inside) in names {
        let mut label = inside - 1;
        for (place, token) in labels.iter_mut().zip(tokens) {
            let shared = token.span.end.min(name.end).saturating_sub(token.span.start.max(name.start));
            if shared * 2 > token.span.len() {
                *place = label;
                label = *inside;
            }
        }
    }
    labels
}

/// Labels of a stretch; a name that began before it begins with it.
fn begun(labels: &[Label]) -> Vec<usize> {
    let mut before = 0;
    let begin = |label: &Label| {
        let label = usize::from(*label);
        before = if is_allowed(before, label) { label } else { label - 1 };
        before
    };
    labels.iter().map(begin).collect()
}

/// Fisher and Yates's shuffle, by the generator xorshift64*.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random >> 12;
        *random ^= *random << 25;
        *random ^= *random >> 27;
        let number = random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        order.swap(i, number as usize % (i + 1));
    }
}

struct Weights {
    signs: Vec<Row>,
    steps: Steps,
    /// Sums of squared gradients, for AdaGrad.
    sign_squares: Vec<Row>,
    step_squares: Steps,
}

impl Weights {
    fn new(signs: usize) -> Self {
        const LITTLE: f32 = 1e-3;
        Weights {
            signs: vec![[0.0; LABELS]; signs],
            steps: [[0.0; LABELS]; LABELS],
            sign_squares: vec![[LITTLE; LABELS]; signs],
            step_squares: [[LITTLE; LABELS]; LABELS],
        }
    }

    /// One step of AdaGrad down the gradient of the negative logarithm of the labels' probability.
    fn learn(&mut self, example: &Example) {
        let tokens: Vec<&[u32]> = (0..example.ends.len())
            .map(|at| &example.signs[if at == 0 { 0 } else { example.ends[at - 1] }..example.ends[at]])
            .collect();
        let emission = |signs: &&[u32]| {
            let mut sum = [0.0; LABELS];
            for sign in *signs {
                sum.iter_mut().zip(&self.signs[*sign as usize]).for_each(|(s, w)| *s += w);
            }
            sum
        };
        let emissions: Vec<Emission> = tokens.iter().map(emission).collect();
        let chain = Chain::of(&self.steps, &emissions);
        let gradient = chain.step_gradient(&self.steps, &emissions, &example.labels);
        for (a, row) in gradient.iter().enumerate() {
            descend(&mut self.steps[a], &mut self.step_squares[a], &row.map(|g| g * example.weight));
        }
        for (at, signs) in tokens.iter().enumerate() {
            let mut gradient = chain.shares(at);
            gradient[example.labels[at]] -= 1.0;
            let gradient = gradient.map(|g| g * example.weight);
            for sign in *signs {
                let sign = *sign as usize;
                descend(&mut self.signs[sign], &mut self.sign_squares[sign], &gradient);
            }
        }
    }
}

fn descend(weights: &mut Row, squares: &mut Row, gradient: &Row) {
    // Smaller steps change nothing that a byte can hold.
    const LEAST: f32 = 1e-4;
    for label in (0..LABELS).filter(|label| gradient[*label].abs() > LEAST) {
        squares[label] += gradient[label] * gradient[label];
        weights[label] -= STEP * gradient[label] / squares[label].sqrt();
    }
}

/// Sums over all chains of labels: up to a token, from it on, and of all.
struct Chain {
    forward: Vec<Sums>,
    backward: Vec<Sums>,
    all: f64,
}

/// Before and behind a chain there is no name.
const EDGE: Sums = {
    let mut edge = [f64::NEG_INFINITY; LABELS];
    edge[0] = 0.0;
    edge
};

impl Chain {
    fn of(steps: &Steps, emissions: &[Emission]) -> Self {
        let mut forward: Vec<Sums> = Vec::with_capacity(emissions.len());
        for emission in emissions {
            let before = forward.last().unwrap_or(&EDGE);
            let sum = |b: usize| log_sum(|a| before[a] + step(steps, a, b)) + f64::from(emission[b]);
            forward.push(std::array::from_fn(sum));
        }
        let mut backward = vec![EDGE; emissions.len()];
        let mut behind = EDGE;
        for at in (0..emissions.len()).rev() {
            backward[at] = std::array::from_fn(|a| log_sum(|b| step(steps, a, b) + behind[b]));
            behind = std::array::from_fn(|b| backward[at][b] + f64::from(emissions[at][b]));
        }
        let last = forward.last().unwrap_or(&EDGE);
        let all = log_sum(|a| last[a] + step(steps, a, 0));
        Chain { forward, backward, all }
    }

    /// The probability of each label of a token.
    fn shares(&self, at: usize) -> Row {
        std::array::from_fn(|label| {
            (self.forward[at][label] + self.backward[at][label] - self.all).exp() as f32
        })
    }

    /// How often each step is expected, less how often it is there.
    fn step_gradient(&self, steps: &Steps, emissions: &[Emission], labels: &[usize]) -> Steps {
        let mut gradient: Steps = [[0.0; LABELS]; LABELS];
        for at in 0..=labels.len() {
            let left = if at == 0 { &EDGE } else { &self.forward[at - 1] };
            let right: Sums = match emissions.get(at) {
                Some(emission) => std::array::from_fn(|b| self.backward[at][b] + f64::from(emission[b])),
                None => EDGE,
            };
            for (a, row) in gradient.iter_mut().enumerate() {
                for (b, expected) in row.iter_mut().enumerate() {
                    *expected += (left[a] + step(steps, a, b) + right[b] - self.all).exp() as f32;
                }
            }
        }
        let mut before = 0;
        for label in labels.iter().chain([&0]) {
            gradient[before][*label] -= 1.0;
            before = *label;
        }
        gradient
    }
}

fn step(steps: &Steps, before: usize, label: usize) -> f64 {
    if is_allowed(before, label) { f64::from(steps[before][label]) } else { f64::NEG_INFINITY }
}

/// The logarithm of the sum of `e` to the power of each term.
fn log_sum(term: impl Fn(usize) -> f64) -> f64 {
    let terms: Sums = std::array::from_fn(term);
    let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + terms.iter().map(|t| (t - most).exp()).sum::<f64>().ln()
}

impl Learned {
    /// The file of weights, as `Model::open` reads it. Signs that say next to nothing are left out.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let largest = self.signs.values().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let unit = largest / f32::from(i8::MAX);
        let byte = |weight: &f32| (weight / unit).round() as i8;
        let rows = self.signs.iter().map(|(sign, row)| (*sign, row.iter().map(byte).collect::<Vec<i8>>()));
        let telling = rows.filter(|(_, row)| row.iter().any(|weight| weight.unsigned_abs() > 1));
        let entries = telling.map(|(sign, row)| (sign, row.iter().map(|w| w.to_le_bytes()[0]).collect()));
        let mut bytes = table::write(LABELS, entries.collect());
        bytes.extend(unit.to_le_bytes());
        self.steps.iter().flatten().for_each(|weight| bytes.extend(weight.to_le_bytes()));
        bytes
    }
}
