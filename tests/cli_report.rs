//! `onrecord report`, as one runs it.

mod common;

use common::Desk;
use insta::assert_snapshot;

const BRIDGE: &str = "date: 2024-03-08\n\n# The bridge\n\n“It took eleven years,” Mayor Ana Ruiz said on Tuesday.\n\n\
    Nobody came. “It was late,” a senior official said.\n\nIt rained.\n\n“And now?”\n";

/// A page as one reads it: its words, an element a line, from the body on.
fn read(page: &str) -> String {
    const LINES: [&str; 11] =
        ["p", "h1", "h2", "h3", "tr", "li", "blockquote", "br", "div", "section", "title"];
    let body = page.split_once("<body>").expect("a body").1;
    let mut words = String::new();
    for piece in body.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        match tag.split(' ').next().unwrap_or_default() {
            name if LINES.contains(&name) => words.push('\n'),
            "td" | "th" => words.push_str(" | "),
            "/b" => words.push(' '),
            _ => {}
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
    assert_snapshot!(read(&run.out), @r"
    Who says what
    The bridge
    bridge.article · Friday 8 March 2024
    3 quotations
    1 by name
    1 by unnamed sources
    1 without a speaker
    36 % of the words are quoted
    Who speaks
    Ana Ruiz: 44 %
    a senior official: 33 %
    Nobody shown: 22 %
    | Speaker | Quotations | Words | Share
    | Ana Ruiz, Mayor | 1 | 4 | 44 %
    | a senior officialunnamed | 1 | 3 | 33 %
    | Nobody shown | 1 | 2 | 22 %
    Without a speaker
    “And now?”
    Nobody is shown to have said this line 11
    Every quotation, by speaker
    Ana Ruiz, Mayor 1 quotation
    “It took eleven years,”
    by “Ana Ruiz”, a name, with “said” (line 5)
    almost certain (97 %): the attribution follows the quotation line 5
    a senior officialunnamed 1 quotation
    “It was late,”
    by “a senior official”, a description, with “said” (line 7)
    almost certain (99 %): the attribution follows the quotation line 7
    Sources without a name
    | Source | Shown by | Quotations | Reported | Line
    | a senior official | a senior official | 1 | – | 7
    Dates
    | Words | Day meant | Line
    | Tuesday | Tuesday 5 March 2024 | 5
    Problems
    warning Nobody is shown to have said “And now?”. Name the speaker beside it, or mark it {.scare} or {.title} if it is not speech. line 11 unattributed-quote
    The article
    The bridge
    “It took eleven years,” Mayor Ana Ruiz said on Tuesday.
    Nobody came. “It was late,” a senior official said.
    It rained.
    “And now?”
    ");
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
    assert_snapshot!(read(&page("index.html")), @r"
    Who says what in 2 articles
    | Article | Quotations | Unnamed | No speaker | Problems
    | The bridge
    stories/bridge.article | 3 | 1 | 1 | 1
    | “No,” said Bo Park.
    stories/may/crane one.article | 1 | – | – | –
    ");
    assert!(page("index.html").contains("href=\"may/crane%20one.html\""));
    assert!(read(&page("bridge.html")).contains("Ana Ruiz"));
    assert!(read(&page("may/crane one.html")).contains("Bo Park"));
}

#[test]
fn what_cannot_be_read_or_written_is_told_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.file("bridge.article", BRIDGE).file("old.article", b"It\x92s late.".as_slice());
    let run = desk.run(&["report", "missing.article", "old.article", "bridge.article", "-o", "all.html"]);
    assert_snapshot!(run, @r"
    stderr: error: missing.article: there is no such file
    stderr: error: old.article: is not UTF-8: byte 0x92 on line 1, at offset 2; it looks like Windows-1252: save it as UTF-8
    exit code: 2
    ");
    assert!(std::fs::read_to_string(desk.path().join("all.html")).unwrap().contains("Ana Ruiz"));
    assert_snapshot!(desk.run(&["report", "bridge.article", "-o", "nowhere/all.html"]), @r"
    stderr: error: nowhere/all.html: there is no folder to put it in
    exit code: 2
    ");
    assert_snapshot!(desk.run(&["report", "bridge.article", "-o", "bridge.article"]), @r"
    stderr: error: bridge.article: is one of the articles; choose another name for --output
    exit code: 2
    ");
    assert_eq!(std::fs::read_to_string(desk.path().join("bridge.article")).unwrap(), BRIDGE);
    assert_snapshot!(desk.run(&["report", "missing.article"]), @r"
    stderr: error: missing.article: there is no such file
    exit code: 2
    ");
}
