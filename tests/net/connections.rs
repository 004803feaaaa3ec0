//! Whom the client trusts, what it tells and what it says when nobody answers.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::json;
use tokenscope::documents::{Content, Origin, Request, RequestKind};
use tokenscope::net::{Client, ClientOptions, NetError};

use super::loopback::{Authority, Leaf, Reply, Server};
use super::{HOST, LONG, failed, fetch, leaf, options, request};

#[test]
fn certificates_are_checked() {
    let trusted = Authority::new();
    let stranger = Authority::new();
    let other_name = Leaf {
        names: vec!["login.example".to_owned()],
        until: 2096,
    };
    let expired = Leaf {
        names: vec![HOST.to_owned()],
        until: 2021,
    };
    let begin = "the certificate is not trusted: ";
    let rows = [
        (
            "untrusted authority",
            &stranger,
            leaf(),
            "its authority is not one that this computer trusts",
        ),
        (
            "wrong name",
            &trusted,
            other_name,
            "it is not for login.microsoftonline.com",
        ),
        ("expired", &trusted, expired, "it has expired"),
    ];
    for (name, authority, leaf, reason) in rows {
        let server = Server::start(authority, &leaf, |_| Reply::json("{}"));
        let client = Client::new(&options(&trusted, &server)).unwrap();
        let content = fetch(&client, &request("/x", RequestKind::Keys)).content;
        assert_eq!(content, failed(None, &format!("{begin}{reason}")), "{name}");
        assert_eq!(
            server.requests(),
            Vec::<String>::new(),
            "{name}: asked nevertheless"
        );
    }
}

#[test]
fn an_authority_may_be_pem_or_der() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| Reply::json("{}"));
    let bundle = format!("{}{}", Authority::new().pem(), authority.pem());
    let rows = [
        ("pem", Some(authority.pem().into_bytes())),
        ("der", Some(authority.der())),
        ("bundle", Some(bundle.into_bytes())),
    ];
    for (name, file) in rows {
        let client = Client::new(&ClientOptions {
            authorities: file.into_iter().collect(),
            ..options(&authority, &server)
        });
        let content = fetch(&client.unwrap(), &request("/x", RequestKind::Keys)).content;
        assert_eq!(content, Content::Json(json!({})), "{name}");
    }
    for (name, file) in [
        ("text", "no certificate"),
        ("empty", ""),
        (
            "a key",
            "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
        ),
        (
            "broken",
            "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n",
        ),
    ] {
        let made = Client::new(&ClientOptions {
            authorities: vec![file.as_bytes().to_vec()],
            ..ClientOptions::default()
        });
        assert!(
            matches!(made, Err(NetError::Authority { .. })),
            "{name}: {made:?}"
        );
    }
}

#[test]
fn connections_that_fail_say_why() {
    let authority = Authority::new();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = closed.local_addr().unwrap();
    drop(closed);
    let client = Client::new(&ClientOptions {
        authorities: vec![authority.pem().into_bytes()],
        resolve: vec![(HOST.to_owned(), refused)],
        timeout: Some(LONG),
    });
    let client = client.unwrap();
    let rows = [
        (
            "refused",
            "https://login.microsoftonline.com/x",
            "connection refused",
        ),
        (
            "no such name",
            "https://login.example/x",
            "the name login.example could not be found",
        ),
        (
            "http",
            "http://login.microsoftonline.com/x",
            "is not asked, because it is not HTTPS",
        ),
        (
            "file",
            "file:///etc/passwd",
            "is not asked, because it is not HTTPS",
        ),
        (
            "user",
            "https://a:b@login.microsoftonline.com/",
            "is not asked, because it holds a user name",
        ),
        (
            "a token in it",
            "https://login.microsoftonline.com/x?t=eyJhbGciOiJSUzI1NiJ9.e30.",
            "is not asked, because it holds a token",
        ),
        (
            "no URL",
            "login.microsoftonline.com",
            "is not a URL: relative URL without a base",
        ),
    ];
    for (name, url, reason) in rows {
        let request = Request {
            url: url.to_owned(),
            kind: RequestKind::Keys,
        };
        let document = fetch(&client, &request);
        assert_eq!(document.content, failed(None, reason), "{name}");
        assert_eq!(document.url, url, "{name}");
    }
}

#[test]
fn a_server_without_tls_is_told_as_such() {
    let authority = Authority::new();
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = plain.local_addr().unwrap();
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = plain.accept().unwrap();
        stream.read_exact(&mut [0; 5]).unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
        drop(std::io::copy(&mut stream, &mut std::io::sink()));
    });
    let client = Client::new(&ClientOptions {
        authorities: vec![authority.pem().into_bytes()],
        resolve: vec![(HOST.to_owned(), address)],
        timeout: Some(LONG),
    });
    let content = fetch(&client.unwrap(), &request("/x", RequestKind::Keys)).content;
    assert_eq!(content, failed(None, "does not answer with HTTPS"));
}

#[test]
fn requests_carry_nothing_but_what_they_must() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| Reply::json("{}"));
    let client = Client::new(&options(&authority, &server)).unwrap();
    fetch(&client, &request("/t/v2.0/keys?appid=1", RequestKind::Keys));
    let heads = server.requests();
    let agent = concat!("user-agent: tokenscope/", env!("CARGO_PKG_VERSION"));
    let mut lines: Vec<String> = heads[0]
        .trim()
        .lines()
        .skip(1)
        .map(str::to_lowercase)
        .collect();
    lines.sort();
    let expected = [
        "accept-encoding: gzip",
        "accept: application/json",
        "host: login.microsoftonline.com",
        agent,
    ];
    assert_eq!(lines, expected);
    assert!(
        heads[0].starts_with("GET /t/v2.0/keys?appid=1 HTTP/1.1\r\n"),
        "{}",
        heads[0]
    );
}

#[test]
fn documents_are_dated_and_live() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| Reply::json("{}"));
    let client = Client::new(&options(&authority, &server)).unwrap();
    let before = jiff::Timestamp::now().as_second();
    let document = fetch(&client, &request("/x", RequestKind::Keys));
    let after = jiff::Timestamp::now().as_second();
    let fetched = document.fetched.unwrap();
    assert!((before..=after).contains(&fetched.as_second()));
    assert_eq!(document.origin, Origin::Live);
    assert_eq!(document.url, "https://login.microsoftonline.com/x");
}

#[test]
fn a_cancelled_request_is_not_made() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| Reply::json("{}"));
    let client = Client::new(&options(&authority, &server)).unwrap();
    let cancel = Arc::new(AtomicBool::new(true));
    let document = client.fetch(&request("/x", RequestKind::Keys), &cancel);
    assert_eq!(document.content, failed(None, "was cancelled"));
    assert_eq!(server.requests(), Vec::<String>::new());
}
