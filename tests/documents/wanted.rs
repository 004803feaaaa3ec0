//! What is still to be asked, and how far each address has come.

use serde_json::{Value, json};
use tokenscope::documents::{
    AddressState, Consent, Content, Document, Documents, Origin, RequestKind, address_state,
    keys_url, metadata_of, wanted,
};
use tokenscope::issuer::{Address, HostTrust, Purpose, expected_keys, host_trust};

use super::{documents, failed, json};

const TENANT: &str = "https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration";
const TENANT_KEYS: &str = "https://login.microsoftonline.com/t/discovery/v2.0/keys";
const COMMON: &str =
    "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
const COMMON_KEYS: &str = "https://login.microsoftonline.com/common/discovery/v2.0/keys";
const IDP: &str = "https://idp.example/.well-known/openid-configuration";
const ADFS: &str = "https://fs.contoso.com/adfs/.well-known/openid-configuration";
const ADFS_KEYS: &str = "https://fs.contoso.com/adfs/discovery/keys";
const ADFS_XML: &str = "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml";

fn address(metadata: &str, purpose: Purpose) -> Address {
    Address {
        label: "x".to_owned(),
        purpose,
        metadata: metadata.to_owned(),
        keys: expected_keys(metadata).unwrap_or_default(),
        federation: (metadata == ADFS).then(|| ADFS_XML.to_owned()),
        trust: host_trust(metadata),
        why: String::new(),
    }
}

fn two() -> Vec<Address> {
    vec![
        address(TENANT, Purpose::Own),
        address(COMMON, Purpose::Common),
    ]
}

fn metadata(url: &str, jwks_uri: &str) -> Document {
    json(url, json!({"issuer": "https://x", "jwks_uri": jwks_uri}))
}

fn keys(url: &str) -> Document {
    json(url, json!({"keys": []}))
}

fn saved(mut document: Document) -> Document {
    document.origin = Origin::Saved;
    document
}

fn xml(certificate: &str) -> Document {
    let xml = format!(
        "<EntityDescriptor entityID=\"x\"><RoleDescriptor><KeyDescriptor use=\"signing\">\
         <X509Certificate>{certificate}</X509Certificate></KeyDescriptor></RoleDescriptor></EntityDescriptor>"
    );
    super::document(ADFS_XML, Content::Text(xml))
}

fn offline() -> Consent {
    Consent {
        offline: true,
        ..Consent::default()
    }
}

fn all() -> Consent {
    Consent {
        all_hosts: true,
        ..Consent::default()
    }
}

fn hosts(hosts: &[&str]) -> Consent {
    Consent {
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        ..Consent::default()
    }
}

#[test]
fn requests_follow_from_what_is_there() {
    use RequestKind::{Federation, Keys, Metadata};
    type Row = (
        &'static str,
        Vec<Address>,
        Vec<Document>,
        Consent,
        Vec<(RequestKind, &'static str)>,
    );
    let idp = || vec![address(IDP, Purpose::Own)];
    let adfs = || vec![address(ADFS, Purpose::Own)];
    let none = Consent::default;
    let mut refused = two();
    refused[0].trust = HostTrust::Refused;
    let mut shared = two();
    shared.push(address(TENANT, Purpose::Configured));
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("nothing is there: metadata, in order", two(), vec![], none(), vec![(Metadata, TENANT), (Metadata, COMMON)]),
        ("no address twice", shared, vec![], none(), vec![(Metadata, TENANT), (Metadata, COMMON)]),
        ("offline", two(), vec![], offline(), vec![]),
        ("offline outdoes all hosts", two(), vec![], Consent { offline: true, all_hosts: true, hosts: vec![] }, vec![]),
        ("one has metadata: its keys come after the other's metadata", two(), vec![metadata(TENANT, TENANT_KEYS)], none(), vec![(Metadata, COMMON), (Keys, TENANT_KEYS)]),
        ("both have metadata", two(), vec![metadata(TENANT, TENANT_KEYS), metadata(COMMON, COMMON_KEYS)], none(), vec![(Keys, TENANT_KEYS), (Keys, COMMON_KEYS)]),
        ("both name the same keys", two(), vec![metadata(TENANT, COMMON_KEYS), metadata(COMMON, COMMON_KEYS)], none(), vec![(Keys, COMMON_KEYS)]),
        ("metadata failed: the expected keys", two(), vec![failed(TENANT, Some(404), "answered 404"), metadata(COMMON, COMMON_KEYS)], none(), vec![(Keys, TENANT_KEYS), (Keys, COMMON_KEYS)]),
        ("metadata failed and its keys too: no more", two(), vec![failed(TENANT, Some(404), "answered 404"), failed(TENANT_KEYS, Some(404), "answered 404"), metadata(COMMON, COMMON_KEYS), keys(COMMON_KEYS)], none(), vec![]),
        ("metadata unreadable: the expected keys", two(), vec![json(TENANT, json!({"issuer": 5})), metadata(COMMON, COMMON_KEYS)], none(), vec![(Keys, TENANT_KEYS), (Keys, COMMON_KEYS)]),
        ("metadata is a page", two(), vec![super::document(TENANT, Content::Text("<html>".to_owned())), metadata(COMMON, COMMON_KEYS)], none(), vec![(Keys, TENANT_KEYS), (Keys, COMMON_KEYS)]),
        ("saved documents satisfy too", two(), vec![saved(metadata(TENANT, TENANT_KEYS)), saved(keys(TENANT_KEYS))], none(), vec![(Metadata, COMMON)]),
        ("keys on a foreign host", two(), vec![metadata(TENANT, "https://evil.net/keys"), metadata(COMMON, "https://login.microsoftonline.com@evil.net/keys")], none(), vec![]),
        ("keys on a foreign host, allowed", two(), vec![metadata(TENANT, "https://evil.net/keys"), metadata(COMMON, "http://evil.net/keys")], hosts(&["evil.net"]), vec![]),
        ("another host's keys elsewhere, allowed", vec![address(IDP, Purpose::Own)], vec![metadata(IDP, "https://keys.example/keys")], hosts(&["idp.example", "keys.example"]), vec![(Keys, "https://keys.example/keys")]),
        ("refused", refused, vec![], all(), vec![(Metadata, COMMON)]),
        ("http", vec![address("http://idp.example/x", Purpose::Configured)], vec![], all(), vec![]),
        ("another host", idp(), vec![], none(), vec![]),
        ("another host, allowed by name", idp(), vec![], hosts(&["idp.example"]), vec![(Metadata, IDP)]),
        ("another host, other name allowed", idp(), vec![], hosts(&["example"]), vec![]),
        ("another host, all allowed", idp(), vec![], all(), vec![(Metadata, IDP)]),
        ("another host's keys elsewhere", idp(), vec![metadata(IDP, "https://keys.example/k")], hosts(&["idp.example"]), vec![]),
        ("another host's keys elsewhere, all allowed", idp(), vec![metadata(IDP, "https://keys.example/k")], all(), vec![(Keys, "https://keys.example/k")]),
        ("another host failed, nothing expected", idp(), vec![failed(IDP, None, "timed out")], all(), vec![]),
        ("AD FS", adfs(), vec![], all(), vec![(Metadata, ADFS), (Federation, ADFS_XML)]),
        ("AD FS failed", adfs(), vec![failed(ADFS, Some(503), "answered 503")], all(), vec![(Keys, ADFS_KEYS), (Federation, ADFS_XML)]),
        ("AD FS, federation metadata there", adfs(), vec![metadata(ADFS, ADFS_KEYS), keys(ADFS_KEYS), xml("AQID")], all(), vec![]),
        ("federation metadata only of the own tenant", vec![address(ADFS, Purpose::Common)], vec![], all(), vec![(Metadata, ADFS)]),
        ("federation metadata of an application", vec![address(ADFS, Purpose::Application("a".to_owned()))], vec![], all(), vec![(Metadata, ADFS), (Federation, ADFS_XML)]),
    ];
    for (name, addresses, list, consent, expected) in rows {
        let requests = wanted(&addresses, &documents(list), &consent);
        let found: Vec<(RequestKind, &str)> =
            requests.iter().map(|r| (r.kind, r.url.as_str())).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn states_are_told_in_sentences() {
    let own = |metadata: &str| address(metadata, Purpose::Own);
    let failed_state = |words: &str| AddressState::Failed(words.to_owned());
    let not_asked = |words: &str| AddressState::NotAsked(words.to_owned());
    let none = Consent::default;
    #[rustfmt::skip]
    let rows: Vec<(&str, Address, Vec<Document>, Consent, AddressState)> = vec![
        ("nothing", own(TENANT), vec![], none(), not_asked("Not asked yet.")),
        ("offline", own(TENANT), vec![], offline(), not_asked("Offline.")),
        ("metadata only", own(TENANT), vec![metadata(TENANT, TENANT_KEYS)], none(), not_asked("Not asked yet.")),
        ("fetched", own(TENANT), vec![metadata(TENANT, TENANT_KEYS), keys(TENANT_KEYS)], none(), AddressState::Fetched),
        ("saved", own(TENANT), vec![metadata(TENANT, TENANT_KEYS), saved(keys(TENANT_KEYS))], none(), AddressState::Saved),
        ("saved, offline", own(TENANT), vec![saved(keys(TENANT_KEYS))], offline(), AddressState::Saved),
        ("saved, another host", own(ADFS), vec![saved(keys(ADFS_KEYS))], none(), AddressState::Saved),
        ("metadata failed, keys came", own(TENANT), vec![failed(TENANT, None, "timed out after 10 s"), keys(TENANT_KEYS)], none(), AddressState::Fetched),
        ("metadata failed, keys not asked", own(TENANT), vec![failed(TENANT, Some(404), "answered 404")], none(), not_asked("The metadata could not be fetched from login.microsoftonline.com: answered 404. The expected address of its keys is not asked yet.")),
        ("both failed", own(TENANT), vec![failed(TENANT, None, "timed out after 10 s"), failed(TENANT_KEYS, Some(404), "answered 404")], none(), failed_state("The metadata could not be fetched from login.microsoftonline.com: timed out after 10 s. The keys could not be fetched from login.microsoftonline.com: answered 404.")),
        ("keys failed", own(TENANT), vec![metadata(TENANT, TENANT_KEYS), failed(TENANT_KEYS, Some(404), "answered 404")], none(), failed_state("The keys could not be fetched from login.microsoftonline.com: answered 404.")),
        ("keys are none", own(TENANT), vec![metadata(TENANT, TENANT_KEYS), json(TENANT_KEYS, json!({}))], none(), failed_state("The keys can't be used: https://login.microsoftonline.com/t/discovery/v2.0/keys: /keys is missing.")),
        ("keys are a page", own(TENANT), vec![metadata(TENANT, TENANT_KEYS), super::document(TENANT_KEYS, Content::Text("<html>".to_owned()))], none(), failed_state("The keys can't be used: what login.microsoftonline.com answered is not JSON.")),
        ("foreign keys", own(TENANT), vec![metadata(TENANT, "https://evil.net/keys")], none(), failed_state("The metadata names keys on evil.net. Metadata of a Microsoft host never names another's: it was changed or put together by hand, and those keys don't count.")),
        ("foreign keys, offline", own(TENANT), vec![metadata(TENANT, "https://evil.net/keys"), saved(keys("https://evil.net/keys"))], offline(), failed_state("The metadata names keys on evil.net. Metadata of a Microsoft host never names another's: it was changed or put together by hand, and those keys don't count.")),
        ("another host's foreign keys", own(IDP), vec![metadata(IDP, "https://keys.example/keys")], hosts(&["idp.example"]), failed_state("The metadata names keys on another host, keys.example: asked only after you allow it.")),
        ("foreign keys, fetched after consent", own(IDP), vec![metadata(IDP, "https://keys.example/keys"), keys("https://keys.example/keys")], none(), AddressState::Fetched),
        ("keys without HTTPS", own(TENANT), vec![metadata(TENANT, "http://login.microsoftonline.com/keys")], all(), failed_state("The metadata names keys where they are never asked: the address does not begin with https://.")),
        ("another host", own(IDP), vec![], none(), not_asked("idp.example is not a Microsoft host: asked only after you allow it.")),
        ("another host, allowed", own(IDP), vec![], all(), not_asked("Not asked yet.")),
        ("another host failed", own(IDP), vec![failed(IDP, None, "refused the connection")], all(), failed_state("The metadata could not be fetched from idp.example: refused the connection.")),
        ("refused", own("http://idp.example/x"), vec![], all(), not_asked("Never asked: the address does not begin with https://.")),
        ("old AD FS", own(ADFS), vec![failed(ADFS, Some(404), "answered 404"), failed(ADFS_KEYS, Some(404), "answered 404"), xml("AQID")], all(), AddressState::Fetched),
        ("old AD FS without a certificate", own(ADFS), vec![failed(ADFS, Some(404), "answered 404"), failed(ADFS_KEYS, Some(404), "answered 404"), xml("!")], all(), failed_state("Neither metadata nor keys could be fetched from fs.contoso.com: answered 404.")),
    ];
    for (name, address, list, consent, expected) in rows {
        assert_eq!(
            address_state(&address, &documents(list), &consent),
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_later_failure_hides_nothing() {
    let mut list = documents([metadata(TENANT, TENANT_KEYS), keys(TENANT_KEYS)]);
    for url in [TENANT, TENANT_KEYS] {
        let mut failure = failed(url, None, "timed out after 10 s");
        failure.fetched = Some("2026-11-22T10:00:00Z".parse().unwrap());
        list.insert(failure);
    }
    let address = address(TENANT, Purpose::Own);
    let state = address_state(&address, &list, &Consent::default());
    assert_eq!(state, AddressState::Fetched);
}

#[test]
fn keys_are_looked_for_where_the_metadata_says() {
    let own = address(TENANT, Purpose::Own);
    let idp = address(IDP, Purpose::Own);
    let foreign = "https://evil.net/keys";
    #[rustfmt::skip]
    let rows: Vec<(&str, &Address, Vec<Document>, Option<&str>)> = vec![
        ("no metadata: expected", &own, vec![], Some(TENANT_KEYS)),
        ("no metadata, nothing expected", &idp, vec![], None),
        ("named", &own, vec![metadata(TENANT, COMMON_KEYS)], Some(COMMON_KEYS)),
        ("named on a foreign host", &own, vec![metadata(TENANT, foreign)], None),
        ("named on a foreign host and there", &own, vec![metadata(TENANT, foreign), keys(foreign)], None),
        ("named by another host and there", &idp, vec![metadata(IDP, foreign), keys(foreign)], Some(foreign)),
        ("metadata failed: expected", &own, vec![failed(TENANT, None, "x")], Some(TENANT_KEYS)),
    ];
    for (name, address, list, expected) in rows {
        let list: Documents = documents(list);
        assert_eq!(keys_url(address, &list).as_deref(), expected, "{name}");
    }
    let list = documents([json(
        TENANT,
        json!({"issuer": "https://another", "jwks_uri": TENANT_KEYS}),
    )]);
    assert_eq!(metadata_of(&own, &list).unwrap().issuer, "https://another");
    let broken: Value = json!({"issuer": "https://another"});
    assert_eq!(metadata_of(&own, &documents([json(TENANT, broken)])), None);
}
