//! Servers that answer with something wrong: each becomes a line at its address, and everything else
//! goes on. The real names of Microsoft's hosts lead to loopback here.

use serde_json::{Value, json};

use super::loopback::{Authority, Leaf, Reply, Server};
use super::proxy::{Says, call_through, proxy};
use super::{AT, AUDIENCE, HOST, Signer, TENANT, claims, entra_issuer, file};

/// What the tenant's own metadata and key set say in one row.
struct Lie {
    name: &'static str,
    metadata: fn(&mut Value),
    keys: fn(&mut Value),
    /// What the report says about it.
    told: &'static str,
    /// Whether the signature is verified all the same, with what `common` lists.
    verified: bool,
}

fn same(_: &mut Value) {}

fn lies() -> Vec<Lie> {
    let row = |name, metadata, keys, told, verified| Lie {
        name,
        metadata,
        keys,
        told,
        verified,
    };
    vec![
        row(
            "another issuer in the metadata",
            |m| m["issuer"] = json!("https://login.microsoftonline.com/other/v2.0"),
            same,
            "https://login.microsoftonline.com/other/v2.0",
            true,
        ),
        row(
            "keys on another host",
            |m| m["jwks_uri"] = json!("https://evil.example/keys"),
            same,
            "evil.example",
            true,
        ),
        row(
            "keys in a file",
            |m| m["jwks_uri"] = json!("file:///etc/passwd"),
            same,
            "the address begins with file:",
            true,
        ),
        row(
            "no jwks_uri",
            |m| m["jwks_uri"] = Value::Null,
            same,
            "jwks_uri",
            true,
        ),
        row(
            "a key without its modulus",
            same,
            |k| k["keys"][0]["n"] = Value::Null,
            "missing",
            true,
        ),
        row(
            "an unknown type of key",
            same,
            |k| k["keys"][0]["kty"] = json!("LATTICE"),
            "LATTICE",
            true,
        ),
        row(
            "a broken certificate",
            same,
            |k| k["keys"][0]["x5c"] = json!(["%%%"]),
            "x5c",
            true,
        ),
        row(
            "two keys of one kid",
            same,
            |k| {
                let mut second = k["keys"][0].clone();
                second["n"] = Signer::new("x").key_set()["keys"][0]["n"].clone();
                k["keys"].as_array_mut().unwrap().insert(0, second);
            },
            "lying-key",
            true,
        ),
        row(
            "keys that are no list",
            same,
            |k| k["keys"] = json!("none"),
            "keys",
            true,
        ),
    ]
}

#[test]
fn every_lie_is_told_and_everything_else_goes_on() {
    let mut untold = Vec::new();
    for lie in lies() {
        let signer = Signer::new("lying-key");
        let mut metadata = json!({
            "issuer": entra_issuer(),
            "jwks_uri": format!("https://{HOST}/{TENANT}/discovery/v2.0/keys"),
        });
        (lie.metadata)(&mut metadata);
        let good = signer.key_set();
        let mut keys = good.clone();
        (lie.keys)(&mut keys);
        let own = format!("/{TENANT}/v2.0/.well-known/openid-configuration");
        let common = json!({
            "issuer": format!("https://{HOST}/{{tenantid}}/v2.0"),
            "jwks_uri": format!("https://{HOST}/common/discovery/v2.0/keys"),
        });
        let authority = Authority::new();
        let leaf = Leaf {
            names: vec![HOST.to_owned()],
            until: 2096,
        };
        let server = Server::start(&authority, &leaf, move |path| match path {
            "/common/v2.0/.well-known/openid-configuration" => Reply::json(&common.to_string()),
            "/common/discovery/v2.0/keys" => Reply::json(&good.to_string()),
            _ if path == own => Reply::json(&metadata.to_string()),
            _ if path.ends_with("/discovery/v2.0/keys") => Reply::json(&keys.to_string()),
            _ => Reply::status(404),
        });
        let through = format!("http://{}", proxy(Says::Tunnel(server.address)).0);
        let ca = file("lying-ca.pem", authority.pem().as_bytes());
        let token = signer.token(&claims(&entra_issuer()));
        let with = ["--ca", &ca, "--at", AT, "--audience", AUDIENCE, "-"];
        let json = call_through(
            &through,
            None,
            &[&["report", "--json"], &with[..]].concat(),
            &token,
        );
        let outcome = &json.token()["signature"]["outcome"];
        assert_eq!(
            outcome == "verified",
            lie.verified,
            "{}: {outcome}\n{}",
            lie.name,
            json.err
        );
        let text = call_through(&through, None, &[&["report"], &with[..]].concat(), &token);
        if !text.out.contains(lie.told) {
            untold.push(format!("{}: {}", lie.name, text.out));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n\n"));
}
