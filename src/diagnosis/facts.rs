//! All that a rule may look at.

use jiff::Timestamp;

use crate::api::{About, Api};
use crate::documents::{AddressState, Documents};
use crate::input::{Found, Kind};
use crate::issuer::{Address, Authority, Family, Platform, Purpose, host_of};
use crate::keys::{Key, KeyTable, Source};
use crate::signature::{Algorithm, Signature, SignatureOutcome};
use crate::token::{RoleEvidence, Token};

/// The facts about one token.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was found, and what was wrapped around it.
    pub found: &'a Found,
    /// Everything that was found together with it; it may be among them itself. See
    /// [`Facts::beside`].
    pub companions: &'a [Found],
    /// The token taken apart; `None` where it has no parts.
    pub token: Option<&'a Token>,
    /// Access token or ID token, and why.
    pub role: &'a RoleEvidence,
    /// What it says about its issuer; `None` where it has neither a readable payload nor is a
    /// readable SAML message.
    pub authority: Option<&'a Authority>,
    /// How far each of the authority's addresses has come, in their order.
    pub states: &'a [AddressState],
    /// All documents.
    pub documents: &'a Documents,
    /// All known keys.
    pub keys: &'a KeyTable,
    /// What became of the signature.
    pub signature: &'a Signature,
    /// What the API accepts.
    pub api: &'a Api,
    /// The error that the API logged or answered. It may hold anything, a token included: only what
    /// a rule recognises in it is ever repeated.
    pub error: Option<&'a str>,
    /// The moment to judge by.
    pub now: Timestamp,
}

impl<'a> Facts<'a> {
    /// What was found beside this token: the other tokens of the same text or the same files.
    pub fn beside(&self) -> impl Iterator<Item = &'a Found> + use<'a> {
        let own = self.found.text.as_str();
        self.companions.iter().filter(move |f| f.text != own)
    }

    /// The key that decided the signature, or the first that answers to the token's kid.
    pub fn key(&self) -> Option<&'a Key> {
        self.signature
            .key
            .and_then(|index| self.keys.keys.get(index))
            .or_else(|| self.keys.matching().next().map(|(_, key)| key))
    }

    /// The key that a verifier would use: the one that verifies, or else the first that answers to
    /// the token's kid.
    pub fn signing_key(&self) -> Option<&'a Key> {
        if self.genuine() {
            return self.key();
        }
        self.keys.matching().next().map(|(_, key)| key)
    }

    /// The key of the token's kid where no newest answer lists one: it is remembered from earlier
    /// answers. The one that decided the signature comes before others.
    pub fn remembered_key(&self) -> Option<&'a Key> {
        if self.keys.matching_now().next().is_some() {
            return None;
        }
        let decided = self.key().filter(|key| key.matches_kid);
        decided.or_else(|| self.keys.matching().next().map(|(_, key)| key))
    }

    /// Whether one of the issuer's or the API's places lists a key: loose documents speak for nobody.
    pub fn vouched(&self, key: &Key) -> bool {
        self.keys.listed_for(key, |_| true)
    }

    /// The loose file that the user gave, where only such files list a key. A document that was saved
    /// with an address is none: anybody can publish a key at an address of their own.
    pub fn only_in_file(&self, key: &'a Key) -> Option<&'a Source> {
        let loose = |s: &&Source| s.purpose.is_none() && host_of(&s.url).is_none();
        let unvouched = !self.vouched(key);
        self.keys.sources_of(key).find(|s| unvouched && loose(s))
    }

    /// Whether at least one address answered with keys, live or saved.
    pub fn any_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Whether a known key verifies the signature, with or without the nonce transform.
    pub fn genuine(&self) -> bool {
        matches!(
            self.signature.outcome,
            SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform
        )
    }

    /// The token, where it is a JWT in three parts with readable claims: signed, unsecured or
    /// damaged. Assertions of clients, signed requests and encrypted tokens are not meant.
    pub fn jwt(&self) -> Option<&'a Token> {
        let three_parts = matches!(
            self.found.kind,
            Kind::Jws | Kind::UnsecuredJwt | Kind::DamagedJwt
        );
        self.token
            .filter(|token| three_parts && !token.claims().members().is_empty())
    }

    /// The token, where a published key could check it: whole, signed, with an algorithm of public
    /// keys. Questions about keys make sense for no other.
    pub fn signed(&self) -> Option<&'a Token> {
        self.jwt().filter(|token| {
            self.found.kind == Kind::Jws
                && token.alg().is_none_or(|alg| Algorithm::of(alg).is_some())
        })
    }

    /// The platform that issued the token.
    pub fn platform(&self) -> Option<Platform> {
        self.authority.map(|a| a.platform)
    }

    /// The family of the platform.
    pub fn family(&self) -> Option<Family> {
        self.platform().map(Platform::family)
    }

    /// The addresses with their states.
    pub fn addresses(&self) -> impl Iterator<Item = (&'a Address, &'a AddressState)> + use<'a> {
        let addresses = self.authority.map_or(&[][..], |a| a.addresses.as_slice());
        addresses.iter().zip(self.states)
    }

    /// The first address of the token's own tenant or policy.
    pub fn own_address(&self) -> Option<&'a Address> {
        let addresses = self.authority.map_or(&[][..], |a| a.addresses.as_slice());
        addresses.iter().find(|a| a.purpose == Purpose::Own)
    }

    /// The address that the API is configured with, and its place among the addresses.
    pub fn configured_address(&self) -> Option<(usize, &'a Address)> {
        let authority = self.authority?;
        let index = authority.configured?;
        Some((index, authority.addresses.get(index)?))
    }

    /// The places that were read for a purpose.
    pub fn read(&self, test: impl Fn(&Purpose) -> bool) -> impl Iterator<Item = &'a Source> {
        self.keys
            .sources
            .iter()
            .filter(move |s| !s.only_past && s.purpose.as_ref().is_some_and(&test))
    }

    /// Whether a key list of the token's own tenant or policy was read.
    pub fn own_read(&self) -> bool {
        self.read(|p| *p == Purpose::Own).next().is_some()
    }

    /// The address whose metadata the API is configured to read, and its place among the addresses:
    /// another one than [`configured_address`](Self::configured_address) where keys are configured
    /// apart from it.
    pub fn configured_metadata(&self) -> Option<(usize, &'a Address)> {
        let authority = self.authority?;
        let index = authority.configured_metadata?;
        Some((index, authority.addresses.get(index)?))
    }

    /// Where the API reads its keys, as it is configured: its key set, else its metadata.
    pub fn api_place(&self) -> Option<&'a str> {
        let keys = self.api.keys_address.as_deref();
        keys.or(self.api.metadata.as_deref())
    }

    /// Where the API reads its keys, as far as is known: as it is configured, else the default of the
    /// token's cloud. `None` where its keys stand in the configuration itself, or where only the
    /// running API knows the place.
    pub fn api_metadata(&self) -> Option<&'a str> {
        let told_elsewhere = self.api.reading.undecided(About::Key).next().is_some();
        let default = || {
            self.authority
                .map(|a| a.default_metadata.as_str())
                .filter(|m| !m.is_empty() && self.api.keys.is_empty() && !told_elsewhere)
        };
        self.api_place().or_else(default)
    }
}
