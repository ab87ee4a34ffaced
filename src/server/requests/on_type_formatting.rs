//! `textDocument/onTypeFormatting`: curly marks for straight ones, if the house wants them.

use crate::features::{self, CURLS_AT};
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, TextEdit};

/// Behind which characters there is something to do.
pub(crate) fn options() -> DocumentOnTypeFormattingOptions {
    let [first, more @ ..] = CURLS_AT;
    DocumentOnTypeFormattingOptions {
        first_trigger_character: first.to_string(),
        more_trigger_character: Some(more.map(String::from).into()),
    }
}

/// The mark to put in the place of the one just typed.
pub(crate) async fn on_type_formatting(
    session: &Session,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let cursor = params.text_document_position;
    let answer = session.answer(&cursor.text_document.uri, move |snapshot, agreed| {
        if !snapshot.configuration.writing.curly_quotes {
            return None;
        }
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let curl = features::curl(&snapshot.analysis, places.offset(cursor.position))?;
        Some(vec![TextEdit { range: places.range(curl.span), new_text: curl.mark.to_string() }])
    });
    answer.await
}
