//! Access or ID token, user or app.

use tokenscope::input::Role::{self, AccessToken, IdToken, Unknown};
use tokenscope::token::{Who, role_of, who_of};

use super::{claims, fill, token};

/// (row, payload, role, a word of its reasons)
const ROLES: &[(&str, &str, Role, &str)] = &[
    (
        "v2 access",
        r#"{"iss":"{V2}","aud":"{APP}","azp":"{CLIENT}","azpacr":"0","scp":"read","ver":"2.0"}"#,
        AccessToken,
        "`scp` together with `azp`",
    ),
    (
        "v1 access",
        r#"{"iss":"{V1}","aud":"api://{APP}","appid":"{CLIENT}","scp":"read"}"#,
        AccessToken,
        "`aud` is a URI",
    ),
    (
        "v2 ID",
        r#"{"iss":"{V2}","aud":"{APP}","nonce":"n","name":"N","ver":"2.0"}"#,
        IdToken,
        "`nonce` in the payload",
    ),
    (
        "v2 ID without nonce",
        r#"{"iss":"{V2}","aud":"{APP}","name":"N"}"#,
        IdToken,
        "without `scp`",
    ),
    (
        "roles alone are no evidence",
        r#"{"iss":"{V2}","aud":"{APP}","roles":["Admin"]}"#,
        IdToken,
        "without `scp`",
    ),
    (
        "app-only",
        r#"{"iss":"{V2}","aud":"{APP}","azp":"{CLIENT}","azpacr":"1","roles":["Read.All"]}"#,
        AccessToken,
        "`roles` together with `azp`",
    ),
    (
        "app-only without permissions",
        r#"{"iss":"{V2}","aud":"{APP}","azp":"{CLIENT}","azpacr":"1"}"#,
        AccessToken,
        "`azpacr`",
    ),
    (
        "API that is its own client",
        r#"{"iss":"{V2}","aud":"{APP}","azp":"{APP}","scp":"read"}"#,
        AccessToken,
        "`aud` is the client itself",
    ),
    (
        "Graph",
        r#"{"aud":"00000003-0000-0000-c000-000000000000","iss":"{V1}"}"#,
        AccessToken,
        "`aud` is Microsoft Graph",
    ),
    (
        "B2C access with at_hash",
        r#"{"iss":"{B2C}","aud":"{APP}","azp":"{CLIENT}","scp":"read","at_hash":"h","auth_time":1}"#,
        AccessToken,
        "`scp` together with `azp`",
    ),
    (
        "B2C ID",
        r#"{"iss":"{B2C}","aud":"{APP}","nonce":"n","at_hash":"h","tfp":"B2C_1_signin"}"#,
        IdToken,
        "`at_hash`",
    ),
    (
        "RFC 9068",
        r#"{"iss":"https://idp.example","aud":"orders","client_id":"c","scope":"read"}"#,
        AccessToken,
        "`scope` together with `client_id`",
    ),
    (
        "signed request",
        r#"{"at":"e30.e30.","ts":1,"nonce":"n","aud":"{APP}"}"#,
        Unknown,
        "`at`",
    ),
    (
        "client assertion",
        r#"{"iss":"{APP}","sub":"{APP}","aud":"https://login.microsoftonline.com/x/oauth2/v2.0/token"}"#,
        Unknown,
        "prove itself",
    ),
    ("nothing", r#"{"sub":"x"}"#, Unknown, ""),
    (
        "a hint is not enough",
        r#"{"auth_time":1,"aud":"orders"}"#,
        Unknown,
        "`auth_time`",
    ),
    ("no claims", "{}", Unknown, "can't be read"),
    (
        "odd types",
        r#"{"aud":5,"iss":[],"scp":null,"azp":{}}"#,
        AccessToken,
        "`scp` together with `azp`",
    ),
];

#[test]
fn roles_are_told_from_evidence() {
    for (row, payload, role, reason) in ROLES {
        let typ = if *row == "signed request" {
            "pop"
        } else {
            "JWT"
        };
        let token = token(&format!(r#"{{"typ":"{typ}"}}"#), &fill(payload));
        let found = role_of(&token, None);
        assert_eq!(found.role, *role, "{row}: {:?}", found.reasons);
        let said = found.reasons.join("; ");
        assert!(said.contains(reason), "{row}: {said}");
    }
}

#[test]
fn the_field_name_decides() {
    let id = claims(&fill(r#"{"iss":"{V2}","aud":"{APP}","nonce":"n"}"#));
    for (named, role, reason) in [
        (
            Some(AccessToken),
            AccessToken,
            "the field's name is `access_token`",
        ),
        (Some(IdToken), IdToken, "the field's name is `id_token`"),
        (Some(Unknown), IdToken, "`nonce` in the payload"),
        (None, IdToken, "`nonce` in the payload"),
    ] {
        let found = role_of(&id, named);
        assert_eq!(
            (found.role, found.reasons[0].as_str()),
            (role, reason),
            "{named:?}"
        );
    }
}

#[test]
fn typ_decides_nothing() {
    let payload = fill(r#"{"iss":"{V2}","aud":"{APP}","nonce":"n"}"#);
    for typ in ["JWT", "at+jwt", "jwt", "id+jwt"] {
        let found = role_of(&token(&format!(r#"{{"typ":"{typ}"}}"#), &payload), None);
        assert_eq!(found.role, IdToken, "{typ}");
    }
    let graph = token(r#"{"typ":"JWT","nonce":"n"}"#, r#"{"aud":"x"}"#);
    let found = role_of(&graph, None);
    assert_eq!(
        (found.role, found.reasons.len()),
        (AccessToken, 1),
        "nonce in the header"
    );
}

#[test]
fn user_or_app() {
    for (row, payload, expected) in [
        ("idtyp app", r#"{"idtyp":"app","scp":"read"}"#, Who::App),
        (
            "idtyp user",
            r#"{"idtyp":"user","oid":"a","sub":"a"}"#,
            Who::User,
        ),
        (
            "idtyp device",
            r#"{"idtyp":"device","scp":"read"}"#,
            Who::Unknown,
        ),
        ("scp", r#"{"scp":"read","oid":"a","sub":"a"}"#, Who::User),
        (
            "scp of an agent by itself",
            r#"{"scp":"/","oid":"a","sub":"a","iss":"{V1}"}"#,
            Who::App,
        ),
        (
            "empty scp",
            r#"{"scp":"","oid":"a","sub":"a","iss":"{V1}"}"#,
            Who::App,
        ),
        (
            "oid is sub",
            r#"{"oid":"a","sub":"a","roles":["r"],"azp":"{CLIENT}","azpacr":"1"}"#,
            Who::App,
        ),
        (
            "managed identity",
            r#"{"xms_mirid":"/subscriptions/x","azp":"c"}"#,
            Who::App,
        ),
        (
            "B2C: oid is sub for users, too",
            r#"{"iss":"{B2C}","oid":"a","sub":"a","azp":"c","aud":"{APP}"}"#,
            Who::Unknown,
        ),
        (
            "B2C ID token",
            r#"{"iss":"{B2C}","oid":"a","sub":"a","aud":"{APP}","nonce":"n"}"#,
            Who::User,
        ),
        (
            "ID token",
            r#"{"iss":"{V2}","aud":"{APP}","nonce":"n"}"#,
            Who::User,
        ),
        (
            "user without scp",
            r#"{"unique_name":"u","appid":"c","aud":"https://x"}"#,
            Who::User,
        ),
        (
            "personal account",
            r#"{"tid":"9188040D-6C67-4C5B-B112-36A304B66DAD","azp":"c","azpacr":"0"}"#,
            Who::User,
        ),
        (
            "nothing",
            r#"{"oid":"a","sub":"b","azp":"c","azpacr":"1"}"#,
            Who::Unknown,
        ),
        (
            "neither oid nor sub, a secret",
            r#"{"azp":"c","azpacr":"1"}"#,
            Who::App,
        ),
        (
            "neither oid nor sub, a public client",
            r#"{"azp":"c","azpacr":"0"}"#,
            Who::Unknown,
        ),
    ] {
        assert_eq!(who_of(&claims(&fill(payload))), expected, "{row}");
    }
}
