//! Holds the engine to what it scores on the articles of `tests/coreference`, whose README says what they are;
//! `docs/accuracy.md` has the tables. The measures are checked in `examples/score_coreference/metrics.rs`.

use gold::{Matching, articles, score};
use metrics::Scores;
use std::path::Path;

#[path = "../examples/score_coreference/assignment.rs"]
mod assignment;
#[path = "../examples/score_coreference/gold.rs"]
mod gold;
#[path = "../examples/score_coreference/metrics.rs"]
mod metrics;

/// The CoNLL score of a folder, in per cent: with mentions matched by head, and by all their words.
fn conll(part: &str) -> (f64, f64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coreference").join(part);
    let articles = articles(&folder);
    let sum = |matching| {
        let mut sum = Scores::default();
        articles.iter().for_each(|(_, article)| sum += score(article, matching));
        100.0 * sum.conll()
    };
    (sum(Matching::Head), sum(Matching::Exact))
}

#[track_caller]
fn at_least(part: &str, head: f64, exact: f64) {
    let (by_head, by_words) = conll(part);
    assert!(by_head >= head, "{part}, by head: {by_head:.1}, and the floor is {head}");
    assert!(by_words >= exact, "{part}, by exact words: {by_words:.1}, and the floor is {exact}");
}

#[test]
fn who_is_who_does_not_get_worse() {
    at_least("mended", 80.0, 79.0);
}

#[test]
fn nor_where_nobody_looks() {
    at_least("held-out", 78.0, 77.0);
}

/// The set is as large and as varied as its README says.
#[test]
fn the_set_is_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coreference");
    let (mended, held_out) = (articles(&folder.join("mended")), articles(&folder.join("held-out")));
    assert_eq!((mended.len(), held_out.len()), (23, 10));
    for (name, article) in mended.iter().chain(&held_out) {
        let words = article.text.split_whitespace().count();
        assert!((150..=350).contains(&words), "{name} has {words} words");
        let people = article.mentions.iter().filter(|(_, id)| !id.starts_with(['+', '@']));
        let people: std::collections::BTreeSet<_> = people.map(|(_, id)| id).collect();
        assert!(people.len() >= 3, "{name} has {} people", people.len());
    }
}
