//! What should be configured → the configuration of a stack, ready to copy (rules H).

use super::Stack;

/// What the configuration should say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The metadata address whose keys verify the token, with `?appid=` where it is needed.
    pub metadata: String,
    /// The authority: the metadata address without `/.well-known/openid-configuration`.
    pub authority: String,
    /// The address of the key set.
    pub keys: String,
    /// The token's issuer, exactly.
    pub issuer: String,
    /// The audience that the API should accept.
    pub audience: String,
    /// The API's application ID, where it is known: a GUID.
    pub client_id: Option<String>,
    /// The tenant's ID.
    pub tenant: Option<String>,
    /// The tenant's name, for B2C and External ID: "contoso".
    pub tenant_name: Option<String>,
    /// The B2C policy.
    pub policy: Option<String>,
    /// The application whose own keys sign: `?appid=`.
    pub app_id: Option<String>,
    /// The login host with its scheme and a closing slash: `https://login.microsoftonline.com/`.
    pub instance: String,
    /// The address of the federation metadata, for the stacks that read nothing else.
    pub federation: Option<String>,
    /// The platform that issued the token.
    pub platform: Option<crate::issuer::Platform>,
    /// The algorithm of the token's signature: `RS256`.
    pub algorithm: String,
}

/// A configuration that accepts the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The stack.
    pub stack: Stack,
    /// The language of the text: "json", "xml", "yaml", "csharp", "javascript", "python", "go".
    pub language: &'static str,
    /// The text, ready to copy.
    pub text: String,
    /// Where it goes, one sentence.
    pub place: String,
    /// What to avoid, one sentence.
    pub avoid: String,
    /// Where widely read instructions say something else, and what is right; a sentence each.
    pub corrections: Vec<String>,
}

/// Why no configuration can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// The stack can't accept such a token at all.
    #[error("{} can't accept this token: {reason}", stack.title())]
    Unfit {
        /// The stack.
        stack: Stack,
        /// Why, and what can do it, as the end of a sentence.
        reason: String,
    },
    /// Something that the configuration needs is not known.
    #[error("the configuration for {} needs {missing}, which is not known", stack.title())]
    Missing {
        /// The stack.
        stack: Stack,
        /// What is missing: "the tenant's name".
        missing: &'static str,
    },
}

/// Writes the configuration of a stack.
pub fn write(stack: Stack, target: &Target) -> Result<Fix, Unwritten> {
    let _ = target;
    Err(Unwritten::Unfit {
        stack,
        reason: "nothing is written yet".to_owned(),
    })
}
