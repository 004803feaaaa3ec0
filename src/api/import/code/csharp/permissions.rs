//! Scopes, roles and claims that the code asks for (rules F-41).

use super::super::choice::in_lines;
use super::super::form::Form;
use super::super::source::Found;
use super::claim_names::{claim, keeps_names};
use super::deciding;
use super::policies::Places;
use crate::api::{About, RequiredClaim};

/// What is asked for: one of these will do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Demand {
    scopes: Vec<String>,
    roles: Vec<String>,
    /// A claim with the values of which one will do; none where it only has to be there.
    claim: Option<(String, Vec<String>)>,
}

/// A demand with its line and its place: those of one place are all to be met.
struct Placed {
    demand: Demand,
    line: usize,
    place: usize,
}

const SCOPE: &str = "a scope that is asked for";
const ROLE: &str = "a role that is asked for";

/// Reads attributes and policies.
pub(super) fn permissions(form: &mut Form<'_>) {
    let source = form.source;
    let places = Places::of(source);
    let calls = [
        "RequiredScope",
        "RequireScope",
        "VerifyUserHasAnyAcceptedScope",
        "HasRequiredScope",
        "RequireScopeOrAppPermission",
        "RequiredScopeOrAppPermission",
        "RequireRole",
        "RequireClaim",
        "Authorize",
    ];
    let mut all = Vec::new();
    for found in source.calls(&calls) {
        let Some(demand) = demand(form, &found).filter(|demand| *demand != Demand::default())
        else {
            continue;
        };
        all.push(Placed {
            demand,
            line: found.line,
            place: places.place(found.range.start),
        });
    }
    for found in source.calls(&["RequireAssertion", "AddRequirements"]) {
        let name = found.call.path.last().cloned().unwrap_or_default();
        let reason = "is code of your own: which tokens it refuses can't be told from here";
        form.draft
            .undecided(About::Claims, Some(found.line), &name, reason);
    }
    if all.iter().any(|placed| !placed.demand.roles.is_empty()) {
        tell_role_type(form, &all);
    }
    settle(form, &all);
}

/// What one call or attribute asks for.
fn demand(form: &mut Form<'_>, found: &Found) -> Option<Demand> {
    let name = found.call.path.last().map(String::as_str)?;
    let mut demand = named(form, found);
    match name {
        "RequireClaim" => return of_claim(form, found),
        "RequireRole" => demand.roles.extend(plain(form, found, 0..usize::MAX, ROLE)),
        "Authorize" => {}
        "RequireScopeOrAppPermission" | "RequiredScopeOrAppPermission" => {
            demand.scopes.extend(plain(form, found, 0..1, SCOPE));
            demand.roles.extend(plain(form, found, 1..2, ROLE));
        }
        _ => demand
            .scopes
            .extend(plain(form, found, 0..usize::MAX, SCOPE)),
    }
    Some(demand)
}

/// `RequireClaim("roles", "A", "B")`: one of the values, compared with the whole claim.
fn of_claim(form: &mut Form<'_>, found: &Found) -> Option<Demand> {
    let first = found.call.args.first()?;
    let shown = "RequireClaim";
    let Some(claim) = claim(form, &first.value) else {
        let reason = "asks for a claim whose name is not set in this code";
        form.draft
            .undecided(About::Claims, Some(found.line), shown, reason);
        return None;
    };
    let meaning = match claim.name.as_str() {
        "scp" | "scope" => SCOPE,
        "roles" | "role" => ROLE,
        _ => "a value of a claim that is asked for",
    };
    let before = form.draft.api.reading.unread.len();
    let values = plain(form, found, 1..usize::MAX, meaning);
    let whole = form.draft.api.reading.unread.len() == before;
    let reason = claim.trap.or_else(|| {
        (meaning == SCOPE && !values.is_empty()).then(|| {
            "compares the whole claim: a token with more scopes than one is refused (403)"
                .to_owned()
        })
    });
    if let Some(reason) = reason {
        form.draft
            .undecided(About::Claims, Some(found.line), shown, &reason);
    }
    // One that can't be read may be the token's.
    whole.then(|| of_values(meaning, claim.name, values))
}

fn of_values(meaning: &str, name: String, values: Vec<String>) -> Demand {
    let mut demand = Demand::default();
    match meaning {
        SCOPE if !values.is_empty() => demand.scopes = values,
        ROLE if !values.is_empty() => demand.roles = values,
        _ => demand.claim = Some((name, values)),
    }
    demand
}

/// The arguments without a name that stand at these places.
fn plain(
    form: &mut Form<'_>,
    found: &Found,
    places: std::ops::Range<usize>,
    meaning: &str,
) -> Vec<String> {
    let name = found.call.path.join(".");
    let args = found.call.args.iter().enumerate();
    let args = args.filter(|(index, arg)| arg.path.is_empty() && places.contains(index));
    let texts = args.flat_map(|(_, arg)| {
        deciding(form, About::Claims, |form| {
            form.texts_of(&arg.value, arg.line, &name, meaning)
        })
    });
    words(texts)
}

/// The arguments of attributes that have names.
fn named(form: &mut Form<'_>, found: &Found) -> Demand {
    let mut demand = Demand::default();
    for arg in &found.call.args {
        let Some(name) = arg.path.last() else {
            continue;
        };
        let (list, meaning) = match name.as_str() {
            "Roles" | "AcceptedAppPermission" | "AcceptedAppPermissions" => {
                (&mut demand.roles, ROLE)
            }
            "AcceptedScope" | "AcceptedScopes" | "Scopes" => (&mut demand.scopes, SCOPE),
            "RequiredScopesConfigurationKey" | "RequiredAppPermissionsConfigurationKey" => {
                let reason = "names a setting of the configuration, which isn't part of this code";
                form.draft
                    .undecided(About::Claims, Some(arg.line), name, reason);
                continue;
            }
            _ => continue,
        };
        let texts = deciding(form, About::Claims, |form| {
            form.texts_of(&arg.value, arg.line, name, meaning)
        });
        list.extend(words(texts.into_iter()));
    }
    demand
}

/// Names, parted where one text holds several.
fn words(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        for word in text.split([',', ' ']).filter(|word| !word.is_empty()) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }
    words
}

/// Where claims keep their names, roles are only found under the name that is set for them.
fn tell_role_type(form: &mut Form<'_>, all: &[Placed]) {
    let line = all.iter().find(|placed| !placed.demand.roles.is_empty());
    if keeps_names(form) && !form.source.names("RoleClaimType") {
        let reason = "has to be set to roles where MapInboundClaims is false: unless that is done \
                      elsewhere, no role of a token is found (403)";
        let line = line.map(|placed| placed.line);
        form.draft
            .undecided(About::Claims, line, "RoleClaimType", reason);
    }
}

/// Takes what is asked for in one place as it is, what is asked for in several as alternatives.
fn settle(form: &mut Form<'_>, all: &[Placed]) {
    let Some(first) = all.first() else { return };
    let demands_of = |place: usize| -> Vec<&Demand> {
        let own = all.iter().filter(|placed| placed.place == place);
        let mut demands: Vec<&Demand> = Vec::new();
        for placed in own {
            if !demands.contains(&&placed.demand) {
                demands.push(&placed.demand);
            }
        }
        demands
    };
    let same = |placed: &Placed| demands_of(placed.place) == demands_of(first.place);
    if all.iter().all(same) {
        let own: Vec<&Placed> = all.iter().filter(|p| p.place == first.place).collect();
        all_of(form, &own);
        return;
    }
    form.draft.note(format!(
        "The code asks for different things in different places ({}): which of them count depends \
         on what is called. A token with one of them is let in somewhere.",
        in_lines(all.iter().map(|placed| placed.line))
    ));
    let single = |placed: &Placed| demands_of(placed.place).len() == 1;
    if !all.iter().all(single) || all.iter().any(|placed| placed.demand.claim.is_some()) {
        let reason = "differ from place to place, and some ask for several things at once: what is asked \
                      for depends on what is called";
        form.draft
            .undecided(About::Claims, Some(first.line), "the policies", reason);
    }
    for placed in all {
        one_of(form, &placed.demand);
    }
}

/// Adds to the permissions of which one will do.
fn one_of(form: &mut Form<'_>, demand: &Demand) {
    let permissions = &mut form.draft.api.permissions;
    let lists = [
        (&mut permissions.scopes, &demand.scopes),
        (&mut permissions.roles, &demand.roles),
    ];
    for (list, more) in lists {
        for name in more {
            if !list.contains(name) {
                list.push(name.clone());
            }
        }
    }
}

/// Takes demands that are all to be met: the first permission, and every other one as a claim.
fn all_of(form: &mut Form<'_>, demands: &[&Placed]) {
    let mut seen: Vec<&Demand> = Vec::new();
    for placed in demands {
        let demand = &placed.demand;
        if seen.contains(&demand) {
            continue;
        }
        seen.push(demand);
        let (scopes, roles) = (!demand.scopes.is_empty(), !demand.roles.is_empty());
        let (names, values) = match &demand.claim {
            Some((name, values)) => (vec![name.clone()], values.clone()),
            None if form.draft.api.permissions.is_empty() => {
                one_of(form, demand);
                continue;
            }
            None if scopes && roles => {
                let both = demand.scopes.iter().chain(&demand.roles).cloned();
                (vec!["scp".to_owned(), "roles".to_owned()], both.collect())
            }
            None if scopes => (vec!["scp".to_owned()], demand.scopes.clone()),
            None => (vec!["roles".to_owned()], demand.roles.clone()),
        };
        form.draft.api.required_claims.push(RequiredClaim {
            names,
            values,
            all: false,
            line: placed.line,
        });
    }
}
