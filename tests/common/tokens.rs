//! Tokens of every platform, really signed.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Map, Value, json};
use tokenscope::input::base64url;

use super::keys::SigningKey;
use super::{API, CLIENT, CONSUMERS, TENANT, now, variety};

/// The object id of the user in the templates.
pub const USER: &str = "11111111-2222-3333-4444-555555555555";
/// The subject of that user for one app.
pub const PAIRWISE: &str = "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ";
/// The object id of the client's service principal.
pub const APP_OBJECT: &str = "3c7d1e6f-5f0a-4a52-9f0e-6a1d9d2f3b41";

/// A token before it is signed.
#[derive(Clone)]
pub struct Template {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
    /// The name of the key that signs it.
    pub key: &'static str,
    /// The places that publish its key, and which keys each lists, when a case says nothing else.
    pub usual: &'static [(&'static str, &'static [&'static str])],
}

/// The places that publish a key, and which keys each lists.
pub type Usual = &'static [(&'static str, &'static [&'static str])];

const PUBLIC: Usual = &[
    ("own", &["entra", "entra-other"]),
    ("app", &["entra", "entra-other"]),
    ("common", &["entra", "entra-other", "personal", "us-gov"]),
];
const PUBLIC_V1: Usual = &[
    ("own-v1", &["entra", "entra-other"]),
    ("own", &["entra", "entra-other"]),
    ("common", &["entra", "entra-other", "personal", "us-gov"]),
];
const GOV: Usual = &[("gov-own", &["us-gov"]), ("gov-common", &["us-gov"])];
const PERSONAL: Usual = &[
    ("consumers", &["personal"]),
    ("common", &["entra", "entra-other", "personal", "us-gov"]),
];
const B2C: Usual = &[("policy", &["b2c"]), ("common", &["entra", "entra-other"])];
const B2C_TFP: Usual = &[("policy-tfp", &["b2c"])];
const EXTERNAL: Usual = &[
    ("external-id", &["external-id"]),
    ("common", &["entra", "entra-other"]),
];
const ADFS: Usual = &[("adfs", &["adfs"])];
const FOREIGN: Usual = &[("foreign", &["foreign"])];

/// The token of a name in a case file.
pub fn template(name: &str) -> Template {
    let known = entra(name)
        .or_else(|| elsewhere(name))
        .or_else(|| variety::token(name));
    let (key, usual, claims) = known.unwrap_or_else(|| panic!("no token is called {name:?}"));
    let kid = SigningKey::named(key).kid();
    let mut header = json!({ "typ": "JWT", "alg": "RS256" });
    let version_1 = claims["ver"] == "1.0" && claims.get("azp").is_none();
    if version_1 || name == "client-assertion" {
        header["x5t"] = json!(kid);
    }
    if name != "client-assertion" {
        header["kid"] = json!(kid);
    }
    Template {
        header: object(header),
        claims: object(claims),
        key,
        usual,
    }
}

/// A token: the key that signs it, where that is published, the claims.
pub type Known = (&'static str, Usual, Value);

/// Tokens of Entra ID and of personal accounts.
fn entra(name: &str) -> Option<Known> {
    let host =
        |top: &str, tenant: &str| format!("https://login.microsoftonline.{top}/{tenant}/v2.0");
    let v1 = format!("https://sts.windows.net/{TENANT}/");
    let user = json!({ "oid": USER, "sub": PAIRWISE, "tid": TENANT });
    let v2_user = json!({ "azp": CLIENT, "azpacr": "0", "scp": "Files.Read", "ver": "2.0" });
    let v1_user = json!({ "appid": CLIENT, "appidacr": "0", "unique_name": "user@contoso.com", "ver": "1.0" });
    Some(match name {
        "entra-v2" => {
            let claims = [common(API, &host("com", TENANT)), user, v2_user];
            ("entra", PUBLIC, merge(&claims))
        }
        "us-gov" => {
            let claims = [common(API, &host("us", TENANT)), user, v2_user];
            ("us-gov", GOV, merge(&claims))
        }
        "entra-v2-app" => {
            let app = json!({
                "azp": CLIENT, "azpacr": "1", "idtyp": "app", "oid": APP_OBJECT, "sub": APP_OBJECT,
                "roles": ["Files.Read.All"], "tid": TENANT, "ver": "2.0",
            });
            (
                "entra",
                PUBLIC,
                merge(&[common(API, &host("com", TENANT)), app]),
            )
        }
        "entra-v1" => {
            let scope = json!({ "scp": "Files.Read" });
            let claims = [common(&format!("api://{API}"), &v1), user, v1_user, scope];
            ("entra", PUBLIC_V1, merge(&claims))
        }
        "graph" => {
            let scope = json!({ "scp": "User.Read profile openid email" });
            let claims = [
                common("https://graph.microsoft.com", &v1),
                user,
                v1_user,
                scope,
            ];
            ("entra", PUBLIC_V1, merge(&claims))
        }
        "personal" => {
            let account = json!({ "oid": "00000000-0000-0000-0123-456789abcdef", "sub": PAIRWISE, "tid": CONSUMERS });
            let claims = [common(API, &host("com", CONSUMERS)), account, v2_user];
            ("personal", PERSONAL, merge(&claims))
        }
        "id-token" => {
            let name = json!({ "nonce": "678910", "name": "A User", "preferred_username": "user@contoso.com", "ver": "2.0" });
            let claims = [common(CLIENT, &host("com", TENANT)), user, name];
            ("entra", PUBLIC, merge(&claims))
        }
        _ => return None,
    })
}

/// Tokens of all other platforms.
fn elsewhere(name: &str) -> Option<Known> {
    let b2c =
        json!({ "sub": USER, "tfp": "B2C_1_susi", "scp": "read", "azp": CLIENT, "ver": "1.0" });
    Some(match name {
        "b2c" => {
            let issuer = format!("https://contoso.b2clogin.com/{TENANT}/v2.0/");
            ("b2c", B2C, merge(&[common(API, &issuer), b2c]))
        }
        "b2c-tfp" => {
            let issuer = format!("https://contoso.b2clogin.com/tfp/{TENANT}/b2c_1_susi/v2.0/");
            ("b2c", B2C_TFP, merge(&[common(API, &issuer), b2c]))
        }
        "external-id" => {
            let issuer = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
            let user = json!({
                "oid": USER, "sub": PAIRWISE, "tid": TENANT, "azp": CLIENT, "scp": "Files.Read", "ver": "2.0",
            });
            (
                "external-id",
                EXTERNAL,
                merge(&[common(API, &issuer), user]),
            )
        }
        "adfs" => {
            let claims =
                json!({ "apptype": "Public", "appid": CLIENT, "scp": "read", "ver": "1.0" });
            let base = common(
                "microsoft:identityserver:api",
                "https://fs.contoso.com/adfs",
            );
            ("adfs", ADFS, merge(&[base, claims]))
        }
        "foreign" => {
            let claims = json!({ "scope": "read" });
            (
                "foreign",
                FOREIGN,
                merge(&[common(API, "https://idp.example"), claims]),
            )
        }
        "client-assertion" => {
            let aud = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
            let own = json!({ "sub": CLIENT, "jti": "22b3bb26-e046-42df-9c96-65dbd72c1c81" });
            ("custom-app", &[], merge(&[common(&aud, CLIENT), own]))
        }
        _ => return None,
    })
}

/// Signs with RS256 and gives the compact form.
pub fn sign(header: &Map<String, Value>, claims: &Map<String, Value>, key: &SigningKey) -> String {
    let input = format!("{}.{}", part(header), part(claims));
    let signature = base64url::encode(&key.sign(input.as_bytes()));
    format!("{input}.{signature}")
}

/// Signs as Microsoft Graph's tokens are signed: over a header whose nonce is replaced by its hash.
pub fn sign_with_nonce(
    header: &Map<String, Value>,
    claims: &Map<String, Value>,
    key: &SigningKey,
) -> String {
    let nonce = header["nonce"].as_str().expect("a nonce");
    let mut signed = header.clone();
    signed["nonce"] = json!(base64url::encode(
        digest(&SHA256, nonce.as_bytes()).as_ref()
    ));
    let input = format!("{}.{}", part(&signed), part(claims));
    let signature = match header["alg"].as_str() {
        Some("PS256") => key.sign_pss(input.as_bytes()),
        _ => key.sign(input.as_bytes()),
    };
    let signature = base64url::encode(&signature);
    format!("{}.{}.{signature}", part(header), part(claims))
}

/// Signs with a shared secret (HS256), as no platform does for an API.
pub fn sign_with_secret(header: &Map<String, Value>, claims: &Map<String, Value>) -> String {
    let input = format!("{}.{}", part(header), part(claims));
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"secret");
    let tag = aws_lc_rs::hmac::sign(&key, input.as_bytes());
    format!("{input}.{}", base64url::encode(tag.as_ref()))
}

/// Seconds since 1970, so many seconds from [`NOW`](super::NOW).
pub fn at(seconds: i64) -> i64 {
    now().as_second() + seconds
}

/// One part of a token: compact JSON, base64url.
pub fn part(members: &Map<String, Value>) -> String {
    base64url::encode(Value::Object(members.clone()).to_string().as_bytes())
}

pub fn common(aud: &str, iss: &str) -> Value {
    json!({ "aud": aud, "iss": iss, "iat": at(-300), "nbf": at(-300), "exp": at(3600) })
}

pub fn merge(parts: &[Value]) -> Value {
    let members = parts.iter().flat_map(|p| object(p.clone()));
    Value::Object(members.collect())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("not an object: {other}"),
    }
}
