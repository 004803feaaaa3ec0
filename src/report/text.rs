//! The report as text.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diagnosis::Inspection;

/// The report of all tokens as text.
pub fn text(inspections: &[Inspection], at: Timestamp, local: &TimeZone) -> String {
    let _ = (inspections, at, local);
    String::new()
}
