//! Which platform made a token, as far as its own claims tell. Addresses and clouds are no concern here.

use crate::token::Token;
use crate::token::guid::is_guid;

/// The platform that a token looks like it comes from (rules A-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::token) enum Maker {
    /// Entra ID, personal accounts included.
    Entra,
    /// Azure AD B2C.
    B2c,
    /// Entra External ID.
    ExternalId,
    /// AD FS.
    Adfs,
    /// Anyone else.
    Other,
}

/// Hosts of Entra issuers (rules C-2).
const HOSTS: [&str; 17] = [
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoft.com",
    "sts.windows.net",
    "login.microsoftonline.us",
    "login.usgovcloudapi.net",
    "login-us.microsoftonline.com",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
    "sts.chinacloudapi.cn",
    "login.microsoftonline.de",
    "sts.microsoftonline.de",
    "login.sovcloud-identity.fr",
    "login.sovcloud-identity.de",
    "login.sovcloud-identity.sg",
    "login.windows-ppe.net",
    "sts.windows-ppe.net",
];

/// Tells the platform from `iss`, `tfp`, `acr` and `tid`.
pub(in crate::token) fn maker(token: &Token) -> Maker {
    let issuer = token.issuer().unwrap_or_default();
    let (host, path) = host_and_path(issuer);
    let entra_host = HOSTS.contains(&host.as_str());
    if b2c(token, &host, &path) {
        Maker::B2c
    } else if host.ends_with(".ciamlogin.com") || host.ends_with(".ciamlogin.us") {
        Maker::ExternalId
    } else if matches!(path.as_slice(), ["adfs"] | ["adfs", "services", "trust"]) {
        Maker::Adfs
    } else if entra_host && path.iter().any(|part| is_guid(part)) {
        Maker::Entra
    } else {
        Maker::Other
    }
}

fn b2c(token: &Token, host: &str, path: &[&str]) -> bool {
    let own_host = [
        ".b2clogin.com",
        ".b2clogin.cn",
        ".b2clogin.us",
        ".b2clogin.de",
    ]
    .iter()
    .any(|end| host.ends_with(end));
    let policy = ["tfp", "acr"]
        .iter()
        .any(|name| token.claim(name).is_some_and(policy_like));
    // `…/{tenant}/v2.0/` with its last slash: no other platform writes that, nor leaves `tid` out.
    let default_shape = matches!(path, [tenant, "v2.0", ""] if is_guid(tenant))
        && token.claim("tid").is_none()
        && !host.ends_with(".ciamlogin.com")
        && !host.is_empty();
    own_host || policy || path.first() == Some(&"tfp") || default_shape
}

/// Whether a text is the name of a B2C user flow or custom policy.
pub(in crate::token) fn policy_like(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower
        .strip_prefix("b2c_1a_")
        .or_else(|| lower.strip_prefix("b2c_1_"))
        .is_some_and(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        })
}

/// The host in lower case and the parts of the path; a last slash leaves an empty last part.
fn host_and_path(issuer: &str) -> (String, Vec<&str>) {
    let rest = issuer.split_once("://").map_or("", |(_, rest)| rest);
    let mut parts = rest.split('/');
    let host = parts.next().unwrap_or_default().to_ascii_lowercase();
    (host, parts.collect())
}
