//! Places that publish keys: their addresses and documents.

use serde_json::{Value, json};
use tokenscope::documents::{Content, Document, Documents, Origin};

use super::keys::SigningKey;
use super::{API, CLIENT, CONSUMERS, OTHER_TENANT, TENANT, now, variety};

/// A place that publishes keys.
pub struct Place {
    /// Its metadata address.
    pub metadata: String,
    /// Its key set.
    pub keys: String,
    /// `issuer` in its metadata.
    pub issuer: String,
    /// The issuer that its keys carry, where they carry one.
    pub key_issuer: Option<String>,
    /// `cloud_instance_name` in its metadata.
    pub cloud: Option<&'static str>,
}

const WELL_KNOWN: &str = ".well-known/openid-configuration";

/// The place of a name in a case file. A name that is an address is a place of its own, with its key
/// set where Entra would have it.
pub fn place(name: &str) -> Place {
    let policy = |policy: &str| {
        let base = format!("https://contoso.b2clogin.com/{TENANT}/{policy}");
        Place {
            metadata: format!("{base}/v2.0/{WELL_KNOWN}"),
            keys: format!("{base}/discovery/v2.0/keys"),
            issuer: format!("https://contoso.b2clogin.com/{TENANT}/v2.0/"),
            key_issuer: None,
            cloud: None,
        }
    };
    match name {
        "own" => entra("com", TENANT, ""),
        "other-tenant" => entra("com", OTHER_TENANT, ""),
        "app" => entra("com", TENANT, &format!("?appid={API}")),
        // A claims mapping policy appends the application's id to the issuer.
        "app-mapped" => Place {
            issuer: format!("https://login.microsoftonline.com/{TENANT}/v2.0/{API}"),
            ..entra("com", TENANT, &format!("?appid={API}"))
        },
        "app-v1-mapped" => Place {
            issuer: format!("https://sts.windows.net/{TENANT}/{API}"),
            ..entra_v1(TENANT, &format!("?appid={API}"))
        },
        "client" => entra("com", TENANT, &format!("?appid={CLIENT}")),
        "common" => entra("com", "common", ""),
        "organizations" => entra("com", "organizations", ""),
        "consumers" => Place {
            issuer: format!("https://login.microsoftonline.com/{CONSUMERS}/v2.0"),
            key_issuer: Some(format!(
                "https://login.microsoftonline.com/{CONSUMERS}/v2.0"
            )),
            ..entra("com", "consumers", "")
        },
        "gov-own" => entra("us", TENANT, ""),
        "gov-common" => entra("us", "common", ""),
        "own-v1" => entra_v1(TENANT, ""),
        "app-v1" => entra_v1(TENANT, &format!("?appid={API}")),
        "common-v1" => entra_v1("common", ""),
        "policy" => policy("b2c_1_susi"),
        "other-policy" => policy("b2c_1a_signin"),
        // The same address where token compatibility is set to the issuer with the policy in it.
        "policy-tfp" => Place {
            issuer: format!("https://contoso.b2clogin.com/tfp/{TENANT}/b2c_1_susi/v2.0/"),
            ..policy("b2c_1_susi")
        },
        "external-id" => {
            let base = format!("https://{TENANT}.ciamlogin.com/{TENANT}");
            Place {
                metadata: format!("{base}/v2.0/{WELL_KNOWN}"),
                keys: format!("{base}/discovery/v2.0/keys"),
                issuer: format!("{base}/v2.0"),
                key_issuer: Some(format!("{base}/v2.0")),
                cloud: None,
            }
        }
        "adfs" => plain("https://fs.contoso.com/adfs", "discovery/keys"),
        "foreign" => plain("https://idp.example", "keys"),
        address if address.starts_with("http") => {
            let (base, rest) = address.split_once("/.well-known").unwrap_or((address, ""));
            let query = rest
                .split_once('?')
                .map_or(String::new(), |(_, q)| format!("?{q}"));
            let keys = match base.strip_suffix("/v2.0") {
                Some(authority) => format!("{authority}/discovery/v2.0/keys{query}"),
                None => format!("{base}/keys{query}"),
            };
            Place {
                metadata: address.to_owned(),
                keys,
                ..plain(base, "keys")
            }
        }
        file if file.starts_with("file:") => Place {
            keys: file.to_owned(),
            ..plain("", "")
        },
        _ => variety::place(name).unwrap_or_else(|| panic!("no place is called {name:?}")),
    }
}

pub fn entra(top: &str, tenant: &str, query: &str) -> Place {
    let base = format!("https://login.microsoftonline.{top}/{tenant}");
    let named = matches!(tenant, "common" | "organizations");
    let issuer = if named {
        format!("https://login.microsoftonline.{top}/{{tenantid}}/v2.0")
    } else {
        format!("{base}/v2.0")
    };
    Place {
        metadata: format!("{base}/v2.0/{WELL_KNOWN}{query}"),
        keys: format!("{base}/discovery/v2.0/keys{query}"),
        key_issuer: Some(issuer.clone()),
        issuer,
        cloud: Some(if top == "us" {
            "microsoftonline.us"
        } else {
            "microsoftonline.com"
        }),
    }
}

pub fn entra_v1(tenant: &str, query: &str) -> Place {
    let host = "https://login.microsoftonline.com";
    let of_keys = if query.is_empty() { "common" } else { tenant };
    let in_issuer = if tenant == "common" {
        "{tenantid}"
    } else {
        tenant
    };
    Place {
        metadata: format!("{host}/{tenant}/{WELL_KNOWN}{query}"),
        keys: format!("{host}/{of_keys}/discovery/keys{query}"),
        issuer: format!("https://sts.windows.net/{in_issuer}/"),
        key_issuer: None,
        cloud: Some("microsoftonline.com"),
    }
}

pub fn plain(base: &str, keys: &str) -> Place {
    Place {
        metadata: format!("{base}/{WELL_KNOWN}"),
        keys: format!("{base}/{keys}"),
        issuer: base.to_owned(),
        key_issuer: None,
        cloud: None,
    }
}

/// Provider metadata.
pub fn metadata(issuer: &str, jwks_uri: &str, cloud: Option<&str>) -> Value {
    let mut metadata = json!({
        "issuer": issuer,
        "jwks_uri": jwks_uri,
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    if let Some(cloud) = cloud {
        metadata["cloud_instance_name"] = json!(cloud);
    }
    // AD FS names a second issuer, that of its access tokens.
    if let Some(host) = issuer
        .strip_prefix("https://")
        .and_then(|rest| rest.strip_suffix("/adfs"))
    {
        metadata["access_token_issuer"] = json!(format!("http://{host}/adfs/services/trust"));
    }
    metadata
}

impl Place {
    /// Its two documents, listing these keys; of a file (`file:keys.json`) the key set alone.
    pub fn documents(&self, keys: &[&SigningKey]) -> Vec<Document> {
        let keys: Vec<Value> = keys
            .iter()
            .map(|key| match &self.key_issuer {
                Some(issuer) => key.jwk_for(issuer),
                None => key.jwk(),
            })
            .collect();
        if let Some(name) = self.keys.strip_prefix("file:") {
            return vec![Document {
                url: name.to_owned(),
                fetched: None,
                date: None,
                origin: Origin::File,
                content: Content::Json(json!({ "keys": keys })),
            }];
        }
        let metadata = metadata(&self.issuer, &self.keys, self.cloud);
        vec![
            fetched(&self.metadata, Content::Json(metadata)),
            fetched(&self.keys, Content::Json(json!({ "keys": keys }))),
        ]
    }

    /// Two failed fetches.
    pub fn failures(&self, reason: &str) -> [Document; 2] {
        let failed = |url: &str| {
            fetched(
                url,
                Content::Failed {
                    status: None,
                    reason: reason.to_owned(),
                },
            )
        };
        [failed(&self.metadata), failed(&self.keys)]
    }
}

/// A document that was fetched just now.
pub fn fetched(url: &str, content: Content) -> Document {
    Document {
        url: url.to_owned(),
        fetched: Some(now()),
        date: None,
        origin: Origin::Live,
        content,
    }
}

/// The documents of places with the keys that each lists, by their names in case files.
pub fn documents<'a>(places: impl IntoIterator<Item = (&'a str, &'a [&'a str])>) -> Documents {
    let mut documents = Documents::default();
    for (name, keys) in places {
        let keys: Vec<&SigningKey> = keys.iter().map(|k| SigningKey::named(k)).collect();
        documents.extend(place(name).documents(&keys));
    }
    documents
}
