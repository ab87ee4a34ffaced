//! `onrecord/configuration`: the settings that hold for a document, and where each comes from, as `onrecord config`
//! shows them; for whoever wonders why a setting does nothing.

use crate::server::session::Session;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

/// The request's name; its parameter is a text document identifier.
pub(crate) const METHOD: &str = "onrecord/configuration";

/// The listing for a document, which need not be open.
pub(crate) async fn configuration(session: &Arc<Session>, uri: Uri) -> Result<Option<String>> {
    let offices = session.house.offices();
    let reading = tokio::task::spawn_blocking(move || {
        offices.configuration(&uri).listing(|path| path.display().to_string())
    });
    reading.await.map(Some).map_err(|_| Error::internal_error())
}
