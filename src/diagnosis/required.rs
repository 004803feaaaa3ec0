//! Claims that the API asks for beyond a permission: which of them the token doesn't meet.

use serde_json::Value;

use super::words::{list, short};
use super::{Facts, Finding};
use crate::api::{RequiredClaim, Stack};
use crate::token::Token;

/// The required claims that the token doesn't meet, in the order of the configuration.
pub(super) fn unmet<'a>(facts: &Facts<'a>, token: &Token) -> Vec<&'a RequiredClaim> {
    let asked = facts.api.required_claims.iter();
    asked
        .filter(|claim| !holds(claim, token) && !is_elsewhere(facts, claim, token))
        .collect()
}

/// Whether the token meets a claim that is asked for.
fn holds(claim: &RequiredClaim, token: &Token) -> bool {
    claim.names.iter().any(|name| {
        let held = values(token, name);
        let has = |value: &String| held.iter().any(|h| h == value);
        match claim.values.as_slice() {
            [] => token.claims().get(name).is_some(),
            values if claim.all => values.iter().all(has),
            values => values.iter().any(has),
        }
    })
}

/// Whether App Service may look groups up that didn't fit into the token.
fn is_elsewhere(facts: &Facts<'_>, claim: &RequiredClaim, token: &Token) -> bool {
    let claims = token.claims();
    let left_out = ["_claim_names", "hasgroups"];
    facts.api.stack == Some(Stack::AppService)
        && claim.names.iter().any(|name| name == "groups")
        && left_out.iter().any(|name| claims.get(name).is_some())
}

/// What a claim holds: its text, every value of a list, and what blanks or commas part, as gateways
/// can be told to read it.
fn values(token: &Token, name: &str) -> Vec<String> {
    let all = match token.claims().get(name) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(many)) => many.iter().map(text).collect(),
        Some(one) => vec![text(one)],
    };
    let mut held = all.clone();
    for value in &all {
        let parts = value.split([',', ' ']).filter(|part| !part.is_empty());
        held.extend(parts.filter(|part| part != value).map(str::to_owned));
    }
    held
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The claim's name, or its names: "azp or appid".
pub(super) fn name(claim: &RequiredClaim) -> String {
    claim.names.join(" or ")
}

/// What is asked for, in words: "any of a and b".
pub(super) fn expected(claim: &RequiredClaim) -> String {
    let values: Vec<String> = claim.values.iter().map(|v| short(v, 80)).collect();
    match values.as_slice() {
        [] => "any value".to_owned(),
        [one] => one.clone(),
        all if claim.all => format!("all of {}", short(&list(all), 300)),
        any => format!("any of {}", short(&list(any), 300)),
    }
}

/// What the token has in its place; `None` where it has no such claim.
pub(super) fn actual(claim: &RequiredClaim, token: &Token) -> Option<String> {
    let claims = token.claims();
    let found = claim.names.iter().find_map(|name| claims.get(name))?;
    Some(match found {
        Value::Array(many) => {
            let all: Vec<String> = many.iter().map(text).collect();
            short(&all.join(" "), 200)
        }
        one => short(&text(one), 200),
    })
}

/// The headline where a claim is not met.
pub(super) fn headline(claim: &RequiredClaim, token: &Token) -> String {
    let (name, has) = (name(claim), actual(claim, token));
    match (claim.values.is_empty(), has) {
        (true, _) => format!("Your API asks for the claim {name}; the token has none."),
        (false, None) => format!(
            "Your API asks for the claim {name} with {}; the token has no such claim.",
            expected(claim)
        ),
        (false, Some(has)) => format!(
            "Your API asks for the claim {name} with {}; the token has {}.",
            expected(claim),
            short(&has, 80)
        ),
    }
}

/// Each claim that is not met, wanted beside present.
pub(super) fn compared(unmet: &[&RequiredClaim], token: &Token, finding: Finding) -> Finding {
    unmet.iter().fold(finding, |finding, claim| {
        let has = actual(claim, token).unwrap_or_else(|| "missing".to_owned());
        finding.compare(name(claim), expected(claim), has)
    })
}

/// What the API's gateway answers where a claim or a permission is missing; `None` where that is not
/// known, or the library is none.
pub(super) fn answer(facts: &Facts<'_>) -> Option<&'static str> {
    match facts.api.stack? {
        Stack::ApimValidateJwt => {
            Some("validate-jwt answers with its failed-validation-httpcode: 401 unless it is set.")
        }
        Stack::ApimValidateAzureAdToken => Some(
            "validate-azure-ad-token answers with its failed-validation-httpcode: 401 unless it is \
             set.",
        ),
        Stack::AppService => Some("App Service answers 403."),
        _ => None,
    }
}
