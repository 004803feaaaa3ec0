//! The libraries that check tokens and how each keeps its copy of the keys (rules D-3). How they say
//! that they have no key of the token's kid stands in the table of error texts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::error::says_no_key;

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
    let named = says_no_key(error)?;
    let marked = |library: &&Library| library.marks.iter().any(|mark| error.contains(mark));
    let all = || LIBRARIES.library.iter();
    let of_name = || all().find(|library| library.name == named);
    all().find(marked).or_else(of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses() {
        assert!(LIBRARIES.library.len() > 10, "libraries.toml doesn't parse");
        for library in &LIBRARIES.library {
            let names = LIBRARIES.library.iter().filter(|l| l.name == library.name);
            assert_eq!(names.count(), 1, "{} stands twice", library.name);
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
}
