//! What a JSON document is as a whole (rules A-3).

use serde_json::Value;

use super::collect::{Collector, Place};
use super::{Whole, config, errors, har, walk};

/// What a JSON document is, in words where it is no plain JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// What it is.
    pub(super) whole: Whole,
    /// A sentence for the case that it holds no token.
    pub(super) remark: String,
}

/// Tells what a document is.
pub(super) fn shape(value: &Value) -> Shape {
    let (whole, remark) = recorded(value)
        .or_else(|| answer(value))
        .or_else(|| published(value))
        .or_else(|| relative(value))
        .or_else(|| configured(value))
        .unwrap_or_else(|| (Whole::Json, plain(value)));
    Shape { whole, remark }
}

/// Adds the tokens in a document. A saved inspection is loaded as one, and documents that an issuer
/// publishes hold none.
pub(super) fn read(value: &Value, whole: Whole, out: &mut Collector<'_>) {
    match whole {
        Whole::SavedInspection | Whole::Jwks | Whole::Metadata => {}
        Whole::Har => har::read(har::entries(value).map_or(&[], Vec::as_slice), out),
        _ => {
            let root = Place {
                at: Some(String::new()),
                ..Place::default()
            };
            walk::walk(value, &root, out);
        }
    }
}

type Told = Option<(Whole, String)>;

fn recorded(value: &Value) -> Told {
    if value.get("tokenscope").is_some_and(Value::is_number) {
        let remark = "This is a saved inspection. Its tokens are shown when it is opened.";
        return Some((Whole::SavedInspection, remark.to_owned()));
    }
    let count = har::entries(value)?.len();
    let remark = format!(
        "This is an HTTP archive with {} and no token in {}. Browsers leave out what is secret \
         unless the archive is saved with sensitive data.",
        counted(count, "request"),
        if count == 1 { "it" } else { "them" }
    );
    Some((Whole::Har, remark))
}

/// What a token endpoint or an API answers.
fn answer(value: &Value) -> Told {
    let has = |name: &str| value.get(name).is_some_and(|v| !v.is_null());
    let holds = |names: &[&str]| names.iter().any(|name| has(name));
    if value.get("error").is_some_and(Value::is_string)
        && holds(&[
            "error_description",
            "error_codes",
            "error_uri",
            "trace_id",
            "correlation_id",
        ])
    {
        let description = value.get("error_description").and_then(Value::as_str);
        let code = description.and_then(errors::code);
        let code = code.map_or_else(String::new, |code| format!(" ({code})"));
        let remark = format!("This is a token endpoint's error answer{code}: no token was issued.");
        return Some((Whole::TokenError, remark));
    }
    if holds(&["access_token", "id_token", "accessToken", "idToken"]) {
        let remark = "This is shaped like a token endpoint's answer, but holds no token that can be \
                      read.";
        return Some((Whole::TokenResponse, remark.to_owned()));
    }
    if has("device_code") && has("user_code") {
        let remark = "This is the answer that starts a device sign-in. No token was issued yet: the \
                      user has to enter the code first.";
        return Some((Whole::Json, remark.to_owned()));
    }
    let error = value.get("error")?;
    let message = error.get("message").and_then(Value::as_str);
    (error.get("code").is_some() && message.is_some()).then(|| {
        let remark = "This is an API's error answer, not a token. Paste the token that was refused \
                      as well.";
        (Whole::ErrorText, remark.to_owned())
    })
}

/// What an issuer publishes.
fn published(value: &Value) -> Told {
    if let Some(keys) = value.get("keys").and_then(Value::as_array)
        && keys
            .iter()
            .all(|key| key.get("kty").is_some() || key.get("kid").is_some())
    {
        let remark = format!(
            "This is a key set with {}, not a token.",
            counted(keys.len(), "key")
        );
        return Some((Whole::Jwks, remark));
    }
    if value.get("issuer").is_some() && value.get("jwks_uri").is_some() {
        let remark = "This is an issuer's OpenID metadata, not a token.";
        return Some((Whole::Metadata, remark.to_owned()));
    }
    value.get("kty").is_some_and(Value::is_string).then(|| {
        let secret = value.get("d").is_some() || value.get("k").is_some();
        let remark = if secret {
            "This is a private or symmetric key (JWK), not a token. Treat it as a secret."
        } else {
            "This is one public key (JWK), not a token. A key set has it in an array named keys."
        };
        (Whole::Json, remark.to_owned())
    })
}

/// Relatives of tokens that are written as JSON.
fn relative(value: &Value) -> Told {
    let has = |name: &str| value.get(name).is_some();
    let first = value.get(0);
    let remark = if first.is_some_and(|f| f.get("provider_name").is_some()) {
        "This is an answer of App Service's /.auth/me without a token in it. The token store has to \
         be on for tokens to be there."
    } else if has("ciphertext") && (has("protected") || has("recipients")) {
        "This is an encrypted token in JSON serialization, not in compact form (RFC 7516 §7.2). \
         Microsoft Entra ID never sends it."
    } else if has("payload") && (has("signatures") || has("signature")) {
        "This is a signed token in JSON serialization, not in compact form (RFC 7515 §7.2). \
         Microsoft Entra ID never sends it."
    } else if has("auth_typ") && has("claims") {
        "This is App Service's X-MS-CLIENT-PRINCIPAL, decoded: a user's claims without a signature, \
         not a token."
    } else if has("uid") && has("utid") {
        "This is MSAL's client_info, decoded: the user's and the tenant's id, not a token."
    } else if has("iss") && (has("aud") || has("exp") || has("sub")) {
        "These are a token's claims, decoded. Paste the token itself: without header and signature \
         nothing can be checked."
    } else if has("alg") && (has("kid") || has("typ") || has("x5t")) {
        "This is a token's header, decoded. Paste the token itself: without claims and signature \
         nothing can be checked."
    } else {
        return None;
    };
    Some((Whole::Json, remark.to_owned()))
}

fn configured(value: &Value) -> Told {
    let kind = config::of_json(value)?;
    Some((
        Whole::Configuration,
        format!("This is {kind}, not a token."),
    ))
}

fn plain(value: &Value) -> String {
    let what = match value {
        Value::Array(items) => format!("an array of {}", counted(items.len(), "item")),
        Value::Object(members) => format!("an object with {}", counted(members.len(), "member")),
        _ => "a value".to_owned(),
    };
    format!("This is JSON ({what}) without a token in it.")
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    // A table of rows is read as one, however long it is.
    #![allow(clippy::too_many_lines)]
    use serde_json::json;

    use super::*;

    #[test]
    fn documents_are_told() {
        for (name, value, whole, words) in [
            (
                "saved inspection",
                json!({"tokenscope": 1}),
                Whole::SavedInspection,
                "saved inspection",
            ),
            (
                "archive",
                json!({"log": {"entries": [{}, {}]}}),
                Whole::Har,
                "2 requests",
            ),
            (
                "token answer",
                json!({"token_type": "Bearer", "access_token": "x", "expires_in": "3599"}),
                Whole::TokenResponse,
                "answer",
            ),
            (
                "error answer",
                json!({"error": "invalid_grant", "error_description": "AADSTS70008: x"}),
                Whole::TokenError,
                "AADSTS70008",
            ),
            (
                "Graph error",
                json!({"error": {"code": "InvalidAuthenticationToken", "message": "x"}}),
                Whole::ErrorText,
                "error answer",
            ),
            (
                "key set",
                json!({"keys": [{"kty": "RSA"}, {"kty": "EC"}]}),
                Whole::Jwks,
                "2 keys",
            ),
            (
                "key set of one",
                json!({"keys": [{"kty": "RSA"}]}),
                Whole::Jwks,
                "1 key,",
            ),
            ("empty key set", json!({"keys": []}), Whole::Jwks, "0 keys"),
            (
                "metadata",
                json!({"issuer": "https://x", "jwks_uri": "https://x/k"}),
                Whole::Metadata,
                "metadata",
            ),
            (
                "private key",
                json!({"kty": "RSA", "d": "x"}),
                Whole::Json,
                "secret",
            ),
            (
                "auth me",
                json!([{"provider_name": "aad"}]),
                Whole::Json,
                "/.auth/me",
            ),
            (
                "JWS JSON",
                json!({"payload": "x", "signatures": []}),
                Whole::Json,
                "compact",
            ),
            (
                "JWE JSON",
                json!({"protected": "x", "ciphertext": "y"}),
                Whole::Json,
                "compact",
            ),
            (
                "claims",
                json!({"iss": "x", "aud": "y"}),
                Whole::Json,
                "claims",
            ),
            (
                "header",
                json!({"alg": "RS256", "kid": "y"}),
                Whole::Json,
                "header",
            ),
            (
                "device sign-in",
                json!({"device_code": "x", "user_code": "y"}),
                Whole::Json,
                "device",
            ),
            (
                "settings",
                json!({"AzureAd": {}}),
                Whole::Configuration,
                "appsettings",
            ),
            (
                "other",
                json!({"a": 1}),
                Whole::Json,
                "an object with 1 member)",
            ),
            ("array", json!([1, 2]), Whole::Json, "2 items"),
        ] {
            let shape = shape(&value);
            assert_eq!(shape.whole, whole, "{name}");
            assert!(shape.remark.contains(words), "{name}: {}", shape.remark);
        }
    }
}
