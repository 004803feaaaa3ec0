//! Why a request failed, as the end of a sentence about the address.

use std::error::Error;
use std::io;
use std::time::{Duration, Instant};

use super::exchange::CANCELLED;
use super::options::Limits;

/// A request that gave no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// The HTTP status, where the server answered.
    pub(super) status: Option<u16>,
    /// Why, as the end of a sentence.
    pub(super) reason: String,
    /// Whether it may be gone a moment later.
    pub(super) passing: bool,
    /// How long the server asks to wait before the next try (RFC 9110 §10.2.3).
    pub(super) wait: Option<Duration>,
}

/// The statuses of servers that are busy or stumble (RFC 9110 §15.5, §15.6; RFC 6585 §4).
const PASSING: [u16; 6] = [408, 429, 500, 502, 503, 504];

impl Failure {
    /// A failure before the server answered.
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            status: None,
            reason: reason.into(),
            passing: false,
            wait: None,
        }
    }

    /// A failure before the server answered that may be gone a moment later.
    fn passing(reason: impl Into<String>) -> Self {
        Self {
            passing: true,
            ..Self::new(reason)
        }
    }

    /// A failure of a server that answered with this status.
    pub(super) fn of(status: u16, reason: impl Into<String>) -> Self {
        Self {
            status: Some(status),
            passing: PASSING.contains(&status),
            ..Self::new(reason)
        }
    }

    /// With what the server says about the next try.
    pub(super) fn after(self, wait: Option<Duration>) -> Self {
        Self { wait, ..self }
    }

    /// After so many tries.
    pub(super) fn tried(self, tries: usize) -> Self {
        let reason = match tries {
            1 => self.reason,
            many => format!("{} ({many} tries)", self.reason),
        };
        Self { reason, ..self }
    }

    pub(super) fn cancelled() -> Self {
        Self::new(CANCELLED)
    }

    pub(super) fn timed_out(timeout: Duration) -> Self {
        Self::new(format!("timed out after {}", seconds(timeout)))
    }
}

/// "10 s", "250 ms".
fn seconds(time: Duration) -> String {
    let millis = time.as_millis();
    if millis.is_multiple_of(1000) {
        format!("{} s", time.as_secs())
    } else {
        format!("{millis} ms")
    }
}

/// How far a request had come when it failed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress<'a> {
    /// The host that was asked.
    pub(super) host: &'a str,
    /// Whether the head of an answer was there.
    pub(super) answered: bool,
    /// What it may cost.
    pub(super) limits: &'a Limits,
    /// When the time for all of it is up.
    pub(super) deadline: Instant,
}

/// Turns an error of the HTTP library into a failure.
pub(super) fn of_error(error: &(dyn Error + 'static), progress: Progress<'_>) -> Failure {
    let host = progress.host;
    let chain = chain(error);
    let http = || {
        chain
            .iter()
            .filter_map(|e| e.downcast_ref::<reqwest::Error>())
    };
    if http().any(reqwest::Error::is_timeout) {
        let connecting = http().any(reqwest::Error::is_connect);
        return timed_out(connecting, progress);
    }
    if http().any(reqwest::Error::is_dns) {
        return Failure::new(unknown_name(&chain, host));
    }
    let texts: Vec<String> = chain.iter().map(ToString::to_string).collect();
    let reason = texts
        .iter()
        .find_map(|text| certificate(text, host))
        .or_else(|| texts.iter().find_map(|text| proxy(text)));
    let connection = chain.iter().find_map(|e| connection(*e));
    if texts.iter().any(|text| text.contains(NO_TUNNEL)) {
        let why = connection.map(|failure| format!(": {}", failure.reason));
        let why = why.unwrap_or_default();
        return Failure::new(format!("the proxy can't be reached{why}"));
    }
    if let Some(reason) = reason {
        return Failure::new(reason);
    }
    if let Some(failure) = connection {
        return failure;
    }
    let reason = texts
        .iter()
        .find_map(|text| tls(text).or_else(|| packed(text)))
        .unwrap_or_else(|| format!("could not be asked: {}", deepest(error)));
    Failure::new(reason)
}

/// Which of the limits was reached.
fn timed_out(connecting: bool, progress: Progress<'_>) -> Failure {
    let limits = progress.limits;
    if progress.deadline <= Instant::now() {
        return Failure::timed_out(limits.whole);
    }
    let silence = seconds(limits.silence);
    Failure::new(if connecting {
        format!("gave no connection within {}", seconds(limits.connect))
    } else if progress.answered {
        format!("stopped in the middle of its answer for {silence}")
    } else {
        format!("gave no answer within {silence}")
    })
}

/// A body that says it is compressed and isn't.
fn packed(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let broken = lower.contains("gzip") || lower.contains("deflate");
    broken.then(|| "answered with a compressed body that can't be unpacked".to_owned())
}

/// The words of the deepest cause: those above it repeat it and hold the address.
pub(super) fn deepest(error: &(dyn Error + 'static)) -> String {
    let text = chain(error).last().map(ToString::to_string);
    plain(&text.unwrap_or_default())
}

/// An error and its causes. `io::Error` hides the error that it wraps from `source`, so that is
/// looked up separately.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut chain = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        chain.push(error);
        let wrapped: Option<&(dyn Error + 'static)> = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
            .map(|e| e as &(dyn Error + 'static));
        next = wrapped.or_else(|| error.source());
    }
    chain
}

/// A name without an address, or a resolver that doesn't answer: its own words tell which.
fn unknown_name(chain: &[&(dyn Error + 'static)], host: &str) -> String {
    let words = chain.last().map(ToString::to_string).unwrap_or_default();
    let words = words
        .strip_prefix("failed to lookup address information: ")
        .unwrap_or(&words);
    let definite = ["no such", "not known", "no address", "nodename"];
    let lower = words.to_lowercase();
    if definite.iter().any(|d| lower.contains(d)) {
        format!("the name {host} could not be found")
    } else {
        format!("the name {host} could not be found: {}", plain(words))
    }
}

/// What rustls says about a certificate, in words.
fn certificate(text: &str, host: &str) -> Option<String> {
    let (_, fault) = text.split_once("invalid peer certificate: ")?;
    let fault = if fault.contains("UnknownIssuer") {
        "its authority is not one that this computer trusts".to_owned()
    } else if fault.contains("BadSignature") {
        "it was not signed by the authority that it names".to_owned()
    } else if fault.contains("NotValidYet") || fault.contains("not valid yet") {
        "it is not valid yet".to_owned()
    } else if fault.contains("Expired") || fault.contains("expired") {
        "it has expired".to_owned()
    } else if fault.contains("NotValidForName") || fault.contains("not valid for name") {
        format!("it is not for {host}")
    } else if fault.contains("Revoked") {
        "it was revoked".to_owned()
    } else {
        plain(fault)
    };
    Some(format!("the certificate is not trusted: {fault}"))
}

/// The library's words for a proxy that gives no connection.
const NO_TUNNEL: &str = "failed to create underlying connection";

/// A proxy that doesn't let the request through.
fn proxy(text: &str) -> Option<String> {
    let (_, fault) = text.split_once("tunnel error: ")?;
    Some(if fault.contains("authorization required") {
        "the proxy asks for a sign-in first".to_owned()
    } else {
        format!("the proxy did not let it through: {}", plain(fault))
    })
}

/// A connection that could not be made or that broke. One that broke may hold the next time.
fn connection(error: &(dyn Error + 'static)) -> Option<Failure> {
    use io::ErrorKind as Kind;
    const INCOMPLETE: &str = "the connection ended before the answer was complete";
    if error.to_string().contains("end of file before message") {
        return Some(Failure::passing(INCOMPLETE));
    }
    Some(match error.downcast_ref::<io::Error>()?.kind() {
        Kind::ConnectionRefused => Failure::new("connection refused"),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => {
            Failure::passing("the connection was cut off")
        }
        Kind::UnexpectedEof => Failure::passing(INCOMPLETE),
        Kind::NetworkUnreachable | Kind::HostUnreachable | Kind::NetworkDown => {
            Failure::new("the network can't be reached")
        }
        _ => return None,
    })
}

/// A server that doesn't speak TLS, or not as we do.
fn tls(text: &str) -> Option<String> {
    let foreign = text.starts_with("received corrupt message");
    let alert =
        text.starts_with("received fatal alert") || text.starts_with("peer is incompatible");
    if foreign {
        Some("does not answer with HTTPS".to_owned())
    } else {
        alert.then(|| format!("HTTPS could not be agreed on: {}", plain(text)))
    }
}

/// Foreign words on one line, without control characters, of bounded length.
pub(super) fn plain(text: &str) -> String {
    const LONGEST: usize = 200;
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST)
        .collect();
    line.trim().trim_end_matches('.').to_owned()
}
