//! Cards in the client's format, with links that its editor can follow.

use super::agreed::Agreed;
use super::convert::Places;
use crate::features::{Card, Place};
use tower_lsp::ls_types::{MarkupContent, MarkupKind, Uri};

/// A card as Markdown. A place in a file becomes a link such as `file:///desk/a.article#L3,5`, which VS Code follows; a
/// document that was never saved has no address to lead to.
pub(crate) fn in_markdown(card: &Card, uri: &Uri, places: &Places, agreed: Agreed) -> MarkupContent {
    let link = |place: &Place| match place {
        _ if !agreed.shows_links => None,
        Place::Article(span) => {
            let at = places.position(span.start);
            let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
            is_file.then(|| format!("{}#L{},{}", uri.as_str(), at.line + 1, at.character + 1))
        }
        Place::File { path, line } => {
            Uri::from_file_path(path).map(|file| format!("{}#L{line}", file.as_str()))
        }
        Place::Web(address) => Some(address.clone()),
    };
    MarkupContent { kind: MarkupKind::Markdown, value: card.markdown(link) }
}

/// A card without markup.
pub(crate) fn in_plain_text(card: &Card) -> MarkupContent {
    MarkupContent { kind: MarkupKind::PlainText, value: card.plain() }
}
