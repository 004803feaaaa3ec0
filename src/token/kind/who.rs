//! User or app, version, guest (rules A-4).

use serde_json::Value;

use super::{Maker, maker, role_of, scalar};
use crate::input::Role;
use crate::token::guid::guid_in;
use crate::token::{Token, escape_deceiving};

/// The tenant of personal Microsoft accounts.
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Whom a token speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A user, through an app.
    User,
    /// An app by itself.
    App,
    /// Nothing tells.
    Unknown,
}

/// Claims that only a user has.
const USERS: [&str; 10] = [
    "preferred_username",
    "unique_name",
    "upn",
    "email",
    "emails",
    "name",
    "given_name",
    "family_name",
    "ipaddr",
    "onprem_sid",
];

/// Tells a user's token from an app's (rules A-4).
pub fn who_of(token: &Token) -> Who {
    match token.claim("idtyp") {
        Some("app") => return Who::App,
        Some("user") => return Who::User,
        Some(_) => return Who::Unknown,
        None => {}
    }
    let has = |name: &str| token.claims().get(name).is_some();
    // An agent by itself gets `/` for "no delegated permission".
    let delegated = token
        .claim("scp")
        .is_some_and(|scp| !matches!(scp.trim(), "" | "/"));
    let personal = token
        .claim("tid")
        .is_some_and(|tid| tid.eq_ignore_ascii_case(PERSONAL));
    if has("xms_mirid") && !delegated {
        Who::App
    } else if delegated || personal || USERS.into_iter().any(has) {
        Who::User
    } else if role_of(token, None).role == Role::IdToken {
        // Only users sign in.
        Who::User
    } else if by_itself(token) {
        Who::App
    } else {
        Who::Unknown
    }
}

/// An app's own token names the same object as `oid` and `sub`. In Azure AD B2C a user's does, too.
fn by_itself(token: &Token) -> bool {
    let (oid, sub) = (token.claim("oid"), token.claim("sub"));
    oid.is_some() && oid == sub && maker(token) != Maker::B2c
}

/// Why a token's user is a guest of the tenant, as a short phrase; `None` where nothing says so.
pub fn is_guest(token: &Token) -> Option<String> {
    let maker = maker(token);
    // Customers of B2C and External ID come from other providers by design, personal accounts from
    // their own tenant.
    if maker != Maker::Entra || who_of(token) == Who::App {
        return None;
    }
    if token.claims().get("acct").and_then(scalar).as_deref() == Some("1") {
        return Some("`acct` is 1".to_owned());
    }
    let relations = token.claim("xms_idrel").unwrap_or_default();
    if relations.split_ascii_whitespace().any(|n| n == "5") {
        return Some("`xms_idrel` contains 5".to_owned());
    }
    if let Some(reason) = other_provider(token) {
        return Some(reason);
    }
    let names = ["upn", "unique_name", "preferred_username"];
    names
        .into_iter()
        .find(|name| token.claim(name).is_some_and(|n| n.contains("#EXT#")))
        .map(|name| format!("`{name}` contains #EXT#"))
}

/// Claim `idp` names another tenant or provider than `iss`.
fn other_provider(token: &Token) -> Option<String> {
    let provider = token.claim("idp").filter(|idp| !idp.is_empty())?;
    let issuer = token.issuer().and_then(guid_in)?;
    let home = guid_in(provider);
    if home.as_ref() == Some(&issuer) || issuer == PERSONAL {
        return None;
    }
    let home = home.unwrap_or_else(|| escape_deceiving(provider).0);
    Some(format!("`idp` is {home}, not the issuer's tenant"))
}

/// The version of an Entra or External ID token: claim `ver`, or else the shape of `iss` (rules A-4,
/// `None` for Azure AD B2C, which always writes 1.0, for AD FS, and where nothing tells.
pub fn version(token: &Token) -> Option<u8> {
    if !matches!(maker(token), Maker::Entra | Maker::ExternalId) {
        return None;
    }
    let stated = token.claims().get("ver").and_then(|ver| match ver {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    match stated.as_deref() {
        Some("1.0" | "1") => Some(1),
        Some("2.0" | "2") => Some(2),
        Some(_) => None,
        None => {
            let path = token.issuer()?.trim_end_matches('/');
            Some(if path.contains("/v2.0") { 2 } else { 1 })
        }
    }
}
