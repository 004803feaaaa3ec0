//! Texts that are evidence about keys rather than tokens: key sets, metadata, certificates.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::documents::{
    Content, Document, DocumentError, FederationMetadata, JwkSet, Metadata, Origin,
};
use crate::input::Whole;
use crate::keys::Certificate;

/// The first line of a certificate in PEM (RFC 7468 §5.1).
const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";

/// A text that joins the documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The document, named after where it came from.
    pub document: Document,
    /// What it adds, as the object of "Added …": "8 keys".
    pub what: String,
    /// What is wrong with parts of it, one sentence each.
    pub faults: Vec<String>,
}

/// Reads a text as evidence. `Ok(None)` where it is of another kind.
pub fn read_evidence(
    name: &str,
    text: &str,
    whole: Whole,
) -> Result<Option<Evidence>, DocumentError> {
    let (content, what, faults) = match whole {
        Whole::Jwks => {
            let value = json(name, text)?;
            let set = JwkSet::read(name, &value)?;
            let what = count(set.keys.len(), "key");
            (Content::Json(value), what, set.faults)
        }
        Whole::Metadata => {
            let value = json(name, text)?;
            let metadata = Metadata::read(name, &value)?;
            let what = format!("the metadata of {}", metadata.issuer);
            (Content::Json(value), what, Vec::new())
        }
        Whole::FederationMetadata => {
            let metadata = FederationMetadata::read(name, text)?;
            let what = count(metadata.signers.len(), "signing certificate");
            (Content::Text(text.to_owned()), what, Vec::new())
        }
        Whole::Certificate => {
            let pem = pem_of_text(text);
            let what = count(pem.matches(PEM_BEGIN).count().max(1), "certificate");
            (Content::Text(pem), what, Vec::new())
        }
        _ => return Ok(None),
    };
    Ok(Some(Evidence {
        document: of_file(name, content),
        what,
        faults,
    }))
}

fn of_file(name: &str, content: Content) -> Document {
    Document {
        url: name.to_owned(),
        fetched: None,
        date: None,
        origin: Origin::File,
        content,
    }
}

/// The PEM text of a certificate in DER; `None` where the bytes are no certificate.
pub fn pem_of_der(bytes: &[u8]) -> Option<String> {
    // 0x30 is the tag of an ASN.1 sequence, with which every certificate begins.
    let certificate = bytes.first() == Some(&0x30) && Certificate::read(bytes).is_ok();
    certificate.then(|| armour(&STANDARD.encode(bytes)))
}

/// The text itself where it is PEM; base64 gets its armour.
fn pem_of_text(text: &str) -> String {
    if text.contains("-----BEGIN") {
        return text.to_owned();
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    armour(&bare)
}

fn armour(base64: &str) -> String {
    let mut pem = format!("{PEM_BEGIN}\n");
    for (index, character) in base64.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END CERTIFICATE-----\n");
    pem
}

fn json(name: &str, text: &str) -> Result<Value, DocumentError> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        DocumentError::NotJson {
            what: name.to_owned(),
            reason: error.to_string(),
        }
    })
}

/// "1 key", "8 keys".
pub(super) fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn base64_gets_its_armour() {
        let body = "A".repeat(100);
        let wrapped = format!("{}\r\n {}\n", &"A".repeat(60), &"A".repeat(40));
        let expected = format!(
            "{PEM_BEGIN}\n{}\n{}\n-----END CERTIFICATE-----\n",
            "A".repeat(64),
            "A".repeat(36)
        );
        let rows = [
            ("bare", body.as_str(), expected.as_str()),
            ("wrapped", &wrapped, &expected),
            ("PEM stays", &expected, &expected),
        ];
        for (name, text, pem) in rows {
            assert_eq!(pem_of_text(text), pem, "{name}");
        }
    }

    #[test]
    fn only_evidence_is_evidence() {
        for whole in [Whole::Text, Whole::Har, Whole::SavedInspection, Whole::Guid] {
            assert_eq!(read_evidence("a", "{}", whole), Ok(None), "{whole:?}");
        }
        let broken = read_evidence("jwks.json", "{", Whole::Jwks).unwrap_err();
        assert!(broken.to_string().starts_with("jwks.json is not JSON"));
    }

    #[test]
    fn numbers_and_nouns_agree() {
        for (number, expected) in [(0, "0 keys"), (1, "1 key"), (8, "8 keys")] {
            assert_eq!(count(number, "key"), expected);
        }
    }

    #[test]
    fn other_bytes_are_no_certificate() {
        for (name, bytes) in [("empty", &b""[..]), ("text", b"0abc"), ("cut", b"\x30\x82")] {
            assert_eq!(pem_of_der(bytes), None, "{name}");
        }
    }
}
