//! The table of error texts (`assets/dictionary/errors.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// One kind of error.
#[derive(Debug, Deserialize)]
pub(crate) struct Pattern {
    /// Its name.
    pub(crate) id: String,
    /// Who writes it.
    pub(crate) stack: String,
    #[serde(default)]
    pub(super) codes: Vec<String>,
    #[serde(default)]
    pub(super) stems: Vec<String>,
    #[serde(default)]
    pub(super) exact: bool,
    #[serde(default)]
    pub(super) marks: Vec<String>,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    #[serde(default)]
    pub(super) common: bool,
    /// What it speaks of.
    pub(crate) about: Option<About>,
    /// How telling it is among others, 0 to 7.
    #[serde(default = "particular")]
    pub(crate) telling: u8,
    /// The library that says so, where it means "no key of that kid".
    pub(crate) library: Option<String>,
    /// What it means.
    pub(crate) meaning: String,
    /// The rules it points to, the likeliest first.
    pub(crate) rules: Vec<String>,
}

/// What an error speaks of.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum About {
    /// No key of the token's kid.
    Key,
    /// The signature doesn't hold.
    Signature,
    /// One of these two.
    KeyOrSignature,
    /// There are no keys at all.
    NoKeys,
    /// The key is another issuer's or another cloud's.
    KeyIssuer,
    /// The key's certificate.
    Certificate,
    /// The issuer is not accepted.
    Issuer,
    /// The metadata names another issuer than is configured.
    MetadataIssuer,
    /// The audience is not accepted.
    Audience,
    /// A claim is not accepted.
    Claim,
    /// The time is over.
    Expired,
    /// The time has not begun.
    Early,
    /// The algorithm.
    Algorithm,
    /// The header's `typ`.
    Type,
    /// It is no JWT, or a broken one.
    Shape,
    /// It is encrypted.
    Encrypted,
    /// Proof of possession.
    Possession,
    /// Scopes, roles, groups.
    Permission,
    /// The signature held: no error.
    SignatureHeld,
}

#[derive(Default, Deserialize)]
struct Table {
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    error: Vec<Pattern>,
}

fn particular() -> u8 {
    5
}

/// All patterns. The file is part of the program and tests parse it, so a fault here can't reach a
/// user; were there one, nothing would be recognised.
pub(super) static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let text = include_str!("../../../assets/dictionary/errors.toml");
    let Table { groups, error } = toml::from_str(text).unwrap_or_default();
    let fill = |mut pattern: Pattern| {
        pattern.rules = expand(&pattern.rules, &groups);
        for word in pattern.marks.iter_mut().chain(&mut pattern.unless) {
            word.make_ascii_lowercase();
        }
        pattern
    };
    error.into_iter().map(fill).collect()
});

/// The rules with groups written out, each once.
fn expand(rules: &[String], groups: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for rule in rules {
        let group = rule.strip_prefix('@').and_then(|name| groups.get(name));
        for one in group.map_or(std::slice::from_ref(rule), Vec::as_slice) {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
    }
    all
}
