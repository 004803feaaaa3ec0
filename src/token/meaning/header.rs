//! The header's members in words.

use serde_json::Value;

use super::{Words, ids};
use crate::token::Token;
use crate::token::dictionary::value_words;

/// The words for one header member.
pub(super) fn words(token: &Token, name: &str, value: &Value) -> Words {
    match (name, value) {
        ("x5c" | "jwk" | "jku" | "x5u", _) => Words::of("shown, never followed"),
        ("nonce", _) => Words::of("signature of a Microsoft API's own format"),
        ("kid", Value::String(kid)) => ids::key_name(kid),
        ("x5t", Value::String(x5t)) => thumbprint(token, x5t),
        ("x5t#S256", Value::String(x5t)) => ids::key_name(x5t),
        ("alg", Value::String(alg)) => algorithm(alg),
        ("typ" | "cty", Value::String(text)) => media_type(name, text),
        ("enc" | "zip", Value::String(text)) => of_table(name, text),
        ("crit", Value::Array(_)) => {
            Words::of("a reader that doesn't know these must refuse the token")
        }
        ("b64", Value::Bool(false)) => {
            Words::of("the payload is not base64url: not allowed in a JWT")
        }
        ("kid" | "x5t" | "x5t#S256" | "alg" | "typ" | "cty" | "enc" | "zip", _) => {
            Words::of("not a text, which it has to be")
        }
        _ => Words::default(),
    }
}

fn of_table(table: &str, value: &str) -> Words {
    value_words(table, value)
        .map_or_else(Words::default, |(words, sure)| Words::of(words).sure(sure))
}

/// Names of algorithms are case-sensitive (RFC 7515 §4.1.1); odd spellings are a trick against filters.
fn algorithm(alg: &str) -> Words {
    if let Some((words, _)) = value_words("alg", alg) {
        return Words::of(words);
    }
    if alg.eq_ignore_ascii_case("none") {
        return Words::of("no signature at all, in a spelling that filters miss: never acceptable");
    }
    let upper = alg.to_ascii_uppercase();
    match value_words("alg", &upper) {
        Some(_) => Words::of(format!("not an algorithm: {upper} has another spelling")),
        None => Words::of("not a known algorithm"),
    }
}

/// Media types are compared in any case, and without `application/` (RFC 7515 §4.1.9).
fn media_type(table: &str, text: &str) -> Words {
    let lower = text.to_ascii_lowercase();
    let short = lower.strip_prefix("application/").unwrap_or(&lower);
    let key = if short == "jwt" { "JWT" } else { short };
    of_table(table, key)
}

fn thumbprint(token: &Token, x5t: &str) -> Words {
    let words = ids::key_name(x5t);
    match token.kid() {
        Some(kid) if kid == x5t => words.line("The same as kid."),
        Some(_) => words.line("It differs from kid, which Entra never does."),
        None => words,
    }
}
