//! The inspection as text and as JSON.

mod json;
mod text;

pub use json::json;
pub use text::text;

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
pub fn status(inspections: &[crate::diagnosis::Inspection]) -> Status {
    let _ = inspections;
    Status::NotChecked
}
