use super::fixture::{after, titles};

const NOBODY: &str =
    "Captain Mara Quill waited at noon.\n\nThe quay was empty. $0“We are not told anything.”\n\nIt rained.";

#[test]
fn speech_of_nobody() {
    insta::assert_snapshot!(titles(NOBODY), @r"
      Attribute to Mara Quill
      Attribute to somebody else: fill in the name
      Attribute to a source that stays unnamed
      Not speech: mark as words held at arm’s length
      Not speech: mark as the title of a work
      Ignore unattributed-quote in this paragraph
      Ignore unattributed-quote in this article
      Switch unattributed-quote off in onrecord.toml
      [Make all marks and apostrophes straight]
    ");
    let nameless = NOBODY.replacen("Captain", "A port official said it was shut. Captain", 1);
    assert!(!titles(&nameless).contains("official"), "{}", titles(&nameless));
    insta::assert_snapshot!(after(NOBODY, "Attribute to Mara Quill"), @r#"
    Captain Mara Quill waited at noon.

    The quay was empty. “We are not told anything.”{speaker="Mara Quill"}

    It rained.
    "#);
    insta::assert_snapshot!(after(NOBODY, "Ignore unattributed-quote in this paragraph"), @r"
    Captain Mara Quill waited at noon.

    {% ignore unattributed-quote %}

    The quay was empty. “We are not told anything.”

    It rained.
    ");
    insta::assert_snapshot!(after(NOBODY, "Switch unattributed-quote off in onrecord.toml"), @r#"
    onrecord.toml: [rules]
    unattributed-quote = "off"
    "#);
}

#[test]
fn a_name_that_is_nowhere() {
    let article = "Mara Quill came. “No.”{speaker=\"Mara $0Quil\"}";
    insta::assert_snapshot!(titles(article), @r"
    * Write “Mara Quill”
      Add Mara Quil to the article’s people
      Add Mara Quil to people.yaml
      Ignore unknown-speaker in this paragraph
      Ignore unknown-speaker in this article
      Switch unknown-speaker off in onrecord.toml
      [Make all marks and apostrophes straight]
    ");
    insta::assert_snapshot!(after(article, "Add Mara Quil to people.yaml"), @"people.yaml: - Mara Quil");
    insta::assert_snapshot!(after(article, "Add Mara Quil to the article’s people"), @r#"
    ---
    people:
      - Mara Quil
    ---

    Mara Quill came. “No.”{speaker="Mara Quil"}
    "#);
}

#[test]
fn what_can_be_done_where_nothing_is_wrong() {
    let article = "Mayor Ann Lee met the engineer Bo Park on Thursday. “It $0fell,” Lee said.";
    insta::assert_snapshot!(titles(article), @r"
      [Attribute to Ann Lee]
      [Attribute to Bo Park]
      [Attribute to somebody else: fill in the name]
      [Attribute to a source that stays unnamed]
      [Not speech: mark as words held at arm’s length]
      [Not speech: mark as the title of a work]
      [Make all marks and apostrophes straight]
      [Date the article: 2024-03-01]
    ");
    insta::assert_snapshot!(after(article, "Date the article: 2024-03-01"), @r"
    date: 2024-03-01

    Mayor Ann Lee met the engineer Bo Park on Thursday. “It fell,” Lee said.
    ");
}

#[test]
fn a_date_goes_into_the_header_that_is_there() {
    let yaml = "---\ntitle: Rain\n---\n\nIt rained on $0Thursday.";
    assert_eq!(
        after(yaml, "Date the article: 2024-03-01"),
        "---\ndate: 2024-03-01\ntitle: Rain\n---\n\nIt rained on Thursday."
    );
    let lines = "title: Rain\nauthor: Ann Lee\n\nIt rained on $0Thursday.";
    assert_eq!(
        after(lines, "Date the article: 2024-03-01"),
        "date: 2024-03-01\ntitle: Rain\nauthor: Ann Lee\n\nIt rained on Thursday."
    );
    assert!(!titles("date: 2024-02-01\n\nIt rained on $0Thursday.").contains("Date the article"));
}

#[test]
fn all_safe_fixes_at_once() {
    let article =
        "“It’s $0shut,” said Ann Lee, the mayor. “She told me “it is shut” and left.”\n\n\"No,\" Lee said.";
    assert!(titles(article).ends_with("[all: Make all 2 safe fixes]"), "{}", titles(article));
    assert_eq!(
        after(article, "Make all 2 safe fixes"),
        "“It’s shut,” said Ann Lee, the mayor. “She told me ‘it is shut’ and left.”\n\n“No,” Lee said."
    );
}

#[test]
fn a_selection_asks_about_everything_in_it() {
    let article = "$0It fell,” Ann Lee said.\n\nIt rained,” Bo Park said.$0";
    assert_eq!(titles(article).matches("Take the mark out").count(), 2);
}
