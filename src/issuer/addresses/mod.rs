//! The ordered addresses (rules C-5).

mod applications;
mod b2c;
mod configured;
mod entra;
mod external_id;
mod own_host;

use super::hosts::host_trust;
use super::metadata_url::{expected_keys, same_address};
use super::reading::Reading;
use super::{Address, Cloud, Hints, Platform, Purpose};
use crate::token::Token;

const WELL_KNOWN: &str = ".well-known/openid-configuration";
const FEDERATION: &str = "FederationMetadata/2007-06/FederationMetadata.xml";

/// The addresses of a token, and where the configured ones stand among them.
pub(super) struct Listed {
    /// The addresses, in order.
    pub(super) addresses: Vec<Address>,
    /// The one whose keys the API reads.
    pub(super) configured: Option<usize>,
    /// The one whose metadata it reads.
    pub(super) configured_metadata: Option<usize>,
}

/// The addresses of a token, and where the configured ones stand among them.
pub(super) fn list(token: &Token, reading: &Reading, hints: &Hints) -> Listed {
    let mut list = List::default();
    match reading.platform {
        Platform::EntraV2 => entra::version_2(&mut list, token, reading, hints),
        Platform::EntraV1 => entra::version_1(&mut list, token, reading, hints),
        Platform::Personal => entra::personal(&mut list, token, reading, hints),
        Platform::B2c => b2c::addresses(&mut list, reading, hints),
        Platform::ExternalId => external_id::addresses(&mut list, token, reading, hints),
        Platform::Adfs => own_host::adfs(&mut list, reading),
        Platform::Other => own_host::generic(&mut list, token, reading),
    }
    configured::join(list, hints)
}

/// The metadata that an API reads when nothing else is configured: `common` of that cloud.
pub(super) fn default_metadata(reading: &Reading) -> String {
    let host = reading
        .hosts
        .map_or(Cloud::Public.authority_host(), |hosts| hosts.authority);
    format!("https://{host}/common/v2.0/{WELL_KNOWN}")
}

/// Addresses under construction: none of them twice.
#[derive(Debug, Default)]
struct List {
    addresses: Vec<Address>,
}

impl List {
    /// Adds an address, unless its metadata is in the list already.
    fn add(&mut self, label: impl Into<String>, purpose: Purpose, metadata: String, why: String) {
        self.add_with_federation(label, purpose, metadata, None, why);
    }

    fn add_with_federation(
        &mut self,
        label: impl Into<String>,
        purpose: Purpose,
        metadata: String,
        federation: Option<String>,
        why: String,
    ) {
        if self.position(&metadata).is_none() {
            let address = address(label.into(), purpose, metadata, federation, why);
            self.addresses.push(address);
        }
    }

    /// Adds what an API reads by default, as evidence of a wrong configuration: the keys of this
    /// token can't be there.
    fn add_default_of_entra(&mut self, reading: &Reading, title: &str) {
        self.add(
            "common, v2.0",
            Purpose::OtherFamily,
            default_metadata(reading),
            format!(
                "What an API reads when nothing else is configured. The keys of {title} are not \
                 published there."
            ),
        );
    }

    fn position(&self, metadata: &str) -> Option<usize> {
        self.addresses
            .iter()
            .position(|a| same_address(&a.metadata, metadata))
    }
}

fn address(
    label: String,
    purpose: Purpose,
    metadata: String,
    federation: Option<String>,
    why: String,
) -> Address {
    Address {
        label,
        purpose,
        keys: expected_keys(&metadata).unwrap_or_default(),
        trust: host_trust(&metadata),
        federation,
        metadata,
        why,
    }
}
