//! Every string of a JSON value, with its JSON pointer (RFC 6901) and the name it stands under.

use serde_json::{Map, Value};

use super::collect::{Collector, Place};
use super::requests::harmless;
use super::value::examine;

/// Adds the tokens in a JSON value.
pub(super) fn walk(value: &Value, place: &Place, out: &mut Collector<'_>) {
    match value {
        // Depth is bounded: serde_json reads no more than 128 levels.
        Value::String(text) => examine(text, place, out),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &inside(place, &index.to_string(), None), out);
            }
        }
        Value::Object(members) => walk_object(members, place, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The place of a member or item.
pub(super) fn inside(place: &Place, key: &str, name: Option<&str>) -> Place {
    let escaped = key.replace('~', "~0").replace('/', "~1");
    Place {
        at: Some(format!(
            "{}/{escaped}",
            place.at.as_deref().unwrap_or_default()
        )),
        name: name.map_or_else(|| place.name.clone(), |name| Some(name.to_owned())),
        request_url: place.request_url.clone(),
    }
}

fn walk_object(members: &Map<String, Value>, place: &Place, out: &mut Collector<'_>) {
    let mut place = place.clone();
    if let Some(url) = request_url(members) {
        place.request_url = Some(url);
    }
    let named = named_value(members);
    for (key, member) in members {
        match (&named, member) {
            // A recorded header: the place is the pair's.
            (Some((name, value)), Value::String(text)) if key == value => {
                let mut whole = place.clone();
                whole.name = Some((*name).to_owned());
                examine(text, &whole, out);
            }
            _ => {
                let name = cached_name(members, key).unwrap_or(key);
                walk(member, &inside(&place, key, Some(name)), out);
            }
        }
    }
}

/// The name of a `{"name": …, "value": …}` pair, and which member holds the value.
fn named_value(members: &Map<String, Value>) -> Option<(&str, &'static str)> {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    text("value")?;
    let name = text("name").or_else(|| text("key"))?;
    Some((name, "value"))
}

/// MSAL's cache keeps every token as `secret`, and says beside it what it is.
fn cached_name<'a>(members: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    if key != "secret" {
        return None;
    }
    ["credential_type", "credentialType"]
        .iter()
        .find_map(|name| members.get(*name).and_then(Value::as_str))
}

/// The URL of a recorded request: an object that has a URL beside headers.
fn request_url(members: &Map<String, Value>) -> Option<String> {
    let has_headers = ["headers", "header"]
        .iter()
        .any(|h| members.contains_key(*h));
    let is_request = has_headers && !members.contains_key("status");
    let url = members.get("url").filter(|_| is_request)?;
    let url = url.as_str().or_else(|| url.get("raw")?.as_str())?;
    harmless(url)
}
