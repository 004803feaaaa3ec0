//! What end-to-end tests build their cases of: keys made in the test, certificates, tokens of every
//! platform really signed, and the documents that publish the keys.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    missing_docs,
    reason = "every test file uses another part of this module"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests"
)]

pub mod accepts;
pub mod after;
pub mod cases;
pub mod fixes;
pub mod keys;
pub mod places;
pub mod tokens;
pub mod variety;

use jiff::Timestamp;

pub use keys::SigningKey;
pub use places::{documents, metadata, place};
pub use tokens::{Template, sign, sign_with_nonce, template};

/// The moment that every case is judged by, unless it says otherwise.
pub const NOW: &str = "2026-11-21T10:00:00Z";
/// The tenant of every template.
pub const TENANT: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
/// Another tenant.
pub const OTHER_TENANT: &str = "aa00d1fa-5269-4e1c-b06d-30868371d2c5";
/// The API that the templates are for.
pub const API: &str = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
/// The client that asked for them.
pub const CLIENT: &str = "06051593-1954-4e1f-a75f-7e5de243aeff";
/// The tenant of personal accounts.
pub const CONSUMERS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// [`NOW`] as a moment.
pub fn now() -> Timestamp {
    NOW.parse().expect("a moment")
}
