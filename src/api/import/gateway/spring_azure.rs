//! Spring Cloud Azure: Entra ID and Azure AD B2C.

use super::super::Importer;
use super::super::draft::Draft;
use super::fill::{add, is_code, is_placeholder, means, nothing, unmarked};
use super::properties::{Document, Property, leads, read as read_documents, sets};
use super::spring::applied;
use super::tree::Node;
use crate::api::{Api, ApiError, Stack};
use crate::issuer::metadata_facts;

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "active-directory",
        "activedirectory",
        "active_directory",
        "active.directory",
    ],
    recognise,
    read,
};

const ENTRA: &str = "spring.cloud.azure.active-directory";
const B2C: &str = "spring.cloud.azure.active-directory.b2c";
/// The names before version 4 of the library.
const OLD_ENTRA: &str = "azure.activedirectory";

const WHAT: &str = "the configuration of a Spring app on Azure";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    let named = text.contains("azure") || text.contains("AZURE");
    if !named || is_code(text) {
        return None;
    }
    let azure = text.contains("SPRING_CLOUD_AZURE_ACTIVE")
        || sets(text, &[ENTRA, OLD_ENTRA])
        || leads(text, "cloud.azure.active-directory")
        || leads(text, OLD_ENTRA);
    azure.then_some(Stack::SpringCloudAzure)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let documents = read_documents(name, text)?;
    let mut draft = Draft::of(Stack::SpringCloudAzure);
    let section = if documents.iter().any(|d| d.has(ENTRA)) {
        ENTRA
    } else {
        OLD_ENTRA
    };
    let Some(settings) = applied(&mut draft, &documents, section) else {
        let missing = "it has no section `spring.cloud.azure.active-directory`";
        return Err(nothing(name, WHAT, missing));
    };
    let settings = Settings { section, settings };
    if settings.settings.has(B2C) {
        b2c(&mut draft, &settings);
    } else {
        entra(&mut draft, &settings);
    }
    if settings
        .settings
        .has("spring.security.oauth2.resourceserver.jwt")
    {
        draft.note(
            "`spring.security.oauth2.resourceserver.jwt` is set too; the settings of Spring Cloud \
             Azure were read.",
        );
    }
    if draft.api.tenant.is_some() || draft.api.client_id.is_some() {
        draft.places_told();
        return Ok(draft.finish());
    }
    draft.finish_or(name, WHAT, "it sets neither a tenant nor an application")
}

struct Settings {
    section: &'static str,
    settings: Document,
}

impl Settings {
    /// One text by its name in version 4 of the library, or in older ones.
    fn text(&self, draft: &mut Draft, names: [&str; 2], meaning: &str) -> Option<String> {
        let (node, _) = self.found(draft, names, meaning)?;
        node.as_text().map(|text| text.trim().to_owned())
    }

    fn found(
        &self,
        draft: &mut Draft,
        [name, old]: [&str; 2],
        meaning: &str,
    ) -> Option<(Node, Property)> {
        let name = if self.section == OLD_ENTRA { old } else { name };
        let own = format!("{}.{name}", self.section);
        // What holds for all of Azure holds for the directory too.
        let shared = format!("spring.cloud.azure.{name}");
        let b2c = format!("{B2C}.{name}");
        [b2c, own, shared]
            .into_iter()
            .find(|name| self.settings.get(name).is_some())
            .and_then(|name| self.settings.text(draft, &name, meaning))
    }

    fn is_off(&self) -> bool {
        let off = |section: &str| {
            let enabled = self.settings.get(&format!("{section}.enabled"));
            enabled.and_then(Property::written) == Some("false")
        };
        off(self.section) || off(B2C)
    }

    /// Notes that a secret stands there.
    fn secret(&self, draft: &mut Draft) {
        let names = ["credential.client-secret", "client-secret"];
        let sections = [self.section, B2C, "spring.cloud.azure"];
        for section in sections {
            for name in names {
                if let Some(property) = self.settings.get(&format!("{section}.{name}")) {
                    let node = Node::text(property.line, "");
                    property.item(&node).secret(draft, means::SECRET);
                }
            }
        }
    }

    /// Application ID and App ID URI: both are accepted audiences.
    fn audiences(&self, draft: &mut Draft) {
        let client = ["credential.client-id", "client-id"];
        let client = self.text(draft, client, means::CLIENT_AND_AUDIENCE);
        let uri = self.text(draft, ["app-id-uri", "app-id-uri"], means::AUDIENCE);
        add(
            &mut draft.api.audiences,
            uri.into_iter().chain(client.clone()),
        );
        draft.api.client_id = client;
        if draft.api.audiences.is_empty() && draft.api.reading.unread.is_empty() {
            draft.api.unchecked.audience = true;
            draft.note(
                "Neither `client-id` nor `app-id-uri` is set: tokens for any audience are accepted.",
            );
        }
    }
}

fn note_switched_off(draft: &mut Draft, settings: &Settings) {
    if settings.is_off() {
        draft.note("`enabled` is false: nothing of this is in effect.");
    }
}

fn entra(draft: &mut Draft, settings: &Settings) {
    note_switched_off(draft, settings);
    let tenant = settings.text(draft, ["profile.tenant-id", "tenant-id"], means::TENANT);
    let cloud = ["profile.cloud-type", "cloud-type"];
    let cloud = settings.text(draft, cloud, "the cloud");
    let endpoint = ["profile.environment.active-directory-endpoint", "base-uri"];
    let endpoint = settings.text(draft, endpoint, "the login host");
    settings.audiences(draft);
    settings.secret(draft);
    let host = endpoint.or_else(|| cloud_host(draft, cloud.as_deref()));
    let unread = !draft.api.reading.unread.is_empty();
    if tenant.is_none() && !unread {
        draft.note("No tenant is set: `common` is assumed, as the library does.");
    }
    let tenant = tenant.or_else(|| (!unread).then(|| "common".to_owned()));
    if let (Some(host), Some(tenant)) = (host, tenant) {
        let host = host.trim_end_matches('/');
        draft.api.keys_address = Some(format!("{host}/{tenant}/discovery/v2.0/keys"));
        draft.note("The library builds the address of the key set from host and tenant; it reads no metadata.");
        entra_issuers(draft, host, &tenant);
        draft.api.tenant = Some(tenant);
    }
}

/// The login host of a cloud; `None`, with a note, for a cloud that isn't known.
fn cloud_host(draft: &mut Draft, cloud: Option<&str>) -> Option<String> {
    let squashed: String = cloud
        .unwrap_or("azure")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let host = match squashed.to_ascii_lowercase().as_str() {
        "azure" => "https://login.microsoftonline.com",
        "azurechina" => "https://login.chinacloudapi.cn",
        "azureusgovernment" => "https://login.microsoftonline.us",
        "azuregermany" => "https://login.microsoftonline.de",
        _ => {
            draft.note("The cloud is none that this program knows: the login host is missing.");
            return None;
        }
    };
    Some(host.to_owned())
}

fn entra_issuers(draft: &mut Draft, host: &str, tenant: &str) {
    let public = host == "https://login.microsoftonline.com";
    let one = public
        && metadata_facts(&format!("{host}/{tenant}/v2.0"))
            .tenant_id()
            .is_some();
    if one {
        let issuers = [
            format!("https://login.microsoftonline.com/{tenant}/v2.0"),
            format!("https://sts.windows.net/{tenant}/"),
        ];
        add(&mut draft.api.issuers, issuers);
        draft.note(
            "The issuers are those that the library trusts for this tenant; some \
             versions accept those of any other tenant too.",
        );
    } else {
        draft.note(
            "The accepted issuers are those that the library trusts: which ones is not told here. \
             Some versions accept those of any tenant.",
        );
    }
}

fn b2c(draft: &mut Draft, settings: &Settings) {
    note_switched_off(draft, settings);
    let tenant = settings.text(draft, ["profile.tenant-id", "tenant-id"], means::TENANT);
    let base = settings.text(draft, ["base-uri", "base-uri"], "the B2C tenant's address");
    settings.audiences(draft);
    settings.secret(draft);
    let policy = b2c_policy(draft, settings);
    if let Some(base) = base {
        let base = base.trim_end_matches('/');
        if let Some(policy) = &policy {
            draft.api.metadata = Some(format!(
                "{base}/{policy}/v2.0/.well-known/openid-configuration"
            ));
        } else {
            draft.note("No user flow is set: the metadata address needs one.");
        }
        let origin = origin(base);
        if origin == Some(base) {
            draft.note(
                "`base-uri` ends with the host: the addresses of B2C need the tenant behind it, as in \
                 https://contoso.b2clogin.com/contoso.onmicrosoft.com.",
            );
        }
        match (origin, &tenant) {
            (Some(origin), Some(tenant)) => {
                add(&mut draft.api.issuers, [format!("{origin}/{tenant}/v2.0/")]);
                let older = flow_issuers(settings, origin, tenant);
                add(&mut draft.api.issuers, older);
            }
            (None, Some(_)) => {
                draft.note("`base-uri` is no web address: the accepted issuers are not told here.");
            }
            (_, None) => draft.note("Without `tenant-id` the accepted issuers are not told here."),
        }
    }
    draft.api.tenant = tenant;
    draft.api.policy = policy.map(|policy| policy.to_ascii_lowercase());
}

/// An address up to its host: what the library puts in front of its issuers.
fn origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.find('/').unwrap_or(rest.len());
    address.get(..scheme.len() + 3 + host)
}

/// The issuers of the older form, which the library trusts for each user flow that is named.
fn flow_issuers(settings: &Settings, origin: &str, tenant: &str) -> Vec<String> {
    let named = user_flows(settings).into_iter().filter_map(|flow| {
        let flow = flow.value_text()?.trim().to_ascii_lowercase();
        let usable = !flow.is_empty() && !is_placeholder(&flow);
        usable.then(|| format!("{origin}/tfp/{tenant}/{flow}/v2.0/"))
    });
    named.collect()
}

fn user_flows(settings: &Settings) -> Vec<Property> {
    let section = format!("{B2C}.user-flows.");
    settings.settings.below(&section).cloned().collect()
}

fn b2c_policy(draft: &mut Draft, settings: &Settings) -> Option<String> {
    let login = settings.text(draft, ["login-flow", "login-flow"], "the user flow to take");
    let flows = user_flows(settings);
    let wanted = login.unwrap_or_else(|| "sign-up-or-sign-in".to_owned());
    let named = |p: &&Property| p.name.ends_with(&wanted);
    let taken = flows.iter().find(named).or_else(|| flows.first())?;
    draft.took_first_of(flows.len(), "user flows", &format!("`{}`", taken.name));
    let (node, _) = settings.settings.text(draft, &taken.name, "the policy")?;
    node.as_text().map(|text| text.trim().to_owned())
}
