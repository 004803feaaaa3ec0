//! API Management's policy `validate-jwt`. It checks with Microsoft.IdentityModel; its order beyond
//! that is not documented.

use super::microsoft::{self, Checked};
use super::run::{Run, Side};
use super::{Refusal, Validator, identity_model_8, refuse};
use crate::api::Stack;

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
        Refusal {
            message: format!("JWT Validation Failed: {error}: {message}"),
            error: reason(&error).to_owned(),
        }
    })
}

fn checks(run: &mut Run<'_>) -> Result<(), Refusal> {
    microsoft::shape(run, &identity_model_8::SHAPE)?;
    let signature = microsoft::signature(run)?;
    match signature {
        Checked::Fails => return microsoft::does_not_hold(run),
        Checked::NoKeys => return microsoft::no_keys(),
        Checked::Holds | Checked::NotFound { .. } => {}
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
    match signature {
        Checked::NotFound { kid: true } => refuse(
            "IDX10501",
            format!(
                "Signature validation failed. Unable to match key: kid: '{}'.",
                run.kid()
            ),
        ),
        Checked::NotFound { kid: false } => refuse(
            "IDX10503",
            "Signature validation failed. Token does not have a kid. Keys tried: '",
        ),
        _ => Ok(()),
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
        _ => "JwtInvalid",
    }
}
