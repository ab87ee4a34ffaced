//! brat's standoff format (<http://brat.nlplab.org/standoff.html>): the text, and annotations that count its characters.

use crate::analysis::{Analysis, Attribution, Quotation, Speaker};
use crate::article::EntityKind;
use crate::features::clean::Clean;
use crate::features::words::{name, one_line};
use crate::text::{Offsets, Span, Unit};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// What brat has to be told about our annotations: the file `annotation.conf` of a folder.
pub const CONFIGURATION: &str = include_str!("brat.conf");

/// An article as two files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standoff {
    /// The article as it would be printed; the file ends in `.txt`.
    pub text: String,
    /// What is known about it; the file ends in `.ann`.
    pub annotations: String,
}

impl Standoff {
    /// The two files of an article.
    pub fn of(analysis: &Analysis) -> Self {
        let clean = Clean::of(analysis);
        let annotations = {
            let mut scribe = Scribe::new(analysis, &clean);
            scribe.entities();
            scribe.quotations();
            scribe.terms_and_dates();
            scribe.out
        };
        Standoff { text: clean.text().to_owned(), annotations }
    }
}

/// Writes annotations, and counts those of each kind.
struct Scribe<'a> {
    analysis: &'a Analysis,
    clean: &'a Clean,
    offsets: Offsets<'a>,
    out: String,
    spans: usize,
    relations: usize,
    attributes: usize,
    notes: usize,
    references: usize,
    /// Words that are annotated already, by what they are annotated as.
    known: FxHashMap<(&'static str, Span), usize>,
}

impl<'a> Scribe<'a> {
    fn new(analysis: &'a Analysis, clean: &'a Clean) -> Self {
        Scribe {
            analysis,
            clean,
            offsets: Offsets::new(clean.text(), Unit::Chars),
            out: String::new(),
            spans: 0,
            relations: 0,
            attributes: 0,
            notes: 0,
            references: 0,
            known: FxHashMap::default(),
        }
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        let _ = writeln!(self.out, "{line}");
    }

    /// Annotates words as `what` and returns the annotation's number; `None` where they are not printed.
    ///
    /// An annotation may not go over a line's end, so that words on several lines are several fragments, which the text
    /// behind them shows with a blank between.
    fn span(&mut self, what: &'static str, span: Span) -> Option<usize> {
        if let Some(&known) = self.known.get(&(what, span)) {
            return Some(known);
        }
        let place = self.clean.place(self.analysis, span)?;
        let mut fragments = vec![];
        let mut words = vec![];
        let mut at = place.start;
        for line in self.clean.slice(place).split('\n') {
            let lead = (line.len() - line.trim_start().len()) as u32;
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let start = at + lead;
                let end = start + trimmed.len() as u32;
                fragments.push(format!("{} {}", self.offsets.convert(start), self.offsets.convert(end)));
                words.push(trimmed);
            }
            at += line.len() as u32 + 1;
        }
        if words.is_empty() {
            return None;
        }
        self.spans += 1;
        let (number, fragments, words) = (self.spans, fragments.join(";"), words.join(" "));
        self.line(format_args!("T{number}\t{what} {fragments}\t{words}"));
        self.known.insert((what, span), number);
        Some(number)
    }

    fn attribute(&mut self, what: &str, of: usize) {
        self.attributes += 1;
        let number = self.attributes;
        let (attribute, value) = what.split_once(' ').unwrap_or((what, ""));
        self.line(format_args!("{}", format!("A{number}\t{attribute} T{of} {value}").trim_end()));
    }

    fn relation(&mut self, what: &str, from: usize, to: usize) {
        self.relations += 1;
        let number = self.relations;
        self.line(format_args!("R{number}\t{what} Arg1:T{from} Arg2:T{to}"));
    }

    fn note(&mut self, of: usize, note: &str) {
        self.notes += 1;
        let number = self.notes;
        self.line(format_args!("#{number}\tAnnotatorNotes T{of}\t{}", one_line(note)));
    }

    /// All words that mean somebody or something, those of one and the same as equivalent.
    fn entities(&mut self) {
        for entity in &self.analysis.entities {
            let what = match entity.kind {
                EntityKind::Person => "Person",
                EntityKind::Organisation => "Organisation",
                EntityKind::Place => "Place",
                EntityKind::Event => "Event",
            };
            let spans: Vec<Span> =
                entity.mentions.iter().map(|&i| self.analysis.mentions[i as usize].span).collect();
            let numbers: Vec<usize> = spans.into_iter().filter_map(|span| self.span(what, span)).collect();
            let declared = self.analysis.declared(entity).and_then(|declared| declared.reference.as_deref());
            let item = declared.and_then(|reference| reference.strip_prefix("wikidata:"));
            for &number in item.iter().flat_map(|_| &numbers) {
                self.references += 1;
                let (n, item, name) = (self.references, item.unwrap_or_default(), one_line(&entity.name));
                self.line(format_args!("N{n}\tReference T{number} Wikidata:{item}\t{name}"));
            }
            if let [first, .., _] = numbers[..] {
                let all: Vec<String> = numbers.iter().map(|number| format!("T{number}")).collect();
                self.line(format_args!("*\tEquiv {}", all.join(" ")));
                self.note(first, &entity.name);
            } else if let [only] = numbers[..] {
                self.note(only, &entity.name);
            }
        }
    }

    fn quotations(&mut self) {
        for quotation in &self.analysis.quotations {
            let Some(number) = self.span("Quotation", quotation.span) else { continue };
            let kind = quotation.kind.word();
            let (first, rest) = kind.split_at(1);
            self.attribute(&format!("Kind {}{rest}", first.to_uppercase()), number);
            match &quotation.attribution {
                None => self.attribute("Unattributed", number),
                Some(by) => self.attribution(number, quotation, by),
            }
        }
    }

    fn attribution(&mut self, number: usize, quotation: &Quotation, by: &Attribution) {
        if let Some(words) = by.shown_by.and_then(|span| self.span("Speaker", span)) {
            self.relation("Said_by", number, words);
        }
        if let Some(words) = by.cue.and_then(|span| self.span("Cue", span)) {
            self.relation("Said_with", number, words);
        }
        let who = match by.speaker {
            Speaker::Entity(id) => name(self.analysis, id),
            Speaker::Anonymous => "a source deliberately not named".to_owned(),
            Speaker::Unresolved | Speaker::Ambiguous => "unclear".to_owned(),
        };
        let utterance = quotation.utterance;
        let (how, evidence, confidence) = (by.how.word(), by.evidence, by.certainty());
        self.note(
            number,
            &format!(
                "speaker: {who}; by {how}; {evidence}; confidence {confidence:.2}; utterance {utterance}"
            ),
        );
    }

    fn terms_and_dates(&mut self) {
        for term in &self.analysis.terms {
            if let Some(number) = self.span("Term", term.span) {
                self.note(number, term.kind.word());
            }
        }
        for date in &self.analysis.dates {
            if let Some((value, number)) = date.value.as_deref().zip(self.span("Date", date.span)) {
                self.note(number, value);
            }
        }
    }
}
