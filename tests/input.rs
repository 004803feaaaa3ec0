//! Any text → the tokens in it: wrappers, containers, kinds, damage, and texts that hold none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stderr,
    // A table of rows is read as one, however long it is.
    clippy::too_many_lines
)]

#[path = "input/anything.rs"]
mod anything;
#[path = "input/containers.rs"]
mod containers;
#[path = "input/cut.rs"]
mod cut;
#[path = "input/damage.rs"]
mod damage;
#[path = "input/kinds.rs"]
mod kinds;
#[path = "input/logs.rs"]
mod logs;
#[path = "input/make.rs"]
mod make;
#[path = "input/nothing.rs"]
mod nothing;
#[path = "input/opaque.rs"]
mod opaque;
#[path = "input/recorded.rs"]
mod recorded;
#[path = "input/requests.rs"]
mod requests;
#[path = "input/wrappers.rs"]
mod wrappers;
