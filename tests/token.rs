//! One token taken apart: parts and their faults, times, kinds, meanings, deceiving characters, and
//! what the API accepts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "token/api.rs"]
mod api;
#[path = "token/kinds.rs"]
mod kinds;
#[path = "token/meanings.rs"]
mod meanings;
#[path = "token/parts.rs"]
mod parts;
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
