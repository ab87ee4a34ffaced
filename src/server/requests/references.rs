//! `textDocument/references`: everywhere that somebody is meant.

use crate::features;
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::server::targets::Targets;
use crate::server::written::Written;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, ReferenceParams};

/// The places, with or without that of the declaration.
pub(crate) async fn references(session: &Session, params: ReferenceParams) -> Result<Option<Written>> {
    let cursor = params.text_document_position;
    let with_declaration = params.context.include_declaration;
    let uri = cursor.text_document.uri;
    let answer = session.write(&uri.clone(), move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let targets = Targets { uri: &uri, snapshot, encoding: agreed.encoding };
        let found = features::references(&snapshot.analysis, places.offset(cursor.position));
        let wanted = found.iter().filter(|reference| with_declaration || !reference.is_declaration);
        let found: Vec<Location> =
            wanted.filter_map(|reference| targets.location(reference.file, reference.span)).collect();
        (!found.is_empty()).then_some(found)
    });
    answer.await
}
