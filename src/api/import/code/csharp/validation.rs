//! `TokenValidationParameters`.

use super::super::form::Form;
use super::deciding;
use super::delegates::{self, takes_over};
use crate::api::About;
use crate::api::import::microsoft::issuers_of;

/// What stands for the audience where none is set among the parameters.
#[derive(Default)]
pub(super) struct Defaults<'a> {
    /// The names of settings that take its place.
    pub(super) audience: &'a [&'a str],
    /// What is accepted where no `ValidAudience` is set.
    pub(super) valid: Vec<String>,
    /// The audiences without any setting.
    pub(super) otherwise: Vec<String>,
}

/// Reads audiences, issuers, algorithms, tolerance, keys and switches.
pub(super) fn validation(form: &mut Form<'_>, defaults: Defaults<'_>) {
    if !takes_over(form, &delegates::AUDIENCE) {
        audiences(form, defaults);
        form.api().unchecked.audience = off(
            form,
            "ValidateAudience",
            About::Audience,
            "whether the audience is checked",
        );
    }
    issuers(form);
    if !takes_over(form, &delegates::ALGORITHM) {
        let algorithms = deciding(form, About::Algorithm, |form| {
            form.texts("ValidAlgorithms", "an accepted algorithm")
        });
        form.api().algorithms = algorithms;
    }
    if !takes_over(form, &delegates::LIFETIME) {
        lifetime(form);
    }
    if !takes_over(form, &delegates::TYPE) {
        let types = deciding(form, About::Claims, |form| {
            form.texts("ValidTypes", "an accepted typ of the header")
        });
        form.api().limits.types = types;
    }
    signatures(form);
    keys(form);
    delegates::others(form);
    form.not_compared(&[
        ("TokenDecryptionKey", "how encrypted tokens are read"),
        ("TokenDecryptionKeys", "how encrypted tokens are read"),
    ]);
}

fn audiences(form: &mut Form<'_>, defaults: Defaults<'_>) {
    const LISTS: [&str; 3] = ["ValidAudiences", "AllowedAudience", "AllowedAudiences"];
    let named = form.has("ValidAudience");
    let mut set = named || LISTS.iter().any(|name| form.has(name));
    let texts = |form: &mut Form<'_>, name: &str| {
        deciding(form, About::Audience, |form| {
            form.texts(name, "an accepted audience")
        })
    };
    let mut audiences = texts(form, "ValidAudience");
    for name in LISTS {
        audiences.extend(texts(form, name));
    }
    for name in defaults.audience {
        if form.has(name) && !named {
            set = true;
            audiences.extend(texts(form, name));
        }
    }
    if !set {
        audiences.extend(defaults.otherwise);
    }
    if !named {
        audiences.extend(defaults.valid);
    }
    form.audiences(audiences);
}

fn issuers(form: &mut Form<'_>) {
    let known = delegates::is_aad_issuer_validator(form);
    if !known && takes_over(form, &delegates::ISSUER) {
        return;
    }
    for name in ["ValidIssuer", "ValidIssuers"] {
        let issuers = deciding(form, About::Issuer, |form| {
            form.texts(name, "an accepted issuer")
        });
        form.issuers(issuers);
    }
    if known {
        of_microsoft(form);
        return;
    }
    form.api().unchecked.issuer = off(
        form,
        "ValidateIssuer",
        About::Issuer,
        "whether the issuer is checked",
    );
}

/// `AadIssuerValidator`: beside what is listed it accepts the issuers of both versions of every tenant
/// that the metadata is for.
fn of_microsoft(form: &mut Form<'_>) {
    let metadata = form.draft.api.metadata.clone().unwrap_or_default();
    let issuers = issuers_of(&metadata);
    let many = issuers.iter().any(|issuer| issuer.contains('{'));
    let Some(member) = form.find("IssuerValidator") else {
        return;
    };
    let shown = member.path.join(".");
    if many || issuers.is_empty() {
        let reason = "is AadIssuerValidator: it accepts the issuers of both token versions of every \
                      tenant that the metadata is for";
        form.draft
            .undecided(About::Issuer, Some(member.line), &shown, reason);
    } else {
        let meaning = "the issuers of both token versions of the tenant";
        form.draft
            .read(member.line, &shown, "AadIssuerValidator", meaning);
        form.issuers(issuers);
    }
}

fn lifetime(form: &mut Form<'_>) {
    deciding(form, About::Lifetime, |form| form.seconds("ClockSkew"));
    let what = "whether the token's times are checked";
    form.api().unchecked.lifetime = off(form, "ValidateLifetime", About::Lifetime, what);
    let what = "whether tokens need an exp";
    if off(form, "RequireExpirationTime", About::Lifetime, what) {
        form.draft.note("Tokens without exp are accepted too.");
    }
}

/// Whether a switch is off.
fn off(form: &mut Form<'_>, name: &str, about: About, what: &str) -> bool {
    deciding(form, about, |form| form.flag(name, what)) == Some(false)
}

fn signatures(form: &mut Form<'_>) {
    let what = "whether tokens need a signature";
    if off(form, "RequireSignedTokens", About::Key, what) {
        form.draft
            .note("RequireSignedTokens is false: tokens without any signature are accepted.");
    }
    let what = "whether the key itself is checked";
    if form.flag("ValidateIssuerSigningKey", what) == Some(false) {
        form.draft.note(
            "ValidateIssuerSigningKey only adds checks of the key itself. Signatures are verified \
             all the same.",
        );
    }
}

/// Keys that stand in the code: they are never fetched again (rules G-07).
fn keys(form: &mut Form<'_>) {
    for name in [
        "IssuerSigningKey",
        "IssuerSigningKeys",
        "IssuerSigningToken",
        "SigningTokens",
    ] {
        let Some(member) = form.find(name) else {
            continue;
        };
        let made = form
            .source
            .words
            .iter()
            .any(|word| word.name() == Some("SymmetricSecurityKey"));
        if made {
            form.draft.unread(
                Some(member.line),
                &member.path.join("."),
                "is a shared secret, no published key",
            );
            form.draft.note(
                "A shared secret only verifies tokens that the app signs itself (HS256), never one of \
                 Microsoft's.",
            );
        } else {
            deciding(form, About::Key, |form| form.pin(&member));
        }
    }
}
