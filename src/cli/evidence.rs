//! Loose files as documents.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Problem;
use super::load::{Text, bytes_of, read_saved};
use crate::documents::{Content, Document, Origin};
use crate::input::{Whole, read, text_of_bytes};

/// Reads a file as evidence: the documents in it.
pub(super) fn documents(path: &Path) -> Result<Vec<Document>, Problem> {
    let Text { name, bytes } = bytes_of(path)?;
    if let Some(pem) = pem_of_der(&bytes) {
        return Ok(vec![loose(name, Content::Text(pem))]);
    }
    let (text, _) = text_of_bytes(&bytes);
    let whole = read(&name, &text).whole;
    match whole {
        Whole::SavedInspection => Ok(read_saved(&name, &text)?.documents),
        Whole::Metadata | Whole::Jwks => {
            let value = json(&name, &text)?;
            Ok(vec![loose(name, Content::Json(value))])
        }
        Whole::FederationMetadata | Whole::Certificate => {
            Ok(vec![loose(name, Content::Text(text))])
        }
        Whole::Empty => Err(Problem(format!("{name} is empty."))),
        _ => Err(Problem(format!(
            "{name} is not evidence about keys: expected a key set, OpenID metadata, federation \
             metadata XML, a certificate (PEM or DER), or a saved inspection."
        ))),
    }
}

fn loose(name: String, content: Content) -> Document {
    Document {
        url: name,
        fetched: None,
        date: None,
        origin: Origin::File,
        content,
    }
}

/// A DER certificate as PEM text, which is how documents hold certificates.
fn pem_of_der(bytes: &[u8]) -> Option<String> {
    const LINE: usize = 64;
    x509_parser::parse_x509_certificate(bytes).ok()?;
    let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for (index, c) in STANDARD.encode(bytes).chars().enumerate() {
        if index > 0 && index % LINE == 0 {
            pem.push('\n');
        }
        pem.push(c);
    }
    pem.push_str("\n-----END CERTIFICATE-----\n");
    Some(pem)
}

fn json(name: &str, text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Problem(format!("{name} is not JSON: {error}.")))
}
