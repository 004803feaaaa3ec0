//! What the rules on mixed families share: a token of one family, an API that reads another's keys
//! (F-34, F-35, F-36).

use crate::diagnosis::words::list;
use crate::diagnosis::{Facts, Finding, Outcome};
use crate::issuer::{Family, Purpose, Shape, metadata_facts};

/// Whether token and API belong to one family, told for `own`: it is the token's family, or the
/// token is Entra's and the API is configured for `own`.
pub(super) fn mix(facts: &Facts<'_>, own: Family) -> Outcome {
    let Some(family) = facts.family().filter(|_| facts.jwt().is_some()) else {
        return Outcome::NotApplicable;
    };
    let configured = configured(facts);
    if family == own {
        return match configured {
            Configured::Family(other, from) if other != own => refused(facts, family, other, from),
            Configured::Family(..) => Outcome::Passed(Finding::new(format!(
                "Token and API are both of {}.",
                title(own)
            ))),
            Configured::Untold(from) => Outcome::NotChecked(Finding::new(format!(
                "Whether {from} serves the keys of {} can't be told from its address.",
                title(own)
            ))),
            Configured::Fixed => Outcome::NotApplicable,
            Configured::Nothing => assumed(facts, own),
        };
    }
    match configured {
        Configured::Family(other, from) if other == own && family == Family::Entra => {
            refused(facts, family, other, from)
        }
        _ => Outcome::NotApplicable,
    }
}

/// What the API's configuration says about the family.
enum Configured {
    /// No configuration is known.
    Nothing,
    /// The keys stand in the configuration itself: a rule of their own compares them.
    Fixed,
    /// There is an address, but it tells no family.
    Untold(String),
    /// The family, and where it says so.
    Family(Family, String),
}

fn configured(facts: &Facts<'_>) -> Configured {
    let api = facts.api;
    if let Some(metadata) = facts.api_place() {
        let lists_it = facts.configured_address().is_some_and(|(index, _)| {
            let key = facts.signing_key();
            key.is_some_and(|k| facts.keys.sources_of(k).any(|s| s.address == Some(index)))
        });
        let metadata = metadata.to_owned();
        return match (metadata_facts(&metadata).family, facts.family()) {
            (_, Some(family)) if lists_it => Configured::Family(family, metadata),
            (Family::Other, _) => Configured::Untold(metadata),
            (family, _) => Configured::Family(family, metadata),
        };
    }
    if api.unchecked.issuer && !api.issuers.is_empty() {
        return Configured::Untold(list(&api.issuers));
    }
    let issuer = facts.authority.and_then(|a| a.issuer.as_deref());
    if let Some(same) = api.issuers.iter().find(|i| Some(i.as_str()) == issuer) {
        let family = facts.family().unwrap_or(Family::Other);
        return Configured::Family(family, same.clone());
    }
    let families: Vec<Family> = api.issuers.iter().map(|i| family_of(facts, i)).collect();
    match families.as_slice() {
        [] if !api.keys.is_empty() => Configured::Fixed,
        [] => Configured::Nothing,
        [first, rest @ ..] if *first != Family::Other && rest.iter().all(|f| f == first) => {
            Configured::Family(*first, list(&api.issuers))
        }
        _ => Configured::Untold(list(&api.issuers)),
    }
}

/// The family of an accepted issuer. B2C's issuers on its legacy host look like Entra's but for the
/// slash at their end (rules C3.10).
fn family_of(facts: &Facts<'_>, issuer: &str) -> Family {
    let b2c = facts.family() == Some(Family::B2c);
    if b2c && Shape::of(Some(issuer), true) == Shape::LoginV2Slash {
        return Family::B2c;
    }
    metadata_facts(issuer).family
}

fn refused(facts: &Facts<'_>, token: Family, api: Family, from: String) -> Outcome {
    let (token_of, api_of) = (title(token), title(api));
    let headline = if facts.api_place().is_some() {
        format!(
            "The token is from {token_of}, but your API reads the keys of {api_of}, which never \
             include the one that signed it."
        )
    } else {
        format!("The token is from {token_of}, but your API accepts issuers of {api_of}.")
    };
    let finding = Finding::new(headline)
        .compare("Platform", title(api), title(token))
        .compare("Metadata", own_metadata(facts), from.clone())
        .value("configured", from);
    Outcome::Failed(with_own(facts, finding))
}

/// Without configuration the API is assumed to read Entra's default metadata.
fn assumed(facts: &Facts<'_>, own: Family) -> Outcome {
    let proven = facts.genuine()
        && facts
            .signing_key()
            .is_some_and(|key| facts.keys.listed_for(key, |p| *p == Purpose::Own));
    let needs = match facts.own_address() {
        Some(address) => format!("your API needs the metadata at {}", address.metadata),
        None => "your API needs the metadata of its policy".to_owned(),
    };
    let headline = if proven {
        format!(
            "The token is from {} and its own metadata verifies it; {needs}.",
            title(own)
        )
    } else {
        format!("The token is from {}; {needs}.", title(own))
    };
    let mut finding = Finding::new(headline)
        .compare("Platform", "the one your API is set up for", title(own))
        .note(
            "How your API is configured is not known. The default of Microsoft's libraries is the \
             metadata of Microsoft Entra ID, which doesn't list this platform's keys.",
        );
    if let Some(default) = facts.api_metadata() {
        finding = finding.value("configured", default);
    }
    Outcome::Warning(with_own(facts, finding))
}

fn with_own(facts: &Facts<'_>, finding: Finding) -> Finding {
    match facts.own_address() {
        Some(own) => finding
            .value("metadata", own.metadata.clone())
            .value("authority", authority(&own.metadata)),
        None => finding,
    }
}

fn own_metadata(facts: &Facts<'_>) -> String {
    facts
        .own_address()
        .map(|a| a.metadata.clone())
        .unwrap_or_default()
}

/// A metadata address without its ending: what settings call the authority.
fn authority(metadata: &str) -> String {
    let end = metadata.find("/.well-known").unwrap_or(metadata.len());
    metadata.get(..end).unwrap_or(metadata).to_owned()
}

fn title(family: Family) -> &'static str {
    match family {
        Family::Entra => "Microsoft Entra ID",
        Family::B2c => "Azure AD B2C",
        Family::ExternalId => "Microsoft Entra External ID",
        Family::Adfs => "AD FS",
        Family::Other => "another provider",
    }
}
