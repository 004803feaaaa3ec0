//! The options that jose and jsonwebtoken share.

use super::super::expression::ExprKind;
use super::super::form::Form;
use super::super::value::Value;
use crate::api::About;

/// Issuer, audience and algorithms: what isn't set isn't checked.
pub(super) fn accepted(form: &mut Form<'_>, called: bool, name: &str) {
    form.issuer_setting("issuer");
    let audiences = form.texts("audience", "an accepted audience");
    form.audiences(audiences);
    let algorithms = form.texts("algorithms", "an accepted algorithm");
    form.api().algorithms = algorithms;
    if !called {
        form.draft.note("The call that checks a token isn't part of this code: issuer and audience aren't known.");
        return;
    }
    if form.may_be_set_elsewhere(&[("issuer", About::Issuer), ("audience", About::Audience)]) {
        return;
    }
    for (setting, what) in [("issuer", "the issuer"), ("audience", "the audience")] {
        if !given(form, setting) {
            form.draft
                .note(format!("{name} gets no {setting}: {what} isn't checked."));
        }
    }
    form.api().unchecked.issuer = !given(form, "issuer");
    form.api().unchecked.audience = !given(form, "audience");
}

/// Whether a setting stands there with a value: `undefined` is none.
pub(super) fn given(form: &Form<'_>, name: &str) -> bool {
    let value = form
        .find(name)
        .map(|member| form.source.value(&member.value));
    value.is_some_and(|value| !matches!(value, Ok(Value::Nothing)))
}

/// Another moment than the present one: what it is can't be told from the code.
pub(super) fn moment(form: &mut Form<'_>, name: &str) {
    let Some(member) = form.find(name) else {
        return;
    };
    let now = matches!(&member.value.kind, ExprKind::Call(call) if call.args.is_empty()
        && matches!(call.path.as_slice(), [date] | [date, _] if date == "Date"));
    if !now {
        form.draft.undecided(
            About::Lifetime,
            Some(member.line),
            &member.path.join("."),
            "puts another moment in the place of the present one",
        );
    }
}
