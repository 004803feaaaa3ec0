//! Any text as an issuer or an address: no panic, and never more trust than a plain known host.

use proptest::prelude::*;
use serde_json::json;
use tokenscope::issuer::{
    Cloud, Hints, HostTrust, expected_keys, host_trust, issuer_facts, metadata_address,
    metadata_facts, refusal, resolve, same_host_family,
};

use super::token;

/// Texts that come close to real issuers.
fn near_issuers() -> impl Strategy<Value = String> {
    let scheme = prop_oneof!["https://", "http://", "https:/", "HTTPS://", ""];
    let host = prop_oneof![
        "login\\.microsoftonline\\.com",
        "sts\\.windows\\.net",
        "[a-z.@:]{0,6}\\.b2clogin\\.com",
        "[a-z0-9-]{0,8}\\.ciamlogin\\.com[.:@]?",
        "[ -~]{0,20}",
        ".{0,8}",
    ];
    let path = prop_oneof![
        "(/[ -~]{0,12}){0,5}",
        "/(te/|tfp/)?[0-9a-f-]{0,36}/(b2c_1_[a-z]{0,3}/)?v2\\.0/?",
        "/adfs(/services/trust)?",
        ".{0,20}",
    ];
    (scheme, host, path).prop_map(|(s, h, p)| format!("{s}{h}{p}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn resolving_never_panics(iss in prop_oneof![near_issuers(), any::<String>()], claim in any::<String>(), hint in any::<String>()) {
        let token = token(&json!({"iss": iss, "tid": claim, "tfp": claim, "acr": claim, "aud": [claim, iss], "azp": claim}));
        let hints = Hints {
            policy: Some(hint.clone()),
            tenant_name: Some(hint.clone()),
            app_id: Some(hint.clone()),
            keys: Some(hint.clone()),
            metadata: Some(hint),
        };
        let authority = resolve(&token, &hints);
        for address in &authority.addresses {
            prop_assert_eq!(address.trust, host_trust(&address.metadata));
            prop_assert!(authority.configured.is_none_or(|i| i < authority.addresses.len()));
        }
    }

    #[test]
    fn trust_is_for_plain_known_hosts(text in prop_oneof![near_issuers(), any::<String>()]) {
        let trust = host_trust(&text);
        prop_assert_eq!(refusal(&text).is_some(), trust == HostTrust::Refused);
        if trust == HostTrust::Microsoft {
            // The host that would really be asked: `https:/host` is read as `https://host`.
            let url = url::Url::parse(&text).ok();
            let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
            prop_assert!(Cloud::of_host(host).is_some() || host.contains("ppe"), "{}", text);
        }
    }

    #[test]
    fn reading_addresses_never_panics(a in prop_oneof![near_issuers(), any::<String>()], b in near_issuers()) {
        let _ = (metadata_facts(&a), issuer_facts(&a), expected_keys(&a));
        if let Some(metadata) = metadata_address(&a) {
            let _ = expected_keys(&metadata);
        }
        prop_assert_eq!(same_host_family(&a, &b), same_host_family(&b, &a));
    }
}
