//! `initialize`: what the client can do, and what we can.

use crate::server::agreed::encoding_kind;
use crate::server::session::Session;
use tower_lsp::ls_types::{
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, SaveOptions, ServerCapabilities,
    ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};

/// Agrees with the client on what both can do.
pub(crate) fn initialize(session: &Session, params: &InitializeParams) -> InitializeResult {
    let agreed = session.agree(&params.capabilities);
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding_kind(agreed.encoding)),
            text_document_sync: Some(synchronisation()),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            inlay_hint_provider: Some(OneOf::Left(true)),
            ..Default::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
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
