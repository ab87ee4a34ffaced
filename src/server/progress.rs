//! Work that takes a while, shown in the editor.

use super::session::Session;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

/// No more reports than one in this time.
const PAUSE: Duration = Duration::from_millis(200);

/// Work of so many steps. It is over when this is dropped.
#[derive(Debug)]
pub(crate) struct Progress(watch::Sender<usize>);

impl Progress {
    /// Shows work, if the client can. Nothing waits for the client: it is told by a task.
    pub(crate) fn begin(
        session: &Session,
        runtime: &Handle,
        title: String,
        steps: usize,
    ) -> Option<Progress> {
        static TOKENS: AtomicU64 = AtomicU64::new(0);
        let client = session.client().filter(|_| session.agreed().shows_progress)?;
        let token = format!("onrecord-{}", TOKENS.fetch_add(1, Ordering::Relaxed));
        let (sender, done) = watch::channel(0);
        runtime.spawn(show(client, NumberOrString::String(token), title, steps, done));
        Some(Progress(sender))
    }

    /// Says how many steps are done.
    pub(crate) fn report(&self, done: usize) {
        self.0.send_replace(done);
    }
}

async fn show(
    client: Client,
    token: NumberOrString,
    title: String,
    steps: usize,
    mut done: watch::Receiver<usize>,
) {
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if let Err(error) = client.send_request::<WorkDoneProgressCreate>(create).await {
        return tracing::warn!("the client shows no progress: {error}");
    }
    let tell = |value| {
        let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(value) };
        client.send_notification::<ProgressNotification>(params)
    };
    let percentage = |done: usize| Some((done * 100 / steps.max(1)) as u32);
    let so_far = *done.borrow_and_update();
    tell(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title,
        cancellable: Some(false),
        message: None,
        percentage: percentage(so_far),
    }))
    .await;
    while done.changed().await.is_ok() {
        let so_far = *done.borrow_and_update();
        tell(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(false),
            message: Some(format!("{so_far} of {steps}")),
            percentage: percentage(so_far),
        }))
        .await;
        tokio::time::sleep(PAUSE).await;
    }
    tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
}
