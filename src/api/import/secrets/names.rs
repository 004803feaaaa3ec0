//! Names of settings that hold secrets, with their sections.

use crate::documents::secret_names::{has_secret_part, is_about_secret, plain_name as plain};

/// Names that are secrets only where they stand alone.
const ALONE: [&str; 8] = [
    "key",
    "pass",
    "pw",
    "sas",
    "sig",
    "pfx",
    "token",
    "credential",
];

/// Endings of names whose values are secrets; in the middle they say less.
const ENDINGS: [&str; 3] = [CREDENTIAL, "jwtkey", "securitykey"];

/// How names of credentials end.
const CREDENTIAL: &str = "credential";

/// Whether a setting of that name holds a secret: client secrets, passwords, connection strings,
/// keys that are no public ones. The name may have its sections before it, in any spelling:
/// `AzureAd:ClientSecret`, `AZURE_CLIENT_SECRET`, `azure.client-secret`.
pub(in super::super) fn is_secret(name: &str) -> bool {
    let name = name.replace("__", ":");
    let mut parts = name
        .rsplit([':', '.', '/', '[', ']'])
        .map(plain)
        .filter(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit()));
    let Some(last) = parts.next() else {
        return false;
    };
    if last == "value" {
        return parts.any(|part| part.starts_with("signingkey"));
    }
    names_a_secret(&last)
}

/// The same for the last part of a name alone.
pub(super) fn names_a_secret(part: &str) -> bool {
    if is_weak(part) {
        return true;
    }
    let name = plain(part);
    let name = name.strip_suffix('s').unwrap_or(&name);
    let told = ENDINGS.iter().any(|ending| name.ends_with(ending)) || has_secret_part(name);
    told && !is_about_secret(name)
}

/// Whether a name ends as credentials do: a text in quotes under it is one, an object is not.
pub(super) fn names_a_credential(part: &str) -> bool {
    let name = plain(part);
    name.strip_suffix('s')
        .unwrap_or(&name)
        .ends_with(CREDENTIAL)
}

/// Whether such a name is one of many things: its value is looked at before it is left out.
pub(super) fn is_weak(part: &str) -> bool {
    let name = plain(part);
    let one = name.strip_suffix('s').unwrap_or(&name);
    ALONE.contains(&one) || ALONE.contains(&name.as_str())
}
