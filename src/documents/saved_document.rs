//! One document of a saved inspection.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::saved::{moment, text_of, wrong};
use super::{Content, Document, DocumentError, Origin};
use crate::issuer::host_of;

/// Members of documents that this program doesn't know, each list with the document they are of.
#[derive(Debug, Default)]
pub(super) struct Extras {
    list: Vec<Value>,
}

impl Extras {
    /// From where [`into_value`](Self::into_value) put it.
    pub(super) fn of(value: Option<&Value>) -> Self {
        let list = value.and_then(Value::as_array).cloned().unwrap_or_default();
        Self { list }
    }

    /// As one value; `None` where there are none.
    pub(super) fn into_value(self) -> Option<Value> {
        (!self.list.is_empty()).then_some(Value::Array(self.list))
    }

    fn keep(&mut self, document: &Document, members: &Map<String, Value>) {
        if !members.is_empty() {
            let (url, fetched) = name_of(document);
            self.list
                .push(json!({"url": url, "fetched": fetched, "members": members}));
        }
    }

    /// Takes out what belongs to a document.
    fn take(&mut self, document: &Document) -> Map<String, Value> {
        let (url, fetched) = name_of(document);
        let place = self.list.iter().position(|extra| {
            extra.get("url") == Some(&url) && extra.get("fetched") == Some(&fetched)
        });
        let taken = place.map(|index| self.list.remove(index));
        match taken.as_ref().and_then(|extra| extra.get("members")) {
            Some(Value::Object(members)) => members.clone(),
            _ => Map::new(),
        }
    }
}

fn name_of(document: &Document) -> (Value, Value) {
    let fetched = document.fetched.map(|at| at.to_string());
    (document.url.as_str().into(), fetched.into())
}

/// Reads one document; its unknown members go to `extras`.
pub(super) fn read_document(
    value: Value,
    place: &str,
    extras: &mut Extras,
) -> Result<Document, DocumentError> {
    let Value::Object(mut members) = value else {
        return Err(wrong(place, "is not an object"));
    };
    let at = |name: &str| format!("{place}/{name}");
    let url = match members.shift_remove("url") {
        Some(url) => text_of(url, &at("url"))?,
        None => return Err(wrong(&at("url"), "is missing")),
    };
    let mut take = |name: &str| members.shift_remove(name).filter(|value| !value.is_null());
    let fetched = take("fetched")
        .map(|value| moment(&value, &at("fetched")))
        .transpose()?;
    let status = take("status")
        .map(|value| http_status(&value, &at("status")))
        .transpose()?;
    let failed = take("failed")
        .map(|value| text_of(value, &at("failed")))
        .transpose()?;
    let date = server_date(&mut members);
    let origin = host_of(&url).map_or(Origin::File, |_| Origin::Saved);
    let content = content(&mut members, status, failed)
        .ok_or_else(|| wrong(&at("body"), "is missing, and so are status and failed"))?;
    let document = Document {
        url,
        fetched,
        date,
        origin,
        content,
    };
    extras.keep(&document, &members);
    Ok(document)
}

/// The server's clock. A member of that name that is no moment is somebody else's and stays.
fn server_date(members: &mut Map<String, Value>) -> Option<Timestamp> {
    let date = members.get("date")?.as_str()?.parse().ok()?;
    members.shift_remove("date");
    Some(date)
}

/// What a document holds. The body of a failed answer stays among the unknown members.
fn content(
    members: &mut Map<String, Value>,
    status: Option<u16>,
    failed: Option<String>,
) -> Option<Content> {
    if let Some(reason) = failed {
        return Some(Content::Failed { status, reason });
    }
    if let Some(code) = status.filter(|code| !(200..300).contains(code)) {
        return Some(Content::Failed {
            status,
            reason: answered(code),
        });
    }
    match members.shift_remove("body") {
        Some(Value::String(text)) => Some(Content::Text(text)),
        Some(body) => Some(Content::Json(body)),
        None => status.map(|code| Content::Failed {
            status: Some(code),
            reason: format!("answered {code} without a body"),
        }),
    }
}

fn answered(code: u16) -> String {
    format!("answered {code}")
}

fn http_status(value: &Value, member: &str) -> Result<u16, DocumentError> {
    value
        .as_u64()
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (100..600).contains(code))
        .ok_or_else(|| wrong(member, "is not an HTTP status"))
}

/// Writes one document, with its unknown members after the known ones.
pub(super) fn write_document(document: &Document, extras: &mut Extras) -> Value {
    let mut members = Map::new();
    members.insert("url".to_owned(), document.url.as_str().into());
    if let Some(fetched) = document.fetched {
        members.insert("fetched".to_owned(), fetched.to_string().into());
    }
    if let Some(date) = document.date {
        members.insert("date".to_owned(), date.to_string().into());
    }
    match &document.content {
        Content::Json(body) => {
            members.insert("status".to_owned(), 200.into());
            members.insert("body".to_owned(), body.clone());
        }
        Content::Text(body) => {
            members.insert("status".to_owned(), 200.into());
            members.insert("body".to_owned(), body.as_str().into());
        }
        Content::Failed { status, reason } => {
            if let Some(code) = status {
                members.insert("status".to_owned(), (*code).into());
            }
            let told = status.is_some_and(|code| *reason == answered(code));
            if !told {
                members.insert("failed".to_owned(), reason.as_str().into());
            }
        }
    }
    for (name, value) in extras.take(document) {
        members.entry(name).or_insert(value);
    }
    Value::Object(members)
}
