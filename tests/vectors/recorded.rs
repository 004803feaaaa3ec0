//! Tokens that Microsoft signed, and the keys that it published.

use std::fs;

use tokenscope::input::base64url;
use tokenscope::keys::{PublicKey, Thumbprints, hex_of_x5t, jwk_thumbprint};
use tokenscope::signature::SignatureOutcome::{self, Altered, NotChecked, Verified};

use super::support::{json, judge, keys_of, recorded};

#[test]
fn documented_tokens_come_out_as_they_were_made() {
    let (Some(folder), Some(keys)) = (recorded("tokens"), recorded("jwks/UNION-all-keys.json"))
    else {
        return;
    };
    let keys = keys_of(&json(&keys));
    let rows: [(&str, SignatureOutcome, usize); 7] = [
        ("botbuilder-", Verified, 7),
        ("id_token_b2c_docs_2015", Verified, 1),
        ("id_token_v1_docs_2020", Altered, 1),
        ("id_token_v2_docs_2015", Altered, 1),
        ("id_token_v2_docs_2020", Altered, 1),
        ("access_token_", NotChecked, 2),
        ("id_token_v1_docs_2015_alg_none", NotChecked, 1),
    ];
    let mut seen = [0; 7];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let row = rows.iter().position(|(start, ..)| name.starts_with(start));
        let row = row.unwrap_or_else(|| panic!("{name} has no row"));
        let judged = judge(text.trim(), &keys);
        assert_eq!(judged.outcome, rows[row].1, "{name}: {:?}", judged.reason);
        seen[row] += 1;
    }
    for (index, (name, _, count)) in rows.iter().enumerate() {
        assert_eq!(seen[index], *count, "{name}");
    }
}

#[test]
fn no_other_key_explains_a_documented_token() {
    let (Some(folder), Some(keys)) = (recorded("tokens"), recorded("jwks/UNION-all-keys.json"))
    else {
        return;
    };
    let keys = keys_of(&json(&keys));
    let text = fs::read_to_string(folder.join("id_token_v2_docs_2020.jwt")).unwrap();
    let kid = tokenscope::token::Token::take_apart(text.trim())
        .kid()
        .map(str::to_owned);
    let others: Vec<_> = keys.into_iter().filter(|key| key.kid != kid).collect();
    assert!(others.len() > 90);
    let judged = judge(text.trim(), &others);
    assert_eq!(judged.outcome, SignatureOutcome::NoKey);
}

/// Entra names its keys by their certificates, B2C by the keys themselves.
#[test]
fn published_names_are_thumbprints() {
    let Some(path) = recorded("jwks/UNION-all-keys.json") else {
        return;
    };
    let (mut certified, mut own_thumbprint) = (0, 0);
    for key in keys_of(&json(&path)) {
        let kid = key.kid.clone().unwrap();
        assert_eq!(key.public.refusal(), None, "{kid}");
        let Some(certificate) = key.certificate else {
            own_thumbprint += usize::from(jwk_thumbprint(&key.public).as_ref() == Some(&kid));
            continue;
        };
        let names = Thumbprints::of_certificate(&certificate.der);
        assert_eq!(names.x5t.as_ref(), Some(&kid));
        assert_eq!(names.x5t, key.thumbprints.x5t, "{kid}");
        assert_eq!(hex_of_x5t(&kid), names.sha1_hex, "{kid}");
        assert_eq!(certificate.public, key.public, "{kid}");
        assert!(matches!(certificate.public, PublicKey::Rsa { .. }));
        assert!(certificate.not_before < certificate.not_after, "{kid}");
        certified += 1;
    }
    assert!(certified > 80, "{certified} certificates");
    assert_eq!(own_thumbprint, 1, "B2C's shared key");
    assert_eq!(
        base64url::decode("X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk")
            .unwrap()
            .len(),
        32
    );
}
