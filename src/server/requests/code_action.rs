//! `textDocument/codeAction` and `codeAction/resolve`: what can be done at the cursor, as whole changes.
//!
//! A client that resolves actions gets them without their edits, and with what it takes to find them again. If the text
//! is another one by then, the answer is an error, and the client asks anew.

use super::diagnostics;
use crate::features::{self, Action, ActionKind, Change, HouseFile, Question};
use crate::newsroom::{FILE_NAME, PEOPLE_NAME};
use crate::rules;
use crate::server::agreed::Agreed;
use crate::server::convert::Places;
use crate::server::documents::Snapshot;
use crate::server::house::file_path;
use crate::server::session::Session;
use crate::text::{Edit, Span, sort_by_number};
use ropey::Rope;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hasher;
use std::path::Path;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

/// The kind of “fix all”, of which an editor may ask for ours alone.
const FIX_ALL: &str = "source.fixAll.onrecord";

/// What the server says it can do.
pub(crate) fn capability() -> CodeActionProviderCapability {
    let kinds =
        vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, CodeActionKind::new(FIX_ALL)];
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(kinds),
        resolve_provider: Some(true),
        ..Default::default()
    })
}

/// All that can be done in a range.
pub(crate) async fn code_action(
    session: &Arc<Session>,
    params: CodeActionParams,
) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri.clone();
    let shared = Arc::clone(session);
    let answer = session.answer(&uri, move |snapshot, agreed| {
        // Without literals an action has to be a command, which only a plug-in of ours would understand.
        if !agreed.action_literals {
            return None;
        }
        let place = Place { session: &shared, uri: &params.text_document.uri, snapshot, agreed };
        let asked = Places::of(&snapshot.text.rope, agreed.encoding).span(params.range);
        let offered = place.offered(asked, &params.context.diagnostics);
        let only = params.context.only.as_deref();
        let wanted = offered
            .into_iter()
            .filter(|offer| is_wanted(offer.action.kind, only, params.context.trigger_kind));
        Some(wanted.filter_map(|offer| place.listed(offer)).map(CodeActionOrCommand::CodeAction).collect())
    });
    answer.await
}

/// An action with its edit.
pub(crate) async fn resolve(session: &Arc<Session>, action: CodeAction) -> Result<CodeAction> {
    let Some(key) = action.data.clone().and_then(|data| serde_json::from_value::<Key>(data).ok()) else {
        // It had its edit from the start.
        return Ok(action);
    };
    let shared = Arc::clone(session);
    let title = action.title.clone();
    let uri = key.uri.clone();
    let answer = session.answer(&uri, move |snapshot, agreed| {
        if hash(snapshot.analysis.text()) != key.text {
            return None;
        }
        let place = Place { session: &shared, uri: &key.uri, snapshot, agreed };
        let offered = place.offered(Span::new(key.at.0, key.at.1), &[]);
        let same =
            |offer: &Offer| offer.action.title == title && kind(offer.action.kind).as_str() == key.kind;
        let edit = offered.into_iter().find(same).and_then(|offer| place.edit(&offer.action.change));
        edit.map(|edit| CodeAction { edit: Some(edit), data: None, ..action })
    });
    answer.await?.ok_or_else(|| Error {
        message: "The text has changed since this action was offered. Ask for it again.".into(),
        ..Error::content_modified()
    })
}

/// What finds an action again.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Key {
    uri: Uri,
    /// [`hash`] of the text that it was offered for.
    text: u64,
    /// What it was offered for, in bytes of that text.
    at: (u32, u32),
    kind: String,
}

/// What tells a text from another; 53 bits, for JSON numbers are doubles in many clients.
fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish() >> 11
}

/// Where actions are asked for.
struct Place<'a> {
    session: &'a Session,
    uri: &'a Uri,
    snapshot: &'a Snapshot,
    agreed: Agreed,
}

/// An action, where it was found, and the diagnostic that it is about.
struct Offer {
    action: Action,
    at: Span,
    about: Option<Diagnostic>,
}

impl Place<'_> {
    /// Everything that can be done about what stands at `asked`, and about those of the client's diagnostics that still
    /// hold, wherever they stand.
    fn offered(&self, asked: Span, theirs: &[Diagnostic]) -> Vec<Offer> {
        let Snapshot { analysis, .. } = self.snapshot;
        let places = Places::of(&self.snapshot.text.rope, self.agreed.encoding);
        let converted = |found: &rules::Diagnostic| {
            diagnostics::converted(analysis, found, &places, self.uri, self.agreed)
        };
        let meant = |found: &rules::Diagnostic| {
            let near = found.span.start <= asked.end && asked.start <= found.span.end;
            near || theirs.iter().any(|their| diagnostics::same(their, &converted(found)))
        };
        let found: Vec<_> = self.snapshot.found().iter().filter(|found| meant(found)).cloned().collect();
        let (house, people) = self.house();
        let question = Question {
            analysis,
            all: self.snapshot.found(),
            span: asked,
            found: &found,
            configuration: house.as_ref(),
            people: people.as_ref(),
            today: Some(jiff::ZonedDateTime::now().date()),
        };
        let offer = |action: Action| {
            let about = action.about.map(|index| &found[index]);
            let ours = about.map(converted);
            let theirs =
                theirs.iter().find(|their| ours.as_ref().is_some_and(|ours| diagnostics::same(their, ours)));
            let at = about.map_or(asked, |about| about.span);
            Offer { at, about: theirs.cloned().or(ours), action }
        };
        features::actions(&question).into_iter().map(offer).collect()
    }

    /// The configuration file and the people list that count for the document, or would.
    fn house(&self) -> (Option<HouseFile>, Option<HouseFile>) {
        let Some(folder) = file_path(self.uri).and_then(|path| path.parent().map(Path::to_owned)) else {
            return (None, None);
        };
        let configuration = &self.snapshot.configuration;
        let roots = self.session.house.roots();
        let mut roots: Vec<_> =
            roots.iter().filter_map(file_path).filter(|root| folder.starts_with(root)).collect();
        sort_by_number(&mut roots, |root| !(root.components().count() as u64));
        let base = roots.into_iter().next().unwrap_or(folder);
        let file = configuration.files.iter().find(|file| file.path.ends_with(FILE_NAME));
        let house = match file {
            Some(file) => self.house_file(&file.path, Some(Arc::clone(&file.text))),
            None => self.house_file(&base.join(FILE_NAME), None),
        };
        let people = match configuration.people.lists().first() {
            Some(list) => self.house_file(&list.path, Some(Arc::clone(&list.text))),
            None => {
                let base = house.path.parent().unwrap_or(&base).to_owned();
                self.house_file(&base.join(PEOPLE_NAME), None)
            }
        };
        (Some(house), Some(people))
    }

    /// A file of the house as the client sees it: what it has open is newer than what is on disk.
    fn house_file(&self, path: &Path, on_disk: Option<Arc<str>>) -> HouseFile {
        let open = Uri::from_file_path(path).and_then(|uri| self.session.documents.text(&uri));
        let text = open.map(|text| text.rope.to_string().into()).or(on_disk);
        HouseFile { path: path.to_owned(), text }
    }

    /// An action as the client lists it. `None` for what it could not do and would not show.
    fn listed(&self, offer: Offer) -> Option<CodeAction> {
        let Offer { action, at, about } = offer;
        let kind = kind(action.kind);
        let mut listed = CodeAction {
            title: action.title,
            kind: Some(kind.clone()),
            diagnostics: about.map(|about| vec![about]),
            is_preferred: (action.preferred && self.agreed.action_preferred).then_some(true),
            ..CodeAction::default()
        };
        let makes_file = matches!(&action.change, Change::File(file, _) if file.text.is_none());
        if makes_file && !self.agreed.creates_files {
            let reason =
                "The file does not exist, and this editor does not let a server make one.".to_owned();
            listed.disabled = Some(CodeActionDisabled { reason });
            return self.agreed.action_disabled.then_some(listed);
        }
        if self.agreed.resolves_actions {
            let text = hash(self.snapshot.analysis.text());
            let key =
                Key { uri: self.uri.clone(), text, at: (at.start, at.end), kind: kind.as_str().to_owned() };
            listed.data = serde_json::to_value(key).ok();
        } else {
            listed.edit = Some(self.edit(&action.change)?);
        }
        Some(listed)
    }

    /// A change in the protocol's terms. `None` for a file that no URI can name.
    fn edit(&self, change: &Change) -> Option<WorkspaceEdit> {
        match change {
            Change::Article(edits) => {
                let edits = text_edits(&self.snapshot.text.rope, self.agreed, edits);
                Some(self.workspace_edit(self.uri.clone(), Some(self.snapshot.text.version), edits, false))
            }
            Change::File(file, edits) => {
                let uri = Uri::from_file_path(&file.path)?;
                let rope = Rope::from_str(file.text.as_deref().unwrap_or_default());
                let version = self.session.documents.text(&uri).map(|text| text.version);
                let edits = text_edits(&rope, self.agreed, edits);
                Some(self.workspace_edit(uri, version, edits, file.text.is_none()))
            }
        }
    }

    fn workspace_edit(
        &self,
        uri: Uri,
        version: Option<i32>,
        edits: Vec<TextEdit>,
        new: bool,
    ) -> WorkspaceEdit {
        if !self.agreed.edits.versioned {
            let changes = HashMap::from([(uri, edits)]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let edit = TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        };
        let changes = if new {
            let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
            let create = CreateFile { uri, options: Some(options), annotation_id: None };
            let create = DocumentChangeOperation::Op(ResourceOp::Create(create));
            DocumentChanges::Operations(vec![create, DocumentChangeOperation::Edit(edit)])
        } else {
            DocumentChanges::Edits(vec![edit])
        };
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

fn text_edits(rope: &Rope, agreed: Agreed, edits: &[Edit]) -> Vec<TextEdit> {
    let places = Places::of(rope, agreed.encoding);
    let mut edits: Vec<&Edit> = edits.iter().collect();
    sort_by_number(&mut edits, |edit| edit.span.shorter_first());
    edits
        .into_iter()
        .map(|edit| TextEdit { range: places.range(edit.span), new_text: edit.text.clone() })
        .collect()
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::FixAll => CodeActionKind::new(FIX_ALL),
    }
}

/// Whether the client asks for such actions: by name, or all but those that concern the whole article while it only
/// looks whether there is something to show beside the line.
fn is_wanted(
    of: ActionKind,
    only: Option<&[CodeActionKind]>,
    trigger: Option<CodeActionTriggerKind>,
) -> bool {
    let of_kind = kind(of);
    let (name, automatic) = (of_kind.as_str(), trigger == Some(CodeActionTriggerKind::AUTOMATIC));
    match only {
        // `source.fixAll` asks for `source.fixAll.onrecord`, too, and the empty kind for everything.
        Some(only) => only.iter().any(|asked| {
            let rest = name.strip_prefix(asked.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
        }),
        None => of == ActionKind::QuickFix || !automatic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_asks_for_all_kinds_below_it() {
        let only =
            |names: &[&'static str]| names.iter().map(|name| CodeActionKind::new(name)).collect::<Vec<_>>();
        let wanted = |kind, names: &[&'static str]| is_wanted(kind, Some(&only(names)), None);
        assert!(wanted(ActionKind::FixAll, &["source.fixAll"]) && wanted(ActionKind::FixAll, &["source"]));
        assert!(wanted(ActionKind::FixAll, &["quickfix", FIX_ALL]));
        assert!(
            !wanted(ActionKind::FixAll, &["source.fixAll.eslint"])
                && !wanted(ActionKind::QuickFix, &["source"])
        );
        assert!(wanted(ActionKind::Rewrite, &["refactor"]) && !wanted(ActionKind::Rewrite, &["refact"]));
        assert!(wanted(ActionKind::QuickFix, &[""]));
    }

    #[test]
    fn a_light_beside_the_line_is_for_what_is_wrong() {
        let automatic = Some(CodeActionTriggerKind::AUTOMATIC);
        assert!(is_wanted(ActionKind::QuickFix, None, automatic));
        assert!(!is_wanted(ActionKind::Rewrite, None, automatic));
        assert!(is_wanted(ActionKind::Rewrite, None, Some(CodeActionTriggerKind::INVOKED)));
    }
}
