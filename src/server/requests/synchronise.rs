//! `textDocument/didOpen`, `didChange` and `didClose`: the text is the client's. Nothing in here waits.

use crate::server::analyst::Analyst;
use crate::server::session::Session;
use crate::server::settings;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tower_lsp::ls_types::{DidChangeTextDocumentParams, TextDocumentItem, Uri};

/// Takes a document and gives it an analyst.
pub(crate) fn open(session: &Arc<Session>, document: TextDocumentItem) {
    let TextDocumentItem { uri, language_id, version, text } = document;
    let analyst = |desk| Arc::new(Analyst::new(session, uri.clone(), desk));
    if session.documents.open(uri.clone(), &language_id, version, &text, analyst) {
        if settings::is_setting(session, &uri) {
            settings::take_drafts(session);
        } else {
            settings::report(session);
        }
    }
}

/// Applies edits.
pub(crate) fn change(session: &Arc<Session>, params: &DidChangeTextDocumentParams) {
    let document = &params.text_document;
    let encoding = session.agreed().encoding;
    session.documents.change(&document.uri, document.version, &params.content_changes, encoding);
    if settings::is_setting(session, &document.uri) {
        settings::take_drafts_soon(session);
    }
}

/// What makes edits as soon as they are read: tower-lsp would make a tree of values of each, and half a dozen futures. As
/// there, edits are nothing before the session has begun, nor when it is over.
pub(crate) fn changes(session: &Arc<Session>) -> impl FnMut(DidChangeTextDocumentParams) + Send + 'static {
    let session = Arc::clone(session);
    move |params| {
        let edit = || {
            if session.is_open() {
                change(&session, &params);
            }
        };
        if catch_unwind(AssertUnwindSafe(edit)).is_err() {
            tracing::error!("an edit panicked");
        }
    }
}

/// Forgets a document and takes its diagnostics out of the problems list.
pub(crate) fn close(session: &Arc<Session>, uri: Uri) {
    session.tokens.forget(&uri);
    let is_setting = settings::is_setting(session, &uri);
    if session.documents.close(&uri) {
        // A configuration file that was open as a document keeps the diagnostics that are about it as such.
        if !session.agreed().pulls_diagnostics && !session.house.has_told_of(&uri) {
            session.publish(uri, vec![], None);
        }
        // From now on, what is on disk counts.
        if is_setting {
            settings::take_drafts(session);
        } else {
            session.library.ask();
        }
    } else {
        tracing::warn!("{} is closed but not open", uri.as_str());
    }
}
