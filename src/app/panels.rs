//! What the panels show of an inspection, as plain data.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diagnosis::Inspection;
use crate::input::{Kind, Role};
use crate::issuer::{Authority, Platform};
use crate::keys::Key;
use crate::signature::SignatureOutcome;
use crate::token::{Claim, Row, Token, claim_rows, header_rows, relative, resource, tenant_name};

/// Values in the line of facts are cut after this many characters.
const VALUE_CHARS: usize = 48;

/// What the panels show, as plain data.
#[derive(Debug, Clone, Default)]
pub struct Panels {
    /// The header's members.
    pub header: Vec<Row>,
    /// The claims.
    pub claims: Vec<Row>,
    /// The line of facts under the verdict.
    pub facts: String,
}

impl Panels {
    /// Computes what the panels show of one inspection.
    pub fn of(inspection: &Inspection, now: Timestamp, zone: &TimeZone) -> Self {
        let token = inspection.token.as_ref();
        Self {
            header: token.map(header_rows).unwrap_or_default(),
            claims: token.map(|t| claim_rows(t, now, zone)).unwrap_or_default(),
            facts: facts(inspection, now),
        }
    }
}

/// "genuine Graph token · audience graph.microsoft.com · tenant 3f1c0a52… · expired 3 h ago".
fn facts(inspection: &Inspection, now: Timestamp) -> String {
    let mut parts = vec![what(inspection)];
    if let Some(token) = &inspection.token {
        parts.extend(audience(token));
        parts.extend(inspection.authority.as_ref().and_then(issuer));
        parts.extend(time(token, now));
    } else if !inspection.found.at.is_empty() {
        parts.push(shown(&format!(
            "found in {}, {}",
            inspection.found.source, inspection.found.at
        )));
    }
    parts.join(" · ")
}

/// What kind of token it is, and how far that is proven.
fn what(inspection: &Inspection) -> String {
    let noun = noun(inspection);
    match inspection.signature.outcome {
        SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform => {
            if published(inspection) {
                format!("genuine {noun}")
            } else if let Some(key) = remembered(inspection) {
                by_remembered(inspection, key, &noun)
            } else {
                // The key came from a loose file: it proves nothing about the issuer.
                format!("{noun}, verified by a key from a file")
            }
        }
        SignatureOutcome::Altered => format!("altered {noun}"),
        SignatureOutcome::WrongKey => format!("{noun} signed by another key"),
        SignatureOutcome::NoKey => format!("{noun} with an unknown key"),
        SignatureOutcome::NotChecked if inspection.found.kind == Kind::Jws => {
            format!("{noun}, signature not checked")
        }
        SignatureOutcome::NotChecked => noun,
    }
}

/// The key that verified, where it is known only from earlier answers.
fn remembered(inspection: &Inspection) -> Option<&Key> {
    let key = inspection.signature.key;
    let key = key.and_then(|index| inspection.keys.keys.get(index));
    key.filter(|key| key.is_remembered())
}

fn by_remembered(inspection: &Inspection, key: &Key, noun: &str) -> String {
    let asked = !inspection.keys.is_unasked(key);
    match key.seen.last {
        _ if asked => format!("{noun}, verified by a key that is no longer listed"),
        Some(last) => {
            let day = last.strftime("%Y-%m-%d");
            format!("{noun}, verified by a key of this computer's history, last seen {day}")
        }
        None => format!("{noun}, verified by a key of this computer's history"),
    }
}

/// Whether the key that verified is listed by one of the issuer's addresses.
fn published(inspection: &Inspection) -> bool {
    inspection
        .signature
        .key
        .and_then(|index| inspection.keys.keys.get(index))
        .is_some_and(|key| {
            inspection
                .keys
                .sources_of(key)
                .any(|source| source.address.is_some())
        })
}

fn noun(inspection: &Inspection) -> String {
    match inspection.found.kind {
        Kind::Jws => {}
        Kind::Jwe => return "encrypted token".to_owned(),
        Kind::UnsecuredJwt => return "unsigned token".to_owned(),
        Kind::DamagedJwt => return "damaged token".to_owned(),
        Kind::OpaqueToken => return "sealed token".to_owned(),
        Kind::RefreshToken => return "refresh token".to_owned(),
        Kind::AuthorizationCode => return "authorization code".to_owned(),
        Kind::SamlAssertion => return "SAML assertion".to_owned(),
        Kind::PopEnvelope => return "signed HTTP request".to_owned(),
        Kind::ClientAssertion => return "client assertion".to_owned(),
        Kind::Other => return "not a token".to_owned(),
    }
    let named = inspection
        .token
        .iter()
        .flat_map(Token::audiences)
        .find_map(resource);
    match (inspection.role.role, named) {
        (Role::IdToken, _) => "ID token".to_owned(),
        (_, Some(api)) => {
            let name = api.name.strip_prefix("Microsoft ").unwrap_or(&api.name);
            format!("{name} token")
        }
        (Role::AccessToken, None) => "access token".to_owned(),
        (Role::Unknown, None) => "token".to_owned(),
    }
}

fn audience(token: &Token) -> Option<String> {
    match token.audiences().as_slice() {
        [] => None,
        // A Microsoft API that goes by its id has been named already.
        [one] if resource(one).is_some() && !one.contains(['.', '/']) => None,
        [one] => {
            let host = one.strip_prefix("https://").unwrap_or(one);
            Some(format!(
                "audience {}",
                id_or_text(host.trim_end_matches('/'))
            ))
        }
        many => Some(format!("{} audiences", many.len())),
    }
}

fn issuer(authority: &Authority) -> Option<String> {
    let host = || {
        let url = url::Url::parse(authority.issuer.as_deref()?).ok()?;
        url.host_str().map(str::to_owned)
    };
    if matches!(authority.platform, Platform::Adfs | Platform::Other) {
        return host().map(|host| format!("issued by {}", shown(&host)));
    }
    let tenant = authority.tenant.as_deref()?;
    let tenant = tenant_name(tenant).map_or_else(
        || format!("tenant {}", id_or_text(tenant)),
        |name| format!("{name} ({})", id_or_text(tenant)),
    );
    Some(match &authority.policy {
        Some(policy) => format!("{tenant} · policy {}", shown(policy)),
        None => tenant,
    })
}

fn time(token: &Token, now: Timestamp) -> Option<String> {
    if let Claim::Present(starts) = token.time("nbf")
        && starts > now
    {
        return Some(told("not valid yet, starts", starts, now));
    }
    match token.time("exp") {
        Claim::Present(ends) if ends <= now => Some(told("expired", ends, now)),
        Claim::Present(ends) => Some(told("expires", ends, now)),
        Claim::Malformed { .. } => Some("unreadable expiry".to_owned()),
        Claim::Missing => None,
    }
}

fn told(words: &str, at: Timestamp, now: Timestamp) -> String {
    format!("{words} {}", relative(at, now))
        .trim_end()
        .to_owned()
}

/// A GUID by its first group, anything else as it is.
fn id_or_text(text: &str) -> String {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let hex = text.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    match text.split_once('-') {
        Some((first, _)) if hex && groups == [8, 4, 4, 4, 12] => format!("{first}…"),
        _ => shown(text),
    }
}

/// A value from the token, cut, with every character that could deceive the eye written out.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == VALUE_CHARS {
            shown.push('…');
            break;
        }
        if deceives(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Controls, and characters that are invisible or turn the direction of writing.
fn deceives(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shortened_and_written_out() {
        let long = "a".repeat(60);
        let cut = format!("{}…", "a".repeat(48));
        let rows = [
            (
                "a GUID",
                "3f1c0a52-1111-4222-8333-444455556666",
                "3f1c0a52…",
            ),
            (
                "nearly a GUID",
                "3f1c0a52-1111-4222-8333-44445555666",
                "3f1c0a52-1111-4222-8333-44445555666",
            ),
            (
                "no hex",
                "zzzzzzzz-1111-4222-8333-444455556666",
                "zzzzzzzz-1111-4222-8333-444455556666",
            ),
            ("a host", "graph.microsoft.com", "graph.microsoft.com"),
            ("turned around", "a\u{202e}b", "a\\u{202e}b"),
            ("a line break", "a\nb", "a\\u{a}b"),
            ("long", &long, &cut),
        ];
        for (name, text, expected) in rows {
            assert_eq!(id_or_text(text), expected, "{name}");
        }
    }
}
