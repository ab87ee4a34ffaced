//! `onrecord report`, as one runs it.

mod common;

use common::Desk;
use insta::assert_snapshot;

const BRIDGE: &str = "date: 2024-03-08\n\n# The bridge\n\n“It took eleven years,” Mayor Ana Ruiz said on Tuesday.\n\n\
    Nobody came. “It was late,” a senior official said.\n\nIt rained.\n\n“And now?”\n";

/// A page as one reads it: its words, an element a line, from the body on.
fn read(page: &str) -> String {
    let body = page.split_once("<body>").expect("a body").1;
    let mut words = String::new();
    for piece in body.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let breaks = ["p", "h1", "h2", "h3", "tr", "li", "blockquote", "br", "div", "section"];
        if breaks.contains(&tag.split(' ').next().unwrap_or_default()) {
            words.push('\n');
        } else if tag.starts_with("td") || tag.starts_with("th") {
            words.push_str(" | ");
        }
        words.push_str(text);
    }
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n").replace("&quot;", "\"")
}

#[test]
fn a_page_tells_who_speaks_with_the_evidence() {
    let desk = Desk::new();
    desk.file("bridge.article", BRIDGE);
    let run = desk.run(&["report", "bridge.article"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"));
    assert!(run.out.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert_snapshot!(read(&run.out), @"");
    assert_eq!(desk.run(&["report", "bridge.article"]).out, run.out, "the same every time");
}

#[test]
fn what_is_reported_on_can_be_chosen() {
    let desk = Desk::new();
    desk.file("bridge.article", BRIDGE);
    let page = desk.run(&["report", "bridge.article", "--ignore", "unattributed-quote"]).out;
    assert!(!read(&page).contains("unattributed-quote"));
    let run = desk.run_with(&["report", "-"], BRIDGE.as_bytes());
    assert!(read(&run.out).contains("&lt;stdin&gt;"), "{run}");
}

#[test]
fn several_articles_stand_on_one_page_or_on_one_each() {
    let desk = Desk::new();
    desk.file("stories/bridge.article", BRIDGE)
        .file("stories/may/crane one.article", "“No,” said Bo Park.\n");
    let run = desk.run(&["report", "stories", "-o", "all.html"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let page = std::fs::read_to_string(desk.path().join("all.html")).unwrap();
    assert!(read(&page).starts_with("Who says what in 2 articles\n"), "{page}");
    assert!(page.contains("href=\"#a2\"") && page.contains("id=\"a2\""));

    let run = desk.run(&["report", "stories", "-o", "pages/"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let page = |name: &str| std::fs::read_to_string(desk.path().join("pages").join(name)).unwrap();
    assert_snapshot!(read(&page("index.html")), @"");
    assert!(page("index.html").contains("href=\"may/crane%20one.html\""));
    assert!(read(&page("bridge.html")).contains("Ana Ruiz"));
    assert!(read(&page("may/crane one.html")).contains("Bo Park"));
}

#[test]
fn what_cannot_be_read_or_written_is_told_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.file("bridge.article", BRIDGE).file("old.article", b"It\x92s late.".as_slice());
    let run = desk.run(&["report", "missing.article", "old.article", "bridge.article", "-o", "all.html"]);
    assert_snapshot!(run, @"");
    assert!(std::fs::read_to_string(desk.path().join("all.html")).unwrap().contains("Ana Ruiz"));
    assert_snapshot!(desk.run(&["report", "bridge.article", "-o", "nowhere/all.html"]), @"");
    assert_snapshot!(desk.run(&["report", "bridge.article", "-o", "bridge.article"]), @"");
    assert_eq!(std::fs::read_to_string(desk.path().join("bridge.article")).unwrap(), BRIDGE);
    assert_snapshot!(desk.run(&["report", "missing.article"]), @"");
}
