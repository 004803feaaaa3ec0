//! F-61: the key is published elsewhere than where the API looks.

use super::stale_key_cache::older_copy;
use crate::api::Stack;
use crate::diagnosis::words::labels;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::documents::AddressState;
use crate::issuer::{Family, HostTrust, Purpose, host_trust, metadata_facts};
use crate::keys::{Key, Source};

pub(super) static RULE: Rule = Rule {
    id: "wrong-metadata-address",
    section: "F-61",
    step: Step::Key,
    cause: Cause::Key,
    line: "The key is published, but not at the address that the API reads",
    reference: "https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/app-integration/troubleshooting-signature-validation-errors",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    if let Some(reads) = facts.signed().and_then(|_| json_for_xml(facts)) {
        return Outcome::Failed(federation(facts, reads));
    }
    if let Some(headline) = facts.signed().and_then(|_| unfit(facts)) {
        return Outcome::Failed(instead(facts, headline));
    }
    let Some(key) = facts.signed().and_then(|_| facts.signing_key()) else {
        return Outcome::NotApplicable;
    };
    // The keys of single applications have rules of their own.
    let listing: Vec<&Source> = facts
        .keys
        .sources_of(key)
        .filter(|s| !matches!(s.purpose, None | Some(Purpose::Application(_))))
        .collect();
    if listing.is_empty() {
        return Outcome::NotApplicable;
    }
    match facts.configured_address() {
        Some((index, configured)) => at_configured(facts, key, &listing, index, configured.place()),
        None if !facts.api.keys.is_empty() => Outcome::NotApplicable,
        None => elsewhere(facts, &listing),
    }
}

/// Whether the configured address lists the key.
fn at_configured(
    facts: &Facts<'_>,
    key: &Key,
    listing: &[&Source],
    index: usize,
    place: &str,
) -> Outcome {
    let lists_it = facts.keys.sources_of(key).any(|s| s.address == Some(index));
    let read = facts.keys.sources.iter().any(|s| s.address == Some(index));
    if lists_it {
        let headline = "The metadata address of your API lists the key.";
        return Outcome::Passed(Finding::new(headline));
    }
    if !read {
        let headline = "The metadata address of your API was not read.";
        return Outcome::NotChecked(Finding::new(headline));
    }
    if older_copy(facts).is_some() {
        let headline = "What is at hand of your API's metadata address is older than the key, so it \
                        can't be told whether it lists it by now.";
        return Outcome::NotChecked(Finding::new(headline));
    }
    let lead = "Your API reads a place that doesn't list the key; it is listed by";
    Outcome::Failed(addresses(facts, listing, place, lead))
}

/// The JSON metadata that an API is told to read whose middleware reads federation metadata alone
/// (rules H-3).
pub(super) fn json_for_xml<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let metadata = facts.api.metadata.as_deref()?;
    let path = metadata.split(['?', '#']).next().unwrap_or_default();
    let openid = path
        .trim_end_matches('/')
        .to_ascii_lowercase()
        .ends_with("openid-configuration");
    (facts.api.stack == Some(Stack::OwinAzureAdBearer) && openid).then_some(metadata)
}

/// What such an API should read.
fn federation(facts: &Facts<'_>, reads: &str) -> Finding {
    let title = Stack::OwinAzureAdBearer.title();
    let headline = format!(
        "{title} reads federation metadata (XML), but {reads} gives JSON: your API doesn't even \
         start with it."
    );
    let tenant = facts.authority.and_then(|a| a.tenant.as_deref());
    let host = url::Url::parse(reads).ok();
    let host = host.as_ref().and_then(url::Url::host_str);
    let host = host.unwrap_or("login.microsoftonline.com");
    let right = format!(
        "https://{host}/{}/federationmetadata/2007-06/federationmetadata.xml",
        tenant.unwrap_or("common")
    );
    Finding::new(headline)
        .compare("Metadata", right.clone(), reads)
        .value("federation", right)
        .value("openid", reads)
}

/// Why the configured address can't be the right one, whatever it would answer; `None` where it was
/// read or may be right.
pub(super) fn unfit(facts: &Facts<'_>) -> Option<String> {
    let configured = facts.api_place().map(str::trim)?;
    let index = facts.configured_address().map(|(index, _)| index);
    let read = |index| facts.keys.sources.iter().any(|s| s.address == Some(index));
    if configured.is_empty() || index.is_some_and(read) {
        return None;
    }
    let what = if facts.api.keys_address.is_some() {
        "key set address"
    } else {
        "metadata address"
    };
    let Some(url) = url::Url::parse(configured).ok().filter(url::Url::has_host) else {
        return Some(format!(
            "Your API's {what}, {configured}, is no URL: nothing can be read there."
        ));
    };
    let host = url.host_str().unwrap_or_default();
    let of_entra = facts.family() == Some(Family::Entra);
    let encrypted = configured.to_ascii_lowercase().starts_with("https:");
    if of_entra && !encrypted {
        return Some(format!(
            "Your API's {what}, {configured}, does not begin with https://, as it must."
        ));
    }
    // AD FS has a rule of its own, and so has an address that did not answer.
    let other_platform = metadata_facts(configured).family != Family::Other;
    let failed = index.and_then(|index| facts.states.get(index));
    if other_platform || matches!(failed, Some(AddressState::Failed(_))) {
        return None;
    }
    (of_entra && host_trust(configured) == HostTrust::Other).then(|| {
        format!(
            "Your API's {what} is on {host}, which is none of Microsoft's sign-in hosts: \
             the keys of Microsoft Entra ID are not published there."
        )
    })
}

/// What an API should read in place of an address that can't be right.
fn instead(facts: &Facts<'_>, headline: String) -> Finding {
    let right = facts.own_address().map(|a| a.metadata.as_str());
    let right = right.unwrap_or_default();
    let reads = facts.api_metadata().unwrap_or_default();
    let authority = right.split("/.well-known").next().unwrap_or_default();
    Finding::new(headline)
        .compare("Metadata", right, reads)
        .value("authority", authority)
        .value("metadata", right)
        .value("configured", reads)
}

/// Nothing is configured: worth a word only where the key is at none of the usual places.
fn elsewhere(facts: &Facts<'_>, listing: &[&Source]) -> Outcome {
    let usual = |s: &&&Source| matches!(s.purpose, Some(Purpose::Own | Purpose::Common));
    let looked = facts.read(|p| matches!(p, Purpose::Own | Purpose::Common));
    if listing.iter().any(|s| usual(&s)) || looked.count() == 0 {
        return Outcome::NotApplicable;
    }
    let reads = facts.api_metadata().unwrap_or_default();
    let lead = "The key is not listed where it should be, only by";
    Outcome::Warning(addresses(facts, listing, reads, lead))
}

fn addresses(facts: &Facts<'_>, listing: &[&Source], reads: &str, lead: &str) -> Finding {
    let metadata = |s: &&Source| {
        let addresses = facts.authority.map_or(&[][..], |a| a.addresses.as_slice());
        let address = s.address.and_then(|index| addresses.get(index));
        address.map_or_else(|| s.url.clone(), |a| a.place().to_owned())
    };
    let right = listing.first().map(metadata).unwrap_or_default();
    let authority = right.split("/.well-known").next().unwrap_or_default();
    Finding::new(format!("{lead} {right}."))
        .fact(
            "Listed at",
            labels(listing.iter().map(|s| s.label.as_str())),
        )
        .compare("Metadata", right.clone(), reads)
        .value("authority", authority)
        .value("metadata", right)
        .value("configured", reads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case, KID};
    use crate::keys::KeyRole;

    const CONFIGURED: &str =
        "https://login.microsoftonline.com/consumers/v2.0/.well-known/openid-configuration";

    fn case() -> Case {
        Case::entra().metadata(CONFIGURED).read(&Purpose::Own)
    }

    #[test]
    fn a_key_that_the_api_does_not_read_fails() {
        let key = |case: Case, purposes: &[Purpose]| {
            case.key(KID, KeyRole::EntraPublic, purposes).verified()
        };
        let both = [Purpose::Own, Purpose::Configured];
        let read = || case().read(&Purpose::Configured);
        key(read(), &both[..1]).expect(&RULE, OutcomeKind::Failed);
        key(read(), &both).expect(&RULE, OutcomeKind::Passed);
        key(case(), &both[..1]).expect(&RULE, OutcomeKind::NotChecked);
    }

    #[test]
    fn without_configuration_only_an_unusual_place_is_told() {
        let usual =
            Case::entra()
                .read(&Purpose::Own)
                .key(KID, KeyRole::EntraPublic, &[Purpose::Own]);
        usual.expect(&RULE, OutcomeKind::NotApplicable);
        let application = Purpose::Application(API.to_owned());
        let own = Case::entra().read(&Purpose::Own).read(&application).key(
            KID,
            KeyRole::SamlApplication,
            &[application],
        );
        own.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
