//! Signatures against published vectors: Wycheproof everywhere, recorded public tokens and keys
//! where they are at hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod damaged;
mod jws;
mod recorded;
mod support;
mod wycheproof;
