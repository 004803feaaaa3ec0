//! What a dotted text is: signed, encrypted, unsecured, broken, or a relative of an access token
//! (rules ).

use super::assemble::Candidate;
use super::collect::Item;
use super::damage::Anatomy;
use super::json::Object;
use super::names::Label;
use super::{Damage, Kind, base64url, limits, relatives};

/// What is known about a candidate from around it.
pub(super) struct Around<'a> {
    /// What its field's name says.
    pub(super) label: Option<Label>,
    /// Whether it is taken for a token whatever it looks like: it is all there is, or it stands
    /// after a scheme or under a token's name.
    pub(super) expected: bool,
    /// Lengths that may have been cut at a limit, in characters; the whole text's is the last.
    pub(super) extents: &'a [usize],
}

/// Says what a candidate is, or `None` where it only looks like a token by chance.
pub(super) fn classify(candidate: Candidate, around: &Around<'_>) -> Option<Item> {
    let mut anatomy = Anatomy::of(&candidate.text, &candidate.marks);
    let (kind, remark) = if let Some(remark) = known_object(&anatomy) {
        (Kind::Other, Some(remark))
    } else if is_token(&candidate, &anatomy, around) {
        add_limit(&mut anatomy.damage, &candidate, around.extents);
        kind_of(&candidate.text, &anatomy, around.label)
    } else {
        return None;
    };
    let damage = match kind {
        Kind::Other => Vec::new(),
        _ => anatomy.damage,
    };
    Some(Item {
        text: candidate.text,
        kind,
        role: around.label.and_then(Label::role),
        noise: candidate.noise,
        damage,
        remark,
    })
}

/// What a JSON object without dots is, where it is known without being a token.
fn known_object(anatomy: &Anatomy) -> Option<String> {
    let object = anatomy.header.as_ref().filter(|_| anatomy.parts == 1)?;
    relatives::lone_object(object)
}

fn is_token(candidate: &Candidate, anatomy: &Anatomy, around: &Around<'_>) -> bool {
    if anatomy.parts == 1 {
        is_lone_part(candidate, anatomy, around)
    } else {
        is_plausible(candidate, anatomy, around)
    }
}

/// Whether letters decode to a JSON object with members of a JOSE header.
pub(super) fn is_header_text(letters: &str) -> bool {
    base64url::decode_what_is_there(letters)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|json| Object::parse(&json).ok())
        .is_some_and(|object| is_header(&object))
}

fn is_header(object: &Object) -> bool {
    HEADER_MEMBERS
        .iter()
        .any(|&member| object.get(member).is_some())
}

/// One part alone: a header or payload that lost the rest, or a token that was cut in its header.
fn is_lone_part(candidate: &Candidate, anatomy: &Anatomy, around: &Around<'_>) -> bool {
    if let Some(object) = &anatomy.header {
        return object.get("alg").is_some() || object.get("enc").is_some() || is_payload(object);
    }
    let letters = candidate.text.split('\u{2026}').next().unwrap_or_default();
    let beginning = base64url::decode_what_is_there(letters).unwrap_or_default();
    let beginning = String::from_utf8_lossy(&beginning);
    let names_header = ["alg", "typ", "kid", "x5t", "enc", "nonce"]
        .iter()
        .any(|member| beginning.contains(&format!("\"{member}\"")));
    let enough = if candidate.marks.is_empty() {
        letters.len() >= 16
    } else {
        letters.len() >= 10
    };
    // An empty key set or a JSON blob in base64 also starts with a brace.
    let all_there_is = around.extents.last().is_some_and(|&chars| chars <= SHORT);
    (names_header && enough)
        || (around.expected
            && beginning.starts_with("{\"")
            && (letters.len() >= 10 || all_there_is))
}

fn is_plausible(candidate: &Candidate, anatomy: &Anatomy, around: &Around<'_>) -> bool {
    if around.expected {
        return true;
    }
    if let Some(header) = &anatomy.header {
        return is_header(header) || anatomy.payload.as_ref().is_some_and(is_payload);
    }
    let second = candidate.text.split('.').nth(1).unwrap_or_default();
    !candidate.marks.is_empty()
        || anatomy.payload.is_some()
        || (super::assemble::starts(second.as_bytes(), 0) && second.len() >= 16)
}

fn is_payload(object: &Object) -> bool {
    ["iss", "aud", "exp", "sub"]
        .iter()
        .any(|claim| object.get(claim).is_some())
}

fn kind_of(text: &str, anatomy: &Anatomy, label: Option<Label>) -> (Kind, Option<String>) {
    match label {
        Some(Label::Refresh) => return (Kind::RefreshToken, Some(DOTTED_REFRESH.to_owned())),
        Some(Label::Code) => return (Kind::AuthorizationCode, Some(DOTTED_CODE.to_owned())),
        _ => {}
    }
    let parts = anatomy.parts;
    let is_b2c_grant = |header| relatives::is_b2c_grant(header, parts);
    if anatomy.header.as_ref().is_some_and(is_b2c_grant) {
        return (Kind::RefreshToken, Some(B2C_GRANT.to_owned()));
    }
    if !anatomy.damage.is_empty() {
        return (Kind::DamagedJwt, None);
    }
    if anatomy.is_encrypted() {
        return (Kind::Jwe, None);
    }
    let signed = text.split('.').nth(2).is_some_and(|part| !part.is_empty());
    match (anatomy.is_unsigned(), signed) {
        (true, false) => (Kind::UnsecuredJwt, None),
        (true, true) => (Kind::UnsecuredJwt, Some(UNSIGNED_WITH_SIGNATURE.to_owned())),
        (false, false) => {
            let algorithm = anatomy.algorithm().unwrap_or("no algorithm");
            let remark = format!(
                "The header names {algorithm}, but the signature part is empty: somebody took the \
                 signature away, as tools that clean recordings do."
            );
            (Kind::UnsecuredJwt, Some(remark))
        }
        (false, true) => {
            let relative = match (&anatomy.header, &anatomy.payload) {
                (Some(header), Some(payload)) => relatives::of(header, payload, label),
                _ => None,
            };
            relative.map_or((Kind::Jws, None), |(kind, remark)| (kind, Some(remark)))
        }
    }
}

/// A length that is exactly a limit means something only where something is missing.
fn add_limit(damage: &mut Vec<Damage>, candidate: &Candidate, extents: &[usize]) {
    if damage.is_empty() {
        return;
    }
    let own = candidate.text.chars().count();
    let hit = std::iter::once(&own)
        .chain(extents)
        .find_map(|&chars| limits::whose(chars).map(|whose| (chars, whose)));
    if let Some((chars, whose)) = hit {
        damage.push(Damage::AtLimit { chars, whose });
    }
}

/// A text so short that even a few letters of a token are what it is about, in characters.
const SHORT: usize = 64;

const HEADER_MEMBERS: [&str; 12] = [
    "alg", "cty", "crit", "enc", "jku", "jwk", "kid", "typ", "x5c", "x5t", "x5t#S256", "zip",
];

const DOTTED_REFRESH: &str = "This is a refresh token: Azure AD B2C and other issuers give them the \
    parts of a JWT, but they are for the token endpoint alone. Send the access token to the API.";

const B2C_GRANT: &str = "This is likely a refresh token or an authorization code of Azure AD B2C: its \
    header is like theirs. Neither can be sent to an API; send the access token (field access_token).";

const DOTTED_CODE: &str = "This is an authorization code: Azure AD B2C and other issuers give it the \
    parts of a JWT. It is exchanged once for tokens at the token endpoint and is no token itself.";

const UNSIGNED_WITH_SIGNATURE: &str = "The header says that nothing was signed (alg none), yet a \
    third part follows. It proves nothing.";
