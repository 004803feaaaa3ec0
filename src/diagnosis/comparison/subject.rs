//! What is compared, and the rules that tell about a difference.

use super::Likeness;
use crate::api::About;
use crate::diagnosis::OutcomeKind;
use crate::diagnosis::verdict::Judged;

macro_rules! subjects {
    ($($(#[$doc:meta])* $name:ident, $id:literal, $title:literal, $about:expr, [$($rule:literal),*];)*) => {
        /// What is compared.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Subject {
            $($(#[$doc])* $name,)*
        }

        impl Subject {
            /// The name on screen.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }

            /// The name in reports.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What a setting that was not understood has to be about to leave it open.
            pub(super) fn about(self) -> Option<About> {
                match self {
                    $(Self::$name => $about,)*
                }
            }

            /// The rules about it, the closest first.
            fn rules(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($rule),*],)*
                }
            }
        }
    };
}

subjects! {
    /// `aud`.
    Audience, "audience", "Audience", Some(About::Audience), [
        "graph-audience",
        "microsoft-api-audience",
        "id-token-as-access-token",
        "audience-near-miss",
        "audience-mismatch",
        "audience-unconfirmed"
    ];
    /// `iss`.
    Issuer, "issuer", "Issuer", Some(About::Issuer), [
        "issuer-near-miss",
        "token-version-mismatch",
        "tenant-mismatch",
        "cloud-mismatch",
        "b2c-entra-mix",
        "external-id-entra-mix",
        "adfs-entra-mix",
        "unknown-issuer",
        "any-tenant-accepted"
    ];
    /// The metadata address, or the address of the keys, that the API reads.
    Metadata, "metadata", "Metadata", Some(About::Key), [
        "b2c-policy-mismatch",
        "b2c-entra-mix",
        "external-id-entra-mix",
        "adfs-entra-mix",
        "cloud-mismatch",
        "wrong-metadata-address",
        "metadata-unreachable",
        "saml-app-key",
        "custom-signing-key",
        "token-version-mismatch"
    ];
    /// Whether the keys there hold the token's.
    Key, "key", "Key", Some(About::Key), [
        "stale-key-cache",
        "saml-app-key",
        "custom-signing-key",
        "b2c-policy-mismatch",
        "b2c-entra-mix",
        "external-id-entra-mix",
        "adfs-entra-mix",
        "wrong-metadata-address",
        "key-withdrawn",
        "key-not-found",
        "metadata-unreachable",
        "algorithm-not-allowed"
    ];
    /// The token version.
    Version, "version", "Version", Some(About::Issuer), ["token-version-mismatch"];
    /// The tenant.
    Tenant, "tenant", "Tenant", Some(About::Issuer), ["tenant-mismatch", "any-tenant-accepted"];
    /// The cloud.
    Cloud, "cloud", "Cloud", None, ["cloud-mismatch"];
    /// The B2C policy.
    Policy, "policy", "Policy", Some(About::Key), ["b2c-policy-mismatch"];
    /// The algorithm.
    Algorithm, "algorithm", "Algorithm", Some(About::Algorithm), ["algorithm-not-allowed"];
    /// The header's `typ`.
    Type, "type", "Type", None, ["algorithm-not-allowed"];
    /// `nbf` and `exp` with the library's own tolerance.
    Time, "time", "Time", Some(About::Lifetime), ["expired", "not-yet-valid"];
    /// The time since `iat`.
    Age, "age", "Age", None, ["expired"];
    /// The time until `exp`.
    Remaining, "remaining", "Time left", None, ["expired"];
    /// Scopes and roles.
    Permissions, "permissions", "Permissions", None, ["missing-permission", "no-permissions"];
    /// Further claims.
    Claims, "claims", "Claims", None, ["missing-permission"];
    /// Whether guests of the tenant are let in.
    Guests, "guests", "Guests", None, ["missing-permission", "guest-user"];
}

/// The rule that tells about a line: the first that failed, else the first that warned. Where both
/// sides agree, only a warning about the API's side is left to tell.
pub(super) fn rule_of(
    subject: Subject,
    likeness: Likeness,
    outcomes: &[Judged],
) -> Option<&'static str> {
    let rules: &[&str] = match (subject, likeness) {
        (Subject::Issuer | Subject::Tenant, Likeness::Equal) => {
            &["any-tenant-accepted", "b2c-tfp-issuer"]
        }
        (Subject::Key, Likeness::Equal) => &["stale-key-cache"],
        (Subject::Time | Subject::Algorithm, _) => subject.rules(),
        (_, Likeness::Equal) => &[],
        _ => subject.rules(),
    };
    let with = |kind: OutcomeKind| {
        rules.iter().find_map(|id| {
            let (rule, _) = outcomes
                .iter()
                .find(|(rule, outcome)| rule.id == *id && outcome.kind() == kind)?;
            Some(rule.id)
        })
    };
    with(OutcomeKind::Failed).or_else(|| with(OutcomeKind::Warning))
}
