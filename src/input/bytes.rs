//! A file's bytes as text.

/// Turns a file's bytes into text: UTF-8 with or without a byte order mark, or UTF-16 with one.
/// Other bytes are read as UTF-8 with replacement characters, and the second value says so.
pub fn text_of_bytes(bytes: &[u8]) -> (String, Option<String>) {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return utf8(rest, 3);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(rest, u16::from_le_bytes, "little-endian");
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(rest, u16::from_be_bytes, "big-endian");
    }
    utf8(bytes, 0)
}

fn utf8(bytes: &[u8], skipped: usize) -> (String, Option<String>) {
    if let Some(text) = unmarked_utf16(bytes) {
        let remark = "This has no byte order mark; it was read as UTF-16, which it looks like.";
        return (text, Some(remark.to_owned()));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return (text.to_owned(), None),
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    let remark = if let Some(kind) = binary_kind(bytes) {
        format!("This is {kind}, not text.")
    } else if bytes.contains(&0) {
        "This is binary data, not text: it holds zero bytes.".to_owned()
    } else {
        let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
        format!(
            "This is not UTF-8 text from byte offset {} on; what can't be read stands as \u{fffd}.",
            valid + skipped
        )
    };
    (text, Some(remark))
}

/// UTF-16 without its byte order mark: nearly every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let sample = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let pairs = sample.len() / 2;
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let mostly = |odd| zeros(odd) * 10 >= pairs * 9 && zeros(1 - odd) == 0;
    let unit = match pairs {
        0 | 1 => return None,
        _ if mostly(1) => u16::from_le_bytes,
        _ if mostly(0) => u16::from_be_bytes,
        _ => return None,
    };
    Some(utf16(bytes, unit, "").0)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, order: &str) -> (String, Option<String>) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 2;
    let mut broken = None;
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        if let Ok(c) = decoded {
            text.push(c);
            offset += 2 * c.len_utf16();
        } else {
            text.push(char::REPLACEMENT_CHARACTER);
            broken = broken.or(Some(offset));
            offset += 2;
        }
    }
    if !rest.is_empty() {
        broken = broken.or(Some(offset));
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let remark = broken.map(|offset| {
        format!(
            "This is UTF-16 text ({order}) that is broken at byte offset {offset}; what can't be \
             read stands as \u{fffd}."
        )
    });
    (text, remark)
}

/// A file format that its first bytes give away.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

const SIGNATURES: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"\x30\x82", "a certificate or key in DER form"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told() {
        for (name, bytes, text, remark) in [
            ("UTF-8", "eyJ é".as_bytes().to_vec(), "eyJ é", None),
            ("UTF-8 with mark", b"\xEF\xBB\xBFeyJ".to_vec(), "eyJ", None),
            ("empty", Vec::new(), "", None),
            ("UTF-16 LE", b"\xFF\xFEe\0y\0J\0".to_vec(), "eyJ", None),
            ("UTF-16 BE", b"\xFE\xFF\0e\0y\0J".to_vec(), "eyJ", None),
            (
                "UTF-16 pair",
                b"\xFF\xFE\x3D\xD8\x00\xDE".to_vec(),
                "\u{1f600}",
                None,
            ),
            (
                "UTF-16 half a pair",
                b"\xFF\xFEa\0\x3D\xD8".to_vec(),
                "a\u{fffd}",
                Some("byte offset 4"),
            ),
            (
                "UTF-16 half a unit",
                b"\xFF\xFEa\0b".to_vec(),
                "a\u{fffd}",
                Some("byte offset 4"),
            ),
            (
                "UTF-16 without mark",
                b"e\0y\0J\0".to_vec(),
                "eyJ",
                Some("UTF-16"),
            ),
            (
                "Latin 1",
                b"abc\xE9d".to_vec(),
                "abc\u{fffd}d",
                Some("byte offset 3 "),
            ),
            (
                "Latin 1 after a mark",
                b"\xEF\xBB\xBFa\xE9d".to_vec(),
                "a\u{fffd}d",
                Some("byte offset 4 "),
            ),
            (
                "ZIP",
                b"PK\x03\x04\x00".to_vec(),
                "PK\u{3}\u{4}\0",
                Some("ZIP"),
            ),
            (
                "zero bytes",
                b"abcdef\0".to_vec(),
                "abcdef\0",
                Some("binary"),
            ),
        ] {
            let (found, told) = text_of_bytes(&bytes);
            assert_eq!(found, text, "{name}");
            match remark {
                None => assert_eq!(told, None, "{name}"),
                Some(part) => {
                    assert!(
                        told.as_deref().is_some_and(|t| t.contains(part)),
                        "{name}: {told:?}"
                    );
                }
            }
        }
    }
}
