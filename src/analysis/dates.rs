//! Which days the article's expressions of time mean.

use super::facts::Facts;
use super::model::{Dated, TimeKind, TimeValue};
use crate::article::{AnnotationKind, Block};
use crate::english::dates::{Expression, Fault, Reckoner, When};
use crate::text::{Span, sort_by_number};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

/// The article's expressions of time, in the order of the text. Annotations say what theirs mean.
pub(super) fn dates(blocks: &[Block], facts: &[Arc<Facts>], article: Option<Date>) -> Vec<Dated> {
    reckoned(blocks, facts, 0..blocks.len(), Reckoner::new(article))
}

/// The blocks whose expressions may mean other days once one block is edited, whose facts were and are these: an
/// expression is counted from what stands in its block and the one before, and from years said anywhere above. `None`
/// where that may be all blocks below.
pub(super) fn reach(facts: &[Arc<Facts>], block: usize, was: &Facts) -> Option<Range<usize>> {
    let said = |facts: &Facts| {
        let mut reckoner = Reckoner::default();
        facts.dates.iter().for_each(|expression| reckoner.pass(expression));
        reckoner
    };
    if said(was).years() != said(&facts[block]).years() {
        return None;
    }
    let has_none = |block: &usize| !has_dates(&facts[*block]);
    let first = (0..block).rev().find(has_none).map_or(0, |before| before + 1);
    let last = (block + 1..facts.len()).find(has_none).unwrap_or(facts.len() - 1);
    Some(first..last + 1)
}

/// Whether a block mentions a time, in words or in an annotation.
fn has_dates(facts: &Facts) -> bool {
    !facts.dates.is_empty() || annotated_days(facts).next().is_some()
}

/// The days that annotations of a block give, and the words to which they do.
fn annotated_days(facts: &Facts) -> impl Iterator<Item = (Span, Date)> + '_ {
    facts.inline.annotations.iter().filter_map(|annotation| match annotation.kind {
        AnnotationKind::Date(day) => Some((annotation.target, day)),
        _ => None,
    })
}

/// The expressions of some blocks, of which the one before, if there is one, has none; `years` are the blocks that say a
/// year, in order.
pub(super) fn dates_of(
    blocks: &[Block],
    facts: &[Arc<Facts>],
    (some, years): (Range<usize>, impl Iterator<Item = usize>),
    article: Option<Date>,
) -> Vec<Dated> {
    let mut reckoner = Reckoner::new(article);
    for facts in years.take_while(|block| *block < some.start).map(|block| &facts[block]) {
        let annotated = |span: Span| annotated_days(facts).any(|(target, _)| target.overlaps(span));
        for expression in facts.dates.iter().filter(|expression| expression.when.year().is_some()) {
            if !annotated(expression.span) {
                reckoner.pass(expression);
            }
        }
    }
    reckoned(blocks, facts, some, reckoner)
}

/// The expressions of some blocks, in the order of the text.
fn reckoned(
    blocks: &[Block],
    facts: &[Arc<Facts>],
    some: Range<usize>,
    mut reckoner: Reckoner,
) -> Vec<Dated> {
    let mut dates = Vec::new();
    for index in some {
        let (block, facts) = (&blocks[index], &facts[index]);
        let place = |span: Span| facts.inline.to_source(span).shifted(block.span.start);
        for expression in &facts.dates {
            let span = place(expression.span);
            if let Some((_, day)) = annotated_days(facts).find(|(target, _)| target.overlaps(expression.span))
            {
                reckoner.annotated(index, span, day);
                dates.push(on_day(span, day));
            } else if let Some(reckoned) = reckoner.read(index, span, expression) {
                let (day, last) = reckoned.days.unzip();
                let kind = kind(expression);
                let (value, source) = (reckoned.value, reckoned.source);
                let fault = reckoned.fault.map(|fault| placed(fault, place));
                dates.push(Dated {
                    span,
                    value: value.as_deref().and_then(time_value),
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
        for (target, day) in annotated_days(facts) {
            if !facts.dates.iter().any(|e| e.span.overlaps(target)) {
                dates.push(on_day(place(target), day));
            }
        }
    }
    sort_by_number(&mut dates, |d| d.span.shorter_first());
    dates
}

/// A value, which is never longer than there is room for.
fn time_value(value: &str) -> Option<TimeValue> {
    let value = TimeValue::from(value);
    debug_assert!(value.is_ok(), "{value:?}");
    value.ok()
}

/// A fault with its place in the file.
fn placed(fault: Fault, place: impl Fn(Span) -> Span) -> Fault {
    match fault {
        Fault::Weekday { span, said, right } => Fault::Weekday { span: place(span), said, right },
        Fault::NoSuchDay { .. } => fault,
    }
}

fn on_day(span: Span, day: Date) -> Dated {
    Dated { span, value: time_value(&day.to_string()), day: Some(day), last: Some(day), ..Dated::default() }
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
