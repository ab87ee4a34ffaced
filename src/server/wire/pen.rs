//! Standard input and output, each with a thread of its own.

use super::frame::Frame;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::oneshot;

/// Writes messages to standard output in the order in which they were left. One hand at a time holds it: its own thread's, or
/// that of whoever has left a message and may wait for the client.
#[derive(Debug)]
pub(crate) struct Pen {
    output: File,
    tray: Mutex<Tray>,
    /// Something was left, or there will be no more.
    called: Condvar,
}

#[derive(Debug, Default)]
struct Tray {
    waiting: Vec<Frame>,
    /// Somebody is writing, and writes what is left meanwhile as well.
    writing: bool,
    /// There will be no more.
    closed: bool,
    /// The client does not listen any more.
    deaf: bool,
}

impl Pen {
    pub(crate) fn new() -> io::Result<Arc<Self>> {
        Ok(Arc::new(Pen { output: stdout()?, tray: Mutex::default(), called: Condvar::new() }))
    }

    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the pen's own thread. What is returned is done when all is written behind [`close`](Self::close), or when
    /// nothing can be written any more.
    pub(super) fn begin(self: &Arc<Self>) -> io::Result<oneshot::Receiver<()>> {
        let (ends, ended) = oneshot::channel();
        let pen = Arc::clone(self);
        let write = move || {
            pen.write_when_called();
            drop(ends);
        };
        thread::Builder::new().name("onrecord-write".to_owned()).spawn(write)?;
        Ok(ended)
    }

    /// Leaves a message. Once the client has gone it is dropped.
    pub(super) fn leave(&self, frame: Frame) {
        let mut tray = self.tray();
        if !tray.closed && !tray.deaf {
            tray.waiting.push(frame);
        }
    }

    /// Has the pen's own thread write what was left.
    pub(super) fn call(&self) {
        self.called.notify_one();
    }

    /// There will be no more messages.
    pub(super) fn close(&self) {
        self.tray().closed = true;
        self.call();
    }

    /// Writes what was left, unless somebody is writing, who will write that, too.
    pub(super) fn write(&self) {
        let mut tray = self.tray();
        if tray.writing {
            return;
        }
        tray.writing = true;
        while !tray.waiting.is_empty() {
            let frames = std::mem::take(&mut tray.waiting);
            drop(tray);
            let written = frames.iter().try_for_each(|frame| frame.write_at_once(&self.output));
            tray = self.tray();
            if let Err(error) = written {
                tracing::warn!("cannot write to the client: {error}");
                tray.deaf = true;
                tray.waiting.clear();
            }
        }
        tray.writing = false;
        if tray.closed || tray.deaf {
            self.call();
        }
    }

    fn write_when_called(&self) {
        loop {
            let mut tray = self.tray();
            while tray.writing || tray.waiting.is_empty() {
                if !tray.writing && (tray.closed || tray.deaf) {
                    return;
                }
                tray = self.called.wait(tray).unwrap_or_else(PoisonError::into_inner);
            }
            drop(tray);
            self.write();
        }
    }
}

/// Standard output without the buffer of the standard library, which writes line by line.
fn stdout() -> io::Result<File> {
    #[cfg(unix)]
    let output = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let output = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(File::from(output))
}

/// An input that has a thread to itself, which waits for it.
pub(super) struct Blocking<R>(pub(super) R);

impl<R: Read + Unpin> AsyncRead for Blocking<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            match self.0.read(buffer.initialize_unfilled()) {
                Ok(read) => {
                    buffer.advance(read);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}
