//! `initialize`: what the client can do, and what we can.

use super::code_action;
use crate::server::agreed::encoding_kind;
use crate::server::session::Session;
use tower_lsp::ls_types::{
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, SaveOptions, ServerCapabilities,
    ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, Uri, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// Agrees with the client on what both can do.
pub(crate) fn initialize(session: &Session, params: &InitializeParams) -> InitializeResult {
    let agreed = session.agree(&params.capabilities);
    session.house.change(|sources| {
        sources.roots = roots(params);
        sources.initial = params.initialization_options.clone().unwrap_or_default();
    });
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding_kind(agreed.encoding)),
            text_document_sync: Some(synchronisation()),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(code_action::capability()),
            inlay_hint_provider: Some(OneOf::Left(true)),
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
