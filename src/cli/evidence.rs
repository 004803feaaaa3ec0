//! Loose files as documents, and files that say what the API accepts.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Problem;
use super::load::{Text, bytes_of, evidence_name, read_saved};
use crate::api::Api;
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

/// Reads what the API accepts: the form of a saved inspection's member `api`, or a saved
/// inspection.
pub(super) fn api(path: &Path) -> Result<Api, Problem> {
    let Text { name, bytes } = bytes_of(path)?;
    let (text, _) = text_of_bytes(&bytes);
    let whole = read(&name, &text).whole;
    if let Some(what) = evidence_name(whole) {
        return Err(Problem(format!(
            "{name} is {what}: use it with --with. --api takes what the API accepts."
        )));
    }
    let value = if whole == Whole::SavedInspection {
        let api = read_saved(&name, &text)?.api;
        api.ok_or_else(|| Problem(format!("{name} doesn't say what the API accepts.")))?
    } else {
        json(&name, &text).map_err(|_| unsupported(&name))?
    };
    let members = ["audiences", "issuers", "metadata", "permissions"];
    if members.iter().all(|member| value.get(member).is_none()) {
        return Err(unsupported(&name));
    }
    let mut api = Api::read(&value).map_err(|e| Problem(format!("{name}: {e}.")))?;
    api.source.get_or_insert(name);
    Ok(api)
}

fn unsupported(name: &str) -> Problem {
    Problem(format!(
        "{name} is not in a form that --api reads in this version: a JSON object with \
         \"audiences\", \"issuers\" or \"metadata\", or a saved inspection. Other configuration \
         can be told with --audience, --issuer and --metadata."
    ))
}

fn json(name: &str, text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Problem(format!("{name} is not JSON: {error}.")))
}
