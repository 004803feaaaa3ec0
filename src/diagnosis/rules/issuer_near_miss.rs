//! F-13: the issuer is the expected one but for a slash, case, host alias, domain name or template.

use crate::diagnosis::issuers::{Origin, accepted, as_in_metadata, fill, stops_at_start};
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, Purpose, Shape, issuer_facts, metadata_facts};

pub(super) static RULE: Rule = Rule {
    id: "issuer-near-miss",
    section: "F-13",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The issuer is the expected one but for its spelling",
    reference: "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(issuer) = facts.jwt().and_then(|t| t.issuer()) else {
        return Outcome::NotApplicable;
    };
    let (expected, from) = expected(facts);
    if facts.api.issuers.is_empty() && of_application(facts, issuer) {
        let headline = "The issuer is exactly the one in the metadata with ?appid=: a claims \
                        mapping policy appends the application's id.";
        return Outcome::Passed(Finding::new(headline).compare("iss", issuer, issuer));
    }
    if expected.is_empty() {
        return Outcome::NotApplicable;
    }
    if expected.iter().any(|e| e == issuer) {
        let headline = format!("The issuer is exactly the one in {from}.");
        return Outcome::Passed(Finding::new(headline).compare("iss", issuer, issuer));
    }
    let near = expected
        .iter()
        .find_map(|e| Some((e, difference(facts, e, issuer)?)));
    let Some((near, difference)) = near else {
        return another(facts, &expected, issuer);
    };
    let headline = format!("The issuer is nearly the one in {from}: {difference}.");
    let mut finding = Finding::new(headline)
        .compare("iss", list(&expected), issuer)
        .value("issuer", issuer)
        .value("expected", near.clone());
    if let Some(at) = first_difference(near, issuer) {
        finding = finding.note(format!("The first difference is at character {at}."));
    }
    if let Some(stops) = stops_at_start(facts).filter(|_| metadata_facts(near).is_multi_tenant()) {
        finding = finding.note(stops);
    }
    Outcome::Failed(finding)
}

/// The issuer of the metadata that the API reads is another one of the same platform: libraries take
/// the accepted issuer from there. Entra's versions and tenants have rules of their own, and AD FS
/// writes another issuer into its access tokens.
fn another(facts: &Facts<'_>, expected: &[String], issuer: &str) -> Outcome {
    let configured = as_in_metadata(facts).into_iter().next();
    let (Some(metadata), Some(of_metadata)) = (configured, expected.first()) else {
        return Outcome::NotApplicable;
    };
    let (x, y) = (metadata_facts(&metadata), metadata_facts(issuer));
    let other_tenant = x.tenant_id().is_some() && y.tenant_id().is_some();
    let other_tenant = other_tenant && x.tenant_id() != y.tenant_id();
    let told_elsewhere = match facts.family() {
        Some(Family::Entra) => x.family == Family::Entra || x.family == Family::B2c,
        Some(Family::Adfs) | None => true,
        Some(_) => x.family == Family::Entra || other_tenant,
    };
    // A place that lacks the key is the wrong one altogether: another rule says so.
    let index = facts.configured_address().map(|(index, _)| index);
    let lists_it = |key| facts.keys.sources_of(key).any(|s| s.address == index);
    let lacks_it = !facts.signing_key().is_none_or(lists_it);
    if !facts.api.issuers.is_empty() || told_elsewhere || lacks_it {
        return Outcome::NotApplicable;
    }
    let headline = format!(
        "The issuer is {issuer}, but the metadata that your API reads says {of_metadata}: another \
         one."
    );
    Outcome::Failed(
        Finding::new(headline)
            .compare("iss", of_metadata.clone(), issuer)
            .value("issuer", issuer)
            .value("expected", of_metadata.clone())
            .note("Microsoft's libraries refuse this as IDX10205."),
    )
}

/// The issuers to compare with: those that the API accepts, as far as they are listed or were read,
/// else that of the token's own place.
fn expected(facts: &Facts<'_>) -> (Vec<String>, &'static str) {
    if let Some(accepted) = accepted(facts).filter(|a| a.complete) {
        match accepted.from {
            _ if !facts.api.issuers.is_empty() => {
                return (accepted.issuers, "your API's configuration");
            }
            Origin::Metadata => return (accepted.issuers, "the metadata that your API reads"),
            Origin::Listed | Origin::Address | Origin::Unread => {}
        }
    }
    if facts.api.keys_address.is_some() || !facts.api.issuers.is_empty() {
        return (Vec::new(), "");
    }
    let tenant = facts.token.and_then(|t| t.claim("tid"));
    let own = |p: &Purpose| matches!(p, Purpose::Own | Purpose::Configured);
    let of_metadata = facts
        .read(own)
        .filter_map(|s| s.metadata_issuer.as_deref())
        .map(|i| fill(i, tenant.unwrap_or("{tenantid}")))
        .collect();
    (of_metadata, "the metadata")
}

/// Whether the issuer ends in an application's id and metadata with `?appid=` names it so (rules
/// C3.16).
pub(in crate::diagnosis) fn of_application(facts: &Facts<'_>, issuer: &str) -> bool {
    let ends_in_id = issuer_facts(issuer).app_id.is_some();
    let mut read = facts.read(|p| matches!(p, Purpose::Application(_)));
    ends_in_id && read.any(|s| s.metadata_issuer.as_deref() == Some(issuer))
}

/// How two issuers that are nearly the same differ, as the end of a sentence; `None` where they are
/// equal or others.
pub(in crate::diagnosis) fn difference(
    facts: &Facts<'_>,
    expected: &str,
    issuer: &str,
) -> Option<&'static str> {
    let of_b2c = || {
        let b2c = facts.family() == Some(Family::B2c);
        b2c.then(|| b2c_difference(expected, issuer)).flatten()
    };
    spelling_difference(expected, issuer).or_else(of_b2c)
}

fn spelling_difference(expected: &str, actual: &str) -> Option<&'static str> {
    let bare = |text: &str| text.trim().trim_end_matches('/').to_owned();
    let (a, b) = (bare(expected), bare(actual));
    if a == b && expected.trim() == expected {
        return Some("only the slash at the end differs");
    } else if a == b {
        return Some("only white space differs");
    } else if a.eq_ignore_ascii_case(&b) {
        return Some("only upper and lower case differ");
    }
    let (x, y) = (metadata_facts(expected), metadata_facts(actual));
    let alike = x.family != Family::Other
        && (x.family, x.cloud, x.version) == (y.family, y.cloud, y.version)
        && (&x.policy, &x.app_id) == (&y.policy, &y.app_id);
    if !alike {
        return None;
    }
    let (expected_tenant, tenant) = (x.tenant.as_deref()?, y.tenant.as_deref()?);
    if x.is_multi_tenant() {
        Some("a template or a common name stands where the token has its tenant")
    } else if expected_tenant.eq_ignore_ascii_case(tenant) {
        Some("another name of the same host is used")
    } else if x.tenant_id().is_none() {
        Some("the tenant stands there by its domain name, the token has its id")
    } else {
        None
    }
}

/// How two B2C issuers of one tenant differ: B2C writes the host that was used at sign-in, and the
/// policy only where token compatibility is set so (rules C3.10 to C3.13).
fn b2c_difference(expected: &str, actual: &str) -> Option<&'static str> {
    let (x, y) = (metadata_facts(expected), metadata_facts(actual));
    let of_b2c = matches!(
        Shape::of(Some(expected), true),
        Shape::B2c | Shape::B2cTfp | Shape::LoginV2Slash
    );
    if !of_b2c || x.tenant_id().is_none() || x.tenant_id() != y.tenant_id() {
        return None;
    }
    match (&x.policy, &y.policy) {
        (a, b) if a == b => Some("another host of the same tenant stands there"),
        (None, Some(_)) => Some("the token's names the policy (/tfp/), the expected one doesn't"),
        (Some(_), None) => Some("the expected one names the policy (/tfp/), the token's doesn't"),
        _ => None,
    }
}

/// The place of the first character that differs, counted from 1.
fn first_difference(expected: &str, actual: &str) -> Option<usize> {
    let common = expected
        .chars()
        .zip(actual.chars())
        .take_while(|(a, b)| a == b)
        .count();
    (expected != actual).then_some(common + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::api::Stack;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT};

    #[test]
    fn near_misses_fail_with_what_differs() {
        let host = "https://login.microsoftonline.com";
        let rows = [
            (format!("{host}/{TENANT}/v2.0/"), "slash"),
            (
                format!("{host}/{}/v2.0", TENANT.to_ascii_uppercase()),
                "case",
            ),
            (
                format!("https://login.windows.net/{TENANT}/v2.0"),
                "same host",
            ),
            (
                format!("{host}/contoso.onmicrosoft.com/v2.0"),
                "domain name",
            ),
            (format!("{host}/{{tenantid}}/v2.0"), "template"),
            (format!("{host}/{TENANT}/v2.0 "), "white space"),
        ];
        for (issuer, word) in rows {
            let headline = Case::entra()
                .issuer(&issuer)
                .expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(word), "{issuer}: {headline}");
        }
    }

    #[test]
    fn equal_and_other_issuers_are_quiet() {
        let host = "https://login.microsoftonline.com";
        let exact = format!("{host}/{TENANT}/v2.0");
        Case::entra()
            .issuer(&exact)
            .expect(&RULE, OutcomeKind::Passed);
        let rows = [
            format!("https://sts.windows.net/{TENANT}/"),
            format!("{host}/aa00d1fa-5269-4e1c-b06d-30868371d2c5/v2.0"),
            "https://idp.example".to_owned(),
        ];
        for issuer in rows {
            Case::entra()
                .issuer(&issuer)
                .expect(&RULE, OutcomeKind::NotApplicable);
        }
    }

    #[test]
    fn templates_stand_for_every_tenant_where_the_library_fills_them() {
        let template = "https://login.microsoftonline.com/{tenantid}/v2.0";
        let mut case = Case::entra().issuer(template);
        case.api.stack = Some(Stack::IdentityWeb);
        case.expect(&RULE, OutcomeKind::Passed);
        case.api.stack = Some(Stack::Jose);
        case.expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn the_own_metadata_is_compared_where_nothing_is_configured() {
        let own = |issuer: &str| {
            let mut case = Case::entra().read(&Purpose::Own);
            case.keys.sources[0].metadata_issuer = Some(issuer.to_owned());
            case
        };
        let exact = "https://login.microsoftonline.com/{tenantid}/v2.0";
        own(exact).expect(&RULE, OutcomeKind::Passed);
        own(&format!("{exact}/")).expect(&RULE, OutcomeKind::Failed);
    }
}
