//! What kind of key it is, told from its certificate and issuer (rules D1.6).

use url::Url;

use super::{Key, Source};
use crate::issuer::{Family, Purpose};

/// The kid of the key that B2C publishes for every tenant since 2017 (rules D-1).
const B2C_SHARED_KID: &str = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";

/// Whose key it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// Entra's shared keys, public cloud (`accounts.accesscontrol.windows.net`).
    EntraPublic,
    /// Entra's keys for US Government (`login.microsoftonline.us`).
    EntraUsGov,
    /// Entra's keys of another cloud, with the certificate's subject.
    EntraOther(String),
    /// Personal Microsoft accounts (`Live ID STS Signing Public Key`).
    PersonalAccounts,
    /// An application's own SAML certificate (`Microsoft Azure Federated SSO Certificate`).
    SamlApplication,
    /// A certificate that a customer chose, listed only for one application.
    CustomApplication(String),
    /// AD FS (`ADFS Signing - host`).
    Adfs(String),
    /// A B2C policy key: no certificate, its kid is its own thumbprint or a container's name.
    B2c,
    /// Nothing tells; with the certificate's subject, where there is one.
    Unknown(Option<String>),
}

impl KeyRole {
    /// In words: "Microsoft Entra ID, public cloud", "this application's own SAML certificate".
    pub fn title(&self) -> String {
        match self {
            Self::EntraPublic => "Microsoft Entra ID, public cloud".to_owned(),
            Self::EntraUsGov => "Microsoft Entra ID, US Government".to_owned(),
            Self::EntraOther(subject) => format!("Microsoft Entra ID, another cloud ({subject})"),
            Self::PersonalAccounts => "personal Microsoft accounts".to_owned(),
            Self::SamlApplication => "this application's own SAML certificate".to_owned(),
            Self::CustomApplication(subject) => {
                format!("this application's own certificate ({subject})")
            }
            Self::Adfs(host) if host.is_empty() => "AD FS".to_owned(),
            Self::Adfs(host) => format!("AD FS on {host}"),
            Self::B2c => "Azure AD B2C policy key".to_owned(),
            Self::Unknown(Some(subject)) => format!("unknown owner ({subject})"),
            Self::Unknown(None) => "unknown owner".to_owned(),
        }
    }

    /// Tells the role of a key that is listed by these sources. `family` is the token's.
    pub(super) fn of(key: &Key, sources: &[&Source], family: Option<Family>) -> Self {
        let Some(certificate) = &key.certificate else {
            return if is_b2c(key, sources, family) {
                Self::B2c
            } else {
                Self::Unknown(None)
            };
        };
        let subject = certificate.subject.clone();
        match certificate.common_name.as_deref().unwrap_or_default() {
            "accounts.accesscontrol.windows.net" => Self::EntraPublic,
            "login.microsoftonline.us" => Self::EntraUsGov,
            "Live ID STS Signing Public Key" => Self::PersonalAccounts,
            "Microsoft Azure Federated SSO Certificate" => {
                if listed_elsewhere(sources) {
                    Self::Unknown(Some(subject))
                } else {
                    Self::SamlApplication
                }
            }
            name if is_entra(name) => Self::EntraOther(subject),
            name if name.starts_with("ADFS Signing") => Self::Adfs(
                name.trim_start_matches("ADFS Signing")
                    .trim_matches([' ', '-', '\u{2013}'])
                    .to_owned(),
            ),
            _ if sources.iter().any(|s| for_application(s)) && !listed_elsewhere(sources) => {
                Self::CustomApplication(subject)
            }
            _ => Self::Unknown(Some(subject)),
        }
    }
}

/// The sign-in hosts of the other clouds, as their certificates name them.
fn is_entra(name: &str) -> bool {
    name.starts_with("accounts.accesscontrol.")
        || name.starts_with("login.microsoftonline.")
        || name.starts_with("login.partner.microsoftonline.")
        || name.starts_with("login.sovcloud-identity.")
}

/// Whether a source lists the keys of one application alone: the API may itself be configured
/// with such an address.
fn for_application(source: &Source) -> bool {
    matches!(source.purpose, Some(Purpose::Application(_)))
        || Url::parse(&source.url).is_ok_and(|url| {
            url.query_pairs()
                .any(|(name, _)| name.eq_ignore_ascii_case("appid"))
        })
}

/// Whether an address that is not one application's lists it too. Loose files don't tell where
/// they are from.
fn listed_elsewhere(sources: &[&Source]) -> bool {
    sources
        .iter()
        .any(|s| s.purpose.is_some() && !for_application(s))
}

fn is_b2c(key: &Key, sources: &[&Source], family: Option<Family>) -> bool {
    let b2c_host = |source: &&Source| {
        Url::parse(&source.url).is_ok_and(|url| {
            let mut labels = url.host_str().unwrap_or_default().rsplit('.').skip(1);
            labels.next() == Some("b2clogin")
        })
    };
    // A custom domain has a name of its own, but the token told that its policy lives there.
    let own = |source: &&Source| {
        family == Some(Family::B2c)
            && matches!(source.purpose, Some(Purpose::Own | Purpose::Configured))
    };
    key.kid.as_deref() == Some(B2C_SHARED_KID) || sources.iter().any(|s| b2c_host(s) || own(s))
}
