//! `textDocument/selectionRange`: word, sentence, quotation, paragraph, section, article.

use crate::features;
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{SelectionRange, SelectionRangeParams};

/// What a selection at each position grows through.
pub(crate) async fn selection_range(
    session: &Session,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let answer = session.answer(&params.text_document.uri, move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let grown = |position| {
            let offset = places.offset(position);
            let chain = features::selection(&snapshot.analysis, offset);
            let mut outermost_first = chain.into_iter().rev();
            // Of an empty article there is nothing to select, but each position has an answer.
            let outermost = outermost_first.next().unwrap_or(Span::empty(offset));
            let outermost = SelectionRange { range: places.range(outermost), parent: None };
            outermost_first.fold(outermost, |parent, span| SelectionRange {
                range: places.range(span),
                parent: Some(Box::new(parent)),
            })
        };
        Some(params.positions.into_iter().map(grown).collect())
    });
    answer.await
}
