use super::*;
use crate::analysis::Options;
use crate::article::people_list;
use crate::entities::people::{ListFile, People};
use std::sync::Arc;

const WISH: Wish = Wish { asked: true, names_in_prose: false, today: None, rules: &[] };

fn analysis(article: &str, list: &str) -> (Analysis, u32) {
    let cursor = article.find('▮').expect("a cursor") as u32;
    let file = ListFile { path: "people.yaml".into(), text: list.into(), entries: people_list(list).0 };
    let options = Options { people: Arc::new(People::new(vec![file])), ..Options::default() };
    (Analysis::new(article.replacen('▮', "", 1), options), cursor)
}

/// What is offered at the cursor; of verbs the first three.
fn offered_with(article: &str, list: &str, wish: &Wish) -> String {
    let (analysis, cursor) = analysis(article, list);
    let Some(found) = completions(&analysis, cursor, wish) else { return "nothing".to_owned() };
    assert!(found.word.covers(found.typed) && found.typed.end == cursor);
    let mut verbs = 0;
    let mut shown = vec![];
    for item in &found.items {
        verbs += usize::from(item.kind == ItemKind::Verb);
        if item.kind != ItemKind::Verb || verbs <= 3 {
            let detail = if item.detail.is_empty() { String::new() } else { format!(" ({})", item.detail) };
            shown.push(item.label.clone() + if item.kind == ItemKind::Verb { "" } else { &detail });
        }
    }
    shown.join(" · ")
}

fn offered(article: &str) -> String {
    offered_with(article, "", &WISH)
}

/// The text when what is offered with this label is accepted, with the cursor at its end.
fn accepted(article: &str, label: &str) -> String {
    let (analysis, cursor) = analysis(article, "");
    let found = completions(&analysis, cursor, &WISH).expect("something is offered");
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not offered, but {:?}", found.items));
    let mut text = analysis.text().to_owned();
    text.replace_range(found.word.range(), &format!("{}▮", item.insert));
    text
}

const CAST: &str = "Ana Ruiz, the deputy mayor, met Bo Ek. “We hope so,” Ek said.\n\n";

fn after(words: &str) -> String {
    offered(&format!("{CAST}{words}"))
}

#[test]
fn names_follow_a_reporting_verb_behind_a_closing_mark() {
    insta::assert_snapshot!(after("“It took years,” said ▮"), @"Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor)");
    insta::assert_snapshot!(after("“It took years,” added R▮"), @"Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor)");
}

#[test]
fn names_follow_according_to() {
    insta::assert_snapshot!(after("The bridge is shut, according to ▮"), @"Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor)");
}

#[test]
fn verbs_and_names_follow_a_closing_mark() {
    insta::assert_snapshot!(after("“It took years,” ▮"), @"said · Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor) · added · announced");
    insta::assert_snapshot!(after("“It took years,” R▮"), @"Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor)");
    assert!(after("“Did it take years?” ▮").starts_with("asked · "), "{}", after("“Did it take years?” ▮"));
    insta::assert_snapshot!(accepted(&format!("{CAST}“It took years,” sa▮ on Monday."), "said").replace(CAST, ""), @"“It took years,” said▮ on Monday.");
}

#[test]
fn verbs_are_in_the_tense_of_the_article() {
    let offered = offered("“We hope so,” says Ana Ruiz.\n\n“It took years,” ▮");
    assert!(offered.starts_with("says"), "{offered}");
}

#[test]
fn behind_a_full_stop_only_a_name_that_is_begun_is_offered() {
    assert_eq!(after("“It took years.” ▮"), "nothing");
    insta::assert_snapshot!(after("“It took years.” Ru▮"), @"Ruiz (Ana Ruiz, deputy mayor) · Ana Ruiz (deputy mayor)");
    assert_eq!(after("“It took years.” Then▮"), "nothing");
}

#[test]
fn ordinary_prose_is_left_in_peace() {
    for words in [
        "The bridge ▮",
        "The bridge is Ru▮",
        "Ruiz said ▮",
        "Ruiz said that ▮",
        "“It took ▮",
        "“It took years,” said Ruiz, who ▮",
        "▮",
        "“It took years,”▮",
    ] {
        assert_eq!(after(words), "nothing", "{words}");
    }
}

#[test]
fn names_are_offered_in_prose_where_the_house_wants_them() {
    let wish = Wish { names_in_prose: true, ..WISH };
    let offered = |words: &str| offered_with(&format!("{CAST}{words}"), "", &wish);
    insta::assert_snapshot!(offered("The bridge is Ru▮"), @"Ruiz (Ana Ruiz, deputy mayor) · Ana Ruiz (deputy mayor)");
    assert_eq!(offered("The bridge is R▮"), "nothing");
    assert_eq!(offered("The bridge is ru▮"), "nothing");
}

#[test]
fn whoever_was_not_introduced_has_the_full_name() {
    let article = "“It took years,” said ▮\n\nAna Ruiz, the deputy mayor, met Bo Ek.";
    insta::assert_snapshot!(offered(article), @"Ana Ruiz (deputy mayor) · Bo Ek");
}

#[test]
fn the_newsrooms_list_comes_last() {
    let list = "people:\n- name: Cy Dole\n  title: clerk\n- Bo Ek\norganisations: [Ruby Line]\n";
    let article = format!("{CAST}“It took years,” said ▮");
    insta::assert_snapshot!(offered_with(&article, list, &WISH), @"Ek (Bo Ek) · Ruiz (Ana Ruiz, deputy mayor) · Bo Ek · Ana Ruiz (deputy mayor) · Cy Dole (clerk) · Ruby Line (organisation)");
    let long: String = (0..500).map(|i| format!("- Person{i} Dole\n")).collect();
    let (analysis, cursor) = analysis(&article, &long);
    let found = completions(&analysis, cursor, &WISH).unwrap();
    assert_eq!((found.items.len(), found.is_incomplete), (MOST, true));
}

#[test]
fn annotations_are_named_behind_marks_and_brackets() {
    insta::assert_snapshot!(after("“It took years.”{▮"), @"speaker= (who said it) · .scare (held at arm’s length, not speech) · .title (the title of a work, not speech)");
    insta::assert_snapshot!(after("Then [he]{▮} left."), @"person= (whom the words mean) · organisation= (which organisation the words mean) · place= (which place the words mean) · event= (which event the words mean) · date= (the day meant)");
    assert_eq!(after("Then {▮"), "nothing");
    assert_eq!(after("“It took years.”{speaker=\"Ana Ruiz\"}▮"), "nothing");
}

#[test]
fn speakers_are_named_with_their_marks_and_braces() {
    insta::assert_snapshot!(after("“It took years.”{speaker=▮"), @"Bo Ek · Ana Ruiz (deputy mayor) · anonymous (a source who is deliberately not named)");
    let accepted = |words: &str, label| accepted(&format!("{CAST}{words}"), label).replace(CAST, "");
    insta::assert_snapshot!(accepted("“It took years.”{speaker=▮", "Ana Ruiz"), @r#"“It took years.”{speaker="Ana Ruiz"}▮"#);
    insta::assert_snapshot!(accepted("“It took years.”{speaker=▮}", "anonymous"), @"“It took years.”{speaker=anonymous▮}");
    insta::assert_snapshot!(accepted("“It took years.”{speaker=\"A▮\"}", "Ana Ruiz"), @r#"“It took years.”{speaker="Ana Ruiz"▮}"#);
    insta::assert_snapshot!(accepted("Then [he]{person=\"B▮", "Bo Ek"), @r#"Then [he]{person="Bo Ek"}▮"#);
}

#[test]
fn days_are_those_that_the_words_mean() {
    let article = "date 2024-03-01\nThe mayor spoke on [Thursday]{date=▮}.";
    insta::assert_snapshot!(offered(article), @"2024-02-29 (the day that the words mean) · 2024-03-01 (the article’s date)");
}

#[test]
fn rules_are_named_in_comments() {
    let wish = Wish { rules: &[("unattributed-quote", "speech"), ("name-variant", "slips")], ..WISH };
    assert_eq!(
        offered_with("Text {% ▮", "", &wish),
        "ignore (leave a rule’s findings out in the block below)"
    );
    let rules = offered_with("{% ignore name-variant ▮ %}", "", &wish);
    assert_eq!(rules, "unattributed-quote (speech)");
}

#[test]
fn header_keys_are_offered_at_the_top() {
    insta::assert_snapshot!(offered("▮"), @"date (the day that “today” means) · title (the headline) · author (who writes) · source (the agency or the newspaper) · url (where it is published) · place (the dateline) · language (en, en-GB, en-US)");
    assert_eq!(offered_with("▮", "", &Wish { asked: false, ..WISH }), "nothing");
    assert_eq!(offered("date 2024-03-01\nti▮"), "title (the headline)");
    assert_eq!(offered("date 2024-03-01\nThe ti▮"), "nothing");
    assert_eq!(offered("T▮"), "nothing", "the article begins");
    assert_eq!(accepted("da▮\nTwo came.", "date"), "date ▮\nTwo came.");
}

#[test]
fn front_matter_has_keys_lists_and_entries() {
    insta::assert_snapshot!(offered("---\ndate: 2024-03-01\np▮\n---\n"), @"place (the dateline) · people (who is in the article, with titles and other names) · places (towns, rivers, countries)");
    insta::assert_snapshot!(offered("---\npeople:\n  - ▮\n---\n"), @"name (the full name) · aliases (other names, as in `[Annie, A. Lee]`) · title (a title or role) · pronouns (he, she or they) · ref (a URL or an entry of Wikidata, as in `wikidata:Q42`) · note (for colleagues)");
    assert_eq!(
        offered("---\npeople:\n  - name: Ana Ruiz\n    pronouns: ▮\n---\n"),
        "he (pronouns) · she (pronouns) · they (pronouns)"
    );
    assert_eq!(offered("---\npeople:\n  - name: ▮\n---\nAna Ruiz came. “No,” said Ruiz."), "Ana Ruiz");
    assert_eq!(accepted("---\nda▮", "date"), "---\ndate: ▮");
}

#[test]
fn dates_are_those_of_today_and_yesterday() {
    let wish = Wish { today: Some(jiff::civil::date(2024, 3, 1)), ..WISH };
    assert_eq!(offered_with("date ▮", "", &wish), "2024-03-01 (today) · 2024-02-29 (yesterday)");
    assert_eq!(offered_with("---\ndate: 2024-02▮\n---\n", "", &wish), "2024-02-29 (yesterday)");
}

#[test]
fn a_name_is_described_by_the_article_or_by_the_list() {
    let list = "- name: Cy Dole\n  title: clerk\n  note: The clerk_s office answers first.\n";
    let (analysis, _) = analysis(&format!("{CAST}▮"), list);
    let card = describe(&analysis, EntityKind::Person, "Ana Ruiz").unwrap();
    assert!(card.starts_with("**Ana Ruiz**, deputy mayor"), "{card}");
    let card = describe(&analysis, EntityKind::Person, "Cy Dole").unwrap();
    assert_eq!(card, "**Cy Dole**, clerk  \nThe clerk\\_s office answers first.");
    assert_eq!(describe(&analysis, EntityKind::Person, "Nobody"), None);
}
