//! Lenses: lines above the text that say how much somebody is quoted, and how many sources have no name.

use super::outline::{Heading, heading};
use super::words::{is_shown, mentions, name, quotations, speaker};
use crate::analysis::{Analysis, EntityId};
use crate::newsroom::Lenses;
use crate::text::{Span, sort_by_number};

/// A line above a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The words that it is about, in bytes.
    pub span: Span,
    /// What it says.
    pub about: LensAbout,
}

/// What a lens says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensAbout {
    /// How often somebody is quoted and mentioned.
    Speaker(EntityId),
    /// How many quotations have no name.
    Sources,
}

/// The lenses of the kinds in `shown`, in order: one about the sources at the top, and one at the first mention of
/// everybody who is named and quoted. What they say is [`lens_title`].
pub fn lenses(analysis: &Analysis, shown: Lenses) -> Vec<Lens> {
    let mut lenses = vec![];
    if shown.sources && unnamed(analysis).0 > 0 {
        lenses.push(Lens { span: Span::empty(analysis.header.span.start), about: LensAbout::Sources });
    }
    if shown.speakers {
        let mut quoted = vec![false; analysis.entities.len()];
        for id in analysis.quotations.iter().filter(|q| is_shown(q)).filter_map(speaker) {
            quoted[id.0 as usize] = true;
        }
        for (i, entity) in analysis.entities.iter().enumerate() {
            let first = entity.mentions.first().map(|&m| analysis.mentions[m as usize].span);
            if let Some(span) = first.filter(|_| quoted[i] && entity.named) {
                lenses.push(Lens { span, about: LensAbout::Speaker(EntityId(i as u32)) });
            }
        }
    }
    sort_by_number(&mut lenses, |lens| lens.span.shorter_first());
    lenses
}

/// What a lens says: "Ana Ruiz: 4 quotations · 6 mentions", or "3 of 9 quotations by unnamed sources".
pub fn lens_title(analysis: &Analysis, about: LensAbout) -> String {
    match about {
        LensAbout::Speaker(id) => {
            let said = quoted_by(analysis, id).len();
            let mentioned = analysis.entity(id).mentions.len();
            format!("{}: {} · {}", name(analysis, id), quotations(said), mentions(mentioned))
        }
        LensAbout::Sources => {
            let (unnamed, all) = unnamed(analysis);
            let sources = if unnamed == 1 { "an unnamed source" } else { "unnamed sources" };
            format!("{unnamed} of {} by {sources}", quotations(all))
        }
    }
}

/// Where a lens leads: to the quotations that it counts, in bytes.
pub fn lens_places(analysis: &Analysis, about: LensAbout) -> Vec<Span> {
    match about {
        LensAbout::Speaker(id) => quoted_by(analysis, id),
        LensAbout::Sources => {
            let shown = analysis.quotations.iter().filter(|q| is_shown(q));
            shown.filter(|q| heading(analysis, q) == Heading::Unnamed).map(|q| q.outer).collect()
        }
    }
}

fn quoted_by(analysis: &Analysis, id: EntityId) -> Vec<Span> {
    let shown = analysis.quotations.iter().filter(|q| is_shown(q));
    shown.filter(|q| speaker(q) == Some(id)).map(|q| q.outer).collect()
}

/// How many quotations are by unnamed sources, and how many there are.
fn unnamed(analysis: &Analysis) -> (usize, usize) {
    let all = analysis.quotations.iter().filter(|q| is_shown(q)).count();
    (lens_places(analysis, LensAbout::Sources).len(), all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;
    use std::fmt::Write;

    fn drawn(builder: Builder) -> String {
        let (analysis, _) = builder.build();
        let mut text = String::new();
        for lens in lenses(&analysis, Lenses { speakers: true, sources: true }) {
            let places: Vec<_> =
                lens_places(&analysis, lens.about).into_iter().map(|span| analysis.slice(span)).collect();
            let (words, title) = (analysis.slice(lens.span), lens_title(&analysis, lens.about));
            writeln!(text, "[{words}] {title} → {}", places.join(" ")).unwrap();
        }
        text
    }

    #[test]
    fn speakers_and_unnamed_sources_are_counted() {
        let builder =
            Builder::new("Ana Ruiz met Bo Ek. “One,” she said. “Two,” an aide said. “Three,” Ruiz said.")
                .person("Ana Ruiz")
                .mention("|she| said", How::Pronoun)
                .alias("|Ruiz| said")
                .person("Bo Ek")
                .unnamed("an aide")
                .quote("“One,”")
                .by("Ana Ruiz", "|she| said", How::Pronoun)
                .quote("“Two,”")
                .by("an aide", "an aide", How::Description)
                .quote("“Three,”")
                .by("Ana Ruiz", "|Ruiz| said", How::Name);
        insta::assert_snapshot!(drawn(builder), @r"
        [] 1 of 3 quotations by an unnamed source → “Two,”
        [Ana Ruiz] Ana Ruiz: 2 quotations · 3 mentions → “One,” “Three,”
        ");
    }

    #[test]
    fn an_article_in_which_everybody_is_named_has_none_at_the_top() {
        let builder = Builder::new("“One,” said Ana Ruiz.").person("Ana Ruiz").quote("“One,”").by(
            "Ana Ruiz",
            "Ana Ruiz",
            How::Name,
        );
        insta::assert_snapshot!(drawn(builder), @"[Ana Ruiz] Ana Ruiz: 1 quotation · 1 mention → “One,”");
    }
}
