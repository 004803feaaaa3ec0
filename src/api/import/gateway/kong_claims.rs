//! The claims that Kong's plugin `openid-connect` asks for.
//!
//! Each pair of a claim and what it has to hold is checked on its own. Of the items of a list one is
//! enough; within one item, blanks part values that all have to be there.

use super::super::draft::Draft;
use super::fill::{add, means};
use super::tree::Item;

/// The settings in pairs: the claim, what it has to hold, and the claim where none is named.
const PAIRS: [(&str, &str, &str); 4] = [
    ("audience_claim", "audience_required", "aud"),
    ("scopes_claim", "scopes_required", "scope"),
    ("roles_claim", "roles_required", "roles"),
    ("groups_claim", "groups_required", "groups"),
];

/// Reads the pairs, and the claim that names a consumer.
pub(super) fn read(draft: &mut Draft, config: &Item<'_>) {
    let get = |name: &str| config.get(name).filter(|item| !item.values().is_empty());
    for (claim, required, by_default) in PAIRS {
        let named = get(claim);
        let path = named.map(|named| named.texts(draft, "the claim that is asked for"));
        let path = path.unwrap_or_else(|| vec![by_default.to_owned()]);
        match (get(required), path.as_slice()) {
            (Some(item), [claim]) => read_pair(draft, claim, &item),
            (Some(item), _) => {
                item.texts(draft, means::CLAIM);
                draft.undecided_claims(&item, "is about a claim inside another one");
            }
            (None, _) if by_default == "aud" => {
                draft.api.unchecked.audience = true;
                draft.note("`audience_required` is not set: tokens for any audience are accepted.");
            }
            (None, _) => {}
        }
    }
    read_consumer(draft, config);
}

fn read_pair(draft: &mut Draft, claim: &str, item: &Item<'_>) {
    if claim == "aud" {
        read_audiences(draft, item);
        return;
    }
    let listed = item.values().len();
    let meaning = match claim {
        "scp" | "scope" => means::SCOPE,
        "roles" => means::ROLE,
        _ => means::CLAIM,
    };
    let items = item.texts(draft, meaning);
    match items.as_slice() {
        // One that can't be read may be the one that the token holds.
        _ if items.len() < listed => {}
        [one] => draft.require(claim, words(one), true, item.line),
        _ if items.iter().all(|one| words(one).len() == 1) => {
            draft.require(claim, items.clone(), false, item.line);
        }
        _ => draft.undecided_claims(item, ALTERNATIVES),
    }
    if claim == "scope" && !items.is_empty() {
        draft.note(
            "`scopes_claim` is not set to `scp`: the scopes are looked for in the claim `scope`, \
             which tokens of Entra ID don't have.",
        );
    }
}

const ALTERNATIVES: &str = "lists groups of values of which one has to be held whole";

fn read_audiences(draft: &mut Draft, item: &Item<'_>) {
    let listed = item.values().len();
    let items = item.texts(draft, means::AUDIENCE);
    let together: Vec<String> = items.iter().flat_map(|one| words(one)).collect();
    match items.as_slice() {
        [one] if together.len() > 1 && listed == 1 => {
            draft.note(format!(
                "A token has to be for all of these audiences: {one}."
            ));
            draft.require("aud", together.clone(), true, item.line);
        }
        several if several.len() > 1 && together.len() > several.len() => {
            draft.undecided_claims(item, ALTERNATIVES);
        }
        _ => {}
    }
    add(&mut draft.api.audiences, together);
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// `consumer_claim`: its value has to be that of a consumer, unless consumers are optional.
fn read_consumer(draft: &mut Draft, config: &Item<'_>) {
    let Some(claim) = config
        .get("consumer_claim")
        .filter(|item| !item.values().is_empty())
    else {
        return;
    };
    let path = claim.texts(draft, "the claim that names the consumer");
    let optional = config.get("consumer_optional");
    let optional = optional.and_then(|item| item.flag(draft, "whether a consumer has to be found"));
    if optional == Some(true) {
        return;
    }
    if let [name] = path.as_slice() {
        draft.require_presence(name, claim.line);
    }
    let reason = "has to name one of Kong's consumers: which there are is not compared";
    draft.undecided_claims(&claim, reason);
}
