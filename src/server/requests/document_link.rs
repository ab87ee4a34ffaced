//! `textDocument/documentLink`: URLs, and entries of Wikidata.

use crate::features;
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams};

/// What can be opened from an article.
pub(crate) async fn document_link(
    session: &Session,
    params: DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>> {
    let answer = session.answer(&params.text_document.uri, move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let link = |link: features::Link| {
            Some(DocumentLink {
                range: places.range(link.span),
                // What is no URI after all is no link.
                target: Some(link.target.parse().ok()?),
                tooltip: agreed.link_tooltips.then_some(link.tooltip),
                data: None,
            })
        };
        Some(features::links(snapshot.analysis.text()).into_iter().filter_map(link).collect())
    });
    answer.await
}
