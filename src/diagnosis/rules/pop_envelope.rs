//! F-05: a signed HTTP request around the access token, and access tokens that need one.

use crate::diagnosis::certificates::{named, title};
use crate::diagnosis::possession::{
    Bound, ClientKey, bound_to, client_key, envelope_of, holds, inner, signed_by,
};
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::{Kind, Role};
use crate::keys::hex_of_x5t;
use crate::token::{Claim, Token, relative, utc};

pub(super) static RULE: Rule = Rule {
    id: "pop-envelope",
    section: "F-05",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "A signed HTTP request (proof of possession) around an access token",
    reference: "https://www.rfc-editor.org/rfc/rfc7800#section-3",
    check,
};

/// How long an envelope counts, in seconds, where the API says nothing else.
const LIFETIME: i64 = 300;

fn check(facts: &Facts<'_>) -> Outcome {
    match facts.token {
        Some(envelope) if facts.found.kind == Kind::PopEnvelope => {
            Outcome::Failed(of_envelope(facts, envelope))
        }
        Some(token) if facts.jwt().is_some() && facts.role.role != Role::IdToken => bound_to(token)
            .map_or(Outcome::NotApplicable, |bound| {
                of_bound(facts, token, &bound)
            }),
        _ => Outcome::NotApplicable,
    }
}

fn of_envelope(facts: &Facts<'_>, envelope: &Token) -> Finding {
    let key = client_key(envelope);
    let signed = key
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|key| signed_by(envelope, &key.public));
    let inner = inner(envelope);
    let bound = inner.as_ref().and_then(bound_to);
    let binding = Binding::of(key.as_ref().ok(), bound.as_ref());
    let headline = format!(
        "This is a signed HTTP request around an access token. {}",
        binding.sentence(&signed)
    );
    let finding = Finding::new(headline).compare("typ", "JWT", "pop");
    let finding = with_key(finding, &key, &signed);
    let finding = with_binding(finding, key.as_ref().ok(), bound.as_ref());
    let finding = with_request(facts, envelope, finding);
    match place_of_inner(facts, envelope) {
        Some(at) => finding.note(format!(
            "The access token inside is inspected as a token of its own: the one found in {at}."
        )),
        None => finding.note("The access token is inside, in claim at: inspect that one."),
    }
}

/// What comparing the envelope's key with the token inside came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    /// They are the same key.
    Holds,
    /// The token inside is bound to another key.
    OtherKey,
    /// The token inside is bound to nothing: anybody can wrap it.
    Unbound,
    /// It can't be compared.
    Unknown,
}

impl Binding {
    fn of(key: Option<&ClientKey>, bound: Option<&Bound>) -> Self {
        match (key, bound) {
            (Some(key), Some(Bound::Key(_, name))) if *name == key.thumbprint => Self::Holds,
            (Some(_), Some(Bound::Key(..) | Bound::Certificate(_))) => Self::OtherKey,
            (_, None) => Self::Unbound,
            (None, _) | (_, Some(Bound::Other(_))) => Self::Unknown,
        }
    }

    fn sentence(self, signed: &Result<bool, String>) -> String {
        let by_key = match self {
            Self::Holds => "Its key is the one that the token inside is bound to",
            Self::OtherKey => {
                return "The token inside is bound to another key than the envelope's, so it \
                        proves nothing."
                    .to_owned();
            }
            Self::Unbound => {
                return "The token inside is bound to no key (it has no cnf), so the envelope \
                        proves nothing."
                    .to_owned();
            }
            Self::Unknown => "Whether its key is the one of the token inside can't be told",
        };
        match signed {
            Ok(true) => format!("{by_key}, and it made the envelope's signature."),
            Ok(false) => {
                format!(
                    "{by_key}, but the envelope's signature was not made by it over this content."
                )
            }
            Err(why) => format!("{by_key}; the envelope's signature can't be checked: {why}."),
        }
    }
}

/// What the token inside is bound to, beside the envelope's key.
fn with_binding(finding: Finding, key: Option<&ClientKey>, bound: Option<&Bound>) -> Finding {
    let expected = key.map_or("the thumbprint of the envelope's key", |k| &k.thumbprint);
    match bound {
        Some(Bound::Key(member, name)) => finding.compare(
            format!("{member} of the token inside"),
            expected,
            short(name, 100),
        ),
        Some(Bound::Certificate(x5t)) => finding.compare(
            "cnf of the token inside",
            expected,
            format!("TLS certificate {}", short(x5t, 100)),
        ),
        Some(Bound::Other(members)) => finding.compare(
            "cnf of the token inside",
            expected,
            short(&list(members), 100),
        ),
        None => finding.compare("cnf of the token inside", expected, "none"),
    }
}

fn with_key(
    finding: Finding,
    key: &Result<ClientKey, String>,
    signed: &Result<bool, String>,
) -> Finding {
    let finding = match key {
        Ok(key) => finding.fact(
            "Key of the envelope (cnf.jwk)",
            format!("{}, thumbprint {}", key.public.title(), key.thumbprint),
        ),
        Err(why) => finding.fact("Key of the envelope", format!("none: {why}")),
    };
    let signature = match signed {
        Ok(true) => "made by cnf.jwk".to_owned(),
        Ok(false) => "not made by cnf.jwk over this content".to_owned(),
        Err(why) => format!("not checked: {why}"),
    };
    finding.compare("Signature of the envelope", "made by cnf.jwk", signature)
}

/// The request that the envelope stands for, and when it was made.
fn with_request(facts: &Facts<'_>, envelope: &Token, mut finding: Finding) -> Finding {
    if let Claim::Present(at) = envelope.time("ts") {
        let told = format!("{} ({})", utc(at), relative(at, facts.now));
        let age = facts.now.as_second().saturating_sub(at.as_second());
        finding = finding.compare("ts (made at)", "less than 5 min ago", told);
        if age > LIFETIME {
            finding = finding.note(
                "The envelope is older than the five minutes that it usually counts: the client \
                 makes a new one for every request.",
            );
        }
    }
    let members = [
        ("m", "method"),
        ("u", "host"),
        ("p", "path"),
        ("q", "query"),
        ("h", "headers"),
        ("b", "body"),
    ];
    for (name, meaning) in members {
        if let Some(value) = envelope.claims().get(name) {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            finding = finding.fact(format!("{name} ({meaning})"), short(&value, 200));
        }
    }
    finding
}

fn place_of_inner(facts: &Facts<'_>, envelope: &Token) -> Option<String> {
    let inner = envelope.claim("at")?;
    let found = facts.beside().find(|found| found.text == inner)?;
    Some(format!("{}, {}", found.source, found.at))
}

/// A bound access token by itself.
fn of_bound(facts: &Facts<'_>, token: &Token, bound: &Bound) -> Outcome {
    let envelope = envelope_of(token, facts.beside());
    if let Some(envelope) = &envelope
        && holds(envelope, token)
    {
        let headline = "The token is bound to a key, and the signed request around it proves \
                        possession of that key.";
        return Outcome::Passed(evidence(facts, Finding::new(headline), bound));
    }
    let headline = match (bound, envelope) {
        (_, Some(_)) => {
            "The token is bound to a key, and the signed request around it doesn't prove \
             possession of that key."
        }
        (Bound::Certificate(_), None) => {
            "The token is bound to a client's TLS certificate: an API that checks this accepts it \
             only over a connection with that certificate, not from whoever bears it."
        }
        (_, None) => {
            "The token is bound to a key (cnf): an API that checks this refuses it as a plain \
             Bearer token; it belongs into a signed request with the scheme PoP."
        }
    };
    Outcome::Warning(evidence(facts, Finding::new(headline), bound))
}

fn evidence(facts: &Facts<'_>, finding: Finding, bound: &Bound) -> Finding {
    match bound {
        Bound::Key(member, name) => finding.fact(*member, short(name, 100)),
        Bound::Certificate(x5t) => {
            let finding = finding.fact("cnf.x5t#S256", short(x5t, 100));
            let finding = match hex_of_x5t(x5t) {
                Some(hex) => finding.fact("The same in hex (SHA-256)", hex),
                None => finding,
            };
            match named(facts, x5t) {
                Some(certificate) => finding.fact("Certificate", short(title(certificate), 200)),
                None => finding,
            }
        }
        Bound::Other(members) => finding.fact("cnf", short(&list(members), 100)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn the_envelope_is_told_from_the_token() {
        let mut case = Case::entra()
            .header("typ", "pop")
            .claim("at", "eyJ")
            .claim("m", "GET");
        case.kind = Kind::PopEnvelope;
        case.expect(&RULE, OutcomeKind::Failed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_bound_token_is_warned_about() {
        for (name, cnf, words) in [
            ("key", json!({ "kid": "abc" }), "scheme PoP"),
            ("DPoP key", json!({ "jkt": "abc" }), "bound to a key"),
            ("certificate", json!({ "x5t#S256": "abc" }), "TLS"),
            ("something else", json!({ "osc": "abc" }), "bound to a key"),
        ] {
            let headline = Case::entra()
                .claim("cnf", cnf)
                .expect(&RULE, OutcomeKind::Warning);
            assert!(headline.contains(words), "{name}: {headline}");
        }
        let mut id_token = Case::entra().claim("cnf", json!({ "kid": "abc" }));
        id_token.role = Role::IdToken;
        id_token.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
