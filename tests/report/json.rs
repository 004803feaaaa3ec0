//! The members of the JSON report.

use serde_json::{Value, json};
use tokenscope::input::Kind;
use tokenscope::keys::KeyTable;
use tokenscope::report::json;
use tokenscope::signature::{Signature, SignatureOutcome};

use super::sample::{TENANT, at, found, inspection};

#[test]
fn json_has_every_member_in_order() {
    let report = json(&[inspection()], at());
    let evidence =
        json!([{ "name": "kid", "expected": "in common", "actual": "only under ?appid=" }]);
    let line = |step: &str, rule: &str, outcome: &str, headline: &str| {
        json!({
            "step": step, "rule": rule, "outcome": outcome, "headline": headline,
            "evidence": evidence,
            "explanation": "First paragraph,\nstill the first.\n\nSecond paragraph.",
            "remedies": ["Do this.", "Or that."],
            "reference": "https://learn.example/reference"
        })
    };
    let expected = json!({
        "tokenscope": 1,
        "at": "2026-11-21T10:00:00Z",
        "tokens": [{
            "found": { "source": "trace.har", "at": "/log/entries/3/request/headers/7" },
            "kind": "jws",
            "role": "access-token",
            "header": { "typ": "JWT", "alg": "RS256", "kid": "K1" },
            "claims": { "z": 1, "aud": "api://x", "a": [1.50, "two"] },
            "issuer": { "platform": "entra-v2", "cloud": "public", "tenant": TENANT, "policy": null },
            "addresses": [
                { "label": "own", "metadata": "https://m.example/own", "keys": "https://real.example/0",
                  "state": "fetched", "keys_listed": 8, "has_kid": false, "error": null },
                { "label": "saved", "metadata": "https://m.example/saved", "keys": "https://real.example/1",
                  "state": "saved", "keys_listed": 9, "has_kid": true, "error": null },
                { "label": "failed", "metadata": "https://m.example/failed", "keys": "https://k.example/failed",
                  "state": "failed", "keys_listed": null, "has_kid": null, "error": "It answered 404." },
                { "label": "other", "metadata": "https://m.example/other", "keys": "https://k.example/other",
                  "state": "not-asked", "keys_listed": null, "has_kid": null, "error": "Offline." }
            ],
            "keys": [
                { "kid": "K1", "thumbprint": "HEX OF K1", "listed_at": ["https://real.example/1"],
                  "matches_kid": true, "verifies": true },
                { "kid": "K2", "thumbprint": "HEX OF K2",
                  "listed_at": ["https://real.example/0", "https://real.example/1"],
                  "matches_kid": false, "verifies": false },
                { "kid": "K3", "thumbprint": "HEX OF K3", "listed_at": ["https://real.example/0"],
                  "matches_kid": false, "verifies": null }
            ],
            "signature": { "outcome": "verified", "key": "K1",
                           "listed_at": ["https://real.example/1"], "reason": null },
            "verdict": { "rule": "saml-app-key", "outcome": "failed",
                         "headline": "An application's own key signed it." },
            "checklist": [
                line("shape", "not-a-jwt", "passed", "It is a signed token."),
                line("key", "saml-app-key", "failed", "An application's own key signed it."),
                line("time", "expired", "not-checked", "No moment.")
            ],
            "api": null,
            "comparison": [],
            "error": null,
            "predictions": [],
            "commands": [{
                "title": "Turns SAML single sign-on off for this application, so that the shared keys sign its tokens",
                "language": "http",
                "text": "PATCH https://graph.microsoft.com/v1.0/servicePrincipals(appId='<application ID of your API>')\nContent-Type: application/json\n\n{\n  \"preferredSingleSignOnMode\": null\n}\n",
                "caution": "The application's SAML sign-in stops working; a separate app registration for the API is the recommended way. It takes the permission Application.ReadWrite.All."
            }]
        }]
    });
    // The text compares the order of the members too.
    let pretty = |v: &Value| serde_json::to_string_pretty(v).unwrap();
    assert_eq!(pretty(&report), pretty(&expected));
}

#[test]
fn json_of_what_has_no_parts() {
    let mut opaque = inspection();
    opaque.found = found("EwB4A8l6", Kind::OpaqueToken);
    opaque.token = None;
    opaque.authority = None;
    opaque.addresses.clear();
    opaque.keys = KeyTable::default();
    opaque.signature = Signature {
        outcome: SignatureOutcome::NotChecked,
        key: None,
        reason: Some("There is no signature.".to_owned()),
        trials: Vec::new(),
    };
    let report = json(&[opaque], at());
    let token = &report["tokens"][0];
    let rows = [
        ("kind", json!("opaque-token")),
        ("header", json!({})),
        ("claims", json!({})),
        (
            "issuer",
            json!({"platform": "other", "cloud": null, "tenant": null, "policy": null}),
        ),
        ("addresses", json!([])),
        ("keys", json!([])),
        (
            "signature",
            json!({"outcome": "not-checked", "key": null, "listed_at": [], "reason": "There is no signature."}),
        ),
    ];
    for (member, expected) in rows {
        assert_eq!(token[member], expected, "{member}");
    }
    assert!(
        !report.to_string().contains("EwB4A8l6"),
        "the ticket is a secret"
    );
}
