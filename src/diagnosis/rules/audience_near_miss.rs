//! F-23: the right API, spelled otherwise.

use super::audience_unconfirmed::foreign;
use crate::api::Stack;
use crate::diagnosis::audience::{distance, guid_in, in_words, is_guid, spelling_difference};
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "audience-near-miss",
    section: "F-23",
    step: Step::Audience,
    cause: Cause::Audience,
    line: "The audience is the API's, spelled otherwise than the API expects",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|_| !foreign(facts)) else {
        return Outcome::NotApplicable;
    };
    let Some((expected, actual, difference)) = near_miss(facts, token) else {
        return Outcome::NotApplicable;
    };
    let slash = difference.contains("slash");
    let headline = if slash && overlooks_slash(facts) == Some(false) {
        format!("The audience {actual} is your API's but for the slash at the end.")
    } else if slash {
        format!(
            "The audience {actual} is your API's but for the slash at the end, which not every \
             library overlooks."
        )
    } else {
        format!("The audience {actual} is your API's, spelled otherwise: {difference}.")
    };
    let finding = Finding::new(headline)
        .compare(
            "aud",
            list(&facts.api.audiences),
            in_words(&token.audiences()),
        )
        .value("aud", actual)
        .value("expected", expected);
    let finding = remedied(expected, actual, difference, finding);
    if slash {
        closing_slash(facts, actual, finding)
    } else {
        Outcome::Failed(finding)
    }
}

/// The values that the remedies need.
fn remedied(expected: &str, actual: &str, difference: &str, mut finding: Finding) -> Finding {
    // The manifest decides between these two forms alone.
    if is_guid(expected) != is_guid(actual)
        && let Some(id) = guid_in(actual).filter(|_| difference.contains("App ID URI"))
    {
        finding = finding.value("application", id);
    }
    if difference.contains("scope")
        && let Some((_, scope)) = expected.rsplit_once('/')
    {
        finding = finding.value("scope", scope);
    }
    finding
}

/// What a slash at the end comes to, by the API's library.
fn closing_slash(facts: &Facts<'_>, actual: &str, finding: Finding) -> Outcome {
    match (overlooks_slash(facts), facts.api.stack) {
        (Some(true), Some(stack)) => Outcome::Passed(Finding::new(format!(
            "The audience {actual} is your API's but for the slash at the end, which {} overlooks.",
            stack.title()
        ))),
        (Some(false), _) => Outcome::Failed(finding),
        _ => Outcome::Warning(finding.note(
            "Microsoft's .NET libraries overlook one slash at the end; most others compare the \
             strings exactly.",
        )),
    }
}

/// Whether the API's library overlooks one slash at the end; `None` where that isn't known.
pub(in crate::diagnosis) fn overlooks_slash(facts: &Facts<'_>) -> Option<bool> {
    match facts.api.stack? {
        Stack::IdentityWeb
        | Stack::IdentityWebApp
        | Stack::JwtBearer
        | Stack::OpenIdConnect
        | Stack::OwinOpenIdConnect
        | Stack::OwinOAuthBearer => Some(true),
        Stack::Jose
        | Stack::JwksRsa
        | Stack::ExpressOAuth2JwtBearer
        | Stack::PyJwt
        | Stack::FastApiAzureAuth
        | Stack::Spring
        | Stack::GoOidc
        | Stack::PassportAzureAd => Some(false),
        // Envoy takes the protocol and the slash off both sides; the others don't tell.
        _ => None,
    }
}

/// An expected and an actual audience that mean one API, and how they differ: the two that differ
/// least. `None` where one of
/// the token's audiences is accepted as it stands.
pub(in crate::diagnosis) fn near_miss<'a>(
    facts: &Facts<'a>,
    token: &'a Token,
) -> Option<(&'a str, &'a str, &'static str)> {
    let expected = &facts.api.audiences;
    let actual = token.audiences();
    if actual.iter().any(|a| expected.iter().any(|e| e == a)) {
        return None;
    }
    let pairs = expected
        .iter()
        .flat_map(|e| actual.iter().map(move |a| (e.as_str(), *a)));
    pairs
        .filter_map(|(e, a)| Some((e, a, spelling_difference(e, a)?)))
        .min_by_key(|(_, _, difference)| distance(difference))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case};

    #[test]
    fn another_spelling_fails_and_names_the_difference() {
        let rows = [
            (format!("api://{API}"), "App ID URI"),
            (format!("api://{API}/access_as_user"), "ends in a scope"),
            (API.to_ascii_uppercase(), "case"),
        ];
        for (expected, word) in rows {
            let headline = Case::entra()
                .audience(&expected)
                .expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(word), "{expected}: {headline}");
        }
    }

    #[test]
    fn the_nearest_of_several_accepted_values_tells_the_difference() {
        let (upper, uri) = (API.to_ascii_uppercase(), format!("api://{API}"));
        let rows = [
            ("case before App ID URI", vec![uri.clone(), upper], "case"),
            (
                "scope before App ID URI",
                vec![uri.clone(), format!("{API}/.default")],
                "scope",
            ),
            ("slash first", vec![uri, format!("{API}/")], "slash"),
        ];
        for (name, accepted, word) in rows {
            let mut case = Case::entra();
            for audience in &accepted {
                case = case.audience(audience);
            }
            let kind = if word == "slash" {
                OutcomeKind::Warning
            } else {
                OutcomeKind::Failed
            };
            let headline = case.expect(&RULE, kind);
            assert!(headline.contains(word), "{name}: {headline}");
        }
    }

    #[test]
    fn a_slash_that_some_libraries_overlook_warns() {
        let headline = Case::entra()
            .audience(&format!("{API}/"))
            .expect(&RULE, OutcomeKind::Warning);
        assert!(headline.contains("slash"), "{headline}");
    }

    #[test]
    fn equal_and_foreign_audiences_are_quiet() {
        let uri = format!("api://{API}");
        Case::entra()
            .audience(&uri)
            .audience(API)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .audience("api://other")
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
