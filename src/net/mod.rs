//! The only place that talks to a network.

mod client;
mod session;

pub use client::{Client, ClientOptions, NetError};
pub use session::{Progress, Session};
