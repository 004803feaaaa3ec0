//! The window from paste to verdict: real tokens and key sets, the real model and views, driven by
//! what they are called on screen. Only the network is played.
//!
//! The harness itself fails on an input without a name, on a letter that no font has, and where
//! drawing never comes to rest.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail"
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common_api/mod.rs"]
mod common_api;
mod configured;
mod desk;
mod looking;
mod many;
mod network;
mod odd;
mod over_time;
mod pasting;
mod pictures;
