//! The analyst: one a document, who always works on the newest text.

use super::documents::{Desk, Progress, Snapshot, Text};
use super::house::{Offices, file_path};
use super::requests::diagnostics;
use super::session::Session;
use super::settings;
use super::speakers::{self, Pause};
use super::typing::{Calm, Typing};
use super::whole::{Leftover, in_one_piece};
use crate::analysis::{Analysis, Options};
use crate::newsroom::Configuration;
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tower_lsp::ls_types::{Diagnostic, Uri};

/// Whoever types without pause still sees diagnostics this often, though of a text that is one edit old.
const SELDOMEST_PUBLISH: Duration = Duration::from_millis(500);

/// Analyses a document and publishes its diagnostics until it is closed; a client that asks for diagnostics itself is
/// told when to ask again.
///
/// Whoever has a new text wakes the analyst, who goes to a thread of the workroom with it and writes to the client from
/// there: for a key, no other thread has to wake up. Edits that arrive meanwhile are taken together: after a burst only the
/// last text is analysed.
#[derive(Debug)]
pub(crate) struct Analyst {
    session: Weak<Session>,
    uri: Uri,
    desk: Desk,
    diary: Mutex<Diary>,
    /// What holds for the document, as it was found last.
    terms: Mutex<Option<Terms>>,
    told: Mutex<Told>,
    told_speakers: Mutex<speakers::Told>,
    /// What is left of the version before the last.
    leftover: Mutex<Option<Leftover>>,
}

/// What the analyst does, and what is to be done later.
#[derive(Debug)]
struct Diary {
    /// A thread is at it, or will be at once.
    working: bool,
    /// The revision that was analysed last; revisions begin with 1.
    done: u64,
    /// What was held back is to be shown.
    shows_what_was_held_back: bool,
    /// When diagnostics were published last.
    published: Instant,
    /// Where somebody was typing in the text analysed last.
    typing: Option<Typing>,
    /// When whoever types will have paused, if that shows anything.
    pause: Option<Instant>,
    /// When it is told who speaks.
    speakers: Pause,
    /// For when a clock is set.
    alarm: Option<Instant>,
}

/// What there is to do.
enum Task {
    Analyse(Text),
    ShowWhatWasHeldBack,
}

impl Analyst {
    /// The analyst of a document that is being opened.
    pub(crate) fn new(session: &Arc<Session>, uri: Uri, desk: Desk) -> Self {
        let diary = Diary {
            working: false,
            done: 0,
            shows_what_was_held_back: false,
            published: Instant::now(),
            typing: None,
            pause: None,
            speakers: Pause::default(),
            alarm: None,
        };
        Analyst {
            session: Arc::downgrade(session),
            uri,
            desk,
            diary: Mutex::new(diary),
            terms: Mutex::default(),
            told: Mutex::default(),
            told_speakers: Mutex::default(),
            leftover: Mutex::default(),
        }
    }

    /// What is shown of the document while somebody is typing.
    pub(crate) fn calm(&self) -> &Arc<Calm> {
        &self.desk.calm
    }

    fn diary(&self) -> MutexGuard<'_, Diary> {
        self.diary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is something to do. Must be called inside a tokio runtime.
    pub(crate) fn wake(self: &Arc<Self>) {
        if std::mem::replace(&mut self.diary().working, true) {
            return;
        }
        if let Some(session) = self.session.upgrade() {
            let analyst = Arc::clone(self);
            if !session.workroom.run(move || analyst.work()) {
                // Whoever writes next tries again.
                self.diary().working = false;
            }
        }
    }

    /// Typing has ended with this revision of the text.
    pub(crate) fn settle(self: &Arc<Self>, revision: u64) {
        self.desk.calm.settle(revision);
        self.diary().shows_what_was_held_back = true;
        self.wake();
    }

    /// Does what there is to do, one thing at a time, so that others in the workroom get their turn.
    fn work(self: Arc<Self>) {
        let Some(session) = self.session.upgrade() else { return };
        let Some(task) = self.task() else { return };
        let _goes_on = GoesOn { analyst: &self, session: &session };
        match task {
            Task::Analyse(text) => self.attend(&session, text),
            Task::ShowWhatWasHeldBack => self.publish_what_was_held_back(&session),
        }
    }

    /// The next thing to do; if there is none, the analyst leaves.
    fn task(&self) -> Option<Task> {
        let mut diary = self.diary();
        let closed = self.desk.text.has_changed().is_err();
        let text = self.desk.text.borrow();
        let is_new = text.revision > diary.done;
        if is_new && !closed {
            diary.done = text.revision;
            return Some(Task::Analyse(text.clone()));
        }
        if std::mem::take(&mut diary.shows_what_was_held_back) && !closed {
            return Some(Task::ShowWhatWasHeldBack);
        }
        diary.working = false;
        None
    }

    /// Analyses a text, and publishes what was found unless there is a newer one by then.
    fn attend(self: &Arc<Self>, session: &Session, text: Text) {
        let (revision, typing, begun) = (text.revision, text.typing, Instant::now());
        let previous = self.desk.progress.borrow().snapshot.clone();
        let terms = self.terms(session, &text.language_id);
        let leftover = self.leftover().take();
        analyse((text, leftover), &previous, &terms, &self.uri, &self.desk.progress);
        let stale = self.desk.text.borrow().revision != revision;
        if !stale || self.diary().published.elapsed() > SELDOMEST_PUBLISH {
            self.publish(session);
            session.deliver();
            self.diary().published = Instant::now();
        }
        // Only now: to take an analysis apart takes its time, too.
        *self.leftover() = previous.and_then(Leftover::of);
        let mut diary = self.diary();
        if session.agreed().shows_speakers {
            diary.speakers.begin(Instant::now());
        }
        diary.typing = typing;
        self.expect_pause(&mut diary, session, begun);
    }

    fn leftover(&self) -> MutexGuard<'_, Option<Leftover>> {
        self.leftover.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What holds for the document. It is found anew when something has changed.
    fn terms(&self, session: &Session, language_id: &str) -> Terms {
        let offices = session.house.offices();
        let mut terms = self.terms.lock().unwrap_or_else(PoisonError::into_inner);
        match &*terms {
            Some(known) if Arc::ptr_eq(&known.offices, &offices) => known.clone(),
            _ => terms.insert(Terms::of(offices, &self.uri, language_id)).clone(),
        }
    }

    /// Remembers when whoever types will have paused, if that may show anything; `begun` is from before the last look at it.
    fn expect_pause(self: &Arc<Self>, diary: &mut Diary, session: &Session, begun: Instant) {
        // Who asks for diagnostics may do so later, and something be held back only then.
        let pulls = session.agreed().pulls_diagnostics;
        let since = if pulls { Some(begun) } else { self.desk.calm.held_since(begun) };
        diary.pause = diary.typing.zip(since).and_then(|(typing, since)| typing.next_pause(since));
        self.set_clock(diary);
    }

    /// Sets a clock for what is to be done next, unless one is set that rings before. Who types moves it with every key: it is
    /// looked at when it rings.
    fn set_clock(self: &Arc<Self>, diary: &mut Diary) {
        let Some(due) = diary.pause.into_iter().chain(diary.speakers.due()).min() else { return };
        if diary.alarm.is_some_and(|alarm| alarm <= due) {
            return;
        }
        diary.alarm = Some(due);
        let analyst = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            if let Some(analyst) = analyst.upgrade() {
                analyst.ring(due);
            }
        });
    }

    /// The clock that was set for this time has rung.
    fn ring(self: &Arc<Self>, alarm: Instant) {
        let mut diary = self.diary();
        if diary.alarm != Some(alarm) {
            return;
        }
        diary.alarm = None;
        let now = Instant::now();
        let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
        if is_due(diary.speakers.due()) {
            diary.speakers.end();
            // Nobody waits for it: should there be a new text meanwhile, that is analysed beside it.
            let analyst = Arc::clone(self);
            if let Some(session) = self.session.upgrade() {
                session.clone().workroom.run(move || analyst.tell_speakers(&session));
            }
        }
        let paused = is_due(diary.pause);
        if paused {
            diary.pause = None;
            diary.shows_what_was_held_back = true;
        }
        self.set_clock(&mut diary);
        drop(diary);
        if paused {
            self.wake();
        }
    }

    /// Publishes the diagnostics of the last analysis, unless the document was closed meanwhile, the analysis is an old
    /// one, or the client asks for diagnostics itself.
    fn publish(&self, session: &Session) {
        let Analyst { uri, desk: Desk { progress, calm, .. }, .. } = self;
        let agreed = session.agreed();
        let Progress { revision, snapshot } = progress.borrow().clone();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if agreed.pulls_diagnostics {
            return;
        }
        let Some(snapshot) = snapshot else {
            if std::mem::take(&mut told.shown) {
                session.documents.while_open(uri, progress, || session.leave(uri.clone(), vec![], None));
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
            session.leave(uri.clone(), found, Some(version));
        });
    }

    /// Tells who speaks in the newest text that is analysed, if that is anything new.
    fn tell_speakers(&self, session: &Session) {
        let Analyst { uri, desk: Desk { progress, .. }, .. } = self;
        let Progress { revision, snapshot } = progress.borrow().clone();
        let mut told = self.told_speakers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(params) = told.news(uri, revision, snapshot.as_deref(), session.agreed()) {
            session.documents.while_open(uri, progress, || session.notify::<speakers::Speakers>(params));
        }
    }

    /// Shows what was held back while somebody was typing, if it was of the newest text.
    fn publish_what_was_held_back(self: &Arc<Self>, session: &Arc<Session>) {
        let begun = Instant::now();
        if self.desk.calm.holds() {
            if session.agreed().pulls_diagnostics {
                settings::refresh_diagnostics(session);
            } else {
                self.publish(session);
            }
        }
        self.expect_pause(&mut self.diary(), session, begun);
    }
}

/// Has the analyst look again, whatever became of the task at hand, and what is left for the client delivered.
struct GoesOn<'a> {
    analyst: &'a Arc<Analyst>,
    session: &'a Session,
}

impl Drop for GoesOn<'_> {
    fn drop(&mut self) {
        self.session.deliver();
        let analyst = Arc::clone(self.analyst);
        self.session.workroom.go_on(move || analyst.work());
    }
}

/// What holds for a document.
#[derive(Clone, Debug)]
struct Terms {
    /// Who was asked.
    offices: Arc<Offices>,
    configuration: Arc<Configuration>,
    /// What its analysis depends on besides the text; nothing if it is no article.
    options: Option<Options>,
}

impl Terms {
    fn of(offices: Arc<Offices>, uri: &Uri, language_id: &str) -> Terms {
        let (configuration, path) = (offices.configuration(uri), file_path(uri));
        let is_article = configuration.is_article(language_id, path.as_deref());
        let options = is_article.then(|| configuration.options(language_id, path.as_deref()));
        Terms { offices, configuration, options }
    }
}

/// Analyses a text under the terms that hold for it, reports it, and has the rules look at it. Should the analysis panic,
/// the last good one stays. What is no article is not analysed.
fn analyse(
    (text, leftover): (Text, Option<Leftover>),
    previous: &Option<Arc<Snapshot>>,
    terms: &Terms,
    uri: &Uri,
    progress: &watch::Sender<Progress>,
) {
    let (revision, version) = (text.revision, text.version);
    let Some(options) = &terms.options else {
        progress.send_replace(Progress { revision, snapshot: None });
        return;
    };
    let (content, mut remains) = in_one_piece(&text, leftover);
    let mut snapshot = |before: Option<&Snapshot>| {
        let (content, options) = (content.clone(), options.clone());
        let edited = before.map(|before| (&before.analysis, text.edited_since(before.text.revision)));
        let analysis = match edited {
            Some((before, within)) => before.update_within(content, options, within, take(&mut remains)),
            None => Analysis::new(content, options),
        };
        Arc::new(Snapshot::new(text.clone(), analysis, Arc::clone(&terms.configuration)))
    };
    let mut attempt = |before: Option<&Snapshot>| catch_unwind(AssertUnwindSafe(|| snapshot(before))).ok();
    let updated = previous.as_deref().and_then(|previous| attempt(Some(previous)));
    // From nothing, too, when the step from the last version was what panicked.
    let Some(snapshot) = updated.or_else(|| attempt(None)) else {
        tracing::error!("the analysis of version {version} of {} panicked", uri.as_str());
        progress.send_replace(Progress { revision, snapshot: previous.clone() });
        return;
    };
    let announced = Some(Arc::clone(&snapshot));
    let announce = || drop(progress.send_replace(Progress { revision, snapshot: announced }));
    let checked = catch_unwind(AssertUnwindSafe(|| snapshot.check(previous.as_deref(), announce)));
    if checked.is_err() {
        tracing::error!("a rule panicked in version {version} of {}", uri.as_str());
    }
}

/// What the client was told.
#[derive(Debug, Default)]
struct Told {
    /// It shows diagnostics of which it has to be rid, should this be no article any more.
    shown: bool,
    /// What was published last, and of which revision.
    last: Option<(u64, Vec<Diagnostic>)>,
}
