//! Cards about what is under the cursor, one file a kind of thing.

mod annotation;
mod date;
mod header;
mod person;
mod quotation;
mod term;

pub(super) use date::card as date_card;
pub(super) use person::pointer as mention_card;
pub(super) use quotation::card as quotation_card;
pub(super) use quotation::evidence as quotation_evidence;

use super::card::{Card, Line, Place};
use super::dates;
use crate::analysis::{Analysis, TermReason};
use crate::text::Span;

/// A card about the thing under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words it is about, in bytes.
    pub span: Span,
    /// What is known about them.
    pub card: Card,
}

/// The card for the byte at `offset`, if something is known there: a key of the header, an annotation or a comment,
/// somebody or something mentioned, a date, the quotation around it, or else words in marks that are no quotation.
pub fn hover(analysis: &Analysis, offset: u32) -> Option<Hover> {
    let card = |span, card| Some(Hover { span, card });
    if let Some(hover) = header::at(analysis, offset).or_else(|| annotation::at(analysis, offset)) {
        return Some(hover);
    }
    if let Some(mention) = smallest_at(&analysis.mentions, |m| m.span, offset) {
        let person = person::mention(analysis, mention);
        // A nickname is part of the name: who that is goes first.
        let nickname = smallest_at(&analysis.terms, |t| t.outer, offset);
        let nickname = nickname.filter(|t| t.reason == TermReason::InName && mention.span.covers(t.outer));
        let nickname = nickname.map(|t| term::card(analysis, t)).unwrap_or_default();
        return card(mention.span, person.and(nickname));
    }
    // "three years" says it all: whatever stands around it has more to tell.
    let dated = smallest_at(&analysis.dates, |d| d.span, offset);
    if let Some(dated) = dated.filter(|dated| dated.is_on_calendar()) {
        return card(dated.span, date::card(analysis, dated));
    }
    let nested = smallest_at(&analysis.nested, |n| n.quotation.outer, offset);
    if let Some(nested) = nested.filter(|n| n.quotation.outer.contains(offset)) {
        return card(nested.quotation.outer, quotation::nested(analysis, nested));
    }
    if let Some(quotation) = smallest_at(&analysis.quotations, |q| q.outer, offset) {
        return card(quotation.outer, quotation_card(analysis, quotation));
    }
    if let Some(term) = smallest_at(&analysis.terms, |t| t.outer, offset) {
        return card(term.outer, term::card(analysis, term));
    }
    let dated = dated.filter(|dated| dates::spelt_out(dated).is_some())?;
    card(dated.span, date::card(analysis, dated))
}

/// The shortest of the things that hold the byte at `offset`, or else of those that end there.
fn smallest_at<T>(things: &[T], span: impl Fn(&T) -> Span, offset: u32) -> Option<&T> {
    let around = things.iter().filter(|thing| span(thing).touches(offset));
    around.min_by_key(|thing| (!span(thing).contains(offset), span(thing).len()))
}

/// "line 3", which leads there.
fn line_of(analysis: &Analysis, span: Span) -> Line {
    let line = analysis.lines().line(span.start);
    Line::default().link(&format!("line {line}"), Place::Article(span))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::features::card::BREAK;
    use crate::features::fixture::Builder;

    /// The words the card is about, and the card; `⏎` is where a line of it ends.
    pub(in crate::features) fn card(builder: Builder) -> String {
        let (analysis, cursor) = builder.build();
        shown(&analysis, cursor)
    }

    /// The same at `$0`, as the engine reads the article.
    pub(in crate::features) fn card_in(article: &str) -> String {
        let cursor = article.find("$0").expect("a cursor") as u32;
        shown(&Analysis::new(article.replacen("$0", "", 1), Options::default()), cursor)
    }

    /// The same of an analysis of the engine's.
    pub(in crate::features) fn shown(analysis: &Analysis, cursor: u32) -> String {
        match hover(analysis, cursor) {
            Some(hover) => {
                let link = |place: &Place| match place {
                    Place::Article(span) => Some(format!("#{}", analysis.slice(*span))),
                    Place::File { path, line } => {
                        let name = path.file_name().unwrap_or_default().to_string_lossy();
                        Some(format!("{name}#{line}"))
                    }
                    Place::Web(address) => Some(address.clone()),
                };
                let card = hover.card.markdown(link).replace(BREAK, "⏎\n").replace("%20", " ");
                format!("[{}]\n{card}", analysis.slice(hover.span))
            }
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn a_mention_inside_a_quotation_comes_first() {
        let builder =
            Builder::new("“Ask $0Bo,” said Ana Ruiz.").person("Ana Ruiz").person("Bo").quote("“Ask Bo,”");
        insta::assert_snapshot!(card(builder), @r"
        [Bo]
        **Bo**⏎
        named once · first on [line 1](#Bo)
        ");
    }

    #[test]
    fn there_is_no_card_where_nothing_is_known() {
        insta::assert_snapshot!(card(Builder::new("It $0rained.")), @"nothing");
    }
}
