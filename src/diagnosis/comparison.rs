//! What the API expects beside what the token has.

use super::Facts;

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared.
    pub subject: Subject,
    /// What the API accepts; several where any of them will do. Empty where it is not known.
    pub expected: Vec<String>,
    /// What the token has; `None` where it has nothing of the kind.
    pub actual: Option<String>,
    /// How alike they are.
    pub likeness: Likeness,
    /// Where the API's side comes from: "AzureAd:TenantId, line 4", "the default of
    /// Microsoft.Identity.Web", "assumed: nothing is configured".
    pub origin: String,
    /// One sentence on what it means; empty where the values say it all.
    pub note: String,
    /// The rule that tells about a difference, where one failed or warned.
    pub rule: Option<&'static str>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// `aud`.
    Audience,
    /// `iss`.
    Issuer,
    /// The metadata address, or the address of the keys, that the API reads.
    Metadata,
    /// Whether the keys there hold the token's.
    Key,
    /// The token version.
    Version,
    /// The tenant.
    Tenant,
    /// The cloud.
    Cloud,
    /// The B2C policy.
    Policy,
    /// The algorithm.
    Algorithm,
    /// `nbf` and `exp` with the library's own tolerance.
    Time,
    /// Scopes and roles.
    Permissions,
}

impl Subject {
    /// The name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Audience => "Audience",
            Self::Issuer => "Issuer",
            Self::Metadata => "Metadata",
            Self::Key => "Key",
            Self::Version => "Version",
            Self::Tenant => "Tenant",
            Self::Cloud => "Cloud",
            Self::Policy => "Policy",
            Self::Algorithm => "Algorithm",
            Self::Time => "Time",
            Self::Permissions => "Permissions",
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Audience => "audience",
            Self::Issuer => "issuer",
            Self::Metadata => "metadata",
            Self::Key => "key",
            Self::Version => "version",
            Self::Tenant => "tenant",
            Self::Cloud => "cloud",
            Self::Policy => "policy",
            Self::Algorithm => "algorithm",
            Self::Time => "time",
            Self::Permissions => "permissions",
        }
    }
}

/// How alike two sides are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The API accepts what the token has.
    Equal,
    /// It doesn't, but one of its values differs by little: a closing slash, case, an alias.
    Near,
    /// It doesn't.
    Different,
    /// The API doesn't look at it.
    Unchecked,
    /// One side is not known.
    Unknown,
}

impl Likeness {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Near => "near",
            Self::Different => "different",
            Self::Unchecked => "unchecked",
            Self::Unknown => "unknown",
        }
    }
}

/// Compares what the API accepts with what the token has; empty where nothing is known about the API.
pub(super) fn compare(facts: &Facts<'_>) -> Vec<Comparison> {
    let _ = facts;
    Vec::new()
}
