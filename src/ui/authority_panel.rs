//! Every address that is asked for the token's keys, as plain data.

use super::status_bar::seconds_until_again;
use super::when;
use crate::app::Model;
use crate::documents::{AddressState, Content, Metadata};
use crate::issuer::{Address, Authority, HostTrust};
use crate::net::ATTEMPTS;

/// How far an address has come, as a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is being asked right now.
    Asking,
    /// It answered.
    Fetched,
    /// A saved file answers for it.
    Saved,
    /// It was asked and gave no keys.
    Failed,
    /// It was not asked.
    NotAsked,
}

/// One address, as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressCard {
    /// Its short name.
    pub label: String,
    /// How far it has come.
    pub progress: Progress,
    /// The same in words: "8 keys, 12:04:31", or why there are none.
    pub words: String,
    /// Why it is asked.
    pub why: String,
    /// The metadata's URL.
    pub metadata: String,
    /// The metadata's issuer, filled for this tenant, and whether it is the token's.
    pub issuer: Option<(String, bool)>,
    /// Where its keys are, or are expected.
    pub keys: String,
    /// The federation metadata's URL.
    pub federation: Option<String>,
    /// The host to allow, where it may only be asked after a click.
    pub allow: Option<String>,
}

/// The addresses in the order in which they are asked.
pub fn cards(model: &Model) -> Vec<AddressCard> {
    let Some(inspection) = &model.inspection else {
        return Vec::new();
    };
    let Some(authority) = &inspection.authority else {
        return Vec::new();
    };
    inspection
        .addresses
        .iter()
        .enumerate()
        .map(|(index, checked)| card(model, authority, index, &checked.address, &checked.state))
        .collect()
}

fn card(
    model: &Model,
    authority: &Authority,
    index: usize,
    address: &Address,
    state: &AddressState,
) -> AddressCard {
    let said = said(model, authority, address);
    let keys = said.as_ref().and_then(|s| s.keys.clone());
    let issuer = said.and_then(|s| s.issuer).map(|issuer| {
        let same = authority.issuer.as_deref() == Some(issuer.as_str());
        (issuer, same)
    });
    let keys = keys.unwrap_or_else(|| address.keys.clone());
    let urls = [
        Some(&address.metadata),
        Some(&keys),
        address.federation.as_ref(),
    ];
    let asking = urls
        .into_iter()
        .flatten()
        .any(|url| model.network.asking.contains(url));
    let progress = if asking {
        Progress::Asking
    } else {
        progress(state)
    };
    AddressCard {
        label: address.label.clone(),
        progress,
        words: words(model, index, progress, state) + &again_words(model, &keys),
        why: address.why.clone(),
        metadata: address.metadata.clone(),
        issuer,
        keys,
        federation: address.federation.clone(),
        allow: host_to_allow(model, address, state),
    }
}

/// What an address's metadata says.
struct Said {
    issuer: Option<String>,
    keys: Option<String>,
}

fn said(model: &Model, authority: &Authority, address: &Address) -> Option<Said> {
    let document = model.documents.latest(&address.metadata)?;
    let Content::Json(value) = &document.content else {
        return None;
    };
    // Metadata that lacks a member still shows the ones that it has.
    let member = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let whole = Metadata::read(&address.metadata, value).ok();
    let filled = whole.map(|m| m.issuer_for(authority.tenant.as_deref()));
    Some(Said {
        issuer: filled.or_else(|| member("issuer")),
        keys: member("jwks_uri"),
    })
}

fn progress(state: &AddressState) -> Progress {
    match state {
        AddressState::Fetched => Progress::Fetched,
        AddressState::Saved => Progress::Saved,
        AddressState::Failed(_) => Progress::Failed,
        AddressState::NotAsked(_) => Progress::NotAsked,
    }
}

fn words(model: &Model, index: usize, progress: Progress, state: &AddressState) -> String {
    match state {
        _ if progress == Progress::Asking => "Asking…".to_owned(),
        AddressState::NotAsked(_) if model.network.consent.offline => {
            "Not asked: offline".to_owned()
        }
        AddressState::Fetched => listed(model, index, "Answered"),
        AddressState::Saved => listed(model, index, "From a saved file"),
        AddressState::Failed(why) | AddressState::NotAsked(why) => without_stop(why),
    }
}

/// "; asked again in 2 s (2 of 3)", where that is so.
fn again_words(model: &Model, keys: &str) -> String {
    let again = model.network.again.as_ref();
    let again = again.filter(|again| again.requests.iter().any(|r| r.url == keys));
    match again.zip(seconds_until_again(model)) {
        Some((again, seconds)) => {
            let attempt = again.attempt;
            format!("; asked again in {seconds} s ({attempt} of {ATTEMPTS})")
        }
        None => String::new(),
    }
}

/// A single sentence as a label has it: without its full stop.
fn without_stop(sentence: &str) -> String {
    let bare = sentence.strip_suffix('.').unwrap_or(sentence);
    let single = !bare.contains(". ");
    if single { bare } else { sentence }.to_owned()
}

/// "Answered 12:04:31, 8 keys".
fn listed(model: &Model, index: usize, how: &str) -> String {
    let sources = model.inspection.iter().flat_map(|i| &i.keys.sources);
    let mine = sources.filter(|s| s.address == Some(index));
    let (mut keys, mut newest) = (0, None);
    for source in mine {
        keys = keys.max(source.listed);
        newest = newest.max(source.fetched);
    }
    let at = newest.map_or_else(String::new, |at| {
        format!(" {}", when::local(at, model.moment.at(), &model.zone))
    });
    let keys = if keys == 1 {
        "1 key".to_owned()
    } else {
        format!("{keys} keys")
    };
    format!("{how}{at}, {keys}")
}

fn host_to_allow(model: &Model, address: &Address, state: &AddressState) -> Option<String> {
    let consent = &model.network.consent;
    let may_be_allowed = address.trust == HostTrust::Other
        && matches!(state, AddressState::NotAsked(_))
        && !consent.offline
        && !consent.all_hosts;
    let url = url::Url::parse(address.place())
        .ok()
        .filter(|_| may_be_allowed)?;
    let host = url.host_str()?.to_lowercase();
    (!consent.hosts.contains(&host)).then_some(host)
}
