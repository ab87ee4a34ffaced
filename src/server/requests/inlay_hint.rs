//! `textDocument/inlayHint`: the speaker behind a quotation.

use crate::features;
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, MarkupContent, MarkupKind,
};

/// The hints in the part of the document that the client shows.
pub(crate) async fn inlay_hint(session: &Session, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let answer = session.answer(&params.text_document.uri, move |snapshot, agreed| {
        if !snapshot.configuration.hints.speakers {
            return Some(vec![]);
        }
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let hints = features::hints(&snapshot.analysis, places.span(params.range));
        Some(hints.into_iter().map(|hint| converted(hint, &places)).collect())
    });
    answer.await
}

fn converted(hint: features::Hint, places: &Places) -> InlayHint {
    let tooltip = MarkupContent { kind: MarkupKind::Markdown, value: hint.tooltip };
    InlayHint {
        position: places.position(hint.at),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: (!tooltip.value.is_empty()).then_some(InlayHintTooltip::MarkupContent(tooltip)),
        // The words before it end there; those behind it have their own space or punctuation.
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
