//! F-55: the header asks for a check that a verifier must not make (rules E-2, E-3, E-10).

use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Damage;
use crate::issuer::Platform;
use crate::signature::Algorithm;
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "algorithm-not-allowed",
    section: "F-55",
    step: Step::Signature,
    cause: Cause::Signature,
    line: "The header asks for an algorithm or an extension that must be refused",
    reference: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1",
    check,
};

/// Header members that bring a key or say where to get one: never to be trusted (RFC 8725 §3.10).
const KEY_MEMBERS: [&str; 4] = ["jwk", "jku", "x5u", "x5c"];

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|t| !signature_left_out(facts, t)) else {
        return Outcome::NotApplicable;
    };
    if let Some(headline) = refusal(facts, token) {
        let finding = Finding::new(headline)
            .compare("alg", "RS256", token.alg().unwrap_or("missing"))
            .value("alg", token.alg().unwrap_or("missing"));
        return Outcome::Failed(own_keys(token).map_or(finding.clone(), |note| finding.note(note)));
    }
    if let Some(critical) = critical(token) {
        let headline = format!(
            "The header demands extensions (crit: {critical}) that a verifier must know or refuse."
        );
        return Outcome::Failed(
            Finding::new(headline)
                .compare("crit", "missing", critical)
                .value("alg", token.alg().unwrap_or("missing")),
        );
    }
    match own_keys(token).filter(|_| !facts.genuine()) {
        Some(note) => {
            Outcome::Warning(Finding::new(note).value("alg", token.alg().unwrap_or("missing")))
        }
        None => Outcome::Passed(allowed(token)),
    }
}

fn allowed(token: &Token) -> Finding {
    let alg = token.alg().unwrap_or("missing");
    let headline = format!("Algorithm {alg} is one that published keys can check.");
    let finding = Finding::new(headline).fact("alg", alg);
    match own_keys(token) {
        Some(note) => finding.note(note).note(
            "Here it is shown and never followed: the signature was checked with published keys \
             alone.",
        ),
        None => finding,
    }
}

/// Whether this is a copy without the signature that the token has (rules A1.5).
pub(super) fn signature_left_out(facts: &Facts<'_>, token: &Token) -> bool {
    let redacted = |d: &Damage| matches!(d, Damage::Redacted { .. });
    let unsigned = token.alg().is_none_or(|a| a.eq_ignore_ascii_case("none"));
    let empty = token
        .segment(2)
        .trim_matches(['.', '*', '\u{2026}'])
        .is_empty();
    !unsigned && empty && facts.found.damage.iter().any(redacted)
}

/// Why the algorithm is refused, as a sentence.
fn refusal(facts: &Facts<'_>, token: &Token) -> Option<String> {
    let Some(alg) = token.alg() else {
        return Some("The header names no algorithm.".to_owned());
    };
    let shown = short(alg, 40);
    if alg.eq_ignore_ascii_case("none") {
        return Some(format!(
            "The token is not signed (alg {shown}): nobody may accept it."
        ));
    }
    if token.segment(2).is_empty() {
        return Some(format!(
            "The header says {shown}, but the token has no signature."
        ));
    }
    if alg.starts_with("HS") {
        return Some(format!(
            "The token is signed with a shared secret ({shown}); Microsoft's platforms never do \
             that for an API."
        ));
    }
    if Algorithm::of(alg).is_none() {
        let cased = Algorithm::of(&alg.to_ascii_uppercase()).is_some();
        let hint = if cased {
            " Names of algorithms are case-sensitive."
        } else {
            ""
        };
        return Some(format!("{shown} is no algorithm for signatures.{hint}"));
    }
    let foreign = facts.platform().is_some_and(|p| p != Platform::Other) && alg != "RS256";
    foreign.then(|| {
        format!(
            "The token is signed with {shown}; {} signs with RS256 only.",
            platform(facts)
        )
    })
}

fn platform(facts: &Facts<'_>) -> &'static str {
    facts.platform().map_or("the platform", Platform::title)
}

/// The names in `crit` (RFC 7515 §4.1.11), with `b64` (RFC 7797) among them.
fn critical(token: &Token) -> Option<String> {
    let value = token.header_object().get("crit")?;
    let names: Vec<&str> = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_str)
        .collect();
    Some(if names.is_empty() {
        "not a list of names".to_owned()
    } else {
        short(&list(&names), 80)
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;
    use crate::signature::SignatureOutcome;
    use serde_json::json;

    #[test]
    fn algorithms_that_are_refused() {
        let rows = [
            ("none", "not signed"),
            ("nOnE", "not signed"),
            ("HS256", "shared secret"),
            ("rs256", "case-sensitive"),
            ("XY", "no algorithm"),
            ("PS256", "RS256 only"),
        ];
        for (alg, words) in rows {
            let headline = Case::entra()
                .header("alg", alg)
                .expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(words), "{alg}: {headline}");
        }
        Case::entra()
            .without("alg")
            .expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn rs256_passes_and_other_providers_may_use_others() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        let mut other = Case::entra().header("alg", "ES256");
        other.authority.platform = Platform::Other;
        other.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn extensions_and_embedded_keys_are_told() {
        let crit = Case::entra()
            .header("crit", json!(["b64"]))
            .header("b64", false);
        assert!(crit.expect(&RULE, OutcomeKind::Failed).contains("b64"));
        let jku = || Case::entra().header("jku", "https://evil.example/keys");
        jku().expect(&RULE, OutcomeKind::Warning);
        let genuine = jku().outcome(SignatureOutcome::Verified, None);
        genuine.expect(&RULE, OutcomeKind::Passed);
        let notes = genuine.run(&RULE).finding().map(|f| f.notes.join(" "));
        assert!(notes.is_some_and(|n| n.contains("jku") && n.contains("never followed")));
    }
}
