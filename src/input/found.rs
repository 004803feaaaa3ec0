//! What a reading finds.

use std::fmt;

/// Everything that was found in one text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What the text is as a whole.
    pub whole: Whole,
    /// The tokens and their relatives in it, in reading order, without repeats. When nothing else
    /// was recognised in a text that isn't empty, its only entry is the text itself as
    /// [`Kind::Other`] (so that the checklist can say what it is instead).
    pub found: Vec<Found>,
    /// One sentence about the text itself: what it is when it is no token, or what is wrong with it
    /// and where. Never holds token text.
    pub remark: Option<String>,
}

/// What a text is as a whole (rules A-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Nothing but white space.
    Empty,
    /// Bare text, a header, a URL, a log: tokens stand somewhere in it, or nothing was recognised.
    Text,
    /// A cURL command.
    Curl,
    /// An HTTP archive (`{"log":{"entries":[…]}}`).
    Har,
    /// A token endpoint's answer.
    TokenResponse,
    /// A token endpoint's error answer (`error`, `error_description`): no token was issued.
    TokenError,
    /// JSON of another kind.
    Json,
    /// A saved inspection (`"tokenscope": 1`).
    SavedInspection,
    /// `OpenID` metadata (`issuer` and `jwks_uri`).
    Metadata,
    /// A JSON Web Key Set.
    Jwks,
    /// WS-Federation metadata XML.
    FederationMetadata,
    /// One or more PEM certificates, or base64 DER.
    Certificate,
    /// An error line or log of a token library.
    ErrorText,
    /// Configuration of an API (appsettings.json, web.config, YAML, policy XML…).
    Configuration,
    /// A certificate thumbprint: 40 hex digits, or 27 or 43 base64url characters.
    Thumbprint,
    /// A bare GUID.
    Guid,
}

/// One token, or a relative of one, with the place where it stood.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The token after repair (prefixes, quotes, line wraps and escapes taken off): ready to be
    /// taken apart. A secret: never logged, never in an error.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// What the field's name says about it (`access_token`, `id_token`), where it had one: decisive
    /// (rules A-4).
    pub role: Option<Role>,
    /// Where the text came from: "pasted text", a file's name.
    pub source: String,
    /// Where it stood in there: "line 3", a JSON pointer, "header Authorization".
    pub at: String,
    /// The URL of the request that carried it, where the text told one: it names the API the token
    /// was sent to.
    pub request_url: Option<String>,
    /// What was taken off or repaired, in the order found (rules A-1, F-07).
    pub noise: Vec<Noise>,
    /// What is broken in it and can't be repaired (rules A-5, F-03).
    pub damage: Vec<Damage>,
    /// For [`Kind::Other`] and the opaque kinds: one sentence that says what it is.
    pub remark: Option<String>,
}

impl Found {
    /// Takes over what only another place of the same token tells: the field's name, the request
    /// that carried it, and that it was sent in a header.
    pub fn seen_again(&mut self, later: &Self) {
        self.role = self.role.or(later.role);
        if self.request_url.is_none() {
            self.request_url.clone_from(&later.request_url);
        }
        for noise in [Noise::Scheme, Noise::DoubledScheme] {
            if later.noise.contains(&noise) && !self.noise.contains(&noise) {
                self.noise.push(noise);
            }
        }
    }
}

impl fmt::Debug for Found {
    /// Leaves the token out: it is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found")
            .field("chars", &self.text.len())
            .field("kind", &self.kind)
            .field("role", &self.role)
            .field("source", &self.source)
            .field("at", &self.at)
            .field("noise", &self.noise)
            .field("damage", &self.damage)
            .finish_non_exhaustive()
    }
}

/// What a found string is (interface: `kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A signed token in compact form (RFC 7515).
    Jws,
    /// An encrypted token in compact form (RFC 7516).
    Jwe,
    /// A token with an empty signature part, or `alg` `none` (RFC 7519 §6).
    UnsecuredJwt,
    /// A compact token that was cut, redacted or altered on the way.
    DamagedJwt,
    /// A sealed ticket, such as a personal account's access token.
    OpaqueToken,
    /// A refresh token.
    RefreshToken,
    /// An authorization code.
    AuthorizationCode,
    /// A SAML assertion or response.
    SamlAssertion,
    /// A signed HTTP request around an access token (`typ` `pop` with `at`).
    PopEnvelope,
    /// A JWT that a client signed to prove itself, or another JWT that Entra did not issue.
    ClientAssertion,
    /// Nothing of these.
    Other,
}

impl Kind {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jws => "jws",
            Self::Jwe => "jwe",
            Self::UnsecuredJwt => "unsecured-jwt",
            Self::DamagedJwt => "damaged-jwt",
            Self::OpaqueToken => "opaque-token",
            Self::RefreshToken => "refresh-token",
            Self::AuthorizationCode => "authorization-code",
            Self::SamlAssertion => "saml-assertion",
            Self::PopEnvelope => "pop-envelope",
            Self::ClientAssertion => "client-assertion",
            Self::Other => "other",
        }
    }

    /// Whether it has the dotted parts of a JWT, so that it can be taken apart.
    pub fn has_parts(self) -> bool {
        matches!(
            self,
            Self::Jws
                | Self::Jwe
                | Self::UnsecuredJwt
                | Self::DamagedJwt
                | Self::PopEnvelope
                | Self::ClientAssertion
        )
    }
}

/// What a token is for (interface: `role`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// For an API.
    AccessToken,
    /// For the app that signed the user in.
    IdToken,
    /// Nothing tells.
    Unknown,
}

impl Role {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access-token",
            Self::IdToken => "id-token",
            Self::Unknown => "unknown",
        }
    }
}

/// Something around a token that was taken off or repaired (rules A-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Noise {
    /// `Authorization:` or a scheme such as `Bearer` stood before it. Normal in a header.
    Scheme,
    /// `Bearer Bearer …`: the scheme stood twice, which servers refuse.
    DoubledScheme,
    /// Quotes around it.
    Quotes,
    /// Line breaks or white space inside it.
    LineBreaks,
    /// A byte order mark, zero-width or other invisible characters.
    Invisible,
    /// Percent-encoded characters.
    PercentEncoding,
    /// JSON escapes such as `\u003d`, or HTML entities.
    Escapes,
    /// The base64 alphabet with `+` and `/` instead of base64url (RFC 7515 §2).
    StandardBase64,
    /// `=` padding, which RFC 7515 §2 forbids.
    Padding,
    /// `+` had turned into a space, as form decoding does.
    PlusAsSpace,
    /// Mail quoting (`> `) or a Markdown fence.
    Quoting,
}

/// Something broken that can't be repaired, each a reason to call a token damaged (rules A-5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The number of dot-separated parts is not 3 or 5.
    PartCount {
        /// How many there are.
        parts: usize,
    },
    /// A part holds a character outside base64url.
    Alphabet {
        /// The part's name: "header", "payload", "signature".
        part: &'static str,
        /// The character's place in the part, counted from 1.
        column: usize,
        /// The character.
        found: char,
    },
    /// A part's length leaves a remainder of 1 when divided by 4, which no base64url text has
    /// (RFC 4648).
    Length {
        /// The part's name.
        part: &'static str,
        /// Its length in characters.
        chars: usize,
    },
    /// The last character has bits set that the encoding leaves zero.
    TrailingBits {
        /// The part's name.
        part: &'static str,
        /// The last character.
        last: char,
    },
    /// The part decodes, but its JSON stops early or is broken.
    Json {
        /// The part's name.
        part: &'static str,
        /// What the JSON reader said, with line and column, without any value from the token.
        reason: String,
        /// Whether the text simply ends too soon.
        cut: bool,
    },
    /// The signature is shorter or longer than its algorithm gives.
    SignatureLength {
        /// The algorithm of the header.
        algorithm: String,
        /// The lengths it can have, in bytes.
        expected: Vec<usize>,
        /// The length it has, in bytes.
        found: usize,
    },
    /// Somebody replaced a piece by `…`, `[truncated]`, `***` or the like.
    Redacted {
        /// The mark that stands there.
        mark: String,
    },
    /// The whole text's length is exactly a limit that servers and logs cut at.
    AtLimit {
        /// The limit in characters.
        chars: usize,
        /// Whose limit it is.
        whose: &'static str,
    },
}
