//! F-57: a custom signing key of the application signed the token.

use super::saml_app_key::refused;
use crate::diagnosis::listing::{Listing, listing};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::keys::KeyRole;

pub(super) static RULE: Rule = Rule {
    id: "custom-signing-key",
    section: "F-57",
    step: Step::Key,
    cause: Cause::Key,
    line: "The application has a custom signing key, and that key signed the token",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/reference-claims-customization",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    // What holds for every key that is shared or can't be told is said once, by `saml-app-key`.
    let Listing::Application(own) = listing(facts) else {
        return Outcome::NotApplicable;
    };
    if own.key.role == KeyRole::SamlApplication {
        return Outcome::NotApplicable;
    }
    let certificate = own.key.certificate.as_ref().map(|c| c.subject.as_str());
    let name = certificate.map_or(String::new(), |subject| format!(" ({subject})"));
    if own.configured {
        return Outcome::Passed(Finding::new(format!(
            "A custom key of application {}{name} signed the token, and your API's metadata \
             address names the application.",
            own.app_id
        )));
    }
    let id = &own.app_id;
    let lead = if facts.genuine() {
        format!("A custom signing key of application {id}{name} signed the token")
    } else {
        format!("The token names a custom signing key of application {id}{name}")
    };
    let headline = format!("{lead}: it is listed only with ?appid={id}, not where APIs look.");
    let finding = refused(facts, &own, Finding::new(headline)).note(
        "Such a key comes from a claims mapping policy. Related errors when tokens are issued: \
         AADSTS50146 and AADSTS501461.",
    );
    Outcome::Failed(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case, KID, TENANT};
    use crate::issuer::Purpose;

    fn case(role: KeyRole) -> Case {
        let application = Purpose::Application(API.to_owned());
        Case::entra()
            .read(&Purpose::Own)
            .read(&application)
            .key(KID, role, &[application])
            .verified()
    }

    fn custom() -> KeyRole {
        KeyRole::CustomApplication("CN=contoso signing".to_owned())
    }

    #[test]
    fn a_custom_key_fails_unless_the_api_names_the_application() {
        case(custom()).expect(&RULE, OutcomeKind::Failed);
        let metadata = format!(
            "https://login.microsoftonline.com/{TENANT}/v2.0/.well-known/openid-configuration?appid={API}"
        );
        case(custom())
            .metadata(&metadata)
            .expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn a_saml_key_is_left_to_its_own_rule() {
        case(KeyRole::SamlApplication).expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
