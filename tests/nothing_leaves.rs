//! What is asked of the network holds tenants, policies and application ids, and nothing else that
//! stands in a token.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::collections::BTreeSet;

use common::cases::rows;
use common::{SigningKey, now, sign, template};
use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::diagnosis::rules::RULES;
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{Consent, Content, Document, Documents, Origin, RequestKind, wanted};
use tokenscope::input::{self, Found, Kind};
use tokenscope::issuer::Address;

/// Shorter pieces may stand in an address by chance.
const PIECE: usize = 8;

/// Claims that may stand in an address: the issuer, the tenant, the policy, the application ids. What
/// a token is read by has few fixed values.
const ALLOWED: [&str; 9] = [
    "iss",
    "tid",
    "tfp",
    "acr",
    "aud",
    "azp",
    "appid",
    "ver",
    "client_id",
];

/// Every URL that is asked for a token by whoever may ask every host, with answers that lead on.
fn asked(found: &Found, api: &Api) -> BTreeSet<String> {
    let consent = Consent {
        all_hosts: true,
        ..Consent::default()
    };
    let mut documents = Documents::default();
    let inputs = Inputs {
        documents: &documents,
        api,
        error: None,
        companions: &[],
        consent: &consent,
        now: now(),
    };
    let checked = inspect(found, &inputs).addresses;
    let addresses: Vec<Address> = checked.into_iter().map(|a| a.address).collect();
    let mut urls = BTreeSet::new();
    loop {
        let requests = wanted(&addresses, &documents, &consent);
        if requests.is_empty() {
            return urls;
        }
        for request in requests {
            assert!(urls.insert(request.url.clone()), "{} twice", request.url);
            let address = addresses.iter().find(|a| a.metadata == request.url);
            let answer = match (request.kind, address) {
                (RequestKind::Metadata, Some(address)) => Content::Json(json!({
                    "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
                    "jwks_uri": address.keys,
                })),
                (RequestKind::Keys, _) => Content::Json(json!({ "keys": [] })),
                _ => Content::Failed {
                    status: Some(404),
                    reason: "answered 404".to_owned(),
                },
            };
            documents.insert(Document {
                url: request.url,
                fetched: Some(now()),
                date: None,
                origin: Origin::Live,
                content: answer,
            });
        }
    }
}

/// The first piece of a text that stands in an address.
fn leaked<'a>(url: &str, text: &'a str) -> Option<&'a str> {
    let bytes = text.as_bytes();
    let pieces = bytes
        .windows(PIECE)
        .filter_map(|p| std::str::from_utf8(p).ok());
    let mut own = pieces.filter(|piece| url.contains(piece));
    own.next()
}

#[test]
fn no_piece_of_a_token_stands_in_an_address() {
    let mut tokens = 0;
    let rules = RULES.iter().map(|rule| rule.id);
    for file in rules.chain(["healthy", "together"]) {
        for row in rows(file) {
            let api = row.api();
            for found in input::read("case", &row.text()).found {
                if !matches!(found.kind, Kind::Jws | Kind::Jwe) {
                    continue;
                }
                tokens += 1;
                for url in asked(&found, &api) {
                    let piece = leaked(&url, &found.text);
                    assert_eq!(piece, None, "{file}, {}: in {url}", row.name);
                }
            }
        }
    }
    assert!(tokens > 200, "only {tokens} tokens were looked at");
}

/// A value that stands nowhere else, of the same shape.
fn canary(name: &str, value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with("https://") => {
            json!(format!("https://canary-{name}.example/canary-{name}"))
        }
        Value::String(_) => json!(format!("canary-{name}-0123456789")),
        Value::Array(values) => values.iter().map(|value| canary(name, value)).collect(),
        other => other.clone(),
    }
}

#[test]
fn no_other_claim_stands_in_an_address() {
    let names = [
        "entra-v2",
        "entra-v2-app",
        "entra-v1",
        "entra-v1-app",
        "us-gov",
        "us-gov-v1",
        "graph",
        "personal",
        "id-token",
        "b2c",
        "b2c-tfp",
        "b2c-acr",
        "b2c-custom-domain",
        "external-id",
        "external-id-name",
        "adfs",
        "adfs-access",
        "foreign",
        "guest",
        "china",
        "managed-identity",
        "client-assertion",
    ];
    let more = [
        "email",
        "upn",
        "preferred_username",
        "unique_name",
        "name",
        "ipaddr",
        "sid",
        "jti",
        "uti",
        "rh",
        "idp",
        "nonce",
        "at_hash",
        "c_hash",
        "groups",
        "roles",
        "scp",
        "wids",
        "xms_mirid",
        "amr",
        "family_name",
        "onprem_sid",
        "_claim_sources",
        "jku",
        "x5u",
    ];
    for name in names {
        let mut template = template(name);
        for claim in more {
            template.claims.entry(claim).or_insert_with(|| json!("x"));
        }
        for (claim, value) in &mut template.claims {
            if !ALLOWED.contains(&claim.as_str()) {
                *value = canary(claim, value);
            }
        }
        for member in ["kid", "x5t", "nonce"] {
            template
                .header
                .insert(member.to_owned(), json!(format!("canary-{member}")));
        }
        for member in ["jku", "x5u"] {
            let url = format!("https://canary-{member}.example/keys");
            template.header.insert(member.to_owned(), json!(url));
        }
        let text = sign(
            &template.header,
            &template.claims,
            SigningKey::named(template.key),
        );
        let found = input::read("case", &text).found;
        let urls = asked(&found[0], &Api::default());
        assert!(
            !urls.is_empty() || name == "client-assertion",
            "{name}: nothing is asked"
        );
        for url in urls {
            assert!(!url.contains("canary"), "{name}: {url}");
            assert_eq!(leaked(&url, &text), None, "{name}: {url}");
        }
    }
}

/// An audience that is no application id stays here too, as does a client that is none.
#[test]
fn names_that_are_no_ids_stay_here() {
    for (claim, value) in [
        ("aud", "api://canary-audience"),
        ("aud", "https://canary.example/api"),
        ("azp", "canary-client"),
        ("tid", "canary-tenant/../x"),
        ("acr", "canary acr"),
    ] {
        let mut template = template("entra-v2");
        template.claims.insert(claim.to_owned(), json!(value));
        let text = sign(
            &template.header,
            &template.claims,
            SigningKey::named(template.key),
        );
        let found = input::read("case", &text).found;
        for url in asked(&found[0], &Api::default()) {
            assert!(!url.contains("canary"), "{claim} {value}: {url}");
        }
    }
}
