//! What kind of key it is.

use super::*;
use crate::issuer::Family;

#[test]
fn roles_come_from_certificates_and_places() {
    const SSO: &str = "Microsoft Azure Federated SSO Certificate";
    let app = || Some(Purpose::Application("a".to_owned()));
    let own = Some(Purpose::Own);
    let b2c = "https://contoso.b2clogin.com/contoso.onmicrosoft.com/p/discovery/v2.0/keys";
    let subject = |name: &str| format!("CN={name}");
    let rows = [
        (
            "public",
            "accounts.accesscontrol.windows.net",
            vec![("u", own.clone())],
            KeyRole::EntraPublic,
        ),
        (
            "only the app's answer was read",
            "accounts.accesscontrol.windows.net",
            vec![("u", app())],
            KeyRole::EntraPublic,
        ),
        (
            "US Government",
            "login.microsoftonline.us",
            vec![("u", own.clone())],
            KeyRole::EntraUsGov,
        ),
        (
            "China",
            "accounts.accesscontrol.chinacloudapi.cn",
            vec![("u", own.clone())],
            KeyRole::EntraOther(subject("accounts.accesscontrol.chinacloudapi.cn")),
        ),
        (
            "personal",
            "Live ID STS Signing Public Key",
            vec![("u", own.clone())],
            KeyRole::PersonalAccounts,
        ),
        (
            "AD FS",
            "ADFS Signing - fs.contoso.com",
            vec![("u", own.clone())],
            KeyRole::Adfs("fs.contoso.com".to_owned()),
        ),
        ("SAML", SSO, vec![("u", app())], KeyRole::SamlApplication),
        (
            "SAML, API configured with it",
            SSO,
            vec![("https://h/keys?appid=a", Some(Purpose::Configured))],
            KeyRole::SamlApplication,
        ),
        (
            "SAML, from a file",
            SSO,
            vec![("f", None)],
            KeyRole::SamlApplication,
        ),
        (
            "SAML, listed elsewhere too",
            SSO,
            vec![("u", app()), ("v", own.clone())],
            KeyRole::Unknown(Some(subject(SSO))),
        ),
        (
            "custom",
            "Contoso signing",
            vec![("u", app())],
            KeyRole::CustomApplication(subject("Contoso signing")),
        ),
        (
            "custom, listed elsewhere too",
            "Contoso signing",
            vec![("u", app()), ("v", own.clone())],
            KeyRole::Unknown(Some(subject("Contoso signing"))),
        ),
        (
            "custom, from a file",
            "Contoso signing",
            vec![("f", None)],
            KeyRole::Unknown(Some(subject("Contoso signing"))),
        ),
    ];
    for (name, common_name, places, expected) in rows {
        let der = certificate(common_name);
        let sources = places
            .into_iter()
            .map(|(url, purpose)| source(url, purpose, vec![Entry::Certificate(der.clone())]));
        let table = build(sources.collect(), &KeyNames::default(), None);
        assert_eq!(table.keys[0].role, expected, "{name}");
        assert!(!table.keys[0].role.title().is_empty());
    }
    let b2c_shared = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";
    let rows = [
        ("B2C host", "k", b2c, own.clone(), None, KeyRole::B2c),
        (
            "B2C's shared key",
            b2c_shared,
            "f",
            None,
            None,
            KeyRole::B2c,
        ),
        (
            "B2C custom domain",
            "k",
            "https://id.contoso.com/x",
            own.clone(),
            Some(Family::B2c),
            KeyRole::B2c,
        ),
        (
            "other provider",
            "k",
            "https://id.contoso.com/x",
            own,
            Some(Family::Other),
            KeyRole::Unknown(None),
        ),
        (
            "host that only looks so",
            "k",
            "https://b2clogin.com.evil.example/x",
            None,
            None,
            KeyRole::Unknown(None),
        ),
    ];
    for (name, kid, url, purpose, family, expected) in rows {
        let entry = Entry::Jwk(Box::new(rsa(kid, vec![0xff; 256])));
        let sources = vec![source(url, purpose, vec![entry])];
        let table = build(sources, &KeyNames::default(), family);
        assert_eq!(table.keys[0].role, expected, "{name}");
    }
}
