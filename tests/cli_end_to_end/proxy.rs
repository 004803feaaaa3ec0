//! Ways through a proxy. One that tunnels every name to loopback lets the real names of Microsoft's
//! hosts be asked without leaving this computer.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;

use super::loopback::{Authority, Leaf, Reply, Server};
use super::{AT, Called, HOST, Signer, TENANT, claims, entra_issuer, file, path, program, run};

/// What a proxy says to a request for a tunnel.
#[derive(Clone, Copy)]
pub(super) enum Says {
    /// Opens a tunnel to this server, whatever name is asked for.
    Tunnel(SocketAddr),
    /// Answers with this status.
    Status(&'static str),
}

/// Starts a proxy; gives its address and the list of the names that are asked for.
pub(super) fn proxy(says: Says) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let names = Arc::new(Mutex::new(Vec::new()));
    let list = names.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let list = list.clone();
            thread::spawn(move || drop(serve(stream, says, &list)));
        }
    });
    (address, names)
}

fn serve(mut stream: TcpStream, says: Says, names: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let name = first.split(' ').nth(1).unwrap_or_default();
    names.lock().unwrap().push(name.to_owned());
    let server = match says {
        Says::Status(status) => {
            return write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        }
        Says::Tunnel(server) => TcpStream::connect(server)?,
    };
    write!(stream, "HTTP/1.1 200 Connection established\r\n\r\n")?;
    let (mut up, mut down) = (stream.try_clone()?, server.try_clone()?);
    let back = thread::spawn(move || std::io::copy(&mut down, &mut up));
    std::io::copy(&mut stream, &mut &server)?;
    drop(server.shutdown(std::net::Shutdown::Write));
    drop(back.join());
    Ok(())
}

/// Runs the program with a proxy for HTTPS.
pub(super) fn call_through(
    proxy: &str,
    no_proxy: Option<&str>,
    args: &[&str],
    input: &str,
) -> Called {
    let mut command = program(&path("no-key-history"), args);
    for name in [
        "NO_PROXY",
        "no_proxy",
        "ALL_PROXY",
        "all_proxy",
        "https_proxy",
    ] {
        command.env_remove(name);
    }
    if let Some(names) = no_proxy {
        command.env("NO_PROXY", names);
    }
    run(command.env("HTTPS_PROXY", proxy), input)
}

const KEYS: &str = "https://login.microsoftonline.com/common/discovery/v2.0/keys";

#[test]
fn proxies_that_don_t_let_through_are_told() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let sign_in = proxy(Says::Status("407 Proxy Authentication Required")).0;
    let forbidden = proxy(Says::Status("403 Forbidden")).0;
    let rows = [
        (
            "refused",
            refused,
            "the proxy can't be reached: connection refused",
        ),
        (
            "sign-in",
            format!("http://{sign_in}"),
            "the proxy asks for a sign-in first",
        ),
        (
            "forbidden",
            format!("http://{forbidden}"),
            "the proxy did not let it through",
        ),
    ];
    for (name, proxy, expected) in rows {
        let called = call_through(&proxy, None, &["keys", KEYS], "");
        assert_eq!(called.status, Some(3), "{name}: {}", called.err);
        assert!(called.err.contains(expected), "{name}: {}", called.err);
    }
}

#[test]
fn the_real_names_are_asked_through_a_tunnel() {
    let signer = Signer::new("tunnel-key");
    let authority = Authority::new();
    let leaf = Leaf {
        names: vec![HOST.to_owned()],
        until: 2096,
    };
    let keys = signer.key_set().to_string();
    let server = Server::start(&authority, &leaf, move |path| {
        if path.ends_with("/.well-known/openid-configuration") {
            let metadata = json!({
                "issuer": entra_issuer(),
                "jwks_uri": format!("https://{HOST}/{TENANT}/discovery/v2.0/keys"),
            });
            Reply::json(&metadata.to_string())
        } else if path.contains("/keys") {
            Reply::json(&keys)
        } else {
            Reply::status(404)
        }
    });
    let (address, names) = proxy(Says::Tunnel(server.address));
    let ca = file("proxy-ca.pem", authority.pem().as_bytes());
    let token = signer.token(&claims(&entra_issuer()));
    let args = [
        "report",
        "--json",
        "--ca",
        &ca,
        "--at",
        AT,
        "--audience",
        super::AUDIENCE,
        "-",
    ];
    let called = call_through(&format!("http://{address}"), None, &args, &token);
    assert_eq!(
        called.token()["signature"]["outcome"],
        "verified",
        "{}",
        called.out
    );
    let names = names.lock().unwrap();
    assert!(
        names.iter().any(|name| name == &format!("{HOST}:443")),
        "{names:?}"
    );
    let (head, _) = token.rsplit_once('.').unwrap();
    for request in server.requests() {
        for part in head.split('.') {
            assert!(
                !request.contains(part),
                "a part of the token left: {request}"
            );
        }
    }
}

#[test]
fn no_proxy_is_respected() {
    let (address, names) = proxy(Says::Status("403 Forbidden"));
    let authority = Authority::new();
    let leaf = Leaf {
        names: vec!["localhost".to_owned()],
        until: 2096,
    };
    let keys = Signer::new("direct-key").key_set().to_string();
    let server = Server::start(&authority, &leaf, move |_| Reply::json(&keys));
    let ca = file("no-proxy-ca.pem", authority.pem().as_bytes());
    let url = format!("https://localhost:{}/keys", server.address.port());
    let through = format!("http://{address}");
    let called = call_through(
        &through,
        Some("localhost"),
        &["keys", "--ca", &ca, &url],
        "",
    );
    assert_eq!(called.status, Some(0), "{}", called.err);
    assert!(names.lock().unwrap().is_empty());
}
