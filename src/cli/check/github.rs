//! `--format github`: workflow commands, which GitHub shows beside the lines of a change.

use super::Checked;
use crate::cli::mistakes::shown;
use crate::newsroom::SourceFile;
use crate::rules::Severity;
use crate::text::{Lines, Span};
use std::io::{self, Write};

/// What is wrong in a file of the house.
pub(super) fn write_mistakes(out: &mut impl Write, file: &SourceFile) -> io::Result<()> {
    let (name, lines) = (shown(&file.path), Lines::new(&file.text));
    for mistake in &file.mistakes {
        let place = Place { name: &name, text: &file.text, lines: &lines, span: mistake.span };
        command(out, Severity::Error, &place, file.code, &mistake.message)?;
    }
    Ok(())
}

/// What was found in an article.
pub(super) fn write(out: &mut impl Write, article: &Checked) -> io::Result<()> {
    let text = article.analysis.text();
    let lines = Lines::new(text);
    for found in &article.diagnostics {
        let place = Place { name: &article.name, text, lines: &lines, span: found.span };
        command(out, found.severity, &place, found.code, &found.message)?;
    }
    Ok(())
}

struct Place<'a> {
    name: &'a str,
    text: &'a str,
    lines: &'a Lines,
    span: Span,
}

fn command(
    out: &mut impl Write,
    severity: Severity,
    at: &Place,
    code: &str,
    message: &str,
) -> io::Result<()> {
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let (start, end) = (at.lines.place(at.text, at.span.start), at.lines.place(at.text, at.span.end));
    let file = property(at.name);
    // Columns are taken for those of the first line only.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    writeln!(
        out,
        "::{word} file={file},line={},endLine={}{columns},title={}::{}",
        start.line,
        end.line,
        property(code),
        escaped(message)
    )
}

/// What would end the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end a property, too.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
