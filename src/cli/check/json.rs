//! `--format json`: an object a line.

use super::Checked;
use crate::cli::mistakes::shown;
use crate::newsroom::SourceFile;
use crate::rules::Severity;
use crate::text::{Lines, Span};
use serde::Serialize;
use std::io::{self, Write};

/// A diagnostic on a line of its own. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    file: &'a str,
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: JsonPlace,
    message: &'a str,
    related: Vec<JsonRelated<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    #[serde(flatten)]
    place: JsonPlace,
    message: &'a str,
}

/// A way to mend it. `preferred` is the one that `--fix` makes, if it is safe, or with `--suggested`.
#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'static str,
    preferred: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    place: JsonPlace,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonPlace {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl JsonPlace {
    fn of(text: &str, lines: &Lines, span: Span) -> Self {
        let (start, end) = (lines.place(text, span.start), lines.place(text, span.end));
        JsonPlace { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// What is wrong in a file of the house.
pub(super) fn write_mistakes(out: &mut impl Write, file: &SourceFile) -> io::Result<()> {
    let (name, lines) = (shown(&file.path), Lines::new(&file.text));
    for mistake in &file.mistakes {
        let line = JsonDiagnostic {
            file: &name,
            code: file.code,
            severity: Severity::Error.word(),
            place: JsonPlace::of(&file.text, &lines, mistake.span),
            message: &mistake.message,
            related: vec![],
            fixes: vec![],
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What was found in an article.
pub(super) fn write(out: &mut impl Write, article: &Checked) -> io::Result<()> {
    let text = article.analysis.text();
    let lines = Lines::new(text);
    let place = |span: Span| JsonPlace::of(text, &lines, span);
    for found in &article.diagnostics {
        let related = found.related.iter().map(|r| JsonRelated { place: place(r.span), message: &r.message });
        let fixes = found.fixes.iter().map(|fix| JsonFix {
            title: &fix.title,
            applicability: fix.applicability.word(),
            preferred: fix.preferred,
            edits: fix
                .edits
                .iter()
                .map(|edit| JsonEdit { place: place(edit.span), text: &edit.text })
                .collect(),
        });
        let line = JsonDiagnostic {
            file: &article.name,
            code: found.code,
            severity: found.severity.word(),
            place: place(found.span),
            message: &found.message,
            related: related.collect(),
            fixes: fixes.collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
