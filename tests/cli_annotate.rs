//! `onrecord annotate`, as an archive runs it.

mod common;

use common::Desk;
use insta::assert_snapshot;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

#[test]
fn each_line_has_its_answer_in_its_place() {
    let desk = Desk::new();
    let input = b"{\"id\": \"a1\", \"text\": \"It rained.\", \"date\": \"2023-09-15\", \"desk\": \"city\"}\n\
        \n\
        {\"id\": 2}\n\
        not json\r\n\
        {\"id\": \"caf\xE9\", \"text\": \"\"}\n\
        {\"text\": \"It snowed.\", \"id\": {\"k\": [1, 2.50]}}";
    assert_snapshot!(desk.run_with(&["annotate"], input), @r#"
    {"id":"a1","date":"2023-09-15","quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    {"id":2,"line":3,"error":"there is no field \"text\""}
    {"id":null,"line":4,"error":"not a JSON object: expected ident at column 2"}
    {"id":null,"line":5,"error":"not UTF-8: byte 0xE9 at offset 11 of the line"}
    {"id":{"k": [1, 2.50]},"date":null,"quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    exit code: 1
    "#);
}

#[test]
fn fields_may_have_other_names() {
    let desk = Desk::new();
    let names = ["annotate", "--id-field", "uri", "--text-field", "body", "--date-field", "day"];
    let input = b"\xEF\xBB\xBF{\"uri\": 7, \"body\": \"It rained.\", \"day\": \"2023-09-15T08:00:00Z\"}\n";
    assert_snapshot!(desk.run_with(&names, input), @r#"
    {"id":7,"date":"2023-09-15","quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    exit code: 0
    "#);
}

#[test]
fn files_and_folders_are_read_in_the_order_given() {
    let desk = Desk::new();
    desk.file("in.jsonl", "{\"id\": 1, \"text\": \"\"}\noops\n").file("week/b.article", "It rained.\n");
    desk.file("week/a.article", "It snowed.\n").file("bad.article", b"\xFF\xFE");
    let run = desk.run(&["annotate", "week", "missing.jsonl", "bad.article", "in.jsonl"]);
    assert_snapshot!(run, @r#"
    {"id":"week/a.article","date":null,"quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    {"id":"week/b.article","date":null,"quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    {"id":1,"date":null,"quotes":[],"terms":[],"entities":[],"dates":[],"diagnostics":[]}
    {"id":null,"line":2,"error":"in.jsonl: not a JSON object: expected value at column 1"}
    stderr: error: missing.jsonl: there is no such file
    stderr: error: bad.article: is not UTF-8: byte 0xFF on line 1, at offset 0; it looks like UTF-16: save it as UTF-8
    exit code: 2
    "#);
}

#[test]
fn what_a_speaker_quotes_stands_in_the_speakers_record() {
    let desk = Desk::new();
    let input = "{\"id\": 1, \"text\": \"“‘It will fall soon,’ Bo Ek told me,” said Ana Ruiz.\"}\n";
    let run = desk.run_with(&["annotate"], input.as_bytes());
    let record: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(record["quotes"].as_array().expect("a list").len(), 1);
    let (outer, inner) = (&record["quotes"][0], &record["quotes"][0]["inner"][0]);
    assert_eq!((&outer["speaker"]["name"], &inner["speaker"]["name"]), (&"Ana Ruiz".into(), &"Bo Ek".into()));
    assert_eq!(
        (&inner["start"], &inner["end"], &inner["text"]),
        (&2.into(), &20.into(), &"It will fall soon,".into())
    );
    assert_eq!(inner["speaker"]["entity"], record["entities"][0]["id"]);
    assert_eq!(inner["evidence"], "quote-subject-verb");
}

#[test]
fn the_header_names_the_format() {
    let desk = Desk::new();
    let run = desk.run_with(&["annotate", "--header", "--offsets", "utf16"], b"");
    let version = env!("CARGO_PKG_VERSION");
    let expected =
        format!("{{\"schema\":1,\"tool\":\"onrecord\",\"version\":\"{version}\",\"offsets\":\"utf16\"}}\n");
    assert_eq!((run.out, run.code), (expected, Some(0)));
}

#[test]
fn the_schema_is_json() {
    let run = Desk::new().run(&["annotate", "--schema"]);
    let schema: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn thousands_of_articles_come_back_in_order_on_any_number_of_cores() {
    let desk = Desk::new();
    let input: String = (0..5000)
        .map(|i| format!("{{\"id\": {i}, \"text\": \"{}\"}}\n", "It rained. ".repeat(i % 40)))
        .collect();
    for jobs in ["1", "4"] {
        let run = desk.run_with(&["annotate", "--jobs", jobs], input.as_bytes());
        let ids = run.out.lines().map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            record["id"].as_u64().expect("a number")
        });
        assert!(ids.eq(0..5000));
    }
}

/// A program that asks about one article at a time waits for the answer before it sends the next.
#[test]
fn an_article_is_answered_before_the_next_is_sent() {
    let desk = Desk::new();
    let mut command = desk.command(&["annotate"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for i in 0..3 {
        writeln!(stdin, "{{\"id\": {i}, \"text\": \"It rained.\"}}").expect("it listens");
        let answer = answers.next().expect("an answer").expect("text");
        assert!(answer.starts_with(&format!("{{\"id\":{i},")), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}
