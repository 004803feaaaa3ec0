//! Tokens that are bound to a key, and the signed requests that prove possession of it (rules E-8;
//! RFC 7800, RFC 7638, RFC 8705).

use serde_json::{Value, json};

use crate::documents::JwkSet;
use crate::input::{Found, Kind};
use crate::keys::{PublicKey, jwk_thumbprint};
use crate::signature::{Algorithm, Signature, SignatureOutcome, verify_with};
use crate::token::Token;

/// The key in an envelope's claim `cnf`.
pub(super) struct ClientKey {
    pub(super) public: PublicKey,
    /// Its RFC 7638 thumbprint.
    pub(super) thumbprint: String,
}

/// What a token is bound to, by its claim `cnf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bound {
    /// A key, by its RFC 7638 thumbprint; with the name of the member that has it.
    Key(&'static str, String),
    /// A client's TLS certificate, by its SHA-256 thumbprint (RFC 8705 §3.1).
    Certificate(String),
    /// Something that isn't known here: claim `cnf` has these members.
    Other(Vec<String>),
}

/// The key that an envelope's claim `cnf.jwk` holds.
///
/// # Errors
///
/// Why there is none that can be used, as the end of a sentence ("its cnf has no jwk").
pub(super) fn client_key(envelope: &Token) -> Result<ClientKey, String> {
    let jwk = member(envelope, "jwk").ok_or("its cnf has no jwk")?;
    let set = JwkSet::read("cnf.jwk", &json!({ "keys": [jwk] })).map_err(|e| e.to_string())?;
    let jwk = set.keys.first().ok_or("its cnf.jwk is not an object")?;
    let public =
        PublicKey::of_jwk(jwk).map_err(|why| format!("its cnf.jwk can't be read: {why}"))?;
    let thumbprint = jwk_thumbprint(&public).ok_or("its cnf.jwk is of an unknown type")?;
    Ok(ClientKey { public, thumbprint })
}

/// Whether the client's key made an envelope's signature.
///
/// # Errors
///
/// Why that can't be told, as the end of a sentence.
pub(super) fn signed_by(envelope: &Token, key: &PublicKey) -> Result<bool, String> {
    let algorithm = envelope
        .alg()
        .and_then(Algorithm::of)
        .ok_or("its algorithm is not one of public keys")?;
    if let Some(why) = algorithm.refusal(key) {
        return Err(why);
    }
    let signature = envelope.signature().ok_or("its signature can't be read")?;
    Ok(verify_with(
        key,
        algorithm,
        envelope.signing_input(),
        signature,
    ))
}

/// What became of an envelope's signature: no published key can check it, so it proves nothing about
/// an issuer.
pub(super) fn signature(envelope: &Token) -> Signature {
    let by_own_key = client_key(envelope).and_then(|key| signed_by(envelope, &key.public));
    let told = match by_own_key {
        Ok(true) => "The key that the envelope carries (cnf.jwk) made it.".to_owned(),
        Ok(false) => {
            "The key that the envelope carries (cnf.jwk) did not make it over this content."
                .to_owned()
        }
        Err(why) => format!("It can't be checked with a key of the envelope: {why}."),
    };
    Signature {
        outcome: SignatureOutcome::NotChecked,
        key: None,
        reason: Some(format!(
            "The client signed this envelope itself, so no published key can check it. {told}"
        )),
        trials: Vec::new(),
    }
}

/// What a token is bound to; `None` where it has no claim `cnf`.
pub(super) fn bound_to(token: &Token) -> Option<Bound> {
    let members = token.claims().get("cnf")?.as_object()?;
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    if let Some(x5t) = text("x5t#S256") {
        return Some(Bound::Certificate(x5t));
    }
    if let Some(kid) = text("kid") {
        return Some(Bound::Key("cnf.kid", kid));
    }
    if let Some(jkt) = text("jkt") {
        return Some(Bound::Key("cnf.jkt", jkt));
    }
    if let Ok(key) = client_key(token) {
        return Some(Bound::Key("cnf.jwk", key.thumbprint));
    }
    Some(Bound::Other(members.keys().cloned().collect()))
}

/// The token inside an envelope.
pub(super) fn inner(envelope: &Token) -> Option<Token> {
    envelope.claim("at").map(Token::take_apart)
}

/// The envelope that was found around a token.
pub(super) fn envelope_of<'a>(
    token: &Token,
    mut beside: impl Iterator<Item = &'a Found>,
) -> Option<Token> {
    beside.find_map(|found| {
        let envelope = Token::of(found).filter(|_| found.kind == Kind::PopEnvelope)?;
        (envelope.claim("at") == Some(token.text())).then_some(envelope)
    })
}

/// Whether the key that signed an envelope is the one that the token inside is bound to, and did
/// sign it: all that proof of possession asks of the two.
pub(super) fn holds(envelope: &Token, inner: &Token) -> bool {
    let Ok(key) = client_key(envelope) else {
        return false;
    };
    matches!(bound_to(inner), Some(Bound::Key(_, bound)) if bound == key.thumbprint)
        && signed_by(envelope, &key.public) == Ok(true)
}

fn member<'a>(token: &'a Token, name: &str) -> Option<&'a Value> {
    token.claims().get("cnf")?.get(name)
}
