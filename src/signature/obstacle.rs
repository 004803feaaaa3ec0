//! What keeps a signature from being checked at all.

use serde_json::Value;

use super::Algorithm;
use super::trial::shown;
use crate::keys::KeyTable;
use crate::token::Token;

/// The algorithm and the signature's bytes, where a check can begin.
///
/// # Errors
///
/// Why it can't, as a sentence.
pub(super) fn obstacle<'a>(
    token: &'a Token,
    keys: &KeyTable,
) -> Result<(Algorithm, &'a [u8]), String> {
    match token.segment_count() {
        3 => {}
        5 => {
            return Err(
                "The token is encrypted: its signature can be checked only after decrypting it."
                    .to_owned(),
            );
        }
        parts => return Err(format!("A signed token has 3 parts; this one has {parts}.")),
    }
    if let Some(fault) = &token.header().fault {
        return Err(format!(
            "{fault} Without it, nothing tells the algorithm and the key."
        ));
    }
    let algorithm = algorithm(token)?;
    extensions(token)?;
    if token.header_object().get("kid").is_some() && token.kid().is_none() {
        return Err(
            "The header's kid is not a string, so it names no key (RFC 7515 §4.1.4).".to_owned(),
        );
    }
    let signature = match token.signature() {
        None => {
            Err("The signature part is not base64url: it was damaged or re-encoded on the way.")
        }
        Some([]) => Err("The signature part is empty."),
        Some(signature) => Ok(signature),
    }?;
    if keys.is_empty() && keys.sources.is_empty() {
        return Err("No signing keys are known to check it with.".to_owned());
    }
    Ok((algorithm, signature))
}

/// The algorithm by its exact name, out of those that can be checked (rules E-1, E-2).
fn algorithm(token: &Token) -> Result<Algorithm, String> {
    let Some(alg) = token.alg() else {
        return Err(match token.header_object().get("alg") {
            None => "The header names no algorithm (alg is missing).".to_owned(),
            Some(_) => "The header's alg is not a string.".to_owned(),
        });
    };
    Algorithm::of(alg).ok_or_else(|| match alg {
        "none" => "The token says that it is not signed (alg none).".to_owned(),
        "HS256" | "HS384" | "HS512" => format!(
            "{alg} is checked with a secret that both sides share, never with a public key."
        ),
        _ => match Algorithm::of(&alg.to_ascii_uppercase()) {
            Some(known) => format!(
                "The header's alg is {}; names are case-sensitive, and the algorithm is {}.",
                shown(alg),
                known.name()
            ),
            None if alg.eq_ignore_ascii_case("none") => format!(
                "The header's alg is {}: a spelling of none that hides an unsigned token.",
                shown(alg)
            ),
            None => format!(
                "The header's alg is {}, a signature algorithm that is not supported.",
                shown(alg)
            ),
        },
    })
}

/// Extensions that change what is signed or how it is read: who doesn't know them must refuse the
/// token (RFC 7515 §4.1.11, RFC 7797 §6).
fn extensions(token: &Token) -> Result<(), String> {
    let header = token.header_object();
    for (name, value) in header.members() {
        match (name.as_str(), value) {
            ("crit", Value::Array(names)) if !names.is_empty() => {
                let names: Vec<String> = names
                    .iter()
                    .take(5)
                    .map(|name| shown(name.as_str().unwrap_or("?")))
                    .collect();
                return Err(format!(
                    "The header demands extensions that are not known here (crit: {}), so it must \
                     not be accepted.",
                    names.join(", ")
                ));
            }
            ("crit", _) => {
                return Err(
                    "The header's crit is not a list of names, so it must not be accepted \
                     (RFC 7515 §4.1.11)."
                        .to_owned(),
                );
            }
            ("b64", value) if *value != Value::Bool(true) => {
                return Err(
                    "The header's b64 says that the payload was signed without its encoding, \
                     which tokens must not do (RFC 7797 §7)."
                        .to_owned(),
                );
            }
            _ => {}
        }
    }
    Ok(())
}
