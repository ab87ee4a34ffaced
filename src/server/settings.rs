//! What is done when settings change: everything is analysed anew, mistakes in files are published, and the client is
//! asked for its own settings and to watch files.
//!
//! Nothing here waits in a handler: what has to be asked of the client is asked by a task.

use super::house::{Offices, SECTION, Sources, file_path};
use super::library;
use super::requests::diagnostics;
use super::session::Session;
use crate::newsroom::{FILE_NAME, Look, PEOPLE_NAME, SourceFile};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tower_lsp::ls_types::{ConfigurationItem, MessageType, Registration, Unregistration, Uri};

/// So long after a key, what is typed in one of the house's own files counts.
const DRAFT: Duration = Duration::from_millis(200);
/// How often files are looked at that the client does not watch for us. Each look wakes two threads.
const LOOK: Duration = Duration::from_secs(1);

/// Takes a change of settings: in effect at once, for every request behind it.
pub(crate) fn change(session: &Arc<Session>, change: impl FnOnce(&mut Sources)) {
    session.house.change(change);
    session.documents.touch_all();
    session.library.ask();
    report(session);
    refresh(session);
}

/// Asks the client to fetch anew what it shows, of what it can be asked.
pub(crate) fn refresh(session: &Arc<Session>) {
    let (Some(client), can) = (session.client(), session.agreed().refreshes) else { return };
    tokio::spawn(async move {
        let hints = async { if can.hints { client.inlay_hint_refresh().await } else { Ok(()) } };
        let tokens = async { if can.tokens { client.semantic_tokens_refresh().await } else { Ok(()) } };
        let lenses = async { if can.lenses { client.code_lens_refresh().await } else { Ok(()) } };
        let diagnostics =
            async { if can.diagnostics { client.workspace_diagnostic_refresh().await } else { Ok(()) } };
        // All at once: an editor that leaves one unanswered still gets the others.
        let outcomes = tokio::join!(hints, tokens, lenses, diagnostics);
        for outcome in [outcomes.0, outcomes.1, outcomes.2, outcomes.3] {
            if let Err(error) = outcome {
                tracing::warn!("the client does not fetch anew what it shows: {error}");
            }
        }
    });
}

/// Has a client that asks for diagnostics ask again, since there are others though no text has changed.
pub(crate) fn refresh_diagnostics(session: &Arc<Session>) {
    let can = session.agreed().refreshes.diagnostics;
    if let Some(client) = session.client().filter(|_| can) {
        tokio::spawn(async move {
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                tracing::warn!("the client does not ask for diagnostics again: {error}");
            }
        });
    }
}

/// After `initialized`: asks the client for settings and to watch files, and watches those that it does not.
pub(crate) fn begin(session: &Arc<Session>) {
    if session.agreed().registers_configuration
        && let Some(client) = session.client()
    {
        let registration = Registration {
            id: "configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": SECTION })),
        };
        tokio::spawn(async move { log_failure(client.register_capability(vec![registration]).await) });
    }
    pull(session);
    report(session);
    library::open(session);
    tokio::spawn(look_again_and_again(Arc::downgrade(session)));
}

/// Asks the client for its settings, for each folder, if it wants to be asked.
pub(crate) fn pull(session: &Arc<Session>) {
    let Some(client) = session.client().filter(|_| session.agreed().answers_configuration) else { return };
    let session = Arc::clone(session);
    let asked = session.next_pull();
    tokio::spawn(async move {
        let scopes: Vec<Option<Uri>> = session.house.roots().into_iter().map(Some).chain([None]).collect();
        let item = |scope: &Option<Uri>| ConfigurationItem {
            scope_uri: scope.clone(),
            section: Some(SECTION.to_owned()),
        };
        match client.configuration(scopes.iter().map(item).collect()).await {
            // Somebody has asked again meanwhile: that answer will be newer.
            Ok(_) if !session.is_newest_pull(asked) => {}
            Ok(answers) => {
                change(&session, |sources| sources.pulled = scopes.into_iter().zip(answers).collect());
            }
            Err(error) => tracing::warn!("the client does not tell its settings: {error}"),
        }
    });
}

/// Has the client show us files of the house with these names when they are open: what stands in them counts before it is
/// saved.
fn ask_for_drafts(session: &Session, names: &[String]) {
    let Some(client) = session.client() else { return };
    let file = |name: &String| json!({ "scheme": "file", "pattern": format!("**/{}", escaped(name)) });
    let files: Vec<Value> = names.iter().map(file).collect();
    // Lists that somebody names later come on top of those asked for before.
    let id = names.join(" ");
    // Changes come as edits, as those of articles do.
    let registrations = ["didOpen", "didChange", "didClose"].map(|event| Registration {
        id: format!("house-{event} {id}"),
        method: format!("textDocument/{event}"),
        register_options: Some(json!({ "documentSelector": files, "syncKind": 2 })),
    });
    tokio::spawn(async move { log_failure(client.register_capability(registrations.into()).await) });
}

/// Takes the house's own files as the editor has them open.
pub(crate) fn take_drafts(session: &Arc<Session>) {
    let open = session.documents.uris().into_iter().filter(|uri| is_setting(session, uri));
    let text = |uri: Uri| Some((file_path(&uri)?, session.documents.text(&uri)?.rope.to_string().into()));
    let drafts: BTreeMap<PathBuf, Arc<str>> = open.filter_map(text).collect();
    change(session, |sources| sources.drafts = drafts);
}

/// Takes them soon: somebody is typing in one of them, and every article would be looked at again for each key.
pub(crate) fn take_drafts_soon(session: &Arc<Session>) {
    let (session, typed) = (Arc::clone(session), session.next_draft());
    tokio::spawn(async move {
        tokio::time::sleep(DRAFT).await;
        if session.is_newest_draft(typed) && !session.was_shut_down() {
            take_drafts(&session);
        }
    });
}

/// Whether a document is one of the house's own files, by its name.
pub(crate) fn is_setting(session: &Session, uri: &Uri) -> bool {
    let told = || session.house.told();
    let is_list = |name: &str| {
        told().looked_for.iter().any(|look| look.path.file_name().is_some_and(|file| file == name))
    };
    file_name(uri).is_some_and(|name| *name == *FILE_NAME || *name == *PEOPLE_NAME || is_list(&name))
}

/// The name of the file that a document is. Asked with every key, so that the path around it is left alone where the name
/// is written as it is.
fn file_name(uri: &Uri) -> Option<Cow<'_, str>> {
    let last = uri.path().as_str().rsplit('/').next().unwrap_or_default();
    let is_plain = !last.contains('%') && !matches!(last, "" | "." | "..");
    if is_plain && uri.scheme().as_str() == "file" {
        return Some(Cow::Borrowed(last));
    }
    Some(Cow::Owned(file_path(uri)?.file_name()?.to_str()?.to_owned()))
}

/// `workspace/didChangeConfiguration`.
pub(crate) fn changed(session: &Arc<Session>, settings: Value) {
    if session.agreed().answers_configuration {
        pull(session);
    } else {
        change(session, |sources| sources.pushed = settings);
    }
}

/// Publishes what is wrong in configuration files and people lists, and takes away what no longer is; tells the user
/// of mistakes in the editor's settings.
pub(crate) fn report(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::task::spawn_blocking(move || {
        let offices = session.house.offices();
        offices.read_roots();
        for uri in session.documents.uris() {
            offices.configuration(&uri);
        }
        let configurations = offices.read_so_far();
        let looked_for: BTreeSet<Look> = configurations.iter().flat_map(|c| c.looked_for.clone()).collect();
        let files = configurations.iter().flat_map(|c| &c.files);
        let files: BTreeMap<&PathBuf, &SourceFile> = files.map(|file| (&file.path, file)).collect();
        let messages: BTreeSet<String> = configurations
            .iter()
            .flat_map(|c| &c.mistakes)
            .map(String::as_str)
            .chain(offices.mistakes())
            .map(str::to_owned)
            .collect();

        let mut told = session.house.told();
        if !Arc::ptr_eq(&offices, &session.house.offices()) {
            // There are newer ones, and whoever made them reports on them.
            return;
        }
        told.looked_for = looked_for;
        for (path, file) in &files {
            if told.files.get(*path).is_some_and(|known| known == *file)
                || (file.mistakes.is_empty() && !told.files.contains_key(*path))
            {
                continue;
            }
            publish(&session, file);
            if file.mistakes.is_empty() {
                told.files.remove(*path);
            } else {
                told.files.insert((*path).clone(), (*file).clone());
            }
        }
        told.files.retain(|path, file| {
            let still_counts = files.contains_key(path);
            if !still_counts {
                publish(&session, &SourceFile { mistakes: vec![], ..file.clone() });
            }
            still_counts
        });
        for message in messages.difference(&told.messages) {
            session.show_message(MessageType::WARNING, format!("Onrecord: {message}"));
        }
        told.messages = messages;
        let names = watched_names(told.looked_for.iter().map(|look| &look.path));
        let new: Vec<String> = names.difference(&told.shown).cloned().collect();
        if session.agreed().registers_documents && !new.is_empty() {
            ask_for_drafts(&session, &new);
            told.shown.extend(new);
        }
        let settings = names.iter().map(|name| format!("**/{}", escaped(name))).collect();
        let patterns = [settings, article_patterns(&offices)];
        if session.agreed().watches_files && patterns != told.watched {
            let is_first = told.watched.iter().all(BTreeSet::is_empty);
            told.watched.clone_from(&patterns);
            watch(&session, is_first, patterns);
        }
    });
}

fn publish(session: &Session, file: &SourceFile) {
    if let Some(uri) = Uri::from_file_path(&file.path) {
        session.publish(uri, diagnostics::of_file(file, session.agreed()), None);
    }
}

/// The names of files whose changes matter: those that one looks for everywhere, and those of the lists.
fn watched_names<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> BTreeSet<String> {
    let names = paths.filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    names.chain([FILE_NAME.to_owned(), PEOPLE_NAME.to_owned()]).collect()
}

/// The patterns of article files in the open folders. The client counts paths from anywhere: what it reports too much, the
/// library leaves out.
fn article_patterns(offices: &Offices) -> BTreeSet<String> {
    let configurations = offices.roots().map(|(root, newsroom)| newsroom.configuration(root));
    let patterns = configurations.flat_map(|configuration| configuration.include().to_vec());
    let pattern = |pattern: String| {
        let path = pattern.trim_start_matches("./").trim_start_matches('/');
        if path.ends_with('/') { format!("**/{path}**") } else { format!("**/{path}") }
    };
    patterns.map(pattern).collect()
}

/// `workspace/didChangeWatchedFiles`: settings are read anew, or else the articles that are not open.
pub(crate) fn files_changed(session: &Arc<Session>, uris: impl Iterator<Item = Uri>) {
    let names = watched_names(session.house.told().looked_for.iter().map(|look| &look.path));
    let is_setting = |uri: Uri| {
        let path = file_path(&uri);
        let name = path.as_deref().and_then(|path| path.file_name()?.to_str());
        name.is_none_or(|name| names.contains(name))
    };
    // All of them are looked at: one is enough.
    let mut uris = uris.peekable();
    if uris.peek().is_none() || uris.any(is_setting) {
        change(session, |_| {});
    } else {
        session.library.ask();
    }
}

/// Has the client watch files of settings and articles with these patterns.
fn watch(session: &Session, is_first: bool, patterns: [BTreeSet<String>; 2]) {
    let Some(client) = session.client() else { return };
    let method = || "workspace/didChangeWatchedFiles".to_owned();
    let ids = ["files", "articles"];
    let old = ids.map(|id| Unregistration { id: id.to_owned(), method: method() });
    let new = ids.into_iter().zip(patterns).map(|(id, patterns)| {
        let watchers: Vec<_> = patterns.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
        let register_options = Some(json!({ "watchers": watchers }));
        Registration { id: id.to_owned(), method: method(), register_options }
    });
    let new: Vec<Registration> = new.collect();
    tokio::spawn(async move {
        if !is_first {
            log_failure(client.unregister_capability(old.into()).await);
        }
        log_failure(client.register_capability(new).await);
    });
}

/// A name in which nothing is a pattern of the protocol.
fn escaped(name: &str) -> String {
    name.replace(['*', '?', '[', ']', '{', '}'], "?")
}

fn log_failure(outcome: tower_lsp::jsonrpc::Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!("the client does not watch for us: {error}");
    }
}

/// Looks at files that the client does not watch: all of them, if it cannot (Neovim on Linux does not), and else those
/// outside of its folders.
async fn look_again_and_again(session: Weak<Session>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(session) = session.upgrade().filter(|session| !session.was_shut_down()) else { return };
        let looking = tokio::task::spawn_blocking(move || {
            if has_changed(&session) {
                change(&session, |_| {});
            }
        });
        if looking.await.is_err() {
            tracing::error!("looking for changed settings panicked");
        }
    }
}

/// Whether a file looks different from when it was read.
fn has_changed(session: &Session) -> bool {
    let (offices, watches) = (session.house.offices(), session.agreed().watches_files);
    let ours: Vec<Look> = {
        let told = session.house.told();
        told.looked_for.iter().filter(|look| !watches || !offices.is_inside(&look.path)).cloned().collect()
    };
    ours.iter().any(Look::has_changed)
}
