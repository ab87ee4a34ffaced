//! Holds the engine to how many names it finds in the news of `tests/names`, whose README says what is marked. A name
//! counts if its first and last letter and what it names are right, as `docs/names.md` counts them.

use onrecord::analysis::{Analysis, How, Options};
use onrecord::article::EntityKind;
use onrecord::text::Span;
use std::collections::BTreeSet;
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

/// F1 of the names in a folder, in per cent; of all, or of one kind.
fn f1(folder: &str, kind: Option<&str>) -> f64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names").join(folder);
    let (mut right, mut all) = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        let (text, mut gold) = read(&std::fs::read_to_string(&path).expect("a readable file"));
        let mut names = found(&text);
        for set in [&mut gold, &mut names] {
            set.retain(|name| kind.is_none_or(|kind| name.2 == kind));
        }
        right += 2 * gold.intersection(&names).count();
        all += gold.len() + names.len();
    }
    100.0 * right as f64 / all as f64
}

#[track_caller]
fn at_least(folder: &str, kind: Option<&str>, floor: f64) {
    let f1 = f1(folder, kind);
    assert!(f1 >= floor, "{folder}, {}: {f1:.1}, and the floor is {floor}", kind.unwrap_or("all"));
}

#[test]
fn names_in_the_news_are_found() {
    at_least("mended", None, 90.0);
    at_least("mended", Some("person"), 92.0);
    at_least("mended", Some("organisation"), 86.0);
    at_least("mended", Some("place"), 92.0);
}

#[test]
fn and_where_nobody_looks() {
    at_least("held-out", None, 84.0);
    at_least("held-out", Some("person"), 88.0);
}

#[test]
fn marks_are_read() {
    let (text, names) = read("[Ann Lee|person]’s [The Herald|organisation] in [Bath|place]");
    assert_eq!(text, "Ann Lee’s The Herald in Bath");
    let words: Vec<(&str, &str)> =
        names.iter().map(|(start, end, kind)| (Span::new(*start, *end).of(&text), *kind)).collect();
    assert_eq!(words, [("Ann Lee", "person"), ("Herald", "organisation"), ("Bath", "place")]);
}
