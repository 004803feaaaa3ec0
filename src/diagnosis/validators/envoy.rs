//! Envoy's filter `jwt_authn`, which Istio's `RequestAuthentication` configures.

use super::part::{Part, part};
use super::run::{Run, Side};
use super::{Refusal, Validator, refuse};
use crate::api::Stack;
use crate::keys::Key;
use crate::signature::Algorithm;

pub(super) static VALIDATOR: Validator = Validator {
    name: "Envoy and Istio",
    stacks: &[Stack::Envoy, Stack::Istio],
    check,
};

/// It has no codes: the status of its answer stands for one.
const UNAUTHORIZED: &str = "401 Unauthorized";

/// Shape, issuer, times, audience, then the keys.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    shape(run)?;
    if run.issuer() == Side::Differs {
        run.say("It looks for the provider of the issuer before it checks anything else.");
        return refuse(UNAUTHORIZED, "Jwt issuer is not configured");
    }
    if run.checks_lifetime() {
        lifetime(run)?;
    }
    match run.audience() {
        Side::Differs => {
            run.say("It checks the audience before the signature, and answers 403 here alone.");
            return refuse("403 Forbidden", "Audiences in Jwt are not allowed");
        }
        Side::NotConfigured => run.say("Without audiences it doesn't check aud."),
        Side::Fits | Side::Open => {}
    }
    signature(run)?;
    if run.unmet_claims().is_empty() {
        return Ok(());
    }
    run.say(
        "The claims are for the RBAC filter behind it, as Istio's AuthorizationPolicy sets it up.",
    );
    refuse("403 Forbidden", "RBAC: access denied")
}

fn shape(run: &Run<'_>) -> Result<(), Refusal> {
    let token = run.token;
    if token.segment_count() != 3 {
        return refuse(
            UNAUTHORIZED,
            "Jwt is not in the form of Header.Payload.Signature with two dots",
        );
    }
    for (index, name) in [(0, "header"), (1, "payload")] {
        match part(token, index) {
            Part::Object => {}
            Part::NotBase64 => {
                return refuse(
                    UNAUTHORIZED,
                    format!("Jwt {name} is an invalid Base64url encoded"),
                );
            }
            Part::NotJson => {
                return refuse(UNAUTHORIZED, format!("Jwt {name} is an invalid JSON"));
            }
        }
        if index == 0 {
            algorithm(run)?;
        }
    }
    if token.segment(2).is_empty() || token.signature().is_none() {
        return refuse(
            UNAUTHORIZED,
            "Jwt signature is an invalid Base64url encoded",
        );
    }
    Ok(())
}

fn algorithm(run: &Run<'_>) -> Result<(), Refusal> {
    let known =
        |alg: &str| Algorithm::of(alg).is_some() || matches!(alg, "HS256" | "HS384" | "HS512");
    if run.token.alg().is_some_and(known) {
        return Ok(());
    }
    refuse(
        UNAUTHORIZED,
        "Jwt header [alg] field is invalid or not supported",
    )
}

fn lifetime(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.early("nbf") {
        return refuse(UNAUTHORIZED, "Jwt not yet valid");
    }
    if run.claim("exp").is_none() {
        run.say("A token without exp never expires for it.");
    }
    if run.expired(false) {
        return refuse(UNAUTHORIZED, "Jwt is expired");
    }
    Ok(())
}

fn signature(run: &mut Run<'_>) -> Result<(), Refusal> {
    let Some(keys) = run.keys() else {
        return Ok(());
    };
    let kid = run.token.kid();
    let named = |key: &Key| kid.is_none() || key.kid.is_none() || key.kid.as_deref() == kid;
    let candidates: Vec<&Key> = { keys.into_iter() }
        .filter(|key| named(key) && run.fits_alg(key))
        .collect();
    if candidates.is_empty() {
        return refuse(
            UNAUTHORIZED,
            "Jwks doesn't have key to match kid or alg from Jwt",
        );
    }
    if !candidates.iter().any(|key| run.verifies(key)) {
        return refuse(UNAUTHORIZED, "Jwt verification fails");
    }
    Ok(())
}
