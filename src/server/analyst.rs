//! The analyst: one task a document, which always works on the newest text.

use super::convert::Places;
use super::documents::{Desk, Progress, Snapshot, Text};
use super::house::file_path;
use super::requests::diagnostics;
use super::session::Session;
use crate::analysis::Analysis;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tower_lsp::ls_types::Uri;

/// Whoever types without pause still sees diagnostics this often, though of a text that is one edit old.
const SELDOMEST_PUBLISH: Duration = Duration::from_millis(500);

/// Analyses a document and publishes its diagnostics until it is closed.
///
/// Edits that arrive meanwhile are taken together: after a burst only the last text is analysed.
pub(crate) async fn attend(session: Arc<Session>, uri: Uri, mut desk: Desk) {
    let progress = Arc::new(desk.progress);
    let mut published = Instant::now();
    // Whether the client shows diagnostics that it has to be rid of, should this be no article any more.
    let shown = Arc::new(AtomicBool::new(false));
    loop {
        let text = desk.text.borrow_and_update().clone();
        let (session, uri, progress, shown) = (session.clone(), uri.clone(), progress.clone(), shown.clone());
        let newest = desk.text.clone();
        let work = move || {
            analyse(text, &session, &uri, &progress);
            let stale = newest.has_changed().unwrap_or(true);
            let publish = !stale || published.elapsed() > SELDOMEST_PUBLISH;
            if publish {
                publish_diagnostics(&session, &uri, &progress, &shown);
            }
            publish
        };
        if let Ok(true) = tokio::task::spawn_blocking(work).await {
            published = Instant::now();
        }
        if desk.text.changed().await.is_err() {
            return;
        }
    }
}

/// Analyses a text under the settings that hold for it, and reports it. Should the analysis panic, the last good one
/// stays. What is no article is not analysed.
fn analyse(text: Text, session: &Session, uri: &Uri, progress: &watch::Sender<Progress>) {
    let previous = progress.borrow().snapshot.clone();
    let revision = text.revision;
    let configuration = session.house.offices().configuration(uri);
    if !configuration.is_article(&text.language_id, file_path(uri).as_deref()) {
        progress.send_replace(Progress { revision, snapshot: None });
        return;
    }
    let options = configuration.options();
    let content: Arc<str> = text.rope.to_string().into();
    let attempt = |analysis: &dyn Fn() -> Analysis| catch_unwind(AssertUnwindSafe(analysis)).ok();
    let updated = match &previous {
        Some(previous) => attempt(&|| previous.analysis.update_with(content.clone(), options.clone())),
        None => None,
    };
    // From nothing, too, when the step from the last version was what panicked.
    let analysis = updated.or_else(|| attempt(&|| Analysis::new(content.clone(), options.clone())));
    let snapshot = match analysis {
        Some(analysis) => Some(Arc::new(Snapshot { text, analysis, configuration })),
        None => {
            tracing::error!("the analysis of version {} of {} panicked", text.version, uri.as_str());
            previous
        }
    };
    progress.send_replace(Progress { revision, snapshot });
}

/// Publishes the diagnostics of the last analysis, unless the document was closed meanwhile or the analysis is
/// an old one.
fn publish_diagnostics(session: &Session, uri: &Uri, progress: &watch::Sender<Progress>, shown: &AtomicBool) {
    let Progress { revision, snapshot } = progress.borrow().clone();
    let Some(snapshot) = snapshot else {
        if shown.swap(false, Ordering::Relaxed) {
            session.documents.while_open(uri, progress, || session.publish(uri.clone(), vec![], None));
        }
        return;
    };
    if snapshot.text.revision != revision {
        return;
    }
    let agreed = session.agreed();
    let places = Places::of(&snapshot.text.rope, agreed.encoding);
    let found = catch_unwind(AssertUnwindSafe(|| diagnostics::of(&snapshot, &places, uri, agreed)));
    match found {
        Ok(found) => session.documents.while_open(uri, progress, || {
            shown.store(true, Ordering::Relaxed);
            session.publish(uri.clone(), found, Some(snapshot.text.version));
        }),
        Err(_) => tracing::error!("a rule panicked in version {} of {}", snapshot.text.version, uri.as_str()),
    }
}
