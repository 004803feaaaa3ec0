//! From paste to a full offline verdict: a 4 KiB token with 20 keys has one frame (16 ms).
//!
//! `cargo bench --bench inspect`

#![allow(clippy::unwrap_used, reason = "a benchmark on its own data")]

use divan::Bencher;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::app::{Action, Model};
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{Consent, Documents, SavedInspection, examples};
use tokenscope::input;

fn main() {
    divan::main();
}

/// The healthy example with a key set of 20 keys at its tenant: the example's keys, and copies of
/// the first under other names.
fn saved() -> SavedInspection {
    let text = examples::find("healthy-v2").unwrap().text;
    let mut file: Value = serde_json::from_str(text).unwrap();
    for document in file.get_mut("documents").unwrap().as_array_mut().unwrap() {
        let Some(keys) = document
            .pointer_mut("/body/keys")
            .and_then(Value::as_array_mut)
        else {
            continue;
        };
        let model = keys.first().unwrap().clone();
        for number in keys.len()..20 {
            let mut key = model.clone();
            *key.get_mut("kid").unwrap() = json!(format!("another-key-{number}"));
            keys.push(key);
        }
    }
    SavedInspection::read(&file.to_string()).unwrap()
}

/// A token of about 4 KiB: the example's with a long list of groups. Its signature fails, which is
/// the slow case: every key is tried and explained.
fn large_token(saved: &SavedInspection) -> String {
    let small = saved.tokens.first().unwrap();
    let parts: Vec<&str> = small.split('.').collect();
    let claims = input::base64url::decode(parts.get(1).unwrap()).unwrap();
    let mut claims: Value = serde_json::from_slice(&claims).unwrap();
    let groups: Vec<String> = (0..65)
        .map(|n| format!("{n:08x}-1c2d-4e3f-8a4b-5c6d7e8f9a0b"))
        .collect();
    claims
        .as_object_mut()
        .unwrap()
        .insert("groups".to_owned(), json!(groups));
    let payload = input::base64url::encode(claims.to_string().as_bytes());
    format!(
        "{}.{payload}.{}",
        parts.first().unwrap(),
        parts.get(2).unwrap()
    )
}

/// Text → verdict, without the window.
#[divan::bench]
fn verdict(bencher: Bencher<'_, '_>) {
    let saved = saved();
    let text = large_token(&saved);
    let mut documents = Documents::default();
    documents.extend(saved.documents.clone());
    let consent = Consent {
        offline: true,
        ..Consent::default()
    };
    bencher.bench_local(|| {
        let reading = input::read("pasted text", &text);
        let found = reading.found.first().unwrap();
        let inputs = Inputs {
            documents: &documents,
            api: &Api::default(),
            error: None,
            companions: &[],
            consent: &consent,
            now: saved.at.unwrap(),
        };
        inspect(found, &inputs)
    });
}

/// The same through the window's model: also everything that the panels show.
#[divan::bench]
fn paste(bencher: Bencher<'_, '_>) {
    let saved = saved();
    let text = large_token(&saved);
    let now: Timestamp = saved.at.unwrap();
    let mut model = Model::new(now, TimeZone::UTC);
    model.network.consent.offline = true;
    model.documents.extend(saved.documents.clone());
    bencher.bench_local(|| model.apply(Action::Paste(text.clone()), now));
}
