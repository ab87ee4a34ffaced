//! Floor 6: the language server. tower-lsp lives here and nowhere else.
//!
//! The way of a message:
//!
//! 1. `wire` reads it. An edit is made at once by the thread that has read it; all else goes to tower-lsp's `LspService`
//!    through `in_order`, which starts the handler before the next message is read. An edit is therefore in when the request
//!    behind it begins.
//! 2. `backend` lists the messages; what is done about each is a file in `requests/`.
//! 3. An edit goes into the document's rope (`documents`), which wakes the document's `analyst`: one a document, who
//!    analyses the newest text on a thread of the `workroom`, and writes its diagnostics to the client from there. A key
//!    wakes that thread and no other: each that has to wake up costs as much as reading the message.
//! 4. A request waits, without holding anything, until a text at least as new as the one it found is
//!    analysed, and works on that snapshot on a thread of the `workroom`. An answer that may be long is `written` there.
//! 5. What a document's analysis depends on besides its text, the analyst asks of the `house`: the editor's settings,
//!    configuration files and people lists. When one of them changes (`settings`), every document gets a new revision
//!    of the same text, so that a request behind the change waits for an analysis that knows of it.
//! 6. `convert` turns byte spans into the client's positions on the way out.
//!
//! What is deliberately absent: no handler waits for the client, no lock is held across an `.await`, and nothing but
//! the protocol is written to standard output.
//! There are two clocks: one looks at files that the client does not watch, and one notices that somebody has stopped
//! typing (`typing`), so that what half a sentence would have had wrong is shown now.

mod agreed;
mod analyst;
mod backend;
mod cards;
mod convert;
mod documents;
mod edits;
mod house;
mod in_order;
mod library;
mod progress;
mod requests;
mod session;
mod settings;
mod speakers;
mod targets;
mod typing;
mod whole;
mod wire;
mod workroom;
mod written;

use in_order::InOrder;
use requests::synchronise;
use session::Session;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How the server is reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerOptions {
    /// A TCP port on this machine (0: any that is free) for one client, instead of standard input and output.
    pub tcp: Option<u16>,
}

/// How a session with a client ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The client asked the server to shut down first.
    AfterShutdown,
    /// The client left, or said `exit`, without a word before.
    Abruptly,
}

/// Serves one client and returns the process's exit code, as the protocol sets it: 0 after `shutdown`, else 1.
pub fn run(options: ServerOptions) -> ExitCode {
    log_to_stderr();
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("onrecord: the server cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(async {
        match options.tcp {
            Some(port) => serve_tcp(port).await,
            None => serve_stdio().await,
        }
    });
    // A thread still waits for standard input, which the client may keep open: leave without it.
    runtime.shutdown_background();
    match ended {
        Ok(Ended::AfterShutdown) => ExitCode::SUCCESS,
        Ok(Ended::Abruptly) => ExitCode::FAILURE,
        Err(error) => {
            match options.tcp {
                Some(port) => eprintln!("onrecord: cannot listen on port {port}: {error}"),
                None => eprintln!("onrecord: the server cannot start: {error}"),
            }
            ExitCode::FAILURE
        }
    }
}

/// Serves one client on any pair of pipes until it leaves. Must be called inside a tokio runtime with time.
pub async fn serve(
    input: impl AsyncRead + Unpin + Send,
    output: impl AsyncWrite + Unpin + Send + 'static,
) -> Ended {
    let (outbox, outgoing) = wire::outbox();
    let session = Arc::new(Session::new(outbox.clone()));
    let (service, socket) = backend::service(session.clone());
    let change = synchronise::changes(&session);
    wire::serve(input, output, change, InOrder::new(service), socket, outbox, outgoing).await;
    session.ended()
}

/// The same on standard input and output.
async fn serve_stdio() -> std::io::Result<Ended> {
    let pen = wire::Pen::new()?;
    let session = Arc::new(Session::new(wire::Outbox::Pen(Arc::clone(&pen))));
    let (service, socket) = backend::service(session.clone());
    wire::serve_stdio(synchronise::changes(&session), InOrder::new(service), socket, pen).await?;
    Ok(session.ended())
}

async fn serve_tcp(port: u16) -> std::io::Result<Ended> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    eprintln!("onrecord: listening on {}", listener.local_addr()?);
    let (stream, _) = listener.accept().await?;
    drop(listener);
    // Answers are small and waited for.
    stream.set_nodelay(true)?;
    let (input, output) = stream.into_split();
    Ok(serve(input, output).await)
}

/// One thread for what waits; for files, as many as the machine has cores and two more. What takes time is done in the
/// [`workroom`], and standard input and output have threads of their own.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(cores.max(2) + 2)
        .thread_name("onrecord")
        .enable_all()
        .build()
}

/// `ONRECORD_LOG` chooses what is logged (`debug`, `onrecord=trace`, …); otherwise warnings are.
fn log_to_stderr() {
    let asked = std::env::var("ONRECORD_LOG").ok().filter(|asked| !asked.is_empty());
    let filter: Targets = asked.and_then(|asked| asked.parse().ok()).unwrap_or_else(|| {
        let warnings = Targets::new().with_default(LevelFilter::WARN);
        warnings.with_target("tower_lsp_server", LevelFilter::ERROR)
    });
    let stderr = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // An embedder may have a subscriber of its own: then that one is used.
    let _ = tracing_subscriber::registry().with(filter).with(stderr).try_init();
}
