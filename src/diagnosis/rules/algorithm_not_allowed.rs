//! F-55: the header asks for a check that a verifier must not make (rules E-2, E-3, E-10).

use crate::api::About;
use crate::diagnosis::limits::{other_type, typ};
use crate::diagnosis::suspicious::suspicious;
use crate::diagnosis::undecided::{self, is_open};
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
    line: "The header asks for an algorithm, an extension or a key that must be refused",
    reference: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|t| !signature_left_out(facts, t)) else {
        return Outcome::NotApplicable;
    };
    let alg = token.alg().unwrap_or("missing");
    let told = |headline: String| Finding::new(headline).value("alg", short(alg, 40));
    let mut suspicious = suspicious(token).into_iter();
    if unlisted(facts, alg) && is_open(facts, About::Algorithm) && Algorithm::of(alg).is_some() {
        return Outcome::NotChecked(undecided::finding(facts, About::Algorithm));
    }
    if let Some(headline) = refusal(facts, token) {
        let finding = refused(facts, alg, told(headline));
        return Outcome::Failed(suspicious.fold(finding, Finding::note));
    }
    if let Some((headline, critical)) = critical(token) {
        let finding = told(headline).compare("crit", "missing", critical);
        return Outcome::Failed(suspicious.fold(finding, Finding::note));
    }
    if other_type(facts, token) {
        return Outcome::Failed(suspicious.fold(by_type(facts, token), Finding::note));
    }
    if let Some(headline) = careless(facts) {
        let finding = told(headline).value("careless", alg).fact("alg", alg);
        return Outcome::Warning(suspicious.fold(finding, Finding::note));
    }
    let Some(headline) = suspicious.next() else {
        let headline = format!("Algorithm {alg} is one that published keys can check.");
        return Outcome::Passed(Finding::new(headline).fact("alg", alg));
    };
    let finding = suspicious.fold(told(headline), Finding::note);
    Outcome::Warning(if facts.genuine() {
        finding.note(
            "Here the published keys decided, and one of them verifies the signature; nothing in \
             the header was followed.",
        )
    } else {
        finding
    })
}

/// The algorithm beside those that are accepted.
fn refused(facts: &Facts<'_>, alg: &str, finding: Finding) -> Finding {
    let accepted = match facts.api.algorithms.as_slice() {
        [] => "RS256".to_owned(),
        listed => list(listed),
    };
    let finding = finding.compare("alg", accepted.clone(), alg);
    if unlisted(facts, alg) {
        finding.value("accepted", accepted)
    } else {
        finding
    }
}

/// The header's `typ` is none that the API accepts.
fn by_type(facts: &Facts<'_>, token: &Token) -> Finding {
    let accepted = short(&list(&facts.api.limits.types), 200);
    let typ = typ(token).map(|typ| short(&typ, 80));
    let headline = match &typ {
        Some(typ) => format!("The header says typ {typ}, but your API accepts only {accepted}."),
        None => format!("The header names no typ, but your API accepts only {accepted}."),
    };
    let shown = typ.unwrap_or_else(|| "missing".to_owned());
    let finding = Finding::new(headline)
        .compare("typ", accepted.clone(), shown.clone())
        .value("types", accepted)
        .value("typ", shown);
    match facts.platform() {
        None | Some(Platform::Other) => finding,
        Some(_) => finding.note("Microsoft's platforms write JWT there."),
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
        return Some(unknown(alg, &shown));
    }
    if unlisted(facts, alg) {
        return Some(format!(
            "The token is signed with {shown}, but your API accepts only {}.",
            short(&list(&facts.api.algorithms), 200)
        ));
    }
    let foreign = facts.platform().is_some_and(|p| p != Platform::Other) && alg != "RS256";
    foreign.then(|| {
        format!(
            "The token is signed with {shown}; {} signs with RS256 only.",
            platform(facts)
        )
    })
}

fn unknown(alg: &str, shown: &str) -> String {
    let cased = Algorithm::of(&alg.to_ascii_uppercase()).is_some();
    let hint = if cased {
        " Names of algorithms are case-sensitive."
    } else {
        ""
    };
    format!("{shown} is no algorithm for signatures.{hint}")
}

/// Whether the API lists the algorithms it accepts, and this one is not among them.
fn unlisted(facts: &Facts<'_>, alg: &str) -> bool {
    let listed = &facts.api.algorithms;
    !listed.is_empty() && !listed.iter().any(|known| known == alg)
}

/// What in the API's settings lets forged tokens in, as a sentence.
fn careless(facts: &Facts<'_>) -> Option<String> {
    let api = facts.api;
    if api.unchecked.signature {
        return Some(
            "Your API doesn't verify signatures: it accepts a token that anybody made.".to_owned(),
        );
    }
    let none = api
        .algorithms
        .iter()
        .find(|a| a.eq_ignore_ascii_case("none"));
    if let Some(none) = none {
        return Some(format!(
            "Your API accepts the algorithm {none}: tokens without any signature."
        ));
    }
    let shared = api.algorithms.iter().find(|a| a.starts_with("HS"))?;
    let public = api.algorithms.iter().find(|a| Algorithm::of(a).is_some())?;
    Some(format!(
        "Your API accepts {shared} beside {public}: where one setting holds both kinds of keys, a \
         public key can be used as the shared secret."
    ))
}

fn platform(facts: &Facts<'_>) -> &'static str {
    facts.platform().map_or("the platform", Platform::title)
}

/// Why `crit` (RFC 7515 §4.1.11) is refused, as a sentence, and what stands in it; `b64` (RFC 7797)
/// among its names.
fn critical(token: &Token) -> Option<(String, String)> {
    let value = token.header_object().get("crit")?;
    let names: Vec<&str> = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_str)
        .collect();
    if names.is_empty() {
        let headline = "The header's crit is no list of names: a verifier must refuse that.";
        return Some((headline.to_owned(), "no list of names".to_owned()));
    }
    let names = short(&list(&names), 80);
    let headline = format!(
        "The header demands extensions (crit: {names}) that a verifier must know or refuse."
    );
    Some((headline, names))
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
        jku()
            .outcome(SignatureOutcome::Verified, None)
            .expect(&RULE, OutcomeKind::Warning);
    }
}
