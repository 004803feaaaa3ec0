//! ID token or access token, user or app, version, guest: from evidence, never from `typ` (rules A-4).

mod maker;
mod role;
mod who;

pub(super) use maker::{Maker, maker, policy_like};
pub use role::{RoleEvidence, role_of};
pub use who::{Who, is_guest, version, who_of};

use serde_json::Value;

/// A string, number or truth value as text; `None` for anything else.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
