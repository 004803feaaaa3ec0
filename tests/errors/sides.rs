//! Issuers and audiences of both sides, in the words of each library.

use tokenscope::diagnosis::read_error;

const TENANT: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
const API: &str = "6e74172b-be56-4843-9ff4-e66a39bb12e3";

/// A wording and what it tells.
///
/// In every text `{v1}` and `{v2}` stand for the tenant's issuers, `{api}` for the API's ID, `{uri}`
/// for its App ID URI, `{graph}` for Microsoft Graph.
struct Row {
    name: &'static str,
    text: &'static str,
    /// The issuer of the token, empty where it isn't told.
    issuer: &'static str,
    audiences: &'static [&'static str],
    /// What the API accepts.
    issuers: &'static [&'static str],
    accepted: &'static [&'static str],
}

/// A row that tells of issuers.
const fn issuer(
    name: &'static str,
    text: &'static str,
    issuer: &'static str,
    issuers: &'static [&'static str],
) -> Row {
    Row {
        name,
        text,
        issuer,
        issuers,
        audiences: &[],
        accepted: &[],
    }
}

/// A row that tells of audiences.
const fn audience(
    name: &'static str,
    text: &'static str,
    audiences: &'static [&'static str],
    accepted: &'static [&'static str],
) -> Row {
    Row {
        name,
        text,
        audiences,
        accepted,
        issuer: "",
        issuers: &[],
    }
}

#[rustfmt::skip]
const MICROSOFT: &[Row] = &[
    issuer("IDX10205", "IDX10205: Issuer validation failed. Issuer: '{v1}'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: '{v2}, https://b.example/' or validationParameters.ConfigurationManager.CurrentConfiguration.Issuer: '{v2}'.", "{v1}", &["{v2}", "https://b.example/"]),
    issuer("IDX10205 in an escaped header", r#"www-authenticate: Bearer error=\"invalid_token\", error_description=\"IDX10205: Issuer: \u0027{v1}\u0027. Did not match: validationParameters.ValidIssuer: \u0027{v2}\u0027\""#, "{v1}", &["{v2}"]),
    audience("IDX10214", "IDX10214: Audience validation failed. Audiences: '{uri}'. Did not match: validationParameters.ValidAudience: '{api}' or validationParameters.ValidAudiences: 'null'.", &["{uri}"], &["{api}"]),
    audience("IDX10214, two each", "IDX10214: Audiences: 'api://a-1, api://a-2'. Did not match: validationParameters.ValidAudience: 'null' or validationParameters.ValidAudiences: '{api}, {uri}'.", &["api://a-1", "api://a-2"], &["{api}", "{uri}"]),
    audience("ASP.NET, audience", "error_description=\"The audience '{uri}' is invalid\"", &["{uri}"], &[]),
    issuer("ASP.NET, issuer", "error_description=\"The issuer '{v1}' is invalid\"", "{v1}", &[]),
    issuer("ASP.NET, no issuer", "error_description=\"The issuer '(null)' is invalid\"", "", &[]),
    issuer("IDX40001", "IDX40001: Issuer: '{v1}', does not match any of the valid issuers provided for this application.", "{v1}", &[]),
    issuer("IDX40005", "IDX40005: Token issuer: '{v1}', does not match the signing key issuer: '{v2}'.", "{v1}", &[]),
    audience("API Management", "Claim value mismatch: aud=https://management.azure.com.", &["https://management.azure.com"], &[]),
    audience("AADSTS500131", "AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{graph}' and the expected audience is '{uri}'", &["{graph}"], &["{uri}"]),
    issuer("AADSTS70021", "AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: 'https://token.actions.githubusercontent.com'. Assertion Subject: 'repo:x/y'.", "https://token.actions.githubusercontent.com", &[]),
    audience("Resource Manager, audience", r#"{"error":{"code":"InvalidAuthenticationTokenAudience","message":"The access token has been obtained for wrong audience or resource '{graph}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.azure.com/'."}}"#, &["{graph}"], &["https://management.core.windows.net/", "https://management.azure.com/"]),
    issuer("Resource Manager, tenant", "InvalidAuthenticationTokenTenant: The access token is from the wrong issuer '{v1}'. It must match the tenant 'https://sts.windows.net/a-1/' associated with this subscription.", "{v1}", &["https://sts.windows.net/a-1/"]),
    audience("Key Vault, audience", r#"{"message":"AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com."}}"#, &["https://management.azure.com"], &["https://vault.azure.net"]),
    issuer("Key Vault, issuer", "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/a-1/, https://sts.windows.net/a-2/, found {v1}.", "{v1}", &["https://sts.windows.net/a-1/", "https://sts.windows.net/a-2/"]),
    issuer("hidden", "IDX10205: Issuer: '[PII is hidden]'. Did not match: validationParameters.ValidIssuer: '[PII of type 'System.String' is hidden.]' or validationParameters.ValidIssuers: 'null'.", "", &[]),
    issuer("empty", "IDX10205: Issuer: ''. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'empty'.", "", &[]),
];

#[rustfmt::skip]
const LIBRARIES: &[Row] = &[
    issuer("jsonwebtoken, issuer", "jwt issuer invalid. expected: {v2}", "", &["{v2}"]),
    audience("jsonwebtoken, audience", "jwt audience invalid. expected: {api} or {uri}", &[], &["{api}", "{uri}"]),
    Row { name: "jose, payload as Node.js prints it", text: "JWTClaimValidationFailed: unexpected \"aud\" claim value {\n  claim: 'aud',\n  reason: 'check_failed',\n  payload: {\n    aud: '{graph}',\n    iss: '{v1}',\n  }\n}", issuer: "{v1}", audiences: &["{graph}"], issuers: &[], accepted: &[] },
    audience("jose, several audiences", "unexpected \"aud\" claim value {\n payload: { aud: [ '{uri}', '{api}' ] } }", &["{uri}", "{api}"], &[]),
    Row { name: "PyJWT, claims as Python prints them", text: "InvalidAudienceError: Audience doesn't match {'aud': '{uri}', 'iss': '{v2}'}", issuer: "{v2}", audiences: &["{uri}"], issuers: &[], accepted: &[] },
    issuer("openid-client, issuer", "RPError: unexpected iss value, expected {v2}, got: {v1}", "{v1}", &["{v2}"]),
    audience("openid-client, audience", "RPError: aud mismatch, expected {api}, got: {graph}", &["{graph}"], &["{api}"]),
    audience("openid-client, audiences", r#"RPError: aud is missing the client_id, expected {api} to be included in ["{uri}","{graph}"]"#, &["{uri}", "{graph}"], &["{api}"]),
    audience("Firebase", r#"Firebase ID token has incorrect "aud" (audience) claim. Expected "my-project" but got "{api}"."#, &["{api}"], &["my-project"]),
    issuer("Firebase, issuer", r#"Firebase ID token has incorrect "iss" (issuer) claim. Expected "https://securetoken.google.com/p" but got "{v2}"."#, "{v2}", &["https://securetoken.google.com/p"]),
    issuer("Nimbus, issuer", "JWT iss claim has value {v1}, must be {v2}", "{v1}", &["{v2}"]),
    audience("Nimbus, audience", "JWT audience rejected: [{graph}, {uri}]", &["{graph}", "{uri}"], &[]),
    issuer("jose4j, issuer", "Additional details: [[12] Issuer (iss) claim value ({v1}) doesn't match expected value of {v2}]", "{v1}", &["{v2}"]),
    issuer("jose4j, one of", "Issuer (iss) claim value ({v1}) doesn't match expected value of one of [{v2}, https://b.example/]", "{v1}", &["{v2}", "https://b.example/"]),
    audience("jose4j, audience", "[[8] Audience (aud) claim [{graph}] doesn't contain an acceptable identifier. Expected {api} as an aud value.]", &["{graph}"], &["{api}"]),
    audience("jose4j, audiences", "Audience (aud) claim [{graph}, {uri}] doesn't contain an acceptable identifier. Expected one of [{api}, api://b-1] as an aud value.", &["{graph}", "{uri}"], &["{api}", "api://b-1"]),
    issuer("Keycloak", "Wrong issuer from token. Got: {v1} expected: {v2}", "{v1}", &["{v2}"]),
    audience("ruby-jwt, audience", "JWT::InvalidAudError: Invalid audience. Expected {api}, received {graph}", &["{graph}"], &["{api}"]),
    audience("ruby-jwt, audiences", r#"JWT::InvalidAudError: Invalid audience. Expected ["{api}", "{uri}"], received ["{graph}"]"#, &["{graph}"], &["{api}", "{uri}"]),
    issuer("ruby-jwt, issuer", "JWT::InvalidIssuerError: Invalid issuer. Expected {v2}, received {v1}", "{v1}", &["{v2}"]),
    issuer("oauth2-azure", "Invalid token issuer (tokenClaims[iss]{v1}, tenant[iss] {v2})!", "{v1}", &["{v2}"]),
    issuer("an app's own words", "jwt malformed: expected iss: '{v2}', got iss: '{v1}'", "{v1}", &[]),
    audience("Okta", "audience claim {uri} does not match expected audience: {api}", &["{uri}"], &["{api}"]),
];

#[rustfmt::skip]
const GATEWAYS: &[Row] = &[
    issuer("go-oidc, issuer", r#"oidc: id token issued by a different provider, expected "{v2}" got "{v1}""#, "{v1}", &["{v2}"]),
    audience("go-oidc, audience", r#"oidc: expected audience "{api}" got ["{uri}"]"#, &["{uri}"], &["{api}"]),
    audience("Kubernetes", r#"oidc: verify token: oidc: expected audience in ["{api}" "{uri}"] got ["{graph}"]"#, &["{graph}"], &["{api}", "{uri}"]),
    audience("oauth2-proxy", "audience from claim aud with value [{graph}] does not match with any of allowed audiences map[{api}:{} {uri}:{}]", &["{graph}"], &["{api}", "{uri}"]),
    issuer("lua", r#"issuer "{v1}" in id_token is not equal to the issuer from the discovery document "{v2}""#, "{v1}", &["{v2}"]),
    issuer("mod_auth_openidc", r#"requested issuer ({v2}) does not match received "iss" value in id_token ({v1})"#, "{v1}", &["{v2}"]),
    audience("Google", r#"{"error_description":"The audience in ID Token [{api}] does not match the expected audience."}"#, &["{api}"], &[]),
    issuer("AWS STS", "InvalidIdentityToken: No OpenIDConnect provider found in your account for {v1}", "{v1}", &[]),
];

fn filled(text: &str) -> String {
    let v1 = format!("https://sts.windows.net/{TENANT}/");
    let v2 = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
    text.replace("{v1}", &v1)
        .replace("{v2}", &v2)
        .replace("{uri}", &format!("api://{API}"))
        .replace("{api}", API)
        .replace("{graph}", "00000003-0000-0000-c000-000000000000")
}

#[test]
fn issuers_and_audiences_of_both_sides_are_read() {
    for row in MICROSOFT.iter().chain(LIBRARIES).chain(GATEWAYS) {
        let name = row.name;
        let told = read_error(&filled(row.text)).told;
        let all = |list: &[&str]| list.iter().map(|one| filled(one)).collect::<Vec<_>>();
        assert_eq!(
            told.issuer.unwrap_or_default(),
            filled(row.issuer),
            "{name}: issuer"
        );
        assert_eq!(told.audiences, all(row.audiences), "{name}: audiences");
        assert_eq!(
            told.accepted_issuers,
            all(row.issuers),
            "{name}: accepted issuers"
        );
        assert_eq!(
            told.accepted_audiences,
            all(row.accepted),
            "{name}: accepted audiences"
        );
    }
}
