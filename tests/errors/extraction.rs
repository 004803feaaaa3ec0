//! What is read out of error texts, however they were escaped.

use tokenscope::diagnosis::{ErrorReading, Told, read_error};

const KID: &str = "nOo3ZDrODXEK1jKWhXslHR_KXEg";
const OTHER: &str = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";
const TENANT: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
const API: &str = "6e74172b-be56-4843-9ff4-e66a39bb12e3";

fn told(text: &str) -> Told {
    read_error(text).told
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

fn v1() -> String {
    format!("https://sts.windows.net/{TENANT}/")
}

fn v2() -> String {
    format!("https://login.microsoftonline.com/{TENANT}/v2.0")
}

#[test]
fn kids_are_read() {
    for (name, text) in [
        (
            "IDX10503",
            format!(
                "IDX10503: Signature validation failed. The token's kid is: '{KID}', but did not match any keys"
            ),
        ),
        (
            "IDX10501",
            format!("IDX10501: Signature validation failed. Unable to match key: \nkid: '{KID}'."),
        ),
        (
            "IDX10511",
            format!(
                "IDX10511: Signature validation failed. Matched key was in 'Configuration'. \nkid: '{KID}'."
            ),
        ),
        (
            "decoded token",
            format!(
                "IDX10503: token: '{{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"{KID}\"}}.{{}}'"
            ),
        ),
        (
            "JSON in a log",
            format!(
                "{{\"message\":\"IDX10503: The token\\u0027s kid is: \\u0027{KID}\\u0027, but did not\"}}"
            ),
        ),
        (
            "JSON twice",
            format!("\"body\":\"{{\\\\\\\"kid\\\\\\\":\\\\\\\"{KID}\\\\\\\"}} IDX10503\""),
        ),
        (
            "HTML",
            format!("IDX10503: The token&#39;s kid is: &#39;{KID}&#39;, but did not"),
        ),
        (
            "URL",
            format!("error_description=IDX10503%3A+The+token%27s+kid+is%3A+%27{KID}%27%2C+but"),
        ),
        (
            "PyJWT",
            format!("Unable to find a signing key that matches: \"{KID}\""),
        ),
        (
            "jwks-rsa",
            format!("Unable to find a signing key that matches '{KID}'"),
        ),
        (
            "openid-client",
            format!(
                "no valid key found in issuer's jwks_uri for key parameters {{\"kid\":\"{KID}\"}}"
            ),
        ),
        (
            "jwx",
            format!("failed to find key with key ID \"{KID}\" in key set"),
        ),
        (
            "aws-jwt-verify",
            format!("JWK for kid {KID} not found in the JWKS"),
        ),
        (
            "Vault",
            format!("no key found with kid {KID} in any JWKS endpoint"),
        ),
        ("lua", format!("RSA key with id {KID} not found")),
    ] {
        assert_eq!(told(&text).kid.as_deref(), Some(KID), "{name}");
    }
}

/// Name, text, issuer, audiences, accepted issuers, accepted audiences.
type Sides<'a> = (
    &'a str,
    String,
    Option<&'a str>,
    &'a [&'a str],
    Vec<&'a str>,
    Vec<&'a str>,
);

#[test]
fn issuers_and_audiences_of_both_sides_are_read() {
    let (one, two) = (v1(), v2());
    let api_uri = format!("api://{API}");
    let none: &[&str] = &[];
    let uri = [api_uri.as_str()];
    #[rustfmt::skip]
    let rows: Vec<Sides> = vec![
        ("IDX10205", format!("IDX10205: Issuer validation failed. Issuer: '{one}'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: '{two}, https://b.example/' or validationParameters.ConfigurationManager.CurrentConfiguration.Issuer: '{two}'."),
            Some(&one), none, vec![&two, "https://b.example/"], vec![]),
        ("IDX10205 in an escaped header", format!("www-authenticate: Bearer error=\\\"invalid_token\\\", error_description=\\\"IDX10205: Issuer: \\u0027{one}\\u0027. Did not match: validationParameters.ValidIssuer: \\u0027{two}\\u0027\\\""),
            Some(&one), none, vec![&two], vec![]),
        ("IDX10214", format!("IDX10214: Audience validation failed. Audiences: '{api_uri}'. Did not match: validationParameters.ValidAudience: '{API}' or validationParameters.ValidAudiences: 'null'."),
            None, &uri, vec![], vec![API]),
        ("IDX10214, two each", format!("IDX10214: Audiences: 'api://a-1, api://a-2'. Did not match: validationParameters.ValidAudience: 'null' or validationParameters.ValidAudiences: '{API}, {api_uri}'."),
            None, &["api://a-1", "api://a-2"], vec![], vec![API, &api_uri]),
        ("ASP.NET, audience", format!("error_description=\"The audience '{api_uri}' is invalid\""),
            None, &uri, vec![], vec![]),
        ("ASP.NET, issuer", format!("error_description=\"The issuer '{one}' is invalid\""),
            Some(&one), none, vec![], vec![]),
        ("ASP.NET, no issuer", "error_description=\"The issuer '(null)' is invalid\"".to_owned(),
            None, none, vec![], vec![]),
        ("IDX40001", format!("IDX40001: Issuer: '{one}', does not match any of the valid issuers provided for this application."),
            Some(&one), none, vec![], vec![]),
        ("IDX40005", format!("IDX40005: Token issuer: '{one}', does not match the signing key issuer: '{two}'."),
            Some(&one), none, vec![], vec![]),
        ("jsonwebtoken, issuer", format!("jwt issuer invalid. expected: {two}"),
            None, none, vec![&two], vec![]),
        ("jsonwebtoken, audience", format!("jwt audience invalid. expected: {API} or {api_uri}"),
            None, none, vec![], vec![API, &api_uri]),
        ("go-oidc, issuer", format!("oidc: id token issued by a different provider, expected \"{two}\" got \"{one}\""),
            Some(&one), none, vec![&two], vec![]),
        ("go-oidc, audience", format!("oidc: expected audience \"{API}\" got [\"{api_uri}\"]"),
            None, &uri, vec![], vec![API]),
        ("lua", format!("issuer \"{one}\" in id_token is not equal to the issuer from the discovery document \"{two}\""),
            Some(&one), none, vec![&two], vec![]),
        ("Okta", format!("audience claim {api_uri} does not match expected audience: {API}"),
            None, &uri, vec![], vec![API]),
        ("mod_auth_openidc", format!("requested issuer ({two}) does not match received \"iss\" value in id_token ({one})"),
            Some(&one), none, vec![&two], vec![]),
        ("API Management", "Claim value mismatch: aud=https://management.azure.com.".to_owned(),
            None, &["https://management.azure.com"], vec![], vec![]),
        ("hidden", "IDX10205: Issuer: '[PII is hidden]'. Did not match: validationParameters.ValidIssuer: '[PII of type 'System.String' is hidden.]' or validationParameters.ValidIssuers: 'null'.".to_owned(),
            None, none, vec![], vec![]),
        ("empty", "IDX10205: Issuer: ''. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'empty'.".to_owned(),
            None, none, vec![], vec![]),
    ];
    for (name, text, issuer, audiences, accepted_issuers, accepted_audiences) in rows {
        let told = told(&text);
        assert_eq!(told.issuer.as_deref(), issuer, "{name}: issuer");
        assert_eq!(told.audiences, texts(audiences), "{name}: audiences");
        assert_eq!(
            told.accepted_issuers,
            texts(&accepted_issuers),
            "{name}: accepted issuers"
        );
        assert_eq!(
            told.accepted_audiences,
            texts(&accepted_audiences),
            "{name}: accepted audiences"
        );
    }
}

#[test]
fn keys_that_were_tried_are_counted_and_named() {
    let keys = |kid: &str| {
        format!(
            "Microsoft.IdentityModel.Tokens.X509SecurityKey, KeyId: '{kid}', InternalId: 'a-b'. , KeyId: {kid}"
        )
    };
    let text = format!(
        "IDX10503: Signature validation failed. The token's kid is: '{KID}', but did not match any keys. Keys tried: '{}\n{}'. Number of keys in TokenValidationParameters: '1'. \nNumber of keys in Configuration: '7'. \nExceptions caught:\n ''.\ntoken: ''.",
        keys(OTHER),
        keys("3464C5BDD2BE7F2B6112E2F08E9C0024E33D9FE0"),
    );
    let told = told(&text);
    assert_eq!(told.keys, Some(8));
    assert_eq!(
        told.key_ids,
        texts(&[OTHER, "3464C5BDD2BE7F2B6112E2F08E9C0024E33D9FE0"])
    );
    let none = "IDX10500 Number of keys in TokenValidationParameters: '0'. \nNumber of keys in Configuration: '0'.";
    assert_eq!(read_error(none).told.keys, Some(0));
    assert_eq!(read_error("IDX10500").told.keys, None);
}

#[test]
fn hidden_values_are_said_with_the_way_to_show_them() {
    for (name, text, expected) in [
        (
            "PII",
            "IDX10501: kid: '[PII is hidden. For more details, see https://aka.ms/IdentityModel/PII.]'",
            Some("ShowPII"),
        ),
        (
            "PII of a type",
            "IDX20803: Unable to obtain configuration from: '[PII of type 'System.String' is hidden.]'",
            Some("ShowPII"),
        ),
        (
            "only the type",
            "IDX10214: Audiences: 'System.String'.",
            Some("ShowPII"),
        ),
        (
            "keys tried",
            "IDX10503: Keys tried: 'System.Text.StringBuilder'.",
            Some("LogCompleteSecurityArtifact"),
        ),
        (
            "passport",
            "In Strategy.prototype.jwtVerify: cannot verify token",
            Some("loggingNoPII: false"),
        ),
        (
            "passport, no kid",
            "a key with the specific kid cannot be found",
            Some("loggingNoPII"),
        ),
        ("nothing hidden", "IDX10214: Audiences: 'api://x-1'.", None),
        ("no error", "'System.String'", None),
    ] {
        let hidden = read_error(text).hidden;
        match expected {
            Some(word) => assert!(hidden.is_some_and(|h| h.contains(word)), "{name}"),
            None => assert_eq!(hidden, None, "{name}"),
        }
    }
}

#[test]
fn the_most_telling_error_comes_first() {
    let first = |reading: &ErrorReading| reading.matches.first().map(|m| m.pattern);
    for (name, text, expected) in [
        (
            "behind its wrapper",
            "JWT Validation Failed: IDX10214: Audience validation failed.",
            "idx10214",
        ),
        (
            "inner exception",
            "IDX20803: Unable to obtain configuration from: 'https://a'.\n ---> System.IO.IOException: IDX20804: Unable to retrieve document from: 'https://a'.",
            "idx20804",
        ),
        (
            "the reason why there are no keys",
            "IDX10500: Signature validation failed.\nIDX20803: Unable to obtain configuration",
            "idx20803",
        ),
        (
            "no keys in the configuration",
            "IDX10503: Signature validation failed. Number of keys in TokenValidationParameters: '0'. \nNumber of keys in Configuration: '0'.",
            "idx-no-keys-read",
        ),
        (
            "the log before the header",
            "error_description=\"The signature key was not found\"\nIDX10503: x",
            "idx10503",
        ),
        (
            "Spring",
            "An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature",
            "nimbus-signature",
        ),
        (
            "Graph",
            "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"IDX14100: JWT is not well formed, there are no dots (.).\"}}",
            "idx14100",
        ),
        (
            "class and code",
            "Microsoft.IdentityModel.Tokens.SecurityTokenSignatureKeyNotFoundException: IDX10501: x",
            "idx10501",
        ),
        (
            "golang-jwt",
            "token is unverifiable: error while executing keyfunc: the given key ID was not found in the JWKS",
            "keyfunc-key",
        ),
        (
            "a link is no error",
            "IDX10517: The token's kid is missing. See https://aka.ms/IDX10503 for details.",
            "idx10517",
        ),
        (
            "what passed is no error",
            "IDX10239: Lifetime of the token is valid.\nIDX10234: Audience Validated.\nIDX10205: Issuer validation failed.",
            "idx10205",
        ),
    ] {
        let reading = read_error(text);
        assert_eq!(
            first(&reading),
            Some(expected),
            "{name}: {:?}",
            reading.matches
        );
    }
}
