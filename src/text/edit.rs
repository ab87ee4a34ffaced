use super::{Span, sort_by_number};

/// A change of one stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is taken out, in bytes; empty where something is only put in.
    pub span: Span,
    /// What is put in.
    pub text: String,
}

impl Edit {
    /// Puts `text` in place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Edit { span, text: text.into() }
    }

    /// Puts `text` in at the byte `at`.
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Edit { span: Span::empty(at), text: text.into() }
    }

    /// Takes `span` out.
    pub fn delete(span: Span) -> Self {
        Edit { span, text: String::new() }
    }

    /// Whether both cannot be made at once: they share a byte, or put something in at the same place.
    pub fn conflicts(&self, other: &Edit) -> bool {
        self.span.overlaps(other.span)
            || self.span.start == other.span.start
            || self.span.is_empty() && other.span.start < self.span.start && self.span.start < other.span.end
            || other.span.is_empty() && self.span.start < other.span.start && other.span.start < self.span.end
    }
}

/// The text with all edits made. Their spans are bytes of `text` as it is; no two of them may
/// [conflict](Edit::conflicts), and their order does not matter.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    sort_by_number(&mut edits, |edit| edit.span.shorter_first());
    let mut result =
        String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        result.push_str(Span::new(at, edit.span.start).of(text));
        result.push_str(&edit.text);
        at = edit.span.end;
    }
    result.push_str(&text[at as usize..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_whatever_order_they_come() {
        let edits =
            [Edit::insert(8, "!"), Edit::replace(Span::new(0, 4), "Snow"), Edit::delete(Span::new(7, 8))];
        assert_eq!(apply("Rain   fell", &edits[..1]), "Rain   f!ell");
        assert_eq!(apply("Rain é fell", []), "Rain é fell");
        assert_eq!(apply("Rain   fell", [&edits[2], &edits[1]]), "Snow   ell");
    }

    #[test]
    fn two_edits_of_one_place_conflict() {
        let word = Edit::replace(Span::new(2, 6), "x");
        assert!(word.conflicts(&Edit::insert(3, "y")) && Edit::insert(3, "y").conflicts(&word));
        assert!(word.conflicts(&Edit::insert(2, "y")));
        assert!(!word.conflicts(&Edit::insert(6, "y")) && !Edit::insert(6, "y").conflicts(&word));
        assert!(!word.conflicts(&Edit::delete(Span::new(6, 8))));
        assert!(word.conflicts(&Edit::delete(Span::new(5, 8))));
        assert!(Edit::insert(3, "y").conflicts(&Edit::insert(3, "z")));
    }
}
