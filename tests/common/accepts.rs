//! What the API of a case accepts.

use serde::Deserialize;
use tokenscope::api::{
    About, Api, Limits, Permissions, PinnedKey, Reading, RequiredClaim, Stack, Unchecked, Unread,
    import,
};
use tokenscope::keys::hex_of_x5t;

use super::cases::fill;
use super::keys::SigningKey;
use super::places::place;

/// The part `api` of a row.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Accepts {
    /// A configuration's text: everything is read from it, and nothing else counts.
    text: Option<String>,
    audiences: Vec<String>,
    issuers: Vec<String>,
    /// A place's name, an address, or `text:` and any text.
    metadata: Option<String>,
    issuer_from_metadata: bool,
    /// A place's name or an address.
    keys_address: Option<String>,
    /// Names of keys: thumbprints and kids, or `pem:<key>` for its certificate or public key and
    /// `hex:<key>` for its thumbprint in hexadecimal.
    keys: Vec<String>,
    algorithms: Vec<String>,
    clock_skew: Option<u32>,
    /// "issuer", "audience", "lifetime", "signature".
    unchecked: Vec<String>,
    client_id: Option<String>,
    tenant: Option<String>,
    policy: Option<String>,
    /// The library's name on the command line.
    stack: Option<String>,
    scopes: Vec<String>,
    roles: Vec<String>,
    required_claims: Vec<Claim>,
    types: Vec<String>,
    max_age: Option<u32>,
    max_remaining: Option<u32>,
    no_guests: bool,
    no_audience: bool,
    fails_to_start: Option<String>,
    /// What was not understood and decides about the token.
    undecided: Vec<Open>,
}

/// A setting that was not understood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    /// "audience", "issuer", "key", "algorithm", "lifetime", "claims".
    about: String,
    line: Option<usize>,
    name: String,
    reason: String,
}

/// A claim that is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    names: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    all: bool,
}

impl Open {
    fn unread(&self) -> Unread {
        let about = match self.about.as_str() {
            "audience" => About::Audience,
            "issuer" => About::Issuer,
            "key" => About::Key,
            "algorithm" => About::Algorithm,
            "lifetime" => About::Lifetime,
            "claims" => About::Claims,
            other => panic!("nothing is called {other:?}"),
        };
        Unread {
            line: self.line,
            name: self.name.clone(),
            reason: self.reason.clone(),
            about: Some(about),
        }
    }
}

impl Accepts {
    /// What is switched off.
    fn unchecked(&self) -> Unchecked {
        let mut unchecked = Unchecked::default();
        for name in &self.unchecked {
            match name.as_str() {
                "issuer" => unchecked.issuer = true,
                "audience" => unchecked.audience = true,
                "lifetime" => unchecked.lifetime = true,
                "signature" => unchecked.signature = true,
                other => panic!("nothing is called {other:?}"),
            }
        }
        unchecked
    }

    fn pinned(&self) -> Vec<PinnedKey> {
        let pinned = |(at, name): (usize, &String)| {
            let text = fill(name);
            let key = |name: &str| SigningKey::named(name);
            let (name, pem) = match text.split_once(':') {
                Some(("pem", name)) => ("a key in PEM".to_owned(), Some(key(name).pem())),
                Some(("hex", name)) => {
                    let x5t = key(name).x5t().expect("a certificate");
                    (hex_of_x5t(&x5t).expect("a thumbprint"), None)
                }
                _ => (text, None),
            };
            PinnedKey {
                name,
                pem,
                line: at + 1,
            }
        };
        self.keys.iter().enumerate().map(pinned).collect()
    }

    /// The same as the program knows it.
    pub fn api(&self) -> Api {
        if let Some(text) = &self.text {
            return import("the case", &fill(text)).expect("a configuration");
        }
        let all = |texts: &[String]| texts.iter().map(|t| fill(t)).collect();
        Api {
            audiences: all(&self.audiences),
            issuers: all(&self.issuers),
            metadata: self.metadata.as_ref().map(|m| match m.as_str() {
                address if address.contains("://") => fill(address),
                text if text.starts_with("text:") => text.replacen("text:", "", 1),
                name => place(name).metadata,
            }),
            issuer_from_metadata: self.issuer_from_metadata,
            keys_address: self.keys_address.as_ref().map(|keys| {
                if keys.contains("://") {
                    fill(keys)
                } else {
                    place(keys).keys
                }
            }),
            keys: self.pinned(),
            algorithms: self.algorithms.clone(),
            clock_skew: self.clock_skew,
            unchecked: self.unchecked(),
            client_id: self.client_id.as_deref().map(fill),
            tenant: self.tenant.as_deref().map(fill),
            policy: self.policy.clone(),
            stack: self
                .stack
                .as_ref()
                .map(|id| Stack::find(id).unwrap_or_else(|| panic!("no library is called {id:?}"))),
            permissions: Permissions {
                scopes: all(&self.scopes),
                roles: all(&self.roles),
                ..Permissions::default()
            },
            required_claims: self
                .required_claims
                .iter()
                .map(|claim| RequiredClaim {
                    names: claim.names.clone(),
                    values: all(&claim.values),
                    all: claim.all,
                    line: 0,
                })
                .collect(),
            limits: Limits {
                types: self.types.clone(),
                max_age: self.max_age,
                max_remaining: self.max_remaining,
                no_guests: self.no_guests,
                no_audience: self.no_audience,
            },
            fails_to_start: self.fails_to_start.clone(),
            reading: Reading {
                unread: self.undecided.iter().map(Open::unread).collect(),
                ..Reading::default()
            },
            ..Api::default()
        }
    }
}
