//! Guests of a tenant, and the version that it issued.

use tokenscope::token::{is_guest, version};

use super::{claims, fill};

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
