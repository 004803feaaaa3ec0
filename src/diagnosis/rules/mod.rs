//! Every rule, in the order of the checklist and, within a step, in the order of causes.

mod adfs_entra_mix;
mod algorithm_not_allowed;
mod any_tenant_accepted;
mod app_or_user;
mod audience_mismatch;
mod audience_near_miss;
mod audience_unconfirmed;
mod b2c_entra_mix;
mod b2c_policy_mismatch;
mod b2c_tfp_issuer;
mod clock_skew;
mod cloud_mismatch;
mod custom_signing_key;
mod damaged_token;
mod encrypted_token;
mod expired;
mod external_id_entra_mix;
mod family_mix;
mod foreign_jwt_kind;
mod graph_audience;
mod groups_overage;
mod guest_user;
mod id_token_as_access_token;
mod issuer_near_miss;
mod key_certificate_expired;
mod key_certificate_mismatch;
mod key_cloud_mismatch;
mod key_issuer_mismatch;
mod key_not_found;
mod key_withdrawn;
mod kid_missing;
mod long_lived_cae;
mod metadata_unreachable;
mod microsoft_api_audience;
mod missing_permission;
mod no_permissions;
mod nonce_header;
mod not_a_jwt;
mod not_yet_valid;
mod pop_envelope;
mod saml_app_key;
mod sealed_personal_account_token;
mod signature_altered;
mod signature_verified;
mod stale_key_cache;
mod tenant_claim_conflict;
mod tenant_mismatch;
mod token_version_mismatch;
mod unknown_issuer;
mod wrapper_noise;
mod wrong_metadata_address;

use super::{Facts, OutcomeKind, Rule};

// What the comparison shares with the rules, so that both say the same.
pub(super) use audience_near_miss::{near_miss as audience_near_miss, overlooks_slash};
pub(super) use cloud_mismatch::configured as configured_cloud;
pub(super) use issuer_near_miss::{
    difference as issuer_difference, of_application as issuer_of_application,
};
pub(super) use no_permissions::{roles as held_roles, scopes as held_scopes};
pub(super) use tenant_mismatch::{accepted as accepted_tenants, by_domain as tenant_by_domain};
pub(super) use token_version_mismatch::expected as expected_version;

/// Whether the API's settings let every tenant in (F-15).
pub(super) fn lets_all_tenants_in(facts: &Facts<'_>) -> bool {
    any_tenant_accepted::RULE.judge(facts).kind() == OutcomeKind::Warning
}

/// Whether the API is told to read metadata of a format that its middleware doesn't read (F-61).
pub(super) fn reads_other_format(facts: &Facts<'_>) -> bool {
    wrong_metadata_address::json_for_xml(facts).is_some()
}

/// Whether what was read of the API's place is older than the token's key (F-51).
pub(super) fn older_copy_than_key(facts: &Facts<'_>) -> bool {
    stale_key_cache::older_copy(facts).is_some()
}

/// Whether the address alone tells that the token's key can't be at the place that the API reads.
pub(super) fn claims_other_place(facts: &Facts<'_>) -> bool {
    let rules = [
        &b2c_policy_mismatch::RULE,
        &b2c_entra_mix::RULE,
        &external_id_entra_mix::RULE,
        &adfs_entra_mix::RULE,
        &cloud_mismatch::RULE,
        &wrong_metadata_address::RULE,
    ];
    let failed = |rule: &&Rule| (rule.check)(facts).kind() == OutcomeKind::Failed;
    rules.iter().any(failed)
}

/// All rules.
pub static RULES: &[&Rule] = &[
    &not_a_jwt::RULE,
    &sealed_personal_account_token::RULE,
    &damaged_token::RULE,
    &encrypted_token::RULE,
    &pop_envelope::RULE,
    &foreign_jwt_kind::RULE,
    &wrapper_noise::RULE,
    &graph_audience::RULE,
    &microsoft_api_audience::RULE,
    &id_token_as_access_token::RULE,
    &audience_near_miss::RULE,
    &audience_mismatch::RULE,
    &audience_unconfirmed::RULE,
    &unknown_issuer::RULE,
    &cloud_mismatch::RULE,
    &tenant_claim_conflict::RULE,
    &issuer_near_miss::RULE,
    &any_tenant_accepted::RULE,
    &tenant_mismatch::RULE,
    &token_version_mismatch::RULE,
    &b2c_tfp_issuer::RULE,
    &b2c_policy_mismatch::RULE,
    &b2c_entra_mix::RULE,
    &external_id_entra_mix::RULE,
    &adfs_entra_mix::RULE,
    &metadata_unreachable::RULE,
    &kid_missing::RULE,
    &key_not_found::RULE,
    &key_withdrawn::RULE,
    &saml_app_key::RULE,
    &custom_signing_key::RULE,
    &wrong_metadata_address::RULE,
    &stale_key_cache::RULE,
    &key_issuer_mismatch::RULE,
    &key_certificate_mismatch::RULE,
    &key_certificate_expired::RULE,
    &key_cloud_mismatch::RULE,
    &algorithm_not_allowed::RULE,
    &nonce_header::RULE,
    &signature_altered::RULE,
    &signature_verified::RULE,
    &expired::RULE,
    &not_yet_valid::RULE,
    &clock_skew::RULE,
    &long_lived_cae::RULE,
    &no_permissions::RULE,
    &missing_permission::RULE,
    &groups_overage::RULE,
    &app_or_user::RULE,
    &guest_user::RULE,
];
