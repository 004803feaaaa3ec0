//! One request at a time, carefully: HTTPS only, no redirect to another host, capped, timed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::documents::{Document, Request};

/// Makes requests. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {}

/// How requests are made.
#[derive(Debug, Clone, Default)]
pub struct ClientOptions {
    /// Certificates, PEM or DER, of authorities to trust beside the system's.
    pub authorities: Vec<Vec<u8>>,
    /// Names resolved to fixed addresses instead of by DNS: lets the tests play Microsoft's hosts
    /// on loopback.
    pub resolve: Vec<(String, std::net::SocketAddr)>,
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
    /// Sets a client up.
    pub fn new(options: &ClientOptions) -> Result<Self, NetError> {
        let _ = options;
        Ok(Self {})
    }

    /// Asks for one document and waits. Always gives a document: a failure is one too. `cancel`
    /// ends it early.
    pub fn fetch(&self, request: &Request, cancel: &Arc<AtomicBool>) -> Document {
        let _ = cancel;
        Document {
            url: request.url.clone(),
            fetched: None,
            origin: crate::documents::Origin::Live,
            content: crate::documents::Content::Failed {
                status: None,
                reason: String::new(),
            },
        }
    }
}
