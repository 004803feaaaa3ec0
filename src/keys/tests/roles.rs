//! What kind of key it is.

use super::*;
use crate::issuer::Family;

const PUBLIC: &str = "accounts.accesscontrol.windows.net";
const CHINA: &str = "accounts.accesscontrol.chinacloudapi.cn";
const SSO: &str = "Microsoft Azure Federated SSO Certificate";
const CUSTOM: &str = "Contoso signing";

#[allow(clippy::unnecessary_wraps)] // as sources hold it
fn app() -> Option<Purpose> {
    Some(Purpose::Application("a".to_owned()))
}

#[allow(clippy::unnecessary_wraps)] // as sources hold it
fn own() -> Option<Purpose> {
    Some(Purpose::Own)
}

/// The role of a certificate's key that these places list.
fn role(common_name: &str, places: &[(&str, Option<Purpose>)]) -> KeyRole {
    let der = certificate(common_name);
    let sources = places
        .iter()
        .map(|(url, purpose)| source(url, purpose.clone(), vec![Entry::Certificate(der.clone())]));
    let table = build(sources.collect(), &KeyNames::default(), None);
    table.keys[0].role.clone()
}

#[test]
fn shared_keys_are_told_by_their_certificate() {
    let china = format!("CN={CHINA}");
    let host = "fs.contoso.com".to_owned();
    let personal = "Live ID STS Signing Public Key";
    let rows = [
        ("public", PUBLIC, own(), KeyRole::EntraPublic),
        ("public, app's answer", PUBLIC, app(), KeyRole::EntraPublic),
        ("US", "login.microsoftonline.us", own(), KeyRole::EntraUsGov),
        ("China", CHINA, own(), KeyRole::EntraOther(china)),
        ("personal", personal, own(), KeyRole::PersonalAccounts),
        (
            "AD FS",
            "ADFS Signing - fs.contoso.com",
            own(),
            KeyRole::Adfs(host),
        ),
    ];
    for (name, common_name, purpose, expected) in rows {
        let role = role(common_name, &[("u", purpose)]);
        assert_eq!(role, expected, "{name}");
        assert!(!role.title().is_empty(), "{name}");
    }
}

#[test]
fn keys_of_one_application_are_told_by_their_places_too() {
    let unknown = |name: &str| KeyRole::Unknown(Some(format!("CN={name}")));
    let custom = KeyRole::CustomApplication(format!("CN={CUSTOM}"));
    let configured = ("https://h/keys?appid=a", Some(Purpose::Configured));
    let both = [("u", app()), ("v", own())];
    let rows = [
        ("SAML", role(SSO, &[("u", app())]), KeyRole::SamlApplication),
        (
            "SAML, configured",
            role(SSO, &[configured]),
            KeyRole::SamlApplication,
        ),
        (
            "SAML, file",
            role(SSO, &[("f", None)]),
            KeyRole::SamlApplication,
        ),
        ("SAML, elsewhere too", role(SSO, &both), unknown(SSO)),
        ("custom", role(CUSTOM, &[("u", app())]), custom),
        (
            "custom, elsewhere too",
            role(CUSTOM, &both),
            unknown(CUSTOM),
        ),
        (
            "custom, file",
            role(CUSTOM, &[("f", None)]),
            unknown(CUSTOM),
        ),
    ];
    for (name, role, expected) in rows {
        assert_eq!(role, expected, "{name}");
    }
}

#[test]
fn policy_keys_have_no_certificate() {
    let shared = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";
    let host = "https://contoso.b2clogin.com/contoso.onmicrosoft.com/p/discovery/v2.0/keys";
    let custom = "https://id.contoso.com/x";
    let alike = "https://b2clogin.com.evil.example/x";
    let nothing = KeyRole::Unknown(None);
    let b2c = Some(Family::B2c);
    let rows = [
        ("its host", "k", host, own(), None, KeyRole::B2c),
        ("its shared key", shared, "f", None, None, KeyRole::B2c),
        ("custom domain", "k", custom, own(), b2c, KeyRole::B2c),
        (
            "other provider",
            "k",
            custom,
            own(),
            Some(Family::Other),
            nothing.clone(),
        ),
        ("host that looks so", "k", alike, None, None, nothing),
    ];
    for (name, kid, url, purpose, family, expected) in rows {
        let entry = Entry::Jwk(Box::new(rsa(kid, vec![0xff; 256])));
        let sources = vec![source(url, purpose, vec![entry])];
        let table = build(sources, &KeyNames::default(), family);
        assert_eq!(table.keys[0].role, expected, "{name}");
    }
}
