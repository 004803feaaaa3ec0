//! The settings `ida:…` that templates of OWIN apps read in their start-up code (rules H-3).

use super::super::super::draft::Draft;
use super::super::super::secrets::is_secret;
use super::super::authority::{is_address, joined, metadata_of};
use super::super::values::{add, unusable};
use super::AppSetting;
use crate::api::{About, Stack};
use crate::issuer::{Family, metadata_facts};

/// The settings that are read, without prefix and in lower case, and what they mean.
const MEANINGS: [(&[&str], &str); 12] = [
    (&["clientid"], "the application ID"),
    (&["tenantid", "tenant"], "the tenant"),
    (&["domain"], "the tenant's domain"),
    (&["audience"], "an accepted audience"),
    (
        &["wtrealm", "realm"],
        "the realm, which is the accepted audience",
    ),
    (&["aadinstance", "instance"], "the login host"),
    (&["authority"], "the authority"),
    (&["metadataaddress", "metadata"], "the metadata address"),
    (
        &[
            "federationmetadatalocation",
            "adfsmetadata",
            "adfsmetadataendpoint",
            "adfsdiscoverydoc",
        ],
        "the federation metadata address",
    ),
    (&["issuer", "validissuer"], "an accepted issuer"),
    (
        &[
            "signupsigninpolicyid",
            "susipolicyid",
            "policyid",
            "signinpolicyid",
            "defaultpolicy",
            "defaultpolicyid",
        ],
        "the B2C policy",
    ),
    (
        &["redirecturi", "postlogoutredirecturi"],
        "where users come back to",
    ),
];

/// Whether there are settings of this kind. Those without the prefix count where they name a sign-in
/// host.
pub(super) fn is_configured(settings: &[AppSetting]) -> bool {
    let prefixed = settings
        .iter()
        .any(|s| s.key.to_ascii_lowercase().starts_with("ida:"));
    let authority = find(settings, &["authority", "aadinstance", "instance"]);
    let of_microsoft = authority
        .is_some_and(|s| metadata_facts(&s.value.replace("{0}", "common")).family != Family::Other);
    prefixed || of_microsoft && find(settings, &["clientid"]).is_some()
}

/// Which middleware they are for; the file itself doesn't tell, only start-up code does.
pub(super) fn stack(settings: &[AppSetting]) -> Stack {
    let has = |names: &[&str]| find(settings, names).is_some();
    let federation = [
        "federationmetadatalocation",
        "adfsmetadata",
        "adfsmetadataendpoint",
    ];
    let policy = settings.iter().any(|s| s.name().contains("policy"));
    if has(&["wtrealm"]) {
        Stack::OwinWsFederation
    } else if has(&["redirecturi", "postlogoutredirecturi"]) {
        Stack::OwinOpenIdConnect
    } else if policy {
        Stack::OwinOAuthBearer
    } else if has(&["adfsmetadata", "adfsmetadataendpoint"])
        || has(&federation) && !has(&["tenant", "tenantid"])
    {
        Stack::OwinAdfsBearer
    } else if has(&["audience"]) {
        Stack::OwinAzureAdBearer
    } else {
        Stack::OwinOpenIdConnect
    }
}

fn find<'a>(settings: &'a [AppSetting], names: &[&str]) -> Option<&'a AppSetting> {
    let mut found = names
        .iter()
        .filter_map(|name| settings.iter().find(|s| s.name() == *name));
    found.next()
}

/// Reads them.
pub(super) fn read(settings: &[AppSetting]) -> Draft {
    let stack = stack(settings);
    let mut draft = Draft::of(stack);
    let usable = told(settings, &mut draft);
    let get = |names: &[&str]| {
        let found = names
            .iter()
            .find_map(|name| usable.iter().find(|s| s.name() == *name));
        found.map(|s| s.value.clone())
    };
    draft.note(format!(
        "Which middleware checks tokens stands in code; judged by the settings it is {}.",
        stack.title()
    ));
    draft.api.client_id = get(&["clientid"]);
    draft.api.tenant = get(&["tenantid", "tenant", "domain"]);
    draft.api.policy = get(policy_names()).map(|policy| policy.to_ascii_lowercase());
    let issuers = get(&["issuer", "validissuer"]);
    add(&mut draft.api.issuers, issuers);
    let audience = audience_names(stack).iter().find_map(|names| get(names));
    // Where an audience is set that no web app has, the guess itself is open.
    if draft
        .api
        .reading
        .undecided(About::Audience)
        .next()
        .is_none()
    {
        add(&mut draft.api.audiences, audience);
    }
    let direct = get(&["metadataaddress", "metadata"]);
    let federation = get(MEANINGS.get(8).map_or(&[][..], |(names, _)| names));
    let instance = get(&["authority"]).or_else(|| get(&["aadinstance", "instance"]));
    draft.api.metadata = match stack {
        Stack::OwinOpenIdConnect | Stack::OwinOAuthBearer => {
            direct.or_else(|| open_id(&mut draft, instance.as_deref()))
        }
        Stack::OwinAzureAdBearer => direct
            .or(federation)
            .or_else(|| azure_ad_bearer(&mut draft)),
        _ => direct.or(federation),
    };
    settle(&mut draft);
    draft
}

/// The settings that a middleware's audience may stand in.
fn audience_names(stack: Stack) -> &'static [&'static [&'static str]] {
    match stack {
        Stack::OwinOpenIdConnect => &[&["clientid"]],
        Stack::OwinWsFederation => &[&["wtrealm"]],
        Stack::OwinOAuthBearer => &[&["audience"], &["clientid"]],
        _ => &[&["audience"]],
    }
}

fn policy_names() -> &'static [&'static str] {
    MEANINGS.get(10).map_or(&[], |(names, _)| names)
}

/// Notes every setting; gives those that can be used.
fn told<'a>(settings: &'a [AppSetting], draft: &mut Draft) -> Vec<&'a AppSetting> {
    let mut usable = Vec::new();
    for setting in settings {
        let name = setting.name();
        let meaning = MEANINGS
            .iter()
            .find(|(names, _)| names.contains(&name.as_str()));
        let line = setting.line;
        if is_secret(&setting.key) {
            let meaning = "a secret of the app itself; it decides nothing about tokens";
            draft.read(line, &setting.key, "", meaning);
        } else if let Some((_, meaning)) = meaning {
            let unusable = unusable(&setting.value);
            if name == "audience" && !takes_audience(draft.api.stack) && !setting.value.is_empty() {
                let reason = "counts where start-up code hands it to a middleware for APIs: by the other \
                              settings this is a web app, but only code tells";
                draft.undecided(About::Audience, Some(line), &setting.key, reason);
            } else if let Some(reason) = unusable {
                match about(draft.api.stack, &name).filter(|_| !setting.value.is_empty()) {
                    Some(about) => draft.undecided(about, Some(line), &setting.key, reason),
                    None => draft.unread(Some(line), &setting.key, reason),
                }
            } else {
                draft.read(line, &setting.key, &setting.value, meaning);
                usable.push(setting);
            }
        } else if setting.key.to_ascii_lowercase().starts_with("ida:") {
            let reason = "is read by code; what it means there is not known";
            draft.unread(Some(line), &setting.key, reason);
        }
    }
    usable
}

/// Whether a middleware is told its audience by a setting of that name.
fn takes_audience(stack: Option<Stack>) -> bool {
    !matches!(
        stack,
        Some(Stack::OwinOpenIdConnect | Stack::OwinWsFederation)
    )
}

/// What a setting decides that can't be read.
fn about(stack: Option<Stack>, name: &str) -> Option<About> {
    Some(match name {
        "audience" => About::Audience,
        "clientid" if stack == Some(Stack::OwinOpenIdConnect) => About::Audience,
        "wtrealm" | "realm" if stack == Some(Stack::OwinWsFederation) => About::Audience,
        "clientid" | "wtrealm" | "realm" | "redirecturi" | "postlogoutredirecturi" | "domain" => {
            return None;
        }
        _ => About::Issuer,
    })
}

/// The metadata of an authority or a login host, with the tenant and the policy in their places.
fn open_id(draft: &mut Draft, instance: Option<&str>) -> Option<String> {
    let tenant = draft.api.tenant.clone();
    let Some(instance) = instance else {
        draft.note("The authority is not set here: which metadata is read stands in code.");
        return None;
    };
    let fill = |text: &str, place: &str, value: Option<&str>| match value {
        _ if !text.contains(place) => Some(text.to_owned()),
        Some(value) => Some(text.replace(place, value)),
        None => None,
    };
    let filled = fill(instance, "{0}", tenant.as_deref())
        .and_then(|text| fill(&text, "{1}", draft.api.policy.as_deref()));
    let Some(filled) = filled else {
        draft.note("The authority needs a tenant or a policy that is not set.");
        return None;
    };
    if !is_address(&filled) {
        draft.note("The authority is no address.");
        return None;
    }
    if instance.contains("{0}") || metadata_facts(&filled).tenant.is_some() {
        return metadata_of(&filled);
    }
    let Some(tenant) = tenant else {
        draft.note("The tenant is not set here: which metadata is read stands in code.");
        return None;
    };
    draft.note(
        "The authority is put together in code: login host and tenant are taken, and whether code \
         adds /v2.0 is not known.",
    );
    metadata_of(&joined(&filled, &tenant))
}

/// The federation metadata that the middleware reads for a tenant (rules G-06).
fn azure_ad_bearer(draft: &mut Draft) -> Option<String> {
    let tenant = draft.api.tenant.clone()?;
    draft.note(
        "No metadata address is set: UseWindowsAzureActiveDirectoryBearerAuthentication reads the \
         federation metadata of the tenant.",
    );
    Some(format!(
        "https://login.windows.net/{tenant}/federationmetadata/2007-06/federationmetadata.xml"
    ))
}

fn settle(draft: &mut Draft) {
    let metadata = draft.api.metadata.clone();
    draft.api.issuer_from_metadata = metadata.is_some();
    if draft.api.stack == Some(Stack::OwinAzureAdBearer) {
        let told = metadata.as_deref().map(metadata_facts);
        let tenant = told.as_ref().and_then(|facts| facts.tenant_id());
        if let Some(tenant) = tenant {
            let issuer = format!("https://sts.windows.net/{}/", tenant.to_ascii_lowercase());
            add(&mut draft.api.issuers, [issuer]);
        }
        draft.note(
            "This middleware accepts version 1 tokens alone: the federation metadata names the \
             issuer at sts.windows.net.",
        );
    }
    let open = draft.api.reading.undecided(About::Audience).next();
    if draft.api.audiences.is_empty() && open.is_none() {
        draft.note("No audience is known: neither ida:Audience nor ida:ClientId tells one.");
    }
}
