//! What the manual shows is what happens: articles in it have no problems, commands print what it says, and the
//! notice holds all terms of the word lists.
//!
//! `UPDATE=1 cargo test --test docs` writes the output of commands anew; look at the difference.

use onrecord::analysis::{Analysis, Options};
use onrecord::article::people_list;
use onrecord::features::export::{self, Format};
use onrecord::newsroom::{Catalogue, Layer};
use onrecord::rules::{self, Severity};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: &[&str] = &[
    "README.md",
    "docs/format.md",
    "docs/configuration.md",
    "docs/people.md",
    "docs/dates.md",
    "docs/export.md",
];

fn path(page: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(page)
}

fn read(page: &str) -> String {
    std::fs::read_to_string(path(page)).unwrap_or_else(|e| panic!("{page}: {e}"))
}

/// The insides of the fenced blocks of a kind.
fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let open = format!("\n```{kind}\n");
    page.split(&open).skip(1).map(|rest| rest.split("\n```").next().unwrap_or(rest)).collect()
}

#[test]
fn articles_of_the_manual_have_no_problems() {
    let mut articles = 0;
    for page in PAGES {
        for article in blocks(&read(page), "article") {
            articles += 1;
            let found = rules::check(&Analysis::new(article, Options::default()));
            // An unnamed source is no problem of the page.
            let found = found.iter().filter(|d| d.severity < Severity::Hint);
            let found: Vec<_> = found.map(|d| (d.code, &d.message)).collect();
            assert!(found.is_empty(), "{page}: {found:?} in\n{article}");
        }
    }
    assert!(articles > 5, "the pages have only {articles} articles");
}

/// A `console` block as it would be: commands, each with what it prints on both streams.
fn session(block: &str) -> String {
    let mut session = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ onrecord ")) {
        let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(command.split(' '))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("NO_COLOR", "1")
            .output()
            .expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        // Lines of CSV end in CRLF.
        let printed = (text(output.stdout) + &text(output.stderr)).replace('\r', "");
        write!(session, "$ onrecord {command}\n{}\n", printed.trim_end()).expect("memory");
    }
    session.trim_end().to_owned()
}

#[test]
fn commands_of_the_manual_print_what_it_shows() {
    for page in PAGES {
        let shown = read(page);
        let current = blocks(&shown, "console")
            .iter()
            .fold(shown.clone(), |page, block| page.replace(block, &session(block)));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path(page), &current).expect("the page is writable");
        } else {
            assert_eq!(shown, current, "{page} is stale; `UPDATE=1 cargo test --test docs` writes it");
        }
    }
}

#[test]
fn excerpts_of_exports_are_what_is_exported() {
    let page = read("docs/export.md");
    let article = read("editors/test/bridge.article");
    let analysis = Analysis::new(article, Options::default());
    let kinds = [("ann", Format::Brat), ("xml", Format::Tei), ("jsonld", Format::WebAnnotation)];
    for (kind, format) in kinds {
        let exported = export::alone(format, "editors/test/bridge.article", &analysis);
        let shown = blocks(&page, kind);
        assert!(!shown.is_empty(), "no excerpt of {kind}");
        for line in shown.iter().flat_map(|block| block.lines()) {
            assert!(exported.contains(line), "{line}\nis not in\n{exported}");
        }
    }
    for format in Format::ALL {
        assert!(page.contains(&format!(
            "(#{}",
            if matches!(format, Format::Csv | Format::JsonLines) {
                "csv-and-json-lines"
            } else {
                format.word()
            }
        )));
    }
}

/// The table of all settings, as the page about configuration has it.
fn settings_table() -> String {
    let mut table =
        "| setting | default | what it does | for instance |\n| --- | --- | --- | --- |\n".to_owned();
    for setting in Catalogue::new(rules::specs()).settings() {
        let name = match setting.path[..] {
            ["rules", code, key] => format!("[`rules.{code}`](rules/{code}.md)`.{key}`"),
            _ => format!("`{}`", setting.name()),
        };
        let (default, example) = (&setting.default, &setting.example);
        writeln!(table, "| {name} | `{default}` | {} | `{example}` |", setting.summary).expect("memory");
    }
    table
}

#[test]
fn the_manual_lists_every_setting() {
    let page = "docs/configuration.md";
    let shown = read(page);
    let (before, rest) = shown.split_once("<!-- settings -->\n").expect("the table's beginning");
    let (_, after) = rest.split_once("<!-- /settings -->").expect("the table's end");
    let current = format!("{before}<!-- settings -->\n{}<!-- /settings -->{after}", settings_table());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path(page), &current).expect("the page is writable");
    } else {
        assert_eq!(shown, current, "{page} is stale; `UPDATE=1 cargo test --test docs` writes it");
    }
}

/// The words between backticks in a cell of a table.
fn marked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The rows of the tables about features: capability, what it does, setting, test, picture.
fn features(page: &str) -> Vec<Vec<&str>> {
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells.filter(|cells| cells.len() == 7 && !matches!(cells[1], "capability" | "---")).collect()
}

#[test]
fn each_feature_names_its_settings_tests_and_pictures() {
    let page = read("docs/features.md");
    let catalogue = Catalogue::new(rules::specs());
    let settings: Vec<String> = catalogue.settings().iter().map(|setting| setting.name()).collect();
    let features = features(&page);
    for row in &features {
        let [_, capability, what, setting, tests, picture, _] = row[..] else { unreachable!("seven cells") };
        assert!(!what.is_empty() && !tests.is_empty(), "{capability}: no words, or no test");
        for name in marked(setting) {
            assert!(
                name == "rules" || settings.iter().any(|setting| setting == name),
                "{capability}: {name}"
            );
        }
        // Tests stand in the file that is named behind them, or all of that file is meant.
        let mut functions = vec![];
        for name in marked(tests) {
            if !name.contains(['.', '/']) {
                functions.push(format!("fn {name}("));
                continue;
            }
            let file = ["src", "tests", ""].map(|folder| path(folder).join(name));
            let file = file.iter().find(|path| path.exists());
            let file = file.unwrap_or_else(|| panic!("{capability}: there is no {name}"));
            for function in functions.drain(..) {
                let text = std::fs::read_to_string(file).unwrap_or_default();
                assert!(text.contains(&function), "{capability}: no {function} in {name}");
            }
        }
        assert!(functions.is_empty(), "{capability}: {functions:?} in which file?");
        if let Some((_, link)) = picture.split_once("](") {
            let shown = path("docs").join(link.trim_end_matches(')'));
            assert!(shown.exists(), "{capability}: there is no {}", shown.display());
        }
    }
    assert!(features.len() > 45, "only {} features are listed", features.len());
}

fn mistakes(toml: &str) -> Vec<String> {
    let catalogue = Catalogue::new(rules::specs());
    let layer = Layer::of_file(&catalogue, Path::new("onrecord.toml"), toml);
    layer.mistakes.into_iter().map(|mistake| mistake.message).collect()
}

#[test]
fn settings_and_lists_in_the_manual_are_right() {
    let mut found = 0;
    for page in PAGES {
        let page = read(page);
        for toml in blocks(&page, "toml") {
            found += 1;
            assert_eq!(mistakes(toml), [""; 0], "{toml}");
        }
        for yaml in blocks(&page, "yaml") {
            found += 1;
            assert_eq!(people_list(yaml).1, [], "{yaml}");
        }
        for json in blocks(&page, "json") {
            found += 1;
            let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
            let layer = Layer::of_editor(&Catalogue::new(rules::specs()), &json["onrecord"]);
            assert_eq!(layer.mistakes, [], "{json}");
        }
    }
    for setting in Catalogue::new(rules::specs()).settings() {
        assert_eq!(mistakes(&format!("{} = {}", setting.name(), setting.example)), [""; 0]);
    }
    assert!(found >= 5, "the pages have only {found} examples");
}

#[test]
fn mistakes_are_told_as_the_manual_says() {
    let page = read("docs/configuration.md");
    let rows = page.lines().skip_while(|line| *line != "| mistake | what is said |").skip(2);
    let rows: Vec<&str> = rows.take_while(|line| line.starts_with('|')).collect();
    for row in &rows {
        let (mistake, said) = row.strip_prefix("| `").unwrap().split_once("` | ").unwrap();
        assert_eq!(mistakes(mistake), [said.trim_end_matches(" |")], "{mistake}");
    }
    assert!(rows.len() > 5);
}

#[test]
fn the_notice_holds_the_terms_of_the_word_lists() {
    let notice = read("NOTICE.md");
    let lists = read("src/english/lists/NOTICE.md");
    let terms = lists.split_once("\n## ").expect("sections").1;
    for paragraph in terms.split("\n\n") {
        assert!(notice.contains(paragraph.trim()), "NOTICE.md lacks:\n{paragraph}");
    }
}
