//! The facts below the verdict: what the token is, where it stood, and what is assumed.

use jiff::Timestamp;

use super::text::Page;
use crate::api::About;
use crate::diagnosis::Inspection;
use crate::input::{Kind, Role};
use crate::issuer::{Authority, Family, Purpose};
use crate::signature::SignatureOutcome;
use crate::token::{Token, relative, utc};

/// One line on what the token is, where it stood, and what is assumed.
pub(super) fn facts(page: &mut Page, inspection: &Inspection, at: Timestamp) {
    page.heading("Facts");
    let mut facts = vec![what_it_is(inspection)];
    if let Some(authority) = &inspection.authority {
        facts.push(match authority.cloud {
            Some(cloud) if authority.cloud_is_assumed() => {
                format!("{}, {} assumed", authority.platform.title(), cloud.title())
            }
            Some(cloud) => format!("{}, {}", authority.platform.title(), cloud.title()),
            None => authority.platform.title().to_owned(),
        });
        facts.extend(authority.tenant.iter().map(|t| format!("tenant {t}")));
        facts.extend(authority.policy.iter().map(|p| format!("policy {p}")));
    }
    if let Some(token) = &inspection.token {
        let how = match inspection.found.kind {
            Kind::Jwe => "encrypted",
            _ => "signed",
        };
        facts.extend(token.alg().map(|alg| format!("{how} with {alg}")));
        facts.extend(token.kid().map(|kid| format!("kid {kid}")));
        facts.extend(lifetime(token, at));
    }
    facts.push(format!(
        "{}{}",
        signature(inspection.signature.outcome),
        by_remembered(inspection)
    ));
    page.wrapped(2, &facts.join("; "));
    if let Some(reason) = &inspection.signature.reason {
        page.wrapped(2, reason);
    }
    for reason in inspection.authority.iter().flat_map(reasons) {
        page.wrapped(2, reason);
    }
    let found = &inspection.found;
    page.wrapped(2, &format!("Found in {}, {}.", found.source, found.at));
    assumption(page, inspection);
}

/// What is odd or inferred about the issuer.
fn reasons(authority: &Authority) -> impl Iterator<Item = &str> {
    let cloud = Some(authority.cloud_reason.as_str());
    let cloud = cloud.filter(|reason| !reason.is_empty());
    cloud
        .into_iter()
        .chain(authority.notes.iter().map(String::as_str))
}

fn what_it_is(inspection: &Inspection) -> String {
    let role = match inspection.role.role {
        Role::AccessToken => "access token",
        Role::IdToken => "ID token",
        Role::Unknown => "token",
    };
    match inspection.found.kind {
        Kind::Jws => role.to_owned(),
        Kind::Other => inspection
            .found
            .remark
            .as_deref()
            .map_or("not a token", |remark| remark.trim_end_matches('.'))
            .to_owned(),
        kind => kind.name().replace('-', " "),
    }
}

fn lifetime(token: &Token, at: Timestamp) -> Option<String> {
    let expiry = *token.time("exp").present()?;
    let relative = relative(expiry, at);
    Some(if expiry > at {
        format!("expires {relative}")
    } else {
        format!("expired {relative}")
    })
}

fn signature(outcome: SignatureOutcome) -> &'static str {
    match outcome {
        SignatureOutcome::Verified => "signature verified",
        SignatureOutcome::VerifiedAfterNonceTransform => {
            "signature verified after the nonce transform of Microsoft's own APIs"
        }
        SignatureOutcome::Altered => "signature made by the right key, but over other content",
        SignatureOutcome::WrongKey => "signature doesn't fit the key that the header names",
        SignatureOutcome::NoKey => "no known key made the signature",
        SignatureOutcome::NotChecked => "signature not checked",
    }
}

/// That a key of the key history verified it, where nobody was asked for a newer answer.
fn by_remembered(inspection: &Inspection) -> String {
    let keys = &inspection.keys;
    let key = inspection.signature.key.and_then(|at| keys.keys.get(at));
    match (inspection.signature.outcome, key) {
        (SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform, Some(key))
            if keys.is_unasked(key) =>
        {
            match key.seen.last {
                Some(last) => format!(
                    " by a key last seen {}, remembered from this computer's key history",
                    utc(last)
                ),
                None => " by a key remembered from this computer's key history".to_owned(),
            }
        }
        _ => String::new(),
    }
}

/// What is taken for granted about the API where nothing was said about it.
fn assumption(page: &mut Page, inspection: &Inspection) {
    let Some(authority) = &inspection.authority else {
        return;
    };
    if !matches!(
        inspection.found.kind,
        Kind::Jws | Kind::UnsecuredJwt | Kind::DamagedJwt
    ) {
        return;
    }
    let api = &inspection.api;
    if api.metadata.is_none()
        && api.keys_address.is_none()
        && api.keys.is_empty()
        && api.reading.undecided(About::Key).next().is_none()
        && let Some(text) = assumed_metadata(authority)
    {
        page.wrapped(2, &text);
    }
    if api.audiences.is_empty() && !api.unchecked.audience && !api.limits.no_audience {
        page.wrapped(
            2,
            "The audience is not confirmed: say what your API accepts with --audience or --api.",
        );
    }
}

/// What the API is taken to read: Entra's default metadata, and for any other platform the token's
/// own, because no default lists its keys.
fn assumed_metadata(authority: &Authority) -> Option<String> {
    const NOTHING: &str = "Assumed: nothing was said about the metadata address of your API, so it \
                           is taken to read";
    const OTHERWISE: &str = "Say otherwise with --metadata or --api.";
    if authority.platform.family() == Family::Entra {
        let default = Some(&authority.default_metadata).filter(|m| !m.is_empty())?;
        return Some(format!("{NOTHING} the default one, {default}. {OTHERWISE}"));
    }
    let own = authority
        .addresses
        .iter()
        .find(|a| a.purpose == Purpose::Own)?;
    Some(format!(
        "{NOTHING} the one that this token needs, {}. {OTHERWISE}",
        own.metadata
    ))
}
