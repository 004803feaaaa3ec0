//! F-40: the token permits nothing.

use serde_json::Value;

use super::audience_unconfirmed::foreign;
use crate::diagnosis::words::short;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Role;
use crate::issuer::Platform;
use crate::token::{Token, Who, who_of};

pub(super) static RULE: Rule = Rule {
    id: "no-permissions",
    section: "F-40",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The token holds neither scopes nor roles",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/scenario-protected-web-api-verification-scope-app-roles",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let applies = facts.role.role != Role::IdToken && !foreign(facts);
    let microsoft = facts.platform().is_some_and(|p| p != Platform::Other);
    let Some(token) = facts.jwt().filter(|_| applies && microsoft) else {
        return Outcome::NotApplicable;
    };
    let (scopes, roles) = (scopes(token), roles(token));
    if !scopes.is_empty() || !roles.is_empty() {
        let mut finding = Finding::new("The token holds permissions.");
        for (name, value) in [("scp", scopes), ("roles", roles)] {
            if !value.is_empty() {
                finding = finding.fact(name, short(&value.join(" "), 200));
            }
        }
        return Outcome::Passed(finding);
    }
    let headline = "The token holds neither scopes (scp) nor roles: it proves who calls, but \
                    permits nothing.";
    let finding = Finding::new(headline)
        .compare("scp", "the scopes of your API", "missing")
        .compare("roles", "the app roles of your API", "missing")
        .note(
            "Microsoft.Identity.Web refuses it (IDW10201) unless \
             AllowWebApiToBeAuthorizedByACL is on.",
        );
    Outcome::Warning(match who_of(token) {
        Who::App => finding.note(
            "It speaks for an application: app roles appear once an administrator has granted \
             them.",
        ),
        _ => finding,
    })
}

/// The scopes of a token: `scp`, as other providers have it `scope`; one text with spaces, or a list.
pub(in crate::diagnosis) fn scopes(token: &Token) -> Vec<&str> {
    let claims = token.claims();
    let texts = texts(claims.get("scp").or_else(|| claims.get("scope")));
    let names = texts.into_iter().flat_map(str::split_whitespace);
    // Microsoft writes a lone slash for none.
    names.filter(|name| *name != "/").collect()
}

/// The roles of a token.
pub(in crate::diagnosis) fn roles(token: &Token) -> Vec<&str> {
    let roles = texts(token.claims().get("roles")).into_iter();
    roles.filter(|role| !role.trim().is_empty()).collect()
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;
    use serde_json::json;

    #[test]
    fn neither_scopes_nor_roles_warn() {
        Case::entra()
            .without("scp")
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("scp", "/")
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("scp", " ")
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        let roles = Case::entra()
            .without("scp")
            .claim("roles", json!(["Task.Read"]));
        roles.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn id_tokens_are_not_meant() {
        let mut case = Case::entra().without("scp");
        case.role = Role::IdToken;
        case.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
