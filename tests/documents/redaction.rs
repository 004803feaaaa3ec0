//! Redacted inspections: no signature, no personal data, no secret; all else as it was.

use serde_json::{Value, json};
use tokenscope::documents::{Redaction, SavedInspection};
use tokenscope::input::base64url;
use tokenscope::token::Token;

fn part(value: &Value) -> String {
    base64url::encode(value.to_string().as_bytes())
}

fn jwt(claims: &Value) -> String {
    format!(
        "{}.{}.c2lnbmF0dXJl",
        part(&json!({"alg": "RS256"})),
        part(claims)
    )
}

fn redacted(saved: &SavedInspection) -> SavedInspection {
    SavedInspection::read(&saved.write(Redaction::Redact)).unwrap()
}

fn of_token(text: String) -> String {
    let saved = SavedInspection {
        tokens: vec![text],
        ..SavedInspection::default()
    };
    redacted(&saved).tokens[0].clone()
}

#[test]
fn personal_claims_and_the_signature_are_left_out() {
    let text = of_token(jwt(&json!({
        "iss": "https://sts.windows.net/x/", "name": "Ann", "upn": "ann@contoso.com",
        "emails": ["a@x.org", "b@x.org"], "verified_primary_email": ["a@x.org"],
        "Given_Name": "Ann", "extension_shoe": 42, "oid": "o", "sub": "s", "exp": 1,
        "act": {"sub": "s", "name": "Bob"}, "roles": ["a"], "signInName": "ann",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress": "x",
        "custom": "ann@contoso.com", "aud": "spn:x@contoso.com"
    })));
    let token = Token::take_apart(&text);
    assert_eq!(token.segment_count(), 3);
    assert_eq!(token.segment(2), "");
    assert_eq!(token.alg(), Some("RS256"));
    let out = "(left out)";
    let expected = json!({
        "iss": "https://sts.windows.net/x/", "name": out, "upn": out, "emails": [out],
        "verified_primary_email": [out], "Given_Name": out, "extension_shoe": out, "oid": "o",
        "sub": "s", "exp": 1, "act": {"sub": "s", "name": out}, "roles": ["a"],
        "signInName": out,
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress": out,
        "custom": out, "aud": "spn:x@contoso.com"
    });
    assert_eq!(token.claims().to_value(), expected);
    let names: Vec<&str> = token
        .claims()
        .members()
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names[..3], ["iss", "name", "upn"], "in order");
}

#[test]
fn repeats_and_long_numbers_stay() {
    let payload = r#"{"iss":"a","iss":"b","n":12345678901234567890123}"#;
    let text = format!(
        "{}.{}.x",
        part(&json!({})),
        base64url::encode(payload.as_bytes())
    );
    let token = Token::take_apart(&of_token(text));
    assert_eq!(token.payload().json, payload);
}

#[test]
fn other_texts_are_left_out_as_a_whole() {
    let header = part(&json!({"alg": "RSA-OAEP", "enc": "A256GCM"}));
    let rows = [
        ("opaque", "EwBgA8l6BAAU".to_owned(), "(left out)".to_owned()),
        (
            "XML",
            "<Assertion>Ann</Assertion>".to_owned(),
            "(left out)".to_owned(),
        ),
        (
            "damaged payload",
            format!("{header}.e30x!.sig"),
            "(left out)".to_owned(),
        ),
        (
            "encrypted",
            format!("{header}.a.b.c.d"),
            format!("{header}...."),
        ),
        ("empty", String::new(), "(left out)".to_owned()),
    ];
    for (name, text, expected) in rows {
        assert_eq!(of_token(text), expected, "{name}");
    }
    let claims = json!({"iss": "x"});
    let bare = of_token(jwt(&claims));
    assert_eq!(of_token(format!(" Bearer  {} ", jwt(&claims))), bare);
    assert_eq!(of_token(bare.clone()), bare, "twice is once");
}

#[test]
fn tokens_within_tokens_lose_theirs_too() {
    let inner = jwt(&json!({"name": "Ann", "iss": "inner"}));
    let token = Token::take_apart(&of_token(jwt(
        &json!({"at": inner, "list": [format!("x {inner}")]}),
    )));
    let at = Token::take_apart(token.claim("at").unwrap());
    assert_eq!(
        at.claims().to_value(),
        json!({"name": "(left out)", "iss": "inner"})
    );
    assert_eq!(at.segment(2), "");
    assert!(!token.payload().json.contains("c2lnbmF0dXJl"));
}

#[test]
fn the_title_says_so() {
    let rows = [
        (None, "Signatures and personal data left out"),
        (Some(""), "Signatures and personal data left out"),
        (
            Some("Wrong key"),
            "Wrong key (signatures and personal data left out)",
        ),
    ];
    for (title, expected) in rows {
        let saved = SavedInspection {
            title: title.map(str::to_owned),
            ..SavedInspection::default()
        };
        let once = redacted(&saved);
        assert_eq!(once.title.as_deref(), Some(expected));
    }
    let saved = SavedInspection {
        title: Some("Wrong key".to_owned()),
        ..SavedInspection::default()
    };
    let twice = redacted(&redacted(&saved));
    assert_eq!(
        twice.title.as_deref(),
        Some("Wrong key (signatures and personal data left out)")
    );
}

#[test]
fn errors_and_configuration_are_cleaned() {
    let token = jwt(&json!({"iss": "x", "name": "Ann"}));
    let document = json!({"url": "https://idp.example/keys", "status": 200, "body": {"keys": []}});
    let file = json!({
        "tokenscope": 1,
        "documents": [document],
        "error": format!("IDX10511: kid 'abc'. token: '{token}' of ann@contoso.com, e3b@e21."),
        "api": {"source": "appsettings.json", "text": "{\"ClientId\":\"c\",\"ClientSecret\":\"hush\"}", "x": token},
        "note": token
    });
    let saved = SavedInspection::read(&file.to_string()).unwrap();
    let text = saved.write(Redaction::Redact);
    for secret in [
        "c2lnbmF0dXJl",
        "ann@contoso.com",
        "hush",
        &part(&json!({"iss": "x", "name": "Ann"})),
    ] {
        assert!(!text.contains(secret), "{secret} is still there");
    }
    let cleaned = SavedInspection::read(&text).unwrap();
    let error = cleaned.error.unwrap();
    assert!(
        error.starts_with("IDX10511: kid 'abc'. token: 'eyJ"),
        "{error}"
    );
    assert!(error.ends_with("of (left out), e3b@e21."), "{error}");
    assert_eq!(
        cleaned.api.unwrap()["text"],
        "{\"ClientId\":\"c\",\"ClientSecret\":\"(left out)\"}"
    );
    assert_eq!(
        cleaned.documents, saved.documents,
        "published documents stay"
    );
}
