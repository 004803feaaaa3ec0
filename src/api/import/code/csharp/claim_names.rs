//! The types that claims have in ASP.NET Core: by default some get another name than they have in the
//! token (`MapInboundClaims`).

use super::super::expression::{Expr, ExprKind};
use super::super::form::Form;
use super::super::lexer::Kind;

/// Claims that are renamed: in the token, in the app, and the constant for that.
const RENAMED: [(&str, &str, &str); 14] = [
    (
        "scp",
        "http://schemas.microsoft.com/identity/claims/scope",
        "ClaimConstants.Scope",
    ),
    (
        "roles",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        "ClaimTypes.Role",
    ),
    (
        "role",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        "",
    ),
    (
        "oid",
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
        "ClaimConstants.ObjectId",
    ),
    (
        "tid",
        "http://schemas.microsoft.com/identity/claims/tenantid",
        "ClaimConstants.TenantId",
    ),
    (
        "sub",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
        "ClaimTypes.NameIdentifier",
    ),
    (
        "upn",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
        "ClaimTypes.Upn",
    ),
    (
        "email",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "ClaimTypes.Email",
    ),
    (
        "unique_name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        "ClaimTypes.Name",
    ),
    (
        "given_name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
        "ClaimTypes.GivenName",
    ),
    (
        "family_name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
        "ClaimTypes.Surname",
    ),
    (
        "acr",
        "http://schemas.microsoft.com/claims/authnclassreference",
        "",
    ),
    (
        "amr",
        "http://schemas.microsoft.com/claims/authnmethodsreferences",
        "",
    ),
    (
        "idp",
        "http://schemas.microsoft.com/identity/claims/identityprovider",
        "",
    ),
];

/// Constants for names that stand in the token so.
const CONSTANTS: [(&str, &str); 5] = [
    ("ClaimConstants.Scp", "scp"),
    ("ClaimConstants.Roles", "roles"),
    ("ClaimConstants.Oid", "oid"),
    ("ClaimConstants.Tid", "tid"),
    ("ClaimConstants.Sub", "sub"),
];

/// A claim that code asks for.
pub(super) struct Claim {
    /// Its name in the token.
    pub(super) name: String,
    /// Why it is not found there although the token has it, as the end of a sentence.
    pub(super) trap: Option<String>,
}

/// The claim that an expression names; `None` where that is not known.
pub(super) fn claim(form: &mut Form<'_>, expr: &Expr) -> Option<Claim> {
    let asked = name_in(form, expr)?;
    let kept = keeps_names(form);
    let short = RENAMED.iter().find(|(short, _, _)| *short == asked);
    let long = RENAMED.iter().find(|(_, long, _)| *long == asked);
    Some(match (short, long) {
        (Some((name, long, _)), _) => Claim {
            name: (*name).to_owned(),
            trap: (!kept).then(|| {
                format!(
                    "asks for {name}, which ASP.NET Core renames to {long}: unless MapInboundClaims is \
                     set to false elsewhere, no token has it and each is refused (403)"
                )
            }),
        },
        (None, Some((name, _, _))) => Claim {
            name: (*name).to_owned(),
            trap: kept.then(|| {
                format!(
                    "asks for a name that {name} only has where MapInboundClaims is true: here claims \
                     keep their names, so that no token has it and each is refused (403)"
                )
            }),
        },
        (None, None) => Claim {
            name: asked,
            trap: None,
        },
    })
}

fn name_in(form: &Form<'_>, expr: &Expr) -> Option<String> {
    if let ExprKind::Path(path) = &expr.kind {
        let ends = |constant: &str| {
            let mut names = path.iter().rev();
            !constant.is_empty()
                && constant
                    .rsplit('.')
                    .all(|part| names.next().is_some_and(|name| name == part))
        };
        if let Some((_, long, _)) = RENAMED.iter().find(|(_, _, constant)| ends(constant)) {
            return Some((*long).to_owned());
        }
        if let Some((_, name)) = CONSTANTS.iter().find(|(constant, _)| ends(constant)) {
            return Some((*name).to_owned());
        }
    }
    form.source.text(expr).ok()
}

/// Whether claims keep the names that they have in the token: the scheme says so, or the code changes
/// the default of all.
pub(super) fn keeps_names(form: &mut Form<'_>) -> bool {
    let read = &form.draft.api.reading.settings;
    let told = read.iter().any(|s| s.name.ends_with("MapInboundClaims"));
    let own = if told {
        read.iter()
            .any(|s| s.name.ends_with("MapInboundClaims") && s.value == "false")
    } else {
        form.flag("MapInboundClaims", "whether claims get longer names") == Some(false)
    };
    let source = form.source;
    let mut defaults = source.words.windows(3);
    let off = defaults.any(|words| {
        let [name, equals, value] = words else {
            return false;
        };
        name.name() == Some("DefaultMapInboundClaims")
            && equals.is("=")
            && matches!(&value.kind, Kind::Name(value) if value == "false")
    });
    let maps = ["DefaultInboundClaimTypeMap", "InboundClaimTypeMap"];
    own || off || maps.iter().any(|name| source.names(name))
}
