use super::*;
use crate::analysis::{How, Options};
use crate::features::fixture::Builder;
use proptest::prelude::*;
use std::fmt::Write;

const ARTICLE: &str = "date: 2024-03-08\ntitle: The bridge\n\n\
    Mayor Ana Ruiz came on Tuesday. “It took years,” Ruiz said. “Late,” an aide said. “No.” Then she\nsaid: \
    “We go on.” Aides said it would fall. “Perhaps,” he said.";

fn article() -> Analysis {
    let builder = Builder::new(ARTICLE)
        .person("Ana Ruiz")
        .role("Mayor")
        .unnamed("an aide")
        .unnamed("Aides")
        .quote("“It took years,”")
        .by("Ana Ruiz", "|Ruiz| said", How::Name)
        .cue("Ruiz |said|")
        .quote("“Late,”")
        .by("an aide", "an aide", How::Description)
        .quote("“No.”")
        .quote("“We go on.”")
        .by("Ana Ruiz", "|she|\nsaid", How::Pronoun)
        .quote("it would fall")
        .indirect()
        .by("Aides", "Aides", How::Description)
        .quote("“Perhaps,”")
        .unresolved("|he| said.")
        .date("Tuesday", Some("2024-03-05"));
    builder.build().0
}

fn report() -> Report {
    Report::of(&article(), &Settings::default())
}

#[test]
fn voices_are_told_by_how_much_they_say_and_what_nobody_says_behind_them() {
    let mut text = String::new();
    let report = report();
    for Voice { standing, name, role, quotations, words, reported, line, .. } in &report.voices {
        let said: Vec<&str> = quotations.iter().map(|&i| report.quotations[i].words.as_str()).collect();
        let role = role.as_deref().unwrap_or("–");
        writeln!(
            text,
            "{standing:?} {name} ({role}), line {line}: {words} words, {reported} reported: {}",
            said.join(" ")
        )
        .unwrap();
    }
    insta::assert_snapshot!(text, @r"
    Named Ana Ruiz (Mayor), line 4: 6 words, 0 reported: “It took years,” “We go on.”
    Unnamed an aide (–), line 4: 1 words, 0 reported: “Late,”
    Unnamed Aides (–), line 5: 0 words, 3 reported: 
    Unclear Unclear (–), line 5: 1 words, 0 reported: “Perhaps,”
    Nobody Nobody shown (–), line 4: 1 words, 0 reported: “No.”
    ");
    assert_eq!((report.spoken(), report.quoted(Standing::Named), report.quoted(Standing::Nobody)), (9, 2, 1));
    assert_eq!((report.title.as_str(), report.words), ("The bridge", 30));
    assert_eq!(report.header, [("date", "Friday 8 March 2024".to_owned())]);
}

#[test]
fn each_quotation_has_its_evidence() {
    let lines: Vec<String> = report()
        .quotations
        .iter()
        .map(|Said { words, line, evidence, .. }| format!("{line} {words} {}", evidence.join(" | ")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    4 “It took years,” by “Ruiz”, a name, with “said” (line 4) | almost certain (97 %): the attribution follows the quotation
    4 “Late,” by “an aide”, a description (line 4) | almost certain (97 %): the attribution follows the quotation
    4 “No.” Nobody is shown to have said this
    5 “We go on.” by “she”, a pronoun (line 4) | almost certain (97 %): the attribution follows the quotation
    5 “Perhaps,” Nobody in the article fits the words that show the speaker | by “he”, a pronoun (line 5) | the attribution follows the quotation
    ");
}

#[test]
fn the_article_is_shown_with_its_marks() {
    let passages = report().passages;
    let drawn: Vec<String> =
        passages.iter().map(|passage| passage.runs.iter().map(drawn).collect()).collect();
    insta::assert_snapshot!(drawn.join("\n\n"), @r"
    Mayor Ana Ruiz came on [Date(0): Tuesday]. [Quotation(0): “It took years,”] [Evidence(0): Ruiz] [Evidence(0): said]. [Quotation(1): “Late,”] [Evidence(1): an aide] said. [Quotation(2), Problem(0): “No.”] Then [Evidence(3): she]
    said: [Quotation(3): “We go on.”] Aides said it would fall. [Quotation(4): “Perhaps,”] [Evidence(4), Problem(1): he] said.
    ");
}

fn drawn(run: &Run) -> String {
    let marks: Vec<String> = run.marks.iter().map(|mark| format!("{mark:?}")).collect();
    if marks.is_empty() { run.text.clone() } else { format!("[{}: {}]", marks.join(", "), run.text) }
}

#[test]
fn problems_and_dates_are_told() {
    let report = report();
    let problems: Vec<_> = report.problems.iter().map(|p| (p.code, p.line)).collect();
    assert_eq!(problems, [("unattributed-quote", 4), ("unresolved-speaker", 5)]);
    let dates: Vec<_> = report.dates.iter().map(|d| (d.words.as_str(), d.meant.as_deref())).collect();
    assert_eq!(dates, [("Tuesday", Some("Tuesday 5 March 2024"))]);
}

/// What our page has; anything else would have come out of the article.
const ELEMENTS: [&str; 34] = [
    "!DOCTYPE",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "section",
    "article",
    "header",
    "h1",
    "h2",
    "h3",
    "p",
    "a",
    "span",
    "small",
    "b",
    "br",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "svg",
    "rect",
    "ol",
    "ul",
    "li",
    "blockquote",
    "code",
];

/// The elements of a page that are none of ours, and the addresses that lead elsewhere than into the page or the web.
fn strange(page: &str) -> Vec<String> {
    let body = page.split_once("</style>").expect("a style sheet").1;
    let elements = body.split('<').skip(1).map(|rest| {
        rest.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default()
    });
    let strangers = elements.filter(|name| !ELEMENTS.contains(name)).map(str::to_owned);
    let addresses = body.split("href=\"").skip(1).filter(|rest| {
        !rest.starts_with('#') && !rest.starts_with("https://") && !rest.starts_with("http://")
    });
    strangers.chain(addresses.map(|rest| rest.chars().take(20).collect())).collect()
}

#[test]
fn what_an_article_holds_is_text_and_nothing_else() {
    let hostile = "---\ntitle: <script>alert(1)</script>\nauthor: \"<img src=x onerror=alert(1)>\"\n\
        url: javascript:alert(1)\npeople:\n  - name: \"Ana \\\"<b onclick='x'>\\\" Ruiz\"\n---\n\n\
        # <h1>A & B</h1>\n\n“</style><script>alert(2)</script>,” said <i>Ana Ruiz</i> on Tuesday.\n";
    let analysis = Analysis::new(hostile, Options::default());
    let page = page("\"><script>alert(3)</script>.article", &Report::of(&analysis, &Settings::default()));
    assert_eq!(strange(&page), [""; 0]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("href=\"javascript"));
}

#[test]
fn a_page_leads_only_to_what_is_on_it() {
    let mut pages = Pages::default();
    pages.add("one.article", &report());
    pages.add(
        "two.article",
        &Report::of(&Analysis::new("It rained.", Options::default()), &Settings::default()),
    );
    let page = pages.finish();
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 10);
    for link in links {
        assert!(ids.contains(&link), "{link} leads nowhere");
    }
}

proptest! {
    #[test]
    fn a_report_shows_every_word_of_any_article(
        text in "([“”A-c .<>&\"'{}#>\n\r-]|“No,” she said|said Ann Lee|Tuesday|<script>|&lt;|\n\n|date: 2024-03-08\n){0,40}"
    ) {
        let analysis = Analysis::new(text, Options::default());
        let report = Report::of(&analysis, &Settings::default());
        let shown: Vec<String> = report
            .passages
            .iter()
            .map(|passage| passage.runs.iter().map(|run| run.text.as_str()).collect())
            .collect();
        let clean = Clean::of(&analysis);
        prop_assert_eq!(shown.join("\n\n"), clean.text().trim_end_matches('\n'));
        let page = page("a.article", &report);
        prop_assert_eq!(strange(&page), [""; 0]);
        prop_assert_eq!(page, super::page("a.article", &Report::of(&analysis, &Settings::default())));
    }
}
