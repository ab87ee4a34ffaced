//! Trains the weights that decide who says a quotation (`src/quotes/weights.txt`).
//!
//! ```text
//! cargo run --release --example train_speakers -- GOLD.jsonl [--leave-out PUBLISHER] > src/quotes/weights.txt
//! ```
//!
//! GOLD holds one article a line with the fields `publisher`, `text`, `quotes` and `segments`, as the PolNeAR
//! corpus (Newell et al. 2018) converts to. For each marked stretch the engine asks "who says this?" and
//! offers answers; an answer is right if its words hold the head of the source that people marked, or name
//! the same person. The weights maximise the likelihood of the right answers under a softmax, with an L2
//! penalty; the order of the articles is fixed, so the same input gives the same bytes. Only numbers leave
//! this program: weights of structural features, and no word of any article.
//!
//! Answers depend on earlier decisions (speech goes on), and those on the weights that are compiled in: train,
//! build and train again until the figures on standard error no longer move; twice is enough.

#![allow(clippy::print_stdout, reason = "the weights go to standard output")]

use onrecord::analysis::{Analysis, Options, study};
use onrecord::quotes::features::names;
use onrecord::text::Span;
use serde_json::Value;
use softmax::{Learning, Question, best, fit};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use text::{bytes, last_word};

#[path = "shared/softmax.rs"]
mod softmax;
#[path = "shared/text.rs"]
mod text;

const LEARNING: Learning = Learning { passes: 40, step: 0.1, penalty: 2e-4 };

/// A question, and by which pattern each answer was found.
struct Example {
    /// The line of the article that it is about.
    article: usize,
    question: Question,
    patterns: Vec<&'static str>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("usage: train_speakers GOLD.jsonl [--leave-out PUBLISHER]");
    let left_out = args.nth(1);
    let file = File::open(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let article: Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
        let held = left_out.is_some() && article["publisher"].as_str() == left_out.as_deref();
        examples(number, &article, if held { &mut test } else { &mut train });
    }
    held_out(&train);
    let weights = learn(&train);
    report("trained on", &train, &weights);
    if !test.is_empty() {
        report("left out", &test, &weights);
    }
    print(&weights, left_out.as_deref());
}

/// The weights that the examples teach. A question without a right answer teaches nothing: the best that is left is
/// a guess.
fn learn<'a>(examples: impl IntoIterator<Item = &'a Example>) -> Vec<f32> {
    let all = examples.into_iter().map(|e| &e.question);
    let taught: Vec<&Question> = all.filter(|q| q.right.contains(&true)).collect();
    fit(&taught, names().len(), &LEARNING)
}

/// Says how many questions are answered right by weights that their fifth of the articles had no part in: the figure
/// to compare features by.
fn held_out(examples: &[Example]) {
    const FOLDS: usize = 5;
    let (mut right, mut speech, mut speakers) = (0, 0, 0);
    for fold in 0..FOLDS {
        let held = |e: &&Example| e.article % FOLDS == fold;
        let weights = learn(examples.iter().filter(|e| !held(e)));
        for example in examples.iter().filter(held) {
            let question = &example.question;
            let best = best(question, &weights);
            right += usize::from(question.right[best]);
            // Whether it is speech, whoever says it; and who says it, where it is.
            let is_speech = !question.right[0];
            speech += usize::from(is_speech == (best > 0));
            speakers += usize::from(is_speech && question.right[best]);
        }
    }
    let all = examples.len();
    eprintln!(
        "held out: {right} of {all} right; {speech} told from what is no speech, {speakers} right speakers"
    );
}

/// The questions of an article for which the gold says what is right.
fn examples(number: usize, article: &Value, into: &mut Vec<Example>) {
    let text = article["text"].as_str().expect("text");
    let bytes = bytes(text);
    let place = |v: &Value, start: &str, end: &str| {
        let at = |k: &str| v[k].as_u64().map(|c| bytes[c as usize]);
        Some(Span::new(at(start)?, at(end)?))
    };
    let questions = study::study(&Analysis::new(text, Options::default()));
    for segment in article["segments"].as_array().expect("segments") {
        let Some(span) = place(segment, "start", "end") else { continue };
        let Some(question) = questions.iter().find(|q| q.outer.overlaps(span)) else { continue };
        let gold = segment["quote"].as_str().map(|id| {
            article["quotes"]
                .as_array()
                .expect("quotes")
                .iter()
                .find(|q| q["id"] == id)
                .expect("the quote is there")
        });
        let right = match gold {
            None => question.answers.iter().map(|a| a.shown_by.is_none()).collect(),
            Some(gold) if gold["no_source"] == true => continue,
            Some(gold) => {
                right_speakers(text, question, gold, place(gold, "speaker_head_start", "speaker_head_end"))
            }
        };
        let patterns = question.answers.iter().map(|a| a.pattern).collect();
        let answers = question.answers.iter().map(|a| a.features.iter().map(|f| f.0).collect()).collect();
        into.push(Example { article: number, question: Question { answers, right }, patterns });
    }
}

/// Which answers name the gold speaker.
fn right_speakers(text: &str, question: &study::Question, gold: &Value, head: Option<Span>) -> Vec<bool> {
    let chain: BTreeSet<String> = (gold["silver_chain_names"].as_array().into_iter().flatten())
        .filter_map(|n| n.as_str().map(last_word))
        .collect();
    let head_word = gold["speaker_head"].as_str().map(last_word).unwrap_or_default();
    let names = |answer: &study::Answer| {
        let Some(shown) = answer.shown_by else { return false };
        let last = last_word(shown.of(text));
        head.is_some_and(|h| shown.covers(h)) || last == head_word || chain.contains(&last)
    };
    question.answers.iter().map(names).collect()
}

fn report(what: &str, examples: &[Example], weights: &[f32]) {
    let mut right = 0;
    let mut possible = 0;
    let mut missed = std::collections::BTreeMap::<(&str, &str), usize>::new();
    for example in examples {
        let best = best(&example.question, weights);
        let is_right = &example.question.right;
        right += usize::from(is_right[best]);
        possible += usize::from(is_right.contains(&true));
        if !is_right[best] {
            let wanted = is_right.iter().position(|r| *r).map_or("none", |i| example.patterns[i]);
            *missed.entry((example.patterns[best], wanted)).or_default() += 1;
        }
    }
    eprintln!("{what}: {right} of {} right, {possible} could be", examples.len());
    let mut missed: Vec<_> = missed.into_iter().collect();
    missed.sort_by_key(|m| std::cmp::Reverse(m.1));
    for ((got, wanted), n) in missed.into_iter().take(12) {
        eprintln!("  {n:4} {got} instead of {wanted}");
    }
}

fn print(weights: &[f32], left_out: Option<&str>) {
    println!(
        "# Weights of the features that decide who says a quotation (src/quotes/features.rs): name, tab, weight."
    );
    println!(
        "# Made by examples/train_speakers.rs from PolNeAR 1.0 (Newell et al. 2018), training part, by structure"
    );
    println!(
        "# alone: no word of an article is in here. Publisher left out of training: {}.",
        left_out.unwrap_or("none")
    );
    for (name, weight) in names().iter().zip(weights) {
        println!("{name}\t{weight:.3}");
    }
}
