//! SAML messages in every wrapping, and their certificates against federation metadata.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use tokenscope::api::Api;
use tokenscope::documents::{Content, Document, Documents, Origin};
use tokenscope::input::{self, Kind, SamlMessage};

use crate::common::places::fetched;
use crate::common::{API, SigningKey, TENANT};
use crate::{alone, assert_says, certificate_file, inspect, known, said};

const NS: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

fn signature(key: &SigningKey) -> String {
    let der = STANDARD.encode(key.certificate().expect("a certificate"));
    format!(
        r#"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"#
    )
}

fn assertion(key: &SigningKey) -> String {
    format!(
        r#"<Assertion xmlns="{NS}" ID="_2"><Issuer>https://sts.windows.net/{TENANT}/</Issuer>{}<Subject><NameID>user@contoso.com</NameID></Subject><Conditions NotBefore="2026-11-21T09:30:00.000Z" NotOnOrAfter="2026-11-21T10:30:00.000Z"><AudienceRestriction><Audience>https://app.contoso.com/saml?a=1&amp;b=2</Audience></AudienceRestriction></Conditions></Assertion>"#,
        signature(key)
    )
}

fn response(content: &str) -> String {
    format!(
        r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"><Issuer xmlns="{NS}">https://sts.windows.net/{TENANT}/</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{content}</samlp:Response>"#
    )
}

fn deflated(xml: &str) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(xml.as_bytes()).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

fn escaped(value: &str) -> String {
    value
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}

#[test]
fn every_wrapping_is_read() {
    let xml = response(&assertion(SigningKey::saml_app()));
    let bare = assertion(SigningKey::saml_app());
    let redirect = format!(
        "https://app.contoso.com/acs?SAMLResponse={}&RelayState=x",
        escaped(&deflated(&xml))
    );
    for (name, text, expected) in [
        ("XML", xml.clone(), &xml),
        ("base64", STANDARD.encode(&xml), &xml),
        (
            "a form",
            format!("SAMLResponse={}", escaped(&STANDARD.encode(&xml))),
            &xml,
        ),
        (
            "base64url, as OAuth has it",
            URL_SAFE_NO_PAD.encode(&bare),
            &bare,
        ),
        ("the redirect binding", redirect, &xml),
        ("deflated, alone", deflated(&xml), &xml),
    ] {
        let found = input::read("case", &text).found;
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].kind, Kind::SamlAssertion, "{name}");
        assert_eq!(&found[0].text, expected, "{name}");
    }
}

#[test]
fn a_bomb_is_not_inflated() {
    let bomb = deflated(&response(&" ".repeat(4 << 20)));
    let found = input::read("case", &format!("SAMLResponse={}", escaped(&bomb))).found;
    assert_eq!(found[0].text, bomb, "it stays as it was");
    assert!(found[0].remark.as_ref().unwrap().contains("likely"));
}

#[test]
fn a_message_is_read() {
    let key = SigningKey::saml_app();
    let read = SamlMessage::read(&response(&assertion(key))).unwrap();
    assert_eq!(
        read.issuer.unwrap(),
        format!("https://sts.windows.net/{TENANT}/")
    );
    assert_eq!(read.audiences, ["https://app.contoso.com/saml?a=1&b=2"]);
    assert_eq!(read.not_before.unwrap().to_string(), "2026-11-21T09:30:00Z");
    assert_eq!(read.certificates, [key.certificate().unwrap()]);
    assert_eq!((read.assertions, read.encrypted, read.status), (1, 0, None));

    let old = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" Issuer="urn:old"><saml:Conditions><saml:AudienceRestrictionCondition><saml:Audience>urn:app</saml:Audience></saml:AudienceRestrictionCondition></saml:Conditions></saml:Assertion>"#;
    let read = SamlMessage::read(old).unwrap();
    assert_eq!(
        (read.issuer.as_deref(), read.audiences),
        (Some("urn:old"), vec!["urn:app".to_owned()])
    );

    for (name, xml, words) in [
        ("cut", "<a><b>", "ends inside b"),
        ("broken", "<a></b>", "broken"),
        (
            "entities",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "never resolved",
        ),
        ("an entity", "<a>&x;</a>", "never resolved"),
    ] {
        let error = SamlMessage::read(xml).unwrap_err();
        assert!(error.contains(words), "{name}: {error}");
    }
    let deep = "<a>".repeat(100_000);
    assert!(SamlMessage::read(&deep).unwrap_err().contains("deep"));
}

fn federation(url: &str, keys: &[&SigningKey]) -> Document {
    let signers: Vec<String> = keys
        .iter()
        .map(|key| {
            let der = STANDARD.encode(key.certificate().expect("a certificate"));
            format!(
                r#"<KeyDescriptor use="signing"><KeyInfo><X509Data><X509Certificate>{der}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"#
            )
        })
        .collect();
    let signers = signers.concat();
    let xml = format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sts.windows.net/{TENANT}/"><IDPSSODescriptor>{signers}</IDPSSODescriptor></EntityDescriptor>"#
    );
    fetched(url, Content::Text(xml))
}

fn tenant_federation(query: &str) -> String {
    format!(
        "https://login.microsoftonline.com/{TENANT}/FederationMetadata/2007-06/FederationMetadata.xml{query}"
    )
}

#[test]
fn its_certificate_is_compared_with_federation_metadata() {
    let (app, shared) = (SigningKey::saml_app(), SigningKey::entra());
    let text = response(&assertion(app));
    let of_tenant = || federation(&tenant_federation(""), &[shared]);
    let of_app = || federation(&tenant_federation(&format!("?appid={API}")), &[shared, app]);
    let file = || Document {
        url: "metadata.xml".to_owned(),
        fetched: None,
        origin: Origin::File,
        ..federation("", &[app])
    };
    let named = Api {
        audiences: vec![API.to_owned()],
        ..Api::default()
    };
    let subject = "CN=Microsoft Azure Federated SSO Certificate";
    let lists = format!("?appid={API}: it lists");
    #[rustfmt::skip]
    let rows = [
        ("listed under ?appid=", known([of_tenant(), of_app()]), &named, &["is one that its issuer lists", "?appid=", subject, "Issuer:", "app.contoso.com", "NotOnOrAfter"][..], &["Look in", "time is over"][..]),
        ("not in the tenant's", known([of_tenant()]), &Api::default(), &["in none of the lists", "?appid=<application id>", subject][..], &["that its issuer lists"][..]),
        ("not in the tenant's, the application named", known([of_tenant()]), &named, &["in none of the lists", &lists][..], &[][..]),
        ("nothing known", Documents::default(), &Api::default(), &["was not compared", "Look in", subject][..], &["that its issuer lists"][..]),
        ("in a metadata file", known([file()]), &Api::default(), &["is one that its issuer lists", "metadata.xml"][..], &[][..]),
        ("in a certificate file", known([certificate_file("app.pem", app)]), &Api::default(), &["is the one in app.pem"][..], &["that its issuer lists"][..]),
        ("another certificate's file", known([certificate_file("other.pem", shared)]), &Api::default(), &["in none of the lists", "not listed by other.pem"][..], &[][..]),
    ];
    for (name, documents, api, wanted, unwanted) in rows {
        let all = inspect(&text, &documents, api);
        let [one] = all.as_slice() else {
            panic!("{name}: {} found", all.len());
        };
        assert_eq!(one.verdict.rule, "not-a-jwt", "{name}");
        let failed: Vec<&str> = one.checklist.iter().map(|e| e.rule).collect();
        assert_eq!(failed, ["not-a-jwt"], "{name}: no rule for JWTs speaks");
        let (outcome, words) = said(one, "not-a-jwt");
        assert_eq!(outcome, "failed", "{name}");
        assert_says(name, &words, wanted, unwanted);
        assert_says(
            name,
            &words,
            &["signature itself was not checked"],
            &["user@contoso.com"],
        );
    }
}

#[test]
fn the_issuers_addresses_are_asked_for_it() {
    let all = inspect(
        &response(&assertion(SigningKey::saml_app())),
        &Documents::default(),
        &Api {
            audiences: vec![API.to_owned()],
            ..Api::default()
        },
    );
    let asked: Vec<&str> = all[0]
        .addresses
        .iter()
        .filter_map(|a| a.address.federation.as_deref())
        .collect();
    for query in ["", &format!("?appid={API}")] {
        assert!(
            asked.contains(&tenant_federation(query).as_str()),
            "{query}: {asked:?}"
        );
    }
}

#[test]
fn what_is_in_a_message_is_told() {
    let encrypted = format!(
        r#"<EncryptedAssertion xmlns="{NS}"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo></xenc:EncryptedKey></ds:KeyInfo></xenc:EncryptedData></EncryptedAssertion>"#
    );
    let failed = response("").replace("status:Success", "status:Responder");
    let over = assertion(SigningKey::saml_app()).replace("T10:30:00", "T09:45:00");
    let early = assertion(SigningKey::saml_app()).replace("T09:30:00", "T10:15:00");
    for (name, xml, wanted) in [
        (
            "encrypted",
            response(&encrypted),
            &["encrypted assertion", "private key", "no certificate"][..],
        ),
        (
            "a failed sign-in",
            failed,
            &["failed sign-in", "Success | Responder"],
        ),
        ("over", over, &["time is over"]),
        ("not yet", early, &["not valid before"]),
        (
            "several",
            response(&assertion(SigningKey::saml_app()).repeat(2)),
            &["several assertions"],
        ),
        (
            "cut",
            response("<b>").replace("</samlp:Response>", ""),
            &["can't be read as a whole"],
        ),
    ] {
        let all = alone(&xml);
        let (outcome, words) = said(&all[0], "not-a-jwt");
        assert_eq!(outcome, "failed", "{name}");
        assert_says(name, &words, wanted, &[]);
    }
}
