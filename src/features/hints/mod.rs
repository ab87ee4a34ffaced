//! A few words shown between the article's own: one file a kind.

mod dates;
mod people;
mod speakers;

use super::card::Card;
use crate::analysis::Analysis;
use crate::newsroom::Hints;
use crate::text::{Span, sort_by_number};

/// No words that name somebody are longer, in bytes, nor further from what they are about.
const NEAR: u32 = 1_000;

/// A few words shown between the article's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it stands, in bytes: in front of the byte at this offset.
    pub at: u32,
    /// What kind it is.
    pub kind: HintKind,
    /// What it says: a name, or a day.
    pub label: String,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintKind {
    /// Who says the quotation before it.
    Speaker,
    /// Whom the pronoun or the description before it stands for.
    Person,
    /// Which day the words before it mean.
    Date,
}

/// What an editor asks about a hint that somebody points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintDetails {
    /// What is known.
    pub tooltip: Card,
    /// The words of the article that it came from, in bytes.
    pub place: Option<Span>,
    /// Insertions that write it into the article as an annotation: where, in bytes, and what. None where there is
    /// no annotation for it.
    pub annotation: Vec<(u32, String)>,
}

/// The hints of the kinds in `shown` whose place lies in `range`, or at its end, in order. Costs what stands in `range`.
pub fn hints(analysis: &Analysis, range: Span, shown: Hints) -> Vec<Hint> {
    let mut hints = vec![];
    if shown.speakers {
        hints.extend(speakers::hints(analysis, range));
    }
    if shown.people {
        hints.extend(people::hints(analysis, range, shown.speakers));
    }
    if shown.dates {
        hints.extend(dates::hints(analysis, range));
    }
    sort_by_number(&mut hints, |hint| u64::from(hint.at) << 32 | hint.kind as u64);
    hints
}

/// More about the hint of this kind at `at`, if there is one.
pub fn hint_details(analysis: &Analysis, at: u32, kind: HintKind) -> Option<HintDetails> {
    match kind {
        HintKind::Speaker => speakers::details(analysis, at),
        HintKind::Person => people::details(analysis, at),
        HintKind::Date => dates::details(analysis, at),
    }
}

/// `key="value"` in braces, if the format can hold the value.
fn braces(key: &str, value: &str) -> Option<String> {
    let writable = !value.is_empty() && !value.contains(['{', '}']);
    writable.then(|| format!("{{{key}=\"{}\"}}", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// `[words]{…}`: insertions around the words of `span`, which must hold no bracket themselves.
fn around(analysis: &Analysis, span: Span, braces: Option<String>) -> Vec<(u32, String)> {
    match braces {
        Some(braces) if !analysis.slice(span).contains(['[', ']', '{', '}']) => {
            vec![(span.start, "[".to_owned()), (span.end, format!("]{braces}"))]
        }
        _ => vec![],
    }
}

/// Whether an annotation stands directly behind `end`.
fn is_annotated(analysis: &Analysis, end: u32) -> bool {
    let behind = &analysis.text()[end as usize..];
    behind.starts_with("]{") || behind.starts_with('{')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::features::fixture::Builder;

    pub(super) const ALL: Hints = Hints { speakers: true, people: true, dates: true };

    /// The article with its hints in place, each between « and ».
    pub(super) fn shown(builder: Builder, which: Hints) -> String {
        let (analysis, _) = builder.build();
        let mut text = analysis.text().to_owned();
        let all = Span::new(0, text.len() as u32);
        for hint in hints(&analysis, all, which).iter().rev() {
            text.insert_str(hint.at as usize, &format!("«{}»", hint.label));
        }
        text
    }

    /// The article in which every hint of a kind is written as an annotation.
    pub(super) fn annotated(builder: Builder, kind: HintKind) -> String {
        let (analysis, _) = builder.build();
        let mut text = analysis.text().to_owned();
        let all = Span::new(0, text.len() as u32);
        for hint in hints(&analysis, all, ALL).iter().rev().filter(|hint| hint.kind == kind) {
            let details = hint_details(&analysis, hint.at, kind).expect("a hint has details");
            for (at, words) in details.annotation.iter().rev() {
                text.insert_str(*at as usize, words);
            }
        }
        text
    }

    #[test]
    fn values_are_written_so_that_they_are_read_again() {
        assert_eq!(braces("speaker", "Ana Ruiz").as_deref(), Some("{speaker=\"Ana Ruiz\"}"));
        let odd = "Dwayne \"The Rock\" \\ Johnson";
        let article = format!("“No.”{}", braces("speaker", odd).unwrap());
        let analysis = Analysis::new(article, crate::analysis::Options::default());
        assert!(analysis.entities.iter().any(|entity| entity.name == odd), "{:?}", analysis.entities);
        assert_eq!(braces("speaker", "{x}"), None);
    }
}
