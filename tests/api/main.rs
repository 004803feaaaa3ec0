//! Configurations of APIs, read in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod code;
#[path = "../common/mod.rs"]
mod common;
mod every_format;
mod gateway;
mod inspected;
mod microsoft;
mod unmodelled;
