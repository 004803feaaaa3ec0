//! Which names of a token's header a key answers to (rules D1.3).

use super::{Key, x5t_of_hex};
use crate::token::Token;

/// The names by which a token's header calls for its key.
#[derive(Debug, Clone, Default)]
pub(super) struct KeyNames {
    kid: Option<String>,
    x5t: Option<String>,
    x5t_s256: Option<String>,
}

impl KeyNames {
    pub(super) fn of(token: &Token) -> Self {
        Self {
            kid: token.kid().map(str::to_owned),
            x5t: token.x5t().map(canonical),
            x5t_s256: token.header_object().text("x5t#S256").map(canonical),
        }
    }

    /// Whether a key answers: by its kid to the letter, or by its certificate's thumbprint in
    /// either notation, as Microsoft's libraries do.
    pub(super) fn fit(&self, key: &Key) -> bool {
        let same = |name: Option<&String>, other: Option<&String>| name.is_some() && name == other;
        let thumbprints = &key.thumbprints;
        let kid = self.kid.as_deref().map(canonical);
        let published = key.kid.as_deref().map(canonical);
        same(self.kid.as_ref(), key.kid.as_ref())
            || same(kid.as_ref(), thumbprints.x5t.as_ref())
            || same(self.x5t.as_ref(), thumbprints.x5t.as_ref())
            || same(self.x5t_s256.as_ref(), thumbprints.x5t_s256.as_ref())
            // A key may be published under a hex thumbprint without its certificate.
            || same(kid.as_ref(), published.as_ref())
            || same(self.x5t.as_ref(), published.as_ref())
    }
}

/// A hex thumbprint as base64url, whatever the case of its digits; anything else as it is.
pub(super) fn canonical(name: &str) -> String {
    let hex = matches!(name.len(), 40 | 64) && name.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| x5t_of_hex(name))
        .flatten()
        .unwrap_or_else(|| name.to_owned())
}
