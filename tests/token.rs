//! One token taken apart: parts and their faults, times, kinds, meanings, deceiving characters, and
//! what the API accepts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

#[path = "token/api.rs"]
mod api;
#[path = "token/kinds.rs"]
mod kinds;
#[path = "token/meanings.rs"]
mod meanings;
#[path = "token/parts.rs"]
mod parts;
#[path = "token/recorded.rs"]
mod recorded;
#[path = "token/tenants.rs"]
mod tenants;
#[path = "token/times.rs"]
mod times;

use tokenscope::input::base64url;
use tokenscope::token::Token;

const TENANT: &str = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
const V1: &str = "https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/";
const V2: &str = "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0";
const B2C: &str = "https://contoso.b2clogin.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0/";

/// A token of this header and payload, as they stand.
fn token(header: &str, payload: &str) -> Token {
    let part = |text: &str| base64url::encode(text.as_bytes());
    Token::take_apart(&format!("{}.{}.AAAA", part(header), part(payload)))
}

/// A token with these claims.
fn claims(payload: &str) -> Token {
    token(r#"{"typ":"JWT","alg":"RS256"}"#, payload)
}

const APP: &str = "11111111-2222-3333-4444-555555555555";
const CLIENT: &str = "66666666-7777-8888-9999-000000000000";

/// Fills the places of a payload: {V1}, {V2}, {B2C}, {TENANT}, {APP}, {CLIENT}.
fn fill(payload: &str) -> String {
    let places = [
        ("{V1}", V1),
        ("{V2}", V2),
        ("{B2C}", B2C),
        ("{TENANT}", TENANT),
        ("{APP}", APP),
        ("{CLIENT}", CLIENT),
    ];
    places
        .iter()
        .fold(payload.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        })
}
