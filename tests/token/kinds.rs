//! Access or ID token, user or app, version, guest.

use tokenscope::input::Role::{self, AccessToken, IdToken, Unknown};
use tokenscope::token::{Who, is_guest, role_of, version, who_of};

use super::{B2C, TENANT, V1, V2, claims, token};

const APP: &str = "11111111-2222-3333-4444-555555555555";
const CLIENT: &str = "66666666-7777-8888-9999-000000000000";

/// Fills the places of a payload: {V1}, {V2}, {B2C}, {TENANT}, {APP}, {CLIENT}.
fn fill(payload: &str) -> String {
    let places = [
        ("{V1}", V1),
        ("{V2}", V2),
        ("{B2C}", B2C),
        ("{TENANT}", TENANT),
        ("{APP}", APP),
        ("{CLIENT}", CLIENT),
    ];
    places
        .iter()
        .fold(payload.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        })
}

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
            "neither oid nor sub",
            r#"{"azp":"c","azpacr":"1"}"#,
            Who::Unknown,
        ),
    ] {
        assert_eq!(who_of(&claims(&fill(payload))), expected, "{row}");
    }
}

#[test]
fn guests() {
    for (row, payload, expected) in [
        (
            "another tenant",
            r#"{"iss":"{V1}","scp":"r","idp":"https://sts.windows.net/99999999-0000-cccc-1111-dddd2222eeee/"}"#,
            Some("`idp` is 99999999-0000-cccc-1111-dddd2222eeee"),
        ),
        (
            "personal account",
            r#"{"iss":"{V2}","scp":"r","idp":"live.com"}"#,
            Some("`idp` is live.com"),
        ),
        (
            "same tenant, v2",
            r#"{"iss":"{V2}","scp":"r","idp":"https://sts.windows.net/AAAABBBB-0000-cccc-1111-dddd2222eeee/"}"#,
            None,
        ),
        (
            "own tenant of personal accounts",
            r#"{"iss":"https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0","idp":"live.com","scp":"r"}"#,
            None,
        ),
        (
            "acct",
            r#"{"iss":"{V2}","acct":1,"scp":"r"}"#,
            Some("`acct` is 1"),
        ),
        (
            "acct as text",
            r#"{"iss":"{V2}","acct":"1","scp":"r"}"#,
            Some("`acct` is 1"),
        ),
        (
            "member",
            r#"{"iss":"{V2}","acct":0,"scp":"r","xms_idrel":"1 6"}"#,
            None,
        ),
        (
            "xms_idrel",
            r#"{"iss":"{V2}","xms_idrel":"5 14","scp":"r"}"#,
            Some("`xms_idrel` contains 5"),
        ),
        (
            "xms_idrel 15 is not 5",
            r#"{"iss":"{V2}","xms_idrel":"15 25","scp":"r"}"#,
            None,
        ),
        (
            "external name",
            r#"{"iss":"{V1}","scp":"r","upn":"a_b.example#EXT#@contoso.com"}"#,
            Some("`upn` contains #EXT#"),
        ),
        (
            "B2C social account",
            r#"{"iss":"{B2C}","idp":"facebook.com","scp":"r"}"#,
            None,
        ),
        (
            "External ID",
            r#"{"iss":"https://{TENANT}.ciamlogin.com/{TENANT}/v2.0","idp":"google.com","scp":"r"}"#,
            None,
        ),
        (
            "app",
            r#"{"iss":"{V1}","idtyp":"app","idp":"https://sts.windows.net/99999999-0000-cccc-1111-dddd2222eeee/"}"#,
            None,
        ),
        (
            "deceiving provider",
            r#"{"iss":"{V2}","scp":"r","idp":"a\u202Eb"}"#,
            Some("a\\u{202E}b"),
        ),
        ("nothing", r#"{"iss":"{V2}","scp":"r"}"#, None),
    ] {
        let found = is_guest(&claims(&fill(payload)));
        match expected {
            Some(reason) => assert!(
                found.as_ref().is_some_and(|f| f.contains(reason)),
                "{row}: {found:?}"
            ),
            None => assert_eq!(found, None, "{row}"),
        }
    }
}

#[test]
fn versions() {
    for (row, payload, expected) in [
        ("v1", r#"{"iss":"{V1}","ver":"1.0"}"#, Some(1)),
        ("v2", r#"{"iss":"{V2}","ver":"2.0"}"#, Some(2)),
        (
            "claim before issuer",
            r#"{"iss":"{V2}","ver":"1.0"}"#,
            Some(1),
        ),
        ("issuer alone, v1", r#"{"iss":"{V1}"}"#, Some(1)),
        ("issuer alone, v2", r#"{"iss":"{V2}"}"#, Some(2)),
        (
            "issuer with application",
            r#"{"iss":"{V2}/{APP}"}"#,
            Some(2),
        ),
        ("number", r#"{"iss":"{V2}","ver":2}"#, Some(2)),
        ("another version", r#"{"iss":"{V2}","ver":"3.0"}"#, None),
        (
            "B2C always writes 1.0",
            r#"{"iss":"{B2C}","ver":"1.0","tfp":"B2C_1_x"}"#,
            None,
        ),
        (
            "B2C on its legacy host",
            r#"{"iss":"{V2}/","ver":"1.0"}"#,
            None,
        ),
        (
            "B2C by acr",
            r#"{"iss":"{V2}","ver":"1.0","acr":"b2c_1a_signup"}"#,
            None,
        ),
        (
            "B2C on a custom domain",
            r#"{"iss":"https://login.contoso.com/{TENANT}/v2.0/","ver":"1.0"}"#,
            None,
        ),
        (
            "B2C with tfp in the path",
            r#"{"iss":"https://login.contoso.com/tfp/{TENANT}/b2c_1_x/v2.0/","ver":"1.0"}"#,
            None,
        ),
        (
            "External ID",
            r#"{"iss":"https://{TENANT}.ciamlogin.com/{TENANT}/v2.0","ver":"2.0"}"#,
            Some(2),
        ),
        (
            "AD FS",
            r#"{"iss":"http://fs.contoso.com/adfs/services/trust","ver":"1.0"}"#,
            None,
        ),
        (
            "other",
            r#"{"iss":"https://idp.example","ver":"1.0"}"#,
            None,
        ),
        ("no issuer", r#"{"ver":"1.0"}"#, None),
    ] {
        assert_eq!(version(&claims(&fill(payload))), expected, "{row}");
    }
}
