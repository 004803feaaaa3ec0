//! Resources of Azure by their ids, as managed identities have them.

use super::Words;

/// A managed identity by its Azure resource id.
pub(super) fn managed_identity(resource: &str) -> Words {
    let Some((kind, name)) = azure_resource(resource) else {
        return Words::default();
    };
    let user_assigned = kind
        .to_ascii_lowercase()
        .ends_with("userassignedidentities");
    Words::of(if user_assigned {
        format!("user-assigned identity {name}")
    } else {
        format!("system-assigned identity of {name} ({kind})")
    })
}

/// A resource of Azure by its id.
pub(super) fn hosting_resource(resource: &str) -> Words {
    azure_resource(resource).map_or_else(Words::default, |(kind, name)| {
        Words::of(format!("{name} ({kind})"))
    })
}

/// Type and name in `…/providers/{namespace}/{type}/{name}`; the last type of nested ones.
fn azure_resource(id: &str) -> Option<(String, &str)> {
    let mut parts = id
        .trim_end_matches('/')
        .split('/')
        .skip_while(|part| !part.eq_ignore_ascii_case("providers"))
        .skip(1);
    let namespace = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let name = rest.last()?;
    let kinds: Vec<&str> = rest.iter().step_by(2).copied().collect();
    (rest.len().is_multiple_of(2)).then(|| (format!("{namespace}/{}", kinds.join("/")), *name))
}
