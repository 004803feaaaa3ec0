//! Leaves signatures, personal data and secrets out of a saved inspection.

use serde_json::{Map, Value};

use super::secrets::without_secrets;
use super::{SavedInspection, error_text};
use crate::input::base64url;
use crate::input::json::Object;

/// What stands where something was left out.
pub(super) const LEFT_OUT: &str = "(left out)";

/// What the title of a redacted inspection ends with.
const TITLE: &str = "signatures and personal data left out";

/// Claims that tell about a person, and those that are secrets of their own. Opaque ids (`oid`,
/// `sub`, `sid`) stay: diagnosing needs them.
const PERSONAL: [&str; 48] = [
    "name",
    "upn",
    "unique_name",
    "preferred_username",
    "nickname",
    "email",
    "emails",
    "emailaddress",
    "othermails",
    "given_name",
    "middle_name",
    "family_name",
    "birthdate",
    "gender",
    "picture",
    "profile",
    "website",
    "mail",
    "mailnickname",
    "username",
    "user_name",
    "userprincipalname",
    "phone_number",
    "telephonenumber",
    "strongauthenticationphonenumber",
    "dateofbirth",
    "employeeid",
    "employeenumber",
    "address",
    "streetaddress",
    "postalcode",
    "city",
    "state",
    "jobtitle",
    "displayname",
    "ipaddr",
    "fwd",
    "login_hint",
    "altsecid",
    "puid",
    "onprem_sid",
    "primarysid",
    "onprem_sam_account_name",
    "samaccountname",
    "winaccountname",
    "idp_access_token",
    "idp_refresh_token",
    "refresh_token",
];

/// Beginnings of claims that tell about a person, or that a customer filled with anything.
const PERSONAL_BEGINNINGS: [&str; 5] = [
    "verified_",
    "extension_",
    "signinname",
    "mobile",
    "homephone",
];

/// Tokens within tokens are followed this far.
const DEEPEST: u8 = 4;

/// The inspection without signatures, personal data and secrets.
pub(super) fn inspection(saved: &SavedInspection) -> SavedInspection {
    SavedInspection {
        title: Some(title(saved.title.as_deref())),
        at: saved.at,
        tokens: saved.tokens.iter().map(|text| token(text, 0)).collect(),
        documents: saved.documents.clone(),
        api: saved.api.as_ref().map(api),
        error: saved
            .error
            .as_deref()
            .map(|text| addresses(&error_text::without_tokens(text, LEFT_OUT))),
        unknown: saved
            .unknown
            .iter()
            .map(|(name, value)| (name.clone(), scrub_value(value, 0)))
            .collect(),
    }
}

fn title(title: Option<&str>) -> String {
    match title {
        Some(title) if title.contains(TITLE) => title.to_owned(),
        Some(title) if !title.is_empty() => format!("{title} ({TITLE})"),
        _ => {
            let mut chars = TITLE.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars).collect()
        }
    }
}

/// A compact token without its signature and with personal claims left out; of an encrypted one the
/// header; of anything else nothing.
pub(super) fn token(text: &str, depth: u8) -> String {
    let bare = text.trim();
    let bare = match bare.split_once(char::is_whitespace) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => rest.trim(),
        _ => bare,
    };
    let parts: Vec<&str> = bare.split('.').collect();
    match parts.as_slice() {
        [header, payload] | [header, payload, _] if object(header).is_some() => object(payload)
            .map_or_else(
                || LEFT_OUT.to_owned(),
                |claims| format!("{header}.{}.", payload_without(&claims, depth)),
            ),
        [header, _, _, _, _] if object(header).is_some() => format!("{header}...."),
        _ => LEFT_OUT.to_owned(),
    }
}

fn object(segment: &str) -> Option<Object> {
    let bytes = base64url::decode(segment)?;
    Object::parse(std::str::from_utf8(&bytes).ok()?).ok()
}

/// The payload with personal claims left out, in base64url. Order and repeats stay.
fn payload_without(claims: &Object, depth: u8) -> String {
    let members: Vec<String> = claims
        .members()
        .iter()
        .map(|(name, value)| {
            let value = member_without(name, value, depth);
            format!("{}:{value}", Value::from(name.as_str()))
        })
        .collect();
    base64url::encode(format!("{{{}}}", members.join(",")).as_bytes())
}

fn member_without(name: &str, value: &Value, depth: u8) -> Value {
    // A claim in SAML's spelling has its name at the end of a URL.
    let lower = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let personal = PERSONAL.contains(&lower.as_str())
        || PERSONAL_BEGINNINGS
            .iter()
            .any(|beginning| lower.starts_with(beginning));
    match value {
        Value::Array(_) if personal => vec![LEFT_OUT].into(),
        _ if personal => LEFT_OUT.into(),
        Value::Object(members) => members_without(members, depth),
        Value::Array(values) => values
            .iter()
            .map(|value| member_without("", value, depth))
            .collect(),
        Value::String(text) => {
            let text = scrub(text, depth);
            // Whatever a claim is called; in an audience an @ stands before the tenant.
            let place = matches!(lower.as_str(), "aud" | "iss" | "idp");
            if place { text } else { addresses(&text) }.into()
        }
        other => other.clone(),
    }
}

fn members_without(members: &Map<String, Value>, depth: u8) -> Value {
    let members: Map<String, Value> = members
        .iter()
        .map(|(name, value)| (name.clone(), member_without(name, value, depth)))
        .collect();
    Value::Object(members)
}

/// Tokens within any JSON, redacted.
fn scrub_value(value: &Value, depth: u8) -> Value {
    match value {
        Value::String(text) => scrub(text, depth).into(),
        Value::Array(values) => values.iter().map(|v| scrub_value(v, depth)).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), scrub_value(value, depth)))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// A text with every token in it redacted.
fn scrub(text: &str, depth: u8) -> String {
    let mut scrubbed = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            run.push(c);
        } else {
            scrubbed.push_str(&scrub_run(&run, depth));
            run.clear();
            scrubbed.push(c);
        }
    }
    scrubbed.push_str(&scrub_run(&run, depth));
    scrubbed
}

/// One run of characters that a token may consist of.
fn scrub_run(run: &str, depth: u8) -> String {
    // Every JSON object begins like this in base64url.
    let Some((before, rest)) = run.split_once("eyJ").filter(|(_, rest)| rest.contains('.')) else {
        return run.to_owned();
    };
    if depth >= DEEPEST {
        return format!("{before}{LEFT_OUT}");
    }
    format!("{before}{}", token(&format!("eyJ{rest}"), depth + 1))
}

/// A text without e-mail addresses and user principal names.
fn addresses(text: &str) -> String {
    let is_delimiter = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '<' | '>' | '(' | ')' | ',' | ';' | '[' | ']'
            )
    };
    text.split_inclusive(is_delimiter)
        .map(|word| {
            let bare = word.trim_end_matches(is_delimiter);
            let address = bare.split_once('@').is_some_and(|(user, host)| {
                !user.is_empty() && host.trim_end_matches('.').contains('.')
            });
            if address {
                word.replacen(bare, LEFT_OUT, 1)
            } else {
                word.to_owned()
            }
        })
        .collect()
}

/// What the API accepts, without tokens, and without secrets in raw configuration.
fn api(value: &Value) -> Value {
    let mut value = scrub_value(value, 0);
    if let Some(Value::String(text)) = value.get_mut("text") {
        *text = without_secrets(text, LEFT_OUT);
    }
    value
}
