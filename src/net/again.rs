//! Asking again for a key that is in none of the answers (rules D1.9).
//!
//! Key sets differ from one answer to the next: a key that is missing may stand in the next answer
//! a few seconds later. One answer without it proves nothing.

use std::time::Duration;

use crate::diagnosis::Inspection;
use crate::documents::{Documents, Origin, Request, RequestKind};
use crate::keys::SourceKind;
use crate::signature::SignatureOutcome;

/// How often a key set is asked at most, the first time included.
pub const ATTEMPTS: usize = 3;

/// How long to wait before asking again.
pub const PAUSE: Duration = Duration::from_secs(2);

/// The key sets that should be asked again for this token: those that were fetched, when the
/// token's kid stands in none of them and no other key verifies it.
pub fn ask_again(inspection: &Inspection, documents: &Documents) -> Vec<Request> {
    let names_a_key = inspection
        .token
        .as_ref()
        .is_some_and(|token| token.kid().or(token.x5t()).is_some());
    let listed = |index: usize| {
        let key = inspection.keys.keys.get(index);
        key.is_some_and(|key| !key.is_remembered())
    };
    // A key that only earlier answers list is missing too.
    let missing = inspection.signature.outcome != SignatureOutcome::NotChecked
        && inspection.keys.matching_now().next().is_none()
        && !inspection.signature.key.is_some_and(listed);
    if !names_a_key || !missing {
        return Vec::new();
    }
    let mut requests: Vec<Request> = Vec::new();
    for source in &inspection.keys.sources {
        let live = documents
            .latest(&source.url)
            .is_some_and(|d| d.origin == Origin::Live);
        let request = Request {
            url: source.url.clone(),
            kind: RequestKind::Keys,
        };
        if live && source.kind == SourceKind::Jwks && !requests.contains(&request) {
            requests.push(request);
        }
    }
    requests
}
