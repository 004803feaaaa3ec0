//! What a SAML message says: issuer, audience, dates, and the certificates that it carries (rules
//! Its signature is not checked.

use jiff::Timestamp;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::base64url;

/// Elements nested deeper than this are no SAML message.
const DEEPEST: usize = 100;
/// More certificates or audiences than any message has.
const MOST: usize = 50;
/// Text of one element beyond this is not read, in bytes.
const MOST_TEXT: usize = 100_000;

/// A SAML message (2.0 or 1.1): a response, or an assertion alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SamlMessage {
    /// The issuer of the assertion; that of the response where the assertion is encrypted.
    pub issuer: Option<String>,
    /// Whom the assertion is for.
    pub audiences: Vec<String>,
    /// `NotBefore` of its conditions.
    pub not_before: Option<Timestamp>,
    /// `NotOnOrAfter` of its conditions.
    pub not_on_or_after: Option<Timestamp>,
    /// The certificates in its signatures, DER, without repeats. They say which key the signature
    /// claims; anybody can put a certificate there.
    pub certificates: Vec<Vec<u8>>,
    /// How many assertions can be read.
    pub assertions: usize,
    /// How many assertions are encrypted.
    pub encrypted: usize,
    /// The last part of the innermost status code, where it is not `Success`.
    pub status: Option<String>,
}

impl SamlMessage {
    /// Reads a SAML message. Entities are never resolved.
    ///
    /// # Errors
    ///
    /// Why it can't be read, as the end of a sentence ("it ends inside Assertion").
    pub fn read(xml: &str) -> Result<Self, String> {
        let mut walk = Walk::default();
        let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
        reader.config_mut().expand_empty_elements = true;
        loop {
            let event = reader.read_event().map_err(|_| {
                let at = reader.error_position();
                format!("its XML is broken at byte {at}")
            })?;
            match event {
                Event::Eof => break,
                Event::Start(start) => walk.open(&start)?,
                Event::End(_) => walk.close(),
                Event::Text(text) => walk.push(&text),
                Event::CData(text) => walk.push(&text),
                Event::GeneralRef(reference) => walk.refer(&reference)?,
                Event::DocType(text) if text.contains("<!ENTITY") => {
                    return Err("it declares entities, which are never resolved".to_owned());
                }
                _ => {}
            }
        }
        match walk.path.last() {
            Some(open) => Err(format!("it ends inside {open}")),
            None => Ok(walk.message),
        }
    }
}

/// Where the reader is, and what it has met.
#[derive(Debug, Default)]
struct Walk {
    /// Names of the elements that are open, without prefixes.
    path: Vec<String>,
    text: String,
    message: SamlMessage,
    /// Whether the issuer is the assertion's, which counts more than the response's.
    issuer_settled: bool,
}

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.path.len() >= DEEPEST {
            return Err(format!("its elements are nested more than {DEEPEST} deep"));
        }
        let name: String = start.local_name().into_inner().chars().take(100).collect();
        match name.as_str() {
            "Assertion" if !self.inside("Advice") => self.assertion(start),
            "EncryptedAssertion" => self.message.encrypted += 1,
            "Conditions" if self.is_first() => {
                self.message.not_before = moment(start, "NotBefore");
                self.message.not_on_or_after = moment(start, "NotOnOrAfter");
            }
            "StatusCode" => self.status(start),
            _ => {}
        }
        self.text.clear();
        self.path.push(name);
        Ok(())
    }

    /// Notes an assertion; SAML 1.1 has its issuer in an attribute.
    fn assertion(&mut self, start: &BytesStart<'_>) {
        self.message.assertions += 1;
        if let Some(issuer) = attribute(start, "Issuer")
            && self.is_first()
        {
            self.message.issuer = Some(issuer);
            self.issuer_settled = true;
        }
    }

    /// Codes are nested; the innermost says most.
    fn status(&mut self, start: &BytesStart<'_>) {
        let code = attribute(start, "Value").unwrap_or_default();
        let last = code.rsplit(':').next().unwrap_or_default();
        if !last.is_empty() && last != "Success" {
            self.message.status = Some(last.chars().take(100).collect());
        }
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let name = self.path.pop().unwrap_or_default();
        match name.as_str() {
            "Issuer" => self.issuer(text.trim()),
            "Audience" if self.is_first() && self.message.audiences.len() < MOST => {
                self.message.audiences.push(text.trim().to_owned());
            }
            "X509Certificate" => self.certificate(&text),
            _ => {}
        }
    }

    fn issuer(&mut self, issuer: &str) {
        let of_assertion = self.path.last().is_some_and(|parent| parent == "Assertion");
        if issuer.is_empty() || self.issuer_settled || !self.is_first() {
            return;
        }
        if of_assertion || self.message.issuer.is_none() {
            self.message.issuer = Some(issuer.to_owned());
            self.issuer_settled = of_assertion;
        }
    }

    /// Takes the certificate that ends here, where it is that of a signature: others are for whom
    /// the assertion is encrypted, or of the subject.
    fn certificate(&mut self, text: &str) {
        let signing = self.inside("Signature") && !self.inside("EncryptedKey");
        let known = &mut self.message.certificates;
        if !signing || known.len() >= MOST {
            return;
        }
        let der = base64url::decode_any(text).filter(|der| !der.is_empty());
        known.extend(der.filter(|der| !known.contains(der)));
    }

    /// Whether what is open is the response, or the first assertion.
    fn is_first(&self) -> bool {
        self.message.assertions <= 1
    }

    fn inside(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    fn push(&mut self, text: &str) {
        if self.text.len() + text.len() <= MOST_TEXT {
            self.text.push_str(text);
        }
    }

    /// A reference in the text: a character, one of the five of XML, or nothing that is resolved.
    fn refer(&mut self, reference: &BytesRef<'_>) -> Result<(), String> {
        let unresolved = || "it uses an entity, and entities are never resolved".to_owned();
        let character = reference.resolve_char_ref().map_err(|_| unresolved())?;
        let character = match (character, &**reference) {
            (Some(character), _) => character,
            (None, "amp") => '&',
            (None, "lt") => '<',
            (None, "gt") => '>',
            (None, "quot") => '"',
            (None, "apos") => '\'',
            (None, _) => return Err(unresolved()),
        };
        self.push(character.encode_utf8(&mut [0; 4]));
        Ok(())
    }
}

/// The value of an attribute; `None` where it isn't there or can't be read.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// A moment as SAML writes it: XML Schema's `dateTime`, in UTC (core §1.3.3).
fn moment(start: &BytesStart<'_>, name: &str) -> Option<Timestamp> {
    attribute(start, name)?.trim().parse().ok()
}
