//! `onrecord/viewText`: the text of a document as the server has it, for whoever suspects that it is not the
//! editor's.

use crate::server::session::Session;
use tower_lsp::ls_types::Uri;

/// The request's name; its parameter is a text document identifier.
pub(crate) const METHOD: &str = "onrecord/viewText";

/// The newest text of an open document.
pub(crate) fn view_text(session: &Session, uri: &Uri) -> Option<String> {
    session.documents.text(uri).map(|text| text.rope.to_string())
}
