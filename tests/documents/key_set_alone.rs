//! An address that is a key set without metadata, as APIs are configured with.

use serde_json::json;
use tokenscope::documents::{
    AddressState, Consent, Documents, RequestKind, address_state, keys_url, metadata_of, wanted,
};
use tokenscope::issuer::{Address, HostTrust, Purpose, host_trust};

use super::{documents, failed, json};

const MICROSOFT: &str = "https://login.microsoftonline.com/t/discovery/keys?appid=x";
const OTHER: &str = "https://idp.example/jwks.json";
const HTTP: &str = "http://idp.example/jwks.json";

fn address(keys: &str) -> Address {
    Address {
        label: "configured, key set".to_owned(),
        purpose: Purpose::Configured,
        metadata: String::new(),
        keys: keys.to_owned(),
        federation: None,
        trust: host_trust(keys),
        why: String::new(),
    }
}

fn allowing(host: &str) -> Consent {
    Consent {
        hosts: vec![host.to_owned()],
        ..Consent::default()
    }
}

#[test]
fn it_is_asked_at_once_where_its_host_may_be_asked() {
    let offline = Consent {
        offline: true,
        ..Consent::default()
    };
    let rows = [
        ("Microsoft's", MICROSOFT, Consent::default(), true),
        ("another host's", OTHER, Consent::default(), false),
        ("allowed", OTHER, allowing("idp.example"), true),
        (
            "another one allowed",
            OTHER,
            allowing("other.example"),
            false,
        ),
        ("over http", HTTP, allowing("idp.example"), false),
        ("offline", MICROSOFT, offline, false),
    ];
    for (name, url, consent, asked) in rows {
        let requests = wanted(&[address(url)], &Documents::default(), &consent);
        let urls: Vec<_> = requests.iter().map(|r| (r.url.as_str(), r.kind)).collect();
        let expected: &[_] = if asked {
            &[(url, RequestKind::Keys)]
        } else {
            &[]
        };
        assert_eq!(urls, expected, "{name}");
    }
}

#[test]
fn it_is_asked_once_and_no_metadata_is_looked_for() {
    let known = documents(vec![json(MICROSOFT, json!({ "keys": [] }))]);
    assert!(wanted(&[address(MICROSOFT)], &known, &Consent::default()).is_empty());
    assert_eq!(metadata_of(&address(MICROSOFT), &known), None);
    assert_eq!(
        keys_url(&address(MICROSOFT), &known).as_deref(),
        Some(MICROSOFT)
    );
}

#[test]
fn its_state_names_its_own_host() {
    let answered = documents(vec![json(OTHER, json!({ "keys": [] }))]);
    let refused = documents(vec![failed(OTHER, None, "timed out")]);
    let nothing = Documents::default();
    let rows = [
        ("answered", OTHER, &answered, ""),
        (
            "failed",
            OTHER,
            &refused,
            "The keys could not be fetched from idp.example: timed out.",
        ),
        (
            "not allowed",
            OTHER,
            &nothing,
            "idp.example is not a Microsoft host: asked only after you allow it.",
        ),
        ("not asked", MICROSOFT, &nothing, "Not asked yet."),
        (
            "over http",
            HTTP,
            &nothing,
            "Never asked: the address does not begin with https://.",
        ),
    ];
    assert_eq!(address(OTHER).trust, HostTrust::Other);
    for (name, url, documents, words) in rows {
        let state = address_state(&address(url), documents, &Consent::default());
        let said = match &state {
            AddressState::Fetched | AddressState::Saved => "",
            AddressState::Failed(why) | AddressState::NotAsked(why) => why,
        };
        assert_eq!(said, words, "{name}: {state:?}");
    }
}
