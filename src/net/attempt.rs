//! One try at one document: redirects of the same host are followed, the answer is read and judged.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::ACCEPT;
use url::Url;

use super::address::{askable, location, same_host};
use super::answer;
use super::client::Inner;
use super::exchange::Made;
use super::failure::{self, Failure, Progress};
use crate::documents::{Content, RequestKind};

/// How many redirects to the same host are followed.
const REDIRECTS: usize = 3;

/// One document that is being asked for.
pub(super) struct Attempt<'a> {
    pub(super) client: &'a Inner,
    pub(super) kind: RequestKind,
    pub(super) cancel: &'a AtomicBool,
    pub(super) deadline: Instant,
    /// The server's clock, as the last answer told it.
    pub(super) date: Cell<Option<Timestamp>>,
}

/// What one hop gave.
enum Hop {
    Document(Content),
    Redirect(Url),
}

impl Attempt<'_> {
    /// Follows redirects of the same host and reads the answer.
    pub(super) async fn ask(&self, url: &str) -> Result<Content, Failure> {
        let mut url = askable(url)?;
        for _ in 0..=REDIRECTS {
            match self.hop(&url).await? {
                Hop::Document(content) => return Ok(content),
                Hop::Redirect(next) => url = next,
            }
        }
        Err(Failure::new(format!(
            "redirects more than {REDIRECTS} times"
        )))
    }

    /// Makes one request and keeps it in the list of those that were made.
    async fn hop(&self, url: &Url) -> Result<Hop, Failure> {
        let timeout = self.remaining()?;
        let mut made = self.client.log.begin(url.as_str(), super::client::now());
        let result = match self.send(url, timeout).await {
            Ok(response) => {
                made.status(response.status().as_u16());
                self.read(response, url, &mut made).await
            }
            Err(failure) => Err(failure),
        };
        made.end(result.as_ref().err().map(|failure| failure.reason.clone()));
        result
    }

    async fn send(&self, url: &Url, timeout: Duration) -> Result<Response, Failure> {
        let request = self.client.http.get(url.clone());
        request
            .header(ACCEPT, answer::accepted(self.kind))
            .timeout(timeout)
            .send()
            .await
            .inspect(|response| self.date.set(answer::server_date(response.headers())))
            .map_err(|error| self.failure(&error, url, false))
    }

    /// Judges an answer: only status 200 has a document.
    async fn read(
        &self,
        mut response: Response,
        url: &Url,
        made: &mut Made<'_>,
    ) -> Result<Hop, Failure> {
        let status = response.status().as_u16();
        if let Some(location) = location(&response) {
            return same_host(url, &location, status).map(Hop::Redirect);
        }
        let wait = answer::retry_after(response.headers());
        let body = self.body(&mut response, url, made).await;
        if status == 200 {
            let content = answer::content(self.kind, &body?);
            return content
                .map(Hop::Document)
                .map_err(|reason| Failure::of(status, reason));
        }
        let reason = answer::refusal(status, &body.unwrap_or_default());
        Err(Failure::of(status, reason).after(wait))
    }

    /// Reads the body in pieces, so that neither size nor time nor a change of mind is overlooked.
    async fn body(
        &self,
        response: &mut Response,
        url: &Url,
        made: &mut Made<'_>,
    ) -> Result<Vec<u8>, Failure> {
        let status = response.status().as_u16();
        let mut body = answer::Body::new(response.content_length(), self.client.limits.largest)
            .map_err(|reason| Failure::of(status, reason))?;
        loop {
            self.remaining()?;
            let piece = response.chunk().await;
            match piece.map_err(|error| self.failure(&error, url, true))? {
                Some(piece) => body
                    .add(&piece)
                    .map_err(|reason| Failure::of(status, reason))?,
                None => return Ok(body.into_bytes()),
            }
            made.bytes(body.seen());
        }
    }

    /// What is left of the time for all of it.
    pub(super) fn remaining(&self) -> Result<Duration, Failure> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Failure::cancelled());
        }
        self.deadline
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
            .ok_or_else(|| Failure::timed_out(self.client.limits.whole))
    }

    fn failure(
        &self,
        error: &(dyn std::error::Error + 'static),
        url: &Url,
        answered: bool,
    ) -> Failure {
        let progress = Progress {
            host: url.host_str().unwrap_or_default(),
            answered,
            limits: &self.client.limits,
            deadline: self.deadline,
        };
        failure::of_error(error, progress)
    }
}
