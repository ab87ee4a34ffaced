//! The wire: messages in, messages out.
//!
//! This stands in for `tower_lsp::Server`, which ends the session at the first message that is not JSON (a
//! decoder's error ends tokio-util's stream), stops reading while a hundred handlers are unfinished, and runs
//! all handlers on one task. Here a bad message is answered with an error and forgotten, a handler is a task
//! of its own, and reading never waits for writing.

mod frame;
mod pen;

use super::written::Answer;
use frame::{Frame, Frames, Incoming};
use futures::{FutureExt, SinkExt, StreamExt};
use pen::Blocking;
pub(crate) use pen::Pen;
use serde::Serialize;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tower::Service;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::DidChangeTextDocumentParams;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::{ClientSocket, Loopback};

/// How long answers that are under way may take when the client has closed the pipe without `exit`.
const LAST_ANSWERS: Duration = Duration::from_millis(1000);
/// The same after `exit`, which cancels them.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Where messages to the client are put. Sending never waits.
#[derive(Clone, Debug)]
pub(crate) enum Outbox {
    /// A task writes them.
    Task(UnboundedSender<Frame>),
    /// A thread does, or whoever has left one there and can wait for the client.
    Pen(Arc<Pen>),
}

/// Messages on their way to the client, each framed.
#[derive(Debug)]
pub(crate) struct Outgoing(UnboundedReceiver<Frame>);

/// An outbox, and the other end of it.
pub(crate) fn outbox() -> (Outbox, Outgoing) {
    let (sender, receiver) = unbounded_channel();
    (Outbox::Task(sender), Outgoing(receiver))
}

impl Outbox {
    /// Sends a notification.
    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        self.leave::<N>(params);
        self.call();
    }

    /// Leaves a notification for whoever is [called](Self::call), or [delivers](Self::deliver) what was left.
    pub(crate) fn leave<N: Notification>(&self, params: N::Params) {
        #[derive(Serialize)]
        struct Message<P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: P,
        }
        let message = Message { jsonrpc: "2.0", method: N::METHOD, params };
        self.leave_text(serde_json::to_vec(&message).map(|text| vec![text]));
    }

    /// Has somebody else write what was left.
    pub(crate) fn call(&self) {
        if let Outbox::Pen(pen) = self {
            pen.call();
        }
    }

    /// Writes what was left, which may have to wait for the client: not for threads on which others depend.
    pub(crate) fn deliver(&self) {
        if let Outbox::Pen(pen) = self {
            pen.write();
        }
    }

    /// Sends a message. Once the client has gone it is dropped.
    fn send(&self, message: &impl Serialize) {
        self.leave_text(serde_json::to_vec(message).map(|text| vec![text]));
        self.call();
    }

    /// Sends an answer.
    fn answer(&self, answer: Answer) {
        self.leave_text(answer.into_text());
        self.call();
    }

    fn leave_text(&self, text: serde_json::Result<Vec<Vec<u8>>>) {
        match (text.map(Frame::around), self) {
            (Ok(frame), Outbox::Task(task)) => drop(task.send(frame)),
            (Ok(frame), Outbox::Pen(pen)) => pen.leave(frame),
            (Err(error), _) => tracing::error!("a message to the client cannot be written as JSON: {error}"),
        }
    }
}

/// Serves until the client says `exit` or closes either pipe. An edit is made by `change`, at once; all else goes through the
/// service.
pub(crate) async fn serve<S>(
    input: impl AsyncRead + Unpin + Send,
    output: impl AsyncWrite + Unpin + Send + 'static,
    change: impl FnMut(DidChangeTextDocumentParams),
    service: S,
    socket: ClientSocket,
    outbox: Outbox,
    outgoing: Outgoing,
) where
    S: Service<Request, Response = Option<Answer>>,
    S::Future: Send + 'static,
    S::Error: Debug + Send + 'static,
{
    let (no_more, last) = oneshot::channel();
    let writer = tokio::spawn(write(output, outgoing, last));
    let (requests, answers) = socket.split();
    let forwarder = tokio::spawn(forward(requests, outbox.clone()));
    let receiving = receive(input, change, service, answers, outbox);
    exchange(receiving, writer, || {
        let _ = no_more.send(());
    })
    .await;
    forwarder.abort();
}

/// The same on standard input and output, each of which has a thread that waits for it: a message is handled by the thread
/// that has read it, and none other has to wake up for an edit but the one that analyses it.
pub(crate) async fn serve_stdio<S>(
    change: impl FnMut(DidChangeTextDocumentParams) + Send + 'static,
    service: S,
    socket: ClientSocket,
    pen: Arc<Pen>,
) -> io::Result<()>
where
    S: Service<Request, Response = Option<Answer>> + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Debug + Send + 'static,
{
    let writer = pen.begin()?;
    let outbox = Outbox::Pen(Arc::clone(&pen));
    let (requests, answers) = socket.split();
    let forwarder = tokio::spawn(forward(requests, outbox.clone()));
    let (ended, receiving) = oneshot::channel();
    let runtime = Handle::current();
    let read = move || {
        let received = receive(Blocking(io::stdin().lock()), change, service, answers, outbox);
        let _ = ended.send(runtime.block_on(received));
    };
    thread::Builder::new().name("onrecord-read".to_owned()).spawn(read)?;
    let receiving = async {
        receiving.await.unwrap_or_else(|_| Received { under_way: JoinSet::new(), patience: LAST_WORDS })
    };
    exchange(receiving, writer, || pen.close()).await;
    forwarder.abort();
    Ok(())
}

/// What is left when nothing more is received.
struct Received {
    /// Handlers that are not done.
    under_way: JoinSet<()>,
    /// How long they may take.
    patience: Duration,
}

/// Receives until the client has said its last word, or does not listen any more: then the writer ends. What is under way may
/// still be answered for a moment, and is written once there are `no_more`.
async fn exchange<T>(
    receiving: impl Future<Output = Received>,
    writer: impl Future<Output = T>,
    no_more: impl FnOnce(),
) {
    let mut writer = std::pin::pin!(writer);
    let received = tokio::select! {
        received = receiving => received,
        _ = &mut writer => return,
    };
    let Received { mut under_way, patience } = received;
    let all_answered = async { while under_way.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(patience, all_answered).await;
    under_way.abort_all();
    no_more();
    let _ = tokio::time::timeout(LAST_WORDS, writer).await;
}

/// Receives messages until the client says `exit` or closes the pipe.
async fn receive<S>(
    input: impl AsyncRead + Unpin,
    mut change: impl FnMut(DidChangeTextDocumentParams),
    mut service: S,
    mut answers: <ClientSocket as Loopback>::ResponseSink,
    outbox: Outbox,
) -> Received
where
    S: Service<Request, Response = Option<Answer>>,
    S::Future: Send + 'static,
    S::Error: Debug + Send + 'static,
{
    let mut frames = Frames::new(input);
    let mut under_way = JoinSet::new();
    let patience = loop {
        let incoming = frames.next().await;
        // Tasks that are done, so that they do not pile up.
        while under_way.try_join_next().is_some() {}
        match incoming {
            Ok(Some(Incoming::Change(edits))) => change(edits),
            Ok(Some(Incoming::Request(request))) => {
                let exit = request.method() == "exit";
                if std::future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break LAST_WORDS;
                }
                let mut answered = Box::pin(answer(service.call(request), outbox.clone()));
                // Notifications are mostly done by now.
                if (&mut answered).now_or_never().is_none() {
                    under_way.spawn(answered);
                }
                if exit {
                    break LAST_WORDS;
                }
            }
            Ok(Some(Incoming::Response(response))) => drop(answers.send(response).await),
            Ok(Some(Incoming::Bad(answer))) => outbox.send(&answer),
            Ok(None) => break LAST_ANSWERS,
            Err(error) => {
                tracing::warn!("cannot read from the client: {error}");
                break LAST_ANSWERS;
            }
        }
    };
    Received { under_way, patience }
}

/// Waits for a handler and sends what it answers; a notification's has nothing to say.
async fn answer<E: Debug>(handler: impl Future<Output = Result<Option<Answer>, E>>, outbox: Outbox) {
    match handler.await {
        Ok(Some(answer)) => outbox.answer(answer),
        Ok(None) => {}
        Err(error) => tracing::debug!("not handled: {error:?}"),
    }
}

/// Passes on the requests that tower-lsp's `Client` makes.
async fn forward(mut requests: <ClientSocket as Loopback>::RequestStream, outbox: Outbox) {
    while let Some(request) = requests.next().await {
        outbox.send(&request);
    }
}

/// Writes messages as they come, and after the `last` word those that are left.
async fn write(
    output: impl AsyncWrite + Unpin,
    Outgoing(mut outgoing): Outgoing,
    last: oneshot::Receiver<()>,
) {
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let mut last = std::pin::pin!(last);
    let mut closing = false;
    loop {
        let message = tokio::select! {
            biased;
            _ = &mut last, if !closing => {
                closing = true;
                outgoing.close();
                continue;
            }
            message = outgoing.recv() => message,
        };
        let Some(message) = message else { break };
        let written = message.write(&mut output).await;
        // One write for all that is ready.
        let flushed = if outgoing.is_empty() { output.flush().await } else { Ok(()) };
        if let Err(error) = written.and(flushed) {
            tracing::warn!("cannot write to the client: {error}");
            return;
        }
    }
    let _ = output.flush().await;
}
