//! JavaScript and TypeScript.

pub(super) mod express;
pub(super) mod fastify;
pub(super) mod jose;
pub(super) mod jwks_rsa;
pub(super) mod next_auth;
mod options;
pub(super) mod passport;
pub(super) mod passport_config;

/// The calls and classes that set up a check.
const FRONTS: &[&str] = &[
    "BearerStrategy",
    "OIDCStrategy",
    "createRemoteJWKSet",
    "jwtVerify",
    "jwksClient",
    "jwksRsa",
    "expressJwtSecret",
    "passportJwtSecret",
];
