//! What a server answered: bounded, and judged by its content rather than by what it calls itself.

use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{AGE, DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

use super::failure::plain;
use crate::documents::{Content, RequestKind};
use crate::input::text_of_bytes;

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

/// How long a server asks to wait before the next try (RFC 9110 §10.2.3), where it says so in
/// seconds; a date is not looked at, because clocks differ.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// A body on its way in, already unpacked where it came compressed.
pub(super) struct Body {
    bytes: Vec<u8>,
    largest: usize,
}

impl Body {
    /// A body of which this length was announced; more than `largest` bytes are not read.
    pub(super) fn new(announced: Option<u64>, largest: usize) -> Result<Self, String> {
        if announced.is_some_and(|length| length > largest as u64) {
            return Err(too_large(largest));
        }
        Ok(Self {
            bytes: Vec::new(),
            largest,
        })
    }

    /// Takes one more piece.
    pub(super) fn add(&mut self, piece: &[u8]) -> Result<(), String> {
        if self.bytes.len() + piece.len() > self.largest {
            return Err(too_large(self.largest));
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// How many bytes were read so far.
    pub(super) fn seen(&self) -> u64 {
        self.bytes.len() as u64
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

fn too_large(largest: usize) -> String {
    format!("the answer is larger than {} MiB", largest / (1024 * 1024))
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
