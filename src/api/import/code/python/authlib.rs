//! Authlib: `server_metadata_url` and `claims_options` (rules H-5).

use super::super::choice::{calls_any, note_nothing};
use super::super::expression::Member;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["authlib", "server_metadata_url", "claims_options"],
    recognise,
    read,
};

const NAMES: &[&str] = &[
    "register",
    "OAuth2Session",
    "AsyncOAuth2Client",
    "decode",
    "validate",
    "parse_id_token",
    "authorize_access_token",
];

fn recognise(text: &str) -> Option<Stack> {
    let known = ["authlib", "server_metadata_url", "claims_options"]
        .iter()
        .any(|sign| text.contains(sign));
    let source = || Source::new(text, Language::Python);
    let set = || {
        let source = source();
        source.names("server_metadata_url") || source.names("claims_options")
    };
    (known && (calls_any(text, Language::Python, NAMES) && text.contains("authlib") || set()))
        .then_some(Stack::Authlib)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Python);
    let mut form = Form::new(&source, Stack::Authlib);
    for found in source.calls(NAMES) {
        form.add_call(&found);
    }
    options_by_themselves(&mut form);
    let client = form.text("client_id", "the application ID");
    form.api().client_id.clone_from(&client);
    if let Some(address) = form.text("server_metadata_url", "the metadata address") {
        form.metadata(address);
    } else if let Some((line, address)) = form.fetched_metadata() {
        form.draft.read(
            line,
            "the metadata that is fetched",
            &address,
            "the metadata address",
        );
        form.metadata(address);
    }
    keys(&mut form);
    claims(&mut form);
    if let (Some(client), false) = (client, form.has("claims_options.aud")) {
        form.draft.note("An ID token's audience is the application ID; Authlib compares others only where claims_options say so.");
        form.audiences([client]);
    }
    form.seconds("leeway");
    form.may_be_set_elsewhere(&[
        ("client_id", About::Audience),
        ("server_metadata_url", About::Issuer),
    ]);
    note_registered(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// `claims_options = {…}` and `self.claims_options = {…}`.
fn options_by_themselves(form: &mut Form<'_>) {
    if form.has("claims_options") {
        return;
    }
    let Some(value) = form
        .source
        .constant("claims_options")
        .or_else(|| assigned(form))
    else {
        return;
    };
    let member = Member {
        path: vec!["claims_options".to_owned()],
        line: value.line,
        value,
    };
    form.add(&super::super::expression::expr(
        super::super::expression::ExprKind::Object(vec![member]),
        0,
    ));
}

/// The value of `self.claims_options = …`.
fn assigned(form: &Form<'_>) -> Option<super::super::expression::Expr> {
    let words = &form.source.words;
    let at = words.windows(2).position(|pair| {
        matches!(pair, [name, sign] if name.name() == Some("claims_options") && sign.is("="))
    })?;
    Some(form.source.expression_at(at + 2))
}

/// The key set, where the code fetches it without metadata.
fn keys(form: &mut Form<'_>) {
    if form.has("jwks_uri") {
        let keys = form.text("jwks_uri", "the address of the keys");
        form.api().keys_address = keys;
    }
}

/// `claims_options`: values that are accepted, one claim each.
fn claims(form: &mut Form<'_>) {
    for (claim, meaning) in [
        ("iss", "an accepted issuer"),
        ("aud", "an accepted audience"),
    ] {
        let mut accepted = Vec::new();
        for member in ["value", "values"] {
            accepted.extend(form.texts(&format!("claims_options.{claim}.{member}"), meaning));
        }
        if claim == "iss" {
            form.issuers(accepted);
        } else {
            form.audiences(accepted);
        }
    }
    form.own_code(&[
        ("claims_options.iss.validate", "which issuers are accepted"),
        (
            "claims_options.aud.validate",
            "which audiences are accepted",
        ),
    ]);
    let api = &mut form.draft.api;
    api.issuer_from_metadata = api.issuers.is_empty() && api.metadata.is_some();
    if !form.has("claims_options.iss") {
        form.note_template("Authlib compares it literally, so that parse_id_token refuses every token unless claims_options name the issuers.");
    }
}

/// Several registered providers: the last one's settings count.
fn note_registered(form: &mut Form<'_>) {
    let found = form.source.calls(&["register"]);
    if let [_, .., last] = found.as_slice() {
        form.draft.note(format!(
            "register stands here {} times: where several set the same, the one in line {} was taken.",
            found.len(),
            last.line
        ));
    }
}
