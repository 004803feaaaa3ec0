//! What left this computer: every request that was made, as it was made.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// The list grows no longer than this: the oldest are dropped.
const LONGEST: usize = 10_000;

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
    pub(super) fn add(&self, exchange: Exchange) {
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
