//! The window's state and what a user can ask for. Knows no toolkit, no network, no clock.

mod action;
mod model;

pub use action::{Action, Effect, Theme};
pub use model::{LogLine, Model, Moment, Network, Notice, NoticeKind, Panels};
