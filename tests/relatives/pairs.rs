//! An ID token beside the access token and the code that it was issued with.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::json;
use tokenscope::input::{Role, base64url};

use crate::common::{SigningKey, Template, sign, template};
use crate::{alone, assert_says, said};

/// As `OpenID` Connect Core §3.3.2.11 has it, independent of what is tested.
fn left_half(value: &str) -> String {
    base64url::encode(&digest(&SHA256, value.as_bytes()).as_ref()[..16])
}

fn id_token(hashes: &[(&str, &str)]) -> String {
    let Template {
        header, mut claims, ..
    } = template("id-token");
    for (name, of) in hashes {
        claims.insert((*name).to_owned(), json!(left_half(of)));
    }
    sign(&header, &claims, SigningKey::entra())
}

fn access_token(name: &str) -> String {
    let Template { header, claims, .. } = template(name);
    sign(&header, &claims, SigningKey::entra())
}

#[test]
fn hashes_tell_what_belongs_together() {
    let (mine, other) = (access_token("entra-v2"), access_token("entra-v2-app"));
    let code = format!("0.AXkA{}", "b2c3".repeat(40));
    let answer = |access: &str, id: &str| {
        json!({ "token_type": "Bearer", "access_token": access, "id_token": id }).to_string()
    };
    let redirect = |id: &str| format!("https://app.contoso.com/cb#code={code}&id_token={id}");
    let together = "was issued together with it: its hash is the";
    let apart = "was not issued together with this ID token";
    #[rustfmt::skip]
    let rows = [
        ("the same sign-in", answer(&mine, &id_token(&[("at_hash", &mine)])), &[together, "at_hash", "/access_token"][..], &[apart][..]),
        ("another sign-in", answer(&other, &id_token(&[("at_hash", &mine)])), &[apart, "at_hash"][..], &[together][..]),
        ("one of two", format!("{other}\n{mine}\n{}", id_token(&[("at_hash", &mine)])), &[together, "line 2"][..], &[apart][..]),
        ("a sealed access token", answer(&format!("EwA{}", "x1".repeat(100)), &id_token(&[("at_hash", &format!("EwA{}", "x1".repeat(100)))])), &[together][..], &[apart][..]),
        ("a code", redirect(&id_token(&[("c_hash", &code)])), &[together, "c_hash", "The code beside it"][..], &[apart][..]),
        ("another code", redirect(&id_token(&[("c_hash", "x")])), &[apart, "c_hash"][..], &[together][..]),
        ("no hash", answer(&mine, &id_token(&[])), &[][..], &[together, apart][..]),
        ("nothing beside it", id_token(&[("at_hash", &mine)]), &[][..], &[together, apart][..]),
    ];
    for (name, text, wanted, unwanted) in rows {
        let all = alone(&text);
        let id = all
            .iter()
            .find(|i| i.role.role == Role::IdToken)
            .unwrap_or_else(|| panic!("{name}: no ID token"));
        let (outcome, words) = said(id, "id-token-as-access-token");
        // Beside the access token of the same answer, it was not sent to the API.
        let expected = if text.contains("access_token") {
            "warning"
        } else {
            "failed"
        };
        assert_eq!(outcome, expected, "{name}");
        assert_says(name, &words, wanted, unwanted);
    }
}

#[test]
fn they_are_told_apart_without_names() {
    let access = access_token("entra-v2");
    let text = format!("{access}\n{}", id_token(&[("at_hash", &access)]));
    let roles: Vec<Role> = alone(&text).iter().map(|i| i.role.role).collect();
    assert_eq!(roles, [Role::AccessToken, Role::IdToken]);
}
