//! jose for Node.js: `jwtVerify` with `createRemoteJWKSet`.

use super::part::{Part, part};
use super::run::{Run, Side};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::input::base64url::is_letter;
use crate::keys::Key;

pub(super) static VALIDATOR: Validator = Validator {
    name: "jose (Node.js)",
    stacks: &[Stack::Jose, Stack::ExpressOAuth2JwtBearer, Stack::NextAuth],
    check,
};

const CLAIM: &str = "ERR_JWT_CLAIM_VALIDATION_FAILED";

/// Algorithm, key, signature, then the claims.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    header(run)?;
    signature(run)?;
    if part(run.token, 1) != Part::Object {
        return refuse(
            "ERR_JWT_INVALID",
            "JWT Claims Set must be a top-level JSON object",
        );
    }
    parties(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    Ok(())
}

fn header(run: &Run<'_>) -> Result<(), Refusal> {
    if run.token.segment_count() != 3 {
        return refuse("ERR_JWS_INVALID", "Invalid Compact JWS");
    }
    if part(run.token, 0) != Part::Object {
        return refuse("ERR_JWS_INVALID", "JWS Protected Header is invalid");
    }
    let Some(alg) = run.token.alg().filter(|alg| !alg.is_empty()) else {
        return refuse(
            "ERR_JWS_INVALID",
            "JWS \"alg\" (Algorithm) Header Parameter missing or invalid",
        );
    };
    if !run.alg_allowed(&[alg]) {
        return refuse(
            "ERR_JOSE_ALG_NOT_ALLOWED",
            "\"alg\" (Algorithm) Header Parameter value not allowed",
        );
    }
    Ok(())
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
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
    let kid = run.token.kid();
    let fits = |key: &&Key| run.fits_alg(key) && (kid.is_none() || key.kid.as_deref() == kid);
    let fitting: Vec<&Key> = keys.into_iter().filter(fits).collect();
    let key = match fitting.as_slice() {
        [] => {
            return refuse(
                "ERR_JWKS_NO_MATCHING_KEY",
                "no applicable key found in the JSON Web Key Set",
            );
        }
        [key] => *key,
        _ => {
            run.say(
                "It tries no key where several answer: without a kid, or with one kid for several \
                 keys.",
            );
            return refuse(
                "ERR_JWKS_MULTIPLE_MATCHING_KEYS",
                "multiple matching keys found in the JSON Web Key Set",
            );
        }
    };
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

/// Whether it reads a text as base64url: what is left over in the last character may be anything.
fn decodes(text: &str) -> bool {
    let letters = text.chars().all(is_letter);
    letters && text.len() % 4 != 1
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

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    let (issuer, audience) = (run.issuer(), run.audience());
    for (name, side) in [("iss", issuer), ("aud", audience)] {
        if matches!(side, Side::Fits | Side::Differs) && run.claim(name).is_none() {
            return refuse(CLAIM, format!("missing required \"{name}\" claim"));
        }
    }
    for (name, side) in [("iss", issuer), ("aud", audience)] {
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

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
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
