//! API Management's policy `validate-jwt`. It checks with Microsoft.IdentityModel; its order beyond
//! that is not documented.

use super::microsoft::{self, Checked};
use super::run::{Run, Side, shown};
use super::{Refusal, Validator, identity_model_8, refuse};
use crate::api::{RequiredClaim, Stack};
use crate::diagnosis::required;

pub(super) static VALIDATOR: Validator = Validator {
    name: "API Management validate-jwt",
    stacks: &[Stack::ApimValidateJwt],
    check,
};

/// The checks, in the words of the policy.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    checks(run).map_err(|refusal| {
        run.say(
            "Which of several reasons it names first is likely, not documented. Callers see only \
             the message that the policy sets; this one is in its trace.",
        );
        let Refusal { error, message } = refusal;
        let message = if error.starts_with("IDX") {
            format!("JWT Validation Failed: {error}: {message}")
        } else {
            format!("JWT Validation Failed: {message}")
        };
        Refusal {
            message,
            error: reason(&error).to_owned(),
        }
    })
}

fn checks(run: &mut Run<'_>) -> Result<(), Refusal> {
    microsoft::shape(run, &identity_model_8::SHAPE)?;
    let signature = microsoft::signature(run)?;
    match signature {
        Checked::Fails => return microsoft::does_not_hold(run),
        Checked::NotFound { kid: false } => {
            return refuse(
                "IDX10503",
                "Signature validation failed. Token does not have a kid. Keys tried: '",
            );
        }
        Checked::NoKeys { .. } => return microsoft::no_keys(),
        Checked::Holds | Checked::NotFound { kid: true } => {}
    }
    microsoft::lifetime(run, "")?;
    if !run.facts.api.audiences.is_empty() {
        microsoft::audience(run)?;
    } else if run.audience() == Side::NotConfigured {
        run.say("Without <audiences> it doesn't check aud.");
    }
    if run.issuer() != Side::NotConfigured {
        microsoft::issuer(run)?;
    }
    if let Checked::NotFound { .. } = signature {
        return refuse(
            "IDX10501",
            format!(
                "Signature validation failed. Unable to match key: kid: '{}'.",
                run.kid()
            ),
        );
    }
    required_claims(run)
}

/// `<required-claims>`, in the words of the documentation.
fn required_claims(run: &mut Run<'_>) -> Result<(), Refusal> {
    let unmet = run.unmet_claims();
    let held = |claim: &RequiredClaim| claim.names.iter().any(|name| run.claim(name).is_some());
    let name = |claim: &RequiredClaim| shown(&required::name(claim));
    let missing: Vec<String> = { unmet.iter() }
        .filter(|claim| !held(claim))
        .map(|claim| name(claim))
        .collect();
    if !missing.is_empty() {
        return refuse(
            "TokenClaimNotFound",
            format!(
                "JWT token is missing the following claims: {}",
                missing.join(", ")
            ),
        );
    }
    match unmet.first() {
        Some(claim) => refuse(
            "TokenClaimValueNotAllowed",
            format!("Claim {} value of ", name(claim)),
        ),
        None => Ok(()),
    }
}

/// The policy's `LastError.Reason` for a code.
fn reason(code: &str) -> &'static str {
    match code {
        "IDX10500" | "IDX10501" | "IDX10503" | "IDX10517" => "TokenSignatureKeyNotFound",
        "IDX10504" | "IDX10508" | "IDX10511" => "TokenSignatureInvalid",
        "IDX10206" | "IDX10208" | "IDX10214" => "TokenAudienceNotAllowed",
        "IDX10204" | "IDX10205" | "IDX10211" => "TokenIssuerNotAllowed",
        "IDX10223" => "TokenExpired",
        "TokenClaimNotFound" => "TokenClaimNotFound",
        "TokenClaimValueNotAllowed" => "TokenClaimValueNotAllowed",
        _ => "JwtInvalid",
    }
}
