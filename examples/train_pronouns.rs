//! Trains the weights that decide whom "he" and "she" mean (`src/entities/weights.txt`).
//!
//! ```text
//! cargo run --release --example train_pronouns -- GOLD.jsonl GAP.tsv [--leave-out PUBLISHER] > src/entities/weights.txt
//! ```
//!
//! GOLD holds one article a line with the fields `publisher`, `text` and `quotes`, as the PolNeAR corpus (Newell et al. 2018)
//! converts to; where a source is a pronoun, `silver_chain_names` are the names that an automatic program gave
//! to it. GAP is a file of the corpus of that name (Webster et al. 2018): a text, a pronoun and two names. For each
//! such pronoun the engine offers everybody who fits; a person is right if the gold names them, and where GAP says that
//! neither name is meant, everybody else may be. Only numbers leave this program: weights of structural features, and no word of any text.
//!
//! Answers depend on earlier ones, and those on the weights that are compiled in: train, build and train again
//! until the figures on standard error no longer move; twice is enough.

#![allow(clippy::print_stdout, reason = "the weights go to standard output")]

use onrecord::analysis::{Analysis, Options, study};
use onrecord::entities::salience::names;
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

const LEARNING: Learning = Learning { passes: 30, step: 0.1, penalty: 3e-2 };

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (gold, gap, left_out) = match &args[..] {
        [gold, gap] => (gold, gap, None),
        [gold, gap, option, publisher] if option == "--leave-out" => (gold, gap, Some(publisher.as_str())),
        _ => panic!("usage: train_pronouns GOLD.jsonl GAP.tsv [--leave-out PUBLISHER]"),
    };
    let (mut from_gold, mut from_gap) = (Vec::new(), Vec::new());
    for line in lines(gold) {
        let article: Value = serde_json::from_str(&line).expect("JSON");
        if left_out.is_none() || article["publisher"].as_str() != left_out {
            questions_of_article(&article, &mut from_gold);
        }
    }
    for line in lines(gap).skip(1) {
        from_gap.extend(question_of_snippet(&line));
    }
    let all = || from_gold.iter().chain(&from_gap);
    let taught: Vec<&Question> = all().filter(|q| q.right.contains(&true)).collect();
    held_out(&from_gold, &from_gap);
    let weights = fit(&taught, names().len(), &LEARNING);
    for (what, questions) in [("articles", &from_gold), ("snippets", &from_gap)] {
        let right = questions.iter().filter(|q| q.right[best(q, &weights)]).count();
        let possible = questions.iter().filter(|q| q.right.contains(&true)).count();
        eprintln!("{what}: {right} of {} right, {possible} could be", questions.len());
    }
    println!(
        "# Weights of the features that decide whom a pronoun means (src/entities/salience.rs): name, tab, weight."
    );
    println!(
        "# Made by examples/train_pronouns.rs from PolNeAR 1.0 (Newell et al. 2018), training part, and from"
    );
    println!(
        "# the development part of GAP (Webster et al. 2018), by structure alone: no word of a text is in here."
    );
    println!("# Publisher left out of training: {}.", left_out.unwrap_or("none"));
    for (name, weight) in names().iter().zip(&weights) {
        println!("{name}\t{weight:.3}");
    }
}

fn lines(path: &str) -> impl Iterator<Item = String> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    BufReader::new(file).lines().map(|line| line.expect("UTF-8"))
}

/// Says how many questions are answered right by weights that a fifth of them had no part in.
fn held_out(from_gold: &[Question], from_gap: &[Question]) {
    const FOLDS: usize = 5;
    let mut right = [0, 0];
    for fold in 0..FOLDS {
        // Neighbours in a file are of one article, so that a fold is a stretch of it.
        let held = |index: usize, len: usize| index * FOLDS / len == fold;
        let sets = [from_gold, from_gap];
        let taught: Vec<&Question> = sets
            .iter()
            .flat_map(|set| set.iter().enumerate().filter(|(i, _)| !held(*i, set.len())))
            .map(|(_, question)| question)
            .filter(|q| q.right.contains(&true))
            .collect();
        let weights = fit(&taught, names().len(), &LEARNING);
        for (set, right) in sets.iter().zip(&mut right) {
            let asked = set.iter().enumerate().filter(|(i, _)| held(*i, set.len()));
            *right += asked.filter(|(_, q)| q.right[best(q, &weights)]).count();
        }
    }
    eprintln!("held out: {} in articles, {} in snippets", right[0], right[1]);
}

/// The pronouns that people marked as sources, where a program gave them names.
fn questions_of_article(article: &Value, into: &mut Vec<Question>) {
    let text = article["text"].as_str().expect("text");
    let bytes = bytes(text);
    let asked = study::pronouns(&Analysis::new(text, Options::default()));
    let mut done = BTreeSet::new();
    for quote in article["quotes"].as_array().expect("quotes") {
        let chain: BTreeSet<String> = (quote["silver_chain_names"].as_array().into_iter().flatten())
            .filter_map(|n| n.as_str().map(last_word))
            .collect();
        let Some(start) = quote["speaker_head_start"].as_u64().map(|c| bytes[c as usize]) else { continue };
        let Some(question) = asked.iter().find(|q| q.span.start == start) else { continue };
        if !chain.is_empty() && done.insert(start) {
            into.extend(known(question, |person| chain.contains(&last_word(&person.name))));
        }
    }
}

/// The pronoun of a snippet, which means one of the two names or neither.
fn question_of_snippet(line: &str) -> Option<Question> {
    let fields: Vec<&str> = line.split('\t').collect();
    let text = fields[1];
    let bytes = bytes(text);
    let place = |field: usize, words: &str| {
        let start = bytes[fields[field].parse::<usize>().expect("an offset")];
        Span::new(start, start + words.len() as u32)
    };
    let pronoun = place(3, fields[2]);
    let offered = [(4, 5, 6), (7, 8, 9)]
        .map(|(name, offset, is)| (place(offset, fields[name]), fields[is].eq_ignore_ascii_case("true")));
    let some = offered.iter().any(|(_, is)| *is);
    let asked = study::pronouns(&Analysis::new(text, Options::default()));
    let question = asked.iter().find(|q| q.span == pronoun)?;
    known(question, |person| {
        // Where neither is meant, everybody else may be.
        let named = |right: bool| {
            offered.iter().any(|(o, is)| *is == right && person.named.iter().any(|n| o.overlaps(*n)))
        };
        if some { named(true) } else { !named(false) }
    })
}

/// A question with its right answers; none if nobody fits at all.
fn known(question: &study::PronounQuestion, is: impl Fn(&study::Antecedent) -> bool) -> Option<Question> {
    let answers = question.people.iter().map(|p| p.features.iter().map(|f| f.0).collect()).collect();
    let right: Vec<bool> = question.people.iter().map(is).collect();
    (!right.is_empty()).then_some(Question { answers, right })
}
