//! The report as JSON.

use jiff::Timestamp;
use serde_json::Value;

use crate::diagnosis::Inspection;

/// The report of all tokens as one JSON document.
pub fn json(inspections: &[Inspection], at: Timestamp) -> Value {
    let _ = (inspections, at);
    Value::Null
}
