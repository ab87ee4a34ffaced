//! The analyst: one task a document, which always works on the newest text.

use super::documents::{Desk, Progress, Snapshot, Text};
use super::house::file_path;
use super::requests::diagnostics;
use super::session::Session;
use super::settings;
use super::speakers::{self, Pause};
use super::typing::Calm;
use super::workroom::Work;
use crate::analysis::Analysis;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tower_lsp::ls_types::{Diagnostic, Uri};

/// Whoever types without pause still sees diagnostics this often, though of a text that is one edit old.
const SELDOMEST_PUBLISH: Duration = Duration::from_millis(500);

/// Analyses a document and publishes its diagnostics until it is closed; a client that asks for diagnostics itself is
/// told when to ask again.
///
/// Edits that arrive meanwhile are taken together: after a burst only the last text is analysed.
pub(crate) async fn attend(session: Arc<Session>, uri: Uri, mut desk: Desk) {
    let publisher = Arc::new(Publisher {
        session,
        uri,
        progress: desk.progress,
        calm: desk.calm,
        told: Mutex::default(),
        told_speakers: Mutex::default(),
    });
    let mut published = Instant::now();
    let mut speakers = Pause::default();
    loop {
        let text = desk.text.borrow_and_update().clone();
        let typing = text.typing;
        let (newest, works) = (desk.text.clone(), Arc::clone(&publisher));
        let work = move || {
            analyse(text, &works.session, &works.uri, &works.progress);
            let stale = newest.has_changed().unwrap_or(true);
            let publish = !stale || published.elapsed() > SELDOMEST_PUBLISH;
            if publish {
                works.publish();
            }
            publish
        };
        if let Some(true) = Work::begin(&publisher.session.workroom, work).done().await {
            published = Instant::now();
        }
        if publisher.session.agreed().shows_speakers {
            speakers.begin(Instant::now());
        }
        // Until there is a new text: when typing ends without one, what was held back is shown.
        loop {
            let pause = typing.map_or(Duration::ZERO, |typing| typing.until_pause(Instant::now()));
            tokio::select! {
                changed = desk.text.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                () = publisher.calm.settled.notified() => {}
                () = tokio::time::sleep(pause), if publisher.calm.holds() && !pause.is_zero() => {}
                () = tokio::time::sleep(speakers.left(Instant::now())), if speakers.is_begun() => {
                    speakers.end();
                    let works = Arc::clone(&publisher);
                    // Nobody waits for it: should there be a new text meanwhile, that is analysed beside it.
                    publisher.session.workroom.run(move || works.tell_speakers());
                    continue;
                }
            }
            let works = Arc::clone(&publisher);
            let held_back = move || works.publish_what_was_held_back();
            if Work::begin(&publisher.session.workroom, held_back).done().await.is_none() {
                tracing::error!("publishing what was held back panicked");
            }
        }
    }
}

/// Analyses a text under the settings that hold for it, reports it, and has the rules look at it. Should the analysis panic,
/// the last good one stays. What is no article is not analysed.
fn analyse(text: Text, session: &Session, uri: &Uri, progress: &watch::Sender<Progress>) {
    let previous = progress.borrow().snapshot.clone();
    let revision = text.revision;
    let configuration = session.house.offices().configuration(uri);
    let path = file_path(uri);
    if !configuration.is_article(&text.language_id, path.as_deref()) {
        progress.send_replace(Progress { revision, snapshot: None });
        return;
    }
    let options = configuration.options(&text.language_id, path.as_deref());
    let content: Arc<str> = String::from(&text.rope).into();
    let version = text.version;
    let snapshot = |before: Option<&Snapshot>| {
        let analysis = match before {
            Some(before) => before.analysis.update_with(content.clone(), options.clone()),
            None => Analysis::new(content.clone(), options.clone()),
        };
        Arc::new(Snapshot::new(text.clone(), analysis, Arc::clone(&configuration)))
    };
    let attempt = |before: Option<&Snapshot>| catch_unwind(AssertUnwindSafe(|| snapshot(before))).ok();
    let updated = previous.as_deref().and_then(|previous| attempt(Some(previous)));
    // From nothing, too, when the step from the last version was what panicked.
    let Some(snapshot) = updated.or_else(|| attempt(None)) else {
        tracing::error!("the analysis of version {version} of {} panicked", uri.as_str());
        progress.send_replace(Progress { revision, snapshot: previous });
        return;
    };
    let announced = Some(Arc::clone(&snapshot));
    let announce = || drop(progress.send_replace(Progress { revision, snapshot: announced }));
    let checked = catch_unwind(AssertUnwindSafe(|| snapshot.check(previous.as_deref(), announce)));
    if checked.is_err() {
        tracing::error!("a rule panicked in version {version} of {}", uri.as_str());
    }
}

/// Tells the client about one document.
struct Publisher {
    session: Arc<Session>,
    uri: Uri,
    progress: watch::Sender<Progress>,
    calm: Arc<Calm>,
    told: Mutex<Told>,
    told_speakers: Mutex<speakers::Told>,
}

/// What the client was told.
#[derive(Default)]
struct Told {
    /// It shows diagnostics of which it has to be rid, should this be no article any more.
    shown: bool,
    /// What was published last, and of which revision.
    last: Option<(u64, Vec<Diagnostic>)>,
}

impl Publisher {
    /// Publishes the diagnostics of the last analysis, unless the document was closed meanwhile, the analysis is an old
    /// one, or the client asks for diagnostics itself.
    fn publish(&self) {
        let Publisher { session, uri, progress, calm, .. } = self;
        let agreed = session.agreed();
        let Progress { revision, snapshot } = progress.borrow().clone();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if agreed.pulls_diagnostics {
            return;
        }
        let Some(snapshot) = snapshot else {
            if std::mem::take(&mut told.shown) {
                session.documents.while_open(uri, progress, || session.publish(uri.clone(), vec![], None));
            }
            return;
        };
        if snapshot.text.revision != revision {
            return;
        }
        let found = catch_unwind(AssertUnwindSafe(|| diagnostics::of(&snapshot, calm, uri, agreed)));
        let version = snapshot.text.version;
        let Ok(found) = found else {
            return tracing::error!("a rule panicked in version {version} of {}", uri.as_str());
        };
        let now = Some((revision, found));
        if told.last == now {
            return;
        }
        told.last.clone_from(&now);
        let found = now.map(|(_, found)| found).unwrap_or_default();
        session.documents.while_open(uri, progress, || {
            told.shown = true;
            session.publish(uri.clone(), found, Some(version));
        });
    }

    /// Tells who speaks in the newest text that is analysed, if that is anything new.
    fn tell_speakers(&self) {
        let Publisher { session, uri, progress, .. } = self;
        let Progress { revision, snapshot } = progress.borrow().clone();
        let mut told = self.told_speakers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(params) = told.news(uri, revision, snapshot.as_deref(), session.agreed()) {
            session.documents.while_open(uri, progress, || session.notify::<speakers::Speakers>(params));
        }
    }

    /// Shows what was held back while somebody was typing, if it was of the newest text.
    fn publish_what_was_held_back(&self) {
        if !self.calm.holds() {
            return;
        }
        if self.session.agreed().pulls_diagnostics {
            settings::refresh_diagnostics(&self.session);
        } else {
            self.publish();
        }
    }
}
