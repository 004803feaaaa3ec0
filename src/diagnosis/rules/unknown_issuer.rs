//! F-10: the issuer is none that is known here.

use crate::diagnosis::issuers::{Accepted, accepted};
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, OutcomeKind, Rule, Step};
use crate::issuer::{Authority, Platform, Shape};
use crate::token::Token;

use super::{
    adfs_entra_mix, b2c_entra_mix, b2c_policy_mismatch, cloud_mismatch, external_id_entra_mix,
    issuer_near_miss, tenant_mismatch, token_version_mismatch,
};

pub(super) static RULE: Rule = Rule {
    id: "unknown-issuer",
    section: "F-10",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The issuer is none that is known here, or none that the API accepts",
    reference: "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (Some(_), Some(authority)) = (facts.jwt(), facts.authority) else {
        return Outcome::NotApplicable;
    };
    let shown = authority.issuer.as_deref();
    let shown = shown.map_or_else(|| "missing".to_owned(), |iss| short(iss, 200));
    let odd = matches!(authority.shape, Shape::Template | Shape::Missing);
    let known = authority.platform != Platform::Other && !odd;
    if known && !not_listed(facts) {
        return Outcome::Passed(known_issuer(authority, shown));
    }
    let finding = told(facts, authority, known, &shown);
    let finding = authority.notes.iter().fold(finding, Finding::note);
    if authority.shape == Shape::Template {
        let finding = finding.compare("iss", "an issuer with a tenant's id", shown);
        return Outcome::Failed(finding.note("Nobody issues such a token, so no API accepts it."));
    }
    if !not_listed(facts) {
        return Outcome::Warning(finding.fact("iss", shown));
    }
    let issuer = authority.issuer.clone().unwrap_or_default();
    let finding = finding.value("unlisted", issuer);
    let accepted = short(&list(&facts.api.issuers), 200);
    Outcome::Failed(finding.compare("iss", accepted, shown))
}

/// The headline and the values that the remedies need.
fn told(facts: &Facts<'_>, authority: &Authority, known: bool, shown: &str) -> Finding {
    let accepted = short(&list(&facts.api.issuers), 200);
    let finding = if known {
        Finding::new(format!(
            "The issuer {shown} is none that your API accepts: its settings list {accepted}."
        ))
        .value("platform", authority.platform.title())
        .value("accepted", accepted)
    } else {
        let finding = Finding::new(headline(authority, shown));
        match authority.shape {
            Shape::Missing => finding.value("absent", "claim iss is missing"),
            _ => finding.value("stranger", shown),
        }
    };
    let issuer = authority.issuer.clone().unwrap_or_default();
    let finding = finding.value("issuer", short(&issuer, 200));
    match facts.own_address() {
        Some(own) => finding.value("metadata", own.metadata.clone()),
        None => finding,
    }
}

fn known_issuer(authority: &Authority, shown: String) -> Finding {
    let cloud = authority
        .cloud
        .map_or(String::new(), |c| format!(", {}", c.title()));
    let headline = format!("Issued by {}{cloud}.", authority.platform.title());
    let finding = Finding::new(headline).fact("iss", shown);
    authority.notes.iter().fold(finding, Finding::note)
}

fn headline(authority: &Authority, shown: &str) -> String {
    match (authority.shape, &authority.issuer) {
        (Shape::Missing, _) | (_, None) => "The token names no issuer.".to_owned(),
        (Shape::Template, Some(_)) => {
            format!("The issuer {shown} is a template: no real token has one.")
        }
        (Shape::NotUrl, Some(_)) => format!("The issuer {shown} is no HTTPS address."),
        (_, Some(_)) => {
            format!("The issuer {shown} is no Microsoft cloud that is known here.")
        }
    }
}

/// Whether the API lists the issuers it accepts, this one is not among them, and no other rule says
/// what the difference is: a spelling, another version, tenant, cloud, policy or platform.
fn not_listed(facts: &Facts<'_>) -> bool {
    let (listed, issuer) = (&facts.api.issuers, facts.jwt().and_then(Token::issuer));
    let known = |accepted: Accepted| {
        !accepted.complete
            || accepted
                .issuers
                .iter()
                .any(|known| Some(known.as_str()) == issuer)
    };
    if listed.is_empty() || accepted(facts).is_none_or(known) {
        return false;
    }
    let closer = [
        &cloud_mismatch::RULE,
        &issuer_near_miss::RULE,
        &tenant_mismatch::RULE,
        &token_version_mismatch::RULE,
        &b2c_policy_mismatch::RULE,
        &b2c_entra_mix::RULE,
        &external_id_entra_mix::RULE,
        &adfs_entra_mix::RULE,
    ];
    !closer
        .iter()
        .any(|rule| (rule.check)(facts).kind() == OutcomeKind::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    fn other(issuer: &str, shape: Shape) -> Case {
        let mut case = Case::entra().claim("iss", issuer);
        case.authority.platform = Platform::Other;
        case.authority.shape = shape;
        case
    }

    #[test]
    fn each_odd_issuer_is_named() {
        let rows = [
            (
                "https://idp.example",
                Shape::OtherHttps,
                "no Microsoft cloud",
            ),
            ("idp", Shape::NotUrl, "no HTTPS address"),
        ];
        for (issuer, shape, words) in rows {
            let headline = other(issuer, shape).expect(&RULE, OutcomeKind::Warning);
            assert!(headline.contains(words), "{issuer}: {headline}");
        }
        let template = other(
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            Shape::Template,
        );
        assert!(
            template
                .expect(&RULE, OutcomeKind::Failed)
                .contains("template")
        );
        let none = other("", Shape::Missing).without("iss");
        none.expect(&RULE, OutcomeKind::Warning);
    }

    #[test]
    fn a_microsoft_issuer_passes_and_a_listed_one_decides() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        let case = || other("https://idp.example", Shape::OtherHttps);
        case()
            .issuer("https://another.example")
            .expect(&RULE, OutcomeKind::Failed);
        case()
            .issuer("https://idp.example")
            .expect(&RULE, OutcomeKind::Warning);
    }
}
