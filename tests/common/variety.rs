//! Tokens and places beyond the usual ones: national clouds, other flows, rarer issuer shapes.

use serde_json::{Value, json};

use super::places::{Place, entra, entra_v1, plain};
use super::tokens::{APP_OBJECT, Known, PAIRWISE, USER, Usual, at, common, merge};
use super::{API, CLIENT, CONSUMERS, OTHER_TENANT, TENANT};

const PUBLIC: Usual = &[
    ("own", &["entra", "entra-other"]),
    ("common", &["entra", "entra-other", "personal", "us-gov"]),
];
const PUBLIC_V1: Usual = &[
    ("own-v1", &["entra", "entra-other"]),
    ("common", &["entra", "entra-other", "personal", "us-gov"]),
];
const GOV_V1: Usual = &[("gov-own-v1", &["us-gov"]), ("gov-common", &["us-gov"])];
const SOVEREIGN: [(&str, &str, Usual); 4] = [
    (
        "germany",
        "login.microsoftonline.de",
        &[("germany-own", &["sovereign"])],
    ),
    (
        "bleu",
        "login.sovcloud-identity.fr",
        &[("bleu-own", &["sovereign"])],
    ),
    (
        "delos",
        "login.sovcloud-identity.de",
        &[("delos-own", &["sovereign"])],
    ),
    (
        "gov-sg",
        "login.sovcloud-identity.sg",
        &[("gov-sg-own", &["sovereign"])],
    ),
];
const CHINA: Usual = &[("china-own", &["china"]), ("china-common", &["china"])];
const CHINA_V1: Usual = &[("china-own-v1", &["china"]), ("china-common", &["china"])];

/// The token of a name, where it is one of these.
pub fn token(name: &str) -> Option<Known> {
    of_entra(name).or_else(|| of_other_platforms(name))
}

fn of_entra(name: &str) -> Option<Known> {
    let v2 = |host: &str| format!("https://{host}/{TENANT}/v2.0");
    let sts = format!("https://sts.windows.net/{TENANT}/");
    let uri = format!("api://{API}");
    let user = json!({ "oid": USER, "sub": PAIRWISE, "tid": TENANT });
    let delegated = json!({ "azp": CLIENT, "azpacr": "0", "scp": "Files.Read", "ver": "2.0" });
    let delegated_v1 = json!({ "appid": CLIENT, "appidacr": "0", "scp": "Files.Read", "unique_name": "user@contoso.com", "ver": "1.0" });
    let app_v1 = json!({
        "appid": CLIENT, "appidacr": "2", "idtyp": "app", "oid": APP_OBJECT, "sub": APP_OBJECT,
        "roles": ["Files.Read.All"], "tid": TENANT, "ver": "1.0",
    });
    let public = "login.microsoftonline.com";
    let china = "login.partner.microsoftonline.cn";
    let (key, usual, parts): (_, _, Vec<Value>) = match name {
        "entra-v1-app" => ("entra", PUBLIC_V1, vec![common(&uri, &sts), app_v1]),
        "managed-identity" => {
            let identity = "/subscriptions/11111111-2222-3333-4444-555555555555/resourcegroups/rg/providers/Microsoft.Compute/virtualMachines/vm";
            let more = json!({ "idp": sts, "xms_mirid": identity });
            ("entra", PUBLIC_V1, vec![common(&uri, &sts), app_v1, more])
        }
        "guest" => {
            let home = format!("https://sts.windows.net/{OTHER_TENANT}/");
            let more = json!({ "idp": home, "preferred_username": "user@fabrikam.com" });
            let claims = vec![common(API, &v2(public)), user, delegated, more];
            ("entra", PUBLIC, claims)
        }
        "long-lived" => {
            let more = json!({ "exp": at(26 * 3600), "xms_cc": ["cp1"], "xms_ssm": "1" });
            let claims = vec![common(API, &v2(public)), user, delegated, more];
            ("entra", PUBLIC, claims)
        }
        "us-gov-v1" => {
            let region = json!({ "tenant_region_scope": "USGov" });
            let claims = vec![common(&uri, &sts), user, delegated_v1, region];
            ("us-gov", GOV_V1, claims)
        }
        "china" => (
            "china",
            CHINA,
            vec![common(API, &v2(china)), user, delegated],
        ),
        "china-v1" => {
            let issuer = format!("https://sts.chinacloudapi.cn/{TENANT}/");
            let claims = vec![common(&uri, &issuer), user, delegated_v1];
            ("china", CHINA_V1, claims)
        }
        name => {
            let (_, host, usual) = SOVEREIGN.into_iter().find(|(known, ..)| *known == name)?;
            (
                "sovereign",
                usual,
                vec![common(API, &v2(host)), user, delegated],
            )
        }
    };
    Some((key, usual, merge(&parts)))
}

fn of_other_platforms(name: &str) -> Option<Known> {
    let user = json!({ "sub": USER, "scp": "read", "azp": CLIENT, "ver": "1.0" });
    let of_user_flow = json!({ "tfp": "B2C_1_susi" });
    let b2c = |issuer: &str, more: Value| {
        let issuer = issuer.replace("{T}", TENANT);
        merge(&[common(API, &issuer), user.clone(), more])
    };
    let usual_host = "https://contoso.b2clogin.com/{T}/v2.0/";
    let (key, usual, claims): (_, Usual, Value) = match name {
        "b2c-legacy-host" => {
            let claims = b2c("https://login.microsoftonline.com/{T}/v2.0/", of_user_flow);
            ("b2c", &[("policy-legacy-host", &["b2c"])], claims)
        }
        "b2c-custom-domain" => {
            let claims = b2c("https://login.contoso.com/{T}/v2.0/", of_user_flow);
            ("b2c", &[("policy-custom-domain", &["b2c"])], claims)
        }
        "b2c-custom-domain-tfp" => {
            let issuer = "https://login.contoso.com/tfp/{T}/b2c_1_susi/v2.0/";
            let claims = b2c(issuer, of_user_flow);
            ("b2c", &[("policy-custom-domain-tfp", &["b2c"])], claims)
        }
        "b2c-acr" => {
            let claims = b2c(usual_host, json!({ "acr": "b2c_1_susi" }));
            ("b2c", &[("policy", &["b2c"])], claims)
        }
        "b2c-custom-policy" => {
            let claims = b2c(usual_host, json!({ "tfp": "B2C_1A_signin" }));
            ("b2c-other", &[("other-policy", &["b2c-other"])], claims)
        }
        "external-id-name" => {
            let issuer = format!("https://contoso.ciamlogin.com/{TENANT}/v2.0");
            let account = json!({ "oid": USER, "sub": PAIRWISE, "tid": TENANT, "ver": "2.0" });
            let claims = merge(&[common(API, &issuer), user.clone(), account]);
            (
                "external-id",
                &[("external-id-name", &["external-id"])],
                claims,
            )
        }
        "adfs-access" => {
            let issuer = "http://fs.contoso.com/adfs/services/trust";
            let own =
                json!({ "apptype": "Confidential", "appid": CLIENT, "scp": "read", "ver": "1.0" });
            let claims = merge(&[common("microsoft:identityserver:api", issuer), own]);
            ("adfs", &[("adfs", &["adfs"])], claims)
        }
        _ => return None,
    };
    Some((key, usual, claims))
}

/// The place of a name, where it is one of these.
pub fn place(name: &str) -> Option<Place> {
    let policy = |base: String, issuer: String| Place {
        keys: format!("{base}/discovery/v2.0/keys"),
        issuer,
        ..plain(&format!("{base}/v2.0"), "")
    };
    let custom = format!("https://login.contoso.com/{TENANT}/b2c_1_susi");
    let of = |domain: &'static str, tenant: &str| Place::moved(entra("com", tenant, ""), domain);
    let china = "login.partner.microsoftonline.cn";
    let cloud = |name: &str| {
        let known = SOVEREIGN.iter().find(|(known, ..)| *known == name);
        known.map(|(_, host, _)| of(host, TENANT))
    };
    if let Some(place) = name.strip_suffix("-own").and_then(cloud) {
        return Some(place);
    }
    Some(match name {
        "gov-own-v1" => Place::moved(entra_v1(TENANT, ""), "login.microsoftonline.us"),
        "client-v1" => entra_v1(TENANT, &format!("?appid={CLIENT}")),
        "gov-app-v1" | "gov-client-v1" => {
            let id = if name == "gov-app-v1" { API } else { CLIENT };
            let place = entra_v1(TENANT, &format!("?appid={id}"));
            Place::moved(place, "login.microsoftonline.us")
        }
        "gov-app" => entra("us", TENANT, &format!("?appid={API}")),
        "gov-client" => entra("us", TENANT, &format!("?appid={CLIENT}")),
        "china-own" => of(china, TENANT),
        "china-common" => of(china, "common"),
        "china-own-v1" => Place {
            issuer: format!("https://sts.chinacloudapi.cn/{TENANT}/"),
            ..Place::moved(entra_v1(TENANT, ""), china)
        },
        // A verified domain in the address works; the documents come back with the id.
        "domain" => {
            let documents = entra("com", TENANT, "");
            let by_name = |text: &str| text.replace(TENANT, "contoso.onmicrosoft.com");
            Place {
                metadata: by_name(&documents.metadata),
                keys: by_name(&documents.keys),
                ..documents
            }
        }
        "personal-tenant" => entra("com", CONSUMERS, ""),
        "policy-legacy-host" => {
            let host = format!("https://login.microsoftonline.com/{TENANT}");
            policy(format!("{host}/b2c_1_susi"), format!("{host}/v2.0/"))
        }
        "policy-custom-domain" => {
            policy(custom, format!("https://login.contoso.com/{TENANT}/v2.0/"))
        }
        "policy-custom-domain-tfp" => {
            let issuer = format!("https://login.contoso.com/tfp/{TENANT}/b2c_1_susi/v2.0/");
            policy(custom, issuer)
        }
        // The tenant's domain in the address; the documents come back with its id.
        "external-id-domain" => {
            let base = "https://contoso.ciamlogin.com/contoso.onmicrosoft.com".to_owned();
            let issuer = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
            policy(base, issuer)
        }
        "policy-tfp-path" => {
            let host = "https://contoso.b2clogin.com/tfp";
            let issuer = format!("{host}/{TENANT}/b2c_1_susi/v2.0/");
            policy(format!("{host}/contoso.onmicrosoft.com/b2c_1_susi"), issuer)
        }
        "external-id-name" => {
            let base = format!("https://contoso.ciamlogin.com/{TENANT}");
            policy(base.clone(), format!("{base}/v2.0"))
        }
        _ => return None,
    })
}

impl Place {
    /// The same place in another cloud.
    fn moved(self, host: &'static str) -> Self {
        let moved = |text: &str| text.replace("login.microsoftonline.com", host);
        let cloud = match host {
            "login.microsoftonline.us" => "microsoftonline.us",
            "login.partner.microsoftonline.cn" => "partner.microsoftonline.cn",
            host => host.trim_start_matches("login."),
        };
        Self {
            metadata: moved(&self.metadata),
            keys: moved(&self.keys),
            issuer: moved(&self.issuer),
            key_issuer: self.key_issuer.as_deref().map(moved),
            cloud: Some(cloud),
        }
    }
}
