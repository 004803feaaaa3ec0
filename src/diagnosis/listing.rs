//! Whether the token's key is published for everybody or for one application alone (rules C4.6,
//! F-56, F-57).

use super::Facts;
use crate::issuer::{Address, Cloud, Family, Purpose, metadata_facts};
use crate::keys::{Key, KeyRole, Source};

/// Where the token's key is published.
pub(super) enum Listing<'a> {
    /// Nothing to ask: no signature, no key, or a platform without keys of applications.
    NotApplicable,
    /// It can't be told, and why.
    NotChecked(String),
    /// At a place that every verifier may read.
    Shared(&'a Source),
    /// Under `?appid=` alone.
    Application(ApplicationKey<'a>),
}

/// A key that is published for one application alone.
pub(super) struct ApplicationKey<'a> {
    /// The key.
    pub(super) key: &'a Key,
    /// The address that lists it.
    pub(super) address: &'a Address,
    /// The application.
    pub(super) app_id: String,
    /// Whether the metadata address that the API is configured with serves this key.
    pub(super) configured: bool,
}

/// Tells where the token's key is published.
pub(super) fn listing<'a>(facts: &Facts<'a>) -> Listing<'a> {
    let of_entra = matches!(facts.family(), Some(Family::Entra | Family::ExternalId));
    if facts.signed().is_none() || !of_entra {
        return Listing::NotApplicable;
    }
    let Some(key) = facts.signing_key() else {
        return without_key(facts);
    };
    if let Some(source) = facts.keys.sources_of(key).find(|s| shared(facts, s)) {
        return Listing::Shared(source);
    }
    let Some(key) = application_key(facts, key) else {
        return Listing::NotApplicable;
    };
    let own_or_common = |p: &Purpose| matches!(p, Purpose::Own | Purpose::Common);
    if facts.read(own_or_common).next().is_none() {
        let why = "The keys that the tenant publishes for all applications were not read, so it \
                   can't be told whether this key is among them.";
        return Listing::NotChecked(why.to_owned());
    }
    // The shared key lists answer differently within minutes (rules D1.9): a shared key that is
    // missing there is no application's key.
    let shared_role = matches!(
        key.key.role,
        KeyRole::EntraPublic
            | KeyRole::EntraUsGov
            | KeyRole::EntraOther(_)
            | KeyRole::PersonalAccounts
    );
    if shared_role {
        return Listing::NotApplicable;
    }
    Listing::Application(key)
}

fn without_key<'a>(facts: &Facts<'a>) -> Listing<'a> {
    let unasked = facts.authority.is_some_and(|a| {
        a.addresses
            .iter()
            .any(|a| matches!(a.purpose, Purpose::Application(_)))
    }) && facts
        .read(|p| matches!(p, Purpose::Application(_)))
        .next()
        .is_none();
    if unasked {
        let why = "The keys of the application itself (?appid=) were not read.";
        return Listing::NotChecked(why.to_owned());
    }
    Listing::NotApplicable
}

/// Whether a place is read by verifiers that know nothing of the application.
fn shared(facts: &Facts<'_>, source: &Source) -> bool {
    match &source.purpose {
        None | Some(Purpose::Application(_)) => false,
        Some(Purpose::Configured) => address_of(facts, source)
            .is_none_or(|address| metadata_facts(address.place()).app_id.is_none()),
        Some(_) => true,
    }
}

fn application_key<'a>(facts: &Facts<'a>, key: &'a Key) -> Option<ApplicationKey<'a>> {
    let address = facts
        .keys
        .sources_of(key)
        .find_map(|s| address_of(facts, s))?;
    let place = metadata_facts(address.place());
    let app_id = match &address.purpose {
        Purpose::Application(id) => id.clone(),
        _ => place.app_id?,
    };
    let reads_it = facts
        .configured_address()
        .is_some_and(|(index, _)| facts.keys.sources_of(key).any(|s| s.address == Some(index)));
    let names_it = facts
        .api_place()
        .and_then(|place| metadata_facts(place).app_id)
        .is_some_and(|id| id.eq_ignore_ascii_case(&app_id));
    Some(ApplicationKey {
        key,
        address,
        app_id,
        configured: reads_it || names_it,
    })
}

fn address_of<'a>(facts: &Facts<'a>, source: &Source) -> Option<&'a Address> {
    facts.authority?.addresses.get(source.address?)
}

/// The host of Microsoft Graph in a cloud, for the requests that a remedy names.
pub(super) fn graph_host(cloud: Option<Cloud>) -> &'static str {
    match cloud {
        Some(Cloud::UsGov) => "graph.microsoft.us",
        Some(Cloud::China) => "microsoftgraph.chinacloudapi.cn",
        _ => "graph.microsoft.com",
    }
}
