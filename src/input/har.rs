//! HTTP archives: the headers, parameters and bodies of every recorded request and answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::bytes::text_of_bytes;
use super::collect::{Collector, Place};
use super::requests::harmless;
use super::value::examine;
use super::walk::{inside, walk};

/// The entries of an archive; `None` where a JSON value isn't one.
pub(super) fn entries(value: &Value) -> Option<&Vec<Value>> {
    value.get("log")?.get("entries")?.as_array()
}

/// Adds the tokens in an archive.
pub(super) fn read(entries: &[Value], out: &mut Collector<'_>) {
    let root = Place {
        at: Some("/log/entries".to_owned()),
        ..Place::default()
    };
    for (index, entry) in entries.iter().enumerate() {
        read_entry(entry, &inside(&root, &index.to_string(), None), out);
    }
}

fn read_entry(entry: &Value, place: &Place, out: &mut Collector<'_>) {
    let Some(members) = entry.as_object() else {
        return;
    };
    for (key, member) in members {
        let place = inside(place, key, Some(key));
        match key.as_str() {
            "request" => read_request(member, place, out),
            "response" => read_response(member, &place, out),
            _ => walk(member, &place, out),
        }
    }
}

/// The URL comes last: its parameters are listed decoded and by name in `queryString`.
fn read_request(request: &Value, mut place: Place, out: &mut Collector<'_>) {
    let url = request.get("url").and_then(Value::as_str);
    place.request_url = url.and_then(harmless);
    for (key, member) in request.as_object().into_iter().flatten() {
        if key != "url" {
            walk(member, &inside(&place, key, Some(key)), out);
        }
    }
    if let Some(url) = url {
        examine(url, &inside(&place, "url", None), out);
    }
}

fn read_response(response: &Value, place: &Place, out: &mut Collector<'_>) {
    for (key, member) in response.as_object().into_iter().flatten() {
        let place = inside(place, key, Some(key));
        match (key.as_str(), encoded_text(member)) {
            ("content", Some(text)) => examine(&text, &inside(&place, "text", None), out),
            _ => walk(member, &place, out),
        }
    }
}

/// The text of a body that was recorded as base64.
fn encoded_text(content: &Value) -> Option<String> {
    let encoding = content.get("encoding")?.as_str()?;
    let text = content.get("text")?.as_str()?;
    if !encoding.eq_ignore_ascii_case("base64") {
        return None;
    }
    let bytes = STANDARD.decode(text.trim()).ok()?;
    Some(text_of_bytes(&bytes).0)
}
