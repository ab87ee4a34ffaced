//! `workspace/symbol` and `workspaceSymbol/resolve`: speakers and quotations in all articles of the open folders. Of what
//! is open, the text in the editor counts and not the file.

use super::document_symbol::kind;
use crate::analysis::Analysis;
use crate::features::{ArticleSymbol, Search, SymbolKind, article_symbols};
use crate::newsroom::index::text_of;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::house::file_path;
use crate::server::session::Session;
use crate::server::workroom::Work;
use crate::text::Span;
use crate::text::position::Encoding;
use ropey::Rope;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Location, OneOf, Range, Uri, WorkspaceLocation, WorkspaceSymbol, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};

/// The most that is found.
const MOST: usize = 200;

/// A symbol that fits, and where it is.
struct Hit {
    score: usize,
    uri: Uri,
    symbol: ArticleSymbol,
}

/// What fits the query best.
pub(crate) async fn symbol(
    session: &Arc<Session>,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    // As they are now, before anything is waited for.
    let open: Vec<_> = session
        .documents
        .uris()
        .into_iter()
        .filter_map(|uri| Some((uri.clone(), session.documents.awaited(&uri)?)))
        .collect();
    if !session.agreed().watches_files {
        session.library.ask();
    }
    session.library.ready().await;
    let mut snapshots = vec![];
    for (uri, awaited) in open {
        snapshots.push((uri, awaited.snapshot().await));
    }
    let room = Arc::clone(&session.workroom);
    let session = Arc::clone(session);
    let work = move || {
        let hits = search(&session, &snapshots, &params.query);
        let mut locator = Locator { session: &session, snapshots: &snapshots, ropes: HashMap::new() };
        let symbols = hits.into_iter().filter_map(|hit| locator.converted(hit)).collect();
        WorkspaceSymbolResponse::Nested(symbols)
    };
    Work::begin(&room, work).result().await.map(Some)
}

/// The same symbol with its range.
pub(crate) async fn resolve(session: &Arc<Session>, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
    let OneOf::Right(WorkspaceLocation { uri }) = &symbol.location else { return Ok(symbol) };
    let uri = uri.clone();
    let snapshot = match session.documents.awaited(&uri) {
        Some(awaited) => awaited.snapshot().await,
        None => None,
    };
    let room = Arc::clone(&session.workroom);
    let session = Arc::clone(session);
    let work = move || {
        let number = |key: &str| {
            let number = symbol.data.as_ref().and_then(|data| data.get(key)).and_then(Value::as_u64);
            number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
        };
        let (start, end) = (number("start"), number("end"));
        let wanted = (symbol.name.as_str(), Span::new(start, end.max(start)));
        let snapshots = [(uri.clone(), snapshot)];
        let mut locator = Locator { session: &session, snapshots: &snapshots, ropes: HashMap::new() };
        // What has gone meanwhile is looked for at the top.
        let range = locator.range(&uri, wanted.0, wanted.1).unwrap_or_default();
        WorkspaceSymbol { location: OneOf::Left(Location { uri, range }), ..symbol }
    };
    Work::begin(&room, work).result().await
}

type Open = [(Uri, Option<Arc<Snapshot>>)];

fn search(session: &Session, open: &Open, query: &str) -> Vec<Hit> {
    let mut search = Search::new(query);
    let mut hits = vec![];
    let mut add = |uri: &Uri, symbols: &[ArticleSymbol]| {
        for symbol in symbols {
            if let Some(score) = search.score(symbol) {
                hits.push(Hit { score, uri: uri.clone(), symbol: symbol.clone() });
            }
        }
    };
    for (uri, snapshot) in open {
        if let Some(snapshot) = snapshot {
            add(uri, &article_symbols(&snapshot.analysis));
        }
    }
    let is_open: HashSet<PathBuf> = open.iter().filter_map(|(uri, _)| file_path(uri)).collect();
    for (path, symbols) in session.library.shelf().iter() {
        if !is_open.contains(path)
            && let Some(uri) = Uri::from_file_path(path)
        {
            add(&uri, symbols);
        }
    }
    // Stable: what is open comes first among equals, and speakers before quotations.
    hits.sort_by_key(|hit| (Reverse(hit.score), hit.symbol.kind == SymbolKind::Quotation));
    hits.truncate(MOST);
    hits
}

/// Finds the ranges of symbols, and reads each file once for it.
struct Locator<'a> {
    session: &'a Session,
    snapshots: &'a Open,
    ropes: HashMap<PathBuf, Option<Rope>>,
}

impl Locator<'_> {
    fn converted(&mut self, hit: Hit) -> Option<WorkspaceSymbol> {
        let Hit { uri, symbol, .. } = hit;
        let (location, data) = if self.session.agreed().resolves_symbols {
            let data = json!({ "start": symbol.span.start, "end": symbol.span.end });
            (OneOf::Right(WorkspaceLocation { uri }), Some(data))
        } else {
            let range = self.range(&uri, &symbol.name, symbol.span)?;
            (OneOf::Left(Location { uri, range }), None)
        };
        Some(WorkspaceSymbol {
            name: if symbol.name.trim().is_empty() { "…".to_owned() } else { symbol.name.into() },
            kind: kind(symbol.kind),
            tags: None,
            container_name: Some(symbol.container.into()).filter(|name: &String| !name.is_empty()),
            location,
            data,
        })
    }

    /// Where a symbol of this name is that was at `span` when it was found.
    fn range(&mut self, uri: &Uri, name: &str, span: Span) -> Option<Range> {
        let encoding = self.session.agreed().encoding;
        let snapshot = self.snapshots.iter().find(|(open, _)| open == uri).and_then(|(_, s)| s.as_ref());
        if let Some(snapshot) = snapshot {
            let span = nearest(&snapshot.analysis, name, span)?;
            return Some(Places::of(&snapshot.text.rope, encoding).range(span));
        }
        let path = file_path(uri)?;
        if self.session.library.shelf().is_current(&path) {
            return self.in_file(&path, span, encoding);
        }
        // The file has changed since it was read, and nobody has said so yet.
        let options = self.session.house.offices().configuration(uri).options("", Some(&path));
        let analysis = Analysis::new(text_of(&path)?, options);
        let span = nearest(&analysis, name, span)?;
        Some(Places::of(&Rope::from_str(analysis.text()), encoding).range(span))
    }

    fn in_file(&mut self, path: &Path, span: Span, encoding: Encoding) -> Option<Range> {
        let read = || text_of(path).map(|text| Rope::from_str(&text));
        let rope = self.ropes.entry(path.to_owned()).or_insert_with(read).as_ref()?;
        Some(Places::of(rope, encoding).range(span))
    }
}

/// The symbol of this name that is nearest to a place.
fn nearest(analysis: &Analysis, name: &str, span: Span) -> Option<Span> {
    let symbols = article_symbols(analysis).into_iter().filter(|symbol| *symbol.name == *name);
    symbols.map(|symbol| symbol.span).min_by_key(|found| found.start.abs_diff(span.start))
}
