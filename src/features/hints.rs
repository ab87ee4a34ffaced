use super::hover::quotation_card;
use super::words::{is_shown, name, one_line};
use crate::analysis::{Analysis, How, Quotation, Speaker};
use crate::text::Span;

/// A few words shown between the article's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it stands, in bytes: in front of the byte at this offset.
    pub at: u32,
    /// What it says: a speaker's name.
    pub label: String,
    /// More, in Markdown.
    pub tooltip: String,
}

/// The hints whose place lies in `range`, or at its end, in order.
///
/// The speaker's name stands directly behind the last part of each utterance, but only where it tells the
/// reader something: not where the full name stands beside the words, nor behind an annotation, which has
/// just been written. Nor is there a hint where no one person can be named; a diagnostic says that.
pub fn hints(analysis: &Analysis, range: Span) -> Vec<Hint> {
    let shown = analysis.quotations.iter().filter(|q| is_shown(q));
    shown
        .take_while(|q| q.outer.start <= range.end)
        .filter(|q| range.touches(q.outer.end) && is_last_part(analysis, q))
        .filter_map(|q| hint(analysis, q))
        .collect()
}

fn hint(analysis: &Analysis, quotation: &Quotation) -> Option<Hint> {
    let attribution = quotation.attribution.as_ref()?;
    let Speaker::Entity(id) = attribution.speaker else { return None };
    let label = name(analysis, id);
    let said_beside = attribution.shown_by.is_some_and(|words| {
        one_line(analysis.slice(words)).contains(&label)
            && analysis.block_at(words.start) == Some(quotation.block as usize)
    });
    let told_already = match attribution.how {
        How::Annotation => true,
        How::Continued => false,
        How::Name | How::Description | How::Pronoun => said_beside,
    };
    (!told_already).then(|| Hint {
        at: quotation.outer.end,
        label,
        tooltip: quotation_card(analysis, quotation),
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
    use super::*;
    use crate::features::fixture::Builder;

    /// The article with its hints in place, each between « and ».
    fn shown(builder: Builder) -> String {
        let (analysis, _) = builder.build();
        let mut text = analysis.text().to_owned();
        let all = Span::new(0, text.len() as u32);
        for hint in hints(&analysis, all).iter().rev() {
            text.insert_str(hint.at as usize, &format!("«{}»", hint.label));
        }
        text
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
        let places =
            |start, end| hints(&analysis, Span::new(start, end)).iter().map(|h| h.at).collect::<Vec<_>>();
        let (one, two) = (analysis.quotations[0].outer.end, analysis.quotations[1].outer.end);
        assert_eq!(places(0, two), [one, two]);
        assert_eq!(places(0, one), [one]);
        assert_eq!(places(one + 1, two), [two]);
        assert_eq!(places(0, one - 1), [0; 0]);
    }
}
