//! Runs the pages of `tests/articles/`: Markdown that teaches what Onrecord makes of an article, with
//! expectations under the lines. `tests/articles/README.md` documents the notation.
//!
//! What the analysis knows is written down in the same notation ([`facts`]); a page passes if each of its
//! expectations is such a fact at the same place, and if it names every fact that it has to.

use onrecord::analysis::{
    Analysis, Attribution, How, NestedQuotation, Options, Quotation, QuotationKind, Speaker,
};
use onrecord::article::Layout;
use onrecord::rules;
use onrecord::text::Span;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The label of all parts but the last of something that goes over several lines.
const GOES_ON: &str = "…";

/// An article on a page, without its expectations.
#[derive(Debug, PartialEq)]
struct Case {
    /// The heading above it.
    title: String,
    /// The line of the page on which the article begins, from 1.
    line: usize,
    /// It is Markdown.
    markdown: bool,
    text: String,
    expectations: Vec<Expectation>,
}

/// What a page says about a stretch of its article.
#[derive(Debug, PartialEq)]
struct Expectation {
    /// The line of the page, from 1.
    line: usize,
    span: Span,
    label: String,
}

/// What the analysis says about a stretch of the article, as a page would.
struct Fact {
    /// The stretch; a quotation may be marked with its marks or without.
    spans: Vec<Span>,
    label: String,
    /// Whether a page that does not name it fails.
    required: bool,
}

impl Fact {
    /// Whether a page may write `label` for it: all of it, or its beginning up to a comma or a colon.
    fn is_called(&self, label: &str) -> bool {
        let rest = self.label.strip_prefix(label);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ':']))
    }
}

// ---------------------------------------------------------------- reading pages

/// The articles of a page, or what is wrong with the page.
fn cases(page: &str) -> Result<Vec<Case>, String> {
    let mut cases = vec![];
    let mut title = String::new();
    let mut lines = page.lines().enumerate();
    while let Some((i, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix('#') {
            title = heading.trim_start_matches('#').trim().to_owned();
        }
        let fence = line.trim_end();
        if fence == "```article" || fence == "```markdown" {
            let block: Vec<_> = lines.by_ref().take_while(|(_, line)| line.trim_end() != "```").collect();
            let case = case(title.clone(), i + 2, &block)?;
            cases.push(Case { markdown: fence == "```markdown", ..case });
        }
    }
    Ok(cases)
}

/// An article from the lines of its block, with their indices in the page.
fn case(title: String, line: usize, block: &[(usize, &str)]) -> Result<Case, String> {
    let mut case = Case { title, line, markdown: false, text: String::new(), expectations: vec![] };
    let mut above = Span::empty(0);
    // The parts seen so far of something that goes on.
    let mut begun: Option<Span> = None;
    for &(i, line) in block {
        let Some((from, to, label)) = carets(line) else {
            above = Span::from(case.text.len()..case.text.len() + line.len());
            case.text.push_str(line);
            case.text.push('\n');
            continue;
        };
        let part = columns(above.of(&case.text), from, to)
            .map(|span| span.shifted(above.start))
            .ok_or_else(|| format!("line {}: the carets go beyond the line above", i + 1))?;
        let span = begun.map_or(part, |begun| begun.hull(part));
        if label == GOES_ON {
            begun = Some(span);
        } else {
            begun = None;
            case.expectations.push(Expectation { line: i + 1, span, label: label.to_owned() });
        }
    }
    match begun {
        None => Ok(case),
        Some(_) => Err(format!("line {line}: something goes on (`{GOES_ON}`) and never ends")),
    }
}

/// The columns and the label of a line of carets: `    ^^^^ speaker: Ann Lee`.
fn carets(line: &str) -> Option<(usize, usize, &str)> {
    let marks = line.trim_start_matches(' ');
    let from = line.len() - marks.len();
    let label = marks.trim_start_matches('^');
    let count = marks.len() - label.len();
    (count > 0).then(|| (from, from + count, label.trim()))
}

/// Columns of a line, in characters, as a span of it.
fn columns(line: &str, from: usize, to: usize) -> Option<Span> {
    let mut bounds = line.char_indices().map(|(i, _)| i).chain([line.len()]);
    let start = bounds.nth(from)?;
    let end = bounds.nth(to - from - 1)?;
    Some(Span::from(start..end))
}

// ---------------------------------------------------------------- what the analysis says

/// All that a page can say about an article.
fn facts(analysis: &Analysis) -> Vec<Fact> {
    let mut facts: Vec<Fact> = vec![];
    for quotation in &analysis.quotations {
        facts.push(Fact {
            spans: vec![quotation.outer, quotation.span],
            label: quotation_label(analysis, quotation),
            required: quotation.kind != QuotationKind::Indirect,
        });
    }
    for nested in &analysis.nested {
        facts.push(Fact {
            spans: vec![nested.quotation.outer, nested.quotation.span],
            label: nested_label(analysis, nested),
            required: false,
        });
    }
    for term in &analysis.terms {
        let label = format!("not speech: {}", term.kind.word());
        facts.push(Fact { spans: vec![term.outer, term.span], label, required: true });
    }
    for mention in &analysis.mentions {
        let ids = mention.entity.iter().chain(&mention.candidates);
        let names: Vec<_> = ids.map(|&id| analysis.entity(id).name.as_str()).collect();
        let label =
            if names.is_empty() { "is nobody".to_owned() } else { format!("is {}", names.join(" or ")) };
        facts.push(Fact { spans: vec![mention.span], label, required: false });
    }
    for date in &analysis.dates {
        let label = format!("date {}", date.value.as_deref().unwrap_or("unknown"));
        facts.push(Fact { spans: vec![date.span], label, required: false });
    }
    for found in rules::check(analysis) {
        let label = format!("diagnostic: {}", found.code);
        // Articles on pages may be without a date, which one hint tells; that is what few pages are about.
        let required = found.code != "relative-date";
        facts.push(Fact { spans: vec![found.span], label, required });
    }
    facts
}

fn quotation_label(analysis: &Analysis, quotation: &Quotation) -> String {
    let what = if quotation.kind == QuotationKind::Indirect { "reported" } else { "speaker" };
    match &quotation.attribution {
        None => "nobody".to_owned(),
        Some(attribution) => {
            format!("{what}: {}, {}", speaker_label(analysis, attribution), how_label(analysis, attribution))
        }
    }
}

fn nested_label(analysis: &Analysis, nested: &NestedQuotation) -> String {
    let label = quotation_label(analysis, &nested.quotation);
    match &analysis.quotations[nested.within as usize].attribution {
        None => label,
        Some(outer) => format!("{label}, quoted by {}", speaker_label(analysis, outer)),
    }
}

fn speaker_label(analysis: &Analysis, attribution: &Attribution) -> String {
    match attribution.speaker {
        Speaker::Entity(id) => analysis.entity(id).name.clone(),
        Speaker::Anonymous => "anonymous".to_owned(),
        Speaker::Unresolved => "unresolved".to_owned(),
        Speaker::Ambiguous => {
            let names = attribution.alternatives.iter().map(|a| analysis.entity(a.entity).name.as_str());
            names.collect::<Vec<_>>().join(" or ")
        }
    }
}

fn how_label(analysis: &Analysis, attribution: &Attribution) -> String {
    let words = attribution.shown_by.map(|span| one_line(analysis.slice(span))).unwrap_or_default();
    match attribution.how {
        How::Annotation => "by annotation".to_owned(),
        How::Continued => format!("continued from \"{words}\""),
        how => format!("by {} \"{words}\"", how.word()),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

// ---------------------------------------------------------------- comparing

/// Everything on which a page and the facts do not agree, as text for the page's author.
fn mismatches(case: &Case, facts: &[Fact]) -> Vec<String> {
    let mut named = vec![false; facts.len()];
    let mut faults = vec![];
    for expected in &case.expectations {
        let meant = |fact: &Fact| fact.spans.contains(&expected.span) && fact.is_called(&expected.label);
        let found: Vec<_> =
            facts.iter().enumerate().filter(|(_, fact)| meant(fact)).map(|(i, _)| i).collect();
        if found.is_empty() {
            faults.push(missing(case, expected, facts));
        }
        found.into_iter().for_each(|i| named[i] = true);
    }
    let unnamed = facts.iter().zip(named).filter(|(fact, named)| fact.required && !named);
    faults.extend(unnamed.map(|(fact, _)| {
        format!("the page does not name this:\n{}", marked(&case.text, fact.spans[0], &fact.label))
    }));
    faults
}

fn missing(case: &Case, expected: &Expectation, facts: &[Fact]) -> String {
    let mut text = format!("line {}: this is not so:\n", expected.line);
    text += &marked(&case.text, expected.span, &expected.label);
    let here = facts.iter().filter(|fact| fact.spans.iter().any(|span| span.overlaps(expected.span)));
    let mut here = here.peekable();
    text += if here.peek().is_some() { "instead there is:\n" } else { "there is nothing here\n" };
    for fact in here {
        text += &marked(&case.text, fact.spans[0], &fact.label);
    }
    text
}

/// A stretch of an article in the notation of pages.
fn marked(text: &str, span: Span, label: &str) -> String {
    let mut out = String::new();
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let bounds = Span::from(start..start + line.trim_end().len());
        start += line.len();
        bounds
    });
    let touched: Vec<Span> =
        lines.filter(|line| line.overlaps(span) || (span.is_empty() && line.touches(span.start))).collect();
    for (i, line) in touched.iter().enumerate() {
        let (from, to) = (span.start.max(line.start), span.end.min(line.end));
        let blank = Span::new(line.start, from).of(text).chars().count();
        let carets = Span::new(from, to).of(text).chars().count().max(1);
        let label = if i + 1 == touched.len() { label } else { GOES_ON };
        writeln!(out, "    {}\n    {}{} {label}", line.of(text), " ".repeat(blank), "^".repeat(carets))
            .expect("a string takes text");
    }
    out
}

// ---------------------------------------------------------------- the tests

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let entries = std::fs::read_dir(folder).expect("the folder is in the repository");
    let mut pages: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    pages.sort();
    pages
}

#[test]
fn every_page_holds() {
    let mut report = String::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path).expect("a page is text");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match cases(&page) {
            Err(fault) => writeln!(report, "\n{name}: {fault}").expect("a string takes text"),
            Ok(cases) => {
                for case in cases {
                    let layout = Layout { markdown: case.markdown, ..Layout::default() };
                    let options = Options { layout, ..Options::default() };
                    let analysis = Analysis::new(case.text.as_str(), options);
                    for fault in mismatches(&case, &facts(&analysis)) {
                        writeln!(report, "\n{name}, “{}” (line {}): {fault}", case.title, case.line)
                            .expect("a string takes text");
                    }
                }
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

mod the_notation {
    use super::*;

    const PAGE: &str = "# Roles\nProse.\n\n```article\nAnn Lee came.\n^^^^^^^ is Ann Lee\n\n\
        “It is a\n^^^^^^^^ …\nlong day,” Lee said.\n^^^^^^^^^^ speaker: Ann Lee, by name \"Lee\"\n```\n";

    fn fact(text: &str, words: &str, label: &str) -> Fact {
        let start = text.find(words).expect("the words are there");
        Fact { spans: vec![Span::from(start..start + words.len())], label: label.to_owned(), required: true }
    }

    #[test]
    fn expectations_are_taken_out_of_the_article() {
        let cases = cases(PAGE).unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].title.as_str(), cases[0].line), ("Roles", 5));
        assert_eq!(cases[0].text, "Ann Lee came.\n\n“It is a\nlong day,” Lee said.\n");
        let words: Vec<_> = cases[0].expectations.iter().map(|e| e.span.of(&cases[0].text)).collect();
        assert_eq!(words, ["Ann Lee", "“It is a\nlong day,”"]);
    }

    #[test]
    fn a_page_that_says_what_is_so_holds() {
        let case = cases(PAGE).unwrap().remove(0);
        let mut facts = vec![
            fact(&case.text, "Ann Lee", "is Ann Lee"),
            fact(&case.text, "“It is a\nlong day,”", "speaker: Ann Lee, by name \"Lee\""),
        ];
        assert_eq!(mismatches(&case, &facts), [""; 0]);
        facts[1].label = "speaker: Ann Lee, by name \"Lee\", surely".to_owned();
        assert_eq!(mismatches(&case, &facts), [""; 0], "the beginning of a label is enough");
        facts[1].label = "speaker: Ann Leeson".to_owned();
        assert_eq!(mismatches(&case, &facts).len(), 2, "but not of a name");
    }

    #[test]
    fn what_is_not_so_and_what_is_not_named_can_be_read_and_pasted() {
        let case = cases(PAGE).unwrap().remove(0);
        let facts =
            [fact(&case.text, "Ann Lee", "is Ann Lee"), fact(&case.text, "“It is a\nlong day,”", "nobody")];
        insta::assert_snapshot!(mismatches(&case, &facts).join("\n"), @r#"
        line 11: this is not so:
            “It is a
            ^^^^^^^^ …
            long day,” Lee said.
            ^^^^^^^^^^ speaker: Ann Lee, by name "Lee"
        instead there is:
            “It is a
            ^^^^^^^^ …
            long day,” Lee said.
            ^^^^^^^^^^ nobody

        the page does not name this:
            “It is a
            ^^^^^^^^ …
            long day,” Lee said.
            ^^^^^^^^^^ nobody
        "#);
    }

    #[test]
    fn faults_of_the_page_itself_are_named() {
        let beyond = "```article\nAnn.\n^^^^^^ is Ann\n```";
        assert_eq!(cases(beyond).unwrap_err(), "line 3: the carets go beyond the line above");
        let endless = "```article\nAnn.\n^^^ …\n```";
        assert_eq!(cases(endless).unwrap_err(), "line 2: something goes on (`…`) and never ends");
    }
}
