//! What an editor offers to do at the cursor: each a whole change, made here, so that it works in every editor.
//!
//! What mends a diagnostic comes with the diagnostic ([`Fix`]). Added to that is what speaks of more than the words: how
//! to leave a rule alone, whom to add to a list of people, the missing date; and what can be done where nothing is
//! wrong.

mod header;
mod ignore;
mod people;

use crate::analysis::Analysis;
use crate::rules::{self, Applicability, Diagnostic, Fix};
use crate::text::{Edit, Span};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as a menu shows it.
    pub title: String,
    /// What it is for.
    pub kind: ActionKind,
    /// Whether it is the obvious thing to do about its diagnostic.
    pub preferred: bool,
    /// The diagnostic it is about, an index into [`Question::found`].
    pub about: Option<usize>,
    /// What it changes.
    pub change: Change,
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Mends a diagnostic, or leaves it alone.
    QuickFix,
    /// Says something else than the article says now.
    Rewrite,
    /// Makes all safe fixes of the article.
    FixAll,
}

/// What an action changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The article.
    Article(Vec<Edit>),
    /// A file of the house.
    File(HouseFile, Vec<Edit>),
}

/// A file of the house: its `onrecord.toml` or its people list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseFile {
    /// Where it is or would be.
    pub path: PathBuf,
    /// All of it; `None` if it does not exist.
    pub text: Option<Arc<str>>,
}

impl HouseFile {
    /// The name of the file alone.
    fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The article.
    pub analysis: &'a Analysis,
    /// All that the rules find in it.
    pub all: &'a [Diagnostic],
    /// The cursor or what is selected, in bytes of the file.
    pub span: Span,
    /// Those of them that are asked about.
    pub found: &'a [Diagnostic],
    /// The `onrecord.toml` that counts for the article, or the one to make; `None` where there is no folder.
    pub configuration: Option<&'a HouseFile>,
    /// The people list that counts, or the one to make; `None` where there is no folder.
    pub people: Option<&'a HouseFile>,
    /// What day it is.
    pub today: Option<Date>,
}

/// Everything that can be done, what mends first.
pub fn actions(question: &Question) -> Vec<Action> {
    let mut actions = vec![];
    for (about, diagnostic) in question.found.iter().enumerate() {
        let quick = |title: String, change: Change| Action {
            title,
            kind: ActionKind::QuickFix,
            preferred: false,
            about: Some(about),
            change,
        };
        actions.extend(diagnostic.fixes.iter().map(|fix| of_fix(fix, about)));
        actions.extend(
            people::additions(question, diagnostic).into_iter().map(|(title, change)| quick(title, change)),
        );
        if diagnostic.code == "relative-date" {
            let date = header::add_date(question.analysis, question.today);
            actions.extend(date.map(|(title, edits)| quick(title, Change::Article(edits))));
        }
    }
    // Leaving something alone comes last: it is what one does when nothing else helps.
    for (about, diagnostic) in question.found.iter().enumerate() {
        actions.extend(ignore::ways(question, diagnostic).into_iter().map(|(title, change)| Action {
            title,
            kind: ActionKind::QuickFix,
            preferred: false,
            about: Some(about),
            change,
        }));
    }
    let known: Vec<String> = actions.iter().map(|action| action.title.clone()).collect();
    actions.extend(rewrites(question).into_iter().filter(|action| !known.contains(&action.title)));
    actions.extend(fix_all(question));
    actions
}

fn of_fix(fix: &Fix, about: usize) -> Action {
    Action {
        title: fix.title.clone(),
        kind: ActionKind::QuickFix,
        preferred: fix.preferred,
        about: Some(about),
        change: Change::Article(fix.edits.clone()),
    }
}

/// What can be said of a quotation where nothing is wrong, how marks can be set, and the date.
fn rewrites(question: &Question) -> Vec<Action> {
    let analysis = question.analysis;
    let mut fixes = vec![];
    let here = analysis.quotations.iter().position(|quotation| quotation.outer.touches(question.span.start));
    fixes.extend(here.into_iter().flat_map(|index| rules::speaker_fixes(analysis, index)));
    fixes.extend(rules::mark_fixes(analysis));
    let rewrite = |title, edits| Action {
        title,
        kind: ActionKind::Rewrite,
        preferred: false,
        about: None,
        change: Change::Article(edits),
    };
    let unclear = analysis.dates.iter().any(|date| date.value.is_none());
    let date = header::add_date(analysis, question.today.filter(|_| unclear));
    let fixes = fixes.into_iter().map(|fix| (fix.title, fix.edits));
    fixes.chain(date).map(|(title, edits)| rewrite(title, edits)).collect()
}

/// All safe fixes of the article at once.
fn fix_all(question: &Question) -> Option<Action> {
    let (edits, mended) = rules::compatible(question.all, Applicability::Safe);
    let mended = mended.len();
    let title = if mended == 1 {
        "Make the safe fix of the article".to_owned()
    } else {
        format!("Make all {mended} safe fixes")
    };
    let change = Change::Article(edits);
    let action = Action { title, kind: ActionKind::FixAll, preferred: false, about: None, change };
    (mended > 0).then_some(action)
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
