//! One file a rule, run in cause order → checklist and verdict (rules F).

mod facts;
pub mod guide;
mod inspection;
mod rule;
pub mod rules;

pub use facts::Facts;
pub use inspection::{CheckedAddress, Inspection, Verdict, inspect};
pub use rule::{Cause, Entry, Evidence, Finding, Outcome, OutcomeKind, Rule, Step};
