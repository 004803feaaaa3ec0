//! base64url without padding (RFC 4648 §5, RFC 7515 §2), strictly and forgivingly.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig as Config, URL_SAFE_NO_PAD as STRICT,
};

/// Encodes bytes as base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    STRICT.encode(bytes)
}

/// Decodes base64url without padding, strictly: `None` on any other character, on an impossible
/// length and on trailing bits that are not zero.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    STRICT.decode(text).ok()
}

/// Decodes as much of a base64url text as can be read: trailing bits are ignored, and so is a last
/// character that no byte can be made of. `None` where a character is outside the alphabet.
pub fn decode_what_is_there(text: &str) -> Option<Vec<u8>> {
    let whole = match text.len() % 4 {
        1 => text.get(..text.len() - 1)?,
        _ => text,
    };
    FORGIVING.decode(whole).ok()
}

/// Decodes base64 of either alphabet, with or without padding and with white space in it, as
/// `SAMLResponse` and certificates are carried.
pub fn decode_any(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(to_url_alphabet)
        .collect();
    FORGIVING.decode(plain.trim_end_matches('=')).ok()
}

/// Whether a character belongs to base64url.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The base64url letter for a letter of the standard alphabet.
pub fn to_url_alphabet(c: char) -> char {
    match c {
        '+' => '-',
        '/' => '_',
        other => other,
    }
}

/// The bits that a last character of that length leaves over, as a mask: they must be zero
/// (RFC 4648 §3.5).
pub(super) fn trailing_bits(text: &str) -> Option<char> {
    let mask = match text.len() % 4 {
        2 => 0b1111,
        3 => 0b11,
        _ => return None,
    };
    let last = text.chars().next_back()?;
    let value = LETTERS.chars().position(|letter| letter == last)?;
    (value & mask != 0).then_some(last)
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    Config::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn strict_decoding_refuses_what_the_rfc_refuses() {
        for (name, text, expected) in [
            ("whole", "aGVsbG8", Some(b"hello".to_vec())),
            ("empty", "", Some(Vec::new())),
            ("padding", "aGVsbG8=", None),
            ("standard alphabet", "-+8", None),
            ("impossible length", "aGVsb", None),
            ("trailing bits", "aGVsbG9", None),
        ] {
            assert_eq!(decode(text), expected, "{name}");
        }
    }

    #[test]
    fn forgiving_decoding_reads_what_is_there() {
        for (name, text, expected) in [
            ("trailing bits", "aGVsbG9", Some(b"hello".to_vec())),
            ("one letter too many", "aGVsbG8xx", Some(b"hello1".to_vec())),
            ("wrong letter", "aGV!bG8", None),
            ("multi-byte letter", "aGV\u{e9}", None),
        ] {
            assert_eq!(decode_what_is_there(text), expected, "{name}");
        }
    }

    #[test]
    fn either_alphabet_is_read() {
        assert_eq!(decode_any("+/8=").unwrap(), decode_any("-_8").unwrap());
        assert_eq!(decode_any("aGVs\r\n bG8=").unwrap(), b"hello");
    }

    #[test]
    fn trailing_bits_are_found() {
        for (name, text, expected) in [
            ("zero bits", "aGVsbG8", None),
            ("two bits", "aGVsbG9", Some('9')),
            ("four bits", "aB", Some('B')),
            ("four bits zero", "aA", None),
            ("whole bytes", "abcd", None),
            ("empty", "", None),
        ] {
            assert_eq!(trailing_bits(text), expected, "{name}");
        }
    }
}
