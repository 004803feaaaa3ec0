//! One token inspected: a pure function of the token, the documents, what the API accepts, and the
//! moment to judge by.

use jiff::Timestamp;

use super::audience::guid_in;
use super::verdict::{Judged, checklist, verdict};
use super::{
    Comparison, Entry, ErrorVerdict, Facts, Prediction, Verdict, choice, company, comparison,
    error, possession, rules, saml, validators,
};
use crate::api::Api;
use crate::documents::{AddressState, Consent, Documents, address_state};
use crate::input::{Found, Kind, Role};
use crate::issuer::{Address, Authority, Cloud, Hints, Purpose, metadata_facts, resolve};
use crate::keys::{KeyRole, KeyTable, table};
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
    /// What the API accepts beside what the token has; empty where nothing is known about the API.
    pub comparison: Vec<Comparison>,
    /// What the error says that the API logged or answered.
    pub error: Option<ErrorVerdict>,
    /// What each validator would answer.
    pub predictions: Vec<Prediction>,
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
    let token = Token::of(found);
    let chosen = choice::chosen(inputs.api, token.as_ref());
    let api = chosen.as_ref().unwrap_or(inputs.api);
    let by_error = error::api_by_error(api, token.as_ref(), inputs.error);
    let inputs = &Inputs {
        api: by_error.as_ref().unwrap_or(api),
        ..*inputs
    };
    let basis = Basis::of(found, token, inputs);
    let judged = Judgement::of(&basis.facts(found, inputs));
    Inspection {
        found: found.clone(),
        addresses: checked(basis.authority.as_ref(), basis.states),
        token: basis.token,
        role: basis.role,
        authority: basis.authority,
        keys: basis.keys,
        signature: basis.signature,
        checklist: judged.checklist,
        verdict: judged.verdict,
        api: inputs.api.clone(),
        comparison: judged.comparison,
        error: judged.error,
        predictions: judged.predictions,
        at: inputs.now,
    }
}

/// What is said about a token.
struct Judgement {
    checklist: Vec<Entry>,
    verdict: Verdict,
    comparison: Vec<Comparison>,
    error: Option<ErrorVerdict>,
    predictions: Vec<Prediction>,
}

impl Judgement {
    fn of(facts: &Facts<'_>) -> Self {
        let outcomes = judge(facts);
        let verdict = verdict(&outcomes);
        Self {
            comparison: comparison::compare(facts, &outcomes),
            error: error::settle(facts, &outcomes, &verdict),
            predictions: validators::predict(facts),
            checklist: checklist(&outcomes),
            verdict,
        }
    }
}

/// What the rules look at, before any of them does.
struct Basis {
    token: Option<Token>,
    role: RoleEvidence,
    authority: Option<Authority>,
    states: Vec<AddressState>,
    keys: KeyTable,
    signature: Signature,
}

impl Basis {
    fn facts<'a>(&'a self, found: &'a Found, inputs: &Inputs<'a>) -> Facts<'a> {
        Facts {
            found,
            companions: inputs.companions,
            token: self.token.as_ref(),
            role: &self.role,
            authority: self.authority.as_ref(),
            states: &self.states,
            documents: inputs.documents,
            keys: &self.keys,
            signature: &self.signature,
            api: inputs.api,
            error: inputs.error,
            now: inputs.now,
        }
    }

    fn of(found: &Found, token: Option<Token>, inputs: &Inputs<'_>) -> Self {
        let role = role(found, token.as_ref());
        let stand_in = saml::stand_in(found);
        let speaker = token.as_ref().or(stand_in.as_ref());
        let mut authority = authority(speaker, inputs.api);
        let states = states(authority.as_ref(), inputs.documents, inputs.consent);
        let keys = table(speaker, authority.as_ref(), inputs.documents);
        let signature = signature(found, token.as_ref(), &keys);
        if let Some(authority) = &mut authority {
            settle_cloud(authority, &keys, &signature);
        }
        Self {
            token,
            role,
            authority,
            states,
            keys,
            signature,
        }
    }
}

/// What a token with readable claims says about its issuer.
fn authority(token: Option<&Token>, api: &Api) -> Option<Authority> {
    let readable = token.filter(|t| !t.claims().members().is_empty());
    readable.map(|token| resolve(token, &hints(api)))
}

/// Settles by the token's key which cloud it is of, where its issuer serves two and its claims tell
/// neither (rules C2.3 d, C2.5).
fn settle_cloud(authority: &mut Authority, keys: &KeyTable, signature: &Signature) {
    let decided = signature.key.and_then(|index| keys.keys.get(index));
    let key = decided.or_else(|| keys.matching().next().map(|(_, key)| key));
    let Some(key) = key.filter(|_| authority.cloud_is_assumed()) else {
        return;
    };
    let told = key.role == KeyRole::EntraUsGov
        || key.cloud_instance_name.as_deref() == Some("microsoftonline.us");
    let mut places = keys.sources_of(key).peekable();
    let only_there = key.role != KeyRole::EntraPublic
        && places.peek().is_some()
        && places.all(|s| s.purpose == Some(Purpose::OtherCloud));
    if told || only_there {
        authority.cloud = Some(Cloud::UsGov);
        let proof = if told {
            "one of the US Government cloud"
        } else {
            "listed in the US Government cloud alone"
        };
        authority.cloud_reason = format!(
            "sts.windows.net issues for the public and the US Government cloud; the token's key is \
             {proof}."
        );
    }
}

/// How far each of the authority's addresses has come, in their order.
fn states(
    authority: Option<&Authority>,
    documents: &Documents,
    consent: &Consent,
) -> Vec<AddressState> {
    let addresses = authority.into_iter().flat_map(|a| &a.addresses);
    addresses
        .map(|address| address_state(address, documents, consent))
        .collect()
}

fn checked(authority: Option<&Authority>, states: Vec<AddressState>) -> Vec<CheckedAddress> {
    let addresses = authority.into_iter().flat_map(|a| &a.addresses).cloned();
    let both = addresses.zip(states);
    both.map(|(address, state)| CheckedAddress { address, state })
        .collect()
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
        .map(|rule| (*rule, company::outcome(facts, rule, rule.judge(facts))))
        .collect()
}

/// What the API's configuration tells beside the token.
fn hints(api: &Api) -> Hints {
    let place = api.metadata.as_deref().or(api.keys_address.as_deref());
    let facts = place.map(metadata_facts);
    let tenant = facts
        .as_ref()
        .and_then(|f| f.tenant.as_deref())
        .or(api.tenant.as_deref())
        .and_then(|tenant| tenant.split_once('.'));
    let ids = api.client_id.iter().chain(&api.audiences);
    Hints {
        tenant_name: tenant.map(|(name, _)| name.to_owned()),
        policy: facts
            .as_ref()
            .and_then(|f| f.policy.clone())
            .or_else(|| api.policy.as_deref().map(str::to_ascii_lowercase)),
        app_id: { ids }.find_map(|a| guid_in(a)),
        metadata: api.metadata.clone(),
        keys: api.keys_address.clone(),
    }
}

fn signature(found: &Found, token: Option<&Token>, keys: &KeyTable) -> Signature {
    if let Some(envelope) = token.filter(|_| found.kind == Kind::PopEnvelope) {
        return possession::signature(envelope);
    }
    let nothing = || Signature {
        outcome: SignatureOutcome::NotChecked,
        key: None,
        reason: Some("There is no signature to check.".to_owned()),
        trials: Vec::new(),
    };
    token.map_or_else(nothing, |token| check(token, keys))
}
