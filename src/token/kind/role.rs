//! Access token or ID token: evidence is weighed, and the outcome says which (rules A-4).

use serde_json::Value;

use super::{Maker, maker};
use crate::input::Role;
use crate::token::guid::is_guid;
use crate::token::{Token, escape_deceiving, resource};

/// Why a token was taken for an access token or an ID token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleEvidence {
    /// The outcome.
    pub role: Role,
    /// The facts that point to it, each a short phrase ("`scp` together with `azp`"). Where nothing
    /// tells for sure, all facts that point to either.
    pub reasons: Vec<String>,
}

/// A fact with its weight: 1 is a hint, from 2 on it decides by itself.
type Fact = (u32, String);

/// Tells an access token from an ID token. `named` is what the field's name said, which is decisive.
pub fn role_of(token: &Token, named: Option<Role>) -> RoleEvidence {
    let field = match named {
        Some(Role::AccessToken) => Some("access_token"),
        Some(Role::IdToken) => Some("id_token"),
        Some(Role::Unknown) | None => None,
    };
    if let (Some(role), Some(field)) = (named, field) {
        return evidence(role, vec![(2, format!("the field's name is `{field}`"))]);
    }
    if let Some(reason) = neither(token) {
        return evidence(Role::Unknown, vec![(0, reason)]);
    }
    let (access, id) = (points_to_access(token), points_to_id(token));
    let weight = |facts: &[Fact]| facts.iter().map(|(weight, _)| weight).sum::<u32>();
    match (weight(&access), weight(&id)) {
        (a, i) if a >= 2 && a > i => evidence(Role::AccessToken, access),
        (a, i) if i >= 2 && i > a => evidence(Role::IdToken, id),
        _ => evidence(Role::Unknown, access.into_iter().chain(id).collect()),
    }
}

fn evidence(role: Role, facts: Vec<Fact>) -> RoleEvidence {
    RoleEvidence {
        role,
        reasons: facts.into_iter().map(|(_, phrase)| phrase).collect(),
    }
}

/// Why a token is neither of the two.
fn neither(token: &Token) -> Option<String> {
    let typ = token.header_object().text("typ").unwrap_or_default();
    if typ.eq_ignore_ascii_case("pop") && token.claim("at").is_some() {
        return Some("a signed HTTP request: the access token is in `at`".to_owned());
    }
    let own = token.issuer().filter(|iss| is_guid(iss));
    if own.is_some() && own == token.claim("sub") && token.claim("tid").is_none() {
        return Some(
            "`iss` and `sub` are the same id: a client signed it to prove itself".to_owned(),
        );
    }
    token
        .claims()
        .members()
        .is_empty()
        .then(|| "the claims can't be read".to_owned())
}

fn points_to_access(token: &Token) -> Vec<Fact> {
    let has = |name: &str| token.claims().get(name).is_some();
    let first = |names: &[&'static str]| names.iter().copied().find(|name| has(name));
    let mut facts = Vec::new();
    let client = first(&["azp", "appid", "client_id", "cid"]);
    let permission = first(&["scp", "scope", "roles"]);
    match (permission, client) {
        (Some(permission), Some(client)) => {
            facts.push((4, format!("`{permission}` together with `{client}`")));
        }
        (Some(permission @ ("scp" | "scope")), None) => facts.push((2, format!("`{permission}`"))),
        _ => {}
    }
    if let Some(name) = first(&["appidacr", "azpacr"]) {
        facts.push((3, format!("`{name}`, the client's proof")));
    }
    if has("idtyp") {
        facts.push((3, "`idtyp`, which only access tokens have".to_owned()));
    }
    let internal = [
        "xms_cc",
        "xms_ssm",
        "xms_mirid",
        "xms_az_rid",
        "xms_idrel",
        "xms_act_fct",
    ];
    if let Some(name) = first(&internal) {
        facts.push((1, format!("`{name}`")));
    }
    if has("scp") && ["aio", "uti", "rh"].into_iter().all(has) {
        facts.push((1, "`aio`, `uti` and `rh` together with `scp`".to_owned()));
    }
    facts.extend(token.audiences().into_iter().find_map(audience_of_api));
    let own_api = token
        .client_id()
        .is_some_and(|c| token.audiences().contains(&c));
    if has("scp") && own_api {
        facts.push((
            2,
            "`aud` is the client itself, and there is `scp`".to_owned(),
        ));
    }
    if token.header_nonce().is_some() {
        facts.push((4, "`nonce` in the header".to_owned()));
    }
    facts
}

/// An audience that only an API has: a URI, or a known Microsoft API.
fn audience_of_api(audience: &str) -> Option<Fact> {
    if let Some(known) = resource(audience) {
        return Some((4, format!("`aud` is {}", known.name)));
    }
    let scheme = audience.split_once(':')?.0;
    let uri = !scheme.is_empty()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let shown = escape_deceiving(audience).0;
    uri.then(|| (4, format!("`aud` is a URI, {shown}")))
}

fn points_to_id(token: &Token) -> Vec<Fact> {
    let has = |name: &str| token.claims().get(name).is_some();
    let b2c = maker(token) == Maker::B2c;
    let mut facts = Vec::new();
    if has("nonce") {
        facts.push((3, "`nonce` in the payload".to_owned()));
    }
    if has("c_hash") {
        facts.push((3, "`c_hash`".to_owned()));
    }
    if has("at_hash") {
        // Access tokens of Azure AD B2C can have it, too.
        facts.push((if b2c { 2 } else { 3 }, "`at_hash`".to_owned()));
    }
    for name in ["auth_time", "in_corp", "email_verified"] {
        // Both kinds of B2C tokens have auth_time.
        if has(name) && !(b2c && name == "auth_time") {
            facts.push((1, format!("`{name}`")));
        }
    }
    let one_app = matches!(token.claims().get("aud"), Some(Value::String(aud)) if is_guid(aud) && resource(aud).is_none());
    let permits = ["scp", "scope", "appid", "azp"].into_iter().any(has);
    if one_app && !permits {
        let reason = "`aud` is an application id, without `scp`, `appid` or `azp`";
        facts.push((3, reason.to_owned()));
    }
    facts
}
