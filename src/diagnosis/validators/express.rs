//! express-oauth2-jwt-bearer: jose checks signature and times, then it compares the rest itself.

use serde_json::Value;

use super::jose;
use super::part::{Part, part};
use super::run::{Run, Side};
use super::{Refusal, refuse};

const ERROR: &str = "InvalidTokenError";

/// The checks; whatever jose says becomes an error of its own with the same words.
pub(super) fn check(run: &mut Run<'_>) -> Result<(), Refusal> {
    checks(run).map_err(|refusal| Refusal {
        error: ERROR.to_owned(),
        ..refusal
    })
}

fn checks(run: &mut Run<'_>) -> Result<(), Refusal> {
    jose::form(run)?;
    jose::signature(run)?;
    if part(run.token, 1) != Part::Object {
        return refuse(ERROR, "JWT Claims Set must be a top-level JSON object");
    }
    if run.checks_lifetime() {
        jose::lifetime(run)?;
    }
    own(run)
}

/// Its own comparisons, in their order.
fn own(run: &mut Run<'_>) -> Result<(), Refusal> {
    let unexpected = |name: &str| refuse(ERROR, format!("Unexpected '{name}' value"));
    let alg = run.token.alg().unwrap_or_default();
    if !run.alg_allowed(&[alg]) {
        return unexpected("alg");
    }
    let bare = |typ: &str| {
        let typ = typ.to_lowercase();
        typ.strip_prefix("application/").unwrap_or(&typ).to_owned()
    };
    let (types, typ) = (run.types(), run.typ().map(bare));
    if !types.is_empty() && !types.iter().any(|known| Some(bare(known)) == typ) {
        return unexpected("typ");
    }
    for (name, side) in [("iss", run.issuer()), ("aud", run.audience())] {
        if side == Side::Differs {
            run.say("It compares issuer and audience after signature and times.");
            return unexpected(name);
        }
    }
    if run.checks_lifetime() && run.claim("exp").is_none() {
        run.say("It refuses tokens without exp.");
        return unexpected("exp");
    }
    if is_too_old(run) {
        return unexpected("iat");
    }
    let texts = ["sub", "client_id", "jti"];
    let no_text = |name: &&str| run.claim(name).is_some_and(|value| !value.is_string());
    texts.into_iter().find(no_text).map_or(Ok(()), unexpected)
}

/// Whether iat is no number, or `maxTokenAge` has passed since.
fn is_too_old(run: &mut Run<'_>) -> bool {
    let number = run.claim("iat").is_some_and(Value::is_number);
    let iat = run.seconds("iat").filter(|_| number);
    match (run.max_age(), iat) {
        (None, _) => run.claim("iat").is_some() && !number,
        (Some(_), None) => true,
        (Some(max), Some(iat)) => {
            let age = run.now.saturating_sub(iat);
            age >= max.saturating_add(run.skew.1) || age <= run.skew.0.saturating_neg()
        }
    }
}
