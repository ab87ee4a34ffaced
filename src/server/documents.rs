//! The open documents.

use super::analyst::Analyst;
use super::edits::Edits;
use super::typing::{Calm, Edit, Typing};
use crate::analysis::{Analysis, Edited};
use crate::newsroom::{Configuration, Settings};
use crate::rules;
use crate::text::position::{self, Encoding, LineCol};
use dashmap::DashMap;
use ropey::Rope;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tokio::sync::watch;
use tower_lsp::ls_types::{Position, TextDocumentContentChangeEvent, Uri};

/// One version of a document's text. Cheap to clone: ropes share what is equal.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The text.
    pub(crate) rope: Rope,
    /// The client's number for it, which need not ascend.
    pub(crate) version: i32,
    /// Our own number, from 1, one more for each edit and each change of settings since the document was opened.
    pub(crate) revision: u64,
    /// The language, as the client calls it.
    pub(crate) language_id: Arc<str>,
    /// Where somebody is typing.
    pub(crate) typing: Option<Typing>,
    /// What was edited of late.
    pub(crate) edits: Edits,
}

impl Text {
    /// Within which stretch it differs from an earlier revision, if that is known.
    pub(crate) fn edited_since(&self, revision: u64) -> Option<Edited> {
        self.edits.of_last(self.revision.checked_sub(revision)?)
    }
}

/// A text and what is known about it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The text.
    pub(crate) text: Text,
    /// What is known; its spans are bytes of `text`.
    pub(crate) analysis: Analysis,
    /// What held for it.
    pub(crate) configuration: Arc<Configuration>,
    found: OnceLock<Vec<rules::Diagnostic>>,
}

impl Snapshot {
    /// What is known about a text.
    pub(crate) fn new(text: Text, analysis: Analysis, configuration: Arc<Configuration>) -> Self {
        Snapshot { text, analysis, configuration, found: OnceLock::new() }
    }

    /// Has the rules look at it, given the version before, once `announce` has shown it to those who need not wait for
    /// that. Whoever asks meanwhile what they find does wait.
    pub(crate) fn check(&self, before: Option<&Snapshot>, announce: impl FnOnce()) {
        self.found.get_or_init(|| {
            announce();
            let same_settings = |before: &&Snapshot| Arc::ptr_eq(&before.configuration, &self.configuration);
            let before = before.filter(same_settings);
            match before.and_then(|before| Some((&before.analysis, before.found.get()?))) {
                Some((before, found)) => rules::recheck(before, found, &self.analysis, self.settings()),
                None => self.checked(),
            }
        });
    }

    /// What the rules find in it.
    pub(crate) fn found(&self) -> &[rules::Diagnostic] {
        self.found.get_or_init(|| self.checked())
    }

    fn checked(&self) -> Vec<rules::Diagnostic> {
        rules::check_with(&self.analysis, self.settings())
    }

    fn settings(&self) -> &Settings {
        &self.configuration.rules
    }
}

/// How far the analysis of a document has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    /// The revision that was last attempted.
    pub(crate) revision: u64,
    /// The newest that succeeded: of that revision, unless the analysis panicked. `None` for what is no article.
    pub(crate) snapshot: Option<Arc<Snapshot>>,
}

/// The documents that the client has open, by URI.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: DashMap<Uri, Document>,
}

/// An open document. When it is dropped its analyst leaves and requests that wait for it get no answer.
#[derive(Debug)]
struct Document {
    text: watch::Sender<Text>,
    progress: watch::Receiver<Progress>,
    analyst: Arc<Analyst>,
}

/// What an analyst needs of its document: texts in, progress out.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The newest text; closed when the document is.
    pub(crate) text: watch::Receiver<Text>,
    /// Where the analyst says how far it is.
    pub(crate) progress: watch::Sender<Progress>,
    /// What is shown of the document while somebody is typing.
    pub(crate) calm: Arc<Calm>,
}

/// A text that a request is about and whose analysis it waits for.
pub(crate) struct Awaited {
    revision: u64,
    progress: watch::Receiver<Progress>,
}

impl Awaited {
    /// The analysis of the text or of a newer one, as soon as there is one. `None` if the document is closed
    /// before, or if no version of it could be analysed.
    pub(crate) async fn snapshot(mut self) -> Option<Arc<Snapshot>> {
        let progress = self.progress.wait_for(|progress| progress.revision >= self.revision).await.ok()?;
        progress.snapshot.clone()
    }
}

impl Documents {
    /// Opens a document, and gives its desk to an analyst; whether it was not open before. One that is open already only
    /// gets the new text: it has an analyst.
    pub(crate) fn open(
        &self,
        uri: Uri,
        language_id: &str,
        version: i32,
        text: &str,
        analyst: impl FnOnce(Desk) -> Arc<Analyst>,
    ) -> bool {
        let rope = Rope::from_str(text);
        if let Some(document) = self.open.get(&uri) {
            tracing::warn!("{} is opened twice", uri.as_str());
            document.set(rope, version, None, &[]);
            return false;
        }
        let language_id = language_id.into();
        let (typing, edits) = (None, Edits::default());
        let text = Text { rope, version, revision: 1, language_id, typing, edits };
        let (text, newest) = watch::channel(text);
        let (reports, progress) = watch::channel(Progress::default());
        let analyst = analyst(Desk { text: newest, progress: reports, calm: Arc::default() });
        self.open.insert(uri, Document { text, progress, analyst: Arc::clone(&analyst) });
        analyst.wake();
        true
    }

    /// Applies the edits of one message, in order.
    ///
    /// A version that does not ascend is applied all the same: what the client sends last is what it shows.
    pub(crate) fn change(
        &self,
        uri: &Uri,
        version: i32,
        edits: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) {
        let Some(document) = self.open.get(uri) else {
            tracing::warn!("{} is changed but not open", uri.as_str());
            return;
        };
        // A copy, so that a panic in the middle leaves the text whole.
        let (mut rope, before) = {
            let text = document.text.borrow();
            (text.rope.clone(), text.typing)
        };
        let mut steps = Vec::with_capacity(edits.len());
        for edit in edits {
            match edit.range {
                Some(range) => {
                    let (start, end) = (line_col(range.start), line_col(range.end));
                    let from = position::offset(&rope, encoding, start);
                    let to = if end == start { from } else { position::offset(&rope, encoding, end) };
                    // Where a client sends them the other way round, what stands between them is meant.
                    let (from, to) = (from.min(to), from.max(to));
                    steps.push(Edit { start: from, removed: to - from, inserted: &edit.text });
                    position::replace(&mut rope, from, to, &edit.text);
                }
                None => {
                    steps.push(Edit { start: 0, removed: rope.len_bytes(), inserted: &edit.text });
                    rope = Rope::from_str(&edit.text);
                }
            }
        }
        let typing = Typing::after(before, &steps, &rope, Instant::now());
        document.set(rope, version, typing, &steps);
    }

    /// Typing has ended, with a document's text as it is.
    pub(crate) fn settle(&self, uri: &Uri) {
        if let Some(document) = self.open.get(uri) {
            // The text is let go before the diary is taken: the analyst takes them in the other order.
            let revision = document.text.borrow().revision;
            document.analyst.settle(revision);
        }
    }

    /// What is shown of a document while somebody is typing.
    pub(crate) fn calm(&self, uri: &Uri) -> Option<Arc<Calm>> {
        self.open.get(uri).map(|document| Arc::clone(document.analyst.calm()))
    }

    /// Makes a new revision of every text, since something else has changed that its analysis depends on.
    pub(crate) fn touch_all(&self) {
        for document in &self.open {
            document.text.send_modify(|text| {
                text.edits.forget();
                text.revision += 1;
            });
            document.analyst.wake();
        }
    }

    /// The documents that are open.
    pub(crate) fn uris(&self) -> Vec<Uri> {
        self.open.iter().map(|document| document.key().clone()).collect()
    }

    /// Closes a document; whether it was open.
    pub(crate) fn close(&self, uri: &Uri) -> bool {
        self.open.remove(uri).is_some()
    }

    /// The newest text of a document.
    pub(crate) fn text(&self, uri: &Uri) -> Option<Text> {
        self.open.get(uri).map(|document| document.text.borrow().clone())
    }

    /// Takes hold of the text as it is now.
    pub(crate) fn awaited(&self, uri: &Uri) -> Option<Awaited> {
        let document = self.open.get(uri)?;
        let revision = document.text.borrow().revision;
        Some(Awaited { revision, progress: document.progress.clone() })
    }

    /// Runs `work` if the document that `progress` reports on is still open, and keeps it open meanwhile.
    pub(crate) fn while_open(&self, uri: &Uri, progress: &watch::Sender<Progress>, work: impl FnOnce()) {
        match self.open.get(uri) {
            Some(document) if progress.subscribe().same_channel(&document.progress) => work(),
            _ => {}
        }
    }
}

impl Document {
    /// The next text, made by these edits; by none if that is not known.
    fn set(&self, rope: Rope, version: i32, typing: Option<Typing>, edits: &[Edit]) {
        self.text.send_modify(|text| {
            (text.rope, text.version, text.typing) = (rope, version, typing);
            text.edits.note(edits);
            text.revision += 1;
        });
        self.analyst.wake();
    }
}

/// The client's place, in the client's unit.
pub(crate) fn line_col(position: Position) -> LineCol {
    LineCol { line: position.line, character: position.character }
}
