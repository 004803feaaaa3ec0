//! go-oidc: `oidc.NewProvider`, `oidc.NewRemoteKeySet`, `oidc.Config` (rules H-5).

use super::choice::{calls_any, filled, note_nothing};
use super::form::Form;
use super::lexer::Language;
use super::source::Source;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack, Unchecked};
use crate::issuer::metadata_address;

pub(super) const IMPORTER: Importer = Importer {
    signs: PLACES,
    recognise,
    read,
};

const PLACES: &[&str] = &["NewProvider", "NewRemoteKeySet"];

fn recognise(text: &str) -> Option<Stack> {
    let known = text.contains("oidc.") || text.contains("go-oidc");
    (known && calls_any(text, Language::Go, PLACES)).then_some(Stack::GoOidc)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Go);
    let (mut form, _) = filled(&source, Stack::GoOidc, &["Config"], &[]);
    let insecure = insecure_issuer(&mut form);
    let by_keys = key_set(&mut form);
    provider(&mut form, insecure, by_keys);
    let client = form.text("ClientID", "the accepted audience");
    // Any audience may stand there; a URI is no application ID.
    form.api().client_id = client.clone().filter(|client| !client.contains("://"));
    form.audiences(client);
    let algorithms = form.texts("SupportedSigningAlgs", "an accepted algorithm");
    form.api().algorithms = algorithms;
    if by_keys && !form.has("SupportedSigningAlgs") {
        form.api().algorithms = vec!["RS256".to_owned()];
    }
    switches(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// The issuer that is accepted in place of the one in the metadata.
fn insecure_issuer(form: &mut Form<'_>) -> Option<String> {
    let found = form.source.calls(&["InsecureIssuerURLContext"]);
    let arg = found.first()?.call.args.get(1)?.clone();
    form.text_of(
        &arg.value,
        arg.line,
        "InsecureIssuerURLContext",
        "the accepted issuer",
    )
}

/// `NewVerifier(issuer, NewRemoteKeySet(ctx, keys), config)`: no metadata is read.
fn key_set(form: &mut Form<'_>) -> bool {
    let sets = form.source.calls(&["NewRemoteKeySet"]);
    let Some(set) = sets.first() else {
        return false;
    };
    if let Some(arg) = set.call.args.get(1) {
        form.draft.api.keys_address = form.text_of(
            &arg.value,
            arg.line,
            "NewRemoteKeySet",
            "the address of the keys",
        );
    }
    let verifiers = form.source.calls(&["NewVerifier"]);
    if let Some(arg) = verifiers
        .first()
        .and_then(|verifier| verifier.call.args.first())
    {
        let issuer = form.text_of(&arg.value, arg.line, "NewVerifier", "the accepted issuer");
        form.issuers(issuer);
    }
    true
}

/// `NewProvider(ctx, issuer)`: the metadata must name that very issuer.
fn provider(form: &mut Form<'_>, insecure: Option<String>, by_keys: bool) {
    let found = form.source.calls(&["NewProvider"]);
    let Some(first) = found.first() else { return };
    if found.len() > 1 {
        form.draft.note(format!(
            "NewProvider stands here {} times: the one in line {} was taken.",
            found.len(),
            first.line
        ));
    }
    if by_keys {
        form.draft.note(
            "NewRemoteKeySet stands here too: its keys were taken, not those of NewProvider.",
        );
        return;
    }
    let Some(arg) = first.call.args.get(1) else {
        return;
    };
    let Some(issuer) = form.text_of(
        &arg.value,
        arg.line,
        "NewProvider",
        "the authority and the accepted issuer",
    ) else {
        form.issuers(insecure);
        return;
    };
    // go-oidc cuts slashes off before it adds the rest.
    if let Some(address) = metadata_address(&issuer) {
        form.metadata(address);
    }
    if let Some(insecure) = insecure {
        form.issuers([insecure]);
        return;
    }
    form.note_template("NewProvider fails because it is another one than its address: use the tenant's own address, or InsecureIssuerURLContext.");
    form.issuers([issuer]);
}

fn switches(form: &mut Form<'_>) {
    let mut on = |name, what| form.flag(name, what) == Some(true);
    let unchecked = Unchecked {
        issuer: on("SkipIssuerCheck", "whether the issuer is left unchecked"),
        audience: on(
            "SkipClientIDCheck",
            "whether the audience is left unchecked",
        ),
        lifetime: on("SkipExpiryCheck", "whether expired tokens are accepted"),
        signature: on(
            "InsecureSkipSignatureCheck",
            "whether the signature is left unverified",
        ),
    };
    form.api().unchecked = unchecked;
}
