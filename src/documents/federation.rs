//! WS-Federation metadata XML: the signing certificates of Entra v1, AD FS and SAML apps.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{DocumentError, base64};

/// Elements nested deeper than this are no metadata.
const DEEPEST: usize = 100;
/// More certificates than any publisher has.
const MOST_SIGNERS: usize = 1000;
/// Base64 text of a certificate beyond this is not read.
const MOST_CERTIFICATE_TEXT: usize = 100_000;

/// What federation metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederationMetadata {
    /// `entityID`.
    pub entity_id: String,
    /// Signing certificates, without repeats.
    pub signers: Vec<Signer>,
    /// The certificate that signed the document itself, DER. It tells who wrote the document; by
    /// itself it is no signing key of tokens.
    pub document_signer: Option<Vec<u8>>,
    /// What is wrong with single certificates, one sentence each.
    pub faults: Vec<String>,
}

/// One signing certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The descriptors that list it, by element name.
    pub roles: Vec<String>,
}

impl FederationMetadata {
    /// Reads federation metadata. Entities are never resolved.
    ///
    /// # Errors
    ///
    /// [`DocumentError::NotXml`] where it isn't well-formed or declares entities;
    /// [`DocumentError::Member`] where it has no `EntityDescriptor` with an `entityID`.
    pub fn read(url: &str, xml: &str) -> Result<Self, DocumentError> {
        let not_xml = |reason: String| DocumentError::NotXml {
            what: url.to_owned(),
            reason,
        };
        let mut walk = Walk::default();
        let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
        reader.config_mut().expand_empty_elements = true;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| not_xml(shorten(&error.to_string())))?;
            if matches!(event, Event::Eof) {
                break;
            }
            walk.take(&event).map_err(not_xml)?;
        }
        if let Some(open) = walk.path.last() {
            return Err(not_xml(format!("it ends inside {}", open.name)));
        }
        let Some(entity_id) = walk.entity_id else {
            let member = "EntityDescriptor/entityID";
            return Err(DocumentError::member(url, member, "is missing"));
        };
        Ok(Self {
            entity_id,
            signers: walk.signers,
            document_signer: walk.document_signer,
            faults: walk.faults,
        })
    }
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    /// Its name without prefix.
    name: String,
    /// Its attribute `use`.
    use_: Option<String>,
}

/// Where the reader is, and what it has met.
#[derive(Debug, Default)]
struct Walk {
    path: Vec<Open>,
    text: String,
    entity_id: Option<String>,
    signers: Vec<Signer>,
    document_signer: Option<Vec<u8>>,
    faults: Vec<String>,
    met: usize,
}

impl Walk {
    fn take(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.open(start)?,
            Event::End(_) => self.close(),
            Event::Text(text) if self.in_certificate() => self.text.push_str(text),
            Event::CData(text) if self.in_certificate() => self.text.push_str(text),
            Event::GeneralRef(reference) => self.refer(reference)?,
            Event::DocType(text) if text.contains("<!ENTITY") => {
                return Err("it declares entities, which are never resolved".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.path.len() >= DEEPEST {
            return Err(format!("its elements are nested more than {DEEPEST} deep"));
        }
        let name = start.local_name().into_inner().to_owned();
        let mut use_ = None;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| shorten(&error.to_string()))?;
            let wanted = match (name.as_str(), attribute.key.local_name().into_inner()) {
                ("EntityDescriptor", "entityID") if self.entity_id.is_none() => &mut self.entity_id,
                ("KeyDescriptor", "use") => &mut use_,
                _ => continue,
            };
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| shorten(&error.to_string()))?;
            *wanted = Some(value.into_owned());
        }
        self.text.clear();
        self.path.push(Open { name, use_ });
        Ok(())
    }

    fn close(&mut self) {
        if self.in_certificate() {
            self.certificate();
        }
        self.path.pop();
        self.text.clear();
    }

    fn in_certificate(&self) -> bool {
        self.path
            .last()
            .is_some_and(|open| open.name == "X509Certificate")
    }

    /// A reference in the text: a character, one of the five of XML, or nothing that is resolved.
    fn refer(&mut self, reference: &BytesRef<'_>) -> Result<(), String> {
        let character = reference
            .resolve_char_ref()
            .map_err(|error| shorten(&error.to_string()))?;
        let predefined = matches!(&**reference, "amp" | "lt" | "gt" | "quot" | "apos");
        match character {
            Some(character) if self.in_certificate() => self.text.push(character),
            Some(_) => {}
            None if predefined => {}
            None => {
                return Err("it uses an entity, and entities are never resolved".to_owned());
            }
        }
        Ok(())
    }

    /// Takes the certificate that ends here.
    fn certificate(&mut self) {
        let inside = |name: &str| self.path.iter().any(|open| open.name == name);
        let document = inside("Signature");
        let descriptor = self.path.iter().rfind(|open| open.name == "KeyDescriptor");
        // A descriptor without `use` is for both purposes (SAML metadata §2.4.1.1).
        let signing = descriptor.is_some_and(|open| {
            open.use_
                .as_deref()
                .is_none_or(|use_| use_.eq_ignore_ascii_case("signing"))
        });
        if !document && !signing {
            return;
        }
        self.met += 1;
        let der = Some(self.text.as_str())
            .filter(|text| text.len() <= MOST_CERTIFICATE_TEXT)
            .and_then(base64::decode)
            .filter(|der| !der.is_empty());
        let Some(der) = der else {
            let place = self.met;
            self.faults.push(format!(
                "Certificate {place} of the document is not base64."
            ));
            return;
        };
        if document {
            self.document_signer.get_or_insert(der);
        } else {
            self.sign(der);
        }
    }

    fn sign(&mut self, certificate: Vec<u8>) {
        let role = self
            .path
            .iter()
            .rfind(|open| {
                open.name.ends_with("Descriptor")
                    && !matches!(open.name.as_str(), "KeyDescriptor" | "EntityDescriptor")
            })
            .map(|open| open.name.clone());
        let known = self
            .signers
            .iter()
            .position(|signer| signer.certificate == certificate);
        if let Some(signer) = known.and_then(|index| self.signers.get_mut(index)) {
            signer
                .roles
                .extend(role.filter(|role| !signer.roles.contains(role)));
        } else if self.signers.len() < MOST_SIGNERS {
            self.signers.push(Signer {
                certificate,
                roles: role.into_iter().collect(),
            });
        }
    }
}

/// A reader's words; they may quote names from the document, but never much of it.
fn shorten(words: &str) -> String {
    words.chars().take(200).collect()
}
