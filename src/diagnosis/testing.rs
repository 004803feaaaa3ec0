//! Hand-built facts for the tests of single rules.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Facts, Outcome, OutcomeKind, Rule, guide};
use crate::api::Api;
use crate::documents::{AddressState, Documents};
use crate::input::{Found, Kind, Role, base64url};
use crate::issuer::{Address, Authority, Cloud, HostTrust, Platform, Purpose, Shape};
use crate::keys::{Key, KeyRole, KeyTable, PublicKey, Source, SourceKind, Thumbprints};
use crate::signature::{Signature, SignatureOutcome};
use crate::token::{RoleEvidence, Token};

pub(crate) const TENANT: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
pub(crate) const API: &str = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
pub(crate) const KID: &str = "nOo3ZDrODXEK1jKWhXslHR_KXEg";
pub(crate) const NOW: &str = "2026-11-21T10:00:00Z";

const WELL_KNOWN: &str = ".well-known/openid-configuration";

/// Facts that a test changes before it runs a rule on them.
pub(crate) struct Case {
    pub(crate) kind: Kind,
    pub(crate) found: Found,
    pub(crate) companions: Vec<Found>,
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    pub(crate) role: Role,
    pub(crate) authority: Authority,
    pub(crate) states: Vec<AddressState>,
    pub(crate) documents: Documents,
    pub(crate) keys: KeyTable,
    pub(crate) signature: Signature,
    pub(crate) api: Api,
    pub(crate) error: Option<&'static str>,
}

impl Case {
    /// An Entra v2 access token for a customer's API; nothing was asked yet.
    pub(crate) fn entra() -> Self {
        let authority = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
        let own = format!("{authority}/{WELL_KNOWN}");
        let addresses = vec![
            address("tenant, v2.0", Purpose::Own, &own),
            address(
                "tenant, v2.0, ?appid=",
                Purpose::Application(API.to_owned()),
                &format!("{own}?appid={API}"),
            ),
            address("common, v2.0", Purpose::Common, &default_metadata()),
        ];
        let claims = json!({
            "aud": API, "iss": authority, "tid": TENANT, "azp": "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
            "scp": "read", "ver": "2.0", "iat": 1_795_251_600, "nbf": 1_795_251_600, "exp": 1_795_258_800
        });
        Self::of(Platform::EntraV2, Shape::LoginV2, addresses, claims)
    }

    /// A B2C access token; nothing was asked yet.
    pub(crate) fn b2c() -> Self {
        let policy = format!("https://contoso.b2clogin.com/{TENANT}/b2c_1_susi/v2.0/{WELL_KNOWN}");
        let claims = json!({
            "aud": API, "iss": format!("https://contoso.b2clogin.com/{TENANT}/v2.0/"),
            "tfp": "B2C_1_susi", "scp": "read", "ver": "1.0"
        });
        let addresses = vec![address("b2c_1_susi", Purpose::Own, &policy)];
        let mut case = Self::of(Platform::B2c, Shape::B2c, addresses, claims);
        case.authority.policy = Some("b2c_1_susi".to_owned());
        case
    }

    /// A token of a kind without parts.
    pub(crate) fn opaque(kind: Kind, text: &str, remark: &str) -> Self {
        let mut case = Self::entra();
        case.kind = kind;
        text.clone_into(&mut case.found.text);
        case.found.remark = Some(remark.to_owned());
        case
    }

    /// A token with these addresses and claims.
    pub(crate) fn of(
        platform: Platform,
        shape: Shape,
        addresses: Vec<Address>,
        claims: Value,
    ) -> Self {
        let not_asked = AddressState::NotAsked("Offline.".to_owned());
        let Value::Object(claims) = claims else {
            unreachable!("the claims of a test are an object")
        };
        let states = vec![not_asked; addresses.len()];
        let mut authority = blank_authority();
        authority.platform = platform;
        authority.shape = shape;
        authority.cloud = Some(Cloud::Public);
        authority.tenant = Some(TENANT.to_owned());
        authority.addresses = addresses;
        authority.default_metadata = default_metadata();
        Self {
            kind: Kind::Jws,
            found: found(),
            companions: Vec::new(),
            header: object(json!({ "typ": "JWT", "alg": "RS256", "kid": KID })),
            claims,
            role: Role::AccessToken,
            states,
            authority,
            documents: Documents::default(),
            keys: KeyTable::default(),
            signature: signature(SignatureOutcome::NotChecked, None),
            api: Api::default(),
            error: None,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.header.shift_remove(name);
        self.claims.shift_remove(name);
        self
    }

    pub(crate) fn audience(mut self, audience: &str) -> Self {
        self.api.audiences.push(audience.to_owned());
        self
    }

    pub(crate) fn issuer(mut self, issuer: &str) -> Self {
        self.api.issuers.push(issuer.to_owned());
        self
    }

    /// The API reads this metadata. It joins the addresses unless it is there already.
    pub(crate) fn metadata(mut self, metadata: &str) -> Self {
        self.api.metadata = Some(metadata.to_owned());
        let known = &mut self.authority.addresses;
        let there = known.iter().position(|a| a.metadata == metadata);
        if there.is_none() {
            known.push(address("configured", Purpose::Configured, metadata));
            self.states
                .push(AddressState::NotAsked("Offline.".to_owned()));
        }
        self.authority.configured = there.or(known.len().checked_sub(1));
        self.authority.configured_metadata = self.authority.configured;
        self
    }

    /// The addresses of this purpose were read and list no key yet.
    pub(crate) fn read(mut self, purpose: &Purpose) -> Self {
        let addresses = self.authority.addresses.iter().enumerate();
        for (index, address) in addresses.filter(|(_, a)| a.purpose == *purpose) {
            self.keys.sources.push(Source {
                url: address.keys.clone(),
                label: address.label.clone(),
                kind: SourceKind::Jwks,
                address: Some(index),
                purpose: Some(address.purpose.clone()),
                fetched: None,
                answers: 1,
                only_past: false,
                metadata_issuer: None,
                cloud_instance_name: None,
                listed: 0,
                faults: Vec::new(),
            });
            if let Some(state) = self.states.get_mut(index) {
                *state = AddressState::Fetched;
            }
        }
        self
    }

    /// The addresses of this purpose were asked and failed.
    pub(crate) fn failed(mut self, purpose: &Purpose) -> Self {
        for (address, state) in self.authority.addresses.iter().zip(&mut self.states) {
            if address.purpose == *purpose {
                *state = AddressState::Failed("It timed out after 10 s.".to_owned());
            }
        }
        self
    }

    /// A key of this name and role, listed by what was read for these purposes.
    pub(crate) fn key(mut self, kid: &str, role: KeyRole, purposes: &[Purpose]) -> Self {
        let listed_at: Vec<usize> = self
            .keys
            .sources
            .iter()
            .enumerate()
            .filter(|(_, s)| s.purpose.as_ref().is_some_and(|p| purposes.contains(p)))
            .map(|(index, _)| index)
            .collect();
        for index in &listed_at {
            if let Some(source) = self.keys.sources.get_mut(*index) {
                source.listed += 1;
            }
        }
        let matches_kid = self.header.get("kid").and_then(Value::as_str) == Some(kid);
        self.keys.keys.push(key(kid, role, listed_at, matches_kid));
        self
    }

    /// The last key verifies.
    pub(crate) fn verified(mut self) -> Self {
        let last = self.keys.keys.len().checked_sub(1);
        self.signature = signature(SignatureOutcome::Verified, last);
        self
    }

    pub(crate) fn outcome(mut self, outcome: SignatureOutcome, key: Option<usize>) -> Self {
        self.signature = signature(outcome, key);
        self
    }

    /// Runs a rule on these facts.
    pub(crate) fn run(&self, rule: &Rule) -> Outcome {
        let mut found = self.found.clone();
        found.kind = self.kind;
        let encode = |part: &Map<String, Value>| {
            base64url::encode(Value::Object(part.clone()).to_string().as_bytes())
        };
        if self.kind.has_parts() && found.text.is_empty() {
            found.text = format!("{}.{}.AAAA", encode(&self.header), encode(&self.claims));
        }
        let token = Token::of(&found);
        let evidence = RoleEvidence {
            role: self.role,
            reasons: vec!["`scp` together with `azp`".to_owned()],
        };
        let mut authority = self.authority.clone();
        authority.issuer = token.as_ref().and_then(Token::issuer).map(str::to_owned);
        rule.judge(&Facts {
            found: &found,
            companions: &self.companions,
            token: token.as_ref(),
            role: &evidence,
            authority: token.is_some().then_some(&authority),
            states: &self.states,
            documents: &self.documents,
            keys: &self.keys,
            signature: &self.signature,
            api: &self.api,
            error: self.error,
            now: now(),
        })
    }

    /// Runs a rule, checks the kind of its outcome, and gives its headline. A rule that fires fills
    /// every place of its page's explanation.
    #[track_caller]
    pub(crate) fn expect(&self, rule: &Rule, kind: OutcomeKind) -> String {
        let outcome = self.run(rule);
        assert_eq!(outcome.kind(), kind, "{}: {outcome:?}", rule.id);
        let Some(finding) = outcome.finding() else {
            return String::new();
        };
        let page = guide::page(rule.id, &finding.values);
        if matches!(kind, OutcomeKind::Failed | OutcomeKind::Warning) {
            assert!(!page.meaning.is_empty(), "{}: no meaning", rule.id);
            assert!(!page.refused.is_empty(), "{}: no reason", rule.id);
            assert!(!page.remedies.is_empty(), "{}: no remedy", rule.id);
        }
        assert!(!finding.headline.is_empty(), "{}: no headline", rule.id);
        finding.headline.clone()
    }
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(crate) fn default_metadata() -> String {
    format!("https://login.microsoftonline.com/common/v2.0/{WELL_KNOWN}")
}

pub(crate) fn address(label: &str, purpose: Purpose, metadata: &str) -> Address {
    Address {
        label: label.to_owned(),
        purpose,
        metadata: metadata.to_owned(),
        keys: metadata.replace(
            "v2.0/.well-known/openid-configuration",
            "discovery/v2.0/keys",
        ),
        federation: None,
        trust: HostTrust::Microsoft,
        why: String::new(),
    }
}

pub(crate) fn key(kid: &str, role: KeyRole, listed_at: Vec<usize>, matches_kid: bool) -> Key {
    Key {
        kid: Some(kid.to_owned()),
        public: PublicKey::Rsa {
            n: vec![1; 256],
            e: vec![1, 0, 1],
        },
        thumbprints: Thumbprints::default(),
        certificate: None,
        use_: Some("sig".to_owned()),
        alg: None,
        issuer: None,
        cloud_instance_name: None,
        role,
        listed_at,
        seen: crate::keys::Seen::default(),
        matches_kid,
        faults: Vec::new(),
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn found() -> Found {
    Found {
        text: String::new(),
        kind: Kind::Jws,
        role: None,
        source: "test".to_owned(),
        at: String::new(),
        request_url: None,
        noise: Vec::new(),
        damage: Vec::new(),
        remark: None,
    }
}

fn signature(outcome: SignatureOutcome, key: Option<usize>) -> Signature {
    Signature {
        outcome,
        key,
        reason: None,
        trials: Vec::new(),
    }
}

/// An authority that says nothing, made by the resolver itself so that these tests don't name
/// members they don't use.
fn blank_authority() -> Authority {
    let token = Token::take_apart("e30.e30.");
    crate::issuer::resolve(&token, &crate::issuer::Hints::default())
}
