//! F-64: the key belongs to another cloud than the metadata that lists it (rules C2.5).

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::keys::{Key, Source};

pub(super) static RULE: Rule = Rule {
    id: "key-cloud-mismatch",
    section: "F-64",
    step: Step::Key,
    cause: Cause::Key,
    line: "The key belongs to another cloud than the metadata that lists it",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(key) = facts.signed().and_then(|_| facts.signing_key()) else {
        return Outcome::NotApplicable;
    };
    let Some(of_key) = &key.cloud_instance_name else {
        return Outcome::NotApplicable;
    };
    let of_metadata = clouds_of_lists(facts, key);
    let Some(other) = of_metadata.first() else {
        return Outcome::NotApplicable;
    };
    if of_metadata.contains(&of_key) {
        let headline = "The key and the metadata that lists it are of one cloud.";
        return Outcome::Passed(Finding::new(headline));
    }
    let headline = format!("The key belongs to {of_key}, the metadata that lists it to {other}.");
    Outcome::Warning(
        Finding::new(headline)
            .compare("Cloud of the key", (*other).clone(), of_key.clone())
            .value("cloud", of_key.clone())
            .note(
                "In Microsoft's libraries that check is optional \
                 (EnableEntraIdSigningKeyCloudInstanceValidation).",
            ),
    )
}

/// The clouds of the metadata that lists a key: of the one that the API reads, where it is among
/// them, or else of all.
fn clouds_of_lists<'a>(facts: &Facts<'a>, key: &'a Key) -> Vec<&'a String> {
    let read_by_api = |source: &Source| {
        let addresses = facts.authority.map_or(&[][..], |a| a.addresses.as_slice());
        let address = source.address.and_then(|at| addresses.get(at));
        address.is_some_and(|a| Some(a.place()) == facts.api_metadata())
    };
    let lists = || facts.keys.sources_of(key);
    let own = lists().find(|s| read_by_api(s));
    match own.and_then(|s| s.cloud_instance_name.as_ref()) {
        Some(cloud) => vec![cloud],
        None => lists()
            .filter_map(|s| s.cloud_instance_name.as_ref())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID};
    use crate::issuer::Purpose;
    use crate::keys::KeyRole;

    fn clouds(key: Option<&str>, metadata: Option<&str>) -> Case {
        let mut case =
            Case::entra()
                .read(&Purpose::Own)
                .key(KID, KeyRole::EntraUsGov, &[Purpose::Own]);
        case.keys.keys[0].cloud_instance_name = key.map(str::to_owned);
        case.keys.sources[0].cloud_instance_name = metadata.map(str::to_owned);
        case
    }

    #[test]
    fn two_clouds_warn() {
        let (public, gov) = (Some("microsoftonline.com"), Some("microsoftonline.us"));
        clouds(gov, public).expect(&RULE, OutcomeKind::Warning);
        clouds(gov, gov).expect(&RULE, OutcomeKind::Passed);
        clouds(None, public).expect(&RULE, OutcomeKind::NotApplicable);
        clouds(gov, None).expect(&RULE, OutcomeKind::NotApplicable);
    }
}
