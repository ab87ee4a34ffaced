//! What the rules that lean on the engine find in whole articles: text that is right, and the same text with
//! the one thing wrong that the rule is about.

use super::fixture::diagnostics_with;
use super::{RULES, Rule};
use crate::newsroom::Value;
use crate::rules::fixture::flagged;

#[test]
fn examples_of_every_rule_show_what_they_say() {
    let mut wrong = vec![];
    for Rule { code, explanation, .. } in RULES {
        let examples: Vec<&str> =
            explanation.split("```").filter_map(|e| e.strip_prefix("article\n")).collect();
        // This one finds nothing until the house has a style.
        let set = if *code == "quote-punctuation" { &[("style", Value::Word("us"))][..] } else { &[] };
        if diagnostics_with(code, examples[0], set, "").is_empty() {
            wrong.push(format!("the bad example of {code} is left alone"));
        }
        let good = diagnostics_with(code, examples[1], set, "");
        if !good.is_empty() {
            wrong.push(format!("the good example of {code} is flagged: {good}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

mod unattributed_quote {
    use super::flagged as flagged_by;

    fn flagged(text: &str) -> Vec<String> {
        flagged_by("unattributed-quote", text)
    }

    #[test]
    fn speech_with_a_speaker_beside_it() {
        assert!(flagged("“The ferry is late,” said Mara Quill, its captain. “It often is.”").is_empty());
        assert!(flagged("Captain Mara Quill said: “The ferry is late.”").is_empty());
        assert!(flagged("Captain Mara Quill called the tide “a wall of grey water”.").is_empty());
    }

    #[test]
    fn speech_of_nobody() {
        assert_eq!(
            flagged("The ferry stayed in port. “There was never a plan for this.”"),
            ["“There was never a plan for this.”"]
        );
        assert_eq!(
            flagged(
                "Captain Mara Quill and the pilot Otto Brandt waited.\n\nThe quay was empty. “We are not told anything.”"
            ),
            ["“We are not told anything.”"]
        );
    }

    #[test]
    fn what_is_not_speech() {
        assert!(flagged("The crew sang “Low Tide Blues” on the quay.").is_empty(), "a title");
        assert!(flagged("Otto “Tug” Brandt waited on the quay.").is_empty(), "a nickname");
        assert!(flagged("The “smart” lamp went out again.").is_empty(), "held at arm's length");
        assert!(
            flagged("“There was never a plan.”{.scare} The ferry stayed in port.").is_empty(),
            "so marked"
        );
    }

    #[test]
    fn annotations_settle_it() {
        assert!(flagged("Mara Quill waited. “There was never a plan.”{speaker=\"Mara Quill\"}").is_empty());
        assert!(flagged("The ferry stayed. “There was never a plan.”{speaker=anonymous}").is_empty());
        assert!(
            flagged("The ferry stayed.\n\n{% ignore unattributed-quote %}\n\n“There was never a plan.”")
                .is_empty()
        );
    }

    #[test]
    fn block_quotations_need_a_name_too() {
        assert!(
            flagged("The captain wrote:\n\n> There was never a plan.\n> — Mara Quill\n\nThe ferry left.")
                .is_empty()
        );
    }
}

mod unresolved_speaker {
    use super::flagged;

    #[test]
    fn a_pronoun_needs_somebody_before_it() {
        assert_eq!(flagged("unresolved-speaker", "The ferry was late. “It often is,” she said."), ["she"]);
        let introduced = "Mara Quill, the captain, waited. “The ferry is late,” she said.";
        assert!(flagged("unresolved-speaker", introduced).is_empty());
    }

    #[test]
    fn an_annotation_says_whom_it_stands_for() {
        let annotated =
            "Mara Quill waited.\n\nThe ferry was late. “It often is,” [she]{person=\"Mara Quill\"} said.";
        assert!(flagged("unresolved-speaker", annotated).is_empty());
    }
}

mod ambiguous_speaker {
    use super::flagged;

    #[test]
    fn two_men_and_a_he() {
        let text = "Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master.\n\n“The ferry is late,” he said.";
        assert_eq!(flagged("ambiguous-speaker", text), ["he"]);
    }

    #[test]
    fn a_man_and_a_woman_and_a_he() {
        let text =
            "Mr Otto Brandt, the pilot, met Mrs Mara Quill, the captain.\n\n“The ferry is late,” he said.";
        assert!(flagged("ambiguous-speaker", text).is_empty());
    }

    #[test]
    fn two_men_and_a_surname() {
        let text = "Mr Otto Brandt, the pilot, met Mr Ivo Stern, the harbour master.\n\n“The ferry is late,” Stern said.";
        assert!(flagged("ambiguous-speaker", text).is_empty());
    }
}

mod unbalanced_quote {
    use super::flagged as flagged_by;

    fn flagged(text: &str) -> Vec<String> {
        flagged_by("unbalanced-quote", text)
    }

    #[test]
    fn marks_in_pairs() {
        assert!(flagged("“The ferry is late,” Mara Quill said. “It’s ‘the tide’, they say.”").is_empty());
        assert!(
            flagged("The sailors’ union, founded in ’98, has rock ’n’ roll on Fridays.").is_empty(),
            "apostrophes"
        );
        assert!(flagged("\"The ferry is late,\" Mara Quill said.").is_empty());
    }

    #[test]
    fn speech_of_several_paragraphs_closes_once() {
        let text = "Mara Quill said: “The ferry is late.\n\n“It often is.\n\n“Nobody tells us why.”";
        assert!(flagged(text).is_empty());
    }

    #[test]
    fn a_mark_alone() {
        assert_eq!(flagged("“The ferry is late, Mara Quill said.\n\nIt left at noon."), ["“"]);
        assert_eq!(flagged("The ferry is late,” Mara Quill said."), ["”"]);
    }

    #[test]
    fn a_mark_made_literal() {
        assert!(flagged("The rope was 12\\\" thick, Mara Quill said.").is_empty());
    }
}

mod name_variant {
    use super::flagged as flagged_by;

    fn flagged(text: &str) -> Vec<String> {
        flagged_by("name-variant", text)
    }

    #[test]
    fn one_letter_swapped() {
        let text = "Captain Margaret Lindqvist waited. Margaret Lindqvist has sailed since 1998.\n\n\
                    “The ferry is late,” Margaret Lindqivst said.";
        assert_eq!(flagged(text), ["Margaret Lindqivst"]);
    }

    #[test]
    fn a_spelling_the_header_declares() {
        let people = "---\npeople:\n  - name: Margaret Lindqvist\n---\n\n";
        assert_eq!(
            flagged(&format!("{people}“The ferry is late,” Margaret Lindqist said.")),
            ["Margaret Lindqist"]
        );
        assert!(flagged(&format!("{people}“The ferry is late,” Margaret Lindqvist said.")).is_empty());
    }

    #[test]
    fn surnames_possessives_and_other_people() {
        let text = "Captain Margaret Lindqvist waited. Lindqvist’s ferry was late.\n\nOtto Brandt and Ivo Stern left.";
        assert!(flagged(text).is_empty());
    }
}
