//! F-01: what was pasted is no JWT at all.

use super::sealed_personal_account_token::is_sealed;
use crate::diagnosis::company::access_token_beside;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step, saml};
use crate::input::json::Object;
use crate::input::{Found, Kind, TokenError, base64url};

pub(super) static RULE: Rule = Rule {
    id: "not-a-jwt",
    section: "F-01",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "What was pasted is not a JWT: a refresh token, a code, SAML, or something else",
    reference: "https://www.rfc-editor.org/rfc/rfc7519#section-3",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let found = facts.found;
    let what = match found.kind {
        Kind::OpaqueToken if is_sealed(found) => return Outcome::NotApplicable,
        Kind::OpaqueToken => "a sealed token that only its own service can read",
        // Both look the same where nothing but the beginning tells.
        Kind::RefreshToken if is_likely(found) => "likely a refresh token or an authorization code",
        Kind::RefreshToken => "a refresh token",
        Kind::AuthorizationCode if is_likely(found) => {
            "likely an authorization code or a refresh token"
        }
        Kind::AuthorizationCode => "an authorization code",
        Kind::SamlAssertion => "SAML",
        Kind::Other => "no token",
        kind => return Outcome::Passed(Finding::new(shape(kind, facts))),
    };
    let error = TokenError::read(&found.text).filter(|_| found.kind == Kind::Other);
    let finding = saml::finding(facts)
        .or_else(|| error.as_ref().map(of_error))
        .unwrap_or_else(|| Finding::new(headline(found, what)))
        .compare("Shape", "three parts with dots between them", what)
        .value("what", what);
    let finding = match access_token_beside(facts) {
        Some(beside) => Finding {
            headline: format!(
                "This is {what}, which goes to the token endpoint alone: what an API gets is the \
                 access token beside it ({}).",
                beside.at
            ),
            ..finding
        },
        None => finding,
    };
    Outcome::Failed(match instead(found, error.as_ref()) {
        Some(instead) => finding.value("instead", instead),
        None => finding,
    })
}

/// Whether what it is rests on its beginning alone.
fn is_likely(found: &Found) -> bool {
    found
        .remark
        .as_deref()
        .is_some_and(|r| r.contains("likely"))
}

fn headline(found: &Found, what: &str) -> String {
    match (&found.remark, found.kind) {
        (Some(remark), _) => remark.clone(),
        (None, Kind::Other) => "This is not a token.".to_owned(),
        (None, _) => format!("This is not a JWT but {what}."),
    }
}

/// An error answer: there was never a token.
fn of_error(error: &TokenError) -> Finding {
    let code = error.code.as_ref();
    let code = code.map_or_else(String::new, |code| format!(", {code}"));
    let mut finding = Finding::new(format!(
        "This is the answer to a request for a token that failed ({}{code}): no token was issued.",
        error.error
    ))
    .fact("error", &error.error);
    if let Some(code) = &error.code {
        finding = finding.fact("Code", code);
    }
    for (name, id) in &error.ids {
        finding = finding.fact(*name, id);
    }
    finding
}

fn shape(kind: Kind, facts: &Facts<'_>) -> String {
    let parts = facts.token.map_or(0, crate::token::Token::segment_count);
    match kind {
        Kind::Jwe => "An encrypted token (JWE) in five parts.".to_owned(),
        Kind::UnsecuredJwt => "A JWT without a signature.".to_owned(),
        Kind::DamagedJwt => format!("A JWT, but not a whole one: it has {parts} parts."),
        _ => "A signed token (JWS) in three parts.".to_owned(),
    }
}

/// What to do instead, as a sentence without its full stop.
fn instead(found: &Found, error: Option<&TokenError>) -> Option<String> {
    const REDEEM: &str = "Redeem the code at the token endpoint (it works once, for about ten \
                          minutes) and send the access_token of the answer";
    const REFRESH: &str = "Exchange the refresh token at the token endpoint and send the access_token \
                           of the answer; a refresh token goes nowhere else";
    const EITHER: &str = "Trade it at the token endpoint, as the refresh token or the code that it \
                          is, and send the access_token of the answer";
    const SAML: &str = "A SAML assertion is checked with the certificates in the federation \
                        metadata; an API that expects a JWT needs an OAuth access token";
    const PRINCIPAL: &str = "Behind App Service, use these claims as they are; for a signed token \
                             read the header X-MS-TOKEN-AAD-ACCESS-TOKEN or X-MS-TOKEN-AAD-ID-TOKEN, \
                             or /.auth/me";
    if let Some(error) = error {
        let code = error.code.as_deref().unwrap_or(&error.error);
        return Some(format!(
            "Correct the request for the token first: look {code} up in the reference of error \
             codes, or under https://login.microsoftonline.com/error"
        ));
    }
    let words = match found.kind {
        Kind::RefreshToken | Kind::AuthorizationCode if is_likely(found) => EITHER,
        Kind::RefreshToken => REFRESH,
        Kind::AuthorizationCode => REDEEM,
        Kind::SamlAssertion => SAML,
        Kind::Other if is_principal(found) => PRINCIPAL,
        _ => return None,
    };
    Some(words.to_owned())
}

/// Whether it is what App Service's X-MS-CLIENT-PRINCIPAL holds: claims without a signature.
fn is_principal(found: &Found) -> bool {
    let has = |object: Object| object.get("auth_typ").is_some() && object.get("claims").is_some();
    let bytes = base64url::decode_any(&found.text);
    let json = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = json.and_then(|json| Object::parse(&json).ok());
    decoded
        .or_else(|| Object::parse(&found.text).ok())
        .is_some_and(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn what_is_no_jwt_is_named() {
        let rows = [
            (Kind::RefreshToken, "refresh token"),
            (Kind::AuthorizationCode, "authorization code"),
            (Kind::SamlAssertion, "SAML"),
            (Kind::Other, "not a token"),
        ];
        for (kind, word) in rows {
            let mut case = Case::opaque(kind, "0.AXkA", "");
            case.found.remark = None;
            let headline = case.expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(word), "{kind:?}: {headline}");
        }
    }

    #[test]
    fn tokens_and_sealed_tickets_are_left_to_other_rules() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        Case::opaque(Kind::OpaqueToken, "EwBwA8l6BAAU", "Sealed.")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
