//! Where widely read instructions are out of date, and what is right.

use super::Target;
use crate::issuer::Platform;

/// What the first article says about Katana's Azure AD middleware.
pub(super) const FEDERATION: &str = "Microsoft's article on signature validation errors gives this \
    middleware an openid-configuration address; it reads federation metadata, which is XML, and \
    fails on JSON at start-up.";

/// What the article on key rollover says about passport-azure-ad.
pub(super) const PASSPORT: &str = "The article on key rollover counts passport-azure-ad among the \
    libraries that follow by themselves; it keeps keys for 30 minutes and doesn't fetch again for an \
    unknown kid, and it is no longer maintained.";

/// How often keys are fetched.
pub(super) const REFRESH: &str = "Older instructions fetch the keys once in 24 hours; Microsoft now \
    advises every hour, and at once for an unknown kid, but not more than once in 5 minutes.";

/// How the key set is read.
pub(super) const NO_TOKEN: &str = "An article on IDX10501 sends a bearer token to the address of the \
    keys; it is public and wants none.";

/// Visual Studio's registry of thumbprints.
pub(super) const THUMBPRINTS: &str = "The article on key rollover has web.config refreshed by \
    ValidatingIssuerNameRegistry when the application starts; between two starts its thumbprints stay \
    as they are. FedUtil, by which an older article refreshes them, is no longer in it.";

/// What is right about this token's issuer, where the configuration names it.
pub(super) fn about(target: &Target, template: &str) -> Vec<String> {
    if !template.contains("{{issuer}}") {
        return Vec::new();
    }
    let issuer = &target.issuer;
    match target.platform {
        Some(Platform::EntraV1) => vec![format!(
            "Articles write the issuer of version 1 tokens without the slash at its end, or with \
             /v2.0 after it; it is exactly {issuer}."
        )],
        Some(Platform::B2c) if !issuer.contains("/tfp/") => vec![format!(
            "Microsoft's article on signature validation errors shows B2C issuers with /tfp/ and the \
             policy only; this token has the usual form, {issuer}."
        )],
        Some(Platform::ExternalId) => vec![format!(
            "Instructions write the tenant's name in the issuer's host; External ID puts the tenant's \
             ID there: compare with {issuer}."
        )],
        _ => Vec::new(),
    }
}
