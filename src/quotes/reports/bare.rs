//! Subjects of verbs that report nothing by themselves: `Ruiz shook her head. “…”`.

use super::{Found, Reader, Report};
use crate::english::classes::*;

impl Reader<'_, '_> {
    /// The subjects of other verbs, where there is speech to give to somebody: one report for each subject.
    pub(super) fn bare(&mut self) {
        for i in self.sentence.first..self.sentence.end {
            let reported = || self.earlier().any(|r| (r.group..=r.cue.1).contains(&i));
            if !self.is_finite(i) || reported() {
                continue;
            }
            let group = self.verb_group(i).first;
            let (Some(subject), by) = self.subject(i, group, i, false) else { continue };
            let known = self.earlier().any(|r| r.subject.is_some_and(|s| s.head == subject.head));
            if known || matches!(by, Found::Elided | Found::Inverted) {
                continue;
            }
            let form = self.sentence.tokens[i].classes.0 & (VERB_PAST | VERB_THIRD | AUXILIARY);
            self.found.push(Report { group, ..Report::new(self.index, (i, i), subject, Found::Bare, form) });
        }
    }
}
