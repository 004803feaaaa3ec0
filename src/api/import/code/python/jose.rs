//! python-jose: `from jose import jwt`, read with the settings of `PyJWT`, which its own are made after.

use super::super::expression::Member;
use super::super::form::Form;
use super::super::value::Value;
use crate::api::{About, Api};

/// Whether a line imports it.
pub(super) fn imported(line: &str) -> bool {
    let line = line.trim();
    let jwt = line
        .strip_prefix("from jose import")
        .is_some_and(|names| names.split([',', ' ', '(']).any(|name| name == "jwt"));
    jwt || line.starts_with("from jose.jwt import") || line.starts_with("import jose.jwt")
}

/// What differs from `PyJWT`, and the facts.
pub(super) fn finish(mut form: Form<'_>) -> Api {
    form.draft.note(
        "This is python-jose, read as the settings of jwt.decode that it shares with PyJWT. No \
         corrected settings are written for it.",
    );
    form.api().stack = None;
    if form.draft.api.clock_skew.is_none() && !form.has("leeway") {
        form.api().clock_skew = Some(0);
    }
    if form.draft.api.keys_address.is_none() && form.draft.api.keys.is_empty() {
        fetched_keys(&mut form);
    }
    if form.draft.api.keys_address.is_some() || form.draft.api.metadata.is_some() {
        // The keys that are handed over are those that are fetched.
        let unread = &mut form.draft.api.reading.unread;
        unread.retain(|unread| unread.name != "decode");
        form.depending.clear();
    }
    let audience = form.find("audience");
    if let Some(member) = audience.filter(|member| is_list(&form, member)) {
        form.draft.undecided(
            About::Audience,
            Some(member.line),
            "audience",
            "is a list, and python-jose takes one text: it refuses every token (\"audience must be a \
             string or None\")",
        );
    }
    required(&mut form);
    form.finish()
}

fn is_list(form: &Form<'_>, member: &Member) -> bool {
    matches!(form.source.value(&member.value), Ok(Value::List(_)))
}

/// The key set that the code fetches by itself, or the metadata that names it.
fn fetched_keys(form: &mut Form<'_>) {
    if let Some((line, address)) = form.fetched_metadata() {
        let shown = "the metadata that is fetched";
        form.draft
            .read(line, shown, &address, "the metadata address");
        form.metadata(address);
        return;
    }
    let found = ["/discovery/v2.0/keys", "/discovery/keys", "jwks"]
        .iter()
        .find_map(|sign| form.fetched(sign));
    if let Some((line, address)) = found {
        let shown = "the key set that is fetched";
        form.draft
            .read(line, shown, &address, "the address of the keys");
        form.api().keys_address = Some(address);
    }
}

/// `options={"require_exp": True}`.
fn required(form: &mut Form<'_>) {
    for claim in ["aud", "iat", "exp", "nbf", "iss", "sub", "jti"] {
        let name = format!("require_{claim}");
        if form.flag(&name, "a claim that has to be there") == Some(true) {
            let line = form.find(&name).map_or(0, |member| member.line);
            form.api().required_claims.push(crate::api::RequiredClaim {
                names: vec![claim.to_owned()],
                line,
                ..crate::api::RequiredClaim::default()
            });
        }
    }
}
