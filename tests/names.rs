//! Holds the engine to how many names it finds in the news of `tests/names`, whose README says what is marked. A name
//! counts if its first and last letter and what it names are right, as `docs/names.md` counts them.

#![allow(clippy::print_stdout, reason = "the figures are for docs/names.md")]

use onrecord::analysis::{Analysis, How, Options};
use onrecord::article::EntityKind;
use onrecord::text::Span;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::path::Path;

/// A name: where it is, and what it names.
type Found = BTreeSet<(u32, u32, &'static str)>;

const KINDS: [&str; 3] = ["person", "organisation", "place"];

/// The text without its marks, and what they say.
fn read(marked: &str) -> (String, Found) {
    let (mut text, mut names) = (String::new(), Found::new());
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('[') {
        text.push_str(before);
        let (mark, after) = behind.split_once(']').expect("a mark ends with ]");
        let (words, kind) = mark.split_once('|').expect("a mark is [words|kind]");
        let kind = KINDS.iter().find(|k| **k == kind).unwrap_or_else(|| panic!("{kind:?} is no kind"));
        let start = text.len() as u32;
        text.push_str(words);
        names.insert(without_article(&text, Span::new(start, text.len() as u32), kind));
        rest = after;
    }
    text.push_str(rest);
    (text, names)
}

/// A leading article does not count.
fn without_article(text: &str, span: Span, kind: &'static str) -> (u32, u32, &'static str) {
    let words = span.of(text);
    let article = ["The ", "the ", "A ", "An "].iter().find(|a| words.starts_with(**a));
    (span.start + article.map_or(0, |a| a.len() as u32), span.end, kind)
}

/// The names that the engine finds.
fn found(text: &str) -> Found {
    let analysis = Analysis::new(text.to_owned(), Options::default());
    let mut names = Found::new();
    for mention in analysis.mentions.iter().filter(|m| m.how == How::Name) {
        let kind = mention.entity.map(|id| analysis.entities[id.0 as usize].kind);
        let kind = match kind {
            Some(EntityKind::Person) => KINDS[0],
            Some(EntityKind::Organisation) => KINDS[1],
            Some(EntityKind::Place) => KINDS[2],
            _ => continue,
        };
        names.insert(without_article(text, mention.span, kind));
    }
    names
}

/// F1 of the names in a folder, in per cent, of all and of each kind; and how many names there are.
struct Scores {
    folder: &'static str,
    names: usize,
    all: f64,
    people: f64,
    organisations: f64,
    places: f64,
}

impl Scores {
    fn of(folder: &'static str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names").join(folder);
        let entries = std::fs::read_dir(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let articles = entries.map(|entry| {
            let path = entry.expect("a readable folder").path();
            let (text, gold) = read(&std::fs::read_to_string(path).expect("a readable file"));
            let names = found(&text);
            (gold, names)
        });
        let articles: Vec<(Found, Found)> = articles.collect();
        let f1 = |kind: Option<&str>| {
            let is_of = |name: &&(u32, u32, &str)| kind.is_none_or(|kind| name.2 == kind);
            let right = |(gold, names): &(Found, Found)| gold.intersection(names).filter(is_of).count();
            let all = |(gold, names): &(Found, Found)| gold.iter().chain(names).filter(is_of).count();
            200.0 * articles.iter().map(right).sum::<usize>() as f64
                / articles.iter().map(all).sum::<usize>() as f64
        };
        Scores {
            folder,
            names: articles.iter().map(|(gold, _)| gold.len()).sum(),
            all: f1(None),
            people: f1(Some("person")),
            organisations: f1(Some("organisation")),
            places: f1(Some("place")),
        }
    }
}

/// As a row of the table in `docs/names.md`.
impl Display for Scores {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Scores { folder, names, all, people, organisations, places } = self;
        write!(f, "| {folder} | {names} | {all:.1} | {people:.1} | {organisations:.1} | {places:.1} |")
    }
}

#[test]
fn names_in_the_news_are_found() {
    let scores = Scores::of("mended");
    println!("{scores}");
    assert!(scores.all >= 93.0, "{scores}");
    assert!(scores.people >= 93.0, "{scores}");
    assert!(scores.organisations >= 90.0, "{scores}");
    assert!(scores.places >= 94.0, "{scores}");
}

#[test]
fn and_where_nobody_looks() {
    let scores = Scores::of("held-out");
    println!("{scores}");
    assert!(scores.all >= 86.0, "{scores}");
    assert!(scores.people >= 92.0, "{scores}");
}

#[test]
fn marks_are_read() {
    let (text, names) = read("[Ann Lee|person]’s [The Herald|organisation] in [Bath|place]");
    assert_eq!(text, "Ann Lee’s The Herald in Bath");
    let words: Vec<(&str, &str)> =
        names.iter().map(|(start, end, kind)| (Span::new(*start, *end).of(&text), *kind)).collect();
    assert_eq!(words, [("Ann Lee", "person"), ("Herald", "organisation"), ("Bath", "place")]);
}
