//! `onrecord export`, as one runs it. What stands in each format is tested where it is written
//! (`src/features/export`).

mod common;

use common::Desk;
use insta::assert_snapshot;

const BRIDGE: &str =
    "date: 2024-03-08\n\n“It took eleven years,” Ana Ruiz said on Tuesday. “Late,” an aide said.\n";
const CRANE: &str = "“No,” said Bo Park.{% call him %}\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("stories/bridge.article", BRIDGE).file("stories/may/crane.article", CRANE);
    desk
}

fn read(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn a_row_for_each_quotation() {
    assert_snapshot!(desk().run(&["export", "--format", "csv", "stories"]).to_string().replace('\r', ""), @"");
}

#[test]
fn the_name_of_the_file_says_the_format() {
    let desk = desk();
    let run = desk.run(&["export", "stories", "-o", "said.jsonl"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let lines = read(&desk, "said.jsonl");
    let names: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = names.iter().map(|row| row["speaker"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ana Ruiz", "an aide", "Bo Park"]);
    assert_snapshot!(desk.run(&["export", "stories"]), @"");
    assert_snapshot!(desk.run(&["export", "stories", "-o", "said.doc"]), @"");
}

#[test]
fn a_folder_gets_a_file_for_each_article() {
    let desk = desk();
    let run = desk.run(&["export", "-f", "tei", "stories", "-o", "tei/"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(read(&desk, "tei/bridge.xml").contains("<persName>Ana Ruiz</persName>"));
    assert!(
        read(&desk, "tei/may/crane.xml").starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI ")
    );

    let run = desk.run(&["export", "-f", "brat", "stories", "-o", "brat/"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(read(&desk, "brat/may/crane.txt"), "“No,” said Bo Park.\n");
    assert!(read(&desk, "brat/may/crane.ann").contains("Quotation 1 4\tNo,\n"));
    assert!(read(&desk, "brat/annotation.conf").contains("[entities]"));
    assert_snapshot!(desk.run(&["export", "-f", "brat", "stories"]), @"");
}

#[test]
fn one_article_alone_is_a_document_and_several_are_a_corpus() {
    let desk = desk();
    let one = desk.run(&["export", "-f", "tei", "stories/bridge.article"]).out;
    assert!(one.contains("<said xml:id=\"q1\" who=\"#e1\"") && !one.contains("teiCorpus"), "{one}");
    let several = desk.run(&["export", "-f", "tei", "stories"]).out;
    assert!(
        several.contains("<said xml:id=\"a2-q1\" who=\"#a2-e1\"") && several.ends_with("</teiCorpus>\n"),
        "{several}"
    );
    assert_eq!(desk.run(&["export", "-f", "text", "stories/may/crane.article"]).out, "“No,” said Bo Park.\n");
}

#[test]
fn archives_of_json_lines_are_read_as_they_come() {
    let desk = desk();
    let lines = "{\"id\":\"a/1\",\"text\":\"“No,” said Bo Park.\",\"date\":\"2024-03-08\"}\nnonsense\n{\"id\":7,\"text\":\"“Yes,” he said.\"}\n";
    desk.file("in.jsonl", lines);
    let run = desk.run(&["export", "-f", "csv", "in.jsonl"]);
    assert_snapshot!(run.to_string().replace('\r', ""), @"");
    let piped = desk.run_with(&["export", "-f", "csv", "--lines", "-"], lines.as_bytes());
    assert_eq!(piped.out, run.out);
    desk.run(&["export", "-f", "text", "in.jsonl", "-o", "texts/"]);
    assert_eq!(read(&desk, "texts/a_1.txt"), "“No,” said Bo Park.\n");
    assert_eq!(read(&desk, "texts/7.txt"), "“Yes,” he said.\n");
    let article = desk.run_with(&["export", "-f", "text", "-"], CRANE.as_bytes());
    assert_eq!(article.out, "“No,” said Bo Park.\n");
}

#[test]
fn articles_are_never_written_over() {
    let desk = desk();
    desk.file("notes/wire.txt", CRANE);
    let text = ["export", "-f", "text", "notes/wire.txt", "-o"];
    let with = |output: &'static str| desk.run(&[&text[..], &[output]].concat());
    assert_snapshot!(with("notes/"), @"");
    assert_snapshot!(with("notes/../notes/wire.txt"), @"");
    assert_eq!(read(&desk, "notes/wire.txt"), CRANE);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let desk = desk();
    let run =
        desk.run(&["export", "-f", "text", "missing.article", "stories/may/crane.article", "stories/none"]);
    assert_snapshot!(run, @"");
}
