//! What a server answered: bounded, and judged by its content rather than by what it calls itself.

use std::io::Read;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{AGE, DATE, HeaderMap};
use serde_json::Value;

use super::failure::plain;
use crate::documents::{Content, RequestKind};
use crate::input::text_of_bytes;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 2 * 1024 * 1024;

/// What the header `Accept` says.
pub(super) fn accepted(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Metadata | RequestKind::Keys => "application/json",
        RequestKind::Federation => "application/xml, text/xml",
    }
}

/// The server's clock: the moment at which it made the answer (RFC 9110 §6.6.1), and for an answer
/// out of a cache the time since then (RFC 9111 §5.1).
pub(super) fn server_date(headers: &HeaderMap) -> Option<Timestamp> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let made = rfc2822::parse(text(DATE)?.trim()).ok()?.timestamp();
    let age = match text(AGE) {
        Some(seconds) => seconds.trim().parse::<u32>().ok()?,
        None => 0,
    };
    made.checked_add(SignedDuration::from_secs(age.into())).ok()
}

/// A body on its way in.
pub(super) struct Body {
    bytes: Vec<u8>,
    piece: Vec<u8>,
}

/// Why no more of a body can be read.
pub(super) enum ReadError {
    /// It is larger than allowed.
    TooLarge(String),
    /// The connection broke or the time is up.
    Broken(std::io::Error),
}

impl Body {
    /// A body of which this length was announced.
    pub(super) fn new(announced: Option<u64>) -> Result<Self, String> {
        if announced.is_some_and(|length| length > LARGEST as u64) {
            return Err(too_large());
        }
        Ok(Self {
            bytes: Vec::new(),
            piece: vec![0; 16 * 1024],
        })
    }

    /// Reads one more piece; `false` at the end.
    pub(super) fn read_some(&mut self, from: &mut impl Read) -> Result<bool, ReadError> {
        let count = from.read(&mut self.piece).map_err(ReadError::Broken)?;
        let piece = self.piece.get(..count).unwrap_or_default();
        if self.bytes.len() + piece.len() > LARGEST {
            return Err(ReadError::TooLarge(too_large()));
        }
        self.bytes.extend_from_slice(piece);
        Ok(count > 0)
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

fn too_large() -> String {
    format!("the answer is larger than {} MiB", LARGEST / (1024 * 1024))
}

/// The document in a body; else why it is none.
pub(super) fn content(kind: RequestKind, body: &[u8]) -> Result<Content, String> {
    let (text, _) = text_of_bytes(body);
    let text = text.trim_start_matches('\u{feff}');
    let look = Look::at(text);
    match kind {
        RequestKind::Metadata | RequestKind::Keys => match look {
            Look::Empty => Err("answered with nothing".to_owned()),
            Look::Html => Err("answered with a web page (HTML), not JSON".to_owned()),
            Look::Xml => Err("answered with XML, not JSON".to_owned()),
            Look::Other => json(text),
        },
        RequestKind::Federation => match look {
            Look::Empty => Err("answered with nothing".to_owned()),
            Look::Html => Err("answered with a web page (HTML), not XML".to_owned()),
            Look::Xml => Ok(Content::Text(text.to_owned())),
            Look::Other => Err("is not XML".to_owned()),
        },
    }
}

fn json(text: &str) -> Result<Content, String> {
    serde_json::from_str(text)
        .map(Content::Json)
        .map_err(|error| {
            let place = format!(
                "is not JSON: line {} column {}",
                error.line(),
                error.column()
            );
            if error.is_eof() {
                format!("{place}, where it stops too soon")
            } else {
                place
            }
        })
}

/// What a text looks like by its first characters.
enum Look {
    Empty,
    Html,
    Xml,
    Other,
}

impl Look {
    fn at(text: &str) -> Self {
        let start: String = text.trim_start().chars().take(1024).collect();
        let start = start.to_ascii_lowercase();
        if start.is_empty() {
            Self::Empty
        } else if !start.starts_with('<') {
            Self::Other
        } else if start.contains("<!doctype html") || start.contains("<html") {
            Self::Html
        } else {
            Self::Xml
        }
    }
}

/// Why a server refuses: the status, and the first sentence of what it says, as Entra does for an
/// unknown tenant (`AADSTS90002: …`).
pub(super) fn refusal(status: u16, body: &[u8]) -> String {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let said = ["/error_description", "/error/message", "/error"]
        .iter()
        .find_map(|place| value.pointer(place).and_then(Value::as_str));
    let sentence = said.map(|text| {
        let line = text.lines().next().unwrap_or_default();
        plain(line.split(". ").next().unwrap_or_default())
    });
    match sentence.filter(|s| !s.is_empty()) {
        Some(sentence) => format!("answered {status}: {sentence}"),
        None => format!("answered {status}"),
    }
}
