//! A section of Microsoft.Identity.Web (rules H-1).

use super::super::draft::Draft;
use super::authority::{as_version_2, is_address, issuers_of, joined, metadata_of};
use super::jwt_bearer::validation;
use super::section::Section;
use super::values::add;
use crate::api::{Api, Stack};
use crate::issuer::{Family, metadata_facts};

/// Reads a section.
pub(super) fn read(section: &Section<'_>, stack: Stack) -> Draft {
    let mut draft = Draft::of(stack);
    let found = Found::read(section, &mut draft);
    draft.api.client_id = section.text(&mut draft, "ClientId", "the application ID");
    let authority = found.authority(section, &mut draft);
    draft.api.issuer_from_metadata = authority.is_some();
    if let Some(authority) = &authority {
        draft.api.metadata = metadata_of(authority);
        draft.api.issuers = issuers_of(authority);
        note_on_tenant(&mut draft, authority);
    }
    if let Some(address) = section.text(&mut draft, "MetadataAddress", "the metadata address") {
        draft.api.metadata = Some(address);
    }
    draft.api.tenant = found.tenant;
    draft.api.policy = found.policy;
    let in_authority = authority.as_deref().and_then(|a| metadata_facts(a).tenant);
    draft.api.tenant = draft.api.tenant.or(found.domain).or(in_authority);
    read_audiences(section, &mut draft, stack);
    validation(&section.section("TokenValidationParameters"), &mut draft);
    default_audiences(section, &mut draft, stack);
    if stack == Stack::IdentityWeb {
        read_permissions(section, &mut draft);
    }
    note_on_application_keys(section, &mut draft);
    section.rest(&mut draft);
    draft
}

/// The settings that the authority is made of.
struct Found {
    instance: Option<String>,
    tenant: Option<String>,
    domain: Option<String>,
    policy: Option<String>,
    authority: Option<String>,
}

impl Found {
    fn read(section: &Section<'_>, draft: &mut Draft) -> Self {
        let mut address = |name: &str, meaning: &str| {
            let text = section.text(draft, name, meaning)?;
            if text.contains(['{', '}']) {
                let reason = "is a placeholder that was not filled in";
                not_usable(draft, section, name, reason);
                return None;
            }
            if is_address(&text) {
                return Some(text);
            }
            not_usable(
                draft,
                section,
                name,
                "is no address that begins with https://",
            );
            None
        };
        let authority = address("Authority", "the authority");
        let instance = address("Instance", "the login host");
        let mut segment = |name: &str, meaning: &str| {
            let text = section.text(draft, name, meaning)?;
            if text.contains(['/', '\\', ' ', '?', '#']) {
                not_usable(
                    draft,
                    section,
                    name,
                    "can't stand in an address: it names a tenant or policy with more around it",
                );
                return None;
            }
            Some(text)
        };
        let policy = segment("SignUpSignInPolicyId", "the B2C policy");
        Self {
            tenant: segment("TenantId", "the tenant"),
            domain: segment("Domain", "the tenant's domain"),
            policy: policy.map(|policy| policy.to_ascii_lowercase()),
            instance,
            authority,
        }
    }

    /// The authority with its version, as the library makes it.
    fn authority(&self, section: &Section<'_>, draft: &mut Draft) -> Option<String> {
        if let Some(authority) = &self.authority {
            if self.instance.is_some() && self.tenant.is_some() {
                let path = section.path_of("Authority");
                draft.note(format!(
                    "{path} is set, so the login host and the tenant beside it are not used for the \
                     metadata address."
                ));
            }
            return Some(as_version_2(authority));
        }
        let (name, tenant) = match self.policy {
            Some(_) => ("Domain", &self.domain),
            None => ("TenantId", &self.tenant),
        };
        let (Some(instance), Some(tenant)) = (&self.instance, tenant) else {
            let unset = [
                ("Instance", self.instance.is_none()),
                (name, tenant.is_none()),
            ];
            let parts: Vec<String> = unset
                .into_iter()
                .filter(|(_, unset)| *unset)
                .map(|(name, _)| section.path_of(name))
                .collect();
            draft.note(format!(
                "The metadata address is not known: {} {} to be set, or {}.",
                parts.join(" and "),
                if parts.len() == 1 { "has" } else { "have" },
                section.path_of("Authority"),
            ));
            return None;
        };
        if !instance.ends_with('/') {
            draft.note(format!(
                "{} doesn't end with a slash. Microsoft.Identity.Web adds it, but \
                 Microsoft.Identity.Web.OWIN and code that puts the parts together itself don't.",
                section.path_of("Instance")
            ));
        }
        let path = match &self.policy {
            Some(policy) => format!("{tenant}/{policy}"),
            None => tenant.clone(),
        };
        Some(as_version_2(&joined(instance, &path)))
    }
}

/// Takes a setting back that was read but can't be used.
fn not_usable(draft: &mut Draft, section: &Section<'_>, name: &str, reason: &str) {
    let path = section.path_of(name);
    let settings = &mut draft.api.reading.settings;
    let at = settings
        .iter()
        .position(|s| s.name.eq_ignore_ascii_case(&path));
    if let Some(setting) = at.map(|at| settings.remove(at)) {
        draft.unread(Some(setting.line), &setting.name, reason);
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
    let one = section.text(draft, "Audience", "an accepted audience");
    let mut many = Vec::new();
    if section.has("Audiences") {
        many = section.texts(draft, "Audiences", "an accepted audience");
    }
    add(&mut draft.api.audiences, one.into_iter().chain(many));
}

/// What is accepted where no audience is set (rules H-1).
fn default_audiences(section: &Section<'_>, draft: &mut Draft, stack: Stack) {
    let Api {
        audiences,
        metadata,
        ..
    } = &draft.api;
    let set = !audiences.is_empty();
    let family = metadata.as_deref().map(|m| metadata_facts(m).family);
    let Some(id) = draft.api.client_id.clone() else {
        if !set && !draft.api.unchecked.audience {
            draft.note(format!(
                "No audience is known: neither {} nor {} is set.",
                section.path_of("Audience"),
                section.path_of("ClientId"),
            ));
        }
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
