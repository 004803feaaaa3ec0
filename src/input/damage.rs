//! What is broken in a compact token (rules A-5).

use super::json::{self, Object};
use super::{Damage, base64url, limits, marks};

/// A compact token as far as it can be read, and what is broken in it.
pub(super) struct Anatomy {
    /// The header, where it is a JSON object.
    pub(super) header: Option<Object>,
    /// The payload, where it is a JSON object.
    pub(super) payload: Option<Object>,
    /// How many parts there are.
    pub(super) parts: usize,
    /// What is broken.
    pub(super) damage: Vec<Damage>,
}

impl Anatomy {
    /// Takes a token apart.
    pub(super) fn of(text: &str, marks: &[String]) -> Self {
        let parts: Vec<&str> = text.split('.').collect();
        let mut anatomy = Self {
            header: None,
            payload: None,
            parts: parts.len(),
            damage: Vec::new(),
        };
        anatomy.redaction(&parts, marks);
        anatomy.header = parts.first().and_then(|p| anatomy.object(p, "header"));
        let encrypted = anatomy.is_encrypted() || parts.len() == 5;
        anatomy.count(parts.len());
        if encrypted {
            for (part, name) in parts.iter().zip(ENCRYPTED).skip(1) {
                anatomy.letters(part, name);
            }
        } else {
            anatomy.payload = parts.get(1).and_then(|p| anatomy.object(p, "payload"));
            for (part, name) in parts.iter().zip(SIGNED).skip(2) {
                anatomy.letters(part, name);
            }
        }
        anatomy.last_part(&parts);
        anatomy
    }

    /// Whether the header tells of encryption.
    pub(super) fn is_encrypted(&self) -> bool {
        self.header.as_ref().is_some_and(|h| h.get("enc").is_some())
    }

    /// The header's algorithm.
    pub(super) fn algorithm(&self) -> Option<&str> {
        self.header.as_ref().and_then(|h| h.text("alg"))
    }

    /// Whether the header says that nothing was signed, in any casing.
    pub(super) fn is_unsigned(&self) -> bool {
        self.algorithm()
            .is_some_and(|alg| alg.eq_ignore_ascii_case("none"))
    }

    fn redaction(&mut self, parts: &[&str], marks: &[String]) {
        let words = parts.iter().copied().filter(|part| marks::is_word(part));
        for mark in marks.iter().map(String::as_str).chain(words) {
            let damage = Damage::Redacted {
                mark: mark.to_owned(),
            };
            if !self.damage.contains(&damage) {
                self.damage.push(damage);
            }
        }
    }

    /// Three parts are signed, five are encrypted, and the header has to agree (RFC 7516 §9).
    fn count(&mut self, parts: usize) {
        let right = match (parts, self.is_encrypted()) {
            (3, false) | (5, true) => true,
            (3, true) | (5, false) => self.header.is_none(),
            _ => false,
        };
        if !right {
            self.damage.push(Damage::PartCount { parts });
        }
    }

    /// Checks the letters of a part; `false` where they can't be decoded.
    fn letters(&mut self, part: &str, name: &'static str) -> bool {
        if part.contains('\u{2026}') || marks::is_word(part) {
            return false;
        }
        if let Some(fault) = wrong_letter(part, name) {
            self.damage.push(fault);
            return false;
        }
        if part.len() % 4 == 1 {
            self.damage.push(Damage::Length {
                part: name,
                chars: part.len(),
            });
        } else if let Some(last) = base64url::trailing_bits(part) {
            self.damage.push(Damage::TrailingBits { part: name, last });
        }
        true
    }

    fn object(&mut self, part: &str, name: &'static str) -> Option<Object> {
        if !self.letters(part, name) {
            return None;
        }
        let bytes = base64url::decode_what_is_there(part)?;
        match read_object(&bytes) {
            Ok(object) => Some(object),
            Err((reason, cut)) => {
                self.damage.push(Damage::Json {
                    part: name,
                    reason,
                    cut,
                });
                None
            }
        }
    }

    /// The signature's or tag's length against what the header announces.
    fn last_part(&mut self, parts: &[&str]) {
        let Some(header) = &self.header else { return };
        let (announced, last, expected) = match header.text("enc") {
            Some(enc) if parts.len() == 5 => (enc, parts.get(4), limits::tag_bytes(enc)),
            Some(_) => return,
            None => {
                let alg = header.text("alg").unwrap_or_default();
                (alg, parts.get(2), limits::signature_bytes(alg))
            }
        };
        let (Some(last), Some(expected)) = (last, expected) else {
            return;
        };
        let readable = last.chars().all(base64url::is_letter) && !marks::is_word(last);
        let found = limits::bytes_of(last.len());
        if readable && !last.is_empty() && !expected.contains(&found) {
            let damage = Damage::SignatureLength {
                algorithm: announced.to_owned(),
                expected: expected.to_vec(),
                found,
            };
            self.damage.push(damage);
        }
    }
}

/// The first character outside base64url.
fn wrong_letter(part: &str, name: &'static str) -> Option<Damage> {
    let is_letter = |b: u8| base64url::is_letter(char::from(b));
    let place = part.bytes().position(|b| !is_letter(b))?;
    // All before it is ASCII, so bytes count as characters.
    let found = part.get(place..)?.chars().next()?;
    Some(Damage::Alphabet {
        part: name,
        column: place + 1,
        found,
    })
}

/// Reads a part's bytes as a JSON object. The error is a reason that never quotes a value, and
/// whether the text just ends too soon.
fn read_object(bytes: &[u8]) -> Result<Object, (String, bool)> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, error)),
    };
    if text.trim().is_empty() {
        return Err(("it is empty".to_owned(), false));
    }
    if text.starts_with('\u{feff}') {
        let reason = "it starts with a byte order mark, which most JSON readers refuse";
        return Err((reason.to_owned(), false));
    }
    if json::other_type(text).is_none() && !text.trim_start().starts_with('{') {
        return Err(("it is not JSON".to_owned(), false));
    }
    Object::parse(text).map_err(|error| (in_words(&error), error.is_eof()))
}

/// What the JSON reader says, in words that tell what happened.
fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = match &message {
        m if error.is_eof() || m.starts_with("EOF") => "it breaks off",
        m if m.contains("surrogate") || m.contains("hex escape") => {
            "a \\u escape is incomplete or half of a surrogate pair"
        }
        m if m.starts_with("recursion limit") => "it is nested more than 128 levels deep",
        m if m.starts_with("control character") => "a string holds a control character",
        _ => return message,
    };
    format!("{what} at line {} column {}", error.line(), error.column())
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> (String, bool) {
    let valid = error.valid_up_to();
    let readable = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    // A text that was cut in the middle of a character ends in half of it.
    let cut = error.error_len().is_none();
    if !cut && !readable.trim_start().starts_with('{') {
        return ("it is not JSON but other data".to_owned(), false);
    }
    let reason = if cut {
        format!("it ends in the middle of a character at byte {}", valid + 1)
    } else {
        format!("it is not UTF-8 from byte {} on", valid + 1)
    };
    (reason, cut)
}

const SIGNED: [&str; 9] = [
    "header",
    "payload",
    "signature",
    "fourth part",
    "fifth part",
    "sixth part",
    "seventh part",
    "eighth part",
    "ninth part",
];

const ENCRYPTED: [&str; 5] = [
    "header",
    "encrypted key",
    "initialization vector",
    "ciphertext",
    "authentication tag",
];
