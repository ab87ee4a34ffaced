//! `workspace/executeCommand`: commands of the server's own, which work in every editor.

use crate::server::session::Session;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Range, ShowDocumentParams, Uri};

/// Shows a place: its arguments are a document and a range.
pub(crate) const SHOW: &str = "onrecord.show";

/// All commands.
pub(crate) fn commands() -> Vec<String> {
    vec![SHOW.to_owned()]
}

/// Does what a command says. What has to be asked of the client is asked by a task.
pub(crate) fn execute(session: &Session, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    if command != SHOW {
        let known = commands().join("`, `");
        let message = format!("there is no command `{command}`; there is `{known}`");
        return Err(Error::invalid_params(message));
    }
    let mut arguments = arguments.into_iter();
    let uri = arguments.next().and_then(|uri| serde_json::from_value::<Uri>(uri).ok());
    let range = arguments.next().and_then(|range| serde_json::from_value::<Range>(range).ok());
    let Some((uri, selection)) = uri.zip(range) else {
        return Err(Error::invalid_params(format!("`{SHOW}` takes a document's URI and a range")));
    };
    let can = session.agreed().shows_documents;
    if let Some(client) = session.client().filter(|_| can) {
        let selection = Some(selection);
        let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection };
        tokio::spawn(async move {
            if let Err(error) = client.show_document(params).await {
                tracing::warn!("the client does not show a document: {error}");
            }
        });
    }
    Ok(None)
}
