//! F-52: the key was published, but none of the newest answers lists it.

use jiff::{SignedDuration, Timestamp};

use crate::diagnosis::seen::Seen;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::Purpose;
use crate::keys::{Key, Source};
use crate::signature::SignatureOutcome;
use crate::token::{Claim, span, utc};

pub(super) static RULE: Rule = Rule {
    id: "key-withdrawn",
    section: "F-52",
    step: Step::Key,
    cause: Cause::Key,
    line: "The key was published earlier, but the newest key lists don't have it",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/signing-key-rollover",
    check,
};

/// Absent for so long, a key counts as withdrawn; answers differ within minutes (rules D1.9).
const WITHDRAWN_AFTER: SignedDuration = SignedDuration::from_hours(24);

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(kid) = facts.signed().and_then(|t| t.kid().or(t.x5t())) else {
        return Outcome::NotApplicable;
    };
    let Some(key) = facts.remembered_key() else {
        return Outcome::NotApplicable;
    };
    let seen = Seen::of(facts, key);
    if facts.keys.is_unasked(key) {
        let finding = seen.tell(Finding::new(unasked(kid, key)));
        return Outcome::NotChecked(told(facts, key, finding, kid));
    }
    let Some((last, newest)) = key.seen.last.zip(newest(facts, key)) else {
        let headline = format!(
            "Key {kid} is in an earlier answer, but in none of the newest; the answers carry no \
             dates that tell since when."
        );
        return Outcome::Warning(told(facts, key, Finding::new(headline), kid));
    };
    let finding = |headline: String| {
        let finding = Finding::new(headline)
            .compare(
                "Listed",
                "by the newest answers",
                format!("until {}", utc(last)),
            )
            .fact("Newest answer", utc(newest))
            .fact("Answers since then", seen.count());
        told(facts, key, seen.tell(finding), kid)
    };
    let absent = newest.duration_since(last);
    if let Some(doubt) = doubt(facts, key, &seen, absent) {
        let headline = match doubt {
            Doubt::SeenLater => format!(
                "The newest answer at hand ({}) doesn't have key {kid}, but a later one did: it was \
                 last seen {}.",
                utc(newest),
                utc(last)
            ),
            Doubt::CameBack(away) => format!(
                "Key {kid} was last listed {} before the newest answer. It was away for {} before, \
                 and came back: no proof that it was withdrawn.",
                span(absent.as_secs().unsigned_abs()),
                span(away.as_secs().unsigned_abs())
            ),
            Doubt::TooShort => format!(
                "Key {kid} was listed {} before the newest answer, which doesn't have it: no proof \
                 that it was withdrawn.",
                span(absent.as_secs().unsigned_abs())
            ),
        };
        return Outcome::Warning(finding(headline));
    }
    let headline = withdrawn(kid, last, newest, seen.after.len());
    Outcome::Failed(age(facts, seen.after.first().copied(), finding(headline)))
}

/// Why an absence is no withdrawal.
enum Doubt {
    /// The key history has a later answer, with the key.
    SeenLater,
    /// It was away for longer before, and came back.
    CameBack(SignedDuration),
    /// Too short, or not of places that decide.
    TooShort,
}

fn doubt(facts: &Facts<'_>, key: &Key, seen: &Seen, absent: SignedDuration) -> Option<Doubt> {
    if absent.is_negative() {
        return Some(Doubt::SeenLater);
    }
    if absent < WITHDRAWN_AFTER || !tells(facts, key) {
        return Some(Doubt::TooShort);
    }
    (seen.longest_gap >= absent).then_some(Doubt::CameBack(seen.longest_gap))
}

fn unasked(kid: &str, key: &Key) -> String {
    match key.seen.last {
        Some(last) => format!(
            "Key {kid} was last seen {}, by this computer's key history; whether it is still listed \
             was not asked.",
            utc(last)
        ),
        None => format!("Whether key {kid} is still listed was not asked."),
    }
}

fn withdrawn(kid: &str, last: Timestamp, newest: Timestamp, answers: usize) -> String {
    // A single answer may be one of those that differ.
    let likely = if answers > 1 { "" } else { "likely " };
    format!(
        "Key {kid} was {likely}withdrawn: last seen {}, and the newest answer ({}) doesn't list it.",
        utc(last),
        utc(newest)
    )
}

/// What is said of every remembered key.
fn told(facts: &Facts<'_>, key: &Key, finding: Finding, kid: &str) -> Finding {
    let seen = match key.seen.last {
        Some(last) => format!("last seen {}", utc(last)),
        None => "from an earlier answer".to_owned(),
    };
    let decided = facts.key().is_some_and(|k| std::ptr::eq(k, key));
    let whence = if key.is_of_history() {
        " from this computer's key history"
    } else {
        ""
    };
    let (fact, note) = match facts.signature.outcome {
        SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform if decided => (
            format!("verified with a remembered key{whence}, {seen}"),
            "The signature verifies with the remembered key: whoever issued the token held it.",
        ),
        SignatureOutcome::Altered if decided => (
            format!("made with a remembered key, {seen}, over other content"),
            "The remembered key made the signature, but header or payload were changed since.",
        ),
        SignatureOutcome::NotChecked => (
            "not checked".to_owned(),
            "The signature could not be checked with the remembered key.",
        ),
        _ => (
            format!("doesn't verify with the remembered key, {seen}"),
            "The signature doesn't verify with the remembered key.",
        ),
    };
    let finding = finding.fact("Signature", fact).value("kid", kid).note(note);
    match share(facts, key) {
        Some(share) => finding.fact("Listed in", share),
        None => finding,
    }
}

/// "1 of 3 answers of tenant, v2.0": how steadily the first place that knows the key listed it.
fn share(facts: &Facts<'_>, key: &Key) -> Option<String> {
    let place = *key.seen.at.first()?;
    let label = &facts.keys.sources.get(place)?.label;
    match facts.keys.share(key, place) {
        (_, 0 | 1) => None,
        (times, answers) => Some(format!("{times} of {answers} answers of {label}")),
    }
}

/// The newest answer of the places that once listed a key; `None` where none of these answers is a
/// list of keys with a date.
fn newest(facts: &Facts<'_>, key: &Key) -> Option<Timestamp> {
    let readable = facts.keys.seen_by(key).filter(|s| s.listed > 0);
    readable.filter_map(|source| source.fetched).max()
}

/// Whether the places at hand are those that decide: the token's own, or the one where verifiers
/// look that once listed the key.
fn tells(facts: &Facts<'_>, key: &Key) -> bool {
    let usual = |s: &Source| {
        matches!(
            s.purpose,
            Some(Purpose::Own | Purpose::Common | Purpose::Configured)
        )
    };
    facts.own_read() || facts.keys.seen_by(key).any(|s| !s.only_past && usual(s))
}

/// How the token's own dates fit.
fn age(facts: &Facts<'_>, missing: Option<Timestamp>, finding: Finding) -> Finding {
    let times = facts.token.map(|t| (t.time("iat"), t.time("exp")));
    match (times, missing) {
        (Some((Claim::Present(iat), _)), Some(missing)) if iat > missing => finding.note(format!(
            "The token says that it was issued {}; an answer of {} already lacked the key. Either \
             the answers differ, or the token isn't what it says.",
            utc(iat),
            utc(missing)
        )),
        (Some((_, Claim::Present(exp))), _) if exp <= facts.now => finding.note(format!(
            "The token is old, which fits: it expired {}.",
            utc(exp)
        )),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case, KID, now};
    use crate::keys::{KeyRole, Seen};

    /// Seen by the first of these places so many hours before their newest answers.
    fn remembered(hours: i64, purpose: &Purpose) -> Case {
        let mut case = Case::entra()
            .read(purpose)
            .key(KID, KeyRole::EntraPublic, &[]);
        case.keys.sources[0].fetched = Some(now());
        case.keys.sources[0].listed = 3;
        let last = Some(now() - SignedDuration::from_hours(hours));
        case.keys.keys[0].seen = Seen {
            first: last,
            last,
            at: vec![0],
            times: vec![1],
        };
        case
    }

    #[test]
    fn a_day_of_absence_makes_it_withdrawn() {
        let headline = remembered(24, &Purpose::Own).expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains("2026-11-20 10:00:00 UTC"), "{headline}");
        let flap = remembered(23, &Purpose::Own).expect(&RULE, OutcomeKind::Warning);
        assert!(flap.contains("no proof"), "{flap}");
    }

    #[test]
    fn an_answer_without_any_key_proves_nothing() {
        let mut empty = remembered(48, &Purpose::Own);
        empty.keys.sources[0].listed = 0;
        empty.expect(&RULE, OutcomeKind::Warning);
    }

    #[test]
    fn an_application_s_list_alone_does_not_decide() {
        let application = Purpose::Application(API.to_owned());
        remembered(48, &application).expect(&RULE, OutcomeKind::Warning);
        remembered(48, &Purpose::Common).expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn what_the_remembered_key_says_is_told() {
        let facts = |case: Case| {
            let outcome = case.run(&RULE);
            let finding = outcome.finding().cloned().unwrap_or_default();
            let fact = finding.evidence.iter().find(|e| e.name == "Signature");
            fact.map(|f| f.actual.clone()).unwrap_or_default()
        };
        let case = || remembered(48, &Purpose::Own);
        assert!(facts(case().verified()).starts_with("verified with a remembered key, last seen"));
        let altered = case().outcome(SignatureOutcome::Altered, Some(0));
        assert!(facts(altered).contains("over other content"));
        let other = case().outcome(SignatureOutcome::WrongKey, Some(0));
        assert!(facts(other).starts_with("doesn't verify"));
    }

    #[test]
    fn listed_keys_are_not_meant() {
        let listed =
            Case::entra()
                .read(&Purpose::Own)
                .key(KID, KeyRole::EntraPublic, &[Purpose::Own]);
        listed.expect(&RULE, OutcomeKind::NotApplicable);
        let unsigned = remembered(48, &Purpose::Own).header("alg", "none");
        unsigned.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
