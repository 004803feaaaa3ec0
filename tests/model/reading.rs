//! What comes in: tokens, texts without one, evidence about keys.

use super::*;

#[test]
fn a_pasted_token_is_asked_about_and_judged() {
    let issuer = Issuer::new("own");
    let (model, network) = shown(&issuer, 3600);
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert!(
        network.asked.iter().any(|url| url.contains(TENANT)),
        "{:?}",
        network.asked
    );
    let distinct: BTreeSet<&String> = network.asked.iter().collect();
    assert_eq!(
        distinct.len(),
        network.asked.len(),
        "asked twice: {:?}",
        network.asked
    );
    assert_eq!(model.network.log.len(), network.asked.len());
    assert!(model.network.asking.is_empty());
    assert_eq!(model.panels.header.len(), 3);
    assert!(model.panels.claims.iter().any(|row| row.name == "scp"));
    let facts = &model.panels.facts;
    for part in [
        "genuine access token",
        "audience api://",
        "3f1c0a52…",
        "expires in",
    ] {
        assert!(facts.contains(part), "“{part}” is missing: {facts}");
    }
    assert_eq!(notice(&model).0, None);
}

#[test]
fn every_way_of_pasting_shows_the_token() {
    let issuer = Issuer::new("own");
    let token = issuer.token(3600);
    let rows = [
        ("bare", token.clone()),
        ("a header", format!("Authorization: Bearer {token}")),
        (
            "curl",
            format!("curl -H 'Authorization: Bearer {token}' https://api.example.com/orders"),
        ),
        (
            "JSON",
            json!({ "token_type": "Bearer", "access_token": token }).to_string(),
        ),
    ];
    for (name, text) in rows {
        let mut model = model();
        let effects = model.apply(Action::Paste(text.clone()), now());
        assert!(
            matches!(effects.as_slice(), [Effect::Fetch(_)]),
            "{name}: {effects:?}"
        );
        assert_eq!(shown_text(&model), token, "{name}");
        assert_eq!(model.text, text, "{name}: the box shows what was pasted");
        assert!(!model.network.asking.is_empty(), "{name}");
    }
}

#[test]
fn what_is_no_token_leaves_the_last_one() {
    let issuer = Issuer::new("own");
    let rows = [
        ("white space", " \n".to_owned()),
        ("prose", "why does my API answer 401?".to_owned()),
        ("a GUID", TENANT.to_owned()),
        ("broken JSON", "{ \"keys\": [".to_owned()),
        (
            "a newer saved inspection",
            json!({ "tokenscope": 99, "tokens": ["x"] }).to_string(),
        ),
        (
            "a refusal",
            json!({ "error": "invalid_grant", "error_description": "AADSTS700082: expired" })
                .to_string(),
        ),
    ];
    for (name, text) in rows {
        let (mut model, _) = shown(&issuer, 3600);
        let before = model.text.clone();
        let effects = model.apply(Action::Paste(text.clone()), now());
        assert!(effects.is_empty(), "{name}: {effects:?}");
        assert_eq!(shown_text(&model), before, "{name}");
        assert_eq!(model.text, before, "{name}: pasted");
        assert_eq!(
            notice(&model).0,
            Some(NoticeKind::Problem),
            "{name}: {:?}",
            model.notice
        );
        assert_eq!(outcome(&model), SignatureOutcome::Verified, "{name}");

        model.apply(Action::Edit(text.clone()), now());
        assert_eq!(shown_text(&model), before, "{name}: typed");
        assert_eq!(model.text, text, "{name}: the box keeps what was typed");
        assert!(
            notice(&model).1.contains("showing the last one"),
            "{name}: {:?}",
            model.notice
        );
    }
}

#[test]
fn evidence_joins_the_documents() {
    let issuer = Issuer::new("own");
    let certificate =
        rcgen::generate_simple_self_signed(vec!["sts.example.com".to_owned()]).unwrap();
    let metadata = json!({
        "issuer": "https://idp.example.com", "jwks_uri": "https://idp.example.com/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let two = json!({ "keys": [issuer.key(), Issuer::new("other").key()] });
    let rows: [(&str, &str, Vec<u8>, &str); 5] = [
        (
            "one key",
            "jwks.json",
            issuer.key_set().to_string().into(),
            "Added 1 key from jwks.json.",
        ),
        (
            "two keys",
            "jwks.json",
            two.to_string().into(),
            "Added 2 keys from jwks.json.",
        ),
        (
            "metadata",
            "openid.json",
            metadata.to_string().into(),
            "Added the metadata of https://idp.example.com from openid.json.",
        ),
        (
            "PEM",
            "sts.pem",
            certificate.cert.pem().into(),
            "Added 1 certificate from sts.pem.",
        ),
        (
            "DER",
            "sts.cer",
            certificate.cert.der().to_vec(),
            "Added 1 certificate from sts.cer.",
        ),
    ];
    for (name, file, bytes, expected) in rows {
        let mut model = model();
        model.network.consent.offline = true;
        model.apply(Action::Paste(issuer.token(3600)), now());
        assert_eq!(
            outcome(&model),
            SignatureOutcome::NotChecked,
            "{name}: before"
        );
        let token = model.text.clone();
        model.apply(Action::FileRead(file.to_owned(), bytes.clone()), now());
        assert_eq!(
            notice(&model),
            (Some(NoticeKind::Info), expected.to_owned()),
            "{name}"
        );
        assert_eq!(model.documents.len(), 1, "{name}");
        assert_eq!(shown_text(&model), token, "{name}");
        let verified = file == "jwks.json";
        assert_eq!(
            outcome(&model) == SignatureOutcome::Verified,
            verified,
            "{name}: after"
        );
        model.apply(Action::FileRead(file.to_owned(), bytes), now());
        assert_eq!(model.documents.len(), 1, "{name}: the same again");
    }
}

#[test]
fn keys_from_a_file_prove_nothing_about_the_issuer() {
    let issuer = Issuer::new("own");
    let mut model = model();
    model.network.consent.offline = true;
    model.apply(Action::Paste(issuer.key_set().to_string()), now());
    assert!(
        notice(&model).1.contains("Paste a token"),
        "{:?}",
        model.notice
    );
    model.apply(Action::Paste(issuer.token(3600)), now());
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert!(
        !model.panels.facts.contains("genuine"),
        "{}",
        model.panels.facts
    );
}

#[test]
fn several_tokens_can_be_chosen_from() {
    let issuer = Issuer::new("own");
    let (first, second) = (issuer.token(3600), issuer.token(-3600));
    let mut model = model();
    let mut network = Network::of(&issuer);
    let effects = model.apply(Action::Paste(format!("{first}\n\n{second}")), now());
    network.answer(&mut model, effects, now());
    assert_eq!(model.found.len(), 2);
    assert_eq!(shown_text(&model), first);
    let effects = model.apply(Action::Select(1), now());
    assert!(effects.is_empty(), "everything is known: {effects:?}");
    assert_eq!(shown_text(&model), second);
    assert!(
        model.panels.facts.contains("expired"),
        "{}",
        model.panels.facts
    );
}

#[test]
fn an_edited_token_is_judged_as_edited() {
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let claims = base64url::encode(br#"{"aud":"api://other","sub":"mallory"}"#);
    let parts: Vec<&str> = model.text.split('.').collect();
    let edited = format!("{}.{claims}.{}", parts[0], parts[2]);
    model.apply(Action::Edit(edited.clone()), now());
    assert_eq!(model.text, edited);
    assert_eq!(shown_text(&model), edited);
    assert_ne!(outcome(&model), SignatureOutcome::Verified);
    assert!(model.panels.claims.iter().any(|row| row.value == "mallory"));
}
