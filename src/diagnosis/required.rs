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

/// The values that the token lacks of a claim that has to hold all.
fn lacking<'a>(claim: &'a RequiredClaim, token: &Token) -> Vec<&'a str> {
    let holds = |value: &String| {
        let names = claim.names.iter();
        names
            .map(|name| values(token, name))
            .any(|held| held.contains(value))
    };
    let lacks = claim.values.iter().filter(|value| !holds(value));
    lacks.map(String::as_str).collect()
}

/// What is said of the claims that are not met; `None` where all are.
pub(super) fn finding(
    facts: &Facts<'_>,
    unmet: &[&RequiredClaim],
    token: &Token,
) -> Option<Finding> {
    let first = unmet.first()?;
    let wanted = format!("{} in the claim {}", expected(first), name(first));
    let finding = Finding::new(headline(first, token)).value("claimed", wanted);
    let finding = unmet.iter().fold(finding, |finding, claim| {
        let lacks = lacking(claim, token);
        let shown = short(&list(&lacks), 200);
        let some = claim.all && claim.values.len() > 1 && lacks.len() < claim.values.len();
        let finding = if some {
            let verb = if lacks.len() == 1 { "is" } else { "are" };
            let place = name(claim);
            finding.note(format!(
                "All of them have to be in {place}; {shown} {verb} missing."
            ))
        } else {
            finding
        };
        of_kind(claim, &shown, finding)
    });
    let finding = compared(unmet, token, finding);
    Some(match answer(facts) {
        Some(answer) => finding.note(answer),
        None => finding,
    })
}

/// The values of the page, by what the claim holds: scopes, roles, or anything else.
fn of_kind(claim: &RequiredClaim, lacking: &str, finding: Finding) -> Finding {
    let is = |known: &[&str]| {
        claim
            .names
            .iter()
            .all(|name| known.contains(&name.as_str()))
    };
    if is(&["scp", "scope"]) {
        finding
            .value("scopes", lacking)
            .value("kinds", "Scopes and roles")
    } else if is(&["roles"]) {
        finding
            .value("roles", lacking)
            .value("kinds", "Scopes and roles")
    } else if is(&["sub", "oid", "azp", "appid", "client_id"]) {
        finding.value("party", name(claim))
    } else {
        finding.value("claim", name(claim))
    }
}

/// The headline where a claim is not met.
fn headline(claim: &RequiredClaim, token: &Token) -> String {
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
