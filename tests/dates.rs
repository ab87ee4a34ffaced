//! Runs the tables of `tests/dates/`: sentences of news English, and what their words of time mean.
//!
//! In a sentence, the words found stand between `**`, and nothing else may be found; the values stand in the last cell in
//! the same order. `tests/dates/README.md` documents the notation.

use onrecord::analysis::{Analysis, Dated, Options};
use onrecord::english::dates::{Fault, Modifier};
use onrecord::features::dates;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A row of a table.
struct Row {
    /// The line of the page, from 1.
    line: usize,
    sentence: String,
    /// The article's date; empty if it has none.
    article: String,
    /// The words and their values: `Thursday = 2019-09-05`.
    expected: Vec<String>,
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dates");
    let entries = std::fs::read_dir(folder).expect("the folder is in the repository");
    let mut pages: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    pages.sort();
    pages
}

/// The rows of a page, or what is wrong with it.
fn rows(page: &str) -> Result<Vec<Row>, String> {
    let lines = page.lines().enumerate().filter(|(_, line)| line.starts_with("| "));
    let lines = lines.filter(|(_, line)| !line.starts_with("| ---") && !line.starts_with("| sentence"));
    lines.map(|(i, line)| row(i + 1, line)).collect()
}

fn row(line: usize, text: &str) -> Result<Row, String> {
    let cells: Vec<&str> = text.trim().trim_matches('|').split('|').map(str::trim).collect();
    let [marked, article, values] = cells[..] else {
        return Err(format!("line {line}: a row has three cells"));
    };
    let words: Vec<&str> = marked.split("**").skip(1).step_by(2).collect();
    let values: Vec<&str> = if values.is_empty() { vec![] } else { values.split(", ").collect() };
    if words.len() != values.len() || marked.matches("**").count() != 2 * words.len() {
        return Err(format!(
            "line {line}: {} stretches are marked, and {} values given",
            words.len(),
            values.len()
        ));
    }
    Ok(Row {
        line,
        sentence: marked.replace("**", ""),
        article: article.to_owned(),
        expected: words.iter().zip(values).map(|(words, value)| format!("{words} = {value}")).collect(),
    })
}

/// What the analysis finds, in the notation of the table.
fn found(row: &Row) -> Vec<String> {
    let date = (!row.article.is_empty()).then(|| row.article.parse().expect("a date of the calendar"));
    let analysis = Analysis::new(row.sentence.as_str(), Options { date, ..Options::default() });
    analysis.dates.iter().map(|date| format!("{} = {}", analysis.slice(date.span), value(date))).collect()
}

fn value(date: &Dated) -> String {
    let modifier = date.modifier.map_or(String::new(), |modifier| format!(" {}", Modifier::word(modifier)));
    match (&date.value, date.fault) {
        (Some(value), Some(Fault::Weekday { .. })) => {
            format!(
                "{value} is {}",
                dates::fault(date.fault.expect("just seen")).split(',').next().unwrap_or_default()
            )
        }
        (_, Some(fault)) => dates::fault(fault),
        (Some(value), None) => format!("{value}{modifier}"),
        (None, None) => "?".to_owned() + &modifier,
    }
}

#[test]
fn every_row_holds() {
    let mut report = String::new();
    let (mut sentences, mut expressions) = (0, 0);
    for path in pages() {
        let page = std::fs::read_to_string(&path).expect("a page is text");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for row in rows(&page).unwrap_or_else(|fault| panic!("{name}, {fault}")) {
            sentences += 1;
            expressions += row.expected.len();
            let found = found(&row);
            if found != row.expected {
                let Row { line, sentence, article, expected } = row;
                write!(report, "\n{name}, line {line}: {sentence} ({article})\n    expected {expected:?}\n    found    {found:?}")
                    .expect("a string takes text");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    assert!(
        sentences >= 300 && expressions >= 300,
        "{sentences} sentences with {expressions} expressions are few"
    );
}

/// The table of the manual with its values filled in: its sentences are in an article of this day.
fn filled(table: &str) -> String {
    const ARTICLE: &str = "2019-09-10";
    let rows = table.lines().map(|line| {
        let Some(marked) = line.strip_prefix("| ").and_then(|line| line.split(" |").next()) else {
            return format!("{line}\n");
        };
        if marked == "words" || marked.starts_with("---") {
            return format!("{line}\n");
        }
        let sentence = marked.replace("**", "");
        let options = Options { date: ARTICLE.parse().ok(), ..Options::default() };
        let analysis = Analysis::new(sentence.as_str(), options);
        let words: Vec<&str> = marked.split("**").skip(1).step_by(2).collect();
        let found: Vec<&str> = analysis.dates.iter().map(|date| analysis.slice(date.span)).collect();
        assert_eq!(found, words, "the manual marks other words than are found in {sentence:?}");
        let values: Vec<String> = analysis.dates.iter().map(|date| format!("`{}`", value(date))).collect();
        let spelt = analysis.dates.iter().filter_map(dates::spelt_out).collect::<Vec<_>>();
        format!("| {marked} | {} | {} |\n", values.join(", "), spelt.join("; "))
    });
    rows.collect()
}

#[test]
fn the_manual_shows_what_is_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dates.md");
    let shown = std::fs::read_to_string(&path).expect("the manual has a page about dates");
    let (before, rest) = shown.split_once("<!-- dates -->\n").expect("the table's beginning");
    let (table, after) = rest.split_once("<!-- /dates -->").expect("the table's end");
    let current = format!("{before}<!-- dates -->\n{}<!-- /dates -->{after}", filled(table));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, current).expect("the page is writable");
    } else {
        assert_eq!(shown, current, "docs/dates.md is stale; `UPDATE=1 cargo test --test dates` writes it");
    }
}

#[test]
fn a_table_that_is_wrong_says_so() {
    assert!(rows("| It **rained today. | 2019-09-10 | |").is_err());
    assert!(rows("| It rained **today**. | 2019-09-10 | |").is_err());
    let row = row(1, "| It rained **today**. | 2019-09-10 | 2019-09-11 |").expect("a row");
    assert_eq!(row.expected, ["today = 2019-09-11"]);
    assert_eq!(found(&row), ["today = 2019-09-10"], "what is found does not come from the table");
}
