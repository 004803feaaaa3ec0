//! Tokens in JSON and HTTP archives: where they stood, their role, the request.

use serde_json::{Value, json};
use tokenscope::input::{Kind, Role, Whole};

use crate::make::{healthy, long, only, paste, places, second, texts};

#[test]
fn token_answers_are_labelled() {
    let (access, id, refresh) = (healthy(), second(), long("1.AXoA"));
    let answer = json!({
        "token_type": "Bearer", "scope": "api://x/read", "expires_in": "3599", "ext_expires_in": 3599,
        "access_token": access, "refresh_token": refresh, "id_token": id,
        "client_info": "eyJ1aWQiOiJhIiwidXRpZCI6ImIifQ"
    });
    for (name, text) in [
        ("compact", answer.to_string()),
        ("pretty", serde_json::to_string_pretty(&answer).unwrap()),
        ("with a byte order mark", format!("\u{feff}{answer}")),
    ] {
        let reading = paste(&text);
        assert_eq!(reading.whole, Whole::TokenResponse, "{name}");
        assert_eq!(texts(&reading.found), [&access, &refresh, &id], "{name}");
        assert_eq!(
            places(&reading.found),
            ["/access_token", "/refresh_token", "/id_token"],
            "{name}"
        );
        let kinds: Vec<Kind> = reading.found.iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [Kind::Jws, Kind::RefreshToken, Kind::Jws], "{name}");
        let roles: Vec<Option<Role>> = reading.found.iter().map(|f| f.role).collect();
        assert_eq!(
            roles,
            [Some(Role::AccessToken), None, Some(Role::IdToken)],
            "{name}"
        );
        assert!(reading.found.iter().all(|f| f.noise.is_empty()), "{name}");
    }
    let in_log = format!("10:00 INFO answer: {answer} in 3 ms");
    assert_eq!(paste(&in_log).found.len(), 3);
}

#[test]
fn other_json_is_searched_with_pointers() {
    let token = healthy();
    for (name, value, at, role) in [
        (
            "Azure CLI",
            json!({"accessToken": token, "tokenType": "Bearer"}),
            "/accessToken",
            Some(Role::AccessToken),
        ),
        (
            "managed identity",
            json!({"access_token": token, "expires_on": "1700003600", "resource": "x"}),
            "/access_token",
            Some(Role::AccessToken),
        ),
        (
            "auth me",
            json!([{"provider_name": "aad", "id_token": token, "user_claims": []}]),
            "/0/id_token",
            Some(Role::IdToken),
        ),
        (
            "MSAL cache",
            json!({"AccessToken": {"a/b~c": {"credential_type": "AccessToken", "secret": token}}}),
            "/AccessToken/a~1b~0c/secret",
            Some(Role::AccessToken),
        ),
        (
            "nested text",
            json!({"log": [{"message": format!("sent Authorization: Bearer {token} to x")}]}),
            "/log/0/message",
            None,
        ),
        (
            "JSON in JSON",
            json!({"body": json!({"id_token": token}).to_string()}),
            "/body",
            Some(Role::IdToken),
        ),
        (
            "header pair",
            json!({"headers": [{"key": "Authorization", "value": format!("Bearer {token}")}]}),
            "/headers/0",
            None,
        ),
        ("bare string", json!([token]), "/0", None),
    ] {
        for text in [
            value.to_string(),
            serde_json::to_string_pretty(&value).unwrap(),
        ] {
            let found = only(name, paste(&text));
            assert!(found.text == token, "{name}: {found:?}");
            assert_eq!((found.at.as_str(), found.role), (at, role), "{name}");
        }
    }
}

fn entry(request: &Value, response: &Value) -> Value {
    json!({"startedDateTime": "2026-11-21T10:00:00Z", "request": request, "response": response})
}

#[test]
fn archives_are_searched_with_requests() {
    let (access, id) = (healthy(), second());
    let quiet = entry(
        &json!({"method": "GET", "url": "https://a.example/", "headers": []}),
        &json!({"status": 200}),
    );
    let answer =
        json!({"access_token": access, "id_token": id, "token_type": "Bearer"}).to_string();
    let har = json!({"log": {"version": "1.2", "entries": [
        quiet,
        entry(
            &json!({"method": "POST", "url": "https://login.example/token", "headers": [],
                "postData": {"mimeType": "application/x-www-form-urlencoded",
                    "text": format!("grant_type=authorization_code&code={}", long("0.AXoA"))}}),
            &json!({"status": 200, "headers": [], "content": {"text": answer}}),
        ),
        entry(
            &json!({"method": "GET", "url": "https://graph.microsoft.com/v1.0/me?$select=id",
                "headers": [{"name": "Accept", "value": "*/*"}, {"name": "authorization", "value": format!("Bearer {access}")}]}),
            &json!({"status": 401, "headers": [{"name": "WWW-Authenticate", "value": "Bearer"}]}),
        ),
    ]}});
    let reading = paste(&har.to_string());
    assert_eq!(reading.whole, Whole::Har);
    assert_eq!(
        places(&reading.found),
        [
            "/log/entries/1/request/postData/text",
            "/log/entries/1/response/content/text",
            "/log/entries/1/response/content/text",
        ]
    );
    let kinds: Vec<Kind> = reading.found.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [Kind::AuthorizationCode, Kind::Jws, Kind::Jws]);
    // The first place stays, and the request that it was sent with later is added.
    assert_eq!(reading.found[1].role, Some(Role::AccessToken));
    assert_eq!(
        reading.found[1].request_url.as_deref(),
        Some("https://graph.microsoft.com/v1.0/me?$select=id")
    );
    assert_eq!(reading.found[2].request_url, None);
}

#[test]
fn every_place_of_an_archive_is_searched() {
    let token = healthy();
    let encoded = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{{\"id_token\":\"{token}\"}}"),
    );
    let url = "https://api.example/x";
    for (name, request, response, at, request_url, role) in [
        (
            "header",
            json!({"url": url, "headers": [{"name": "A", "value": "b"}, {"name": "Authorization", "value": format!("Bearer {token}")}]}),
            json!({}),
            "/log/entries/0/request/headers/1",
            Some(url),
            None,
        ),
        (
            "query",
            json!({"url": format!("{url}?access_token={token}"), "queryString": [{"name": "access_token", "value": token}]}),
            json!({}),
            "/log/entries/0/request/queryString/0",
            Some(url),
            Some(Role::AccessToken),
        ),
        (
            "URL alone",
            json!({"url": format!("{url}#id_token={token}")}),
            json!({}),
            "/log/entries/0/request/url",
            Some(url),
            Some(Role::IdToken),
        ),
        (
            "form",
            json!({"url": url, "postData": {"params": [{"name": "id_token", "value": token}]}}),
            json!({}),
            "/log/entries/0/request/postData/params/0",
            Some(url),
            Some(Role::IdToken),
        ),
        (
            "cookie",
            json!({"url": url, "cookies": [{"name": "s", "value": token}]}),
            json!({}),
            "/log/entries/0/request/cookies/0",
            Some(url),
            None,
        ),
        (
            "answer",
            json!({"url": url}),
            json!({"content": {"text": format!("{{\"id_token\":\"{token}\"}}")}}),
            "/log/entries/0/response/content/text",
            None,
            Some(Role::IdToken),
        ),
        (
            "encoded answer",
            json!({"url": url}),
            json!({"content": {"encoding": "base64", "text": encoded}}),
            "/log/entries/0/response/content/text",
            None,
            Some(Role::IdToken),
        ),
        (
            "redirect",
            json!({"url": url}),
            json!({"redirectURL": format!("https://app/#id_token={token}")}),
            "/log/entries/0/response/redirectURL",
            None,
            Some(Role::IdToken),
        ),
    ] {
        let har = json!({"log": {"entries": [entry(&request, &response)]}});
        let found = only(name, paste(&har.to_string()));
        assert!(found.text == token, "{name}");
        assert_eq!(found.at, at, "{name}");
        assert_eq!(found.request_url.as_deref(), request_url, "{name}");
        assert_eq!(found.role, role, "{name}");
    }
}

#[test]
fn saved_inspections_are_only_recognised() {
    let text = json!({"tokenscope": 1, "title": "x", "tokens": [healthy()]}).to_string();
    let reading = paste(&text);
    assert_eq!(reading.whole, Whole::SavedInspection);
    assert!(reading.found.is_empty());
    assert!(reading.remark.is_some());
}

#[test]
fn a_broken_value_of_a_token_field_is_diagnosed() {
    let broken = healthy().replacen('.', ".!", 1);
    let found = only(
        "broken",
        paste(&json!({"access_token": broken, "token_type": "Bearer"}).to_string()),
    );
    assert_eq!(
        (found.kind, found.role),
        (Kind::DamagedJwt, Some(Role::AccessToken))
    );
    assert_eq!(found.at, "/access_token");
    let sealed = only(
        "sealed",
        paste(&json!({"access_token": long("EwB"), "token_type": "bearer"}).to_string()),
    );
    assert_eq!(
        (sealed.kind, sealed.role),
        (Kind::OpaqueToken, Some(Role::AccessToken))
    );
}

#[test]
fn broken_json_is_read_as_text() {
    let token = healthy();
    let text = format!("{{\n  \"access_token\": \"{token}\",\n  \"refr");
    let reading = paste(&text);
    assert_eq!(texts(&reading.found), [&token]);
    assert_eq!(reading.found[0].at, "line 2");
    assert_eq!(reading.found[0].role, Some(Role::AccessToken));
    assert!(reading.remark.unwrap().contains("line 3, column 7"));
}
