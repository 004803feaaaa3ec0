//! F-36: AD FS publishes its keys on its own host.

use super::family_mix::mix;
use crate::diagnosis::{Cause, Rule, Step};
use crate::issuer::Family;

pub(super) static RULE: Rule = Rule {
    id: "adfs-entra-mix",
    section: "F-36",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "AD FS signs with its own keys: token and API are of different platforms",
    reference: "https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-flows-scenarios",
    check: |facts| mix(facts, Family::Adfs),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, address, default_metadata};
    use crate::issuer::{Platform, Purpose, Shape};

    const OWN: &str = "https://fs.contoso.com/adfs/.well-known/openid-configuration";

    fn adfs() -> Case {
        let addresses = vec![address("AD FS", Purpose::Own, OWN)];
        let claims = serde_json::json!({ "aud": "x", "iss": "https://fs.contoso.com/adfs" });
        Case::of(Platform::Adfs, Shape::Adfs, addresses, claims)
    }

    #[test]
    fn ad_fs_with_entra_metadata_fails() {
        adfs()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .metadata(OWN)
            .expect(&RULE, OutcomeKind::Failed);
        adfs().metadata(OWN).expect(&RULE, OutcomeKind::Passed);
        adfs().expect(&RULE, OutcomeKind::Warning);
    }
}
