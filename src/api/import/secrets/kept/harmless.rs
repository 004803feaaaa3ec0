//! Values that are evidently no secrets, and values that may be some.

use super::super::HIDDEN;
use super::LEFT_OUT;
use super::literal::{Dress, Literal};
use super::used::Used;
use crate::api::import::secrets::literals::{is_attribute, is_public};
use crate::issuer::{HostTrust, host_trust};
use crate::token::is_guid;

/// Values that many settings have, in lower case.
const WORDS: [&str; 62] = [
    "true",
    "false",
    "null",
    "none",
    "on",
    "off",
    "yes",
    "no",
    "default",
    "bearer",
    "jwt",
    "at+jwt",
    "rs256",
    "rs384",
    "rs512",
    "ps256",
    "ps384",
    "ps512",
    "es256",
    "es384",
    "es512",
    "hs256",
    "hs384",
    "hs512",
    "eddsa",
    "rsa",
    "ec",
    "sig",
    "common",
    "organizations",
    "consumers",
    "v1.0",
    "v2.0",
    "information",
    "warning",
    "error",
    "debug",
    "aud",
    "iss",
    "sub",
    "scp",
    "scope",
    "roles",
    "role",
    "groups",
    "azp",
    "appid",
    "tid",
    "oid",
    "exp",
    "nbf",
    "iat",
    "authorization",
    "kty",
    "azuread",
    "azureadb2c",
    "get",
    "post",
    "any",
    "all",
    "*",
    "-",
];

/// Names, in lower case, whose values say what kind of thing something is, or how it is called.
const NAMING: [&str; 22] = [
    "name",
    "kind",
    "apiversion",
    "type",
    "plugin",
    "namespace",
    "sourcetype",
    "provider",
    "header-name",
    "xmlns",
    "scheme",
    "operator",
    "match",
    "$schema",
    "_format_version",
    "action",
    "image",
    "format",
    "separator",
    "schemas",
    "use",
    "alg",
];

/// Parts of names that secrets have, in lower case: wider than what is left out by name.
const DOUBTFUL: [&str; 13] = [
    "pass",
    "pwd",
    "pw",
    "secret",
    "token",
    "cred",
    "salt",
    "hmac",
    "webhook",
    "dsn",
    "assertion",
    "apikey",
    "private",
];

/// Whether a value may stay where it stands.
pub(super) fn is_harmless(literal: &Literal<'_>, used: &Used) -> bool {
    if literal.dress == Dress::Comment {
        // Lines that part documents are comments too: `#---`.
        return !literal.value.contains(char::is_alphanumeric);
    }
    let value = literal.value.trim();
    let key = literal.key.to_ascii_lowercase();
    if value.is_empty() || is_gone(value) {
        return true;
    }
    let named = literal.dress == Dress::Name || NAMING.contains(&key.as_str());
    let doubtful = DOUBTFUL.iter().any(|part| key.contains(part));
    is_word(value)
        || is_number(value) && !doubtful
        || is_span(value)
        || is_attribute(value)
        || is_placeholder(value)
        || is_microsoft_address(value)
        || named && is_name(value)
        || is_part_of_key(&key, value)
        || is_public(value) && literal.dress != Dress::Name
        || is_public_key_set(value)
        || used.holds(value)
}

/// Whether nothing is left of a value but that it is not shown.
fn is_gone(value: &str) -> bool {
    let rest = value.replace(HIDDEN, "");
    value == LEFT_OUT || rest != value && !rest.contains(char::is_alphanumeric)
}

/// Whether a value may be kept because the text says something else without it.
pub(super) fn may_come_back(literal: &Literal<'_>) -> bool {
    let key = literal.key.to_ascii_lowercase();
    let named_so = DOUBTFUL.iter().any(|part| key.contains(part)) || key.ends_with("key");
    let allowed = !named_so || is_plain_address(literal.value);
    literal.dress != Dress::Comment && allowed && !looks_random(literal.value)
}

fn is_word(value: &str) -> bool {
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(value))
}

/// Whether a value is a member of a public key or the thumbprint of a certificate (RFC 7517 §4, RFC
/// 7518 §6): told by its length too, because their names are short.
fn is_part_of_key(name: &str, value: &str) -> bool {
    let coded = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=');
    let long = match name {
        "e" => matches!(value, "AQAB" | "AAEAAQ"),
        "n" => value.len() >= 171,
        "x" | "y" => matches!(value.len(), 43 | 64 | 88),
        "crv" => value.starts_with("P-"),
        "x5t" | "x5t#s256" | "thumbprint" | "certificatethumbprint" | "findvalue" => {
            matches!(value.len(), 27 | 28 | 40 | 43 | 64)
        }
        _ => false,
    };
    long && value.chars().all(coded)
}

/// Numbers: `300`, `00:05:00`.
fn is_number(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '+');
    (1..=6).contains(&digits) && value.chars().all(plain)
}

/// Spans of time with their unit: `10m`, `2 hours`.
fn is_span(value: &str) -> bool {
    const UNITS: [&str; 14] = [
        "ms", "s", "sec", "second", "m", "min", "minute", "h", "hr", "hour", "d", "day", "w",
        "week",
    ];
    let end = value.find(|c: char| c.is_ascii_alphabetic());
    let Some((number, unit)) = end.and_then(|end| value.split_at_checked(end)) else {
        return false;
    };
    let unit = unit.to_ascii_lowercase();
    let one = unit.strip_suffix('s').unwrap_or(&unit);
    is_number(number.trim_end()) && (UNITS.contains(&unit.as_str()) || UNITS.contains(&one))
}

/// What is filled in elsewhere, without a value in it: `${NAME}`, `{{name}}`, `#{Name}#`, `<name>`.
fn is_placeholder(value: &str) -> bool {
    const SIGNS: [(&str, &str); 10] = [
        ("{vault://", "}"),
        ("${{", "}}"),
        ("${", "}"),
        ("$(", ")"),
        ("{{", "}}"),
        ("#{", "}#"),
        ("__", "__"),
        ("<", ">"),
        ("%", "%"),
        ("$", ""),
    ];
    SIGNS.iter().any(|(opening, closing)| {
        let inside = value.strip_prefix(opening);
        let inside = inside.and_then(|inside| inside.strip_suffix(closing));
        // Behind a colon stands the value that counts where nothing else is set.
        let default = |inside: &str| *opening == "${" && inside.contains(':');
        inside.is_some_and(|inside| is_name(inside.trim()) && !default(inside))
    })
}

/// Whether a text is a name: letters with few digits, and signs between them.
fn is_name(value: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-.:/@*$+".contains(c);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let begins = value.starts_with(|c: char| c.is_ascii_alphabetic() || "_@./*$".contains(c));
    begins && digits <= 4 && value.len() <= 96 && value.chars().all(fits) && !looks_random(value)
}

/// An address of Microsoft's sign-in, with nothing in its path but a tenant and well-known words.
fn is_microsoft_address(value: &str) -> bool {
    const WELL_KNOWN: [&str; 16] = [
        "v1.0",
        "v2.0",
        "common",
        "organizations",
        "consumers",
        "discovery",
        "keys",
        "oauth2",
        "authorize",
        "token",
        "adfs",
        "ls",
        ".well-known",
        "openid-configuration",
        "federationmetadata",
        "federationmetadata.xml",
    ];
    let Some(path) = value.strip_prefix("https://") else {
        return false;
    };
    let mut parts = path.split('/');
    let host = parts.next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let well_known = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.is_empty() || is_guid(&part) || WELL_KNOWN.contains(&part.as_str())
    };
    host.chars().all(plain) && host_trust(value) == HostTrust::Microsoft && parts.all(well_known)
}

/// An address or a part of one, without credentials and query.
fn is_plain_address(value: &str) -> bool {
    let begins = value.starts_with("https://") || value.starts_with('/');
    begins && !value.contains(['@', '?', '#', ' '])
}

/// A key set without private parts, as it stands in configurations as a text.
fn is_public_key_set(value: &str) -> bool {
    const MEMBERS: [&str; 14] = [
        "keys", "kty", "n", "e", "x", "y", "crv", "kid", "use", "alg", "x5c", "x5t", "x5t#S256",
        "key_ops",
    ];
    if !value.starts_with('{') {
        return false;
    }
    let unescaped = value.replace("\\\"", "\"");
    let parsed: Option<serde_json::Value> = serde_json::from_str(&unescaped).ok();
    parsed.is_some_and(|parsed| has_only(&parsed, &MEMBERS))
}

fn has_only(value: &serde_json::Value, members: &[&str]) -> bool {
    match value {
        serde_json::Value::Object(object) => object
            .iter()
            .all(|(name, value)| members.contains(&name.as_str()) && has_only(value, members)),
        serde_json::Value::Array(list) => list.iter().all(|value| has_only(value, members)),
        _ => true,
    }
}

/// Whether a part of a value looks made by chance, as keys and passwords are: long, with digits among
/// its letters. IDs are known by their dashes.
pub(super) fn looks_random(value: &str) -> bool {
    const SHORTEST: usize = 12;
    let ends = |c: char| c.is_whitespace() || "/:,;\"'@=?&(){}[]".contains(c);
    let random = |run: &str| {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
        run.len() >= SHORTEST && digits >= 2 && letters >= 2
    };
    let mut parts = value.split(ends).filter(|part| !is_guid(part));
    parts.any(|part| part.split(['-', '.', '_']).any(random))
}
