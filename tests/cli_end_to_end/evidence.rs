//! Reports that rest on earlier answers, the API's error, its permissions and the servers' clock.

use serde_json::{Value, json};

use super::{AT, AUDIENCE, HOST, Signer, TENANT, call, claims, entra_issuer, file, path};

/// A saved inspection whose tenant published these key sets at these moments, the newest last.
fn saved(token: &str, answers: &[(&str, Value)]) -> Value {
    let well_known = format!("https://{HOST}/{TENANT}/v2.0/.well-known/openid-configuration");
    let keys = format!("https://{HOST}/{TENANT}/discovery/v2.0/keys");
    let mut documents = vec![json!({
        "url": well_known, "fetched": AT, "status": 200,
        "body": {
            "issuer": entra_issuer(), "jwks_uri": keys,
            "id_token_signing_alg_values_supported": ["RS256"]
        }
    })];
    for (fetched, set) in answers {
        documents.push(json!({ "url": keys, "fetched": fetched, "status": 200, "body": set }));
    }
    json!({
        "tokenscope": 1, "at": AT, "tokens": [token], "documents": documents,
        "api": { "audiences": [AUDIENCE] }
    })
}

fn entry<'a>(token: &'a Value, rule: &str) -> &'a Value {
    let list = token["checklist"].as_array().unwrap();
    list.iter()
        .find(|e| e["rule"] == rule)
        .unwrap_or(&Value::Null)
}

#[test]
fn a_withdrawn_key_verifies_but_is_not_counted_as_listed() {
    let (signer, other) = (Signer::new("old-key"), Signer::new("new-key"));
    let token = signer.token(&claims(&entra_issuer()));
    let answers = [
        ("2026-10-01T00:00:00Z", signer.key_set()),
        (AT, other.key_set()),
    ];
    let name = file(
        "withdrawn.tokenscope.json",
        saved(&token, &answers).to_string().as_bytes(),
    );
    let called = call(&["report", "--offline", "--json", &name], "");
    assert_eq!(called.status, Some(1), "{}", called.err);
    let report = called.token();
    let rows = [
        ("/verdict/rule", json!("key-withdrawn")),
        ("/signature/outcome", json!("verified")),
        ("/signature/listed_at", json!([])),
        ("/keys/0/kid", json!("old-key")),
        ("/keys/0/listed_at", json!([])),
        ("/keys/0/verifies", json!(true)),
        ("/keys/0/last_seen", json!("2026-10-01T00:00:00Z")),
        ("/addresses/0/keys_listed", json!(1)),
        ("/addresses/0/has_kid", json!(false)),
    ];
    for (pointer, expected) in rows {
        assert_eq!(report.pointer(pointer), Some(&expected), "{pointer}");
    }
    let reason = report["signature"]["reason"].as_str().unwrap();
    assert!(
        reason.contains("remembered key, last seen 2026-10-01"),
        "{reason}"
    );
    assert_eq!(
        report.pointer("/keys/1/last_seen"),
        None,
        "a listed key has no such member"
    );
    let text = call(&["report", "--offline", &name], "").out;
    assert!(text.contains("nowhere now; last seen"), "{text}");
}

#[test]
fn the_api_s_error_and_permissions_are_weighed_and_saved() {
    let signer = Signer::new("listed-key");
    let token = signer.token(&claims(&entra_issuer()));
    let document = saved(&token, &[(AT, signer.key_set())]).to_string();
    let name = file("weighed.tokenscope.json", document.as_bytes());
    let kept = path("weighed-kept.tokenscope.json");
    let kept = kept.to_string_lossy();
    let report = |more: &[&str]| {
        let mut args = vec!["report", "--offline", "--json"];
        args.extend(more);
        args.push(&name);
        call(&args, "")
    };
    let error = "IDX10503: Signature validation failed. The token's kid is: 'listed-key'";
    let stale = report(&["--error", error]);
    assert_eq!(stale.token()["verdict"]["rule"], "stale-key-cache");
    let another = report(&[
        "--error",
        "IDX10503: The token's kid is: 'another-key', but",
    ]);
    assert_eq!(
        entry(&another.token(), "stale-key-cache")["outcome"],
        "warning"
    );
    let missing = report(&[
        "--permission",
        "Nobody.Has",
        "--permission",
        "This",
        "--save",
        &kept,
    ]);
    assert_eq!(missing.token()["verdict"]["rule"], "missing-permission");
    assert_eq!(missing.status, Some(1));
    let again = call(&["report", "--offline", "--json", &kept], "");
    assert_eq!(again.token()["verdict"], missing.token()["verdict"]);
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&*kept).unwrap()).unwrap();
    let both = json!(["Nobody.Has", "This"]);
    assert_eq!(
        written["api"]["permissions"],
        json!({ "scopes": both, "roles": both })
    );
    assert_eq!(written["api"]["audiences"], json!([AUDIENCE]));
}

#[test]
fn a_saved_clock_is_told() {
    let signer = Signer::new("clock-key");
    let token = signer.token(&claims(&entra_issuer()));
    let mut document = saved(&token, &[(AT, signer.key_set())]);
    document["documents"][1]["date"] = json!("2020-01-01T00:00:00Z");
    let name = file("clock.tokenscope.json", document.to_string().as_bytes());
    let called = call(&["report", "--offline", "--json", &name], "");
    let skew = entry(&called.token(), "clock-skew").clone();
    assert_eq!(skew["outcome"], "warning", "{skew}");
    let headline = skew["headline"].as_str().unwrap();
    assert!(
        headline.contains("fetched the documents is") && headline.contains("ahead"),
        "{headline}"
    );
}
