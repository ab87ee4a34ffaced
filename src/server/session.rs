//! What the handlers of one session share.

use super::Ended;
use super::agreed::Agreed;
use super::documents::{Documents, Snapshot};
use super::house::House;
use super::library::Library;
use super::requests::semantic_tokens::TokenCache;
use super::requests::workspace_diagnostic::Reports;
use super::wire::Outbox;
use super::workroom::{Work, Workroom};
use super::written::Written;
use serde::Serialize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics, ShowMessage};
use tower_lsp::ls_types::{
    ClientCapabilities, Diagnostic, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri,
};

/// A session with one client.
#[derive(Debug)]
pub(crate) struct Session {
    /// What the client has open.
    pub(crate) documents: Documents,
    agreed: OnceLock<Agreed>,
    /// What settings come from.
    pub(crate) house: House,
    /// Articles that need not be open.
    pub(crate) library: Library,
    /// The diagnostics of articles that are not open.
    pub(crate) reports: Arc<Reports>,
    /// The tokens that the client got last.
    pub(crate) tokens: Arc<TokenCache>,
    /// Where work is done that takes time.
    pub(crate) workroom: Arc<Workroom>,
    client: OnceLock<Client>,
    outbox: Outbox,
    pulls: AtomicU64,
    drafts: AtomicU64,
    shut_down: AtomicBool,
}

impl Session {
    pub(crate) fn new(outbox: Outbox) -> Self {
        Session {
            documents: Documents::default(),
            agreed: OnceLock::new(),
            house: House::default(),
            library: Library::default(),
            reports: Arc::default(),
            tokens: Arc::default(),
            workroom: Arc::default(),
            client: OnceLock::new(),
            outbox,
            pulls: AtomicU64::new(0),
            drafts: AtomicU64::new(0),
            shut_down: AtomicBool::new(false),
        }
    }

    /// Agrees with the client; the first time counts.
    pub(crate) fn agree(&self, client: &ClientCapabilities, name: Option<&str>) -> Agreed {
        *self.agreed.get_or_init(|| Agreed::with(client, name))
    }

    /// What was agreed; what the protocol presumes, before anything was.
    pub(crate) fn agreed(&self) -> Agreed {
        self.agreed.get().copied().unwrap_or_else(|| Agreed::with(&ClientCapabilities::default(), None))
    }

    /// Remembers how to ask the client something.
    pub(crate) fn meet(&self, client: Client) {
        let _ = self.client.set(client);
    }

    /// How to ask the client something: in a task, for an answer may never come.
    pub(crate) fn client(&self) -> Option<Client> {
        self.client.get().cloned()
    }

    /// Counts the questions for the client's settings.
    pub(crate) fn next_pull(&self) -> u64 {
        self.pulls.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Whether no question for the client's settings is newer.
    pub(crate) fn is_newest_pull(&self, asked: u64) -> bool {
        self.pulls.load(Ordering::SeqCst) == asked
    }

    /// Counts the edits of the house's own files.
    pub(crate) fn next_draft(&self) -> u64 {
        self.drafts.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Whether no edit of the house's own files is newer.
    pub(crate) fn is_newest_draft(&self, typed: u64) -> bool {
        self.drafts.load(Ordering::SeqCst) == typed
    }

    /// Sends the client a notification.
    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        self.outbox.notify::<N>(params);
    }

    /// Shows the user a message.
    pub(crate) fn show_message(&self, typ: MessageType, message: String) {
        self.outbox.notify::<ShowMessage>(ShowMessageParams { typ, message });
    }

    pub(crate) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::SeqCst);
    }

    pub(crate) fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }

    /// Whether it has begun and is not over.
    pub(crate) fn is_open(&self) -> bool {
        self.agreed.get().is_some() && !self.was_shut_down()
    }

    /// How it has ended.
    pub(crate) fn ended(&self) -> Ended {
        if self.was_shut_down() { Ended::AfterShutdown } else { Ended::Abruptly }
    }

    /// Tells the client all diagnostics of a document, and of which version they are if it wants to know.
    pub(crate) fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.leave(uri, diagnostics, version);
        self.outbox.call();
    }

    /// The same, but only leaves it for [`deliver`](Self::deliver).
    pub(crate) fn leave(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        let version = version.filter(|_| self.agreed().diagnostics_version);
        self.outbox.leave::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// Writes to the client what is left for it, if this thread can; it may have to wait for the client.
    pub(crate) fn deliver(&self) {
        self.outbox.deliver();
    }

    /// Answers a request about a document with what `work` makes of its analysis, off the protocol loop.
    ///
    /// The analysis is of the text as it is at the call or of a newer one. The answer is `None` for a document
    /// that is not open, which a client may ask about when it has just closed it. A panic is an internal error.
    pub(crate) fn answer<T, W>(
        &self,
        uri: &Uri,
        work: W,
    ) -> impl Future<Output = Result<Option<T>>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce(&Snapshot, Agreed) -> Option<T> + Send + 'static,
    {
        let awaited = self.documents.awaited(uri);
        let (agreed, room) = (self.agreed(), Arc::clone(&self.workroom));
        async move {
            let Some(awaited) = awaited else { return Ok(None) };
            let Some(snapshot) = awaited.snapshot().await else { return Ok(None) };
            Work::begin(&room, move || work(&snapshot, agreed)).result().await
        }
    }

    /// The same, with the answer written as JSON at once.
    pub(crate) fn write<T, W>(
        &self,
        uri: &Uri,
        work: W,
    ) -> impl Future<Output = Result<Option<Written>>> + Send + use<T, W>
    where
        T: Serialize,
        W: FnOnce(&Snapshot, Agreed) -> Option<T> + Send + 'static,
    {
        let answer = self.answer(uri, |snapshot, agreed| Some(Written::of(&work(snapshot, agreed)?)));
        async move { answer.await?.transpose() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::requests::synchronise;
    use crate::server::wire::outbox;
    use tower_lsp::jsonrpc::Error;
    use tower_lsp::ls_types::TextDocumentItem;

    /// A session in which a document is open.
    fn session() -> (Arc<Session>, Uri) {
        let (outbox, _) = outbox();
        let session = Arc::new(Session::new(outbox));
        let uri: Uri = "file:///bridge.article".parse().unwrap();
        let text = "“It took eleven years.”".to_owned();
        let document = TextDocumentItem { uri: uri.clone(), language_id: String::new(), version: 4, text };
        synchronise::open(&session, document);
        (session, uri)
    }

    #[tokio::test]
    async fn an_answer_is_about_the_text_that_the_request_found() {
        let (session, uri) = session();
        let text = session.answer(&uri, |snapshot, _| Some(snapshot.analysis.text().to_owned()));
        assert_eq!(text.await, Ok(Some("“It took eleven years.”".to_owned())));
        let unknown = "file:///other.article".parse().unwrap();
        assert_eq!(session.answer(&unknown, |_, _| Some(())).await, Ok(None));
    }

    #[tokio::test]
    async fn a_panic_is_an_error_and_the_next_request_is_answered() {
        let (session, uri) = session();
        let answer = session.answer(&uri, |_, _| -> Option<()> { panic!("as planned") });
        assert_eq!(answer.await, Err(Error::internal_error()));
        assert_eq!(session.answer(&uri, |snapshot, _| Some(snapshot.text.version)).await, Ok(Some(4)));
    }

    #[tokio::test]
    async fn a_request_whose_document_is_closed_is_answered() {
        let (session, uri) = session();
        let answer = session.answer(&uri, |_, _| Some(()));
        synchronise::close(&session, uri);
        // The analyst has not begun, or has just done it: both are fine, silence is not.
        assert!(answer.await.is_ok());
    }
}
