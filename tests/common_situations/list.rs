//! The situations.

use serde_json::{Value, json};
use tokenscope::api::Limits;
use tokenscope::input::base64url;

use super::{Situation, issuer};
use crate::common::{API, SigningKey};

/// The second part of a token, changed as text.
fn payload(token: &str, change: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    format!("{}.{}.{}", parts[0], change(parts[1]), parts[2])
}

/// The situations that real libraries are asked about.
pub fn situations() -> Vec<Situation> {
    let mut all = Vec::new();
    all.extend(good_and_times());
    all.extend(parties());
    all.extend(keys());
    all.extend(shapes());
    all.extend(demands());
    all
}

fn good_and_times() -> Vec<Situation> {
    let one = Situation::good;
    vec![
        one("good"),
        one("expired").time("nbf", -7200).time("exp", -3600),
        one("expired within a skew").time("exp", -30),
        one("expires this second").time("exp", 0),
        one("starts this second").time("nbf", 0),
        one("not yet valid").time("nbf", 600),
        one("not yet valid within a skew").time("nbf", 30),
        one("issued in the future").time("iat", 600),
        one("nbf far ahead and exp before it").time("nbf", 999_999),
        one("no exp").without("exp"),
        one("exp as a text").claim("exp", json!("1795262400")),
        one("exp as words").claim("exp", json!("tomorrow")),
        one("nbf as a text").claim("nbf", json!("1")),
    ]
}

fn parties() -> Vec<Situation> {
    let one = Situation::good;
    let slash = format!("{}/", issuer());
    vec![
        one("another audience").audiences(&["api://other"]),
        one("another issuer").issuers(&["https://issuer.example/"]),
        one("two issuers, neither right").issuers(&["https://a.example/", "https://b.example/"]),
        one("issuer but for the slash").issuers(&[&slash]),
        one("no audience configured").audiences(&[]),
        one("nothing configured").audiences(&[]).issuers(&[]),
        one("two audiences configured").audiences(&["api://other", API]),
        one("two audiences configured, neither right").audiences(&["api://a", "api://b"]),
        one("several audiences in the token").claim("aud", json!(["api://x", API])),
        one("audience with a slash").audiences(&[&format!("{API}/")]),
        one("audience missing").without("aud"),
        one("issuer missing").without("iss"),
        one("another audience, another issuer")
            .audiences(&["api://other"])
            .issuers(&["https://issuer.example/"]),
        one("expired, another audience")
            .time("exp", -3600)
            .audiences(&["api://other"]),
        one("a strict template").issuers(&["https://login.microsoftonline.com/{tenantid}/v2.0"]),
    ]
}

fn keys() -> Vec<Situation> {
    let one = Situation::good;
    let key = SigningKey::entra();
    let other = SigningKey::named("entra-other");
    let mut renamed = other.jwk();
    renamed["kid"] = json!(key.kid());
    let mut encrypting = key.jwk();
    encrypting["use"] = json!("enc");
    let mut of_ps = key.jwk();
    of_ps["alg"] = json!("PS256");
    vec![
        one("kid missing").without("kid"),
        one("kid missing, one key")
            .without("kid")
            .keys(&json!([key.jwk()])),
        one("kid missing, the key is not listed")
            .without("kid")
            .keys(&json!([other.jwk()])),
        one("kid missing, the key is not listed, expired")
            .without("kid")
            .keys(&json!([other.jwk()]))
            .time("nbf", -7200)
            .time("exp", -3600),
        one("no keys, expired")
            .keys(&json!([]))
            .time("nbf", -7200)
            .time("exp", -3600),
        one("no keys, kid missing, expired")
            .without("kid")
            .keys(&json!([]))
            .time("nbf", -7200)
            .time("exp", -3600),
        one("unknown kid").header("kid", json!("nobody")),
        one("the key is not listed").keys(&json!([other.jwk()])),
        one("the key is not listed, expired")
            .keys(&json!([other.jwk()]))
            .time("nbf", -7200)
            .time("exp", -3600),
        one("the key is not listed, another audience")
            .keys(&json!([other.jwk()]))
            .audiences(&["api://other"]),
        one("another key under the kid").keys(&json!([renamed])),
        one("two keys under the kid").keys(&json!([key.jwk(), renamed])),
        one("two keys under the kid, the wrong one first").keys(&json!([renamed, key.jwk()])),
        one("a key for encryption").keys(&json!([encrypting, other.jwk()])),
        one("a key for another algorithm").keys(&json!([of_ps])),
        one("no keys").keys(&json!([])),
        one("altered payload").text(|t| {
            payload(t, |p| {
                let claims = base64url::decode(p).unwrap();
                let text = String::from_utf8(claims).unwrap();
                base64url::encode(text.replace("Files.Read", "Files.Writ").as_bytes())
            })
        }),
        one("HS256").header("alg", json!("HS256")),
        one("HS256 where RS256 is asked")
            .header("alg", json!("HS256"))
            .algorithms(&["RS256"]),
        one("ES256 where RS256 is asked")
            .header("alg", json!("ES256"))
            .algorithms(&["RS256"]),
        one("ES256, nothing asked").header("alg", json!("ES256")),
        one("PS256 in name, nothing asked").header("alg", json!("PS256")),
        one("RS256 asked").algorithms(&["RS256"]),
        one("RS512 asked").algorithms(&["RS512"]),
        one("alg missing").without("alg"),
    ]
}

fn shapes() -> Vec<Situation> {
    let one = Situation::good;
    let cut = |t: &str| t.rsplit_once('.').unwrap().0.to_owned();
    vec![
        one("none, no signature")
            .header("alg", json!("none"))
            .text(|t| format!("{}.", cut(t))),
        one("none, with a signature").header("alg", json!("none")),
        one("signature missing").text(|t| format!("{}.", cut(t))),
        one("signature cut").text(|t| t[..t.len() - 12].to_owned()),
        one("two parts").text(cut),
        one("four parts").text(|t| format!("{t}.x")),
        one("payload cut").text(|t| payload(t, |p| p[..p.len() - 8].to_owned())),
        one("encrypted").text(|_| {
            let header = r#"{"alg":"RSA-OAEP","enc":"A256GCM","kid":"x"}"#;
            let part = base64url::encode(b"not really encrypted content");
            format!(
                "{}.{part}.{part}.{part}.{part}",
                base64url::encode(header.as_bytes())
            )
        }),
    ]
}

fn demands() -> Vec<Situation> {
    let one = Situation::good;
    let typ = |typ: &str| Limits {
        types: vec![typ.to_owned()],
        ..Limits::default()
    };
    let age = || Limits {
        max_age: Some(600),
        ..Limits::default()
    };
    let untold = Limits {
        no_audience: true,
        ..Limits::default()
    };
    vec![
        one("a claim asked for").asks("name", &[]),
        one("a claim asked for, missing").asks("email", &[]),
        one("two claims asked for, both missing")
            .asks("email", &[])
            .asks("phone", &[]),
        one("a claim asked for, null")
            .claim("email", Value::Null)
            .asks("email", &[]),
        one("a claim asked for, issuer missing")
            .without("iss")
            .asks("email", &[]),
        one("a claim asked for, another issuer, expired")
            .time("exp", -3600)
            .issuers(&["https://issuer.example/"])
            .asks("email", &[]),
        one("a scope asked for, missing").asks("scp", &["Nobody.Has"]),
        one("a type asked for").limits(typ("JWT")),
        one("a type asked for in full").limits(typ("application/jwt")),
        one("another type asked for").limits(typ("at+jwt")),
        one("a type asked for, missing")
            .without("typ")
            .limits(typ("JWT")),
        one("another type asked for, a claim missing")
            .limits(typ("at+jwt"))
            .asks("email", &[]),
        one("young enough").time("iat", -600).limits(age()),
        one("too old").time("iat", -601).limits(age()),
        one("too old and expired")
            .time("iat", -7200)
            .time("exp", -3600)
            .limits(age()),
        one("age asked for, iat missing")
            .without("iat")
            .limits(age()),
        one("age asked for, iat ahead").time("iat", 5).limits(age()),
        one("the subject")
            .claim("sub", json!("me"))
            .asks("sub", &["me"]),
        one("another subject")
            .claim("sub", json!("you"))
            .asks("sub", &["me"]),
        one("subject missing").without("sub").asks("sub", &["me"]),
        one("another subject, another audience")
            .claim("sub", json!("you"))
            .audiences(&["api://other"])
            .asks("sub", &["me"]),
        one("subject no text").claim("sub", json!(7)),
        one("jti no text").claim("jti", json!(7)),
        one("no audience told")
            .audiences(&[])
            .limits(untold.clone()),
        one("no audience told, none in the token")
            .without("aud")
            .audiences(&[])
            .limits(untold),
    ]
}
