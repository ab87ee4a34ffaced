//! Whom a pronoun or a description stands for.

use super::{Hint, HintDetails, HintKind, NEAR, around, braces, speakers};
use crate::analysis::{Analysis, How, Mention};
use crate::article::EntityKind;
use crate::features::hover::mention_card;
use crate::features::words::{name, speaker};
use crate::text::Span;

/// A name behind each pronoun and description that turns to somebody else than the words before it; not inside a
/// quotation of the same person's ("I"), and not where the speaker's hint stands beside it.
pub(super) fn hints(analysis: &Analysis, range: Span, beside_speakers: bool) -> Vec<Hint> {
    let first = analysis.mentions.partition_point(|m| m.span.start < range.start.saturating_sub(NEAR));
    let near = analysis.mentions[first..].iter().take_while(|m| m.span.start <= range.end);
    near.filter(|m| range.touches(m.span.end)).filter_map(|m| hint(analysis, m, beside_speakers)).collect()
}

fn hint(analysis: &Analysis, mention: &Mention, beside_speakers: bool) -> Option<Hint> {
    let id = mention.entity?;
    let entity = analysis.entity(id);
    let stands_for = matches!(mention.how, How::Pronoun | How::Description);
    if !stands_for || !entity.named || entity.kind != EntityKind::Person {
        return None;
    }
    let index = analysis.mentions.partition_point(|m| m.span < mention.span);
    let block = analysis.block_at(mention.span.start)?;
    let start = analysis.blocks[block].span.start;
    let before = analysis.mentions[..index].iter().rev().take_while(|m| m.span.start >= start);
    let mut people =
        before.filter(|m| m.entity.is_some_and(|e| analysis.entity(e).kind == EntityKind::Person));
    if people.next().is_some_and(|m| m.entity == Some(id)) {
        return None;
    }
    let around = quotation_at(analysis, mention.span.start);
    if around.is_some_and(|q| speaker(q) == Some(id)) {
        return None;
    }
    if beside_speakers && speakers::tells(analysis, mention.span) {
        return None;
    }
    Some(Hint { at: mention.span.end, kind: HintKind::Person, label: name(analysis, id) })
}

fn quotation_at(analysis: &Analysis, offset: u32) -> Option<&crate::analysis::Quotation> {
    let behind = analysis.quotations.partition_point(|q| q.outer.start <= offset);
    analysis.quotations[..behind].last().filter(|q| q.outer.contains(offset))
}

/// The person's card, the words that name them, and `[he]{person="…"}`.
pub(super) fn details(analysis: &Analysis, at: u32) -> Option<HintDetails> {
    let mut there = analysis.mentions.iter().filter(|m| m.span.end == at);
    let mention = there.find(|m| m.entity.is_some() && matches!(m.how, How::Pronoun | How::Description))?;
    let id = mention.entity?;
    let named = analysis.entity(id).mentions.iter().map(|&i| &analysis.mentions[i as usize]);
    let annotation = braces("person", &name(analysis, id));
    Some(HintDetails {
        tooltip: mention_card(analysis, mention.how, &analysis.words(mention.span), id),
        place: named.filter(|m| m.how == How::Name).map(|m| m.span).next(),
        annotation: around(analysis, mention.span, annotation),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ALL, annotated, shown};
    use super::*;
    use crate::features::fixture::Builder;

    fn two() -> Builder {
        Builder::new("Ana Ruiz met Bo Ek. She smiled and she left. “I am late,” he said. The engineer ran.")
            .person("Ana Ruiz")
            .mention("|She| smiled", How::Pronoun)
            .mention("|she| left", How::Pronoun)
            .person("Bo Ek")
            .mention("|I| am", How::Pronoun)
            .mention("|he| said", How::Pronoun)
            .mention("The engineer", How::Description)
            .quote("“I am late,”")
            .by("Bo Ek", "|he| said", How::Pronoun)
    }

    #[test]
    fn a_name_stands_where_the_words_turn_to_somebody_else() {
        let without_speakers = crate::newsroom::Hints { speakers: false, ..ALL };
        insta::assert_snapshot!(shown(two(), without_speakers), @"Ana Ruiz met Bo Ek. She«Ana Ruiz» smiled and she left. “I am late,” he said. The engineer ran.");
        insta::assert_snapshot!(shown(two(), ALL), @"Ana Ruiz met Bo Ek. She«Ana Ruiz» smiled and she left. “I am late,”«Bo Ek» he said. The engineer ran.");
    }

    #[test]
    fn a_hint_can_be_written_as_an_annotation() {
        insta::assert_snapshot!(annotated(two(), HintKind::Person), @r#"Ana Ruiz met Bo Ek. [She]{person="Ana Ruiz"} smiled and she left. “I am late,” he said. The engineer ran."#);
    }
}
