//! One compact token taken apart: header, claims, their meaning, times.

mod claim;
mod dictionary;
mod kind;
mod meaning;
mod parts;
mod time;

pub use claim::Claim;
pub use dictionary::{
    Application, Certainty, ClaimEntry, Resource, application, claim_entry, resource,
    role_template, tenant_name,
};
pub use kind::{RoleEvidence, Who, role_of, who_of};
pub use meaning::{Meaning, Row, claim_rows, header_rows};
pub use parts::{Part, Token};
pub use time::{relative, utc};
