//! What is odd or assumed about an issuer, in sentences.

use super::hosts::HostKind;
use super::place::{Place, PlaceFault};
use super::reading::Reading;
use super::shape::after_te;
use super::{Cloud, Platform, Shape};
use crate::token::Token;

/// Every note on a token's issuer.
pub(super) fn notes(token: &Token, reading: &Reading) -> Vec<String> {
    let mut notes = Vec::new();
    match &reading.place {
        None => notes.extend(no_issuer(token)),
        Some(Err(fault)) => notes.push(fault_sentence(fault)),
        Some(Ok(place)) => {
            notes.extend(on_place(place, reading));
            notes.extend(on_host(place));
            notes.extend(on_slash(place, reading));
        }
    }
    notes.extend(on_claims(token, reading));
    notes
}

fn no_issuer(token: &Token) -> Option<String> {
    token.claims().get("iss").map(|value| {
        let sentence = if value.is_string() {
            "Claim iss is empty."
        } else {
            "Claim iss is not a string."
        };
        sentence.to_owned()
    })
}

fn fault_sentence(fault: &PlaceFault) -> String {
    match fault {
        PlaceFault::NotUrl => "The issuer is not a URL, so it names no address to ask.".to_owned(),
        PlaceFault::Scheme(scheme) => format!(
            "The issuer begins with {scheme}: and not with https://, so it names no address to ask."
        ),
        PlaceFault::Credentials { host } => format!(
            "The issuer has a user name before its host: what stands before the @ is not the host; \
             the host is {host}. Nothing is asked there."
        ),
        PlaceFault::Characters => "The issuer has characters that a URL must not have; what is \
             seen may not be what it is. Nothing is asked there."
            .to_owned(),
    }
}

/// Notes on the path.
fn on_place(place: &Place, reading: &Reading) -> Vec<String> {
    let mut notes = Vec::new();
    let segments = after_te(&place.segments);
    if reading.shape == Shape::Template {
        notes.push(match segments.first() {
            Some(word) => format!(
                "The issuer has {word} where a tenant's GUID belongs. Metadata is written like that; \
                 a token never is."
            ),
            None => "The issuer names no tenant.".to_owned(),
        });
    }
    let microsoft = reading.platform != Platform::Other && reading.platform != Platform::Adfs;
    if let Some(domain) = reading.issuer_tenant.as_deref().filter(|t| t.contains('.'))
        && microsoft
    {
        notes.push(format!(
            "The issuer names the tenant by the domain {domain}; tokens name it by its GUID."
        ));
    }
    if segments.len() < place.segments.len() && microsoft {
        notes.push(
            "The issuer has the legacy segment /te/; it is left out of the addresses.".to_owned(),
        );
    }
    let by_shape = match reading.shape {
        Shape::NotUrl => {
            "The issuer is http and not https, so it names no address to ask; only AD FS issues \
             under http."
        }
        Shape::WithApplication => {
            "The issuer ends with an application's id: a claims-mapping policy does that, and only \
             for applications with their own signing key."
        }
        _ => return notes,
    };
    notes.push(by_shape.to_owned());
    notes
}

/// Notes on the host.
fn on_host(place: &Place) -> Vec<String> {
    let mut notes = Vec::new();
    let kind = place.kind();
    match kind {
        HostKind::Alias(hosts) => notes.push(format!(
            "{} answers for {}, but Entra ID doesn't write it into issuers.",
            place.host, hosts.authority
        )),
        HostKind::Ciam(_) => {
            let label = place.host.split('.').next().unwrap_or_default();
            if !super::place::is_guid(label) {
                notes.push(
                    "The issuer's host begins with a name; in real External ID tokens it is likely \
                     the tenant's GUID."
                        .to_owned(),
                );
            }
        }
        _ => {}
    }
    let Some(hosts) = kind.hosts() else {
        return notes;
    };
    match hosts.cloud {
        None => notes.push(format!(
            "{} is Microsoft's own test environment.",
            place.host
        )),
        Some(Cloud::Germany) => {
            notes.push("The Germany cloud was closed on 2021-10-29.".to_owned());
        }
        Some(Cloud::Bleu | Cloud::Delos | Cloud::GovSg) => notes.push(
            "The issuers of this cloud are not documented; their shape is inferred from the other \
             clouds."
                .to_owned(),
        ),
        Some(_) => {}
    }
    notes
}

/// Notes on the slash at the end, which is part of the comparison (rules C-3).
fn on_slash(place: &Place, reading: &Reading) -> Option<String> {
    let sentence = match (reading.shape, reading.platform) {
        (Shape::StsV1, _) if !place.slash => {
            "An issuer of version 1 tokens ends with a slash; this one doesn't."
        }
        (Shape::LoginV2Slash, Platform::EntraV1 | Platform::EntraV2 | Platform::Personal) => {
            "An issuer of version 2 tokens doesn't end with a slash; this one does."
        }
        (Shape::LoginV2, Platform::B2c) | (Shape::B2c | Shape::B2cTfp, _) if !place.slash => {
            "An issuer of Azure AD B2C ends with a slash; this one doesn't."
        }
        (Shape::Ciam, _) if place.slash => {
            "An issuer of External ID likely doesn't end with a slash; this one does."
        }
        _ => return None,
    };
    Some(sentence.to_owned())
}

/// Notes on claims beside the issuer.
fn on_claims(token: &Token, reading: &Reading) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(tid) = reading.conflicting_tid() {
        let issuer = reading.issuer_tenant.as_deref().unwrap_or_default();
        notes.push(format!(
            "Claim tid names the tenant {tid}, the issuer names {issuer}. A genuine token has the \
             same in both."
        ));
    }
    notes.extend(on_version(token, reading));
    if reading.platform == Platform::B2c && reading.policy.is_none() {
        notes.push(
            "The token doesn't name its B2C policy (user flow): no claim tfp, no policy in acr. \
             Without it there is no metadata address; give the policy's name."
                .to_owned(),
        );
    }
    if reading.shape == Shape::OtherHttps
        && reading.platform == Platform::Other
        && reading.issuer_version() == Some(2)
        && reading.issuer_tenant.is_some()
    {
        notes.push(
            "The issuer has the form of Microsoft's on another host: perhaps External ID or B2C on \
             a custom domain."
                .to_owned(),
        );
    }
    notes
}

/// A note where claim `ver` and the issuer's form tell different versions.
fn on_version(token: &Token, reading: &Reading) -> Option<String> {
    let claim = match token.claim("ver")? {
        "1.0" => 1,
        "2.0" => 2,
        _ => return None,
    };
    let entra = matches!(reading.platform, Platform::EntraV1 | Platform::EntraV2);
    let issuer = reading
        .issuer_version()
        .filter(|issuer| entra && *issuer != claim)?;
    Some(format!(
        "Claim ver says version {claim}, the issuer has the form of version {issuer}. In tokens of \
         Entra ID both agree."
    ))
}
