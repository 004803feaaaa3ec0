//! F-41: the token holds none of the permissions, or not a claim, that the API asks for; or it is a
//! guest's, and the API refuses guests.

use super::audience_unconfirmed::foreign;
use super::no_permissions::{roles, scopes};
use crate::api::{About, Stack};
use crate::diagnosis::limits::{Guest, refused_guest};
use crate::diagnosis::required;
use crate::diagnosis::undecided::{self, is_open, names_are_open};
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::{Token, Who, who_of};

pub(super) static RULE: Rule = Rule {
    id: "missing-permission",
    section: "F-41",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The token lacks a scope, role or claim that the API asks for, or is a guest's",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/scenario-protected-web-api-verification-scope-app-roles",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let api = facts.api;
    let listed = !api.permissions.is_empty() || !api.required_claims.is_empty();
    let open = is_open(facts, About::Claims);
    let asked = listed || open || api.limits.no_guests;
    let Some(token) = facts.jwt().filter(|_| asked && !foreign(facts)) else {
        return Outcome::NotApplicable;
    };
    if let Some(refused) = refused(facts, token) {
        return refused;
    }
    if open {
        return Outcome::NotChecked(undecided::finding(facts, About::Claims));
    }
    match permission(facts, token) {
        Some(outcome) => outcome,
        None if api.required_claims.is_empty() => Outcome::Passed(Finding::new(
            "Your API refuses guests; nothing says that the user is one.",
        )),
        None => Outcome::Passed(Finding::new(
            "The token holds the claims that your API asks for.",
        )),
    }
}

/// What the API asks for and the token doesn't hold: a permission, then claims, then an account of the
/// tenant. `None` where it holds all that was read.
fn refused(facts: &Facts<'_>, token: &Token) -> Option<Outcome> {
    let unmet = required::unmet(facts, token);
    let guest = refused_guest(facts, token);
    let finding = match permission(facts, token) {
        Some(Outcome::Failed(finding)) if !(unmet.is_empty() && names_are_open(facts)) => {
            Some(required::compared(&unmet, token, finding))
        }
        // A name that was not read may be the one that the token holds.
        Some(Outcome::Failed(finding)) if guest.is_none() => {
            let mut held = undecided::finding(facts, About::Claims);
            held.evidence = finding.evidence;
            return Some(Outcome::NotChecked(held.note(format!(
                "Going by what was read alone: {}",
                finding.headline
            ))));
        }
        _ => required::finding(facts, &unmet, token),
    };
    match (finding, guest) {
        (None, None) => None,
        (Some(finding), None) => Some(Outcome::Failed(finding)),
        (Some(finding), Some(guest)) => Some(Outcome::Failed(finding.compare(
            guest.claim,
            guest.expected,
            guest.actual,
        ))),
        (None, Some(guest)) => Some(Outcome::Failed(of_guest(guest))),
    }
}

/// The API refuses guests of its tenant.
fn of_guest(guest: Guest) -> Finding {
    let headline = format!(
        "Your API refuses guests, and the user is one: {} is {}.",
        guest.claim,
        short(&guest.actual, 120)
    );
    let told = format!("{} is {}", guest.claim, short(&guest.actual, 120));
    Finding::new(headline)
        .compare(guest.claim, guest.expected, guest.actual)
        .value("guest", told)
}

/// Whether one of the permissions is there; `None` where the API asks for none.
fn permission(facts: &Facts<'_>, token: &Token) -> Option<Outcome> {
    let asked = &facts.api.permissions;
    if asked.is_empty() {
        return None;
    }
    let held = Held {
        scopes: scopes(token),
        roles: roles(token),
    };
    let (mut scopes, mut roles) = (asked.scopes.iter(), asked.roles.iter());
    let scope = scopes.find(|s| held.scopes.contains(&s.as_str()));
    let role = roles.find(|r| held.roles.contains(&r.as_str()));
    let found = scope.map(|s| ("scope", s)).or(role.map(|r| ("role", r)));
    if let Some((kind, name)) = found {
        let name = short(name, 80);
        let headline = format!("The token holds the {kind} {name}, which your API asks for.");
        return Some(Outcome::Passed(compared(
            facts,
            &held,
            Finding::new(headline),
        )));
    }
    let finding = compared(facts, &held, Finding::new(headline(facts)));
    let finding = in_libraries(facts, &held, near(facts, &held, finding));
    Some(Outcome::Failed(match who_of(token) {
        Who::App => finding.note(
            "It speaks for an application, so only roles can be in it: an administrator has to \
             grant the app role to the client.",
        ),
        _ => finding,
    }))
}

/// What the token holds.
struct Held<'a> {
    scopes: Vec<&'a str>,
    roles: Vec<&'a str>,
}

fn headline(facts: &Facts<'_>) -> String {
    let asked = &facts.api.permissions;
    let either = asked.scopes == asked.roles;
    let (scopes, roles) = (names(&asked.scopes), names(&asked.roles));
    let one = |kind: &str, names: &[String], text: &str| match names {
        [_] => format!("the {kind} {text}"),
        _ => format!("one of the {kind}s {text}"),
    };
    let wanted = match (asked.scopes.as_slice(), asked.roles.as_slice()) {
        ([_], _) if either => format!("{scopes}, as scope or role"),
        _ if either => format!("one of {scopes}, as scope or role"),
        (_, []) => one("scope", &asked.scopes, &scopes),
        ([], _) => one("role", &asked.roles, &roles),
        _ => format!(
            "{} or {}",
            one("scope", &asked.scopes, &scopes),
            one("role", &asked.roles, &roles)
        ),
    };
    format!("Your API asks for {wanted}; the token doesn't hold it.")
}

/// Wanted beside present, with the values of the page.
fn compared(facts: &Facts<'_>, held: &Held<'_>, finding: Finding) -> Finding {
    let asked = &facts.api.permissions;
    let mut finding = finding
        .value("wanted", wanted(facts))
        .value("kinds", "Scopes and roles");
    if !asked.scopes.is_empty() || !held.scopes.is_empty() {
        finding = finding.compare("scp", any_of(&asked.scopes), present(&held.scopes));
    }
    if !asked.roles.is_empty() || !held.roles.is_empty() {
        finding = finding.compare("roles", any_of(&asked.roles), present(&held.roles));
    }
    if !asked.scopes.is_empty() {
        finding = finding.value("scopes", names(&asked.scopes));
    }
    if !asked.roles.is_empty() {
        finding = finding.value("roles", names(&asked.roles));
    }
    finding
}

fn any_of(asked: &[String]) -> String {
    match asked {
        [] => String::new(),
        [one] => short(one, 200),
        _ => format!("any of {}", names(asked)),
    }
}

fn present(held: &[&str]) -> String {
    match held {
        [] => "missing".to_owned(),
        _ => short(&held.join(" "), 200),
    }
}

fn names(asked: &[String]) -> String {
    let names: Vec<String> = asked.iter().map(|name| short(name, 80)).collect();
    short(&list(&names), 300)
}

fn wanted(facts: &Facts<'_>) -> String {
    let asked = &facts.api.permissions;
    let mut all = asked.scopes.clone();
    all.extend(
        asked
            .roles
            .iter()
            .filter(|r| !asked.scopes.contains(r))
            .cloned(),
    );
    names(&all)
}

/// A permission that is there, but written or placed otherwise.
fn near(facts: &Facts<'_>, held: &Held<'_>, finding: Finding) -> Finding {
    const SCOPE: &str = "scope (scp)";
    const ROLE: &str = "role (roles)";
    let asked = &facts.api.permissions;
    let scopes = asked.scopes.iter().filter_map(|name| {
        in_the_other(name, &held.roles, SCOPE, ROLE).or_else(|| spelled(name, &held.scopes))
    });
    let roles = asked.roles.iter().filter_map(|name| {
        in_the_other(name, &held.scopes, ROLE, SCOPE).or_else(|| spelled(name, &held.roles))
    });
    scopes.chain(roles).fold(finding, Finding::note)
}

/// A scope that is there as a role, or a role that is there as a scope.
fn in_the_other(name: &str, others: &[&str], here: &str, there: &str) -> Option<String> {
    let shown = short(name, 80);
    others
        .contains(&name)
        .then(|| format!("{shown} is in the token, but as {there}, not as {here}."))
}

/// A permission that is there, spelled otherwise.
fn spelled(name: &str, held: &[&str]) -> Option<String> {
    let last = name.rsplit('/').next().unwrap_or(name);
    if let Some(like) = held.iter().find(|h| h.eq_ignore_ascii_case(name)) {
        return Some(format!(
            "The token holds {}: names are compared to the letter, capitals included.",
            short(like, 80)
        ));
    }
    (last != name && held.contains(&last)).then(|| {
        format!(
            "The token holds {}: in scp a scope stands without its API's address, so the API has \
             to ask for that.",
            short(last, 80)
        )
    })
}

/// What the API's library or gateway says of it. Where that is not known, it is likely to be
/// Microsoft.Identity.Web, which alone asks for permissions by itself.
fn in_libraries(facts: &Facts<'_>, held: &Held<'_>, finding: Finding) -> Finding {
    if let Some(answer) = required::answer(facts) {
        return finding.note(answer);
    }
    let identity_web = [None, Some(Stack::IdentityWeb), Some(Stack::IdentityWebApp)];
    if !identity_web.contains(&facts.api.stack) {
        return finding;
    }
    let asked = &facts.api.permissions;
    let words = if held.scopes.is_empty() && held.roles.is_empty() {
        "IDW10201 (neither scopes nor roles in the token)"
    } else if asked.scopes.is_empty() {
        "IDW10202 (the roles are not among those of the token)"
    } else {
        "IDW10203 (the scopes are not among those of the token)"
    };
    finding.note(format!(
        "One of the permissions is enough, as RequiredScope and RequiredScopeOrAppPermission of \
         Microsoft.Identity.Web have it; it answers 403 with {words}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Permissions;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;
    use crate::input::Role;
    use serde_json::json;

    fn asked(scopes: &[&str], roles: &[&str]) -> Case {
        let all = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        let mut case = Case::entra();
        case.api.permissions = Permissions {
            scopes: all(scopes),
            roles: all(roles),
            ..Permissions::default()
        };
        case
    }

    fn notes(case: &Case) -> String {
        let outcome = case.run(&RULE);
        let finding = outcome.finding().cloned().unwrap_or_default();
        finding.notes.join(" ")
    }

    #[test]
    fn one_of_several_is_enough() {
        asked(&["read"], &[]).expect(&RULE, OutcomeKind::Passed);
        asked(&["write", "read"], &[]).expect(&RULE, OutcomeKind::Passed);
        let roles = asked(&["write"], &["Read.All"]).claim("roles", json!(["Read.All"]));
        roles.expect(&RULE, OutcomeKind::Passed);
        let headline =
            asked(&["write", "delete"], &["Read.All"]).expect(&RULE, OutcomeKind::Failed);
        assert!(
            headline.contains("write and delete or the role Read.All"),
            "{headline}"
        );
    }

    #[test]
    fn near_misses_are_told() {
        let rows = [
            (asked(&["Read"], &[]), "capitals included"),
            (
                asked(&["api://orders/read"], &[]),
                "without its API's address",
            ),
            (asked(&[], &["read"]), "but as scope (scp)"),
            (asked(&["write"], &[]), "IDW10203"),
            (asked(&[], &["write"]), "IDW10202"),
            (asked(&["write"], &[]).claim("scp", "/"), "IDW10201"),
        ];
        for (case, words) in rows {
            case.expect(&RULE, OutcomeKind::Failed);
            let notes = notes(&case);
            assert!(notes.contains(words), "{words}: {notes}");
        }
    }

    #[test]
    fn it_asks_nothing_where_nobody_said_what_is_needed() {
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
        let mut id = asked(&["write"], &[]);
        id.role = Role::IdToken;
        id.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
