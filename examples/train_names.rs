//! Trains the weights that tell names (`src/english/tagger/weights.bin`).
//!
//! ```text
//! cargo run --release --example train_names -- FOLDER src/english/tagger/weights.bin
//! cargo run --release --example train_names -- FOLDER --hold-out
//! ```
//!
//! FOLDER holds the CoNLL files of [`SOURCES`] (`token TAB tag`, an empty line behind each sentence, `-DOCSTART-`
//! between documents). The first line writes weights trained on everything; the same files give the same bytes. The
//! second trains on four fifths of the documents, writes nothing, and prints how often names in the other fifth are
//! found. `docs/names.md` is the model's card.
//!
//! Text is put together as it would be printed and cut by the engine's own tokenizer, so that training and use cannot
//! drift apart. The weights maximise the likelihood of the labels under a conditional random field (AdaGrad, one
//! sentence at a time, weights averaged over the second half of all steps).

#![allow(clippy::print_stdout, reason = "scores go to standard output")]

use onrecord::english::tagger::features::Looks;
use onrecord::english::tagger::{Emission, LABELS, Label, STEPS, is_allowed, stretches, table};
use onrecord::english::{Token, tokens};
use onrecord::text::Span;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// A file of sentences and how it is used.
struct Source {
    name: &'static str,
    /// How much one of its sentences counts.
    weight: f32,
    /// Whether people made its labels.
    gold: bool,
}

const SOURCES: [Source; 5] = [
    Source { name: "voa_silver", weight: 0.5, gold: false },
    Source { name: "ewt", weight: 1.0, gold: true },
    Source { name: "gum_ccby", weight: 1.0, gold: true },
    Source { name: "gum_ccbysa", weight: 1.0, gold: true },
    Source { name: "wikigold", weight: 1.0, gold: true },
];

/// Passes over the sentences.
const PASSES: usize = 12;
/// Step size of AdaGrad.
const STEP: f32 = 0.12;
/// A sign that is seen in fewer stretches is not learned.
const SELDOM: u32 = 4;
/// What every weight loses in a pass, as a share.
const DECAY: f32 = 0.02;
/// The seed of the order of the sentences.
const SEED: u64 = 20_190_909;

/// A sentence as it would be printed, with its names.
struct Sentence {
    text: String,
    names: Vec<(Span, Label)>,
    weight: f32,
}

/// A stretch of a sentence with the labels that people gave it.
struct Chain {
    signs: Vec<Vec<u32>>,
    labels: Vec<Label>,
    weight: f32,
}

fn knob(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, target] = &args[..] else {
        eprintln!("usage: train_names FOLDER WEIGHTS | train_names FOLDER --hold-out");
        std::process::exit(2);
    };
    let hold_out = target == "--hold-out";
    let mut totals: BTreeMap<&str, Counts> = BTreeMap::new();
    for fold in 0..knob("FOLDS", 5.0) as usize {
    let (mut train, mut test) = (Vec::new(), BTreeMap::new());
    for source in &SOURCES {
        let path = Path::new(folder).join(source.name).with_extension("conll");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let held = if hold_out { Some(test.entry(source.name).or_insert_with(Vec::new)) } else { None };
        read(&text, source, &mut train, held, fold);
    }
    let model = Training::of(&train).fit();
    if let Ok(path) = std::env::var("HELD_WEIGHTS") { std::fs::write(path, model.bytes()).unwrap(); break; }
    if hold_out {
        for (name, sentences) in &test {
            let counts = model.score(sentences);
            for key in if *name == "voa_silver" { vec![*name] } else { vec![*name, "gold"] } {
                let total = totals.entry(key).or_default();
                total.iter_mut().flatten().zip(counts.iter().flatten()).for_each(|(t, c)| *t += c);
            }
        }
    } else {
        std::fs::write(target, model.bytes()).unwrap_or_else(|e| panic!("{target}: {e}"));
        break;
    }
    }
    for (name, counts) in &totals {
        print!("{name:12}");
        for (k, label) in ["all", "PER", "ORG", "LOC", "span"].iter().enumerate() {
            let [right, wrong, missed] = counts[k].map(|n| n as f64);
            let (p, r) = (right / (right + wrong).max(1.0), right / (right + missed).max(1.0));
            print!("  {label} {:.1} {:.1} {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r).max(1e-9));
        }
        println!();
    }
}

/// Names found rightly, found wrongly and missed: all, by type, and whatever the type.
type Counts = [[usize; 3]; 5];

/// Reads a CoNLL file; every fifth document goes to `held`, if that is there.
fn read(text: &str, source: &Source, train: &mut Vec<Sentence>, mut held: Option<&mut Vec<Sentence>>, left_out: usize) {
    let (mut document, mut sentences, mut words) = (0, 0, Vec::new());
    for line in text.lines().chain([""]) {
        if line.starts_with("-DOCSTART-") {
            document += 1;
        } else if let Some((word, tag)) = line.split_once('\t') {
            words.push((word, tag));
        } else if !words.is_empty() {
            sentences += 1;
            // A file without documents is cut into stretches of 500 sentences.
            let fold = if source.gold { document } else { sentences / 500 };
            // Half of the documents have the hyphens of names set apart, as the corpora have them.
            let sentence = print(&words, if source.gold { 1.0 } else { knob("VOA", 0.5) }, document % 2 == 0);
            match &mut held {
                Some(held) if fold % 5 == left_out => held.push(sentence),
                _ => train.push(sentence),
            }
            words.clear();
        }
    }
}

/// Puts words together as they would be printed.
fn print(words: &[(&str, &str)], weight: f32, join_hyphens: bool) -> Sentence {
    const NO_BEFORE: &[&str] = &[
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "”", "’", "'s", "’s", "'S", "n't", "n’t", "%", "'re", "’re", "'ve",
        "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "''",
    ];
    const NO_AFTER: &[&str] = &["(", "[", "{", "“", "‘", "$", "£", "€", "``", "#"];
    let mut text = String::new();
    let mut names: Vec<(Span, Label)> = Vec::new();
    let (mut open, mut glued) = (false, true);
    for (at, (word, tag)) in words.iter().enumerate() {
        let straight = *word == "\"";
        let hyphen = |at: usize| {
            join_hyphens && words.get(at).is_some_and(|w| w.0 == "-" && w.1.starts_with("I-"))
        };
        if !(glued || NO_BEFORE.contains(word) || straight && open || hyphen(at) || at > 0 && hyphen(at - 1)) {
            text.push(' ');
        }
        let start = text.len() as u32;
        text.push_str(word);
        let end = text.len() as u32;
        let (part, kind) = tag.trim_end().split_once('-').unwrap_or(("O", ""));
        let label = ["", "PER", "ORG", "LOC"].iter().position(|k| *k == kind).unwrap_or(0) as Label;
        match part {
            "B" => names.push((Span::new(start, end), label)),
            "I" => names.last_mut().expect("I follows B").0.end = end,
            _ => {}
        }
        glued = NO_AFTER.contains(word) || straight && !open;
        open ^= straight;
    }
    for name in &mut names {
        name.0 = trimmed(&text, name.0);
    }
    Sentence { text, names, weight }
}

/// Without `the` in front and the possessive behind: no part of a name here.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let front = ["the ", "a ", "an "].iter().find(|a| words.len() > a.len() && words.get(..a.len()).is_some_and(|w| w.eq_ignore_ascii_case(a)));
    let start = span.start + front.map_or(0, |a| a.len() as u32);
    let back = ["'s", "’s", "'", "’"].iter().find(|p| words.len() > p.len() && words.ends_with(**p));
    Span::new(start, span.end - back.map_or(0, |p| p.len() as u32))
}

/// The labels of tokens; a token has a name's label if most of it is in the name.
fn labels(tokens: &[Token], names: &[(Span, Label)]) -> Vec<Label> {
    let mut labels = vec![0; tokens.len()];
    for (name, kind) in names {
        let mut first = true;
        for (label, token) in labels.iter_mut().zip(tokens) {
            let shared = token.span.end.min(name.end).saturating_sub(token.span.start.max(name.start));
            if shared * 2 > token.span.len() {
                *label = kind * 2 - u8::from(first);
                first = false;
            }
        }
    }
    labels
}

/// The numbers of the signs that are learned, and the chains to learn from.
struct Training {
    known: HashMap<u32, u32>,
    chains: Vec<Chain>,
    examples: Vec<Example>,
}

/// A chain with its signs by number.
struct Example {
    /// Signs of all tokens, one after the other.
    signs: Vec<u32>,
    /// Where the signs of each token end.
    ends: Vec<u32>,
    labels: Vec<Label>,
    weight: f32,
}

impl Training {
    fn of(sentences: &[Sentence]) -> Self {
        let mut chains = Vec::new();
        let mut looks = Looks::default();
        let mut all = 0;
        for sentence in sentences {
            let cut = tokens(&sentence.text);
            let labels = labels(&cut, &sentence.names);
            all += labels.iter().filter(|l| **l > 0).count();
            for stretch in stretches(&sentence.text, &cut) {
                looks.at(&sentence.text, &cut, stretch.clone());
                let signs = stretch.clone().map(|i| {
                    let mut signs = Vec::new();
                    looks.signs(i, |sign| signs.push(sign));
                    signs
                });
                let mut own = labels[stretch.clone()].to_vec();
                // A name that begins outside the stretch begins here.
                for at in 0..own.len() {
                    if !is_allowed(if at == 0 { 0 } else { own[at - 1].into() }, own[at].into()) {
                        own[at] -= 1;
                    }
                }
                chains.push(Chain { signs: signs.collect(), labels: own, weight: sentence.weight });
            }
        }
        let inside: usize = chains.iter().map(|c| c.labels.iter().filter(|l| **l > 0).count()).sum();
        eprintln!("{} stretches, {} tokens; {} of {all} tokens of names", chains.len(), chains.iter().map(|c| c.labels.len()).sum::<usize>(), inside);
        let mut seen: HashMap<u32, u32> = HashMap::new();
        chains.iter().flat_map(|c| c.signs.iter().flatten()).for_each(|s| *seen.entry(*s).or_default() += 1);
        let mut kept: Vec<u32> = seen.iter().filter(|(_, n)| **n >= knob("SELDOM", SELDOM as f32) as u32).map(|(s, _)| *s).collect();
        kept.sort_unstable();
        let known: HashMap<u32, u32> = kept.iter().enumerate().map(|(i, s)| (*s, i as u32)).collect();
        eprintln!("{} of {} signs are learned", known.len(), seen.len());
        let examples = chains
            .iter()
            .map(|chain| {
                let mut example = Example { signs: vec![], ends: vec![], labels: chain.labels.clone(), weight: chain.weight };
                for signs in &chain.signs {
                    example.signs.extend(signs.iter().filter_map(|s| known.get(s)));
                    example.ends.push(example.signs.len() as u32);
                }
                example
            })
            .collect();
        Training { known, chains: vec![], examples }
    }

    fn fit(&self) -> Learned {
        let mut weights = Weights::new(self.known.len());
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut random = SEED;
        let passes = knob("PASSES", PASSES as f32) as usize;
        for pass in 0..passes {
            shuffle(&mut order, &mut random);
            let mut loss = 0.0;
            for &index in &order {
                loss += weights.learn(&self.examples[index]);
            }
            weights.decay();
            if pass * 2 >= passes {
                weights.remember();
            }
            if pass + 1 == passes { eprintln!("pass {pass}: loss {:.4}", loss / order.len() as f64); }
        }
        let _ = &self.chains;
        weights.learned(&self.known)
    }
}

/// Fisher and Yates's shuffle with a small generator (xorshift64*).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random >> 12;
        *random ^= *random << 25;
        *random ^= *random >> 27;
        let number = random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        order.swap(i, number as usize % (i + 1));
    }
}

type Row = [f32; LABELS];
type Steps = [Row; LABELS];

struct Weights {
    signs: Vec<Row>,
    steps: Steps,
    sign_squares: Vec<Row>,
    step_squares: Steps,
    sums: Vec<Row>,
    step_sums: Steps,
    remembered: f32,
    rate: f32,
}

impl Weights {
    fn new(signs: usize) -> Self {
        Weights {
            signs: vec![[0.0; LABELS]; signs],
            steps: [[0.0; LABELS]; LABELS],
            sign_squares: vec![[1e-3; LABELS]; signs],
            step_squares: [[1e-3; LABELS]; LABELS],
            sums: vec![[0.0; LABELS]; signs],
            step_sums: [[0.0; LABELS]; LABELS],
            remembered: 0.0,
            rate: knob("STEP", STEP),
        }
    }

    fn emissions(&self, example: &Example) -> Vec<Emission> {
        let mut from = 0;
        let mut emissions = Vec::with_capacity(example.ends.len());
        for &end in &example.ends {
            let mut sum = [0.0; LABELS];
            for &sign in &example.signs[from as usize..end as usize] {
                sum.iter_mut().zip(&self.signs[sign as usize]).for_each(|(s, w)| *s += w);
            }
            emissions.push(sum);
            from = end;
        }
        emissions
    }

    /// One step of AdaGrad; returns the loss before it.
    fn learn(&mut self, example: &Example) -> f64 {
        let emissions = self.emissions(example);
        let n = emissions.len();
        let (forward, backward, all) = sums(&self.steps, &emissions);
        let mut gold = 0.0f64;
        let mut before = 0usize;
        for (at, &label) in example.labels.iter().enumerate() {
            gold += f64::from(self.steps[before][label as usize] + emissions[at][label as usize]);
            before = label as usize;
        }
        gold += f64::from(self.steps[before][0]);
        // Steps: what is expected less what is there.
        let mut step_gradient = [[0.0f32; LABELS]; LABELS];
        for at in 0..=n {
            for a in 0..LABELS {
                for b in (0..LABELS).filter(|b| is_allowed(a, *b)) {
                    let left = if at == 0 { if a == 0 { 0.0 } else { f64::MIN } } else { forward[at - 1][a] };
                    let right = if at == n { if b == 0 { 0.0 } else { f64::MIN } } else { f64::from(emissions[at][b]) + backward[at][b] };
                    if left == f64::MIN || right == f64::MIN { continue }
                    step_gradient[a][b] += (left + f64::from(self.steps[a][b]) + right - all).exp() as f32;
                }
            }
        }
        before = 0;
        for &label in example.labels.iter().chain([&0]) {
            step_gradient[before][label as usize] -= 1.0;
            before = label as usize;
        }
        for a in 0..LABELS {
            for b in 0..LABELS {
                let g = step_gradient[a][b] * example.weight;
                if g != 0.0 {
                    self.step_squares[a][b] += g * g;
                    self.steps[a][b] -= self.rate * g / self.step_squares[a][b].sqrt();
                }
            }
        }
        let mut from = 0;
        for at in 0..n {
            let mut gradient = [0.0f32; LABELS];
            for (label, g) in gradient.iter_mut().enumerate() {
                *g = (forward[at][label] + backward[at][label] - all).exp() as f32;
            }
            gradient[example.labels[at] as usize] -= 1.0;
            gradient.iter_mut().for_each(|g| *g *= example.weight);
            let end = example.ends[at];
            for &sign in &example.signs[from as usize..end as usize] {
                let (weights, squares) = (&mut self.signs[sign as usize], &mut self.sign_squares[sign as usize]);
                for label in 0..LABELS {
                    let g = gradient[label];
                    if g.abs() > 1e-4 {
                        squares[label] += g * g;
                        weights[label] -= self.rate * g / squares[label].sqrt();
                    }
                }
            }
            from = end;
        }
        all - gold
    }

    fn decay(&mut self) {
        self.signs.iter_mut().flatten().for_each(|w| *w *= 1.0 - knob("DECAY", DECAY));
    }

    fn remember(&mut self) {
        self.remembered += 1.0;
        self.sums.iter_mut().flatten().zip(self.signs.iter().flatten()).for_each(|(s, w)| *s += w);
        self.step_sums.iter_mut().flatten().zip(self.steps.iter().flatten()).for_each(|(s, w)| *s += w);
    }

    fn learned(&self, known: &HashMap<u32, u32>) -> Learned {
        let mean = |row: &Row| row.map(|w| w / self.remembered);
        let signs: BTreeMap<u32, Row> = known.iter().map(|(s, i)| (*s, mean(&self.sums[*i as usize]))).collect();
        Learned { signs, steps: self.step_sums.map(|row| mean(&row)) }
    }
}

/// Logarithms of the sums over all chains up to a label, and behind it, and over all chains.
fn sums(steps: &Steps, emissions: &[Emission]) -> (Vec<[f64; LABELS]>, Vec<[f64; LABELS]>, f64) {
    let n = emissions.len();
    let mut forward = vec![[f64::MIN; LABELS]; n];
    let mut backward = vec![[f64::MIN; LABELS]; n];
    for at in 0..n {
        for b in 0..LABELS {
            let mut terms = [f64::MIN; LABELS];
            for (a, term) in terms.iter_mut().enumerate().filter(|(a, _)| is_allowed(*a, b)) {
                let left = if at == 0 { if a == 0 { 0.0 } else { f64::MIN } } else { forward[at - 1][a] };
                if left > f64::MIN {
                    *term = left + f64::from(steps[a][b]);
                }
            }
            let sum = log_sum(&terms);
            if sum > f64::MIN {
                forward[at][b] = sum + f64::from(emissions[at][b]);
            }
        }
    }
    for at in (0..n).rev() {
        for a in 0..LABELS {
            if at + 1 == n {
                backward[at][a] = f64::from(steps[a][0]);
                continue;
            }
            let mut terms = [f64::MIN; LABELS];
            for (b, term) in terms.iter_mut().enumerate().filter(|(b, _)| is_allowed(a, *b)) {
                *term = f64::from(steps[a][b] + emissions[at + 1][b]) + backward[at + 1][b];
            }
            backward[at][a] = log_sum(&terms);
        }
    }
    let last: Vec<f64> = (0..LABELS).map(|a| if forward[n - 1][a] > f64::MIN { forward[n - 1][a] + f64::from(steps[a][0]) } else { f64::MIN }).collect();
    let all = log_sum(&last);
    (forward, backward, all)
}

fn log_sum(terms: &[f64]) -> f64 {
    let most = terms.iter().copied().fold(f64::MIN, f64::max);
    if most == f64::MIN {
        return most;
    }
    most + terms.iter().filter(|t| **t > f64::MIN).map(|t| (t - most).exp()).sum::<f64>().ln()
}

struct Learned {
    signs: BTreeMap<u32, Row>,
    steps: Steps,
}

impl Learned {
    /// The file of weights: see `Model::open`.
    fn bytes(&self) -> Vec<u8> {
        let largest = self.signs.values().flatten().fold(0.0f32, |m, w| m.max(w.abs()));
        let unit = largest.min(4.0) / 127.0;
        let byte = |w: &f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
        let rows = self.signs.iter().map(|(sign, row)| (*sign, row.iter().map(byte).collect::<Vec<i8>>()));
        let telling = rows.filter(|(_, row)| row.iter().any(|w| w.unsigned_abs() > 1));
        let entries: Vec<(u32, Vec<u8>)> =
            telling.map(|(sign, row)| (sign, row.iter().map(|w| *w as u8).collect())).collect();
        if std::env::var("LOUD").is_ok() { eprintln!("largest weight {largest:.2}; {} signs are kept", entries.len()); }
        let mut bytes = table::write(LABELS, entries);
        bytes.extend(unit.to_le_bytes());
        self.steps.iter().flatten().for_each(|w| bytes.extend(w.to_le_bytes()));
        assert_eq!(STEPS, LABELS * LABELS);
        bytes
    }

    /// Prints precision, recall and F1 by type.
    fn score(&self, sentences: &[Sentence]) -> Counts {
        let bytes = self.bytes();
        let model = onrecord::english::tagger::Model::open(&bytes).expect("just written");
        let mut looks = Looks::default();
        let mut counts = [[0usize; 3]; 5];
        for sentence in sentences {
            let cut = tokens(&sentence.text);
            let mut gold: Vec<(u32, u32, Label)> = sentence.names.iter().map(|(s, k)| (s.start, s.end, *k)).collect();
            let mut found = Vec::new();
            for stretch in stretches(&sentence.text, &cut) {
                looks.at(&sentence.text, &cut, stretch.clone());
                let emissions: Vec<Emission> = stretch.clone().map(|i| model.emission(&looks, i)).collect();
                let mut labels = Vec::new();
                model.decode(&emissions, &mut labels);
                let mut at = 0;
                while at < labels.len() {
                    let first = at;
                    at += 1;
                    if labels[first] == 0 { continue }
                    let kind = labels[first].div_ceil(2);
                    while at < labels.len() && labels[at] == kind * 2 { at += 1 }
                    let span = Span::new(cut[stretch.start + first].span.start, cut[stretch.start + at - 1].span.end);
                    let span = trimmed(&sentence.text, span);
                    found.push((span.start, span.end, kind));
                }
            }
            for k in 0..5 {
                let pick = |all: &[(u32, u32, Label)]| -> Vec<(u32, u32, Label)> {
                    all.iter().filter(|n| k == 0 || k == 4 || n.2 as usize == k).map(|n| if k == 4 { (n.0, n.1, 0) } else { *n }).collect()
                };
                let (g, f) = (pick(&gold), pick(&found));
                let right = f.iter().filter(|n| g.contains(n)).count();
                counts[k][0] += right;
                counts[k][1] += f.len() - right;
                counts[k][2] += g.len() - right;
            }
            gold.clear();
        }
        counts
    }
}
