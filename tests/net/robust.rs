//! Faults that pass, packed answers, other ways to a server, and the list of what was asked.

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use tokenscope::documents::{Content, RequestKind};
use tokenscope::net::{Client, ClientOptions};

use super::loopback::{Authority, Reply, Server};
use super::{HOST, LONG, answer_of, failed, fetch, leaf, options, request};

/// A server whose first answers are these; the last one is repeated.
fn after(first: Vec<fn() -> Reply>) -> impl Fn(&str) -> Reply + Send + Sync + 'static {
    let count = AtomicUsize::new(0);
    move |_| {
        let turn = count.fetch_add(1, Ordering::Relaxed).min(first.len() - 1);
        first[turn]()
    }
}

#[test]
fn faults_that_may_pass_are_tried_again() {
    let keys = || Reply::json(r#"{"keys":[]}"#);
    let good = Content::Json(json!({ "keys": [] }));
    let rows: Vec<(&str, Vec<fn() -> Reply>, Content, usize)> = vec![
        (
            "500 once",
            vec![|| Reply::status(500), keys],
            good.clone(),
            2,
        ),
        (
            "503 twice",
            vec![|| Reply::status(503), || Reply::status(503), keys],
            good.clone(),
            3,
        ),
        (
            "cut off once",
            vec![|| Reply::CutOff, keys],
            good.clone(),
            2,
        ),
        (
            "429 that says when",
            vec![
                || Reply::Answer(429, vec!["Retry-After: 1".to_owned()], Vec::new()),
                keys,
            ],
            good,
            2,
        ),
        (
            "429 that says much later",
            vec![
                || Reply::Answer(429, vec!["Retry-After: 3600".to_owned()], Vec::new()),
                keys,
            ],
            failed(429, "answered 429"),
            1,
        ),
        (
            "500 always",
            vec![|| Reply::status(500)],
            failed(500, "answered 500 (3 tries)"),
            3,
        ),
        (
            "404",
            vec![|| Reply::status(404), keys],
            failed(404, "answered 404"),
            1,
        ),
        (
            "401",
            vec![|| Reply::status(401), keys],
            failed(401, "answered 401"),
            1,
        ),
        (
            "not JSON",
            vec![|| Reply::json("oops"), keys],
            failed(200, "is not JSON: line 1 column 1"),
            1,
        ),
    ];
    for (name, first, expected, requests) in rows {
        let authority = Authority::new();
        let server = Server::start(&authority, &leaf(), after(first));
        let client = Client::new(&options(&authority, &server)).unwrap();
        let document = fetch(&client, &request("/x", RequestKind::Keys));
        assert_eq!(document.content, expected, "{name}");
        assert_eq!(server.requests().len(), requests, "{name}");
        assert_eq!(client.exchanges().len(), requests, "{name}: list");
    }
}

#[test]
fn a_pause_between_tries_ends_with_a_change_of_mind() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| {
        Reply::Answer(503, vec!["Retry-After: 30".to_owned()], Vec::new())
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    let cancel = Arc::new(AtomicBool::new(false));
    let raised = cancel.clone();
    let begin = Instant::now();
    let waiting =
        std::thread::spawn(move || client.fetch(&request("/x", RequestKind::Keys), &cancel));
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    raised.store(true, Ordering::Relaxed);
    let document = waiting.join().unwrap();
    assert_eq!(document.content, failed(None, "was cancelled"));
    assert!(begin.elapsed() < Duration::from_secs(30), "it waited on");
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn gzip(body: Vec<u8>) -> Reply {
    Reply::Answer(200, vec!["Content-Encoding: gzip".to_owned()], body)
}

#[test]
fn packed_answers_are_read_and_bounded() {
    let good = answer_of("/x", RequestKind::Keys, LONG, |_| {
        gzip(packed(br#"{"keys":[]}"#))
    });
    assert_eq!(good, Content::Json(json!({ "keys": [] })), "packed");
    let bomb = packed(&vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000, "a small bomb: {}", bomb.len());
    let answer = answer_of("/x", RequestKind::Keys, LONG, move |_| gzip(bomb.clone()));
    assert_eq!(
        answer,
        failed(200, "the answer is larger than 2 MiB"),
        "a bomb"
    );
    let broken = answer_of("/x", RequestKind::Keys, LONG, |_| gzip(b"no gzip".to_vec()));
    assert_eq!(
        broken,
        failed(
            None,
            "answered with a compressed body that can't be unpacked"
        ),
        "not packed at all"
    );
}

#[test]
fn the_bound_can_be_raised() {
    let large = format!(r#"{{"keys":[],"x":"{}"}}"#, "y".repeat(3 * 1024 * 1024));
    for (largest, fits) in [(None, false), (Some(4 * 1024 * 1024), true)] {
        let authority = Authority::new();
        let body = large.clone();
        let server = Server::start(&authority, &leaf(), move |_| Reply::json(&body));
        let client = Client::new(&ClientOptions {
            largest,
            ..options(&authority, &server)
        });
        let content = fetch(&client.unwrap(), &request("/x", RequestKind::Keys)).content;
        assert_eq!(matches!(content, Content::Json(_)), fits, "{largest:?}");
    }
}

#[test]
fn ipv6_is_a_way_too() {
    if TcpListener::bind("[::1]:0").is_err() {
        eprintln!("skipped: this computer has no IPv6");
        return;
    }
    let authority = Authority::new();
    let server = Server::start_at("[::1]:0", &authority, &leaf(), |_| Reply::json("{}"));
    let client = Client::new(&options(&authority, &server)).unwrap();
    let content = fetch(&client, &request("/x", RequestKind::Keys)).content;
    assert_eq!(content, Content::Json(json!({})));
}

#[test]
fn a_server_that_never_says_hello_is_told() {
    let authority = Authority::new();
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = Client::new(&ClientOptions {
        authorities: vec![authority.pem().into_bytes()],
        resolve: vec![(HOST.to_owned(), mute.local_addr().unwrap())],
        timeout: Some(Duration::from_millis(600)),
        ..ClientOptions::default()
    });
    let content = fetch(&client.unwrap(), &request("/x", RequestKind::Keys)).content;
    assert_eq!(content, failed(None, "gave no connection within 300 ms"));
}

#[test]
fn every_request_is_listed() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |path| match path {
        "/moved" => Reply::redirect("/keys"),
        "/gone" => Reply::status(404),
        "/abroad" => Reply::redirect("https://evil.example/keys"),
        _ => Reply::json(r#"{"keys":[]}"#),
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    for path in ["/moved", "/gone", "/abroad"] {
        fetch(&client, &request(path, RequestKind::Keys));
    }
    let unasked = tokenscope::documents::Request {
        url: "http://login.microsoftonline.com/keys".to_owned(),
        kind: RequestKind::Keys,
    };
    fetch(&client, &unasked);
    let made: Vec<_> = client
        .exchanges()
        .into_iter()
        .map(|e| (e.url, e.status, e.bytes, e.failure))
        .collect();
    let at = |path: &str| format!("https://{HOST}{path}");
    let expected = [
        (at("/moved"), Some(302), 0, None),
        (at("/keys"), Some(200), 11, None),
        (at("/gone"), Some(404), 0, Some("answered 404".to_owned())),
        (
            at("/abroad"),
            Some(302),
            0,
            Some("redirects to another host (evil.example)".to_owned()),
        ),
    ];
    assert_eq!(made, expected, "what was not asked is not listed");
    assert!(client.exchanges().is_empty(), "they are taken once");
}
