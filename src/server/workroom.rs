//! Threads for work that takes time, so that the protocol does not wait for it.
//!
//! tokio has such threads, and gives work to any that is free. The allocator keeps for each thread what was freed there,
//! so an article that is analysed now by one and now by another is held in pieces by all. Here the first free one takes the
//! work: who types in one document has it analysed by the same thread, and the others begin when there is more to do.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};

type Job = Box<dyn FnOnce() + Send>;

/// Threads that begin when there is work for them, and leave when this is dropped.
#[derive(Debug)]
pub(crate) struct Workroom {
    desks: Arc<Mutex<Desks>>,
    most: usize,
}

#[derive(Default)]
struct Desks {
    /// Where each thread gets its work.
    threads: Vec<Sender<Job>>,
    /// Which of them have none.
    idle: Vec<bool>,
    /// What nobody has taken yet.
    queue: VecDeque<Job>,
}

impl std::fmt::Debug for Desks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desks").field("idle", &self.idle).field("queued", &self.queue.len()).finish()
    }
}

impl Default for Workroom {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        // One may wait for what another finds, and the next must not wait for both.
        Workroom { desks: Arc::default(), most: cores.max(2) + 1 }
    }
}

impl Workroom {
    /// Begins work for which nobody waits; whether anybody will do it. Must be called inside a tokio runtime, which the work
    /// may use.
    pub(crate) fn run(&self, work: impl FnOnce() + Send + 'static) -> bool {
        let mut desks = lock(&self.desks);
        let job: Job = Box::new(work);
        if let Some(free) = desks.idle.iter().position(|idle| *idle) {
            desks.idle[free] = false;
            return desks.threads[free].send(job).is_ok();
        }
        desks.queue.push_back(job);
        if desks.threads.len() < self.most {
            self.hire(&mut desks);
        }
        !desks.threads.is_empty()
    }

    /// More work for the thread that asks, which is one of these: it takes it when it has done what it is at, behind what
    /// is queued already.
    pub(crate) fn go_on(&self, work: impl FnOnce() + Send + 'static) {
        lock(&self.desks).queue.push_back(Box::new(work));
    }

    /// One more thread, which takes what is queued.
    fn hire(&self, desks: &mut Desks) {
        let (sender, given) = channel();
        let (number, room, runtime) = (desks.threads.len(), Arc::downgrade(&self.desks), Handle::current());
        let thread = std::thread::Builder::new().name("onrecord-work".to_owned());
        match thread.spawn(move || work_on(number, &room, &given, &runtime)) {
            Ok(_) => {
                desks.threads.push(sender);
                desks.idle.push(false);
            }
            // Those who are there get to it; if there is nobody, who waits is told that there is no answer.
            Err(error) => {
                tracing::error!("no thread for work: {error}");
                if desks.threads.is_empty() {
                    desks.queue.clear();
                }
            }
        }
    }
}

/// Works off what is queued, and then what is given to this thread, until the room is closed.
fn work_on(number: usize, room: &Weak<Mutex<Desks>>, given: &Receiver<Job>, runtime: &Handle) {
    let _entered = runtime.enter();
    loop {
        let Some(desks) = room.upgrade() else { return };
        let queued = {
            let mut desks = lock(&desks);
            let queued = desks.queue.pop_front();
            desks.idle[number] = queued.is_none();
            queued
        };
        drop(desks);
        let Some(job) = queued.or_else(|| given.recv().ok()) else { return };
        // The hook has told of a panic, and who waits for the work is told by its end.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

fn lock(desks: &Mutex<Desks>) -> MutexGuard<'_, Desks> {
    desks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Work for which somebody waits. It is not begun any more once nobody does: tower-lsp drops the handler of a request that
/// is cancelled.
pub(crate) struct Work<T>(oneshot::Receiver<T>);

impl<T: Send + 'static> Work<T> {
    /// Begins it.
    pub(crate) fn begin(room: &Workroom, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (done, waits) = oneshot::channel();
        room.run(move || {
            if !done.is_closed() {
                let _ = done.send(work());
            }
        });
        Work(waits)
    }

    /// What it comes to; `None` after a panic.
    pub(crate) async fn done(self) -> Option<T> {
        self.0.await.ok()
    }

    /// The same as the answer to a request: a panic is an internal error.
    pub(crate) async fn result(self) -> Result<T> {
        self.done().await.ok_or_else(|| {
            tracing::error!("a request was not answered");
            Error::internal_error()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[tokio::test]
    async fn one_thing_after_another_is_done_by_one_thread() {
        let room = Workroom::default();
        let mut threads = vec![];
        for _ in 0..20 {
            threads.push(Work::begin(&room, || thread::current().id()).done().await.unwrap());
            // It is free a moment after its work is done.
            while !lock(&room.desks).idle[0] {
                tokio::task::yield_now().await;
            }
        }
        threads.dedup();
        assert_eq!(threads.len(), 1);
    }

    #[tokio::test]
    async fn what_goes_on_is_done_by_the_thread_that_is_at_it() {
        let room = Arc::new(Workroom::default());
        let same_room = Arc::clone(&room);
        let (tell, told) = oneshot::channel();
        let begins = move || {
            same_room.go_on(move || {
                let _ = tell.send(thread::current().id());
            });
            thread::current().id()
        };
        assert_eq!(Work::begin(&room, begins).done().await, told.await.ok());
    }

    #[tokio::test]
    async fn everything_is_done_however_much_it_is() {
        let room = Workroom::default();
        let works: Vec<_> = (0..100).map(|i| Work::begin(&room, move || i)).collect();
        let mut sum = 0;
        for work in works {
            sum += work.done().await.unwrap();
        }
        assert_eq!(sum, 4950);
        assert!(lock(&room.desks).threads.len() <= room.most);
    }

    #[tokio::test]
    async fn a_panic_ends_its_own_work_only() {
        let room = Workroom::default();
        assert_eq!(
            Work::<()>::begin(&room, || panic!("as planned")).result().await,
            Err(Error::internal_error())
        );
        assert_eq!(Work::begin(&room, || 1).result().await, Ok(1));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_not_begun() {
        let room = Workroom { most: 1, ..Workroom::default() };
        let (go_on, held) = channel::<()>();
        let first = Work::begin(&room, move || held.recv().is_ok());
        let (begun, begins) = channel();
        drop(Work::begin(&room, move || begun.send(())));
        go_on.send(()).unwrap();
        assert_eq!(first.done().await, Some(true));
        assert!(begins.recv().is_err(), "it was thrown away");
    }
}
