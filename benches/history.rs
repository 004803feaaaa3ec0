//! A year of key history: one address, 100 keys, 3,000 answers.
//!
//! `cargo bench --bench history`

#![allow(clippy::unwrap_used, reason = "a benchmark on its own data")]

use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use divan::Bencher;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{
    Consent, Content, Document, Documents, History, Origin, SavedInspection, examples,
};
use tokenscope::input;
use tokenscope::issuer::{Hints, resolve};
use tokenscope::keys::{table, timelines};
use tokenscope::token::Token;

const KEYS: usize = 100;
const ANSWERS: usize = 3_000;

fn main() {
    divan::main();
}

/// An RSA key of 2048 bits in a certificate, as Entra lists it.
fn key(number: usize) -> Value {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let public: PublicKeyComponents<Vec<u8>> = pair.public_key().into();
    let pkcs8 = AsDer::<Pkcs8V1Der<'static>>::as_der(&pair).unwrap();
    let signer = rcgen::KeyPair::try_from(pkcs8.as_ref()).unwrap();
    let params = rcgen::CertificateParams::default();
    let certificate = params.self_signed(&signer).unwrap();
    json!({
        "kty": "RSA", "use": "sig", "kid": format!("remembered-key-{number}"),
        "n": input::base64url::encode(&public.n), "e": input::base64url::encode(&public.e),
        "x5c": [STANDARD.encode(certificate.der())],
        "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
    })
}

/// The healthy example, and a year of answers of its tenant's key set before it: eight keys at a
/// time, every answer another than the one before it.
fn year() -> (SavedInspection, History) {
    let saved = SavedInspection::read(examples::find("healthy-v2").unwrap().text).unwrap();
    let start = saved.at.unwrap() - SignedDuration::from_hours(365 * 24);
    let url = saved
        .documents
        .iter()
        .map(|document| document.url.clone())
        .find(|url| url.contains("/discovery/v2.0/keys") && !url.contains("/common/"))
        .unwrap();
    let keys: Vec<Value> = (0..KEYS).map(key).collect();
    let mut history = History::default();
    for answer in 0..ANSWERS {
        let first = answer * (KEYS - 7) / ANSWERS;
        let flaps = first + answer % 7;
        let listed = keys.iter().enumerate().skip(first).take(8);
        let listed: Vec<&Value> = listed
            .filter(|(index, _)| *index != flaps)
            .map(|(_, key)| key)
            .collect();
        let minutes = i64::try_from(answer).unwrap() * 175;
        history.learn(&Document {
            url: url.clone(),
            fetched: Some(start + SignedDuration::from_mins(minutes)),
            date: None,
            origin: Origin::Live,
            content: Content::Json(json!({ "keys": listed })),
        });
    }
    let place = history.place(&url).unwrap();
    assert_eq!((place.keys.len(), place.answers.len()), (KEYS, ANSWERS));
    (saved, history)
}

/// The file, from text to history: 300 ms at most.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let text = year().1.write();
    bencher.bench_local(|| History::read(&text).unwrap());
}

/// One more answer, and the file written again.
#[divan::bench]
fn write(bencher: Bencher<'_, '_>) {
    let history = year().1;
    bencher.bench_local(|| history.write());
}

/// What the panels need: the table of keys and the timelines.
#[divan::bench]
fn table_and_timelines(bencher: Bencher<'_, '_>) {
    let (saved, history) = year();
    let token = Token::take_apart(saved.tokens.first().unwrap());
    let authority = resolve(&token, &Hints::default());
    let mut documents = Documents::default();
    documents.extend(saved.documents);
    documents.remember(Arc::new(history));
    bencher.bench_local(|| {
        let keys = table(Some(&token), Some(&authority), &documents);
        assert!(keys.keys.len() > KEYS, "keys are remembered");
        timelines(&keys, &documents)
    });
}

/// From a token to its verdict with all of it: one frame (16 ms). `true` is the slow case, in which
/// every key is tried and explained.
#[divan::bench(args = [false, true])]
fn verdict(bencher: Bencher<'_, '_>, damaged: bool) {
    let (saved, history) = year();
    let mut token = saved.tokens.first().unwrap().clone();
    if damaged {
        // In the middle of the signature, so that it stays base64url.
        let (before, after) = token.split_at_checked(token.len() - 100).unwrap();
        let other = if after.starts_with('A') { 'B' } else { 'A' };
        token = format!("{before}{other}{}", after.get(1..).unwrap());
    }
    let mut documents = Documents::default();
    documents.extend(saved.documents.clone());
    documents.remember(Arc::new(history));
    let found = input::read("pasted text", &token).found;
    let consent = Consent {
        offline: true,
        ..Consent::default()
    };
    let inputs = Inputs {
        documents: &documents,
        api: &Api::default(),
        error: None,
        companions: &[],
        consent: &consent,
        now: saved.at.unwrap(),
    };
    bencher.bench_local(|| inspect(found.first().unwrap(), &inputs));
}

/// The recorded key sets of one address over five months, where they are at hand: one second at most.
#[divan::bench]
fn recorded(bencher: Bencher<'_, '_>) {
    let Some(answers) = recorded_answers() else {
        return;
    };
    bencher.bench_local(|| {
        let mut history = History::default();
        for document in &answers {
            let (at, text) = document;
            let content = Content::Json(serde_json::from_str(text).unwrap());
            history.learn(&Document {
                url: "https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned(),
                fetched: Some(*at),
                date: None,
                origin: Origin::Saved,
                content,
            });
        }
        history
    });
}

/// The moment and the text of every file named like `2024-06-05T173400-….json`.
fn recorded_answers() -> Option<Vec<(Timestamp, String)>> {
    let folder = std::fs::read_dir(Path::new("../shared/data/jwks/panva-entra-common")).ok()?;
    let answers = folder.filter_map(|entry| {
        let path = entry.ok()?.path();
        let name = path.file_name()?.to_str()?;
        let (date, time) = (name.get(..10)?, name.get(11..17)?);
        let (hours, rest) = time.split_at_checked(2)?;
        let (minutes, seconds) = rest.split_at_checked(2)?;
        let at = format!("{date}T{hours}:{minutes}:{seconds}Z")
            .parse()
            .ok()?;
        Some((at, std::fs::read_to_string(&path).ok()?))
    });
    Some(answers.collect())
}
