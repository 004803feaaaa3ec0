//! Istio's `RequestAuthentication`.

use super::super::Importer;
use super::super::draft::Draft;
use super::documents::documents;
use super::fill::{is_code, nothing, unmarked};
use super::istio_authorization::Policies;
use super::tree::Item;
use crate::api::{Api, ApiError, Stack};
use crate::issuer::metadata_address;

pub(super) const IMPORTER: Importer = Importer {
    signs: &["RequestAuthentication", "jwtRules"],
    recognise,
    read,
};

const WHAT: &str = "an Istio RequestAuthentication";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let kind = text.contains("RequestAuthentication") && text.contains("kind");
    let rules = text.contains("jwtRules:") || text.contains("\"jwtRules\"");
    (kind || rules).then_some(Stack::Istio)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = documents(name, text)?;
    let mut draft = Draft::of(Stack::Istio);
    let roots: Vec<Item<'_>> = trees.iter().map(Item::root).collect();
    let is_policy = |item: &Item<'_>| item.at(&["spec", "jwtRules"]).is_some();
    let policies: Vec<Item<'_>> = roots
        .iter()
        .flat_map(|root| root.find(&is_policy))
        .collect();
    let rules: Vec<Item<'_>> = policies
        .iter()
        .filter_map(|policy| policy.at(&["spec", "jwtRules"]))
        .flat_map(|rules| rules.values())
        .collect();
    let suits = |rule: &&Item<'_>| rule.get("issuer").is_some() || rule.get("jwksUri").is_some();
    let Some(rule) = rules.iter().find(suits).or_else(|| rules.first()) else {
        return Err(nothing(name, WHAT, "it has no `jwtRules`"));
    };
    if policies.len() > 1 {
        draft.note(format!(
            "There are {} policies; the first one with a rule was read.",
            policies.len()
        ));
    }
    draft.took_first_of(rules.len(), "rules", &format!("`{}`", rule.name));
    let authorization = Policies::of(&roots);
    read_rule(&mut draft, rule);
    authorization.read(&mut draft);
    draft.api.others = others(&rules, rule, &authorization, name);
    note_no_audience(&mut draft);
    if authorization.is_empty() {
        draft.note(
            "A RequestAuthentication lets requests without any token pass: an AuthorizationPolicy \
             that asks for a request principal has to stop them.",
        );
    }
    draft.finish_or(name, WHAT, "its rules name neither an issuer nor a key set")
}

/// The rules beside the one that is taken: a token has to meet that of its issuer alone.
fn others(
    rules: &[Item<'_>],
    taken: &Item<'_>,
    authorization: &Policies<'_>,
    name: &str,
) -> Vec<Api> {
    const MOST: usize = 16;
    let others = rules
        .iter()
        .filter(|rule| rule.name != taken.name || rule.line != taken.line);
    let read = others.take(MOST).filter_map(|rule| {
        let mut draft = Draft::of(Stack::Istio);
        read_rule(&mut draft, rule);
        authorization.read(&mut draft);
        note_no_audience(&mut draft);
        draft.finish_or(name, WHAT, "").ok()
    });
    read.collect()
}

fn note_no_audience(draft: &mut Draft) {
    if draft.api.unchecked.audience {
        draft.note("The rule names no audience: tokens for any audience are accepted.");
    }
}

fn read_rule(draft: &mut Draft, rule: &Item<'_>) {
    let issuer = rule.get("issuer");
    if let Some(issuer) = &issuer {
        draft.take_issuer(issuer);
    } else {
        draft.api.unchecked.issuer = true;
        draft.note("The rule names no issuer: any issuer is accepted.");
    }
    if let Some(audiences) = rule.get("audiences") {
        draft.take_audiences(&audiences);
    } else {
        draft.api.unchecked.audience = true;
    }
    let (address, inline) = (rule.get("jwksUri"), rule.get("jwks"));
    if let Some(address) = &address {
        draft.take_keys_address(address);
        if inline.is_some() {
            draft.note("Both `jwksUri` and `jwks` are set: `jwksUri` is ignored.");
            draft.api.keys_address = None;
        }
    }
    if let Some(inline) = &inline {
        draft.key_set(inline);
    }
    if address.is_none() && inline.is_none() {
        // Istiod asks the issuer for its metadata, once, and hands the keys to the proxies.
        draft.api.metadata = draft
            .api
            .issuers
            .first()
            .and_then(|issuer| metadata_address(issuer));
        draft.note("No key set is named: Istio finds it through the issuer's metadata.");
    }
}
