//! `initialize`: what the client can do, and what we can.

use super::{execute_command, semantic_tokens};
use crate::server::agreed::encoding_kind;
use crate::server::session::Session;
use tower_lsp::ls_types::{
    CodeLensOptions, DiagnosticOptions, DiagnosticServerCapabilities, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, InitializeResult,
    InlayHintOptions, InlayHintServerCapabilities, OneOf, SaveOptions, SelectionRangeProviderCapability,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// Agrees with the client on what both can do.
pub(crate) fn initialize(session: &Session, params: &InitializeParams) -> InitializeResult {
    let agreed =
        session.agree(&params.capabilities, params.client_info.as_ref().map(|client| client.name.as_str()));
    session.house.change(|sources| {
        sources.roots = roots(params);
        sources.initial = params.initialization_options.clone().unwrap_or_default();
    });
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding_kind(agreed.encoding)),
            text_document_sync: Some(synchronisation()),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            diagnostic_provider: agreed.pulls_diagnostics.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                    // What is wrong in one article does not depend on another.
                    inter_file_dependencies: false,
                    workspace_diagnostics: true,
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                })
            }),
            document_symbol_provider: Some(OneOf::Left(true)),
            inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
                resolve_provider: Some(true),
                ..Default::default()
            }))),
            semantic_tokens_provider: Some(semantic_tokens::capabilities()),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: execute_command::commands(),
                ..Default::default()
            }),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                ..Default::default()
            }),
            ..Default::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    }
}

/// The folders that are open; older clients name a single one.
#[expect(deprecated, reason = "it is older clients that send it")]
fn roots(params: &InitializeParams) -> Vec<Uri> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().map(|folder| folder.uri.clone()).collect(),
        None => params.root_uri.iter().cloned().collect(),
    }
}

/// Incremental, because VS Code holds back whole texts by 200 ms; whole texts are taken all the same.
fn synchronisation() -> TextDocumentSyncCapability {
    TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..Default::default()
    })
}
