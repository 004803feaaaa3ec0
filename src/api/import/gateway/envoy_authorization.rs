//! What decides behind Envoy's `jwt_authn`: the filter `rbac`, and the authorization of Envoy
//! Gateway's `SecurityPolicy`.

use super::super::draft::Draft;
use super::tree::{Item, same};

/// Adds what a document asks for.
pub(super) fn read(draft: &mut Draft, document: &Item<'_>) {
    let is_rbac = |item: &Item<'_>| {
        let kind = item.get("@type").and_then(|kind| kind.as_text());
        kind.is_some_and(|kind| kind.contains(".rbac."))
    };
    for filter in document.find(&is_rbac) {
        let by_token = |item: &Item<'_>| {
            same(item.last_name(), "metadata")
                && item.get("filter").and_then(|f| f.as_text())
                    == Some("envoy.filters.http.jwt_authn")
        };
        for rule in filter.find(&by_token) {
            let reason =
                "decides by what the token holds, in a way that this program doesn't follow";
            draft.undecided_claims(&rule, reason);
        }
    }
    let is_policy = |item: &Item<'_>| {
        item.get("kind").and_then(|kind| kind.as_text()) == Some("SecurityPolicy")
    };
    for policy in document.find(&is_policy) {
        if let Some(authorization) = policy.at(&["spec", "authorization"]) {
            read_policy(draft, &authorization);
        }
    }
}

/// `authorization`: the first rule that matches decides, else `defaultAction`, which is to refuse.
fn read_policy(draft: &mut Draft, authorization: &Item<'_>) {
    let text = |item: &Item<'_>, name: &str| {
        let found = item.get(name);
        found.and_then(|found| found.as_text().map(str::to_owned))
    };
    let rules = authorization.get("rules").map(|rules| rules.values());
    let rules = rules.unwrap_or_default();
    let refused = text(authorization, "defaultAction").is_none_or(|action| action == "Deny");
    match rules.as_slice() {
        [rule] if refused && text(rule, "action").as_deref() == Some("Allow") => {
            if let Some(token) = rule.at(&["principal", "jwt"]) {
                read_token(draft, &token);
            }
        }
        rules => {
            let by_token = |rule: &&Item<'_>| rule.at(&["principal", "jwt"]).is_some();
            for rule in rules.iter().filter(by_token) {
                let reason = "is one of several rules, of which the first that matches decides";
                draft.undecided_claims(rule, reason);
            }
        }
    }
}

/// Every claim that is listed has to be met, by one of its values; all scopes have to be held.
fn read_token(draft: &mut Draft, token: &Item<'_>) {
    if let Some(scopes) = token.get("scopes") {
        draft.take_claim("scope", &scopes, true);
    }
    let claims = token.get("claims").map(|claims| claims.values());
    for claim in claims.unwrap_or_default() {
        let name = claim.get("name").and_then(|name| name.as_text());
        match (name, claim.get("values")) {
            (Some(name), Some(values)) if !name.contains('.') => {
                draft.take_claim(name, &values, false);
            }
            _ => draft.undecided_claims(&claim, "is about a claim inside another one"),
        }
    }
}
