//! The details of one key, as plain data.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::keys_panel::{Listing, ONLY_PAST, cell, remembered, trial};
use super::when;
use crate::diagnosis::Inspection;
use crate::keys::{Key, KeyFault};
use crate::signature::TrialResult;

/// One line of a key's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Whether it came from a document, so that it is shown as it stands and can be copied.
    pub verbatim: bool,
}

/// Everything that is known about a key. `zone`: of the moments at which it was seen.
pub fn details(inspection: &Inspection, index: usize, zone: &TimeZone) -> Vec<Detail> {
    let Some(key) = inspection.keys.keys.get(index) else {
        return Vec::new();
    };
    let mut details = Details(Vec::new());
    let prints = &key.thumbprints;
    details.words("signature", &trial_words(trial(inspection, index)));
    details.verbatim("kid", key.kid.as_deref());
    details.words("key", &kind_words(key));
    details.words("whose", &key.role.title());
    details.seen(key, zone);
    answers(&mut details, inspection, key);
    details.verbatim("SHA-1, hex", prints.sha1_hex.as_deref());
    details.verbatim("x5t", prints.x5t.as_deref());
    details.verbatim("x5t#S256", prints.x5t_s256.as_deref());
    details.verbatim("RFC 7638", prints.jwk.as_deref());
    details.verbatim("key issuer", key.issuer.as_deref());
    details.verbatim("key cloud", key.cloud_instance_name.as_deref());
    details.certificate(key);
    for fault in &key.faults {
        details.words("fault", &fault_words(fault));
    }
    for source in inspection.keys.sources_of(key) {
        details.verbatim("listed at", Some(&source.url));
    }
    if let Some(seen) = remembered(key) {
        let words = format!("{seen}; none of the newest answers lists it");
        details.words("remembered", &words);
        for source in inspection.keys.seen_by(key) {
            details.verbatim("was at", Some(&source.url));
        }
    }
    details.0
}

/// In how many of the answers of each place the key stands, where there are several.
fn answers(details: &mut Details, inspection: &Inspection, key: &Key) {
    for (column, source) in inspection.keys.sources.iter().enumerate() {
        let cell = cell(inspection, key, column);
        let seen = cell.listing != Listing::Never;
        let words = cell.share_words();
        let words = words.or_else(|| (source.only_past && seen).then(|| ONLY_PAST.to_owned()));
        if let Some(words) = words {
            details.words("answers", &format!("{}: {words}", source.label));
        }
    }
}

struct Details(Vec<Detail>);

impl Details {
    fn words(&mut self, name: &'static str, words: &str) {
        if !words.is_empty() {
            self.0.push(Detail {
                name,
                value: words.to_owned(),
                verbatim: false,
            });
        }
    }

    /// What its certificate says.
    fn certificate(&mut self, key: &Key) {
        let Some(certificate) = &key.certificate else {
            return;
        };
        self.verbatim("subject", Some(&certificate.subject));
        self.verbatim("signed by", Some(&certificate.issuer));
        let from = when::day(certificate.not_before);
        let to = when::day(certificate.not_after);
        self.words("dates", &format!("{from} to {to}; not the life of the key"));
    }

    /// When it was seen first and last; once, where it was seen but once.
    fn seen(&mut self, key: &Key, zone: &TimeZone) {
        let date = |at: Timestamp| {
            let at = at.to_zoned(zone.clone());
            at.strftime("%Y-%m-%d %H:%M").to_string()
        };
        match (key.seen.first, key.seen.last) {
            (Some(first), Some(last)) if first < last => {
                self.words("first seen", &date(first));
                self.words("last seen", &date(last));
            }
            (Some(once), _) | (None, Some(once)) => self.words("seen", &date(once)),
            (None, None) => {}
        }
    }

    fn verbatim(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push(Detail {
                name,
                value: value.to_owned(),
                verbatim: true,
            });
        }
    }
}

fn kind_words(key: &Key) -> String {
    let parts = [
        Some(key.public.title()).filter(|t| !t.is_empty()),
        key.use_.as_ref().map(|u| format!("use {u}")),
        key.alg.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn trial_words(result: Option<&TrialResult>) -> String {
    match result {
        Some(TrialResult::Verified) => "verifies with this key".to_owned(),
        Some(TrialResult::VerifiedAfterNonceTransform) => {
            "verifies with this key after the nonce was hashed".to_owned()
        }
        Some(TrialResult::OtherContent { digest }) => {
            format!("made by this key ({digest}), but over other content")
        }
        Some(TrialResult::NotThisKey) => "not made by this key".to_owned(),
        Some(TrialResult::NotTried(why)) => format!("not tried: {why}"),
        None => String::new(),
    }
}

fn fault_words(fault: &KeyFault) -> String {
    use KeyFault::{
        CertificateOfAnotherKey, CertificateUnreadable, NotForSigning, ThumbprintMismatch, Unusable,
    };
    match fault {
        CertificateOfAnotherKey => "The certificate belongs to another key.".to_owned(),
        ThumbprintMismatch { expected } => {
            format!("The name isn't the certificate's thumbprint, which is {expected}.")
        }
        CertificateUnreadable(why) | Unusable(why) => why.clone(),
        NotForSigning(use_) => format!("It is published for \"{use_}\", not for signatures."),
    }
}
