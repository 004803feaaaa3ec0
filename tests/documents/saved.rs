//! Saved inspections: what is written comes back, and what is wrong is named.

use serde_json::{Value, json};
use tokenscope::documents::{Content, DocumentError, Origin, Redaction, SavedInspection};

const METADATA: &str =
    "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";

fn full() -> Value {
    json!({
        "tokenscope": 1,
        "title": "Graph token sent to our API",
        "at": "2026-11-21T10:00:00Z",
        "tokens": ["eyJh.eyJi.c2ln", "opaque"],
        "documents": [
            {"url": METADATA, "fetched": "2026-11-21T09:58:11Z", "status": 200, "body": {"issuer": "x", "tenant_region_scope": null}},
            {"url": METADATA, "fetched": "2026-11-20T09:58:11.5Z", "status": 404},
            {"url": "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml", "status": 200, "body": "<a/>", "etag": "x"},
            {"url": METADATA, "failed": "timed out after 10 s"},
            {"url": METADATA, "status": 500, "body": "oops", "fetched": "2026-11-19T00:00:00Z"},
            {"url": "keys.json", "status": 200, "body": {"keys": []}}
        ],
        "api": {"audiences": ["api://x"], "issuers": [], "metadata": METADATA, "source": "appsettings.json", "mine": 1},
        "error": "IDX10503: …",
        "x-owner": {"team": "red"}
    })
}

#[test]
fn members_are_read() {
    let saved = SavedInspection::read(&full().to_string()).unwrap();
    assert_eq!(saved.title.as_deref(), Some("Graph token sent to our API"));
    assert_eq!(saved.at.unwrap().to_string(), "2026-11-21T10:00:00Z");
    assert_eq!(saved.tokens, ["eyJh.eyJi.c2ln", "opaque"]);
    assert_eq!(saved.error.as_deref(), Some("IDX10503: …"));
    assert_eq!(saved.api.as_ref().unwrap()["mine"], 1);
    assert_eq!(saved.unknown["x-owner"]["team"], "red");
    let failure = |status, reason: &str| Content::Failed {
        status,
        reason: reason.to_owned(),
    };
    let contents: Vec<&Content> = saved.documents.iter().map(|d| &d.content).collect();
    assert!(matches!(contents[0], Content::Json(body) if body["issuer"] == "x"));
    assert_eq!(contents[1], &failure(Some(404), "answered 404"));
    assert_eq!(contents[2], &Content::Text("<a/>".to_owned()));
    assert_eq!(contents[3], &failure(None, "timed out after 10 s"));
    assert_eq!(contents[4], &failure(Some(500), "answered 500"));
    assert_eq!(contents[5], &Content::Json(json!({"keys": []})));
    let origins: Vec<Origin> = saved.documents.iter().map(|d| d.origin).collect();
    assert_eq!(origins[..5], [Origin::Saved; 5]);
    assert_eq!(origins[5], Origin::File, "its url is a file's name");
    assert_eq!(saved.documents[2].fetched, None);
}

#[test]
fn what_was_read_is_written_again() {
    let text = full().to_string();
    let saved = SavedInspection::read(&text).unwrap();
    let written = saved.write(Redaction::Keep);
    let value: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(value, full(), "every member, known or not");
    assert!(written.starts_with("{\n  \"tokenscope\": 1,\n"), "pretty");
    assert!(written.ends_with("}\n"));
    let again = SavedInspection::read(&written)
        .unwrap()
        .write(Redaction::Keep);
    assert_eq!(again, written);
}

#[test]
fn numbers_stay_as_they_were_written() {
    let number = "12345678901234567890123.50";
    let file = format!("{{\"tokenscope\": 1, \"x\": {number}}}");
    let written = SavedInspection::read(&file).unwrap().write(Redaction::Keep);
    assert!(written.contains(number), "{written}");
}

#[test]
fn unknown_members_of_documents_find_their_document() {
    let url = "https://idp.example/x";
    let file = json!({"tokenscope": 1, "documents": [
        {"url": url, "fetched": "2026-11-21T09:00:00Z", "status": 200, "body": 1, "note": "first"},
        {"url": url, "fetched": "2026-11-21T10:00:00Z", "status": 200, "body": 2, "note": "second"},
    ]});
    let mut saved = SavedInspection::read(&file.to_string()).unwrap();
    saved.documents.reverse();
    saved.documents.push(saved.documents[0].clone());
    let value: Value = serde_json::from_str(&saved.write(Redaction::Keep)).unwrap();
    let notes: Vec<Option<&str>> = value["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d.get("note").and_then(Value::as_str))
        .collect();
    assert_eq!(notes, [Some("second"), Some("first"), None]);
}

#[test]
fn everything_but_the_version_is_optional() {
    #[rustfmt::skip]
    let rows = [
        ("version alone", "{\"tokenscope\": 1}"),
        ("nulls", "{\"tokenscope\":1,\"title\":null,\"at\":null,\"tokens\":null,\"documents\":null,\"api\":null,\"error\":null}"),
        ("byte order mark", "\u{feff}{\"tokenscope\": 1}"),
    ];
    for (name, text) in rows {
        let saved = SavedInspection::read(text).unwrap();
        assert!(
            saved.tokens.is_empty() && saved.documents.is_empty(),
            "{name}"
        );
        assert_eq!(
            saved.write(Redaction::Keep),
            "{\n  \"tokenscope\": 1\n}\n",
            "{name}"
        );
    }
}

#[test]
fn what_is_wrong_is_named_by_its_place() {
    let doc = |members: Value| json!({"tokenscope": 1, "documents": [{"url": "u", "failed": "x"}, members]});
    let with = |name: &str, value: Value| {
        let mut file = json!({"tokenscope": 1});
        file[name] = value;
        file
    };
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str)> = vec![
        ("an array", json!([]), "the document is not a JSON object"),
        ("no version", json!({}), "/tokenscope is missing"),
        ("newer version", json!({"tokenscope": 2}), "this file says version 2; this program reads version 1"),
        ("fraction", json!({"tokenscope": 1.5}), "this file says version 1.5; this program reads version 1"),
        ("a token as version", json!({"tokenscope": "eyJhbGciOi"}), "this file says version a text; this program reads version 1"),
        ("title", with("title", json!(5)), "/title is not a string"),
        ("at, number", with("at", json!(5)), "/at is not a string"),
        ("at, words", with("at", json!("yesterday")), "/at is not a time such as 2026-11-21T10:00:00Z"),
        ("tokens", with("tokens", json!("eyJhbGciOi")), "/tokens is not an array"),
        ("a token", with("tokens", json!(["x", 5])), "/tokens/1 is not a string"),
        ("documents", with("documents", json!({})), "/documents is not an array"),
        ("a document", with("documents", json!(["x"])), "/documents/0 is not an object"),
        ("no url", doc(json!({"status": 404})), "/documents/1/url is missing"),
        ("url", doc(json!({"url": 5, "status": 404})), "/documents/1/url is not a string"),
        ("fetched", doc(json!({"url": "u", "fetched": "x", "status": 404})), "/documents/1/fetched is not a time such as 2026-11-21T10:00:00Z"),
        ("status", doc(json!({"url": "u", "status": "200"})), "/documents/1/status is not an HTTP status"),
        ("status out of range", doc(json!({"url": "u", "status": 70000})), "/documents/1/status is not an HTTP status"),
        ("failed", doc(json!({"url": "u", "failed": 1})), "/documents/1/failed is not a string"),
        ("nothing in it", doc(json!({"url": "u"})), "/documents/1/body is missing, and so are status and failed"),
        ("api", with("api", json!([])), "/api is not an object"),
        ("error", with("error", json!({})), "/error is not a string"),
    ];
    for (name, file, expected) in rows {
        let error = SavedInspection::read(&file.to_string())
            .unwrap_err()
            .to_string();
        let bare = error
            .strip_prefix("the saved inspection: ")
            .unwrap_or(&error);
        assert_eq!(bare, expected, "{name}");
        assert!(!error.contains("eyJ"), "{name}: holds a token");
    }
}

#[test]
fn text_that_is_no_json_is_told_without_quoting_it() {
    for text in [
        "",
        "eyJhbGciOiJub25lIn0.eyJh.x",
        "{\"tokenscope\": 1, \"tokens\": [\"eyJhbGci",
        "<a/>",
    ] {
        let error = SavedInspection::read(text).unwrap_err();
        assert!(matches!(error, DocumentError::NotJson { .. }), "{error}");
        assert!(!error.to_string().contains("eyJ"), "{error}");
    }
    let saved = SavedInspection::read(&full().to_string()).unwrap();
    assert!(!format!("{saved:?}").contains("eyJ"));
}

#[test]
fn the_server_s_clock_is_kept_and_a_foreign_date_stays_where_it_is() {
    let document = |date: Value| {
        json!({"url": "https://idp.example/x", "fetched": "2026-11-21T09:00:00Z", "date": date,
               "status": 200, "body": 1})
    };
    for (name, date, expected) in [
        (
            "a moment",
            json!("2026-11-21T09:05:00Z"),
            Some("2026-11-21T09:05:00Z"),
        ),
        ("a text of somebody else", json!("last Tuesday"), None),
        ("a number", json!(5), None),
    ] {
        let file = json!({"tokenscope": 1, "documents": [document(date)]});
        let saved = SavedInspection::read(&file.to_string()).unwrap();
        let read = saved.documents[0].date.map(|at| at.to_string());
        assert_eq!(read.as_deref(), expected, "{name}");
        let written: Value = serde_json::from_str(&saved.write(Redaction::Keep)).unwrap();
        assert_eq!(written, file, "{name}");
    }
}
