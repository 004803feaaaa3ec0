//! The header nonce of Microsoft's own APIs (rules E-4): a confirmation, never advice to implement.

use std::ops::Range;

use aws_lc_rs::digest::{self, SHA256};

use crate::input::base64url;
use crate::token::Token;

/// The signing input with the header's `nonce` replaced by base64url(SHA-256(nonce)), spliced into
/// the original header bytes so that nothing else changes. `None` without such a nonce.
pub fn nonce_transformed(token: &Token) -> Option<Vec<u8>> {
    let nonce = token.header_nonce()?;
    if token.segment_count() != 3 {
        return None;
    }
    // The bytes as they were sent: the header's text may have been repaired for showing.
    let header = base64url::decode(token.segment(0))?;
    let place = value_of(&header, b"nonce")?;
    if header.get(place.clone())? != nonce.as_bytes() {
        return None;
    }
    let hashed = base64url::encode(digest::digest(&SHA256, nonce.as_bytes()).as_ref());
    let mut spliced = header.get(..place.start)?.to_vec();
    spliced.extend_from_slice(hashed.as_bytes());
    spliced.extend_from_slice(header.get(place.end..)?);
    let mut input = base64url::encode(&spliced).into_bytes();
    input.push(b'.');
    input.extend_from_slice(token.segment(1).as_bytes());
    Some(input)
}

/// Where the string value of a member of the outermost object stands, without its quotes. Of a
/// repeated member the last one counts, as for every reader of the token. `None` where the value is
/// no string or is written with escapes. The text is known to be JSON.
fn value_of(json: &[u8], name: &[u8]) -> Option<Range<usize>> {
    let mut found = None;
    let mut depth = 0_usize;
    let mut at = 0;
    // Whether the next string of the outermost object is a member's name.
    let mut name_follows = false;
    let mut wanted = false;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => {
                let text = at + 1..end_of_string(json, at + 1)?;
                at = text.end;
                let written = json.get(text.clone())?;
                if depth == 1 && name_follows {
                    wanted = written == name;
                } else if depth == 1 && wanted {
                    found = (!written.contains(&b'\\')).then_some(text);
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (depth, byte) {
            (1, b'{' | b',') => name_follows = true,
            (1, b':') => {
                name_follows = false;
                if wanted {
                    found = None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The place of the quote that ends a string whose first character stands at `start`.
fn end_of_string(json: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        match json.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "HaDYMd3r7J-Tx06PzECHSNiYpKFFQaW7KoO-EWIfM9o";
    const HASHED: &str = "lsg5fm7Mo4QSMKYazvCgpzG8SNTIpTxi7dSJjec8lR0";

    #[test]
    fn only_the_nonce_changes() {
        let rows = [
            (
                "compact",
                r#"{"typ":"JWT","nonce":"N","alg":"RS256"}"#,
                true,
            ),
            (
                "white space",
                "{ \"nonce\" :\t\"N\" ,\r\n\"alg\":\"RS256\"}",
                true,
            ),
            (
                "last",
                r#"{"alg":"RS256","x":[1,{"y":2}],"nonce":"N"}"#,
                true,
            ),
            ("name as a value", r#"{"kid":"nonce","nonce":"N"}"#, true),
            (
                "quotes in a value",
                r#"{"kid":"\"nonce\":\"no\"","nonce":"N"}"#,
                true,
            ),
            ("backslash at an end", r#"{"kid":"\\","nonce":"N"}"#, true),
            ("other signs", r#"{"kid":"ü€😀","nonce":"N"}"#, true),
            (
                "deeper one before",
                r#"{"jwk":{"nonce":"no"},"nonce":"N"}"#,
                true,
            ),
            ("repeated", r#"{"nonce":"first","nonce":"N"}"#, true),
            (
                "repeated, not a string",
                r#"{"nonce":"N","nonce":5}"#,
                false,
            ),
            ("only deeper", r#"{"jwk":{"nonce":"N"}}"#, false),
            ("in an array", r#"{"x":["nonce","N"]}"#, false),
            ("number", r#"{"nonce":5}"#, false),
            ("escaped value", r#"{"nonce":"\u0041"}"#, false),
            ("escaped name", r#"{"\u006eonce":"N"}"#, false),
            ("none", r#"{"alg":"RS256"}"#, false),
        ];
        for (name, header, expected) in rows {
            let header = header.replace("\"N\"", &format!("\"{NONCE}\""));
            let text = format!("{}.e30.AA", base64url::encode(header.as_bytes()));
            let transformed = nonce_transformed(&Token::take_apart(&text));
            let wanted = expected.then(|| {
                let header = header.replace(NONCE, HASHED);
                format!("{}.e30", base64url::encode(header.as_bytes())).into_bytes()
            });
            assert_eq!(transformed, wanted, "{name}");
        }
    }
}
