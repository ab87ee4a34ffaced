//! `textDocument/foldingRange`: the header, sections, quotations and what one speaker says in a row.

use crate::features::{self, FoldKind};
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::server::written::Written;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

/// What can be folded, of which the client takes as many as it says.
pub(crate) async fn folding_range(session: &Session, params: FoldingRangeParams) -> Result<Option<Written>> {
    let answer = session.write(&params.text_document.uri, move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let folding = agreed.folding;
        let folds = features::folds(&snapshot.analysis, folding.most.map_or(usize::MAX, |n| n as usize));
        let range = |fold: features::Fold| {
            let whole = (!folding.lines_only).then(|| places.range(fold.span));
            // Where a fold was made to end above another one, its last character is that of a line.
            let end = whole.filter(|whole| whole.end.line == fold.last_line).map(|whole| whole.end.character);
            FoldingRange {
                start_line: fold.first_line,
                start_character: None,
                end_line: fold.last_line,
                end_character: end,
                kind: match fold.kind {
                    FoldKind::Comment => Some(FoldingRangeKind::Comment),
                    FoldKind::Section => Some(FoldingRangeKind::Region),
                    FoldKind::Header | FoldKind::Run | FoldKind::Quotation => None,
                },
                collapsed_text: folding.collapsed_text.then_some(fold.collapsed),
            }
        };
        Some(folds.into_iter().map(range).collect::<Vec<_>>())
    });
    answer.await
}
