//! What each address answers: metadata and key set, as the platforms publish them.

use serde_json::{Value, json};

use crate::keys::{self, Rollover, SigningKey};
use crate::tokens::{API, B2C_TENANT, EXTERNAL_TENANT, GOV_TENANT, TENANT};

/// One address: its metadata and its keys.
pub(crate) struct Place {
    /// The metadata URL.
    pub(crate) metadata: String,
    issuer: String,
    keys_url: String,
    keys: Vec<Value>,
    more: Value,
}

const TEMPLATE: &str = "https://login.microsoftonline.com/{tenantid}/v2.0";
const PERSONAL_ISSUER: &str =
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
const PUBLIC: &str = "microsoftonline.com";

impl Place {
    /// The two documents of a saved inspection.
    pub(crate) fn documents(&self) -> Vec<Value> {
        let mut metadata = json!({
            "issuer": self.issuer,
            "jwks_uri": self.keys_url,
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
        });
        for (name, value) in self.more.as_object().into_iter().flatten() {
            metadata[name] = value.clone();
        }
        vec![
            json!({
                "url": self.metadata,
                "fetched": "2026-11-21T09:58:11Z",
                "status": 200,
                "body": metadata,
            }),
            json!({
                "url": self.keys_url,
                "fetched": "2026-11-21T09:58:12Z",
                "status": 200,
                "body": { "keys": self.keys },
            }),
        ]
    }
}

fn metadata_url(base: &str) -> String {
    format!("{base}/.well-known/openid-configuration")
}

fn entra_keys(issuer: Option<&str>) -> Vec<Value> {
    let cloud = issuer.map(|_| PUBLIC);
    [3, 1, 2]
        .map(|number| keys::entra(number).jwk(issuer, cloud))
        .to_vec()
}

fn public_cloud() -> Value {
    json!({
        "tenant_region_scope": "EU",
        "cloud_instance_name": PUBLIC,
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
    })
}

/// Contoso's tenant, version 2.
pub(crate) fn entra_v2() -> Place {
    let issuer = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
    Place {
        metadata: metadata_url(&issuer),
        keys: entra_keys(Some(&issuer)),
        keys_url: format!("https://login.microsoftonline.com/{TENANT}/discovery/v2.0/keys"),
        issuer,
        more: public_cloud(),
    }
}

/// The same for one application: its own key, or the shared keys where it has none.
pub(crate) fn entra_v2_application(own: Option<&SigningKey>) -> Place {
    let tenant = entra_v2();
    let own = own.map(|key| vec![key.jwk(Some(&tenant.issuer), Some(PUBLIC))]);
    Place {
        metadata: format!("{}?appid={API}", tenant.metadata),
        keys: own.unwrap_or(tenant.keys),
        keys_url: format!("{}?appid={API}", tenant.keys_url),
        issuer: tenant.issuer,
        more: public_cloud(),
    }
}

/// Contoso's tenant, version 1: its keys stand at `common`.
pub(crate) fn entra_v1() -> Place {
    Place {
        metadata: metadata_url(&format!("https://login.microsoftonline.com/{TENANT}")),
        issuer: format!("https://sts.windows.net/{TENANT}/"),
        keys_url: "https://login.microsoftonline.com/common/discovery/keys".to_owned(),
        keys: entra_keys(None),
        more: public_cloud(),
    }
}

/// `common`, version 1.
pub(crate) fn common_v1() -> Place {
    Place {
        metadata: metadata_url("https://login.microsoftonline.com/common"),
        issuer: "https://sts.windows.net/{tenantid}/".to_owned(),
        more: json!({ "cloud_instance_name": PUBLIC }),
        ..entra_v1()
    }
}

/// `common`, version 2: every shared key, those of personal accounts and US Government too.
pub(crate) fn common_v2() -> Place {
    let mut all = entra_keys(Some(TEMPLATE));
    all.push(keys::personal().jwk(Some(PERSONAL_ISSUER), Some(PUBLIC)));
    all.push(keys::us_gov().jwk(Some(TEMPLATE), Some("microsoftonline.us")));
    Place {
        metadata: metadata_url("https://login.microsoftonline.com/common/v2.0"),
        issuer: TEMPLATE.to_owned(),
        keys_url: "https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned(),
        keys: all,
        more: json!({ "tenant_region_scope": null, "cloud_instance_name": PUBLIC }),
    }
}

/// A B2C user flow.
pub(crate) fn b2c() -> Place {
    let base = format!("https://contosob2c.b2clogin.com/{B2C_TENANT}/b2c_1_susi");
    Place {
        metadata: metadata_url(&format!("{base}/v2.0")),
        issuer: format!("https://contosob2c.b2clogin.com/{B2C_TENANT}/v2.0/"),
        keys_url: format!("{base}/discovery/v2.0/keys"),
        keys: vec![keys::b2c().jwk(None, None)],
        more: Value::Null,
    }
}

/// A tenant of the US Government cloud, version 2.
pub(crate) fn us_gov_v2() -> Place {
    let issuer = format!("https://login.microsoftonline.us/{GOV_TENANT}/v2.0");
    Place {
        metadata: metadata_url(&issuer),
        keys: vec![keys::us_gov().jwk(Some(&issuer), Some("microsoftonline.us"))],
        keys_url: format!("https://login.microsoftonline.us/{GOV_TENANT}/discovery/v2.0/keys"),
        issuer,
        more: json!({ "tenant_region_scope": "USGov", "cloud_instance_name": "microsoftonline.us" }),
    }
}

/// `common` of the US Government cloud.
pub(crate) fn us_gov_common_v2() -> Place {
    let issuer = "https://login.microsoftonline.us/{tenantid}/v2.0";
    Place {
        metadata: metadata_url("https://login.microsoftonline.us/common/v2.0"),
        keys: vec![keys::us_gov().jwk(Some(issuer), Some("microsoftonline.us"))],
        keys_url: "https://login.microsoftonline.us/common/discovery/v2.0/keys".to_owned(),
        issuer: issuer.to_owned(),
        more: json!({ "cloud_instance_name": "microsoftonline.us" }),
    }
}

/// An External ID tenant.
pub(crate) fn external_id() -> Place {
    let base = format!("https://{EXTERNAL_TENANT}.ciamlogin.com/{EXTERNAL_TENANT}");
    let issuer = format!("{base}/v2.0");
    Place {
        metadata: metadata_url(&issuer),
        keys: [1, 2]
            .map(|n| keys::external(n).jwk(Some(&issuer), Some(PUBLIC)))
            .to_vec(),
        keys_url: format!("{base}/discovery/v2.0/keys"),
        issuer,
        more: json!({ "tenant_region_scope": "EU", "cloud_instance_name": PUBLIC }),
    }
}

/// One answer of one address's key set: when it came, and the keys that it listed.
pub(crate) type Answer = (&'static str, &'static [Rollover]);

/// The place as these answers tell it: its metadata once, its key set as often as it answered, the
/// newest first.
pub(crate) fn over_time(place: &Place, answers: &[Answer]) -> Vec<Value> {
    let public = |key: Rollover| match key {
        Rollover::Personal => keys::rollover(key).jwk(Some(PERSONAL_ISSUER), Some(PUBLIC)),
        _ => keys::rollover(key).jwk(Some(&place.issuer), Some(PUBLIC)),
    };
    let sets: Vec<Value> = answers
        .iter()
        .map(|(fetched, listed)| {
            let keys: Vec<Value> = listed.iter().copied().map(public).collect();
            json!({
                "url": place.keys_url,
                "fetched": fetched,
                "status": 200,
                "body": { "keys": keys },
            })
        })
        .collect();
    let mut documents = place.documents();
    documents.truncate(1);
    documents.extend(sets);
    documents
}
