//! The window's state and what a user can ask for. Knows no toolkit and no clock, and asks no network.

mod action;
mod asking;
mod clock;
mod configuration;
mod context;
mod evidence;
mod intake;
mod keeping;
mod model;
mod network;
mod panels;
mod restore;
mod sampling;
mod save;

pub use action::{Action, Effect, Theme};
pub use configuration::is_given;
pub use evidence::{Evidence, pem_of_der, read_evidence};
pub use keeping::{HistoryOrder, KeyHistory};
pub use model::{Model, Moment, Notice, NoticeKind};
pub use network::{Again, Every, Network, Rest, SPACING, Watch};
pub use panels::Panels;

#[cfg(test)]
mod tests;
