//! What the API accepts.

use serde_json::{Map, Value};

use super::{Reading, Stack};

/// What an API is configured to accept. Empty lists mean: not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Api {
    /// Accepted audiences.
    pub audiences: Vec<String>,
    /// Accepted issuers.
    pub issuers: Vec<String>,
    /// The metadata address that it reads, as a full address: an authority has its
    /// `/.well-known/openid-configuration` added. Federation metadata where the library reads that.
    pub metadata: Option<String>,
    /// Whether the issuers to accept are those that the metadata names: then `issuers` may be empty.
    pub issuer_from_metadata: bool,
    /// The key set that it reads without any metadata.
    pub keys_address: Option<String>,
    /// Keys that stand in the configuration itself.
    pub keys: Vec<PinnedKey>,
    /// Accepted algorithms.
    pub algorithms: Vec<String>,
    /// The tolerance around `exp` and `nbf`, in seconds, where it is set; else it is the library's own.
    pub clock_skew: Option<u32>,
    /// What is switched off.
    pub unchecked: Unchecked,
    /// Its application ID.
    pub client_id: Option<String>,
    /// The tenant, as it is configured: an ID, a domain, or `common`.
    pub tenant: Option<String>,
    /// The B2C policy.
    pub policy: Option<String>,
    /// The library or gateway that checks the token.
    pub stack: Option<Stack>,
    /// The permissions that it asks for.
    pub permissions: Permissions,
    /// The claims that it asks for besides: every one has to be met.
    pub required_claims: Vec<RequiredClaim>,
    /// What it asks of a token beyond the claims that it lists.
    pub limits: Limits,
    /// Why it doesn't start with this configuration, as a sentence: then it accepts no token at all.
    /// Not saved: `text` is.
    pub fails_to_start: Option<String>,
    /// What further sections of the same configuration accept, where it has several: which one counts
    /// is not decided by the text. Not saved: `text` is.
    pub others: Vec<Self>,
    /// What was read, line by line, where this came from a configuration. Not saved: `text` is.
    pub reading: Reading,
    /// Where this came from: "appsettings.json", "the command line".
    pub source: Option<String>,
    /// The configuration without its secrets, kept for saving.
    pub text: Option<String>,
    /// Members that this program doesn't know: kept when saved again.
    pub unknown: Map<String, Value>,
}

/// A key that stands in a configuration: it is never fetched again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedKey {
    /// Its name in the text: a thumbprint in hexadecimal, a kid, or "a key in PEM".
    pub name: String,
    /// The key or certificate itself in PEM, where it stands there.
    pub pem: Option<String>,
    /// The line in the text, counted from 1.
    pub line: usize,
}

/// A claim that an API asks for beyond issuer, audience and one permission of several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequiredClaim {
    /// Its name; several where the values may stand in any of them, such as `azp` and `appid`.
    pub names: Vec<String>,
    /// The values that it has to hold; empty where it has to be there, whatever it holds.
    pub values: Vec<String>,
    /// Whether it has to hold all values; else one of them is enough.
    pub all: bool,
    /// The line in the text, counted from 1; 0 where it is not known.
    pub line: usize,
}

/// What an API asks of a token beyond issuer, audience, key and listed claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// The values of the header's `typ` that it accepts, such as `at+jwt`; empty where any will do.
    pub types: Vec<String>,
    /// The greatest age since `iat`, in seconds.
    pub max_age: Option<u32>,
    /// The longest time that may be left until `exp`, in seconds.
    pub max_remaining: Option<u32>,
    /// Guests of the tenant are refused.
    pub no_guests: bool,
    /// No audience is told to a library that then refuses every token that has one (`PyJWT`).
    pub no_audience: bool,
}

/// Checks that a configuration switches off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent switches of a configuration"
)]
pub struct Unchecked {
    /// Any issuer is accepted.
    pub issuer: bool,
    /// Any audience is accepted.
    pub audience: bool,
    /// Expired tokens are accepted.
    pub lifetime: bool,
    /// Signatures are not verified.
    pub signature: bool,
}

/// Permissions that an API asks for: one of them is enough, be it a scope or an app role, as
/// `RequiredScopeOrAppPermission` of Microsoft.Identity.Web has it (rules F-41). Empty lists mean:
/// not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Scopes, as they stand in `scp`.
    pub scopes: Vec<String>,
    /// App roles, as they stand in `roles`.
    pub roles: Vec<String>,
    /// Members that this program doesn't know: kept when saved again.
    pub unknown: Map<String, Value>,
}

impl Permissions {
    /// Names of which it isn't known whether they are scopes or roles: either will do.
    pub fn named(names: impl IntoIterator<Item = String>) -> Self {
        let scopes = tidy(names);
        Self {
            roles: scopes.clone(),
            scopes,
            unknown: Map::new(),
        }
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.roles.is_empty()
    }
}

impl Api {
    /// What a user typed: white space around values is taken off, empty values and repeats are left
    /// out.
    pub fn by_hand(
        audiences: impl IntoIterator<Item = String>,
        issuers: impl IntoIterator<Item = String>,
        metadata: Option<String>,
    ) -> Self {
        Self {
            audiences: tidy(audiences),
            issuers: tidy(issuers),
            metadata: tidy(metadata).into_iter().next(),
            ..Self::default()
        }
    }

    /// Whether nothing is known about the API: nothing that a token could be compared with.
    pub fn is_unknown(&self) -> bool {
        let nothing = Self {
            others: self.others.clone(),
            reading: self.reading.clone(),
            source: self.source.clone(),
            text: self.text.clone(),
            unknown: self.unknown.clone(),
            stack: self.stack,
            ..Self::default()
        };
        let permissions = Permissions {
            unknown: self.permissions.unknown.clone(),
            ..Permissions::default()
        };
        *self
            == Self {
                permissions,
                ..nothing
            }
    }
}

/// Values without white space around them, without empty ones and repeats.
pub(super) fn tidy(values: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values {
        let value = value.trim();
        if !value.is_empty() && !kept.iter().any(|k| k == value) {
            kept.push(value.to_owned());
        }
    }
    kept
}
