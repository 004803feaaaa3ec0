//! The certificate that a key is published with.

use jiff::Timestamp;
use x509_parser::certificate::X509CertificateParser;
use x509_parser::nom::Parser as _;
use x509_parser::time::ASN1Time;
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use super::PublicKey;

/// What a certificate says. Its dates are not the life of its key (rules D1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// Subject, as text.
    pub subject: String,
    /// The subject's common name.
    pub common_name: Option<String>,
    /// Issuer, as text.
    pub issuer: String,
    /// Start of its dates.
    pub not_before: Timestamp,
    /// End of its dates.
    pub not_after: Timestamp,
    /// Its public key.
    pub public: PublicKey,
}

impl Certificate {
    /// Reads a certificate.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub fn read(der: &[u8]) -> Result<Self, String> {
        if der.is_empty() {
            return Err("The certificate is empty.".to_owned());
        }
        // Extensions say nothing that is asked here, and old ones are often malformed.
        let (rest, parsed) = X509CertificateParser::new()
            .with_deep_parse_extensions(false)
            .parse(der)
            .map_err(|_| "The certificate can't be read: it is not the DER of one.".to_owned())?;
        if !rest.is_empty() {
            return Err(format!(
                "The certificate can't be read: more bytes stand after its end ({}).",
                rest.len()
            ));
        }
        Ok(Self {
            der: der.to_vec(),
            subject: name(parsed.subject()),
            common_name: parsed.subject().iter_common_name().last().and_then(value),
            issuer: name(parsed.issuer()),
            not_before: moment(parsed.validity().not_before),
            not_after: moment(parsed.validity().not_after),
            public: PublicKey::of_parsed(parsed.public_key()),
        })
    }
}

fn name(name: &X509Name<'_>) -> String {
    name.to_string_with_registry(x509_parser::objects::oid_registry())
        .map_or_else(|_| "(unreadable name)".to_owned(), |text| printable(&text))
}

fn value(attribute: &AttributeTypeAndValue<'_>) -> Option<String> {
    let value = attribute.attr_value();
    let text = attribute.as_str().map(str::to_owned);
    // Older tools write names as BMPString (UTF-16) or TeletexString.
    text.ok()
        .or_else(|| value.as_bmpstring().ok().map(|s| s.string()))
        .or_else(|| value.as_teletexstring().ok().map(|s| s.string()))
        .map(|text| printable(&text))
}

/// Without control characters: the text comes from whoever made the certificate.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A certificate's date; "no end" is written as the last second of year 9999, which lies beyond
/// what a timestamp holds (RFC 5280 §4.1.2.5).
fn moment(time: ASN1Time) -> Timestamp {
    let seconds = time.timestamp();
    Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
