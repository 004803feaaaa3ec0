//! Any text and any JSON as a document: no panic.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenscope::documents::{
    Content, FederationMetadata, JwkSet, Metadata, Redaction, SavedInspection,
};

/// Any JSON, with the members of real documents in it.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[A-Za-z0-9_+/=-]{0,40}".prop_map(Value::from),
        Just(json!("RSA")),
        Just(json!("2026-11-21T10:00:00Z")),
        Just(json!(200)),
    ];
    let name = prop_oneof![
        Just("keys".to_owned()),
        Just("kty".to_owned()),
        Just("n".to_owned()),
        Just("x5c".to_owned()),
        Just("issuer".to_owned()),
        Just("jwks_uri".to_owned()),
        Just("tokenscope".to_owned()),
        Just("tokens".to_owned()),
        Just("documents".to_owned()),
        Just("url".to_owned()),
        Just("fetched".to_owned()),
        Just("status".to_owned()),
        Just("body".to_owned()),
        Just("api".to_owned()),
        Just("text".to_owned()),
        ".{0,6}",
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Texts that come close to federation metadata.
fn near_xml() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<EntityDescriptor entityID=\"x\">".to_owned()),
        Just("</EntityDescriptor>".to_owned()),
        Just("<KeyDescriptor use='signing'>".to_owned()),
        Just("</KeyDescriptor>".to_owned()),
        Just("<X509Certificate>".to_owned()),
        Just("</X509Certificate>".to_owned()),
        Just("<!DOCTYPE a [<!ENTITY b 'c'>]>".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("&#x;&#0;&a;&".to_owned()),
        Just("<a b=\"&\" b='".to_owned()),
        "[A-Za-z0-9+/=]{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_json_never_panics(value in any_json()) {
        let _ = Metadata::read("u", &value).map(|m| m.issuer_for(Some("t")));
        if let Ok(set) = JwkSet::read("u", &value) {
            prop_assert!(set.keys.len() + set.faults.len() >= value["keys"].as_array().map_or(0, Vec::len));
        }
        let _ = JwkSet::read("u", &json!({"keys": [value]}));
    }

    #[test]
    fn reading_xml_never_panics(xml in near_xml()) {
        let _ = FederationMetadata::read("u", &xml);
        let _ = Content::of_text(&xml);
    }

    #[test]
    fn saved_inspections_come_back(value in any_json(), documents in prop::collection::vec(any_json(), 0..3), text in any::<String>()) {
        let _ = SavedInspection::read(&text);
        let mut file = json!({"tokenscope": 1, "tokens": [text, "eyJ.eyJ."], "error": text, "api": {"text": text}, "x": value});
        if value.is_object() {
            file["documents"] = Value::from(vec![value]);
        }
        let more = json!({"tokenscope": 1, "documents": documents});
        for file in [file, more] {
            if let Ok(saved) = SavedInspection::read(&file.to_string()) {
                let written = saved.write(Redaction::Keep);
                let again = SavedInspection::read(&written).unwrap();
                prop_assert_eq!(&again.documents, &saved.documents);
                prop_assert_eq!(again.write(Redaction::Keep), written);
                prop_assert!(SavedInspection::read(&saved.write(Redaction::Redact)).is_ok());
            }
        }
    }
}
