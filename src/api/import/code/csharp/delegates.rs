//! Functions of one's own among the validation parameters. `IdentityModel` asks them first: the lists
//! and switches that they stand for are not looked at any more.

use super::super::expression::{Expr, ExprKind, Member};
use super::super::form::Form;
use super::super::value::Value;
use crate::api::About;

/// What a function of one's own decides.
pub(super) struct Delegate {
    /// The settings that hold it.
    names: &'static [&'static str],
    /// What it decides about.
    about: About,
    /// The same, as the middle of a sentence.
    what: &'static str,
    /// The settings that count no more.
    replaced: &'static [&'static str],
}

pub(super) const AUDIENCE: Delegate = Delegate {
    names: &["AudienceValidator"],
    about: About::Audience,
    what: "which audiences are accepted",
    replaced: &[
        "ValidAudience",
        "ValidAudiences",
        "Audience",
        "AllowedAudiences",
        "ValidateAudience",
    ],
};

pub(super) const ISSUER: Delegate = Delegate {
    names: &[
        "IssuerValidator",
        "IssuerValidatorUsingConfiguration",
        "IssuerValidatorAsync",
    ],
    about: About::Issuer,
    what: "which issuers are accepted",
    replaced: &["ValidIssuer", "ValidIssuers", "ValidateIssuer"],
};

pub(super) const LIFETIME: Delegate = Delegate {
    names: &["LifetimeValidator"],
    about: About::Lifetime,
    what: "how long tokens are accepted",
    replaced: &["ClockSkew", "ValidateLifetime", "RequireExpirationTime"],
};

pub(super) const ALGORITHM: Delegate = Delegate {
    names: &["AlgorithmValidator"],
    about: About::Algorithm,
    what: "which algorithms are accepted",
    replaced: &["ValidAlgorithms"],
};

pub(super) const TYPE: Delegate = Delegate {
    names: &["TypeValidator"],
    about: About::Claims,
    what: "which types are accepted",
    replaced: &["ValidTypes"],
};

/// Those that replace no setting that is read.
const OTHERS: [(&str, About, &str); 7] = [
    (
        "SignatureValidator",
        About::Key,
        "whether signatures are verified",
    ),
    (
        "SignatureValidatorUsingConfiguration",
        About::Key,
        "whether signatures are verified",
    ),
    (
        "IssuerSigningKeyResolver",
        About::Key,
        "which keys are used",
    ),
    (
        "IssuerSigningKeyResolverUsingConfiguration",
        About::Key,
        "which keys are used",
    ),
    (
        "IssuerSigningKeyValidator",
        About::Key,
        "which keys are accepted",
    ),
    (
        "TokenReplayValidator",
        About::Claims,
        "whether a token is accepted twice",
    ),
    (
        "TransformBeforeSignatureValidation",
        About::Key,
        "what the signature is verified over",
    ),
];

/// Whether a function of one's own decides; tells it, and what it takes the place of.
pub(super) fn takes_over(form: &mut Form<'_>, delegate: &Delegate) -> bool {
    let Some(member) = delegate.names.iter().find_map(|name| set(form, name)) else {
        return false;
    };
    told(form, &member, delegate.about, delegate.what);
    let name = member.path.last().cloned().unwrap_or_default();
    for replaced in delegate.replaced {
        if let Some(list) = form.find(replaced) {
            let reason = format!("counts only as far as {name} asks for it");
            form.draft
                .unread(Some(list.line), &list.path.join("."), &reason);
        }
    }
    true
}

/// Tells those that stand for no setting that is read, and what code does with a token that has passed.
pub(super) fn others(form: &mut Form<'_>) {
    for (name, about, what) in OTHERS {
        if let Some(member) = set(form, name) {
            told(form, &member, about, what);
        }
    }
    for name in ["OnTokenValidated", "OnMessageReceived"] {
        if let Some(member) = set(form, name).filter(|member| refuses(form, &member.value)) {
            let what = "which tokens it refuses";
            told(form, &member, About::Claims, what);
        }
    }
}

fn told(form: &mut Form<'_>, member: &Member, about: About, what: &str) {
    let reason = format!("is code of your own: {what} can't be told from here");
    let shown = member.path.join(".");
    form.draft
        .undecided(about, Some(member.line), &shown, &reason);
}

/// A setting that is not set to nothing.
fn set(form: &Form<'_>, name: &str) -> Option<Member> {
    let member = form.find(name)?;
    let nothing = matches!(form.source.value(&member.value), Ok(Value::Nothing));
    (!nothing).then_some(member)
}

/// Whether a function may refuse a token: one that stands elsewhere may.
fn refuses(form: &Form<'_>, value: &Expr) -> bool {
    let ExprKind::Block(range) = &value.kind else {
        return true;
    };
    let words = form.source.words.get(range.clone()).unwrap_or_default();
    let names = ["Fail", "NoResult", "throw", "Unauthorized", "Forbid"];
    words
        .iter()
        .any(|word| word.name().is_some_and(|name| names.contains(&name)))
}

/// Whether the issuers are checked by the validator of Microsoft's own: each tenant that the metadata
/// is for, in tokens of both versions.
pub(super) fn is_aad_issuer_validator(form: &Form<'_>) -> bool {
    let member = ISSUER.names.iter().find_map(|name| set(form, name));
    member.is_some_and(|member| mentions(form, &member.value, 0))
}

fn mentions(form: &Form<'_>, value: &Expr, depth: u32) -> bool {
    const NAME: &str = "GetAadIssuerValidator";
    if depth > 8 {
        return false;
    }
    match &value.kind {
        ExprKind::Call(call) => {
            let named = call.path.iter().any(|name| name == NAME);
            let of = call.of.as_ref();
            named || of.is_some_and(|of| mentions(form, of, depth + 1))
        }
        ExprKind::Member(of, _) => mentions(form, of, depth + 1),
        ExprKind::Block(range) => {
            let words = form.source.words.get(range.clone()).unwrap_or_default();
            words.iter().any(|word| word.name() == Some(NAME))
        }
        ExprKind::Path(path) => {
            // `validator.Validate`: the function is a member of what a name stands for.
            let first = path.first().and_then(|name| form.source.constant(name));
            first.is_some_and(|value| mentions(form, &value, depth + 1))
        }
        _ => false,
    }
}
