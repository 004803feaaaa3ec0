//! What becomes of what a server answers.

use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;
use tokenscope::documents::{Content, RequestKind};
use tokenscope::net::Client;

use super::loopback::{Authority, Reply, Server};
use super::{Handler, LONG, answer_of, failed, fetch, leaf, options, request};

#[test]
fn answers_become_documents() {
    use RequestKind::{Federation, Keys, Metadata};
    let keys = json!({ "keys": [] });
    let rows: Vec<(&str, RequestKind, Handler, Content)> = vec![
        (
            "json",
            Keys,
            |_| Reply::json(r#"{"keys":[]}"#),
            Content::Json(keys.clone()),
        ),
        (
            "json that calls itself text",
            Keys,
            |_| Reply::html(r#"{"keys":[]}"#),
            Content::Json(keys.clone()),
        ),
        (
            "json behind a byte order mark",
            Keys,
            |_| Reply::json("\u{feff}{\"keys\":[]}"),
            Content::Json(keys.clone()),
        ),
        (
            "federation metadata",
            Federation,
            |_| Reply::json("<?xml version=\"1.0\"?><EntityDescriptor/>"),
            Content::Text("<?xml version=\"1.0\"?><EntityDescriptor/>".to_owned()),
        ),
        (
            "a proxy's login page",
            Metadata,
            |_| {
                Reply::html("<!DOCTYPE html><html><body>Sign in to the guest network</body></html>")
            },
            failed(200, "answered with a web page (HTML), not JSON"),
        ),
        (
            "a login page in place of XML",
            Federation,
            |_| Reply::html("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html/>"),
            failed(200, "answered with a web page (HTML), not XML"),
        ),
        (
            "XML in place of JSON",
            Keys,
            |_| Reply::json("<a/>"),
            failed(200, "answered with XML, not JSON"),
        ),
        (
            "JSON in place of XML",
            Federation,
            |_| Reply::json("{}"),
            failed(200, "is not XML"),
        ),
        (
            "nothing",
            Keys,
            |_| Reply::json(""),
            failed(200, "answered with nothing"),
        ),
        (
            "truncated JSON",
            Keys,
            |_| Reply::json("{\n  \"keys\": [\n  "),
            failed(200, "is not JSON: line 3 column 2, where it stops too soon"),
        ),
        (
            "broken JSON",
            Keys,
            |_| Reply::json("{\n \"keys\": oops }"),
            failed(200, "is not JSON: line 2 column 10"),
        ),
    ];
    for (name, kind, handler, expected) in rows {
        assert_eq!(answer_of("/x", kind, LONG, handler), expected, "{name}");
    }
}

#[test]
fn refusals_and_broken_answers_say_why() {
    use RequestKind::{Keys, Metadata};
    let rows: Vec<(&str, RequestKind, Handler, Content)> = vec![
        (
            "404",
            Keys,
            |_| Reply::status(404),
            failed(404, "answered 404"),
        ),
        (
            "500",
            Keys,
            |_| Reply::status(500),
            failed(500, "answered 500 (3 tries)"),
        ),
        (
            "204",
            Keys,
            |_| Reply::status(204),
            failed(204, "answered 204"),
        ),
        (
            "Entra's words for an unknown tenant",
            Metadata,
            |_| {
                let body = br#"{"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'x' not found. Check it.\r\nTrace ID: 1"}"#;
                Reply::Answer(400, Vec::new(), body.to_vec())
            },
            failed(400, "answered 400: AADSTS90002: Tenant 'x' not found"),
        ),
        (
            "a body that the connection cuts off",
            Keys,
            |_| Reply::CutOff,
            failed(
                None,
                "the connection ended before the answer was complete (3 tries)",
            ),
        ),
        (
            "an endless body",
            Keys,
            |_| Reply::Endless,
            failed(200, "the answer is larger than 2 MiB"),
        ),
        (
            "a body announced as too large",
            Keys,
            |_| Reply::Answer(200, Vec::new(), vec![b' '; 2 * 1024 * 1024 + 1]),
            failed(200, "the answer is larger than 2 MiB"),
        ),
    ];
    for (name, kind, handler, expected) in rows {
        assert_eq!(answer_of("/x", kind, LONG, handler), expected, "{name}");
    }
}

#[test]
fn redirects_stay_with_their_host() {
    let rows: Vec<(&str, Handler, Content)> = vec![
        (
            "same host",
            |path| match path {
                "/x" => Reply::redirect("/y?p=1"),
                "/y?p=1" => Reply::redirect("https://login.microsoftonline.com/z"),
                _ => Reply::json("{}"),
            },
            Content::Json(json!({})),
        ),
        (
            "another host",
            |_| Reply::redirect("https://evil.example/keys"),
            failed(302, "redirects to another host (evil.example)"),
        ),
        (
            "another port",
            |_| Reply::redirect("https://login.microsoftonline.com:8443/keys"),
            failed(
                302,
                "redirects to another host (login.microsoftonline.com:8443)",
            ),
        ),
        (
            "a host that only looks the same",
            |_| Reply::redirect("//login.microsoftonline.com.evil.example/"),
            failed(
                302,
                "redirects to another host (login.microsoftonline.com.evil.example)",
            ),
        ),
        (
            "without HTTPS",
            |_| Reply::redirect("http://login.microsoftonline.com/x"),
            failed(
                302,
                "redirects to an address without HTTPS (http://login.microsoftonline.com)",
            ),
        ),
        (
            "with a user name",
            |_| Reply::redirect("https://me@login.microsoftonline.com/x"),
            failed(None, "is not asked, because it holds a user name"),
        ),
        (
            "in circles",
            |_| Reply::redirect("/x"),
            failed(None, "redirects more than 3 times"),
        ),
        (
            "nowhere",
            |_| Reply::status(302),
            failed(302, "answered 302"),
        ),
    ];
    for (name, handler, expected) in rows {
        let content = answer_of("/x", RequestKind::Keys, LONG, handler);
        assert_eq!(content, expected, "{name}");
    }
}

#[test]
fn slow_servers_are_left_alone_after_a_while() {
    let short = Duration::from_millis(500);
    let rows: Vec<(&str, Handler, &str)> = vec![
        (
            "no head",
            |_| Reply::Silence,
            "gave no answer within 400 ms",
        ),
        (
            "a head that never ends",
            |_| Reply::SlowHead,
            "gave no answer within 400 ms",
        ),
        (
            "half a body",
            |_| Reply::HalfABody,
            "stopped in the middle of its answer for 400 ms",
        ),
        (
            "a body that drips",
            |_| Reply::Trickle,
            "timed out after 500 ms",
        ),
    ];
    for (name, handler, reason) in rows {
        let content = answer_of("/x", RequestKind::Keys, short, handler);
        let Content::Failed { reason: told, .. } = content else {
            panic!("{name}: {content:?}");
        };
        assert_eq!(told, reason, "{name}");
    }
}

#[test]
fn redirects_and_second_tries_share_one_deadline() {
    let second = Duration::from_secs(1);
    let content = answer_of("/x", RequestKind::Keys, second, |path| match path {
        "/x" => Reply::redirect("/y"),
        _ => Reply::Trickle,
    });
    assert_eq!(content, failed(None, "timed out after 1 s"), "redirect");
    let content = answer_of("/x", RequestKind::Keys, second, |_| Reply::status(503));
    let expected = failed(503, "answered 503 (2 tries)");
    assert_eq!(content, expected, "the pause before the third is too long");
}

#[test]
fn the_server_s_clock_is_kept_with_every_answer() {
    const DATE: &str = "Date: Sat, 21 Nov 2026 10:00:00 GMT";
    let answer = |status, headers: &[&str]| {
        let headers = headers.iter().map(|h| (*h).to_owned()).collect();
        Reply::Answer(status, headers, b"{}".to_vec())
    };
    let rows: Vec<(&str, Reply, Option<&str>)> = vec![
        (
            "an answer",
            answer(200, &[DATE]),
            Some("2026-11-21T10:00:00Z"),
        ),
        (
            "a refusal",
            answer(404, &[DATE]),
            Some("2026-11-21T10:00:00Z"),
        ),
        (
            "out of a cache",
            answer(200, &[DATE, "Age: 90"]),
            Some("2026-11-21T10:01:30Z"),
        ),
        (
            "an age that is none",
            answer(200, &[DATE, "Age: old"]),
            None,
        ),
        ("no date", answer(200, &[]), None),
        ("no date at all", answer(200, &["Date: today"]), None),
    ];
    for (name, reply, expected) in rows {
        let authority = Authority::new();
        let reply = Mutex::new(Some(reply));
        let server = Server::start(&authority, &leaf(), move |_| {
            let reply = reply.lock().unwrap().take();
            reply.unwrap_or_else(|| Reply::status(500))
        });
        let client = Client::new(&options(&authority, &server)).unwrap();
        let document = fetch(&client, &request("/k", RequestKind::Keys));
        let date = document.date.map(|at| at.to_string());
        assert_eq!(date.as_deref(), expected, "{name}");
    }
}
