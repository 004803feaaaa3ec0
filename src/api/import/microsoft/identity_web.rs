//! A section of Microsoft.Identity.Web (rules H-1).

mod place;

use super::super::draft::Draft;
use super::authority::{issuers_of, metadata_of};
use super::jwt_bearer::validation;
use super::section::{Section, deciding};
use super::values::add;
use crate::api::{About, Stack};
use crate::issuer::{Family, metadata_facts};
use place::Place;

/// Reads a section.
pub(super) fn read(section: &Section<'_>, stack: Stack) -> Draft {
    let mut draft = Draft::of(stack);
    let place = Place::read(section, &mut draft);
    draft.api.client_id = section.text(&mut draft, "ClientId", "the application ID");
    let authority = place.authority(section, &mut draft);
    draft.api.issuer_from_metadata = authority.is_some();
    if let Some(authority) = &authority {
        draft.api.metadata = metadata_of(authority);
        draft.api.issuers = issuers_of(authority);
        note_on_tenant(&mut draft, authority);
    }
    let address = deciding(&mut draft, About::Issuer, |draft| {
        section.text(draft, "MetadataAddress", "the metadata address")
    });
    if address.is_some() {
        draft.api.metadata = address;
    }
    let in_authority = authority.as_deref().and_then(|a| metadata_facts(a).tenant);
    draft.api.tenant = place.tenant(in_authority);
    draft.api.policy = place.policy;
    read_audiences(section, &mut draft, stack);
    let parameters = section.section("TokenValidationParameters");
    validation(&parameters, &mut draft);
    if stack == Stack::IdentityWeb {
        keep_audience_checked(&parameters, &mut draft);
    }
    default_audiences(section, &mut draft, stack);
    if stack == Stack::IdentityWeb {
        read_permissions(section, &mut draft);
    }
    note_on_application_keys(section, &mut draft);
    section.rest(&mut draft);
    draft
}

/// Without `ValidAudience` or `ValidAudiences` the library sets a check of its own, which is made
/// whatever `ValidateAudience` says.
fn keep_audience_checked(parameters: &Section<'_>, draft: &mut Draft) {
    let explicit = parameters.has("ValidAudience") || parameters.has("ValidAudiences");
    if draft.api.unchecked.audience && !explicit {
        draft.api.unchecked.audience = false;
        draft.note(
            "ValidateAudience is false, but Microsoft.Identity.Web sets a check of its own that is made \
             all the same: a token for another audience is refused (IDX10231). Only where ValidAudience \
             or ValidAudiences is set too is the audience not checked.",
        );
    }
}

fn note_on_tenant(draft: &mut Draft, authority: &str) {
    let facts = metadata_facts(authority);
    let tenant = facts.tenant.clone().unwrap_or_default();
    if facts.is_multi_tenant() {
        draft.note(format!(
            "The tenant is {tenant}: Microsoft.Identity.Web accepts the issuers of every tenant, \
             unless code narrows them down."
        ));
    } else if facts.family == Family::Entra && facts.tenant_id().is_none() && !is_personal(&tenant)
    {
        draft.note(format!(
            "The tenant is named by its domain, {tenant}: the issuer holds its ID, which only the \
             metadata tells."
        ));
    } else if facts.family == Family::Entra {
        draft.note(
            "Microsoft.Identity.Web accepts the issuers of version 1 and of version 2 tokens of this \
             tenant.",
        );
    } else if facts.family == Family::B2c {
        draft.note("The issuer is the one that the policy's metadata names.");
    }
}

fn is_personal(tenant: &str) -> bool {
    tenant.eq_ignore_ascii_case("consumers")
}

fn read_audiences(section: &Section<'_>, draft: &mut Draft, stack: Stack) {
    if stack == Stack::IdentityWebApp {
        return;
    }
    let found = deciding(draft, About::Audience, |draft| {
        let one = section.text(draft, "Audience", "an accepted audience");
        let mut many = Vec::new();
        if section.has("Audiences") {
            many = section.texts(draft, "Audiences", "an accepted audience");
        }
        one.into_iter().chain(many).collect::<Vec<_>>()
    });
    add(&mut draft.api.audiences, found);
}

/// What is accepted where no audience is set (rules H-1).
fn default_audiences(section: &Section<'_>, draft: &mut Draft, stack: Stack) {
    let set = !draft.api.audiences.is_empty();
    let family = draft.api.metadata.as_deref();
    let family = family.map(|metadata| metadata_facts(metadata).family);
    let Some(id) = draft.api.client_id.clone() else {
        unknown_audience(section, draft, set);
        return;
    };
    if stack == Stack::IdentityWebApp {
        draft.note("A web app accepts ID tokens whose audience is its application ID.");
        add(&mut draft.api.audiences, [id]);
    } else if set {
        if !draft.api.audiences.contains(&id) {
            draft.note(
                "An audience is set, so the application ID alone is not an accepted audience any more.",
            );
        }
    } else if matches!(family, Some(Family::B2c | Family::ExternalId)) {
        draft.note("No audience is set: Microsoft.Identity.Web accepts the application ID.");
        add(&mut draft.api.audiences, [id]);
    } else {
        draft.note(format!(
            "No audience is set: Microsoft.Identity.Web accepts {id} in version 2 tokens and \
             api://{id} in version 1 tokens."
        ));
        let uri = format!("api://{id}");
        add(&mut draft.api.audiences, [id, uri]);
    }
}

/// Where the application ID isn't known either, what is accepted is decided elsewhere.
fn unknown_audience(section: &Section<'_>, draft: &mut Draft, set: bool) {
    if set || draft.api.unchecked.audience {
        return;
    }
    let path = section.path_of("ClientId");
    draft.note(format!(
        "No audience is known: neither {} nor {path} is set.",
        section.path_of("Audience"),
    ));
    let mut unread = draft.api.reading.unread.iter_mut();
    if let Some(id) = unread.find(|u| u.name.eq_ignore_ascii_case(&path)) {
        id.about = Some(About::Audience);
    }
}

fn read_permissions(section: &Section<'_>, draft: &mut Draft) {
    let scopes = section.words(draft, "Scopes", "a scope that endpoints may ask for");
    add(&mut draft.api.permissions.scopes, scopes);
    for name in ["AppPermissions", "AppPermission", "Roles"] {
        let roles = section.words(draft, name, "an app role that endpoints may ask for");
        add(&mut draft.api.permissions.roles, roles);
    }
    let path = section.path_of("AllowWebApiToBeAuthorizedByACL");
    if section.switch(
        draft,
        "AllowWebApiToBeAuthorizedByACL",
        "whether tokens without scopes and roles are let in",
    ) == Some(true)
    {
        draft.note(format!(
            "{path} is true: tokens without scopes and roles are let in."
        ));
    }
}

/// `?appid=` in the configuration of an API is likely not applied (rules H-1, inferred).
fn note_on_application_keys(section: &Section<'_>, draft: &mut Draft) {
    let parameters = section.section("ExtraQueryParameters");
    let named = parameters.text(draft, "appid", "the application whose own keys sign");
    let metadata = draft.api.metadata.clone().unwrap_or_default();
    let (path, query) = metadata.split_once('?').unwrap_or((&metadata, ""));
    let in_authority = metadata_facts(&metadata).app_id;
    let Some(id) = named.or(in_authority) else {
        return;
    };
    if section.has("MetadataAddress") {
        return;
    }
    if draft.api.stack == Some(Stack::IdentityWebApp) {
        if query.is_empty() {
            draft.api.metadata = Some(format!("{metadata}?appid={id}"));
        }
        return;
    }
    draft.api.metadata = Some(path.to_owned());
    draft.note(format!(
        "appid={id} is configured, but for an API Microsoft.Identity.Web likely leaves it out of the \
         metadata address (inferred from its source). Setting MetadataAddress is certain."
    ));
}
