//! One file a rule, run in cause order → checklist and verdict (rules F).

mod audience;
mod certificates;
mod choice;
mod company;
mod comparison;
mod error;
mod facts;
mod fix;
pub mod guide;
mod inspection;
mod issuers;
mod libraries;
mod limits;
mod listing;
mod pairs;
mod pinned;
mod possession;
mod required;
mod rule;
pub mod rules;
mod saml;
mod seen;
mod suspicious;
#[cfg(test)]
mod testing;
mod tolerance;
mod unchecked;
mod undecided;
mod validators;
mod verdict;
mod words;

pub use comparison::{Comparison, Likeness, Subject};
pub use error::{
    ErrorMatch, ErrorReading, ErrorVerdict, Narrowed, Suspect, Told, narrow, read_error,
};
pub use facts::Facts;
pub use fix::Command;
pub use inspection::{CheckedAddress, Inputs, Inspection, inspect};
pub use pairs::{Pairing, left_half, pairings};
pub use rule::{Cause, Entry, Evidence, Finding, Outcome, OutcomeKind, Rule, Step};
pub use validators::{Answer, Prediction};
pub use verdict::Verdict;
