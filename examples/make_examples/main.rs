//! Makes the built-in examples under `assets/examples` again, so that nobody has to trust a blob:
//!
//! ```text
//! cargo run --example make_examples            # writes assets/examples/*.tokenscope.json
//! cargo run --example make_examples -- --check # says which files differ from what it would write
//! ```
//!
//! Every key comes from a fixed seed and every certificate has fixed dates, so two runs write the
//! same bytes. The keys are worth nothing: anybody can make them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for developers, run by hand on its own data"
)]
#![allow(clippy::print_stdout, reason = "tells what it wrote")]

mod keys;
mod places;
mod rollover;
mod tokens;

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use places::Place;

/// The moment that every example is judged by.
const AT: &str = "2026-11-21T10:00:00Z";

fn main() -> ExitCode {
    let check = std::env::args().any(|a| a == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples");
    let mut differing = 0;
    for (name, document) in all() {
        let path = folder.join(format!("{name}.tokenscope.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        let same = std::fs::read_to_string(&path).is_ok_and(|there| there == text);
        match (same, check) {
            (true, _) => println!("same     {name}"),
            (false, true) => {
                differing += 1;
                println!("differs  {name}");
            }
            (false, false) => {
                std::fs::write(&path, text).unwrap();
                println!("written  {name}");
            }
        }
    }
    if differing == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("graph-token", graph_token()),
        ("b2c-token", b2c_token()),
        ("saml-app", saml_app()),
        ("healthy-v1", healthy_v1()),
        ("healthy-v2", healthy_v2()),
        ("altered", altered()),
        ("expired", expired()),
        ("key-not-found", key_not_found()),
        ("rollover", rollover::rollover()),
        ("us-gov", us_gov()),
        ("external-id", external_id()),
    ]
}

fn inspection(title: &str, token: &str, places: &[Place], api: Value) -> Value {
    let mut documents: Vec<Value> = Vec::new();
    for document in places.iter().flat_map(Place::documents) {
        // Version 1 documents of a tenant and of `common` name the same key set.
        if documents.iter().all(|d| d["url"] != document["url"]) {
            documents.push(document);
        }
    }
    with_documents(title, token, documents, api)
}

fn with_documents(title: &str, token: &str, documents: Vec<Value>, api: Value) -> Value {
    let mut all = json!({
        "tokenscope": 1,
        "title": title,
        "at": AT,
        "tokens": [token],
        "documents": Value::Array(documents),
    });
    if !api.is_null() {
        all.as_object_mut().unwrap().insert("api".to_owned(), api);
    }
    all
}

fn graph_token() -> Value {
    let token = keys::entra(1).sign_for_graph(
        &json!({ "typ": "JWT", "nonce": "q3mZP0xkV8eTn5sYw1cJ7hLr2uBdGfA9oKiXzQvEtM4" }),
        &tokens::graph(),
    );
    let title = "A token for Microsoft Graph that was sent to another API";
    let places = [
        places::entra_v1(),
        places::entra_v2(),
        places::common_v1(),
        places::common_v2(),
    ];
    inspection(title, &token, &places, Value::Null)
}

fn b2c_token() -> Value {
    let token = keys::b2c().sign(&json!({ "typ": "JWT" }), &tokens::b2c());
    let api = json!({
        "audiences": [tokens::API],
        "metadata": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "source": "appsettings.json",
    });
    let title = "An Azure AD B2C token at an API that reads Entra's keys";
    inspection(title, &token, &[places::b2c(), places::common_v2()], api)
}

fn saml_app() -> Value {
    let token = keys::saml().sign(&json!({ "typ": "JWT" }), &tokens::v2());
    let places = [
        places::entra_v2(),
        places::entra_v2_application(Some(keys::saml())),
        places::common_v2(),
        places::entra_v1(),
    ];
    let api = json!({
        "audiences": [tokens::API],
        "metadata": places::entra_v2().metadata,
        "source": "appsettings.json",
    });
    inspection(
        "The app has SAML single sign-on: its own certificate signs",
        &token,
        &places,
        api,
    )
}

fn healthy_v1() -> Value {
    let key = keys::entra(1);
    let token = key.sign(&json!({ "typ": "JWT", "x5t": key.kid() }), &tokens::v1());
    let api = json!({
        "audiences": [format!("api://{}", tokens::API)],
        "issuers": [format!("https://sts.windows.net/{}/", tokens::TENANT)],
        "metadata": places::entra_v1().metadata,
        "source": "web.config",
    });
    let places = [
        places::entra_v1(),
        places::entra_v2(),
        places::common_v1(),
        places::common_v2(),
    ];
    inspection(
        "A healthy version 1 token from Microsoft Entra ID",
        &token,
        &places,
        api,
    )
}

/// What an API needs to know to accept [`tokens::v2`].
fn api_v2() -> Value {
    json!({
        "audiences": [tokens::API],
        "issuers": [format!("https://login.microsoftonline.com/{}/v2.0", tokens::TENANT)],
        "metadata": places::entra_v2().metadata,
        "source": "appsettings.json",
    })
}

fn places_v2() -> [Place; 3] {
    [places::entra_v2(), places::common_v2(), places::entra_v1()]
}

fn healthy_v2() -> Value {
    let token = keys::entra(2).sign(&json!({ "typ": "JWT" }), &tokens::v2());
    inspection(
        "A healthy version 2 token from Microsoft Entra ID",
        &token,
        &places_v2(),
        api_v2(),
    )
}

fn altered() -> Value {
    let token = keys::entra(2).sign(&json!({ "typ": "JWT" }), &tokens::v2());
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims = tokens::v2();
    claims
        .as_object_mut()
        .unwrap()
        .insert("scp".to_owned(), json!("Orders.Read Orders.Write"));
    let token = format!("{}.{}.{}", parts[0], keys::encode(&claims), parts[2]);
    inspection(
        "Somebody edited the claims after signing",
        &token,
        &places_v2(),
        api_v2(),
    )
}

fn expired() -> Value {
    let claims = tokens::shifted(tokens::v2(), -3 * 3600);
    let token = keys::entra(2).sign(&json!({ "typ": "JWT" }), &claims);
    inspection(
        "A good token whose time is over",
        &token,
        &places_v2(),
        api_v2(),
    )
}

fn key_not_found() -> Value {
    let token = keys::withdrawn().sign(&json!({ "typ": "JWT" }), &tokens::v2());
    let places = [
        places::entra_v2(),
        places::entra_v2_application(None),
        places::common_v2(),
        places::entra_v1(),
    ];
    inspection(
        "No address lists the key that signed it",
        &token,
        &places,
        api_v2(),
    )
}

fn us_gov() -> Value {
    let token = keys::us_gov().sign(&json!({ "typ": "JWT" }), &tokens::us_gov());
    let places = [
        places::us_gov_v2(),
        places::us_gov_common_v2(),
        places::common_v2(),
    ];
    let api = json!({
        "audiences": [tokens::API],
        "metadata": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "source": "appsettings.json",
    });
    inspection(
        "A US Government token at an API that trusts the public cloud",
        &token,
        &places,
        api,
    )
}

fn external_id() -> Value {
    let token = keys::external(1).sign(&json!({ "typ": "JWT" }), &tokens::external_id());
    let places = [places::external_id(), places::common_v2()];
    inspection(
        "A Microsoft Entra External ID token",
        &token,
        &places,
        Value::Null,
    )
}
