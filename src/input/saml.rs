//! SAML assertions and responses: XML, base64, base64url (rules A-3, A-6).

use std::io::Read as _;
use std::ops::Range;

use flate2::read::DeflateDecoder;

use super::Kind;
use super::base64url;
use super::collect::Item;

/// What the value of `SAMLResponse`, `assertion` or a word alone is, where it is SAML.
pub(super) fn of_value(value: &str) -> Option<Item> {
    let bytes = base64url::decode_any(value)?;
    match std::str::from_utf8(&bytes) {
        Ok(xml) => of_xml(xml),
        // Raw deflate has no mark of its own; the name has told what it is, and text it is not.
        Err(_) => of_deflated(&bytes).or_else(|| {
            let remark = COMPRESSED.to_owned();
            (value.len() >= SHORTEST_DEFLATED)
                .then(|| Item::opaque(value.to_owned(), Kind::SamlAssertion, remark))
        }),
    }
}

/// What base64 that stands alone is, where it is SAML.
pub(super) fn of_word(value: &str) -> Option<Item> {
    if PREFIXES.iter().any(|prefix| value.starts_with(prefix)) {
        return of_value(value);
    }
    let may_be_deflated = (SHORTEST_DEFLATED..=MOST_BYTES).contains(&value.len());
    let bytes = base64url::decode_any(value).filter(|_| may_be_deflated)?;
    of_deflated(&bytes)
}

fn of_xml(xml: &str) -> Option<Item> {
    let xml = xml.trim_start_matches('\u{feff}').trim();
    Some(item(xml.to_owned(), root_of(xml)?))
}

/// What raw deflate holds, where it is SAML (bindings §3.4.4.1, the redirect binding).
fn of_deflated(bytes: &[u8]) -> Option<Item> {
    let mut xml = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let mut reader = DeflateDecoder::new(bytes).take(most + 1);
    reader.read_to_end(&mut xml).ok()?;
    if xml.len() > MOST_BYTES {
        return None;
    }
    of_xml(std::str::from_utf8(&xml).ok()?)
}

/// The first SAML document in a text.
pub(super) fn find_xml(text: &str) -> Option<(Range<usize>, Item)> {
    // To tell that a short word is missing is faster than to look for four long ones.
    if !text.contains(":tc:SAML:") {
        return None;
    }
    let namespace = NAMESPACES.iter().filter_map(|ns| text.find(ns)).min()?;
    let mut from = namespace;
    let mut outermost = None;
    // Outwards from the namespace: the outermost element that is SAML's starts the document.
    for _ in 0..DEEPEST {
        let Some(start) = text.get(..from).and_then(|before| before.rfind('<')) else {
            break;
        };
        if let Some(name) = element_name(text, start)
            && let Some((_, kind)) = ROOTS.iter().find(|(root, _)| *root == local(name))
        {
            outermost = Some((start, name, *kind));
        }
        from = start;
    }
    let (start, name, kind) = outermost?;
    let closing = format!("</{name}>");
    let rest = text.get(start..)?;
    let end = match rest.rfind(&closing) {
        Some(at) => start + at + closing.len(),
        None => text.len(),
    };
    let xml = text.get(start..end)?.to_owned();
    Some((start..end, item(xml, kind)))
}

/// What SAML's root elements are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Root {
    Assertion,
    Request,
}

fn root_of(xml: &str) -> Option<Root> {
    if !NAMESPACES.iter().any(|ns| xml.contains(ns)) {
        return None;
    }
    let mut at = 0;
    while let Some(start) = xml.get(at..).and_then(|rest| rest.find('<')) {
        at += start;
        if let Some(name) = element_name(xml, at) {
            let local = local(name);
            return ROOTS
                .iter()
                .find(|(root, _)| *root == local)
                .map(|(_, kind)| *kind);
        }
        at += 1;
    }
    None
}

/// The name of the element that starts at `<`; `None` for declarations, comments and end tags.
fn element_name(xml: &str, start: usize) -> Option<&str> {
    let rest = xml.get(start + 1..)?;
    let name = rest
        .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .next()?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(name)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn item(xml: String, root: Root) -> Item {
    match root {
        Root::Assertion => Item::opaque(xml, Kind::SamlAssertion, ASSERTION.to_owned()),
        Root::Request => Item::opaque(xml, Kind::Other, REQUEST.to_owned()),
    }
}

const NAMESPACES: [&str; 4] = [
    "urn:oasis:names:tc:SAML:2.0:assertion",
    "urn:oasis:names:tc:SAML:2.0:protocol",
    "urn:oasis:names:tc:SAML:1.0:assertion",
    "urn:oasis:names:tc:SAML:1.0:protocol",
];

const ROOTS: [(&str, Root); 9] = [
    ("Assertion", Root::Assertion),
    ("EncryptedAssertion", Root::Assertion),
    ("Response", Root::Assertion),
    ("RequestSecurityTokenResponse", Root::Assertion),
    ("RequestSecurityTokenResponseCollection", Root::Assertion),
    ("RequestedSecurityToken", Root::Assertion),
    ("AuthnRequest", Root::Request),
    ("LogoutRequest", Root::Request),
    ("LogoutResponse", Root::Request),
];

/// More than any SAML message has: nothing is inflated beyond it, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// A deflated message has more characters of base64 than this.
const SHORTEST_DEFLATED: usize = 100;

/// How many start tags are looked at, outwards from the first namespace.
const DEEPEST: usize = 32;

/// Base64 of `<samlp:`, `<saml:`, `<saml2`, `<Assertion`, `<Response`, `<?xml `, `<t:`.
const PREFIXES: [&str; 7] = [
    "PHNhbWxw",
    "PHNhbWw6",
    "PHNhbWwy",
    "PEFzc2VydGlvb",
    "PFJlc3BvbnNl",
    "PD94bWwg",
    "PHQ6",
];

const ASSERTION: &str = "This is a SAML assertion or response, not a JWT.";

const REQUEST: &str = "This is a SAML request or a logout message, which holds no assertion.";

const COMPRESSED: &str = "This is likely a compressed SAML message of the redirect binding, going by \
    its field's name. Its content can't be read.";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use base64::Engine as _;

    use super::*;

    const XML: &str = r#"<?xml version="1.0"?><samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/></samlp:Response>"#;

    #[test]
    fn saml_is_told_in_every_encoding() {
        let standard = base64::engine::general_purpose::STANDARD.encode(XML);
        let assertion =
            r#"<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"></Assertion>"#;
        for (name, value, expected) in [
            ("base64", standard.clone(), Some(Kind::SamlAssertion)),
            (
                "base64url",
                base64url::encode(assertion.as_bytes()),
                Some(Kind::SamlAssertion),
            ),
            (
                "wrapped",
                format!(
                    "{}\r\n{}",
                    &standard.get(..60).unwrap(),
                    standard.get(60..).unwrap()
                ),
                Some(Kind::SamlAssertion),
            ),
            (
                "other XML",
                base64url::encode(b"<?xml version=\"1.0\"?><a/>"),
                None,
            ),
            ("other text", base64url::encode(b"hello"), None),
        ] {
            assert_eq!(of_word(&value).map(|item| item.kind), expected, "{name}");
        }
    }

    #[test]
    fn xml_is_found_in_a_text() {
        let text = format!("log line {XML} and more");
        let (range, found) = find_xml(&text).unwrap();
        assert_eq!(found.kind, Kind::SamlAssertion);
        assert!(text.get(range).unwrap().starts_with("<samlp:Response"));
        assert!(found.text.ends_with("</samlp:Response>"));
        let request = r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>"#;
        assert_eq!(find_xml(request).unwrap().1.kind, Kind::Other);
        assert!(find_xml("<a/> urn:oasis:names:tc:SAML:2.0:assertion").is_none());
    }
}
