//! What can be done about a diagnostic, as edits of the article.

use super::{Diagnostic, check_with};
use crate::analysis::Analysis;
use crate::newsroom::Settings;
use crate::text::{Edit, Lines, Place, Span, apply};

/// Whether a fix may be made without somebody looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It changes typography or markup and nothing that is said: “fix all” and `check --fix` make it.
    Safe,
    /// It changes what the article says, or is one of several ways: a person has to choose it.
    Suggested,
}

impl Applicability {
    /// The word for it in the output of `check`.
    pub const fn word(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Suggested => "suggested",
        }
    }
}

/// One way to mend what a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an editor's menu shows it: an order without a full stop.
    pub title: String,
    /// Whether it may be made unasked.
    pub applicability: Applicability,
    /// Whether it is the obvious thing to do, should an editor ask for that.
    pub preferred: bool,
    /// What it changes, in bytes of the file; no two of the edits conflict.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that is made unasked, and the obvious one.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), applicability: Applicability::Safe, preferred: true, edits }
    }

    /// A fix that somebody has to choose.
    pub fn suggested(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), applicability: Applicability::Suggested, preferred: false, edits }
    }

    /// The same fix, as the obvious thing to do.
    pub fn preferred(self) -> Self {
        Fix { preferred: true, ..self }
    }
}

/// An article with everything mended that could be.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// What became of it.
    pub analysis: Analysis,
    /// What was mended, round by round.
    pub mended: Vec<Mended>,
}

/// A diagnostic that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The rule that found it.
    pub code: &'static str,
    /// Where it began, in the text as it was when that was mended.
    pub place: Place,
    /// What was done: the title of the fix.
    pub title: String,
}

/// The most rounds of mending: one mended thing may bring another to light, and two rules might disagree for ever.
const MOST_ROUNDS: usize = 10;

/// Mends whatever has a fix of `least` applicability or a safer one, in rounds until nothing is left to mend. Of fixes
/// that touch the same words, the one of the earlier diagnostic is made, and the other in the next round if it is
/// still called for.
pub fn fix_all(analysis: Analysis, settings: &Settings, least: Applicability) -> Fixed {
    let mut fixed = Fixed { analysis, mended: vec![] };
    for _ in 0..MOST_ROUNDS {
        let found = check_with(&fixed.analysis, settings);
        let (edits, fixes) = compatible(&found, least);
        let before = fixed.analysis.text();
        let text = apply(before, &edits);
        if fixes.is_empty() || text == before {
            break;
        }
        let lines = Lines::new(before);
        let mended = fixes.iter().map(|(diagnostic, fix)| Mended {
            code: diagnostic.code,
            place: lines.place(before, diagnostic.span.start),
            title: fix.title.clone(),
        });
        fixed.mended.extend(mended);
        fixed.analysis = fixed.analysis.update(text);
    }
    fixed
}

/// The edits of the fixes that can be made at once, and those fixes with what they mend.
pub(crate) fn compatible(
    found: &[Diagnostic],
    least: Applicability,
) -> (Vec<Edit>, Vec<(&Diagnostic, &Fix)>) {
    let mut edits: Vec<Edit> = vec![];
    let mut mended = vec![];
    for (diagnostic, fix) in found.iter().filter_map(|d| Some((d, unasked(d, least)?))) {
        let taken = |edit: &Edit| edits.iter().any(|other| other.conflicts(edit) && other != edit);
        if fix.edits.iter().any(taken) {
            continue;
        }
        mended.push((diagnostic, fix));
        for edit in &fix.edits {
            // Two diagnostics may ask for the same edit, as for all marks of the article.
            if !edits.contains(edit) {
                edits.push(edit.clone());
            }
        }
    }
    (edits, mended)
}

/// The fix that is made unasked: the obvious one, if it is as safe as `least` asks.
fn unasked(diagnostic: &Diagnostic, least: Applicability) -> Option<&Fix> {
    diagnostic.fixes.iter().find(|fix| fix.preferred && fix.applicability <= least)
}

/// The places of a block's plain text in the file, for edits that leave annotations alone.
#[derive(Clone, Copy)]
pub(super) struct Printed<'a> {
    analysis: &'a Analysis,
    block: usize,
}

impl<'a> Printed<'a> {
    /// Of the block with this index.
    pub(super) fn of(analysis: &'a Analysis, block: usize) -> Self {
        Printed { analysis, block }
    }

    /// What is printed.
    pub(super) fn text(&self) -> &'a str {
        let block = self.analysis.blocks[self.block].span;
        self.analysis.inline(self.block).plain(self.analysis.slice(block))
    }

    /// Where a span of the printed text is in the file, in bytes.
    pub(super) fn in_file(&self, span: Span) -> Span {
        self.analysis.inline(self.block).to_source(span).shifted(self.analysis.blocks[self.block].span.start)
    }

    /// Where a span of the file, which lies in the block, is in the printed text, in bytes.
    pub(super) fn in_print(&self, span: Span) -> Span {
        let start = self.analysis.blocks[self.block].span.start;
        let inline = self.analysis.inline(self.block);
        let at = |offset: u32| inline.to_plain(offset.saturating_sub(start));
        Span::new(at(span.start), at(span.end).max(at(span.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Options;
    use crate::rules::Severity;

    fn diagnostic(fixes: Vec<Fix>) -> Diagnostic {
        let (span, message) = (Span::default(), String::new());
        Diagnostic {
            code: "name-variant",
            severity: Severity::Hint,
            span,
            message,
            related: vec![],
            fixes,
            about: None,
        }
    }

    #[test]
    fn the_first_of_two_that_touch_the_same_words_is_made() {
        let replace = |start, end, text: &str| vec![Edit::replace(Span::new(start, end), text)];
        let found = [
            diagnostic(vec![Fix::safe("a", replace(0, 4, "Snow"))]),
            diagnostic(vec![Fix::safe("b", replace(2, 6, "x"))]),
            diagnostic(vec![Fix::safe("c", replace(0, 4, "Snow"))]),
            diagnostic(vec![Fix::suggested("d", replace(8, 9, "x"))]),
            diagnostic(vec![Fix::suggested("e", replace(5, 7, "y")).preferred()]),
        ];
        let (edits, mended) = compatible(&found, Applicability::Safe);
        assert_eq!((edits.len(), mended.len()), (1, 2), "the same edit twice is one");
        let (edits, mended) = compatible(&found, Applicability::Suggested);
        assert_eq!((edits.len(), mended.len()), (2, 3), "and what is not obvious is left to people");
        assert_eq!(apply("Rain at noon", &edits), "Snow y noon");
    }

    #[test]
    fn places_in_print_and_in_the_file() {
        let text = "Rain.\n\nAnn [Lee]{person=\"Ann Lee\"} said “no”{.scare}.";
        let analysis = Analysis::new(text, Options::default());
        let printed = Printed::of(&analysis, 1);
        assert_eq!(printed.text(), "Ann Lee said “no”.");
        let no = printed.text().find("no").unwrap();
        let in_file = printed.in_file(Span::from(no..no + 2));
        assert_eq!(analysis.slice(in_file), "no");
        assert_eq!(printed.in_print(in_file), Span::from(no..no + 2));
    }
}
