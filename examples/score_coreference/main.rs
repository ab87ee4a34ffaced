//! Scores who is who on the articles of `tests/coreference`: the tables of `docs/accuracy.md`.
//!
//! ```text
//! cargo run --release --example score_coreference                       # the tables
//! cargo run --release --example score_coreference -- --articles         # each article that may be looked into
//! cargo run --release --example score_coreference -- --mistakes ARTICLE # what is wrong in one of them
//! ```
//!
//! Articles that are held out are scored together and shown by nothing here.

#![allow(clippy::print_stdout, reason = "the tables go to standard output")]

use gold::{Marked, Matching, articles, found, matched, score};
use metrics::{Score, Scores};
use onrecord::text::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod assignment;
mod gold;
mod metrics;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mended = articles(&folder("mended"));
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => tables(&mended, &articles(&folder("held-out"))),
        ["--articles"] => each(&mended),
        ["--mistakes", name] => match mended.iter().find(|(known, _)| known == name) {
            Some((_, article)) => mistakes(article),
            None => {
                eprintln!("“{name}” is no article of tests/coreference/mended; --articles lists them");
                return ExitCode::FAILURE;
            }
        },
        _ => {
            eprintln!("usage: score_coreference [--articles | --mistakes ARTICLE]");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn folder(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coreference").join(part)
}

fn tables(mended: &[(String, Marked)], held_out: &[(String, Marked)]) {
    println!("| articles | mentions matched by | mentions | MUC | B³ | CEAF φ₃ | CEAF φ₄ | CoNLL |");
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (name, part) in [("mended", mended), ("held out", held_out)] {
        for (by, matching) in [("exact words", Matching::Exact), ("head", Matching::Head)] {
            let mut sum = Scores::default();
            part.iter().for_each(|(_, article)| sum += score(article, matching));
            println!("| {} {name} | {by} | {}", part.len(), columns(&sum));
        }
    }
}

/// Recall, precision and F1 of each measure, and their mean.
fn columns(scores: &Scores) -> String {
    let percent = |s: Score| {
        format!("{:.1} / {:.1} / {:.1}", 100.0 * s.recall(), 100.0 * s.precision(), 100.0 * s.f1())
    };
    let all = [scores.mentions, scores.muc, scores.b_cubed, scores.ceaf_mentions, scores.ceaf_entities];
    format!("{} | {:.1} |", all.map(percent).join(" | "), 100.0 * scores.conll())
}

fn each(articles: &[(String, Marked)]) {
    for (name, article) in articles {
        let scores = score(article, Matching::Head);
        println!("{:5.1} {name}", 100.0 * scores.conll());
    }
}

/// Each marked mention that we do not find or give to somebody else, and each of ours that is not marked.
fn mistakes(article: &Marked) {
    let entities = found(article);
    let ours: Vec<(usize, Span)> =
        entities.iter().enumerate().flat_map(|(e, (_, spans))| spans.iter().map(move |s| (e, *s))).collect();
    let spans: Vec<Span> = ours.iter().map(|(_, span)| *span).collect();
    let same = matched(article, &spans, Matching::Head);
    // An entity of ours is whoever most of its mentions are.
    let mut votes: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for ((entity, _), gold) in ours.iter().zip(&same) {
        if let Some(gold) = gold {
            *votes.entry((*entity, &article.mentions[*gold].1)).or_default() += 1;
        }
    }
    let is = |entity: usize| {
        let mine = votes.iter().filter(|((e, _), _)| *e == entity);
        mine.max_by_key(|(_, votes)| **votes).map_or("nobody", |((_, id), _)| *id)
    };
    let mut lines: Vec<(u32, String)> = vec![];
    for (gold, (span, id)) in article.mentions.iter().enumerate() {
        let words = context(article, *span);
        match same.iter().position(|s| *s == Some(gold)) {
            None => lines.push((span.start, format!("missed  {id}: {words}"))),
            Some(i) if is(ours[i].0) != id => {
                lines.push((span.start, format!("wrong   {id}, not {}: {words}", entities[ours[i].0].0)));
            }
            Some(_) => {}
        }
    }
    for ((entity, span), _) in ours.iter().zip(&same).filter(|(_, same)| same.is_none()) {
        let words = context(article, *span);
        lines.push((span.start, format!("extra   {}: {words}", entities[*entity].0)));
    }
    // One person in two: all of them but the one who has most of the mentions.
    let mut parts: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (entity, (_, spans)) in entities.iter().enumerate() {
        parts.entry(is(entity)).or_default().push((spans.len(), entity));
    }
    for (id, mut parts) in parts.into_iter().filter(|(id, parts)| *id != "nobody" && parts.len() > 1) {
        parts.sort_unstable();
        let whole = &entities[parts[parts.len() - 1].1].0;
        for (_, part) in &parts[..parts.len() - 1] {
            let (name, spans) = &entities[*part];
            lines.push((spans[0].start, format!("split   {id}: “{name}” is not “{whole}”")));
        }
    }
    lines.sort();
    lines.iter().for_each(|(_, line)| println!("{line}"));
}

/// The words in brackets, with some around them.
fn context(article: &Marked, span: Span) -> String {
    let text = &article.text;
    let (start, end) = (span.start as usize, span.end as usize);
    let before: String = text[..start].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[end..].chars().take(20).collect();
    format!("{before}[{}]{after}", span.of(text)).replace('\n', " ")
}
