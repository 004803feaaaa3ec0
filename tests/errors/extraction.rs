//! What is read out of error texts, however they were escaped.

use tokenscope::diagnosis::{ErrorReading, Told, read_error};

const KID: &str = "nOo3ZDrODXEK1jKWhXslHR_KXEg";
const OTHER: &str = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";

fn told(text: &str) -> Told {
    read_error(text).told
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

/// Name and text; `{kid}` stands for the kid.
#[rustfmt::skip]
const KIDS: &[(&str, &str)] = &[
    ("IDX10503", "IDX10503: Signature validation failed. The token's kid is: '{kid}', but did not match any keys"),
    ("IDX10501", "IDX10501: Signature validation failed. Unable to match key: \nkid: '{kid}'."),
    ("IDX10511", "IDX10511: Signature validation failed. Matched key was in 'Configuration'. \nkid: '{kid}'."),
    ("decoded token", "IDX10503: token: '{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"{kid}\"}.{}'"),
    ("JSON in a log", r#"{"message":"IDX10503: The token\u0027s kid is: \u0027{kid}\u0027, but did not"}"#),
    ("JSON twice", r#""body":"{\\\"kid\\\":\\\"{kid}\\\"} IDX10503""#),
    ("HTML", "IDX10503: The token&#39;s kid is: &#39;{kid}&#39;, but did not"),
    ("URL", "error_description=IDX10503%3A+The+token%27s+kid+is%3A+%27{kid}%27%2C+but"),
    ("PyJWT", "Unable to find a signing key that matches: \"{kid}\""),
    ("jwks-rsa", "Unable to find a signing key that matches '{kid}'"),
    ("openid-client", "no valid key found in issuer's jwks_uri for key parameters {\"kid\":\"{kid}\"}"),
    ("jwx", "failed to find key with key ID \"{kid}\" in key set"),
    ("keyfunc", "key not found: kid \"{kid}\" failed keyfunc: could not read JWK from storage"),
    ("aws-jwt-verify", "JWK for kid {kid} not found in the JWKS"),
    ("Vault", "no key found with kid {kid} in any JWKS endpoint"),
    ("lua", "RSA key with id {kid} not found"),
];

#[test]
fn kids_are_read() {
    for (name, text) in KIDS {
        let text = text.replace("{kid}", KID);
        assert_eq!(told(&text).kid.as_deref(), Some(KID), "{name}");
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
    let old = format!(
        "IDX10503: Signature validation failed. Keys tried: 'X509SecurityKey , KeyId: {KID}'."
    );
    assert_eq!(read_error(&old).told.key_ids, texts(&[KID]));
    let in_parameters = "IDX10501: Signature validation failed. Unable to match key: kid: 'x'. Number of keys in TokenValidationParameters: '10'. \nNumber of keys in Configuration: '0'.";
    let reading = read_error(in_parameters);
    assert_eq!(reading.told.keys, Some(10));
    assert_eq!(reading.matches.len(), 1, "{:?}", reading.matches);
    let none = "IDX10500 Number of keys in TokenValidationParameters: '0'. \nNumber of keys in Configuration: '0'.";
    assert_eq!(read_error(none).told.keys, Some(0));
    assert_eq!(read_error("IDX10500").told.keys, None);
}

/// Name, text, a word of what is said of hidden values.
#[rustfmt::skip]
const HIDDEN: &[(&str, &str, Option<&str>)] = &[
    ("PII", "IDX10501: kid: '[PII is hidden. For more details, see https://aka.ms/IdentityModel/PII.]'", Some("ShowPII")),
    ("PII of a type", "IDX20803: Unable to obtain configuration from: '[PII of type 'System.String' is hidden.]'", Some("ShowPII")),
    ("only the type", "IDX10214: Audiences: 'System.String'.", Some("ShowPII")),
    ("keys tried", "IDX10503: Keys tried: 'System.Text.StringBuilder'.", Some("LogCompleteSecurityArtifact")),
    ("passport", "In Strategy.prototype.jwtVerify: cannot verify token", Some("loggingNoPII: false")),
    ("passport, no kid", "a key with the specific kid cannot be found", Some("loggingNoPII")),
    ("nothing hidden", "IDX10214: Audiences: 'api://x-1'.", None),
    ("no error", "'System.String'", None),
    ("a moment", "IDX10223: Lifetime validation failed. The token is expired. ValidTo: 'System.DateTime', Current time: 'System.DateTime'.", Some("ShowPII")),
];

#[test]
fn hidden_values_are_said_with_the_way_to_show_them() {
    for (name, text, expected) in HIDDEN {
        let hidden = read_error(text).hidden;
        match expected {
            Some(word) => assert!(hidden.is_some_and(|h| h.contains(word)), "{name}"),
            None => assert_eq!(hidden, None, "{name}"),
        }
    }
}

/// Name, text, the entry that comes first.
#[rustfmt::skip]
const FIRST: &[(&str, &str, &str)] = &[
    ("behind its wrapper", "JWT Validation Failed: IDX10214: Audience validation failed.", "idx10214"),
    ("inner exception", "IDX20803: Unable to obtain configuration from: 'https://a'.\n ---> System.IO.IOException: IDX20804: Unable to retrieve document from: 'https://a'.", "idx20804"),
    ("the reason why there are no keys", "IDX10500: Signature validation failed.\nIDX20803: Unable to obtain configuration", "idx20803"),
    ("no keys in the configuration", "IDX10503: Signature validation failed. Number of keys in TokenValidationParameters: '0'. \nNumber of keys in Configuration: '0'.", "idx-no-keys-read"),
    ("the log before the header", "error_description=\"The signature key was not found\"\nIDX10503: x", "idx10503"),
    ("Spring", "An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature", "nimbus-signature"),
    ("Graph", "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"IDX14100: JWT is not well formed, there are no dots (.).\"}}", "idx14100"),
    ("class and code", "Microsoft.IdentityModel.Tokens.SecurityTokenSignatureKeyNotFoundException: IDX10501: x", "idx10501"),
    ("golang-jwt", "token is unverifiable: error while executing keyfunc: the given key ID was not found in the JWKS", "keyfunc-key"),
    ("a link is no error", "IDX10517: The token's kid is missing. See https://aka.ms/IDX10503 for details.", "idx10517"),
    ("what passed is no error", "IDX10239: Lifetime of the token is valid.\nIDX10234: Audience Validated.\nIDX10205: Issuer validation failed.", "idx10205"),
    ("keys that are set by hand", "IDX10501: Unable to match key. Number of keys in TokenValidationParameters: '10'. Number of keys in Configuration: '0'.", "idx10501"),
    ("a line of a log alone", "Number of keys in Configuration: '0'. ", "idx-no-keys-line"),
    ("5.1.3, the right key and a token for Graph", "IDX10503: Signature validation failed. Keys tried: 'x , KeyId: z039zdsFuizpBfBVK1Tn25QHYO0'.", "idx10503-old"),
    ("OWIN", "IDX10500: Signature validation failed. Unable to resolve SecurityKeyIdentifier: 'x'", "idx10500-old"),
    ("OWIN, another key", "IDX10501: Signature validation failed. Key tried: 'x'", "idx10501-old"),
    ("Graph, an old token", "{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Lifetime validation failed, the token is expired.\"}", "graph-expired"),
    ("golang-jwt, an algorithm", "token signature is invalid: signing method HS256 is invalid", "golang-jwt-method"),
    ("Spring, an issuer", "Invalid issuer https://sts.windows.net/x/", "invalid-issuer"),
    ("PyJWT, an issuer", "jwt.exceptions.InvalidIssuerError: Invalid issuer", "pyjwt-issuer"),
    ("SharePoint", "Invalid issuer or signature.", "sharepoint-issuer"),
    ("Key Vault", "AKV10022: Invalid audience. Expected a, found: b", "key-vault-audience"),
    ("ruby-jwt", "Invalid audience. Expected a, received b", "ruby-audience"),
    ("jsonwebtoken, expired", "TokenExpiredError: jwt expired", "node-expired"),
    ("openid-client, expired", "RPError: JWT expired, now 1700000000, exp 1699990000", "openid-client-expired"),
    ("mod_auth_openidc, expired", "\"exp\" validation failure (1700000000): JWT expired 3600 seconds ago", "mod-auth-openidc-expired"),
    ("jjwt, expired", "JWT expired at 2026-11-21T09:00:00Z. Current time: 2026-11-21T10:00:00Z", "jjwt-expired"),
    ("Spring, expired", "Jwt expired at 2026-11-21T09:00:00Z", "spring-expired"),
    ("Spring, no token", "Bearer token is malformed", "spring-shape"),
    ("Spring, an ID token", "The ID Token contains invalid claims: {iss=x}", "spring-id-token"),
    ("fast-jwt", "Authorization token is invalid: The token signature is invalid.", "fast-jwt-signature"),
    ("mod_auth_openidc", "oidc_proto_jwt_verify: JWT signature verification failed", "mod-auth-openidc-signature"),
    ("Kong", "[kong] [openid-connect] JWT signature verification failed", "jwt-signature-failed"),
    ("nginx", "JWT validation failed: no key", "gateway-validation-failed"),
    ("openid_connect of Ruby", "OpenIDConnect::ResponseObject::IdToken::InvalidIssuer", "ruby-openid-issuer"),
    ("Python and TLS", "certificate verify failed: unable to get local issuer certificate", "tls-not-trusted"),
    ("Envoy's access log", "jwt_authn_access_denied{Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt}", "envoy-key"),
];

#[test]
fn the_most_telling_error_comes_first() {
    let first = |reading: &ErrorReading| reading.matches.first().map(|m| m.pattern);
    for (name, text, expected) in FIRST {
        let reading = read_error(text);
        assert_eq!(
            first(&reading),
            Some(*expected),
            "{name}: {:?}",
            reading.matches
        );
    }
}
