//! Base64 as publishers really write it: with or without padding, in either alphabet.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::input::base64url;

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Standard base64 with padding, as certificates stand in `x5c` (RFC 7517 §4.7).
pub(super) fn encode(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Decodes any base64; line breaks and blanks are left out. `None` for anything else.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    TOLERANT.decode(plain).ok()
}

/// Whether a text is base64url without padding, as key sets should have it (RFC 7518 §2).
pub(super) fn is_base64url(text: &str) -> bool {
    base64url::decode(text).is_some()
}
