//! `--format sarif`: SARIF 2.1.0 (OASIS), which code hosts and dashboards read.

use super::Checked;
use crate::cli::mistakes::shown;
use crate::newsroom::SourceFile;
use crate::rules::{Diagnostic, RULES, Severity, explanation_url};
use crate::text::{Lines, Span};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The results so far: a log is one document, written when all is read.
#[derive(Default)]
pub(super) struct Log {
    results: Vec<Value>,
}

impl Log {
    /// Adds what is wrong in a file of the house.
    pub(super) fn add_mistakes(&mut self, file: &SourceFile) {
        let (name, lines) = (shown(&file.path), Lines::new(&file.text));
        let place = |span: Span| location(&name, &file.text, &lines, span);
        self.results.extend(file.mistakes.iter().map(|mistake| {
            json!({
                "ruleId": file.code,
                "level": "error",
                "message": { "text": mistake.message },
                "locations": [place(mistake.span)],
            })
        }));
    }

    /// Adds what was found in an article.
    pub(super) fn add(&mut self, article: &Checked) {
        let lines = Lines::new(article.analysis.text());
        self.results.extend(article.diagnostics.iter().map(|found| result(article, &lines, found)));
    }

    /// Writes the log.
    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let rules: Vec<Value> = RULES
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.code,
                    "shortDescription": { "text": format!("Finds {}.", rule.summary) },
                    "helpUri": explanation_url(rule.code),
                    "help": { "text": rule.whole_explanation(), "markdown": rule.whole_explanation() },
                    "defaultConfiguration": { "level": level(rule.severity) },
                })
            })
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules,
                } },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        out.write_all(b"\n")
    }
}

fn result(article: &Checked, lines: &Lines, found: &Diagnostic) -> Value {
    let text = article.analysis.text();
    let place = |span: Span| location(&article.name, text, lines, span);
    let mut result = json!({
        "ruleId": found.code,
        "ruleIndex": RULES.iter().position(|rule| rule.code == found.code),
        "level": level(found.severity),
        "message": { "text": found.message },
        "locations": [place(found.span)],
    });
    if !found.related.is_empty() {
        result["relatedLocations"] = found
            .related
            .iter()
            .map(|related| {
                let mut location = place(related.span);
                location["message"] = json!({ "text": related.message });
                location
            })
            .collect();
    }
    if !found.fixes.is_empty() {
        result["fixes"] = found
            .fixes
            .iter()
            .map(|fix| {
                let replacements = fix.edits.iter().map(|edit| {
                    json!({ "deletedRegion": region(text, lines, edit.span), "insertedContent": { "text": edit.text } })
                });
                let replacements: Vec<Value> = replacements.collect();
                json!({
                    "description": { "text": fix.title },
                    "artifactChanges": [{ "artifactLocation": { "uri": uri(&article.name) }, "replacements": replacements }],
                })
            })
            .collect();
    }
    result
}

fn location(name: &str, text: &str, lines: &Lines, span: Span) -> Value {
    json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(name) }, "region": region(text, lines, span) },
    })
}

fn region(text: &str, lines: &Lines, span: Span) -> Value {
    let (start, end) = (lines.place(text, span.start), lines.place(text, span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// A path as a relative reference: slashes, and whatever is no letter of a URI as its bytes.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_references() {
        assert_eq!(super::uri("week/a b é.article"), "week/a%20b%20%C3%A9.article");
        assert_eq!(super::uri("../a.article"), "../a.article");
    }
}
