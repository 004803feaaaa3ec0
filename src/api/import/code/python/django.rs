//! django-auth-adfs: `AUTH_ADFS` (rules H-5).

use super::super::choice::note_nothing;
use super::super::expression::{Expr, ExprKind, Member, expr};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

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
    if !form.has("AUDIENCE") {
        form.draft
            .note("AUDIENCE isn't set: django-auth-adfs doesn't start without it.");
    }
    note_nothing(&mut form);
    Ok(form.finish())
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
