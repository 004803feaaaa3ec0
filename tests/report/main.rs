//! The report of an inspection that is built by hand: its JSON members, its text, its status.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

mod api;
mod json;
mod plain;
mod sample;
mod text;
