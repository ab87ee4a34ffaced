//! `textDocument/documentSymbol`: the outline, speakers with their quotations, or sections with
//! theirs.

use crate::features::{self, Symbol};
use crate::server::convert::Places;
use crate::server::session::Session;
use crate::server::written::Written;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentSymbolParams, Location, Range, SymbolInformation, SymbolKind, Uri};

/// The outline as a tree, or as a list for a client that knows no trees.
pub(crate) async fn document_symbol(
    session: &Session,
    params: DocumentSymbolParams,
) -> Result<Option<Written>> {
    let uri = params.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let outline = if snapshot.configuration.outline_by_section {
            features::outline_by_section(&snapshot.analysis)
        } else {
            features::outline(&snapshot.analysis)
        };
        Some(if agreed.symbol_trees {
            Written::of(&Tree { symbols: &outline, places: &places })
        } else {
            let mut list = vec![];
            flatten(outline, None, &uri, &places, &mut list);
            Written::of(&list)
        })
    });
    answer.await?.transpose()
}

/// Symbols that stand beside each other, which become `DocumentSymbol`s one by one while they are written: there may be
/// thousands.
struct Tree<'a> {
    symbols: &'a [Symbol],
    places: &'a Places<'a>,
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.symbols.iter().map(|symbol| nested(symbol, self.places)))
    }
}

/// The protocol's `DocumentSymbol`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Nested<'a> {
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    kind: SymbolKind,
    range: Range,
    selection_range: Range,
    children: Tree<'a>,
}

fn nested<'a>(symbol: &'a Symbol, places: &'a Places) -> Nested<'a> {
    Nested {
        name: name(symbol),
        detail: &symbol.detail,
        kind: kind(symbol.kind),
        // Editors reject an outline in which a selection is not inside its range.
        range: places.range(symbol.span.hull(symbol.selection)),
        selection_range: places.range(symbol.selection),
        children: Tree { symbols: &symbol.children, places },
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
        let name = name(&symbol).into_owned();
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
fn name(symbol: &Symbol) -> Cow<'_, str> {
    if symbol.name.trim().is_empty() { "…".into() } else { symbol.name.as_str().into() }
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
