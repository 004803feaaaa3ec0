//! GUIDs in texts: whether one is well formed, the first one in a URL, and .NET's byte order.

use std::fmt::Write as _;

/// Whether a text is a GUID in its usual form of 8-4-4-4-12 hexadecimal digits, in any case.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The first part of a URL or path that is a GUID, in lower case.
pub(super) fn guid_in(url: &str) -> Option<String> {
    url.split(['/', '?', '#', '@', '.'])
        .find(|part| is_guid(part))
        .map(str::to_ascii_lowercase)
}

/// Sixteen bytes as a GUID in .NET's order: the first three groups are little-endian.
pub(super) fn guid_of_bytes(bytes: &[u8]) -> Option<String> {
    const ORDER: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    if bytes.len() != ORDER.len() {
        return None;
    }
    let mut text = String::with_capacity(36);
    for (place, from) in ORDER.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a String can't fail.
        let _ = write!(text, "{:02x}", bytes.get(*from)?);
    }
    Some(text)
}

/// Thirty-two hexadecimal digits as a GUID, as the names of extension attributes have them.
pub(super) fn guid_of_hex(digits: &str) -> Option<String> {
    if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let group = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let guid = [
        group(0, 8),
        group(8, 12),
        group(12, 16),
        group(16, 20),
        group(20, 32),
    ];
    Some(guid.join("-").to_ascii_lowercase())
}

/// Bytes as upper-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}
