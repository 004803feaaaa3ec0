//! The history as a file: one JSON document.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{History, PastAnswer, PlaceHistory, PlaceKind};
use crate::documents::DocumentError;

/// What the file is called in messages.
const WHAT: &str = "the key history";

/// The version that is written.
const VERSION: u64 = 1;

impl History {
    /// Reads the file that [`write`](Self::write) made.
    ///
    /// # Errors
    ///
    /// [`DocumentError::NotJson`]; [`DocumentError::Version`] where a newer program wrote it;
    /// [`DocumentError::Member`] with the JSON pointer of the first member that can't be read.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let mut value: Value =
            serde_json::from_str(text).map_err(|error| DocumentError::NotJson {
                what: WHAT.to_owned(),
                reason: error.to_string(),
            })?;
        match value.get("tokenscopeHistory") {
            Some(version) if version.as_u64() == Some(VERSION) => {}
            Some(version) => {
                return Err(DocumentError::Version {
                    found: version.to_string(),
                });
            }
            None => return Err(wrong("/tokenscopeHistory", "is missing")),
        }
        let named = read_named(value.get("metadata"))?;
        let Some(Value::Array(places)) = value.get_mut("places").map(Value::take) else {
            return Err(wrong("/places", "is not a list"));
        };
        let places = places.into_iter().enumerate();
        let places: Result<Vec<PlaceHistory>, DocumentError> = places
            .map(|(index, place)| read_place(index, place))
            .collect();
        Ok(Self {
            places: places?,
            named,
        })
    }

    /// The file.
    pub fn write(&self) -> String {
        let places: Vec<Value> = self.places.iter().map(write_place).collect();
        json!({ "tokenscopeHistory": VERSION, "metadata": self.named, "places": places })
            .to_string()
    }
}

/// Which key set each metadata document named.
fn read_named(value: Option<&Value>) -> Result<BTreeMap<String, String>, DocumentError> {
    let Some(value) = value else {
        return Ok(BTreeMap::new());
    };
    let members = value.as_object();
    let members = members.ok_or_else(|| wrong("/metadata", "is not an object"))?;
    let named = members.iter().map(|(url, keys)| {
        let keys = keys.as_str();
        let keys = keys.ok_or_else(|| wrong("/metadata", "names something other than a URL"))?;
        Ok((url.clone(), keys.to_owned()))
    });
    named.collect()
}

fn write_place(place: &PlaceHistory) -> Value {
    let answers: Vec<Value> = place
        .answers
        .iter()
        .map(|answer| json!([answer.at.to_string(), answer.keys]))
        .collect();
    json!({
        "url": place.url,
        "kind": match place.kind {
            PlaceKind::Keys => "keys",
            PlaceKind::Federation => "federation",
        },
        "keys": place.keys,
        "answers": answers,
    })
}

fn read_place(index: usize, mut value: Value) -> Result<PlaceHistory, DocumentError> {
    let at = |member: &str| format!("/places/{index}/{member}");
    let mut take = |member: &str| value.get_mut(member).map(Value::take);
    let Some(Value::String(url)) = take("url") else {
        return Err(wrong(&at("url"), "is not a text"));
    };
    let kind = match take("kind").as_ref().and_then(Value::as_str) {
        Some("keys") => PlaceKind::Keys,
        Some("federation") => PlaceKind::Federation,
        _ => return Err(wrong(&at("kind"), "is neither “keys” nor “federation”")),
    };
    let Some(Value::Array(keys)) = take("keys") else {
        return Err(wrong(&at("keys"), "is not a list"));
    };
    if let Some(number) = keys.iter().position(|key| !key.is_object()) {
        return Err(wrong(&at(&format!("keys/{number}")), "is no key"));
    }
    let Some(Value::Array(answers)) = take("answers") else {
        return Err(wrong(&at("answers"), "is not a list"));
    };
    let mut read = Vec::with_capacity(answers.len());
    for (number, answer) in answers.iter().enumerate() {
        let answer = read_answer(answer, keys.len())
            .ok_or_else(|| wrong(&at(&format!("answers/{number}")), "is no answer"))?;
        read.push(answer);
    }
    read.sort_by_key(|answer| answer.at);
    Ok(PlaceHistory {
        url,
        kind,
        keys,
        answers: read,
    })
}

/// A moment and the indices of keys that are there.
fn read_answer(value: &Value, keys: usize) -> Option<PastAnswer> {
    let [at, listed] = value.as_array()?.as_slice() else {
        return None;
    };
    let at: Timestamp = at.as_str()?.parse().ok()?;
    let mut indices = Vec::new();
    for index in listed.as_array()? {
        let index = usize::try_from(index.as_u64()?).ok()?;
        indices.push(Some(index).filter(|index| *index < keys)?);
    }
    indices.sort_unstable();
    indices.dedup();
    Some(PastAnswer { at, keys: indices })
}

fn wrong(member: &str, problem: &str) -> DocumentError {
    DocumentError::member(WHAT, member, problem)
}
