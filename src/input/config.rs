//! Configurations of APIs, gateways and clients (rules A-3, class `config`).

use std::sync::LazyLock;

use serde_json::Value;

use super::errors::{LONGEST, beginning};
use super::words_in::Words;

/// What a JSON document configures.
pub(super) fn of_json(value: &Value) -> Option<&'static str> {
    let members = value.as_object()?;
    let has = |name: &str| members.keys().any(|key| key.eq_ignore_ascii_case(name));
    if has("signInAudience") && (has("appId") || has("requiredResourceAccess"))
        || has("accessTokenAcceptedVersion")
    {
        return Some("the manifest of an app registration");
    }
    if has("identityProviders") && (has("globalValidation") || has("login") || has("platform")) {
        return Some("the sign-in configuration of App Service");
    }
    if value.get("kind").and_then(Value::as_str) == Some("RequestAuthentication") {
        return Some("an Istio request authentication");
    }
    if SECTIONS.iter().any(|section| has(section)) {
        return Some("the configuration of an ASP.NET Core app (appsettings.json)");
    }
    let settings = SETTINGS.iter().filter(|setting| has(setting)).count();
    let in_auth = value.get("auth").and_then(|auth| auth.get("clientId"));
    (settings >= 2 || in_auth.is_some()).then_some("an app's sign-in configuration")
}

/// What a text configures.
pub(super) fn of_text(text: &str) -> Option<&'static str> {
    let start = beginning(text, LONGEST);
    // In any case of letters first: one pass for all of them.
    let possible = SIGNS.found_in(start);
    TEXTS
        .iter()
        .enumerate()
        .filter(|(index, _)| possible >> index & 1 == 1)
        .find(|(_, (sign, _))| start.contains(sign))
        .map(|(_, (_, kind))| *kind)
}

static SIGNS: LazyLock<Words> =
    LazyLock::new(|| Words::of_each(TEXTS.iter().map(|(sign, _)| *sign)));

const SECTIONS: [&str; 7] = [
    "AzureAd",
    "AzureAdB2C",
    "AzureB2C",
    "EntraId",
    "EntraExternalId",
    "Authentication",
    "JwtBearer",
];

const SETTINGS: [&str; 15] = [
    "allowedAudiences",
    "audience",
    "audiences",
    "authority",
    "clientId",
    "client_id",
    "instance",
    "issuer",
    "issuers",
    "jwksUri",
    "metadataAddress",
    "tenantId",
    "tenant_id",
    "validAudiences",
    "validIssuers",
];

const TEXTS: [(&str, &str); 33] = [
    ("<validate-jwt", "a policy of API Management"),
    ("<validate-azure-ad-token", "a policy of API Management"),
    ("<issuerNameRegistry", "a web.config"),
    ("<system.identityModel", "a web.config"),
    ("<configuration", "a web.config"),
    ("<policies", "a policy of API Management"),
    (
        "\"AzureAd",
        "the configuration of an ASP.NET Core app (appsettings.json)",
    ),
    (
        "AzureAd__",
        "a list of environment variables for an ASP.NET Core app",
    ),
    ("AzureAd:", "the configuration of an ASP.NET Core app"),
    (
        "AZURE_TENANT_ID=",
        "a list of environment variables for an Azure client",
    ),
    (
        "AddMicrosoftIdentityWeb",
        "start-up code of an ASP.NET Core app",
    ),
    ("AddJwtBearer", "start-up code of an ASP.NET Core app"),
    ("AddOpenIdConnect", "start-up code of an ASP.NET Core app"),
    ("UseJwtBearerAuthentication", "start-up code of an OWIN app"),
    (
        "UseWindowsAzureActiveDirectoryBearerAuthentication",
        "start-up code of an OWIN app",
    ),
    (
        "UseOpenIdConnectAuthentication",
        "start-up code of an OWIN app",
    ),
    ("new TokenValidationParameters", "code of a .NET app"),
    ("issuer-uri:", "the configuration of a Spring app"),
    ("jwk-set-uri", "the configuration of a Spring app"),
    (
        "spring.security.oauth2",
        "the configuration of a Spring app",
    ),
    ("spring.cloud.azure", "the configuration of a Spring app"),
    (
        "kind: RequestAuthentication",
        "an Istio request authentication",
    ),
    ("jwksUri:", "an Istio request authentication"),
    ("jwt_authn", "the configuration of an Envoy proxy"),
    ("remote_jwks", "the configuration of an Envoy proxy"),
    ("auth_jwt", "the configuration of an nginx server"),
    (
        "OIDCProviderMetadataURL",
        "the configuration of an Apache server (mod_auth_openidc)",
    ),
    ("oidc_issuer_url", "the configuration of oauth2-proxy"),
    (
        "--oidc-issuer-url",
        "a command line of oauth2-proxy or the Kubernetes API server",
    ),
    ("BearerStrategy(", "code of a Node.js app (passport)"),
    ("createRemoteJWKSet(", "code of a Node.js app (jose)"),
    ("PyJWKClient(", "code of a Python app (PyJWT)"),
    ("NewPublicClientApplication(", "code of an MSAL client"),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_configurations_are_told() {
        for (name, value, told) in [
            (
                "appsettings",
                json!({"Logging": {}, "AzureAd": {"Instance": "x"}}),
                true,
            ),
            (
                "manifest",
                json!({"appId": "x", "signInAudience": "AzureADMyOrg"}),
                true,
            ),
            (
                "App Service",
                json!({"platform": {}, "identityProviders": {}}),
                true,
            ),
            ("MSAL.js", json!({"auth": {"clientId": "x"}}), true),
            ("flat", json!({"tenantId": "x", "audience": "y"}), true),
            (
                "Istio",
                json!({"kind": "RequestAuthentication", "spec": {}}),
                true,
            ),
            ("other", json!({"a": 1}), false),
        ] {
            assert_eq!(of_json(&value).is_some(), told, "{name}");
        }
    }

    #[test]
    fn text_configurations_are_told() {
        for (text, told) in [
            (
                "<policies><inbound><validate-jwt/></inbound></policies>",
                true,
            ),
            (
                "spring:\n  security:\n    resourceserver:\n      issuer-uri: https://x",
                true,
            ),
            ("services.AddAuthentication().AddJwtBearer();", true),
            ("apiVersion: v1\nkind: RequestAuthentication", true),
            ("nothing of the kind", false),
        ] {
            assert_eq!(of_text(text).is_some(), told, "{text}");
        }
    }
}
