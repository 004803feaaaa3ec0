//! Error texts: the table, what is read out of a text, an error beside a token, an error alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests"
)]

mod common;
mod common_situations;

#[path = "errors/alone.rs"]
mod alone;
#[path = "errors/anything.rs"]
mod anything;
#[path = "errors/beside.rs"]
mod beside;
#[path = "errors/extraction.rs"]
mod extraction;
#[path = "errors/logs.rs"]
mod logs;
#[path = "errors/near_misses.rs"]
mod near_misses;
#[path = "errors/predicted.rs"]
mod predicted;
#[path = "errors/sides.rs"]
mod sides;
#[path = "errors/table.rs"]
mod table;

/// A token of a template, really signed.
fn signed(name: &str) -> String {
    let template = common::template(name);
    let key = common::SigningKey::named(template.key);
    common::sign(&template.header, &template.claims, key)
}
