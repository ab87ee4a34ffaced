//! From the facts of the paragraphs to what the article says: who is who, and who says what.
//!
//! Everything here runs over facts, from the top of the article to its end; it looks at words only to compare names
//! and roles. It goes in three steps, and each keeps what it came to for the next version of the article:
//! [`decide`] finds the words that say who speaks, and needs no names; the [`Reader`] finds out who is who; [`Output`]
//! puts that in the terms of the model, block by block.

mod again;
mod article;
mod casting;
mod described;
mod descriptions;
mod everybody;
mod follow;
mod meanings;
mod nested;
mod output;
mod reader;
mod reading;
mod several;
mod small_words;
mod spellings;
mod start;
mod strangers;
mod turns;

use super::facts::Facts;
use super::model::*;
use super::study;
use crate::article::BlockKind;
use crate::entities::cast::Odds;
use crate::entities::mention::Form;
use crate::entities::salience::Feature;
use crate::quotes::attribute::{self, Attribution, Decision, Passage, ReportId};
use crate::quotes::resume::{Earlier, Window};
pub(super) use again::{Again, Version};
pub(super) use article::Article;
use descriptions::Descriptions;
use jiff::civil::Date;
pub(super) use output::{Output, Pages};
use reader::Reader;
pub(super) use reading::Reading;
pub(super) use start::SameNames;
use start::Start;
use std::ops::Range;
use std::sync::Arc;

/// What the article as a whole says.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub quotations: Vec<Quotation>,
    pub nested: Vec<NestedQuotation>,
    pub terms: Vec<Term>,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub dates: Vec<Dated>,
    pub unpaired: Vec<UnpairedMark>,
    pub variants: Vec<Variant>,
    pub trace: Trace,
}

/// How the article was read, for the next version of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    /// Which words say who speaks, in the order of the text.
    pub decisions: Vec<Decision>,
    pub reading: Arc<Reading>,
    /// How likely the names name what; what the reading started from may be of an earlier version.
    pub odds: Arc<Odds>,
    /// The blocks that were edited since the names that the reading started from were learned, in order.
    pub touched: Vec<usize>,
    /// What stands below the paragraph that is being typed, if that was ever asked.
    pub descriptions: Option<Arc<Descriptions>>,
}

/// Brings the facts of all blocks together; the `earlier` version and what of it may have changed save time.
pub(super) fn resolve(
    article: Article<'_>,
    date: Option<Date>,
    earlier: Option<(Version<'_>, Window)>,
) -> Resolved {
    let (decisions, _) = decide(article, earlier);
    let reading = Arc::new(read(article, &decisions));
    let output = Output { article, decisions: &decisions, reading: &reading, touched: &[] };
    let mut pages = Pages::default();
    for block in 0..article.blocks.len() {
        output.block(block, &mut pages);
    }
    let variants = output.variants();
    let entities = output.entities(&pages.mentions, &variants);
    let Pages { quotations, nested, terms, mentions, .. } = pages;
    Resolved {
        quotations,
        nested,
        terms,
        entities,
        mentions,
        dates: super::dates::dates(article.blocks, article.facts, date),
        unpaired: article.unpaired(0..article.blocks.len()),
        variants,
        trace: Trace {
            decisions,
            odds: Arc::clone(&reading.start.odds),
            reading,
            touched: vec![],
            descriptions: None,
        },
    }
}

/// Finds out who is who.
pub(super) fn read(article: Article<'_>, decisions: &[Decision]) -> Reading {
    let mut reader = Reader::new(article, decisions, Start::of(article));
    reader.read();
    reader.finish()
}

/// Decides which words say who speaks, as far as an edit since the `earlier` version leaves that open; says in which
/// blocks it did.
pub(super) fn decide(
    article: Article<'_>,
    earlier: Option<(Version<'_>, Window)>,
) -> (Vec<Decision>, Range<usize>) {
    let passage_then = |block| earlier.map_or(Passage::Comment, |(then, _)| passage(then.article, block));
    let earlier = earlier.map(|(then, window)| Earlier {
        decisions: then.decisions,
        blocks: then.article.blocks.len(),
        passage: &passage_then,
        window,
    });
    let (mut attribution, from) = earlier.as_ref().map_or_else(Default::default, Attribution::resume);
    for block in from..article.facts.len() {
        if earlier.as_ref().is_some_and(|earlier| attribution.take_rest(earlier, block)) {
            return (attribution.decisions, from..block);
        }
        attribution.block(block, &passage(article, block));
    }
    (attribution.decisions, from..article.facts.len())
}

/// A block for whoever decides which words say who speaks.
fn passage<'a>(article: Article<'a>, block: usize) -> Passage<'a> {
    let facts = &article.facts[block];
    let paragraph = || attribute::Paragraph {
        text: article.plain(block),
        inline: &facts.inline,
        marks: &facts.marks,
        frame: &facts.frame,
        reports: &facts.reports,
        subjects: &facts.subject_kinds,
        speeches: &facts.speeches,
    };
    match article.blocks[block].kind {
        BlockKind::Paragraph => Passage::Paragraph(paragraph()),
        BlockKind::Heading(_) => Passage::Heading(paragraph()),
        BlockKind::Quotation => Passage::Quotation,
        BlockKind::Comment => Passage::Comment,
    }
}

/// The questions about marked stretches, as [`study`](super::study) shows them.
pub(super) fn questions(article: Article<'_>) -> Vec<study::Question> {
    let mut attribution = Attribution::default();
    attribution.watch = Some(vec![]);
    for block in 0..article.facts.len() {
        attribution.block(block, &passage(article, block));
    }
    let asked = attribution.watch.take().unwrap_or_default();
    asked.into_iter().map(|asked| question(article, asked)).collect()
}

fn question(article: Article<'_>, question: attribute::Question) -> study::Question {
    let facts = &article.facts[question.block];
    let stretch = &facts.marks.stretches[facts.speeches[question.speech].stretch];
    let words = |report: ReportId, of: fn(&Facts, usize) -> Option<crate::text::Span>| {
        of(&article.facts[report.block], report.report).map(|span| article.place(report.block, span))
    };
    let answers = question.answers.into_iter().map(|answer| {
        let report = answer.said.map(|(report, ..)| report);
        study::Answer {
            cue: report.and_then(|report| words(report, |facts, report| Some(facts.cues[report]))),
            shown_by: report.and_then(|report| words(report, |facts, report| facts.shown_by[report])),
            pattern: answer.said.map_or("nobody", |(_, pattern, _)| pattern),
            features: answer.features,
        }
    });
    study::Question { outer: article.place(question.block, stretch.outer), answers: answers.collect() }
}

/// The questions about pronouns, as [`study`](super::study) shows them.
pub(super) fn pronouns(article: Article<'_>) -> Vec<study::PronounQuestion> {
    let (decisions, _) = decide(article, None);
    let mut reader = Reader::new(article, &decisions, Start::of(article));
    reader.watched = Some(vec![]);
    reader.read();
    let mut named = vec![Vec::new(); reader.cast.len()];
    for (block, facts) in article.facts.iter().enumerate() {
        for (local, meant) in facts.mentions.iter().zip(reader.meant.block(block)) {
            if let (Form::Name { .. }, Some(who)) = (&local.form, meant.who()) {
                named[who].push(article.place(block, local.span));
            }
        }
    }
    let person = |(who, features): (usize, Vec<Feature>)| study::Antecedent {
        name: reader.cast.name(who).to_owned(),
        named: named[who].clone(),
        features,
    };
    let watched = reader.watched.iter().flatten();
    let question = |(span, people): &(crate::text::Span, Vec<(usize, Vec<Feature>)>)| {
        study::PronounQuestion { span: *span, people: people.iter().cloned().map(person).collect() }
    };
    watched.map(question).collect()
}
