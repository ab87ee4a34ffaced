//! Who speaks, as a list of its own that an editor shows beside the article.

use super::outline::{Heading, folders, opening, shown_words};
use super::words::{name, one_line};
use crate::analysis::{Analysis, Quotation};
use crate::article::EntityKind;
use crate::text::Span;

/// A speaker, or those who have no name, with what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaks {
    /// Who it is.
    pub kind: SpeakerKind,
    /// The full name; of those without one, what they have in common.
    pub name: String,
    /// As the article gives it.
    pub role: Option<String>,
    /// In the order of the text; never empty.
    pub quotations: Vec<Spoken>,
}

/// A quotation in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Its opening words, with their marks.
    pub words: String,
    /// The words that show who speaks, where words do.
    pub shown_by: Option<String>,
    /// The words between the marks, in bytes.
    pub span: Span,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerKind {
    /// Somebody with a name.
    Person,
    /// An organisation, a document or a place.
    Organisation,
    /// Sources without a name.
    Unnamed,
    /// “He” and “the official”, who may be anybody.
    Unresolved,
    /// Nobody is shown to.
    Unattributed,
}

impl SpeakerKind {
    /// The word for it in `onrecord/speakers`.
    pub const fn word(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organisation => "organisation",
            SpeakerKind::Unnamed => "unnamed",
            SpeakerKind::Unresolved => "unresolved",
            SpeakerKind::Unattributed => "unattributed",
        }
    }
}

/// Everybody who speaks, in the order of the outline: by first quotation, and those without a name at the end.
pub fn speakers(analysis: &Analysis) -> Vec<Speaks> {
    let speaks = |folder: super::outline::Folder| {
        let (kind, name, role) = who(analysis, folder.heading);
        let quotations = folder.quotations.iter().map(|quotation| spoken(analysis, quotation)).collect();
        Speaks { kind, name, role, quotations }
    };
    folders(analysis).into_iter().map(speaks).collect()
}

fn who(analysis: &Analysis, heading: Heading) -> (SpeakerKind, String, Option<String>) {
    match heading {
        Heading::Entity(id) => {
            let entity = analysis.entity(id);
            let person = entity.kind == EntityKind::Person;
            let kind = if person { SpeakerKind::Person } else { SpeakerKind::Organisation };
            (kind, name(analysis, id), entity.role.as_ref().map(|role| one_line(&role.text)))
        }
        Heading::Unnamed => (SpeakerKind::Unnamed, "Unnamed sources".to_owned(), None),
        Heading::Unresolved => (SpeakerKind::Unresolved, "Unresolved speakers".to_owned(), None),
        Heading::Unattributed => (SpeakerKind::Unattributed, "Unattributed".to_owned(), None),
    }
}

fn spoken(analysis: &Analysis, quotation: &Quotation) -> Spoken {
    let shown_by = quotation.attribution.as_ref().and_then(|by| by.shown_by);
    Spoken {
        words: opening(&shown_words(analysis, quotation)),
        shown_by: shown_by.map(|span| one_line(&analysis.words(span))),
        span: quotation.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::How;
    use crate::features::fixture::Builder;

    #[test]
    fn speakers_come_with_their_roles_and_quotations_and_the_nameless_behind_them() {
        let (analysis, _) = Builder::new(
            "“Late,” an aide said. “One,” said Ana Ruiz, the mayor. “Two,” she said. “Three.” “Four,” said Brook Council.",
        )
        .unnamed("an aide")
        .person("Ana Ruiz")
        .role("mayor")
        .organisation("Brook Council")
        .quote("“Late,”")
        .by("an aide", "an aide", How::Description)
        .quote("“One,”")
        .by("Ana Ruiz", "Ana Ruiz", How::Name)
        .quote("“Two,”")
        .by("Ana Ruiz", "|she| said", How::Pronoun)
        .quote("“Three.”")
        .quote("“Four,”")
        .by("Brook Council", "Brook Council", How::Name)
        .build();
        let lines: Vec<String> = speakers(&analysis)
            .iter()
            .map(|Speaks { kind, name, role, quotations }| {
                let quotations: Vec<String> = quotations
                    .iter()
                    .map(|said| {
                        let by = said.shown_by.as_deref().unwrap_or("nobody");
                        format!("{} [{}] by {by}", said.words, analysis.slice(said.span))
                    })
                    .collect();
                let role = role.as_deref().unwrap_or("–");
                format!("{} {name} ({role}): {}", kind.word(), quotations.join(" · "))
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        person Ana Ruiz (mayor): “One,” [One,] by Ana Ruiz · “Two,” [Two,] by she
        organisation Brook Council (–): “Four,” [Four,] by Brook Council
        unnamed Unnamed sources (–): “Late,” [Late,] by an aide
        unattributed Unattributed (–): “Three.” [Three.] by nobody
        ");
    }
}
