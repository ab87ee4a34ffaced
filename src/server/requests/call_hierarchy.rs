//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `outgoingCalls`: speakers and quotations.

use crate::article::EntityKind;
use crate::features::{self, Call, Caller, Step};
use crate::server::convert::Places;
use crate::server::session::Session;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CallHierarchyPrepareParams,
    Range, SymbolKind, Uri,
};

/// What the cursor is on.
pub(crate) async fn prepare(
    session: &Session,
    params: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    let cursor = params.text_document_position_params;
    let uri = cursor.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let found = features::calls(&snapshot.analysis, places.offset(cursor.position));
        (!found.is_empty()).then(|| found.into_iter().map(|call| item(call, &places, &uri)).collect())
    });
    answer.await
}

/// Who says a quotation.
pub(crate) async fn incoming(
    session: &Session,
    called: CallHierarchyItem,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let call = |from, from_ranges| CallHierarchyIncomingCall { from, from_ranges };
    steps(session, called, features::incoming, call).await
}

/// What somebody says.
pub(crate) async fn outgoing(
    session: &Session,
    caller: CallHierarchyItem,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let call = |to, from_ranges| CallHierarchyOutgoingCall { to, from_ranges };
    steps(session, caller, features::outgoing, call).await
}

async fn steps<T: Send + 'static>(
    session: &Session,
    from: CallHierarchyItem,
    find: fn(&crate::analysis::Analysis, &Caller) -> Vec<Step>,
    made: impl Fn(CallHierarchyItem, Vec<Range>) -> T + Send + 'static,
) -> Result<Option<Vec<T>>> {
    let uri = from.uri.clone();
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let caller = caller(&from, &places)?;
        let steps = find(&snapshot.analysis, &caller).into_iter().map(|step| {
            let ranges = step.by.iter().map(|span| places.range(*span)).collect();
            made(item(step.to, &places, &uri), ranges)
        });
        Some(steps.collect())
    });
    answer.await
}

fn item(call: Call, places: &Places, uri: &Uri) -> CallHierarchyItem {
    let (kind, data) = match &call.what {
        Caller::Speaker(kind @ EntityKind::Person, name) => {
            (SymbolKind::CLASS, Some(json!({ "speaker": name, "kind": kind.word() })))
        }
        Caller::Speaker(kind, name) => {
            (SymbolKind::MODULE, Some(json!({ "speaker": name, "kind": kind.word() })))
        }
        // It is found again by its place.
        Caller::Quotation(_) => (SymbolKind::STRING, None),
    };
    CallHierarchyItem {
        name: if call.name.trim().is_empty() { "…".to_owned() } else { call.name },
        kind,
        tags: None,
        detail: Some(call.detail).filter(|detail| !detail.is_empty()),
        uri: uri.clone(),
        range: places.range(call.span),
        selection_range: places.range(call.selection),
        data,
    }
}

/// What an item stands for that the client gives back.
fn caller(item: &CallHierarchyItem, places: &Places) -> Option<Caller> {
    let Some(data) = &item.data else { return Some(Caller::Quotation(places.offset(item.range.start))) };
    let word = |key: &str| data.get(key).and_then(Value::as_str);
    let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Event];
    let kind = kinds.into_iter().find(|kind| Some(kind.word()) == word("kind"))?;
    Some(Caller::Speaker(kind, word("speaker")?.to_owned()))
}
