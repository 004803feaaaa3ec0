//! F-62: the metadata or the keys can't be read.

use super::wrong_metadata_address::unfit;
use crate::diagnosis::words::labels;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::documents::{AddressState, metadata_failure};
use crate::issuer::{Address, Family, Purpose};

pub(super) static RULE: Rule = Rule {
    id: "metadata-unreachable",
    section: "F-62",
    step: Step::Key,
    cause: Cause::Unreachable,
    line: "The metadata or the keys can't be read",
    reference: "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    if facts.signed().is_none() {
        return Outcome::NotApplicable;
    }
    let wanted = wanted(facts);
    if let Some((address, reason)) = configured_failure(facts) {
        let what = if address.metadata.is_empty() {
            "key set"
        } else {
            "metadata"
        };
        let lead = format!(
            "The {what} address of your API ({}) can't be read",
            address.place()
        );
        return Outcome::Failed(finding(&lead, address, &reason, &wanted));
    }
    of_all(facts, &wanted)
}

/// What became of all addresses together.
fn of_all(facts: &Facts<'_>, wanted: &[(&Address, &AddressState)]) -> Outcome {
    let failures: Vec<(&Address, &str)> = wanted.iter().filter_map(failure).collect();
    let read = wanted
        .iter()
        .any(|(_, s)| matches!(s, AddressState::Fetched | AddressState::Saved));
    match failures.first() {
        _ if wanted.is_empty() => no_address(facts),
        None if read => Outcome::Passed(Finding::new(answered(wanted))),
        Some((address, reason)) if read || facts.genuine() => {
            warned(facts, address, reason, wanted)
        }
        Some((address, reason)) if failures.len() == wanted.len() => Outcome::Failed(finding(
            "No address that would list the key can be read",
            address,
            reason,
            wanted,
        )),
        Some((address, reason)) if all_shared_failed(wanted) => Outcome::Failed(finding(
            "No address that lists the keys for all applications can be read",
            address,
            reason,
            wanted,
        )),
        _ if facts.genuine() => Outcome::NotApplicable,
        _ => Outcome::NotChecked(states(Finding::new(not_asked(wanted)), wanted)),
    }
}

/// Whether every address that a verifier reads by default failed; those of single applications may
/// not have been asked.
fn all_shared_failed(wanted: &[(&Address, &AddressState)]) -> bool {
    let mut shared = wanted
        .iter()
        .filter(|(a, _)| !matches!(a.purpose, Purpose::Application(_)))
        .peekable();
    shared.peek().is_some() && shared.all(|(_, s)| matches!(s, AddressState::Failed(_)))
}

/// The addresses where the key of a good token would be.
fn wanted<'a>(facts: &Facts<'a>) -> Vec<(&'a Address, &'a AddressState)> {
    let elsewhere = |purpose: &Purpose| {
        matches!(
            purpose,
            Purpose::OtherVersion | Purpose::OtherCloud | Purpose::OtherFamily
        )
    };
    let addresses = facts.addresses();
    addresses
        .filter(|(address, _)| !elsewhere(&address.purpose))
        .collect()
}

/// Some places answered; only a failure of the token's own place is worth a word.
fn warned(
    facts: &Facts<'_>,
    address: &Address,
    reason: &str,
    wanted: &[(&Address, &AddressState)],
) -> Outcome {
    let own_failed = address.purpose == Purpose::Own;
    if facts.own_read() || !own_failed {
        return Outcome::Passed(Finding::new(answered(wanted)));
    }
    let finding = finding(
        "The token's own metadata can't be read",
        address,
        reason,
        wanted,
    );
    let answered =
        |(_, s): &(_, &AddressState)| matches!(s, AddressState::Fetched | AddressState::Saved);
    Outcome::Warning(if wanted.iter().any(answered) {
        finding.note("Other places answered: see the list of addresses.")
    } else {
        finding.note(
            "The signature verifies all the same, with a key that was at hand; whether it is still \
             listed could not be asked.",
        )
    })
}

/// Why the configured address can't be read. One that can't be right whatever it answers is told by
/// a rule of its own.
fn configured_failure<'a>(facts: &Facts<'a>) -> Option<(&'a Address, String)> {
    let (index, address) = facts.configured_address()?;
    if unfit(facts).is_some() {
        return None;
    }
    let failed = failure(&(address, facts.states.get(index)?));
    let why = failed.map(|(_, why)| why.to_owned());
    Some((address, why.or_else(|| no_metadata(facts, address))?))
}

/// Why the metadata itself can't be used, though its keys may be at hand: an API that reads it
/// doesn't come that far. AD FS before 2016 has federation metadata in its place.
fn no_metadata(facts: &Facts<'_>, address: &Address) -> Option<String> {
    let of_adfs = address.federation.is_some() && facts.family() == Some(Family::Adfs);
    if of_adfs || address.metadata.is_empty() {
        return None;
    }
    metadata_failure(address, facts.documents)
}

fn failure<'a>(pair: &(&'a Address, &'a AddressState)) -> Option<(&'a Address, &'a str)> {
    match pair.1 {
        AddressState::Failed(reason) => Some((pair.0, reason)),
        _ => None,
    }
}

fn finding(
    lead: &str,
    address: &Address,
    reason: &str,
    wanted: &[(&Address, &AddressState)],
) -> Finding {
    let url = url::Url::parse(address.place()).ok();
    let host = url.as_ref().and_then(|u| u.host_str()).unwrap_or_default();
    let why = first_sentence(reason);
    let finding = Finding::new(format!("{lead}: {}.", uncapitalised(why)))
        .value("metadata", address.place())
        .value("host", host)
        .note(
            ".NET reports it as IDX20803 or IDX20804, and then as IDX10500: no security keys were \
             provided.",
        );
    states(finding, wanted)
}

/// A sentence after a colon: a capital goes, unless more of them or a digit follow, as in a name.
fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_lowercase().collect::<String>());
    match (first, chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first + chars.as_str(),
        _ => text.to_owned(),
    }
}

/// The first sentence of a reason, without its full stop.
fn first_sentence(reason: &str) -> &str {
    let first = reason.split(". ").next().unwrap_or_default();
    match first.trim().trim_end_matches('.') {
        "" => "it gave no keys",
        sentence => sentence,
    }
}

fn states(finding: Finding, wanted: &[(&Address, &AddressState)]) -> Finding {
    wanted.iter().fold(finding, |finding, (address, state)| {
        let actual = match state {
            AddressState::Fetched => "fetched".to_owned(),
            AddressState::Saved => "saved".to_owned(),
            AddressState::Failed(why) | AddressState::NotAsked(why) if !why.is_empty() => {
                why.clone()
            }
            AddressState::Failed(_) => "failed".to_owned(),
            AddressState::NotAsked(_) => "not asked".to_owned(),
        };
        finding.compare(address.label.clone(), "keys", actual)
    })
}

fn answered(wanted: &[(&Address, &AddressState)]) -> String {
    let read = wanted
        .iter()
        .filter(|(_, s)| matches!(s, AddressState::Fetched | AddressState::Saved));
    let labels = labels(read.map(|(a, _)| a.label.as_str()));
    format!("Keys were read from {labels}.")
}

fn not_asked(wanted: &[(&Address, &AddressState)]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for (_, state) in wanted {
        if let AddressState::NotAsked(why) | AddressState::Failed(why) = state
            && !why.is_empty()
            && !reasons.contains(&why.as_str())
        {
            reasons.push(why);
        }
    }
    let why = reasons.join(" ");
    format!("No keys were read yet. {why}")
        .trim_end()
        .to_owned()
}

fn no_address(facts: &Facts<'_>) -> Outcome {
    if facts.authority.is_none() || facts.genuine() {
        return Outcome::NotApplicable;
    }
    Outcome::NotChecked(Finding::new(
        "The token doesn't tell where its keys are published, so none were asked for.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case};

    fn application() -> Purpose {
        Purpose::Application(API.to_owned())
    }

    #[test]
    fn it_fails_only_when_every_place_failed() {
        let all = Case::entra()
            .failed(&Purpose::Own)
            .failed(&application())
            .failed(&Purpose::Common);
        let headline = all.expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains("timed out after 10 s"), "{headline}");
        let shared = Case::entra().failed(&Purpose::Own).failed(&Purpose::Common);
        let headline = shared.expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains("for all applications"), "{headline}");
        let some = Case::entra().failed(&Purpose::Own);
        some.expect(&RULE, OutcomeKind::NotChecked);
        let common = Case::entra().failed(&Purpose::Own).read(&Purpose::Common);
        common.expect(&RULE, OutcomeKind::Warning);
        let own = Case::entra().read(&Purpose::Own).failed(&Purpose::Common);
        own.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn offline_is_not_checked() {
        let headline = Case::entra().expect(&RULE, OutcomeKind::NotChecked);
        assert!(headline.contains("Offline."), "{headline}");
    }

    #[test]
    fn a_configured_address_that_fails_is_the_cause_by_itself() {
        let metadata = "https://login.micorosftonline.com/x/.well-known/openid-configuration";
        let case = Case::entra()
            .read(&Purpose::Own)
            .metadata(metadata)
            .failed(&Purpose::Configured);
        assert!(
            case.expect(&RULE, OutcomeKind::Failed)
                .contains("of your API")
        );
    }

    #[test]
    fn an_unsigned_token_needs_no_keys() {
        let none = Case::entra().header("alg", "none").failed(&Purpose::Own);
        none.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
