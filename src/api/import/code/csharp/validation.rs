//! `TokenValidationParameters`.

use super::super::form::Form;

/// What stands for the audience where none is set among the parameters.
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
    audiences(form, defaults);
    for name in ["ValidIssuer", "ValidIssuers"] {
        let issuers = form.texts(name, "an accepted issuer");
        form.issuers(issuers);
    }
    let algorithms = form.texts("ValidAlgorithms", "an accepted algorithm");
    form.api().algorithms = algorithms;
    form.seconds("ClockSkew");
    switches(form);
    keys(form);
    form.own_code(&[
        ("IssuerValidator", "which issuers are accepted"),
        ("AudienceValidator", "which audiences are accepted"),
        ("LifetimeValidator", "how long tokens are accepted"),
        ("SignatureValidator", "whether signatures are verified"),
        ("AlgorithmValidator", "which algorithms are accepted"),
        ("IssuerSigningKeyResolver", "which keys are used"),
        ("TypeValidator", "which types are accepted"),
    ]);
    form.not_compared(&[
        ("ValidTypes", "which typ the header needs"),
        ("TokenDecryptionKey", "how encrypted tokens are read"),
        ("TokenDecryptionKeys", "how encrypted tokens are read"),
    ]);
}

fn audiences(form: &mut Form<'_>, defaults: Defaults<'_>) {
    const LISTS: [&str; 3] = ["ValidAudiences", "AllowedAudience", "AllowedAudiences"];
    let meaning = "an accepted audience";
    let named = form.has("ValidAudience");
    let mut set = named || LISTS.iter().any(|name| form.has(name));
    let mut audiences = form.texts("ValidAudience", meaning);
    for name in LISTS {
        audiences.extend(form.texts(name, meaning));
    }
    for name in defaults.audience {
        if form.has(name) && !named {
            set = true;
            audiences.extend(form.texts(name, meaning));
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

fn switches(form: &mut Form<'_>) {
    let off = |form: &mut Form<'_>, name, what| form.flag(name, what) == Some(false);
    form.api().unchecked.issuer = off(form, "ValidateIssuer", "whether the issuer is checked");
    form.api().unchecked.audience =
        off(form, "ValidateAudience", "whether the audience is checked");
    let lifetime = off(
        form,
        "ValidateLifetime",
        "whether the token's times are checked",
    );
    form.api().unchecked.lifetime = lifetime;
    if off(
        form,
        "RequireSignedTokens",
        "whether tokens need a signature",
    ) {
        form.draft
            .note("RequireSignedTokens is false: tokens without any signature are accepted.");
    }
    if off(
        form,
        "ValidateIssuerSigningKey",
        "whether the key itself is checked",
    ) {
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
            form.pin(&member);
        }
    }
}
