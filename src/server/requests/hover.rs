//! `textDocument/hover`: a card about what is under the cursor.

use crate::features;
use crate::server::agreed::HoverFormat;
use crate::server::cards;
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams};

/// The card for a position.
pub(crate) async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let cursor = params.text_document_position_params;
    let uri = cursor.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let hover = features::hover(&snapshot.analysis, places.offset(cursor.position))?;
        let card = match agreed.hover_format {
            HoverFormat::Markdown => cards::in_markdown(&hover.card, &uri, &places, agreed),
            HoverFormat::PlainText => cards::in_plain_text(&hover.card),
        };
        Some(Hover { contents: HoverContents::Markup(card), range: Some(places.range(hover.span)) })
    });
    answer.await
}
