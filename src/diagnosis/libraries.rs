//! The libraries that check tokens: how each says that it has no key of the token's kid, and how it
//! keeps its copy of the keys (rules D-3, F-6).

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
struct Libraries {
    library: Vec<Library>,
}

/// One library or gateway.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Library {
    /// Its name, as in "This is how … puts it".
    pub(super) name: String,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
    /// How it keeps its copy of the keys, as sentences.
    pub(super) refresh: Option<String>,
    #[serde(default)]
    certainty: Certainty,
}

#[derive(Default, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Certainty {
    #[default]
    Documented,
    Likely,
}

/// The file is part of the program and a test parses it, so a fault here can't reach a user; were
/// there one, nothing would be recognised.
static LIBRARIES: LazyLock<Libraries> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/dictionary/libraries.toml")).unwrap_or_default()
});

impl Library {
    /// How it keeps its copy, said as likely where only its users tell so.
    pub(super) fn behaviour(&self) -> Option<String> {
        let refresh = self.refresh.as_deref()?;
        Some(match self.certainty {
            Certainty::Documented => format!("The error reads like {}. {refresh}", self.name),
            Certainty::Likely => {
                format!("The error reads like {}. Likely: {refresh}", self.name)
            }
        })
    }
}

/// Whether an error says that the key was not found, and by which library. Nothing where it says
/// something else.
pub(super) fn key_not_found(error: &str) -> Option<&'static Library> {
    let lower = error.to_ascii_lowercase();
    let says = |library: &&Library| {
        let mut texts = library.says.iter();
        texts.any(|text| lower.contains(&text.to_ascii_lowercase()))
    };
    let marked = |library: &&Library| library.marks.iter().any(|mark| error.contains(mark));
    let all = || LIBRARIES.library.iter();
    all().find(says)?;
    all().find(|library| marked(library) || says(library))
}

/// The names of keys that an error holds: what stands behind "kid", "key ID" or "matches".
pub(super) fn keys_in(error: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for word in ["kid", "matches", "key id"] {
        let lower = error.to_ascii_lowercase();
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
    const LONGEST: usize = 100;
    let filler = |c: char| c.is_whitespace() || "\"'\\:=([{".contains(c);
    let rest = text.trim_start_matches(filler);
    let rest = rest
        .strip_prefix("is")
        .filter(|r| r.starts_with(filler))
        .unwrap_or(rest);
    let name = rest.trim_start_matches(filler);
    let lead = text.get(..text.len() - name.len()).unwrap_or_default();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    let (name, after) = name.split_at_checked(end.unwrap_or(name.len()))?;
    let quoted =
        lead.ends_with(['"', '\'']) && after.trim_start_matches('\\').starts_with(['"', '\'']);
    let long = name.len() >= 16 && name.bytes().any(|b| b.is_ascii_digit());
    let fits = !name.is_empty() && name.len() <= LONGEST && !name.starts_with("eyJ");
    (fits && (quoted || long)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses() {
        assert!(LIBRARIES.library.len() > 10, "libraries.toml doesn't parse");
        for library in &LIBRARIES.library {
            let told = !library.says.is_empty() || !library.marks.is_empty();
            assert!(told, "{}: nothing tells it", library.name);
        }
    }

    #[test]
    fn errors_are_recognised_by_their_words() {
        let rows = [
            (
                "Bearer error=\"invalid_token\", error_description=\"The signature key was not found\"",
                Some("Microsoft.IdentityModel"),
            ),
            (
                "IDX10503: Signature validation failed.",
                Some("Microsoft.IdentityModel"),
            ),
            (
                "JWT Validation Failed: IDX10501: Unable to match key",
                Some("Azure API Management"),
            ),
            (
                "JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set",
                Some("jose"),
            ),
            (
                "Unable to find a signing key that matches: \"abc\"",
                Some("PyJWT"),
            ),
            (
                "Unable to find a signing key that matches 'abc'",
                Some("jwks-rsa for Node.js"),
            ),
            (
                "jwks doesn't have key to match kid or alg from Jwt",
                Some("Envoy"),
            ),
            (
                "Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
                Some("Spring"),
            ),
            (
                "WindowsAzureActiveDirectoryBearer: IDX10501",
                Some("the OWIN"),
            ),
            ("IDX10223: Lifetime validation failed.", None),
            ("JWT Validation Failed: IDX10214", None),
            ("invalid signature", None),
            ("", None),
        ];
        for (error, expected) in rows {
            let found = key_not_found(error).map(|l| l.name.as_str());
            let fits = match (found, expected) {
                (Some(name), Some(start)) => name.starts_with(start),
                (found, expected) => found.is_none() && expected.is_none(),
            };
            assert!(fits, "{error}: {found:?}");
        }
    }

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
