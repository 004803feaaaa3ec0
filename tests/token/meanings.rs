//! What rows say about their values.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokenscope::input::base64url;
use tokenscope::token::{Certainty, Row, Token, claim_rows, header_rows};

use super::{B2C, V1, V2, claims, token};

/// 2026-11-21 10:00:00 UTC
const NOW: i64 = 1_795_255_200;

fn rows(payload: &str) -> Vec<Row> {
    let now = Timestamp::from_second(NOW).unwrap();
    claim_rows(
        &claims(payload),
        now,
        &TimeZone::get("Europe/Berlin").unwrap(),
    )
}

/// The row of the first claim.
fn first(payload: &str) -> Row {
    rows(payload).into_iter().next().expect("a row")
}

/// (row, payload, value in words of its first claim, a piece of its detail)
fn told() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let with = |issuer: &str, first: &str| format!(r#"{{{first},"iss":"{issuer}"}}"#);
    let v2 = |first: &str| with(V2, first);
    let old = NOW - 3 * 3_600;
    let soon = NOW + 12 * 60;
    vec![
        ("Graph", v2(r#""aud":"https://graph.microsoft.com""#), "Microsoft Graph", "public cloud"),
        ("Graph, US", v2(r#""aud":"https://graph.microsoft.us/""#), "Microsoft Graph", "US Government cloud"),
        ("Graph by id", v2(r#""aud":"00000003-0000-0000-c000-000000000000""#), "Microsoft Graph", "the same in several clouds"),
        ("likely API", v2(r#""aud":"c632b3df-fb67-4d84-bdcf-b95ad541b5c8""#), "likely Azure VPN", ""),
        ("list of audiences", v2(r#""aud":["https://graph.microsoft.com","x"]"#), "Microsoft Graph", "Entra itself writes only one"),
        ("own API", r#"{"aud":"11111111-2222-3333-4444-555555555555","azp":"11111111-2222-3333-4444-555555555555"}"#.to_owned(), "the client itself", ""),
        ("odd audience", v2(r#""aud":5"#), "", ""),
        ("client", v2(r#""azp":"04b07795-8ddb-461a-bbee-02f9e1bf7b46""#), "Azure CLI", "by hand"),
        ("likely client", v2(r#""appid":"1b730954-1685-4b74-9bfd-dac224a7b894""#), "likely Azure AD PowerShell (legacy)", ""),
        ("unknown client", v2(r#""azp":"11111111-2222-3333-4444-555555555555""#), "", ""),
        ("personal tenant", v2(r#""tid":"9188040d-6c67-4c5b-b112-36a304b66dad""#), "personal Microsoft accounts", ""),
        ("personal object", v2(r#""oid":"00000000-0000-0000-0123-456789abcdef""#), "personal account, CID 0123456789abcdef", ""),
        ("issuer v1", format!(r#"{{"iss":"{V1}"}}"#), "Microsoft Entra ID, version 1", ""),
        ("issuer v2", format!(r#"{{"iss":"{V2}"}}"#), "Microsoft Entra ID, version 2", ""),
        ("issuer B2C", format!(r#"{{"iss":"{B2C}"}}"#), "Azure AD B2C", ""),
        ("version", v2(r#""ver":"2.0""#), "version 2 token", ""),
        ("version of B2C", with(B2C, r#""ver":"1.0""#), "Azure AD B2C always writes 1.0: it tells nothing", ""),
        ("expired", v2(&format!(r#""exp":{old}"#)), "expired 3 h ago", "2026-11-21 07:00:00 UTC\n2026-11-21 08:00:00 CET\n3 h ago"),
        ("expires", v2(&format!(r#""exp":{soon},"nbf":{}"#, soon - 4_500)), "expires in 12 min", "Lives 1 h 15 min, counted from nbf."),
        ("expires this moment", v2(&format!(r#""exp":{NOW}"#)), "expired now", ""),
        ("issued", v2(&format!(r#""iat":{old}"#)), "issued 3 h ago", ""),
        ("issued in the future", v2(&format!(r#""iat":{soon}"#)), "issued in the future: in 12 min", ""),
        ("valid", v2(&format!(r#""nbf":{old}"#)), "became valid 3 h ago", ""),
        ("not yet valid", v2(&format!(r#""nbf":{soon}"#)), "not valid yet: becomes valid in 12 min", ""),
        ("time as text", v2(&format!(r#""iat":"{old}""#)), "issued 3 h ago", "Written as text"),
        ("milliseconds", v2(r#""exp":1795255200000"#), "not a time: it looks like milliseconds; it has to be seconds", ""),
        ("tenant's age", v2(r#""xms_tcdt":1500000000"#), "likely tenant created 9 years ago", ""),
        ("password, seconds after iat", v2(&format!(r#""pwd_exp":3600,"iat":{NOW}"#)), "password likely expires in 1 h", "Read as seconds after iat."),
        ("password, moment", v2(&format!(r#""pwd_exp":{old}"#)), "password likely expired 3 h ago", "Read as a moment."),
        ("password, no iat", v2(r#""pwd_exp":3600"#), "likely expires 1 h after iat", ""),
        ("methods", v2(r#""amr":["pwd","mfa","new"]"#), "password, multifactor authentication, new", "new: not in the table"),
        ("unknown methods only", v2(r#""amr":["new"]"#), "", "new: not in the table"),
        ("client proof v1", v2(r#""appidacr":"2""#), "client certificate, assertion or managed identity", ""),
        ("client proof v2", v2(r#""azpacr":"1""#), "client secret", ""),
        ("client proof as number", v2(r#""azpacr":0"#), "public client: proved nothing", ""),
        ("acr", v2(r#""acr":"1""#), "meets ISO/IEC 29115", ""),
        ("acr elsewhere", with("https://idp.example", r#""acr":"1""#), "", ""),
        ("acr of B2C", with(B2C, r#""acr":"b2c_1_signin""#), "the user flow or custom policy", ""),
        ("idtyp", v2(r#""idtyp":"app""#), "an app by itself", ""),
        ("relationship", v2(r#""xms_idrel":"1 14 5""#), "member user, guest user", "14: padding, ignored"),
        ("unknown relationship", v2(r#""xms_idrel":"99 x""#), "", "99: not documented\nx: not a number"),
        ("facets", v2(r#""xms_sub_fct":"9 3 11""#), "agent identity", "9: not documented"),
        ("capabilities", v2(r#""xms_cc":["CP1"]"#), "understands claims challenges (continuous access evaluation)", ""),
        ("CAE", v2(r#""xms_ssm":"1""#), "under continuous access evaluation: lives 20 to 28 hours, can be revoked", ""),
        ("likely value", v2(r#""controls":["dvc_mngd"]"#), "likely managed device", ""),
        ("scopes", v2(r#""scp":"read write""#), "2 delegated permissions", "read\nwrite"),
        ("one scope", v2(r#""scp":"read""#), "1 delegated permission", ""),
        ("scopes for signing in", v2(r#""scp":"openid profile""#), "2 delegated permissions, for signing in only", ""),
        ("no scope", v2(r#""scp":"""#), "no delegated permissions", ""),
        ("agent's scope", v2(r#""scp":"/""#), "none: an agent by itself", ""),
        ("app roles", v2(r#""roles":["a","b"]"#), "2 app roles", "a\nb"),
        ("directory role", v2(r#""wids":["62e90394-69f5-4237-9190-012177145e10"]"#), "Global Administrator", "62e90394-69f5-4237-9190-012177145e10: Global Administrator"),
        ("default of users", v2(r#""wids":["b79fbf4d-3ef9-4689-8143-76b194e85509"]"#), "likely the default of member users, no administrator role", ""),
        ("default of apps", v2(r#""wids":["0997a1d0-0d1d-4acb-b408-d5ca73121e90"]"#), "likely the default of apps, no administrator role", ""),
        ("unknown role", v2(r#""wids":["11111111-2222-3333-4444-555555555555"]"#), "a role template that isn't in the table", ""),
        ("groups", v2(r#""groups":["a","b"]"#), "2 groups", ""),
        ("overage", v2(r#""_claim_names":{"groups":"src1"}"#), "groups left out: more than 200", "getMemberObjects"),
        ("implicit overage", v2(r#""hasgroups":true"#), "groups left out: the list was too long for the URL", ""),
        ("retired address", v2(r#""_claim_sources":{"src1":{"endpoint":"https://graph.windows.net/x"}}"#), "an address of Azure AD Graph, which was retired", ""),
        ("provider", v2(r#""idp":"live.com""#), "personal Microsoft account", ""),
        ("provider, same tenant", v2(r#""idp":"https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/""#), "the issuer's own tenant", ""),
        ("provider, other tenant", v2(r#""idp":"https://sts.windows.net/99999999-0000-cccc-1111-dddd2222eeee/""#), "another tenant: 99999999-0000-cccc-1111-dddd2222eeee", ""),
        // Bytes 00 01 … 0f in .NET's order of a GUID.
        ("uti", v2(r#""uti":"AAECAwQFBgcICQoLDA0ODw""#), "request id 03020100-0504-0706-0809-0a0b0c0d0e0f in the sign-in log", "unique token identifier AAECAwQFBgcICQoLDA0ODw"),
        ("odd uti", v2(r#""uti":"short""#), "request id in the sign-in log", ""),
        ("system-assigned", v2(r#""xms_mirid":"/subscriptions/s/resourcegroups/g/providers/Microsoft.Compute/virtualMachines/vm1""#), "system-assigned identity of vm1 (Microsoft.Compute/virtualMachines)", ""),
        ("user-assigned", v2(r#""xms_mirid":"/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1""#), "user-assigned identity id1", ""),
        ("not a resource", v2(r#""xms_mirid":"/providers/x""#), "", ""),
        ("bound to a key", v2(r#""cnf":{"kid":"k"}"#), "bound to a key, by its thumbprint (RFC 7638)", ""),
        ("bound to TLS", v2(r#""cnf":{"x5t#S256":"k"}"#), "bound to a TLS client certificate", ""),
        ("guest's name", v2(r#""upn":"a_b#EXT#@contoso.com""#), "a guest of this tenant", ""),
        ("sub of a B2C policy", with(B2C, r#""sub":"Not supported currently. Use oid claim.""#), "no subject: this user flow puts the user into oid", ""),
        ("sub of an app", r#"{"sub":"a","oid":"a","idtyp":"app"}"#.to_owned(), "the same as oid: an app by itself", ""),
        ("contexts", v2(r#""acrs":["c1","p1","c100"]"#), "authentication context 1, p1: likely a value that Entra sets itself, c100", ""),
        ("region", v2(r#""tenant_region_scope":"EU""#), "likely Europe", ""),
        ("platform stays raw", v2(r#""platf":"3""#), "", "not documented"),
        ("opaque stays raw", v2(r#""aio":"x""#), "", "Opaque"),
        ("extension", v2(r#""extension_0123456789abcdef0123456789abcdef_Level":"x""#), "", "Attribute Level of application 01234567-89ab-cdef-0123-456789abcdef."),
        ("any well-known id", v2(r#""something":"04b07795-8ddb-461a-bbee-02f9e1bf7b46""#), "Azure CLI", ""),
    ]
}

#[test]
fn values_in_words() {
    for (row, payload, value, detail) in told() {
        let found = first(&payload).meaning;
        assert_eq!(found.value, value, "{row}");
        assert!(found.detail.contains(detail), "{row}: {}", found.detail);
    }
}

#[test]
fn values_stand_as_written_and_in_order() {
    let rows = rows(
        r#"{"z":1.50,"a":"text","n":1e400,"o":{"b":[1,2],"a":null},"big":123456789012345678901234567890}"#,
    );
    let shown: Vec<(&str, &str)> = rows
        .iter()
        .map(|r| (r.name.as_str(), r.value.as_str()))
        .collect();
    let expected = [
        ("z", "1.50"),
        ("a", "text"),
        ("n", "1e400"),
        ("o", r#"{"b":[1,2],"a":null}"#),
        ("big", "123456789012345678901234567890"),
    ];
    // An exponent may be written with its sign.
    let normal: Vec<(&str, String)> = shown
        .iter()
        .map(|(n, v)| (*n, v.replace("e+", "e")))
        .collect();
    assert_eq!(
        normal
            .iter()
            .map(|(n, v)| (*n, v.as_str()))
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn repeated_members_are_all_shown() {
    let rows = rows(&format!(
        r#"{{"aud":"a","exp":{NOW},"aud":"https://graph.microsoft.com"}}"#
    ));
    assert_eq!(
        rows.iter().map(|r| r.value.as_str()).collect::<Vec<_>>()[0],
        "a"
    );
    for row in rows.iter().filter(|r| r.name == "aud") {
        let said = &row.meaning.value;
        assert!(said.contains("written 2 times: libraries differ"), "{said}");
    }
    assert!(!rows[1].meaning.value.contains("written"), "{:?}", rows[1]);
}

#[test]
fn deceiving_values_are_marked_and_never_quoted_raw() {
    for payload in [
        r#"{"scp":"re\u202Ead"}"#,
        r#"{"acrs":["c\u200B1"]}"#,
        r#"{"xms_tdbr":"E\u00ADU"}"#,
        r#"{"na\u202Eme":"x"}"#,
    ] {
        let row = first(payload);
        assert!(
            row.meaning.detail.contains("invisible"),
            "{payload}: {:?}",
            row.meaning
        );
        for text in [&row.meaning.value, &row.meaning.detail] {
            let raw = ['\u{202E}', '\u{200B}', '\u{AD}'];
            assert!(!text.contains(raw), "{payload}: {text:?}");
        }
    }
}

#[test]
fn claims_come_with_meaning_and_certainty() {
    for (row, payload, claim, certainty) in [
        (
            "documented",
            r#"{"exp":1}"#,
            "must not be accepted",
            Some(Certainty::Documented),
        ),
        (
            "likely",
            r#"{"xms_tcdt":1}"#,
            "tenant was created",
            Some(Certainty::Likely),
        ),
        (
            "undocumented",
            r#"{"aio":"x"}"#,
            "for itself",
            Some(Certainty::Undocumented),
        ),
        (
            "unknown of Microsoft",
            r#"{"xms_new":"x"}"#,
            "Microsoft's own",
            Some(Certainty::Undocumented),
        ),
        ("unknown", r#"{"mine":"x"}"#, "", None),
    ] {
        let found = first(payload).meaning;
        assert!(found.claim.contains(claim), "{row}: {}", found.claim);
        assert_eq!(found.certainty, certainty, "{row}");
    }
    assert!(
        first(r#"{"upn":"x"}"#)
            .meaning
            .detail
            .contains("never decide access")
    );
}

/// (row, header, value in words of its first member, a piece of its detail)
const HEADERS: &[(&str, &str, &str, &str)] = &[
    (
        "typ",
        r#"{"typ":"JWT"}"#,
        "a token; ID and access tokens look the same here",
        "tell them apart",
    ),
    (
        "typ in other case",
        r#"{"typ":"at+JWT"}"#,
        "an access token by RFC 9068, not from Entra",
        "",
    ),
    (
        "media type",
        r#"{"typ":"application/jwt"}"#,
        "a token; ID and access tokens look the same here",
        "",
    ),
    ("alg", r#"{"alg":"RS256"}"#, "RSA with SHA-256", ""),
    (
        "none",
        r#"{"alg":"none"}"#,
        "no signature at all: never acceptable",
        "",
    ),
    (
        "nOnE",
        r#"{"alg":"nOnE"}"#,
        "no signature at all, in a spelling that filters miss: never acceptable",
        "",
    ),
    (
        "rs256",
        r#"{"alg":"rs256"}"#,
        "not an algorithm: RS256 has another spelling",
        "",
    ),
    (
        "unknown alg",
        r#"{"alg":"XX"}"#,
        "not a known algorithm",
        "",
    ),
    (
        "alg of another type",
        r#"{"alg":["RS256"]}"#,
        "not a text, which it has to be",
        "",
    ),
    (
        "kid, SHA-1",
        r#"{"kid":"nOo3ZDrODXEK1jKWhXslHR_KXEg"}"#,
        "SHA-1 certificate thumbprint, hex 9CEA37643ACE0D710AD63296857B251D1FCA5C48",
        "",
    ),
    (
        "kid, SHA-256",
        r#"{"kid":"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}"#,
        "SHA-256 thumbprint, hex 3736CBB1787CB8309C77EE8C3705C5E16FFB9E859715901F1E4C59B11182F57B",
        "",
    ),
    (
        "kid in hex",
        r#"{"kid":"9CEA37643ACE0D710AD63296857B251D1FCA5C48"}"#,
        "SHA-1 certificate thumbprint in hex",
        "",
    ),
    ("kid by name", r#"{"kid":"../../etc"}"#, "", ""),
    (
        "x5t as kid",
        r#"{"x5t":"nOo3ZDrODXEK1jKWhXslHR_KXEg","kid":"nOo3ZDrODXEK1jKWhXslHR_KXEg"}"#,
        "SHA-1 certificate thumbprint, hex 9CEA37643ACE0D710AD63296857B251D1FCA5C48",
        "The same as kid.",
    ),
    (
        "x5t beside kid",
        r#"{"x5t":"a","kid":"b"}"#,
        "",
        "It differs from kid",
    ),
    (
        "nonce",
        r#"{"nonce":"n"}"#,
        "signature of a Microsoft API's own format",
        "Only the API",
    ),
    (
        "jku",
        r#"{"jku":"https://evil.example"}"#,
        "shown, never followed",
        "RFC 8725",
    ),
    (
        "x5u",
        r#"{"x5u":"https://evil.example"}"#,
        "shown, never followed",
        "",
    ),
    ("jwk", r#"{"jwk":{}}"#, "shown, never followed", ""),
    ("x5c", r#"{"x5c":[]}"#, "shown, never followed", ""),
    ("enc", r#"{"enc":"A256GCM"}"#, "AES-256-GCM", ""),
    ("nested", r#"{"cty":"JWT"}"#, "another token is inside", ""),
    (
        "crit",
        r#"{"crit":["x"]}"#,
        "a reader that doesn't know these must refuse the token",
        "",
    ),
];

#[test]
fn header_members() {
    for (row, header, value, detail) in HEADERS {
        let row_found = header_rows(&token(header, "{}"))
            .into_iter()
            .next()
            .expect("a row");
        assert_eq!(row_found.meaning.value, *value, "{row}");
        assert!(
            row_found.meaning.detail.contains(detail),
            "{row}: {}",
            row_found.meaning.detail
        );
    }
}

/// In an encrypted token the header is about encryption (RFC 7516 §4.1).
#[test]
fn header_members_of_an_encrypted_token() {
    for (name, header, words) in [
        ("alg", r#"{"alg":"RSA-OAEP"}"#, "content key"),
        ("kid", r#"{"kid":"a"}"#, "encrypted for"),
        ("x5t", r#"{"x5t":"a"}"#, "encrypted for"),
        ("enc", r#"{"enc":"A256GCM"}"#, "encrypt"),
    ] {
        let part = base64url::encode(header.as_bytes());
        let encrypted = Token::take_apart(&format!("{part}.AAAA.AAAA.AAAA.AAAA"));
        let signed = Token::take_apart(&format!("{part}.e30.AAAA"));
        let of = |token: &Token| header_rows(token)[0].meaning.claim.clone();
        assert!(of(&encrypted).contains(words), "{name}: {}", of(&encrypted));
        assert_eq!(of(&encrypted) == of(&signed), name == "enc", "{name}");
    }
}

#[test]
fn in_utc_the_moment_stands_once() {
    let now = Timestamp::from_second(NOW).unwrap();
    let token = claims(&format!(r#"{{"exp":{NOW}}}"#));
    let detail = claim_rows(&token, now, &TimeZone::UTC)[0]
        .meaning
        .detail
        .clone();
    assert_eq!(detail.matches("2026-11-21 10:00:00").count(), 1, "{detail}");
}
