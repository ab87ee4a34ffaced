//! What shells and `man` get from the program: `onrecord completions` and `onrecord man`.

mod common;

use common::Desk;

const COMMANDS: &[&str] = &[
    "check",
    "annotate",
    "outline",
    "report",
    "export",
    "explain",
    "config",
    "server",
    "completions",
    "man",
];

#[test]
fn every_shell_gets_a_script_that_knows_commands_and_options() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = desk.run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{shell}");
        for word in COMMANDS.iter().chain(&["min-severity", "suggested"]) {
            assert!(run.out.contains(word), "the script for {shell} does not know {word}");
        }
    }
}

/// In bash itself, as far as this machine has one.
#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    let desk = Desk::new();
    let script = desk.run(&["completions", "bash"]).out;
    let complete = |words: &str| {
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _onrecord onrecord \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\necho \"${{COMPREPLY[*]}}\""
        );
        let mut bash = std::process::Command::new("bash");
        let output = bash.args(["--norc", "-c", &ask]).output();
        output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(commands) = complete("onrecord ex") else { return };
    assert_eq!(commands, "export explain");
    assert_eq!(complete("onrecord check --min").as_deref(), Some("--min-severity"));
    assert_eq!(complete("onrecord check --min-severity w").as_deref(), Some("warning"));
    assert_eq!(complete("onrecord explain una").as_deref(), Some("unattributed-quote"));
    assert_eq!(complete("onrecord check --select repeated").as_deref(), Some("repeated-quote"));
}

#[test]
fn a_shell_that_is_not_known_is_wrong_usage() {
    let run = Desk::new().run(&["completions", "tcsh"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{run}");
}

#[test]
fn a_manual_page_says_what_help_says() {
    let desk = Desk::new();
    let page = desk.run(&["man", "check"]);
    assert_eq!(page.code, Some(0));
    let said = page.out.replace("\\-", "-");
    for words in [
        ".TH onrecord-check 1",
        ".SH NAME\nonrecord-check - Find problems and show the lines they are in\n",
        "--min-severity",
        ".SH EXIT CODES\n",
        ".SH EXAMPLES\n",
    ] {
        assert!(said.contains(words), "{words:?} is not in\n{page}");
    }
}

#[test]
fn all_manual_pages_go_into_a_folder() {
    let desk = Desk::new();
    let run = desk.run(&["man", "-o", "share/man1"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let read = |name: &str| std::fs::read_to_string(desk.path().join("share/man1").join(name));
    let main = read("onrecord.1").expect("the page of onrecord").replace("\\-", "-");
    for command in COMMANDS {
        assert!(main.contains(&format!("onrecord-{command}(1)")), "{command} is not in\n{main}");
        let page = read(&format!("onrecord-{command}.1")).expect("a page for each command");
        assert_eq!(page, desk.run(&["man", command]).out, "{command}");
    }
}

#[test]
fn a_page_that_there_is_not_and_a_folder_that_is_none() {
    let desk = Desk::new();
    desk.file("taken", "a file");
    insta::assert_snapshot!(desk.run(&["man", "moor"]), @r#"
    stderr: error: there is no command "moor" (`onrecord --help` lists them)
    exit code: 2
    "#);
    let run = desk.run(&["man", "-o", "taken"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.starts_with("error: taken: cannot be written: "), "{run}");
}
