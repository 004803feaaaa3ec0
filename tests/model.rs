//! From what a user does to what stands on screen: tokens and key sets are made here, answers come
//! from a network that is played.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic
)]

#[path = "model/again.rs"]
mod again;
#[path = "model/any_order.rs"]
mod any_order;
#[path = "model/api.rs"]
mod api;
#[path = "model/asking.rs"]
mod asking;
#[path = "model/keeping.rs"]
mod keeping;
#[path = "model/reading.rs"]
mod reading;
#[path = "model/watching.rs"]
mod watching;

use std::collections::BTreeSet;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokenscope::app::{
    Action, Effect, Every, HistoryOrder, KeyHistory, Model, Moment, NoticeKind, Rest,
};
use tokenscope::diagnosis::OutcomeKind;
use tokenscope::documents::{Content, Document, History, Origin, Redaction, RequestKind, examples};
use tokenscope::input::{self, base64url};
use tokenscope::net::Exchange;
use tokenscope::signature::SignatureOutcome;

const TENANT: &str = "3f1c0a52-7d1e-4f0b-9a53-0b6f8a1d2c3e";
const AUDIENCE: &str = "api://6a2b1c3d-5e4f-4a6b-8c7d-9e0f1a2b3c4d";

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn model() -> Model {
    Model::new(now(), TimeZone::UTC)
}

/// An issuer with one key.
struct Issuer {
    pair: KeyPair,
    kid: &'static str,
}

impl Issuer {
    fn new(kid: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { pair, kid }
    }

    /// A signed access token of version 2 that ends `secs` after [`now`].
    fn token(&self, secs: i64) -> String {
        let issued = now().as_second() - 3600;
        let claims = json!({
            "aud": AUDIENCE,
            "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
            "iat": issued, "nbf": issued, "exp": now().as_second() + secs,
            "azp": "11111111-2222-4333-8444-555555555555", "azpacr": "1",
            "oid": "22222222-3333-4444-8555-666666666666", "scp": "Orders.Read",
            "sub": "Hd5DDJ3l6tkXNlaWFxlVXBkMZdwAAAAAAAAAAA", "tid": TENANT, "ver": "2.0",
            "uti": format!("uti-{}-{secs}", self.kid),
        });
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": self.kid });
        let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
        let content = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                content.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{content}.{}", base64url::encode(&signature))
    }

    fn key(&self) -> Value {
        let public: PublicKeyComponents<Vec<u8>> = self.pair.public_key().into();
        json!({
            "kty": "RSA", "use": "sig", "kid": self.kid,
            "n": base64url::encode(&public.n), "e": base64url::encode(&public.e),
            "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
        })
    }

    fn key_set(&self) -> Value {
        json!({ "keys": [self.key()] })
    }
}

/// A network that knows one key set, and what it was asked for.
struct Network {
    keys: Value,
    asked: Vec<String>,
    rounds: usize,
}

impl Network {
    fn of(issuer: &Issuer) -> Self {
        Self {
            keys: issuer.key_set(),
            asked: Vec::new(),
            rounds: 0,
        }
    }

    /// Answers until nothing is asked any more.
    fn answer(&mut self, model: &mut Model, mut effects: Vec<Effect>, at: Timestamp) {
        while let Some(effect) = effects.pop() {
            let Effect::Fetch(requests) = effect else {
                continue;
            };
            self.rounds += 1;
            assert!(self.rounds < 20, "asked without end: {:?}", self.asked);
            let documents = requests.iter().map(|request| {
                self.asked.push(request.url.clone());
                Document {
                    url: request.url.clone(),
                    fetched: Some(at),
                    date: None,
                    origin: Origin::Live,
                    content: self.content(model, &request.url, request.kind),
                }
            });
            let documents: Vec<Document> = documents.collect();
            model.note_requests(documents.iter().map(exchange).collect());
            effects.extend(model.arrive(documents, at));
        }
    }

    fn content(&self, model: &Model, url: &str, kind: RequestKind) -> Content {
        let address = model
            .inspection
            .iter()
            .flat_map(|i| &i.addresses)
            .find(|a| a.address.metadata == url);
        match (kind, address) {
            (RequestKind::Keys, _) => Content::Json(self.keys.clone()),
            (RequestKind::Metadata, Some(checked)) => Content::Json(json!({
                "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
                "jwks_uri": checked.address.keys,
            })),
            _ => Content::Failed {
                status: Some(404),
                reason: "answered 404".to_owned(),
            },
        }
    }
}

/// The request that led to a document.
fn exchange(document: &Document) -> Exchange {
    let (status, failure) = match &document.content {
        Content::Failed { status, reason } => (*status, Some(reason.clone())),
        Content::Json(_) | Content::Text(_) => (Some(200), None),
    };
    Exchange {
        url: document.url.clone(),
        at: document.fetched.unwrap_or_else(now),
        status,
        bytes: 1000,
        took: std::time::Duration::from_millis(90),
        failure,
    }
}

/// A model that shows a token with its answers there.
fn shown(issuer: &Issuer, secs: i64) -> (Model, Network) {
    let mut model = model();
    let mut network = Network::of(issuer);
    let effects = model.apply(Action::Paste(issuer.token(secs)), now());
    network.answer(&mut model, effects, now());
    (model, network)
}

fn outcome(model: &Model) -> SignatureOutcome {
    model.inspection.as_ref().unwrap().signature.outcome
}

fn shown_text(model: &Model) -> &str {
    &model.inspection.as_ref().unwrap().found.text
}

fn notice(model: &Model) -> (Option<NoticeKind>, String) {
    let notice = model.notice.as_ref();
    (
        notice.map(|n| n.kind),
        notice.map(|n| n.text.clone()).unwrap_or_default(),
    )
}
