//! One validator at work on one token: what it was told, and what remains open.

use serde_json::Value;

use super::demands::Demands;
use super::keys::{Keys, keys};
use crate::api::About;
use crate::diagnosis::Facts;
use crate::diagnosis::issuers::{self, Origin, takes_metadata};
use crate::diagnosis::tolerance::tolerance;
use crate::diagnosis::words::short;
use crate::issuer::{issuer_by_address, metadata_facts};
use crate::keys::Key;
use crate::signature::{Algorithm, verify_with};
use crate::token::{Token, escape_deceiving};

/// How a claim compares with what is configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// It is accepted.
    Fits,
    /// It is not.
    Differs,
    /// The configuration says nothing about it.
    NotConfigured,
    /// It is not checked, or what is configured isn't known: then the run has noted it.
    Open,
}

/// One validator at work.
pub(super) struct Run<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) token: &'a Token,
    /// The accepted issuers, as they are compared.
    pub(super) issuers: Vec<String>,
    /// The moment, in seconds since 1970.
    pub(super) now: i64,
    /// Seconds allowed before `nbf` and after `exp`.
    pub(super) skew: (i64, i64),
    issuers_known: bool,
    told: bool,
    open: Vec<String>,
    why: Vec<String>,
    /// What it checks beyond the rest.
    pub(super) demands: Demands<'a>,
}

impl<'a> Run<'a> {
    /// `own`: the configuration is of this very library.
    /// `told`: which library it is of is known at all.
    pub(super) fn new(facts: &Facts<'a>, own: bool, told: bool) -> Option<Self> {
        let (issuers, issuers_known) = accepted(facts, own);
        let skew = tolerance(facts.api).map_or((0, 0), |t| (t.before, t.after));
        Some(Self {
            facts: *facts,
            token: facts.token?,
            issuers,
            now: facts.now.as_second(),
            skew,
            issuers_known,
            told,
            open: Vec::new(),
            why: Vec::new(),
            demands: Demands::default(),
        })
    }

    /// What remains open, as the ends of sentences; and what is worth saying.
    pub(super) fn said(self) -> (Vec<String>, Vec<String>) {
        (self.open, self.why)
    }

    /// Says something beside the answer.
    pub(super) fn say(&mut self, why: impl Into<String>) {
        let why = why.into();
        if !self.why.contains(&why) {
            self.why.push(why);
        }
    }

    /// Notes that the answer depends on something, as the end of a sentence.
    pub(super) fn depends_on(&mut self, what: &str) {
        if !self.open.iter().any(|known| known == what) {
            self.open.push(what.to_owned());
        }
    }

    /// Whether what is not configured is known to be so: a configuration was read, all of it.
    fn read_whole(&self) -> bool {
        self.told && self.facts.api.reading.unread.is_empty()
    }

    /// The token's audience beside the accepted ones.
    pub(super) fn audience(&mut self) -> Side {
        self.audience_by(|expected, actual| expected == actual)
    }

    /// The same, compared in the validator's own way.
    pub(super) fn audience_by(&mut self, same: impl Fn(&str, &str) -> bool) -> Side {
        let api = self.facts.api;
        if api.unchecked.audience {
            return Side::Open;
        }
        let actual = self.token.audiences();
        let fits = |expected: &String| actual.iter().any(|actual| same(expected, actual));
        if api.audiences.iter().any(fits) {
            return Side::Fits;
        }
        if self.left_open(About::Audience) {
            return Side::Open;
        }
        if !api.audiences.is_empty() {
            return Side::Differs;
        }
        if api.limits.no_audience || self.read_whole() {
            return Side::NotConfigured;
        }
        self.depends_on("the audience that your API accepts");
        Side::Open
    }

    /// The token's issuer beside the accepted ones, to the letter.
    pub(super) fn issuer(&mut self) -> Side {
        if self.facts.api.unchecked.issuer {
            return Side::Open;
        }
        let actual = self.token.issuer();
        if self.issuers.iter().any(|i| Some(i.as_str()) == actual) {
            return Side::Fits;
        }
        if self.left_open(About::Issuer) {
            return Side::Open;
        }
        if !self.issuers_known {
            self.depends_on("the issuer that the API's metadata names, which was not read");
            return Side::Open;
        }
        if self.issuers.is_empty() {
            if self.read_whole() {
                return Side::NotConfigured;
            }
            self.depends_on("the issuer that your API accepts");
            return Side::Open;
        }
        if self.issuers.iter().any(|i| i.contains("{tenant")) {
            self.say(
                "The metadata of several tenants names the issuer with the placeholder {tenantid}, \
                 and this check compares it as it stands.",
            );
        }
        Side::Differs
    }

    /// The issuer that the metadata names where that is a template for all tenants, with the issuer by
    /// which the metadata is found: libraries that find it by the issuer and compare the two refuse to
    /// start (Discovery 1.0 §4.3).
    pub(super) fn template_in_metadata(&self) -> Option<(String, String)> {
        let api = self.facts.api;
        let metadata = api.metadata.as_deref()?;
        let of_all = |address: &str| metadata_facts(address).is_multi_tenant();
        let asked = takes_metadata(api) || api.issuers.iter().any(|i| of_all(i));
        if api.unchecked.issuer || api.keys_address.is_some() || !of_all(metadata) || !asked {
            return None;
        }
        let read = issuers::as_in_metadata(&self.facts).into_iter().next();
        let template = read.or_else(|| issuer_by_address(metadata, Some("{tenantid}")))?;
        let issuer = metadata.strip_suffix("/.well-known/openid-configuration");
        Some((shown(&template), shown(issuer.unwrap_or(metadata))))
    }

    /// The keys that it reads; `None` where it needs none, or they aren't known and the run has noted
    /// it.
    pub(super) fn keys(&mut self) -> Option<Vec<&'a Key>> {
        self.keys_for(false)
    }

    /// The same, with those that are for encryption: for a library that doesn't look at `use`.
    pub(super) fn keys_of_any_use(&mut self) -> Option<Vec<&'a Key>> {
        self.keys_for(true)
    }

    fn keys_for(&mut self, any_use: bool) -> Option<Vec<&'a Key>> {
        if !self.facts.api.unchecked.signature && self.left_open(About::Key) {
            return None;
        }
        match keys(&self.facts, any_use) {
            Keys::Listed(keys) => Some(keys),
            Keys::Trusted => None,
            Keys::Unknown(what) => {
                self.depends_on(&what);
                None
            }
        }
    }

    /// Whether a key verifies the token's signature.
    pub(super) fn verifies(&self, key: &Key) -> bool {
        let algorithm = self.token.alg().and_then(Algorithm::of);
        let (Some(algorithm), Some(signature)) = (algorithm, self.token.signature()) else {
            return false;
        };
        verify_with(
            &key.public,
            algorithm,
            self.token.signing_input(),
            signature,
        )
    }

    /// Whether a key is of the type that the token's algorithm asks for, and not published for
    /// another one.
    pub(super) fn fits_alg(&self, key: &Key) -> bool {
        let alg = self.token.alg();
        let of_type = alg
            .and_then(Algorithm::of)
            .is_some_and(|algorithm| algorithm.refusal(&key.public).is_none());
        of_type && (key.alg.is_none() || key.alg.as_deref() == alg)
    }

    /// Whether the token's algorithm is among the accepted ones, or among `default` where none are
    /// configured; so, too, where those that were read may not be all.
    pub(super) fn alg_allowed(&mut self, default: &[&str]) -> bool {
        let alg = self.token.alg().unwrap_or_default();
        let configured = &self.facts.api.algorithms;
        let allowed = if configured.is_empty() {
            default.contains(&alg)
        } else {
            configured.iter().any(|known| known == alg)
        };
        allowed || self.left_open(About::Algorithm)
    }

    /// The token's kid, for a message.
    pub(super) fn kid(&self) -> String {
        shown(self.token.kid().unwrap_or_default())
    }

    /// A claim as it stands.
    pub(super) fn claim(&self, name: &str) -> Option<&'a Value> {
        self.token.claims().get(name)
    }
}

/// The issuers that are accepted, as this validator compares them, and whether they are all known.
fn accepted(facts: &Facts<'_>, own: bool) -> (Vec<String>, bool) {
    let Some(accepted) = issuers::accepted(facts) else {
        return (Vec::new(), true);
    };
    let from_metadata = issuers::takes_metadata(facts.api);
    if own || !from_metadata || accepted.from == Origin::Listed {
        return (accepted.issuers, accepted.complete);
    }
    // A library that isn't made for Microsoft's metadata compares templates as they stand.
    let raw = issuers::as_in_metadata(facts);
    if raw.is_empty() {
        return (accepted.issuers, accepted.complete);
    }
    let mut all = facts.api.issuers.clone();
    all.extend(raw);
    (all, true)
}

/// A value of the token in a message: nothing hidden, nothing endless.
pub(super) fn shown(value: &str) -> String {
    escape_deceiving(&short(value, 200)).0
}

/// Several of them in one line.
pub(super) fn shown_all<'a>(values: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let all: Vec<String> = values.into_iter().map(shown).collect();
    all.join(between)
}
