//! One token inspected: a pure function of the token, the documents, what the API accepts, and the
//! moment to judge by.

use jiff::Timestamp;

use super::{Entry, Facts, Outcome, OutcomeKind, Rule, guide, rules};
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

/// The root cause, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The rule that leads; `signature-verified` where nothing failed.
    pub rule: &'static str,
    /// Failed, passed, or not checked.
    pub outcome: OutcomeKind,
    /// One sentence.
    pub headline: String,
}

/// Inspects one found token.
pub fn inspect(
    found: &Found,
    documents: &Documents,
    api: &Api,
    consent: &Consent,
    now: Timestamp,
) -> Inspection {
    let token = Token::of(found);
    let role = token.as_ref().map_or_else(
        || RoleEvidence {
            role: found.role.unwrap_or(Role::Unknown),
            reasons: Vec::new(),
        },
        |token| role_of(token, found.role),
    );
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
    let facts = Facts {
        found,
        token: token.as_ref(),
        role: &role,
        authority: authority.as_ref(),
        states: &states,
        documents,
        keys: &keys,
        signature: &signature,
        api,
        now,
    };
    let outcomes: Vec<(&'static Rule, Outcome)> = rules::RULES
        .iter()
        .map(|rule| (*rule, (rule.check)(&facts)))
        .collect();
    let verdict = verdict(&outcomes);
    let checklist = outcomes
        .iter()
        .filter_map(|(rule, outcome)| entry(rule, outcome))
        .collect();
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

fn hints(api: &Api) -> Hints {
    Hints {
        metadata: api.metadata.clone(),
        ..Hints::default()
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

/// The first failed rule in the order of causes; else what `signature-verified` says.
fn verdict(outcomes: &[(&'static Rule, Outcome)]) -> Verdict {
    let failed = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.kind() == OutcomeKind::Failed)
        .min_by_key(|(rule, _)| rule.cause);
    let leading = failed.or_else(|| {
        outcomes
            .iter()
            .find(|(rule, _)| rule.id == "signature-verified")
    });
    leading.map_or_else(
        || Verdict {
            rule: "signature-verified",
            outcome: OutcomeKind::NotChecked,
            headline: "Nothing was checked.".to_owned(),
        },
        |(rule, outcome)| Verdict {
            rule: rule.id,
            outcome: outcome.kind(),
            headline: outcome
                .finding()
                .map(|f| f.headline.clone())
                .unwrap_or_default(),
        },
    )
}

fn entry(rule: &'static Rule, outcome: &Outcome) -> Option<Entry> {
    let finding = outcome.finding()?;
    let page = guide::page(rule.id, &finding.values);
    let refused = matches!(outcome.kind(), OutcomeKind::Failed | OutcomeKind::Warning);
    let mut paragraphs = vec![page.meaning];
    if refused {
        paragraphs.push(page.refused);
    }
    paragraphs.extend(finding.notes.iter().cloned());
    paragraphs.retain(|p| !p.is_empty());
    Some(Entry {
        rule: rule.id,
        step: rule.step,
        outcome: outcome.kind(),
        headline: finding.headline.clone(),
        evidence: finding.evidence.clone(),
        explanation: paragraphs.join("\n\n"),
        remedies: if refused { page.remedies } else { Vec::new() },
        reference: rule.reference,
    })
}
