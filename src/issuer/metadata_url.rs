//! What an address says: a configured metadata or authority address, or an issuer (rules C-8), and
//! the addresses that follow from it (rules C-7).

use super::hosts::HostKind;
use super::place::{Place, is_guid, is_plain_segment};
use super::shape::{after_te, is_alias, is_v2_word, policy_like};
use super::{Cloud, Family};

/// What an address says about where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataFacts {
    /// The set of signing keys that it leads to. [`Family::Other`] also where the text is no URL,
    /// and for custom domains that don't name a policy.
    pub family: Family,
    /// The cloud of its host; `None` for hosts that aren't Microsoft's.
    pub cloud: Option<Cloud>,
    /// The tenant as it stands there: a GUID, a domain, or `common`, `organizations`, `consumers`.
    pub tenant: Option<String>,
    /// The B2C policy, in lower case.
    pub policy: Option<String>,
    /// The version of Entra ID's tokens that it is about: 1 or 2. `None` where it doesn't tell.
    pub version: Option<u8>,
    /// The application of `?appid=`, or the one after an issuer (rules C3.16).
    pub app_id: Option<String>,
}

impl MetadataFacts {
    const NOTHING: Self = Self {
        family: Family::Other,
        cloud: None,
        tenant: None,
        policy: None,
        version: None,
        app_id: None,
    };

    /// The tenant, where it is a GUID.
    pub fn tenant_id(&self) -> Option<&str> {
        self.tenant.as_deref().filter(|tenant| is_guid(tenant))
    }

    /// Whether it leads to many tenants at once: `common`, `organizations`, or a template.
    pub fn is_multi_tenant(&self) -> bool {
        self.tenant.as_deref().is_some_and(|t| {
            !t.eq_ignore_ascii_case("consumers") && (is_alias(t) || t.contains('{'))
        })
    }
}

/// What a configured metadata address, authority, key-set address or federation metadata address
/// says. Total on any text.
pub fn metadata_facts(url: &str) -> MetadataFacts {
    Place::parse(url.trim()).map_or(MetadataFacts::NOTHING, |place| facts_of(&place))
}

/// The same for an issuer. The issuer host of version 1 tokens doesn't tell the public from the US
/// Government cloud (rules C2.3), so `cloud` is `None` for it.
pub fn issuer_facts(issuer: &str) -> MetadataFacts {
    let Ok(place) = Place::parse(issuer) else {
        return MetadataFacts::NOTHING;
    };
    let mut facts = facts_of(&place);
    if matches!(place.kind(), HostKind::V1Issuer(hosts) if hosts.cloud == Some(Cloud::Public)) {
        facts.cloud = None;
    }
    facts
}

fn facts_of(place: &Place) -> MetadataFacts {
    let kind = place.kind();
    let (base, told) = base_path(&place.segments);
    let (path, version) = split_version(after_te(base));
    let policy_parameter = place.parameter("p");
    let (tenant, policy, app_in_path) = tenant_and_policy(path, kind);
    let policy = policy.or(policy_parameter.as_deref());
    let family = match kind {
        HostKind::B2c(_) => Family::B2c,
        HostKind::Ciam(_) => Family::ExternalId,
        _ if path.first().is_some_and(|s| s.eq_ignore_ascii_case("adfs")) => Family::Adfs,
        _ if policy.is_some() => Family::B2c,
        HostKind::Unknown => Family::Other,
        _ => Family::Entra,
    };
    if matches!(family, Family::Adfs) {
        return MetadataFacts {
            family,
            ..MetadataFacts::NOTHING
        };
    }
    let v1 = matches!(family, Family::Entra) && !path.is_empty();
    MetadataFacts {
        family,
        cloud: kind.hosts().and_then(|hosts| hosts.cloud),
        tenant: tenant.map(str::to_owned),
        policy: policy.map(str::to_ascii_lowercase),
        version: version.or(told).or(v1.then_some(1)),
        app_id: place
            .parameter("appid")
            .or_else(|| app_in_path.map(str::to_owned)),
    }
}

/// The path before what names a kind of document, and the version that this kind tells.
fn base_path(segments: &[String]) -> (&[String], Option<u8>) {
    let lower: Vec<String> = segments.iter().map(|s| s.to_ascii_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let (drop, version) = match words.as_slice() {
        [.., "discovery", "v2.0", "keys"] | [.., "oauth2", "v2.0", _] => (3, Some(2)),
        [
            ..,
            "federationmetadata",
            "2007-06",
            "federationmetadata.xml",
        ] => (3, Some(1)),
        [.., ".well-known", "openid-configuration"] | [.., "services", "trust"] => (2, None),
        [.., "discovery", "keys"] | [.., "oauth2", _] => (2, Some(1)),
        _ => (0, None),
    };
    let kept = segments.len().saturating_sub(drop);
    (segments.get(..kept).unwrap_or_default(), version)
}

/// The path without its segment `v2.0`, and the application after it where one stands there.
fn split_version(path: &[String]) -> (&[String], Option<u8>) {
    match path {
        [rest @ .., v2] if is_v2_word(v2) => (rest, Some(2)),
        [_, v2, app] if is_v2_word(v2) && is_guid(app) => (path, Some(2)),
        _ => (path, None),
    }
}

/// Tenant, policy and application of a path without document and version.
fn tenant_and_policy(
    path: &[String],
    kind: HostKind,
) -> (Option<&str>, Option<&str>, Option<&str>) {
    match path {
        [tfp, tenant, policy, ..] if tfp.eq_ignore_ascii_case("tfp") => {
            (Some(tenant), Some(policy), None)
        }
        [tenant, policy] if policy_like(policy) || matches!(kind, HostKind::B2c(_)) => {
            (Some(tenant), Some(policy), None)
        }
        [tenant, .., app] if is_guid(tenant) && is_guid(app) => (Some(tenant), None, Some(app)),
        [tenant, ..] => (Some(tenant), None, None),
        [] => (None, None, None),
    }
}

/// The metadata address that a configured text leads to: a metadata address stays as it is; an
/// authority or an issuer gets `/.well-known/openid-configuration`; federation metadata and key
/// sets lead to the metadata beside them; a tenant's GUID or domain alone means the public cloud's
/// version 2 metadata (rules C-8). `None` where the text leads nowhere.
pub fn metadata_address(text: &str) -> Option<String> {
    let text = text.trim();
    let Ok(mut place) = Place::parse(text) else {
        let tenant = is_guid(text) || text.contains('.') || is_alias(text);
        return (tenant && is_plain_segment(text)).then(|| {
            let host = Cloud::Public.authority_host();
            format!("https://{host}/{text}/v2.0/.well-known/openid-configuration")
        });
    };
    let written = place.segments.join("/").to_ascii_lowercase();
    if written.contains(".well-known") || written.contains(".json") {
        return Some(text.to_owned());
    }
    let (base, told) = base_path(&place.segments);
    let mut path = base.to_vec();
    if path.is_empty()
        && let HostKind::Ciam(_) = place.kind()
        && let Some((name, _)) = place.host.split_once('.')
    {
        // An External ID authority may stop after the host.
        path = vec![format!("{name}.onmicrosoft.com"), "v2.0".to_owned()];
    }
    if matches!(path.as_slice(), [adfs] if adfs.eq_ignore_ascii_case("adfs")) {
        // AD FS writes some of its issuers with http; its metadata is under https.
        place.https = true;
    }
    if told == Some(2) {
        path.push("v2.0".to_owned());
    }
    path.push(".well-known/openid-configuration".to_owned());
    Some(compose(&place, &path.join("/")))
}

/// Where the keys are expected when the metadata can't be fetched (rules C-7, last paragraph).
/// `None` where nothing is known about the provider.
pub fn expected_keys(metadata: &str) -> Option<String> {
    let place = Place::parse(metadata).ok()?;
    let [path @ .., well_known, document] = place.segments.as_slice() else {
        return None;
    };
    if well_known != ".well-known" || document != "openid-configuration" {
        return None;
    }
    let facts = facts_of(&place);
    let keys = match path {
        [adfs] if adfs.eq_ignore_ascii_case("adfs") => "adfs/discovery/keys".to_owned(),
        [rest @ .., v2] if is_v2_word(v2) && !rest.is_empty() => {
            // A tenant on a custom domain is told by its GUID or its policy.
            let ours = facts.family != Family::Other || rest.first().is_some_and(|t| is_guid(t));
            ours.then(|| format!("{}/discovery/v2.0/keys", rest.join("/")))?
        }
        [tenant] if facts.family == Family::Entra && facts.app_id.is_some() => {
            format!("{tenant}/discovery/keys")
        }
        [_] if facts.family == Family::Entra => "common/discovery/keys".to_owned(),
        _ => return None,
    };
    Some(compose(&place, &keys))
}

/// A URL on the host of `place`, with its query.
fn compose(place: &Place, path: &str) -> String {
    let scheme = if place.https { "https" } else { "http" };
    let query = place
        .query
        .as_deref()
        .map_or_else(String::new, |query| format!("?{query}"));
    format!("{scheme}://{}/{path}{query}", place.authority())
}

/// Whether two addresses ask for the same document, however they are written.
pub(super) fn same_address(a: &str, b: &str) -> bool {
    fn plain(text: &str) -> Option<(bool, String, String, Option<String>)> {
        let place = Place::parse(text).ok()?;
        let mut path = place.segments.join("/");
        let mut query = place.query.clone();
        // Microsoft's hosts don't tell upper from lower case.
        if !matches!(place.kind(), HostKind::Unknown) {
            path = path.to_ascii_lowercase();
            query = query.map(|q| q.to_ascii_lowercase());
        }
        Some((place.https, place.authority(), path, query))
    }
    a == b || plain(a).is_some_and(|a| plain(b) == Some(a))
}
