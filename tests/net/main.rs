//! The network client against a server on loopback that plays login.microsoftonline.com.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::type_complexity
)]
#![allow(missing_docs, reason = "a test")]

mod answers;
mod connections;
mod listed;
#[path = "../loopback/mod.rs"]
mod loopback;
mod robust;
mod session;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use loopback::{Authority, Leaf, Reply, Server};
use tokenscope::documents::{Content, Document, Request, RequestKind};
use tokenscope::net::{Client, ClientOptions};

pub(crate) const HOST: &str = "login.microsoftonline.com";

/// What a server answers to a path.
pub(crate) type Handler = fn(&str) -> Reply;

/// Long enough for anything that comes at all.
pub(crate) const LONG: Duration = Duration::from_mins(1);

pub(crate) fn leaf() -> Leaf {
    Leaf {
        names: vec![HOST.to_owned()],
        until: 2096,
    }
}

pub(crate) fn request(path: &str, kind: RequestKind) -> Request {
    Request {
        url: format!("https://{HOST}{path}"),
        kind,
    }
}

pub(crate) fn options(authority: &Authority, server: &Server) -> ClientOptions {
    ClientOptions {
        authorities: vec![authority.pem().into_bytes()],
        resolve: vec![(HOST.to_owned(), server.address)],
        timeout: Some(LONG),
        ..ClientOptions::default()
    }
}

pub(crate) fn fetch(client: &Client, request: &Request) -> Document {
    client.fetch(request, &Arc::new(AtomicBool::new(false)))
}

/// What one request to a server that answers so gives.
pub(crate) fn answer_of(
    path: &str,
    kind: RequestKind,
    timeout: Duration,
    handler: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> Content {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), handler);
    let client = Client::new(&ClientOptions {
        timeout: Some(timeout),
        ..options(&authority, &server)
    });
    fetch(&client.unwrap(), &request(path, kind)).content
}

pub(crate) fn failed(status: impl Into<Option<u16>>, reason: &str) -> Content {
    Content::Failed {
        status: status.into(),
        reason: reason.to_owned(),
    }
}
