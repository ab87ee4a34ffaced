//! A row for each quotation: CSV (RFC 4180) and JSON Lines with the same columns.

use super::{Article, Places};
use crate::analysis::{Analysis, Quotation, Speaker};
use crate::features::clean::Clean;
use crate::features::words::one_line;
use crate::text::Lines;
use serde::Serialize;

/// A quotation, or a reported clause.
#[derive(Serialize)]
struct Row<'a> {
    /// The article's file, or its id.
    article: &'a str,
    /// The article's date.
    date: Option<String>,
    /// Which of the article's quotations it is, from 1.
    number: usize,
    /// direct, mixed or indirect
    kind: &'static str,
    /// Its words as printed, on one line, without marks.
    text: String,
    /// The speaker's fullest name, or the description of an unnamed source.
    speaker: Option<String>,
    /// named, unnamed, unclear or nobody
    standing: &'static str,
    /// person, organisation, place or event
    r#type: Option<&'static str>,
    role: Option<String>,
    /// The words that show who speaks.
    shown_by: Option<String>,
    /// name, description, pronoun, continued or annotation
    how: Option<&'static str>,
    /// The reporting words.
    cue: Option<String>,
    confidence: Option<f64>,
    /// The pattern that decided.
    evidence: Option<&'static str>,
    /// Those that one attribution splits share it.
    utterance: u32,
    /// The line of the file, from 1.
    line: u32,
    /// Code points of the file.
    start: u32,
    end: u32,
}

/// The names of the columns.
pub(super) fn csv_heading() -> String {
    const COLUMNS: [&str; 18] = [
        "article",
        "date",
        "number",
        "kind",
        "text",
        "speaker",
        "standing",
        "type",
        "role",
        "shown_by",
        "how",
        "cue",
        "confidence",
        "evidence",
        "utterance",
        "line",
        "start",
        "end",
    ];
    COLUMNS.join(",") + "\r\n"
}

pub(super) fn csv(article: Article) -> String {
    let mut writer =
        csv::WriterBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_writer(vec![]);
    for row in rows(article) {
        writer.serialize(row).expect("rows are flat, and memory does not fail");
    }
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("rows are text")
}

pub(super) fn json_lines(article: Article) -> String {
    let line = |row| serde_json::to_string(&row).expect("rows have string keys") + "\n";
    rows(article).map(line).collect()
}

fn rows<'a>(article: Article<'a>) -> impl Iterator<Item = Row<'a>> {
    let analysis = article.analysis;
    let (clean, lines, places) = (Clean::of(analysis), Lines::new(analysis.text()), Places::of(analysis));
    analysis.quotations.iter().enumerate().map(move |(index, quotation)| {
        let (start, end) = places.range(quotation.span);
        let printed = |span| clean.place(analysis, span).map(|place| one_line(clean.slice(place)));
        let by = quotation.attribution.as_ref();
        let entity = crate::features::words::speaker(quotation).map(|id| analysis.entity(id));
        Row {
            article: article.name,
            date: analysis.date().map(|date| date.to_string()),
            number: index + 1,
            kind: quotation.kind.word(),
            text: printed(quotation.span).unwrap_or_default(),
            speaker: entity.map(|entity| one_line(&entity.name)),
            standing: standing(analysis, quotation),
            r#type: entity.map(|entity| entity.kind.word()),
            role: entity.and_then(|entity| entity.role.as_ref()).map(|role| one_line(&role.text)),
            shown_by: by.and_then(|by| by.shown_by).and_then(printed),
            how: by.map(|by| by.how.word()),
            cue: by.and_then(|by| by.cue).and_then(printed),
            confidence: by.map(|by| (f64::from(by.certainty()) * 100.0).round() / 100.0),
            evidence: by.map(|by| by.evidence),
            utterance: quotation.utterance,
            line: lines.line(quotation.outer.start),
            start,
            end,
        }
    })
}

fn standing(analysis: &Analysis, quotation: &Quotation) -> &'static str {
    match quotation.attribution.as_ref().map(|by| &by.speaker) {
        Some(Speaker::Entity(id)) if analysis.entity(*id).named => "named",
        Some(Speaker::Entity(_) | Speaker::Anonymous) => "unnamed",
        Some(Speaker::Unresolved | Speaker::Ambiguous) => "unclear",
        None => "nobody",
    }
}
