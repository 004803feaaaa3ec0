//! What left this computer: every request that was made, as it was made.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The list grows no longer than this: the oldest are dropped.
const LONGEST: usize = 10_000;

/// What is said of a request that was cancelled before it ended.
pub(super) const CANCELLED: &str = "was cancelled";

/// One request that was made: a redirect and a second try are requests of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The address. It holds tenants, policies and application IDs, never a part of a token.
    pub url: String,
    /// When it was sent.
    pub at: Timestamp,
    /// The HTTP status of the answer; `None` where none came.
    pub status: Option<u16>,
    /// How many bytes of the answer's body were read, after decompression.
    pub bytes: u64,
    /// From the request to the last byte that was read.
    pub took: Duration,
    /// Why it gave nothing, as the end of a sentence about the address; `None` where it did.
    pub failure: Option<String>,
}

/// The requests of one client, until somebody takes them.
#[derive(Debug, Clone, Default)]
pub(super) struct Log {
    made: Arc<Mutex<Vec<Exchange>>>,
}

impl Log {
    /// A request leaves now.
    pub(super) fn begin(&self, url: &str, at: Timestamp) -> Made<'_> {
        Made {
            log: self,
            begin: Instant::now(),
            exchange: Exchange {
                url: url.to_owned(),
                at,
                status: None,
                bytes: 0,
                took: Duration::ZERO,
                failure: Some(CANCELLED.to_owned()),
            },
        }
    }

    fn add(&self, exchange: Exchange) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= LONGEST {
            made.remove(0);
        }
        made.push(exchange);
    }

    pub(super) fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.made.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A request that left and has not ended yet. It joins the list when it is dropped, so that one that
/// was cancelled half-way is not forgotten.
pub(super) struct Made<'a> {
    log: &'a Log,
    begin: Instant,
    exchange: Exchange,
}

impl Made<'_> {
    /// The server answered with this status.
    pub(super) fn status(&mut self, status: u16) {
        self.exchange.status = Some(status);
    }

    /// So many bytes of the body were read so far.
    pub(super) fn bytes(&mut self, bytes: u64) {
        self.exchange.bytes = bytes;
    }

    /// It ended, well or with a failure.
    pub(super) fn end(mut self, failure: Option<String>) {
        self.exchange.failure = failure;
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        self.exchange.took = self.begin.elapsed();
        self.log.add(self.exchange.clone());
    }
}
