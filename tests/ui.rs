//! The window, drawn from models made by hand and driven by its accessible names.
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

#[path = "ui/api.rs"]
mod api;
#[path = "ui/api_data.rs"]
mod api_data;
#[path = "common_api/mod.rs"]
mod common_api;
#[path = "ui/data.rs"]
mod data;
#[path = "ui/data_places.rs"]
mod data_places;
#[path = "ui/driven.rs"]
mod driven;
#[path = "ui/fixture.rs"]
mod fixture;
#[path = "ui/keyboard.rs"]
mod keyboard;
#[path = "ui/network.rs"]
mod network;
#[path = "ui/places.rs"]
mod places;
#[path = "ui/scene.rs"]
mod scene;
#[path = "ui/settled.rs"]
mod settled;
