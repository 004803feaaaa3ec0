//! Which hosts are Microsoft's, and which belong together.

use super::cloud::{CLOUDS, CloudHosts};
use super::place::{Place, PlaceFault};

/// Whether an address may be asked without a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostTrust {
    /// One of Microsoft's known sign-in hosts, over HTTPS on the default port.
    Microsoft,
    /// Any other host: only after the user says so.
    Other,
    /// Never asked: not HTTPS, credentials in the address, not a URL.
    Refused,
}

/// What a host is in the table of clouds.
#[derive(Debug, Clone, Copy)]
pub(super) enum HostKind {
    /// The host that a cloud's version 2 issuers carry.
    Authority(&'static CloudHosts),
    /// Another host that answers for the same cloud.
    Alias(&'static CloudHosts),
    /// The host that a cloud's version 1 issuers carry.
    V1Issuer(&'static CloudHosts),
    /// `{name}.b2clogin.…`.
    B2c(&'static CloudHosts),
    /// `{tenant}.ciamlogin.…`.
    Ciam(&'static CloudHosts),
    /// Not Microsoft's, as far as is known.
    Unknown,
}

impl HostKind {
    /// Looks a host up.
    pub(super) fn of(host: &str) -> Self {
        let host = host.to_ascii_lowercase();
        for cloud in CLOUDS {
            if host == cloud.authority {
                return Self::Authority(cloud);
            }
            if cloud.v1_issuer == Some(host.as_str()) {
                return Self::V1Issuer(cloud);
            }
            if cloud.aliases.iter().any(|alias| is_alias_of(&host, alias)) {
                return Self::Alias(cloud);
            }
            if cloud.b2c.is_some_and(|suffix| below(&host, suffix)) {
                return Self::B2c(cloud);
            }
            if cloud.ciam.is_some_and(|suffix| below(&host, suffix)) {
                return Self::Ciam(cloud);
            }
        }
        Self::Unknown
    }

    /// The line of the table.
    pub(super) fn hosts(self) -> Option<&'static CloudHosts> {
        match self {
            Self::Authority(hosts)
            | Self::Alias(hosts)
            | Self::V1Issuer(hosts)
            | Self::B2c(hosts)
            | Self::Ciam(hosts) => Some(hosts),
            Self::Unknown => None,
        }
    }

    /// Whether it is a sign-in host of Entra ID itself.
    pub(super) fn is_entra(self) -> bool {
        matches!(
            self,
            Self::Authority(_) | Self::Alias(_) | Self::V1Issuer(_)
        )
    }
}

/// Whether `host` is that alias, or a region of the alias that has regions (rules C2.1).
fn is_alias_of(host: &str, alias: &str) -> bool {
    host == alias || alias == "login.microsoft.com" && below(host, alias)
}

/// Whether `host` is a proper subdomain of `suffix`: whole labels of letters, digits and hyphens.
fn below(host: &str, suffix: &str) -> bool {
    host.strip_suffix(suffix)
        .and_then(|rest| rest.strip_suffix('.'))
        .is_some_and(|labels| labels.split('.').all(is_label))
}

fn is_label(label: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !label.is_empty()
        && label.chars().all(inner)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Tells whose host a URL names (rules C-2, and the suffixes `b2clogin.*` and `ciamlogin.*`).
pub fn host_trust(url: &str) -> HostTrust {
    match Place::parse(url) {
        Ok(place) if !place.https => HostTrust::Refused,
        Ok(place) if place.port.is_some() => HostTrust::Other,
        Ok(place) if matches!(place.kind(), HostKind::Unknown) => HostTrust::Other,
        Ok(_) => HostTrust::Microsoft,
        Err(_) => HostTrust::Refused,
    }
}

/// The host of a URL in lower case; `None` where the text is no URL that could be asked.
pub fn host_of(url: &str) -> Option<String> {
    Place::parse(url).ok().map(|place| place.host)
}

/// Why an address is [`Refused`](HostTrust::Refused), as a sentence; `None` where it isn't.
pub fn refusal(url: &str) -> Option<String> {
    let sentence = match Place::parse(url) {
        Ok(place) if place.https => return None,
        Ok(_) => "The address does not begin with https://.".to_owned(),
        Err(PlaceFault::NotUrl) => "The address is not a URL.".to_owned(),
        Err(PlaceFault::Scheme(scheme)) => {
            format!("The address begins with {scheme}: and not with https://.")
        }
        Err(PlaceFault::Credentials { host }) => {
            format!("The address has a user name before its host, which is {host}.")
        }
        Err(PlaceFault::Characters) => {
            "The address has characters that a URL must not have.".to_owned()
        }
    };
    Some(sentence)
}

/// Whether two URLs are of one host family, so that the metadata of the first may name the second
/// as its `jwks_uri` (rules C-5, last paragraph, and C6.8).
///
/// That is: the same host and port; or both sign-in hosts of Entra ID, in whatever cloud, because a
/// host answers for tenants of another cloud with that cloud's addresses; or both External ID hosts
/// of one cloud, because a tenant's name and its GUID are two hosts there. Both over HTTPS.
pub fn same_host_family(metadata: &str, keys: &str) -> bool {
    let (Ok(metadata), Ok(keys)) = (Place::parse(metadata), Place::parse(keys)) else {
        return false;
    };
    if !metadata.https || !keys.https {
        return false;
    }
    if metadata.host == keys.host && metadata.port == keys.port {
        return true;
    }
    if metadata.port.is_some() || keys.port.is_some() {
        return false;
    }
    match (metadata.kind(), keys.kind()) {
        (HostKind::Ciam(a), HostKind::Ciam(b)) => a.cloud == b.cloud,
        // The test environment and the real clouds stay apart.
        (a, b) if a.is_entra() && b.is_entra() => {
            let real = |kind: HostKind| kind.hosts().is_some_and(|h| h.cloud.is_some());
            real(a) == real(b)
        }
        _ => false,
    }
}
