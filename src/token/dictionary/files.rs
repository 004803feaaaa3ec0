//! The data files under `assets/dictionary`, each parsed once, when first asked for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Application, Certainty, ClaimEntry, Resource};

#[derive(Default, Deserialize)]
pub(super) struct Header {
    pub(super) member: Vec<ClaimEntry>,
    #[serde(default)]
    pub(super) encrypted: Vec<ClaimEntry>,
}

#[derive(Default, Deserialize)]
pub(super) struct Claims {
    pub(super) claim: Vec<ClaimEntry>,
}

#[derive(Default, Deserialize)]
pub(super) struct Resources {
    pub(super) same_in_several_clouds: Vec<String>,
    pub(super) clouds: BTreeMap<String, Vec<String>>,
    pub(super) resource: Vec<Resource>,
}

#[derive(Default, Deserialize)]
pub(super) struct Applications {
    pub(super) application: Vec<Application>,
}

#[derive(Default, Deserialize)]
pub(super) struct Named {
    #[serde(alias = "tenant", alias = "role")]
    pub(super) entry: Vec<NamedId>,
}

#[derive(Deserialize)]
pub(super) struct NamedId {
    pub(super) id: String,
    pub(super) name: String,
}

/// The words for the values of one claim.
#[derive(Deserialize)]
pub(super) struct Values {
    #[serde(default = "super::documented")]
    pub(super) certainty: Certainty,
    pub(super) words: BTreeMap<String, String>,
}

pub(super) static HEADER: LazyLock<Header> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/header.toml")));
pub(super) static CLAIMS: LazyLock<Claims> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/claims.toml")));
pub(super) static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/resources.toml")));
pub(super) static APPLICATIONS: LazyLock<Applications> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/applications.toml")));
pub(super) static TENANTS: LazyLock<Named> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/tenants.toml")));
pub(super) static ROLES: LazyLock<Named> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/roles.toml")));
pub(super) static VALUES: LazyLock<BTreeMap<String, Values>> =
    LazyLock::new(|| parse(include_str!("../../../assets/dictionary/values.toml")));

/// The files are part of the program and a test parses each one, so a fault here can't reach a user;
/// were there one, its names would be missing and nothing else.
fn parse<T: DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_into_its_type() {
        for (name, rows) in [
            ("header", HEADER.member.len()),
            ("claims", CLAIMS.claim.len()),
            ("resources", RESOURCES.resource.len()),
            ("clouds", RESOURCES.clouds.len()),
            ("applications", APPLICATIONS.application.len()),
            ("tenants", TENANTS.entry.len()),
            ("roles", ROLES.entry.len()),
            ("values", VALUES.len()),
        ] {
            assert!(rows > 0, "{name} has no rows: it doesn't parse");
        }
    }
}
