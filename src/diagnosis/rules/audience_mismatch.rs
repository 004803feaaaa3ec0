//! F-24: the token is for another API.

use super::audience_near_miss::near_miss;
use super::audience_unconfirmed::foreign;
use crate::diagnosis::audience::{guid_in, in_words, is_guid, scope_for};
use crate::diagnosis::limits::audience_untold;
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, issuer_facts};

pub(super) static RULE: Rule = Rule {
    id: "audience-mismatch",
    section: "F-24",
    step: Step::Audience,
    cause: Cause::Audience,
    line: "The token is for another API",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|_| !foreign(facts)) else {
        return Outcome::NotApplicable;
    };
    let (expected, actual) = (&facts.api.audiences, token.audiences());
    if audience_untold(facts, token) {
        return Outcome::Failed(untold(&in_words(&actual)));
    }
    if expected.is_empty() || actual.iter().any(|a| expected.iter().any(|e| e == a)) {
        return Outcome::NotApplicable;
    }
    if near_miss(facts, token).is_some() {
        return Outcome::NotApplicable;
    }
    Outcome::Failed(another(facts, &actual))
}

/// None of the token's audiences is accepted.
fn another(facts: &Facts<'_>, actual: &[&str]) -> Finding {
    let expected = &facts.api.audiences;
    let aud = in_words(actual);
    let whom = if actual.is_empty() {
        "nobody in particular"
    } else {
        aud.as_str()
    };
    let id = maybe_own_id(facts, actual);
    let headline = if actual.is_empty() {
        "The token names no audience, and your API asks for one.".to_owned()
    } else if let Some(id) = id {
        format!(
            "The audience is application id {id}, which may be the same API as {}: version 2 \
             tokens carry the application id.",
            list(expected)
        )
    } else {
        format!("The token is for another API: aud is {aud}.")
    };
    let finding = Finding::new(headline)
        .compare("aud", list(expected), aud.clone())
        .value("aud", whom)
        .value("expected", list(expected))
        .value("scope", scope_for(expected).unwrap_or_default());
    match id {
        Some(id) => finding.value("id", id),
        None if actual.is_empty() => finding,
        None => finding.value("other", aud),
    }
}

/// The library is told no audience, and refuses every token that has one.
fn untold(aud: &str) -> Finding {
    let headline = format!(
        "Your API tells its library no audience, and the library then refuses every token that has \
         one: aud is {aud}."
    );
    Finding::new(headline)
        .compare("aud", "missing, as no audience is told", aud)
        .value("told", aud)
}

/// The application id in a version 2 token, where the API is known by App ID URIs without an id
/// alone: nothing tells whether they are of one application (rules F-23).
fn maybe_own_id<'a>(facts: &Facts<'_>, actual: &[&'a str]) -> Option<&'a str> {
    let issuer = facts.authority.and_then(|a| a.issuer.as_deref())?;
    let version_2 =
        facts.family() == Some(Family::Entra) && issuer_facts(issuer).version == Some(2);
    let uris = facts.api.audiences.iter();
    let [id] = actual else { return None };
    let untold = version_2
        && is_guid(id)
        && uris.clone().any(|a| a.contains("://"))
        && uris.clone().all(|a| guid_in(a).is_none());
    untold.then_some(*id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case};

    #[test]
    fn only_a_known_and_different_audience_fails() {
        Case::entra()
            .audience("api://other")
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .without("aud")
            .audience(API)
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .audience(API)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .audience(&format!("api://{API}"))
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_graph_token_is_explained_by_its_own_rule() {
        Case::entra()
            .claim("aud", "https://graph.microsoft.com")
            .audience(API)
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
