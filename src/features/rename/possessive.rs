//! The ending that says whose something is, behind a new name.

use crate::analysis::{Analysis, How};
use crate::text::Span;

/// The possessives of an article.
pub(super) struct Endings<'a> {
    analysis: &'a Analysis,
    /// Whether names that end in s mostly have an apostrophe alone: Jones’ and not Jones’s.
    bare: bool,
}

/// What stands behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// ’s
    Full(char, Span),
    /// ’
    Bare(char, Span),
}

impl<'a> Endings<'a> {
    /// Learns what is usual in an article.
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let mut endings = Endings { analysis, bare: false };
        let names = analysis.mentions.iter().filter(|m| m.how == How::Name);
        let in_s = names.filter(|m| ends_in_s(analysis.slice(m.span)));
        let (mut bare, mut full) = (0, 0);
        for ending in in_s.filter_map(|m| endings.at(m.span)) {
            match ending {
                Ending::Full(..) => full += 1,
                Ending::Bare(..) => bare += 1,
            }
        }
        endings.bare = bare > full;
        endings
    }

    /// A name to replace and what it becomes, both with the ending behind it where that changes as well.
    pub(super) fn behind(&self, name: Span, new: String) -> (Span, String) {
        match self.at(name) {
            Some(Ending::Full(mark, span))
                if ends_in_s(&new) && !ends_in_s(self.analysis.slice(name)) && self.bare =>
            {
                (name.hull(span), format!("{new}{mark}"))
            }
            Some(Ending::Bare(mark, span)) if !ends_in_s(&new) => (name.hull(span), format!("{new}{mark}s")),
            _ => (name, new),
        }
    }

    fn at(&self, name: Span) -> Option<Ending> {
        let rest = &self.analysis.text()[name.end as usize..];
        let mark = rest.chars().next().filter(|c| matches!(c, '’' | '\''))?;
        let length = mark.len_utf8() as u32;
        let behind = &rest[mark.len_utf8()..];
        let ends = |text: &str| !text.starts_with(char::is_alphanumeric);
        match behind.strip_prefix(['s', 'S']) {
            Some(rest) if ends(rest) => Some(Ending::Full(mark, Span::new(name.end, name.end + length + 1))),
            _ => {
                let span = Span::new(name.end, name.end + length);
                let bare =
                    ends_in_s(self.analysis.slice(name)) && ends(behind) && !self.is_quotation_mark(span);
                bare.then_some(Ending::Bare(mark, span))
            }
        }
    }

    /// Whether a mark closes a quotation, or is one that should.
    fn is_quotation_mark(&self, mark: Span) -> bool {
        let quotations = self.analysis.quotations.iter();
        let nested = self.analysis.nested.iter().map(|nested| &nested.quotation);
        let outer = quotations.chain(nested).map(|q| q.outer);
        let outer = outer.chain(self.analysis.terms.iter().map(|term| term.outer));
        outer.map(|outer| outer.end).any(|end| end == mark.end)
            || self.analysis.unpaired.iter().any(|unpaired| unpaired.span.overlaps(mark))
    }
}

fn ends_in_s(name: &str) -> bool {
    name.ends_with(['s', 'S'])
}
