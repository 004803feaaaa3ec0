//! One document at a time, carefully: HTTPS only, no redirect to another host, capped, timed.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::redirect;
use tokio::runtime::{self, Runtime};
use tokio::time::sleep;

use super::attempt::Attempt;
use super::exchange::{Exchange, Log};
use super::failure::{self, Failure};
use super::options::{ClientOptions, Limits, NetError, authorities};
use crate::documents::{Content, Document, Origin, Request};

/// How long to wait before each further try after a passing fault.
const BACKOFF: [Duration; 2] = [Duration::from_millis(400), Duration::from_millis(1600)];

/// How often it is looked whether the request was cancelled.
const NAP: Duration = Duration::from_millis(50);

/// Makes requests. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) http: reqwest::Client,
    pub(super) limits: Limits,
    pub(super) log: Log,
    /// Always there until it is dropped.
    runtime: Option<Runtime>,
}

impl Drop for Inner {
    /// Waits for nothing: a name may still be being resolved.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Client {
    /// Sets a client up. Reads the system's trust store and proxy settings.
    pub fn new(options: &ClientOptions) -> Result<Self, NetError> {
        let limits = Limits::of(options);
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("tokenscope/", env!("CARGO_PKG_VERSION")))
            .https_only(true)
            .referer(false)
            // Every hop is checked here instead.
            .redirect(redirect::Policy::none())
            // A second try of the library's own would not stand in the list of requests.
            .retry(reqwest::retry::never())
            .connect_timeout(limits.connect)
            .read_timeout(limits.silence)
            .tls_certs_merge(authorities(&options.authorities)?);
        if !options.resolve.is_empty() {
            builder = builder.no_proxy().dns_resolver(Arc::new(NoOtherName));
        }
        for (name, address) in &options.resolve {
            builder = builder.resolve(name, *address);
        }
        let http = builder.build().map_err(|error| setup(&error))?;
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("requests")
            .enable_all()
            .build()
            .map_err(|error| setup(&error))?;
        Ok(Self {
            inner: Arc::new(Inner {
                http,
                limits,
                log: Log::default(),
                runtime: Some(runtime),
            }),
        })
    }

    /// Asks for one document and waits. Always gives a document: a failure is one too. Faults that
    /// may pass are tried again as long as there is time. `cancel` ends it early.
    pub fn fetch(&self, request: &Request, cancel: &Arc<AtomicBool>) -> Document {
        let attempt = Attempt {
            client: &self.inner,
            kind: request.kind,
            cancel,
            deadline: Instant::now() + self.inner.limits.whole,
            date: Cell::new(None),
        };
        let content = match &self.inner.runtime {
            Some(runtime) => runtime.block_on(unless_cancelled(&attempt, &request.url)),
            None => Err(Failure::cancelled()),
        };
        let content = content
            .unwrap_or_else(|Failure { status, reason, .. }| Content::Failed { status, reason });
        Document {
            url: request.url.clone(),
            fetched: Some(now()),
            date: attempt.date.get(),
            origin: Origin::Live,
            content,
        }
    }

    /// Takes the list of requests that were made since it was taken last, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inner.log.take()
    }
}

fn setup(error: &(dyn std::error::Error + 'static)) -> NetError {
    NetError::Setup {
        reason: failure::deepest(error),
    }
}

/// Ends with a change of mind, be it in the middle of waiting.
async fn unless_cancelled(attempt: &Attempt<'_>, url: &str) -> Result<Content, Failure> {
    let cancelled = async {
        while !attempt.cancel.load(Ordering::Relaxed) {
            sleep(NAP).await;
        }
    };
    tokio::select! {
        biased;
        () = cancelled => Err(Failure::cancelled()),
        content = persist(attempt, url) => content,
    }
}

/// Tries, and tries again after a fault that may pass.
async fn persist(attempt: &Attempt<'_>, url: &str) -> Result<Content, Failure> {
    let mut pauses = BACKOFF.into_iter();
    let mut tries = 1;
    loop {
        let failure = match attempt.ask(url).await {
            Err(failure) if failure.passing => failure,
            other => return other,
        };
        let pause = pauses
            .next()
            .map(|pause| failure.wait.unwrap_or_default().max(pause));
        let cancelled = attempt.cancel.load(Ordering::Relaxed);
        match pause {
            _ if cancelled => return Err(Failure::cancelled()),
            Some(pause) if attempt.remaining().is_ok_and(|left| left > pause) => {
                sleep(pause).await;
            }
            _ => return Err(failure.tried(tries)),
        }
        tries += 1;
    }
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
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
