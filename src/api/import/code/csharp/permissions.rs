//! Scopes and roles that the code asks for (rules F-41).

use super::super::form::Form;
use super::super::source::Found;

/// Calls and attributes with names of scopes.
const SCOPES: [&str; 5] = [
    "RequiredScope",
    "RequireScope",
    "VerifyUserHasAnyAcceptedScope",
    "HasRequiredScope",
    "RequireScopeOrAppPermission",
];

/// The names under which the scope and the roles stand in a token.
const SCOPE_CLAIMS: [&str; 3] = [
    "scp",
    "scope",
    "http://schemas.microsoft.com/identity/claims/scope",
];
const ROLE_CLAIMS: [&str; 3] = [
    "roles",
    "role",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
];

/// Reads attributes and policies.
pub(super) fn permissions(form: &mut Form<'_>) {
    let source = form.source;
    for found in source.calls(&SCOPES) {
        let names = plain(form, &found, 0, "a scope that is asked for");
        add(form, &names, true);
    }
    for found in source.calls(&["RequireRole"]) {
        let names = plain(form, &found, 0, "a role that is asked for");
        add(form, &names, false);
    }
    for found in source.calls(&["RequireClaim"]) {
        let claim = found
            .call
            .args
            .first()
            .and_then(|arg| source.text(&arg.value).ok());
        let claim = claim.unwrap_or_default();
        if SCOPE_CLAIMS.contains(&claim.as_str()) {
            let names = plain(form, &found, 1, "a scope that is asked for");
            add(form, &names, true);
        } else if ROLE_CLAIMS.contains(&claim.as_str()) {
            let names = plain(form, &found, 1, "a role that is asked for");
            add(form, &names, false);
        }
    }
    for found in source.calls(&["Authorize", "RequiredScopeOrAppPermission", "RequiredScope"]) {
        named(form, &found);
    }
}

/// The arguments without a name, from one on.
fn plain(form: &mut Form<'_>, found: &Found, from: usize, meaning: &str) -> Vec<String> {
    let name = found.call.path.join(".");
    let args = found
        .call
        .args
        .iter()
        .skip(from)
        .filter(|arg| arg.path.is_empty());
    args.flat_map(|arg| form.texts_of(&arg.value, arg.line, &name, meaning))
        .collect()
}

/// The arguments of attributes that have names.
fn named(form: &mut Form<'_>, found: &Found) {
    for arg in &found.call.args {
        let Some(name) = arg.path.last() else {
            continue;
        };
        let scopes = match name.as_str() {
            "Roles" | "AcceptedAppPermission" | "AcceptedAppPermissions" => false,
            "AcceptedScope" | "AcceptedScopes" | "Scopes" => true,
            _ => continue,
        };
        let meaning = if scopes {
            "a scope that is asked for"
        } else {
            "a role that is asked for"
        };
        let names = form.texts_of(&arg.value, arg.line, name, meaning);
        add(form, &names, scopes);
    }
}

fn add(form: &mut Form<'_>, names: &[String], scopes: bool) {
    let permissions = &mut form.draft.api.permissions;
    let list = if scopes {
        &mut permissions.scopes
    } else {
        &mut permissions.roles
    };
    for name in names.iter().flat_map(|name| name.split([',', ' '])) {
        let name = name.trim();
        if !name.is_empty() && !list.iter().any(|known| known == name) {
            list.push(name.to_owned());
        }
    }
}
