//! Who says a quotation.

use super::{Hint, HintDetails, HintKind, NEAR, braces};
use crate::analysis::{Analysis, How, Quotation, Speaker};
use crate::features::hover::quotation_card;
use crate::features::words::{is_shown, name, one_line};
use crate::text::Span;

/// The speaker's name stands directly behind the last part of each utterance, but only where it tells the
/// reader something: not where the full name stands beside the words, nor behind an annotation, which has
/// just been written. Nor is there a hint where no one person can be named; a diagnostic says that.
pub(super) fn hints(analysis: &Analysis, range: Span) -> Vec<Hint> {
    // None stands in another, so their ends ascend as their starts do.
    let first = analysis.quotations.partition_point(|q| q.outer.end < range.start);
    let near = analysis.quotations[first..].iter().take_while(|q| q.outer.start <= range.end);
    near.filter(|q| range.touches(q.outer.end)).filter_map(|q| hint(analysis, q)).collect()
}

/// Whether a hint behind a quotation names the speaker whom the words of `span` show.
pub(super) fn tells(analysis: &Analysis, span: Span) -> bool {
    let near = analysis.quotations.partition_point(|q| q.outer.end + NEAR < span.start);
    let near = analysis.quotations[near..].iter().take_while(|q| q.outer.start <= span.end + NEAR);
    let mut shown = near.filter(|q| {
        q.attribution.as_ref().and_then(|a| a.shown_by).is_some_and(|words| words.overlaps(span))
    });
    shown.any(|q| hint(analysis, q).is_some())
}

fn hint(analysis: &Analysis, quotation: &Quotation) -> Option<Hint> {
    if !is_shown(quotation) || !is_last_part(analysis, quotation) {
        return None;
    }
    let attribution = quotation.attribution.as_ref()?;
    let Speaker::Entity(id) = attribution.speaker else { return None };
    let label = name(analysis, id);
    let said_beside = attribution.shown_by.is_some_and(|words| {
        one_line(&analysis.words(words)).contains(&label)
            && analysis.block_at(words.start) == Some(quotation.block as usize)
    });
    let told_already = match attribution.how {
        How::Annotation => true,
        How::Continued => false,
        // The label of a transcript is read before the words.
        How::Name if attribution.is_labelled() => true,
        How::Name | How::Description | How::Pronoun => said_beside,
    };
    (!told_already).then_some(Hint { at: quotation.outer.end, kind: HintKind::Speaker, label })
}

/// The quotation's card, the words that show the speaker, and `{speaker="…"}`.
pub(super) fn details(analysis: &Analysis, at: u32) -> Option<HintDetails> {
    let first = analysis.quotations.partition_point(|q| q.outer.end < at);
    let mut there = analysis.quotations[first..].iter().take_while(|q| q.outer.start <= at);
    let quotation = there.find(|q| q.outer.end == at && is_shown(q))?;
    let attribution = quotation.attribution.as_ref()?;
    let Speaker::Entity(id) = attribution.speaker else { return None };
    let in_marks = quotation.outer != quotation.span;
    let annotation = braces("speaker", &name(analysis, id)).filter(|_| in_marks);
    Some(HintDetails {
        tooltip: quotation_card(analysis, quotation),
        place: attribution.shown_by,
        annotation: annotation.into_iter().map(|braces| (quotation.outer.end, braces)).collect(),
    })
}

/// Whether the next quotation that a reader sees belongs to another utterance.
fn is_last_part(analysis: &Analysis, quotation: &Quotation) -> bool {
    let behind = analysis.quotations.partition_point(|q| q.span.start <= quotation.span.start);
    let next = analysis.quotations[behind..].iter().find(|q| is_shown(q));
    next.is_none_or(|next| next.utterance != quotation.utterance)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ALL, annotated, shown as shown_of};
    use super::*;
    use crate::features::fixture::Builder;

    fn shown(builder: Builder) -> String {
        shown_of(builder, ALL)
    }

    const RUIZ: &str =
        "Deputy Mayor Ana Ruiz opened the bridge. “It took years,” the deputy mayor said. “Too long.”";

    #[test]
    fn the_name_stands_behind_a_description() {
        let builder = Builder::new(RUIZ).person("Ana Ruiz").quote("“It took years,”").by(
            "Ana Ruiz",
            "the deputy mayor",
            How::Description,
        );
        insta::assert_snapshot!(shown(builder), @"Deputy Mayor Ana Ruiz opened the bridge. “It took years,”«Ana Ruiz» the deputy mayor said. “Too long.”");
    }

    #[test]
    fn one_hint_for_an_utterance_that_its_attribution_splits() {
        let builder = Builder::new(RUIZ)
            .person("Ana Ruiz")
            .quote("“It took years,”")
            .by("Ana Ruiz", "the deputy mayor", How::Description)
            .quote("“Too long.”")
            .same_utterance()
            .by("Ana Ruiz", "the deputy mayor", How::Description);
        insta::assert_snapshot!(shown(builder), @"Deputy Mayor Ana Ruiz opened the bridge. “It took years,” the deputy mayor said. “Too long.”«Ana Ruiz»");
    }

    #[test]
    fn no_hint_where_the_full_name_or_an_annotation_stands_beside_it() {
        let text = "“One,” said Ana\nRuiz. “Two,” said Ruiz. “Three.”{speaker=\"Ana Ruiz\"}";
        let builder = Builder::new(text)
            .person("Ana Ruiz")
            .quote("“One,”")
            .by("Ana Ruiz", "Ana\nRuiz", How::Name)
            .quote("“Two,”")
            .by("Ana Ruiz", "|Ruiz|. “Three", How::Name)
            .quote("“Three.”")
            .by_annotation("Ana Ruiz");
        insta::assert_snapshot!(shown(builder), @r#"
        “One,” said Ana
        Ruiz. “Two,”«Ana Ruiz» said Ruiz. “Three.”{speaker="Ana Ruiz"}
        "#);
    }

    #[test]
    fn speech_that_goes_on_has_a_hint_though_the_name_is_near() {
        let builder = Builder::new("“One,” said Ana Ruiz. “Two.”").person("Ana Ruiz").quote("“Two.”").by(
            "Ana Ruiz",
            "Ana Ruiz",
            How::Continued,
        );
        insta::assert_snapshot!(shown(builder), @"“One,” said Ana Ruiz. “Two.”«Ana Ruiz»");
    }

    #[test]
    fn no_hint_where_no_one_person_can_be_named() {
        let builder = Builder::new("Ana Ruiz met Bo Ek. “One,” he said. “Two,” they said. “Three.” ‘Four.’")
            .person("Ana Ruiz")
            .person("Bo Ek")
            .quote("“One,”")
            .ambiguous("|he| said", &[("Bo Ek", 0.6), ("Ana Ruiz", 0.4)])
            .quote("“Two,”")
            .unresolved("they")
            .quote("“Three.”")
            .anonymous()
            .quote("‘Four.’");
        insta::assert_snapshot!(shown(builder), @"Ana Ruiz met Bo Ek. “One,” he said. “Two,” they said. “Three.” ‘Four.’");
    }

    #[test]
    fn reported_clauses_and_quotations_inside_others_have_none() {
        let builder =
            Builder::new("Ana Ruiz spoke. She said it was late. “He called it ‘late’ too,” she said.")
                .person("Ana Ruiz")
                .quote("it was late")
                .indirect()
                .by("Ana Ruiz", "She", How::Pronoun)
                .quote("“He called it ‘late’ too,”")
                .anonymous()
                .quote("‘late’")
                .nested()
                .by("Ana Ruiz", "|she| said", How::Pronoun);
        insta::assert_snapshot!(shown(builder), @"Ana Ruiz spoke. She said it was late. “He called it ‘late’ too,” she said.");
    }

    #[test]
    fn only_hints_in_the_range_are_made() {
        let (analysis, _) = Builder::new("“One,” he said. “Two,” he added.")
            .person("Ana Ruiz")
            .quote("“One,”")
            .by("Ana Ruiz", "|he| said", How::Pronoun)
            .quote("“Two,”")
            .by("Ana Ruiz", "|he| added", How::Pronoun)
            .build();
        let places = |start, end| {
            super::hints(&analysis, Span::new(start, end)).iter().map(|h| h.at).collect::<Vec<_>>()
        };
        let (one, two) = (analysis.quotations[0].outer.end, analysis.quotations[1].outer.end);
        assert_eq!(places(0, two), [one, two]);
        assert_eq!(places(0, one), [one]);
        assert_eq!(places(one + 1, two), [two]);
        assert_eq!(places(0, one - 1), [0; 0]);
    }

    #[test]
    fn a_hint_can_be_written_as_an_annotation() {
        let builder = Builder::new(RUIZ)
            .person("Ana Ruiz")
            .quote("“It took years,”")
            .by("Ana Ruiz", "the deputy mayor", How::Description)
            .quote("“Too long.”")
            .same_utterance()
            .by("Ana Ruiz", "the deputy mayor", How::Description);
        insta::assert_snapshot!(annotated(builder, HintKind::Speaker), @r#"Deputy Mayor Ana Ruiz opened the bridge. “It took years,” the deputy mayor said. “Too long.”{speaker="Ana Ruiz"}"#);
    }
}
