//! The card of words in marks that are not speech: what they are instead, and why they are taken for that.

use super::{Card, Line};
use crate::analysis::{Analysis, Term, TermKind, TermReason};

/// What the words are instead of speech, and below it why.
pub(super) fn card(analysis: &Analysis, term: &Term) -> Card {
    let what = match term.kind {
        TermKind::Scare => "words held at arm’s length",
        TermKind::Title => "the title of a work",
        TermKind::Nickname => "a nickname",
        TermKind::Word => "a word spoken of as a word",
    };
    let line = Line::default().words(analysis.slice(term.outer)).text(format!(": {what}, not speech"));
    Card::of([line, why(analysis, term)])
}

fn why(analysis: &Analysis, term: &Term) -> Line {
    let line = Line::default();
    match term.reason {
        TermReason::Annotation => line.text("the annotation after it says so"),
        TermReason::Words(words) => {
            let place = if words.start < term.outer.start { "in front of" } else { "after" };
            line.quoted(analysis.slice(words)).text(format!(" stands {place} it"))
        }
        TermReason::InName => line.text("it stands between the parts of a name"),
        TermReason::Capitals => {
            line.text("its words have capitals as a title’s have, and nobody is shown to say them")
        }
        TermReason::FewWords => match analysis.slice(term.span).split_whitespace().nth(1) {
            None => line.text("it is a single word, and nobody is shown to say it"),
            Some(_) => line.text("it is only a few words, and nobody is shown to say them"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::card_in as card;

    #[test]
    fn words_beside_it_say_what_it_is() {
        insta::assert_snapshot!(card("The evening began with the novel $0“The Long Bridge” and ended in song."), @r"
        [“The Long Bridge”]
        “The Long Bridge”: the title of a work, not speech⏎
        “the novel” stands in front of it
        ");
        insta::assert_snapshot!(card("Few have read her $0“Long Bridge” trilogy."), @r"
        [“Long Bridge”]
        “Long Bridge”: the title of a work, not speech⏎
        “trilogy” stands after it
        ");
        insta::assert_snapshot!(card("The word “fer$0ry” is not in the contract."), @r"
        [“ferry”]
        “ferry”: a word spoken of as a word, not speech⏎
        “The word” stands in front of it
        ");
        insta::assert_snapshot!(card("The so-called “sm$0art” crane has stood idle."), @r"
        [“smart”]
        “smart”: words held at arm’s length, not speech⏎
        “so-called” stands in front of it
        ");
        insta::assert_snapshot!(card("The bridge was dubbed “the h$0arp” in spring."), @r"
        [“the harp”]
        “the harp”: a word spoken of as a word, not speech⏎
        “dubbed” stands in front of it
        ");
    }

    #[test]
    fn what_the_writer_marks_needs_no_other_reason() {
        insta::assert_snapshot!(card("The new “wonder$0 crop”{.scare} failed."), @r"
        [“wonder crop”]
        “wonder crop”: words held at arm’s length, not speech⏎
        the annotation after it says so
        ");
        insta::assert_snapshot!(card("The musical “He Said$0 No”{.title} is about it."), @r"
        [“He Said No”]
        “He Said No”: the title of a work, not speech⏎
        the annotation after it says so
        ");
    }

    #[test]
    fn a_nickname_stands_inside_a_name() {
        insta::assert_snapshot!(card("Dwight “Spa$0rky” Hollis retired last year."), @r"
        [Dwight “Sparky” Hollis]
        **Dwight Hollis**⏎
        named once · first on [line 1](#Dwight “Sparky” Hollis)⏎
        also “Dwight “Sparky” Hollis”⏎
        “Sparky”: a nickname, not speech⏎
        it stands between the parts of a name
        ");
    }

    #[test]
    fn looks_alone_are_a_reason_where_nobody_speaks() {
        insta::assert_snapshot!(card("The choir closed the evening with “Low Tide$0 Lullaby” and a bow."), @r"
        [“Low Tide Lullaby”]
        “Low Tide Lullaby”: the title of a work, not speech⏎
        its words have capitals as a title’s have, and nobody is shown to say them
        ");
        insta::assert_snapshot!(card("The “sm$0art” crane has stood idle."), @r"
        [“smart”]
        “smart”: words held at arm’s length, not speech⏎
        it is a single word, and nobody is shown to say it
        ");
        insta::assert_snapshot!(card("The “very$0 smart” crane has stood idle."), @r"
        [“very smart”]
        “very smart”: words held at arm’s length, not speech⏎
        it is only a few words, and nobody is shown to say them
        ");
    }
}
