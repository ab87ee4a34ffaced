//! `initialize`: what the client can do, and what we can.

use super::code_action;
use super::{execute_command, semantic_tokens};
use crate::server::agreed::encoding_kind;
use crate::server::requests::{completion, on_type_formatting};
use crate::server::session::Session;
use crate::server::speakers;
use tower_lsp::ls_types::{
    CallHierarchyServerCapability, CodeLensOptions, CompletionOptions, DeclarationCapability,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, InitializeResult,
    InlayHintOptions, InlayHintServerCapabilities, OneOf, RenameOptions, SaveOptions,
    SelectionRangeProviderCapability, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities, WorkspaceSymbolOptions,
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
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: Default::default(),
            }),
            workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
                resolve_provider: Some(agreed.resolves_symbols),
                work_done_progress_options: Default::default(),
            })),
            completion_provider: Some(CompletionOptions {
                resolve_provider: Some(true),
                trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).into()),
                ..Default::default()
            }),
            document_on_type_formatting_provider: Some(on_type_formatting::options()),
            rename_provider: Some(OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: Default::default(),
            })),
            call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
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
            code_action_provider: Some(code_action::capability()),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                ..Default::default()
            }),
            experimental: agreed.shows_speakers.then(|| serde_json::json!({ speakers::CAPABILITY: true })),
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
