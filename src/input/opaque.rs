//! Strings without readable content: sealed tickets, refresh tokens, codes, other services' tokens
//! (rules A-3). Prefixes are community evidence, so what rests on them alone is said as "likely".

use super::collect::Item;
use super::names::Label;
use super::{Kind, base64url, relatives, saml};
use crate::input::json::Object;

/// What a value is that stands under a name or after a scheme. `None` where it can't be a token.
pub(super) fn named(value: &str, label: Label) -> Option<Item> {
    let item = |kind, remark: &str| Some(Item::opaque(value.to_owned(), kind, remark.to_owned()));
    if value.len() < SHORTEST || value.contains(char::is_whitespace) && label != Label::Saml {
        return None;
    }
    match label {
        Label::Refresh => item(Kind::RefreshToken, REFRESH),
        // Many APIs call their error's name a code, so the name alone is not enough.
        Label::Code => family(value)
            .is_some()
            .then(|| item(Kind::AuthorizationCode, CODE))?,
        Label::DeviceCode => item(Kind::Other, DEVICE_CODE),
        Label::Saml => saml::of_value(value),
        Label::SamlRequest => item(Kind::Other, SAML_REQUEST),
        Label::ClientInfo | Label::Principal => lone_object(value),
        Label::Access | Label::Id | Label::Authorization => bearer(value, label.role().is_some()),
        Label::ClientAssertion | Label::Zumo | Label::PrtCookie => None,
    }
}

/// What a value is that came after `Bearer`, or under the name of an access token.
pub(super) fn bearer(value: &str, is_named: bool) -> Option<Item> {
    if let Some(item) = foreign(value) {
        return Some(item);
    }
    let digits = value.bytes().any(|b| b.is_ascii_digit());
    let token68 = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._~+/=!*$".contains(&b));
    if !token68 || !(digits || is_named) || value.len() < SHORTEST {
        return None;
    }
    let (kind, remark) = match family(value) {
        Some(Family::SealedTicket) => (Kind::OpaqueToken, SEALED_TICKET),
        Some(_) => (Kind::RefreshToken, REFRESH_SENT),
        None => (Kind::OpaqueToken, OPAQUE),
    };
    Some(Item::opaque(value.to_owned(), kind, remark.to_owned()))
}

/// What a word is that stands alone, going by its prefix.
pub(super) fn alone(value: &str) -> Option<Item> {
    if let Some(item) = foreign(value).or_else(|| lone_object(value)) {
        return Some(item);
    }
    let (kind, remark) = match family(value)? {
        Family::SealedTicket => (Kind::OpaqueToken, SEALED_TICKET),
        Family::Entra => (Kind::RefreshToken, REFRESH_OR_CODE),
        Family::PersonalAccount => (Kind::AuthorizationCode, PERSONAL_CODE),
    };
    Some(Item::opaque(value.to_owned(), kind, remark.to_owned()))
}

/// Families of opaque strings that Microsoft issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// A personal account's access token.
    SealedTicket,
    /// Entra's refresh tokens and codes, which look the same.
    Entra,
    /// A personal account's codes and refresh tokens.
    PersonalAccount,
}

fn family(value: &str) -> Option<Family> {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| value.starts_with(prefix));
    let letters = |more: &[u8]| {
        value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || more.contains(&b))
    };
    if value.len() < SHORTEST {
        None
    } else if starts(&["EwA", "EwB", "EwC", "EwD"]) && letters(b"+/=-_") {
        Some(Family::SealedTicket)
    } else if starts(&["0.A", "1.A"]) && letters(b"-_.")
        || starts(&["AQABAAAAAA", "OAQABAAAAAA", "AwABAAAA"]) && letters(b"-_.")
    {
        Some(Family::Entra)
    } else if is_personal(value) && letters(b"-_.!*$") {
        Some(Family::PersonalAccount)
    } else {
        None
    }
}

/// `M.C507_BAY.…`, `M.R3_BAY.…`.
fn is_personal(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("M.") else {
        return false;
    };
    let mut bytes = rest.bytes();
    matches!(bytes.next(), Some(b'C' | b'R')) && bytes.next().is_some_and(|b| b.is_ascii_digit())
}

/// Another service's token, going by its published prefix.
fn foreign(value: &str) -> Option<Item> {
    let (_, whose) = FOREIGN
        .iter()
        .find(|(prefix, _)| value.len() >= SHORTEST && value.starts_with(prefix))?;
    Some(Item::opaque(
        value.to_owned(),
        Kind::Other,
        format!("This looks like {whose}, not a JWT. Only the service that issued it can read it."),
    ))
}

/// A base64 JSON object that is known without being a token.
fn lone_object(value: &str) -> Option<Item> {
    let json = String::from_utf8(base64url::decode_any(value)?).ok()?;
    let remark = relatives::lone_object(&Object::parse(&json).ok()?)?;
    Some(Item::opaque(value.to_owned(), Kind::Other, remark))
}

/// Shorter strings are words, not tokens.
const SHORTEST: usize = 20;

const FOREIGN: [(&str, &str); 14] = [
    ("AKIA", "an AWS access key"),
    ("ASIA", "an AWS access key"),
    ("AIza", "a Google API key"),
    ("ya29.", "a Google access token"),
    ("1//0", "a Google refresh token"),
    ("ghp_", "a GitHub token"),
    ("gho_", "a GitHub token"),
    ("ghs_", "a GitHub token"),
    ("github_pat_", "a GitHub token"),
    ("glpat-", "a GitLab token"),
    ("sk_live_", "a Stripe key"),
    ("xoxb-", "a Slack token"),
    ("xoxp-", "a Slack token"),
    ("dapi", "a Databricks token"),
];

const REFRESH: &str = "This is a refresh token: it is for the token endpoint alone, and sealed. Send \
    the access token (field access_token) to the API.";

const REFRESH_SENT: &str = "This is likely a refresh token or an authorization code: it starts the way \
    Entra's do. Neither can be sent to an API; send the access token (field access_token).";

const REFRESH_OR_CODE: &str = "This is likely a refresh token or an authorization code of Microsoft \
    Entra ID: both start this way and look the same. Neither can be sent to an API.";

const CODE: &str = "This is an authorization code: it is exchanged once, within minutes, for tokens \
    at the token endpoint, and is no token itself.";

const PERSONAL_CODE: &str = "This is likely an authorization code or a refresh token of a personal \
    Microsoft account: it starts the way those do. It is for the token endpoint, not for an API.";

const DEVICE_CODE: &str = "This is a device code: a client trades it for tokens at the token endpoint \
    once the user has signed in. No token was issued yet.";

const SEALED_TICKET: &str = "This is likely a sealed ticket of a personal Microsoft account: it starts \
    the way those access tokens do. It is no JWT by design; only the Microsoft API that it was issued \
    for can read it.";

const OPAQUE: &str = "This is an opaque token: it has no parts of a JWT. Only the service that issued \
    it can say what it means.";

const SAML_REQUEST: &str = "This is a SAML request: it asks for a sign-in and holds no assertion. The \
    answer's SAMLResponse has it.";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn long(prefix: &str) -> String {
        format!("{prefix}{}", "Ab1x".repeat(40))
    }

    #[test]
    fn families_are_told_by_their_prefix() {
        for (name, value, expected) in [
            ("sealed ticket", long("EwBw"), Some(Kind::OpaqueToken)),
            (
                "sealed ticket with slashes",
                long("EwA4A+/8="),
                Some(Kind::OpaqueToken),
            ),
            ("refresh token", long("0.AXoA"), Some(Kind::RefreshToken)),
            (
                "newer refresh token",
                long("1.AXoA.AgAB"),
                Some(Kind::RefreshToken),
            ),
            (
                "older refresh token",
                long("AQABAAAAAAD"),
                Some(Kind::RefreshToken),
            ),
            (
                "oldest refresh token",
                long("AwABAAAA"),
                Some(Kind::RefreshToken),
            ),
            ("older code", long("OAQABAAAAAAD"), Some(Kind::RefreshToken)),
            (
                "personal code",
                long("M.C507_BAY.2.U."),
                Some(Kind::AuthorizationCode),
            ),
            (
                "older personal code",
                long("M.R3_BAY."),
                Some(Kind::AuthorizationCode),
            ),
            ("GitHub", long("ghp_"), Some(Kind::Other)),
            ("Google", long("ya29."), Some(Kind::Other)),
            ("number", "0.A".to_owned(), None),
            ("word", "EwBank".to_owned(), None),
            ("other", long("Zz"), None),
        ] {
            assert_eq!(alone(&value).map(|item| item.kind), expected, "{name}");
        }
    }

    #[test]
    fn names_decide() {
        for (name, value, label, expected) in [
            (
                "any refresh token",
                long("xyz"),
                Label::Refresh,
                Some(Kind::RefreshToken),
            ),
            (
                "code",
                long("0.AXoA"),
                Label::Code,
                Some(Kind::AuthorizationCode),
            ),
            (
                "error code",
                "InvalidAuthenticationToken".to_owned(),
                Label::Code,
                None,
            ),
            (
                "device code",
                long("DAQABAAEAAAD"),
                Label::DeviceCode,
                Some(Kind::Other),
            ),
            (
                "opaque access token",
                long("xyz"),
                Label::Access,
                Some(Kind::OpaqueToken),
            ),
            (
                "sealed ticket",
                long("EwB"),
                Label::Access,
                Some(Kind::OpaqueToken),
            ),
            (
                "placeholder",
                "<your access token>".to_owned(),
                Label::Access,
                None,
            ),
            (
                "SAML request",
                long("fZ"),
                Label::SamlRequest,
                Some(Kind::Other),
            ),
        ] {
            assert_eq!(named(&value, label).map(|i| i.kind), expected, "{name}");
        }
    }

    #[test]
    fn remarks_never_hold_the_value() {
        let value = long("EwB");
        assert!(!alone(&value).unwrap().remark.unwrap().contains("Ab1x"));
    }
}
