//! An inspection built by hand.

use jiff::Timestamp;
use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::diagnosis::{
    CheckedAddress, Entry, Evidence, Inspection, OutcomeKind, Step, Verdict,
};
use tokenscope::documents::AddressState;
use tokenscope::input::{Found, Kind, Role, base64url};
use tokenscope::issuer::{Address, Authority, Cloud, HostTrust, Platform, Purpose, Shape};
use tokenscope::keys::{Key, KeyRole, KeyTable, PublicKey, Source, SourceKind, Thumbprints};
use tokenscope::signature::{Signature, SignatureOutcome, Trial, TrialResult};
use tokenscope::token::{RoleEvidence, Token};

pub(crate) const TENANT: &str = "11111111-2222-3333-4444-555555555555";
pub(crate) const DEFAULT: &str =
    "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";

pub(crate) fn compact(header: &Value, claims: &Value) -> String {
    let part = |v: &Value| base64url::encode(v.to_string().as_bytes());
    let signature = base64url::encode(b"a signature that nobody made");
    format!("{}.{}.{signature}", part(header), part(claims))
}

pub(crate) fn found(text: &str, kind: Kind) -> Found {
    Found {
        text: text.to_owned(),
        kind,
        role: None,
        source: "trace.har".to_owned(),
        at: "/log/entries/3/request/headers/7".to_owned(),
        request_url: None,
        noise: Vec::new(),
        damage: Vec::new(),
        remark: None,
    }
}

pub(crate) fn address(label: &str, state: AddressState) -> CheckedAddress {
    CheckedAddress {
        address: Address {
            label: label.to_owned(),
            purpose: Purpose::Own,
            metadata: format!("https://m.example/{label}"),
            keys: format!("https://k.example/{label}"),
            federation: None,
            trust: HostTrust::Microsoft,
            why: String::new(),
        },
        state,
    }
}

pub(crate) fn source(index: usize) -> Source {
    Source {
        url: format!("https://real.example/{index}"),
        label: format!("source {index}"),
        kind: SourceKind::Jwks,
        address: Some(index),
        purpose: None,
        fetched: None,
        answers: 1,
        only_past: false,
        metadata_issuer: None,
        cloud_instance_name: None,
        listed: 8 + index,
        faults: vec![format!("Key {index} is odd.")],
    }
}

pub(crate) fn key(kid: &str, listed_at: Vec<usize>, matches_kid: bool) -> Key {
    Key {
        kid: Some(kid.to_owned()),
        public: PublicKey::Unknown {
            kty: "RSA".to_owned(),
        },
        thumbprints: Thumbprints {
            sha1_hex: Some(format!("HEX OF {kid}")),
            ..Thumbprints::default()
        },
        certificate: None,
        use_: None,
        alg: None,
        issuer: None,
        cloud_instance_name: None,
        role: KeyRole::EntraPublic,
        listed_at,
        seen: tokenscope::keys::Seen::default(),
        matches_kid,
        faults: Vec::new(),
    }
}

pub(crate) fn entry(rule: &'static str, step: Step, outcome: OutcomeKind, headline: &str) -> Entry {
    Entry {
        rule,
        step,
        outcome,
        headline: headline.to_owned(),
        evidence: vec![Evidence {
            name: "kid".to_owned(),
            expected: "in common".to_owned(),
            actual: "only under ?appid=".to_owned(),
        }],
        explanation: "First paragraph,\nstill the first.\n\nSecond paragraph.".to_owned(),
        remedies: vec!["Do this.".to_owned(), "Or that.".to_owned()],
        reference: "https://learn.example/reference",
    }
}

pub(crate) fn authority() -> Authority {
    Authority {
        issuer: Some(format!("https://login.microsoftonline.com/{TENANT}/v2.0")),
        shape: Shape::LoginV2,
        platform: Platform::EntraV2,
        cloud: Some(Cloud::Public),
        cloud_reason: String::new(),
        tenant: Some(TENANT.to_owned()),
        policy: None,
        addresses: Vec::new(),
        default_metadata: DEFAULT.to_owned(),
        configured: None,
        configured_metadata: None,
        notes: Vec::new(),
    }
}

pub(crate) fn inspection() -> Inspection {
    let text = compact(
        &json!({"typ": "JWT", "alg": "RS256", "kid": "K1"}),
        &json!({"z": 1, "aud": "api://x", "a": [1.50, "two"]}),
    );
    let found = found(&text, Kind::Jws);
    Inspection {
        token: Token::of(&found),
        found,
        role: RoleEvidence {
            role: Role::AccessToken,
            reasons: Vec::new(),
        },
        authority: Some(authority()),
        addresses: vec![
            address("own", AddressState::Fetched),
            address("saved", AddressState::Saved),
            address(
                "failed",
                AddressState::Failed("It answered 404.".to_owned()),
            ),
            address("other", AddressState::NotAsked("Offline.".to_owned())),
        ],
        comparison: Vec::new(),
        error: None,
        predictions: Vec::new(),
        keys: KeyTable {
            sources: vec![source(0), source(1)],
            keys: vec![
                key("K1", vec![1], true),
                key("K2", vec![0, 1], false),
                key("K3", vec![0], false),
            ],
        },
        signature: Signature {
            outcome: SignatureOutcome::Verified,
            key: Some(0),
            reason: None,
            trials: vec![
                Trial {
                    key: 0,
                    result: TrialResult::Verified,
                },
                Trial {
                    key: 1,
                    result: TrialResult::NotThisKey,
                },
                Trial {
                    key: 2,
                    result: TrialResult::NotTried("An EC key.".to_owned()),
                },
            ],
        },
        checklist: vec![
            entry(
                "not-a-jwt",
                Step::Shape,
                OutcomeKind::Passed,
                "It is a signed token.",
            ),
            entry(
                "saml-app-key",
                Step::Key,
                OutcomeKind::Failed,
                "An application's own key signed it.",
            ),
            entry("expired", Step::Time, OutcomeKind::NotChecked, "No moment."),
        ],
        verdict: Verdict {
            rule: "saml-app-key",
            outcome: OutcomeKind::Failed,
            headline: "An application's own key signed it.".to_owned(),
        },
        api: Api::default(),
        at: at(),
    }
}

pub(crate) fn at() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}
