//! F-35: External ID publishes its keys on ciamlogin.com, Entra ID its own elsewhere.

use super::family_mix::mix;
use crate::diagnosis::{Cause, Rule, Step};
use crate::issuer::Family;

pub(super) static RULE: Rule = Rule {
    id: "external-id-entra-mix",
    section: "F-35",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "External ID and Entra ID publish their keys apart: token and API are of different ones",
    reference: "https://learn.microsoft.com/en-us/entra/external-id/customers/concept-supported-features-customers",
    check: |facts| mix(facts, Family::ExternalId),
};

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT, address, default_metadata};
    use crate::issuer::{Platform, Purpose, Shape};

    fn ciam() -> Case {
        let issuer = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
        let metadata = format!("{issuer}/.well-known/openid-configuration");
        let addresses = vec![address("tenant", Purpose::Own, &metadata)];
        let claims = serde_json::json!({ "aud": "x", "iss": issuer, "tid": TENANT });
        Case::of(Platform::ExternalId, Shape::Ciam, addresses, claims)
    }

    #[test]
    fn external_id_with_entra_metadata_fails() {
        ciam()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::Failed);
        let own = ciam().authority.addresses[0].metadata.clone();
        ciam().metadata(&own).expect(&RULE, OutcomeKind::Passed);
        ciam().expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .metadata(&own)
            .expect(&RULE, OutcomeKind::Failed);
        Case::b2c()
            .metadata(&own)
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
