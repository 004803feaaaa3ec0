//! The only place that talks to a network.
//!
//! A [`Client`] asks for one document and waits; a [`Session`] asks for many side by side and never
//! waits. What came back is a [`Document`](crate::documents::Document) in every case: a failure is a
//! fact about the address too. Every request that was made is an [`Exchange`].

mod address;
mod again;
mod answer;
mod attempt;
mod client;
mod exchange;
mod failure;
mod options;
mod session;

pub use again::{ATTEMPTS, PAUSE, ask_again};
pub use client::Client;
pub use exchange::Exchange;
pub use options::{CONNECT_TIMEOUT, ClientOptions, LARGEST, NetError, SILENCE, TIMEOUT};
pub use session::{Progress, Session};
