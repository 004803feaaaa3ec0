//! Any text is read without a panic, and reading is the same every time.

use proptest::prelude::*;
use tokenscope::input::{Whole, text_of_bytes};

use crate::make::{healthy, paste};

/// Pieces that steer a random text into the corners of the reader.
const PIECES: &[&str] = &[
    "eyJ",
    "eyJhbGciOiJSUzI1NiJ9",
    "eyJhIjoxfQ",
    ".",
    "..",
    "...",
    "…",
    "***",
    "[truncated]",
    "=",
    "==",
    "+",
    "/",
    "-",
    "_",
    " ",
    "\n",
    "\r\n",
    "=\r\n",
    "\\\n",
    "\\",
    "\\u00",
    "\\u002e",
    "\\n",
    "%",
    "%2",
    "%2E",
    "%25",
    "&",
    "&amp;",
    "&#x2B;",
    "&#",
    "\"",
    "'",
    "`",
    "Bearer ",
    "Authorization: ",
    "access_token=",
    "\"id_token\":\"",
    "code=0.A",
    "curl -H '",
    "{\"log\":{\"entries\":[",
    "{",
    "[",
    "}",
    "]",
    "<",
    "<saml:",
    "urn:oasis:names:tc:SAML:2.0:assertion",
    "PHNhbWxw",
    "EwB",
    "MII",
    "-----BEGIN CERTIFICATE-----",
    "\u{feff}",
    "\u{200b}",
    "é",
    "😀",
    "> ",
    "```\n",
    "GET / HTTP/1.1\r\nHost: ",
    "fetch(",
    "https://",
    "IDX10503",
    "\0",
    "a",
    "AAAA",
    "0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_string_is_read(text in "\\PC*") {
        let _ = paste(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (text, _) = text_of_bytes(&bytes);
        let _ = paste(&text);
    }

    #[test]
    fn any_mixture_is_read(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|&i| PIECES[i]).collect();
        let reading = paste(&text);
        prop_assert_eq!(format!("{reading:?}"), format!("{:?}", paste(&text)));
        prop_assert!(reading.whole == Whole::Empty || reading.whole == Whole::SavedInspection || !reading.found.is_empty());
    }

    #[test]
    fn any_change_to_a_token_is_read(at in 0..600_usize, cut in 0..600_usize, with in "\\PC{0,3}") {
        let mut text = healthy();
        let at = at.min(text.len());
        let end = (at + cut % 5).min(text.len());
        text.replace_range(at..end, &with);
        for found in paste(&text).found {
            let remark = found.remark.unwrap_or_default();
            prop_assert!(!remark.contains("eyJ"), "{}", remark);
        }
    }
}

#[test]
fn long_texts_are_read_in_one_pass() {
    // Each of these would take minutes if reading were quadratic.
    for unit in [
        "eyJ/",
        "eyJ\n",
        "eyJ ",
        "eyJhbGciOiJSUzI1NiJ9.",
        "eyJhbGciOiJSUzI1NiJ9.a ",
        "[",
        "%25",
        "\"\n\"",
        "Bearer ",
        "{\"a\":",
        "<a ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        assert!(!paste(&text).found.is_empty(), "{unit:?}");
    }
}

#[test]
fn two_megabytes_of_log_hold_one_token() {
    let token = healthy();
    let line = "2026-11-21T10:00:00Z INFO GET /api/orders?code=5 eyes.are.eyed user=\"x\" 200\n";
    let text = format!("{}Authorization: Bearer {token}\n{0}", line.repeat(13_000));
    let reading = paste(&text);
    assert_eq!(reading.found.len(), 1);
    assert_eq!(reading.found[0].at, "line 13001");
    assert!(reading.found[0].text == token);
}
