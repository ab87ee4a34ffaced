//! The record of an article, as `docs/annotate.md` has it: fields in that order.

use crate::analysis::{
    Analysis, Attribution, EntityId, NestedQuotation, Options, Quotation, Speaker, TimeKind,
};
use crate::cli::input::Article;
use crate::english::dates::Modifier;
use crate::newsroom::{Configuration, Settings};
use crate::rules;
use crate::text::{Offsets, Span, Unit};
use serde::Serialize;
use serde_json::value::RawValue;

/// The first line of output with `--header`.
#[derive(Serialize)]
pub(super) struct HeaderLine {
    schema: u32,
    tool: &'static str,
    version: &'static str,
    offsets: &'static str,
}

impl HeaderLine {
    pub(super) fn new(unit: Unit) -> Self {
        HeaderLine {
            schema: super::SCHEMA_VERSION,
            tool: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            offsets: unit.word(),
        }
    }
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a RawValue,
    date: Option<String>,
    quotes: Vec<QuoteRecord<'a>>,
    terms: Vec<TermRecord>,
    entities: Vec<EntityRecord<'a>>,
    dates: Vec<DateRecord<'a>>,
    diagnostics: Vec<DiagnosticRecord<'a>>,
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    id: usize,
    #[serde(flatten)]
    range: Range,
    kind: &'static str,
    utterance: u32,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<Words<'a>>,
    confidence: Option<f64>,
    evidence: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inner: Vec<InnerRecord<'a>>,
}

/// What is quoted inside a quotation.
#[derive(Serialize)]
struct InnerRecord<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
    speaker: Option<SpeakerRecord<'a>>,
    confidence: Option<f64>,
    evidence: Option<&'static str>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    entity: Option<u32>,
    name: &'a str,
    text: Option<&'a str>,
    start: Option<u32>,
    end: Option<u32>,
    how: &'static str,
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct TermRecord {
    #[serde(flatten)]
    range: Range,
    kind: &'static str,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    id: usize,
    r#type: &'static str,
    name: &'a str,
    role: Option<&'a str>,
    aliases: &'a [String],
    mentions: Vec<MentionRecord>,
}

#[derive(Serialize)]
struct MentionRecord {
    #[serde(flatten)]
    range: Range,
    how: &'static str,
}

#[derive(Serialize)]
struct DateRecord<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
    value: Option<&'a str>,
    /// Left out for dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#mod: Option<&'static str>,
}

#[derive(Serialize)]
struct DiagnosticRecord<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    range: Range,
    message: &'a str,
}

/// A span in the unit that was asked for.
#[derive(Clone, Copy, Serialize)]
struct Range {
    start: u32,
    end: u32,
}

/// The record of an article as a line of JSON.
pub(super) fn write(article: Article, unit: Unit, configuration: &Configuration) -> Vec<u8> {
    let path = article.path.as_deref();
    let options = Options { date: article.date, ..configuration.options("", path) };
    line(&article.id, &Analysis::new(article.text, options), unit, &configuration.rules)
}

/// The record of what is known about an article as a line of JSON.
pub(super) fn line(id: &RawValue, analysis: &Analysis, unit: Unit, settings: &Settings) -> Vec<u8> {
    let diagnostics = rules::check_with(analysis, settings);
    let clerk = Clerk { analysis, offsets: Offsets::new(analysis.text(), unit) };
    super::json_line(&Record {
        id,
        date: analysis.date().map(|date| date.to_string()),
        quotes: clerk.quotes(),
        terms: clerk.terms(),
        entities: clerk.entities(),
        dates: clerk.dates(),
        diagnostics: clerk.diagnostics(&diagnostics),
    })
}

/// Turns what is known about an article into records.
struct Clerk<'a> {
    analysis: &'a Analysis,
    offsets: Offsets<'a>,
}

impl<'a> Clerk<'a> {
    fn range(&self, span: Span) -> Range {
        Range { start: self.offsets.convert(span.start), end: self.offsets.convert(span.end) }
    }

    /// Speech, with what is quoted inside it in the entry of the outer quotation: entries do not overlap.
    fn quotes(&self) -> Vec<QuoteRecord<'a>> {
        let quotations = self.analysis.quotations.iter().enumerate();
        quotations.map(|(id, quotation)| self.quote(id, quotation)).collect()
    }

    fn quote(&self, id: usize, quotation: &'a Quotation) -> QuoteRecord<'a> {
        let attribution = quotation.attribution.as_ref();
        let words = |span: Span| Words { text: self.analysis.slice(span), range: self.range(span) };
        QuoteRecord {
            id,
            range: self.range(quotation.span),
            kind: quotation.kind.word(),
            utterance: quotation.utterance,
            speaker: attribution.map(|a| self.speaker(a)),
            cue: attribution.and_then(|a| a.cue).map(words),
            confidence: attribution.map(confidence),
            evidence: attribution.map(|a| a.evidence),
            inner: self.inner(id),
        }
    }

    /// What is quoted inside the quotation with this index.
    fn inner(&self, id: usize) -> Vec<InnerRecord<'a>> {
        let nested = &self.analysis.nested;
        let from = nested.partition_point(|n| (n.within as usize) < id);
        let nested = nested[from..].iter().take_while(|n| n.within as usize == id);
        let record = |n: &'a NestedQuotation| {
            let attribution = n.quotation.attribution.as_ref();
            InnerRecord {
                range: self.range(n.quotation.span),
                text: self.analysis.slice(n.quotation.span),
                speaker: attribution.map(|a| self.speaker(a)),
                confidence: attribution.map(confidence),
                evidence: attribution.map(|a| a.evidence),
            }
        };
        nested.map(record).collect()
    }

    fn speaker(&self, attribution: &Attribution) -> SpeakerRecord<'a> {
        let text = attribution.shown_by.map(|span| self.analysis.slice(span));
        let range = attribution.shown_by.map(|span| self.range(span));
        let (entity, name) = match attribution.speaker {
            Speaker::Entity(id) => (Some(id.0), self.analysis.entity(id).name.as_str()),
            Speaker::Anonymous => (None, "anonymous"),
            Speaker::Unresolved | Speaker::Ambiguous => (None, text.unwrap_or("unknown")),
        };
        SpeakerRecord {
            entity,
            name,
            text,
            start: range.map(|r| r.start),
            end: range.map(|r| r.end),
            how: attribution.how.word(),
        }
    }

    fn terms(&self) -> Vec<TermRecord> {
        let term = |t: &crate::analysis::Term| TermRecord { range: self.range(t.span), kind: t.kind.word() };
        self.analysis.terms.iter().map(term).collect()
    }

    fn entities(&self) -> Vec<EntityRecord<'a>> {
        let entities = self.analysis.entities.iter().enumerate();
        entities
            .map(|(id, entity)| EntityRecord {
                id,
                r#type: entity.kind.word(),
                name: &entity.name,
                role: entity.role.as_ref().map(|role| role.text.as_str()),
                aliases: &entity.aliases,
                mentions: self.mentions(EntityId(id as u32)),
            })
            .collect()
    }

    fn mentions(&self, id: EntityId) -> Vec<MentionRecord> {
        let mentions = self.analysis.entity(id).mentions.iter();
        mentions
            .map(|&i| &self.analysis.mentions[i as usize])
            .map(|m| MentionRecord { range: self.range(m.span), how: m.how.word() })
            .collect()
    }

    fn dates(&self) -> Vec<DateRecord<'a>> {
        let dates = self.analysis.dates.iter();
        dates
            .map(|date| DateRecord {
                range: self.range(date.span),
                text: self.analysis.slice(date.span),
                value: date.value.as_deref(),
                kind: (date.kind != TimeKind::Date).then(|| date.kind.word()),
                r#mod: date.modifier.map(Modifier::word),
            })
            .collect()
    }

    fn diagnostics(&self, found: &'a [rules::Diagnostic]) -> Vec<DiagnosticRecord<'a>> {
        let record = |d: &'a rules::Diagnostic| DiagnosticRecord {
            code: d.code,
            severity: d.severity.word(),
            range: self.range(d.span),
            message: &d.message,
        };
        found.iter().map(record).collect()
    }
}

/// With two decimals.
fn confidence(attribution: &Attribution) -> f64 {
    (f64::from(attribution.certainty()) * 100.0).round() / 100.0
}
