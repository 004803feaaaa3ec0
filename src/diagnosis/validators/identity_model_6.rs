//! Microsoft.IdentityModel 5 and 6: `JwtSecurityTokenHandler` of OWIN and of ASP.NET Core up to 7.

use super::microsoft::{self, Checked, Shape};
use super::run::Run;
use super::{Refusal, Validator, refuse};
use crate::api::Stack;

pub(super) static VALIDATOR: Validator = Validator {
    name: "Microsoft.IdentityModel 5 to 6",
    stacks: &[
        Stack::OwinOpenIdConnect,
        Stack::OwinAzureAdBearer,
        Stack::OwinOAuthBearer,
        Stack::OwinAdfsBearer,
    ],
    check,
};

const NOT_WELL_FORMED: (&str, &str) = (
    "IDX12741",
    "JWT must have three segments (JWS) or five segments (JWE).",
);

/// The codes of `JwtSecurityTokenHandler`.
const SHAPE: Shape = Shape {
    no_dots: NOT_WELL_FORMED,
    one_dot: NOT_WELL_FORMED,
    dots: NOT_WELL_FORMED,
    header: ("IDX12729", "Unable to decode the header '"),
    payload: ("IDX12723", "Unable to decode the payload '"),
};

/// The signature; where its key isn't found, lifetime and issuer only decide between two codes.
fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    microsoft::shape(run, &SHAPE)?;
    match microsoft::signature(run)? {
        Checked::Holds => {
            microsoft::lifetime(run, "")?;
            microsoft::audience(run)?;
            microsoft::issuer(run)?;
            microsoft::header_type(run)
        }
        Checked::Fails => {
            run.say("5.0 to 5.2 write IDX10503 here, not IDX10511.");
            microsoft::does_not_hold(run)
        }
        Checked::NoKeys { kid: false } => microsoft::no_keys(),
        Checked::NotFound { kid: false } => refuse(
            "IDX10503",
            "Signature validation failed. Token does not have a kid. Keys tried: '",
        ),
        // A kid that no key answers to, be it that there are none.
        Checked::NotFound { kid: true } | Checked::NoKeys { kid: true } => not_found(run),
    }
}

fn not_found(run: &mut Run<'_>) -> Result<(), Refusal> {
    let lifetime = microsoft::lifetime(run, "").is_ok();
    let issuer = microsoft::issuer(run).is_ok();
    let kid = run.kid();
    let stem = format!("Signature validation failed. Unable to match key: kid: '{kid}'.");
    if lifetime && issuer {
        run.say(
            "Lifetime and issuer are fine; the audience isn't looked at before the key is found.",
        );
        return refuse("IDX10501", stem);
    }
    run.say("It finds no key for the token, and lifetime or issuer are wrong as well.");
    let word = |good: bool| if good { "True" } else { "False" };
    refuse(
        "IDX10516",
        format!(
            "{stem} … Valid Lifetime: '{}'. Valid Issuer: '{}'",
            word(lifetime),
            word(issuer)
        ),
    )
}
