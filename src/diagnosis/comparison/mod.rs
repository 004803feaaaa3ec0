//! What the API expects beside what the token has.

mod origin;
mod parties;
mod places;
mod rest;
mod switch;

use super::verdict::Judged;
use super::{Facts, OutcomeKind};
use origin::Said;

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

impl Comparison {
    /// The values of which one must fit; none where the API doesn't look, whatever it is configured
    /// with.
    pub fn demanded(&self) -> &[String] {
        match self.likeness {
            Likeness::Unchecked => &[],
            _ => &self.expected,
        }
    }
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
/// `outcomes` is what the rules say about the same facts.
pub(super) fn compare(facts: &Facts<'_>, outcomes: &[Judged]) -> Vec<Comparison> {
    if facts.api.is_unknown() && facts.api.stack.is_none() {
        return Vec::new();
    }
    let lines = [
        Some(parties::audience(facts)),
        Some(parties::issuer(facts)),
        places::metadata(facts),
        places::key(facts),
        parties::version(facts),
        parties::tenant(facts),
        parties::cloud(facts),
        parties::policy(facts),
        places::algorithm(facts),
        rest::time(facts),
        rest::permissions(facts),
    ];
    let lines = lines.into_iter().flatten();
    lines.map(|line| line.finish(facts, outcomes)).collect()
}

/// A line before its origin and its rule are looked up.
struct Line {
    subject: Subject,
    expected: Vec<String>,
    actual: Option<String>,
    likeness: Likeness,
    said: Said,
    note: String,
}

impl Line {
    /// A line whose API's side stands in its configuration.
    fn new(subject: Subject, expected: Vec<String>, actual: Option<String>) -> Self {
        let said = if expected.is_empty() {
            Said::Nowhere
        } else {
            Said::Configured
        };
        Self {
            subject,
            expected,
            actual,
            likeness: Likeness::Unknown,
            said,
            note: String::new(),
        }
    }

    fn likeness(mut self, likeness: Likeness) -> Self {
        self.likeness = likeness;
        self
    }

    fn said(mut self, said: Said) -> Self {
        self.said = said;
        self
    }

    fn note(mut self, sentence: impl Into<String>) -> Self {
        self.note = sentence.into();
        self
    }

    fn finish(self, facts: &Facts<'_>, outcomes: &[Judged]) -> Comparison {
        Comparison {
            origin: self.said.words(facts.api, &self.expected),
            rule: rule_of(self.subject, self.likeness, outcomes),
            subject: self.subject,
            expected: self.expected,
            actual: self.actual,
            likeness: self.likeness,
            note: self.note,
        }
    }
}

/// The rule that tells about a line: the first that failed, else the first that warned. Where both
/// sides agree, only a warning about the API's side is left to tell.
fn rule_of(subject: Subject, likeness: Likeness, outcomes: &[Judged]) -> Option<&'static str> {
    let rules: &[&str] = match (subject, likeness) {
        (Subject::Issuer | Subject::Tenant, Likeness::Equal) => {
            &["any-tenant-accepted", "b2c-tfp-issuer"]
        }
        (Subject::Key, Likeness::Equal) => &["stale-key-cache"],
        (Subject::Time | Subject::Algorithm, _) => rules_of(subject),
        (_, Likeness::Equal) => &[],
        _ => rules_of(subject),
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

/// The rules about a subject, the closest first.
fn rules_of(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Audience => &[
            "graph-audience",
            "microsoft-api-audience",
            "id-token-as-access-token",
            "audience-near-miss",
            "audience-mismatch",
            "audience-unconfirmed",
        ],
        Subject::Issuer => &[
            "issuer-near-miss",
            "token-version-mismatch",
            "tenant-mismatch",
            "cloud-mismatch",
            "b2c-entra-mix",
            "external-id-entra-mix",
            "adfs-entra-mix",
            "unknown-issuer",
            "any-tenant-accepted",
        ],
        Subject::Metadata => &[
            "b2c-policy-mismatch",
            "b2c-entra-mix",
            "external-id-entra-mix",
            "adfs-entra-mix",
            "cloud-mismatch",
            "wrong-metadata-address",
            "metadata-unreachable",
            "saml-app-key",
            "custom-signing-key",
            "token-version-mismatch",
        ],
        Subject::Key => &[
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
            "algorithm-not-allowed",
        ],
        Subject::Version => &["token-version-mismatch"],
        Subject::Tenant => &["tenant-mismatch", "any-tenant-accepted"],
        Subject::Cloud => &["cloud-mismatch"],
        Subject::Policy => &["b2c-policy-mismatch"],
        Subject::Algorithm => &["algorithm-not-allowed"],
        Subject::Time => &["expired", "not-yet-valid"],
        Subject::Permissions => &["missing-permission", "no-permissions"],
    }
}
