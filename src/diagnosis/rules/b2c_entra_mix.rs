//! F-34: Azure AD B2C and Entra ID publish their keys apart.

use super::family_mix::mix;
use crate::diagnosis::{Cause, Rule, Step};
use crate::issuer::Family;

pub(super) static RULE: Rule = Rule {
    id: "b2c-entra-mix",
    section: "F-34",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "Azure AD B2C and Entra ID sign with different keys: token and API are of different ones",
    reference: "https://learn.microsoft.com/en-us/azure/active-directory-b2c/tokens-overview",
    check: |facts| mix(facts, Family::B2c),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID, default_metadata};
    use crate::issuer::Purpose;
    use crate::keys::KeyRole;

    const POLICY: &str = "https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_susi/v2.0/.well-known/openid-configuration";

    #[test]
    fn a_b2c_token_that_its_own_metadata_verifies_warns_with_the_address() {
        let case = Case::b2c()
            .read(&Purpose::Own)
            .key(KID, KeyRole::B2c, &[Purpose::Own])
            .verified();
        let headline = case.expect(&RULE, OutcomeKind::Warning);
        assert!(headline.contains("verifies it"), "{headline}");
        assert!(
            headline.contains("/b2c_1_susi/v2.0/.well-known/"),
            "{headline}"
        );
        let offline = Case::b2c().expect(&RULE, OutcomeKind::Warning);
        assert!(!offline.contains("verifies it"), "{offline}");
    }

    #[test]
    fn another_familys_metadata_fails_both_ways() {
        Case::b2c()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .metadata(POLICY)
            .expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn the_same_family_passes_and_plain_entra_is_not_meant() {
        Case::b2c()
            .metadata(POLICY)
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn an_issuer_list_tells_the_family_too() {
        let listed = Case::b2c().issuer("https://login.microsoftonline.com/common/v2.0");
        listed.expect(&RULE, OutcomeKind::Failed);
        let custom =
            Case::b2c().metadata("https://login.contoso.com/x/.well-known/openid-configuration");
        custom.expect(&RULE, OutcomeKind::NotChecked);
    }
}
