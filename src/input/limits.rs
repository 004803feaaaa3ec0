//! Lengths: what signatures and tags have, and where servers and logs cut (rules A-5).

/// The lengths in bytes that a signature of an algorithm can have (RFC 7518 §3, RFC 8037 §3.1,
/// RFC 8812 §3.2). For RSA those of the key sizes in use. `None` for an algorithm that isn't known.
pub(super) fn signature_bytes(algorithm: &str) -> Option<&'static [usize]> {
    Some(match algorithm {
        "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => &[128, 256, 384, 512, 1024],
        "ES256" | "ES256K" | "Ed25519" | "HS512" => &[64],
        "ES384" => &[96],
        "ES512" => &[132],
        "Ed448" => &[114],
        "EdDSA" => &[64, 114],
        "HS256" => &[32],
        "HS384" => &[48],
        _ => return None,
    })
}

/// The length in bytes of the authentication tag of a content encryption (RFC 7518 §5).
pub(super) fn tag_bytes(encryption: &str) -> Option<&'static [usize]> {
    Some(match encryption {
        "A128GCM" | "A192GCM" | "A256GCM" | "A128CBC-HS256" => &[16],
        "A192CBC-HS384" => &[24],
        "A256CBC-HS512" => &[32],
        _ => return None,
    })
}

/// How many characters of base64url without padding hold that many bytes.
pub(super) fn chars_of(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// How many whole bytes that many characters of base64url hold.
pub(super) fn bytes_of(chars: usize) -> usize {
    chars * 3 / 4
}

/// Whose limit a length is exactly, if it is one.
pub(super) fn whose(chars: usize) -> Option<&'static str> {
    LIMITS
        .iter()
        .find(|(limit, _)| *limit == chars)
        .map(|(_, whose)| *whose)
}

const LIMITS: [(usize, &str); 19] = [
    (255, "database columns and log fields of 255 characters"),
    (256, "database columns and log fields of 256 characters"),
    (512, "log fields of 512 characters"),
    (1000, "log fields of 1,000 characters"),
    (
        1024,
        "a terminal's input line on macOS, and many log fields",
    ),
    (
        2000,
        "database columns and chat messages of 2,000 characters",
    ),
    (
        2048,
        "addresses in older browsers and proxies, and many log fields",
    ),
    (4000, "NVARCHAR columns and messages of 4,000 characters"),
    (4095, "a terminal's input line on Linux"),
    (4096, "a browser's cookie, and many log fields"),
    (8000, "VARCHAR columns and log messages of 8,000 characters"),
    (8190, "a header line in Apache (LimitRequestFieldSize)"),
    (8191, "a header line in an 8 KiB buffer"),
    (8192, "a header line in nginx, and log properties of 8 KiB"),
    (16383, "a header line in a 16 KiB buffer"),
    (16384, "headers in http.sys, IIS and Node.js"),
    (32767, "environment variables and cells of a spreadsheet"),
    (32768, "log messages of 32 KiB, as in Application Insights"),
    (65536, "headers and messages of 64 KiB"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_convert_as_base64url_does() {
        for (bytes, chars) in [
            (256, 342),
            (384, 512),
            (512, 683),
            (64, 86),
            (96, 128),
            (132, 176),
            (32, 43),
            (0, 0),
        ] {
            assert_eq!(chars_of(bytes), chars, "{bytes} bytes");
            assert_eq!(bytes_of(chars), bytes, "{chars} characters");
        }
    }

    #[test]
    fn limits_are_exact() {
        for (chars, known) in [
            (1024, true),
            (2048, true),
            (4096, true),
            (8000, true),
            (8190, true),
            (8192, true),
            (16384, true),
            (8193, false),
            (0, false),
        ] {
            assert_eq!(whose(chars).is_some(), known, "{chars}");
        }
    }
}
