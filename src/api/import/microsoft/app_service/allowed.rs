//! Who is let in with a token that passes: the checks of `validation` besides the audience.

use super::super::super::draft::Draft;
use super::super::section::{Section, deciding};
use crate::api::{About, RequiredClaim};

/// One list of those who are let in.
struct List {
    /// Its path below the provider.
    path: &'static str,
    /// What one of it is.
    meaning: &'static str,
    /// The claims that tell it.
    claims: &'static [&'static str],
}

/// The claims that hold the calling application, in tokens of version 2 and of version 1.
const CLIENT: &[&str] = &["azp", "appid"];

/// The checks: all are to be met, by one of the lists of each.
const CHECKS: [&[List]; 4] = [
    &[List {
        path: "validation:jwtClaimChecks:allowedClientApplications",
        meaning: "a calling application that is let in",
        claims: CLIENT,
    }],
    &[List {
        path: "validation:jwtClaimChecks:allowedGroups",
        meaning: "a group that is let in",
        claims: &["groups"],
    }],
    &[List {
        path: "validation:defaultAuthorizationPolicy:allowedApplications",
        meaning: "a calling application that is let in",
        claims: CLIENT,
    }],
    &[
        List {
            path: "validation:defaultAuthorizationPolicy:allowedPrincipals:identities",
            meaning: "a user or application that is let in",
            claims: &["oid"],
        },
        List {
            path: "validation:defaultAuthorizationPolicy:allowedPrincipals:groups",
            meaning: "a group that is let in",
            claims: &["groups"],
        },
    ],
];

/// Reads the checks of the provider Microsoft.
pub(super) fn read(entra: &Section<'_>, draft: &mut Draft) {
    for lists in CHECKS {
        let mut claim = RequiredClaim::default();
        let mut whole = true;
        let mut meanings = Vec::new();
        for list in lists {
            let entries = entra.settings.below(&entra.path_of(list.path));
            let lines: Vec<usize> = entries.map(|entry| entry.line).collect();
            let Some(line) = lines.first() else { continue };
            let values = deciding(draft, About::Claims, |draft| {
                entra.texts(draft, list.path, list.meaning)
            });
            // One that can't be read may be the token's.
            whole &= values.len() == lines.len();
            if claim.line == 0 {
                claim.line = *line;
            }
            let names = list.claims.iter().map(|name| (*name).to_owned());
            claim.names.extend(names);
            claim.values.extend(values);
            meanings.push(list.meaning);
        }
        if claim.values.is_empty() {
            continue;
        }
        note(draft, &meanings, &claim.values);
        if whole {
            draft.api.required_claims.push(claim);
        }
    }
}

fn note(draft: &mut Draft, meanings: &[&str], values: &[String]) {
    draft.note(format!(
        "A token that passes is still refused with 403 unless it is of {}: {}.",
        meanings.join(" or "),
        values.join(", ")
    ));
    if meanings.len() > 1 {
        draft.note(
            "By its documentation one of allowedPrincipals will do. Users report that a token without \
             groups is refused once groups are listed, whatever its oid: applications have no groups.",
        );
    }
}
