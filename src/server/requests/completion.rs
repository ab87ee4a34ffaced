//! `textDocument/completion` and `completionItem/resolve`: names, verbs, keys and annotations.

use crate::article::EntityKind;
use crate::features::{self, Completions, Item, ItemKind, Wish};
use crate::rules;
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::session::Session;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, CompletionTriggerKind, Documentation, InsertReplaceEdit, InsertTextFormat,
    MarkupContent, MarkupKind, TextEdit, Uri,
};

/// What else may call for something: a blank behind a closing mark or a verb, the braces of an annotation, and what stands
/// in them.
pub(crate) const TRIGGERS: [&str; 7] = [" ", "{", "=", "\"", "“", ".", "%"];

/// What may be written at the cursor.
pub(crate) async fn completion(
    session: &Session,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let cursor = params.text_document_position;
    let asked = params.context.is_none_or(|c| c.trigger_kind != CompletionTriggerKind::TRIGGER_CHARACTER);
    let uri = cursor.text_document.uri;
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::of(&snapshot.text.rope, agreed.encoding);
        let rules: Vec<_> = rules::specs().map(|rule| (rule.code, rule.summary)).collect();
        let wish = Wish {
            asked,
            names_in_prose: snapshot.configuration.writing.names_in_prose,
            today: Some(jiff::ZonedDateTime::now().date()),
            rules: &rules,
        };
        let found = features::completions(&snapshot.analysis, places.offset(cursor.position), &wish)?;
        let is_incomplete = found.is_incomplete;
        let edit = |item: &Item| text_edit(&found, item, &places, agreed);
        let items = found.items.iter().enumerate();
        let items = items.map(|(rank, item)| converted(rank, item, edit(item), &uri, agreed)).collect();
        Some(CompletionResponse::List(CompletionList { is_incomplete, items }))
    });
    answer.await
}

/// The same item with what is known about the name.
pub(crate) async fn resolve(session: &Session, mut item: CompletionItem) -> Result<CompletionItem> {
    let Some((uri, kind, name)) = item.data.as_ref().and_then(about) else { return Ok(item) };
    let answer = session.answer(&uri, move |snapshot, agreed| {
        let value = features::describe(&snapshot.analysis, kind, &name)?;
        let kind = if agreed.completion.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        Some(Documentation::MarkupContent(MarkupContent { kind, value }))
    });
    if let Some(documentation) = answer.await? {
        item.documentation = Some(documentation);
    }
    Ok(item)
}

fn converted(
    rank: usize,
    item: &Item,
    (text_edit, is_snippet): (CompletionTextEdit, bool),
    uri: &Uri,
    agreed: Agreed,
) -> CompletionItem {
    let data = match (item.kind, &item.name) {
        (ItemKind::Name(kind), Some(name)) => Some(json!({ "uri": uri, "kind": kind.word(), "name": name })),
        _ => None,
    };
    CompletionItem {
        label: item.label.clone(),
        kind: Some(match item.kind {
            ItemKind::Name(EntityKind::Person) => CompletionItemKind::CLASS,
            ItemKind::Name(_) => CompletionItemKind::MODULE,
            ItemKind::Verb => CompletionItemKind::KEYWORD,
            ItemKind::Key => CompletionItemKind::PROPERTY,
            ItemKind::Value | ItemKind::Rule => CompletionItemKind::VALUE,
        }),
        detail: Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
        // Editors sort by text: the likeliest first.
        sort_text: Some(format!("{rank:03}")),
        filter_text: (item.filter != item.label).then(|| item.filter.clone()),
        insert_text_format: (agreed.completion.snippets && is_snippet).then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(text_edit),
        data,
        ..CompletionItem::default()
    }
}

/// The edit, and whether its text is a snippet.
fn text_edit(
    found: &Completions,
    item: &Item,
    places: &Places,
    agreed: Agreed,
) -> (CompletionTextEdit, bool) {
    let snippet = item.snippet.as_ref().filter(|_| agreed.completion.snippets);
    let new_text = snippet.unwrap_or(&item.insert).clone();
    let (insert, replace) = (places.range(found.typed), places.range(found.word));
    let edit = if agreed.completion.insert_or_replace {
        CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace })
    } else {
        CompletionTextEdit::Edit(TextEdit { range: replace, new_text })
    };
    (edit, snippet.is_some())
}

/// Which name an item is, by the data that it carries.
fn about(data: &Value) -> Option<(Uri, EntityKind, String)> {
    let word = |key: &str| data.get(key).and_then(Value::as_str);
    let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Event];
    let kind = kinds.into_iter().find(|kind| Some(kind.word()) == word("kind"))?;
    Some((word("uri")?.parse().ok()?, kind, word("name")?.to_owned()))
}
