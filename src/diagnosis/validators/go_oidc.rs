//! go-oidc: `IDTokenVerifier.Verify`.

use serde_json::{Map, Value};

use super::part::{Part, claims, decodes, part};
use super::run::{Run, Side, shown};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::keys::Key;

pub(super) static VALIDATOR: Validator = Validator {
    name: "go-oidc",
    stacks: &[Stack::GoOidc, Stack::OAuth2Proxy],
    check,
};

/// The package's errors are plain texts, but for this one.
const ERROR: &str = "error";

/// Issuer, audience, times; the signature last.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    start(run)?;
    shape(run)?;
    parties(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    signature(run)
}

/// `NewProvider` reads the metadata at its start and compares the issuer there.
fn start(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some((_, asked)) = run.template_in_metadata() else {
        return Ok(());
    };
    run.say(
        "By NewProvider it stops when it starts, with NewVerifier and the key set it doesn't. New \
         versions word it “oidc: issuer URL provided to client”.",
    );
    refuse(
        ERROR,
        format!(
            "oidc: issuer did not match the issuer returned by provider, expected \"{asked}\" got \""
        ),
    )
}

fn shape(run: &Run<'_>) -> Result<(), Refusal> {
    let parts = run.token.segment_count();
    if parts < 2 {
        return refuse(
            ERROR,
            format!("oidc: malformed jwt: oidc: malformed jwt, expected 3 parts got {parts}"),
        );
    }
    match claims(run.token) {
        Ok(claims) if are_of_type(&claims) => Ok(()),
        Err(Part::NotBase64) => refuse(ERROR, "oidc: malformed jwt: oidc: malformed jwt payload:"),
        _ => refuse(ERROR, "oidc: failed to unmarshal claims:"),
    }
}

/// Whether the claims that it knows have the types that it knows; null is no value.
fn are_of_type(claims: &Map<String, Value>) -> bool {
    let all = |names: &[&str], test: &dyn Fn(&Value) -> bool| {
        let there = names.iter().filter_map(|name| claims.get(*name));
        { there }.all(|value| value.is_null() || test(value))
    };
    let time = |value: &Value| match value {
        Value::Number(_) => true,
        // A number in quotes will do.
        Value::String(text) => text.parse::<f64>().is_ok(),
        _ => false,
    };
    let audience = |value: &Value| match value {
        Value::Array(many) => many.iter().all(Value::is_string),
        one => one.is_string(),
    };
    all(&["iss", "sub", "nonce", "at_hash"], &Value::is_string)
        && all(&["exp", "iat", "nbf"], &time)
        && all(&["aud"], &audience)
}

const ORDER: &str = "It checks issuer, audience and times before the signature.";

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.issuer() == Side::Differs {
        run.say(ORDER);
        let expected = run.issuers.first().map_or_else(String::new, |i| shown(i));
        let actual = shown(run.token.issuer().unwrap_or_default());
        return refuse(
            ERROR,
            format!(
                "oidc: id token issued by a different provider, expected \"{expected}\" got \
                 \"{actual}\""
            ),
        );
    }
    audience(run)
}

fn audience(run: &mut Run<'_>) -> Result<(), Refusal> {
    match run.audience() {
        Side::Differs => {
            run.say(ORDER);
            let configured = run.facts.api.audiences.first();
            let expected = configured.map_or_else(String::new, |a| shown(a));
            let actual = { run.token.audiences().into_iter() }
                .map(|audience| format!("\"{}\"", shown(audience)))
                .collect::<Vec<_>>()
                .join(" ");
            refuse(
                ERROR,
                format!("oidc: expected audience \"{expected}\" got [{actual}]"),
            )
        }
        Side::NotConfigured => refuse(
            ERROR,
            "oidc: invalid configuration, clientID must be provided or SkipClientIDCheck must be set",
        ),
        Side::Fits => {
            if run.facts.api.audiences.len() > 1 {
                run.say("A verifier knows one audience; this takes one verifier for each.");
            }
            Ok(())
        }
        Side::Open => Ok(()),
    }
}

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.seconds("exp").is_none() {
        run.say("A token without exp counts as expired.");
        return refuse(
            "TokenExpiredError",
            "oidc: token is expired (Token Expiry: ",
        );
    }
    if run.expired(false) {
        return refuse(
            "TokenExpiredError",
            "oidc: token is expired (Token Expiry: ",
        );
    }
    if run.early("nbf") {
        return refuse(ERROR, "oidc: current time ");
    }
    Ok(())
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys_of_any_use() else {
        return Ok(());
    };
    let token = run.token;
    let whole = token.segment_count() == 3 && part(token, 0) == Part::Object;
    if !whole || !decodes(token.segment(2)) {
        return refuse(ERROR, "oidc: malformed jwt: ");
    }
    if !run.alg_allowed(&["RS256"]) {
        run.say("Older versions name the algorithm: “oidc: id token signed with unsupported algorithm”.");
        return refuse(ERROR, "oidc: malformed jwt: ");
    }
    let kid = token.kid().unwrap_or_default();
    let tried = |key: &Key| kid.is_empty() || key.kid.as_deref() == Some(kid);
    if keys
        .iter()
        .copied()
        .filter(|key| tried(key))
        .any(|key| run.verifies(key))
    {
        return Ok(());
    }
    if !keys.iter().any(|key| tried(key)) {
        run.say("It says the same where it has no key of the token's kid, as here.");
    }
    refuse(
        ERROR,
        "failed to verify signature: failed to verify id token signature",
    )
}
