//! What a value is by its own text: a text in quotes, code, a public key, an address.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How much of a value is looked at to tell whether it is code, in bytes.
const SHORT: usize = 4096;

/// Whether what stands under a name such as `key` is no key: an address, an ID, the name of a setting.
pub(super) fn says_something_else(value: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    value.contains("://")
        || is_attribute(value)
        || crate::token::is_guid(value)
        || value.len() < 12 && value.chars().all(plain)
        || value.contains(':') && value.chars().all(plain)
}

/// Whether a value is what a condition of Istio is about: `request.auth.claims[roles]`.
pub(super) fn is_attribute(value: &str) -> bool {
    let begins = ["request.", "source.", "destination.", "connection."];
    let plain = |c: char| c.is_ascii_alphabetic() || "._[]-/:".contains(c);
    begins.iter().any(|begins| value.starts_with(begins)) && value.chars().all(plain)
}

/// Whether a value is a public key or a certificate, in PEM or the bare base64 of it: never a secret.
pub(super) fn is_public(value: &str) -> bool {
    let value = value.trim_start();
    if let Some(label) = value.strip_prefix("-----BEGIN ") {
        let label = label.split("-----").next().unwrap_or_default();
        return !label.contains("PRIVATE");
    }
    // The first part of those is a sequence (0x30), that of a private key a number (0x02).
    let sequence = value.as_bytes().get(5);
    value.starts_with("MII")
        && matches!(sequence, Some(b'D' | b'T' | b'j' | b'z'))
        && !is_encrypted_key(value)
}

/// Whether a value in base64 begins as private keys do that a password protects (RFC 5958 §3): with
/// the name of such a scheme, of PKCS #5 or #12 (RFC 8018 §A).
fn is_encrypted_key(value: &str) -> bool {
    /// 1.2.840.113549.1
    const SCHEMES: [u8; 7] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01];
    let start = value.get(..32).unwrap_or_default();
    let start = STANDARD.decode(start).unwrap_or_default();
    let scheme = start.windows(SCHEMES.len() + 1).find_map(|bytes| {
        let (last, first) = bytes.split_last()?;
        (*first == SCHEMES).then_some(*last)
    });
    matches!(scheme, Some(5 | 12))
}

/// Where a text in quotes ends: at its closing quote, else at the end of the line.
pub(super) fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            '\n' => return index,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return index,
            _ => {}
        }
    }
    text.len()
}

/// Whether a value is the name of a variable, as servers and shells have them: `$http_x_token`.
pub(super) fn is_variable(value: &str) -> bool {
    let name = value.trim_end_matches([';', ' ']).strip_prefix('$');
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    name.is_some_and(|name| !name.is_empty() && name.chars().all(plain))
}

/// Whether a value without quotes is code that fetches it, and not the value itself.
pub(super) fn is_expression(value: &str, before: &str) -> bool {
    let code = [
        "var ", "let ", "const ", "string ", "String ", "final ", "self.",
    ];
    let fetches = [
        "GetEnvironmentVariable",
        "process.env",
        "os.environ",
        "os.Getenv",
        "getenv(",
    ];
    let start = value.get(..SHORT).unwrap_or(value);
    let ended = value.ends_with([';', ',', ')', '{']);
    let first = value
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .next();
    let named = first.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    code.iter()
        .any(|word| before.trim_start().starts_with(word))
        || fetches.iter().any(|word| start.contains(word))
        || ended && named && start.contains(['(', '[', '.', ')'])
        || before.trim_end().ends_with(['(', '{', ','])
        || ended
            && named
            && value
                .trim_end_matches([';', ','])
                .bytes()
                .all(|b| b.is_ascii_alphabetic())
            && !before.trim().is_empty()
}
