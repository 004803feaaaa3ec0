//! Reports that rest on files alone.

use serde_json::{Value, json};
use tokenscope::documents::examples;
use tokenscope::input::base64url;

use super::{AT, AUDIENCE, HOST, Signer, TENANT, call, claims, entra_issuer, file, path};

/// A saved inspection in which the tenant and `common` publish this key.
pub(crate) fn saved(signer: &Signer, token: &str) -> Value {
    let document = |path: &str, body: Value| {
        json!({
            "url": format!("https://{HOST}/{path}"), "fetched": "2026-11-21T09:58:11Z",
            "status": 200, "body": body
        })
    };
    let metadata = |tenant: &str, issuer: &str| {
        json!({
            "issuer": format!("https://{HOST}/{issuer}/v2.0"),
            "jwks_uri": format!("https://{HOST}/{tenant}/discovery/v2.0/keys"),
            "id_token_signing_alg_values_supported": ["RS256"]
        })
    };
    let well_known = "v2.0/.well-known/openid-configuration";
    json!({
        "tokenscope": 1,
        "title": "A test",
        "at": AT,
        "tokens": [token],
        "documents": [
            document(&format!("{TENANT}/{well_known}"), metadata(TENANT, TENANT)),
            document(&format!("{TENANT}/discovery/v2.0/keys"), signer.key_set()),
            document(&format!("common/{well_known}"), metadata("common", "{tenantid}")),
            document("common/discovery/v2.0/keys", signer.key_set()),
        ],
        "api": { "audiences": [AUDIENCE] },
        "somebody": "else's member"
    })
}

#[test]
fn a_good_token_passes() {
    let signer = Signer::new("good-key");
    let token = signer.token(&claims(&entra_issuer()));
    let name = file(
        "good.tokenscope.json",
        saved(&signer, &token).to_string().as_bytes(),
    );
    let called = call(&["report", "--offline", "--json", &name], "");
    let report = called.token();
    let rows = [
        ("/kind", json!("jws")),
        ("/role", json!("access-token")),
        ("/claims/aud", json!(AUDIENCE)),
        ("/issuer/platform", json!("entra-v2")),
        ("/issuer/cloud", json!("public")),
        ("/issuer/tenant", json!(TENANT)),
        ("/found/at", json!("/tokens/0")),
        ("/signature/outcome", json!("verified")),
        ("/signature/key", json!("good-key")),
        ("/keys/0/verifies", json!(true)),
        ("/addresses/0/state", json!("saved")),
        ("/addresses/0/keys_listed", json!(1)),
        ("/addresses/0/has_kid", json!(true)),
        ("/verdict/rule", json!("signature-verified")),
        ("/verdict/outcome", json!("passed")),
    ];
    for (pointer, expected) in rows {
        assert_eq!(
            report.pointer(pointer),
            Some(&expected),
            "{pointer} in {report:#}"
        );
    }
    assert_eq!(called.status, Some(0), "{}", called.err);
    let text = call(&["report", "--offline", &name], "");
    assert_eq!(text.status, Some(0));
    assert!(
        text.out.starts_with("PASSED  signature-verified\n"),
        "{}",
        text.out
    );
    for part in token.split('.') {
        assert!(
            !called.out.contains(part) && !text.out.contains(part),
            "a part was printed"
        );
    }
}

#[test]
fn statuses_follow_the_verdict() {
    let signer = Signer::new("status-key");
    let good = signer.token(&claims(&entra_issuer()));
    let parts: Vec<&str> = good.split('.').collect();
    let mut other = claims(&entra_issuer());
    other["oid"] = json!("bbbbbbbb-0000-0000-0000-000000000002");
    let payload = base64url::encode(other.to_string().as_bytes());
    let altered = format!("{}.{payload}.{}", parts[0], parts[2]);
    let altered = file(
        "altered.tokenscope.json",
        saved(&signer, &altered).to_string().as_bytes(),
    );
    let good = file(
        "status.tokenscope.json",
        saved(&signer, &good).to_string().as_bytes(),
    );
    let bare = file(
        "bare.txt",
        signer.token(&claims(&entra_issuer())).as_bytes(),
    );
    let words = file("words.txt", b"the quick brown fox");
    let rows: Vec<(&str, Vec<&str>, i32, &str)> = vec![
        ("good", vec![&good], 0, "signature-verified"),
        ("altered", vec![&altered], 1, "signature-altered"),
        ("no keys", vec!["--at", AT, &bare], 3, "signature-verified"),
        ("words", vec![&words], 1, "not-a-jwt"),
        (
            "expired",
            vec!["--at", "2027-11-21T10:00:00Z", &good],
            1,
            "expired",
        ),
        (
            "another audience",
            vec!["--audience", "api://other", &good],
            1,
            "audience-mismatch",
        ),
    ];
    for (name, more, status, rule) in rows {
        let args = [vec!["report", "--offline", "--json"], more].concat();
        let called = call(&args, "");
        assert_eq!(
            called.token()["verdict"]["rule"],
            rule,
            "{name}: {}",
            called.out
        );
        assert_eq!(called.status, Some(status), "{name}: {}", called.out);
    }
}

#[test]
fn tokens_come_from_anywhere() {
    let signer = Signer::new("any-key");
    let token = signer.token(&claims(&entra_issuer()));
    let second = signer.token(&claims("https://login.microsoftonline.com/common/v2.0"));
    let har = json!({"log": {"version": "1.2", "entries": [{"request": {
        "method": "GET", "url": "https://api.example/orders",
        "headers": [{"name": "Authorization", "value": format!("Bearer {second}")}]
    }, "response": {"status": 401, "headers": [], "content": {}}}]}});
    let har = file("trace.har", har.to_string().as_bytes());
    let bare = file("token.txt", token.as_bytes());
    let called = call(&["report", "--offline", "--json", &bare, &har], "");
    let tokens = called.tokens();
    assert_eq!(tokens.len(), 2, "{}", called.out);
    assert_eq!(tokens[0]["found"]["source"], bare);
    assert_eq!(tokens[1]["found"]["source"], har);
    assert_eq!(tokens[1]["found"]["at"], "/log/entries/0/request/headers/0");
    for args in [
        ["report", "--offline", "--json", "-"].as_slice(),
        &["report", "--offline", "--json"],
    ] {
        let called = call(args, &format!("Authorization: Bearer {token}\n"));
        assert_eq!(
            called.token()["found"]["source"],
            "standard input",
            "{args:?}"
        );
        assert_eq!(called.token()["claims"]["iss"], entra_issuer(), "{args:?}");
    }
}

#[test]
fn loose_evidence_is_used_and_told_apart_from_tokens() {
    let signer = Signer::new("loose-key");
    let token = file(
        "loose.txt",
        signer.token(&claims(&entra_issuer())).as_bytes(),
    );
    let keys = file("loose-keys.json", signer.key_set().to_string().as_bytes());
    let with = call(
        &["report", "--offline", "--json", "--with", &keys, &token],
        "",
    );
    assert_eq!(
        with.token()["signature"]["outcome"],
        "verified",
        "{}",
        with.out
    );
    assert_eq!(with.token()["keys"][0]["listed_at"], json!([keys]));
    let alone = call(&["report", "--offline", &keys], "");
    assert_eq!(alone.status, Some(2), "{}", alone.out);
    assert!(
        alone.err.contains("a key set: evidence, not a token"),
        "{}",
        alone.err
    );
    assert!(alone.err.contains("--with"), "{}", alone.err);
    let wrong = call(&["report", "--offline", "--with", &token, &token], "");
    assert_eq!(wrong.status, Some(2), "{}", wrong.out);
    assert!(
        wrong.err.contains("is not evidence about keys"),
        "{}",
        wrong.err
    );
}

#[test]
fn what_the_api_accepts_can_be_told() {
    let signer = Signer::new("api-key");
    let token = signer.token(&claims(&entra_issuer()));
    let mut inspection = saved(&signer, &token);
    inspection.as_object_mut().unwrap().remove("api");
    let name = file("api.tokenscope.json", inspection.to_string().as_bytes());
    let mine = file(
        "api.json",
        json!({"audiences": [AUDIENCE]}).to_string().as_bytes(),
    );
    let other = file(
        "api2.json",
        json!({"audiences": ["api://other"]}).to_string().as_bytes(),
    );
    let rows: Vec<(&str, Vec<&str>, i32)> = vec![
        ("by a file", vec!["--api", &mine], 0),
        ("another one by a file", vec!["--api", &other], 1),
        ("by hand", vec!["--audience", AUDIENCE], 0),
        (
            "by hand before a file",
            vec!["--api", &other, "--audience", AUDIENCE],
            0,
        ),
        (
            "one of many",
            vec!["--audience", "api://other", "--audience", AUDIENCE],
            0,
        ),
        (
            "another issuer",
            vec![
                "--audience",
                AUDIENCE,
                "--issuer",
                "https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0",
            ],
            1,
        ),
    ];
    for (row, more, status) in rows {
        let args = [vec!["report", "--offline"], more, vec![name.as_str()]].concat();
        let called = call(&args, "");
        assert_eq!(
            called.status,
            Some(status),
            "{row}: {}{}",
            called.out,
            called.err
        );
    }
}

#[test]
fn a_saved_inspection_gives_the_same_report() {
    let signer = Signer::new("save-key");
    let token = signer.token(&claims(&entra_issuer()));
    let first = file(
        "first.tokenscope.json",
        saved(&signer, &token).to_string().as_bytes(),
    );
    let second = path("second.tokenscope.json").display().to_string();
    let redacted = path("redacted.tokenscope.json").display().to_string();
    let error = "IDX10223: Lifetime validation failed.";
    let args = [
        "report",
        "--offline",
        "--json",
        "--error",
        error,
        "--save",
        &second,
        &first,
    ];
    let before = call(&args, "");
    let after = call(&["report", "--offline", "--json", &second], "");
    let without_name = |called: &super::Called, name: &str| called.out.replace(name, "NAME");
    assert_eq!(without_name(&before, &first), without_name(&after, &second));
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&second).unwrap()).unwrap();
    let rows = [
        ("title", json!("A test")),
        ("at", json!(AT)),
        ("tokens", json!([token])),
        ("error", json!(error)),
        ("somebody", json!("else's member")),
    ];
    for (member, expected) in rows {
        assert_eq!(written[member], expected, "{member}");
    }
    assert_eq!(written["documents"].as_array().unwrap().len(), 4);
    assert_eq!(written["api"]["audiences"], json!([AUDIENCE]));
    let text = call(&["report", "--offline", &second], "");
    assert!(
        text.out.contains("The API's error\n  IDX10223"),
        "{}",
        text.out
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&second).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others may read it");
    }
    let args = [
        "report",
        "--offline",
        "--save",
        &redacted,
        "--redact",
        &first,
    ];
    assert!(call(&args, "").err.contains("without signatures"));
    let written = std::fs::read_to_string(&redacted).unwrap();
    let signature = token.rsplit('.').next().unwrap();
    assert!(!written.contains(signature), "the signature was saved");
}

#[test]
fn every_example_has_a_report() {
    assert!(!examples::ALL.is_empty());
    for example in examples::ALL {
        let called = call(&["report", "--json", "--example", example.name], "");
        assert!(
            matches!(called.status, Some(0 | 1 | 3)),
            "{}: {}",
            example.name,
            called.err
        );
        assert!(!called.tokens().is_empty(), "{}", example.name);
        let text = call(&["report", "--example", example.name], "");
        assert_eq!(text.status, called.status, "{}", example.name);
    }
}

#[test]
fn without_a_display_the_report_is_printed() {
    let first = examples::ALL.first().unwrap().name;
    let expected = call(&["report", "--example", first], "");
    let window = call(&[], "");
    assert_eq!(window.out, expected.out);
    assert_eq!(window.status, expected.status);
    assert!(window.err.contains("no display"), "{}", window.err);
    let words = file("display.txt", b"the quick brown fox");
    let window = call(&[&words], "");
    assert!(
        window.out.starts_with("FAILED  not-a-jwt\n"),
        "{}",
        window.out
    );
    assert_eq!(window.status, Some(1));
}

/// JSON that is no saved inspection is not called one, whatever its members are named.
#[test]
fn other_json_is_not_taken_for_a_saved_inspection() {
    let token = Signer::new("good-key").token(&claims(&entra_issuer()));
    let rows = [
        (
            "a web app's settings",
            json!({ "credentials": { "clientID": "x" }, "metadata": { "version": "v2.0" } }),
            "is not in a form that --api reads",
        ),
        (
            "settings with a member api",
            json!({ "api": { "metadata": { "version": "v2.0" } }, "other": {} }),
            "is not in a form that --api reads",
        ),
        (
            "by hand, broken",
            json!({ "audiences": AUDIENCE, "issuers": [1] }),
            "/issuers/0 is not a string.",
        ),
        (
            "a broken saved inspection",
            json!({ "tokenscope": 1, "api": { "metadata": { "version": "v2.0" } } }),
            "saved inspection: /api/metadata is not a string.",
        ),
    ];
    for (name, api, words) in rows {
        let api = file("other.json", api.to_string().as_bytes());
        let called = call(&["report", "--offline", "--api", &api, "-"], &token);
        assert_eq!(called.status, Some(2), "{name}: {}", called.err);
        assert!(called.err.contains(words), "{name}: {}", called.err);
        let saved = called.err.contains("saved inspection: ");
        assert_eq!(
            saved,
            name == "a broken saved inspection",
            "{name}: {}",
            called.err
        );
    }
}
