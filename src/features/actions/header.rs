//! What is written into the header.

use crate::analysis::Analysis;
use crate::article::HeaderStyle;
use crate::text::{Edit, Span};
use jiff::civil::Date;

/// How lines end in the article.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Gives the article a date: today's, which whoever writes yesterday's paper has to change.
pub(super) fn add_date(analysis: &Analysis, today: Option<Date>) -> Option<(String, Vec<Edit>)> {
    let today = today?;
    let header = &analysis.header;
    if analysis.date().is_some() || header.problems.iter().any(|problem| problem.span.is_empty()) {
        return None;
    }
    let line = newline(analysis.text());
    let edit = match header.style {
        HeaderStyle::Yaml => Edit::insert(first_line_end(analysis), format!("date: {today}{line}")),
        HeaderStyle::Lines => Edit::insert(header.span.start, format!("date: {today}{line}")),
        HeaderStyle::Absent => Edit::insert(top(analysis), format!("date: {today}{line}{line}")),
    };
    Some((format!("Date the article: {today}"), vec![edit]))
}

/// Where an article without a header begins: behind a byte order mark.
pub(super) fn top(analysis: &Analysis) -> u32 {
    if analysis.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 }
}

/// The first byte behind the `---` that opens front matter.
pub(super) fn first_line_end(analysis: &Analysis) -> u32 {
    let header = analysis.header.span;
    let words = analysis.slice(header);
    let end = words.find('\n').map_or(words.len(), |at| at + 1);
    header.start + end as u32
}

/// The line that closes front matter, without what ends it.
pub(super) fn last_line(analysis: &Analysis) -> Option<Span> {
    let header = analysis.header.span;
    let words = analysis.slice(header);
    let trimmed = words.trim_end();
    let start = trimmed.rfind('\n')? + 1;
    let span = Span::from(start..trimmed.len()).shifted(header.start);
    matches!(analysis.slice(span).trim(), "---" | "...").then_some(span)
}
