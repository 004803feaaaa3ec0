//! Microsoft.Identity.Web protecting an API: `AddMicrosoftIdentityWebApi` (rules H-1).

use super::super::addresses::{query, v2};
use super::super::form::Form;
use super::scheme::{Kind, Scheme};
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{authority, client_id, deciding, metadata_address, permissions, tenant};
use crate::api::{About, Stack};
use crate::issuer::{Family, host_of, metadata_facts};

pub(super) const KIND: Kind = Kind {
    stack: Stack::IdentityWeb,
    names: &[
        "AddMicrosoftIdentityWebApi",
        "AddMicrosoftIdentityWebApiAuthentication",
    ],
    fill,
};

/// The settings of an audience that keep the library from setting its own check.
const EXPLICIT: [&str; 3] = ["ValidAudience", "ValidAudiences", "AudienceValidator"];

fn fill(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    if let Some(found) = scheme.found {
        note_sections(form, found, Some("AzureAd"));
    }
    // What `Configure` adds comes after the library has set its own check.
    let explicit = EXPLICIT.iter().any(|name| form.has(name));
    scheme.configure(form, &["MicrosoftIdentityOptions", "JwtBearerOptions"]);
    let client = client(form);
    identity_address(form);
    form.api().issuer_from_metadata = true;
    let b2c = form
        .draft
        .api
        .metadata
        .as_deref()
        .map(|m| metadata_facts(m).family)
        == Some(Family::B2c);
    audience(form, client.as_deref(), b2c);
    if form.draft.api.unchecked.audience && !explicit {
        form.api().unchecked.audience = false;
        form.draft.note(
            "ValidateAudience is false, but Microsoft.Identity.Web sets a check of its own that is made \
             all the same: a token for another audience is refused (IDX10231). Only where ValidAudience \
             or ValidAudiences is set in the same call is the audience not checked.",
        );
    }
    permissions::permissions(form);
}

/// The application ID. It decides where no audience is set.
fn client(form: &mut Form<'_>) -> Option<String> {
    let set = ["Audience", "Audiences", "ValidAudience", "ValidAudiences"]
        .iter()
        .any(|name| form.has(name));
    if set {
        client_id(form)
    } else {
        deciding(form, About::Audience, client_id)
    }
}

/// Version 1 tokens are expected to name the App ID URI, others the application ID.
fn audience(form: &mut Form<'_>, client: Option<&str>, b2c: bool) {
    let set = ["Audience", "Audiences", "ValidAudience", "ValidAudiences"]
        .iter()
        .any(|name| form.has(name));
    let mut otherwise: Vec<String> = client.iter().map(|id| (*id).to_owned()).collect();
    if !b2c {
        otherwise.extend(client.iter().map(|id| format!("api://{id}")));
    }
    if !set && !otherwise.is_empty() && !form.has("AudienceValidator") {
        let sentence = if b2c {
            "No audience is set: Microsoft.Identity.Web accepts the application ID."
        } else {
            "No audience is set: Microsoft.Identity.Web accepts the application ID in version 2 tokens \
             and api:// with the application ID in version 1 tokens."
        };
        form.draft.note(sentence);
    }
    validation(
        form,
        Defaults {
            audience: &["Audience", "Audiences"],
            otherwise,
            ..Defaults::default()
        },
    );
}

/// The metadata address that Microsoft.Identity.Web makes of its settings: always of version 2.
pub(super) fn identity_address(form: &mut Form<'_>) {
    if form.has("MetadataAddress") {
        tenant(form, "TenantId");
        if let Some(address) = metadata_address(form) {
            form.metadata(address);
        }
        return;
    }
    let Some(base) = base(form) else { return };
    // An External ID authority may stop after its host.
    let host_alone = base
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.trim_end_matches('/').contains('/'));
    let whole = if host_alone { base } else { v2(&base) };
    if let Some(address) = crate::issuer::metadata_address(&whole) {
        form.metadata(address);
    }
}

/// The authority: the one that is set counts, else host and tenant make it.
fn base(form: &mut Form<'_>) -> Option<String> {
    let set = authority(form);
    let place = place(form, set.is_some());
    let Some(authority) = set else { return place };
    let own = metadata_facts(&authority).tenant;
    let beside = form.draft.api.tenant.clone();
    if place.is_some()
        || beside
            .as_ref()
            .is_some_and(|tenant| own.as_ref() != Some(tenant))
    {
        form.draft.note(
            "Authority and TenantId or Instance are both set: tokens are checked by Authority, and the \
             tenant beside it is not asked. Versions released since June 2026 refuse both together with \
             an InvalidOperationException.",
        );
    }
    if own.is_some() {
        form.api().tenant = own;
    }
    let of_api = form.draft.api.stack == Some(Stack::IdentityWeb);
    if query(&authority).is_some() && of_api {
        form.draft.note(
            "Authority has a query. Likely it is never sent by an API (read from the library's source, \
             not tried): set MetadataAddress of JwtBearerOptions instead.",
        );
        return authority.split('?').next().map(str::to_owned);
    }
    Some(authority)
}

/// The address that host, tenant and policy make.
fn place(form: &mut Form<'_>, needless: bool) -> Option<String> {
    let about = About::Issuer;
    let instance = deciding(form, about, |form| {
        form.text("Instance", "the sign-in host")
    });
    let tenant = tenant(form, "TenantId");
    let domain = form.text("Domain", "the tenant's domain");
    let policy = deciding(form, about, |form| {
        form.text("SignUpSignInPolicyId", "the B2C policy")
    });
    form.api().policy = policy.as_ref().map(|policy| policy.to_ascii_lowercase());
    if !needless {
        tell_unusable(form, instance.as_deref());
    }
    let of_policy = policy.and_then(|policy| {
        let tenant = domain.or_else(|| tenant.clone())?;
        Some(format!("{tenant}/{policy}"))
    });
    let place = of_policy.or(tenant)?;
    Some(format!("{}/{place}", instance?.trim_end_matches('/')))
}

/// Says so where there is no host, or one that is no address: the library makes no authority of it.
fn tell_unusable(form: &mut Form<'_>, instance: Option<&str>) {
    if let Some(instance) = instance.filter(|instance| host_of(instance).is_none()) {
        form.draft.fails_to_start(format!(
            "Instance is {instance}, which is no address that begins with https://: \
             Microsoft.Identity.Web fails before it checks the first token (UriFormatException)."
        ));
    } else if instance.is_none() && !form.has("Instance") && form.has("TenantId") {
        let reason = "is not set in this code: unless the configuration has it, Microsoft.Identity.Web \
                      fails before it checks the first token (IDW10106)";
        form.draft
            .undecided(About::Issuer, None, "Instance", reason);
    }
}
