//! Whom the token is for and who issued it.

use super::origin::Said;
use super::switch::Check;
use super::{Likeness, Line, Subject};
use crate::diagnosis::Facts;
use crate::diagnosis::audience::in_words;
use crate::diagnosis::issuers::{Accepted, Origin, accepted, both_versions};
use crate::diagnosis::limits::audience_untold;
use crate::diagnosis::rules::{
    accepted_tenants, audience_near_miss, configured_cloud, expected_version, issuer_difference,
    issuer_of_application, lets_all_tenants_in, overlooks_slash, tenant_by_domain,
};
use crate::diagnosis::words::short;
use crate::issuer::{Family, MetadataFacts, Platform, issuer_facts, metadata_facts};
use crate::token::Token;

/// More characters of a value are not shown.
const LONGEST: usize = 300;

pub(super) fn audience(facts: &Facts<'_>) -> Line {
    let api = facts.api;
    let audiences = facts.jwt().map(Token::audiences);
    let actual = audiences.as_ref().filter(|a| !a.is_empty());
    let actual = actual.map(|a| in_words(a));
    let line = Line::new(Subject::Audience, api.audiences.clone(), actual);
    let (Some(token), Some(audiences)) = (facts.jwt(), audiences) else {
        return line;
    };
    if api.unchecked.audience {
        let line = line
            .likeness(Likeness::Unchecked)
            .said(Said::Off(Check::Audience));
        return line.note("Your API doesn't check the audience.");
    }
    if audience_untold(facts, token) {
        let line = line.likeness(Likeness::Different).said(Said::Written);
        return Line {
            expected: vec!["no aud at all".to_owned()],
            ..line
        }
        .note("The library is told no audience, and then refuses every token that has one.");
    }
    if api.audiences.is_empty() {
        return line.note("Which audience your API accepts isn't known.");
    }
    beside_accepted(facts, line, token, &audiences)
}

/// The token's audiences beside the accepted ones.
fn beside_accepted(facts: &Facts<'_>, line: Line, token: &Token, audiences: &[&str]) -> Line {
    let api = facts.api;
    if audiences
        .iter()
        .any(|a| api.audiences.iter().any(|e| e == a))
    {
        return line.likeness(Likeness::Equal);
    }
    match audience_near_miss(facts, token) {
        Some((_, _, difference))
            if difference.contains("slash") && overlooks_slash(facts) == Some(true) =>
        {
            let title = api.stack.map_or("The library", crate::api::Stack::title);
            line.likeness(Likeness::Equal)
                .note(format!("{title} overlooks one slash at the end."))
        }
        Some((_, _, difference)) => line.likeness(Likeness::Near).note(sentence(difference)),
        None if audiences.is_empty() => line
            .likeness(Likeness::Different)
            .note("The token names no audience."),
        None => line.likeness(Likeness::Different),
    }
}

pub(super) fn issuer(facts: &Facts<'_>) -> Line {
    let api = facts.api;
    let issuer = facts.jwt().and_then(Token::issuer);
    let accepted = accepted(facts);
    let expected = accepted.as_ref().map(|a| a.issuers.clone());
    let line = Line::new(
        Subject::Issuer,
        expected.unwrap_or_default(),
        issuer.map(|i| short(i, LONGEST)),
    );
    if api.unchecked.issuer {
        let line = line
            .likeness(Likeness::Unchecked)
            .said(Said::Off(Check::Issuer));
        return line.note("Your API doesn't check the issuer.");
    }
    let Some(accepted) = accepted else {
        return line.note("Which issuer your API accepts isn't known.");
    };
    let Some(issuer) = issuer else {
        let missing = facts.jwt().is_some();
        return if missing {
            line.likeness(Likeness::Different)
                .note("The token names no issuer.")
        } else {
            line
        };
    };
    beside(facts, line, &accepted, issuer)
}

/// The token's issuer beside the accepted ones.
fn beside(facts: &Facts<'_>, line: Line, accepted: &Accepted, issuer: &str) -> Line {
    let line = match &facts.api.metadata {
        Some(place) if facts.api.issuers.is_empty() && !accepted.issuers.is_empty() => {
            line.said(Said::Metadata(place.clone()))
        }
        _ => line,
    };
    let line = match accepted.from {
        Origin::Address => {
            line.note("The metadata was not read: this issuer follows from its address.")
        }
        Origin::Unread => {
            line.note("The issuer stands in the metadata that your API reads; it was not read.")
        }
        Origin::Listed | Origin::Metadata => line,
    };
    let same = accepted.issuers.iter().any(|e| e == issuer)
        || accepted.from != Origin::Listed && issuer_of_application(facts, issuer);
    let near = || {
        let mut all = accepted.issuers.iter();
        all.find_map(|e| issuer_difference(facts, e, issuer))
    };
    if same {
        line.likeness(Likeness::Equal)
    } else if let Some(difference) = near() {
        line.likeness(Likeness::Near).note(sentence(difference))
    } else if accepted.complete {
        line.likeness(Likeness::Different)
    } else {
        line
    }
}

/// The version of Entra ID's tokens.
pub(super) fn version(facts: &Facts<'_>) -> Option<Line> {
    let of_entra = facts.family() == Some(Family::Entra);
    let issuer = facts.jwt().filter(|_| of_entra).and_then(Token::issuer)?;
    let actual = issuer_facts(issuer).version?;
    let (version, from) = expected_version(facts)?;
    let both = both_versions(facts.api);
    let expected = if both { vec![1, 2] } else { vec![version] };
    let likeness = if facts.api.unchecked.issuer {
        Likeness::Unchecked
    } else if expected.contains(&actual) || facts.api.issuers.iter().any(|i| i == issuer) {
        Likeness::Equal
    } else {
        Likeness::Different
    };
    let expected = expected.iter().map(u8::to_string).collect();
    let line = Line::new(Subject::Version, expected, Some(actual.to_string()));
    let said = if both {
        Said::Default(true)
    } else {
        Said::Value(from)
    };
    let line = line.likeness(likeness).said(said);
    Some(match likeness {
        Likeness::Different => line.note(
            "The issuer tells the version; the manifest of the API that the token is for decides it.",
        ),
        Likeness::Unchecked => line
            .said(Said::Off(Check::Issuer))
            .note("The issuer tells the version, and your API doesn't check it."),
        _ => line,
    })
}

pub(super) fn tenant(facts: &Facts<'_>) -> Option<Line> {
    let authority = facts.authority.filter(|_| facts.jwt().is_some())?;
    let told = authority.issuer.as_deref().map(issuer_facts);
    let in_issuer = told.as_ref().and_then(MetadataFacts::tenant_id);
    let actual = in_issuer.or(authority.tenant.as_deref())?;
    let line = |expected| Line::new(Subject::Tenant, expected, Some(actual.to_owned()));
    if facts.api.unchecked.issuer {
        let line = line(Vec::new()).likeness(Likeness::Unchecked);
        return Some(
            line.said(Said::Off(Check::Issuer))
                .note("The tenant stands in the issuer, which your API doesn't check."),
        );
    }
    if lets_all_tenants_in(facts) {
        let line = line(vec!["any tenant".to_owned()]).likeness(Likeness::Equal);
        return Some(line.said(place_of(facts)));
    }
    let (tenants, unresolved) = accepted_tenants(facts, facts.family()?);
    let same = tenants.iter().any(|t| t.eq_ignore_ascii_case(actual));
    if let (Some(name), false) = (unresolved, same) {
        let line = line(vec![name]).said(within_place(facts));
        return Some(line.note(
            "The tenant stands there by its domain name; its metadata, which tells the ID, was not \
             read.",
        ));
    }
    if tenants.is_empty() {
        return None;
    }
    let (expected, note) = as_configured(facts, tenants);
    let line = line(expected).note(note).likeness(if same {
        Likeness::Equal
    } else {
        Likeness::Different
    });
    Some(line.said(within_place(facts)))
}

/// The tenants as they are configured, by their domain name where it is that, and what the name
/// stands for.
fn as_configured(facts: &Facts<'_>, mut tenants: Vec<String>) -> (Vec<String>, String) {
    let Some((name, id)) = facts.family().and_then(|f| tenant_by_domain(facts, f)) else {
        return (tenants, String::new());
    };
    for tenant in tenants.iter_mut().filter(|tenant| **tenant == id) {
        tenant.clone_from(&name);
    }
    let note = format!("Its metadata says that {} is {id}.", short(&name, 100));
    (tenants, note)
}

pub(super) fn cloud(facts: &Facts<'_>) -> Option<Line> {
    let authority = facts.authority.filter(|_| facts.jwt().is_some())?;
    let (cloud, from) = configured_cloud(facts)?;
    let actual = authority.cloud;
    let line = Line::new(
        Subject::Cloud,
        vec![cloud.title().to_owned()],
        actual.map(|c| c.title().to_owned()),
    );
    let line = line.said(Said::Value(from)).likeness(match actual {
        None => Likeness::Unknown,
        Some(actual) if actual == cloud => Likeness::Equal,
        Some(_) => Likeness::Different,
    });
    Some(line.note(authority.cloud_reason.clone()))
}

/// The B2C policy.
pub(super) fn policy(facts: &Facts<'_>) -> Option<Line> {
    let authority = facts.authority.filter(|_| facts.jwt().is_some())?;
    let place = facts.api_place().map(metadata_facts);
    let in_place = place.as_ref().and_then(|p| p.policy.clone());
    let configured = in_place.or_else(|| facts.api.policy.as_deref().map(str::to_ascii_lowercase));
    let of_b2c = authority.platform == Platform::B2c;
    if configured.is_none() && !(of_b2c && place.is_some()) {
        return None;
    }
    let actual = authority.policy.clone();
    let likeness = match (&configured, &actual) {
        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => Likeness::Equal,
        (Some(_), Some(_)) => Likeness::Different,
        _ => Likeness::Unknown,
    };
    let line = Line::new(Subject::Policy, configured.into_iter().collect(), actual);
    let line = if line.expected.is_empty() {
        line
    } else {
        line.said(within_place(facts))
    };
    Some(line.likeness(likeness))
}

/// The setting that names a part of the place that the API reads.
fn within_place(facts: &Facts<'_>) -> Said {
    match place_of(facts) {
        Said::Value(place) => Said::Within(place),
        _ => Said::Within(String::new()),
    }
}

/// The setting behind the place that the API reads.
fn place_of(facts: &Facts<'_>) -> Said {
    let place = facts.api.metadata.as_deref().or(facts.api_place());
    place.map_or(Said::Configured, |place| Said::Value(place.to_owned()))
}

/// The end of a sentence as a sentence.
fn sentence(end: &str) -> String {
    let mut chars = end.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let first = first.map(String::from).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
