//! An ID token and what was issued together with it: claims `at_hash` and `c_hash` (`OpenID` Connect
//! Core §3.1.3.6, §3.3.2.11).

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};

use crate::input::{Found, Kind, Role, base64url};
use crate::token::{Token, role_of};

/// What one of the two hashes in an ID token says about what was found beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing<'a> {
    /// `at_hash` or `c_hash`.
    pub claim: &'static str,
    /// What stands in the claim.
    pub expected: &'a str,
    /// What was compared: where it was found, and its hash.
    pub compared: Vec<(String, String)>,
}

impl Pairing<'_> {
    /// Where the token or code stands that the ID token was issued with.
    pub fn partner(&self) -> Option<&str> {
        let mut compared = self.compared.iter();
        compared
            .find(|(_, hash)| hash == self.expected.trim_end_matches('='))
            .map(|(at, _)| at.as_str())
    }
}

/// Compares the hashes in an ID token with what was found beside it. Hashes that are missing, or
/// with nothing to compare, are left out.
pub fn pairings<'a>(id_token: &'a Token, beside: &[&Found]) -> Vec<Pairing<'a>> {
    [
        ("at_hash", is_access_token as fn(&Found) -> bool),
        ("c_hash", is_code),
    ]
    .into_iter()
    .filter_map(|(claim, fits)| {
        let expected = id_token.claim(claim)?;
        let compared: Vec<(String, String)> = beside
            .iter()
            .filter(|found| fits(found))
            .filter_map(|found| Some((found.at.clone(), left_half(id_token.alg()?, &found.text)?)))
            .collect();
        (!compared.is_empty()).then_some(Pairing {
            claim,
            expected,
            compared,
        })
    })
    .collect()
}

/// The left half of a value's hash, base64url; the algorithm of the signature tells which hash.
/// `None` for algorithms that tell none.
pub fn left_half(alg: &str, value: &str) -> Option<String> {
    let algorithm = match alg.get(alg.len().checked_sub(3)?..)? {
        "256" => &SHA256,
        "384" => &SHA384,
        "512" => &SHA512,
        _ => return None,
    };
    let hash = digest::digest(algorithm, value.as_bytes());
    let hash = hash.as_ref();
    hash.get(..hash.len() / 2).map(base64url::encode)
}

/// Whether something found is an access token, readable or sealed.
fn is_access_token(found: &Found) -> bool {
    match found.role {
        Some(role) => role == Role::AccessToken,
        None if found.kind == Kind::OpaqueToken => true,
        None => {
            found.kind == Kind::Jws
                && Token::of(found).is_some_and(|t| role_of(&t, None).role == Role::AccessToken)
        }
    }
}

/// Whether something found is an authorization code.
fn is_code(found: &Found) -> bool {
    found.kind == Kind::AuthorizationCode
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    /// The values of `OpenID` Connect Core's appendix A.3 and A.4.
    #[test]
    fn the_published_examples_come_out() {
        for (name, value, expected) in [
            (
                "at_hash",
                "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
                "77QmUPtjPfzWtF2AnpK9RQ",
            ),
            (
                "c_hash",
                "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk",
                "LDktKdoQak3Pk0cnXxCltA",
            ),
        ] {
            assert_eq!(left_half("RS256", value).unwrap(), expected, "{name}");
        }
        assert_eq!(left_half("RS384", "x").unwrap().len(), 32);
        assert_eq!(left_half("PS512", "x").unwrap().len(), 43);
        assert_eq!(left_half("EdDSA", "x"), None);
        assert_eq!(left_half("", "x"), None);
    }

    fn found(text: &str, kind: Kind, role: Option<Role>) -> Found {
        Found {
            text: text.to_owned(),
            kind,
            role,
            source: "test".to_owned(),
            at: format!("/{text}"),
            request_url: None,
            noise: Vec::new(),
            damage: Vec::new(),
            remark: None,
        }
    }

    #[test]
    fn only_what_fits_is_compared() {
        let part = |value: serde_json::Value| base64url::encode(value.to_string().as_bytes());
        let hash = left_half("RS256", "ticket").unwrap();
        let id_token = Token::take_apart(&format!(
            "{}.{}.AAAA",
            part(json!({ "alg": "RS256" })),
            part(json!({ "at_hash": hash, "c_hash": "other" }))
        ));
        let ticket = found("ticket", Kind::OpaqueToken, None);
        let other = found("other", Kind::Jws, Some(Role::AccessToken));
        let refresh = found("refresh", Kind::RefreshToken, None);
        let code = found("code", Kind::AuthorizationCode, None);

        assert!(pairings(&id_token, &[]).is_empty());
        assert!(pairings(&id_token, &[&refresh]).is_empty());
        let all = pairings(&id_token, &[&other, &refresh, &ticket, &code]);
        let told: Vec<_> = all
            .iter()
            .map(|p| (p.claim, p.compared.len(), p.partner()))
            .collect();
        assert_eq!(told, [("at_hash", 2, Some("/ticket")), ("c_hash", 1, None)]);
    }
}
