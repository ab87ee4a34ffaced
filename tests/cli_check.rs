//! `onrecord check`, as a desk runs it: what it prints, and what it exits with.

mod common;

use common::Desk;
use insta::assert_snapshot;
use std::io::Read;
use std::process::Stdio;

/// Nothing in it is quoted, and nobody is named.
const CALM: &str = "It rained all day.\n";

#[test]
fn a_calm_article_is_clean() {
    let desk = Desk::new();
    desk.file("calm.article", CALM);
    assert_snapshot!(desk.run(&["check", "calm.article"]), @r"
    No problems in 1 article
    exit code: 0
    ");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.file("calm.article", CALM).file("latin.article", b"It\x92s late.\n").file("empty.article", "\n \n");
    let files = ["check", "latin.article", "missing.article", "empty.article", "calm.article"];
    assert_snapshot!(desk.run(&files), @r"
    No problems in 1 article; 3 could not be read
    stderr: error: latin.article: is not UTF-8: byte 0x92 on line 1, at offset 2; it looks like Windows-1252: save it as UTF-8
    stderr: error: missing.article: there is no such file
    stderr: error: empty.article: is empty
    exit code: 2
    ");
}

#[test]
fn a_folder_stands_for_its_articles() {
    let desk = Desk::new();
    desk.file("week/b.article", CALM).file("week/a/1.article", CALM).file("week/notes.txt", "“");
    desk.file("week/.git/x.article", b"\xFF").file("none/notes.txt", "");
    assert_snapshot!(desk.run(&["check", "week"]), @r"
    No problems in 2 articles
    exit code: 0
    ");
    assert_snapshot!(desk.run(&["check", "none"]), @r"
    Nothing was checked; 1 could not be read
    stderr: error: none: there are no articles in it, which are files like *.article
    exit code: 2
    ");
}

#[test]
fn markdown_is_known_by_its_name() {
    let desk = Desk::new();
    let page = "# Rain\n\n```\n“Nobody says this,” he said.\n```\n\n- The *quay* was shut. “We were **never** told anything.”\n";
    desk.file("onrecord.toml", "include = [\"*.md\"]\n").file("page.md", page);
    assert_snapshot!(desk.run(&["check", "."]), @r"
    warning[unattributed-quote]: Nobody is shown to have said “We were never told anything”. Name the speaker beside it, or mark it `{.scare}` or `{.title}` if it is not speech.
      ╭▸ ./page.md:7:24
      │
    7 │ - The *quay* was shut. “We were **never** told anything.”
      │                        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      │
      ╰ help: `onrecord explain unattributed-quote` tells why and what to do

    1 warning in 1 article
    exit code: 1
    ");
}

#[test]
fn a_dash_is_standard_input() {
    let desk = Desk::new();
    assert_snapshot!(desk.run_with(&["check", "-"], CALM.as_bytes()), @r"
    No problems in 1 article
    exit code: 0
    ");
    assert_snapshot!(desk.run_with(&["check", "-"], b""), @r"
    Nothing was checked; 1 could not be read
    stderr: error: <stdin>: is empty
    exit code: 2
    ");
}

#[test]
fn wrong_usage_says_what_is_right() {
    let desk = Desk::new();
    let run = desk.run(&["check"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("FILE"), "{}", run.err);
    assert_eq!(desk.run(&["check", "--format", "xml", "a"]).code, Some(2));
    assert_eq!(desk.run(&["chekc"]).code, Some(2));
    assert_eq!(desk.run(&[]).code, Some(2));
}

#[test]
fn help_teaches_and_is_no_error() {
    let desk = Desk::new();
    for command in ["check", "annotate", "outline", "explain", "config", "server"] {
        let run = desk.run(&[command, "--help"]);
        assert_eq!(run.code, Some(0));
        assert!(run.out.contains("Examples:"), "{}", run.out);
    }
    assert_eq!(desk.run(&["--version"]).code, Some(0));
}

#[test]
fn colours_come_when_asked_for() {
    let desk = Desk::new();
    let run = desk.run(&["check", "missing.article", "--color", "always"]);
    assert!(run.err.contains('\x1b'), "{:?}", run.err);
    let run = desk.run(&["check", "missing.article"]);
    assert!(!run.err.contains('\x1b'), "{:?}", run.err);
}

/// `onrecord check … | head -1`
#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    let desk = Desk::new();
    let mut command = desk.command(&["annotate"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    drop(child.stdout.take());
    let writer = std::thread::spawn(move || {
        use std::io::Write;
        let line = format!("{{\"text\": \"{}\"}}\n", "It rained. ".repeat(1000));
        while stdin.write_all(line.as_bytes()).is_ok() {}
    });
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    writer.join().expect("the input ends");
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
    assert_eq!(err, "");
}

/// Marks from two keyboards, and a name with a slip.
const MIXED: &str = "---\npeople: [Margaret Lindqvist]\n---\n\n“It’s shut,” said Margaret Lindqivst, the mayor.\n\n\"No,\" \
                     she said.\n";

fn read(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path().join(name)).expect("the file is there")
}

#[test]
fn fix_mends_what_is_safe_and_reports_the_rest() {
    let desk = Desk::new();
    desk.file("a.article", MIXED);
    let run = desk.run(&["check", "a.article", "--fix"]);
    assert!(run.out.ends_with("1 warning in 1 article; 1 mended\n"), "{}", run.out);
    let mended = "mended[mixed-quote-marks] a.article:7:1: Make all marks and apostrophes curly\n\n";
    assert!(run.out.starts_with(mended), "though it is a hint, which is not shown: {}", run.out);
    assert_eq!(run.code, Some(1));
    assert_eq!(read(&desk, "a.article"), MIXED.replace("\"No,\"", "“No,”"));
    let names: Vec<_> = std::fs::read_dir(desk.path()).expect("a folder").collect();
    assert_eq!(names.len(), 1, "nothing is left beside it");
}

#[test]
fn fix_makes_suggestions_when_told() {
    let desk = Desk::new();
    desk.file("a.article", MIXED);
    assert_snapshot!(desk.run(&["check", "a.article", "--fix", "--suggested"]), @r"
    mended[name-variant] a.article:5:19: Write “Margaret Lindqvist”
    mended[mixed-quote-marks] a.article:7:1: Make all marks and apostrophes curly

    No problems in 1 article; 2 mended
    exit code: 0
    ");
    assert_eq!(read(&desk, "a.article"), MIXED.replace("\"No,\"", "“No,”").replace("Lindqivst", "Lindqvist"));
    assert_snapshot!(desk.run(&["check", "a.article", "--fix", "--suggested"]), @r"
    No problems in 1 article
    exit code: 0
    ");
    assert_eq!(desk.run(&["check", "a.article", "--suggested"]).code, Some(2), "what is to be made?");
}

#[test]
fn fix_says_what_it_mended_beside_output_for_programs() {
    let desk = Desk::new();
    desk.file("a.article", MIXED.replace("Lindqivst", "Lindqvist"));
    assert_snapshot!(desk.run(&["check", "a.article", "--fix", "--format", "json"]), @r"
    stderr: mended[mixed-quote-marks] a.article:7:1: Make all marks and apostrophes curly
    exit code: 0
    ");
}

#[test]
fn fix_leaves_alone_what_the_desk_leaves_alone() {
    let desk = Desk::new();
    desk.file("a.article", MIXED).file("onrecord.toml", "[rules]\nmixed-quote-marks = \"off\"\n");
    desk.run(&["check", "a.article", "--fix"]);
    assert_eq!(read(&desk, "a.article"), MIXED);
}

#[test]
fn fix_keeps_the_byte_order_mark_the_line_ends_and_links() {
    let desk = Desk::new();
    let windows = format!("\u{feff}{}", MIXED.replace('\n', "\r\n"));
    desk.file("real.article", &windows);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let real = desk.path().join("real.article");
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink(&real, desk.path().join("link.article")).expect("a link");
        desk.run(&["check", "link.article", "--fix"]);
        assert!(desk.path().join("link.article").is_symlink());
        assert_eq!(std::fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o640);
    }
    #[cfg(not(unix))]
    desk.run(&["check", "real.article", "--fix"]);
    assert_eq!(read(&desk, "real.article"), windows.replace("\"No,\"", "“No,”"));
}

#[test]
fn fix_writes_files_only() {
    let desk = Desk::new();
    assert_snapshot!(desk.run_with(&["check", "-", "--fix"], MIXED.as_bytes()), @r"
    Nothing was checked; 1 could not be read
    stderr: error: <stdin>: --fix writes files, and this is none: name the file instead
    exit code: 2
    ");
}

#[test]
fn json_says_how_to_mend_it() {
    let desk = Desk::new();
    desk.file("a.article", MIXED);
    let run = desk.run(&["check", "a.article", "--format", "json", "--select", "name-variant"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("one line of JSON");
    assert_eq!(
        found["fixes"],
        serde_json::json!([{
            "title": "Write “Margaret Lindqvist”",
            "applicability": "suggested",
            "preferred": true,
            "edits": [{ "line": 5, "column": 19, "end_line": 5, "end_column": 37, "text": "Margaret Lindqvist" }],
        }])
    );
}

#[test]
fn github_shows_it_beside_the_lines() {
    let desk = Desk::new();
    desk.file("week 1/a.article", MIXED).file("onrecord.toml", "inclued = []\n");
    assert_snapshot!(desk.run(&["check", "week 1", "--format", "github", "--min-severity", "warning"]), @r"
    ::error file=onrecord.toml,line=1,endLine=1,col=1,endColumn=8,title=configuration::`inclued` is not a setting; did you mean `include`?
    ::warning file=week 1/a.article,line=5,endLine=5,col=19,endColumn=37,title=name-variant::“Margaret Lindqivst” is one slip away from “Margaret Lindqvist”. Is it the same name misspelt?
    exit code: 2
    ");
}

#[test]
fn sarif_is_one_log() {
    let desk = Desk::new();
    desk.file("week 1/a.article", MIXED);
    let run = desk.run(&["check", "week 1", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "onrecord");
    let results = run["results"].as_array().expect("results");
    let found = results.iter().find(|result| result["ruleId"] == "name-variant").expect("the slip");
    let rule = &run["tool"]["driver"]["rules"][found["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], "name-variant");
    assert_eq!(found["level"], "warning");
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "week%201/a.article");
    let region = serde_json::json!({ "startLine": 5, "startColumn": 19, "endLine": 5, "endColumn": 37 });
    assert_eq!(place["region"], region);
    let replacement = &found["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["deletedRegion"], region);
    assert_eq!(replacement["insertedContent"]["text"], "Margaret Lindqvist");
}
