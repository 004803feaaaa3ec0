//! Member `limits`.

use serde_json::{Map, Value};

use super::{seconds, switch, texts, tidy, wrong};
use crate::api::Limits;
use crate::documents::DocumentError;

/// The limits, and the members that this program doesn't know.
pub(super) fn read(value: &Value) -> Result<(Limits, Map<String, Value>), DocumentError> {
    let (mut limits, mut unknown) = (Limits::default(), Map::new());
    let members = match value {
        Value::Null => return Ok((limits, unknown)),
        Value::Object(members) => members,
        _ => return Err(wrong("/api/limits".to_owned(), "is not an object")),
    };
    for (name, value) in members {
        let place = format!("limits/{name}");
        match name.as_str() {
            "types" => limits.types = tidy(texts(&place, value)?),
            "maxAge" => limits.max_age = seconds(&place, value)?,
            "maxRemaining" => limits.max_remaining = seconds(&place, value)?,
            "noGuests" => limits.no_guests = switch(&place, value)?,
            "noAudience" => limits.no_audience = switch(&place, value)?,
            _ => {
                unknown.insert(name.clone(), value.clone());
            }
        }
    }
    Ok((limits, unknown))
}

/// The limits with the members that this program doesn't know; `None` where there are neither.
pub(super) fn write(limits: &Limits, unknown: Option<&Value>) -> Option<Value> {
    let mut members = Map::new();
    if !limits.types.is_empty() {
        members.insert("types".to_owned(), limits.types.clone().into());
    }
    let numbers = [
        ("maxAge", limits.max_age),
        ("maxRemaining", limits.max_remaining),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            members.insert(name.to_owned(), number.into());
        }
    }
    let switches = [
        ("noGuests", limits.no_guests),
        ("noAudience", limits.no_audience),
    ];
    for (name, _) in switches.into_iter().filter(|(_, on)| *on) {
        members.insert(name.to_owned(), true.into());
    }
    if let Some(Value::Object(unknown)) = unknown {
        for (name, value) in unknown {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    (!members.is_empty()).then_some(Value::Object(members))
}
