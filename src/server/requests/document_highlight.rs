//! `textDocument/documentHighlight`: what belongs to the thing under the cursor.

use crate::features::{self, HighlightKind};
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::server::written::Written;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

/// The words to mark.
pub(crate) async fn document_highlight(
    session: &Session,
    params: DocumentHighlightParams,
) -> Result<Option<Written>> {
    let cursor = params.text_document_position_params;
    let answer = session.write(&cursor.text_document.uri, move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let found = features::highlights(&snapshot.analysis, places.offset(cursor.position));
        let highlight = |found: features::Highlight| DocumentHighlight {
            range: places.range(found.span),
            kind: Some(match found.kind {
                HighlightKind::Write => DocumentHighlightKind::WRITE,
                HighlightKind::Read => DocumentHighlightKind::READ,
                HighlightKind::Text => DocumentHighlightKind::TEXT,
            }),
        };
        (!found.is_empty()).then(|| found.into_iter().map(highlight).collect::<Vec<_>>())
    });
    answer.await
}
