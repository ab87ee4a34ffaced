//! The messages the server understands. What is done about each is a file in [`requests`](super::requests).

use super::requests::{
    call_hierarchy, code_action, code_lens, completion, configuration, definition, diagnostics,
    document_highlight, document_link, document_symbol, execute_command, folding_range, hover, initialize,
    inlay_hint, on_type_formatting, references, rename, selection_range, semantic_tokens, synchronise,
    view_text, workspace_diagnostic, workspace_symbol,
};
use super::session::Session;
use super::settings;
use super::written;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
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

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        settings::files_changed(&self.0, params.changes.into_iter().map(|change| change.uri));
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
        Ok(written::instead(document_symbol::document_symbol(&self.0, params).await?))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        code_action::code_action(&self.0, params).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        code_action::resolve(&self.0, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        Ok(written::instead(inlay_hint::inlay_hint(&self.0, params).await?))
    }

    // Ways through a document.

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        definition::definition(&self.0, params).await
    }

    async fn goto_declaration(
        &self,
        params: GotoDeclarationParams,
    ) -> Result<Option<GotoDeclarationResponse>> {
        definition::declaration(&self.0, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        Ok(written::instead(references::references(&self.0, params).await?))
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        Ok(written::instead(document_highlight::document_highlight(&self.0, params).await?))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        document_link::document_link(&self.0, params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        call_hierarchy::prepare(&self.0, params).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        call_hierarchy::incoming(&self.0, params.item).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        call_hierarchy::outgoing(&self.0, params.item).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        workspace_symbol::symbol(&self.0, params).await
    }

    async fn symbol_resolve(&self, params: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        workspace_symbol::resolve(&self.0, params).await
    }

    // Help with writing.

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        completion::completion(&self.0, params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        completion::resolve(&self.0, item).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        on_type_formatting::on_type_formatting(&self.0, params).await
    }

    // Changes.

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        rename::prepare(&self.0, params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        rename::rename(&self.0, params).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        inlay_hint::resolve(&self.0, hint).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        Ok(written::instead(semantic_tokens::full(&self.0, params).await?))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        Ok(written::instead(semantic_tokens::delta(&self.0, params).await?))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        Ok(written::instead(semantic_tokens::range(&self.0, params).await?))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        code_lens::code_lens(&self.0, params).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        code_lens::resolve(&self.0, lens).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        Ok(written::instead(folding_range::folding_range(&self.0, params).await?))
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        selection_range::selection_range(&self.0, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
        execute_command::execute(&self.0, params).await
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
