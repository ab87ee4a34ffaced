//! `textDocument/definition` and `textDocument/declaration`: where somebody is declared or introduced, and which words
//! say whose a quotation is.

use crate::analysis::Analysis;
use crate::features::{self, Definition};
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::server::targets::Targets;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, LocationLink};

/// Where the thing under the cursor is settled.
pub(crate) async fn definition(
    session: &Session,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    lead(session, params, session.agreed().definition_links, features::definition).await
}

/// Where the article introduces whom the thing under the cursor means.
pub(crate) async fn declaration(
    session: &Session,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    lead(session, params, session.agreed().declaration_links, features::declaration).await
}

async fn lead(
    session: &Session,
    params: GotoDefinitionParams,
    takes_links: bool,
    find: fn(&Analysis, u32) -> Option<Definition>,
) -> Result<Option<GotoDefinitionResponse>> {
    let cursor = params.text_document_position_params;
    let uri = cursor.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let found = find(&snapshot.analysis, places.offset(cursor.position))?;
        let targets = Targets { uri: &uri, snapshot, encoding: agreed.encoding };
        Some(if takes_links {
            let origin = places.range(found.origin);
            let link = |target: &features::Target| {
                let (uri, [full, words]) = targets.ranges(target.file, [target.full, target.words])?;
                Some(LocationLink {
                    origin_selection_range: Some(origin),
                    target_uri: uri,
                    target_range: full,
                    target_selection_range: words,
                })
            };
            GotoDefinitionResponse::Link(found.targets.iter().filter_map(link).collect())
        } else {
            let location = |target: &features::Target| targets.location(target.file, target.words);
            GotoDefinitionResponse::Array(found.targets.iter().filter_map(location).collect())
        })
    });
    answer.await
}
