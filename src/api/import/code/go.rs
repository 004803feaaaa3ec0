//! go-oidc: `oidc.NewProvider`, `oidc.NewRemoteKeySet`, `oidc.Config` (rules H-5); golang-jwt, which reads
//! key sets with keyfunc.

mod golang_jwt;

use super::choice::{calls_any, each, note_nothing};
use super::expression::{ExprKind, Member};
use super::form::Form;
use super::lexer::Language;
use super::source::{Found, Source};
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack, Unchecked};
use crate::issuer::metadata_address;

pub(super) const IMPORTER: Importer = Importer {
    signs: &["NewProvider", "NewRemoteKeySet", "keyfunc"],
    recognise,
    read,
};

const PLACES: &[&str] = &["NewProvider", "NewRemoteKeySet"];
const VERIFIERS: &[&str] = &["Verifier", "VerifierContext", "NewVerifier"];

fn recognise(text: &str) -> Option<Stack> {
    let known = text.contains("oidc.") || text.contains("go-oidc");
    let found = known && calls_any(text, Language::Go, PLACES) || golang_jwt::recognise(text);
    found.then_some(Stack::GoOidc)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Go);
    if golang_jwt::recognise(text) && source.calls(PLACES).is_empty() {
        return Ok(golang_jwt::read(&source));
    }
    let alone = configurations(&source);
    if source.calls(VERIFIERS).is_empty() {
        let mut form = Form::new(&source, Stack::GoOidc);
        if let Some(configuration) = alone.first() {
            form.add_call(configuration);
        }
        return Ok(verifier(form, None));
    }
    let settings = |form: &mut Form<'_>, call: &Found| add_configuration(form, call);
    Ok(each(
        &source,
        Stack::GoOidc,
        (VERIFIERS, &[]),
        settings,
        verifier,
    ))
}

/// The objects of type `oidc.Config`: other packages have a type of that name too.
fn configurations(source: &Source) -> Vec<Found> {
    let package = package(source);
    let mut found = source.calls(&["Config"]);
    found.retain(|call| {
        let at = call.range.start;
        let word = |back: usize| at.checked_sub(back).and_then(|at| source.words.get(at));
        word(1).is_some_and(|dot| dot.is("."))
            && word(2).and_then(|word| word.name()) == Some(package)
    });
    found
}

/// The name under which go-oidc is imported.
fn package(source: &Source) -> &str {
    let pairs = source.words.windows(2);
    let named = pairs.filter_map(|pair| match pair {
        [name, path] if path.holds("go-oidc") && name.line == path.line => name.name(),
        _ => None,
    });
    let mut named = named.filter(|name| *name != "import");
    named.next().unwrap_or("oidc")
}

/// What the last argument of a verifier sets, and what is assigned to it later: `config.ClientID = …`.
fn add_configuration(form: &mut Form<'_>, call: &Found) {
    let Some(last) = call.call.args.last() else {
        return;
    };
    form.add_options(last);
    if let ExprKind::Path(path) = &last.value.kind
        && let [name] = path.as_slice()
    {
        let members = form.source.fields_of(name);
        form.add_members(members);
    }
}

/// One verifier; `None` where the code makes none.
fn verifier(mut form: Form<'_>, call: Option<&Found>) -> Api {
    let insecure = insecure_issuer(&mut form);
    let by_keys = key_set(&mut form, call);
    if !by_keys {
        provider(&mut form, insecure, call);
    }
    let client = form.text("ClientID", "the accepted audience");
    // Any audience may stand there; a URI is no application ID.
    form.api().client_id = client.clone().filter(|client| !client.contains("://"));
    form.audiences(client);
    let algorithms = form.texts("SupportedSigningAlgs", "an accepted algorithm");
    if !algorithms.is_empty() {
        form.api().algorithms = algorithms;
    }
    if by_keys && !form.has("SupportedSigningAlgs") {
        form.api().algorithms = vec!["RS256".to_owned()];
    }
    switches(&mut form);
    form.may_be_set_elsewhere(&[("ClientID", About::Audience)]);
    if let Some(now) = form.find("Now") {
        let reason = "puts another moment in the place of the present one";
        form.draft
            .undecided(About::Lifetime, Some(now.line), "Now", reason);
    }
    note_nothing(&mut form);
    form.finish()
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

/// The one of these calls that a verifier leads to; the only one, or the first where none leads there.
fn of_verifier<'f>(
    form: &mut Form<'_>,
    call: Option<&Found>,
    found: &'f [Found],
) -> Option<&'f Found> {
    let places: Vec<usize> = found.iter().map(|found| found.range.start).collect();
    let led = call.and_then(|call| {
        // The provider stands before the dot.
        let start = call.range.start.saturating_sub(2);
        form.source.leads_to(start..call.range.end, &places)
    });
    if let Some(index) = led {
        return found.get(index);
    }
    let first = found.first()?;
    if found.len() > 1 {
        let name = first.call.path.join(".");
        form.draft.note(format!(
            "{name} stands here {} times: the one in line {} was taken.",
            found.len(),
            first.line
        ));
    }
    Some(first)
}

/// `NewVerifier(issuer, NewRemoteKeySet(ctx, keys), config)`: no metadata is read.
fn key_set(form: &mut Form<'_>, call: Option<&Found>) -> bool {
    let sets = form.source.calls(&["NewRemoteKeySet"]);
    let made = call.filter(|call| call.call.path.last().is_some_and(|n| n == "NewVerifier"));
    if sets.is_empty() && made.is_none() || call.is_some() && made.is_none() {
        return false;
    }
    let arg = of_verifier(form, call, &sets).and_then(|set| set.call.args.get(1).cloned());
    if let Some(arg) = arg {
        form.draft.api.keys_address = form.text_of(
            &arg.value,
            arg.line,
            "NewRemoteKeySet",
            "the address of the keys",
        );
    } else if let Some(call) = made {
        let reason = "takes its keys from a key set that isn't part of this code";
        form.draft
            .undecided(About::Key, Some(call.line), "NewVerifier", reason);
    }
    if let Some(arg) = made.and_then(|call| call.call.args.first()) {
        let issuer = form.text_of(&arg.value, arg.line, "NewVerifier", "the accepted issuer");
        form.issuers(issuer);
    }
    true
}

/// `NewProvider(ctx, issuer)`: the metadata must name that very issuer.
fn provider(form: &mut Form<'_>, insecure: Option<String>, call: Option<&Found>) {
    let found = form.source.calls(&["NewProvider"]);
    let Some(taken) = of_verifier(form, call, &found) else {
        return;
    };
    // `config.NewProvider(ctx)` has no issuer: the configuration names it.
    let Some(arg) = taken.call.args.get(1) else {
        configured_provider(form);
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

/// `oidc.ProviderConfig{IssuerURL, JWKSURL, Algorithms}`: no metadata is read.
fn configured_provider(form: &mut Form<'_>) {
    let found = form.source.calls(&["ProviderConfig"]);
    let Some(config) = found.first() else {
        let reason = "is made of a configuration that isn't part of this code";
        form.draft
            .undecided(About::Issuer, None, "NewProvider", reason);
        return;
    };
    let mut settings = Form::new(form.source, Stack::GoOidc);
    settings.add_call(config);
    let mut one = |name: &str, meaning: &str| -> Vec<String> {
        let member = settings.find(name);
        member.map_or_else(Vec::new, |member| {
            form.texts_of(&member.value, member.line, name, meaning)
        })
    };
    let issuers = one("IssuerURL", "the accepted issuer");
    let keys = one("JWKSURL", "the address of the keys");
    let algorithms = one("Algorithms", "an accepted algorithm");
    form.issuers(issuers);
    form.api().keys_address = keys.into_iter().next();
    form.api().algorithms = algorithms;
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

/// A setting that a call hands over by itself.
fn handed(name: &str, arg: &Member) -> Member {
    Member {
        path: vec![name.to_owned()],
        ..arg.clone()
    }
}
