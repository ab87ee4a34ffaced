//! Mistakes that people who read the program or used it found; each stays mended.

use onrecord::analysis::{Analysis, Options, Speaker};
use onrecord::rules;

/// Each quotation in marks with its speaker, a line each.
fn who(text: &str) -> String {
    let analysis = Analysis::new(text, Options::default());
    let line = |q: &onrecord::analysis::Quotation| {
        let speaker = match q.attribution.as_ref().map(|a| &a.speaker) {
            None => "nobody",
            Some(Speaker::Entity(id)) => analysis.entity(*id).name.as_str(),
            Some(_) => "somebody",
        };
        format!("{}: {speaker}", analysis.slice(q.outer))
    };
    analysis.quotations.iter().filter(|q| q.outer != q.span).map(line).collect::<Vec<_>>().join("\n")
}

fn codes(text: &str) -> Vec<&'static str> {
    rules::check(&Analysis::new(text, Options::default())).iter().map(|d| d.code).collect()
}

#[test]
fn a_closed_quotation_is_not_handed_to_the_next_speaker() {
    let text = "“Nobody told us.”\n\n“We will build\n\n“And finish,” Ana Ruiz said.";
    assert_eq!(who(text), "“Nobody told us.”: nobody\n“We will build: Ana Ruiz\n“And finish,”: Ana Ruiz");
}

#[test]
fn who_speaks_at_the_end_of_a_paragraph_goes_on_in_the_next() {
    let goes_on =
        "“It’s not good enough,” Ana Ruiz said.\n\n“The gate was locked.”\n\nPolice went on asking.";
    assert_eq!(who(goes_on), "“It’s not good enough,”: Ana Ruiz\n“The gate was locked.”: Ana Ruiz");
    let after_no_speech = "Ana Ruiz was there all night.\n\n“The gate was locked.”\n\nPolice went on asking.";
    assert_eq!(codes(after_no_speech), ["unattributed-quote"]);
}

#[test]
fn the_name_beside_a_role_is_the_speaker() {
    assert_eq!(who("The health minister, Ann Lee, said: “No.”"), "“No.”: Ann Lee");
    assert_eq!(who("Secretary of State Ann Lee said: “No.”"), "“No.”: Ann Lee");
    assert_eq!(who("“No,” said council member Ann Lee."), "“No,”: Ann Lee");
}

#[test]
fn neighbours_are_not_one_people() {
    let text = "The Austrian minister, Ann Lee, left. The Australian minister, Jane Roe, stayed.\n\n\
                “It is late,” the Australian minister said. “It is early,” the Austrian minister said.";
    assert_eq!(who(text), "“It is late,”: Jane Roe\n“It is early,”: Ann Lee");
}

#[test]
fn an_office_nobody_is_said_to_hold_goes_to_nobody() {
    let text = "Rupali Das, 34, sat down. “We lost the cow,” she said.\n\nThe mayor said, “Boats will come.”";
    assert!(who(text).ends_with("“Boats will come.”: The mayor"), "{}", who(text));
}

#[test]
fn a_surname_alone_can_slip() {
    let text = "Mayor Margaret Lindqvist closed the bridge.\n\n“It was a good bridge,” Lindqivst said.";
    assert_eq!(codes(text), ["name-variant"]);
}

#[test]
fn annotations_speak_of_words_that_nothing_else_found() {
    let text = "The vote is on [election day]{date=2026-11-24}.\n\n“No,” said [the mayor of Bath]{person=\"Ann Lee\"}.";
    let analysis = Analysis::new(text, Options::default());
    assert_eq!(analysis.dates[0].value.as_deref(), Some("2026-11-24"));
    assert_eq!(who(text), "“No,”: Ann Lee");
    assert!(
        analysis.entities.iter().all(|e| !e.aliases.iter().any(|a| a == "Bath")),
        "Bath is nobody's alias"
    );
}

#[test]
fn a_block_quotation_is_signed_by_its_printed_words() {
    let text = "She wrote:\n\n> It stays shut.\n> — [A. Lee]{person=\"Ann Lee\"}\n\nThat was it.";
    assert_eq!(who(text).lines().last().map(|l| l.rsplit(": ").next().unwrap()), Some("Ann Lee"));
}

#[test]
fn a_comment_between_a_quotation_and_its_signature_parts_nothing() {
    let text = "“It stays shut.”\n\n{% check this %}\n\n— Ana Ruiz\n\nThe rest is history.";
    assert_eq!(who(text), "“It stays shut.”: Ana Ruiz");
}

#[test]
fn speech_inside_a_sentence_goes_to_its_subject_rather_than_to_nobody() {
    let text = "Ana Ruiz keeps a note on the door that asks “whoever comes in late to close it.”";
    assert!(!codes(text).contains(&"unattributed-quote"), "{}", who(text));
}
