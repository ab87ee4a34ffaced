//! The card of a quotation: who says it, by which words, how sure that is and why.

use super::person::{either, title};
use super::{Card, Line, line_of};
use crate::analysis::{Alternative, Analysis, Attribution, How, NestedQuotation, Quotation, Speaker};
use crate::features::words::name;

/// What is said of speech without a speaker.
const NOBODY: &str = "Nobody is shown to have said this";
/// What is said of a source that an annotation keeps unnamed.
const UNNAMED: &str = "source who is deliberately not named";

/// Who says a quotation, by which words, how sure that is and why.
pub(in crate::features) fn card(analysis: &Analysis, quotation: &Quotation) -> Card {
    let Some(attribution) = &quotation.attribution else {
        return Card::line(Line::default().text(NOBODY));
    };
    let or_else = or_else(analysis, attribution);
    Card::of([who(analysis, attribution), shown_by(analysis, attribution), how_sure(attribution), or_else])
}

/// The same for a list in which the speaker stands already: what shows the speaker, how sure that is, and who else it
/// may have been.
pub(in crate::features) fn evidence(analysis: &Analysis, quotation: &Quotation) -> Card {
    let Some(attribution) = &quotation.attribution else {
        return Card::line(Line::default().text(NOBODY));
    };
    let first = match attribution.speaker {
        Speaker::Entity(_) | Speaker::Anonymous => Line::default(),
        Speaker::Unresolved | Speaker::Ambiguous => who(analysis, attribution),
    };
    let or_else = or_else(analysis, attribution);
    Card::of([first, shown_by(analysis, attribution), how_sure(attribution), or_else])
}

fn or_else(analysis: &Analysis, attribution: &Attribution) -> Line {
    let others = &attribution.alternatives;
    match attribution.speaker {
        Speaker::Ambiguous => Line::default(),
        _ if others.is_empty() => Line::default(),
        _ => Line::default().text("or else ").then(either(with_percent(analysis, others))),
    }
}

/// Who said a quotation inside a quotation, by which words, and who passes it on. How sure that is hangs on whoever
/// does, and is left out.
pub(super) fn nested(analysis: &Analysis, nested: &NestedQuotation) -> Card {
    let mut lines = match &nested.quotation.attribution {
        None => vec![Line::default().text(NOBODY)],
        Some(attribution) => vec![who(analysis, attribution), shown_by(analysis, attribution)],
    };
    let outer = analysis.quotations[nested.within as usize].attribution.as_ref();
    lines.extend(outer.and_then(|by| passed_on_by(analysis, by)));
    Card::of(lines)
}

/// "quoted by **Ana Ruiz**", or "quoted by “he”" where that may be anybody.
fn passed_on_by(analysis: &Analysis, attribution: &Attribution) -> Option<Line> {
    let line = Line::default().text("quoted by ");
    Some(match attribution.speaker {
        Speaker::Entity(id) => line.strong(&name(analysis, id)),
        Speaker::Anonymous => line.text(format!("a {UNNAMED}")),
        Speaker::Unresolved | Speaker::Ambiguous => line.quoted(&analysis.words(attribution.shown_by?)),
    })
}

fn who(analysis: &Analysis, attribution: &Attribution) -> Line {
    match attribution.speaker {
        Speaker::Entity(id) => title(analysis, id),
        Speaker::Anonymous => Line::default().text(format!("A {UNNAMED}")),
        Speaker::Unresolved if attribution.evidence == "transcript-question" => {
            Line::default().text("The article does not say who asks")
        }
        Speaker::Unresolved if attribution.evidence == "transcript-answer" => {
            Line::default().text("The article does not show one person only who is asked")
        }
        Speaker::Unresolved => {
            Line::default().text("Nobody in the article fits the words that show the speaker")
        }
        Speaker::Ambiguous => {
            Line::default().text("Either ").then(either(with_percent(analysis, &attribution.alternatives)))
        }
    }
}

fn with_percent(analysis: &Analysis, alternatives: &[Alternative]) -> Vec<Line> {
    let entry = |a: &Alternative| {
        Line::default().strong(&name(analysis, a.entity)).text(format!(" ({})", percent(a.confidence)))
    };
    alternatives.iter().map(entry).collect()
}

/// "by “the deputy mayor”, a description, with “said” (line 3)".
fn shown_by(analysis: &Analysis, attribution: &Attribution) -> Line {
    if attribution.how == How::Annotation {
        return Line::default().text("by an annotation");
    }
    let Some(span) = attribution.shown_by else { return Line::default() };
    let (opening, kind) = match attribution.how {
        How::Continued => ("goes on from ", ""),
        _ if attribution.is_labelled() => ("by ", ", a label"),
        How::Name => ("by ", ", a name"),
        How::Description => ("by ", ", a description"),
        How::Pronoun | How::Annotation => ("by ", ", a pronoun"),
    };
    let mut line = Line::default().text(opening).quoted(&analysis.words(span)).text(kind);
    if let Some(cue) = attribution.cue {
        line = line.text(", with ").quoted(&analysis.words(cue));
    }
    line.text(" (").then(line_of(analysis, span)).text(")")
}

/// "almost certain (97 %): the attribution follows the quotation". What the writer has said is not weighed, and where there
/// is nobody to be sure of, there is only the pattern.
fn how_sure(attribution: &Attribution) -> Line {
    let evidence = in_words(attribution.evidence);
    match attribution.speaker {
        _ if attribution.how == How::Annotation => return Line::default(),
        Speaker::Unresolved | Speaker::Ambiguous => return Line::default().text(evidence),
        Speaker::Entity(_) | Speaker::Anonymous => {}
    }
    let sure = attribution.certainty();
    let words = match sure {
        0.95.. => "almost certain",
        0.85.. => "very likely",
        0.7.. => "likely",
        0.5.. => "more likely than not",
        _ => "a guess",
    };
    Line::default().text(format!("{words} ({}): {evidence}", percent(sure)))
}

/// Never 100 %: nobody but the writer is that sure.
fn percent(probability: f32) -> String {
    format!("{:.0} %", (probability * 100.0).min(99.0))
}

/// A pattern in plain English. One that has no sentence of its own yet is shown as it is called.
fn in_words(evidence: &str) -> String {
    let words = match evidence {
        "quote-subject-verb" | "quote-verb-subject" => "the attribution follows the quotation",
        "subject-verb-quote" => "the attribution leads into the quotation",
        "subject-verb-clause" => "the quotation is part of what is reported",
        "inside-attribution" => "the quotation stands inside the attribution",
        "quote-according-to" | "according-to-quote" => "“according to” names the speaker",
        "passive-by" => "“by” names the speaker",
        "possessor-noun-quote" => "the words are somebody’s claim or statement",
        "label" => "a name stands in front, with a colon",
        "colon" => "a colon opens the quotation",
        "signature" | "block-quotation" => "a name is signed under it",
        "subject-of-sentence" => "the subject of the sentence, without a reporting verb",
        "speech-goes-on" => "the same speaker goes on",
        "introduced" => "the sentence before introduces it",
        "followed" => "the sentence after it names the speaker",
        "introduced-before" => "the paragraph before introduces it",
        "next-paragraph" => "the speaker of the paragraph before goes on",
        "open-quotation" => "the quotation has been open since an earlier paragraph",
        "attributed-later" => "the attribution comes where the quotation ends",
        "reported-clause" => "a clause reports what was said",
        "transcript-label" => "a label names the speaker, as in a transcript",
        "transcript-question" => "“Q” stands for whoever asks",
        "transcript-answer" => "“A” stands for whoever is asked",
        "transcript-goes-on" => "no new label stands in front, so the same speaker goes on",
        "according-to-clause" => "“according to” names the source",
        other => return other.replace('-', " "),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::card;
    use crate::analysis::{Analysis, How, Options};
    use crate::features::fixture::Builder;

    /// Ana Ruiz, quoted twice, once by her role.
    fn ruiz(article: &str) -> Builder {
        Builder::new(article)
            .person("Ana Ruiz")
            .role("Deputy Mayor")
            .alias("|Ruiz| said")
            .mention("the deputy mayor", How::Description)
            .quote("“It took years,”")
            .by("Ana Ruiz", "|Ruiz| said", How::Name)
            .cue("said")
            .quote("“Too long,”")
            .by("Ana Ruiz", "the deputy mayor", How::Description)
    }

    #[test]
    fn a_quotation_shows_its_speaker_and_the_evidence() {
        let article = "Deputy Mayor Ana Ruiz came.\n\n“It took $0years,” Ruiz said. “Too long,” the deputy mayor added.";
        insta::assert_snapshot!(card(ruiz(article)), @r"
        [“It took years,”]
        **Ana Ruiz**, Deputy Mayor⏎
        by “Ruiz”, a name, with “said” ([line 3](#Ruiz))⏎
        almost certain (97 %): the attribution follows the quotation
        ");
        let article = "Deputy Mayor Ana Ruiz came.\n\n“It took years,” Ruiz said. $0“Too long,” the deputy mayor added.";
        insta::assert_snapshot!(card(ruiz(article)), @r"
        [“Too long,”]
        **Ana Ruiz**, Deputy Mayor⏎
        by “the deputy mayor”, a description ([line 3](#the deputy mayor))⏎
        almost certain (97 %): the attribution follows the quotation
        ");
    }

    /// What Bo Ek said, as Ana Ruiz tells it.
    fn told(article: &str) -> Builder {
        Builder::new(article).person("Ana Ruiz").person("Bo Ek").quote("“‘It will fall,’ Ek said,”")
    }

    #[test]
    fn a_quotation_inside_a_quotation_shows_who_passes_it_on() {
        let article = "“‘It w$0ill fall,’ Ek said,” said Ana Ruiz. Bo Ek is an engineer.";
        let by_ruiz = |article| told(article).by("Ana Ruiz", "Ana Ruiz", How::Name);
        let ek = |builder: Builder| {
            builder.quote("‘It will fall,’").nested().by("Bo Ek", "|Ek| said", How::Name).cue("Ek |said|")
        };
        insta::assert_snapshot!(card(ek(by_ruiz(article))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name, with “said” ([line 1](#Ek))⏎
        quoted by **Ana Ruiz**
        ");
        let behind = "“‘It will fall,’$0 Ek said,” said Ana Ruiz. Bo Ek is an engineer.";
        insta::assert_snapshot!(card(ek(by_ruiz(behind))), @r"
        [“‘It will fall,’ Ek said,”]
        **Ana Ruiz**⏎
        by “Ana Ruiz”, a name ([line 1](#Ana Ruiz))⏎
        almost certain (97 %): the attribution follows the quotation
        ");
        let nobody = by_ruiz(article).quote("‘It will fall,’").nested();
        insta::assert_snapshot!(card(nobody), @r"
        [‘It will fall,’]
        Nobody is shown to have said this⏎
        quoted by **Ana Ruiz**
        ");
    }

    #[test]
    fn who_passes_a_quotation_on_may_be_unclear() {
        let article = "“‘It w$0ill fall,’ Ek said,” she said. Bo Ek and Ana Ruiz came.";
        let ek =
            |builder: Builder| builder.quote("‘It will fall,’").nested().by("Bo Ek", "|Ek| said", How::Name);
        insta::assert_snapshot!(card(ek(told(article).unresolved("she"))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name ([line 1](#Ek))⏎
        quoted by “she”
        ");
        insta::assert_snapshot!(card(ek(told(article).anonymous())), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name ([line 1](#Ek))⏎
        quoted by a source who is deliberately not named
        ");
        insta::assert_snapshot!(card(ek(told(article))), @r"
        [‘It will fall,’]
        **Bo Ek**⏎
        by “Ek”, a name ([line 1](#Ek))
        ");
    }

    #[test]
    fn a_turn_in_a_transcript_shows_its_label() {
        let read = |at: &str| {
            let article =
                "Ana Ruiz runs the port.\n\nQ: Does it rain?\n\nA: It does.\n\nIt always did.\n\nQ: Why?";
            let cursor = article.find(at).expect("a place") as u32;
            super::super::tests::shown(&Analysis::new(article, Options::default()), cursor)
        };
        insta::assert_snapshot!(read("Does it"), @r"
        [Does it rain?]
        The article does not say who asks⏎
        by “Q”, a label ([line 3](#Q))⏎
        “Q” stands for whoever asks
        ");
        insta::assert_snapshot!(read("does."), @r"
        [It does.]
        **Ana Ruiz**⏎
        by “A”, a label ([line 5](#A))⏎
        almost certain (97 %): “A” stands for whoever is asked
        ");
        insta::assert_snapshot!(read("always"), @r"
        [It always did.]
        **Ana Ruiz**⏎
        goes on from “A” ([line 5](#A))⏎
        likely (80 %): no new label stands in front, so the same speaker goes on
        ");
    }

    #[test]
    fn doubt_is_shown() {
        let people = |article| Builder::new(article).person("Al Roe").person("Bo Ek");
        let ambiguous = people("Al Roe met Bo Ek. “Do$0ne,” he said.")
            .quote("“Done,”")
            .ambiguous("|he| said", &[("Bo Ek", 0.6), ("Al Roe", 0.4)]);
        insta::assert_snapshot!(card(ambiguous), @r"
        [“Done,”]
        Either **Bo Ek** (60 %) or **Al Roe** (40 %)⏎
        by “he”, a pronoun ([line 1](#he))⏎
        the attribution follows the quotation
        ");
        let unsure = people("Al Roe met Bo Ek. “Do$0ne,” he said.")
            .quote("“Done,”")
            .by("Bo Ek", "|he| said", How::Pronoun)
            .or_else(&[("Al Roe", 0.1)]);
        insta::assert_snapshot!(card(unsure), @r"
        [“Done,”]
        **Bo Ek**⏎
        by “he”, a pronoun ([line 1](#he))⏎
        very likely (90 %): the attribution follows the quotation⏎
        or else **Al Roe** (10 %)
        ");
        let unresolved = people("Al Roe met Bo Ek. “Do$0ne,” she said.").quote("“Done,”").unresolved("she");
        insta::assert_snapshot!(card(unresolved), @r"
        [“Done,”]
        Nobody in the article fits the words that show the speaker⏎
        by “she”, a pronoun ([line 1](#she))⏎
        the attribution follows the quotation
        ");
        insta::assert_snapshot!(card(people("Al Roe met Bo Ek. “Do$0ne.”").quote("“Done.”")), @r"
        [“Done.”]
        Nobody is shown to have said this
        ");
    }
}
