//! Which of several sections of one configuration a token is compared with.

use crate::api::{Api, Reading};
use crate::issuer::{Family, MetadataFacts, issuer_facts, metadata_facts};
use crate::token::Token;

/// How well a section fits a token: first its issuer, then its audience.
type Fit = (By, bool);

/// What ties a section to a token's issuer; the closest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// Nothing.
    Nothing,
    /// It is of the same platform.
    Platform,
    /// It is of the same platform, and its tenant and policy are the token's.
    Tenant,
    /// It accepts the token's issuer to the letter.
    Issuer,
}

/// The section that fits the token better than the one that was taken, with a note that says why.
/// `None` where none does: then the one that was taken is compared.
pub(super) fn chosen(api: &Api, token: Option<&Token>) -> Option<Api> {
    let token = token.filter(|_| !api.others.is_empty())?;
    let by_default = fit(api, token);
    let mut best: Option<(Fit, &Api)> = None;
    for other in &api.others {
        let fits = fit(other, token);
        if fits > best.map_or(by_default, |(fit, _)| fit) {
            best = Some((fits, other));
        }
    }
    let (fits, other) = best?;
    // An audience alone tells nothing where the issuer is another's.
    (fits.0 > By::Nothing).then(|| put_in_place(api, other, fits.0))
}

fn put_in_place(api: &Api, other: &Api, by: By) -> Api {
    let why = match by {
        By::Issuer => "its issuer is the token's",
        By::Tenant => "it is for the token's platform and tenant",
        By::Platform | By::Nothing => "it is for the token's platform",
    };
    let count = api.others.len() + 1;
    let note = format!(
        "Of the {count} sections, {} is compared: {why}.",
        name(other)
    );
    let notes = std::iter::once(note).chain(other.reading.notes.iter().cloned());
    Api {
        source: api.source.clone(),
        text: api.text.clone(),
        unknown: api.unknown.clone(),
        reading: Reading {
            notes: notes.collect(),
            ..other.reading.clone()
        },
        ..other.clone()
    }
}

/// What a section is called: the name in front of its settings' own.
fn name(api: &Api) -> String {
    let Some(first) = api.reading.settings.first() else {
        return "another one".to_owned();
    };
    match first.name.rsplit_once([':', '.']) {
        // What every scheme in code has of that name tells none from another.
        Some((section, _)) if !section.is_empty() && section != "TokenValidationParameters" => {
            section.to_owned()
        }
        _ => format!("the one of line {}", first.line),
    }
}

fn fit(api: &Api, token: &Token) -> Fit {
    let audiences = token.audiences();
    let audience = audiences
        .iter()
        .any(|own| api.audiences.iter().any(|a| a == own));
    (by_issuer(api, token), audience)
}

fn by_issuer(api: &Api, token: &Token) -> By {
    let Some(issuer) = token.issuer() else {
        return By::Nothing;
    };
    if api.issuers.iter().any(|accepted| accepted == issuer) {
        return By::Issuer;
    }
    let own = issuer_facts(issuer);
    if own.family == Family::Other {
        return By::Nothing;
    }
    let place = api.metadata.as_deref().or(api.keys_address.as_deref());
    let of_place = place.map(metadata_facts).into_iter();
    let of_issuers = api.issuers.iter().map(|issuer| issuer_facts(issuer));
    let same = of_place
        .chain(of_issuers)
        .filter(|facts| facts.family == own.family);
    let found = same.map(|facts| {
        if same_policy(api, &facts, token) && same_tenant(&facts, &own) {
            By::Tenant
        } else {
            By::Platform
        }
    });
    found.max().unwrap_or(By::Nothing)
}

/// Whether nothing says that the policies differ.
fn same_policy(api: &Api, facts: &MetadataFacts, token: &Token) -> bool {
    let asked = api.policy.as_deref().or(facts.policy.as_deref());
    let own = token.claim("tfp").or_else(|| token.claim("acr"));
    match (asked, own) {
        (Some(asked), Some(own)) => asked.eq_ignore_ascii_case(own),
        _ => true,
    }
}

/// Whether nothing says that the tenants differ: a domain can't be told from an ID.
fn same_tenant(facts: &MetadataFacts, own: &MetadataFacts) -> bool {
    let is_id = |tenant: &&str| tenant.len() == 36 && tenant.matches('-').count() == 4;
    let theirs = facts.tenant.as_deref().filter(is_id);
    match (theirs, own.tenant.as_deref().filter(is_id)) {
        (Some(theirs), Some(own)) => theirs.eq_ignore_ascii_case(own),
        _ => true,
    }
}
