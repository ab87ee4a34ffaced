//! What an analysis costs: from nothing, after a keystroke, and what is made of it for an editor.
//!
//! `cargo bench` runs all of it, `cargo bench -- keystroke` a part. The contracts below are for the median on
//! one core of an ordinary laptop; they are promises to the editor's user and not tests, because a busy machine
//! would break them. Articles are made beforehand; only the work itself is measured.

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::analysis::{Analysis, Options};
use onrecord::article::people_list;
use onrecord::english::dates::dates;
use onrecord::english::tagger::Reading;
use onrecord::english::tokens;
use onrecord::entities::people::{ListFile, People};
use onrecord::features::{hints, outline};
use onrecord::newsroom::Hints;
use onrecord::quotes::marks::pair;
use onrecord::rules;
use onrecord::text::{SharedText, Span};
use std::sync::Arc;

mod shared;
use shared::{article, crowd, with_a_letter_in_the_middle};

/// A usual article, a very long one, and one that only a machine could have written.
const SIZES: [usize; 3] = [5_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// Contract: 5 KB in 2 ms. Time grows with the length: 100 KB in 40 ms, 1 MB in 400 ms.
#[divan::bench(args = SIZES, max_time = 5)]
fn from_nothing(bencher: Bencher, size: usize) {
    let text: SharedText = article(size).into();
    bencher
        .counter(BytesCount::of_str(&*text))
        .bench_local(|| Analysis::new(text.clone(), Options::default()));
}

/// Contract: as `from_nothing`, however many people there are. Every repetition of the article has people of
/// its own here, so whatever compares everybody with everybody shows.
#[divan::bench(args = SIZES, max_time = 5)]
fn from_nothing_many_people(bencher: Bencher, size: usize) {
    let text: SharedText = crowd(size).into();
    bencher
        .counter(BytesCount::of_str(&*text))
        .bench_local(|| Analysis::new(text.clone(), Options::default()));
}

/// Contract: 5 KB in 0.5 ms, 100 KB in 5 ms, 1 MB in 50 ms: one paragraph, and a pass over the facts of all.
#[divan::bench(args = SIZES, max_time = 5)]
fn keystroke(bencher: Bencher, size: usize) {
    let before = article(size);
    let after: SharedText = with_a_letter_in_the_middle(&before).into();
    let analysis = Analysis::new(before, Options::default());
    bencher.bench_local(|| analysis.update(after.clone()));
}

/// Contract: 6 MB a second: 5 KB in 0.8 ms, 1 MB in 170 ms. Tokens are there already, as they are for the engine.
#[divan::bench(args = SIZES, max_time = 5)]
fn names_by_the_tagger(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| Reading::of(&text, &cut));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms.
#[divan::bench(args = SIZES, max_time = 5)]
fn words(bencher: Bencher, size: usize) {
    let text = article(size);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| tokens(&text));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms. Tokens are there already.
#[divan::bench(args = SIZES, max_time = 5)]
fn expressions_of_time(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| dates(&text, &cut));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms. Tokens are there already.
#[divan::bench(args = SIZES, max_time = 5)]
fn quotation_marks(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| pair(&text, &cut, &[], None));
}

/// Contract: 0.3 ms more than `keystroke` for 5 KB and 100 KB, though the newsroom knows ten thousand people, a hundred
/// for each surname of the article's.
#[divan::bench(args = SIZES, max_time = 5)]
fn keystroke_with_a_long_people_list(bencher: Bencher, size: usize) {
    let before = article(size);
    let after: SharedText = with_a_letter_in_the_middle(&before).into();
    let analysis = Analysis::new(before, Options { people: Arc::new(ten_thousand()), ..Options::default() });
    bencher.bench_local(|| analysis.update(after.clone()));
}

fn ten_thousand() -> People {
    let surnames = ["Anand", "Dahl", "Stefansdottir", "Lunde", "Quill"];
    let surname =
        |n: usize| surnames.get(n % 100).map_or_else(|| format!("Other{}", n % 100), ToString::to_string);
    let names = (0..10_000).map(|n| format!("- Person{} {}\n", n / 100, surname(n)));
    let list: String = names.collect();
    let (entries, problems) = people_list(&list);
    assert!(problems.is_empty());
    People::new(vec![ListFile { path: "people.yaml".into(), text: list.into(), entries }])
}

/// Contract: 50 ms for ten thousand people. Runs when the list is saved.
#[divan::bench]
fn a_long_people_list(bencher: Bencher) {
    bencher.bench_local(ten_thousand);
}

/// Contract: 0.2 ms for 5 KB. Runs after every keystroke.
#[divan::bench]
fn diagnostics(bencher: Bencher) {
    let analysis = usual();
    bencher.bench_local(|| rules::check(&analysis));
}

/// Contract: 0.1 ms for 5 KB. Editors ask after every keystroke.
#[divan::bench]
fn the_outline(bencher: Bencher) {
    let analysis = usual();
    bencher.bench_local(|| outline(&analysis));
}

/// Contract: 0.1 ms for 5 KB. Editors ask after every keystroke.
#[divan::bench]
fn the_hints(bencher: Bencher) {
    let analysis = usual();
    let everywhere = Span::new(0, analysis.text().len() as u32);
    let shown = Hints { speakers: true, people: false, dates: true };
    bencher.bench_local(|| hints(&analysis, everywhere, shown));
}

fn usual() -> Analysis {
    Analysis::new(article(SIZES[0]), Options::default())
}
