//! Issuers: their hosts, their shapes, and the addresses that follow from them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

#[path = "issuer/addresses.rs"]
mod addresses;
#[path = "issuer/any_text.rs"]
mod any_text;
#[path = "issuer/clouds.rs"]
mod clouds;
#[path = "issuer/configured.rs"]
mod configured;
#[path = "issuer/examples.rs"]
mod examples;
#[path = "issuer/facts.rs"]
mod facts;
#[path = "issuer/hosts.rs"]
mod hosts;
#[path = "issuer/shapes.rs"]
mod shapes;

use serde_json::Value;
use tokenscope::input::base64url;
use tokenscope::issuer::{Authority, Hints, resolve};
use tokenscope::token::Token;

/// A tenant.
const T: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
/// An API.
const API: &str = "06051593-1954-4e1f-a75f-7e5de243aeff";
/// A client.
const CLIENT: &str = "11111111-2222-3333-4444-555555555555";

/// A token with these claims; nobody signed it.
fn token(claims: &Value) -> Token {
    let header = base64url::encode(br#"{"alg":"RS256","typ":"JWT"}"#);
    let payload = base64url::encode(claims.to_string().as_bytes());
    Token::take_apart(&format!("{header}.{payload}.AAAA"))
}

fn resolved(claims: &Value) -> Authority {
    resolve(&token(claims), &Hints::default())
}

/// A text with `T`, `A` and `C` in braces filled.
fn fill(text: &str) -> String {
    text.replace("{T}", T)
        .replace("{A}", API)
        .replace("{C}", CLIENT)
}

fn metadata_of(authority: &Authority) -> Vec<String> {
    authority
        .addresses
        .iter()
        .map(|a| a.metadata.clone())
        .collect()
}
