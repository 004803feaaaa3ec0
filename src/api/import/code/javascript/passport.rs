//! passport-azure-ad: `BearerStrategy` and `OIDCStrategy` (rules H-5).

use super::super::addresses::with_parameter;
use super::super::choice::{calls_any, each, note_nothing};
use super::super::expression::{ExprKind, Member};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::FRONTS;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};
use crate::issuer::metadata_facts;

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["passport-azure-ad", "identityMetadata", "OIDCStrategy"],
    recognise,
    read,
};

const NAMES: &[&str] = &["BearerStrategy", "OIDCStrategy"];

fn recognise(text: &str) -> Option<Stack> {
    // passport-http-bearer has a class of the same name: it takes no options but a function.
    let known = ["passport-azure-ad", "identityMetadata", "OIDCStrategy"]
        .iter()
        .any(|sign| text.contains(sign));
    let used = || {
        calls_any(text, Language::JavaScript, NAMES)
            || text.contains("PassportStrategy") && {
                let source = Source::new(text, Language::JavaScript);
                of_nest(&source).is_some()
            }
    };
    (known && used()).then_some(Stack::PassportAzureAd)
}

/// `class … extends PassportStrategy(BearerStrategy, …) { … super({ … }) }` of Nest: whether its
/// strategy is the one for APIs.
fn of_nest(source: &Source) -> Option<bool> {
    let mixins = source.calls(&["PassportStrategy"]);
    mixins.iter().find_map(|mixin| {
        let first = mixin.call.args.first()?;
        let ExprKind::Path(path) = &first.value.kind else {
            return None;
        };
        let name = path.last().filter(|name| NAMES.contains(&name.as_str()))?;
        Some(name == "BearerStrategy")
    })
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let nest = of_nest(&source);
    let bearer = nest.unwrap_or_else(|| !source.calls(&["BearerStrategy"]).is_empty());
    let names: &[&str] = match (nest, bearer) {
        (Some(_), _) => &["super"],
        (None, true) => &["BearerStrategy"],
        (None, false) => NAMES,
    };
    let options = |form: &mut Form<'_>, call: &Found| {
        if let Some(options) = call.call.args.first() {
            form.add_options(options);
        }
    };
    let strategy = |form, _: Option<&Found>| strategy(form, bearer);
    Ok(each(
        &source,
        Stack::PassportAzureAd,
        (names, FRONTS),
        options,
        strategy,
    ))
}

fn strategy(mut form: Form<'_>, bearer: bool) -> Api {
    let client = form.text("clientID", "the application ID");
    form.api().client_id.clone_from(&client);
    address(&mut form);
    issuer(&mut form, bearer);
    audiences(&mut form, client, bearer);
    let lifetime =
        form.flag("ignoreExpiration", "whether expired tokens are accepted") == Some(true);
    form.api().unchecked.lifetime = lifetime;
    form.seconds("clockSkew");
    if bearer {
        let scopes = form.texts("scope", "a scope that is asked for");
        form.api().permissions.scopes = scopes;
    }
    form.may_be_set_elsewhere(&[
        ("identityMetadata", About::Issuer),
        ("clientID", About::Audience),
        ("audience", About::Audience),
    ]);
    note_nothing(&mut form);
    form.finish()
}

/// The issuers that are listed, or else the one in the metadata.
fn issuer(form: &mut Form<'_>, bearer: bool) {
    let issuers = form.texts("issuer", "an accepted issuer");
    let listed = form.has("issuer");
    form.issuers(issuers);
    let checked = form.flag("validateIssuer", "whether the issuer is checked") != Some(false);
    form.api().unchecked.issuer = !checked;
    form.api().issuer_from_metadata = checked && !listed;
    let common = form
        .draft
        .api
        .metadata
        .as_deref()
        .is_some_and(|m| m.contains("/common/"));
    if !common || !checked || listed {
        return;
    }
    let sentence = "The metadata of common has no issuer to compare with: passport-azure-ad answers every \
                    request with an error, unless issuer is set, tenantIdOrName is given to authenticate, \
                    or validateIssuer is false.";
    match form.source.set("tenantIdOrName").first() {
        Some((_, tenant)) => in_place_of_common(form, tenant),
        None if bearer => form.draft.fails_to_start(sentence),
        None => form.draft.note(
            "The metadata of common has no issuer to compare with: set issuer, or a tenant in the \
             address.",
        ),
    }
}

/// `passport.authenticate(…, { tenantIdOrName })`: its tenant is read in the place of common.
fn in_place_of_common(form: &mut Form<'_>, tenant: &Member) {
    let shown = "tenantIdOrName";
    let Some(tenant) = form.text_of(&tenant.value, tenant.line, shown, "the tenant") else {
        return;
    };
    if let Some(address) = form.draft.api.metadata.take() {
        form.api().tenant = None;
        form.metadata(address.replacen("/common/", &format!("/{tenant}/"), 1));
    }
}

/// The metadata address; for B2C the policy is added as parameter `p`.
fn address(form: &mut Form<'_>) {
    let address = form.text("identityMetadata", "the metadata address");
    let b2c = form.flag("isB2C", "whether the tenant is one of Azure AD B2C") == Some(true);
    let policy = form.text("policyName", "the B2C policy").filter(|_| b2c);
    if let Some(policy) = &policy {
        form.api().policy = Some(policy.to_ascii_lowercase());
    }
    let Some(address) = address else { return };
    let named = metadata_facts(&address).policy;
    let whole = match (policy, named) {
        (Some(policy), None) => with_parameter(&address, "p", &policy),
        _ => address,
    };
    form.metadata(whole);
}

fn audiences(form: &mut Form<'_>, client: Option<String>, bearer: bool) {
    if form.has("audience") && bearer {
        let audiences = form.texts("audience", "an accepted audience");
        form.audiences(audiences);
        return;
    }
    let Some(client) = client else { return };
    if bearer {
        form.draft.note(
            "No audience is set: passport-azure-ad accepts the application ID, alone or after spn:",
        );
        form.audiences([client.clone(), format!("spn:{client}")]);
    } else {
        form.audiences([client]);
    }
}
