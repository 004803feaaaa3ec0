//! How requests are made.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::Certificate;

use super::failure;

/// How long one request may take as a whole: name, connection, redirects, second tries and body.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may take: name, TCP and TLS.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a server may say nothing.
pub const SILENCE: Duration = Duration::from_secs(8);

/// The largest answer that is read, in bytes after decompression.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// How requests are made.
#[derive(Debug, Clone, Default)]
pub struct ClientOptions {
    /// Certificates, PEM or DER, of authorities to trust beside the system's.
    pub authorities: Vec<Vec<u8>>,
    /// Names resolved to fixed addresses instead of by DNS: lets the tests play Microsoft's hosts
    /// on loopback. Where there is any, no other name is resolved and no proxy is used, so that
    /// nothing leaves this computer.
    pub resolve: Vec<(String, SocketAddr)>,
    /// How long one request may take as a whole; [`TIMEOUT`] where nothing is said. A connection may
    /// take half of it and [`CONNECT_TIMEOUT`] at most, silence four fifths and [`SILENCE`] at most.
    pub timeout: Option<Duration>,
    /// The largest answer that is read, in bytes; [`LARGEST`] where nothing is said.
    pub largest: Option<usize>,
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

/// What one request may cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) whole: Duration,
    pub(super) connect: Duration,
    pub(super) silence: Duration,
    pub(super) largest: usize,
}

impl Limits {
    pub(super) fn of(options: &ClientOptions) -> Self {
        let whole = options.timeout.unwrap_or(TIMEOUT);
        Self {
            whole,
            connect: CONNECT_TIMEOUT.min(whole / 2),
            silence: SILENCE.min(whole * 4 / 5),
            largest: options.largest.unwrap_or(LARGEST),
        }
    }
}

/// Reads certificates, each text or file one or more in PEM, or one in DER.
pub(super) fn authorities(files: &[Vec<u8>]) -> Result<Vec<Certificate>, NetError> {
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
