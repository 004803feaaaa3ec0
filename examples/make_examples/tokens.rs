//! The claims of the example tokens. People, tenants and apps are made up.

use serde_json::{Value, json};

/// Contoso's tenant.
pub(crate) const TENANT: &str = "3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4";
/// Contoso's API.
pub(crate) const API: &str = "5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f";
/// The app that calls it.
pub(crate) const CLIENT: &str = "a1e7c2d4-6b38-4f59-9c0d-3e2b1a4f5d6c";
/// Contoso's B2C tenant.
pub(crate) const B2C_TENANT: &str = "b7d92e10-4f63-4a0b-8e25-1c9f3a7d6b84";
/// Contoso's External ID tenant.
pub(crate) const EXTERNAL_TENANT: &str = "e4a81c37-90d2-4b6f-a5c3-72f0d8e1b964";
/// A US Government tenant.
pub(crate) const GOV_TENANT: &str = "c06f5d21-7b94-4e38-b1a7-d3e8f2905a6c";

/// 2026-11-21 09:30:00 UTC: half an hour before the examples are judged.
const ISSUED: i64 = 1_795_253_400;

const USER: &str = "7d2e9f40-5c1a-4b83-9e67-f0a4c8d2b135";

/// A delegated version 2 token.
pub(crate) fn v2() -> Value {
    json!({
        "aud": API,
        "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        "iat": ISSUED,
        "nbf": ISSUED,
        "exp": ISSUED + 4500,
        "aio": "AWQAm/8ZAAAAexampleonly",
        "azp": CLIENT,
        "azpacr": "1",
        "name": "Adele Vance",
        "oid": USER,
        "preferred_username": "adele@contoso.example",
        "rh": "1.AXEAexampleonly.",
        "scp": "Orders.Read",
        "sub": "hT1bN5yQz8rW2kLmVx0cJ4uD7sF9gA3eP6oI1nB5tY8",
        "tid": TENANT,
        "uti": "k2Jr8Vw0pUyXm4Qa9sTfAA",
        "ver": "2.0",
    })
}

/// A delegated version 1 token.
pub(crate) fn v1() -> Value {
    json!({
        "aud": format!("api://{API}"),
        "iss": format!("https://sts.windows.net/{TENANT}/"),
        "iat": ISSUED,
        "nbf": ISSUED,
        "exp": ISSUED + 4500,
        "acr": "1",
        "aio": "AWQAm/8ZAAAAexampleonly",
        "amr": ["pwd", "mfa"],
        "appid": CLIENT,
        "appidacr": "1",
        "ipaddr": "203.0.113.24",
        "name": "Adele Vance",
        "oid": USER,
        "rh": "1.AXEAexampleonly.",
        "scp": "Orders.Read",
        "sub": "hT1bN5yQz8rW2kLmVx0cJ4uD7sF9gA3eP6oI1nB5tY8",
        "tid": TENANT,
        "unique_name": "adele@contoso.example",
        "upn": "adele@contoso.example",
        "uti": "k2Jr8Vw0pUyXm4Qa9sTfAA",
        "ver": "1.0",
    })
}

/// A token for Microsoft Graph, got with Graph Explorer.
pub(crate) fn graph() -> Value {
    let mut claims = v1();
    claims["aud"] = json!("https://graph.microsoft.com");
    claims["app_displayname"] = json!("Graph Explorer");
    claims["appid"] = json!("de8bc8b5-d9f9-48b1-a8ad-b748da725064");
    claims["appidacr"] = json!("0");
    claims["idtyp"] = json!("user");
    claims["scp"] = json!("openid profile User.Read email");
    claims["wids"] = json!(["b79fbf4d-3ef9-4689-8143-76b194e85509"]);
    claims["xms_tcdt"] = json!(1_546_300_800);
    claims
}

/// An access token of a B2C user flow.
pub(crate) fn b2c() -> Value {
    json!({
        "iss": format!("https://contosob2c.b2clogin.com/{B2C_TENANT}/v2.0/"),
        "exp": ISSUED + 3600,
        "nbf": ISSUED,
        "aud": API,
        "idp": "facebook.com",
        "oid": USER,
        "sub": USER,
        "name": "Adele Vance",
        "newUser": false,
        "emails": ["adele@example.com"],
        "tfp": "B2C_1_susi",
        "scp": "Orders.Read",
        "azp": CLIENT,
        "ver": "1.0",
        "iat": ISSUED,
    })
}

/// A version 2 token of the US Government cloud.
pub(crate) fn us_gov() -> Value {
    let mut claims = v2();
    claims["iss"] = json!(format!(
        "https://login.microsoftonline.us/{GOV_TENANT}/v2.0"
    ));
    claims["tid"] = json!(GOV_TENANT);
    claims["preferred_username"] = json!("adele@agency.example");
    claims
}

/// An access token of an External ID tenant.
pub(crate) fn external_id() -> Value {
    let mut claims = v2();
    claims["iss"] = json!(format!(
        "https://{EXTERNAL_TENANT}.ciamlogin.com/{EXTERNAL_TENANT}/v2.0"
    ));
    claims["tid"] = json!(EXTERNAL_TENANT);
    claims["preferred_username"] = json!("adele@example.com");
    claims
}

/// The same claims at another time, in seconds.
pub(crate) fn shifted(mut claims: Value, seconds: i64) -> Value {
    for name in ["iat", "nbf", "exp"] {
        let at = claims[name].as_i64().unwrap();
        claims[name] = json!(at + seconds);
    }
    claims
}
