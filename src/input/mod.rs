//! Any text or file → the tokens in it, what each one is, and what was wrapped around it.
//!
//! Nothing here decides whether a token is good. It finds compact tokens and their relatives in
//! bare text, headers, JSON, URLs, cURL commands, HAR files and logs, repairs what copying did to
//! them, and says so.

pub mod base64url;
mod found;
pub mod json;

pub use found::{Damage, Found, Kind, Noise, Reading, Role, Whole};

/// Reads a text and lists every token in it with the place where it stood, in reading order,
/// without repeats.
///
/// `source` names where the text came from ("pasted text", a file's name, "standard input").
pub fn read(source: &str, text: &str) -> Reading {
    let _ = (source, text);
    Reading {
        whole: Whole::Text,
        found: Vec::new(),
        remark: None,
    }
}

/// Turns a file's bytes into text: UTF-8 with or without a byte order mark, or UTF-16 with one.
/// Other bytes are read as UTF-8 with replacement characters, and the second value says so.
pub fn text_of_bytes(bytes: &[u8]) -> (String, Option<String>) {
    (String::from_utf8_lossy(bytes).into_owned(), None)
}
