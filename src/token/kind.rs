//! ID token or access token, user or app: scored from evidence, never from `typ` (rules A-4).

use super::Token;
use crate::input::Role;

/// Why a token was taken for an access token or an ID token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleEvidence {
    /// The outcome.
    pub role: Role,
    /// The facts that point to it, each a short phrase ("`scp` together with `azp`").
    pub reasons: Vec<String>,
}

/// Whom a token speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A user, through an app.
    User,
    /// An app by itself.
    App,
    /// Nothing tells.
    Unknown,
}

/// Tells an access token from an ID token. `named` is what the field's name said, which is decisive.
pub fn role_of(token: &Token, named: Option<Role>) -> RoleEvidence {
    let _ = token;
    RoleEvidence {
        role: named.unwrap_or(Role::Unknown),
        reasons: Vec::new(),
    }
}

/// Tells a user's token from an app's (rules A-4).
pub fn who_of(token: &Token) -> Who {
    let _ = token;
    Who::Unknown
}
