//! F-21, F-25: the token is for another of Microsoft's own APIs.

use crate::diagnosis::audience::scope_for;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::{Resource, Token, is_graph, resource};

pub(super) static RULE: Rule = Rule {
    id: "microsoft-api-audience",
    section: "F-21",
    step: Step::Audience,
    cause: Cause::ForeignAudience,
    line: "The token is for one of Microsoft's own APIs",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

/// The retired Azure AD Graph: what version 1 gives when no resource is asked for.
const AZURE_AD_GRAPH: &str = "00000002-0000-0000-c000-000000000000";

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|t| !t.audiences().is_empty()) else {
        return Outcome::NotApplicable;
    };
    if token.audiences().iter().any(|a| is_graph(a)) {
        return Outcome::NotApplicable;
    }
    let Some((audience, api)) = microsoft_api(token) else {
        return Outcome::Passed(Finding::new(
            "The audience is none of Microsoft's own APIs.",
        ));
    };
    let accepted = facts.api.audiences.iter().any(|a| a == audience);
    let finding = told(facts, audience, api, accepted);
    // Many of these tokens verify with the published keys: an API that lists this audience may
    // accept it, so it is no proven reason.
    if accepted {
        return Outcome::Warning(finding);
    }
    Outcome::Failed(finding)
}

fn told(facts: &Facts<'_>, audience: &str, api: &Resource, accepted: bool) -> Finding {
    // An API whose name isn't known has no id either.
    let article = if api.id.is_empty() { "a " } else { "" };
    let name = format!("{article}{}", api.name);
    let headline = if accepted {
        format!("The token is for {name} (aud {audience}), which your API accepts.")
    } else {
        format!("The token is for {name} (aud {audience}), not for your API.")
    };
    let others: Vec<String> = facts
        .api
        .audiences
        .iter()
        .filter(|a| *a != audience)
        .cloned()
        .collect();
    let finding = Finding::new(headline)
        .compare("aud", "your API's own audience", audience)
        .value("api", name)
        .value("scope", scope_for(&others).unwrap_or_default());
    if api.id == AZURE_AD_GRAPH {
        return finding.note(
            "Azure AD Graph is what a version 1 request gets when it names no resource: the client \
             likely never asked for your API.",
        );
    }
    finding
}

fn microsoft_api(token: &Token) -> Option<(&str, &'static Resource)> {
    token
        .audiences()
        .into_iter()
        .find_map(|a| Some((a, resource(a)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn customer_apis_pass_and_graph_is_left_to_its_own_rule() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        Case::entra()
            .claim("aud", "https://graph.microsoft.com")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
