//! Certificates that a token or message names, told beside those that are known.

use super::Facts;
use super::words::{labels, list};
use crate::keys::{Certificate, Key, Source, SourceKind, Thumbprints};

/// A certificate's subject: "CN=contoso token signing".
pub(super) fn title(certificate: &Certificate) -> &str {
    if certificate.subject.is_empty() {
        "a certificate without a subject"
    } else {
        &certificate.subject
    }
}

/// The known key whose certificate is this one.
pub(super) fn known<'a>(facts: &Facts<'a>, der: &[u8]) -> Option<&'a Key> {
    let sha1 = Thumbprints::of_certificate(der).sha1_hex;
    let mut keys = facts.keys.keys.iter();
    keys.find(|key| sha1.is_some() && key.thumbprints.sha1_hex == sha1)
}

/// Where a key is listed for an issuer, by label: at one of its addresses, or in federation metadata
/// from a file. `None` where it is nowhere.
pub(super) fn published(facts: &Facts<'_>, key: &Key) -> Option<String> {
    places(facts, key, true)
}

/// Which loose files hold a key; `None` where none does.
pub(super) fn in_files(facts: &Facts<'_>, key: &Key) -> Option<String> {
    places(facts, key, false)
}

fn places(facts: &Facts<'_>, key: &Key, published: bool) -> Option<String> {
    let sources = facts.keys.sources_of(key);
    let mut found: Vec<&str> = Vec::new();
    let is_list = |s: &Source| s.address.is_some() || s.kind == SourceKind::Federation;
    for source in sources.filter(|s| is_list(s) == published) {
        if !found.contains(&source.label.as_str()) {
            found.push(&source.label);
        }
    }
    (!found.is_empty()).then(|| labels(found.into_iter()))
}

/// The first known certificate that answers to the names in the token's header.
pub(super) fn named_by_header<'a>(facts: &Facts<'a>) -> Option<&'a Certificate> {
    let mut keys = facts.keys.matching();
    keys.find_map(|(_, key)| key.certificate.as_ref())
}

/// The known certificate of a SHA-256 thumbprint (`x5t#S256`).
pub(super) fn named<'a>(facts: &Facts<'a>, x5t_s256: &str) -> Option<&'a Certificate> {
    let keys = facts.keys.keys.iter();
    keys.filter(|key| key.thumbprints.x5t_s256.as_deref() == Some(x5t_s256))
        .find_map(|key| key.certificate.as_ref())
}

/// The certificates from loose files, one line: their subjects and SHA-1 thumbprints.
pub(super) fn loaded(facts: &Facts<'_>) -> Option<String> {
    const MOST: usize = 5;
    let loose = facts.keys.keys.iter().filter(|key| {
        let mut sources = facts.keys.sources_of(key);
        sources.any(|source| source.address.is_none())
    });
    let mut names: Vec<String> = loose
        .filter_map(|key| {
            let certificate = key.certificate.as_ref()?;
            let sha1 = key.thumbprints.sha1_hex.as_deref().unwrap_or_default();
            Some(format!("{} ({sha1})", title(certificate)))
        })
        .collect();
    let all = names.len();
    names.truncate(MOST);
    if all > MOST {
        names.push(format!("{} more", all - MOST));
    }
    (all > 0).then(|| list(&names))
}
