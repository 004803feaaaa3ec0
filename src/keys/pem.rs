//! Certificates and public keys as text: PEM blocks (RFC 7468), or the base64 inside one alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use x509_parser::pem::Pem;

use super::PublicKey;

/// More blocks than these in one file are not read.
const MOST_BLOCKS: usize = 1000;

/// What a text holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PemKeys {
    /// Certificates, DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// Bare public keys.
    pub(super) keys: Vec<PublicKey>,
    /// What is wrong, one sentence each.
    pub(super) faults: Vec<String>,
}

/// Reads certificates and public keys from a text; `None` where it has nothing of that kind.
pub(super) fn read(text: &str) -> Option<PemKeys> {
    let keys = if text.contains("-----BEGIN ") {
        blocks(text)
    } else {
        bare(text)?
    };
    (keys != PemKeys::default()).then_some(keys)
}

fn blocks(text: &str) -> PemKeys {
    let mut keys = PemKeys::default();
    for (index, block) in Pem::iter_from_buffer(text.as_bytes())
        .take(MOST_BLOCKS)
        .enumerate()
    {
        match block {
            Ok(pem) if pem.label.ends_with("CERTIFICATE") => keys.certificates.push(pem.contents),
            Ok(pem) if pem.label == "PUBLIC KEY" => match PublicKey::of_spki(&pem.contents) {
                Ok(key) => keys.keys.push(key),
                Err(fault) => keys.faults.push(fault),
            },
            Ok(_) => {}
            Err(_) => keys.faults.push(format!(
                "PEM block {} is damaged: it is not base64 between its two marks.",
                index + 1
            )),
        }
    }
    keys
}

/// A certificate as metadata files hold it: base64 without the marks.
fn bare(text: &str) -> Option<PemKeys> {
    let compact: String = text.split_whitespace().collect();
    // DER of anything longer than 255 bytes starts with 30 82.
    if !compact.starts_with("MII") {
        return None;
    }
    let certificate = STANDARD.decode(compact).ok()?;
    Some(PemKeys {
        certificates: vec![certificate],
        ..PemKeys::default()
    })
}
