//! The settings of Microsoft.Identity.Web that the authority is made of.

use super::super::super::draft::Draft;
use super::super::authority::{as_version_2, is_address, joined};
use super::super::section::{Section, deciding};
use crate::api::About;
use crate::issuer::metadata_facts;

/// The settings that the authority is made of.
pub(super) struct Place {
    instance: Option<String>,
    tenant: Option<String>,
    domain: Option<String>,
    /// The B2C policy, in lower case.
    pub(super) policy: Option<String>,
    authority: Option<String>,
}

impl Place {
    /// Reads them. Where the authority is set, the others decide nothing.
    pub(super) fn read(section: &Section<'_>, draft: &mut Draft) -> Self {
        let about = About::Issuer;
        let authority = deciding(draft, about, |draft| {
            let found = address(section, draft, "Authority", "the authority");
            unless_address(section, draft, "Authority");
            found
        });
        let about = authority.is_none().then_some(about);
        let instance = deciding(draft, about, |draft| {
            let found = address(section, draft, "Instance", "the login host");
            if !section.has("Authority") {
                unless_address(section, draft, "Instance");
            }
            found
        });
        let policy = deciding(draft, about, |draft| {
            segment(section, draft, "SignUpSignInPolicyId", "the B2C policy")
        });
        let (of_tenant, of_domain) = if policy.is_some() {
            (None, about)
        } else {
            (about, None)
        };
        Self {
            tenant: deciding(draft, of_tenant, |draft| {
                segment(section, draft, "TenantId", "the tenant")
            }),
            domain: deciding(draft, of_domain, |draft| {
                segment(section, draft, "Domain", "the tenant's domain")
            }),
            policy: policy.map(|policy| policy.to_ascii_lowercase()),
            instance,
            authority,
        }
    }

    /// The tenant: that of the authority where one is set.
    pub(super) fn tenant(&self, in_authority: Option<String>) -> Option<String> {
        let beside = self.tenant.clone().or_else(|| self.domain.clone());
        if self.authority.is_some() {
            in_authority.or(beside)
        } else {
            beside.or(in_authority)
        }
    }

    /// The authority with its version, as the library makes it.
    pub(super) fn authority(&self, section: &Section<'_>, draft: &mut Draft) -> Option<String> {
        if let Some(authority) = &self.authority {
            self.note_beside(authority, section, draft);
            return Some(as_version_2(authority));
        }
        let (name, tenant) = match self.policy {
            Some(_) => ("Domain", &self.domain),
            None => ("TenantId", &self.tenant),
        };
        let (Some(instance), Some(tenant)) = (&self.instance, tenant) else {
            self.tell_missing(name, tenant.is_none(), section, draft);
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

    /// Says what counts where host and tenant stand beside the authority.
    fn note_beside(&self, authority: &str, section: &Section<'_>, draft: &mut Draft) {
        let path = section.path_of("Authority");
        let own = metadata_facts(authority).tenant;
        let names = [("Instance", &self.instance), ("TenantId", &self.tenant)];
        let set = names.iter().filter(|(_, value)| value.is_some());
        let set: Vec<String> = set.map(|(name, _)| section.path_of(name)).collect();
        if set.is_empty() {
            return;
        }
        draft.note(format!(
            "{path} is set, so tokens are checked by it and not by {} beside it. Likely versions from \
             mid-2026 on refuse both together with an InvalidOperationException: keep one of them.",
            set.join(" and "),
        ));
        let other = self.tenant.as_ref().filter(|tenant| {
            let differs = |own: &String| !own.eq_ignore_ascii_case(tenant);
            own.as_ref().is_some_and(differs)
        });
        if let (Some(other), Some(own)) = (other, &own) {
            draft.note(format!(
                "{path} is for the tenant {own}, {} names {other}: tokens of {own} are accepted.",
                section.path_of("TenantId")
            ));
        }
    }

    /// Says which settings are missing for the authority.
    fn tell_missing(&self, name: &str, no_tenant: bool, section: &Section<'_>, draft: &mut Draft) {
        let unset = [("Instance", self.instance.is_none()), (name, no_tenant)];
        let unset = unset.into_iter().filter(|(_, unset)| *unset);
        let parts: Vec<String> = unset.map(|(name, _)| section.path_of(name)).collect();
        draft.note(format!(
            "The metadata address is not known: {} {} to be set, or {}.",
            parts.join(" and "),
            if parts.len() == 1 { "has" } else { "have" },
            section.path_of("Authority"),
        ));
        for path in parts {
            let told = |unread: &crate::api::Unread| unread.name.eq_ignore_ascii_case(&path);
            if !draft.api.reading.unread.iter().any(told) {
                let reason = "is not set here: unless another source of settings has it, \
                              Microsoft.Identity.Web fails before it checks the first token (IDW10106)";
                draft.undecided(About::Issuer, None, &path, reason);
            }
        }
    }
}

/// Why a text is no address.
const NO_ADDRESS: &str = "is no address that begins with https://";

/// An address; `None` where it is none, which is told.
fn address(section: &Section<'_>, draft: &mut Draft, name: &str, meaning: &str) -> Option<String> {
    let text = section.text(draft, name, meaning)?;
    if text.contains(['{', '}']) {
        let reason = "is a placeholder that was not filled in";
        not_usable(draft, section, name, reason);
        return None;
    }
    if is_address(&text) {
        return Some(text);
    }
    not_usable(draft, section, name, NO_ADDRESS);
    None
}

/// Says that the library fails where a setting that counts is no address.
fn unless_address(section: &Section<'_>, draft: &mut Draft, name: &str) {
    let path = section.path_of(name);
    let mut unread = draft.api.reading.unread.iter();
    if unread.any(|u| u.name.eq_ignore_ascii_case(&path) && u.reason == NO_ADDRESS) {
        draft.fails_to_start(format!(
            "{path} {NO_ADDRESS}: Microsoft.Identity.Web fails before it checks the first token."
        ));
    }
}

/// A part of a path; `None` where it can't be one, which is told.
fn segment(section: &Section<'_>, draft: &mut Draft, name: &str, meaning: &str) -> Option<String> {
    let text = section.text(draft, name, meaning)?;
    if text.contains(['/', '\\', ' ', '?', '#']) {
        let reason = "can't stand in an address: it names a tenant or policy with more around it";
        not_usable(draft, section, name, reason);
        return None;
    }
    Some(text)
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
