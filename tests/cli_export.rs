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
    assert_snapshot!(desk().run(&["export", "--format", "csv", "stories"]).to_string().replace('\r', ""), @r#"
    article,date,number,kind,text,speaker,standing,type,role,shown_by,how,cue,confidence,evidence,utterance,line,start,end
    stories/bridge.article,2024-03-08,1,direct,"It took eleven years,",Ana Ruiz,named,person,,Ana Ruiz,name,said,0.99,quote-subject-verb,0,3,19,40
    stories/bridge.article,2024-03-08,2,direct,"Late,",an aide,unnamed,person,,an aide,description,said,0.92,quote-subject-verb,1,3,69,74
    stories/may/crane.article,,1,direct,"No,",Bo Park,named,person,,Bo Park,name,said,0.95,quote-verb-subject,0,1,1,4
    exit code: 0
    "#);
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
    assert_snapshot!(desk.run(&["export", "stories"]), @r"
    stderr: error: which format? Say --format and one of text, jsonl, csv, brat, tei, web-annotation
    exit code: 2
    ");
    assert_snapshot!(desk.run(&["export", "stories", "-o", "said.doc"]), @r"
    stderr: error: which format? Say --format and one of text, jsonl, csv, brat, tei, web-annotation
    exit code: 2
    ");
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
    assert_snapshot!(desk.run(&["export", "-f", "brat", "stories"]), @r"
    stderr: error: brat has two files for each article: say --output and a folder, as in -o for-brat/
    exit code: 2
    ");
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
    assert_snapshot!(run.to_string().replace('\r', ""), @r#"
    article,date,number,kind,text,speaker,standing,type,role,shown_by,how,cue,confidence,evidence,utterance,line,start,end
    a/1,2024-03-08,1,direct,"No,",Bo Park,named,person,,Bo Park,name,said,0.95,quote-verb-subject,0,1,1,4
    7,,1,direct,"Yes,",,unclear,,,he,pronoun,said,0.56,quote-subject-verb,0,1,1,5
    stderr: error: line 2: in.jsonl: not a JSON object: expected ident at column 2
    exit code: 2
    "#);
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
    assert_snapshot!(with("notes/"), @r"
    stderr: error: notes/wire.txt: is the article itself; choose another folder for --output
    exit code: 2
    ");
    assert_snapshot!(with("notes/../notes/wire.txt"), @r"
    stderr: error: notes/../notes/wire.txt: is one of the articles; choose another name for --output
    exit code: 2
    ");
    assert_eq!(read(&desk, "notes/wire.txt"), CRANE);
}

/// What an article holds behind `names` after a command that would have written there, and what that said.
fn survives(names: &[&str], command: &[&str]) {
    let desk = desk();
    desk.file("onrecord.toml", "include = [\"*.article\", \"*.txt\"]\n").file("stories/bridge.txt", CRANE);
    let before: Vec<String> = names.iter().map(|name| read(&desk, name)).collect();
    let run = desk.run(command);
    let after: Vec<String> = names.iter().map(|name| read(&desk, name)).collect();
    assert_eq!(before, after, "{command:?}");
    assert!(run.err.contains("choose another"), "{command:?}: {}", run.err);
    assert_eq!(run.code, Some(2), "{command:?}");
}

#[test]
fn nor_are_those_beside_them() {
    let article = "stories/bridge.article";
    survives(&[article], &["export", "--format", "csv", "stories", "-o", article]);
    survives(&[article], &["export", "--format", "csv", "stories/may/crane.article", "-o", article]);
    survives(&["stories/bridge.txt"], &["export", "--format", "csv", article, "-o", "stories/bridge.txt"]);
    let folder = ["export", "--format", "text", "stories", "-o", "stories/"];
    survives(&["stories/bridge.txt", article], &folder);
    survives(&["stories/bridge.txt"], &["export", "--format", "text", article, "-o", "stories/"]);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_no_article() {
    let desk = desk();
    let (article, at) = ("stories/bridge.article", |name: &str| desk.path().join(name));
    std::os::unix::fs::symlink(at(article), at("soft.csv")).unwrap();
    std::fs::hard_link(at(article), at("hard.csv")).unwrap();
    let soft = desk.run(&["export", "stories", "-o", "soft.csv"]);
    assert!(soft.err.contains("is an article by its name"), "{}", soft.err);
    let hard = desk.run(&["export", "stories", "-o", "hard.csv"]);
    assert_eq!((hard.code, hard.err.as_str()), (Some(0), ""));
    assert_eq!(read(&desk, article), BRIDGE);
    assert!(read(&desk, "hard.csv").starts_with("article,date"), "the name leads to a file of its own now");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let desk = desk();
    let run =
        desk.run(&["export", "-f", "text", "missing.article", "stories/may/crane.article", "stories/none"]);
    assert_snapshot!(run, @r"
    “No,” said Bo Park.
    stderr: error: missing.article: there is no such file
    stderr: error: stories/none: there is no such file
    exit code: 2
    ");
}
