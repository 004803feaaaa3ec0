//! F-50: everything that can be checked holds.

use crate::diagnosis::error::{is_of_another, objection};
use crate::diagnosis::listing::{Listing, listing};
use crate::diagnosis::verdict::{Judged, leading};
use crate::diagnosis::words::labels;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, OutcomeKind, Rule, Step};
use crate::documents::AddressState;
use crate::issuer::{Family, HostTrust, Purpose, host_of, host_trust, issuer_facts};
use crate::keys::{Key, KeyRole, Source};
use crate::token::{Claim, Token, utc};

use crate::diagnosis::issuers::fill;
use crate::diagnosis::pinned::{Pinned, pinned};

mod headline;

use headline::{headline, left_open};

pub(super) static RULE: Rule = Rule {
    id: "signature-verified",
    section: "F-50",
    step: Step::Signature,
    cause: Cause::Signature,
    line: "Signature, issuer, key and time hold",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.signed() else {
        return Outcome::NotApplicable;
    };
    let failed = failed(facts);
    let Some(key) = facts.signing_key().filter(|_| facts.genuine()) else {
        // What failed says it already.
        let told = facts.signature.outcome != crate::signature::SignatureOutcome::NotChecked;
        return if told && failed.is_some() {
            Outcome::NotApplicable
        } else {
            Outcome::NotChecked(missing(facts))
        };
    };
    let place = places(facts, key);
    let finding = |headline: String| {
        let finding = Finding::new(headline).fact("Key", key.role.title());
        finding.fact("Listed at", place.clone())
    };
    if let Some(headline) = failed {
        return Outcome::Warning(
            finding("The signature is genuine, but the token is refused all the same.".to_owned())
                .value("reason", headline),
        );
    }
    match unanswered(facts, token, key, finding) {
        Some(open) => Outcome::NotChecked(open),
        None => Outcome::Passed(passed(facts, token, finding)),
    }
}

/// What is left to answer of a token with a genuine signature that nothing refuses.
fn unanswered(
    facts: &Facts<'_>,
    token: &Token,
    key: &Key,
    finding: impl Fn(String) -> Finding,
) -> Option<Finding> {
    if let Some(why) = &facts.api.fails_to_start {
        return Some(finding(format!(
            "The signature verifies, but your API accepts no token with this configuration. {why}"
        )));
    }
    if facts.keys.is_unasked(key) {
        return Some(finding(unasked(key)));
    }
    if let Some(open) = open_question(facts, token, key) {
        return Some(finding(format!("The signature verifies, but {open}.")));
    }
    left_open(facts, token, finding)
}

fn passed(facts: &Facts<'_>, token: &Token, finding: impl Fn(String) -> Finding) -> Finding {
    let finding = match facts.error.and_then(objection) {
        Some(error) => finding(refused_all_the_same(facts, &error)).note(
            headline(facts, token).replace("The token is good for your API: ", "Here they agree: "),
        ),
        None => finding(headline(facts, token)),
    };
    match facts.api_metadata().filter(|_| facts.api_place().is_none()) {
        Some(default) if facts.family() == Some(Family::Entra) => finding.note(format!(
            "How your API is configured is not known; it is assumed to read the default metadata, \
             {default}. If it refuses this token all the same, it reads another address, or its \
             keys are old."
        )),
        _ => finding,
    }
}

/// What is said of a token that nothing refuses here, beside the API's error.
fn refused_all_the_same(facts: &Facts<'_>, error: &str) -> String {
    if is_of_another(facts) {
        return "All that was checked holds, but your API's error is about another token: paste that \
                one."
            .to_owned();
    }
    let said = match error {
        "an error" => "answers with an error that is not known here".to_owned(),
        words if words.starts_with("an error") => format!("answers with {words}"),
        words if words.contains(' ') => format!("says: \u{201c}{words}\u{201d}"),
        code => format!("says: {code}"),
    };
    format!("All that was checked holds, but your API {said}. Compare its settings.")
}

/// Whether the metadata that the API reads lists the key: the configured one, or else Entra's
/// default.
fn api_reads_the_key(facts: &Facts<'_>) -> bool {
    let Some(key) = facts.signing_key() else {
        return false;
    };
    if let Some(pinned) = pinned(facts) {
        return matches!(pinned, Pinned::Named(_) | Pinned::Verifies(_));
    }
    if facts.api_place().is_some() {
        return facts.configured_address().is_some_and(|(index, _)| {
            facts.keys.sources_of(key).any(|s| s.address == Some(index))
        });
    }
    let usual = |p: &Purpose| matches!(p, Purpose::Own | Purpose::Common);
    facts.family() == Some(Family::Entra) && facts.keys.listed_for(key, usual)
}

/// The headline of the first failed rule, where one failed.
fn failed(facts: &Facts<'_>) -> Option<String> {
    let others: Vec<Judged> = super::RULES
        .iter()
        .filter(|rule| rule.id != RULE.id)
        .map(|rule| (*rule, rule.judge(facts)))
        .collect();
    let (_, outcome) = leading(&others)?;
    debug_assert_eq!(outcome.kind(), OutcomeKind::Failed);
    outcome.finding().map(|f| f.headline.clone())
}

/// What keeps a genuine signature from being the whole answer, as the end of a sentence.
fn open_question(facts: &Facts<'_>, token: &Token, key: &Key) -> Option<String> {
    if !matches!(token.time("exp"), Claim::Present(_)) {
        return Some("the token names no time at which it expires".to_owned());
    }
    if token.issuer().is_none() {
        return Some("the token names no issuer".to_owned());
    }
    if key.is_remembered() {
        return Some(remembered(key));
    }
    if !facts.vouched(key) && facts.only_in_file(key).is_none() {
        let places = places(facts, key);
        return Some(format!(
            "only with a key from {places}; whether the issuer publishes it was not checked"
        ));
    }
    if let Some(address) = unread(facts) {
        let what = if facts.api.keys_address.is_some() {
            "key set"
        } else {
            "metadata address"
        };
        return Some(format!("your API's own {what}, {address}, was not read"));
    }
    if let Some(place) = application_alone(facts, key) {
        return Some(format!(
            "its key is known only from {place}; the keys that the tenant publishes for all \
             applications were not read"
        ));
    }
    if !issuer_holds(facts, token, key) {
        let issuer = token.issuer().unwrap_or_default();
        return Some(format!(
            "the place that lists the key is not known to be that of {issuer}"
        ));
    }
    None
}

/// What holds with a key that only the key history lists, where nobody was asked.
fn unasked(key: &Key) -> String {
    let seen = key
        .seen
        .last
        .map_or_else(String::new, |last| format!("last seen {}, ", utc(last)));
    format!(
        "The signature verifies by a key {seen}remembered from this computer's key history; whether \
         it is still listed was not asked."
    )
}

fn remembered(key: &Key) -> String {
    match key.seen.last {
        Some(last) => format!(
            "its key is remembered, last seen {}: no newest answer lists it",
            utc(last)
        ),
        None => "its key is remembered from an earlier answer: no newest one lists it".to_owned(),
    }
}

/// The address that the API is configured with, where no keys of it are known.
fn unread<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let place = facts.api_place()?;
    let read = facts.configured_address().is_some_and(|(index, _)| {
        let mut sources = facts.keys.sources.iter();
        sources.any(|s| s.address == Some(index))
    });
    (!read).then_some(place)
}

/// The place that lists the key for one application alone, where nothing tells whether others would
/// find it. The keys of whole clouds are listed everywhere.
fn application_alone(facts: &Facts<'_>, key: &Key) -> Option<String> {
    let own_role = matches!(
        key.role,
        KeyRole::SamlApplication | KeyRole::CustomApplication(_)
    );
    let untold = own_role && matches!(listing(facts), Listing::NotChecked(_));
    (untold && !api_reads_the_key(facts)).then(|| places(facts, key))
}

/// Whether the metadata that lists the key names an issuer: a loose list of keys names none.
fn issuer_in_metadata(facts: &Facts<'_>) -> bool {
    let of_metadata = |key| {
        let mut sources = facts.keys.sources_of(key);
        // A template says nothing before claim tid fills it (rules C6.1).
        let filled = |i: &str| {
            !i.contains("{tenant") || facts.token.is_some_and(|t| t.claim("tid").is_some())
        };
        sources.any(|s| s.metadata_issuer.as_deref().is_some_and(filled))
    };
    facts.signing_key().is_some_and(of_metadata)
}

/// Whether some place that lists the key is one of the token's issuer. A loose key list is taken as
/// it is, and so is AD FS, whose access tokens have an issuer of their own; Entra's two versions
/// share their keys.
fn issuer_holds(facts: &Facts<'_>, token: &Token, key: &Key) -> bool {
    let issuer = token.issuer().unwrap_or_default();
    if facts.family() == Some(Family::Adfs) {
        return true;
    }
    let of_entra = facts.family() == Some(Family::Entra);
    let issuer_tenant = issuer_facts(issuer);
    let authority = facts.authority.and_then(|a| a.tenant.as_deref());
    let tenant = token.claim("tid").or(authority).unwrap_or_default();
    if facts.only_in_file(key).is_some() {
        return true;
    }
    facts.keys.sources_of(key).any(|source| {
        let named = source.metadata_issuer.as_deref();
        let told = source.purpose.is_some() && (named.is_some() || at_home(facts, source, issuer));
        told && named.is_none_or(|template| {
            let filled = fill(template, tenant);
            let same_tenant = || issuer_facts(&filled).tenant_id() == issuer_tenant.tenant_id();
            filled == issuer || (of_entra && issuer_tenant.tenant_id().is_some() && same_tenant())
        })
    })
}

/// Whether a place without metadata may speak for the issuer: anybody can publish a key set, so one
/// that an API reads by itself has to be Microsoft's or on the issuer's own host.
fn at_home(facts: &Facts<'_>, source: &Source, issuer: &str) -> bool {
    let addresses = facts.authority.map_or(&[][..], |a| a.addresses.as_slice());
    let address = source.address.and_then(|at| addresses.get(at));
    let alone = address.is_some_and(|a| a.metadata.is_empty());
    !alone
        || host_trust(&source.url) == HostTrust::Microsoft
        || host_of(&source.url) == host_of(issuer)
}

fn places(facts: &Facts<'_>, key: &Key) -> String {
    if facts.keys.is_unasked(key) {
        let once = labels(facts.keys.seen_by(key).map(|s| s.label.as_str()));
        return format!("not asked; earlier at {once}");
    }
    if key.is_remembered() {
        return "no newest answer".to_owned();
    }
    labels(facts.keys.sources_of(key).map(|s| s.label.as_str()))
}

/// What is missing for an answer.
fn missing(facts: &Facts<'_>) -> Finding {
    let mut reasons: Vec<&str> = Vec::new();
    for (_, state) in facts.addresses() {
        if let AddressState::NotAsked(why) | AddressState::Failed(why) = state
            && !why.is_empty()
            && !reasons.contains(&why.as_str())
        {
            reasons.push(why);
        }
    }
    let headline = match (facts.any_keys(), reasons.as_slice()) {
        (false, []) => "The signature was not checked: no signing keys are known.".to_owned(),
        (false, _) => format!(
            "The signature was not checked: no signing keys are known. {}",
            reasons.join(" ")
        ),
        (true, _) => {
            "The signature was not verified: none of the keys that were read fits the token."
                .to_owned()
        }
    };
    let finding = Finding::new(headline).compare("Signature", "verified", "not checked");
    let reasons = [&facts.signature.reason, &facts.api.fails_to_start];
    let reasons = reasons.into_iter().flatten().cloned();
    reasons.fold(finding, Finding::note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::testing::{Case, KID};
    use crate::keys::KeyRole;
    use crate::signature::SignatureOutcome;

    fn genuine() -> Case {
        Case::entra()
            .read(&Purpose::Own)
            .read(&Purpose::Common)
            .key(KID, KeyRole::EntraPublic, &[Purpose::Own, Purpose::Common])
            .verified()
    }

    #[test]
    fn offline_says_what_is_missing() {
        let headline = Case::entra().expect(&RULE, OutcomeKind::NotChecked);
        assert!(
            headline.contains("no signing keys") && headline.contains("Offline."),
            "{headline}"
        );
    }

    #[test]
    fn a_genuine_signature_is_not_the_whole_answer() {
        let other = genuine()
            .audience("api://other")
            .expect(&RULE, OutcomeKind::Warning);
        assert!(other.contains("refused all the same"), "{other}");
        let headline = genuine()
            .without("exp")
            .expect(&RULE, OutcomeKind::NotChecked);
        assert!(headline.contains("expires"), "{headline}");
    }

    #[test]
    fn what_failed_already_is_not_repeated() {
        let altered = genuine().outcome(SignatureOutcome::Altered, Some(0));
        altered.expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .header("alg", "none")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
