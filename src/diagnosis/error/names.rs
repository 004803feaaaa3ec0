//! The names of keys in an error text.

/// The names of keys that an error holds: what stands behind "kid", "key ID" or "matches".
pub(in crate::diagnosis) fn keys_in(error: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let lower = error.to_ascii_lowercase();
    for word in ["kid", "matches", "key id", "key with id"] {
        for (at, _) in lower.match_indices(word) {
            let inside = lower
                .get(..at)
                .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let name = error.get(at + word.len()..).and_then(name_after);
            names.extend(name.filter(|name| !inside && !names.contains(name)));
        }
    }
    names
}

/// The name behind a word: quoted, or else long and with a digit in it. Never a part of a token.
fn name_after(text: &str) -> Option<&str> {
    let filler = |c: char| c.is_whitespace() || "\"'\\:=([{".contains(c);
    let rest = text.trim_start_matches(filler);
    let rest = rest
        .strip_prefix("is")
        .filter(|r| r.starts_with(filler))
        .unwrap_or(rest);
    let name = rest.trim_start_matches(filler);
    let lead = text.get(..text.len() - name.len()).unwrap_or_default();
    let end = name.find(|c: char| !is_part(c));
    let (name, after) = name.split_at_checked(end.unwrap_or(name.len()))?;
    let quoted =
        lead.ends_with(['"', '\'']) && after.trim_start_matches('\\').starts_with(['"', '\'']);
    let long = name.len() >= 16 && name.bytes().any(|b| b.is_ascii_digit());
    (is_key_name(name) && (quoted || long)).then_some(name)
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Whether a text can be the name of a key: no longer than a thumbprint in hexadecimal, so that no
/// signature is taken for one, and no beginning of a token.
pub(super) fn is_key_name(name: &str) -> bool {
    const LONGEST: usize = 80;
    !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_part) && !name.contains("eyJ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_keys_are_found() {
        let rows: &[(&str, &[&str])] = &[
            (
                "The token's kid is: 'nOo3ZDrODXEK1jKWhXslHR_KXEg', but did not",
                &["nOo3ZDrODXEK1jKWhXslHR_KXEg"],
            ),
            ("Unable to match key: \nkid: 'nOo3'.", &["nOo3"]),
            ("token: '{\"alg\":\"RS256\",\"kid\":\"abc\"}'", &["abc"]),
            ("{\\\"kid\\\":\\\"abc\\\"}", &["abc"]),
            ("a signing key that matches: \"abc\"", &["abc"]),
            (
                "JWK for kid nOo3ZDrODXEK1jKWhXslHR_KXEg not found",
                &["nOo3ZDrODXEK1jKWhXslHR_KXEg"],
            ),
            (
                "failed to find key with key ID \"abc\" in key set",
                &["abc"],
            ),
            (
                "Keys tried: 'X509SecurityKey, KeyId: 'nOo3ZDrODXEK1jKWhXslHR_KXEg'",
                &[],
            ),
            (
                "The token's kid is: '[PII is hidden. For more details]'",
                &[],
            ),
            ("kid is: 'System.String'", &[]),
            ("Jwks doesn't have key to match kid or alg from Jwt", &[]),
            ("kid is missing", &[]),
            ("kid eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.AA", &[]),
        ];
        for (error, expected) in rows {
            assert_eq!(keys_in(error), *expected, "{error}");
        }
    }
}
