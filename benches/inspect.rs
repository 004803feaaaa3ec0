//! From paste to a full offline verdict: a 4 KiB token with 20 keys has one frame (16 ms).
//!
//! `cargo bench --bench inspect`

#![allow(clippy::unwrap_used, reason = "a benchmark on its own data")]

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use divan::Bencher;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::app::{Action, Model};
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{Consent, Documents, SavedInspection, examples};
use tokenscope::input;

/// Keys in every key set.
const KEYS: usize = 20;

fn main() {
    divan::main();
}

/// The healthy example with 20 keys in every one of its key sets: the example's, and others that are
/// made here, each with its certificate.
fn saved() -> SavedInspection {
    let text = examples::find("healthy-v2").unwrap().text;
    let mut file: Value = serde_json::from_str(text).unwrap();
    let others: Vec<Value> = (0..KEYS).map(key).collect();
    for document in file.get_mut("documents").unwrap().as_array_mut().unwrap() {
        let keys = document.pointer_mut("/body/keys");
        if let Some(keys) = keys.and_then(Value::as_array_mut) {
            let missing = KEYS - keys.len();
            keys.extend(others.iter().take(missing).cloned());
        }
    }
    SavedInspection::read(&file.to_string()).unwrap()
}

/// An RSA key of 2048 bits in a certificate, as Entra lists it.
fn key(number: usize) -> Value {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let public: PublicKeyComponents<Vec<u8>> = pair.public_key().into();
    let pkcs8 = AsDer::<Pkcs8V1Der<'static>>::as_der(&pair).unwrap();
    let signer = rcgen::KeyPair::try_from(pkcs8.as_ref()).unwrap();
    let certificate = rcgen::CertificateParams::default()
        .self_signed(&signer)
        .unwrap();
    json!({
        "kty": "RSA", "use": "sig", "kid": format!("another-key-{number}"),
        "n": input::base64url::encode(&public.n), "e": input::base64url::encode(&public.e),
        "x5c": [STANDARD.encode(certificate.der())],
        "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
    })
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
    let found = input::read("pasted text", &text).found;
    let at = saved.at.unwrap();
    let inputs = Inputs {
        documents: &documents,
        api: &Api::default(),
        error: None,
        companions: &[],
        consent: &consent,
        now: at,
    };
    let sample = inspect(found.first().unwrap(), &inputs);
    assert!(text.len() >= 4096, "{} bytes", text.len());
    assert!(sample.keys.keys.len() >= KEYS, "keys were merged");
    bencher.bench_local(|| {
        let reading = input::read("pasted text", &text);
        let found = reading.found.first().unwrap();
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
