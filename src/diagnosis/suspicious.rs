//! What in a token can mislead a verifier, though its signature may hold (rules E-10).

use super::words::{list, short};
use crate::token::{Token, escape_deceiving};

/// Header members that bring a key or say where to get one: never to be trusted (RFC 8725 §3.10).
const KEY_MEMBERS: [&str; 4] = ["jwk", "jku", "x5u", "x5c"];

/// Every such thing, a sentence each, the worst first.
pub(super) fn suspicious(token: &Token) -> Vec<String> {
    let found = [own_keys(token), odd_kid(token), repeated(token)];
    found.into_iter().flatten().collect()
}

/// Members of the header that bring their own key, as a sentence.
pub(super) fn own_keys(token: &Token) -> Option<String> {
    let header = token.header_object();
    let named: Vec<&str> = KEY_MEMBERS
        .into_iter()
        .filter(|name| header.get(name).is_some())
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "The header brings its own key or says where to get one ({}): a verifier that follows \
             it accepts forged tokens.",
            list(&named)
        )
    })
}

/// A kid that would lead somewhere in a path or a query.
fn odd_kid(token: &Token) -> Option<String> {
    let kid = token.kid()?;
    let odd = |c: char| matches!(c, '/' | '\\' | '\'' | '"' | ';' | '|' | '<' | '>' | '%');
    if kid.chars().any(char::is_control) {
        return Some(format!(
            "The kid is {}, with control characters: a log, a file name or a query that takes it \
             as it stands can be misled.",
            short(&escape_deceiving(kid).0, 80)
        ));
    }
    let leads = kid.contains("..") || kid.chars().any(odd) || kid.contains("--;");
    leads.then(|| {
        format!(
            "The kid is {}, with characters of paths or queries: a verifier that looks its keys up \
             by file or by query can be misled.",
            short(kid, 80)
        )
    })
}

/// Names that stand more than once (RFC 7519 §4): readers differ in which one counts.
fn repeated(token: &Token) -> Option<String> {
    let places = [
        ("header", token.header_object().repeated()),
        ("payload", token.claims().repeated()),
    ];
    let told: Vec<String> = places
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(part, names)| {
            format!(
                "the {part} holds {} more than once",
                short(&list(&names), 80)
            )
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "Names are repeated: {}. Readers differ in which one counts, and no issuer writes that.",
            list(&told)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::base64url;

    fn token(header: &str, payload: &str) -> Token {
        let part = |json: &str| base64url::encode(json.as_bytes());
        Token::take_apart(&format!("{}.{}.AAAA", part(header), part(payload)))
    }

    #[test]
    fn what_misleads_is_told_and_ordinary_tokens_are_quiet() {
        let rows = [
            (r#"{"jku":"https://evil.example"}"#, "{}", "(jku)"),
            (r#"{"kid":"../../dev/null"}"#, "{}", "../../dev/null"),
            (r#"{"kid":"x' OR '1'='1"}"#, "{}", "paths or queries"),
            (r#"{"kid":"a","kid":"b"}"#, "{}", "the header holds kid"),
            ("{}", r#"{"iss":"a","iss":"b"}"#, "the payload holds iss"),
        ];
        for (header, payload, words) in rows {
            let told = suspicious(&token(header, payload)).join(" ");
            assert!(told.contains(words), "{header} {payload}: {told}");
        }
        let quiet = [
            "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk",
            "nOo3ZDrODXEK1jKWhXslHR_KXEg",
            "{D3F1A5B2-0000-0000-0000-000000000000}.signing key",
        ];
        for kid in quiet {
            let header = format!(r#"{{"alg":"RS256","kid":"{kid}"}}"#);
            assert!(suspicious(&token(&header, "{}")).is_empty(), "{kid}");
        }
    }
}
