//! Microsoft.IdentityModel 7 and 8: `JsonWebTokenHandler` of ASP.NET Core 8 and later.

use super::microsoft::{self, Checked, Shape};
use super::run::Run;
use super::{Check, Refusal, Validator, refuse};
use crate::api::Stack;

pub(super) static VALIDATOR: Validator = Validator {
    name: "Microsoft.IdentityModel 8",
    stacks: &[
        Stack::JwtBearer,
        Stack::IdentityWeb,
        Stack::IdentityWebApp,
        Stack::OpenIdConnect,
    ],
    check,
};

/// The codes of `JsonWebTokenHandler`.
pub(super) const SHAPE: Shape = Shape {
    no_dots: ("IDX14100", "JWT is not well formed, there are no dots (.)."),
    one_dot: (
        "IDX14120",
        "JWT is not well formed, there is only one dot (.).",
    ),
    dots: (
        "IDX14121",
        "JWT is not a well formed JWE, there must be four dots (.).",
    ),
    header: ("IDX14102", "Unable to decode the header '"),
    payload: ("IDX14101", "Unable to decode the payload '"),
};

/// The signature; where its key isn't found, lifetime, issuer and audience come before that.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    microsoft::shape(run, &SHAPE)?;
    match microsoft::signature(run)? {
        Checked::Holds => claims(run),
        Checked::Fails => microsoft::does_not_hold(run),
        Checked::NoKeys { kid } => {
            if kid {
                after_failure(run)?;
            }
            microsoft::no_keys()
        }
        Checked::NotFound { kid: true } => {
            after_failure(run)?;
            run.say(
                "Lifetime, issuer and audience are fine, or it would have named those instead.",
            );
            not_found(run)
        }
        Checked::NotFound { kid: false } => {
            run.say("Without a kid it doesn't look at the claims where no key verifies.");
            refuse(
                "IDX10517",
                "Signature validation failed. The token's kid is missing.",
            )
        }
    }
}

fn claims(run: &mut Run<'_>) -> Result<(), Refusal> {
    microsoft::lifetime(run, " (UTC)")?;
    microsoft::audience(run)?;
    microsoft::issuer(run)?;
    microsoft::header_type(run)
}

/// What is checked before a key is said to be missing.
fn after_failure(run: &mut Run<'_>) -> Result<(), Refusal> {
    let checks: [Check; 3] = [
        |run| microsoft::lifetime(run, " (UTC)"),
        microsoft::issuer,
        microsoft::audience,
    ];
    for check in checks {
        if let Err(refusal) = check(run) {
            run.say(
                "It has no key for the token either, but where none is found it checks lifetime, \
                 issuer and audience first and names the first of these that fails.",
            );
            return Err(refusal);
        }
    }
    Ok(())
}

fn not_found(run: &Run<'_>) -> Result<(), Refusal> {
    refuse(
        "IDX10503",
        format!(
            "Signature validation failed. The token's kid is: '{}', but did not match any keys in \
             TokenValidationParameters or Configuration.",
            run.kid()
        ),
    )
}
