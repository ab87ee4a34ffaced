//! `textDocument/prepareRename` and `textDocument/rename`: a person's new name, everywhere.

use crate::features::{self, Doubt, File, Refusal, Replacement};
use crate::newsroom;
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::session::Session;
use crate::server::targets::Targets;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    PrepareRenameResponse, RenameParams, TextDocumentEdit, TextDocumentPositionParams, TextEdit, Uri,
    WorkspaceEdit,
};

/// The protocol's `RequestFailed`: the request is in order, and its message is for the user.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

/// The name under the cursor, or why what is there cannot be renamed.
pub(crate) async fn prepare(
    session: &Session,
    cursor: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let answer = session.answer(&cursor.text_document.uri, move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let found = features::prepare_rename(&snapshot.analysis, places.offset(cursor.position));
        Some(found.map_err(failed).map(|found| {
            found.map(|found| PrepareRenameResponse::RangeWithPlaceholder {
                range: places.range(found.span),
                placeholder: found.placeholder,
            })
        }))
    });
    answer.await?.unwrap_or(Ok(None))
}

/// All edits. They are refused if the text has changed meanwhile.
pub(crate) async fn rename(session: &Arc<Session>, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let cursor = params.text_document_position;
    let uri = cursor.text_document.uri;
    let asked = session.documents.text(&uri).map(|text| text.version);
    let shared = Arc::clone(session);
    let answer = session.answer(&uri.clone(), move |snapshot, agreed| {
        let places = Places::many(snapshot, agreed.encoding);
        let found = features::rename(&snapshot.analysis, places.offset(cursor.position), &params.new_name);
        // The analysis may be of a newer text than the one the user looked at.
        let newest = shared.documents.text(&uri).map(|text| text.version);
        if newest != asked || Some(snapshot.text.version) != asked {
            return Some(Err(Error::content_modified()));
        }
        let targets = Targets { uri: &uri, snapshot, encoding: agreed.encoding };
        Some(found.map_err(failed).map(|found| edit(&shared, &targets, agreed, found)))
    });
    answer.await?.transpose()
}

fn failed(refusal: Refusal) -> Error {
    Error { code: REQUEST_FAILED, message: Cow::Owned(refusal.to_string()), data: None }
}

/// The edits in the form that the client takes.
fn edit(session: &Session, targets: &Targets, agreed: Agreed, found: Vec<Replacement>) -> WorkspaceEdit {
    let mut documents: Vec<TextDocumentEdit> = vec![];
    let mut annotations = HashMap::new();
    for replacement in found {
        let Some(version) = version(session, targets.snapshot, agreed, replacement.file) else { continue };
        let Some(location) = targets.location(replacement.file, replacement.span) else { continue };
        let text_edit = TextEdit { range: location.range, new_text: replacement.new };
        let edit = match replacement.doubt.filter(|_| agreed.edits.annotated) {
            None => OneOf::Left(text_edit),
            Some(doubt) => {
                let (annotation_id, annotation) = annotation(&doubt);
                annotations.insert(annotation_id.clone(), annotation);
                OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id })
            }
        };
        match documents.iter_mut().find(|document| document.text_document.uri == location.uri) {
            Some(document) => document.edits.push(edit),
            None => {
                let uri = location.uri;
                let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
                documents.push(TextDocumentEdit { text_document, edits: vec![edit] });
            }
        }
    }
    if agreed.edits.versioned {
        return WorkspaceEdit {
            changes: None,
            document_changes: Some(DocumentChanges::Edits(documents)),
            change_annotations: (!annotations.is_empty()).then_some(annotations),
        };
    }
    let plain = |edit| match edit {
        OneOf::Left(edit) => edit,
        OneOf::Right(AnnotatedTextEdit { text_edit, .. }) => text_edit,
    };
    let changes = documents
        .into_iter()
        .map(|document| (document.text_document.uri, document.edits.into_iter().map(plain).collect()));
    WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() }
}

/// The version of a file to edit, if it is open; `None` if the file is not to be edited: a people list is only if the
/// user is asked, and if it is as it was read.
fn version(session: &Session, snapshot: &Snapshot, agreed: Agreed, file: File) -> Option<Option<i32>> {
    match file {
        File::Article => Some(Some(snapshot.text.version)),
        File::ListOf(_) if !agreed.edits.annotated => None,
        File::ListOf(entry) => {
            let (list, _) = snapshot.analysis.options().people.place(entry);
            let uri = Uri::from_file_path(&list.path)?;
            match session.documents.text(&uri) {
                Some(open) => (open.rope == *list.text).then_some(Some(open.version)),
                None => newsroom::is_current(list).then_some(None),
            }
        }
    }
}

/// What the user is asked.
fn annotation(doubt: &Doubt) -> (String, ChangeAnnotation) {
    let (id, label, description) = match doubt {
        Doubt::Quoted => (
            "quoted",
            "Inside quotations".to_owned(),
            "Somebody said these words; were they these?".to_owned(),
        ),
        Doubt::Shared(name) => (
            "shared-surname",
            format!("The surname of {name}, too"),
            "By the surname alone, readers cannot tell the two apart.".to_owned(),
        ),
        Doubt::OtherArticles => (
            "people-list",
            "In the newsroom’s people list".to_owned(),
            "The list counts for other articles as well.".to_owned(),
        ),
    };
    (
        id.to_owned(),
        ChangeAnnotation { label, needs_confirmation: Some(true), description: Some(description) },
    )
}
