//! django-auth-adfs: `AUTH_ADFS` (rules H-5).

use super::super::choice::note_nothing;
use super::super::expression::{Expr, ExprKind, Member, expr};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, RequiredClaim, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &[NAME],
    recognise,
    read,
};

const NAME: &str = "AUTH_ADFS";

fn recognise(text: &str) -> Option<Stack> {
    let set = || Source::new(text, Language::Python).constant(NAME).is_some();
    (text.contains(NAME) && set()).then_some(Stack::DjangoAuthAdfs)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Python);
    let mut form = Form::new(&source, Stack::DjangoAuthAdfs);
    if let Some(value) = source.constant(NAME) {
        let line = value.line;
        let whole: Expr = expr(
            ExprKind::Object(vec![Member {
                path: vec![NAME.to_owned()],
                value,
                line,
            }]),
            line,
        );
        form.add(&whole);
    }
    let client = form.text("CLIENT_ID", "the application ID");
    form.api().client_id.clone_from(&client);
    let audiences = form.texts("AUDIENCE", "an accepted audience");
    form.audiences(audiences);
    form.api().algorithms = ["RS256", "RS384", "RS512"].map(str::to_owned).to_vec();
    form.api().issuer_from_metadata = true;
    address(&mut form, client.as_deref());
    form.seconds("JWT_LEEWAY");
    starts(&mut form);
    guests(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// Settings without which, or with which, django-auth-adfs doesn't start.
fn starts(form: &mut Form<'_>) {
    if form.open().is_some() {
        form.may_be_set_elsewhere(&[("AUDIENCE", About::Audience), ("TENANT_ID", About::Issuer)]);
        return;
    }
    if !form.has("AUDIENCE") {
        form.draft
            .fails_to_start("AUDIENCE isn't set: django-auth-adfs doesn't start without it.");
    }
    if form.has("SERVER") && form.has("TENANT_ID") {
        form.draft.fails_to_start(
            "SERVER and TENANT_ID are both set: django-auth-adfs doesn't start with both.",
        );
    }
}

/// `BLOCK_GUEST_USERS` compares `tid` with the tenant as it is configured.
fn guests(form: &mut Form<'_>) {
    let meaning = "whether tokens of other tenants are refused";
    if form.flag("BLOCK_GUEST_USERS", meaning) != Some(true) {
        return;
    }
    let line = form
        .find("BLOCK_GUEST_USERS")
        .map_or(0, |member| member.line);
    if !form.has("TENANT_ID") {
        form.draft.fails_to_start(
            "BLOCK_GUEST_USERS is on without TENANT_ID: django-auth-adfs doesn't start.",
        );
    }
    match form.draft.api.tenant.clone() {
        Some(tenant) => form.api().required_claims.push(RequiredClaim {
            names: vec!["tid".to_owned()],
            values: vec![tenant],
            all: false,
            line,
        }),
        None => form.draft.undecided(
            About::Claims,
            Some(line),
            "BLOCK_GUEST_USERS",
            "compares tid with a tenant that isn't known here",
        ),
    }
}

/// The metadata address always carries the client ID.
fn address(form: &mut Form<'_>, client: Option<&str>) {
    let entra = form.has("TENANT_ID");
    let tenant = form.text("TENANT_ID", "the tenant");
    let server = form.text("SERVER", "the sign-in host");
    let version = form
        .text("VERSION", "the version of the endpoint")
        .unwrap_or_else(|| "v1.0".to_owned());
    let (host, place) = if entra {
        let Some(tenant) = tenant else { return };
        form.api().tenant = Some(tenant.clone());
        (
            server.unwrap_or_else(|| "login.microsoftonline.com".to_owned()),
            tenant,
        )
    } else {
        let Some(server) = server else { return };
        (server, "adfs".to_owned())
    };
    let Some(client) = client else {
        form.draft.note(
            "django-auth-adfs adds ?appid= with CLIENT_ID to the metadata address; it isn't known.",
        );
        return;
    };
    let path = if version == "v1.0" {
        String::new()
    } else {
        format!("/{version}")
    };
    form.draft
        .note("django-auth-adfs adds ?appid= with CLIENT_ID to the metadata address.");
    form.metadata(format!(
        "https://{host}/{place}{path}/.well-known/openid-configuration?appid={client}"
    ));
}
