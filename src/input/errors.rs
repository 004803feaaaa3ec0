//! Error lines and logs of token libraries, gateways and token endpoints (rules A-3).

/// What a text mentions first of the errors that tell of refused tokens: a code (`IDX10503`), or the
/// words of a library. The mention is a code or one of our own table's phrases, never other text.
pub(super) fn mention(text: &str) -> Option<String> {
    code(text).or_else(|| phrase(text).map(|phrase| format!("\u{201c}{phrase}\u{201d}")))
}

/// The first error code of Microsoft's in a text.
pub(super) fn code(text: &str) -> Option<String> {
    CODES
        .iter()
        .filter_map(|(prefix, least)| first_code(text, prefix, *least))
        .min()
        .map(|(_, code)| code)
}

fn first_code(text: &str, prefix: &str, least: usize) -> Option<(usize, String)> {
    text.match_indices(prefix).find_map(|(at, _)| {
        let digits: String = text
            .get(at + prefix.len()..)?
            .chars()
            .take(MOST_DIGITS)
            .take_while(char::is_ascii_digit)
            .collect();
        (digits.len() >= least).then(|| (at, format!("{prefix}{digits}")))
    })
}

fn phrase(text: &str) -> Option<&'static str> {
    let start = beginning(text, LONGEST);
    PHRASES
        .iter()
        .copied()
        .find(|phrase| start.contains(phrase))
}

/// The first bytes of a text, up to a whole character.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// How far into a text phrases are looked for, in bytes: there are many of them.
pub(super) const LONGEST: usize = 1 << 18;

/// Prefixes of codes and how many digits they have at least.
const CODES: [(&str, usize); 4] = [("IDX", 5), ("IDW", 5), ("AADSTS", 4), ("AADB2C", 4)];

const MOST_DIGITS: usize = 9;

/// Words that the libraries print, as they print them.
const PHRASES: [&str; 60] = [
    "invalid_token",
    "WWW-Authenticate",
    "www-authenticate",
    "InvalidAuthenticationToken",
    "CompactToken parsing failed",
    "The signature key was not found",
    "The signature is invalid",
    "The token expired at",
    "The token is not valid before",
    "The token has no expiration",
    "JWT Validation Failed",
    "JWT validation failed",
    "JWT is not well formed",
    "JWT not present",
    "JWT token is missing the following claims",
    "ERR_JWKS_NO_MATCHING_KEY",
    "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
    "ERR_JWT_EXPIRED",
    "ERR_JWT_CLAIM_VALIDATION_FAILED",
    "no applicable key found in the JSON Web Key Set",
    "claim timestamp check failed",
    "JsonWebTokenError",
    "TokenExpiredError",
    "NotBeforeError",
    "jwt malformed",
    "jwt expired",
    "jwt not active",
    "jwt audience invalid",
    "jwt issuer invalid",
    "invalid signature",
    "Unable to find a signing key that matches",
    "No KID specified and JWKS endpoint returned more than 1 key",
    "The JWKS endpoint did not contain any signing keys",
    "PyJWKClientError",
    "InvalidSignatureError",
    "InvalidAudienceError",
    "InvalidIssuerError",
    "ExpiredSignatureError",
    "Signature verification failed",
    "signature verification failed",
    "Signature has expired",
    "Not enough segments",
    "bad_signature",
    "Signed JWT rejected",
    "An error occurred while attempting to decode the Jwt",
    "Jwt expired at",
    "Jwt is expired",
    "Jwt verification fails",
    "Jwt issuer is not configured",
    "Audiences in Jwt are not allowed",
    "Jwks doesn't have key to match kid or alg from Jwt",
    "token signature is invalid",
    "token is unverifiable",
    "token has invalid",
    "oidc: issuer did not match",
    "oidc: expected audience",
    "failed to verify id token signature",
    "endpoints_resolution_error",
    "SecurityTokenInvalid",
    "SecurityTokenSignatureKeyNotFoundException",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told() {
        for (name, text, expected) in [
            (
                "Wilson",
                "x IDX10503: Signature validation failed.",
                Some("IDX10503"),
            ),
            (
                "Identity.Web",
                "IDW10201: Neither scope nor roles",
                Some("IDW10201"),
            ),
            (
                "Entra",
                "AADSTS50013: Assertion failed",
                Some("AADSTS50013"),
            ),
            ("B2C", "AADB2C90091: cancelled", Some("AADB2C90091")),
            (
                "the first code counts",
                "IDW10201 after IDX10500",
                Some("IDW10201"),
            ),
            ("too few digits", "IDX105", None),
            (
                "header",
                "WWW-Authenticate: Bearer",
                Some("\u{201c}WWW-Authenticate\u{201d}"),
            ),
            (
                "jsonwebtoken",
                "JsonWebTokenError: jwt malformed",
                Some("\u{201c}JsonWebTokenError\u{201d}"),
            ),
            ("prose", "I can't sign in", None),
        ] {
            assert_eq!(mention(text).as_deref(), expected, "{name}");
        }
    }
}
