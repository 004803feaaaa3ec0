//! One part of a token that holds JSON, and what is wrong with it.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;
use serde_json::error::Category;

use crate::input::base64url;
use crate::input::json::Object;

use super::escape_deceiving;

/// Reads what can be read of a damaged part. What is accepted as a signature is decoded strictly,
/// elsewhere.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A part that holds JSON: the header or the payload.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The members; empty where the part can't be read. They are there beside a [`fault`](Self::fault)
    /// where it is a blemish that leaves everything readable.
    pub object: Object,
    /// The decoded text, with replacement characters where it isn't UTF-8. Empty where it can't be
    /// decoded.
    pub json: String,
    /// What is wrong with the part, as a sentence with the place; never holds a value.
    pub fault: Option<String>,
}

impl Part {
    /// Reads one dot-separated part. `name` is "header" or "payload".
    pub(super) fn read(segment: Option<&str>, name: &str) -> Self {
        let Some(segment) = segment else {
            return Self::faulty(format!("There is no {name}: the text has too few dots."));
        };
        if segment.is_empty() {
            return Self::faulty(format!("The {name} is empty."));
        }
        let (bytes, encoding) = decode(segment);
        let not_utf8 = std::str::from_utf8(&bytes)
            .err()
            .map(|error| format!("byte {} is not UTF-8", error.valid_up_to() + 1));
        let json = String::from_utf8_lossy(&bytes).into_owned();
        let unmarked = json.strip_prefix('\u{FEFF}');
        let marked = unmarked.map(|_| {
            "it begins with a byte order mark, which JSON forbids (RFC 8259 §8.1)".to_owned()
        });
        let (object, broken) = match Object::parse(unmarked.unwrap_or(&json)) {
            Ok(object) => (object, None),
            Err(error) => (Object::default(), Some(why_no_object(&json, &error))),
        };
        // The first of these is the cause of the others.
        let fault = encoding
            .or(not_utf8)
            .or(marked)
            .or(broken)
            .map(|fault| format!("The {name} is damaged: {fault}."));
        Self {
            object,
            json,
            fault,
        }
    }

    fn faulty(fault: String) -> Self {
        Self {
            fault: Some(fault),
            ..Self::default()
        }
    }
}

/// Decodes base64url as far as it goes, with what is wrong with it.
fn decode(segment: &str) -> (Vec<u8>, Option<String>) {
    if let Some(bytes) = base64url::decode(segment) {
        return (bytes, None);
    }
    // The other alphabet of RFC 4648 §4 says the same with other characters.
    let readable: String = segment
        .chars()
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .take_while(|c| in_alphabet(*c))
        .collect();
    // One character left over holds no whole byte.
    let whole = readable.len() - usize::from(readable.len() % 4 == 1);
    let bytes = LENIENT
        .decode(readable.get(..whole).unwrap_or_default())
        .unwrap_or_default();
    (bytes, Some(what_is_wrong(segment)))
}

fn in_alphabet(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Why a text is not base64url, with the place (RFC 4648 §5, RFC 7515 §2).
fn what_is_wrong(segment: &str) -> String {
    let stranger = segment.chars().enumerate().find(|(_, c)| !in_alphabet(*c));
    if let Some((index, found)) = stranger {
        let found = match found {
            '+' | '/' => format!("{found}, which belongs to plain base64"),
            '=' => "=, the padding that RFC 7515 §2 forbids".to_owned(),
            ' ' | '\t' | '\r' | '\n' => "white space".to_owned(),
            other => format!("{}, which base64url doesn't have", visible(other)),
        };
        return format!("character {} is {found}", index + 1);
    }
    if segment.len() % 4 == 1 {
        return format!(
            "base64url never is {} characters long, so one was lost or added",
            segment.len()
        );
    }
    let last = segment.chars().next_back().map(visible).unwrap_or_default();
    format!("its last character, {last}, has bits set that have to be zero")
}

fn visible(c: char) -> String {
    escape_deceiving(&c.to_string()).0
}

/// Why a text is not a JSON object. Never quotes a value, as serde's words about types do.
fn why_no_object(json: &str, error: &serde_json::Error) -> String {
    let place = format!("line {} column {}", error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("its JSON stops too early, at {place}"),
        Category::Syntax | Category::Io => {
            let words = error.to_string();
            let what = words.split(" at line ").next().unwrap_or_default();
            format!("its JSON is broken at {place}: {what}")
        }
        Category::Data => match serde_json::from_str::<Value>(json) {
            Ok(Value::Array(_)) => "it is a JSON array, not an object".to_owned(),
            Ok(Value::String(_)) => "it is a JSON text, not an object".to_owned(),
            Ok(Value::Number(_)) => "it is a number, not a JSON object".to_owned(),
            Ok(Value::Bool(_) | Value::Null) => "it is a single word, not a JSON object".to_owned(),
            Ok(Value::Object(_)) | Err(_) => format!("its JSON can't be read at {place}"),
        },
    }
}
