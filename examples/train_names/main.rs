//! Trains the weights that tell names (`src/english/tagger/weights.bin`).
//!
//! ```text
//! cargo run --release --example train_names -- FOLDER src/english/tagger/weights.bin
//! cargo run --release --example train_names -- FOLDER WEIGHTS --without=wikigold
//! cargo run --release --example train_names -- FOLDER --hold-out
//! ```
//!
//! FOLDER holds the CoNLL files of [`corpus::SOURCES`] (`token TAB tag`, an empty line behind each sentence,
//! `-DOCSTART-` between documents). The first line writes weights trained on everything; the same files give the same
//! bytes. The second leaves a source out, so that the program built with such weights can be scored on it. The third
//! writes nothing: five times it trains on four fifths of the documents, and it prints how often the
//! names of the others are found, sentence by sentence and without the pass over the article. `docs/names.md` is the
//! model's card.
//!
//! Text is put together as it would be printed and cut by the engine's own tokenizer, and its signs are made by the
//! engine's own code, so that training and use cannot drift apart.

#![allow(clippy::print_stdout, reason = "scores go to standard output")]

mod corpus;
mod field;
mod score;

use corpus::{SOURCES, Sentence};
use score::Counts;
use std::collections::BTreeMap;

/// How many parts the documents are divided into where some are held out.
const FOLDS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (folder, target, left_out) = match &args[..] {
        [folder, target] => (folder, target, None),
        [folder, target, option] if option.starts_with("--without=") => {
            (folder, target, option.strip_prefix("--without="))
        }
        _ => {
            eprintln!("usage: train_names FOLDER (WEIGHTS [--without=SOURCE] | --hold-out)");
            std::process::exit(2);
        }
    };
    let corpus = corpus::read(folder);
    if target == "--hold-out" {
        return hold_out(&corpus);
    }
    let used = |sentence: &&Sentence| left_out != Some(SOURCES[sentence.source].name);
    let sentences: Vec<&Sentence> = corpus.iter().filter(used).collect();
    let bytes = field::train(&sentences).bytes();
    std::fs::write(target, &bytes).unwrap_or_else(|e| panic!("{target}: {e}"));
    eprintln!("{} bytes", bytes.len());
}

fn hold_out(corpus: &[Sentence]) {
    let mut totals: BTreeMap<&str, Counts> = BTreeMap::new();
    for fold in 0..FOLDS {
        let (test, train): (Vec<&Sentence>, Vec<&Sentence>) =
            corpus.iter().partition(|sentence| sentence.document % FOLDS == fold);
        let bytes = field::train(&train).bytes();
        for sentence in test {
            let source = &SOURCES[sentence.source];
            let group = if source.gold { "by people" } else { "by a program" };
            let names = score::found(&bytes, sentence);
            for key in [source.name, group] {
                totals.entry(key).or_default().add(&sentence.names, &names);
            }
        }
    }
    totals.iter().for_each(|(name, counts)| println!("{name:12} {counts}"));
}
