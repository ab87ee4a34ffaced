//! W3C Web Annotation (<https://www.w3.org/TR/annotation-model/>): a page of annotations about the article's file.
//!
//! A quotation is described: who says it, what it is, and the words that show it, which are another part of the same
//! file. A mention is identified, and so is a date. Places are code points of the file as it stands.

use super::{Article, Places};
use crate::analysis::{Analysis, Attribution, EntityId, Quotation, Speaker};
use crate::features::words::one_line;
use crate::text::Span;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

pub(super) const OPENING: &str = "{\n\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"id\": \"#page\",\n\
                                  \"type\": \"AnnotationPage\",\n\"items\": [\n";
pub(super) const CLOSING: &str = "\n]\n}\n";

/// What may stand in the path of an IRI as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'+')
    .remove(b',');
/// Code points before and behind the words, by which they are found in a text that has changed.
const AROUND: usize = 32;

/// The annotations of an article, a line each, with commas between them.
pub(super) fn annotations(article: Article) -> String {
    let analysis = article.analysis;
    let writer = Writer { article, places: Places::of(analysis), file: file(article) };
    let quotations =
        analysis.quotations.iter().enumerate().map(|(i, quotation)| writer.quotation(i, quotation));
    let mentions = analysis.mentions.iter().enumerate().filter_map(|(i, mention)| {
        let id = mention.entity?;
        Some(writer.identified("m", i, mention.span, vec![writer.name(id)]))
    });
    let dates = analysis.dates.iter().enumerate().filter_map(|(i, date)| {
        let value = text_body(date.value.as_deref()?, "identifying");
        Some(writer.identified("d", i, date.span, vec![value]))
    });
    let lines: Vec<String> = quotations.chain(mentions).chain(dates).map(|value| value.to_string()).collect();
    lines.join(",\n")
}

/// The resource that the annotations are about.
fn file(article: Article) -> Value {
    let header = &article.analysis.header;
    let language = header.language.as_ref().map_or("en", |language| language.value.as_str());
    let path = utf8_percent_encode(article.name, PATH).to_string();
    let mut file = json!({ "id": path, "type": "Text", "format": "text/plain", "language": language });
    if let Some(url) = &header.url {
        file["via"] = json!(url.value);
    }
    file
}

fn text_body(value: &str, purpose: &str) -> Value {
    json!({ "type": "TextualBody", "value": one_line(value), "format": "text/plain", "purpose": purpose })
}

struct Writer<'a> {
    article: Article<'a>,
    places: Places<'a>,
    file: Value,
}

impl Writer<'_> {
    fn analysis(&self) -> &Analysis {
        self.article.analysis
    }

    fn id(&self, kind: &str, index: usize) -> String {
        match self.article.number {
            Some(number) => format!("#a{number}-{kind}{}", index + 1),
            None => format!("#{kind}{}", index + 1),
        }
    }

    fn quotation(&self, index: usize, quotation: &Quotation) -> Value {
        let mut bodies = vec![];
        match &quotation.attribution {
            None => bodies.push(text_body("unattributed", "tagging")),
            Some(by) => {
                bodies.push(self.speaker(by));
                let evidence = [by.shown_by, by.cue].into_iter().flatten();
                bodies.extend(evidence.map(|span| self.linked(span)));
            }
        }
        bodies.push(text_body(quotation.kind.word(), "tagging"));
        json!({
            "id": self.id("q", index),
            "type": "Annotation",
            "motivation": "describing",
            "body": bodies,
            "target": self.part(quotation.span),
        })
    }

    fn speaker(&self, by: &Attribution) -> Value {
        match by.speaker {
            Speaker::Entity(id) => self.name(id),
            Speaker::Anonymous => text_body("anonymous", "tagging"),
            Speaker::Unresolved | Speaker::Ambiguous => text_body("unclear speaker", "tagging"),
        }
    }

    fn name(&self, id: EntityId) -> Value {
        let entity = self.analysis().entity(id);
        let mut body = text_body(&entity.name, "identifying");
        let reference = self.analysis().declared(entity).and_then(|declared| declared.reference.as_deref());
        let iri = reference.map(|reference| match reference.strip_prefix("wikidata:") {
            Some(item) => format!("http://www.wikidata.org/entity/{item}"),
            None => reference.to_owned(),
        });
        if let Some(iri) = iri.filter(|iri| iri.starts_with("http")) {
            // Of a resource there is nothing to say but which it is, so that the name stands beside it.
            let source = json!({ "id": iri, "label": one_line(&entity.name) });
            body = json!({ "type": "SpecificResource", "purpose": "identifying", "source": source });
        }
        body
    }

    fn identified(&self, kind: &str, index: usize, span: Span, bodies: Vec<Value>) -> Value {
        json!({
            "id": self.id(kind, index),
            "type": "Annotation",
            "motivation": "identifying",
            "body": bodies,
            "target": self.part(span),
        })
    }

    /// A part of the file, found by its place and, should that have changed, by its words.
    fn part(&self, span: Span) -> Value {
        let (text, (start, end)) = (self.analysis().text(), self.places.range(span));
        let before = &text[..span.start as usize];
        let prefix = before.char_indices().rev().take(AROUND).last().map_or("", |(at, _)| &before[at..]);
        let behind = &text[span.end as usize..];
        let suffix = behind.char_indices().nth(AROUND).map_or(behind, |(at, _)| &behind[..at]);
        json!({
            "type": "SpecificResource",
            "source": self.file,
            "selector": [
                { "type": "TextPositionSelector", "start": start, "end": end },
                { "type": "TextQuoteSelector", "exact": span.of(text), "prefix": prefix, "suffix": suffix },
            ],
        })
    }

    /// A part of the file that another is shown by; what the file is has been said of that one.
    fn linked(&self, span: Span) -> Value {
        let mut part = self.part(span);
        part["purpose"] = json!("linking");
        part["source"] = self.file["id"].clone();
        part
    }
}
