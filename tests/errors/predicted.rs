//! What validators are predicted to answer is what they write, so the table has to know all of it and
//! to say what it speaks of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tokenscope::api::Api;
use tokenscope::diagnosis::{Answer, Inputs, Inspection, inspect, read_error};
use tokenscope::documents::{Consent, Documents, SavedInspection, examples};
use tokenscope::input;

use crate::common::cases::{folder, rows};
use crate::common::now;
use crate::common_situations::situations;
use crate::table::entries;

/// Words of a refusal, and what its entry speaks of; the first row whose words stand in it counts.
const ABOUT: &[(&str, &[&str])] = &[
    // Microsoft.IdentityModel and API Management
    ("IDX10500", &["no-keys", "key"]),
    ("IDX10501", &["key"]),
    ("IDX10503", &["key"]),
    ("IDX10516", &["key"]),
    ("IDX10517", &["key"]),
    ("IDX10504", &["shape", "signature"]),
    ("IDX10508", &["signature"]),
    ("IDX10511", &["signature"]),
    ("IDX10696", &["algorithm"]),
    ("IDX10204", &["issuer"]),
    ("IDX10205", &["issuer"]),
    ("IDX10211", &["issuer"]),
    ("IDX10212", &["issuer"]),
    ("IDX4000", &["issuer"]),
    ("IDX10206", &["audience"]),
    ("IDX10208", &["audience"]),
    ("IDX10214", &["audience"]),
    ("IDX10222", &["early"]),
    ("IDX10223", &["expired"]),
    ("IDX10224", &[""]),
    ("IDX10225", &[""]),
    ("IDX10256", &["type"]),
    ("IDX10257", &["type"]),
    ("IDX10609", &["encrypted"]),
    ("IDX127", &["shape"]),
    ("IDX141", &["shape"]),
    ("TokenClaim", &["permission"]),
    // express-oauth2-jwt-bearer
    ("Unexpected 'alg' value", &["algorithm"]),
    ("Unexpected 'typ' value", &["type"]),
    ("Unexpected 'iss' value", &["issuer"]),
    ("Unexpected 'aud' value", &["audience"]),
    ("Unexpected '", &["claim"]),
    ("Claims Set must be", &["shape"]),
    // jose, before others that speak of claims
    ("Header Parameter value not allowed", &["algorithm"]),
    ("ERR_JOSE_NOT_SUPPORTED", &["algorithm"]),
    ("ERR_JWS_INVALID", &["shape"]),
    ("ERR_JWT_INVALID", &["shape"]),
    ("ERR_JWKS_", &["key"]),
    ("ERR_JWS_SIGNATURE", &["signature"]),
    ("claim must be a number", &["claim"]),
    (r#"required "iss""#, &["issuer"]),
    (r#"required "aud""#, &["audience"]),
    (r#"unexpected "iss""#, &["issuer"]),
    (r#"unexpected "aud""#, &["audience"]),
    (r#"unexpected "typ""#, &["type"]),
    (r#"missing required ""#, &["permission"]),
    (r#"unexpected ""#, &["claim"]),
    (r#""exp" claim timestamp"#, &["expired"]),
    ("too far in the past", &["expired"]),
    ("claim timestamp", &["early"]),
    // jsonwebtoken with jwks-rsa
    ("jwt malformed", &["shape"]),
    ("invalid token", &["shape"]),
    ("jwt signature is required", &["shape"]),
    ("invalid algorithm", &["algorithm"]),
    ("secretOrPublicKey must be", &["algorithm"]),
    ("key type must be one of", &["algorithm"]),
    ("invalid signature", &["signature"]),
    ("did not contain any", &["no-keys"]),
    ("No KID specified", &["key"]),
    ("Unable to find a signing key", &["key"]),
    ("invalid nbf value", &["claim"]),
    ("invalid exp value", &["claim"]),
    ("jwt not active", &["early"]),
    ("jwt expired", &["expired"]),
    ("maxAge", &["expired"]),
    ("jwt subject invalid", &["claim"]),
    ("jwt audience invalid", &["audience"]),
    ("jwt issuer invalid", &["issuer"]),
    // PyJWT
    ("Not enough segments", &["shape"]),
    ("padding", &["shape"]),
    ("Invalid header string", &["shape"]),
    ("Invalid payload string", &["shape"]),
    ("Key ID header parameter", &["shape"]),
    ("InvalidAlgorithmError", &["algorithm"]),
    ("InvalidSignatureError", &["signature"]),
    ("must be an integer", &["claim"]),
    ("ImmatureSignatureError", &["early"]),
    ("ExpiredSignatureError", &["expired"]),
    ("InvalidIssuerError", &["issuer"]),
    ("InvalidAudienceError", &["audience"]),
    ("MissingRequiredClaimError", &["claim"]),
    ("InvalidSubjectError", &["claim"]),
    ("InvalidJTIError", &["claim"]),
    ("Guest users not allowed", &["permission"]),
    // Spring Security
    ("Encrypted JWT rejected", &["encrypted"]),
    ("Malformed token", &["shape"]),
    ("Payload of JWS object", &["shape"]),
    ("Unsupported algorithm", &["algorithm"]),
    ("no matching key(s) found", &["key"]),
    ("Signed JWT rejected: Invalid signature", &["signature"]),
    ("Jwt expired at", &["expired"]),
    ("Jwt used before", &["early"]),
    ("The iss claim", &["issuer"]),
    ("The aud claim", &["audience"]),
    ("The nbf claim", &["claim"]),
    ("The exp claim", &["claim"]),
    ("typ value needs to be", &["type"]),
    ("provided in the configuration", &["metadata-issuer"]),
    // go-oidc
    ("oidc: malformed jwt", &["shape", "algorithm"]),
    ("unsupported algorithm", &["algorithm"]),
    ("failed to unmarshal claims", &["shape"]),
    ("issued by a different provider", &["issuer"]),
    ("issuer did not match", &["metadata-issuer"]),
    ("oidc: expected audience", &["audience"]),
    ("clientID must be provided", &["audience"]),
    ("oidc: token is expired", &["expired"]),
    ("oidc: current time", &["early"]),
    ("failed to verify id token signature", &["key-or-signature"]),
    // Envoy and Istio
    ("RBAC: access denied", &["permission"]),
    ("Jwt is missing", &["shape"]),
    ("Jwt issuer is not configured", &["issuer"]),
    ("Audiences in Jwt are not allowed", &["audience"]),
    ("Header.Payload.Signature", &["shape"]),
    ("is an invalid", &["shape"]),
    ("Jwt header [alg]", &["algorithm"]),
    ("Jwt not yet valid", &["early"]),
    ("Jwt is expired", &["expired"]),
    ("Jwks doesn't have key", &["key"]),
    ("Jwt verification fails", &["signature"]),
    ("Jwks", &["no-keys"]),
];

/// What isn't recognised for good reason: what any JSON parser writes, which only what stands around
/// it connects with a token, and our own words where an API doesn't even start.
const NOT_ITS_WORDS: &[&str] = &["SyntaxError: Unexpected", ": It accepts no token."];

/// The inspections of an example that is part of the program.
fn of_example(text: &str) -> Vec<Inspection> {
    let saved = SavedInspection::read(text).unwrap();
    let api = saved.api.as_ref().map(|api| Api::read(api).unwrap());
    let mut documents = Documents::default();
    documents.extend(saved.documents);
    let tokens = saved.tokens.iter();
    let found = tokens.flat_map(|token| input::read("example", token).found);
    let found: Vec<_> = found.collect();
    let inputs = Inputs {
        documents: &documents,
        api: &api.unwrap_or_default(),
        error: None,
        companions: &found,
        consent: &Consent::default(),
        now: saved.at.unwrap_or_else(now),
    };
    found.iter().map(|one| inspect(one, &inputs)).collect()
}

/// All refusals that are predicted over all cases, situations and examples, each with where it is
/// from.
fn refusals() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut add = |name: &str, inspection: &Inspection| {
        for prediction in &inspection.predictions {
            if let Answer::Refuses { error, message } = &prediction.answer {
                let from = format!("{name}, {}", prediction.validator);
                all.entry(format!("{error}: {message}")).or_insert(from);
            }
        }
    };
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if std::fs::read_to_string(&path).unwrap().contains("[[row]]") {
            for row in rows(path.file_stem().unwrap().to_str().unwrap()) {
                add(&row.name, &row.inspect());
            }
        }
    }
    for situation in situations() {
        add(situation.name, &situation.inspect());
    }
    for example in examples::ALL {
        for inspection in of_example(example.text) {
            add(example.name, &inspection);
        }
    }
    all
}

#[test]
fn every_refusal_that_is_predicted_is_recognised() {
    let entries = entries().into_iter();
    let about: BTreeMap<String, String> = entries
        .map(|entry| (entry.id, entry.about.unwrap_or_default()))
        .collect();
    let refusals = refusals();
    assert!(refusals.len() > 100, "only {} refusals", refusals.len());
    let mut report = String::new();
    for (text, from) in refusals {
        if NOT_ITS_WORDS.iter().any(|words| text.starts_with(words)) {
            continue;
        }
        let reading = read_error(&text);
        let first = reading.matches.first().map(|found| found.pattern);
        let fits = ABOUT.iter().find(|(words, _)| text.contains(words));
        match (first, fits) {
            (None, _) => writeln!(report, "not recognised: {text} ({from})").unwrap(),
            (Some(first), None) => {
                writeln!(report, "{first}, and no row above: {text} ({from})").unwrap();
            }
            (Some(first), Some((_, expected))) => {
                let about = about[first].as_str();
                if !expected.contains(&about) {
                    writeln!(report, "{first} is about {about:?}: {text} ({from})").unwrap();
                }
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}
