//! jsonwebtoken with jwks-rsa for Node.js: `verify` with `getSigningKey` in its callback.

use serde_json::Value;

use super::part::{Part, part};
use super::run::{Run, Side, shown_all};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::keys::{Key, PublicKey};

pub(super) static VALIDATOR: Validator = Validator {
    name: "jsonwebtoken + jwks-rsa",
    stacks: &[Stack::JwksRsa],
    check,
};

const ERROR: &str = "JsonWebTokenError";

/// Shape, key, algorithm, signature, then nbf, exp, aud, iss.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    shape(run)?;
    signature(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    parties(run)?;
    age(run)
}

fn shape(run: &Run<'_>) -> Result<(), Refusal> {
    let token = run.token;
    if token.segment_count() != 3 {
        return refuse(ERROR, "jwt malformed");
    }
    let letters = |index| {
        let segment: &str = token.segment(index);
        segment
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let whole = !token.segment(0).is_empty() && !token.segment(1).is_empty();
    if !whole || !(0..3).all(letters) || part(token, 0) != Part::Object {
        return refuse(ERROR, "invalid token");
    }
    if part(token, 1) != Part::Object && token.header_object().text("typ") == Some("JWT") {
        return refuse("SyntaxError", "Unexpected");
    }
    Ok(())
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys() else {
        return Ok(());
    };
    let key = find(run, &keys)?;
    if run.token.segment(2).is_empty() {
        return refuse(ERROR, "jwt signature is required");
    }
    algorithm(run, key)?;
    if !run.verifies(key) {
        run.say("It checks the signature before any claim.");
        return refuse(ERROR, "invalid signature");
    }
    Ok(())
}

/// The token's algorithm: allowed, and of the key's type.
fn algorithm(run: &mut Run<'_>, key: &Key) -> Result<(), Refusal> {
    let default: &[&str] = match key.public {
        PublicKey::Ec { .. } => &["ES256", "ES384", "ES512"],
        _ => &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
    };
    if !run.alg_allowed(default) {
        return refuse(ERROR, "invalid algorithm");
    }
    let alg = run.token.alg().unwrap_or_default();
    if alg.starts_with("HS") {
        return refuse(
            ERROR,
            format!("secretOrPublicKey must be a symmetric key when using {alg}"),
        );
    }
    let (of_type, names, types) = match key.public {
        PublicKey::Ec { .. } => (alg.starts_with("ES"), "ec", "ES256, ES384, ES512"),
        _ => (
            alg.starts_with("RS") || alg.starts_with("PS"),
            "rsa",
            "RS256, PS256, RS384, PS384, RS512, PS512",
        ),
    };
    if !of_type {
        return refuse(
            "Error",
            format!("\"alg\" parameter for \"{names}\" key type must be one of: {types}."),
        );
    }
    Ok(())
}

/// The key that jwks-rsa gives: the first of the kid.
fn find<'a>(run: &mut Run<'_>, keys: &[&'a Key]) -> Result<&'a Key, Refusal> {
    let failed = |why: &str| {
        refuse(
            ERROR,
            format!("error in secret or public key callback: {why}"),
        )
    };
    if keys.is_empty() {
        // "keys" where there are none, "signing keys" where none can be used.
        return failed("The JWKS endpoint did not contain any ");
    }
    match run.token.kid() {
        None if keys.len() > 1 => {
            run.say("It doesn't try the keys one after the other where the token names none.");
            failed("No KID specified and JWKS endpoint returned more than 1 key")
        }
        kid => {
            let mut keys = keys.iter().copied();
            match keys.find(|key| kid.is_none() || key.kid.as_deref() == kid) {
                Some(key) => Ok(key),
                None => failed(&format!(
                    "Unable to find a signing key that matches '{}'",
                    run.kid()
                )),
            }
        }
    }
}

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.is_no_number("nbf") {
        return refuse(ERROR, "invalid nbf value");
    }
    if run.early("nbf") {
        return refuse("NotBeforeError", "jwt not active");
    }
    if run.is_no_number("exp") {
        return refuse(ERROR, "invalid exp value");
    }
    if run.claim("exp").is_none() {
        run.say("A token without exp never expires for it.");
    }
    if run.expired(true) {
        return refuse("TokenExpiredError", "jwt expired");
    }
    Ok(())
}

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    match run.audience() {
        Side::Differs => {
            run.say("It checks the times before the audience, and that before the issuer.");
            let expected = shown_all(run.facts.api.audiences.iter().map(String::as_str), " or ");
            return refuse(ERROR, format!("jwt audience invalid. expected: {expected}"));
        }
        Side::NotConfigured => run.say("Not told which audience to expect, it doesn't check aud."),
        Side::Fits | Side::Open => {}
    }
    if run.issuer() == Side::Differs {
        let expected = shown_all(run.issuers.iter().map(String::as_str), ",");
        return refuse(ERROR, format!("jwt issuer invalid. expected: {expected}"));
    }
    let subjects = run.subjects();
    let own = run.claim("sub").and_then(Value::as_str);
    if !subjects.is_empty() && !subjects.iter().any(|s| Some(s.as_str()) == own) {
        let expected = shown_all(subjects.iter().map(String::as_str), ",");
        return refuse(ERROR, format!("jwt subject invalid. expected: {expected}"));
    }
    Ok(())
}

/// `maxAge`, the last of its checks.
fn age(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(max) = run.max_age() else {
        return Ok(());
    };
    let iat = run.seconds("iat").filter(|_| !run.is_no_number("iat"));
    let Some(iat) = iat else {
        return refuse(ERROR, "iat required when maxAge is specified");
    };
    if run.now.saturating_sub(iat) >= max.saturating_add(run.skew.1) {
        run.say("It looks at the age after everything else.");
        return refuse("TokenExpiredError", "maxAge exceeded");
    }
    Ok(())
}
