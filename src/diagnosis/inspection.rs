//! One token inspected: a pure function of the token, the documents, what the API accepts, and the
//! moment to judge by.

use jiff::Timestamp;

use super::audience::guid_in;
use super::place::Place;
use super::verdict::{Judged, checklist, verdict};
use super::{Entry, Facts, Verdict, rules};
use crate::api::Api;
use crate::documents::{AddressState, Consent, Documents, address_state};
use crate::input::{Found, Role};
use crate::issuer::{Address, Authority, Hints, resolve};
use crate::keys::{KeyTable, table};
use crate::signature::{Signature, SignatureOutcome, check};
use crate::token::{RoleEvidence, Token, role_of};

/// Everything that is known about one token.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// What was found and where.
    pub found: Found,
    /// The token taken apart; `None` where it has no parts.
    pub token: Option<Token>,
    /// Access token or ID token, and why.
    pub role: RoleEvidence,
    /// What it says about its issuer; `None` where there is no readable payload.
    pub authority: Option<Authority>,
    /// The authority's addresses and how far each has come.
    pub addresses: Vec<CheckedAddress>,
    /// All known keys.
    pub keys: KeyTable,
    /// What became of the signature.
    pub signature: Signature,
    /// Every rule's outcome that applies, in the order of the checklist.
    pub checklist: Vec<Entry>,
    /// The root cause.
    pub verdict: Verdict,
    /// What the API accepts.
    pub api: Api,
    /// The moment it was judged by.
    pub at: Timestamp,
}

/// An address and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAddress {
    /// The address.
    pub address: Address,
    /// How far it has come.
    pub state: AddressState,
}

/// What a token is judged with.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// All documents.
    pub documents: &'a Documents,
    /// What the API accepts.
    pub api: &'a Api,
    /// The error that the API logged or answered.
    pub error: Option<&'a str>,
    /// What was found together with the token, possibly the token itself among it: the access token
    /// of an ID token, the envelope around a bound token.
    pub companions: &'a [Found],
    /// What may be asked: tells why an address was not.
    pub consent: &'a Consent,
    /// The moment to judge by.
    pub now: Timestamp,
}

/// Inspects one found token.
pub fn inspect(found: &Found, inputs: &Inputs<'_>) -> Inspection {
    let Inputs {
        documents,
        api,
        error,
        companions,
        consent,
        now,
    } = *inputs;
    let token = Token::of(found);
    let role = role(found, token.as_ref());
    let readable = token.as_ref().filter(|t| !t.claims().members().is_empty());
    let authority = readable.map(|token| resolve(token, &hints(api)));
    let addresses: Vec<CheckedAddress> = authority
        .iter()
        .flat_map(|a| &a.addresses)
        .map(|a| CheckedAddress {
            address: a.clone(),
            state: address_state(a, documents, consent),
        })
        .collect();
    let states: Vec<AddressState> = addresses.iter().map(|a| a.state.clone()).collect();
    let keys = table(token.as_ref(), authority.as_ref(), documents);
    let signature = token
        .as_ref()
        .map_or_else(no_signature, |token| check(token, &keys));
    let outcomes = judge(&Facts {
        found,
        companions,
        token: token.as_ref(),
        role: &role,
        authority: authority.as_ref(),
        states: &states,
        documents,
        keys: &keys,
        signature: &signature,
        api,
        error,
        now,
    });
    let (verdict, checklist) = (verdict(&outcomes), checklist(&outcomes));
    let (api, found) = (api.clone(), found.clone());
    Inspection {
        found,
        token,
        role,
        authority,
        addresses,
        keys,
        signature,
        checklist,
        verdict,
        api,
        at: now,
    }
}

fn role(found: &Found, token: Option<&Token>) -> RoleEvidence {
    token.map_or_else(
        || RoleEvidence {
            role: found.role.unwrap_or(Role::Unknown),
            reasons: Vec::new(),
        },
        |token| role_of(token, found.role),
    )
}

/// Every rule's outcome, in the order of the checklist.
fn judge(facts: &Facts<'_>) -> Vec<Judged> {
    rules::RULES
        .iter()
        .map(|rule| (*rule, (rule.check)(facts)))
        .collect()
}

/// What the API's configuration tells beside the token.
fn hints(api: &Api) -> Hints {
    let place = api.metadata.as_deref().map(Place::of).unwrap_or_default();
    let tenant = place.tenant.as_deref().and_then(|t| t.split_once('.'));
    Hints {
        policy: place.policy.clone(),
        tenant_name: tenant.map(|(name, _)| name.to_owned()),
        app_id: api.audiences.iter().find_map(|a| guid_in(a)),
        metadata: api.metadata.clone(),
    }
}

fn no_signature() -> Signature {
    Signature {
        outcome: SignatureOutcome::NotChecked,
        key: None,
        reason: Some("There is no signature to check.".to_owned()),
        trials: Vec::new(),
    }
}
