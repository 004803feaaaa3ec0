//! Key sets that an API is configured with, and what the address of its metadata tells.

use serde_json::json;
use tokenscope::issuer::{Hints, HostTrust, Purpose, issuer_by_address, resolve};

use super::{T, token};

/// Name, key set, metadata; the purpose of the address whose keys are read, whether it was among the
/// addresses already, whether its host may be asked, and where the metadata stands.
type Row<'a> = (
    &'a str,
    &'a str,
    Option<&'a str>,
    Purpose,
    bool,
    HostTrust,
    Option<usize>,
);

#[test]
fn a_configured_key_set_joins_without_metadata() {
    let v2 = format!("https://login.microsoftonline.com/{T}/v2.0");
    let own = format!("https://login.microsoftonline.com/{T}/discovery/v2.0/keys");
    let gov = format!("https://login.microsoftonline.us/{T}/discovery/v2.0/keys");
    let common = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
    #[rustfmt::skip]
    let rows: Vec<Row<'_>> = vec![
        ("the tenant's own", &own, None, Purpose::Own, true, HostTrust::Microsoft, None),
        ("white space around it", "  https://login.microsoftonline.com/common/discovery/v2.0/keys ", None, Purpose::Common, true, HostTrust::Microsoft, None),
        ("another cloud's", &gov, None, Purpose::Configured, false, HostTrust::Microsoft, None),
        ("another host's", "https://idp.example/jwks", None, Purpose::Configured, false, HostTrust::Other, None),
        ("over http", "http://idp.example/jwks", None, Purpose::Configured, false, HostTrust::Refused, None),
        ("no URL", "jwks.json", None, Purpose::Configured, false, HostTrust::Refused, None),
        ("beside metadata that is known", "https://idp.example/jwks", Some(common), Purpose::Configured, false, HostTrust::Other, Some(2)),
        ("beside metadata that is new", "https://idp.example/jwks", Some("https://idp.example/.well-known/openid-configuration"), Purpose::Configured, false, HostTrust::Other, Some(1)),
        ("known, beside metadata that is new", &own, Some("https://idp.example/.well-known/openid-configuration"), Purpose::Own, true, HostTrust::Microsoft, Some(0)),
    ];
    for (name, keys, metadata, purpose, known, trust, beside) in rows {
        let hints = Hints {
            keys: Some(keys.to_owned()),
            metadata: metadata.map(str::to_owned),
            ..Hints::default()
        };
        let authority = resolve(&token(&json!({"iss": v2, "tid": T})), &hints);
        let address = &authority.addresses[authority.configured.unwrap()];
        assert_eq!(address.purpose, purpose, "{name}");
        assert_eq!(address.keys, keys.trim(), "{name}");
        assert_eq!(address.metadata.is_empty(), !known, "{name}");
        let place = if known {
            &address.metadata
        } else {
            &address.keys
        };
        assert_eq!(address.place(), place, "{name}");
        assert_eq!(address.trust, trust, "{name}");
        assert_eq!(authority.configured_metadata, beside, "{name}");
    }
}

#[test]
fn an_address_tells_the_issuer_that_its_metadata_names() {
    let host = "https://login.microsoftonline.com";
    let document = ".well-known/openid-configuration";
    #[rustfmt::skip]
    let rows: Vec<(&str, String, Option<String>)> = vec![
        ("version 2", format!("{host}/{T}/v2.0/{document}"), Some(format!("{host}/{T}/v2.0"))),
        ("version 1", format!("{host}/{T}/{document}"), Some(format!("https://sts.windows.net/{T}/"))),
        ("common", format!("{host}/common/v2.0/{document}"), Some(format!("{host}/tid/v2.0"))),
        ("a domain", format!("{host}/contoso.onmicrosoft.com/v2.0/{document}"), None),
        ("China", format!("https://login.partner.microsoftonline.cn/{T}/{document}"), Some(format!("https://sts.chinacloudapi.cn/{T}/"))),
        ("External ID", format!("https://contoso.ciamlogin.com/{T}/v2.0/{document}"), Some(format!("https://{T}.ciamlogin.com/{T}/v2.0"))),
        ("B2C: a setting decides", format!("https://contoso.b2clogin.com/{T}/b2c_1_a/v2.0/{document}"), None),
        ("AD FS names two", format!("https://fs.contoso.com/adfs/{document}"), None),
        ("another provider", format!("https://idp.example/realm/{document}"), Some("https://idp.example/realm".to_owned())),
        ("no metadata address", "https://idp.example/keys".to_owned(), None),
    ];
    for (name, address, expected) in rows {
        assert_eq!(issuer_by_address(&address, Some("tid")), expected, "{name}");
    }
}
