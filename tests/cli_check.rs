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
