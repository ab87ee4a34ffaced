//! Which words show who speaks.

use crate::entities::mention::{Form, Local};
use crate::quotes::candidates::cue_span;
use crate::quotes::frame::Frame;
use crate::quotes::reports::{Found, Report};
use crate::text::Span;

/// The words of the subject of a report, `local` being the mention it is about: the name with a plain role before
/// it (`pollster Ana Ruiz`, `the harbour master, Ana Ruiz`), with what is theirs (`Ruiz’s letter`), or a relative
/// pronoun behind it (`Ana Ruiz, who`); both names where two speak.
pub(super) fn shown_by(text: &str, frame: &Frame, local: &Local, report: &Report) -> Span {
    const MOST_WORDS: usize = 12;
    let tokens = &frame.tokens;
    let mut span = local.span;
    if let Form::Name { role, .. } = local.form {
        // ", " stands between a role and the name behind it.
        let beside = |r: &Span| r.end < span.start && r.end + 3 > span.start;
        span = role.filter(beside).map_or(span, |role| role.hull(span));
    }
    if let Some(phrase) = report.subject {
        let both = tokens.get(phrase.head + 1).is_some_and(|t| t.of(text) == "and");
        let core = if both { phrase.span(tokens) } else { phrase.core_span(tokens) };
        span = if core.overlaps(span) { span.hull(core) } else { span };
    }
    if report.by == Found::Possessor {
        // "Ruiz’s letter", "a survey by the ministry"
        span = span.hull(cue_span(frame, report));
    }
    if report.by == Found::Relative {
        span = span.hull(tokens[report.group - 1].span);
    }
    // A title in capitals is no part of the words: `Deputy Press Secretary Ana Ruiz`, `Mr. Ruiz`.
    let named = matches!(local.form, Form::Name { .. });
    let before = Span::new(span.start.min(local.span.start), local.span.start).of(text);
    if named && !before.split_whitespace().any(|w| w.starts_with(char::is_lowercase)) {
        span = Span::new(local.span.start, span.end);
    }
    if span.of(text).split_whitespace().count() <= MOST_WORDS { span } else { local.span }
}
