//! What an API asks of a token beyond issuer, audience, key and claims: type, age, time left, members.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::Facts;
use super::tolerance::tolerance;
use crate::api::Stack;
use crate::token::{Claim, Token};

/// Whether the header's `typ` is none that the API accepts.
pub(super) fn other_type(facts: &Facts<'_>, token: &Token) -> bool {
    let accepted = &facts.api.limits.types;
    if accepted.is_empty() {
        return false;
    }
    let Some(typ) = typ(token) else {
        return true;
    };
    let same = |known: &String| {
        if by_media_type(facts.api.stack) {
            media_type(known) == media_type(&typ)
        } else {
            *known == typ
        }
    };
    !accepted.iter().any(same)
}

/// The header's `typ`.
pub(super) fn typ(token: &Token) -> Option<String> {
    match token.header_object().get("typ")? {
        Value::String(typ) => Some(typ.clone()),
        _ => None,
    }
}

/// Whether the library compares types as media types: without regard to case, and with
/// `application/` in front where there is no slash (RFC 7515 §4.1.9). Others compare to the letter.
fn by_media_type(stack: Option<Stack>) -> bool {
    matches!(
        stack,
        Some(Stack::Jose | Stack::ExpressOAuth2JwtBearer | Stack::NextAuth)
    )
}

fn media_type(typ: &str) -> String {
    let typ = typ.to_ascii_lowercase();
    if typ.contains('/') {
        typ
    } else {
        format!("application/{typ}")
    }
}

/// How a token stands to the API's greatest age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// It is younger, or older by no more than is overlooked.
    Within(Timestamp),
    /// It is older.
    Over(Timestamp),
    /// It doesn't tell when it was issued.
    Untold,
}

/// The token's age beside the greatest that the API accepts, with that in seconds; `None` where it
/// accepts any.
pub(super) fn age(facts: &Facts<'_>, token: &Token) -> Option<(u32, Age)> {
    let max = facts.api.limits.max_age?;
    let overlooked = tolerance(facts.api).map_or(0, |t| t.after);
    let age = match token.time("iat") {
        Claim::Present(iat) => {
            let since = facts.now.duration_since(iat).as_secs();
            if since > i64::from(max).saturating_add(overlooked) {
                Age::Over(iat)
            } else {
                Age::Within(iat)
            }
        }
        _ => Age::Untold,
    };
    Some((max, age))
}

/// The time that the token has left beside the longest that the API accepts, in seconds, and whether it
/// is too long; `None` where the API accepts any, or the token names no end.
pub(super) fn remaining(facts: &Facts<'_>, token: &Token) -> Option<(u32, SignedDuration, bool)> {
    let max = facts.api.limits.max_remaining?;
    let Claim::Present(exp) = token.time("exp") else {
        return None;
    };
    let left = exp.duration_since(facts.now);
    Some((max, left, left.as_secs() > i64::from(max)))
}

/// How the token looks like a guest's to an API that refuses guests, with the claim: `None` where it
/// doesn't, or the API lets guests in.
pub(super) fn refused_guest(facts: &Facts<'_>, token: &Token) -> Option<Guest> {
    if !facts.api.limits.no_guests {
        return None;
    }
    let text = |name: &'static str| token.claim(name).map(str::to_owned);
    if facts.api.stack == Some(Stack::DjangoAuthAdfs) {
        // It compares the tenant of the user with its own.
        let own = facts.api.tenant.as_deref().filter(|t| is_id(t))?;
        let tid = text("tid")?;
        return (!tid.eq_ignore_ascii_case(own)).then(|| Guest {
            claim: "tid",
            expected: own.to_owned(),
            actual: tid,
        });
    }
    if token.claims().get("acct").and_then(Value::as_i64) == Some(1) {
        return Some(Guest {
            claim: "acct",
            expected: "0".to_owned(),
            actual: "1".to_owned(),
        });
    }
    let (idp, issuer) = (text("idp")?, text("iss")?);
    (idp != issuer).then_some(Guest {
        claim: "idp",
        expected: issuer,
        actual: idp,
    })
}

fn is_id(tenant: &str) -> bool {
    super::audience::is_guid(tenant)
}

/// What makes a token a guest's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guest {
    /// The claim that tells.
    pub(super) claim: &'static str,
    /// What it has for a member.
    pub(super) expected: String,
    /// What it has.
    pub(super) actual: String,
}

/// Whether the API tells its library no audience, so that the library refuses the token for having
/// one.
pub(super) fn audience_untold(facts: &Facts<'_>, token: &Token) -> bool {
    let api = facts.api;
    let none = api.limits.no_audience && api.audiences.is_empty();
    none && !token.audiences().iter().all(|aud| aud.is_empty())
}
