//! All requests of one inspection side by side, each behind a promise; nothing waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::Timestamp;
use poll_promise::Promise;

use super::{Client, Exchange};
use crate::documents::{Content, Document, Origin, Request};

/// Requests that are under way.
pub struct Session {
    client: Client,
    pending: Vec<Pending>,
    done: usize,
    /// Raised when the requests of this generation are cancelled; the next generation gets its own.
    cancelled: Arc<AtomicBool>,
    /// Rings after every answer. One ring is enough for many answers, so that nothing piles up
    /// where nobody waits.
    bell: SyncSender<()>,
    rung: Receiver<()>,
}

/// One request under way. The worker always answers, be it with why it could not.
struct Pending {
    url: String,
    promise: Promise<Result<Document, Broken>>,
}

/// The worker itself failed.
#[derive(Debug, Clone, Copy)]
enum Broken {
    /// No thread could be started.
    NoThread,
    /// It panicked.
    Panicked,
}

/// How many requests are under way and done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Still waiting.
    pub waiting: usize,
    /// Answered or failed since the session began.
    pub done: usize,
}

impl Session {
    /// A session with nothing under way.
    pub fn new(client: Client) -> Self {
        let (bell, rung) = sync_channel(1);
        Self {
            client,
            pending: Vec::new(),
            done: 0,
            cancelled: Arc::default(),
            bell,
            rung,
        }
    }

    /// Starts requests; one that is under way already is not started again. `wake` is called from
    /// another thread after each answer is there to be taken.
    pub fn start(
        &mut self,
        requests: Vec<Request>,
        wake: impl Fn() + Send + Sync + Clone + 'static,
    ) {
        for request in requests {
            if !self.asking(&request.url) {
                let pending = self.ask(request, wake.clone());
                self.pending.push(pending);
            }
        }
    }

    fn ask(&self, request: Request, wake: impl Fn() + Send + 'static) -> Pending {
        let url = request.url.clone();
        let (client, bell) = (self.client.clone(), self.bell.clone());
        let cancelled = self.cancelled.clone();
        let (sender, promise) = Promise::new();
        let worker = move || {
            let fetch = AssertUnwindSafe(|| client.fetch(&request, &cancelled));
            // A promise panics whoever polls it when nothing was sent: something always is.
            sender.send(catch_unwind(fetch).map_err(|_| Broken::Panicked));
            // A full bell has rung already.
            let _ = bell.try_send(());
            if !cancelled.load(Ordering::Relaxed) {
                wake();
            }
        };
        let spawned = thread::Builder::new()
            .name("request".to_owned())
            .spawn(worker);
        let promise = match spawned {
            Ok(_) => promise,
            Err(_) => Promise::from_ready(Err(Broken::NoThread)),
        };
        Pending { url, promise }
    }

    /// Takes the answers that are there. Never waits.
    pub fn take(&mut self) -> Vec<Document> {
        std::iter::from_fn(|| self.take_one()).collect()
    }

    /// Waits for the next answer; `None` when nothing is under way.
    pub fn wait(&mut self) -> Option<Document> {
        loop {
            let answer = self.take_one();
            if answer.is_some() || self.pending.is_empty() {
                return answer;
            }
            // The session holds a sender itself, so this ends only with a ring.
            self.rung.recv().ok()?;
        }
    }

    /// The first answer that is there.
    fn take_one(&mut self) -> Option<Document> {
        let place = self
            .pending
            .iter()
            .position(|pending| pending.promise.ready().is_some())?;
        let pending = self.pending.remove(place);
        let answer = pending.promise.try_take().ok()?;
        self.done += 1;
        Some(answer.unwrap_or_else(|broken| broken.document(&pending.url)))
    }

    /// Whether this URL is being asked.
    pub fn asking(&self, url: &str) -> bool {
        self.pending.iter().any(|pending| pending.url == url)
    }

    /// Takes the list of requests that were made since it was taken last, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.client.exchanges()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            waiting: self.pending.len(),
            done: self.done,
        }
    }

    /// Ends everything that is under way; its answers are never taken.
    ///
    /// A worker that waits for its server goes on waiting until its time is up, but nobody listens
    /// any more: its promise is gone, and it wakes nobody.
    pub fn cancel(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.cancelled = Arc::default();
        self.pending.clear();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl Broken {
    fn document(self, url: &str) -> Document {
        let reason = match self {
            Self::NoThread => "could not be asked: this computer gave no thread for it",
            Self::Panicked => "could not be asked: tokenscope failed at it",
        };
        Document {
            url: url.to_owned(),
            fetched: Some(Timestamp::now()),
            date: None,
            origin: Origin::Live,
            content: Content::Failed {
                status: None,
                reason: reason.to_owned(),
            },
        }
    }
}
