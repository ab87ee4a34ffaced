//! `textDocument/hover`: a card about what is under the cursor.

use crate::features;
use crate::server::agreed::HoverFormat;
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

/// The card for a position.
pub(crate) async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let cursor = params.text_document_position_params;
    let answer = session.answer(&cursor.text_document.uri, move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let card = features::hover(&snapshot.analysis, places.offset(cursor.position))?;
        let kind = match agreed.hover_format {
            HoverFormat::Markdown => MarkupKind::Markdown,
            HoverFormat::PlainText => MarkupKind::PlainText,
        };
        Some(Hover {
            contents: HoverContents::Markup(MarkupContent { kind, value: card.markdown }),
            range: Some(places.range(card.span)),
        })
    });
    answer.await
}
