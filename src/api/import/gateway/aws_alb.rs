//! The action `jwt-validation` of AWS Application Load Balancers: `CloudFormation`, Terraform, answers
//! of the command line.

use super::super::Importer;
use super::super::draft::Draft;
use super::aws::{sections, trees};
use super::fill::{is_code, nothing, unmarked};
use super::tree::Item;
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &["jwt-validation", "JwtValidationConfig"],
    recognise,
    read,
};

const WHAT: &str = "a listener of an AWS load balancer";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let action = has(&["jwt-validation", "JwtValidationConfig"]);
    let settings = has(&[
        "JwksEndpoint",
        "jwks_endpoint",
        "JwtValidationConfig",
        "AWS::ElasticLoadBalancingV2",
        "aws_lb_listener",
    ]);
    (action && settings).then_some(Stack::AwsAlb)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = trees(name, text)?;
    let found = sections(&trees, &["JwtValidationConfig", "jwt_validation"]);
    let suits = |item: &&Item<'_>| item.get("JwksEndpoint").is_some();
    let Some(config) = found.iter().find(suits).or_else(|| found.first()) else {
        return Err(nothing(
            name,
            WHAT,
            "it has no action `jwt-validation` with its settings",
        ));
    };
    let mut draft = Draft::of(Stack::AwsAlb);
    draft.took_first_of(found.len(), "actions", &format!("`{}`", config.name));
    read_action(&mut draft, config);
    draft.finish_or(
        name,
        WHAT,
        "its action names neither an issuer nor a key set",
    )
}

fn read_action(draft: &mut Draft, config: &Item<'_>) {
    match config.get("JwksEndpoint") {
        Some(keys) => draft.take_keys_address(&keys),
        None => draft.note("No `JwksEndpoint` is set: the action needs one."),
    }
    match config.get("Issuer") {
        Some(issuer) => draft.take_issuer(&issuer),
        None => draft.note("No `Issuer` is set: the action needs one."),
    }
    let mut checks_audience = false;
    for claims in ["AdditionalClaims", "additional_claim"] {
        let claims = config
            .get(claims)
            .map(|item| item.values())
            .unwrap_or_default();
        for claim in claims {
            checks_audience |= read_claim(draft, &claim);
        }
    }
    if !checks_audience {
        draft.api.unchecked.audience = true;
        draft.note("No additional claim `aud` is set: tokens for any audience are accepted.");
    }
}

/// One claim that the token must have; whether it is the audience.
fn read_claim(draft: &mut Draft, claim: &Item<'_>) -> bool {
    let name = claim.get("Name").and_then(|name| name.as_text());
    let Some(values) = claim.get("Values") else {
        return false;
    };
    match name {
        Some("aud") => {
            draft.take_audiences(&values);
            return true;
        }
        Some(name) => draft.take_claim(name, &values, false),
        None => draft.undecided_claims(&values, "names no claim"),
    }
    false
}
