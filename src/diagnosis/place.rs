//! What a metadata address or an issuer says about the place it stands for (rules C-2, C-3, C-8).

use url::Url;

use super::audience::is_guid;
use crate::issuer::{Cloud, Family, policy_like};

/// What one metadata address, authority or issuer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The family whose keys it serves; `None` where the host tells nothing.
    pub(super) family: Option<Family>,
    /// The cloud, where the host tells it alone.
    pub(super) cloud: Option<Cloud>,
    /// The tenant as it stands there: a GUID, a domain name, `common`.
    pub(super) tenant: Option<String>,
    /// The B2C policy, in lower case.
    pub(super) policy: Option<String>,
    /// The version of Entra's endpoints.
    pub(super) version: Option<u8>,
    /// The application in `?appid=`, in lower case.
    pub(super) app_id: Option<String>,
}

impl Place {
    /// Reads a metadata address or an issuer. An address that can't be read says nothing.
    pub(super) fn of(address: &str) -> Self {
        let Ok(url) = Url::parse(address.trim()) else {
            return Self::default();
        };
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let path: Vec<&str> = url
            .path_segments()
            .into_iter()
            .flatten()
            .filter(|s| !s.is_empty() && !s.eq_ignore_ascii_case("tfp"))
            .take_while(|s| !s.eq_ignore_ascii_case(".well-known"))
            .collect();
        let query = |name: &str| {
            url.query_pairs()
                .find(|(n, _)| n.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.to_ascii_lowercase())
        };
        let policy = path
            .iter()
            .skip(1)
            .find(|s| looks_like_policy(s))
            .map(|s| s.to_ascii_lowercase())
            .or_else(|| query("p"));
        let family = family(&host, &path, policy.as_deref());
        let entra = family == Some(Family::Entra);
        let v2 = path.iter().any(|s| s.eq_ignore_ascii_case("v2.0"));
        let of_tenant = family.is_some_and(|f| f != Family::Adfs);
        let tenant = path
            .first()
            .filter(|s| of_tenant && !s.eq_ignore_ascii_case("v2.0"));
        Self {
            family,
            cloud: cloud(&host),
            tenant: tenant.map(|s| (*s).to_owned()),
            policy,
            version: entra.then_some(if v2 { 2 } else { 1 }),
            app_id: query("appid"),
        }
    }

    /// The tenant, where it is a GUID.
    pub(super) fn tenant_id(&self) -> Option<&str> {
        self.tenant.as_deref().filter(|t| is_guid(t))
    }

    /// Whether it stands for many tenants: `common`, `organizations`.
    pub(super) fn any_tenant(&self) -> bool {
        self.tenant.as_deref().is_some_and(|t| {
            let names = ["common", "organizations", "{tenantid}", "{tenant}"];
            let plain = t
                .replace("%7B", "{")
                .replace("%7D", "}")
                .to_ascii_lowercase();
            names.contains(&plain.as_str())
        })
    }
}

fn looks_like_policy(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    policy_like(segment) || lower.starts_with("b2c_1_") || lower.starts_with("b2c_1a_")
}

fn family(host: &str, path: &[&str], policy: Option<&str>) -> Option<Family> {
    let label_before = |suffix: &str| host.split('.').rev().nth(1) == Some(suffix);
    if label_before("b2clogin") || policy.is_some() {
        Some(Family::B2c)
    } else if label_before("ciamlogin") {
        Some(Family::ExternalId)
    } else if path.first().is_some_and(|s| s.eq_ignore_ascii_case("adfs")) {
        Some(Family::Adfs)
    } else {
        cloud(host).map(|_| Family::Entra)
    }
}

/// The cloud of an Entra or B2C host. `sts.windows.net` serves two clouds and tells none of them
/// (rules C2.3), but it is Entra's: it counts as the public cloud's only for the family.
fn cloud(host: &str) -> Option<Cloud> {
    match host {
        "login.microsoftonline.com"
        | "login.windows.net"
        | "login.microsoft.com"
        | "sts.windows.net" => Some(Cloud::Public),
        "login.microsoftonline.us" | "login.usgovcloudapi.net" => Some(Cloud::UsGov),
        "login.partner.microsoftonline.cn" | "login.chinacloudapi.cn" | "sts.chinacloudapi.cn" => {
            Some(Cloud::China)
        }
        "login.microsoftonline.de" | "sts.microsoftonline.de" => Some(Cloud::Germany),
        "login.sovcloud-identity.fr" => Some(Cloud::Bleu),
        "login.sovcloud-identity.de" => Some(Cloud::Delos),
        "login.sovcloud-identity.sg" => Some(Cloud::GovSg),
        _ if host.ends_with(".login.microsoft.com") => Some(Cloud::Public),
        _ if host.ends_with(".b2clogin.com") || host.ends_with(".ciamlogin.com") => {
            Some(Cloud::Public)
        }
        _ if host.ends_with(".b2clogin.us") || host.ends_with(".ciamlogin.us") => {
            Some(Cloud::UsGov)
        }
        _ if host.ends_with(".b2clogin.cn") => Some(Cloud::China),
        _ if host.ends_with(".b2clogin.de") => Some(Cloud::Germany),
        _ => None,
    }
}

/// Whether an issuer's host is shared by the public and the US Government cloud (rules C2.3).
pub(super) fn host_of_two_clouds(issuer: &str) -> bool {
    issuer
        .trim()
        .to_ascii_lowercase()
        .starts_with("https://sts.windows.net/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const T: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";

    #[test]
    fn addresses_and_issuers_say_what_they_stand_for() {
        let app = "06051593-1954-4e1f-a75f-7e5de243aeff";
        let m = "v2.0/.well-known/openid-configuration";
        let rows = [
            (
                format!("https://login.microsoftonline.com/common/{m}"),
                Family::Entra,
                Some("common"),
                Some(2),
            ),
            (
                format!("https://login.microsoftonline.us/{T}/{m}?appid={app}"),
                Family::Entra,
                Some(T),
                Some(2),
            ),
            (
                format!("https://sts.windows.net/{T}/"),
                Family::Entra,
                Some(T),
                Some(1),
            ),
            (
                format!("https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi/{m}"),
                Family::B2c,
                Some("contoso.onmicrosoft.com"),
                None,
            ),
            (
                format!("https://login.contoso.com/tfp/{T}/b2c_1a_signin/v2.0/"),
                Family::B2c,
                Some(T),
                None,
            ),
            (
                format!("https://{T}.ciamlogin.com/{T}/v2.0"),
                Family::ExternalId,
                Some(T),
                None,
            ),
            (
                "https://fs.contoso.com/adfs/.well-known/openid-configuration".to_owned(),
                Family::Adfs,
                None,
                None,
            ),
        ];
        for (address, family, tenant, version) in rows {
            let place = Place::of(&address);
            assert_eq!(place.family, Some(family), "{address}");
            assert_eq!(place.tenant.as_deref(), tenant, "{address}");
            assert_eq!(place.version, version, "{address}");
        }
    }

    #[test]
    fn policy_application_and_template_are_read() {
        let b2c = Place::of(
            "https://c.b2clogin.com/c/v2.0/.well-known/openid-configuration?p=B2C_1_Susi",
        );
        assert_eq!(b2c.policy.as_deref(), Some("b2c_1_susi"));
        let app = Place::of(&format!(
            "https://login.microsoftonline.com/{T}/v2.0/x?AppId=ABC"
        ));
        assert_eq!(app.app_id.as_deref(), Some("abc"));
        assert!(Place::of("https://login.microsoftonline.com/{tenantid}/v2.0").any_tenant());
        assert_eq!(Place::of("no address"), Place::default());
        assert_eq!(
            Place::of("https://idp.example/.well-known/openid-configuration").family,
            None
        );
    }
}
