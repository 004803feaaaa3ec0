//! What the API asks a token to hold: permissions, claims, an account of the tenant.

use super::origin::Said;
use super::{Likeness, Line, Subject};
use crate::api::{About, RequiredClaim};
use crate::diagnosis::Facts;
use crate::diagnosis::limits::refused_guest;
use crate::diagnosis::required;
use crate::diagnosis::rules::{held_roles, held_scopes};
use crate::diagnosis::undecided::{finding, names_are_open, place};
use crate::diagnosis::words::{list, short};
use crate::token::Token;

/// Scopes and roles; what is not met comes first.
pub(super) fn permissions(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let granted = granted(facts, token).map(|line| match line.likeness {
        Likeness::Equal => line,
        _ if names_are_open(facts) => line
            .likeness(Likeness::Unknown)
            .note(finding(facts, About::Claims).headline),
        _ => line,
    });
    let refused = |line: &Line| line.likeness != Likeness::Equal;
    if granted.as_ref().is_some_and(refused) {
        return granted;
    }
    let claimed = of_claims(facts, token, Subject::Permissions);
    match claimed {
        Some(line) if refused(&line) => Some(line),
        claimed => granted.or(claimed),
    }
}

/// Further claims; one that is not met comes first.
pub(super) fn claims(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let line = of_claims(facts, token, Subject::Claims);
    let open: Vec<String> = facts
        .api
        .reading
        .undecided(About::Claims)
        .map(place)
        .collect();
    let refused = line
        .as_ref()
        .is_some_and(|line| line.likeness == Likeness::Different);
    if open.is_empty() || refused {
        return line;
    }
    let asked = format!("what {} asks for", short(&list(&open), 300));
    let open = Line::new(Subject::Claims, vec![asked], None).said(Said::Written);
    Some(open.note(finding(facts, About::Claims).headline))
}

/// The claims of one subject: the first that is not met, else the first.
fn of_claims(facts: &Facts<'_>, token: &Token, subject: Subject) -> Option<Line> {
    let of_subject = |claim: &&RequiredClaim| subject_of(claim) == subject;
    let asked: Vec<&RequiredClaim> = facts
        .api
        .required_claims
        .iter()
        .filter(of_subject)
        .collect();
    let unmet: Vec<&RequiredClaim> = required::unmet(facts, token)
        .into_iter()
        .filter(|claim| subject_of(claim) == subject)
        .collect();
    let claim = unmet.first().or_else(|| asked.first())?;
    let likeness = if unmet.is_empty() {
        Likeness::Equal
    } else {
        Likeness::Different
    };
    let expected = vec![required::expected(claim)];
    let line = Line::new(subject, expected, required::actual(claim, token)).likeness(likeness);
    let names = |claims: &[&RequiredClaim]| {
        let names: Vec<String> = claims.iter().map(|claim| required::name(claim)).collect();
        short(&list(&names), 200)
    };
    let name = required::name(claim);
    let note = match (unmet.as_slice(), asked.as_slice()) {
        ([] | [_], [_]) => format!("This is the claim {name}."),
        ([], all) => format!(
            "This is the claim {name}; all that are asked for are met: {}.",
            names(all)
        ),
        (unmet, all) => format!(
            "This is the claim {name}. Of {} that are asked for, not met: {}.",
            all.len(),
            names(unmet)
        ),
    };
    Some(line.said(Said::Line(claim.line)).note(note))
}

/// Whether a claim holds permissions, or is another.
fn subject_of(claim: &RequiredClaim) -> Subject {
    const PERMISSIONS: [&str; 3] = ["scp", "scope", "roles"];
    let mut names = claim.names.iter();
    if names.all(|name| PERMISSIONS.contains(&name.as_str())) {
        Subject::Permissions
    } else {
        Subject::Claims
    }
}

/// Whether the user belongs to the tenant, where the API refuses guests.
pub(super) fn guests(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    if !facts.api.limits.no_guests {
        return None;
    }
    let guest = refused_guest(facts, token);
    let likeness = if guest.is_some() {
        Likeness::Different
    } else {
        Likeness::Equal
    };
    let actual = guest.map(|g| format!("a guest: {} is {}", g.claim, short(&g.actual, 120)));
    let actual = actual.or_else(|| Some("nothing says that it is a guest's".to_owned()));
    let expected = vec!["an account of the tenant".to_owned()];
    let line = Line::new(Subject::Guests, expected, actual).likeness(likeness);
    Some(line.said(Said::Named(&["guests", "guestusers"])))
}

/// Scopes and roles: one is enough.
fn granted(facts: &Facts<'_>, token: &Token) -> Option<Line> {
    let asked = &facts.api.permissions;
    if asked.is_empty() {
        return None;
    }
    let mut expected = asked.scopes.clone();
    expected.extend(
        asked
            .roles
            .iter()
            .filter(|r| !asked.scopes.contains(r))
            .cloned(),
    );
    let (scopes, roles) = (held_scopes(token), held_roles(token));
    let actual = actual(&scopes, &roles);
    let has = |same: fn(&str, &str) -> bool| {
        let any =
            |asked: &[String], held: &[&str]| asked.iter().any(|a| held.iter().any(|h| same(a, h)));
        any(&asked.scopes, &scopes) || any(&asked.roles, &roles)
    };
    let line = Line::new(Subject::Permissions, expected, actual);
    Some(if has(|a, b| a == b) {
        line.likeness(Likeness::Equal)
    } else if has(str::eq_ignore_ascii_case) {
        line.likeness(Likeness::Near)
            .note("Only upper and lower case differ.")
    } else {
        line.likeness(Likeness::Different)
    })
}

fn actual(scopes: &[&str], roles: &[&str]) -> Option<String> {
    let all: Vec<&str> = scopes.iter().chain(roles).copied().collect();
    (!all.is_empty()).then(|| short(&all.join(" "), 300))
}
