//! What a text is that is neither JSON nor a command: certificates, XML, thumbprints, errors,
//! configurations, or nothing known (rules A-3).

use super::symbols::is_invisible;
use super::{Whole, base64url, config, errors};

/// Tells what a text is, with a sentence for the case that no token is in it.
pub(super) fn of_text(text: &str, word: Option<&str>) -> (Whole, String) {
    pem(text)
        .or_else(|| xml(text))
        .or_else(|| thumbprint(text))
        .or_else(|| word.and_then(lone))
        .or_else(|| error(text))
        .or_else(|| configuration(text))
        .unwrap_or_else(|| (Whole::Text, unknown(text, word)))
}

type Told = Option<(Whole, String)>;

fn pem(text: &str) -> Told {
    if !text.contains("-----") {
        return None;
    }
    let certificates = text
        .lines()
        .filter(|line| line.trim_start().starts_with("-----BEGIN CERTIFICATE-----"))
        .count();
    match certificates {
        0 if text.contains("PRIVATE KEY-----") => Some((
            Whole::Text,
            "This is a private key (PEM), not a token. Treat it as a secret.".to_owned(),
        )),
        0 if text.contains("-----BEGIN PUBLIC KEY-----") => Some((
            Whole::Text,
            "This is a public key (PEM), not a token.".to_owned(),
        )),
        0 => None,
        1 => Some((
            Whole::Certificate,
            "This is a certificate (PEM), not a token.".to_owned(),
        )),
        many => Some((
            Whole::Certificate,
            format!("These are {many} certificates (PEM), not tokens."),
        )),
    }
}

fn xml(text: &str) -> Told {
    if !text.starts_with('<') {
        return None;
    }
    let start: String = text.chars().take(LONGEST_START).collect();
    if start.contains("EntityDescriptor") || start.contains("EntitiesDescriptor") {
        return Some((
            Whole::FederationMetadata,
            "This is federation metadata (XML), not a token.".to_owned(),
        ));
    }
    if let Some(kind) = config::of_text(text) {
        return Some((
            Whole::Configuration,
            format!("This is {kind}, not a token."),
        ));
    }
    if text.contains("urn:oasis:names:tc:SAML:") {
        return Some((Whole::Text, "This is SAML (XML), not a JWT.".to_owned()));
    }
    // Storage answers in XML, and sign-in pages name what went wrong.
    if let Some(error) = error(text) {
        return Some(error);
    }
    let what = if start.to_ascii_lowercase().contains("<html") {
        "a web page"
    } else {
        "XML"
    };
    Some((
        Whole::Text,
        format!("This is {what} without a token in it."),
    ))
}

/// A thumbprint in hexadecimal, as certificate dialogs show it: in pairs, with colons, with an
/// invisible mark in front.
fn thumbprint(text: &str) -> Told {
    let digits: String = text
        .chars()
        .take(LONGEST_THUMBPRINT)
        .filter(|&c| !(c == ':' || c == ' ' || c == '-' || is_invisible(c)))
        .collect();
    let is_hex = text.len() < LONGEST_THUMBPRINT && digits.bytes().all(|b| b.is_ascii_hexdigit());
    match digits.len() {
        40 if is_hex => Some((
            Whole::Thumbprint,
            "This is a certificate's SHA-1 thumbprint, not a token.".to_owned(),
        )),
        64 if is_hex => Some((
            Whole::Thumbprint,
            "This is a SHA-256 thumbprint, not a token.".to_owned(),
        )),
        _ => None,
    }
}

/// A word alone.
fn lone(word: &str) -> Told {
    if is_guid(word) {
        return Some((
            Whole::Guid,
            "This is a GUID (the ID of a tenant, app or object), not a token.".to_owned(),
        ));
    }
    if word.starts_with("MII")
        && let Some(bytes) = base64url::decode_any(word)
    {
        return match x509_parser::parse_x509_certificate(&bytes) {
            Ok(_) => Some((
                Whole::Certificate,
                "This is a certificate (base64), not a token.".to_owned(),
            )),
            Err(_) => Some((
                Whole::Text,
                "This is a key or another structure in base64 DER, not a token.".to_owned(),
            )),
        };
    }
    key_id(word).or_else(|| url(word))
}

/// A `kid`, `x5t` or `x5t#S256`: a hash in base64url.
fn key_id(word: &str) -> Told {
    let mixed = word.bytes().any(|b| b.is_ascii_lowercase())
        && word.bytes().any(|b| b.is_ascii_uppercase());
    if !mixed || base64url::decode(word).is_none() {
        return None;
    }
    let remark = match word.len() {
        27 => "This is a key's kid or a certificate's thumbprint (x5t), not a token.",
        43 => "This is a key's kid or thumbprint (SHA-256), not a token.",
        _ => return None,
    };
    Some((Whole::Thumbprint, remark.to_owned()))
}

fn url(word: &str) -> Told {
    let url = url::Url::parse(word).ok()?;
    let remark = match (url.scheme(), errors::code(word)) {
        ("http" | "https", None) => "This is a URL without a token in it.",
        _ => return None,
    };
    Some((Whole::Text, remark.to_owned()))
}

fn is_guid(word: &str) -> bool {
    let word = word.trim_matches(['{', '}', '(', ')']);
    let lengths = word.split('-').map(|group| {
        group
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then_some(group.len())
    });
    lengths.eq([8, 4, 4, 4, 12].map(Some))
}

/// An error line, or a log with one in it.
pub(super) fn error(text: &str) -> Told {
    let mention = errors::mention(text)?;
    Some((
        Whole::ErrorText,
        format!(
            "This is an error text ({mention}), not a token. Paste the token that was refused as well."
        ),
    ))
}

fn configuration(text: &str) -> Told {
    let kind = config::of_text(text)?;
    Some((
        Whole::Configuration,
        format!("This is {kind}, not a token."),
    ))
}

/// Tells at least what the text is made of. Never quotes it.
fn unknown(text: &str, word: Option<&str>) -> String {
    let few = text.split_whitespace().take(4).count() <= 3;
    let basic = |text: &str| {
        let mut words = text.split_whitespace();
        words.any(|word| word.eq_ignore_ascii_case("Basic"))
    };
    if few && basic(text) {
        return "This is a header with a user name and password (scheme Basic), not a token."
            .to_owned();
    }
    let chars = text.chars().count();
    let Some(word) = word else {
        if text.len() > LONGEST_COUNTED {
            return format!("Not recognised: {chars} characters.");
        }
        let words = text.split_whitespace().count();
        return format!("Not recognised: {chars} characters in {words} words.");
    };
    let chars = word.chars().count();
    let dots = match word.matches('.').count() {
        0 => "no dots".to_owned(),
        1 => "1 dot".to_owned(),
        many => format!("{many} dots"),
    };
    let only = |allowed: fn(u8) -> bool| word.bytes().all(|b| allowed(b) || b == b'.');
    let alphabet = if only(|b| b.is_ascii_digit()) {
        "only digits"
    } else if only(|b| b.is_ascii_hexdigit()) {
        "only hexadecimal digits"
    } else if only(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) {
        "only base64url characters"
    } else if only(|b| b.is_ascii_alphanumeric() || b"-_+/=".contains(&b)) {
        "only base64 characters"
    } else {
        "other characters than base64"
    };
    let json = base64url::decode_any(word)
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .is_some_and(|value| value.is_object() || value.is_array());
    let more = if json { " It decodes to JSON." } else { "" };
    format!("Not recognised: {chars} characters, {dots}, {alphabet}.{more}")
}

/// How far into a document its kind is looked for, in characters.
const LONGEST_START: usize = 4096;

/// Of longer texts the words are not counted, in bytes.
const LONGEST_COUNTED: usize = 64 * 1024;

/// The longest text that is taken for a thumbprint, in bytes.
const LONGEST_THUMBPRINT: usize = 220;

#[cfg(test)]
mod tests {
    // A table of rows is read as one, however long it is.
    #![allow(clippy::too_many_lines)]
    use super::*;

    #[test]
    fn texts_are_told() {
        let hex = "3464C5BDD2BE7F2B6112E2F08E9C0024E33D9FE0";
        let spaced = "\u{200e}34 64 c5 bd d2 be 7f 2b 61 12 e2 f0 8e 9c 00 24 e3 3d 9f e0";
        let sha256 = format!("{hex}{}", "0a1b2c".repeat(4));
        for (name, text, whole, words) in [
            (
                "certificate",
                "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----",
                Whole::Certificate,
                "certificate",
            ),
            (
                "private key",
                "-----BEGIN RSA PRIVATE KEY-----\nMII",
                Whole::Text,
                "secret",
            ),
            (
                "public key",
                "-----BEGIN PUBLIC KEY-----\nMII",
                Whole::Text,
                "public key",
            ),
            (
                "federation metadata",
                "<?xml version=\"1.0\"?><EntityDescriptor ID=\"_1\"/>",
                Whole::FederationMetadata,
                "federation",
            ),
            (
                "web.config",
                "<configuration><system.web/></configuration>",
                Whole::Configuration,
                "web.config",
            ),
            (
                "policy",
                "<policies><inbound/></policies>",
                Whole::Configuration,
                "API Management",
            ),
            (
                "web page",
                "<!doctype html><html></html>",
                Whole::Text,
                "web page",
            ),
            ("XML", "<a/>", Whole::Text, "XML"),
            ("thumbprint", hex, Whole::Thumbprint, "SHA-1"),
            (
                "thumbprint from a dialog",
                spaced,
                Whole::Thumbprint,
                "SHA-1",
            ),
            ("SHA-256", sha256.as_str(), Whole::Thumbprint, "SHA-256"),
            (
                "x5t",
                "NGTFvdK-fythEuLwjpwAJOM9n-A",
                Whole::Thumbprint,
                "x5t",
            ),
            (
                "kid",
                "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk",
                Whole::Thumbprint,
                "SHA-256",
            ),
            (
                "GUID",
                "11111111-2222-3333-4444-555555555555",
                Whole::Guid,
                "This is a GUID",
            ),
            (
                "GUID in braces",
                "{11111111-2222-3333-4444-55555555abcd}",
                Whole::Guid,
                "GUID",
            ),
            (
                "URL",
                "https://login.microsoftonline.com/common",
                Whole::Text,
                "URL",
            ),
            (
                "error",
                "IDX10503: Signature validation failed.",
                Whole::ErrorText,
                "IDX10503",
            ),
            (
                "settings",
                "issuer-uri: https://x",
                Whole::Configuration,
                "Spring",
            ),
            (
                "Basic",
                "Authorization: Basic dXNlcjpwdw==",
                Whole::Text,
                "Basic",
            ),
            ("prose", "hello there world", Whole::Text, "3 words"),
            (
                "base64",
                "abc+/d==",
                Whole::Text,
                "8 characters, no dots, only base64 characters",
            ),
            ("dots", "ab.cd.e-f", Whole::Text, "2 dots, only base64url"),
            ("digits", "123456", Whole::Text, "only digits"),
            ("other", "p@ss!word", Whole::Text, "other characters"),
            ("JSON in base64", "WzEsMl0=", Whole::Text, "decodes to JSON"),
        ] {
            let word = (!text.contains(' ')).then_some(text);
            let (found, remark) = of_text(text, word);
            assert_eq!(found, whole, "{name}: {remark}");
            assert!(remark.contains(words), "{name}: {remark}");
        }
    }
}
