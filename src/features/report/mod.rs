//! The report on an article: who speaks, how much and by name or not, every quotation with its evidence, sources
//! without a name, dates and problems. [`page`] makes a page of it.

mod page;
mod passages;
mod voices;

pub use page::{Contents, Pages, page};
pub use passages::{Mark, Passage, PassageKind, Run};
pub use voices::{Standing, Voice};

use super::clean::Clean;
use super::dates::{fault, spelt_out};
use super::hover::quotation_evidence;
use super::outline::{opening, shown_span};
use super::words::{count, one_line};
use crate::analysis::{Analysis, Dated, Quotation};
use crate::article::BlockKind;
use crate::newsroom::Settings;
use crate::rules::{self, Severity};

/// What there is to tell about one article. Words are as printed, on one line each; nothing in here is markup.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The article's title, or its first heading, or its opening words.
    pub title: String,
    /// What the header says beside the title, by key, in the order of the keys.
    pub header: Vec<(&'static str, String)>,
    /// How many words are printed.
    pub words: usize,
    /// Who speaks: whoever says most first, and behind them what nobody is shown to have said.
    pub voices: Vec<Voice>,
    /// What stands in marks or in a block of its own, in the order of the text.
    pub quotations: Vec<Said>,
    /// Expressions that mean a day or a stretch of the calendar, in the order of the text.
    pub dates: Vec<When>,
    /// What the rules find, in the order of the text; unnamed sources are among the voices and not here.
    pub problems: Vec<Problem>,
    /// The article itself.
    pub passages: Vec<Passage>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whose: an index into [`Report::voices`].
    pub voice: usize,
    /// The words with their marks.
    pub words: String,
    /// The line of the file it begins in, from 1.
    pub line: u32,
    /// The words that show who speaks, where words do.
    pub shown_by: Option<String>,
    /// What shows the speaker, how sure that is and by which pattern, and who else it may have been, a line each.
    pub evidence: Vec<String>,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The words.
    pub words: String,
    /// What they mean; `None` where the article's date would be needed and is not known.
    pub meant: Option<String>,
    /// What is wrong with them.
    pub fault: Option<String>,
    /// The line of the file, from 1.
    pub line: u32,
}

/// Something a rule has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The line of the file, from 1.
    pub line: u32,
}

impl Report {
    /// The report on an article, with the problems that the house wants to know of.
    pub fn of(analysis: &Analysis, settings: &Settings) -> Self {
        let clean = Clean::of(analysis);
        let lines = analysis.lines();
        let (voices, shown) = voices::voices(analysis, &clean);
        let dates: Vec<&Dated> = analysis.dates.iter().filter(|date| date.is_on_calendar()).collect();
        let mut problems = rules::check_with(analysis, settings);
        problems.retain(|problem| problem.code != "anonymous-source");
        let passages = passages::passages(analysis, &clean, &shown, &dates, &problems);
        let said = |&(voice, quotation): &(usize, &Quotation)| Said {
            voice,
            words: words(analysis, &clean, quotation),
            line: lines.line(quotation.outer.start),
            shown_by: shown_by(analysis, quotation),
            evidence: quotation_evidence(analysis, quotation).plain().lines().map(str::to_owned).collect(),
        };
        let when = |date: &&Dated| When {
            words: one_line(&analysis.words(date.span)),
            meant: spelt_out(date),
            fault: date.fault.map(fault),
            line: lines.line(date.span.start),
        };
        Report {
            title: title(analysis, &clean),
            header: header(analysis),
            words: count(clean.text()),
            voices,
            quotations: shown.iter().map(said).collect(),
            dates: dates.iter().map(when).collect(),
            problems: problems
                .into_iter()
                .map(|found| Problem {
                    code: found.code,
                    severity: found.severity,
                    message: found.message,
                    line: lines.line(found.span.start),
                })
                .collect(),
            passages,
        }
    }

    /// How many quotations are by speakers who stand so.
    pub fn quoted(&self, standing: Standing) -> usize {
        self.voices
            .iter()
            .filter(|voice| voice.standing == standing)
            .map(|voice| voice.quotations.len())
            .sum()
    }

    /// How many words are in quotations.
    pub fn spoken(&self) -> usize {
        self.voices.iter().map(|voice| voice.words).sum()
    }
}

/// A quotation as it is printed, with its marks, on one line.
fn words(analysis: &Analysis, clean: &Clean, quotation: &Quotation) -> String {
    let place = clean.place(analysis, shown_span(analysis, quotation));
    one_line(place.map_or("", |place| clean.slice(place)))
}

fn shown_by(analysis: &Analysis, quotation: &Quotation) -> Option<String> {
    let span = quotation.attribution.as_ref()?.shown_by?;
    Some(one_line(&analysis.words(span)))
}

fn title(analysis: &Analysis, clean: &Clean) -> String {
    if let Some(title) = &analysis.header.title {
        return one_line(&title.value);
    }
    let heading = |kind| matches!(kind, BlockKind::Heading(_));
    let first = clean.passages().iter().find(|passage| heading(analysis.blocks[passage.block].kind));
    match first.or(clean.passages().first()) {
        Some(passage) => opening(clean.slice(passage.span)),
        None => "An article without words".to_owned(),
    }
}

fn header(analysis: &Analysis) -> Vec<(&'static str, String)> {
    let header = &analysis.header;
    let field = |key, field: &Option<crate::article::Field>| Some((key, one_line(&field.as_ref()?.value)));
    let date = analysis.date().map(|date| ("date", super::dates::long_date(date)));
    let fields = [
        date,
        field("author", &header.author),
        field("source", &header.source),
        field("place", &header.place),
        field("url", &header.url),
    ];
    fields.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
