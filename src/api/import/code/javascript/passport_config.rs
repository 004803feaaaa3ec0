//! The `config.json` of Microsoft's samples for passport-azure-ad: the code beside it puts its parts
//! together.

use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["tenantID", "tenantName"],
    recognise,
    read,
};

/// Names that stand in every such file.
const PARTS: [&str; 4] = ["credentials", "metadata", "clientID", "discovery"];

fn recognise(text: &str) -> Option<Stack> {
    let quoted = |name: &&str| text.contains(&format!("\"{name}\""));
    let known = text.trim_start().starts_with('{') && PARTS.iter().all(quoted);
    known.then_some(Stack::PassportAzureAd)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let mut form = Form::new(&source, Stack::PassportAzureAd);
    form.add(&source.expression_at(0));
    form.draft.note(
        "The code that puts these parts together isn't here: they are read as Microsoft's samples for \
         passport-azure-ad use them, with the application ID as audience.",
    );
    let client = form.text("credentials.clientID", "the application ID");
    form.api().client_id.clone_from(&client);
    form.audiences(client);
    address(&mut form);
    let checked = form.flag("validateIssuer", "whether the issuer is checked") != Some(false);
    form.api().unchecked.issuer = !checked;
    form.api().issuer_from_metadata = checked;
    let scopes = form.texts("resource.scope", "a scope that is asked for");
    form.api().permissions.scopes = scopes;
    if let Some(routes) = form.find("protectedRoutes") {
        let reason = "names permissions that the code beside this file asks for";
        form.draft
            .undecided(About::Claims, Some(routes.line), "protectedRoutes", reason);
    }
    Ok(form.finish())
}

/// The metadata address: host, tenant, for B2C the policy, version and the rest.
fn address(form: &mut Form<'_>) {
    let version = form.text("metadata.version", "the version of the endpoint");
    let rest = form
        .text("metadata.discovery", "the end of the metadata address")
        .unwrap_or_else(|| ".well-known/openid-configuration".to_owned());
    let version = version
        .map(|version| format!("{version}/"))
        .unwrap_or_default();
    if form.has("tenantName") {
        let tenant = form.text("tenantName", "the tenant's name");
        let policy = form.text("policyName", "the B2C policy");
        if let Some((tenant, policy)) = tenant.zip(policy) {
            let name = tenant.split('.').next().unwrap_or_default();
            form.metadata(format!(
                "https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}/{version}{rest}"
            ));
        }
        return;
    }
    let host = form
        .text("metadata.authority", "the sign-in host")
        .unwrap_or_else(|| "login.microsoftonline.com".to_owned());
    if let Some(tenant) = form.text("tenantID", "the tenant") {
        form.metadata(format!("https://{host}/{tenant}/{version}{rest}"));
    }
}
