//! What is no token for an API: refresh tokens, codes, cookies, sessions, error answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokenscope::documents::{Redaction, SavedInspection};
use tokenscope::input::base64url;
use tokenscope::report;
use tokenscope::token::{Token, claim_rows, shown_json};

use crate::common::{TENANT, documents, now};
use crate::{alone, assert_says, inspect, said};

fn jwt(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
    format!(
        "{}.{}.{}",
        part(header),
        part(claims),
        base64url::encode(&[7; 32])
    )
}

/// Azure AD B2C's refresh tokens and codes: five parts, the second one empty, without alg and enc.
fn b2c_grant() -> String {
    let header =
        json!({ "kid": "cpimcore_09252015", "ver": "1.0", "zip": "Deflate", "ser": "1.0" });
    let part = |bytes: &[u8]| base64url::encode(bytes);
    let header = part(header.to_string().as_bytes());
    format!(
        "{header}..{}.{}.{}",
        part(&[2; 12]),
        part(&[3; 300]),
        part(&[4; 16])
    )
}

#[test]
fn each_is_named_and_says_what_to_do() {
    let entra = format!("0.AXkA{}", "b2c3".repeat(40));
    let principal = json!({ "auth_typ": "aad", "claims": [], "name_typ": "n", "role_typ": "r" });
    let principal = STANDARD.encode(principal.to_string());
    let secret = json!({ "alg": "HS256", "typ": "JWT" });
    let site = "https://contoso.azurewebsites.net/";
    let error = json!({ "error": "invalid_grant", "error_description": "AADSTS70008: expired for user@contoso.com", "trace_id": "11111111-2222" });
    #[rustfmt::skip]
    let rows = [
        ("a refresh token by its field", json!({ "refresh_token": entra }).to_string(), "not-a-jwt", &["This is a refresh token", "Exchange the refresh token"][..], &["likely"][..]),
        ("one that stands alone", entra.clone(), "not-a-jwt", &["likely a refresh token or an authorization code", "Trade it"][..], &["Exchange the refresh token"][..]),
        ("a code by its field", format!("https://app.contoso.com/cb?code={entra}"), "not-a-jwt", &["authorization code", "Redeem the code"][..], &["likely"][..]),
        ("B2C's by its field", json!({ "refresh_token": b2c_grant() }).to_string(), "not-a-jwt", &["refresh token", "Azure AD B2C"][..], &[][..]),
        ("B2C's alone", b2c_grant(), "not-a-jwt", &["likely", "Azure AD B2C", "Trade it"][..], &["encrypted"][..]),
        ("a sealed ticket", format!("EwA{}", "x1".repeat(100)), "sealed-personal-account-token", &["likely", "sealed ticket"][..], &[][..]),
        ("App Service's principal", format!("X-MS-CLIENT-PRINCIPAL: {principal}"), "not-a-jwt", &["without any signature", "X-MS-TOKEN-AAD-ACCESS-TOKEN"][..], &[][..]),
        ("App Service's session", format!("X-ZUMO-AUTH: {}", jwt(&secret, &json!({ "iss": site, "aud": site, "sub": "1" }))), "foreign-jwt-kind", &["session token", "WEBSITE_AUTH_SIGNING_KEY", "X-ZUMO-AUTH"][..], &["app registration"][..]),
        ("/.auth/me without tokens", json!([{ "provider_name": "aad", "user_claims": [] }]).to_string(), "not-a-jwt", &["/.auth/me", "token store"][..], &[][..]),
        ("an error answer", error.to_string(), "not-a-jwt", &["no token was issued", "invalid_grant", "AADSTS70008", "trace_id:  | 11111111-2222"][..], &["user@contoso.com"][..]),
        ("an error redirect", "https://app.contoso.com/cb?error=access_denied&error_description=AADB2C90091%3A+cancelled".to_owned(), "not-a-jwt", &["no token was issued", "AADB2C90091"][..], &["was refused as well"][..]),
        ("plain words", "hello world".to_owned(), "not-a-jwt", &["no token"][..], &["was issued"][..]),
    ];
    for (name, text, rule, wanted, unwanted) in rows {
        let all = alone(&text);
        assert_eq!(all[0].verdict.rule, rule, "{name}");
        let (_, words) = said(&all[0], rule);
        assert_says(name, &words, wanted, unwanted);
    }
}

#[test]
fn tokens_of_auth_me_are_taken_out_with_their_roles() {
    let claims =
        json!({ "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"), "aud": "x" });
    let header = json!({ "alg": "RS256", "kid": "x" });
    let (access, id) = (
        jwt(&header, &claims),
        jwt(&header, &json!({ "iss": "https://x", "aud": "y" })),
    );
    let text = json!([{ "provider_name": "aad", "access_token": access, "id_token": id, "expires_on": "2026-11-21T10:00:00Z" }]);
    let roles: Vec<(String, &str)> = alone(&text.to_string())
        .iter()
        .map(|i| (i.found.at.clone(), i.role.role.name()))
        .collect();
    let expected = [
        ("/0/access_token".to_owned(), "access-token"),
        ("/0/id_token".to_owned(), "id-token"),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn a_workload_token_is_checked_with_its_own_issuers_keys() {
    use crate::common::{SigningKey, Template, sign, template};
    let Template {
        header, mut claims, ..
    } = template("foreign");
    claims.insert("aud".to_owned(), json!("api://AzureADTokenExchange"));
    let token = sign(&header, &claims, SigningKey::foreign());
    let known = documents([("foreign", &["foreign"][..])]);
    let all = inspect(&token, &known, &tokenscope::api::Api::default());
    let (outcome, words) = said(&all[0], "foreign-jwt-kind");
    assert_eq!(outcome, "failed");
    let wanted = [
        "workload identity",
        "Exchange it",
        "https://idp.example",
        "verified | verified by",
    ];
    assert_says("its keys known", &words, &wanted, &[]);
    assert!(
        all[0]
            .addresses
            .iter()
            .any(|a| a.address.metadata.starts_with("https://idp.example/"))
    );

    let (_, words) = said(&alone(&token)[0], "foreign-jwt-kind");
    assert_says("nothing known", &words, &wanted[..3], &["verified by"]);
}

/// A device's cookie holds the refresh token that opens everything: it appears nowhere.
#[test]
fn the_refresh_token_in_a_cookie_is_never_shown() {
    const SECRET: &str = "0.AXkAThisOpensEverything-1234567890";
    let claims = json!({ "refresh_token": SECRET, "is_primary": "true", "request_nonce": "n" });
    let cookie = jwt(&json!({ "alg": "HS256", "ctx": "abc" }), &claims);
    let text = format!("x-ms-RefreshTokenCredential={cookie}");
    let all = alone(&text);
    assert_eq!(all[0].verdict.rule, "foreign-jwt-kind");
    let (_, words) = said(&all[0], "foreign-jwt-kind");
    assert_says(
        "words",
        &words,
        &["secret", "revoke"],
        &["app registration"],
    );

    let token = Token::take_apart(&cookie);
    let rows = claim_rows(&token, now(), &TimeZone::UTC);
    let saved = SavedInspection {
        tokens: vec![cookie.clone()],
        ..SavedInspection::default()
    };
    let redacted = saved.write(Redaction::Redact);
    let kept: Value = serde_json::from_str(&redacted).unwrap();
    let payload = kept["tokens"][0]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap()
        .to_owned();
    let payload = String::from_utf8(base64url::decode(&payload).unwrap()).unwrap();
    for (name, shown) in [
        ("rows", format!("{rows:?}")),
        ("decoded JSON", shown_json(token.payload()).into_owned()),
        ("JSON report", report::json(&all, now()).to_string()),
        ("text report", report::text(&all, now(), &TimeZone::UTC)),
        ("redacted file", payload),
    ] {
        assert!(!shown.contains("OpensEverything"), "{name}: {shown}");
        assert!(shown.contains("refresh_token"), "{name}: {shown}");
    }
}
