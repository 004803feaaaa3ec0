//! All that a rule may look at.

use jiff::Timestamp;

use crate::api::Api;
use crate::documents::{AddressState, Documents};
use crate::input::Found;
use crate::issuer::Authority;
use crate::keys::KeyTable;
use crate::signature::Signature;
use crate::token::{RoleEvidence, Token};

/// The facts about one token.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was found, and what was wrapped around it.
    pub found: &'a Found,
    /// The token taken apart; `None` where it has no parts.
    pub token: Option<&'a Token>,
    /// Access token or ID token, and why.
    pub role: &'a RoleEvidence,
    /// What it says about its issuer; `None` where it has no readable payload.
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
    /// The moment to judge by.
    pub now: Timestamp,
}

impl Facts<'_> {
    /// The key that answers to the token's kid and decided the signature, or the first that
    /// answers to the kid.
    pub fn key(&self) -> Option<&crate::keys::Key> {
        self.signature
            .key
            .and_then(|index| self.keys.keys.get(index))
            .or_else(|| self.keys.matching().next().map(|(_, key)| key))
    }

    /// Whether at least one address answered with keys, live or saved.
    pub fn any_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Whether a known key verifies the signature, with or without the nonce transform.
    pub fn genuine(&self) -> bool {
        matches!(
            self.signature.outcome,
            crate::signature::SignatureOutcome::Verified
                | crate::signature::SignatureOutcome::VerifiedAfterNonceTransform
        )
    }
}
