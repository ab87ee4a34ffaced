//! `textDocument/documentSymbol`: the outline, speakers with their quotations, or sections with
//! theirs.

use crate::features::{self, Symbol};
use crate::server::convert::Places;
use crate::server::session::Session;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
    Uri,
};

/// The outline as a tree, or as a list for a client that knows no trees.
pub(crate) async fn document_symbol(
    session: &Session,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let outline = if snapshot.configuration.outline_by_section {
            features::outline_by_section(&snapshot.analysis)
        } else {
            features::outline(&snapshot.analysis)
        };
        Some(if agreed.symbol_trees {
            DocumentSymbolResponse::Nested(outline.into_iter().map(|s| nested(s, &places)).collect())
        } else {
            let mut list = vec![];
            flatten(outline, None, &uri, &places, &mut list);
            DocumentSymbolResponse::Flat(list)
        })
    });
    answer.await
}

#[expect(deprecated, reason = "the protocol's type has no constructor and keeps its old field")]
fn nested(symbol: Symbol, places: &Places) -> DocumentSymbol {
    DocumentSymbol {
        name: name(&symbol),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        // Editors reject an outline in which a selection is not inside its range.
        range: places.range(symbol.span.hull(symbol.selection)),
        selection_range: places.range(symbol.selection),
        children: Some(symbol.children.into_iter().map(|child| nested(child, places)).collect()),
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
    }
}

/// Appends `symbols` and all below them, parents first.
#[expect(deprecated, reason = "the protocol's type has no constructor and keeps its old field")]
fn flatten(
    symbols: Vec<Symbol>,
    parent: Option<&str>,
    uri: &Uri,
    places: &Places,
    list: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let name = name(&symbol);
        list.push(SymbolInformation {
            name: name.clone(),
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range: places.range(symbol.span) },
            container_name: parent.map(str::to_owned),
        });
        flatten(symbol.children, Some(&name), uri, places, list);
    }
}

/// The name; never empty, which editors reject.
fn name(symbol: &Symbol) -> String {
    if symbol.name.trim().is_empty() { "…".to_owned() } else { symbol.name.clone() }
}

/// The nearest of the protocol's kinds, which are those of programs.
pub(crate) fn kind(kind: features::SymbolKind) -> SymbolKind {
    match kind {
        features::SymbolKind::Speaker => SymbolKind::CLASS,
        features::SymbolKind::Organisation => SymbolKind::MODULE,
        features::SymbolKind::Group | features::SymbolKind::Section => SymbolKind::NAMESPACE,
        features::SymbolKind::Quotation => SymbolKind::STRING,
    }
}
