//! Federation metadata XML.

use tokenscope::documents::{DocumentError, FederationMetadata, Signer};

fn entity(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<md:EntityDescriptor xmlns:md=\"urn:x\" \
         entityID=\"https://sts.windows.net/a&amp;b/\">{inside}</md:EntityDescriptor>"
    )
}

fn key(use_: &str, certificate: &str) -> String {
    format!(
        "<KeyDescriptor{use_}><ds:KeyInfo xmlns:ds=\"urn:y\"><ds:X509Data>\
         <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
    )
}

fn signer(certificate: &[u8], roles: &[&str]) -> Signer {
    Signer {
        certificate: certificate.to_vec(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}

const SIGNING: &str = " use=\"signing\"";

#[test]
fn signing_certificates_are_found() {
    let idp = |inside: &str| format!("<IDPSSODescriptor>{inside}</IDPSSODescriptor>");
    let role =
        |inside: &str| format!("<RoleDescriptor xsi:type=\"fed:x\">{inside}</RoleDescriptor>");
    #[rustfmt::skip]
    let rows: Vec<(&str, String, Vec<Signer>)> = vec![
        ("none", String::new(), vec![]),
        ("one", idp(&key(SIGNING, "AQID")), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
        ("without use it is for both", idp(&key("", "AQID")), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
        ("encryption is not signing", idp(&key(" use=\"encryption\"", "AQID")), vec![]),
        ("two roles", role(&key(SIGNING, "AQID")) + &idp(&key(SIGNING, "AQID")), vec![signer(&[1, 2, 3], &["RoleDescriptor", "IDPSSODescriptor"])]),
        ("twice in one role", idp(&(key(SIGNING, "AQID") + &key(SIGNING, "AQID"))), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
        ("two certificates", idp(&(key(SIGNING, "AQID") + &key(SIGNING, "BA=="))), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"]), signer(&[4], &["IDPSSODescriptor"])]),
        ("line breaks and a reference", idp(&key(SIGNING, "\n AQ&#73;D\n")), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
        ("CDATA", idp(&key(SIGNING, "<![CDATA[AQID]]>")), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
        ("a comment inside", idp(&key(SIGNING, "AQ<!-- x -->ID")), vec![signer(&[1, 2, 3], &["IDPSSODescriptor"])]),
    ];
    for (name, inside, expected) in rows {
        let read = FederationMetadata::read("u", &entity(&inside)).unwrap();
        assert_eq!(read.entity_id, "https://sts.windows.net/a&b/", "{name}");
        assert_eq!(read.signers, expected, "{name}");
        assert_eq!(read.document_signer, None, "{name}");
        assert_eq!(read.faults, [""; 0], "{name}");
    }
}

#[test]
fn the_documents_own_signature_is_kept_apart() {
    let signature = "<ds:Signature><ds:KeyInfo><ds:X509Data><ds:X509Certificate>BQ==\
                     </ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>";
    let read = FederationMetadata::read("u", &entity(signature)).unwrap();
    assert_eq!(read.document_signer, Some(vec![5]));
    assert_eq!(read.signers, []);
}

#[test]
fn broken_certificates_are_told() {
    let inside = format!(
        "<IDPSSODescriptor>{}{}</IDPSSODescriptor>",
        key(SIGNING, "!"),
        key(SIGNING, "AQID")
    );
    let read = FederationMetadata::read("u", &entity(&inside)).unwrap();
    assert_eq!(read.signers.len(), 1);
    assert_eq!(
        read.faults,
        ["Certificate 1 of the document is not base64."]
    );
}

#[test]
fn other_documents_are_refused() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"AQID\">]>";
    let bomb = format!("{entities}<EntityDescriptor entityID=\"&a;\"/>");
    let used = entity(&format!("<I>{}</I>", key(SIGNING, "&a;")));
    let deep = "<a>".repeat(200);
    #[rustfmt::skip]
    let rows: Vec<(&str, &str, &str)> = vec![
        ("declares entities", &bomb, "never resolved"),
        ("uses an entity", &used, "never resolved"),
        ("cut", "<EntityDescriptor entityID=\"x\"><a>", "ends inside a"),
        ("wrong end", "<EntityDescriptor entityID=\"x\"></a>", "not well-formed"),
        ("deep", &deep, "nested more than 100 deep"),
        ("JSON", "{\"keys\": []}", "EntityDescriptor/entityID is missing"),
        ("other XML", "<html><body/></html>", "EntityDescriptor/entityID is missing"),
        ("no id", "<EntityDescriptor/>", "EntityDescriptor/entityID is missing"),
        ("nothing", "", "EntityDescriptor/entityID is missing"),
    ];
    for (name, xml, words) in rows {
        let error = FederationMetadata::read("u", xml).unwrap_err().to_string();
        assert!(error.contains(words), "{name}: {error}");
    }
    let harmless = format!("<!DOCTYPE x>{}", "<EntityDescriptor entityID=\"x\"/>");
    let read = FederationMetadata::read("u", &harmless);
    assert_eq!(read.unwrap().entity_id, "x");
    let error = FederationMetadata::read("u", &bomb).unwrap_err();
    assert!(matches!(error, DocumentError::NotXml { what, .. } if what == "u"));
}
