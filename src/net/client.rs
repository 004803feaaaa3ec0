//! One request at a time, carefully: HTTPS only, no redirect to another host, capped, timed.

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::blocking::Response;
use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Certificate, redirect};
use url::Url;

use super::answer;
use super::failure::{self, Failure};
use crate::documents::{Content, Document, Origin, Request, RequestKind};

/// How long one request may take as a whole: name, connection, redirects and body.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// How many redirects to the same host are followed.
const REDIRECTS: usize = 3;

/// Makes requests. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Always there until it is dropped.
    http: Option<reqwest::blocking::Client>,
    timeout: Duration,
}

impl Drop for Inner {
    /// Dropping reqwest's client waits for its thread, which may still wait for a name to be
    /// resolved: another thread does that waiting.
    fn drop(&mut self) {
        let http = self.http.take();
        let spawned = std::thread::Builder::new()
            .name("end of requests".to_owned())
            .spawn(move || drop(http));
        drop(spawned);
    }
}

/// How requests are made.
#[derive(Debug, Clone, Default)]
pub struct ClientOptions {
    /// Certificates, PEM or DER, of authorities to trust beside the system's.
    pub authorities: Vec<Vec<u8>>,
    /// Names resolved to fixed addresses instead of by DNS: lets the tests play Microsoft's hosts
    /// on loopback. Where there is any, no other name is resolved and no proxy is used, so that
    /// nothing leaves this computer.
    pub resolve: Vec<(String, SocketAddr)>,
    /// How long one request may take as a whole; [`TIMEOUT`] where nothing is said.
    pub timeout: Option<Duration>,
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// A certificate of `--ca` can't be read.
    #[error("the certificate authority file can't be read: {reason}")]
    Authority {
        /// What is wrong with it.
        reason: String,
    },
    /// The TLS library could not be set up.
    #[error("HTTPS can't be set up: {reason}")]
    Setup {
        /// The library's words.
        reason: String,
    },
}

impl Client {
    /// Sets a client up. Reads the system's trust store and proxy settings.
    pub fn new(options: &ClientOptions) -> Result<Self, NetError> {
        let mut builder = reqwest::blocking::Client::builder()
            .user_agent(concat!("tokenscope/", env!("CARGO_PKG_VERSION")))
            .https_only(true)
            .referer(false)
            // Every hop is checked here instead.
            .redirect(redirect::Policy::none())
            // The whole request has a deadline of its own.
            .timeout(None)
            .tls_certs_merge(authorities(&options.authorities)?);
        if !options.resolve.is_empty() {
            builder = builder.no_proxy().dns_resolver(Arc::new(NoOtherName));
        }
        for (name, address) in &options.resolve {
            builder = builder.resolve(name, *address);
        }
        let http = builder.build().map_err(|error| NetError::Setup {
            reason: failure::deepest(&error),
        })?;
        Ok(Self {
            inner: Arc::new(Inner {
                http: Some(http),
                timeout: options.timeout.unwrap_or(TIMEOUT),
            }),
        })
    }

    /// Asks for one document and waits. Always gives a document: a failure is one too. `cancel`
    /// ends it early.
    pub fn fetch(&self, request: &Request, cancel: &Arc<AtomicBool>) -> Document {
        let attempt = Attempt {
            client: self,
            kind: request.kind,
            cancel,
            deadline: Instant::now() + self.inner.timeout,
            date: Cell::new(None),
        };
        let content = attempt
            .ask(&request.url)
            .unwrap_or_else(|Failure { status, reason }| Content::Failed { status, reason });
        Document {
            url: request.url.clone(),
            fetched: Some(now()),
            date: attempt.date.get(),
            origin: Origin::Live,
            content,
        }
    }
}

/// One request under way.
struct Attempt<'a> {
    client: &'a Client,
    kind: RequestKind,
    cancel: &'a AtomicBool,
    deadline: Instant,
    /// The server's clock, as the last answer told it.
    date: Cell<Option<Timestamp>>,
}

impl Attempt<'_> {
    /// Follows redirects of the same host and reads the answer.
    fn ask(&self, url: &str) -> Result<Content, Failure> {
        let mut url = askable(url)?;
        for _ in 0..=REDIRECTS {
            let mut response = self.send(&url)?;
            let status = response.status().as_u16();
            match location(&response) {
                Some(location) => url = same_host(&url, &location, status)?,
                None if status == 200 => {
                    let body = self.body(&mut response, &url)?;
                    return answer::content(self.kind, &body).map_err(|r| Failure::of(status, r));
                }
                None => return Err(Failure::of(status, self.refusal(response, &url))),
            }
        }
        Err(Failure::new(format!(
            "redirects more than {REDIRECTS} times"
        )))
    }

    fn send(&self, url: &Url) -> Result<Response, Failure> {
        let remaining = self.remaining()?;
        let Some(http) = &self.client.inner.http else {
            return Err(Failure::cancelled());
        };
        http.get(url.clone())
            .header(ACCEPT, answer::accepted(self.kind))
            .timeout(remaining)
            .send()
            .inspect(|response| self.date.set(answer::server_date(response.headers())))
            .map_err(|error| self.failure(&error, url))
    }

    /// Reads the body in pieces, so that neither size nor time nor a change of mind is overlooked.
    fn body(&self, response: &mut Response, url: &Url) -> Result<Vec<u8>, Failure> {
        let status = response.status().as_u16();
        let mut body = answer::Body::new(response.content_length())
            .map_err(|reason| Failure::of(status, reason))?;
        loop {
            self.remaining()?;
            match body.read_some(response) {
                Ok(true) => {}
                Ok(false) => return Ok(body.into_bytes()),
                Err(answer::ReadError::TooLarge(reason)) => {
                    return Err(Failure::of(status, reason));
                }
                Err(answer::ReadError::Broken(error)) => return Err(self.failure(&error, url)),
            }
        }
    }

    /// What a server that refuses says about it.
    fn refusal(&self, mut response: Response, url: &Url) -> String {
        let status = response.status().as_u16();
        let body = self.body(&mut response, url).unwrap_or_default();
        answer::refusal(status, &body)
    }

    fn remaining(&self) -> Result<Duration, Failure> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Failure::cancelled());
        }
        self.deadline
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
            .ok_or_else(|| Failure::timed_out(self.client.inner.timeout))
    }

    fn failure(&self, error: &(dyn std::error::Error + 'static), url: &Url) -> Failure {
        let host = url.host_str().unwrap_or_default();
        failure::of_error(error, host, self.client.inner.timeout)
    }
}

/// The address as a URL that may be asked at all.
fn askable(url: &str) -> Result<Url, Failure> {
    let url = Url::parse(url).map_err(|error| Failure::new(format!("is not a URL: {error}")))?;
    if url.scheme() != "https" {
        return Err(Failure::new("is not asked, because it is not HTTPS"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::new("is not asked, because it holds a user name"));
    }
    if holds_token(url.as_str()) {
        return Err(Failure::new("is not asked, because it holds a token"));
    }
    Ok(url)
}

/// Whether a piece of an address is JSON in base64url, as the parts of a token are. Addresses are
/// logged by servers and proxies.
fn holds_token(url: &str) -> bool {
    const SHORTEST: usize = 16;
    url.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .any(|piece| piece.starts_with("eyJ") && piece.len() >= SHORTEST)
}

/// Where a redirect leads to.
fn location(response: &Response) -> Option<String> {
    response.status().is_redirection().then_some(())?;
    let value = response.headers().get(LOCATION)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The next hop, if it stays with the same scheme, host and port.
fn same_host(from: &Url, location: &str, status: u16) -> Result<Url, Failure> {
    let to = from
        .join(location)
        .map_err(|_| Failure::of(status, "redirects to something that is not a URL"))?;
    let host = to.host_str().unwrap_or_default();
    if to.scheme() != "https" {
        let reason = format!(
            "redirects to an address without HTTPS ({}://{host})",
            to.scheme()
        );
        return Err(Failure::of(status, reason));
    }
    if to.origin() != from.origin() {
        let port = to.port().map(|p| format!(":{p}")).unwrap_or_default();
        let reason = format!("redirects to another host ({host}{port})");
        return Err(Failure::of(status, reason));
    }
    askable(to.as_str())
}

/// Reads certificates, each text or file one or more in PEM, or one in DER.
fn authorities(files: &[Vec<u8>]) -> Result<Vec<Certificate>, NetError> {
    let mut all = Vec::new();
    for file in files {
        let unreadable = |reason: String| NetError::Authority { reason };
        if file.windows(11).any(|w| w == b"-----BEGIN ") {
            let some = Certificate::from_pem_bundle(file)
                .map_err(|error| unreadable(failure::deepest(&error)))?;
            if some.is_empty() {
                return Err(unreadable("it holds no certificate".to_owned()));
            }
            all.extend(some);
        } else {
            x509_parser::parse_x509_certificate(file)
                .map_err(|_| unreadable("it is neither PEM nor a DER certificate".to_owned()))?;
            let one = Certificate::from_der(file)
                .map_err(|error| unreadable(failure::deepest(&error)))?;
            all.push(one);
        }
    }
    Ok(all)
}

/// Resolves nothing: what is not fixed in [`ClientOptions::resolve`] doesn't exist.
#[derive(Debug)]
struct NoOtherName;

impl Resolve for NoOtherName {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(std::future::ready(Err("no such name".into())))
    }
}

/// The moment in whole seconds, as dates of documents are told and saved.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
