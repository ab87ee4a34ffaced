//! The messages the server understands. What is done about each is a file in [`requests`](super::requests).

use super::requests::{document_symbol, hover, initialize, inlay_hint, synchronise, view_text};
use super::session::Session;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

/// tower-lsp's view of a session.
#[derive(Debug)]
pub(crate) struct Backend(Arc<Session>);

/// The service for one session, and the socket to its client.
pub(crate) fn service(session: Arc<Session>) -> (LspService<Backend>, ClientSocket) {
    LspService::build(|_| Backend(session)).custom_method(view_text::METHOD, Backend::view_text).finish()
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::initialize(&self.0, &params))
    }

    async fn shutdown(&self) -> Result<()> {
        self.0.shut_down();
        Ok(())
    }

    // Edits. None of these may wait: see `in_order`.

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        synchronise::open(&self.0, params.text_document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        synchronise::change(&self.0, &params);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        // What is on disk matters to nobody: the text is the client's, and its diagnostics are out.
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        synchronise::close(&self.0, params.text_document.uri);
    }

    // Sent unasked by some clients; tower-lsp would warn about each.

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {}

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {}

    async fn did_change_workspace_folders(&self, _: DidChangeWorkspaceFoldersParams) {}

    // Requests about a document.

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::hover(&self.0, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        document_symbol::document_symbol(&self.0, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hint::inlay_hint(&self.0, params).await
    }
}

impl Backend {
    async fn view_text(&self, params: TextDocumentIdentifier) -> Result<Option<String>> {
        Ok(view_text::view_text(&self.0, &params.uri))
    }
}
