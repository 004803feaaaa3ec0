//! The report as JSON.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{json_api, without_tokens};
use crate::api::Stack;
use crate::diagnosis::{CheckedAddress, Entry, Inspection};
use crate::documents::AddressState;
use crate::input::json::Object;
use crate::issuer::{Authority, Cloud, Platform};
use crate::keys::{Key, Source, SourceKind};
use crate::signature::TrialResult;
use crate::token::{Token, shown_claims};

/// The report of all tokens as one JSON document.
pub fn json(inspections: &[Inspection], at: Timestamp) -> Value {
    json_with(inspections, at, None)
}

/// The same with the configuration of a stack that accepts each token, as member `fix`.
pub fn json_with(inspections: &[Inspection], at: Timestamp, fix: Option<Stack>) -> Value {
    let with_fix = |inspection: &Inspection| {
        let mut value = token(inspection);
        if let (Value::Object(members), Some(stack)) = (&mut value, fix) {
            members.insert("fix".to_owned(), json_api::fix(inspection, stack));
        }
        value
    };
    let tokens: Vec<Value> = inspections.iter().map(with_fix).collect();
    without_inner_tokens(json!({ "tokenscope": 1, "at": at.to_string(), "tokens": tokens }))
}

fn token(inspection: &Inspection) -> Value {
    let i = inspection;
    let parts = i.token.as_ref();
    json!({
        "found": { "source": i.found.source, "at": i.found.at },
        "kind": i.found.kind.name(),
        "role": i.role.role.name(),
        "header": object(parts.map(Token::header_object)),
        "claims": claims(parts),
        "issuer": issuer(i.authority.as_ref()),
        "addresses": addresses(i),
        "keys": keys(i),
        "signature": signature(i),
        "verdict": {
            "rule": i.verdict.rule,
            "outcome": i.verdict.outcome.name(),
            "headline": i.verdict.headline,
        },
        "checklist": i.checklist.iter().map(entry).collect::<Vec<_>>(),
        "api": json_api::api(&i.api),
        "comparison": i.comparison.iter().map(json_api::comparison).collect::<Vec<_>>(),
        "error": json_api::error(i.error.as_ref()),
        "predictions": i.predictions.iter().map(json_api::prediction).collect::<Vec<_>>(),
        "commands": i.commands().iter().map(json_api::command).collect::<Vec<_>>(),
    })
}

/// A header as it stands; empty where there is none.
fn object(object: Option<&Object>) -> Value {
    object.map_or_else(|| Value::Object(Map::new()), Object::to_value)
}

/// The claims without those that are secrets of their own.
fn claims(token: Option<&Token>) -> Value {
    token.map_or_else(|| object(None), |token| shown_claims(token.claims()))
}

/// The same without compact tokens inside of strings, such as the access token in a signed HTTP
/// request.
fn without_inner_tokens(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_tokens(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(without_inner_tokens).collect()),
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(n, v)| (n, without_inner_tokens(v)));
            Value::Object(members.collect())
        }
        other => other,
    }
}

fn issuer(authority: Option<&Authority>) -> Value {
    json!({
        "platform": authority.map_or(Platform::Other, |a| a.platform).name(),
        "cloud": authority.and_then(|a| a.cloud).map(Cloud::name),
        "tenant": authority.and_then(|a| a.tenant.as_deref()),
        "policy": authority.and_then(|a| a.policy.as_deref()),
    })
}

fn addresses(inspection: &Inspection) -> Vec<Value> {
    let checked = inspection.addresses.iter().enumerate();
    checked
        .map(|(index, checked)| address(inspection, index, checked))
        .collect()
}

/// `keys_listed` and `has_kid` are null where no answer tells.
fn address(inspection: &Inspection, index: usize, checked: &CheckedAddress) -> Value {
    let sources: Vec<(usize, &Source)> = sources_of(inspection, index).collect();
    let key_set = sources.iter().find(|(_, s)| s.kind == SourceKind::Jwks);
    let read = key_set.or_else(|| sources.first());
    let has_kid = inspection
        .keys
        .matching()
        .any(|(_, key)| sources.iter().any(|(s, _)| key.listed_at.contains(s)));
    let (state, error) = match &checked.state {
        AddressState::Fetched => ("fetched", None),
        AddressState::Saved => ("saved", None),
        AddressState::Failed(reason) => ("failed", Some(reason)),
        AddressState::NotAsked(reason) => ("not-asked", Some(reason)),
    };
    json!({
        "label": checked.address.label,
        "metadata": Some(&checked.address.metadata).filter(|m| !m.is_empty()),
        "keys": key_set.map_or(&checked.address.keys, |(_, s)| &s.url),
        "state": state,
        "keys_listed": read.map(|(_, s)| s.listed),
        "has_kid": read.map(|_| has_kid),
        "error": error,
    })
}

/// The places that were read for one address, with their index. One that is only remembered was not
/// read.
pub(super) fn sources_of(
    inspection: &Inspection,
    address: usize,
) -> impl Iterator<Item = (usize, &Source)> {
    let sources = inspection.keys.sources.iter().enumerate();
    sources.filter(move |(_, source)| source.address == Some(address) && !source.only_past)
}

fn keys(inspection: &Inspection) -> Vec<Value> {
    let all = inspection.keys.keys.iter().enumerate();
    all.map(|(index, key)| {
        let mut value = json!({
            "kid": key.kid,
            "thumbprint": thumbprint(key),
            "listed_at": listed_at(inspection, key),
            "matches_kid": key.matches_kid,
            "verifies": verifies(inspection, index),
        });
        // Listed nowhere, so that its row would not explain itself.
        if key.is_remembered()
            && let Value::Object(members) = &mut value
        {
            let first = key.seen.first.map(|at| at.to_string());
            let last = key.seen.last.map(|at| at.to_string());
            members.insert("first_seen".to_owned(), first.into());
            members.insert("last_seen".to_owned(), last.into());
        }
        value
    })
    .collect()
}

/// The certificate's thumbprint as hex, or the key's own where it has no certificate.
pub(super) fn thumbprint(key: &Key) -> Option<&str> {
    let names = &key.thumbprints;
    names.sha1_hex.as_deref().or(names.jwk.as_deref())
}

fn listed_at<'a>(inspection: &'a Inspection, key: &'a Key) -> Vec<&'a str> {
    let mut urls: Vec<&str> = Vec::new();
    for source in inspection.keys.sources_of(key) {
        if !urls.contains(&source.url.as_str()) {
            urls.push(&source.url);
        }
    }
    urls
}

/// Whether a key verifies the signature; null where it was not tried.
fn verifies(inspection: &Inspection, key: usize) -> Option<bool> {
    match trial(inspection, key)? {
        TrialResult::Verified | TrialResult::VerifiedAfterNonceTransform => Some(true),
        TrialResult::OtherContent { .. } | TrialResult::NotThisKey => Some(false),
        TrialResult::NotTried(_) => None,
    }
}

/// What one key said.
pub(super) fn trial(inspection: &Inspection, key: usize) -> Option<&TrialResult> {
    let trials = inspection.signature.trials.iter();
    trials
        .filter(|trial| trial.key == key)
        .map(|t| &t.result)
        .next()
}

fn signature(inspection: &Inspection) -> Value {
    let signature = &inspection.signature;
    let key = signature.key.and_then(|k| inspection.keys.keys.get(k));
    json!({
        "outcome": signature.outcome.name(),
        "key": key.and_then(|k| k.kid.as_deref().or_else(|| thumbprint(k))),
        "listed_at": key.map(|k| listed_at(inspection, k)).unwrap_or_default(),
        "reason": signature.reason,
    })
}

fn entry(entry: &Entry) -> Value {
    let evidence: Vec<Value> = entry
        .evidence
        .iter()
        .map(|e| {
            json!({
                "name": e.name,
                "expected": e.expected,
                "actual": e.actual,
            })
        })
        .collect();
    json!({
        "step": entry.step.name(),
        "rule": entry.rule,
        "outcome": entry.outcome.name(),
        "headline": entry.headline,
        "evidence": evidence,
        "explanation": entry.explanation,
        "remedies": entry.remedies,
        "reference": entry.reference,
    })
}
