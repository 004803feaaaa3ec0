//! jose for Node.js: `jwtVerify` with `createRemoteJWKSet`.

use serde_json::Value;

use super::part::{Part, decodes, part};
use super::run::{Run, Side, shown};
use super::{Refusal, Validator, express, refuse};
use crate::api::Stack;
use crate::keys::Key;

pub(super) static VALIDATOR: Validator = Validator {
    name: "jose (Node.js)",
    stacks: &[Stack::Jose, Stack::ExpressOAuth2JwtBearer, Stack::NextAuth],
    check,
};

const CLAIM: &str = "ERR_JWT_CLAIM_VALIDATION_FAILED";

/// Algorithm, key, signature, then the claims.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.facts.api.stack == Some(Stack::ExpressOAuth2JwtBearer) {
        return express::check(run);
    }
    header(run)?;
    signature(run)?;
    if part(run.token, 1) != Part::Object {
        return refuse(
            "ERR_JWT_INVALID",
            "JWT Claims Set must be a top-level JSON object",
        );
    }
    header_type(run)?;
    presence(run)?;
    parties(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
        age(run)?;
    }
    Ok(())
}

/// Three parts, a header, an algorithm.
pub(super) fn form(run: &Run<'_>) -> Result<(), Refusal> {
    if run.token.segment_count() != 3 {
        return refuse("ERR_JWS_INVALID", "Invalid Compact JWS");
    }
    if part(run.token, 0) != Part::Object {
        return refuse("ERR_JWS_INVALID", "JWS Protected Header is invalid");
    }
    if run.token.alg().is_none_or(str::is_empty) {
        return refuse(
            "ERR_JWS_INVALID",
            "JWS \"alg\" (Algorithm) Header Parameter missing or invalid",
        );
    }
    Ok(())
}

fn header(run: &mut Run<'_>) -> Result<(), Refusal> {
    form(run)?;
    let alg = run.token.alg().unwrap_or_default();
    if !run.alg_allowed(&[alg]) {
        return refuse(
            "ERR_JOSE_ALG_NOT_ALLOWED",
            "\"alg\" (Algorithm) Header Parameter value not allowed",
        );
    }
    Ok(())
}

/// The key of the set, and the signature with it.
pub(super) fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys() else {
        return damaged(run);
    };
    let alg = run.token.alg().unwrap_or_default();
    if alg == "none" || alg.starts_with("HS") {
        return refuse(
            "ERR_JOSE_NOT_SUPPORTED",
            "Unsupported \"alg\" value for a JSON Web Key Set",
        );
    }
    let key = choose(run, keys)?;
    if !decodes(run.token.segment(2)) {
        return refuse(
            "ERR_JWS_INVALID",
            "Failed to base64url decode the signature",
        );
    }
    if !run.verifies(key) {
        run.say("It checks the signature before any claim.");
        return refuse(
            "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
            "signature verification failed",
        );
    }
    Ok(())
}

/// The one key that answers to kid and algorithm.
fn choose<'a>(run: &mut Run<'_>, keys: Vec<&'a Key>) -> Result<&'a Key, Refusal> {
    let kid = run.token.kid();
    let fits = |key: &&Key| run.fits_alg(key) && (kid.is_none() || key.kid.as_deref() == kid);
    let fitting: Vec<&Key> = keys.into_iter().filter(fits).collect();
    match fitting.as_slice() {
        [] => refuse(
            "ERR_JWKS_NO_MATCHING_KEY",
            "no applicable key found in the JSON Web Key Set",
        ),
        [key] => Ok(*key),
        _ => {
            run.say(
                "It tries no key where several answer: without a kid, or with one kid for several \
                 keys.",
            );
            refuse(
                "ERR_JWKS_MULTIPLE_MATCHING_KEYS",
                "multiple matching keys found in the JSON Web Key Set",
            )
        }
    }
}

/// A payload that is no JSON was changed after it was signed, whatever the key.
fn damaged(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.facts.api.unchecked.signature || part(run.token, 1) == Part::Object {
        return Ok(());
    }
    run.say("The payload is damaged, so the signature can't hold, whatever the key.");
    refuse(
        "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
        "signature verification failed",
    )
}

/// `typ`, with and without `application/`.
fn header_type(run: &mut Run<'_>) -> Result<(), Refusal> {
    let types = run.types();
    let normal = |typ: &str| {
        let typ = typ.to_lowercase();
        if typ.contains('/') {
            typ
        } else {
            format!("application/{typ}")
        }
    };
    let own = run.typ().map(normal);
    if types.is_empty() || types.iter().any(|typ| Some(normal(typ)) == own) {
        return Ok(());
    }
    run.say("It looks at typ before any claim.");
    refuse(CLAIM, "unexpected \"typ\" JWT header value")
}

/// What has to be there: the parties first, then the age's iat, then the required claims from the
/// last to the first.
fn presence(run: &mut Run<'_>) -> Result<(), Refusal> {
    let expected = |side| matches!(side, Side::Fits | Side::Differs);
    let asked = [
        (expected(run.issuer()), "iss"),
        (!run.subjects().is_empty(), "sub"),
        (expected(run.audience()), "aud"),
        (run.checks_lifetime() && run.max_age().is_some(), "iat"),
    ];
    let mut names: Vec<&str> = { asked.into_iter() }
        .filter_map(|(asked, name)| asked.then_some(name))
        .collect();
    names.extend(run.required_names().into_iter().rev());
    match names.into_iter().find(|name| run.claim(name).is_none()) {
        Some(name) => refuse(CLAIM, format!("missing required \"{}\" claim", shown(name))),
        None => Ok(()),
    }
}

/// Whether the token is of somebody that the API is told to expect.
fn subject(run: &mut Run<'_>) -> Side {
    let expected = run.subjects();
    let own = run.claim("sub").and_then(Value::as_str);
    if expected.is_empty() {
        Side::Open
    } else if expected.iter().any(|known| Some(known.as_str()) == own) {
        Side::Fits
    } else {
        Side::Differs
    }
}

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    let (issuer, subject, audience) = (run.issuer(), subject(run), run.audience());
    for (name, side) in [("iss", issuer), ("sub", subject), ("aud", audience)] {
        match side {
            Side::Differs => {
                run.say("It checks iss, then aud, then the times.");
                return refuse(CLAIM, format!("unexpected \"{name}\" claim value"));
            }
            Side::NotConfigured => {
                run.say(format!("Not told what to expect, it doesn't check {name}."));
            }
            Side::Fits | Side::Open => {}
        }
    }
    Ok(())
}

/// iat, nbf and exp.
pub(super) fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    for name in ["iat", "nbf", "exp"] {
        if run.is_no_number(name) {
            return refuse(CLAIM, format!("\"{name}\" claim must be a number"));
        }
        if name == "nbf" && run.early("nbf") {
            return refuse(CLAIM, "\"nbf\" claim timestamp check failed");
        }
    }
    if run.claim("exp").is_none() {
        run.say("A token without exp passes unless exp is required by its settings.");
    }
    if run.expired(true) {
        return refuse("ERR_JWT_EXPIRED", "\"exp\" claim timestamp check failed");
    }
    Ok(())
}

/// `maxTokenAge`: iat is a number here, or its presence was refused.
fn age(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(max) = run.max_age() else {
        return Ok(());
    };
    let age = run
        .now
        .saturating_sub(run.seconds("iat").unwrap_or(run.now));
    if age.saturating_sub(run.skew.1) > max {
        return refuse(
            "ERR_JWT_EXPIRED",
            "\"iat\" claim timestamp check failed (too far in the past)",
        );
    }
    if age < run.skew.0.saturating_neg() {
        return refuse(
            CLAIM,
            "\"iat\" claim timestamp check failed (it should be in the past)",
        );
    }
    Ok(())
}
