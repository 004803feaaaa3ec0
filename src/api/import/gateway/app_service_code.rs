//! The built-in sign-in of App Service where it is deployed from Terraform (`auth_settings_v2` and its
//! predecessor) or Bicep.

use super::super::Importer;
use super::super::draft::Draft;
use super::bicep;
use super::fill::{add, is_code, means, unmarked};
use super::hcl;
use super::tree::{Item, Node};
use crate::api::{Api, ApiError, RequiredClaim, Stack};
use crate::issuer::{Family, metadata_facts};

pub(super) const IMPORTER: Importer = Importer {
    signs: &["auth_settings", "identityProviders"],
    recognise,
    read,
};

const WHAT: &str = "a deployment of App Service's built-in sign-in";
const MISSING: &str = "it has neither `active_directory_v2` nor `azureActiveDirectory` with a \
                       client ID or an issuer: give the sign-in settings of the app themselves, as \
                       `az webapp auth show` prints them";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    let terraform = hcl::is_hcl(text)
        && (text.contains("auth_settings_v2")
            || text.contains("auth_settings") && text.contains("active_directory"));
    let found = terraform || !is_code(text) && bicep::providers(text).is_some();
    found.then_some(Stack::AppService)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let mut draft = Draft::of(Stack::AppService);
    if let Some(place) = bicep::providers(text) {
        let tree = bicep::object(name, text, place)?;
        let root = Item::root(&tree);
        read_tree(&mut draft, &root, &|item| item.get("azureActiveDirectory"));
    } else {
        let tree: Node = hcl::parse(name, text)?;
        read_tree(&mut draft, &Item::root(&tree), &of_terraform);
    }
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    draft.finish_or(name, WHAT, MISSING)
}

/// The provider in a block of Terraform.
fn of_terraform<'a>(item: &Item<'a>) -> Option<Item<'a>> {
    if let Some(settings) = item.get("auth_settings_v2") {
        return settings.get("active_directory_v2");
    }
    // Its predecessor has the issuer beside the provider.
    let settings = item.get("auth_settings")?;
    settings.get("active_directory").map(|_| settings)
}

fn read_tree<'a>(
    draft: &mut Draft,
    root: &Item<'a>,
    provider: &dyn Fn(&Item<'a>) -> Option<Item<'a>>,
) {
    let mut found: Vec<Item<'a>> = Vec::new();
    collect(root, provider, &mut found, 0);
    if let Some(first) = found.first() {
        draft.took_first_of(found.len(), "providers", &format!("`{}`", first.name));
        read_provider(draft, first);
    }
}

fn collect<'a>(
    item: &Item<'a>,
    provider: &dyn Fn(&Item<'a>) -> Option<Item<'a>>,
    found: &mut Vec<Item<'a>>,
    depth: usize,
) {
    const DEEPEST: usize = 60;
    if depth > DEEPEST {
        return;
    }
    if let Some(provider) = provider(item) {
        found.push(provider);
        return;
    }
    let below: Vec<Item<'a>> = if item.is_map() {
        item.members().map(|(_, member)| member).collect()
    } else {
        item.values().into_iter().filter(Item::is_map).collect()
    };
    for item in &below {
        collect(item, provider, found, depth + 1);
    }
}

fn read_provider(draft: &mut Draft, provider: &Item<'_>) {
    let any = |paths: &[&[&str]]| paths.iter().find_map(|path| provider.at(path));
    let off = provider
        .get("enabled")
        .and_then(|enabled| enabled.flag(draft, "whether it is switched on"));
    if off == Some(false) {
        draft.note("It is switched off: it checks no token.");
    }
    if let Some(issuer) = any(&[
        &["tenant_auth_endpoint"],
        &["issuer"],
        &["registration", "openIdIssuer"],
    ]) && let Some(url) = draft.take_authority(&issuer, means::AUTHORITY)
    {
        note_version(draft, &url);
    }
    let client = any(&[
        &["client_id"],
        &["active_directory", "client_id"],
        &["registration", "clientId"],
    ]);
    let client = client.and_then(|client| client.text(draft, means::CLIENT_AND_AUDIENCE));
    add(&mut draft.api.audiences, client.clone());
    draft.api.client_id = client;
    if let Some(audiences) = any(&[
        &["allowed_audiences"],
        &["active_directory", "allowed_audiences"],
        &["validation", "allowedAudiences"],
    ]) {
        draft.take_audiences(&audiences);
    }
    read_allowed(draft, provider);
}

fn note_version(draft: &mut Draft, issuer: &str) {
    let facts = metadata_facts(issuer);
    if facts.version == Some(1) && facts.family == Family::Entra {
        draft.note(
            "The issuer URL doesn't end with /v2.0: version 1 tokens are accepted, version 2 tokens \
             are not.",
        );
    }
}

/// The claims that hold the calling application, in tokens of version 2 and of version 1.
const CLIENT: &[&str] = &["azp", "appid"];

/// Who is let in, and the claims that tell it.
const ALLOWED: [(&[&str], &[&str]); 6] = [
    (&["jwt_allowed_client_applications"], CLIENT),
    (
        &["validation", "jwtClaimChecks", "allowedClientApplications"],
        CLIENT,
    ),
    (&["allowed_applications"], CLIENT),
    (
        &[
            "validation",
            "defaultAuthorizationPolicy",
            "allowedApplications",
        ],
        CLIENT,
    ),
    (&["jwt_allowed_groups"], &["groups"]),
    (
        &["validation", "jwtClaimChecks", "allowedGroups"],
        &["groups"],
    ),
];

/// Who is let in with a token that passes; others get 403.
fn read_allowed(draft: &mut Draft, provider: &Item<'_>) {
    for (path, names) in ALLOWED {
        let Some(item) = provider.at(path) else {
            continue;
        };
        let listed = item.values().len();
        let values = item.texts(draft, means::CLAIM);
        // One that can't be read may be the token's.
        if !values.is_empty() && values.len() == listed {
            draft.api.required_claims.push(RequiredClaim {
                names: names.iter().map(|name| (*name).to_owned()).collect(),
                values,
                all: false,
                line: item.line,
            });
        }
    }
    for path in [
        &["allowed_groups"][..],
        &["allowed_identities"],
        &[
            "validation",
            "defaultAuthorizationPolicy",
            "allowedPrincipals",
        ],
    ] {
        if let Some(item) = provider.at(path) {
            draft.undecided_claims(&item, "lists who is let in, which is not compared");
        }
    }
}
