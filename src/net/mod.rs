//! The only place that talks to a network.
//!
//! A [`Client`] asks for one document and waits; a [`Session`] asks for many side by side and never
//! waits. What came back is a [`Document`](crate::documents::Document) in every case: a failure is a
//! fact about the address too.

mod again;
mod answer;
mod client;
mod failure;
mod session;

pub use again::{ATTEMPTS, PAUSE, ask_again};
pub use client::{Client, ClientOptions, NetError, TIMEOUT};
pub use session::{Progress, Session};
