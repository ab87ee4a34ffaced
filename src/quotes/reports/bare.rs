//! Subjects of verbs that report nothing by themselves: `Ruiz shook her head. “…”`.

use super::{Found, Reader, Report};
use crate::english::classes::*;
use crate::english::phrase::Phrase;
use crate::english::{Kind, is_mark};

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
            if known || by == Found::Elided || by == Found::Inverted && !self.is_tag(group, &subject) {
                continue;
            }
            let form = self.sentence.tokens[i].classes().0 & (VERB_PAST | VERB_THIRD | AUXILIARY);
            self.found.push(Report { group, ..Report::new(self.index, (i, i), subject, Found::Bare, form) });
        }
    }

    /// `“Late!” blared the front page.`: nothing but who says it stands behind the quotation.
    fn is_tag(&self, group: usize, subject: &Phrase) -> bool {
        let s = &self.sentence;
        let quoted = s.before(group).is_some_and(|t| {
            t.kind == Kind::Quoted && t.of(s.text).trim_end_matches(is_mark).ends_with([',', '!', '?'])
        });
        quoted && s.get(subject.last + 1).is_none_or(|t| matches!(t.kind, Kind::Stop | Kind::Comma))
    }
}
