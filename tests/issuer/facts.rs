//! What a configured address says (rules C-8).

use tokenscope::issuer::{
    Cloud, Family, MetadataFacts, issuer_facts, metadata_address, metadata_facts,
};

use super::fill;

fn facts(
    family: Family,
    cloud: Option<Cloud>,
    tenant: Option<&str>,
    policy: Option<&str>,
    version: Option<u8>,
    app_id: Option<&str>,
) -> MetadataFacts {
    MetadataFacts {
        family,
        cloud,
        tenant: tenant.map(fill),
        policy: policy.map(str::to_owned),
        version,
        app_id: app_id.map(fill),
    }
}

#[test]
fn addresses_say_where_they_lead() {
    use Family::{Adfs, B2c, Entra, ExternalId, Other};
    let public = Some(Cloud::Public);
    #[rustfmt::skip]
    let rows = [
        ("v2 metadata", "https://login.microsoftonline.com/{T}/v2.0/.well-known/openid-configuration", facts(Entra, public, Some("{T}"), None, Some(2), None)),
        ("v1 metadata", "https://login.microsoftonline.com/{T}/.well-known/openid-configuration", facts(Entra, public, Some("{T}"), None, Some(1), None)),
        ("common", "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration", facts(Entra, public, Some("common"), None, Some(2), None)),
        ("?appId=", "https://login.microsoftonline.us/{T}/v2.0/.well-known/openid-configuration?appId={A}", facts(Entra, Some(Cloud::UsGov), Some("{T}"), None, Some(2), Some("{A}"))),
        ("authority", " https://login.microsoftonline.com/contoso.com/v2.0/ ", facts(Entra, public, Some("contoso.com"), None, Some(2), None)),
        ("authority, v1", "https://login.microsoftonline.com/{T}", facts(Entra, public, Some("{T}"), None, Some(1), None)),
        ("instance alone", "https://login.microsoftonline.com/", facts(Entra, public, None, None, None, None)),
        ("v2 keys", "https://login.microsoftonline.com/{T}/discovery/v2.0/keys", facts(Entra, public, Some("{T}"), None, Some(2), None)),
        ("v1 keys", "https://login.microsoftonline.com/common/discovery/keys", facts(Entra, public, Some("common"), None, Some(1), None)),
        ("federation metadata", "https://login.microsoftonline.com/{T}/FederationMetadata/2007-06/FederationMetadata.xml?appid={A}", facts(Entra, public, Some("{T}"), None, Some(1), Some("{A}"))),
        ("token endpoint", "https://login.microsoftonline.com/{T}/oauth2/v2.0/token", facts(Entra, public, Some("{T}"), None, Some(2), None)),
        ("B2C", "https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration", facts(B2c, public, Some("contoso.onmicrosoft.com"), Some("b2c_1_susi"), Some(2), None)),
        ("B2C /tfp/", "https://contoso.b2clogin.com/tfp/{T}/b2c_1a_x/v2.0/", facts(B2c, public, Some("{T}"), Some("b2c_1a_x"), Some(2), None)),
        ("B2C ?p=", "https://contoso.b2clogin.com/{T}/v2.0/.well-known/openid-configuration?p=B2C_1_a", facts(B2c, public, Some("{T}"), Some("b2c_1_a"), Some(2), None)),
        ("B2C, policy of another form", "https://contoso.b2clogin.com/{T}/susi/v2.0/.well-known/openid-configuration", facts(B2c, public, Some("{T}"), Some("susi"), Some(2), None)),
        ("B2C on its legacy host", "https://login.microsoftonline.com/te/{T}/b2c_1_a/v2.0/.well-known/openid-configuration", facts(B2c, public, Some("{T}"), Some("b2c_1_a"), Some(2), None)),
        ("B2C custom domain", "https://login.contoso.com/{T}/b2c_1_a/v2.0/.well-known/openid-configuration", facts(B2c, None, Some("{T}"), Some("b2c_1_a"), Some(2), None)),
        ("External ID", "https://contoso.ciamlogin.com/{T}/v2.0/.well-known/openid-configuration", facts(ExternalId, public, Some("{T}"), None, Some(2), None)),
        ("External ID, host alone", "https://contoso.ciamlogin.com/", facts(ExternalId, public, None, None, None, None)),
        ("AD FS", "https://fs.contoso.com/adfs/.well-known/openid-configuration", facts(Adfs, None, None, None, None, None)),
        ("another provider", "https://idp.example/.well-known/openid-configuration", facts(Other, None, None, None, None, None)),
        ("words", "common", facts(Other, None, None, None, None, None)),
        ("nothing", "", facts(Other, None, None, None, None, None)),
    ];
    for (name, url, expected) in rows {
        assert_eq!(metadata_facts(&fill(url)), expected, "{name}");
    }
}

#[test]
fn issuers_say_the_same() {
    #[rustfmt::skip]
    let rows = [
        ("v1", "https://sts.windows.net/{T}/", facts(Family::Entra, None, Some("{T}"), None, Some(1), None)),
        ("v1 China", "https://sts.chinacloudapi.cn/{T}/", facts(Family::Entra, Some(Cloud::China), Some("{T}"), None, Some(1), None)),
        ("v2", "https://login.microsoftonline.us/{T}/v2.0", facts(Family::Entra, Some(Cloud::UsGov), Some("{T}"), None, Some(2), None)),
        ("v2 with application", "https://login.microsoftonline.com/{T}/v2.0/{A}", facts(Family::Entra, Some(Cloud::Public), Some("{T}"), None, Some(2), Some("{A}"))),
        ("v1 with application", "https://sts.windows.net/{T}/{A}", facts(Family::Entra, None, Some("{T}"), None, Some(1), Some("{A}"))),
        ("template", "https://login.microsoftonline.com/{tenantid}/v2.0", facts(Family::Entra, Some(Cloud::Public), Some("{tenantid}"), None, Some(2), None)),
        ("AD FS", "http://fs.contoso.com/adfs/services/trust", facts(Family::Adfs, None, None, None, None, None)),
    ];
    for (name, issuer, expected) in rows {
        assert_eq!(issuer_facts(&fill(issuer)), expected, "{name}");
    }
}

#[test]
fn many_tenants_are_told_from_one() {
    #[rustfmt::skip]
    let rows = [
        ("common", "https://login.microsoftonline.com/Common/v2.0", true),
        ("organizations", "https://login.microsoftonline.com/organizations/v2.0", true),
        ("template", "https://login.microsoftonline.com/{tenantid}/v2.0", true),
        ("consumers are one tenant", "https://login.microsoftonline.com/consumers/v2.0", false),
        ("tenant", "https://login.microsoftonline.com/{T}/v2.0", false),
        ("none", "https://login.microsoftonline.com/", false),
    ];
    for (name, url, expected) in rows {
        assert_eq!(
            metadata_facts(&fill(url)).is_multi_tenant(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn configured_texts_lead_to_metadata() {
    let v2 = "https://login.microsoftonline.com/{T}/v2.0/.well-known/openid-configuration";
    let v1 = "https://login.microsoftonline.com/{T}/.well-known/openid-configuration";
    #[rustfmt::skip]
    let rows = [
        ("metadata", v2, Some(v2)),
        ("authority", "https://login.microsoftonline.com/{T}/v2.0", Some(v2)),
        ("authority with slash", "https://login.microsoftonline.com/{T}/v2.0/ ", Some(v2)),
        ("v1 authority", "https://login.microsoftonline.com/{T}/", Some(v1)),
        ("keys", "https://login.microsoftonline.com/{T}/discovery/v2.0/keys", Some(v2)),
        ("v1 keys", "https://login.microsoftonline.com/{T}/discovery/keys?appid={A}", Some("https://login.microsoftonline.com/{T}/.well-known/openid-configuration?appid={A}")),
        ("federation metadata", "https://login.microsoftonline.com/{T}/FederationMetadata/2007-06/FederationMetadata.xml", Some(v1)),
        ("AD FS issuer", "http://fs.contoso.com/adfs/services/trust", Some("https://fs.contoso.com/adfs/.well-known/openid-configuration")),
        ("External ID host", "https://contoso.ciamlogin.com/", Some("https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration")),
        ("another provider", "https://accounts.google.com", Some("https://accounts.google.com/.well-known/openid-configuration")),
        ("tenant", "{T}", Some(v2)),
        ("domain", "contoso.onmicrosoft.com", Some("https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration")),
        ("word", "contoso", None),
        ("path", "../secrets", None),
        ("nothing", "", None),
    ];
    for (name, text, expected) in rows {
        assert_eq!(metadata_address(&fill(text)), expected.map(fill), "{name}");
    }
}
