//! go-oidc: `IDTokenVerifier.Verify`.

use super::part::{Part, part};
use super::run::{Run, Side, shown, shown_all};
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
    match part(run.token, 1) {
        Part::Object => Ok(()),
        Part::NotBase64 => refuse(ERROR, "oidc: malformed jwt: oidc: malformed jwt payload:"),
        Part::NotJson => refuse(ERROR, "oidc: failed to unmarshal claims:"),
    }
}

fn parties(run: &mut Run<'_>) -> Result<(), Refusal> {
    const ORDER: &str = "It checks issuer, audience and times before the signature.";
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
    match run.audience() {
        Side::Differs => {
            run.say(ORDER);
            let configured = run.facts.api.audiences.first();
            let expected = configured.map_or_else(String::new, |a| shown(a));
            let actual = shown_all(run.token.audiences(), "\" \"");
            refuse(
                ERROR,
                format!("oidc: expected audience \"{expected}\" got [\"{actual}\"]"),
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
    let Some(keys) = run.keys() else {
        return Ok(());
    };
    let token = run.token;
    let whole = token.segment_count() == 3 && part(token, 0) == Part::Object;
    if !whole || token.signature().is_none() || !run.alg_allowed(&["RS256"]) {
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
