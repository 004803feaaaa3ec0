//! `PyJWT`: `PyJWKClient.get_signing_key_from_jwt`, then `decode`.

use serde_json::Value;

use super::part::{Part, part};
use super::run::{Run, Side, shown};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::input::base64url;
use crate::keys::{Key, PublicKey};

pub(super) static VALIDATOR: Validator = Validator {
    name: "PyJWT",
    stacks: &[Stack::PyJwt, Stack::FastApiAzureAuth],
    check,
};

/// Shape, key by kid, algorithm, signature, then iat, nbf, exp, iss, aud.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    shape(run)?;
    guests(run)?;
    signature(run)?;
    required(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    parties(run)?;
    identifiers(run)
}

/// `fastapi-azure-auth` turns guests away before it checks anything: `acct` is 1, or `idp` is another
/// than the issuer.
fn guests(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.facts.api.stack != Some(Stack::FastApiAzureAuth) || !run.refuses_guests() {
        return Ok(());
    }
    let marked = run.claim("acct").and_then(Value::as_u64) == Some(1);
    let other = run
        .claim("idp")
        .is_some_and(|idp| Some(idp) != run.claim("iss"));
    if marked || other {
        return refuse("403 Forbidden", "Guest users not allowed");
    }
    Ok(())
}

/// The option `require`, before any other claim.
fn required(run: &mut Run<'_>) -> Result<(), Refusal> {
    const ALWAYS: [&str; 6] = ["exp", "aud", "iat", "nbf", "sub", "iss"];
    let mut names = run.required_names();
    if run.facts.api.stack == Some(Stack::FastApiAzureAuth) {
        names.splice(0..0, ALWAYS);
    }
    match names.into_iter().find(|name| run.lacks(name)) {
        Some(name) => missing(name),
        None => Ok(()),
    }
}

/// sub and jti have to be texts, and sub the one that it is told.
fn identifiers(run: &mut Run<'_>) -> Result<(), Refusal> {
    let no_text = |claim: Option<&Value>| claim.is_some_and(|value| !value.is_string());
    if no_text(run.claim("sub")) {
        return refuse("InvalidSubjectError", "Subject must be a string");
    }
    let subjects = run.subjects();
    if let Some(own) = run.claim("sub").and_then(Value::as_str)
        && !subjects.is_empty()
        && !subjects.iter().any(|known| known == own)
    {
        return refuse("InvalidSubjectError", "Invalid subject");
    }
    if no_text(run.claim("jti")) {
        return refuse("InvalidJTIError", "JWT ID must be a string");
    }
    Ok(())
}

fn shape(run: &Run<'_>) -> Result<(), Refusal> {
    let token = run.token;
    if token.segment_count() < 3 {
        return refuse("DecodeError", "Not enough segments");
    }
    match part(token, 0) {
        Part::NotBase64 => return refuse("DecodeError", "Invalid header padding"),
        Part::NotJson => return refuse("DecodeError", "Invalid header string:"),
        Part::Object => {}
    }
    // More dots end up in the payload.
    if token.segment_count() > 3 || part(token, 1) == Part::NotBase64 {
        return refuse("DecodeError", "Invalid payload padding");
    }
    if base64url::decode(token.segment(2)).is_none() {
        return refuse("DecodeError", "Invalid crypto padding");
    }
    let kid = token.header_object().get("kid");
    if kid.is_some_and(|kid| !kid.is_string()) {
        return refuse(
            "InvalidTokenError",
            "Key ID header parameter must be a string",
        );
    }
    if part(token, 1) == Part::NotJson {
        return refuse("DecodeError", "Invalid payload string:");
    }
    Ok(())
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys() else {
        return Ok(());
    };
    if keys.is_empty() {
        return refuse("PyJWKSetError", "The JWK Set did not contain any");
    }
    let kid = run.token.kid();
    let named = |key: &&Key| key.kid.is_some() && key.kid.as_deref() == kid;
    let Some(key) = keys.into_iter().find(named) else {
        let kid = run.token.kid().map_or("None".to_owned(), |_| run.kid());
        run.say(
            "It looks for the key of the kid before it checks anything else, and tries no other.",
        );
        return refuse(
            "PyJWKClientError",
            format!("Unable to find a signing key that matches: \"{kid}\""),
        );
    };
    algorithm(run, key)?;
    if !run.verifies(key) {
        run.say("It checks the signature before any claim.");
        return refuse("InvalidSignatureError", "Signature verification failed");
    }
    Ok(())
}

/// The token's algorithm: allowed, and the one that it takes the key to be for.
fn algorithm(run: &mut Run<'_>, key: &Key) -> Result<(), Refusal> {
    let Some(alg) = run.token.alg() else {
        return refuse("InvalidAlgorithmError", "Algorithm not specified");
    };
    if run.facts.api.algorithms.is_empty() {
        run.say("This takes algorithms=[\"RS256\"] for granted.");
    }
    if !run.alg_allowed(&["RS256"]) {
        return refuse(
            "InvalidAlgorithmError",
            "The specified alg value is not allowed",
        );
    }
    let of_key = of_key(key);
    if of_key != alg {
        run.say("It takes RS256 for the algorithm of an RSA key whose JWK has no alg.");
        return refuse(
            "InvalidAlgorithmError",
            format!("Token algorithm '{alg}' does not match the key's algorithm '{of_key}'"),
        );
    }
    Ok(())
}

/// The algorithm that it takes a key to be for.
fn of_key(key: &Key) -> &str {
    let by_type = match &key.public {
        PublicKey::Ec { curve, .. } => match curve.as_str() {
            "P-384" => "ES384",
            "P-521" => "ES512",
            _ => "ES256",
        },
        PublicKey::Okp { .. } => "EdDSA",
        _ => "RS256",
    };
    key.alg.as_deref().unwrap_or(by_type)
}

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.is_no_integer("iat") {
        return refuse(
            "InvalidIssuedAtError",
            "Issued At claim (iat) must be an integer.",
        );
    }
    if run.early("iat") {
        run.say("It refuses an iat in the future, which others don't look at.");
        return refuse("ImmatureSignatureError", "The token is not yet valid (iat)");
    }
    if run.is_no_integer("nbf") {
        return refuse("DecodeError", "Not Before claim (nbf) must be an integer.");
    }
    if run.early("nbf") {
        return refuse("ImmatureSignatureError", "The token is not yet valid (nbf)");
    }
    if run.is_no_integer("exp") {
        return refuse(
            "DecodeError",
            "Expiration Time claim (exp) must be an integer.",
        );
    }
    if run.claim("exp").is_none() {
        run.say("A token without exp passes unless exp is required by its options.");
    }
    if run.expired(true) {
        return refuse("ExpiredSignatureError", "Signature has expired");
    }
    Ok(())
}

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    let issuer = run.issuer();
    if matches!(issuer, Side::Differs | Side::Fits) && run.claim("iss").is_none() {
        return missing("iss");
    }
    if issuer == Side::Differs {
        run.say("It checks the times before the issuer, and that before the audience.");
        return refuse("InvalidIssuerError", "Invalid issuer");
    }
    let there = !run.token.audiences().is_empty();
    match run.audience() {
        Side::Differs if !there => missing("aud"),
        Side::Differs => refuse("InvalidAudienceError", "Audience doesn't match"),
        Side::NotConfigured if there => {
            run.say("Not told which audience to expect, it refuses every token that has one.");
            refuse("InvalidAudienceError", "Invalid audience")
        }
        _ => Ok(()),
    }
}

fn missing(claim: &str) -> Result<(), Refusal> {
    refuse(
        "MissingRequiredClaimError",
        format!("Token is missing the \"{}\" claim", shown(claim)),
    )
}
