//! Secrets that are told by their look, whatever the setting is called.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::Hidden;

/// Each with the secret as group 1.
static LOOKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // Client secrets that Entra ID makes: three characters, a digit, Q~.
        r"(?:^|[^A-Za-z0-9_~.\-])([A-Za-z0-9_~.\-]{3}[0-9]Q~[A-Za-z0-9_~.\-]{30,40})",
        // Shared access signatures in addresses.
        r"(?i)[?&](?:sig|code|subscription-key)=([A-Za-z0-9%+/=_\-]{16,})",
        // Passwords in addresses.
        r#"://[^/\s:@"'<>]+:([^@/\s"'<>]+)@"#,
        // Tokens.
        r"\b(eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)*)",
        // Credentials of a request.
        r"(?i)\b(?:basic|bearer)\s+([A-Za-z0-9+/._~=\-]{16,})",
        // Connection strings, whole.
        r#"(?i)["'>=]\s*((?:server|data source|endpoint|accountendpoint|blobendpoint|defaultendpointsprotocol|host|instrumentationkey|account)=[^"'<\n]*;[^"'<\n]+)"#,
        // Keys with padding, as `dotnet user-jwts` keeps them.
        r#"(?i)"value"\s*:\s*"([A-Za-z0-9+/]{22,}={1,2})""#,
    ]
    .into_iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Secrets in elements of XML whose text alone is one, unless it is a certificate or names a value.
static KEY_ELEMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)<key(?:\s[^<>]*[^<>/])?>\s*([^<]*?)\s*</key>").ok());

/// All of them.
pub(super) fn of_secrets(text: &str) -> Vec<Hidden> {
    let mut found: Vec<Hidden> = LOOKS
        .iter()
        .flat_map(|look| look.captures_iter(text))
        .filter_map(|captures| captures.get(1))
        .map(|group| Hidden::plain(group.range()))
        .collect();
    let keys = KEY_ELEMENT.iter().flat_map(|look| look.captures_iter(text));
    let keys = keys.filter_map(|captures| captures.get(1));
    let secret = |key: &str| {
        !["MII", "{{", "@", "-----"]
            .iter()
            .any(|s| key.starts_with(s))
    };
    found.extend(
        keys.filter(|group| secret(group.as_str()))
            .map(|group| Hidden::plain(group.range())),
    );
    found.extend(private_keys(text).into_iter().map(Hidden::plain));
    found
}

/// What stands between the lines of private keys in PEM; to the end of the text where the last line
/// is missing.
fn private_keys(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find("PRIVATE KEY-----"))
    {
        let start = from + at + "PRIVATE KEY-----".len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find("-----END").map_or(text.len(), |end| start + end);
        let before = text.get(..from + at).unwrap_or_default();
        let begins = before
            .rfind("-----")
            .and_then(|dashes| before.get(dashes..))
            .is_some_and(|line| line.starts_with("-----BEGIN"));
        if begins {
            found.push(start..end);
            from = end;
        } else {
            from = start;
        }
    }
    found
}
