//! One compact token taken apart: header, claims, their meaning, times.

mod claim;
mod deceive;
mod dictionary;
mod guid;
mod kind;
mod meaning;
mod part;
mod parts;
mod secret;
mod time;

pub use claim::Claim;
pub use deceive::escape_deceiving;
pub use dictionary::{
    Application, Certainty, ClaimEntry, Resource, application, claim_entry, encrypted_header_entry,
    is_graph, resource, resource_cloud_hint, role_template, tenant_name,
};
pub(crate) use guid::is_guid;
pub use kind::{RoleEvidence, Who, is_guest, role_of, version, who_of};
pub use meaning::{Meaning, Row, claim_rows, header_rows};
pub use part::Part;
pub use parts::Token;
pub use secret::{is_secret_claim, shown_claims, shown_json};
pub use time::{relative, span, utc};
