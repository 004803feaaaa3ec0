//! What the versions of Microsoft.IdentityModel have in common: checks and words.

use super::part::{Part, decodes, part};
use super::run::{Run, Side, shown, shown_all};
use super::{Refusal, refuse};
use crate::api::Stack;
use crate::keys::Key;

/// What became of the signature.
pub(super) enum Checked {
    /// It holds, or is not checked.
    Holds,
    /// A key answers to the kid, but the signature doesn't hold with it.
    Fails,
    /// No key answers to the kid, and no other verifies; whether the token has a kid.
    NotFound { kid: bool },
    /// There are no keys; whether the token has a kid.
    NoKeys { kid: bool },
}

/// Whether the text is a JWS at all. `codes`: for one dot too few, a broken header, a broken payload.
pub(super) fn shape(run: &Run<'_>, codes: &Shape) -> Result<(), Refusal> {
    let token = run.token;
    let (code, message) = match token.segment_count() {
        1 => codes.no_dots,
        2 => codes.one_dot,
        3 => return parts(run, codes),
        5 => {
            return refuse("IDX10609", "Decryption failed. No Keys tried: token: '");
        }
        _ => codes.dots,
    };
    refuse(code, message)
}

/// Codes and words for what is not well formed.
pub(super) struct Shape {
    pub(super) no_dots: (&'static str, &'static str),
    pub(super) one_dot: (&'static str, &'static str),
    pub(super) dots: (&'static str, &'static str),
    pub(super) header: (&'static str, &'static str),
    pub(super) payload: (&'static str, &'static str),
}

fn parts(run: &Run<'_>, codes: &Shape) -> Result<(), Refusal> {
    for (index, (code, message)) in [(0, codes.header), (1, codes.payload)] {
        if part(run.token, index) != Part::Object {
            return refuse(code, message);
        }
    }
    Ok(())
}

/// The signature: the key of the kid, else every key.
pub(super) fn signature(run: &mut Run<'_>) -> Result<Checked, Refusal> {
    let Some(keys) = run.keys() else {
        return Ok(Checked::Holds);
    };
    readable(run)?;
    let allowed = run.alg_allowed(&[run.token.alg().unwrap_or_default()]);
    let holds = |run: &Run<'_>, key: &Key| allowed && run.verifies(key);
    if !allowed {
        run.say(format!(
            "Inside stands IDX10696: the algorithm '{}' is not in the user-defined accepted list.",
            shown(run.token.alg().unwrap_or_default())
        ));
    }
    if keys.is_empty() {
        return Ok(Checked::NoKeys {
            kid: run.token.kid().is_some(),
        });
    }
    let named: Vec<&Key> = keys.iter().copied().filter(|k| k.matches_kid).collect();
    if !named.is_empty() {
        let good = named.iter().any(|key| holds(run, key));
        return Ok(if good { Checked::Holds } else { Checked::Fails });
    }
    if keys.iter().any(|key| holds(run, key)) {
        run.say("No key answers to the token's kid, so it tries all of them, and one verifies.");
        return Ok(Checked::Holds);
    }
    Ok(Checked::NotFound {
        kid: run.token.kid().is_some(),
    })
}

/// Whether there is a signature that can be read.
fn readable(run: &Run<'_>) -> Result<(), Refusal> {
    match run.token.segment(2) {
        "" => refuse(
            "IDX10504",
            "Unable to validate signature, token does not have a signature: '",
        ),
        text if !decodes(text) => refuse(
            "IDX10508",
            "Signature validation failed. Signature is improperly formatted.",
        ),
        _ => Ok(()),
    }
}

/// The refusals of a signature that both versions word alike.
pub(super) fn no_keys() -> Result<(), Refusal> {
    refuse(
        "IDX10500",
        "Signature validation failed. No security keys were provided to validate the signature.",
    )
}

/// The signature doesn't hold with the key of the kid.
pub(super) fn does_not_hold(run: &mut Run<'_>) -> Result<(), Refusal> {
    run.say("It checks the signature before the claims where a key answers to the kid.");
    if run.token.header_nonce().is_some() {
        run.say(
            "Tokens with a nonce in the header are for a Microsoft API, which alone checks them.",
        );
    }
    refuse("IDX10511", "Signature validation failed. Keys tried: '")
}

/// `ValidateLifetime`: exp has to be there.
pub(super) fn lifetime(run: &mut Run<'_>, utc: &str) -> Result<(), Refusal> {
    if !run.checks_lifetime() {
        return Ok(());
    }
    let Some(exp) = run.seconds("exp") else {
        run.say("It refuses tokens without exp, which others accept.");
        return refuse(
            "IDX10225",
            "Lifetime validation failed. The token is missing an Expiration Time.",
        );
    };
    // The dates follow in the culture of the process, or hidden, as the version has it.
    if let Some(nbf) = run.seconds("nbf") {
        if nbf > exp {
            return refuse(
                "IDX10224",
                format!("Lifetime validation failed. The NotBefore{utc}: '"),
            );
        }
        if run.early("nbf") {
            return refuse(
                "IDX10222",
                format!(
                    "Lifetime validation failed. The token is not yet valid. ValidFrom{utc}: '"
                ),
            );
        }
    }
    if run.expired(false) {
        return refuse(
            "IDX10223",
            format!("Lifetime validation failed. The token is expired. ValidTo{utc}: '"),
        );
    }
    Ok(())
}

/// `ValidateAudience`. A slash at the end is overlooked.
pub(super) fn audience(run: &mut Run<'_>) -> Result<(), Refusal> {
    let bare = |text: &str| text.strip_suffix('/').unwrap_or(text).to_owned();
    match run.audience_by(|expected, actual| bare(expected) == bare(actual)) {
        Side::Fits | Side::Open => Ok(()),
        Side::NotConfigured => refuse(
            "IDX10208",
            "Unable to validate audience. validationParameters.ValidAudience is null or whitespace \
             and validationParameters.ValidAudiences is null.",
        ),
        Side::Differs => {
            let actual = run.token.audiences();
            if actual.is_empty() {
                return refuse(
                    "IDX10206",
                    "Unable to validate audience. The 'audiences' parameter is empty.",
                );
            }
            refuse(
                "IDX10214",
                format!(
                    "Audience validation failed. Audiences: '{}'. Did not match: \
                     validationParameters.ValidAudience: '",
                    shown_all(actual, ", ")
                ),
            )
        }
    }
}

/// `ValidateIssuer`, in the words of ASP.NET Core, or of Microsoft.Identity.Web where the API uses
/// that.
pub(super) fn issuer(run: &mut Run<'_>) -> Result<(), Refusal> {
    let side = run.issuer();
    if side == Side::Fits || side == Side::Open {
        return Ok(());
    }
    let Some(actual) = run.token.issuer().filter(|i| !i.trim().is_empty()) else {
        return refuse(
            "IDX10211",
            "Unable to validate issuer. The 'issuer' parameter is null or whitespace",
        );
    };
    if side == Side::NotConfigured {
        return refuse(
            "IDX10204",
            "Unable to validate issuer. validationParameters.ValidIssuer is null or whitespace",
        );
    }
    other_issuer(run, &shown(actual))
}

/// The refusal of an issuer that isn't accepted.
fn other_issuer(run: &Run<'_>, actual: &str) -> Result<(), Refusal> {
    let web = matches!(
        run.facts.api.stack,
        Some(Stack::IdentityWeb | Stack::IdentityWebApp)
    );
    if web && actual.contains("/tfp/") {
        return refuse(
            "IDX40002",
            "Microsoft.IdentityModel does not support a B2C issuer with 'tfp' in the URI.",
        );
    }
    if web {
        return refuse(
            "IDX40001",
            format!(
                "Issuer: '{actual}', does not match any of the valid issuers provided for this \
                 application."
            ),
        );
    }
    refuse(
        "IDX10205",
        format!(
            "Issuer validation failed. Issuer: '{actual}'. Did not match: \
             validationParameters.ValidIssuer: '"
        ),
    )
}

/// `ValidateTokenType`, after all claims.
pub(super) fn header_type(run: &mut Run<'_>) -> Result<(), Refusal> {
    let types = run.types();
    let own = run.typ().unwrap_or_default();
    if types.is_empty() || types.iter().any(|typ| typ == own) {
        return Ok(());
    }
    if own.is_empty() {
        return refuse(
            "IDX10256",
            "Unable to validate the token type. TokenValidationParameters.ValidTypes is set, but the \
             'typ' header claim is null or empty.",
        );
    }
    refuse(
        "IDX10257",
        format!(
            "Token type validation failed. Type: '{}'. Did not match: \
             validationParameters.TokenTypes: '",
            shown(own)
        ),
    )
}
