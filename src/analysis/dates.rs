//! Which days the article's expressions of time mean.

use super::facts::Facts;
use super::model::{Dated, TimeKind};
use crate::article::{AnnotationKind, Block};
use crate::english::dates::{Expression, Fault, Reckoner, When};
use crate::text::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// The article's expressions of time, in the order of the text. Annotations say what theirs mean.
pub(super) fn dates(blocks: &[Block], facts: &[Arc<Facts>], article: Option<Date>) -> Vec<Dated> {
    let mut dates = Vec::new();
    let mut reckoner = Reckoner::new(article);
    for (index, (block, facts)) in blocks.iter().zip(facts).enumerate() {
        let place = |span: Span| facts.inline.to_source(span).shifted(block.span.start);
        let annotated = || {
            facts.inline.annotations.iter().filter_map(|a| match a.kind {
                AnnotationKind::Date(day) => Some((a.target, day)),
                _ => None,
            })
        };
        for expression in &facts.dates {
            let span = place(expression.span);
            if let Some((_, day)) = annotated().find(|(target, _)| target.overlaps(expression.span)) {
                reckoner.annotated(index, span, day);
                dates.push(on_day(span, day));
            } else if let Some(reckoned) = reckoner.read(index, span, expression) {
                let (day, last) = reckoned.days.unzip();
                let kind = kind(expression);
                let (value, source) = (reckoned.value, reckoned.source);
                let fault = reckoned.fault.map(|fault| placed(fault, place));
                dates.push(Dated {
                    span,
                    value: value.map(Arc::from),
                    day,
                    last,
                    kind,
                    modifier: expression.modifier,
                    source,
                    fault,
                });
            }
        }
        // `[election day]{date=…}`: words that say no day by themselves.
        for (target, day) in annotated() {
            if !facts.dates.iter().any(|e| e.span.overlaps(target)) {
                dates.push(on_day(place(target), day));
            }
        }
    }
    dates.sort_by_key(|d| d.span);
    dates
}

/// A fault with its place in the file.
fn placed(fault: Fault, place: impl Fn(Span) -> Span) -> Fault {
    match fault {
        Fault::Weekday { span, said, right } => Fault::Weekday { span: place(span), said, right },
        Fault::NoSuchDay { .. } => fault,
    }
}

fn on_day(span: Span, day: Date) -> Dated {
    Dated { span, value: Some(day.to_string().into()), day: Some(day), last: Some(day), ..Dated::default() }
}

fn kind(expression: &Expression) -> TimeKind {
    match expression.when {
        When::Duration(..) => TimeKind::Duration,
        When::Set(_) => TimeKind::Set,
        When::Clock => TimeKind::Time,
        _ if expression.part.is_some() || expression.clock.is_some() => TimeKind::Time,
        _ => TimeKind::Date,
    }
}
