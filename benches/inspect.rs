//! From paste to a full offline verdict: a 4 KiB token with 20 keys has one frame (16 ms). And what
//! is asked of every paste, whatever it is: is a token in it, is it a configuration? A text of 1 MiB
//! has 2 ms for each question.
//!
//! `cargo bench --bench inspect`; the second part alone with `cargo bench --bench inspect -- mebibyte`

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
use tokenscope::api::{Api, import, recognise};
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

/// Texts of which 1 MiB is pasted: lines that are repeated, after lines that stand once.
const TEXTS: [(&str, &str, &str); 5] = [
    (
        "log",
        "",
        "2026-11-21 09:58:11.123 [INF] Request GET /orders/17 finished in 12.3 ms, status 200, user - \n",
    ),
    (
        "prose",
        "",
        "Of all the texts that people paste, most are short; this one is not, and it holds no word of use. ",
    ),
    (
        "settings",
        "issuer-uri: https://login.microsoftonline.com/common/v2.0\n",
        "service-0123:\n  host: orders.example\n  port: 8080\n  enabled: true\n",
    ),
    ("base64", "", "q2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0cw8A"),
    (
        "code",
        "app.UseRouting();\n",
        "    var order = await orders.FindAsync(id, cancellationToken); // \"by its number\"\n",
    ),
];

const MEBIBYTE: usize = 1 << 20;

fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(name, ..)| *name)
}

/// 1 MiB of a kind.
fn mebibyte(name: &str) -> String {
    let (_, first, line) = TEXTS.iter().find(|(kind, ..)| *kind == name).unwrap();
    let times = (MEBIBYTE - first.len()) / line.len();
    format!("{first}{}", line.repeat(times))
}

/// Is a token in it?
#[divan::bench(args = names())]
fn read_mebibyte(bencher: Bencher<'_, '_>, name: &str) {
    let text = mebibyte(name);
    bencher.bench_local(|| input::read("pasted text", &text));
}

/// Is it a configuration?
#[divan::bench(args = names())]
fn recognise_mebibyte(bencher: Bencher<'_, '_>, name: &str) {
    let text = mebibyte(name);
    bencher.bench_local(|| recognise(&text));
}

/// A configuration of the usual size, with what is kept of it: a frame (16 ms).
#[divan::bench]
fn import_usual(bencher: Bencher<'_, '_>) {
    let section =
        |n| format!("  \"Section{n}\": {{ \"Name\": \"value {n}\", \"Key\": \"k3y-0f-{n}\" }},\n");
    let others = (0..60).map(section).collect::<Vec<_>>().concat();
    let text = format!(
        "{{\n{others}  \"AzureAd\": {{ \"Instance\": \"https://login.microsoftonline.com/\",\n\
         \"TenantId\": \"3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4\",\n\
         \"ClientId\": \"5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f\" }}\n}}"
    );
    assert!(import("appsettings.json", &text).is_ok());
    bencher.bench_local(|| import("appsettings.json", &text));
}
