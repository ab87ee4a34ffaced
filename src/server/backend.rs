//! The messages the server understands. What is done about each is a file in [`requests`](super::requests).

use super::requests::{
    code_lens, configuration, diagnostics, document_symbol, execute_command, folding_range, hover,
    initialize, inlay_hint, selection_range, semantic_tokens, synchronise, view_text, workspace_diagnostic,
};
use super::session::Session;
use super::settings;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

/// tower-lsp's view of a session.
#[derive(Debug)]
pub(crate) struct Backend(Arc<Session>);

/// The service for one session, and the socket to its client.
pub(crate) fn service(session: Arc<Session>) -> (LspService<Backend>, ClientSocket) {
    let backend = |client| {
        session.meet(client);
        Backend(session)
    };
    LspService::build(backend)
        .custom_method(view_text::METHOD, Backend::view_text)
        .custom_method(configuration::METHOD, Backend::configuration)
        .finish()
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::initialize(&self.0, &params))
    }

    async fn initialized(&self, _: InitializedParams) {
        settings::begin(&self.0);
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

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // What is on disk matters to nobody, but whoever saves has finished a sentence.
        self.0.documents.settle(&params.text_document.uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        synchronise::close(&self.0, params.text_document.uri);
    }

    // Settings, which are in effect for the message behind.

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        settings::changed(&self.0, params.settings);
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        settings::change(&self.0, |_| {});
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let WorkspaceFoldersChangeEvent { added, removed } = params.event;
        settings::change(&self.0, |sources| {
            sources.roots.retain(|root| !removed.iter().any(|folder| folder.uri == *root));
            sources.roots.extend(added.into_iter().map(|folder| folder.uri));
        });
        settings::pull(&self.0);
    }

    // Requests about a document.

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::hover(&self.0, params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        diagnostics::pull(&self.0, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostic::report(&self.0, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        document_symbol::document_symbol(&self.0, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hint::inlay_hint(&self.0, params).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        inlay_hint::resolve(&self.0, hint).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        semantic_tokens::full(&self.0, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        semantic_tokens::delta(&self.0, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        semantic_tokens::range(&self.0, params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        code_lens::code_lens(&self.0, params).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        code_lens::resolve(&self.0, lens).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        folding_range::folding_range(&self.0, params).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        selection_range::selection_range(&self.0, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
        execute_command::execute(&self.0, params)
    }
}

impl Backend {
    async fn view_text(&self, params: TextDocumentIdentifier) -> Result<Option<String>> {
        Ok(view_text::view_text(&self.0, &params.uri))
    }

    async fn configuration(&self, params: TextDocumentIdentifier) -> Result<Option<String>> {
        configuration::configuration(&self.0, params.uri).await
    }
}
