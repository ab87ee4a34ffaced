//! The command line on articles in which there is something to find.

mod common;

use common::Desk;
use serde_json::{Value, json};

const UNSAID: &str = "The harbour was closed for a week. “We were never told, and we are still waiting.” The \
                      boats stayed in the bay.\n";
const RUIZ: &str = "Deputy Mayor Ana Ruiz opened the bridge on Monday.\n\n“It took eleven years,” the deputy \
                    mayor said. “Nobody is to blame,” she added.\n";

#[test]
fn a_warning_is_drawn_counted_and_fails_the_run() {
    let desk = Desk::new();
    desk.file("a.article", UNSAID).file("b.article", "It rained.\n");
    let run = desk.run(&["check", "a.article", "b.article"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.out.starts_with("warning[unattributed-quote]: "), "{run}");
    assert!(run.out.contains("╭▸ a.article:1:36"), "{run}");
    assert!(run.out.contains("“We were never told, and we are still waiting.”"), "{run}");
    assert!(run.out.contains("`onrecord explain unattributed-quote`"), "{run}");
    assert!(run.out.ends_with("\n1 warning in 1 of 2 articles\n"), "{run}");
}

#[test]
fn what_is_left_out_does_not_fail_the_run() {
    let desk = Desk::new();
    desk.file("a.article", UNSAID);
    let run = desk.run(&["check", "a.article", "--min-severity", "error"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), "No problems in 1 article\n"));
}

#[test]
fn json_is_an_object_a_line() {
    let desk = Desk::new();
    desk.file("a.article", UNSAID);
    let run = desk.run(&["check", "a.article", "--format", "json"]);
    let found: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(found.len(), 1, "{run}");
    assert_eq!(found[0]["file"], "a.article");
    assert_eq!(found[0]["code"], "unattributed-quote");
    assert_eq!(found[0]["severity"], "warning");
    assert_eq!(
        [&found[0]["line"], &found[0]["column"], &found[0]["end_line"]],
        [&json!(1), &json!(36), &json!(1)]
    );
    assert_eq!(run.code, Some(1));
}

#[test]
fn the_outline_is_a_tree() {
    let desk = Desk::new();
    desk.file("a.article", RUIZ);
    insta::assert_snapshot!(desk.run(&["outline", "a.article"]), @r"
    a.article
    └── Ana Ruiz  (2 quotations · Deputy Mayor)  3:25
        ├── “It took eleven years,”  (the deputy mayor)  3:2
        └── “Nobody is to blame,”  (she)  3:49
    exit code: 0
    ");
}

#[test]
fn a_record_says_who_says_what() {
    let desk = Desk::new();
    let input = json!({"id": 1, "text": RUIZ, "date": "2024-05-17"}).to_string();
    let run = desk.run_with(&["annotate"], input.as_bytes());
    let record: Value = serde_json::from_str(&run.out).expect("a record");
    let quotes = record["quotes"].as_array().expect("quotes");
    let said: Vec<_> = quotes
        .iter()
        .map(|q| {
            [&q["kind"], &q["start"], &q["end"], &q["speaker"]["name"], &q["speaker"]["text"]]
                .map(Value::clone)
        })
        .collect();
    assert_eq!(
        json!(said),
        json!([["direct", 53, 74, "Ana Ruiz", "the deputy mayor"], ["direct", 100, 119, "Ana Ruiz", "she"],])
    );
    assert_eq!(record["dates"][0]["value"], "2024-05-13");
    assert_eq!(record["diagnostics"], json!([]));
}
