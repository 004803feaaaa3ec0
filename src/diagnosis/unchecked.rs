//! What the API doesn't check is no reason for it to refuse a token.

use super::{Cause, Outcome, Rule};
use crate::api::Unchecked;

/// A failure that the API doesn't look at becomes a warning, and says so.
pub(super) fn soften(rule: &Rule, outcome: Outcome, unchecked: Unchecked) -> Outcome {
    let Outcome::Failed(mut finding) = outcome else {
        return outcome;
    };
    // What only a limit of age refuses is no lifetime: libraries look at both apart.
    let by_age = finding.values.contains_key("age");
    let Some(what) = overlooked(rule, unchecked).filter(|_| !by_age) else {
        return Outcome::Failed(finding);
    };
    finding.headline = format!("{} Your API doesn't check {what}.", finding.headline);
    Outcome::Warning(finding.note(format!(
        "Its configuration switches the check of {what} off, so this is no reason for it to refuse \
         the token. It should be one: any other API refuses it."
    )))
}

/// The check behind a rule that is switched off.
fn overlooked(rule: &Rule, unchecked: Unchecked) -> Option<&'static str> {
    match (rule.id, rule.cause) {
        ("audience-near-miss" | "audience-mismatch", _) => {
            unchecked.audience.then_some("the audience")
        }
        (
            "issuer-near-miss" | "unknown-issuer" | "tenant-mismatch" | "token-version-mismatch",
            _,
        ) => unchecked.issuer.then_some("the issuer"),
        ("expired" | "not-yet-valid", _) => unchecked.lifetime.then_some("lifetimes"),
        (
            "b2c-policy-mismatch" | "b2c-entra-mix" | "external-id-entra-mix" | "adfs-entra-mix",
            _,
        )
        | (_, Cause::Unreachable | Cause::Key | Cause::Signature) => {
            unchecked.signature.then_some("signatures")
        }
        _ => None,
    }
}
