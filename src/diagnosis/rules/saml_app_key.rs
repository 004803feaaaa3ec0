//! F-56: the application's SAML certificate signed the token.

use crate::diagnosis::listing::{ApplicationKey, Listing, graph_host, listing};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::metadata_facts;
use crate::keys::KeyRole;

pub(super) static RULE: Rule = Rule {
    id: "saml-app-key",
    section: "F-56",
    step: Step::Key,
    cause: Cause::Key,
    line: "The application is also set up for SAML, and its SAML certificate signed the token",
    reference: "https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/app-integration/troubleshooting-signature-validation-errors",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    match listing(facts) {
        Listing::NotApplicable => Outcome::NotApplicable,
        Listing::NotChecked(why) => Outcome::NotChecked(Finding::new(why)),
        Listing::Shared(source) => Outcome::Passed(Finding::new(format!(
            "The key is one that {} lists for all applications, not an application's own.",
            source.label
        ))),
        Listing::Application(own) if own.key.role != KeyRole::SamlApplication => {
            Outcome::NotApplicable
        }
        Listing::Application(own) if own.configured => Outcome::Passed(Finding::new(format!(
            "The application's SAML certificate signed the token, and your API's metadata address \
             names the application ({}).",
            own.app_id
        ))),
        Listing::Application(own) => {
            let id = &own.app_id;
            let lead = if facts.genuine() {
                format!("The SAML certificate of application {id} signed the token: its key")
            } else {
                format!("The token names the key of application {id}'s SAML certificate: it")
            };
            let headline = format!("{lead} is listed only with ?appid={id}, not where APIs look.");
            Outcome::Failed(refused(facts, &own, Finding::new(headline)))
        }
    }
}

/// What both rules on keys of applications say: where the key is, what the API reads, and the
/// values that the remedies need.
pub(super) fn refused(facts: &Facts<'_>, own: &ApplicationKey<'_>, finding: Finding) -> Finding {
    let reads = facts.api_metadata().unwrap_or_default();
    let tenant = facts.authority.and_then(|a| a.tenant.clone());
    let mut finding = finding
        .compare("Metadata", own.address.place().to_owned(), reads)
        .value("appid", own.app_id.clone())
        .value("tenant", tenant.unwrap_or_default())
        .value("metadata", own.address.place().to_owned())
        .value("keys", own.address.keys.clone())
        .value("configured", reads)
        .value(
            "graph",
            graph_host(metadata_facts(own.address.place()).cloud),
        );
    if let Some(federation) = &own.address.federation {
        finding = finding.value("federation", federation.clone());
    }
    if let Some(kid) = &own.key.kid {
        finding = finding.fact("kid", kid.clone()).value("kid", kid.clone());
    }
    if let Some(certificate) = &own.key.certificate {
        finding = finding
            .fact("Certificate", certificate.subject.clone())
            .value("subject", certificate.subject.clone());
    }
    if let Some(hex) = &own.key.thumbprints.sha1_hex {
        finding = finding.fact("Thumbprint", hex.clone());
    }
    if facts.api_place().is_none() && facts.api.keys.is_empty() {
        finding = finding.note(format!(
            "How your API is configured is not known; it is assumed to read the default metadata, \
             {reads}."
        ));
    }
    if facts.genuine() {
        finding = finding.note("With that key the signature holds: the token itself is genuine.");
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case, KID, TENANT, default_metadata};
    use crate::issuer::Purpose;

    fn application() -> Purpose {
        Purpose::Application(API.to_owned())
    }

    fn signed_by(role: KeyRole, listed: &[Purpose]) -> Case {
        Case::entra()
            .read(&Purpose::Own)
            .read(&application())
            .read(&Purpose::Common)
            .key(KID, role, listed)
            .verified()
    }

    #[test]
    fn a_saml_key_listed_only_for_its_application_fails() {
        let case = signed_by(KeyRole::SamlApplication, &[application()]);
        let headline = case.expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains(&format!("?appid={API}")), "{headline}");
        let plain = case.metadata(&default_metadata());
        plain.expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn the_right_metadata_address_makes_it_pass() {
        let metadata = format!(
            "https://login.microsoftonline.com/{TENANT}/v2.0/.well-known/openid-configuration?appid={API}"
        );
        let case = signed_by(KeyRole::SamlApplication, &[application()]).metadata(&metadata);
        case.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn shared_and_custom_keys_are_not_meant() {
        let shared = signed_by(KeyRole::EntraPublic, &[Purpose::Own, application()]);
        shared.expect(&RULE, OutcomeKind::Passed);
        let custom = KeyRole::CustomApplication("CN=contoso".to_owned());
        signed_by(custom, &[application()]).expect(&RULE, OutcomeKind::NotApplicable);
        // The shared lists differ from answer to answer: no application's key.
        signed_by(KeyRole::EntraPublic, &[application()]).expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn without_the_shared_lists_nothing_is_concluded() {
        let case = Case::entra()
            .read(&application())
            .key(KID, KeyRole::SamlApplication, &[application()])
            .verified();
        case.expect(&RULE, OutcomeKind::NotChecked);
        Case::entra().expect(&RULE, OutcomeKind::NotChecked);
    }
}
