//! Places of features, which may be in the article or in a people list, as the client's locations.

use super::convert::Places;
use super::documents::Snapshot;
use crate::features::File;
use crate::text::Span;
use crate::text::position::Encoding;
use ropey::Rope;
use tower_lsp::ls_types::{Location, Range, Uri};

/// Turns places about one article into locations.
pub(crate) struct Targets<'a> {
    /// The article.
    pub(crate) uri: &'a Uri,
    /// What is known about it.
    pub(crate) snapshot: &'a Snapshot,
    /// The client's unit.
    pub(crate) encoding: Encoding,
}

impl Targets<'_> {
    /// The file, and the ranges of these spans in it. `None` if the file has a path that no URI can have.
    pub(crate) fn ranges<const N: usize>(&self, file: File, spans: [Span; N]) -> Option<(Uri, [Range; N])> {
        match file {
            File::Article => {
                let places = Places::of(&self.snapshot.text.rope, self.encoding);
                Some((self.uri.clone(), spans.map(|span| places.range(span))))
            }
            File::ListOf(entry) => {
                let (list, _) = self.snapshot.analysis.options().people.place(entry);
                let rope = Rope::from_str(&list.text);
                let places = Places::of(&rope, self.encoding);
                Some((Uri::from_file_path(&list.path)?, spans.map(|span| places.range(span))))
            }
        }
    }

    /// The location of a span.
    pub(crate) fn location(&self, file: File, span: Span) -> Option<Location> {
        let (uri, [range]) = self.ranges(file, [span])?;
        Some(Location { uri, range })
    }
}
