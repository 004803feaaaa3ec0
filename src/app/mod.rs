//! The window's state and what a user can ask for. Knows no toolkit, no network, no clock.

mod action;
mod asking;
mod clock;
mod configuration;
mod context;
mod evidence;
mod intake;
mod model;
mod panels;
mod restore;
mod save;

pub use action::{Action, Effect, Theme};
pub use configuration::is_given;
pub use evidence::{Evidence, pem_of_der, read_evidence};
pub use model::{LogLine, Model, Moment, Network, Notice, NoticeKind};
pub use panels::Panels;

#[cfg(test)]
mod tests;
