//! One token inspected: a pure function of the token, the documents, what the API accepts, and the
//! moment to judge by.

use jiff::Timestamp;

use super::audience::guid_in;
use super::place::Place;
use super::verdict::{Judged, checklist, verdict};
use super::{Entry, Facts, Verdict, possession, rules, saml};
use crate::api::Api;
use crate::documents::{AddressState, Consent, Documents, address_state};
use crate::input::{Found, Kind, Role};
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
    /// What it says about its issuer; `None` where there is neither a readable payload nor a
    /// readable SAML message.
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

/// Inspects one found token by itself.
pub fn inspect(
    found: &Found,
    documents: &Documents,
    api: &Api,
    consent: &Consent,
    now: Timestamp,
) -> Inspection {
    inspect_with(found, &[], documents, api, consent, now)
}

/// Inspects one found token in the light of what was found together with it: the access token of
/// an ID token, the envelope around a bound token. `companions` may hold the token itself.
pub fn inspect_with(
    found: &Found,
    companions: &[Found],
    documents: &Documents,
    api: &Api,
    consent: &Consent,
    now: Timestamp,
) -> Inspection {
    let token = Token::of(found);
    let role = role(found, token.as_ref());
    let stand_in = saml::stand_in(found);
    let speaker = token.as_ref().or(stand_in.as_ref());
    let readable = speaker.filter(|t| !t.claims().members().is_empty());
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
    let keys = table(speaker, authority.as_ref(), documents);
    let signature = match &token {
        Some(envelope) if found.kind == Kind::PopEnvelope => possession::signature(envelope),
        Some(token) => check(token, &keys),
        None => no_signature(),
    };
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
