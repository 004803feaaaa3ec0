//! F-10: the issuer is none that is known here.

use crate::diagnosis::place::Place;
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Platform, Shape};

pub(super) static RULE: Rule = Rule {
    id: "unknown-issuer",
    section: "F-10",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The issuer is no Microsoft cloud that is known: another provider, or a custom domain",
    reference: "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (Some(_), Some(authority)) = (facts.jwt(), facts.authority) else {
        return Outcome::NotApplicable;
    };
    let issuer = authority.issuer.as_deref();
    let shown = issuer.map_or_else(|| "missing".to_owned(), |iss| short(iss, 200));
    let odd = matches!(authority.shape, Shape::Template | Shape::Missing);
    if authority.platform != Platform::Other && !odd {
        let cloud = authority
            .cloud
            .map_or(String::new(), |c| format!(", {}", c.title()));
        let headline = format!("Issued by {}{cloud}.", authority.platform.title());
        let finding = Finding::new(headline).fact("iss", shown);
        return Outcome::Passed(authority.notes.iter().fold(finding, Finding::note));
    }
    let headline = match (authority.shape, issuer) {
        (Shape::Missing, _) | (_, None) => "The token names no issuer.".to_owned(),
        (Shape::Template, Some(_)) => {
            format!("The issuer {shown} is a template: no real token has one.")
        }
        (Shape::NotUrl, Some(_)) => format!("The issuer {shown} is no HTTPS address."),
        (_, Some(_)) => {
            format!("The issuer {shown} is no Microsoft cloud that is known here.")
        }
    };
    let finding = Finding::new(headline).value("issuer", shown.clone());
    let finding = match facts.own_address() {
        Some(own) => finding.value("metadata", own.metadata.clone()),
        None => finding,
    };
    let finding = authority.notes.iter().fold(finding, Finding::note);
    if authority.shape == Shape::Template {
        let finding = finding.compare("iss", "an issuer with a tenant's id", shown);
        return Outcome::Failed(finding.note("Nobody issues such a token, so no API accepts it."));
    }
    if refused_by_configuration(facts, issuer) {
        let accepted = list(&facts.api.issuers);
        return Outcome::Failed(
            finding
                .compare("iss", accepted, shown)
                .note("Your API lists the issuers it accepts, and this one is not among them."),
        );
    }
    Outcome::Warning(finding.fact("iss", shown))
}

/// Whether the API lists issuers, none of them this one nor near it.
fn refused_by_configuration(facts: &Facts<'_>, issuer: Option<&str>) -> bool {
    let known = &facts.api.issuers;
    let bare = |text: &str| text.trim().trim_end_matches('/').to_ascii_lowercase();
    let near = known
        .iter()
        .any(|k| issuer.is_some_and(|iss| bare(k) == bare(iss)));
    let template = known.iter().any(|k| Place::of(k).any_tenant());
    !known.is_empty() && !near && !template
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
