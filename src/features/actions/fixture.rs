//! Articles with a cursor, and what can be done there.

use super::{Action, ActionKind, Change, HouseFile, Question, actions};
use crate::analysis::{Analysis, Options};
use crate::rules;
use crate::text::{Span, apply};
use jiff::civil::date;

/// What can be done at `$0`, or at `$0…$0`, in an article of a folder without files.
pub(super) fn at_cursor(article: &str) -> (Analysis, Vec<Action>) {
    let start = article.find("$0").expect("a cursor");
    let text = article.replacen("$0", "", 1);
    let end = text.find("$0").unwrap_or(start);
    let analysis = Analysis::new(text.replace("$0", ""), Options::default());
    let span = Span::from(start..end);
    let near = |found: &rules::Diagnostic| found.span.start <= span.end && span.start <= found.span.end;
    let all = rules::check(&analysis);
    let found: Vec<_> = all.iter().filter(|found| near(found)).cloned().collect();
    let file = |name: &str| HouseFile { path: name.into(), text: None };
    let (configuration, people) = (file("onrecord.toml"), file("people.yaml"));
    let question = Question {
        analysis: &analysis,
        all: &all,
        span,
        found: &found,
        configuration: Some(&configuration),
        people: Some(&people),
        today: Some(date(2024, 3, 1)),
    };
    let actions = actions(&question);
    (analysis, actions)
}

/// The titles, `*` before the obvious ones; rewrites and fixes of everything in brackets.
pub(super) fn titles(article: &str) -> String {
    let title = |action: Action| match (action.kind, action.preferred) {
        (ActionKind::QuickFix, true) => format!("* {}", action.title),
        (ActionKind::QuickFix, false) => format!("  {}", action.title),
        (ActionKind::Rewrite, _) => format!("  [{}]", action.title),
        (ActionKind::FixAll, _) => format!("  [all: {}]", action.title),
    };
    at_cursor(article).1.into_iter().map(title).collect::<Vec<_>>().join("\n")
}

/// What the action with this title makes: of the article, or `name: text` of another file.
pub(super) fn after(article: &str, title: &str) -> String {
    let (analysis, actions) = at_cursor(article);
    let action = actions.into_iter().find(|action| action.title == title);
    match action.unwrap_or_else(|| panic!("there is no {title:?}: {}", titles(article))).change {
        Change::Article(edits) => apply(analysis.text(), &edits),
        Change::File(file, edits) => {
            format!("{}: {}", file.name(), apply(file.text.as_deref().unwrap_or_default(), &edits))
        }
    }
}
