//! Requests side by side.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};

use serde_json::json;
use tokenscope::documents::{Content, RequestKind};
use tokenscope::net::{Client, Progress, Session};

use super::loopback::{Authority, Reply, Server};
use super::{leaf, options, request};

#[test]
fn all_requests_run_side_by_side() {
    const MANY: usize = 12;
    let authority = Authority::new();
    // Nobody is answered before everybody has asked.
    let everybody = Barrier::new(MANY);
    let server = Server::start(&authority, &leaf(), move |_| {
        everybody.wait();
        Reply::json("{}")
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    let mut session = Session::new(client);
    let paths: Vec<String> = (0..MANY).map(|i| format!("/{i}")).collect();
    let requests = || {
        paths
            .iter()
            .map(|p| request(p, RequestKind::Keys))
            .collect()
    };
    session.start(requests(), || {});
    session.start(requests(), || {});
    assert_eq!(
        session.progress(),
        Progress {
            waiting: MANY,
            done: 0
        }
    );
    assert!(session.asking("https://login.microsoftonline.com/3"));
    let mut urls: Vec<String> = Vec::new();
    while let Some(document) = session.wait() {
        assert_eq!(
            document.content,
            Content::Json(json!({})),
            "{}",
            document.url
        );
        urls.push(document.url);
    }
    urls.sort();
    urls.dedup();
    assert_eq!(urls.len(), MANY);
    assert_eq!(server.requests().len(), MANY, "each once");
    assert_eq!(
        session.progress(),
        Progress {
            waiting: 0,
            done: MANY
        }
    );
    assert!(!session.asking("https://login.microsoftonline.com/3"));
    assert!(session.wait().is_none());
}

#[test]
fn answers_wake_and_are_taken_without_waiting() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |path| match path {
        "/slow" => Reply::Silence,
        _ => Reply::json("{}"),
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    let mut session = Session::new(client);
    let (woken, wakes) = mpsc::channel();
    let requests = vec![
        request("/slow", RequestKind::Keys),
        request("/fast", RequestKind::Keys),
    ];
    session.start(requests, move || woken.send(()).unwrap());
    wakes.recv().unwrap();
    let documents = session.take();
    assert_eq!(documents.len(), 1, "it woke after the answer was there");
    assert_eq!(documents[0].url, "https://login.microsoftonline.com/fast");
    assert!(session.take().is_empty());
    assert!(session.asking("https://login.microsoftonline.com/slow"));
    assert_eq!(
        session.progress(),
        Progress {
            waiting: 1,
            done: 1
        }
    );
}

#[test]
fn late_answers_are_dropped_after_cancel() {
    let authority = Authority::new();
    let (arrived, arrivals) = mpsc::channel();
    let (release, gate) = mpsc::channel::<()>();
    let gate = std::sync::Mutex::new(gate);
    let server = Server::start(&authority, &leaf(), move |path| {
        if path == "/late" {
            arrived.send(()).unwrap();
            gate.lock().unwrap().recv().unwrap();
        }
        Reply::json("{}")
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    let mut session = Session::new(client);
    let wakes = Arc::new(AtomicUsize::new(0));
    let count = wakes.clone();
    session.start(vec![request("/late", RequestKind::Keys)], move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    arrivals.recv().unwrap();
    session.cancel();
    assert_eq!(
        session.progress(),
        Progress {
            waiting: 0,
            done: 0
        }
    );
    assert!(session.wait().is_none());
    release.send(()).unwrap();
    session.start(vec![request("/next", RequestKind::Keys)], || {});
    let next = session.wait().unwrap();
    assert_eq!(next.url, "https://login.microsoftonline.com/next");
    assert!(session.wait().is_none());
    assert!(session.take().is_empty());
    assert_eq!(
        wakes.load(Ordering::Relaxed),
        0,
        "nobody is woken for a late answer"
    );
}
