//! The wire: messages in, messages out.
//!
//! This stands in for `tower_lsp::Server`, which ends the session at the first message that is not JSON (a
//! decoder's error ends tokio-util's stream), stops reading while a hundred handlers are unfinished, and runs
//! all handlers on one task. Here a bad message is answered with an error and forgotten, a handler is a task
//! of its own, and reading never waits for writing.

mod frame;

use super::written::Answer;
use frame::{Frame, Frames, Incoming};
use futures::{SinkExt, StreamExt};
use serde::Serialize;
use std::fmt::Debug;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tower::Service;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::{ClientSocket, Loopback};

/// How long answers that are under way may take when the client has closed the pipe without `exit`.
const LAST_ANSWERS: Duration = Duration::from_millis(1000);
/// The same after `exit`, which cancels them.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Where messages to the client are put. Sending never waits.
#[derive(Clone, Debug)]
pub(crate) struct Outbox(UnboundedSender<Frame>);

/// Messages on their way to the client, each framed.
#[derive(Debug)]
pub(crate) struct Outgoing(UnboundedReceiver<Frame>);

/// An outbox, and the other end of it.
pub(crate) fn outbox() -> (Outbox, Outgoing) {
    let (sender, receiver) = unbounded_channel();
    (Outbox(sender), Outgoing(receiver))
}

impl Outbox {
    /// Sends a notification.
    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        #[derive(Serialize)]
        struct Message<P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: P,
        }
        self.send(&Message { jsonrpc: "2.0", method: N::METHOD, params });
    }

    /// Sends a message. Once the client has gone it is dropped.
    fn send(&self, message: &impl Serialize) {
        self.send_text(serde_json::to_vec(message).map(|text| vec![text]));
    }

    /// Sends an answer.
    fn answer(&self, answer: Answer) {
        self.send_text(answer.into_text());
    }

    fn send_text(&self, text: serde_json::Result<Vec<Vec<u8>>>) {
        match text {
            Ok(text) => drop(self.0.send(Frame::around(text))),
            Err(error) => tracing::error!("a message to the client cannot be written as JSON: {error}"),
        }
    }
}

/// Serves until the client says `exit` or closes either pipe.
pub(crate) async fn serve<S>(
    input: impl AsyncRead + Unpin + Send,
    output: impl AsyncWrite + Unpin + Send + 'static,
    mut service: S,
    socket: ClientSocket,
    outbox: Outbox,
    outgoing: Outgoing,
) where
    S: Service<Request, Response = Option<Answer>>,
    S::Future: Send + 'static,
    S::Error: Debug + Send + 'static,
{
    let (no_more, last) = oneshot::channel();
    let mut writer = tokio::spawn(write(output, outgoing, last));
    let (requests, mut answers) = socket.split();
    let forwarder = tokio::spawn(forward(requests, outbox.clone()));
    let mut frames = Frames::new(input);
    let mut under_way = JoinSet::new();

    let patience = loop {
        let incoming = tokio::select! {
            incoming = frames.next() => incoming,
            _ = &mut writer => break Duration::ZERO,
        };
        // Tasks that are done, so that they do not pile up.
        while under_way.try_join_next().is_some() {}
        match incoming {
            Ok(Some(Incoming::Request(request))) => {
                let exit = request.method() == "exit";
                if std::future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break LAST_WORDS;
                }
                under_way.spawn(answer(service.call(request), outbox.clone()));
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

    let all_answered = async { while under_way.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(patience, all_answered).await;
    under_way.abort_all();
    forwarder.abort();
    let _ = no_more.send(());
    if !writer.is_finished() {
        let _ = tokio::time::timeout(LAST_WORDS, writer).await;
    }
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
