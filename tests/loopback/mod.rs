//! A TLS server on loopback with a throw-away authority: it plays Microsoft's hosts.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Authorities of one name would be taken for one another.
static COUNT: AtomicUsize = AtomicUsize::new(1);

/// An authority that nobody but the tests trusts.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// For whom and until when a certificate is.
pub(crate) struct Leaf {
    pub(crate) names: Vec<String>,
    pub(crate) until: i32,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let name = format!("Test authority {}", COUNT.fetch_add(1, Ordering::Relaxed));
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        Self {
            issuer: CertifiedIssuer::self_signed(params, key).unwrap(),
        }
    }

    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.issuer.der().to_vec()
    }

    fn config(&self, leaf: &Leaf) -> ServerConfig {
        let mut params = CertificateParams::new(leaf.names.clone()).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(leaf.until, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap()
    }
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// Answers with a status line's number, header lines, and a body.
    Answer(u16, Vec<String>, Vec<u8>),
    /// Takes the request and says nothing until the client goes away.
    Silence,
    /// Sends the head and half a body, then nothing more until the client goes away.
    HalfABody,
    /// Sends a body that never ends, as fast as it can.
    Endless,
    /// Sends a body that never ends, a byte at a time.
    Trickle,
    /// Sends a head that never ends, a byte at a time.
    SlowHead,
    /// Announces more than it sends and closes the connection.
    CutOff,
}

impl Reply {
    pub(crate) fn json(body: &str) -> Self {
        let kind = "Content-Type: application/json".to_owned();
        Self::Answer(200, vec![kind], body.as_bytes().to_vec())
    }

    pub(crate) fn html(body: &str) -> Self {
        let kind = "Content-Type: text/html".to_owned();
        Self::Answer(200, vec![kind], body.as_bytes().to_vec())
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), Vec::new())
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::Answer(302, vec![format!("Location: {to}")], Vec::new())
    }
}

type Handler = dyn Fn(&str) -> Reply + Send + Sync;

/// The server. Ends when it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server that answers each path as `handler` says.
    pub(crate) fn start(
        authority: &Authority,
        leaf: &Leaf,
        handler: impl Fn(&str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start_at("127.0.0.1:0", authority, leaf, handler)
    }

    /// The same at a given address of this computer.
    pub(crate) fn start_at(
        place: &str,
        authority: &Authority,
        leaf: &Leaf,
        handler: impl Fn(&str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(place).unwrap();
        let address = listener.local_addr().unwrap();
        let config = Arc::new(authority.config(leaf));
        let handler: Arc<Handler> = Arc::new(handler);
        let requests = Arc::new(Mutex::new(Vec::new()));
        let ended = Arc::new(AtomicBool::new(false));
        let (seen, stop) = (requests.clone(), ended.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let (config, handler, seen) = (config.clone(), handler.clone(), seen.clone());
                // A client that doesn't trust the server hangs up: that is its good right.
                thread::spawn(move || drop(serve(stream, config, &*handler, &seen)));
            }
        });
        Self {
            address,
            requests,
            ended,
        }
    }

    /// The head of every request so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

fn serve(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    handler: &Handler,
    seen: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut tls = StreamOwned::new(connection, stream);
    loop {
        let head = read_head(&mut tls)?;
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        seen.lock().unwrap().push(head);
        match handler(&path) {
            Reply::Answer(status, headers, body) => {
                write!(tls, "HTTP/1.1 {status} Some words\r\n")?;
                for header in headers {
                    write!(tls, "{header}\r\n")?;
                }
                write!(tls, "Content-Length: {}\r\n\r\n", body.len())?;
                tls.write_all(&body)?;
                tls.flush()?;
            }
            Reply::Silence => return until_closed(&mut tls),
            Reply::HalfABody => {
                tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"keys\":")?;
                tls.flush()?;
                return until_closed(&mut tls);
            }
            Reply::Endless => {
                tls.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
                let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
                loop {
                    tls.write_all(&chunk)?;
                }
            }
            Reply::Trickle => {
                tls.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
                drip(&mut tls, b"1\r\n \r\n")?;
            }
            Reply::SlowHead => {
                tls.write_all(b"HTTP/1.1 200 OK\r\nX: ")?;
                drip(&mut tls, b"x")?;
            }
            Reply::CutOff => {
                tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"keys\":")?;
                tls.conn.send_close_notify();
                return tls.flush();
            }
        }
    }
}

fn read_head(from: &mut impl Read) -> std::io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        from.read_exact(&mut byte)?;
        head.extend_from_slice(&byte);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Sends the same again and again, slowly, until the client goes away.
fn drip(to: &mut impl Write, what: &[u8]) -> std::io::Result<()> {
    loop {
        to.write_all(what)?;
        to.flush()?;
        thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn until_closed(from: &mut impl Read) -> std::io::Result<()> {
    std::io::copy(from, &mut std::io::sink()).map(drop)
}
