//! The report as a page: one file of HTML that needs nothing else, runs nothing and loads nothing.
//!
//! Everything that is not markup goes through maud, which escapes it. The page's policy allows its own style sheet, by
//! its hash, and nothing beside it, so what may have slipped through would not run. Widths are drawn, not styled, since
//! the policy forbids `style` attributes.

use super::{Mark, Passage, PassageKind, Problem, Report, Run, Said, Standing, Voice, When};
use crate::features::words::quotations;
use crate::rules::explanation_url;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use rustc_hash::FxHashSet;

const STYLE: &str = include_str!("page.css");
/// Of `STYLE`, as the policy has it; a test holds them together.
const STYLE_HASH: &str = "sha256-SegtKP8K0duNfZNl9pAYb5LEI3NIVV+O1jPZ9mkK6bY=";
/// As many voices have a colour of their own.
const COLOURS: usize = 6;

/// A page about one article; `name` is what its file is called.
pub fn page(name: &str, report: &Report) -> String {
    let mut pages = Pages::default();
    pages.add(name, report);
    pages.finish()
}

/// A page about several articles, one below the other, with a table of contents.
#[derive(Debug, Default)]
pub struct Pages {
    contents: Contents,
    articles: Vec<Markup>,
}

impl Pages {
    /// Adds an article.
    pub fn add(&mut self, name: &str, report: &Report) {
        let number = self.articles.len() + 1;
        self.contents.add(name, &format!("#a{number}"), report);
        self.articles.push(Sheet::of(report, number).article(name));
    }

    /// Whether there is no article on it.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The page.
    pub fn finish(self) -> String {
        let title = match &self.contents.rows[..] {
            [row] => format!("{}: who says what", row.title),
            rows => format!("Who says what in {} articles", rows.len()),
        };
        let several = self.articles.len() != 1;
        document(
            &title,
            &html! {
                @if several { (self.contents.table(&title)) }
                @for article in &self.articles { (article) }
            },
        )
    }
}

/// A table of articles, each with a link to its report.
#[derive(Debug, Default)]
pub struct Contents {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    href: String,
    title: String,
    quotations: usize,
    unnamed: usize,
    open: usize,
    problems: usize,
}

impl Contents {
    /// Adds an article whose report is at `href`.
    pub fn add(&mut self, name: &str, href: &str, report: &Report) {
        self.rows.push(Row {
            name: name.to_owned(),
            href: href.to_owned(),
            title: report.title.clone(),
            quotations: report.quotations.len(),
            unnamed: report.quoted(Standing::Unnamed),
            open: report.quoted(Standing::Nobody) + report.quoted(Standing::Unclear),
            problems: report.problems.len(),
        });
    }

    /// A page that is nothing but the table.
    pub fn page(&self) -> String {
        let title = format!("Who says what in {} articles", self.rows.len());
        document(&title, &self.table(&title))
    }

    fn table(&self, title: &str) -> Markup {
        html! {
            section.contents {
                h1 { (title) }
                table {
                    thead { tr {
                        th { "Article" } th.n { "Quotations" } th.n { "Unnamed" } th.n { "No speaker" } th.n { "Problems" }
                    } }
                    tbody { @for row in &self.rows { tr {
                        td { a href=(row.href) { (row.title) } br; small { (row.name) } }
                        td.n { (row.quotations) }
                        td.n { (none_or(row.unnamed)) }
                        td.n.alert[row.open > 0] { (none_or(row.open)) }
                        td.n { (none_or(row.problems)) }
                    } } }
                }
            }
        }
    }
}

fn none_or(count: usize) -> String {
    if count == 0 { "–".to_owned() } else { count.to_string() }
}

fn document(title: &str, body: &Markup) -> String {
    let policy = format!("default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Onrecord " (env!("CARGO_PKG_VERSION")) };
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    page.into_string() + "\n"
}

/// The report on one article, as it is laid out.
struct Sheet<'a> {
    report: &'a Report,
    /// Which article of the page it is, from 1: the places of each have names of their own.
    number: usize,
    /// What stands in the article as it is printed; a problem of the header does not.
    placed: FxHashSet<Mark>,
}

impl<'a> Sheet<'a> {
    fn of(report: &'a Report, number: usize) -> Self {
        let runs = report.passages.iter().flat_map(|passage| &passage.runs);
        let placed = runs.flat_map(|run| run.marks.iter().copied()).collect();
        Sheet { report, number, placed }
    }

    /// Words that lead to a place in the article, where there is one.
    fn to(&self, mark: Mark, words: &Markup) -> Markup {
        match self.place(mark).filter(|_| self.placed.contains(&mark)) {
            Some(id) => html! { a href={ "#" (id) } { (words) } },
            None => words.clone(),
        }
    }

    /// "→ line 5"
    fn to_line(&self, mark: Mark, line: u32) -> Markup {
        html! { span.place { (self.to(mark, &html! { "line " (line) })) } }
    }

    fn article(&self, name: &str) -> Markup {
        let report = self.report;
        html! {
            article id={ "a" (self.number) } {
                header {
                    p.kicker { "Who says what" }
                    h1 { (report.title) }
                    p.about { (name) @for (key, value) in &report.header { " · " (self.header_field(key, value)) } }
                    (self.figures())
                }
                (self.speakers())
                (self.open())
                (self.quotations())
                (self.unnamed())
                (self.dates())
                (self.problems())
                (self.text())
            }
        }
    }

    fn header_field(&self, key: &str, value: &str) -> Markup {
        // Nothing but the web: an address may be a script.
        let web = value.starts_with("https://") || value.starts_with("http://");
        html! {
            @if key == "url" && web { a href=(value) rel="noreferrer" { (value) } }
            @else { span title=(key) { (value) } }
        }
    }

    fn figures(&self) -> Markup {
        let report = self.report;
        let open = report.quoted(Standing::Nobody) + report.quoted(Standing::Unclear);
        let spoken = report.spoken();
        let figure = |count: String, what: &str, class: &str| html! { div.figure.(class) { b { (count) } span { (what) } } };
        let all = report.quotations.len();
        html! {
            div.figures {
                (figure(all.to_string(), if all == 1 { "quotation" } else { "quotations" }, "all"))
                (figure(report.quoted(Standing::Named).to_string(), "by name", "named"))
                (figure(report.quoted(Standing::Unnamed).to_string(), "by unnamed sources", "unnamed"))
                (figure(open.to_string(), "without a speaker", if open > 0 { "alert" } else { "calm" }))
                (figure(format!("{} %", percent(spoken, report.words)), "of the words are quoted", "share"))
            }
        }
    }

    /// The colour of a voice, as a class.
    fn colour(&self, voice: usize) -> String {
        match self.report.voices[voice].standing {
            Standing::Nobody | Standing::Unclear => "open".to_owned(),
            _ if voice < COLOURS => format!("v{voice}"),
            _ => "others".to_owned(),
        }
    }

    fn speakers(&self) -> Markup {
        let report = self.report;
        if report.voices.is_empty() {
            return html! { section { h2 { "Who speaks" } p.note { "Nobody is quoted in this article." } } };
        }
        let spoken = report.spoken();
        let reported = report.voices.iter().any(|voice| voice.reported > 0);
        html! {
            section {
                h2 { "Who speaks" }
                @if spoken > 0 { (self.shares(spoken)) }
                table {
                    thead { tr {
                        th { "Speaker" } th.n { "Quotations" } th.n { "Words" } th.n { "Share" }
                        @if reported { th.n { "Reported without marks" } }
                    } }
                    tbody { @for (index, voice) in report.voices.iter().enumerate() { tr.alert[is_open(voice)] {
                        td { span.dot.(self.colour(index)) {} (self.who(voice)) }
                        td.n { (none_or(voice.quotations.len())) }
                        td.n { (none_or(voice.words)) }
                        td.n { @if voice.words > 0 { (percent(voice.words, spoken)) " %" } @else { "–" } }
                        @if reported { td.n { @if voice.reported > 0 { (voice.reported) " words" } @else { "–" } } }
                    } } }
                }
            }
        }
    }

    /// Who says how much, as one bar.
    fn shares(&self, spoken: usize) -> Markup {
        let mut before = 0;
        let parts = self.report.voices.iter().enumerate().map(|(index, voice)| {
            let (from, width) = (thousandths(before, spoken), thousandths(voice.words, spoken));
            before += voice.words;
            html! {
                @if voice.words > 0 {
                    rect.(self.colour(index)) x=(from) y="0" width=(width) height="10" {
                        title { (voice.name) ": " (percent(voice.words, spoken)) " %" }
                    }
                }
            }
        });
        html! {
            svg.shares viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="Who says how much" {
                @for part in parts { (part) }
            }
        }
    }

    fn who(&self, voice: &Voice) -> Markup {
        html! {
            span.name { (voice.name) }
            @if let Some(role) = &voice.role { span.role { ", " (role) } }
            @match voice.standing {
                Standing::Named if voice.body => span.tag { "not a person" },
                Standing::Unnamed => span.tag { "unnamed" },
                _ => {}
            }
        }
    }

    fn open(&self) -> Markup {
        let open = self.report.voices.iter().filter(|voice| is_open(voice) && !voice.quotations.is_empty());
        let mut open: Vec<usize> = open.flat_map(|voice| voice.quotations.iter().copied()).collect();
        open.sort_unstable();
        html! {
            section {
                h2 { "Without a speaker" }
                @if open.is_empty() {
                    p.note.good { "The article shows who said every quotation." }
                } @else {
                    ol.said { @for index in open { (self.said(index)) } }
                }
            }
        }
    }

    fn quotations(&self) -> Markup {
        let voices = self.report.voices.iter().enumerate();
        let voices = voices.filter(|(_, voice)| !is_open(voice) && !voice.quotations.is_empty());
        html! {
            section {
                h2 { "Every quotation, by speaker" }
                @for (index, voice) in voices {
                    div.voice {
                        h3 { span.dot.(self.colour(index)) {} (self.who(voice)) " " small { (quotations(voice.quotations.len())) } }
                        ol.said { @for &index in &voice.quotations { (self.said(index)) } }
                    }
                }
            }
        }
    }

    fn said(&self, index: usize) -> Markup {
        let Said { words, line, evidence, voice, .. } = &self.report.quotations[index];
        html! {
            li.(self.colour(*voice)) id=(self.id("q", index)) {
                blockquote { (words) }
                p.evidence {
                    @for (i, line) in evidence.iter().enumerate() { @if i > 0 { br; } (line) }
                    " " (self.to_line(Mark::Quotation(index), *line))
                }
            }
        }
    }

    fn unnamed(&self) -> Markup {
        let sources: Vec<&Voice> =
            self.report.voices.iter().filter(|voice| voice.standing == Standing::Unnamed).collect();
        html! {
            section {
                h2 { "Sources without a name" }
                @if sources.is_empty() { p.note.good { "None." } } @else {
                    table {
                        thead { tr { th { "Source" } th { "Shown by" } th.n { "Quotations" } th.n { "Reported" } th.n { "Line" } } }
                        tbody { @for voice in sources { tr {
                            td { (voice.name) @if let Some(role) = &voice.role { span.role { ", " (role) } } }
                            td { (self.shown_by(voice)) }
                            td.n { (none_or(voice.quotations.len())) }
                            td.n { @if voice.reported > 0 { (voice.reported) " words" } @else { "–" } }
                            td.n { (voice.line) }
                        } } }
                    }
                }
            }
        }
    }

    /// The words that stand for a source, each once.
    fn shown_by(&self, voice: &Voice) -> Markup {
        let mut words: Vec<(&str, usize)> = vec![];
        for &index in &voice.quotations {
            let shown_by = self.report.quotations[index].shown_by.as_deref().unwrap_or("an annotation");
            if !words.iter().any(|(known, _)| *known == shown_by) {
                words.push((shown_by, index));
            }
        }
        html! {
            @for (i, (words, index)) in words.iter().enumerate() {
                @if i > 0 { ", " }
                (self.to(Mark::Quotation(*index), &html! { (words) }))
            }
            @if words.is_empty() { "–" }
        }
    }

    fn dates(&self) -> Markup {
        html! { @if !self.report.dates.is_empty() {
            section {
                h2 { "Dates" }
                table {
                    thead { tr { th { "Words" } th { "Day meant" } th.n { "Line" } } }
                    tbody { @for (index, date) in self.report.dates.iter().enumerate() {
                        (self.date(index, date))
                    } }
                }
            }
        } }
    }

    fn date(&self, index: usize, date: &When) -> Markup {
        html! { tr.alert[date.fault.is_some()] {
            td { (self.to(Mark::Date(index), &html! { (date.words) })) }
            td {
                @if let Some(fault) = &date.fault { (fault) }
                @else if let Some(meant) = &date.meant { (meant) }
                @else { span.role { "the article has no date to count from" } }
            }
            td.n { (date.line) }
        } }
    }

    fn problems(&self) -> Markup {
        html! {
            section {
                h2 { "Problems" }
                @if self.report.problems.is_empty() { p.note.good { "None." } } @else {
                    ul.problems { @for (index, problem) in self.report.problems.iter().enumerate() {
                        (self.problem(index, problem))
                    } }
                }
            }
        }
    }

    fn problem(&self, index: usize, problem: &Problem) -> Markup {
        let Problem { code, severity, message, line } = problem;
        html! {
            li.(severity.word()) {
                span.severity { (severity.word()) } " " (with_code(message)) " "
                (self.to_line(Mark::Problem(index), *line)) " "
                a.code href=(explanation_url(code)) rel="noreferrer" { (code) }
            }
        }
    }

    fn text(&self) -> Markup {
        let mut seen = FxHashSet::default();
        html! {
            section.text {
                h2 { "The article" }
                @for passage in &self.report.passages { (self.passage(passage, &mut seen)) }
            }
        }
    }

    fn passage(&self, passage: &Passage, seen: &mut FxHashSet<Mark>) -> Markup {
        let mut words = vec![];
        // Runs of one quotation are one mark.
        let quotation = |run: &Run| {
            run.marks.iter().find_map(|mark| match mark {
                Mark::Quotation(index) => Some(*index),
                _ => None,
            })
        };
        for runs in passage.runs.chunk_by(|a, b| quotation(a) == quotation(b)) {
            let inside: Vec<Markup> = runs.iter().map(|run| self.run(run, seen)).collect();
            let inside = html! { @for run in &inside { (run) } };
            words.push(match quotation(&runs[0]) {
                Some(index) => {
                    let colour = self.colour(self.report.quotations[index].voice);
                    html! { a.quotation.(colour) href={ "#" (self.id("q", index)) } { (inside) } }
                }
                None => inside,
            });
        }
        let words = html! { @for words in &words { (words) } };
        match passage.kind {
            PassageKind::Heading => html! { h3 { (words) } },
            PassageKind::Paragraph => html! { p { (words) } },
            PassageKind::Quotation => html! { blockquote { (words) } },
        }
    }

    /// Words, behind the places that others lead to, each at its first words.
    fn run(&self, run: &Run, seen: &mut FxHashSet<Mark>) -> Markup {
        let places: Vec<Mark> = run.marks.iter().copied().filter(|mark| seen.insert(*mark)).collect();
        let evidence = run.marks.iter().any(|mark| matches!(mark, Mark::Evidence(_)));
        let problem = run.marks.iter().any(|mark| matches!(mark, Mark::Problem(_)));
        let class = match (evidence, problem) {
            (true, true) => "shows wrong",
            (true, false) => "shows",
            (false, true) => "wrong",
            (false, false) => "",
        };
        html! {
            @for place in places { @if let Some(id) = self.place(place) { span id=(id) {} } }
            @if class.is_empty() { (run.text) } @else { span class=(class) { (run.text) } }
        }
    }

    fn place(&self, mark: Mark) -> Option<String> {
        match mark {
            Mark::Quotation(index) => Some(self.id("t", index)),
            Mark::Date(index) => Some(self.id("d", index)),
            Mark::Problem(index) => Some(self.id("p", index)),
            Mark::Evidence(_) => None,
        }
    }

    fn id(&self, kind: &str, index: usize) -> String {
        format!("a{}-{kind}{}", self.number, index + 1)
    }
}

/// A message, in which whatever is to be written as it stands is between backticks.
fn with_code(message: &str) -> Markup {
    html! {
        @for (i, piece) in message.split('`').enumerate() {
            @if i % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// Whether it is not known who speaks.
fn is_open(voice: &Voice) -> bool {
    matches!(voice.standing, Standing::Nobody | Standing::Unclear)
}

/// Rounded; something is never nothing, and a part is never all.
fn percent(part: usize, whole: usize) -> usize {
    match (part, whole) {
        (0, _) | (_, 0) => 0,
        _ if part >= whole => 100,
        _ => ((part * 200 / whole).div_ceil(2)).clamp(1, 99),
    }
}

fn thousandths(part: usize, whole: usize) -> f64 {
    (part as f64 / whole as f64 * 1e5).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine};
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_allows_the_style_sheet_as_it_is() {
        let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
        assert_eq!(STYLE_HASH, format!("sha256-{hash}"), "the style sheet has changed");
        assert!(!STYLE.contains("</"), "it would end the element it stands in");
    }

    #[test]
    fn shares_are_rounded_but_never_to_nothing() {
        assert_eq!(
            [percent(0, 9), percent(1, 900), percent(1, 3), percent(899, 900), percent(9, 9)],
            [0, 1, 33, 99, 100]
        );
        assert_eq!(percent(2, 3), 67);
    }
}
