//! The inspection as text and as JSON. Neither ever holds a compact token.

mod answers;
mod configuration;
mod facts;
mod json;
mod json_api;
mod judged;
mod layout;
mod narrowed;
mod plain;
mod requests;
mod sections;
mod tables;
mod text;

pub use json::{json, json_with};
pub use layout::{Column, table};
pub use narrowed::{narrowed_json, narrowed_text};
pub use plain::{escaped, without_tokens};
pub use requests::with_requests;
pub use text::{TextOptions, text, text_with};

use crate::diagnosis::{Inspection, OutcomeKind};

/// How the inspections came out together (interface: exit status of `report`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing failed: 0.
    Passed,
    /// At least one token has a failed rule: 1.
    Failed,
    /// Nothing failed, but something that decides could not be checked: 3.
    NotChecked,
}

/// The status of all inspections together.
///
/// What decides is what the verdict rests on: without a failed rule that is the signature. Where
/// there is no inspection at all, nothing was checked.
pub fn status(inspections: &[Inspection]) -> Status {
    let failed = |i: &Inspection| {
        i.verdict.outcome == OutcomeKind::Failed
            || i.checklist.iter().any(|e| e.outcome == OutcomeKind::Failed)
    };
    if inspections.iter().any(failed) {
        return Status::Failed;
    }
    let unchecked = |i: &Inspection| i.verdict.outcome == OutcomeKind::NotChecked;
    if inspections.is_empty() || inspections.iter().any(unchecked) {
        Status::NotChecked
    } else {
        Status::Passed
    }
}
