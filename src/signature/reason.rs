//! Why a signature came out as it did, in sentences about this token.

use super::trial::{Attempt, shown};
use super::{Algorithm, SignatureOutcome, TrialResult};
use crate::keys::{Key, PublicKey};
use crate::token::{Token, utc};

/// Words for a signature whose maker is known; `None` where nothing needs to be said.
pub(super) fn of_maker(
    token: &Token,
    attempt: &Attempt<'_>,
    maker: &Key,
    result: &TrialResult,
    outcome: SignatureOutcome,
    unasked: bool,
) -> Option<String> {
    let altered = match result {
        TrialResult::OtherContent { digest } => Some(altered(digest, attempt)),
        _ => None,
    };
    let maker_name = name_of(maker);
    match (outcome, altered) {
        (SignatureOutcome::WrongKey, None) => Some(format!(
            "{}, but {maker_name} verifies it. APIs look the key up by its kid and refuse such a \
             token.",
            called(token)
        )),
        (SignatureOutcome::WrongKey, Some(altered)) => Some(format!(
            "{}, but the RSA arithmetic shows that {maker_name} made the signature. {altered}",
            called(token)
        )),
        (SignatureOutcome::Altered, Some(altered)) => Some(format!(
            "The RSA arithmetic shows that {maker_name} made the signature. {altered}"
        )),
        _ => maker
            .is_remembered()
            .then(|| remembered(&maker_name, maker, unasked)),
    }
}

/// It verifies, but with a key that none of the newest answers lists.
fn remembered(name: &str, maker: &Key, unasked: bool) -> String {
    let seen = match maker.seen.last {
        Some(last) => format!("last seen {}", utc(last)),
        None => "from an earlier answer without a date".to_owned(),
    };
    if unasked {
        return format!(
            "It verifies with a remembered key, {seen} and kept in this computer's key history. \
             Whether an address still lists {name} was not asked."
        );
    }
    format!("It verifies with a remembered key, {seen}: no address lists {name} now.")
}

fn altered(digest: &str, attempt: &Attempt<'_>) -> String {
    let nonce = if attempt.has_nonce() {
        " Hashing the header's nonce, as Microsoft's own APIs do, doesn't make it fit either."
    } else {
        ""
    };
    format!(
        "But the {digest} value in it is that of other content: header or payload are not what was \
         signed.{nonce}"
    )
}

/// The key of the kid is known and did not make the signature, as far as can be told.
pub(super) fn not_this_key(token: &Token, algorithm: Algorithm, key: &Key) -> String {
    let wanted = wanted(token, key);
    if matches!(key.public, PublicKey::Rsa { .. }) && algorithm.pkcs1_digest().is_some() {
        format!(
            "The RSA arithmetic with {wanted} gives no correct block. Either another key made the \
             signature, or the signature itself was changed or damaged."
        )
    } else {
        format!(
            "It doesn't verify with {wanted}. With {} it can't be told whether another key made it or \
             the token was changed afterwards.",
            algorithm.name()
        )
    }
}

/// The key of the kid is known, but can't be used on this signature.
pub(super) fn no_answer(token: &Token, key: &Key, result: &TrialResult) -> String {
    let wanted = capital(&wanted(token, key));
    match result {
        TrialResult::NotTried(why) => format!("{wanted} gives no answer: {why}."),
        _ => format!("{wanted} gives no answer."),
    }
}

/// None of the known keys answers to the kid or verifies.
pub(super) fn no_key(token: &Token, known: usize) -> String {
    let none = match known {
        0 => "the key lists that were read are empty".to_owned(),
        1 => "the one known key doesn't verify it".to_owned(),
        _ => format!("none of the {known} known keys verifies it"),
    };
    match (token.kid(), token.x5t()) {
        (Some(kid), _) => format!("No known key has the kid {}, and {none}.", shown(kid)),
        (None, Some(x5t)) => format!("No known key has the x5t {}, and {none}.", shown(x5t)),
        (None, None) => format!("The header names no key, and {none}."),
    }
}

/// "Its kid names nOo3…".
fn called(token: &Token) -> String {
    match (token.kid(), token.x5t()) {
        (Some(kid), _) => format!("Its kid names {}", shown(kid)),
        (None, Some(x5t)) => format!("Its x5t names {}", shown(x5t)),
        (None, None) => "The header names no key".to_owned(),
    }
}

/// "the key of its kid nOo3…".
fn wanted(token: &Token, key: &Key) -> String {
    match token.kid() {
        Some(kid) => format!("the key of its kid {}", shown(kid)),
        None => name_of(key),
    }
}

/// "key nOo3…", by the name that it is published under.
fn name_of(key: &Key) -> String {
    let thumbprints = &key.thumbprints;
    match (&key.kid, &thumbprints.x5t, &thumbprints.jwk) {
        (Some(name), _, _) | (None, Some(name), _) => format!("the key {}", shown(name)),
        (None, None, Some(name)) => format!("the key with the thumbprint {}", shown(name)),
        (None, None, None) => "a key without a name".to_owned(),
    }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
