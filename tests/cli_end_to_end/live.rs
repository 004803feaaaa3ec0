//! Reports that rest on what a server answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, Inspection, inspect};
use tokenscope::documents::{AddressState, Consent, Documents, wanted};
use tokenscope::input::Found;
use tokenscope::issuer::Address;
use tokenscope::net::{Client, ClientOptions, Session};
use tokenscope::signature::SignatureOutcome;

use super::loopback::{Authority, Leaf, Reply, Server};
use super::{AT, AUDIENCE, HOST, Signer, TENANT, call, claims, entra_issuer, file};

fn leaf(name: &str) -> Leaf {
    Leaf {
        names: vec![name.to_owned()],
        until: 2096,
    }
}

/// Everything that a token wants, asked as the program does it.
fn gather(found: &Found, server: &Server, authority: &Authority) -> (Inspection, Documents) {
    let client = Client::new(&ClientOptions {
        authorities: vec![authority.pem().into_bytes()],
        resolve: vec![(HOST.to_owned(), server.address)],
        timeout: Some(Duration::from_mins(1)),
        ..ClientOptions::default()
    });
    let mut session = Session::new(client.unwrap());
    let (api, consent) = (Api::default(), Consent::default());
    let mut documents = Documents::default();
    let at = AT.parse().unwrap();
    let inspect = |documents: &Documents| {
        let inputs = Inputs {
            documents,
            api: &api,
            error: None,
            companions: &[],
            consent: &consent,
            now: at,
        };
        inspect(found, &inputs)
    };
    let addresses: Vec<Address> = inspect(&documents)
        .addresses
        .into_iter()
        .map(|checked| checked.address)
        .collect();
    loop {
        session.start(wanted(&addresses, &documents, &consent), || {});
        match session.wait() {
            Some(document) => documents.insert(document),
            None => break,
        }
    }
    (inspect(&documents), documents)
}

#[test]
fn entra_is_asked_and_nothing_of_the_token_leaves() {
    let signer = Signer::new("live-key");
    let token = signer.token(&claims(&entra_issuer()));
    let keys = signer.key_set().to_string();
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(HOST), move |path| {
        if path.contains("/discovery/") {
            return Reply::json(&keys);
        }
        let tenant = path.split('/').nth(1).unwrap_or_default();
        let issuer = if tenant == TENANT {
            TENANT
        } else {
            "{tenantid}"
        };
        let query = path
            .split_once('?')
            .map(|(_, q)| format!("?{q}"))
            .unwrap_or_default();
        let version = if path.contains("/v2.0/") { "/v2.0" } else { "" };
        let metadata = json!({
            "issuer": format!("https://{HOST}/{issuer}{version}"),
            "jwks_uri": format!("https://{HOST}/{tenant}/discovery{version}/keys{query}"),
        });
        Reply::json(&metadata.to_string())
    });
    let found = tokenscope::input::read("pasted text", &token).found;
    let found = found.first().expect("the token is found");
    let (inspection, documents) = gather(found, &server, &authority);
    assert_eq!(inspection.signature.outcome, SignatureOutcome::Verified);
    let own = &inspection.addresses[0];
    assert_eq!(own.state, AddressState::Fetched, "{own:?}");
    let requests = server.requests();
    assert!(
        requests.len() >= 4,
        "metadata and keys of two addresses: {requests:?}"
    );
    assert_eq!(
        requests.len(),
        documents.len(),
        "each address once: {requests:#?}"
    );
    for request in &requests {
        for part in token.split('.') {
            assert!(
                !request.contains(part),
                "a part of the token left: {request}"
            );
        }
        assert!(
            !request.to_lowercase().contains("authorization"),
            "{request}"
        );
    }
}

/// An issuer on `localhost`, where `keys` gives the key set of the n-th request for it.
pub(crate) fn local_issuer(
    authority: &Authority,
    keys: impl Fn(usize) -> Value + Send + Sync + 'static,
) -> (Server, String) {
    // The port is known only after the start; metadata names it relative to the request's host.
    let port = std::sync::Arc::new(AtomicUsize::new(0));
    let (known, count) = (port.clone(), AtomicUsize::new(0));
    let server = Server::start(authority, &leaf("localhost"), move |path| {
        let issuer = format!("https://localhost:{}/realm", known.load(Ordering::SeqCst));
        match path {
            "/realm/.well-known/openid-configuration" => Reply::json(
                &json!({"issuer": issuer, "jwks_uri": format!("{issuer}/keys")}).to_string(),
            ),
            "/realm/keys" => Reply::json(&keys(count.fetch_add(1, Ordering::SeqCst)).to_string()),
            _ => Reply::status(404),
        }
    });
    port.store(server.address.port().into(), Ordering::SeqCst);
    let issuer = format!("https://localhost:{}/realm", server.address.port());
    (server, issuer)
}

#[test]
fn other_hosts_are_asked_only_when_allowed() {
    let signer = Signer::new("local-key");
    let authority = Authority::new();
    let key_set = signer.key_set();
    let (server, issuer) = local_issuer(&authority, move |_| key_set.clone());
    let ca = file("local-ca.pem", authority.pem().as_bytes());
    let token = file("local.txt", signer.token(&claims(&issuer)).as_bytes());
    let base = ["report", "--json", "--at", AT, "--audience", AUDIENCE];
    let rows: [(&str, Vec<&str>, &str, &str, usize); 4] = [
        (
            "not allowed",
            vec!["--ca", &ca],
            "not-asked",
            "not-checked",
            0,
        ),
        (
            "offline",
            vec!["--offline", "--ask-other-hosts", "--ca", &ca],
            "not-asked",
            "not-checked",
            0,
        ),
        (
            "not trusted",
            vec!["--ask-other-hosts"],
            "failed",
            "not-checked",
            0,
        ),
        (
            "allowed",
            vec!["--ask-other-hosts", "--ca", &ca],
            "fetched",
            "verified",
            2,
        ),
    ];
    for (name, more, state, outcome, requests) in rows {
        let called = call(&[&base, more.as_slice(), &[token.as_str()]].concat(), "");
        let report = called.token();
        assert_eq!(report["addresses"][0]["state"], state, "{name}: {report:#}");
        assert_eq!(
            report["signature"]["outcome"], outcome,
            "{name}: {report:#}"
        );
        assert_eq!(server.requests().len(), requests, "{name}");
        let listed = called.json()["requests"].clone();
        let listed = listed.as_array().expect("the list of requests");
        let answered = |r: &&Value| r["status"] == 200 && r["failure"].is_null();
        assert_eq!(
            listed.iter().filter(answered).count(),
            requests,
            "{name}: {listed:?}"
        );
        assert_eq!(
            listed.is_empty(),
            state == "not-asked",
            "{name}: {listed:?}"
        );
        for request in listed {
            let url = request["url"].as_str().unwrap_or_default();
            assert!(url.starts_with(&issuer), "{name}: {request}");
            let whole = request["at"].is_string() && request["ms"].is_u64();
            assert!(whole && request["bytes"].is_u64(), "{name}: {request}");
            assert_eq!(
                request["failure"].is_string(),
                state == "failed",
                "{name}: {request}"
            );
        }
    }
}

#[test]
fn a_key_that_is_missing_once_is_asked_for_again() {
    let signer = Signer::new("flapping-key");
    let stranger = Signer::new("another-key");
    let authority = Authority::new();
    let (present, absent) = (signer.key_set(), stranger.key_set());
    let (server, issuer) = local_issuer(&authority, move |count| {
        if count == 0 {
            absent.clone()
        } else {
            present.clone()
        }
    });
    let ca = file("flap-ca.pem", authority.pem().as_bytes());
    let token = file("flap.txt", signer.token(&claims(&issuer)).as_bytes());
    let args = [
        "report",
        "--json",
        "--at",
        AT,
        "--ask-other-hosts",
        "--ca",
        &ca,
        &token,
    ];
    let called = call(&args, "");
    assert_eq!(
        called.token()["signature"]["outcome"],
        "verified",
        "{}",
        called.out
    );
    assert_eq!(server.requests().len(), 3, "metadata once, keys twice");
    assert!(called.err.contains("2 of 3"), "{}", called.err);
    let listed = called.json()["requests"].as_array().map(Vec::len);
    assert_eq!(listed, Some(3), "{}", called.out);
}

#[test]
fn a_text_report_says_what_left_this_computer() {
    let signer = Signer::new("told-key");
    let authority = Authority::new();
    let key_set = signer.key_set();
    let (server, issuer) = local_issuer(&authority, move |_| key_set.clone());
    let ca = file("told-ca.pem", authority.pem().as_bytes());
    let token = file("told.txt", signer.token(&claims(&issuer)).as_bytes());
    let rows: [(&str, &[&str], &str); 3] = [
        (
            "asked",
            &["--ask-other-hosts", "--ca", &ca, &token],
            "2 requests left this computer: 2 to localhost.",
        ),
        (
            "offline",
            &["--offline", &token],
            "No request left this computer.",
        ),
        (
            "an example",
            &["--example", "saml-app"],
            "No request left this computer.",
        ),
    ];
    for (name, more, expected) in rows {
        let called = call(&[&["report", "--at", AT], more].concat(), "");
        assert!(called.out.contains(expected), "{name}: {}", called.out);
    }
    assert_eq!(server.requests().len(), 2);
}
