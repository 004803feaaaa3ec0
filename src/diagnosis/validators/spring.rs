//! Spring Security's resource server: `NimbusJwtDecoder` over Nimbus JOSE + JWT.

use jiff::Timestamp;

use super::part::{Part, part};
use super::run::{Run, Side};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::keys::Key;

pub(super) static VALIDATOR: Validator = Validator {
    name: "Spring Security (Nimbus)",
    stacks: &[Stack::Spring, Stack::SpringCloudAzure],
    check,
};

/// Shape, key and signature in Nimbus, then Spring's own checks of times, issuer, audience.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    start(run)?;
    shape(run)?;
    signature(run)?;
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    parties(run)?;
    header_type(run)
}

/// By `issuer-uri` it reads the metadata at its start and compares the issuer there.
fn start(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some((found, _)) = run.template_in_metadata() else {
        return Ok(());
    };
    run.say("By issuer-uri it stops when it starts (or at the first token), with jwk-set-uri it doesn't.");
    refuse(
        "IllegalStateException",
        format!("The Issuer \"{found}\" provided in the configuration"),
    )
}

/// `JwtTypeValidator`.
fn header_type(run: &mut Run<'_>) -> Result<(), Refusal> {
    let types = run.types();
    let own = run.typ().unwrap_or_default();
    if types.is_empty() || types.iter().any(|typ| typ == own) {
        return Ok(());
    }
    decoding(INVALID, "the given typ value needs to be one of [")
}

/// A refusal in the words around Nimbus's.
fn decoding<T>(error: &str, message: &str) -> Result<T, Refusal> {
    refuse(
        error,
        format!("An error occurred while attempting to decode the Jwt: {message}"),
    )
}

fn shape(run: &Run<'_>) -> Result<(), Refusal> {
    let token = run.token;
    if token.segment_count() == 5 {
        return decoding("BadJwtException", "Encrypted JWT rejected");
    }
    if token.segment_count() != 3 || part(token, 0) != Part::Object {
        return decoding("BadJwtException", "Malformed token");
    }
    match token.alg() {
        None => decoding("BadJwtException", "Malformed token"),
        Some("none") => refuse("BadJwtException", "Unsupported algorithm of none"),
        Some(_) => Ok(()),
    }
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys() else {
        return payload(run);
    };
    let kid = run.token.kid();
    let fits = |key: &Key| run.fits_alg(key) && (kid.is_none() || key.kid.as_deref() == kid);
    let candidates: Vec<&Key> = keys.into_iter().filter(|key| fits(key)).collect();
    if run.facts.api.algorithms.is_empty() && run.token.alg() != Some("RS256") {
        run.say("Unless it is told otherwise, it accepts RS256 alone.");
    }
    if !run.alg_allowed(&["RS256"]) || candidates.is_empty() {
        return decoding(
            "BadJwtException",
            "Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
        );
    }
    if !candidates.iter().any(|key| run.verifies(key)) {
        run.say("It checks the signature before any claim.");
        return decoding("BadJwtException", "Signed JWT rejected: Invalid signature");
    }
    payload(run)
}

/// A payload that is no JSON was changed after it was signed.
fn payload(run: &mut Run<'_>) -> Result<(), Refusal> {
    if part(run.token, 1) == Part::Object {
        return Ok(());
    }
    decoding(
        "BadJwtException",
        "Payload of JWS object is not a valid JSON object",
    )
}

const INVALID: &str = "JwtValidationException";

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    let written = |seconds| Timestamp::from_second(seconds).unwrap_or_default();
    if run.claim("exp").is_none() {
        run.say("A token without exp never expires for it.");
    }
    if run.expired(false) {
        let exp = written(run.seconds("exp").unwrap_or_default());
        return decoding(INVALID, &format!("Jwt expired at {exp}"));
    }
    if run.early("nbf") {
        let nbf = written(run.seconds("nbf").unwrap_or_default());
        return decoding(INVALID, &format!("Jwt used before {nbf}"));
    }
    Ok(())
}

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.issuer() == Side::Differs {
        run.say("It collects all that is wrong with the claims and names the first: times, issuer, audience.");
        return decoding(INVALID, "The iss claim is not valid");
    }
    match run.audience() {
        Side::Differs => decoding(INVALID, "The aud claim is not valid"),
        Side::NotConfigured => {
            run.say("It checks aud only where audiences are configured.");
            Ok(())
        }
        Side::Fits | Side::Open => Ok(()),
    }
}
