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

use super::Rule;

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
