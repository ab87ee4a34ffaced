//! The articles of the open folders, whether they are open or not: one thread that reads them, a file at a time, and keeps
//! what there is to look for in them.
//!
//! It begins anew whenever somebody asks for it, because settings or files have changed; what looks as it did when it was
//! read is not read again. What is open is left out: whoever searches takes its analysis at hand. So that this is so for what
//! an editor opens as it starts, the reader lets a moment pass unless somebody waits for it.

use super::house::file_path;
use super::progress::Progress;
use super::session::Session;
use crate::features::{ArticleSymbol, article_symbols};
use crate::newsroom::index::{Index, analyse, survey};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;

/// The fewest articles to read that are worth a word.
const WORTH_A_WORD: usize = 50;
/// The longest that a search waits for articles that are still to be read.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long the reader lets those go first who are opening articles.
const COURTESY: Duration = Duration::from_secs(1);

/// What is kept of each article.
pub(crate) type Shelf = Index<Vec<ArticleSymbol>>;

/// What is known of articles that need not be open.
#[derive(Debug)]
pub(crate) struct Library {
    shelf: Mutex<Shelf>,
    /// How often somebody has asked for the articles to be read.
    asked: AtomicU64,
    /// The last of these that is done.
    done: watch::Sender<u64>,
    wake: Sender<()>,
    /// For the thread that will read.
    waiting: Mutex<Option<Receiver<()>>>,
}

impl Default for Library {
    fn default() -> Self {
        let (wake, waiting) = channel();
        Library {
            shelf: Mutex::default(),
            asked: AtomicU64::new(0),
            done: watch::Sender::new(0),
            wake,
            waiting: Mutex::new(Some(waiting)),
        }
    }
}

impl Library {
    /// What is kept; whoever holds it keeps the reader waiting.
    pub(crate) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has everything looked at again. Waits for nothing.
    pub(crate) fn ask(&self) {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let _ = self.wake.send(());
    }

    /// Whether somebody waits for it.
    fn is_awaited(&self) -> bool {
        self.done.receiver_count() > 0
    }

    /// Waits until everything is read that somebody has asked for up to now, but not for long: better some answer.
    pub(crate) async fn ready(&self) {
        let asked = self.asked.load(Ordering::SeqCst);
        let mut done = self.done.subscribe();
        let _ = self.wake.send(());
        let waiting = done.wait_for(|done| *done >= asked);
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            tracing::info!("a search is answered before all articles are read");
        }
    }
}

/// Starts the reader; once is enough. It leaves with the session.
pub(crate) fn open(session: &Arc<Session>) {
    let library = &session.library;
    let waiting = library.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(waiting) = waiting else { return };
    let (weak, runtime) = (Arc::downgrade(session), Handle::current());
    let reader = std::thread::Builder::new().name("onrecord-library".to_owned());
    if let Err(error) = reader.spawn(move || read_on(&weak, &waiting, &runtime)) {
        tracing::error!("articles that are not open are not searched: no thread: {error}");
        // Nobody is to wait for it.
        library.done.send_replace(u64::MAX);
    }
    library.ask();
}

fn read_on(session: &Weak<Session>, waiting: &Receiver<()>, runtime: &Handle) {
    while waiting.recv().is_ok() {
        let begins = Instant::now() + COURTESY;
        let session = loop {
            let Some(session) = session.upgrade().filter(|session| !session.was_shut_down()) else { return };
            let left = begins.saturating_duration_since(Instant::now());
            if left.is_zero() || session.library.is_awaited() {
                break session;
            }
            drop(session);
            let _ = waiting.recv_timeout(left);
        };
        // What else was asked for meanwhile is done with this.
        while waiting.try_recv().is_ok() {}
        if *session.library.done.borrow() < session.library.asked.load(Ordering::SeqCst) {
            read(&session, runtime);
        }
    }
}

/// Reads what is new or has changed, unless somebody asks again meanwhile.
fn read(session: &Arc<Session>, runtime: &Handle) {
    let library = &session.library;
    let turn = library.asked.load(Ordering::SeqCst);
    let stop = || session.was_shut_down() || library.asked.load(Ordering::SeqCst) != turn;
    // Offices of its own: those of the session are asked about changes of all that they have looked for.
    let offices = session.house.new_offices();
    let Some(survey) = survey(offices.roots(), &stop) else { return };
    if survey.cut_short {
        tracing::info!(
            "not all articles are searched: `index.max_files` or `index.max_megabytes` is reached"
        );
    }
    let mut stale = library.shelf().begin(survey);
    let is_open =
        |path: &Path| session.documents.uris().iter().any(|uri| file_path(uri).as_deref() == Some(path));
    stale.retain(|(file, _)| !is_open(&file.path));
    let progress = (stale.len() >= WORTH_A_WORD)
        .then(|| Progress::begin(session, runtime, "Reading articles".to_owned(), stale.len()))
        .flatten();
    for (done, (file, look)) in stale.into_iter().enumerate() {
        if stop() {
            return;
        }
        if is_open(&file.path) {
            continue;
        }
        let symbols =
            catch_unwind(AssertUnwindSafe(|| analyse(&file).map(|article| article_symbols(&article))));
        if symbols.is_err() {
            tracing::error!("the analysis of {} panicked", file.path.display());
        }
        library.shelf().renew(file, look, symbols.unwrap_or_default());
        if let Some(progress) = &progress {
            progress.report(done + 1);
        }
    }
    library.done.send_replace(turn);
}
